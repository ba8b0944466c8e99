"""Stamps that run into the first sentence: a line of their own, and the page's day; no date of a sentence is one."""

from __future__ import annotations

import pytest

from firsthand.clean import clean
from firsthand.data import Document, Given, RawDocument

STORY = "The northern dam of Marlow failed on Wednesday, and nine villages of the valley were flooded, police said."


def document(text: str) -> Document:
    made = clean(RawDocument("a", "text/plain", text.encode(), Given(id="a", outlet="Tallow Post")))
    assert isinstance(made, Document)
    return made


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Published October 26 2016", "2016-10-26"),
        ("Date of publication 26 October 2016", "2016-10-26"),
        ("26 Oct 2016", "2016-10-26"),
        ("Wednesday 26 October 2016", "2016-10-26"),
        ("Wed Oct 26 2016", "2016-10-26"),
        ("Wednesday 26 October 2016 14:28", "2016-10-26T14:28"),
        ("Last updated at Oct 262016", "2016-10-26"),
        ("26-10-2016", "2016-10-26"),
    ],
)
def test_a_stamp_is_a_line_of_its_own_and_the_pages_day(stamp: str, day: str) -> None:
    made = document(f"{stamp} {STORY}")
    assert made.published.earliest == day
    first, second = made.blocks[:2]
    assert (made.text[first.start : first.end], first.kind) == (stamp, "byline")
    assert (made.text[second.start : second.end].strip(), second.kind) == (STORY, "body")


def test_a_number_that_begins_the_sentence_is_no_hour() -> None:
    made = document(f"Wednesday 26 October 2016 26 people drowned. {STORY}")
    assert made.published.earliest == "2016-10-26"
    assert made.text[made.blocks[1].start :].strip().startswith("26 people drowned")


def test_a_headline_an_agency_and_a_day_before_the_first_sentence() -> None:
    made = document(f"Nine villages flooded as dam fails Reuters Wednesday 26 Oct 2016 {STORY}")
    assert made.published.earliest == "2016-10-26"
    assert [made.text[one.start : one.end].strip() for one in made.blocks if one.kind == "body"] == [STORY]


def test_a_place_in_capitals_behind_a_stamp_is_a_dateline() -> None:
    made = document(f"Last updated at Oct 26 2016 BEIRUT {STORY}")
    kinds = {made.text[one.start : one.end].strip(): one.kind for one in made.blocks}
    assert kinds["BEIRUT"] == "dateline"


@pytest.mark.parametrize(
    "text",
    [
        "January 6, 2021 Capitol riot suspects told the court of Marlow on Monday that nobody had led them there.",
        "13 November 2015 Paris attacks suspects went on trial in September 2021, and twenty men stood in the dock.",
        "LONDON Mayor Tova Lindahl said on Monday that the northern bridge of Marlow would stay closed until spring.",
        "In August 12000 people fled from the flooded villages along the lower valley of Marlow, the police said.",
        "26 October 2016 was the day on which the northern dam of Marlow failed, and nine villages were flooded.",
        "On 26 October 2016 the northern dam of Marlow failed, and nine villages along the lower valley were flooded.",
        "The dam that was opened on 26 October 2016 The Tallow Post called a wonder, and nine villages believed it.",
    ],
)
def test_a_date_of_a_sentence_is_no_stamp(text: str) -> None:
    made = document(text)
    assert made.published.earliest is None
    assert [one.kind for one in made.blocks] == ["body"]


def test_a_word_in_capitals_behind_the_clock_is_no_zone() -> None:
    made = document(f"Wednesday 26 October 2016 14:28 UN envoys wept. {STORY}")
    assert made.published.earliest == "2016-10-26T14:28"
    assert made.text[made.blocks[1].start :].strip().startswith("UN envoys")
