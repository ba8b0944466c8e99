"""How much a shared word says: features are rare or common in the pile and in news at large.

Inverse document frequency (Sparck Jones 1972) over both together, so that a pile about one story does not make its own
topic the rarest thing there is.  Left out: words of other registers than news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from math import log

from firsthand import lexicon

_BACKGROUND = 50.0
"""How many documents' worth the background frequencies count beside the pile's own."""
_UNSEEN = 0.0005
_ANYWHERE = 0.05
_SMALL = re.compile(r"\d{1,2}").fullmatch


@cache
def _background() -> dict[str, float]:
    try:
        rows = lexicon.rows("news_frequency")
    except FileNotFoundError:
        return {}
    return {row["word"]: float(row["per_1000"]) / 1000 for row in rows}


def rarity_weights(documents: Sequence[AbstractSet[str]]) -> dict[str, float]:
    """How much it says that documents share a feature: minus the log of the share of documents that hold it, in the
    pile and in news at large together, so that what a whole pile is about counts little inside it."""
    counts: Counter[str] = Counter()
    for features in documents:
        counts.update(features)
    total = len(documents) + _BACKGROUND
    return {feature: -log((count + _BACKGROUND * usual(feature)) / total) for feature, count in counts.items()}


def usual(feature: str) -> float:
    """The share of documents that hold a feature in news at large."""
    return _background().get(feature, _UNSEEN)


def strangers(one: AbstractSet[str], other: AbstractSet[str], alike: float = 0.15, enough: int = 5) -> bool:
    """Whether two sets of features are of different matters: a share below ``alike`` in common, of at least ``enough``.

    Weekdays, capitals and small numbers, which any two reports may share, tell nothing."""
    return of_different_matters(telling(one), telling(other), alike, enough)


def telling(features: AbstractSet[str]) -> frozenset[str]:
    """The features that tell one matter from another."""
    return frozenset(key for key in features if usual(key) < _ANYWHERE and not _SMALL(key))


def of_different_matters(
    one: AbstractSet[object], other: AbstractSet[object], alike: float = 0.15, enough: int = 5
) -> bool:
    """Whether two sets of telling features are of different matters (``strangers``)."""
    least = min(len(one), len(other))
    return least >= enough and len(one & other) < alike * least
