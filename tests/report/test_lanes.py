"""Lanes of copies: places, labels and the days above them are told by one clock, which is named."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from firsthand.data import Published, Record, TextOrigin
from firsthand.report import clocks, opened
from firsthand.report.claim_path import claim_path
from firsthand.report.end_names import possessive
from firsthand.report.family_lanes import Lanes, family_lanes
from firsthand.report.html import page
from firsthand.report.passages import Printed
from firsthand.report.places import Places
from firsthand.report.story_titles import is_cut
from firsthand.report.text_families import text_families
from firsthand.web.rows import report_rows
from tests.report.demo_record import make


def at(hours: list[str]) -> Record:
    """The demo's record with these times of publication, those behind them not dated."""
    documents = make().documents
    given = [Published(one, one, "minute" if "T" in one else "day", "metadata") for one in hours]
    given += [Published()] * (len(documents) - len(given))
    return replace(make(), documents=tuple(map(lambda one, day: replace(one, published=day), documents, given)))


def lanes(hours: list[str]) -> Lanes:
    record = opened(at(hours))
    made = family_lanes(record, record.documents_of(record.stories[0]), Places((), ()))
    assert made is not None
    return made


def test_pages_of_several_zones_stand_and_are_told_in_utc() -> None:
    drawn = lanes(["2031-03-11T23:30-05:00", "2031-03-12T02:00+02:00", "2031-03-14T10:00Z"])
    placed = {one.when: one.x for one in drawn.rows if one.when != "not dated"}
    assert set(placed) == {"12 March 2031, 04:30 UTC", "12 March 2031, 00:00 UTC", "14 March 2031, 10:00 UTC"}
    assert placed["12 March 2031, 00:00 UTC"] < placed["12 March 2031, 04:30 UTC"] < placed["14 March 2031, 10:00 UTC"]
    assert drawn.clock == "UTC"
    assert drawn.ticks[0][1] == "12 March 2031"
    assert "Hours: UTC" in page(at(["2031-03-11T23:30-05:00", "2031-03-14T10:00Z"]))


def test_pages_of_one_zone_keep_their_hours() -> None:
    drawn = lanes(["2031-03-11T23:30+02:00", "2031-03-14T00:15+02:00"])
    assert {one.when for one in drawn.rows} == {"11 March 2031, 23:30", "14 March 2031, 00:15", "not dated"}
    assert drawn.clock == "UTC+2"
    assert drawn.ticks[0][1] == "11 March 2031"


def test_a_page_known_to_its_day_is_a_bar_among_pages_with_hours_and_a_point_without() -> None:
    drawn = lanes(["2031-03-11T08:00", "2031-03-11", "2031-03-13T09:00"])
    (day,) = [one for one in drawn.rows if one.when == "11 March 2031"]
    (hour,) = [one for one in drawn.rows if one.when == "11 March 2031, 08:00"]
    assert day.x <= hour.x < day.until
    assert drawn.clock == clocks.AS_GIVEN
    drawn = lanes(["2031-03-11", "2031-03-13"])
    assert all(one.x == one.until for one in drawn.rows if one.when != "not dated")
    assert not drawn.clock


def test_an_hour_without_a_zone_among_others_says_so() -> None:
    drawn = lanes(["2031-03-11T08:00", "2031-03-11T08:00+01:00"])
    assert {"11 March 2031, 08:00, no time zone given", "11 March 2031, 07:00 UTC"} <= {one.when for one in drawn.rows}


@pytest.mark.parametrize("value", ["2031", "none", "", None, "2031-13-45T99:00", "0001-01-01T00:00+14:00"])
def test_what_is_no_hour_is_no_error(value: str | None) -> None:
    clock = clocks.of([value, "2031-03-11T08:00Z"])
    clock.moment(value)
    assert re.search(r"\S", clock.spoken(value, value, "minute") or "-")


