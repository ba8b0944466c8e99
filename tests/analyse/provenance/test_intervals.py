"""Sets of days, against plain sets of the same days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firsthand.analyse.provenance.intervals import DateBound, Interval, combine, meet_sets
from firsthand.data import Span

FIRST = date(2031, 3, 1)
DAYS = 12


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def days(intervals: list[Interval]) -> set[int]:
    return {
        n for n in range(DAYS) for first, last in intervals if first <= day(n) and (last is None or day(n) <= last)
    }  # fmt: skip


def bound(*intervals: Interval, reason: str = "") -> DateBound:
    return DateBound(intervals, reason, Span("d", 0, 1))


def interval(first: int, length: int | None) -> Interval:
    return day(first), None if length is None else day(first + length)


intervals = st.builds(interval, st.integers(0, DAYS - 4), st.none() | st.integers(0, 3))
several = st.lists(intervals, min_size=1, max_size=3)


@given(several, several)
def test_what_two_sets_have_in_common(a: list[Interval], b: list[Interval]) -> None:
    met = meet_sets(a, b)
    assert days(met) == days(a) & days(b)
    assert [first for first, _ in met] == sorted(first for first, _ in met)
    assert all(last is None or first <= last for first, last in met)


@given(st.lists(several, max_size=4))
def test_the_hull_holds_what_all_bounds_allow(sets: list[list[Interval]]) -> None:
    bounds = [bound(*one, reason=str(n)) for n, one in enumerate(sets)]
    (first, last), used = combine(bounds)
    common = set(range(DAYS)).intersection(*(days(one) for one in sets))
    assert all(first <= day(n) and (last is None or day(n) <= last) for n in common)
    assert [one for one in bounds if one in used] == used
    assert combine(used)[0] == (first, last), "the bounds that are named give the same hull"
    if common and last is not None:
        assert first == day(min(common))
        assert last == day(max(common))


def test_no_bound_leaves_every_day() -> None:
    assert combine([]) == ((date.min, None), [])


def test_a_bound_that_contradicts_is_left_out() -> None:
    early, late = bound((day(0), day(2))), bound((day(5), day(6)))
    assert combine([early, late]) == ((day(0), day(2)), [early])
    assert combine([late, early]) == ((day(5), day(6)), [late])


def test_a_bound_that_says_nothing_more_is_not_named() -> None:
    since, term = bound((day(1), None), reason="not before"), bound((day(3), day(4)), reason="in office")
    assert combine([since, term]) == ((day(3), day(4)), [term])
    assert combine([term, since]) == ((day(3), day(4)), [term])


def test_days_that_only_touch_have_a_day_in_common() -> None:
    assert meet_sets([(day(0), day(3))], [(day(3), None)]) == [(day(3), day(3))]
    assert meet_sets([(day(0), day(3))], [(day(4), None)]) == []
