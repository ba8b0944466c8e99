"""The map of two compared texts: the first above and the second below, each as wide as the page, and a band from where
a passage stands in the one to where it stands in the other.

The rows of a comparison follow the first text, so that what the second has elsewhere cannot be seen from them.  The map
lies above the rows and not between them: each text runs by its own length, and what stood beside a row would be taken
for that row's.  Left out: the words, which the rows have; a band leads to its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.report.phrasing import line
from firsthand.web.comparing import ComparedRow

RIBBONS_WIDE, RIBBONS_HIGH = 1000, 72
_EDGE, _LEAST = 7, 3.0
_KINDS = {"same": "the same in both", "changed": "changed", "left": "only in the first", "added": "only in the second"}


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One passage: its band or block as an SVG path in a box of ``RIBBONS_WIDE`` × ``RIBBONS_HIGH``, its row by number,
    and what it is in words."""

    kind: str
    path: str
    row: int
    says: str


def ribbons(rows: Sequence[ComparedRow], first: int = 1) -> tuple[Ribbon, ...]:
    """A band for each passage that both texts have, and a block at its text for what only one has; nothing where
    the two have nothing in common.  The rows are numbered from ``first``."""
    if not any(row.a_start >= 0 and row.b_start >= 0 for row in rows):
        return ()
    one = _letters_before((row.a_start, row.a_end) for row in rows)
    other = _letters_before((row.b_start, row.b_end) for row in rows)
    found = []
    for number, row in enumerate(rows, first):
        a, b = _place(row.a_start, row.a_end, one), _place(row.b_start, row.b_end, other)
        words = line((row.a or row.b).striptags(), 80)
        found.append(Ribbon(row.kind, _path(a, b), number, f"{_KINDS[row.kind]}: {words}"))
    return tuple(found)


_Place = tuple[float, float]


def _letters_before(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """How many letters of the passages stand before each of them, by where it begins, and of all of them under -1: what
    else is on a page (menus, advertisements) is no part of its text."""
    before, letters = dict[int, int](), 0
    for start, end in sorted(one for one in spans if one[0] >= 0):
        before.setdefault(start, letters)
        letters += end - start
    return before | {-1: max(1, letters)}


def _place(start: int, end: int, before: dict[int, int]) -> _Place | None:
    """From where to where a passage goes in the map, never thinner than can be seen; None where it is not there."""
    if start < 0:
        return None
    low, whole = before[start], before[-1]
    left, right = RIBBONS_WIDE * low / whole, RIBBONS_WIDE * (low + end - start) / whole
    right = min(float(RIBBONS_WIDE), max(right, left + _LEAST))
    return round(min(left, right - _LEAST), 1), round(right, 1)


def _path(a: _Place | None, b: _Place | None) -> str:
    if a is None or b is None:
        left, right = a or b or (0.0, 0.0)
        top, foot = (0, _EDGE) if a is not None else (RIBBONS_HIGH - _EDGE, RIBBONS_HIGH)
        return f"M{left} {top}H{right}V{foot}H{left}Z"
    middle, edge = RIBBONS_HIGH // 2, RIBBONS_HIGH - _EDGE
    return (
        f"M{a[0]} 0V{_EDGE}C{a[0]} {middle} {b[0]} {middle} {b[0]} {edge}V{RIBBONS_HIGH}H{b[1]}V{edge}"
        f"C{b[1]} {middle} {a[1]} {middle} {a[1]} {_EDGE}V0Z"
    )
