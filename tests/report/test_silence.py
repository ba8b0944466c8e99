"""Silence is not agreement: no output says that nothing differs without saying how much could be compared."""

from __future__ import annotations

import json

import pytest

from firsthand.data import FactCount
from firsthand.report import html, opened, summary
from firsthand.report.tables import table
from firsthand.report.text import compared
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
        "3 details could be compared between independent texts: 2 agree, 1 differs; "
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
    assert "not the same: killed" in text
    page = html.page(made)
    assert "not the same: killed" in page
    rows = table(made, "fact_values")
    assert {row["attribute"] for row in rows} >= {"killed", "day", "place", "instrument"}
    assert len(rows) == sum(len(one.values) for one in made.facts)
    assert json.dumps(rows)
    reading = opened(made)
    assert all(reading.beside(one) for one in made.facts if one.beside)
