"""The picture of a claim's independence: squares for reports, an arrow, circles for the origins at their end.

Squares of copies and circles of origins that are only possible are hollow; reports beyond ``MOST_TICKS`` are a number.
The numbers stand beside it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Claim
from firsthand.report.phrasing import count, number_of

MOST_TICKS = 18


@dataclass(frozen=True, slots=True)
class Tick:
    """One square or end: where it stands, in pixels, how it is drawn, and of an end its form."""

    x: int
    kind: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """N reports, the copies among them hollow, and the origins: certain ones filled, possible ones hollow."""

    reports: tuple[Tick, ...]
    origins: tuple[Tick, ...]
    arrow: int
    width: int
    more_reports: int
    more_at: int
    says: str


_STEP, _GAP, _DIGIT = 11, 34, 7


def picture(claim: Claim, forms: Sequence[str] = ()) -> Picture:
    """Squares for reports, an arrow, the ends by their forms: what stands on record, who is named, who is not."""
    total, own = claim.reports.documents, claim.reports.after_merging_copies
    shown = min(total, MOST_TICKS)
    reports = tuple(Tick(i * _STEP, "own" if i < own else "copied") for i in range(shown))
    more_at = shown * _STEP + 1
    arrow = more_at + 1 + (len(f"+{total - shown}") * _DIGIT + 4 if total > shown else 0)
    start = arrow + _GAP - 8
    least, most = claim.independent.at_least, claim.independent.at_most
    if least is None and most is None:
        origins: tuple[Tick, ...] = (Tick(start, "unknown", "says"),)
    else:
        sure = least or 0
        upto = min(max(sure, most if most is not None else sure + 1), MOST_TICKS)
        origins = tuple(
            Tick(start + i * (_STEP + 2), "sure" if i < sure else "maybe", forms[i] if i < len(forms) else "says")
            for i in range(upto)
        )
    says = f"{count(total, 'report')}, {own} after merging copies; independent origins: {number_of(claim.independent)}"
    return Picture(reports, origins, arrow, start + len(origins) * (_STEP + 2), total - shown, more_at, says)
