"""Text reuse: which words of one report stand in another, compared exactly.

Narrative and quoted words are kept apart.  Follows: containment of word n-grams (Broder 1997) and the METER corpus'
split of agency text into verbatim, rewrite and new (Gaizauskas et al. 2001).
Left out: translations; words that were reordered inside a sentence (``sentence_alignment`` sees those).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from firsthand.comparable import Reading
from firsthand.comparable.fingerprints import GRAM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from firsthand.comparable.reading import Mask

RUN = 10
"""Words from which a stretch that both have is a long one."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What of ``a`` stands word for word in ``b``.

    ``told``: words that both tell in their own voice, ``runs`` those of them in stretches of ten and more;
    ``spoken``: words that stand inside quotation marks in at least one of the two.  ``places``: for each n-gram of
    ``a`` the sentence of ``b`` in which it first begins, -1 where it does not."""

    told: Mask
    runs: Mask
    spoken: Mask
    places: NDArray[np.int32]

    def narrative(self, reading: Reading) -> float:
        """Share of the narrative words that ``b`` tells too."""
        return float(self.told.sum() / max(1, reading.narrative))

    def total(self) -> float:
        """Share of all words that are in ``b``."""
        return float((self.told | self.spoken).mean()) if len(self.told) else 0.0


def shared_words(a: Reading, b: Reading) -> Shared:
    """Mark the words of ``a`` that are covered by an n-gram of ``b``."""
    size = len(a.words)
    if not len(b.runs) or not len(a.grams):
        none = np.zeros(size, dtype=np.bool_)
        return Shared(none, none, none, np.full(len(a.grams), -1, dtype=np.int32))
    rank = np.minimum(np.searchsorted(b.runs, a.grams), len(b.runs) - 1)
    held = b.runs[rank] == a.grams
    told = held & a.told & b.runs_told[rank]
    told_words = _covered(told, size)
    spoken = _covered(held & ~told, size) & ~told_words
    runs = np.zeros_like(told_words)
    for start, end in stretches(told_words):
        if end - start >= RUN:
            runs[start:end] = True
    return Shared(told_words, runs, spoken, np.where(held, b.runs_line[rank], -1).astype(np.int32))


def stretches(mask: Mask) -> list[tuple[int, int]]:
    """Start and end (exclusive) of every run of marked words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.view(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _covered(hits: Mask, size: int) -> Mask:
    covered = np.zeros(size, dtype=np.bool_)
    for offset in range(GRAM):
        covered[offset : offset + len(hits)] |= hits
    return covered


def line_matches(a: Reading, held: Shared) -> list[tuple[int, int, float]]:
    """For each sentence of ``a`` the sentence of the other report with most n-grams in common, and the share of its
    n-grams that are."""
    here = np.flatnonzero(held.places >= 0)
    if not len(here):
        return []
    lines, counts = np.unique(a.line_of[here].astype(np.int64) << 32 | held.places[here], return_counts=True)
    mine, other = lines >> 32, lines & 0xFFFFFFFF
    order = np.lexsort((other, -counts, mine))
    best = order[np.concatenate(([True], np.diff(mine[order]) > 0))]
    found = []
    for i, j, count in zip(mine[best].tolist(), other[best].tolist(), counts[best].tolist(), strict=True):
        size = a.lines[i].last - a.lines[i].first
        found.append((i, j, min(1.0, count / max(1, size - GRAM + 1))))
    return found
