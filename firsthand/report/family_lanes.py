"""Families of copies as lanes over time: whose text it is at the head, each page at its hour, copies joined to it.

A page has a row of its own and its label to the right, so that no two labels meet; a page known to a range of days, or
to its day alone among pages with an hour, is a bar.  All hours are told by one clock (``clocks``), so that places,
labels and the days above them agree.  The list below the drawing says the same in words.  Where many texts stand on one
page each and nothing of them was found in another, nor of another in them, they are a list by outlet and no rows.  Left
out: passages, which the pairs show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from firsthand import moments
from firsthand.data import COPIES, Document
from firsthand.report import clocks
from firsthand.report.clocks import Clock
from firsthand.report.end_names import possessive
from firsthand.report.lettering import fitted, width
from firsthand.report.open_record import OpenRecord, is_dated, to_the_day
from firsthand.report.phrasing import count
from firsthand.report.places import Places
from firsthand.report.text_families import Author, TextFamily, authors

_WIDTH, _LEFT, _LABELS, _ROW, _HEAD, _TOP, _SIZE, _SMALL = 760, 8, 232, 24, 30, 30, 13.0, 11.5
_MOST_TICKS, _MOST_ROWS, _FIRST_TICK, _SHORTEST_BAR = 7, 120, 150, 8
_YEARS = 330
_ROOT, _TRUNK = 22, 1
"""Where the line of an agency's text begins below its name, and its distance from the left, in pixels."""
_MOST_LONE = 12
"""Texts on one page each, and with nothing copied, that are drawn as rows."""


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A page: its point or bar (x from, x to), its label with its place, what else is said of it, and the line
    that joins it to its text's first page."""

    y: int
    x: int
    until: int
    label: str
    note: str
    at: int
    address: str
    when: str
    how: str
    line: str
    day_known: bool


@dataclass(frozen=True, slots=True)
class LaneHead:
    """Whose texts follow, on how many pages, and whether a page of its own is in the folder."""

    y: int
    name: str
    says: str
    in_folder: bool


