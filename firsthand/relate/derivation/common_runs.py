"""Which candidates share so many words that they can be copies at all, by counts of common word runs.

Of reports that tell of one event nearly every two share a handful of runs of words ("in the city on Tuesday"), so the
exact comparison would be asked of all pairs.  The counts that it begins with are made here for one report and all its
candidates in one pass over an inverted index (set-similarity join by counting: Sarawagi & Kirpal 2004); who falls short
of all of them is no copy.  No pair is left out that ``copying.copied`` would find.  Left out: what a pair is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from firsthand.comparable import Reading
from firsthand.comparable.fingerprints import GRAM
from firsthand.relate.derivation import copying, reuse
from firsthand.relate.readings.blocking import sorted_unique

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_MOST = 1 << 21
"""Entries of the index that are read for one report; one that would need more is compared with all its candidates."""
_Pair = tuple[int, int]


def able(readings: Sequence[Reading], pairs: Sequence[_Pair]) -> list[_Pair]:
    """Those of the pairs, by their numbers in ``readings``, that share enough words to be copies or to share
    quotations, in their order."""
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    index = _Index(readings, sorted(beside))
    much: set[_Pair] = set()
    quoted: set[_Pair] = set()
    for one, others in beside.items():
        found = index.shared(one, others)
        if found is None:
            much.update((one, other) for other in others)
        else:
            much.update((one, other) for other in found[0])
            quoted.update((one, other) for other in found[1])
    return [(a, b) for a, b in pairs if (a, b) in much or (b, a) in much or ((a, b) in quoted and (b, a) in quoted)]


class _Index:
    """Which of some reports hold each word run, and whether they tell it outside quotation marks."""

    def __init__(self, readings: Sequence[Reading], numbers: Sequence[int]) -> None:
        self._readings = readings
        runs = np.concatenate([np.zeros(0, np.uint64), *(readings[n].runs for n in numbers)])
        owners = np.repeat(np.array(numbers, dtype=np.int64), [len(readings[n].runs) for n in numbers])
        order = np.argsort(runs, kind="stable")
        self._owners = owners[order]
        self._told = np.concatenate([np.zeros(0, np.bool_), *(readings[n].runs_told for n in numbers)])[order]
        ranked = runs[order]
        self._known = sorted_unique(runs)
        self._edges = np.append(np.searchsorted(ranked, self._known), len(ranked))

    def shared(self, one: int, others: Sequence[int]) -> tuple[list[int], list[int]] | None:
        """Of the others those that tell enough of one report's words, and those that hold enough of its words that
        stand inside quotation marks in either; None where that would take more than the comparison."""
        reading = self._readings[one]
        place = np.searchsorted(self._known, reading.grams)
        first, count = self._edges[place], self._edges[place + 1] - self._edges[place]
        total = int(count.sum())
        if total > min(_MOST, 4 * len(others) * (len(place) + 100)):
            return None
        entry = np.repeat(first - np.cumsum(count) + count, count) + np.arange(total)
        wanted = np.zeros(len(self._readings), dtype=np.bool_)
        wanted[others] = True
        at = np.repeat(np.arange(len(place)), count)
        mine = wanted[self._owners[entry]]
        entry, at = entry[mine], at[mine]
        owner = self._owners[entry]
        order = np.argsort(owner, kind="stable")
        owner, at, told = owner[order], at[order], (self._told[entry] & reading.told[at])[order]
        words, long = self._words(owner[told], at[told])
        spoken, _ = self._words(owner[~told], at[~told])
        share = words / max(1, reading.narrative)
        much = np.flatnonzero((long >= copying.LEAST_RUNS) | (share >= copying.NEAR))
        return much.tolist(), np.flatnonzero(spoken >= copying.QUOTED).tolist()

    def _words(self, owner: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
        """Of each report how many words the runs at these places cover, and how many of them in long stretches."""
        whole = len(self._readings)
        if not len(owner):
            return np.zeros(whole, np.int64), np.zeros(whole, np.int64)
        begins = np.flatnonzero(np.concatenate(([True], (owner[1:] != owner[:-1]) | (np.diff(at) > GRAM))))
        ends = np.append(begins[1:], len(at)) - 1
        length = at[ends] - at[begins] + GRAM
        return _summed(owner[begins], length, whole), _summed(owner[begins], length * (length >= reuse.RUN), whole)


def _summed(owner: Numbers, length: Numbers, whole: int) -> Numbers:
    return np.bincount(owner, weights=length, minlength=whole).astype(np.int64)
