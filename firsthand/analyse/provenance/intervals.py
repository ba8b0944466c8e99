"""Sets of days as they bound a date: what they have in common, and which bounds narrowed it.

Follows interval constraint propagation, on whole days; an end that is None is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from firsthand.data import Span

Interval = tuple[date, date | None]


class DateBound(NamedTuple):
    """One thing that the text says about its date."""

    intervals: tuple[Interval, ...]
    reason: str
    evidence: Span


def meet_sets(a: Sequence[Interval], b: Sequence[Interval]) -> list[Interval]:
    """What two sets of intervals have in common, in order of time."""
    met = []
    for first_a, last_a in a:
        for first_b, last_b in b:
            first = max(first_a, first_b)
            ends = [end for end in (last_a, last_b) if end is not None]
            last = min(ends) if ends else None
            if last is None or first <= last:
                met.append((first, last))
    return sorted(met, key=lambda interval: (interval[0], interval[1] or date.max))


def combine(bounds: Sequence[DateBound]) -> tuple[Interval, list[DateBound]]:
    """The hull of what all bounds allow, and the bounds that it takes; a bound that contradicts is left out."""
    reach: list[Interval] = [(date.min, None)]
    used: list[DateBound] = []
    for bound in bounds:
        met = meet_sets(reach, list(bound.intervals))
        if met and met != reach:
            used.append(bound)
            reach = met
    hull = _hull(reach)
    for bound in list(used):  # "not before 1917" says nothing once an office holder is known
        rest = [one for one in used if one is not bound]
        if _hull(_met(rest)) == hull:
            used = rest
    return hull, used


def _met(bounds: Sequence[DateBound]) -> list[Interval]:
    reach: list[Interval] = [(date.min, None)]
    for bound in bounds:
        reach = meet_sets(reach, list(bound.intervals))
    return reach


def _hull(reach: Sequence[Interval]) -> Interval:
    lasts = [last for _, last in reach]
    return reach[0][0], None if None in lasts else max(last for last in lasts if last is not None)