@dataclass(frozen=True, slots=True)
class LoneTexts:
    """An outlet's texts that stand on no other page, those of its own and those of an agency apart: how many, and each
    with its day and its address."""

    outlet: str
    says: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The drawing, the texts that are left out of it since no other page has them, and how many further rows are."""

    width: int
    height: int
    heads: tuple[LaneHead, ...]
    rows: tuple[LaneRow, ...]
    ticks: tuple[tuple[int, str, str], ...]
    """Where a day begins, its name, and how that is anchored."""
    more: int
    lone: tuple[LoneTexts, ...] = ()
    alone: int = 0
    """How many texts ``lone`` holds."""
    clock: str = ""
    """By which clock hours are told, as "UTC"; '' where no page has an hour."""

    @property
    def families(self) -> tuple[tuple[LaneHead, tuple[LaneRow, ...]], ...]:
        """The rows under their heads."""
        ends = [*(one.y for one in self.heads[1:]), self.height + 1]
        return tuple(
            (head, tuple(row for row in self.rows if head.y < row.y < end))
            for head, end in zip(self.heads, ends, strict=True)
        )


def family_lanes(reading: OpenRecord, documents: Sequence[Document], places: Places) -> Lanes | None:
    """The lanes of the documents, given in the order of time; None for a single one."""
    if len(documents) < 2:
        return None
    axis = _Axis(documents, reading.clock)
    heads: list[LaneHead] = []
    rows: list[LaneRow] = []
    y, drawn = _TOP if axis.days else 6, 0
    groups = authors(reading, documents)
    folded = [text for one in groups for text in one.texts if _is_lone(reading, text)]
    folded = folded if len(folded) > _MOST_LONE else []
    groups = tuple(left for one in groups if (left := one.without(folded)).texts)
    several = [one for one in groups if _is_shared(reading, one)]
    lone = [text for one in groups if one not in several for text in one.texts]
    for group in several:
        if drawn >= _MOST_ROWS:
            break
        printed = any(text.printed_from for text in group.texts)
        name = f"{possessive(group.name)} {'texts' if len(group.texts) > 1 else 'text'}" if printed else group.name
        heads.append(LaneHead(y + 16, name, _says(group), group.in_folder))
        root = y + _ROOT
        y += _HEAD
        for number, text in enumerate(group.texts):
            made, y = _rows(reading, text, axis, y, places, root if text.printed_from else None)
            if number and printed:
                made = _another(made)
            rows += made
            root = y
            drawn += len(made)
        y += 8
    if lone:
        heads.append(LaneHead(y + 16, "On one page each" if several else "Each written separately",
                              count(len(lone), "text"), in_folder=True))  # fmt: skip
        y += _HEAD
        ordered = {one.id: number for number, one in enumerate(documents)}
        for text in sorted(lone, key=lambda one: ordered[one.pages[0].id]):
            if drawn >= _MOST_ROWS:
                break
            made, y = _rows(reading, text, axis, y, places)
            rows += made
            drawn += len(made)
    return Lanes(
        _WIDTH, y + 4, tuple(heads), tuple(rows), axis.ticks() if rows else (), len(documents) - drawn - len(folded),
        _by_outlet(reading, folded, places), len(folded), axis.clock.name,
    )  # fmt: skip


def _is_lone(reading: OpenRecord, text: TextFamily) -> bool:
    """Whether a text stands on one page, and no words were found to go from it into another or into it."""
    copied = (one.relation in COPIES for one in reading.pairs_of.get(text.pages[0].id, ()))
    return len(text.pages) == 1 and not any(copied)


def _by_outlet(reading: OpenRecord, texts: Sequence[TextFamily], places: Places) -> tuple[LoneTexts, ...]:
    """The texts by outlet, those outlets first that have most."""
    held: dict[str, list[Document]] = {}
    for text in texts:
        outlet = reading.outlet(text.pages[0].id)
        whose = "" if text.head == outlet else f", text of {text.head}"
        held.setdefault(f"{outlet}{whose}", []).append(text.pages[0])
    ranked = sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        LoneTexts(
            outlet, count(len(pages), "text"), tuple((reading.appeared(one), places.report(one.id)) for one in pages)
        )
        for outlet, pages in ranked
    )


def _is_shared(reading: OpenRecord, group: Author) -> bool:
    """Whether a text of it stands on several pages, or on a page of another outlet."""
    own = all(reading.outlet(text.pages[0].id) == group.name for text in group.texts)
    return not own or any(len(text.pages) > 1 for text in group.texts)


def _says(group: Author) -> str:
    texts = [one for one in group.texts if len(one.pages) > 1]
    said = count(group.pages, "page")
    if len(group.texts) > 1:
        said += f", {count(len(group.texts), 'text')}"
        said += f", one of them on {len(texts[0].pages):,}" if len(texts) == 1 else ""
    return said if group.in_folder else f"{said}; no page of {group.name} in hand"


def _another(rows: Sequence[LaneRow]) -> list[LaneRow]:
    """The pages of a further text of one agency, the first of them said to have it."""
    said = " · ".join(filter(None, (rows[0].note, "another of its texts")))
    return [replace(rows[0], note=said), *rows[1:]]


def _rows(  # noqa: PLR0913, PLR0917 (what a row is placed by)
    reading: OpenRecord, text: TextFamily, axis: _Axis, y: int, places: Places, root: int | None = None
) -> tuple[list[LaneRow], int]:
    """The pages of a text; those that print an agency's hang, equal, on its name (``root``: where that ends)."""
    made: list[LaneRow] = []
    for page, how in zip(text.pages, text.how, strict=True):
        x, until = axis.place(page)
        middle = y + _ROW // 2
        line = ""
        if made:
            first = made[0]
            line = (
                f"M{first.x} {first.y + 6}V{middle}H{x}"
                if abs(x - first.x) > 7
                else f"M{first.x} {first.y + 6}V{middle - 6}"
            )
        if root is not None:
            line = f"M{_TRUNK} {root}V{middle}H{x - 5}"
        kind = how.replace(" ", "-") or ("copy" if root is not None else "")
        note = how or _cited(reading, page)
        room = _WIDTH - until - 12
        label = fitted(reading.outlet(page.id), _SIZE, room - 60 if note else room)
        at = until + 12
        behind = at + round(width(label, _SIZE)) + 8
        made.append(LaneRow(
            middle, x, until, label, fitted(note, _SMALL, _WIDTH - behind) if note else "", at,
            places.report(page.id), reading.appeared(page), kind, line, to_the_day(page),
        ))  # fmt: skip
        y += _ROW
    return made, y