def test_reports_stand_in_the_order_in_which_they_appeared() -> None:
    record = opened(at(["2031-03-12T01:00+02:00", "2031-03-11T23:30Z"]))
    first, second = record.documents_of(record.stories[0])[:2]
    assert (first.published.earliest, second.published.earliest) == ("2031-03-12T01:00+02:00", "2031-03-11T23:30Z")


def test_every_page_orders_and_tells_reports_by_one_clock() -> None:
    """The list of reports, wordings and tracks tell the hours that the lanes tell, in their order."""
    record = opened(at(["2031-03-11T23:30-05:00", "2031-03-12T02:00+02:00", "2031-03-14T10:00Z"]))
    dated = [one for one in record.documents_of(record.stories[0]) if one.published.earliest]
    told = [record.appeared(one) for one in dated]
    assert told == ["12 March 2031, 00:00 UTC", "12 March 2031, 04:30 UTC", "14 March 2031, 10:00 UTC"]
    printed = Printed(record, frozenset(), Places((), ()))
    assert [printed.date(one) for one in dated] == told
    rows = report_rows(printed, record.stories[0])
    assert [row["date"] for row in rows][: len(told)] == told


def test_a_day_known_by_its_bounds_is_said_to_lie_between_them() -> None:
    documents = make().documents
    within = Published("2025-06-26", "2025-12-31", "range", "told")
    record = opened(replace(make(), documents=(replace(documents[0], published=within), *documents[1:])))
    assert record.appeared(record.documents[0]) == "between 26 June and 31 December 2025"
    assert "Published" in page(record)
    assert "between 26 June and 31 December 2025 (told)" in page(record)


def agency_printed(*, own_page: bool) -> Record:
    """The demo's record with the first two reports that are copies of one text credited to an agency, one of them its
    own page."""
    record = opened(make())
    pair = next(one for one in record.derivations if one.relation == "same_text")
    family = {id_ for id_, text in record.text_of.items() if text == record.text_of[pair.a]}
    name = record.outlet(record.parted(pair)[1]) if own_page else "Harrow Wire"
    credit = TextOrigin("agency", name, "credit")
    documents = tuple(replace(one, text_origin=credit) if one.id in family else one for one in record.documents)
    return replace(make(), documents=documents)


@pytest.mark.parametrize("own_page", [True, False])
def test_an_agencys_text_hangs_on_the_agency_and_no_page_on_another(own_page: bool) -> None:
    record = opened(agency_printed(own_page=own_page))
    documents = record.documents_of(record.stories[0])
    (family,) = [one for one in text_families(record, documents) if one.printed_from and len(one.pages) > 1]
    assert family.in_hand is own_page
    assert not own_page or record.outlet(family.pages[0].id) == family.head
    drawn = family_lanes(record, documents, Places((), ()))
    assert drawn is not None
    head, rows = next((head, rows) for head, rows in drawn.families if head.name.startswith(family.head))
    assert head.name in {f"{possessive(family.head)} text", f"{possessive(family.head)} texts"}
    assert own_page or f"no page of {family.head} in hand" in head.says
    rows = rows[: len(family.pages)]  # a further text of the agency stands below
    nodes = {(one.x, one.y) for one in rows}
    for row in rows:
        begins = re.match(r"M(\d+) (\d+)", row.line)
        assert begins, "every page hangs on the name"
        assert (int(begins[1]), int(begins[2]) - 6) not in nodes, "none hangs on another page"
    pages = {one.id for one in family.pages}
    claim = next(
        one
        for one in record.claims
        if len({said.span.document for said in record.statements_of(one)} & pages) == len(pages)
    )
    path = claim_path(record, claim, Places((), ()))
    assert any(one.name.endswith(f"pages with {possessive(family.head)} text") for one in path.texts)


def test_a_title_that_is_cut_stands_for_no_story_while_another_does() -> None:
    record = make()
    best = opened(record).headline(record.stories[0])
    cut = tuple(
        replace(one, title=f"{' '.join(best.split()[:6])}...") if one.title == best else one for one in record.documents
    )
    told = opened(replace(record, documents=cut)).headline(record.stories[0])
    assert told and not is_cut(told)
