"""Furniture that no page labels: sentences that stand word for word in reports which have nothing else in common.

Reads the whole pile, because only beside unrelated reports does a line show that it is a site's and not a story's.
Left out: furniture that changes a word from page to page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.comparable import ComparedSentence, Reading
from firsthand.comparable.reading import build
from firsthand.relate.pile import Pile
from firsthand.relate.readings.rarity import strangers


def read_pile(pile: Pile) -> list[Reading]:
    """All reports as they are compared, by document id, without sentences that turn out to be furniture of a site."""
    ids = sorted(pile.document)
    readings = [pile.comparable[key].reading for key in ids]
    furniture = furniture_of(readings, [pile.document[key].outlet.name for key in ids])
    return [without_furniture(reading, furniture) for reading in readings]


def furniture_of(readings: Sequence[Reading], outlets: Sequence[str | None]) -> frozenset[tuple[str, ...]]:
    """Sentences that stand word for word in reports which have nothing else in common.

    Three unrelated reports make a sentence furniture; two do when they are one outlet's and it names nothing."""
    where: dict[tuple[str, ...], list[tuple[int, ComparedSentence]]] = {}
    for number, reading in enumerate(readings):
        for line in reading.lines:
            where.setdefault(reading.words[line.first : line.last], []).append((number, line))
    repeated = {form: places for form, places in where.items() if len({n for n, _ in places}) > 1}
    again = {(n, line.first) for places in repeated.values() for n, line in places}
    topics: dict[int, frozenset[str]] = {}

    def topic(number: int) -> frozenset[str]:
        if number not in topics:
            lines = [line for line in readings[number].lines if (number, line.first) not in again]
            topics[number] = frozenset(f for line in lines for f in line.key)
        return topics[number]

    found = []
    for form, places in repeated.items():
        numbers = sorted({number for number, _ in places})[:12]
        apart: list[int] = []
        for number in numbers:
            if all(strangers(topic(number), topic(other)) for other in apart):
                apart.append(number)
        plain = not any(line.key for _, line in places)
        same = len(apart) > 1 and outlets[apart[0]] is not None and outlets[apart[0]] == outlets[apart[1]]
        if len(apart) > 2 or (plain and (same or (len(apart) > 1 and len(form) < 12))):
            found.append(form)
    return frozenset(found)


def without_furniture(reading: Reading, furniture: frozenset[tuple[str, ...]]) -> Reading:
    """The report without these sentences."""
    if not any(reading.words[line.first : line.last] in furniture for line in reading.lines):
        return reading
    lines: list[ComparedSentence] = []
    kept: list[tuple[str, int, int, bool]] = []
    for line in reading.lines:
        here = slice(line.first, line.last)
        if reading.words[here] in furniture:
            continue
        first = len(kept)
        quoted = reading.quoted[here].tolist()
        kept += zip(reading.words[here], reading.starts[here], reading.ends[here], quoted, strict=True)
        lines.append(replace(line, first=first, last=len(kept)))
    return build(reading.id, lines, kept)