def _cited(reading: OpenRecord, page: Document) -> str:
    names = [
        reading.outlet(reading.parted(one)[1])
        for one in reading.pairs_of.get(page.id, ())
        if one.relation == "cites" and reading.parted(one)[0] == page.id
    ]
    unique = list(dict.fromkeys(names))
    return f"cites {unique[0]}" + (f" and {len(unique) - 1} more" if len(unique) > 1 else "") if unique else ""


class _Axis:
    """The days on which the documents appeared, from left to right; without two different moments there is none."""

    def __init__(self, documents: Sequence[Document], clock: Clock) -> None:
        told = [one.published.earliest for one in documents if to_the_day(one)]
        self.clock = clock
        exact = sorted(filter(None, map(self.clock.moment, told)))
        self.first = exact[0] if exact else None
        self.last = exact[-1] if exact else None
        self.days = bool(self.first and self.last and self.first != self.last)

    def place(self, page: Document) -> tuple[int, int]:
        """From where to where a page may stand, in pixels."""
        if not self.days or self.first is None or self.last is None:
            return _LEFT, _LEFT
        start, end = self.clock.moment(page.published.earliest), self.clock.moment(page.published.latest)
        if to_the_day(page) and start is not None:
            hourless = self.clock.name and not clocks.has_hour(page.published.earliest)
            x, until = self._x(start), self._x(start + timedelta(days=1)) if hourless else 0
            return (x, until) if until - x > _SHORTEST_BAR else (x, x)
        if not is_dated(page):
            return _LEFT, _WIDTH - _LABELS
        return self._x(start or self.first), self._x(end or self.last)

    def _x(self, moment: datetime) -> int:
        assert self.first is not None
        assert self.last is not None
        share = (moment - self.first) / (self.last - self.first)
        return round(_LEFT + min(max(share, 0.0), 1.0) * (_WIDTH - _LABELS - _LEFT))

    def ticks(self) -> tuple[tuple[int, str, str], ...]:
        if not self.days or self.first is None or self.last is None:
            return ()
        first, last = self.first.date(), self.last.date()
        span = (last - first).days
        step = max(1, -(-span // _MOST_TICKS))
        days = [first + timedelta(days=n) for n in range(0, span + 1, step)]
        made = [self._tick(day, first) for day in days]
        kept: list[tuple[int, str, str]] = []
        free = 0.0
        for x, name, anchor in made:  # a label that would meet the one before it is left out
            wide = width(name, _SMALL)
            begins = x if anchor == "start" else x - wide / 2
            if not kept or (x > _FIRST_TICK and begins >= free):
                kept.append((x, name, anchor))
                free = begins + wide + 8
        return tuple(kept)

    def _tick(self, day: date, first: date) -> tuple[int, str, str]:
        x = self._x(datetime.combine(day, datetime.min.time(), self.clock.zone or UTC)) if day != first else _LEFT
        name = moments.spoken(day.isoformat(), day.isoformat(), "day")
        years = self.last is not None and (self.last.date() - first).days > _YEARS
        if years:  # the year is what one looks for
            return x, name.partition(" ")[2], "start" if x < 60 else "middle"
        short = name if day == first or (day.month, day.day) == (1, 1) else name.rpartition(" ")[0]
        return x, short, "start" if x < 60 else "middle"
