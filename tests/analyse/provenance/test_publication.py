"""Publication dates: printed ones, and the ranges that a text allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand import dates, lexicon
from firsthand.analyse import parse
from firsthand.analyse.provenance import published
from firsthand.data import Block, Published
from tests.analyse.reading import paragraphs

pytestmark = pytest.mark.models


def of(text: str) -> Published:
    document = paragraphs(text)
    return published(parse(document))


def test_a_given_date_stands() -> None:
    given_date = Published("2011-02-03", "2011-02-03", "day", "given")
    document = replace(paragraphs("President Barack Obama has left for Asia on 3 May 2012."), published=given_date)
    assert published(parse(document)) == given_date


@pytest.mark.parametrize(
    "line", ["Published: 12 March 2011", "Posted on March 12, 2011 at 4 p.m.", "Published 2011-03-12"]
)
def test_a_labelled_date_line_is_the_date(line: str) -> None:
    found = of(f"{line}\nThe bridge at Elm Street collapsed during the morning, officials said.\n")
    assert (found.earliest, found.latest, found.precision) == ("2011-03-12", "2011-03-12", "day")
    assert found.evidence


def test_an_update_line_is_an_upper_bound() -> None:
    found = of("Updated: 12 March 2011\nThe bridge collapsed.\n")
    assert (found.earliest, found.latest) == (None, "2011-03-12")


def test_a_byline_with_a_date_is_a_date_line() -> None:
    document = paragraphs("By Ann Poe, 12 March 2011\nThe bridge collapsed.\n")
    first, second = document.blocks
    document = replace(document, blocks=(Block(first.start, first.end, "byline"), second))
    assert published(parse(document)).earliest == "2011-03-12"


def test_a_study_that_was_published_is_not_the_page() -> None:
    assert of("The study was published Feb. 2, 2018 in a journal.\n").latest is None


def test_a_report_is_not_before_its_pictures() -> None:
    found = of("A woman reacts after hearing the verdict on her brother and his friends April 28, 2014.\n")
    assert (found.earliest, found.latest) == ("2014-04-27", None)
    assert of("The verdict comes on April 28, 2014, the court says.\n").earliest is None


def test_a_report_is_not_before_what_it_tells_as_past() -> None:
    found = of("The ferry sank on 16 April 2014.\nThe inquiry opened in 2015.\n")
    assert (found.earliest, found.latest) == ("2014-12-31", None)  # a day's leave for time zones
    assert "2015" in found.basis


def test_a_report_is_not_after_what_it_says_will_be() -> None:
    found = of("The ferry sank in 2014.\nThe new harbour will open in 2019.\n")
    assert (found.earliest, found.latest) == ("2013-12-31", "2020-01-01")


@pytest.mark.parametrize(
    "text",
    [
        "He is running in the 2016 election.",
        "The target must be met by 2030.",
        "The bonds are due between 2020 and 2025.",
        "A poll of 2047 voters was released.",
        "The ferry sank on Tuesday.",
        "“I will retire in 2031,” she said.",
        "",
    ],
)
def test_what_gives_no_bound(text: str) -> None:
    assert of(text + "\n").latest is None
    assert of(text + "\n").earliest is None


def test_an_office_holder_of_the_present_bounds_the_date() -> None:
    found = of("British Prime Minister Gordon Brown has called an inquiry into the war.\n")
    assert (found.earliest, found.latest) == ("2007-06-27", "2010-05-11")
    assert found.evidence[0].document == "d"


def test_several_holders_narrow_it() -> None:
    found = of(
        "President Barack Obama has called for strikes. Prime Minister David Cameron has agreed.\n"
        "Secretary of State John Kerry said on Tuesday that talks would go on.\n"
    )
    assert (found.earliest, found.latest) == ("2013-02-01", "2016-07-13")


@pytest.mark.parametrize(
    "text",
    [
        "Former President Barack Obama has written a book.",
        "Then-President George W. Bush has been blamed.",
        "A former adviser to President Bill Clinton has written a book.",
        "Vice chancellor Angela Merkel is no such thing.",
        "Years after President George W. Bush has left, the law is contested.",
        "In 2003, President George W. Bush signed the act.",
        "University President Park Smith has resigned.",
        "The pressure on Kiev has grown on Thursday after the ouster of President Viktor Yanukovych.",
        "Ousted President Viktor Yanukovych has left Kiev.",
    ],
)
def test_holders_of_the_past_say_nothing(text: str) -> None:
    found = of(text + "\n")
    assert found.latest is None


def test_contradicting_leads_give_nothing() -> None:
    found = of("President Barack Obama has flown to Rome.\nPrime Minister Boris Johnson has welcomed it.\n")
    assert (found.earliest, found.latest) == (None, None)


def test_a_month_in_which_a_holder_acts_is_past() -> None:
    found = of(
        "Prime Minister Theresa May has asked for more time.\nIn April, Prime Minister Theresa May opened the bridge.\n"
    )
    assert (found.earliest, found.latest) == ("2017-05-01", "2019-07-24")


def test_a_term_that_began_fixes_the_months_told_with_it() -> None:
    found = of(
        "President Barack Obama has sent a plan to Congress.\n"
        "Since the start of his second term, Obama has pressed for it. In February, the Senate took up the matter.\n"
    )
    assert (found.earliest, found.latest) == ("2013-03-01", "2014-01-31")


def test_a_second_term_just_won_has_not_begun() -> None:
    found = of(
        "President Barack Obama says he is more determined than ever after winning a second term.\n"
        "Obama will be tasked with pressing issues in his second term.\n"
    )
    assert (found.earliest, found.latest) == ("2009-01-20", "2017-01-20")


def test_notes_and_captions_say_nothing_of_the_reports_own_time() -> None:
    text = "The judge jailed the man for life.\n{}\n"
    assert of(text.format("This article and its subheading were amended on 18 March 2014.")).earliest is None
    assert of(text.format("FILE - The Pope greeted pilgrims on March 23, 2000. (AP Photo/File)")).earliest is None


def test_a_reason_that_another_makes_idle_is_left_out() -> None:
    found = of("The state was founded in 1917.\nPresident Barack Obama has called for calm.\n")
    assert (found.earliest, found.basis) == ("2009-01-20", "President Barack Obama")


def test_a_weekday_with_its_day_settles_the_year() -> None:
    found = of(
        "President Barack Obama has flown to Rome.\nThe pope received him on Thursday, March 27, in the palace.\n"
    )
    assert found.earliest is not None and found.earliest > "2013-04"
    assert found.latest is not None and found.latest < "2015-03"


def test_the_terms_are_well_formed() -> None:
    rows = lexicon.rows("terms_of_office")
    assert len(rows) > 300
    for row in rows:
        first, last = dates.parse_period(row["from"]), dates.parse_period(row["to"]) if row["to"] else None
        assert first is not None and first.precision == "day", row
        assert not row["to"] or (last is not None and row["from"] < row["to"]), row
        assert row["titles"] and row["name"] and row["surname"] in row["name"], row


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_nothing_raises_and_the_range_is_in_order(text: str) -> None:
    found = of(text)
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


def test_the_seeds_are_not_dated_wrongly(shared: Path) -> None:
    days = {"000": "2025-08-08", "001": "2025-08-10", "002": "2025-08-08", "003": "2025-08-11"}
    for name, day in days.items():
        path = next(shared.glob(f"seeds/{name}_*.txt"))
        found = of(path.read_text(encoding="utf-8"))
        assert found.earliest is not None and found.latest is not None
        assert found.earliest <= day <= found.latest, name
