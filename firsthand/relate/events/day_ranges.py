"""Ranges of days with open ends: what two have in common, and the publication days from which a date can be meant.

The inverse of ``firsthand.dates``: shifts are monotone in the publication date, so the days that fit are an interval,
and its ends are found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from firsthand import dates, moments
from firsthand.data import Published

Reach = tuple[date | None, date | None]


def meet_ranges(a: Reach, b: Reach) -> Reach | None:
    """What two ranges have in common; an end that is None is open."""
    firsts = [one for one in (a[0], b[0]) if one is not None]
    lasts = [one for one in (a[1], b[1]) if one is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    return None if first is not None and last is not None and first > last else (first, last)


def in_words(event: Reach) -> str:
    """The days as reasons print them: "11 March 2031", "8–13 March 2031", "by 13 March 2031"."""
    first, last = event
    if first == last and first is not None:
        return moments.spoken(first.isoformat(), first.isoformat(), "day")
    begins, ends = (one.isoformat() if one is not None else None for one in event)
    return moments.spoken(begins, ends, "range")


@lru_cache(maxsize=4096)
def event_days(shift: str, reach: Reach) -> Reach:
    """The days on which an event can have been, told by ``shift`` in a report published within ``reach``."""
    first, last = reach
    answer = dates.resolve(
        shift, Published(first.isoformat() if first else None, last.isoformat() if last else None, "range")
    )
    return dates.bounds(Published(answer.earliest, answer.latest))


_FAR = timedelta(days=800)


@lru_cache(maxsize=4096)
def fitting(shift: str, event: Reach) -> Reach | None:
    """The publication days from which ``shift`` can mean a day of ``event``: an interval, as shifts are monotone."""
    first, last = event
    low = high = None
    try:
        if first is not None:
            low = _first_day(first - _FAR, first + _FAR, lambda day: _end(shift, day, 1) >= first)
        if last is not None:
            beyond = _first_day(last - _FAR, last + _FAR, lambda day: _end(shift, day, 0) > last)
            high = beyond - timedelta(days=1) if beyond is not None else None
    except OverflowError:
        return None
    return None if low is None and high is None else (low, high)


def _end(shift: str, published: date, which: int) -> date:
    day = published.isoformat()
    answer = dates.bounds(Published(*dates.resolve(shift, Published(day, day, "day"))[1:3]))[which]
    return answer if answer is not None else published


def _first_day(low: date, high: date, holds: Callable[[date], bool]) -> date | None:
    """The first day from ``low`` to ``high`` on which a condition that stays true holds."""
    if not holds(high):
        return None
    while low < high:
        middle = low + (high - low) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + timedelta(days=1)
    return low
