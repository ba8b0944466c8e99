"""Silence is not agreement: no output says that nothing differs without saying how much could be compared."""

from __future__ import annotations

import json

import pytest

from firsthand.data import Fact, FactCount, FactValue, Independent, ReportCount
from firsthand.report import html, opened, summary
from firsthand.report.tables import table
from firsthand.report.text import agreement, compared, counted_apart
from tests.relate.facts.test_events import COLLISION, record

SILENT = (
    (
        "2031-03-10",
        "The ferry Aurelia hit a pier in Port Linden on Monday and 12 passengers were killed, the police said.",
    ),
    (
        "2031-03-10",
        "Twelve passengers were killed when the ferry Aurelia hit a pier in Port Linden on Monday, a doctor said.",
    ),
)


def test_the_counts_are_told_one_by_one() -> None:
    told = compared(FactCount(agree=2, differ=1, copies_agree=3, one_report=4, copies_differ=1, not_comparable=5))
    assert told == (
        "3 details could be compared between separately written texts: 2 agree, 1 differs; "
        "4 stand only in copies of one text, of which 1 differs; "
        "5 could not be compared: values in words that may be one or two; "
        "4 stand in one report alone"
    )
    assert "nothing is known" in compared(FactCount(one_report=3))


@pytest.mark.models
def test_no_disagreement_never_stands_alone() -> None:
    made = record(*SILENT)
    assert not made.conflicts
    told = compared(made.stories[0].compared)
    assert "agree" in told
    text = " ".join(summary(made, 100).split())
    assert f"No disagreement was found. {told}." in text
    page = " ".join(html.page(made).split())
    assert f"No disagreement was found. {told}." in page


@pytest.mark.models
def test_text_page_and_tables_show_the_facts() -> None:
    made = record(*COLLISION)
    text = " ".join(summary(made, 100).split())
    assert "day: “Monday”" in text
    assert ") counts " in text and "not the same" not in text
    page = html.page(made)
    assert "killed" in page and ") counts " in page and "not the same" not in page
    rows = table(made, "fact_values")
    assert {row["attribute"] for row in rows} >= {"killed", "day", "place", "instrument"}
    assert len(rows) == sum(len(one.values) for one in made.facts)
    assert json.dumps(rows)
    reading = opened(made)
    assert all(reading.beside(one) for one in made.facts if one.beside)


def _value(words: str, sources: tuple[str, ...], least: int, most: int) -> FactValue:
    return FactValue(words, 12, 12, "exact", sources, (), (), Independent(least, most), ReportCount(3, 3), None, None)


def test_one_source_does_not_agree_with_itself() -> None:
    def told(*values: FactValue) -> str:
        return agreement(Fact("f-1", "killed", "people", False, "agree", values))

    assert told(_value("12 people", ("the rescue service",), 1, 1)) == "one source, in separately written texts"
    assert told(_value("12", ("a mayor",), 1, 1), _value("twelve", ("a mayor",), 1, 1)).startswith("one source")
    assert told(_value("12 people", ("the rescue service", "a hospital"), 2, 2)) == "they agree"
    assert told(_value("12", ("a mayor",), 1, 1), _value("twelve", ("a doctor",), 1, 1)) == "they agree"
    assert told(_value("12", ("a mayor", "she"), 1, 2)) == "they agree, perhaps on the word of one source"
    copies = Fact("f-1", "killed", "people", False, "copies_agree", (_value("12", ("a mayor",), 1, 1),))
    assert agreement(copies) == "told by one text and its copies"


def test_what_counts_something_else_is_told_in_a_sentence() -> None:
    whole = Fact("f-1", "killed", "people", False, "agree", (_value("12 people", ("a mayor",), 1, 1),))
    part = Fact("f-2", "killed", "child", True, "one_report", (_value("six", ("a mayor",), 1, 1),))
    assert counted_apart(whole, part, "part") == "“six” (killed, child among them) counts a part of these alone"
    assert counted_apart(part, whole, "part") == "“12 people” (killed) counts all, of whom these are a part"
    assert counted_apart(whole, whole, "day") == "“12 people” (killed) counts those of another day"
