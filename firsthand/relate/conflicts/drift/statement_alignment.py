"""Which statements of a copy answer which of its original.

Statements in the derivation's aligned words, or near each other in meaning, each with its best partner; in a rewrite
also those told in other words at the same place, between two that answer each other.  Left out: one statement that
answers two.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.data import DocumentId
from firsthand.relate.claims import SAME_PASSAGE, Likeness
from firsthand.relate.conflicts.comparison import same_matter
from firsthand.relate.derivation import Link

_ANSWERS = 0.28
"""Probability from which a statement is taken to answer one of the original."""
_SAME_KIN = 0.6
"""The same where the words were not aligned."""
_SAME_PLACE = 0.47
"""Cosine from which two statements at one place of a rewrite are taken to answer each other …"""
_LEAST = 0.25
_WINDOW = 9
"""… where no more of the original's statements lie between the pairs on both sides."""


def answers(likeness: Likeness, link: Link, near: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs (original, copy) in which each is the other's best partner, in aligned words or, less readily and only
    where the whole text is taken over, ``near``."""
    parent, child = link.parent, link.child
    pairs = []
    for a, b in sorted(likeness.linked | set(near if link.whole else ())):
        i, j = (a, b) if likeness.statements[a].span.document == parent else (b, a)
        if likeness.statements[i].span.document == parent and likeness.statements[j].span.document == child:
            p = likeness.model(i, j)
            if not same_matter(likeness.items[i], likeness.items[j]) and p < SAME_PASSAGE:
                continue
            if p >= (_ANSWERS if link.whole and (a, b) in likeness.linked else _SAME_KIN):
                pairs.append((p, i, j))
    taken: set[int] = set()
    chosen = []
    for _, i, j in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if i not in taken and j not in taken:
            taken |= {i, j}
            chosen.append((i, j))
    return sorted(chosen + (_same_place(likeness, parent, child, chosen) if link.whole else []))


def _same_place(
    likeness: Likeness, parent: DocumentId, child: DocumentId, chosen: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pairs that stand between two pairs of a rewrite that answer each other or are aligned, in the order of the text:
    told in other words, but told at the same place."""
    if likeness.rows is None:
        return []
    mine = [n for n, s in enumerate(likeness.statements) if s.span.document == parent]
    theirs = [n for n, s in enumerate(likeness.statements) if s.span.document == child]
    place = set(mine)
    aligned = sorted((a, b) if a in place else (b, a) for a, b in likeness.linked)
    partner = {j: i for i, j in aligned if i in place and j not in place} | {j: i for i, j in chosen}
    taken, answered = {i for i, _ in chosen}, {j for _, j in chosen}
    pairs: list[tuple[float, int, int]] = []
    for at, j in enumerate(theirs):
        if j in answered:
            continue
        low = next((partner[n] for n in reversed(theirs[:at]) if n in partner), None)
        high = next((partner[n] for n in theirs[at + 1 :] if n in partner), None)
        if low is None or high is None or not low < high <= low + _WINDOW:
            continue
        pairs += [
            (likeness.cosine(i, j), i, j)
            for i in mine
            if low < i < high
            and i not in taken
            and likeness.cosine(i, j) >= _SAME_PLACE
            and likeness.model(i, j) >= _LEAST
            and not (likeness.items[i].names and likeness.items[j].names)
        ]
    found: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if all(i != x and j != y for x, y in found):
            found.append((i, j))
    return found
