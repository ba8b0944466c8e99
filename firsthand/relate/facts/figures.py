"""Figures: when two values of one attribute are one figure, and which of two is the larger.

A bound does not make another figure ("at least 58" and 58), nor does a word for the number ("a dozen" and 12); vague
words agree with all that they allow ("dozens" and 43), rounded numbers with what rounds to them.  Left out: whether
the two count the same thing (``comparability``).
"""

from __future__ import annotations

from datetime import date

from firsthand.comparable import ReportedValue

_ROUND_FROM = 100.0
"""Numbers below this are seldom rounded."""
_ABOUT = 0.1
"""The share by which a figure with "about" may differ, or one that is rounded."""
_ABOUT_MEASURE = 0.05
"""The same of measures."""
_AN_HOUR = 3600.0
"""Seconds up to which a duration is as inexact as one with "about"."""
_ABOVE = 0.08
"""The share by which a figure may lie above one with "more than"."""
_EXACT_MEASURE = 0.025
"""The same of measures, which are converted and rounded (140 miles, 230 km)."""
_MINUTES = 10.0
"""Minutes by which two hours of one event may differ; an hour with "about" by 20."""
_HALF_DAY = 720.0
"""Minutes of half a day."""
_MEASURED = frozenset({"length", "speed", "weight", "duration", "area", "volume"})


def one_figure(a: ReportedValue, b: ReportedValue) -> bool:
    """Whether the two values, of one attribute, say the same number."""
    if a.attribute == "hour":
        gap = abs(a.low - b.low)
        if "half_day" in (a.counted, b.counted):  # "six" may be either six of a day
            gap = min(gap % _HALF_DAY, -gap % _HALF_DAY)
        return gap <= (2 * _MINUTES if "about" in (a.bound, b.bound) else _MINUTES)
    if a.attribute == "day":
        return _one_day(a, b)
    if a.low <= b.high and b.low <= a.high:
        return True
    low, high = (a, b) if a.high < b.low else (b, a)
    gap, size = high.low - low.high, max(abs(high.low), 1e-9)
    if a.attribute in _MEASURED and gap <= _EXACT_MEASURE * size:
        return True
    if low.bound == "more_than" and gap <= _ABOVE * size:
        return True  # "more than 55" and 58
    vague = "about" in (a.bound, b.bound)
    if a.attribute == "duration" and size <= _AN_HOUR and gap <= _ABOUT * size:
        return True  # nine minutes, and "ten"
    if vague and gap <= (_ABOUT_MEASURE if a.attribute in _MEASURED else _ABOUT) * size:
        return True
    return _rounded(low.high, high.low) or _rounded(high.low, low.high)


def _one_day(a: ReportedValue, b: ReportedValue) -> bool:
    """Whether two times of the calendar may be one; a night, and what is told from the writer's own day, may be the day
    before or after."""
    apart = _days_between(a, b)
    return apart <= ("about" in (a.bound, b.bound))


def _days_between(a: ReportedValue, b: ReportedValue) -> int:
    """Days between two times of the calendar; of weekdays the fewest that lie between them."""
    if "weekday" in (a.counted, b.counted):
        first, second = (int(one.low) if one.counted == "weekday" else _date(one.low).isoweekday() for one in (a, b))
        return min((first - second) % 7, (second - first) % 7)
    return max(0, (_date(b.low) - _date(a.high)).days, (_date(a.low) - _date(b.high)).days)


def _date(number: float) -> date:
    return date(int(number) // 10000, int(number) // 100 % 100, int(number) % 100)


def _rounded(coarse: float, fine: float) -> bool:
    """Whether one number is the other with its last figures rounded or cut off."""
    coarse, fine = abs(coarse), abs(fine)
    if coarse < _ROUND_FROM or fine < _ROUND_FROM or abs(fine - coarse) > _ABOUT * fine:
        return False  # "$1 trillion" is not 1.2
    step = 1.0
    while coarse % (step * 10) == 0:
        step *= 10
    return step > 1 and fine % step > 0 and coarse in (fine // step * step, round(fine / step) * step)


def reconciled(a: ReportedValue, b: ReportedValue) -> bool:
    """Whether both can hold by their bounds: "at least 20" and 25, "up to 30" and 25."""
    low, high = (a, b) if a.high < b.low else (b, a)
    return low.bound in ("at_least", "more_than") or high.bound in ("at_most", "less_than")


def ratio(a: ReportedValue, b: ReportedValue) -> float:
    """How many times the larger of the two is the smaller one, by their middles; at least 1."""
    first, second = sorted((a.low + a.high + 0.1, b.low + b.high + 0.1))
    return second / first
