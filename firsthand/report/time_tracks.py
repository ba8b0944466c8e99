"""Two tracks over the same days: what happened, and when it was reported; a point each, one above the other on a day.

The days are those around the reports; what lies long before is counted at the left.  An event of several days stands on
its first.  The list below says the same in words.  Beside the first sentences stand the same days small, a bar for
each, in which every event and every report counts; those without a day are told beside it.  Left out: hours, which the
list has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from firsthand import moments
from firsthand.data import Document, TimelineEntry
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import as_sentence, count, line
from firsthand.report.places import Places

_WIDTH, _LEFT, _STEP, _MOST_HIGH, _MARGIN = 760, 96, 11, 9, 24
_BEFORE, _BEHIND, _MOST_DAYS, _LABEL = 4, 2, 120, 84
_SMALL_WIDTH, _SMALL_LEFT, _SMALL_HIGH, _WIDEST_BAR, _TALLEST_STEP, _FOR_LABELS = 280, 66, 28, 10, 8, 16


@dataclass(frozen=True, slots=True)
class TimePoint:
    """An event or a report where it stands, in pixels, with what it is and where it is shown."""

    x: int
    y: int
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class DayBar:
    """What happened on one day, or what was reported on it: a bar as high as there are points of it, in pixels."""

    x: float
    y: int
    height: int
    says: str


@dataclass(frozen=True, slots=True)
class TimeStrip:
    """The tracks small: bars above the line for what happened and below it for reports, with their first day and their
    last; ``says`` is the whole in words."""

    width: int
    height: int
    line_at: int
    left: int
    bar: float
    happened: tuple[DayBar, ...]
    reported: tuple[DayBar, ...]
    first: str
    last: str
    earlier: int
    says: str
    dateless: str
    """As "3 pages without a day"; '' where each has one."""


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many events and reports each day has, and how many reports have no day."""

    happened: Counter[str]
    reported: Counter[str]
    dateless: int


@dataclass(frozen=True, slots=True)
class TimeTracks:
    """The drawing; ``earlier`` and ``more`` count events that lie before it, and points for which a day had no room.

    Its axis goes from the day ``first`` at ``left`` to ``last`` at ``right``; ``chosen`` is where the days that
    somebody chose begin, and how wide they are, in pixels."""

    width: int
    height: int
    line_at: int
    happened: tuple[TimePoint, ...]
    reported: tuple[TimePoint, ...]
    ticks: tuple[tuple[int, str], ...]
    earlier: int
    more: int
    left: int
    right: int
    first: str
    last: str
    counts: DayCounts
    chosen: tuple[int, int] | None = None

    def between(self, first: str, last: str) -> TimeTracks:
        """The drawing with the days ``first`` to ``last`` shaded, as far as they lie on it."""
        begin, end = date.fromisoformat(self.first), date.fromisoformat(self.last)
        here, there = max(date.fromisoformat(first), begin), min(date.fromisoformat(last), end)
        if here > there:
            return self
        half = (self.right - self.left) / (end - begin).days / 2
        x = round(_x(here, begin, end) - half)
        return replace(self, chosen=(x, round(_x(there, begin, end) + half) - x))

    def small(self) -> TimeStrip:
        """The drawing as a strip of bars, one for each day."""
        begin, end = date.fromisoformat(self.first), date.fromisoformat(self.last)
        days = (end - begin).days
        step = (_SMALL_WIDTH - _SMALL_LEFT) / (days + 1)
        bar = round(min(step * 0.8, _WIDEST_BAR), 1)
        happened, reported = (
            {(date.fromisoformat(day) - begin).days: number for day, number in sorted(of.items())}
            for of in (self.counts.happened, self.counts.reported)
        )
        most = max((*happened.values(), *reported.values()), default=1)
        unit = min(_TALLEST_STEP, _SMALL_HIGH / most)

        def high(number: int) -> int:
            return max(1, round(unit * number))

        up, down = (max(_FOR_LABELS, *map(high, one.values()), 0) for one in (happened, reported))
        up = max(up, 2 * _FOR_LABELS - 2) if self.earlier else up

        def bars(of: Mapping[int, int], what: str, *, above: bool) -> tuple[DayBar, ...]:
            return tuple(
                DayBar(
                    round(_SMALL_LEFT + step * (day + 0.5) - bar / 2, 1),
                    up - high(number) if above else up + 1, high(number),
                    f"{moments.spoken_day(begin + timedelta(days=day))}: {count(number, what)}",
                )
                for day, number in of.items()
            )  # fmt: skip

        dateless = f"{count(self.counts.dateless, 'page')} without a day" if self.counts.dateless else ""
        says = (
            f"{moments.spoken_day(begin)} to {moments.spoken_day(end)}: "
            f"{count(sum(happened.values()), 'event')} that happened on {count(len(happened), 'day')}, "
            f"{count(sum(reported.values()), 'report')} on {count(len(reported), 'day')}"
            + (f", {dateless}" if dateless else "")
        )
        return TimeStrip(
            _SMALL_WIDTH, up + down + 18, up, _SMALL_LEFT, bar,
            bars(happened, "event", above=True), bars(reported, "report", above=False),
            _short_day(begin), _short_day(end), self.earlier, says, dateless,
        )  # fmt: skip


