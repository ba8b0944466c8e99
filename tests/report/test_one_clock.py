"""One clock for a page: the day of a report is the same wherever the page tells it, whatever the report's own clock."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from firsthand.data import Published, Record
from firsthand.report import opened
from firsthand.report.clocks import of
from firsthand.report.html import page
from firsthand.web import Desk, application
from tests.report.demo_record import make

_AXIS = re.compile(r"<text\b.*?</text>", re.DOTALL)
"""The days below a drawing's axis, which are all of them."""
LATE = "2031-03-23T22:30:00-05:00"


def abroad() -> Record:
    """The demo, one report of which appeared late in the evening by a clock far west: the day after by UTC."""
    record = make()
    first, second, *others = record.documents
    west = replace(first, published=Published(LATE, LATE, "minute", "metadata"))
    east = replace(
        second, published=Published("2031-03-11T06:10:00+01:00", "2031-03-11T06:10:00+01:00", "minute", "metadata")
    )
    return replace(record, documents=(west, east, *others))


def test_a_day_by_a_clock() -> None:
    clock = of([LATE, "2031-03-11T06:10:00+01:00"])
    assert clock.name == "UTC"
    assert clock.day(LATE) == "2031-03-24"
    assert clock.day("2031-03-23") == "2031-03-23"
    assert clock.day("2031-03") == "2031-03"
    assert clock.day(None) is None
    assert of([LATE]).day(LATE) == "2031-03-23"


@pytest.mark.parametrize("path", ["", "/copies", "/time", "/reports", "/brief", "/details"])
def test_no_page_of_a_story_tells_the_day_of_another_clock(path: str) -> None:
    record = opened(abroad())
    asked = TestClient(application(Desk((), None, None, record)), base_url="http://127.0.0.1:8031")
    told = asked.get(f"/s/{record.stories[0].id}{path}").text
    assert not re.search(r"\b23 March|2031-03-23", _AXIS.sub("", told))


def test_the_report_and_the_one_page_tell_it_too() -> None:
    record = opened(abroad())
    asked = TestClient(application(Desk((), None, None, record)), base_url="http://127.0.0.1:8031")
    for told in (asked.get(f"/d/{record.documents[0].id}").text, page(record)):
        assert "24 March 2031, 03:30 UTC" in told
        assert not re.search(r"\b23 March|2031-03-23", _AXIS.sub("", told))


def test_days_that_were_counted_from_a_reports_own_day_say_so() -> None:
    record = abroad()
    entry = record.timeline[0]
    span = replace(entry.mentions[0], document=record.documents[0].id)
    counted = replace(entry, basis="“Monday” in a report published 23 March 2031", mentions=(span,))
    reading = opened(replace(record, timeline=(counted, *record.timeline[1:])))
    told = page(reading)
    assert "“Monday” in a report published 23 March 2031 by its own clock" in told


def test_a_reason_tells_hours_and_names_by_the_clock_of_the_page() -> None:
    reading = opened(abroad())
    name = reading.documents[0].outlet.name
    shown = reading.reason(f"{name} (23 March 2031) appeared first (23 March 2031, 22:30); so says “The company”")
    assert shown == f"{name} (24 March 2031) appeared first (24 March 2031, 03:30 UTC); so says “the company”"


def test_an_hour_that_stays_as_it_is_gets_no_word_more() -> None:
    record = abroad()
    bare = replace(
        record.documents[2], published=Published("2031-03-12T08:15", "2031-03-12T08:15", "minute", "metadata")
    )
    reading = opened(replace(record, documents=(*record.documents[:2], bare, *record.documents[3:])))
    assert reading.reason("A (12 March 2031, 08:15) reports it") == "A (12 March 2031, 08:15) reports it"
