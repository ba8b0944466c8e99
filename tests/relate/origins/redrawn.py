"""A claim's numbers drawn again from what the record says of its ends, and from nothing else."""

from __future__ import annotations

from itertools import combinations

from firsthand.data import Claim


def redrawn(claim: Claim) -> tuple[int, int]:
    """At least and at most: origins are the ends' own, and of two origins some edge must say apart and none else."""
    of = [end.origin for end in claim.ends]
    told: dict[frozenset[str], set[str]] = {}
    for edge in claim.edges:
        one, other = of[edge.a], of[edge.b]
        if one and other and one != other:
            told.setdefault(frozenset((one, other)), set()).add(edge.verdict)
    apart = {pair for pair, verdicts in told.items() if verdicts == {"apart"}}
    origins = sorted({one for one in of if one})
    least = min(1, len(of))
    for size in range(2, len(origins) + 1):
        if any(all(frozenset(pair) in apart for pair in combinations(held, 2)) for held in combinations(origins, size)):
            least = size
    return least, len(origins)


def differing(claims: tuple[Claim, ...]) -> list[tuple[str, tuple[int, int]]]:
    """Claims whose numbers cannot be redrawn."""
    return [
        (claim.id, redrawn(claim)) for claim in claims
        if claim.independent.at_most is not None
        and redrawn(claim) != (claim.independent.at_least, claim.independent.at_most)
    ]  # fmt: skip
