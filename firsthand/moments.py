"""Dates as a page prints them: ISO 8601 cut to its precision for the terminal, day and month in words for the page.

A range is written as an ISO 8601 interval (``2031-03-08/2031-03-13``), an open end as ``..`` (ISO 8601-2).  What is
not a date of that form is shown as it stands: a record may come from elsewhere.
"""

from __future__ import annotations

import re
from datetime import date

from firsthand import dates

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_LENGTH = {"year": 4, "month": 7, "day": 10, "hour": 16, "minute": 16, "second": 19}


def iso(earliest: str | None, latest: str | None, precision: str) -> str:
    """As "2029-11", "2031-03-11", "2031-03-11T04:40", "2031-03-08/2031-03-13", "undated"."""
    if earliest is None and latest is None:
        return "undated"
    cut = _LENGTH.get(precision)
    start, end = earliest or "..", latest or ".."
    if cut and earliest is not None and (latest is None or start[:cut] == end[:cut] or precision in _CLOCKED):
        return start[:cut]
    return start if start == end else f"{start[:10]}/{end[:10]}"


_CLOCKED = frozenset({"hour", "minute", "second"})


def spoken_day(day: date) -> str:
    """As "11 March 2031"."""
    return spoken(day.isoformat(), day.isoformat(), "day")


def spoken(earliest: str | None, latest: str | None, precision: str) -> str:
    """As "November 2029", "11 March 2031", "11 March 2031, 04:40", "8–13 March 2031", "by 13 March 2031", "undated"."""
    if earliest is None and latest is None:
        return "undated"
    if earliest is None:
        return f"by {_day(latest or '')}"
    if precision == "year":
        return earliest[:4]
    if precision == "month":
        return _day(earliest[:7])
    if precision in _CLOCKED:
        return _moment(earliest)
    if latest is None:
        return _day(earliest) if precision == "day" else f"from {_day(earliest)}"
    if earliest[:10] == latest[:10]:
        return _day(earliest)
    return _range(earliest, latest)


def one_day_within(earliest: str | None, latest: str | None) -> str:
    """A day that is known by its bounds alone: as "between 26 June and 31 December 2025"; else as ``spoken``."""
    first, last = _DATE.match(earliest or ""), _DATE.match(latest or "")
    if not first or not last or not first[3] or not last[3] or first.group(1, 2, 3) == last.group(1, 2, 3):
        return spoken(earliest, latest, "range")
    month = "" if first.group(1, 2) == last.group(1, 2) else f" {_month(first[2])}"
    year = "" if first[1] == last[1] else f" {first[1]}"
    return f"between {int(first[3])}{month}{year} and {_day(last.group())}"


def _range(earliest: str, latest: str) -> str:
    first, last = _DATE.match(earliest), _DATE.match(latest)
    if not first or not last or not first[3] or not last[3]:
        return f"{_day(earliest)} – {_day(latest)}"
    if first.group(1, 2) == last.group(1, 2):
        return f"{int(first[3])}–{_day(latest)}"
    if first[1] == last[1]:
        return f"{int(first[3])} {_month(first[2])} – {_day(latest)}"
    return f"{_day(earliest)} – {_day(latest)}"


def _day(value: str) -> str:
    match = _DATE.match(value)
    if not match:
        return value[:40]
    year, month, day, _ = match.groups()
    return " ".join(part for part in (str(int(day)) if day else "", _month(month) if month else "", year) if part)


def _moment(value: str) -> str:
    """The day with the time of day, where the value has one."""
    match = _DATE.match(value)
    return f"{_day(value)}, {match[4]}" if match and match[4] else _day(value)


def _month(number: str) -> str:
    return dates.MONTH_NAMES[int(number) - 1] if 1 <= int(number) <= 12 else number
