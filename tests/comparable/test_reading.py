"""The comparable form of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.comparable.reading import quoted_spans, read_report
from tests.relate.piles import parse_of
from tests.relate.reports import AGENCY, analysis, document


def test_quoted_spans_of_all_marks() -> None:
    text = "He said “one two” and \"three four\" and 'five six' but don't stop"
    found = [text[a:b] for a, b in quoted_spans(text, 0, len(text))]
    assert found == ["“one two”", '"three four"', "'five six'"]


def test_an_unclosed_mark_runs_to_the_end_of_the_paragraph() -> None:
    text = "She began: “We will go on"
    assert [text[a:b] for a, b in quoted_spans(text, 0, len(text))] == ["“We will go on"]


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The dockers' union and the port's cranes aren't idle, 'tis said"
    assert quoted_spans(text, 0, len(text)) == []


@given(st.text(alphabet="ab \"'“”‘’\n", max_size=60))
def test_quoted_spans_stay_inside(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in quoted_spans(text, 0, len(text)))


@pytest.mark.models
def test_dateline_credit_and_caption_are_not_read() -> None:
    text = (
        "In this May 3 file photo, cranes stand idle.\nPORT ARDEN (Reuters) - The port closed.\n"
        "(Reporting by A. Roe; Editing by B. Doe)"
    )
    one = document("a", text)
    reading = read_report(one, analysis(one), parse_of(one))
    assert reading.words == ("the", "port", "closed")


@pytest.mark.models
def test_spans_of_words_quote_the_text() -> None:
    one = document("a", AGENCY)
    reading = read_report(one, analysis(one), parse_of(one))
    assert all(
        one.text[s:e].casefold().startswith(w[:1])
        for s, e, w in zip(reading.starts, reading.ends, reading.words, strict=True)
    )
    assert all(one.text[line.span.start : line.span.end].strip() for line in reading.lines)


@pytest.mark.models
def test_numbers_are_read_alike() -> None:
    one = document("a", "It cost 21 million crowns for seven terminals and 3,400 workers.")
    (line,) = read_report(one, analysis(one), parse_of(one)).lines
    assert {"21m", "7", "3400"} <= line.key
