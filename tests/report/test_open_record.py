"""A record by id, by table and on a card."""

from __future__ import annotations

from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest

from firsthand.data import Record
from firsthand.errors import NoSuchIdError, UsageError
from firsthand.report import opened
from firsthand.report.card import card
from tests.report.demo_record import make
from tests.report.hostile import CONTROLS, hostile

RECORD = opened(make())
LISTS = [one.name for one in fields(Record) if one.name != "made_with"]


def test_everything_with_an_id_is_found_by_it_and_by_its_beginning() -> None:
    for name in set(LISTS) - {"rejected"}:
        for one in getattr(RECORD, name):
            assert RECORD[one.id] is one is RECORD[RECORD.short(one.id)]
            assert one.id in RECORD
    assert RECORD["02-vennick-daily.html"] in RECORD.documents


def test_an_id_that_is_not_there_is_a_key_error_that_names_the_nearest() -> None:
    near = RECORD.claims[0].id
    for error in (NoSuchIdError, UsageError, KeyError):
        with pytest.raises(error, match=f"^no such id in this record: {near}0; the nearest are {near}"):
            RECORD[near + "0"]
    with pytest.raises(NoSuchIdError, match=r"ids begin with c-: c-"):
        RECORD["c-"]
    with pytest.raises(UsageError, match="an id is text, not a value of type int"):
        RECORD[0]  # type: ignore[index]
    assert near + "0" not in RECORD
    with pytest.raises(TypeError):
        iter(RECORD)  # type: ignore[call-overload]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_table_of_flat_rows(name: str) -> None:
    rows = RECORD.table(name)
    assert len(rows) == len(getattr(RECORD, name))
    assert len({tuple(row) for row in rows}) <= 1, "all rows have the same columns, in the same order"
    for row, one in zip(rows, getattr(RECORD, name), strict=True):
        assert not hasattr(one, "id") or row["id"] == one.id
        for cell in row.values():
            flat = cell if isinstance(cell, list) else [cell]
            assert all(isinstance(value, str | int | float | bool | list | None) for value in flat)


def test_a_span_is_its_document_its_bounds_and_its_words() -> None:
    for row, statement in zip(RECORD.table("statements"), RECORD.statements, strict=True):
        span = statement.span
        assert (row["document"], row["start"], row["end"]) == (span.document, span.start, span.end)
        assert row["text"] == span.of(RECORD.document[span.document].text) != ""
        assert row["chain"] == list(statement.chain)
    row = RECORD.table("attributions")[0]
    pieces = RECORD.attributions[0].content
    assert row["content_start"] == [one.start for one in pieces]
    assert row["content_text"] == [RECORD.document[one.document].text[one.start : one.end] for one in pieces]


def test_a_noun_inside_a_noun_is_columns_behind_the_name_of_its_field() -> None:
    claim, row = RECORD.claims[0], RECORD.table("claims")[0]
    assert row["independent_at_least"] == claim.independent.at_least
    assert row["reports_documents"] == claim.reports.documents
    document, row = RECORD.documents[0], RECORD.table("documents")[0]
    assert (row["outlet_name"], row["published_earliest"]) == (document.outlet.name, document.published.earliest)
    assert row["blocks_kind"] == [one.kind for one in document.blocks]


def test_a_span_that_points_nowhere_has_no_words() -> None:
    lost = opened(replace(RECORD, documents=()))
    assert {row["text"] for row in lost.table("statements")} == {""}


def test_a_table_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no table 'claim'; the tables are attributions, claims, .*timeline"):
        RECORD.table("claim")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= {"class"}, "nothing can be fetched or run"


def test_a_notebook_shows_a_bounded_card_that_fetches_and_runs_nothing() -> None:
    for record in (RECORD, opened(hostile()), opened(replace(RECORD, claims=()))):
        shown = record._repr_html_()
        tags = _Tags()
        tags.feed(shown)
        assert tags.seen <= {"div", "p", "table", "thead", "tbody", "tr", "th", "td", "code"}
        assert [c for c in CONTROLS if c in shown] == []
        assert len(shown) < 20_000
    assert all(f"<code>{RECORD.short(one.id)}</code>" in RECORD._repr_html_() for one in RECORD.claims)


def test_the_card_of_many_claims_shows_ten_and_says_how_many_are_left() -> None:
    shown = card(["99 claims"], [(f"c-{number}", RECORD.claims[0]) for number in range(99)])
    assert shown.count("<code>") == 10
    assert "… and 89 claims more" in shown


def test_a_record_is_named_in_one_short_line() -> None:
    assert repr(RECORD) == "<OpenRecord: 10 reports, 7 claims, 7 origins, 7 conflicts, 1 refused>"
