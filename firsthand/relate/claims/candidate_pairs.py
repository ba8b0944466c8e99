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
from firsthand.data import DocumentId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BY_WORDS = 10
_BY_VECTOR = 16
_OWN = 3
"""Neighbours in the same report, which seldom says a thing twice."""
_LONGEST_LIST = 200
"""A lemma that stands in more propositions than this finds no pairs: it is the story's topic, not its detail."""
_NEAR = 0.35
_NEAR_OWN = 0.6
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


def by_vector(rows: NDArray[np.float32], documents: Sequence[frozenset[DocumentId]]) -> set[tuple[int, int]]:
    """Pairs whose vectors are near: for each row its nearest few of other reports above a floor, and the nearest of its
    own reports above another; ``documents`` gives each row's reports."""
    import numpy as np

    held: defaultdict[DocumentId, list[int]] = defaultdict(list)
    for n, some in enumerate(documents):
        for one in some:
            held[one].append(n)
    beside = {one: np.array(numbers) for one, numbers in held.items()}
    pairs: set[tuple[int, int]] = set()
    for first in range(0, len(rows), _ROWS):
        near = np.round(rows[first : first + _ROWS] @ rows.T, 3)
        for i, line in enumerate(near):
            line[first + i] = -1.0
            own = np.zeros(len(rows), dtype=bool)
            for one in documents[first + i]:
                own[beside[one]] = True
            places = np.flatnonzero(line >= _NEAR)  # few of many: all that follows is asked of these alone
            mine = own[places]
            found = _best(line, places[~mine], _BY_VECTOR) + _best(line, places[mine], _OWN, _NEAR_OWN)
            pairs.update((min(first + i, j), max(first + i, j)) for j in found)
    return pairs


def _best(line: NDArray[np.float32], places: NDArray[np.intp], most: int, floor: float = _NEAR) -> list[int]:
    """Those of the places that hold the highest values from the floor on, at most so many; of equal ones the first."""
    import numpy as np

    values = line[places]
    least = float(np.partition(values, -most)[-most]) if len(values) > most else floor
    found = places[values >= max(floor, least)]
    return sorted(found.tolist(), key=lambda j: (-float(line[j]), j))[:most]
