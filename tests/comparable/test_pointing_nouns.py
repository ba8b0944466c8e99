"""Nouns that point back: what their report told of them before, in brackets."""

from __future__ import annotations

import pytest

from firsthand.analyse import parse
from firsthand.clean import clean
from firsthand.comparable.pointing_nouns import PointingNoun, PointingNouns, spelt
from firsthand.data import Document, Given, RawDocument

pytestmark = pytest.mark.models


def last_sentence(text: str) -> str:
    """The last sentence of a report, its nouns spelt out."""
    document = clean(RawDocument("a.txt", "text/plain", text.encode(), Given("a")))
    assert isinstance(document, Document)
    parsed = parse(document)
    last = parsed.trees[-1].sentence
    return spelt(document.text[last.start : last.end], PointingNouns(parsed).of(last.start))[0]


@pytest.mark.parametrize(
    ("before", "sentence", "told"),
    [
        ("The council adopted a controversial zoning bill on Monday.", "The bill has 40 pages.",
         "The [controversial zoning] bill has 40 pages."),
        ("A ferry from Tallow sank on Monday.", "The ferry carried sheep.",
         "The ferry [from Tallow] carried sheep."),
        ("Two freight trains collided near Korrel.", "The trains were empty.",
         "The [two freight] trains were empty."),
    ],
)  # fmt: skip
def test_a_noun_is_told_as_its_report_brought_it_up(before: str, sentence: str, told: str) -> None:
    assert last_sentence(f"{before} {sentence}") == told


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("A passenger train hit a freight train near Korrel.", "The train was empty."),  # which of two?
        ("The new bill was printed on Monday.", "The bill passed."),  # nothing tells it apart
        ("The council adopted a controversial zoning bill.", "The old bill passed."),  # another one
        ("It rained on a cold winter day in Korrel.", "The day passed."),  # a noun of time
    ],
)
def test_a_noun_that_is_not_sure_stays_as_it_is(before: str, sentence: str) -> None:
    assert last_sentence(f"{before} {sentence}") == sentence


def test_words_in_brackets_and_words_that_stand_there_are_not_told_again() -> None:
    bill = PointingNoun("the bill", "zoning", "")
    assert spelt("[The bill] passed.", [bill]) == ("[The bill] passed.", 0)
    assert spelt("The bill on zoning passed.", [bill]) == ("The bill on zoning passed.", 0)
    assert spelt("The billing passed.", [bill]) == ("The billing passed.", 0)
    assert spelt("The bill’s author left.", [bill]) == ("The bill’s author left.", 0)
