"""Text reuse: which words of one report stand in another, compared exactly.

Narrative and quoted words are kept apart.  Follows: containment of word n-grams (Broder 1997) and the METER corpus'
split of agency text into verbatim, rewrite and new (Gaizauskas et al. 2001).
Left out: translations; words that were reordered inside a sentence (``alignment`` sees those).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from firsthand.relate.fingerprints import GRAM
from firsthand.relate.reading import Reading

if TYPE_CHECKING:
    from firsthand.relate.reading import Mask


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What of ``a`` stands word for word in ``b``.

    ``told``: words that both tell in their own voice, ``runs`` those of them in stretches of ten and more;
    ``spoken``: words that stand inside quotation marks in at least one of the two."""

    told: Mask
    runs: Mask
    spoken: Mask

    def narrative(self, reading: Reading) -> float:
        """Share of the narrative words that ``b`` tells too."""
        return float(self.told.sum() / max(1, reading.narrative))

    def total(self) -> float:
        """Share of all words that are in ``b``."""
        return float((self.told | self.spoken).mean()) if len(self.told) else 0.0


def shared(a: Reading, b: Reading, run: int = 10) -> Shared:
    """Mark the words of ``a`` that are covered by an n-gram of ``b``."""
    told = a.told & np.isin(a.grams, b.grams[b.told])
    told_words = _covered(told, len(a.words))
    spoken = _covered(np.isin(a.grams, b.grams) & ~told, len(a.words)) & ~told_words
    runs = np.zeros_like(told_words)
    for start, end in stretches(told_words):
        if end - start >= run:
            runs[start:end] = True
    return Shared(told_words, runs, spoken)


def stretches(mask: Mask) -> list[tuple[int, int]]:
    """Start and end (exclusive) of every run of marked words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.view(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _covered(hits: Mask, size: int) -> Mask:
    covered = np.zeros(size, dtype=np.bool_)
    for offset in range(GRAM):
        covered[offset : offset + len(hits)] |= hits
    return covered


def line_matches(a: Reading, b: Reading) -> list[tuple[int, int, float]]:
    """For each sentence of ``a`` the sentence of ``b`` with most n-grams in common, and the share of its n-grams."""
    where: dict[int, int] = {}
    for index, gram in enumerate(b.grams.tolist()):
        where.setdefault(gram, int(b.line_of[index]))
    counts: dict[tuple[int, int], int] = {}
    for index, gram in enumerate(a.grams.tolist()):
        other = where.get(gram)
        if other is not None:
            pair = (int(a.line_of[index]), other)
            counts[pair] = counts.get(pair, 0) + 1
    best: dict[int, tuple[int, int]] = {}
    for (mine, other), count in sorted(counts.items()):
        if count > best.get(mine, (0, 0))[0]:
            best[mine] = (count, other)
    found = []
    for mine, (count, other) in sorted(best.items()):
        size = a.lines[mine].last - a.lines[mine].first
        found.append((mine, other, min(1.0, count / max(1, size - GRAM + 1))))
    return found
