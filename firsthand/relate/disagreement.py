"""Stub."""
from __future__ import annotations
from collections.abc import Iterator, Sequence
from firsthand.data import Claim, Conflict, Derivation, Utterance
from firsthand.relate.families import Families
from firsthand.relate.pile import Pile


def disagreements(pile: Pile, story: Sequence[str], derivations: Sequence[Derivation], families: Families,
                  utterances: Sequence[Utterance], claims: Sequence[Claim]) -> Iterator[Conflict]:
    """Not yet."""
    return iter(())
