"""How a figure moved: one row a value, from the day on which it was first published to the last that printed it.

Values of conflicts that were judged an update, in the order of time; reports that are not dated to the day are left
out.  Left out too: whether the newer is right; and figures of one day, which have no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand import moments
from firsthand.data import Statement, StatementId, Story
from firsthand.report.lettering import fitted, width
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import line, listed_up_to
from firsthand.report.places import Places
from firsthand.report.text import fact_label, sides

_WIDTH, _LEFT, _ROW, _TOP, _RIGHT = 760, 150, 26, 26, 210
_MOST_ROWS, _MOST_DRAWN, _SMALL = 8, 6, 11.5


@dataclass(frozen=True, slots=True)
class ValueStep:
    """One value: its words, the bar over the days on which it was printed, who prints it, and where."""

    value: str
    x: int
    until: int
    y: int
    says: str
    outlets: str
    at: int
    """Where the outlets' names begin, or end where ``anchor`` is ``end``: behind the bar, or before it where more of
    them fit."""
    anchor: str
    address: str


@dataclass(frozen=True, slots=True)
class ValueSteps:
    """The values of one figure, the earliest first."""

    label: str
    width: int
    height: int
    rows: tuple[ValueStep, ...]
    ticks: tuple[tuple[int, str, str], ...]
    statements: frozenset[StatementId]


def value_steps(reading: OpenRecord, story: Story, places: Places) -> tuple[ValueSteps, ...]:
    """The figures of a story that moved, those first that most reports print."""
    found: list[tuple[int, str, ValueSteps]] = []
    for label, id_, values in _moved(reading, story):
        drawn = _drawn(reading, label, values, places)
        if drawn is not None:
            found.append((-sum(len(of_it) for _, of_it in values), id_, drawn))
    return tuple(drawn for _, _, drawn in sorted(found, key=lambda row: row[:2])[:_MOST_DRAWN])


_Values = Sequence[tuple[str, Sequence[Statement]]]


def _moved(reading: OpenRecord, story: Story) -> Iterable[tuple[str, str, _Values]]:
    """The conflicts of numbers that are updates, with their values; one number in other words is one value."""
    facts = {fact.id: fact for fact in reading.facts_of(story)}
    labels = {name: fact_label(fact) for fact in facts.values() for one in fact.values for name in one.statements}
    for conflict in reading.conflicts_of(story):
        if conflict.judgement != "update" or conflict.kind != "number":
            continue
        values = [
            (line(value, 40), [reading.statement[id_] for _, id_ in held if id_ in reading.statement])
            for value, held in sides(reading, conflict)
        ]
        if conflict.fact in facts:  # a sentence may tell the dead and the injured
            label = fact_label(facts[conflict.fact])
        else:
            label = next((labels[name] for name in conflict.statements if name in labels), conflict.kind)
        yield label, conflict.id, values


def _drawn(reading: OpenRecord, label: str, values: _Values, places: Places) -> ValueSteps | None:
    """The drawing; None where fewer than two values are dated to the day, or all of them to one."""
    dated = []
    for value, statements in values:
        known = [(day, one) for one in statements if (day := _day(reading, one)) is not None]
        days = sorted(known, key=lambda row: (row[0], row[1].span))
        if days:
            dated.append((days[0][0], days[-1][0], value, [one for _, one in days]))
    dated.sort(key=lambda row: (row[0], row[1], row[2]))
    if len(dated) < 2 or len({row[0] for row in dated}) < 2:
        return None
    first, last = dated[0][0], max(row[1] for row in dated)

    def at(day: date) -> int:
        return _LEFT + round((day - first).days / max(1, (last - first).days) * (_WIDTH - _LEFT - _RIGHT))

    rows = []
    for number, (begins, ends, value, statements) in enumerate(dated[:_MOST_ROWS]):
        one = statements[0]
        named = dict.fromkeys(reading.outlet(said.span.document) for said in statements)
        outlets = listed_up_to(named, 2)
        told = moments.spoken(begins.isoformat(), ends.isoformat(), "day" if begins == ends else "range")
        until = max(at(ends), at(begins) + 8)
        behind, before = _WIDTH - until - 10, at(begins) - _LEFT - 10
        ahead = width(outlets, _SMALL) > behind < before
        room = before if ahead else behind
        shown = fitted(outlets if width(outlets, _SMALL) <= room else listed_up_to(named, 1), _SMALL, room)
        where = (at(begins) - 8, "end") if ahead else (until + 8, "start")
        place = places.words(one.span.document, one.id)
        y = _TOP + number * _ROW
        rows.append(ValueStep(value, at(begins), until, y, f"{value}: {told}, {outlets}", shown, *where, place))
    ticks = [(at(day), moments.spoken_day(day), anchor) for day, anchor in ((first, "start"), (last, "end"))]
    return ValueSteps(label, _WIDTH, _TOP + len(rows) * _ROW + 6, tuple(rows), tuple(ticks),
                      frozenset(one.id for *_, statements in dated for one in statements))  # fmt: skip


def _day(reading: OpenRecord, one: Statement) -> date | None:
    document = reading.document.get(one.span.document)
    day = reading.day(document) if document is not None else None
    try:
        return date.fromisoformat(day) if day is not None else None
    except ValueError:
        return None
