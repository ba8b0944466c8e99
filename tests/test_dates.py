"""Shifts and periods: the arithmetic on known days, and its laws on any."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand import dates
from firsthand.data import Published

FRIDAY = Published("2025-08-08", "2025-08-08", "day", "given")
WEEK = Published("2025-08-08", "2025-08-13", "range", "text")

SHIFTS = [
    "+0D", "-1D", "+1D", "-3W", "-1W", "+1W", "-1M", "+0Y", "-1Y", "+1Q", "-1E", "+0C", "<THU", "<<FRI", ">MON", ">>WE",
    "<-06", ">-06", "~-06", "<-02-29", "~-08-10", "<~-08-10", "<Q3", "<SU", "<WI", "-1Y =Q3", "-1W =FRI", "+0Y before",
    "+0Y after", "+0M start", "-1M end", "<THU TNI", "+0D T23:00Z", "-3Y..", "..+6M", "-36H..", "past", "present",
    "future", "@2019-06-12 +2D", "@2019-06 +1M", "<THU +2D",
]  # fmt: skip

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("shift", "value", "earliest", "latest", "precision"),
    [
        ("+0D", "2025-08-08", "2025-08-08", "2025-08-08", "day"),
        ("<THU", "2025-08-07", "2025-08-07", "2025-08-07", "day"),
        ("<FRI", "2025-08-08", "2025-08-08", "2025-08-08", "day"),
        ("<<FRI", "2025-08-01", "2025-08-01", "2025-08-01", "day"),
        (">FRI", "2025-08-08", "2025-08-08", "2025-08-08", "day"),
        (">>FRI", "2025-08-15", "2025-08-15", "2025-08-15", "day"),
        ("-1M", "2025-07", "2025-07-01", "2025-07-31", "month"),
        ("<-06", "2025-06", "2025-06-01", "2025-06-30", "month"),
        ("<-09", "2024-09", "2024-09-01", "2024-09-30", "month"),
        (">-06", "2026-06", "2026-06-01", "2026-06-30", "month"),
        ("~-08-10", "2025-08-10", "2025-08-10", "2025-08-10", "day"),
        ("<~-08-20", "2025-08-20", "2025-08-20", "2025-08-20", "day"),
        ("<~-12-10", "2024-12-10", "2024-12-10", "2024-12-10", "day"),
        ("~-07-01", "2025-07-01", "2025-07-01", "2025-07-01", "day"),
        ("-3W", "2025-W29", "2025-07-14", "2025-07-20", "week"),
        ("-1W =FRI", "2025-08-01", "2025-08-01", "2025-08-01", "day"),
        ("<<WE", "2025-W31-WE", "2025-08-02", "2025-08-03", "range"),
        ("-1Y =Q3", "2024-Q3", "2024-07-01", "2024-09-30", "quarter"),
        ("<WI", "2024-WI", "2024-12-01", "2025-02-28", "range"),
        ("+0Y before", "2025", "2025-01-01", "2025-08-08", "year"),
        ("+0Y after", "2025", "2025-08-08", "2025-12-31", "year"),
        ("-1M end", "2025-07", "2025-07-21", "2025-07-31", "month"),
        ("<THU TNI", "2025-08-07TNI", "2025-08-07", "2025-08-07", "day"),
        ("-1E", "201", "2010-01-01", "2019-12-31", "range"),
        ("-3Y..", "P3Y", "2022-08-08", "2025-08-08", "range"),
        ("past", "PAST_REF", None, "2025-08-08", "unknown"),
        ("<-02-29", "2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("<THU +2D", "2025-08-09", "2025-08-09", "2025-08-09", "day"),
    ],
)
def test_a_shift_from_a_known_day(
    shift: str, value: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    assert dates.resolve(shift, FRIDAY) == (value, earliest, latest, precision)


def test_a_range_that_leaves_one_value_gives_it() -> None:
    assert dates.resolve("<THU", WEEK).value == "2025-08-07"
    assert dates.resolve("-1M", WEEK).value == "2025-07"


def test_a_range_that_leaves_several_values_gives_a_range() -> None:
    assert dates.resolve("-1D", WEEK) == ("", "2025-08-07", "2025-08-12", "range")


def test_open_ends_stay_open() -> None:
    assert dates.resolve("-1M", Published("2025-08-08", None)) == ("", "2025-07-01", None, "range")
    assert dates.resolve("-1M", Published(None, "2025-08-08")) == ("", None, "2025-07-31", "range")
    assert dates.resolve("-1M", Published()) == dates.OPEN


def test_a_shift_with_a_base_does_not_need_a_publication_date() -> None:
    assert dates.resolve("@2019-06-12 +2D", Published()).value == "2019-06-14"
    assert dates.resolve("@2019-06-12 >>FRI", Published()).value == "2019-06-14"


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-W32", "2025-08-04", "2025-08-10", "week"),
        ("2025-W32-WE", "2025-08-09", "2025-08-10", "range"),
        ("2025-Q4", "2025-10-01", "2025-12-31", "quarter"),
        ("2025-SU", "2025-06-01", "2025-08-31", "range"),
        ("199", "1990-01-01", "1999-12-31", "range"),
        ("19", "1900-01-01", "1999-12-31", "range"),
        ("2025-08-07T23:00Z", "2025-08-07", "2025-08-07", "minute"),
        ("2025-08-07T23:00:10+02:00", "2025-08-07", "2025-08-07", "second"),
        ("2025-08-07TNI", "2025-08-07", "2025-08-07", "day"),
    ],
)
def test_values_cover_their_days(value: str, first: str, last: str, precision: str) -> None:
    period = dates.parse_period(value)
    assert period is not None
    assert (str(period.first), str(period.last), period.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "value", ["", "2025-13", "2025-02-30", "PAST_REF", "P3Y", "next week", "0", "2025-W60", "²⁰²⁵"]
)
def test_what_is_no_calendar_value(value: str) -> None:
    assert dates.parse_period(value) is None


@given(st.sampled_from(SHIFTS), days, st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_narrower_publication_range_gives_a_contained_answer(
    shift: str, day: date, before: int, inside: int, after: int
) -> None:
    first, last = day - timedelta(days=before), day + timedelta(days=inside + after)
    narrow = dates.resolve(shift, Published(day.isoformat(), (day + timedelta(days=inside)).isoformat()))
    wide = dates.resolve(shift, Published(first.isoformat(), last.isoformat()))
    if wide.earliest is not None and narrow.earliest is not None:
        assert wide.earliest[:10] <= narrow.earliest[:10]
    if wide.latest is not None and narrow.latest is not None:
        assert narrow.latest[:10] <= wide.latest[:10]
    assert not (narrow.earliest is None and wide.earliest is not None)
    if wide.value:
        assert narrow.value == wide.value


@given(st.text(alphabet="<>=~+-@0123456789DWMQYECHTUFRIS. beforafted", max_size=20), st.text(max_size=12), days)
def test_nothing_raises(shift: str, value: str, day: date) -> None:
    dates.parse_period(value)
    resolved = dates.resolve(shift, Published(day.isoformat(), None))
    assert isinstance(resolved, dates.Resolved)


@given(st.sampled_from(SHIFTS), st.sampled_from([date.min, date.max, date(1, 1, 20), date(9999, 12, 12)]))
def test_the_ends_of_the_calendar_are_open(shift: str, day: date) -> None:
    assert isinstance(dates.resolve(shift, Published(day.isoformat(), day.isoformat())), dates.Resolved)
