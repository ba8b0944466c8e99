"""Stub."""
from __future__ import annotations
from collections.abc import Iterator, Sequence
from firsthand.data import Conflict, Derivation
from firsthand.relate.pile import Pile


def drifts(pile: Pile, derivations: Sequence[Derivation]) -> Iterator[Conflict]:
    """Not yet."""
    return iter(())
