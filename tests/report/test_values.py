"""A value of a conflict is shown where it stands: in its own surroundings, marked, and the link points at it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from firsthand.data import TEXT_KINDS, Conflict, ConflictId, Document, Record, Span
from firsthand.report import explain, opened
from firsthand.report.html import page
from firsthand.web import Desk, application
from tests.report.demo_record import make


def _beside(record: Record, document: Document) -> Span:
    """A word of a report's text in which no statement stands."""
    held = [one.span for one in record.statements if one.span.document == document.id]
    for block in document.blocks:
        for word in re.finditer(r"\w{4,}", document.text[block.start : block.end]):
            span = Span(document.id, block.start + word.start(), block.start + word.end())
            if block.kind in (*TEXT_KINDS, "title") and not any(one.overlaps(span) for one in held):
                return span
    raise AssertionError("no such word")


@pytest.fixture(scope="module")
def spelled() -> tuple[Record, Conflict]:
    record = make()
    story = record.stories[0]
    chosen = [one for one in record.documents if one.id in story.documents][:2]
    spans = tuple(_beside(record, one) for one in chosen)
    values = tuple(span.of(one.text) for span, one in zip(spans, chosen, strict=True))
    statements = tuple(next(s.id for s in record.statements if s.span.document == one.id) for one in chosen)
    conflict = Conflict(ConflictId("k-77777777777777ff"), "name", "naming_variant", statements, values,
                        "one name in two forms", ("name_variants",), None, spans)  # fmt: skip
    return replace(record, conflicts=(*record.conflicts, conflict)), conflict


def test_the_one_page_marks_the_name_and_links_to_its_characters(spelled: tuple[Record, Conflict]) -> None:
    record, conflict = spelled
    told = page(opened(record))
    section = told.partition(f'id="{conflict.id}"')[2].partition("</section>")[0]
    for value, span in zip(conflict.values, conflict.spans, strict=True):
        assert f'<mark class="value">{value}</mark>' in section
        assert f'href="#{span.document}-{span.start}"' in section
        assert f'id="{span.document}-{span.start}"' in told


def test_the_served_pages_the_rows_and_explain_point_at_it(spelled: tuple[Record, Conflict]) -> None:
    record, conflict = spelled
    asked = TestClient(application(Desk((), None, None, opened(record))), base_url="http://127.0.0.1:8031")
    base = f"/s/{record.stories[0].id}/k"
    told, rows = asked.get(base).text, asked.get(f"{base}.csv").text
    explained = explain(record, conflict.id)
    for value, span in zip(conflict.values, conflict.spans, strict=True):
        assert f'<mark class="value">{value}</mark>' in told
        assert f'href="/d/{span.document}#{span.document}-{span.start}"' in told
        assert f'id="{span.document}-{span.start}"' in asked.get(f"/d/{span.document}").text
        assert f"{span.document}#char={span.start},{span.end}" in rows
        assert f"⟦{value}⟧" in explained


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("A fire broke out. The mayor, Ola Renn, said so. Shops closed.", "Renn", "The mayor, Ola Renn, said so."),
        ("It was seen by Gen. Doe on Monday", "Doe", "It was seen by Gen. Doe on Monday"),
        ("word " * 60 + "Renn" + " word" * 60, "Renn", None),
    ],
)
def test_surroundings_are_the_sentence_or_as_much_as_there_is_room_for(text: str, word: str, shown: str | None) -> None:
    record = make()
    document = replace(record.documents[0], text=text, blocks=())
    reading = opened(replace(record, documents=(document,)))
    start = text.index(word)
    found = reading.surroundings(Span(document.id, start, start + len(word)))
    words = found.of(text)
    assert word in words
    if shown is not None:
        assert words == shown
    else:
        assert len(words) <= 240
        assert {*words.split()} == {"word", "Renn"}
