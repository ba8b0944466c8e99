"""Arithmetic of dates: TIMEX3 values, the periods they cover, and shifts from a publication date that may be a range.

Follows: ISO 8601 and the TIMEX3 ``value`` attribute (TimeML 1.2.1, ISO 24617-1): ``2025``, ``2025-08``, ``2025-08-07``,
``2025-W32``, ``2025-W32-WE``, ``2025-Q3``, ``2025-SU``, ``199`` (a decade), ``19`` (a century), ``2025-08-07TNI``,
``2025-08-07T23:00Z``, ``PAST_REF``, ``PRESENT_REF``, ``FUTURE_REF``.

A **shift** says how a date follows from the publication date; it is a few words, applied from left to right:

    ``-1M`` ``+0D`` ``-3W``      that many units away, in units of D W M Q Y E (decade) C (century); H hours
    ``<THU`` ``>-06`` ``<-06-17``  the latest / next period of that name that has begun / has not ended
    ``<<THU`` ``>>Q3``           the same, but wholly before / wholly after
    ``~-06-03``                  the last of that name, or the next where it is less than half as far away
    ``<~-06-03``                 the same where it is less than a 15th as far away
    ``=Q3`` ``=FRI`` ``=-09``    the period of that name within the one reached so far
    ``start`` ``mid`` ``end``    a third of the period (value and precision stay)
    ``before`` ``after``         the part of the period up to / from the publication date
    ``TNI`` ``T23:00Z``          a time of that day
    ``-3Y..`` ``..+6M``          the whole stretch from then to publication / from publication to then
    ``past`` ``present`` ``future``  the TIMEX3 references
    ``@2019-06-12``              starts from that value instead of the publication date

Names: MON to SUN, WE (weekend), -MM, -MM-DD, Q1 to Q4, SP SU FA WI (northern seasons).  Every shift is monotone in the
publication date, so the answer to a publication *range* is what its two ends give: a narrower range gives a contained
answer.  Left out: time zones, calendars other than the Gregorian, southern seasons, fiscal years.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from firsthand.data import Precision, Published

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
MONTHS = {form.lower(): number for number, name in enumerate(MONTH_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
"""1 to 12 by the name of a month and its short forms, in lower case and without a full stop."""
MONTH_STEMS = "|".join(name[:3] for name in MONTH_NAMES)
"""How the names of months begin, for use inside regular expressions."""
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_REFERENCES = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|W(?P<week>\d{2})(?P<we>-WE)?|Q(?P<quarter>[1-4])"
    r"|(?P<season>SP|SU|FA|WI)))?(?P<time>[T ].{1,40})?"
)
_MOVE = re.compile(r"([+-]\d{1,4})([HDWMQYEC])")
_STRETCH = re.compile(r"(-\d{1,4}[HDWMQYEC])\.\.|\.\.(\+\d{1,4}[HDWMQYEC])")
_NAMED = re.compile(r"(<<|>>|<~|[<>=~])(MON|TUE|WED|THU|FRI|SAT|SUN|WE|-\d\d(?:-\d\d)?|Q[1-4]|SP|SU|FA|WI)")
_CLOCK = re.compile(r"T\d\d:\d\d.*")


class Period(NamedTuple):
    """A stretch of days with its TIMEX3 value; an end that is None is open."""

    value: str
    first: date | None
    last: date | None
    precision: Precision


class Resolved(NamedTuple):
    """What a shift comes to: TIMEX3 value ('' when the publication range leaves more than one), and its bounds."""

    value: str
    earliest: str | None
    latest: str | None
    precision: Precision


OPEN = Resolved("", None, None, "unknown")


# ------------------------------------------------------------------------------------------------- periods


def day_period(when: date) -> Period:
    """One day as a period."""
    return Period(when.isoformat(), when, when, "day")


def month(year: int, number: int) -> Period:
    """One month of a year as a period."""
    return Period(
        f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month"
    )


def _quarter(year: int, number: int) -> Period:
    last = 3 * number
    return Period(
        f"{year:04d}-Q{number}", date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), "quarter"
    )


def _season(year: int, name: str) -> Period:
    start = SEASONS[name]
    end_year, end_month = (year + 1, 2) if name == "WI" else (year, start + 2)
    last = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Period(f"{year:04d}-{name}", date(year, start, 1), last, "range")


def _year(number: int) -> Period:
    return Period(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "year")


def _years(number: int, digits: int) -> Period:
    """A decade (``digits`` 3) or century (2)."""
    length = 10 ** (4 - digits)
    start = number // length * length
    return Period(f"{start:04d}"[:digits], date(max(start, 1), 1, 1), date(start + length - 1, 12, 31), "range")


def _week(when: date) -> Period:
    monday = when - timedelta(days=when.weekday())
    year, number, _ = monday.isocalendar()
    return Period(f"{year:04d}-W{number:02d}", monday, monday + timedelta(days=6), "week")


def _weekend(when: date) -> Period:
    week = _week(when)
    monday = when - timedelta(days=when.weekday())
    return Period(f"{week.value}-WE", monday + timedelta(days=5), monday + timedelta(days=6), "range")


def days_from(day: date, count: int) -> date:
    """The day that many days later (or earlier); at the edges of the calendar the edge itself."""
    return date.fromordinal(min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal()))


def parse_period(value: str) -> Period | None:
    """The period that an ISO 8601 or TIMEX3 calendar value covers; None when it is no calendar value."""
    try:
        if re.fullmatch(r"\d{2,3}", value):
            return _years(int(value) * 10 ** (4 - len(value)), len(value))
        match = _VALUE.fullmatch(value.strip())
        if match is None:
            return None
        year = int(match["year"])
        if match["day"]:
            period = day_period(date(year, int(match["month"]), int(match["day"])))
        elif match["month"]:
            period = month(year, int(match["month"]))
        elif match["week"]:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            period = _weekend(monday) if match["we"] else _week(monday)
        elif match["quarter"]:
            period = _quarter(year, int(match["quarter"]))
        elif match["season"]:
            period = _season(year, match["season"])
        else:
            period = _year(year)
    except (ValueError, OverflowError):
        return None
    if match["time"] and period.precision == "day":
        clock = re.fullmatch(r"[T ]\d\d:?\d\d(:?\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?", match["time"])
        period = period._replace(
            value=value.strip(), precision="day" if clock is None else "second" if clock[1] else "minute"
        )
    return period


def bounds(published: Published) -> tuple[date | None, date | None]:
    """First and last day of a publication range; an end that is open or unreadable is None."""
    earliest = parse_period(published.earliest) if published.earliest else None
    latest = parse_period(published.latest) if published.latest else None
    return (earliest.first if earliest else None, latest.last if latest else None)


def of_value(value: str) -> Resolved:
    """An explicit value as it stands, with its bounds."""
    period = parse_period(value)
    return OPEN if period is None else _between(period, period)


# -------------------------------------------------------------------------------------------------- shifts


def resolve(shift: str, published: Published) -> Resolved:
    """What ``shift`` comes to for a report published within the given range."""
    if shift.startswith("@"):
        fixed = _apply(shift, date(1, 1, 1))
        return _between(fixed, fixed)
    first, last = bounds(published)
    if first is not None and last is not None and first > last:
        return OPEN
    low = _apply(shift, first) if first else None
    high = _apply(shift, last) if last else None
    return _between(low, high)


def _between(low: Period | None, high: Period | None) -> Resolved:
    if low is not None and high is not None and low.value == high.value:
        if low.precision in ("second", "minute"):
            return Resolved(low.value, low.value, high.value, low.precision)
        return Resolved(low.value, _iso(low.first), _iso(high.last), low.precision)
    earliest, latest = _iso(low.first if low else None), _iso(high.last if high else None)
    reference = next((p.value for p in (low, high) if p is not None and p.value in _REFERENCES.values()), "")
    if earliest is None and latest is None:
        return OPEN
    return Resolved(reference, earliest, latest, "unknown" if reference else "range")


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _apply(shift: str, published: date) -> Period | None:
    """The period that a shift reaches from one publication day, or None when it leaves the calendar."""
    period = day_period(published)
    try:
        for word in shift.split():
            period = _step(word, period, published)
    except (ValueError, OverflowError):
        return None
    return period


def _step(word: str, period: Period, published: date) -> Period:
    if word.startswith("@"):
        based = parse_period(word[1:])
        if based is None:
            raise ValueError(word)
        return based
    if word in _REFERENCES:
        first = None if word == "past" else published
        last = None if word == "future" else published
        return Period(_REFERENCES[word], first, last, "unknown")
    if period.first is None or period.last is None:
        return period
    if move := _MOVE.fullmatch(word):
        return _moved(period.first, int(move[1]), move[2])
    if named := _NAMED.fullmatch(word):
        return _find(named[1], named[2], period)
    if stretch := _STRETCH.fullmatch(word):
        return _stretch(stretch[1] or stretch[2], published)
    if word in ("start", "mid", "end"):
        return _third(period, word)
    if word == "before":
        return period._replace(last=max(period.first, min(period.last, published)))
    if word == "after":
        return period._replace(first=min(period.last, max(period.first, published)))
    if word.startswith("T") and period.precision == "day":
        return period._replace(value=period.value + word, precision="minute" if _CLOCK.fullmatch(word) else "day")
    raise ValueError(word)


def _moved(start: date, count: int, unit: str) -> Period:
    if unit == "H":
        return day_period(start + timedelta(days=int(count / 24)))
    if unit == "D":
        return day_period(start + timedelta(days=count))
    if unit == "W":
        return _week(start + timedelta(weeks=count))
    months = start.year * 12 + start.month - 1 + count * _MONTHS_IN[unit]
    year, number = months // 12, months % 12 + 1
    if unit == "M":
        return month(year, number)
    if unit == "Q":
        return _quarter(year, (number - 1) // 3 + 1)
    return _year(year) if unit == "Y" else _years(year, 3 if unit == "E" else 2)


def _stretch(move: str, published: date) -> Period:
    """From a moved date to publication, or from publication to a moved date; the value is the duration."""
    count, unit = int(move[:-1]), move[-1]
    duration = f"PT{abs(count)}H" if unit == "H" else f"P{abs(count)}{unit}"
    if unit in _MONTHS_IN:
        duration = f"P{abs(count) * (_MONTHS_IN[unit] // 12)}Y" if unit in "EC" else duration
        reached = _moved(published, count * _MONTHS_IN[unit], "M")
        assert reached.first is not None
        there = reached.first.replace(day=min(published.day, monthrange(reached.first.year, reached.first.month)[1]))
    else:
        there = published + timedelta(days=count * {"H": 1 / 24, "D": 1, "W": 7}[unit])
    return Period(duration, min(there, published), max(there, published), "range")


def _third(period: Period, which: str) -> Period:
    assert period.first is not None and period.last is not None
    length = (period.last - period.first).days
    third = length // 3
    if which == "start":
        return period._replace(last=period.first + timedelta(days=third))
    if which == "end":
        return period._replace(first=period.last - timedelta(days=third))
    return period._replace(first=period.first + timedelta(days=third), last=period.last - timedelta(days=third))


def _named(name: str, around: date) -> Iterator[Period]:
    """The periods of that name about a date, in order of time."""
    if name in WEEKDAYS or name == "WE":
        monday = around - timedelta(days=around.weekday())
        for week in range(-2, 3):
            start = monday + timedelta(weeks=week)
            yield _weekend(start) if name == "WE" else day_period(start + timedelta(days=WEEKDAYS.index(name)))
        return
    for year in range(max(1, around.year - 8), min(9998, around.year + 8) + 1):
        if name.startswith("Q"):
            yield _quarter(year, int(name[1]))
        elif name in SEASONS:
            yield _season(year, name)
        elif len(name) == 3:
            yield month(year, int(name[1:]))
        elif int(name[4:]) <= monthrange(year, int(name[1:3]))[1]:  # 29 February comes every fourth year only
            yield day_period(date(year, int(name[1:3]), int(name[4:])))


def _find(relation: str, name: str, period: Period) -> Period:
    start, end = period.first, period.last
    assert start is not None and end is not None
    around = [p for p in _named(name, start) if p.first is not None and p.last is not None]
    if relation == "<":
        fitting = [p for p in around if p.first is not None and p.first <= end][-1:]
    elif relation == "<<":
        fitting = [p for p in around if p.last is not None and p.last < start][-1:]
    elif relation == ">":
        fitting = [p for p in around if p.last is not None and p.last >= start][:1]
    elif relation == ">>":
        fitting = [p for p in around if p.first is not None and p.first > end][:1]
    elif relation in ("~", "<~"):
        ahead = 2 if relation == "~" else 15
        fitting = sorted(around, key=lambda p: (_distance(p, start, ahead), p.first))[:1]
    else:
        fitting = [p for p in around if p.first is not None and start <= p.first <= end][:1]
    if not fitting:
        raise ValueError(name)
    return fitting[0]


def _distance(period: Period, when: date, ahead: int) -> int:
    """How far a period's middle is from a date; days to come count ``ahead`` times, as dates told are mostly past."""
    assert period.first is not None and period.last is not None
    twice = period.first.toordinal() + period.last.toordinal() - 2 * when.toordinal()
    return ahead * twice if twice > 0 else -twice
