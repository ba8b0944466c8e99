"""Which pairs of propositions are worth comparing: neighbours by rare lemmas and by sentence vectors.

An inverted index over lemmas (the classic blocking of record linkage) and the nearest rows by cosine; each proposition
keeps its best few, so the number of pairs grows with the number of statements and not with its square.  Left out:
approximate search; one story fits in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BY_WORDS = 10
_BY_VECTOR = 10
_LONGEST_LIST = 200
"""A lemma that stands in more propositions than this finds no pairs: it is the story's topic, not its detail."""
_NEAR = 0.45
_ROWS = 512


def by_words(items: Sequence[Proposition]) -> set[tuple[int, int]]:
    """Pairs that share much weight in lemmas: for each item its best partners."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for lemma in item.lemmas:
            holders[lemma].append(number)
    mass = [sum(weight(lemma) for lemma in sorted(item.lemmas)) for item in items]
    pairs: set[tuple[int, int]] = set()
    for number, item in enumerate(items):
        shared: defaultdict[int, float] = defaultdict(float)
        for lemma in sorted(item.lemmas):
            if len(holders[lemma]) <= _LONGEST_LIST:
                share = weight(lemma)
                for other in holders[lemma]:
                    shared[other] += share
        shared.pop(number, None)
        whole = mass[number]
        ranked = [(-held / (whole + mass[other] or 1.0), other) for other, held in shared.items()]
        best = ranked if len(ranked) <= _BY_WORDS else nsmallest(_BY_WORDS, ranked)
        pairs.update((min(number, other), max(number, other)) for _, other in best)
    return pairs


def by_vector(rows: NDArray[np.float32]) -> set[tuple[int, int]]:
    """Pairs whose vectors are near: for each row its nearest few above a floor."""
    import numpy as np

    pairs: set[tuple[int, int]] = set()
    for first in range(0, len(rows), _ROWS):
        near = np.round(rows[first : first + _ROWS] @ rows.T, 3)
        for i, line in enumerate(near):
            line[first + i] = -1.0
            count = min(_BY_VECTOR, len(line) - 1)
            if count < 1:
                continue
            found = np.flatnonzero(line >= max(_NEAR, float(np.partition(line, -count)[-count])))
            best = sorted(found.tolist(), key=lambda j: (-float(line[j]), j))[:_BY_VECTOR]
            pairs.update((min(first + i, j), max(first + i, j)) for j in best)
    return pairs
