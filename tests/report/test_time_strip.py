"""The strip of days beside the first sentences: every point of the tracks once, inside its box, no label on a bar."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from firsthand.data import Published
from firsthand.report import opened
from firsthand.report.html import page
from firsthand.report.passages import Printed
from firsthand.report.places import Places
from firsthand.report.storyview import StoryView
from firsthand.report.time_tracks import DayCounts, TimePoint, TimeStrip, TimeTracks
from firsthand.web import Desk, application
from tests.report.demo_record import make
from tests.report.test_page import Page

_LETTER = 6.5
"""Pixels of a wide letter of a label."""


def tracks(days: int, happened: dict[int, int], reported: dict[int, int], dateless: int = 0) -> TimeTracks:
    """Tracks over this many days with so much on each of them."""

    def points(of: dict[int, int]) -> tuple[TimePoint, ...]:
        return tuple(
            TimePoint(100 + round(day / days * 600), n, "", "") for day, many in of.items() for n in range(min(9, many))
        )

    first = date(2031, 3, 1)
    counted = (Counter({(first + timedelta(days=day)).isoformat(): n for day, n in of.items()})
               for of in (happened, reported))  # fmt: skip
    return TimeTracks(
        760, 200, 90, points(happened), points(reported), (), 3, 0, 100, 700, "2031-03-01",
        (first + timedelta(days=days)).isoformat(), DayCounts(*counted, dateless),
    )  # fmt: skip


def numbers(strip: TimeStrip) -> tuple[int, int]:
    return len(strip.happened), len(strip.reported)


@pytest.mark.parametrize("days", [7, 30, 120])
@pytest.mark.parametrize("many", [1, 4, 9])
def test_bars_stay_inside_and_apart_and_labels_meet_nothing(days: int, many: int) -> None:
    days_there = range(days + 1)
    strip = tracks(days, dict.fromkeys(days_there, many), dict.fromkeys(days_there, 10 - many)).small()
    assert numbers(strip) == (days + 1, days + 1)
    for bars, above in ((strip.happened, True), (strip.reported, False)):
        for one in bars:
            assert strip.left <= one.x
            assert one.x + strip.bar <= strip.width
            assert one.height > 0
            assert (one.y >= 0 and one.y + one.height <= strip.line_at) if above else one.y > strip.line_at
            assert one.y + one.height <= strip.height - 13  # where the days stand
        assert all(a.x + strip.bar <= b.x for a, b in pairwise(bars))
    assert len("happened") * _LETTER < strip.left
    assert strip.left + (len(strip.first) + len(strip.last)) * _LETTER < strip.width


def test_every_point_is_in_a_bar_of_its_day() -> None:
    strip = tracks(10, {0: 2, 4: 1}, {4: 3, 10: 1}).small()
    assert [one.says for one in strip.happened] == ["1 March 2031: 2 events", "5 March 2031: 1 event"]
    assert [one.says for one in strip.reported] == ["5 March 2031: 3 reports", "11 March 2031: 1 report"]
    assert strip.reported[0].height == 3 * strip.happened[1].height
    assert "3 events that happened on 2 days, 4 reports on 2 days" in strip.says


def test_every_report_counts_and_what_has_no_day_is_said() -> None:
    strip = tracks(10, {0: 2}, {4: 40, 10: 1}, dateless=3).small()
    assert [one.says for one in strip.reported] == ["5 March 2031: 40 reports", "11 March 2031: 1 report"]
    assert strip.reported[0].height <= 28
    assert strip.reported[1].height == 1
    assert strip.dateless == "3 pages without a day"
    assert "41 reports on 2 days, 3 pages without a day" in strip.says


def test_the_strip_and_the_header_tell_one_number_of_reports() -> None:
    record = make()
    (first, *rest), dayless = record.documents, Published(None, None)
    record = replace(record, documents=(replace(first, published=dayless), *rest))
    story = opened(record).stories[0]
    source = page(record).partition("</style>")[2]
    strip = StoryView(Printed(opened(record), frozenset(), Places((), ())), story).strip
    assert strip is not None
    told = sum(int(one.says.split(": ")[1].split()[0]) for one in strip.reported)
    assert told + 1 == len(story.documents)
    assert "1 page without a day" in source


def test_the_story_has_the_strip_on_both_pages_and_it_leads_to_the_days() -> None:
    record = opened(make())
    story = record.stories[0]
    served = TestClient(application(Desk((), None, None, record)), base_url="http://127.0.0.1:8031")
    for source, link in (
        (page(make()), f"#time-{story.id}"),
        (served.get(f"/s/{story.id}").text, f"/s/{story.id}/time#time-{story.id}"),
    ):
        head = source.partition('<div class="glance">')[2].partition("</div>")[0]
        assert f'<a class="time-strip" href="{link}"' in head
        assert head.count('<rect class="reported"') > 1
        assert link in Page(source).links
    undated = replace(
        make(),
        documents=tuple(replace(one, published=replace(one.published, earliest=None, latest=None))
                        for one in make().documents),
    )  # fmt: skip
    assert "time-strip" not in page(undated).partition("</style>")[2]
