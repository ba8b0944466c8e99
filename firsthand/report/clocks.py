"""One clock for the hours of several reports, each of which tells its own: theirs where they have one, else UTC.

An hour without a time zone is read as the clock's own, and said to have none where others have one.  Left out: names
of time zones, which say more than an offset and change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from firsthand import moments

AS_GIVEN = "the pages’ own clock"


@dataclass(frozen=True, slots=True)
class Clock:
    """``name`` as a reader is told it, '' where nothing has an hour; ``zone`` None: hours stand as they are given.
    ``several``: the pages have several clocks, and hours are told with the name of this one."""

    name: str
    zone: timezone | None = None
    several: bool = False

    def moment(self, value: str | None) -> datetime | None:
        """An ISO 8601 date or time as a moment by this clock; None where it is none."""
        found = _read(value)
        if found is None:
            return None
        zone = self.zone or UTC
        try:
            return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
        except OverflowError:  # the first or the last day that there is
            return None

    def spoken(self, earliest: str | None, latest: str | None, precision: str) -> str:
        """As ``moments.spoken``, hours by this clock; a day that is known by its bounds alone as between these."""
        if precision == "range":
            return moments.one_day_within(earliest, latest)
        if self.zone is None or not has_hour(earliest):
            return moments.spoken(earliest, latest, precision)
        named = f" {self.name}" if self.several else ""
        lacks = named if (found := _read(earliest)) is None or found.tzinfo else ", no time zone given"
        return moments.spoken(self.told(earliest), self.told(latest), precision) + lacks

    def day(self, value: str | None) -> str | None:
        """The day of an ISO 8601 value by this clock, as in ``2031-03-11``; None where it has none."""
        found = self.moment(value) if has_hour(value) else None
        return found.date().isoformat() if found is not None else (value or "")[:10] or None

    def told(self, value: str | None) -> str | None:
        """An ISO 8601 value with its hour by this clock, without a time zone; what has no hour as it is."""
        found = self.moment(value) if has_hour(value) else None
        return value if found is None else found.strftime("%Y-%m-%dT%H:%M")


def of(values: Iterable[str | None]) -> Clock:
    """The clock of ISO 8601 dates and times: that which all with an hour share, else UTC."""
    offsets = {found.utcoffset() for value in values if has_hour(value) and (found := _read(value)) is not None}
    if not offsets:
        return Clock("")
    if len(offsets) > 1:
        return Clock("UTC", UTC, several=True)
    (offset,) = offsets
    if offset is None:
        return Clock(AS_GIVEN)
    return Clock(_named(offset), timezone(offset))


def by_utc(value: str | None) -> str:
    """The value as it sorts among others: an hour with a time zone by UTC."""
    found = _read(value) if has_hour(value) else None
    if value is None or found is None or found.tzinfo is None:
        return value or ""
    try:
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except OverflowError:
        return value


def has_hour(value: str | None) -> bool:
    """Whether an ISO 8601 value has a time of day."""
    return value is not None and len(value) > 10


def _named(offset: timedelta) -> str:
    """As "UTC", "UTC+2", "UTC−3:30"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def _read(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