def time_tracks(
    reading: OpenRecord,
    documents: Sequence[Document],
    events: Sequence[TimelineEntry],
    places: Places,
    every: Sequence[TimelineEntry] = (),
) -> TimeTracks | None:
    """The tracks of a story, a point for each of ``events``, which are of ``every`` one; None where its reports are not
    dated to two different days or more."""
    dated = [(found, one) for one in documents if (found := _day(reading.day(one)))]
    days = sorted({found for found, _ in dated})
    if len(days) < 2 or (days[-1] - days[0]).days > _MOST_DAYS:
        return None
    first, last = days[0] - timedelta(days=_BEFORE), days[-1] + timedelta(days=_BEHIND)
    told = [(found, one) for one in events if (found := _day(one.earliest)) and found <= last]
    known = [found for one in every or events if (found := _day(one.earliest)) and found <= last]
    earlier = sum(found < first for found in known)
    counts = DayCounts(
        Counter(found.isoformat() for found in known if found >= first),
        Counter(found.isoformat() for found, _ in dated), len(documents) - len(dated),
    )  # fmt: skip
    above = [
        (_x(found, first, last), f"{_when(one)}: {as_sentence(one.text, 120)}", places.of(one.id))
        for found, one in told
        if found >= first
    ]
    below = [
        (_x(found, first, last), f"{reading.appeared(one)}: {line(reading.report(one.id), 100)}", places.report(one.id))
        for found, one in dated
    ]
    happened, high, more = _stacked(above)
    reported, low, less = _stacked(below)
    middle = _MARGIN + max(high, 2) * _STEP
    up = tuple(TimePoint(x, middle - 8 - level * _STEP, says, address) for x, level, says, address in happened)
    down = tuple(TimePoint(x, middle + 30 + level * _STEP, says, address) for x, level, says, address in reported)
    return TimeTracks(
        _WIDTH, middle + 36 + max(low, 2) * _STEP, middle, up, down, _ticks(first, last), earlier, more + less,
        _x(first, first, last), _x(last, first, last), first.isoformat(), last.isoformat(), counts,
    )  # fmt: skip


_Stacked = tuple[list[tuple[int, int, str, str]], int, int]


def _stacked(points: Sequence[tuple[int, str, str]]) -> _Stacked:
    """Each point with its level on its day, how many levels there are, and how many points found no room."""
    used: dict[int, int] = {}
    placed, more = [], 0
    for x, says, address in points:
        level = used.get(x, 0)
        if level < _MOST_HIGH:
            placed.append((x, level, says, address))
            used[x] = level + 1
        else:
            more += 1
    return placed, max(used.values(), default=0), more


def _x(day: date, first: date, last: date) -> int:
    return _LEFT + round((day - first).days / (last - first).days * (_WIDTH - _LEFT - 12))


def _ticks(first: date, last: date) -> tuple[tuple[int, str], ...]:
    apart = max(1, -(-_LABEL * (last - first).days // (_WIDTH - _LEFT - 12)))
    days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, apart)]
    made = [(_x(one, first, last), _short_day(one)) for one in days]
    # the first begins where it stands, the others stand around their day
    return tuple(one for one in made if one is made[0] or one[0] - made[0][0] > 1.5 * _LABEL)


def _short_day(day: date) -> str:
    """As "11 March"."""
    return moments.spoken_day(day).rpartition(" ")[0]


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _when(one: TimelineEntry) -> str:
    return moments.spoken(one.earliest, one.latest, one.precision)
