"""Propositions and statements made by hand, for tests that need no parser.

The only place of the tests that names the module of ``Proposition``: where the class moves, one line moves with it.
"""

from __future__ import annotations

from typing import Any

from firsthand.comparable import Proposition
from firsthand.data import Bound, Modality, Quantity, Span, Statement, TimeExpression

__all__ = ["Proposition", "counted", "dated", "said", "stated"]

NOWHERE = Span("d", 0, 1)


def said(words: str = "", **parts: Any) -> Proposition:
    """A proposition whose content lemmas are ``words``; every other part is empty unless it is given.

    Sets may be given as one string of words ("driver guard")."""
    order = tuple(words.split())
    sets = ("verbs", "subjects", "objects", "names", "heads", "agents", "patients", "marks", "words")
    made: dict[str, Any] = {name: frozenset(parts.pop(name, "").split()) for name in sets}
    made |= {"statement": "s", "document": "d", "text": words, "order": order, "lemmas": frozenset(order), "root": "",
             "figures": (), "quantities": (), "counts": (), "negated": False, "personal": False,
             "slots": frozenset()}  # fmt: skip
    return Proposition(**(made | parts))


def stated(modality: Modality = "asserted", negated: bool = False, *dates: TimeExpression) -> Statement:
    """A statement of which only mood, polarity and dates matter."""
    return Statement("s", NOWHERE, (), modality, negated, (), dates)


def dated(
    earliest: str | None, latest: str | None = None, precision: str = "day", kind: str = "DATE"
) -> TimeExpression:
    """A date expression from one day to another, or of one day."""
    return TimeExpression(NOWHERE, "", kind, earliest, latest or earliest, precision, "explicit")  # type: ignore[arg-type]


def counted(value: float, unit: str = "people", bound: Bound = "exact", high: float | None = None) -> Quantity:
    """A number of things."""
    return Quantity(NOWHERE, value, unit, bound, high)
