"""The comparable form of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.piles import parse_of
from firsthand.clean import clean
from firsthand.comparable.reading import quoted_stretches, read_report
from firsthand.data import Document, RawDocument
from firsthand.grammar import parsed
from tests.relate.reports import AGENCY, analysis, document


def quoted(text: str) -> list[str]:
    """What is quoted in one paragraph."""
    return [text[a:b] for a, b in quoted_stretches(parsed(document("a", text), ()))]


def test_quoted_words_in_all_marks() -> None:
    assert quoted("He said “one two” and \"three four\" and 'five six' but don't stop") == [
        "“one two", '"three four', "'five six'",
    ]  # fmt: skip


def test_an_unclosed_mark_runs_to_the_end_of_the_paragraph() -> None:
    assert quoted("She began: “We will go on") == ["“We will go on"]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert quoted("The dockers' union and the port's cranes aren't idle, 'tis said") == []


@given(st.text(alphabet="ab \"'“”‘’\n", max_size=60))
def test_quoted_stretches_stay_inside(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in quoted_stretches(parsed(document("a", text), ())))


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


def test_single_marks_open_behind_lines_that_a_backslash_and_an_n_joined() -> None:
    text = r"The ferry runs again.\n'Nobody was hurt on board,' she said.\nDivers look at its hull on Tuesday."
    found = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(found, Document)
    assert [text[a:b] for a, b in quoted_stretches(parsed(found, ()))] == ["'Nobody was hurt on board,'"]
