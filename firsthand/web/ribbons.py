"""The strip between two compared texts: where in each of them a passage stands that both have.

The rows of a comparison follow the first text, so that what the second has elsewhere cannot be seen from them; here a
band goes from its place in the first to its place in the second.  Both texts are as high as the strip.  Left out: the
words, which the rows have; a band leads to its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.report.phrasing import line
from firsthand.web.comparing import ComparedRow

RIBBONS_WIDE, RIBBONS_HIGH = 72, 1000
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
    """A band for each passage that both texts have, and a block at the edge for what only one has; nothing where the
    two have nothing in common.  The rows are numbered from ``first``."""
    if not any(row.a_start >= 0 and row.b_start >= 0 for row in rows):
        return ()
    one = _bounds((row.a_start, row.a_end) for row in rows)
    other = _bounds((row.b_start, row.b_end) for row in rows)
    found = []
    for number, row in enumerate(rows, first):
        a, b = _place(row.a_start, row.a_end, one), _place(row.b_start, row.b_end, other)
        words = line((row.a or row.b).striptags(), 80)
        found.append(Ribbon(row.kind, _path(a, b), number, f"{_KINDS[row.kind]}: {words}"))
    return tuple(found)


_Place = tuple[float, float]


def _bounds(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    held = [one for one in spans if one[0] >= 0]
    return min(start for start, _ in held), max(end for _, end in held)


def _place(start: int, end: int, bounds: tuple[int, int]) -> _Place | None:
    """From where to where a passage goes in the strip, never thinner than can be seen; None where it is not there."""
    if start < 0:
        return None
    low, whole = bounds[0], max(1, bounds[1] - bounds[0])
    top, foot = RIBBONS_HIGH * (start - low) / whole, RIBBONS_HIGH * (end - low) / whole
    foot = min(float(RIBBONS_HIGH), max(foot, top + _LEAST))
    return round(min(top, foot - _LEAST), 1), round(foot, 1)


def _path(a: _Place | None, b: _Place | None) -> str:
    if a is None or b is None:
        top, foot = a or b or (0.0, 0.0)
        left, right = (0, _EDGE) if a is not None else (RIBBONS_WIDE - _EDGE, RIBBONS_WIDE)
        return f"M{left} {top}H{right}V{foot}H{left}Z"
    middle, edge = RIBBONS_WIDE // 2, RIBBONS_WIDE - _EDGE
    return (
        f"M0 {a[0]}H{_EDGE}C{middle} {a[0]} {middle} {b[0]} {edge} {b[0]}H{RIBBONS_WIDE}V{b[1]}H{edge}"
        f"C{middle} {b[1]} {middle} {a[1]} {_EDGE} {a[1]}H0Z"
    )
