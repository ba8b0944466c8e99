"""Temporal expressions: what is found, what it is worth, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse import parse
from firsthand.analyse.time import times
from firsthand.data import Published, TimeExpression
from tests.analyse.reading import paragraphs

pytestmark = pytest.mark.models

THURSDAY = Published("2014-05-15", "2014-05-15", "day", "given")


def told(text: str, published: Published = THURSDAY, kind: str = "body") -> list[tuple[str, str]]:
    return [(one.span.of(text), one.value) for one in expressions(text, published, kind)]


def expressions(text: str, published: Published = THURSDAY, kind: str = "body") -> tuple[TimeExpression, ...]:
    document = replace(paragraphs(text, kind=kind), published=published)
    return times(parse(document), published)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge collapsed on Tuesday.", "Tuesday", "2014-05-13"),
        ("The bridge collapsed Thursday.", "Thursday", "2014-05-15"),
        ("The bridge collapsed last Thursday.", "last Thursday", "2014-05-08"),
        ("A rally set for Wednesday in Lindal has been postponed.", "Wednesday", "2014-05-21"),
        ("The bridge collapsed this past Monday.", "this past Monday", "2014-05-12"),
        ("The committee will meet on Tuesday.", "Tuesday", "2014-05-20"),
        ("The committee is expected to vote on Monday.", "Monday", "2014-05-19"),
        ("The roads remain closed until Saturday.", "Saturday", "2014-05-17"),
        ("The bridge collapsed on Friday night.", "Friday night", "2014-05-09TNI"),
        ("The bridge collapsed yesterday.", "yesterday", "2014-05-14"),
        ("The bridge collapsed the day before yesterday.", "the day before yesterday", "2014-05-13"),
        ("The bridge collapsed the week before last.", "the week before last", "2014-W18"),
        ("The bridge will reopen on Friday week.", "Friday week", "2014-05-23"),
        ("The bridge will reopen two weeks from Monday.", "two weeks from Monday", "2014-06-02"),
        ("The bridge will reopen on the last Friday of this month.", "on the last Friday of this month", "2014-05-30"),
        (
            "The bridge will reopen on the second Tuesday of next month.",
            "on the second Tuesday of next month",
            "2014-06-10",
        ),
        ("The bridge collapsed last week.", "last week", "2014-W19"),
        ("The bridge collapsed last month.", "last month", "2014-04"),
        ("The bridge was built last year.", "last year", "2013"),
        ("The bridge will be rebuilt next year.", "next year", "2015"),
        ("The bridge collapsed in February.", "February", "2014-02"),
        ("The bridge collapsed in August.", "August", "2013-08"),
        ("The bridge will reopen in August.", "August", "2014-08"),
        ("The bridge collapsed in mid-August.", "mid-August", "2013-08"),
        ("The bridge collapsed on Sept. 11.", "Sept. 11", "2013-09-11"),
        ("The bridge collapsed three weeks ago.", "three weeks ago", "2014-W17"),
        ("The bridge was built two decades ago.", "two decades ago", "199"),
        ("The bridge was built on 12 March 1987.", "12 March 1987", "1987-03-12"),
        ("The bridge was built on March 12, 1987.", "March 12, 1987", "1987-03-12"),
        ("The bridge was built in March 1987.", "March 1987", "1987-03"),
        ("The bridge was built in 1987.", "1987", "1987"),
        ("The bridge was built in the 1980s.", "the 1980s", "198"),
        ("The bridge was built in the summer of 1987.", "the summer of 1987", "1987-SU"),
        ("Profits fell in the third quarter of 2013.", "the third quarter of 2013", "2013-Q3"),
        ("Profits fell in the first quarter of last year.", "the first quarter of last year", "2013-Q1"),
        ("Nothing was the same after 9/11.", "9/11", "2001-09-11"),
        ("The bridge fell earlier this year.", "earlier this year", "2014"),
        ("He stayed for three years.", "three years", "P3Y"),
        ("He signed a two-year contract.", "two-year", "P2Y"),
        ("Sales fell over the past three years.", "the past three years", "P3Y"),
        ("The ferry leaves daily.", "daily", "P1D"),
        ("The ferry leaves every two weeks.", "every two weeks", "P2W"),
        ("The market is held every Monday.", "every Monday", "XXXX-WXX-1"),
        ("The ministry is currently reviewing the plan.", "currently", "PRESENT_REF"),
    ],
)
def test_what_an_expression_is_worth(text: str, words: str, value: str) -> None:
    assert (words, value) in told(text)


def test_a_clock_takes_the_day_beside_it() -> None:
    assert told("The plant shut down at 23:00 GMT on Tuesday.")[0][1] == "2014-05-13T23:00Z"
    assert told("The plant shut down on Tuesday. It restarted at 11 p.m.")[-1][1] == "2014-05-13T23:00"


def test_a_clock_takes_the_full_date_beside_it() -> None:
    text = "The plant shut down around 10:45 p.m. on Thursday, May 8, officials said."
    assert told(text) == [("10:45 p.m. on Thursday, May 8", "2014-05-08T22:45")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Just weeks after Merkel took office, the bank failed.", "2005-12-05", "2006-01-22"),
        ("Two weeks after Angela Merkel was sworn in, the bank failed.", "2005-12-05", "2005-12-11"),
        ("Chancellor Angela Merkel spoke. The bank failed on her first day in office.", "2005-11-22", "2005-11-22"),
        ("Just weeks after Smith took office, the bank failed.", None, None),
    ],
)
def test_dates_count_from_a_first_day_in_office(text: str, first: str | None, last: str | None) -> None:
    found = [one for one in expressions(text) if one.anchor == "office"]
    assert [(one.earliest, one.latest) for one in found] == ([(first, last)] if first else [])
    unknown = [one for one in expressions(text, Published()) if one.anchor == "office"]
    assert unknown == []  # which term it was depends on when the report appeared


def test_a_clock_without_a_day_is_of_the_day_of_the_news() -> None:
    text = "A gunman killed 12 people on Tuesday night.\nThe mayor wept.\nAt 10:08 p.m. an officer sounded the alarm."
    assert told(text)[-1][1] == "2014-05-13T22:08"


def test_a_weekday_six_days_back_may_be_tomorrow() -> None:
    (one,) = expressions("The bridge collapsed on Friday.")  # the report is of a Thursday
    assert (one.value, one.earliest, one.latest, one.precision) == ("", "2014-05-09", "2014-05-16", "range")
    assert told("The bridge collapsed early Friday.") == [("Friday", "2014-05-16")]
    assert told("The bridge collapsed on Friday morning.") == [("Friday morning", "2014-05-16TMO")]
    assert told("The bridge collapsed on Friday night.") == [("Friday night", "2014-05-09TNI")]
    assert told("The bridge will open on Friday.") == [("Friday", "2014-05-16")]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It came before the end of the truce on May 26.", "May 26", "2014-05-26"),
        ("The bridge collapsed on May 26.", "May 26", "2014-05-26"),
        ("The bridge collapsed on June 26.", "June 26", "2013-06-26"),
        ("Roe, who resigned last month, will testify starting Tuesday.", "Tuesday", "2014-05-20"),
        ("The bank failed in 2009. It began in late May of that year.", "late May of that year", "2009-05"),
        ("Sales rose in February compared to the same period last year.", "the same period last year", "2013-02"),
        ("The cars of the 70s and 80s were boxy.", "80s", "198"),
        ("A gunman opened fire on June 12 last year.", "June 12 last year", "2013-06-12"),
        ("Officials said they would begin identifying the dead Tuesday.", "Tuesday", "2014-05-20"),
        ("It is open Monday through Friday.", "Monday through Friday", "P1W"),
        ("They sold it for more than a week.", "a week", "P1W"),
    ],
)  # fmt: skip
def test_what_its_sentence_makes_of_an_expression(text: str, words: str, value: str) -> None:
    assert (words, value) in told(text)


def test_names_with_years_pictures_and_compounds_are_not_dates() -> None:
    assert told("They played in Nice during Euro 2016.") == []
    assert told("He liked gambling, a neighbor told Florida Today.") == []
    assert told("In this Dec. 13, 2013, file photo, he speaks.") == [("Dec. 13, 2013", "2013-12-13")]
    assert told("The now-cancelled deal was read at the soon-to-open terminal.") == []
    assert told("He spoke on May 3. At the time I speak there are 77 victims.") == [("May 3", "2014-05-03")]


def test_a_later_day_is_counted_from_the_event() -> None:
    assert ("two days later", "2014-03-05") in told("He fell ill on March 3. He died two days later.")
    assert told("He fell ill on 30 June 2011 and died the following day.")[-1][1] == "2011-07-01"


def test_a_weekday_of_a_past_event_stays_open() -> None:
    found = expressions("On June 12, 2009, the bank closed its doors. On Monday its owners fled.")
    assert found[0].value == "2009-06-12"
    assert (found[1].value, found[1].anchor, found[1].earliest) == ("", "narrative", None)


def test_a_report_that_is_back_in_its_present_resolves_its_weekdays() -> None:
    for text in (
        "The bank closed on June 12, 2009. Its owners said on Monday that they were innocent.",
        "Roe, arrested on June 12, 2009, pleaded guilty on Monday.",
        "The firm, founded in 1998, was sold on Monday.",
    ):
        assert told(text)[-1] == ("Monday", "2014-05-12"), text


def test_names_are_not_dates() -> None:
    for text in (
        "Prime Minister Theresa May spoke.", "Protesters march through the city.", "You may fall.",
        "June Carter sang.", "The Daily Mail reported it.", "The 9-year-old boy was found.", "He paid $2,000.",
        "Black Friday is near.",
    ):  # fmt: skip
        assert told(text) == [], text


def test_an_unknown_publication_date_leaves_the_shift() -> None:
    (one,) = expressions("The bridge collapsed on Tuesday.", Published())
    assert (one.value, one.earliest, one.latest, one.precision, one.shift) == ("", None, None, "unknown", "<TUE")


def test_a_publication_range_gives_a_range() -> None:
    (one,) = expressions("The bridge collapsed on Tuesday.", Published("2014-05-15", "2014-05-22", "range"))
    assert (one.value, one.earliest, one.latest, one.precision) == ("", "2014-05-13", "2014-05-20", "range")


def test_furniture_is_not_read() -> None:
    assert told("Published on Tuesday", kind="navigation") == []


PIECES = st.lists(
    st.sampled_from(
        [
            "On Friday", "Sept. 11", "last", "two", "weeks", "ago", "May", "2014", "12:30", "GMT", "the 1990s", "and",
            "he", "said", "will", ",", ".", "\n", "'82", "9/11", "every", "Monday", "3/4/2011", "next", "quarter", "“",
        ]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), PIECES))
def test_spans_quote_their_text_and_nothing_raises(text: str) -> None:
    document = paragraphs(text)
    found = times(parse(document), Published("2014-05-15", None))
    assert all(one.span.end <= following.span.start for one, following in pairwise(found))
    for one in found:
        words = one.span.of(text)
        assert words and words == words.strip()
        if one.earliest and one.latest:
            assert one.earliest[:10] <= one.latest[:10]
