"""Pairs worth a comparison."""

from __future__ import annotations

from firsthand.relate import blocking, furniture
from tests.relate.reports import AGENCY, OTHER, document, pile, rest


def test_copies_are_candidates_and_strangers_are_not() -> None:
    read = furniture.read_pile(pile(document("a", AGENCY), document("b", rest(AGENCY, 3, 12)), document("c", OTHER)))
    assert blocking.copies([one.grams for one in read]) == [(0, 1)]
