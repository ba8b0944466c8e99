"""Near copies among very many plain texts, without parsing them: pairs that share runs of words.

For collections that are too large to be read sentence by sentence (``derivation`` does that for a pile, and proposes
its copies by the same index).  Candidates by ``blocking``, then every candidate's fingerprints compared in full.
Memory beside the texts is the index: about 2 bytes a word.
Left out: furniture, quotations and direction, which need the parsed report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from firsthand.comparable import fingerprints
from firsthand.relate.readings import blocking

if TYPE_CHECKING:
    from firsthand.relate.readings.blocking import Numbers, Values

_VERIFIED = 128
"""Pairs that are compared together."""


@dataclass(frozen=True, slots=True)
class NearCopies:
    """Pairs ``a[i]`` < ``b[i]`` (numbers of texts), and the share of each one's distinct word runs that the other
    holds."""

    a: Numbers
    b: Numbers
    in_b: Values
    in_a: Values

    def jaccard(self) -> Values:
        """Shared runs as a share of the runs of both."""
        both = np.maximum(self.in_b, 1e-9), np.maximum(self.in_a, 1e-9)
        return np.where(self.in_b > 0, 1 / (1 / both[0] + 1 / both[1] - 1), 0.0)


def near_copies(texts: Sequence[str], least: float = 0.5, n: int = fingerprints.GRAM, keep: int = 4) -> NearCopies:
    """All pairs of texts of which one holds at least ``least`` of the other's word runs, as far as the index proposes
    them; ``keep``: one fingerprint in so many is indexed, fewer for less memory and more pairs missed."""
    a, b, _ = blocking.shared_fingerprints(fingerprints.of_texts(texts, n), keep)
    in_b, in_a = np.zeros(len(a)), np.zeros(len(a))
    for first in range(0, len(a), _VERIFIED):
        some = slice(first, first + _VERIFIED)
        in_b[some], in_a[some] = _shares(texts, a[some], b[some], n)
    found = np.maximum(in_b, in_a) >= least
    return NearCopies(a[found], b[found], in_b[found], in_a[found])


def _shares(texts: Sequence[str], a: Numbers, b: Numbers, n: int) -> tuple[Values, Values]:
    """For each pair the share of the first's distinct runs that the second holds, and the other way round."""
    wanted = blocking.sorted_unique(np.concatenate((a, b)))
    runs, owners = [], []
    for found, numbers in fingerprints.of_texts((texts[number] for number in wanted.tolist()), n):
        runs.append(found)
        owners.append(numbers)
    # every text's runs become small numbers in one pass, so that each pair is a comparison of two sorted lists
    hashes = np.concatenate(runs)
    order = np.argsort(hashes)
    ranked = hashes[order]
    names = np.empty(len(hashes), dtype=np.uint64)
    names[order] = np.cumsum(np.concatenate(([0], ranked[1:] != ranked[:-1])))
    entries = blocking.sorted_unique(np.concatenate(owners).astype(np.uint64) * np.uint64(len(names)) + names).astype(
        np.int64
    )
    holder, name = entries // len(names), entries % len(names)
    edges = np.searchsorted(holder, np.arange(len(wanted) + 1))
    first, second = np.searchsorted(wanted, a), np.searchsorted(wanted, b)
    sizes = np.diff(edges)
    # the runs of each pair's first text, looked up among those of its second
    pair = np.repeat(np.arange(len(a)), sizes[first])
    inside = np.arange(len(pair)) - np.repeat(np.cumsum(sizes[first]) - sizes[first], sizes[first])
    mine = name[edges[first][pair] + inside]
    sought = second[pair] * len(names) + mine
    place = np.minimum(np.searchsorted(entries, sought), len(entries) - 1)
    common = np.bincount(pair[entries[place] == sought], minlength=len(a))
    return common / np.maximum(1, sizes[first]), common / np.maximum(1, sizes[second])
