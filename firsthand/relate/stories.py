"""Stories: the reports of one developing event, grouped.

Likeness is the cosine of tf-idf vectors over names, numbers and lemmas, weighted by their rarity in news at large and
found through an inverted index, and less by up to a third where the two appeared days apart (the time penalty of Yang
et al. 1999): what two reports are to each other does not depend on what else is in the pile.  In a
large pile reports are compared that share two of their weightiest features (``blocking.pairs_alike``), so that the work
grows with the reports.  Groups grow by average linkage, so a chain of weak links does not join two stories (Allan 2002,
topic detection and tracking); as two groups whose average is enough hold a pair that is, each part that such pairs join
is grouped by itself.  Deterministic and independent of the order of the input.
Left out: a document belongs to one story; a digest of several stays alone or with the story it says most about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heapify, heappop, heappush
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import numpy as np

from firsthand.comparable import Reading
from firsthand.components import Components
from firsthand.data import DocumentId, Published
from firsthand.relate.pair_memory import PairMemory
from firsthand.relate.readings import blocking, feature_number, rarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

JOIN = 0.14
"""Average likeness from which two groups are one story."""
ALIKE = 0.05
"""Likeness from which a pair counts at all."""
_RAREST = 0.005
_ROUNDING = 1e-9
_DENSE = 2000
"""Up to so many reports a table of all pairs is held; of a larger part only the pairs that are alike are."""
_MET = 0.5
"""More than this share of the pairs between two groups must be alike: one digest does not join two stories."""
_LEAD = 3.0
_LEAD_LINES = 6
_TOGETHER, _FADING, _APART = 2, 7.0, 0.7
"""Days within which two reports count as of one time, how fast likeness fades beyond, and what of it stays."""
WEIGHTING = (_RAREST, _LEAD, _LEAD_LINES, ALIKE)
"""What a report's vector, and which pairs are alike, depend on beside the reports."""


class Edges(NamedTuple):
    """Pairs of documents that are alike: their numbers, the lower first, and how alike, sorted."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    value: NDArray[np.float64]

    def some(self, which: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Edges:
        """Those of the pairs that stand there."""
        return Edges(self.first[which], self.second[which], self.value[which])


def day_of(published: Published) -> int | None:
    """The day on which a report appeared, as a number; None where it is not known to the day."""
    try:
        return date.fromisoformat(published.day).toordinal() if published.day is not None else None
    except ValueError:
        return None


def _in_time(edges: Edges, days: Sequence[int | None]) -> Edges:
    """Likeness with the time between two reports; pairs that are no more alike than ``ALIKE`` then are left out."""
    at = np.array([np.nan if one is None else one for one in days], dtype=np.float64)
    gap = np.abs(at[edges.first] - at[edges.second])
    kept = np.maximum(_APART, np.exp(-np.maximum(gap - _TOGETHER, 0) / _FADING))
    value = np.round(edges.value * np.where(np.isnan(gap), 1.0, kept), 9)
    return Edges(edges.first, edges.second, value).some(value >= ALIKE)


def grouped(ids: Sequence[DocumentId], edges: Edges, days: Sequence[int | None]) -> tuple[tuple[DocumentId, ...], ...]:
    """Groups of document ids, each sorted, that pairs of documents form, by their numbers in ``ids`` with the likeness
    of each; documents that stand alone are groups of one.  ``days`` are those of ``day_of``."""
    edges = _in_time(edges, days)
    linked = Components(range(len(ids)))
    enough = edges.value >= JOIN - _ROUNDING
    for a, b in zip(edges.first[enough].tolist(), edges.second[enough].tolist(), strict=True):
        linked.join(a, b)
    parts = linked.groups()
    part_of = np.zeros(len(ids), dtype=np.int64)
    for number, part in enumerate(parts):
        part_of[part] = number
    inside = part_of[edges.first] == part_of[edges.second]
    mine = edges.some(inside)
    order = np.argsort(part_of[mine.first], kind="stable")
    mine = mine.some(order)
    cuts = np.searchsorted(part_of[mine.first], np.arange(len(parts) + 1))
    groups: list[tuple[DocumentId, ...]] = []
    for number, part in enumerate(parts):
        some = mine.some(slice(cuts[number], cuts[number + 1]))
        found = linkage(part, some, JOIN) if len(part) <= _DENSE else sparse_linkage(part, some, JOIN)
        groups += [tuple(sorted(ids[n] for n in group)) for group in found]
    return tuple(sorted(groups))


def parts(
    groups: Sequence[tuple[DocumentId, ...]], copied: Iterable[tuple[DocumentId, DocumentId]]
) -> list[list[tuple[DocumentId, ...]]]:
    """The stories in parts: those that copied words join are related together."""
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    joined = Components(range(len(groups)))
    for a, b in copied:
        joined.join(group_of[a], group_of[b])
    return [[groups[number] for number in part] for part in joined.groups()]


def edges(reports: Sequence[Vector], kept: PairMemory | None = None) -> Edges:
    """The pairs of reports that are alike, by their vectors.  In a pile that is compared whole ``kept`` gives those
    that it knows, and takes the others."""
    features, values = [one.feature_numbers for one in reports], [one.worth for one in reports]
    if kept is None or len(reports) > blocking.COMPARED_WHOLE:
        return Edges(*blocking.pairs_alike(features, values, ALIKE))
    place = {one.digest: number for number, one in enumerate(reports)}
    known = {digest for digest in place if kept.known(_SEEN + digest)}
    new = [number for number, one in enumerate(reports) if one.digest not in known]
    rows: dict[tuple[int, int], float] = {}
    for number, one in enumerate(reports):
        if one.digest in known:
            held = np.frombuffer(cast("bytes", kept.value(_SEEN + one.digest)), dtype=_NEAR)
            for digest, value in zip(held["digest"].tolist(), held["value"].tolist(), strict=True):
                other = place.get(digest.ljust(16, b"\0"))
                if other is not None:
                    rows[min(number, other), max(number, other)] = value
    for a, b, value in zip(*(one.tolist() for one in blocking.pairs_with(new, features, values, ALIKE)), strict=True):
        rows[a, b] = value
    ordered = sorted(rows)
    near: dict[int, list[tuple[bytes, float]]] = {number: [] for number in range(len(reports))}
    for a, b in ordered:
        near[a].append((reports[b].digest, rows[a, b]))
        near[b].append((reports[a].digest, rows[a, b]))
    for number, one in enumerate(reports):
        kept.keep(_SEEN + one.digest, np.array(near[number], dtype=_NEAR).tobytes())
    pairs = np.array(ordered, dtype=np.int64).reshape(-1, 2)
    return Edges(pairs[:, 0], pairs[:, 1], np.array([rows[pair] for pair in ordered], dtype=np.float64))


_SEEN = b"alike"
_NEAR = np.dtype([("digest", "S16"), ("value", "<f8")])
"""What is kept of a report: the digests of those that it is alike, and how much."""


class Vector(Protocol):
    """A report as its story is found: the numbers of its features, what each is worth, and a digest of all of it."""

    @property
    def feature_numbers(self) -> NDArray[np.int64]:
        """The features."""

    @property
    def worth(self) -> NDArray[np.float64]:
        """What each is worth."""

    @property
    def digest(self) -> bytes:
        """Sixteen bytes."""


def likeness_numbers(reading: Reading) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """A report's vector as the numbers of its features and what each is worth."""
    vector = likeness_vector(reading)
    features = np.array([feature_number(feature) for feature, _ in vector], dtype=np.int64)
    return features, np.array([value for _, value in vector], dtype=np.float64)


def likeness_vector(reading: Reading) -> list[tuple[str, float]]:
    """A report's features, sorted, each with its part of the unit vector: rarity in news at large and how often.

    What fewer than ``_RAREST`` of reports hold counts as if so many did: one odd word makes no story."""
    counts: dict[str, float] = defaultdict(float)
    for number, line in enumerate(reading.lines):
        for feature in line.features:
            counts[feature] += _LEAD if number < _LEAD_LINES else 1.0
    weight = {feature: -log(max(rarity.usual(feature), _RAREST)) for feature in counts}
    mine = [(f, max(0.0, weight[f] - 1.0) * (1 + log(c))) for f, c in sorted(counts.items())]
    mine = [(feature, value) for feature, value in mine if value > 0]
    length = sqrt(sum(value * value for _, value in mine)) or 1.0
    return [(feature, value / length) for feature, value in mine]


def linkage(part: list[int], edges: Edges, join: float) -> list[list[int]]:
    """Average linkage inside one component: the two most alike groups join until none are alike enough."""
    if len(part) == 1:
        return [part]
    size = len(part)
    table = np.zeros((size, size))
    a, b = np.searchsorted(part, edges.first), np.searchsorted(part, edges.second)
    table[a, b] = table[b, a] = edges.value
    members = [[n] for n in part]
    counts = np.ones(size)
    alive = np.ones(size, dtype=np.bool_)
    met = (table > 0).astype(np.float64)  # share of the pairs between two groups that are alike at all
    joins = table.copy()  # the same where enough of the pairs are
    best = joins.argmax(axis=1)
    top = joins[np.arange(size), best]
    while True:
        row = int(np.argmax(np.where(alive, top, -1.0)))
        if top[row] < join or not alive[row]:
            break
        one, other = sorted((row, int(best[row])))
        alive[other] = False
        merged = (table[one] * counts[one] + table[other] * counts[other]) / (counts[one] + counts[other])
        met[one] = (met[one] * counts[one] + met[other] * counts[other]) / (counts[one] + counts[other])
        met[:, one] = met[one]
        table[one], table[:, one] = merged, merged
        merged = np.where(met[one] > _MET, merged, 0.0)
        merged[~alive] = 0.0
        merged[one] = 0.0
        joins[one], joins[:, one] = merged, merged
        joins[other], joins[:, other] = 0.0, 0.0
        counts[one] += counts[other]
        top[other] = -1.0
        members[one] += members[other]
        stale = np.flatnonzero(alive & ((best == one) | (best == other) | (np.arange(size) == one)))
        for n in stale.tolist():
            best[n] = int(joins[n].argmax())
            top[n] = joins[n, best[n]]
        better = alive & (merged > top)
        better[one] = False
        best[better], top[better] = one, merged[better]
    return [sorted(members[i]) for i in range(size) if alive[i]]


def sparse_linkage(part: list[int], edges: Edges, join: float) -> list[list[int]]:
    """What ``linkage`` comes to, in memory of the pairs that are alike and not of all pairs."""
    size = len(part)
    ends = np.concatenate([np.searchsorted(part, edges.first), np.searchsorted(part, edges.second)])
    others = np.concatenate([ends[len(edges.first) :], ends[: len(edges.first)]])
    values = np.concatenate([edges.value, edges.value])
    order = np.lexsort((others, ends))
    ends, others, values = ends[order], others[order], values[order]
    cuts = np.searchsorted(ends, np.arange(size + 1))
    root, members = list(range(size)), [[n] for n in range(size)]
    near: dict[int, dict[int, tuple[float, int]]] = {}  # of groups that have grown: sums of likeness, pairs alike

    def beside(group: int) -> dict[int, tuple[float, int]]:
        if group not in near:
            here = slice(cuts[group], cuts[group + 1])
            found: dict[int, tuple[float, int]] = {}
            for other, value in zip(others[here].tolist(), values[here].tolist(), strict=True):
                total, pairs = found.get(root[other], (0.0, 0))
                found[root[other]] = total + value, pairs + 1
            near[group] = found
        return near[group]

    strong = (values >= join) & (ends < others)
    heap = [
        (-value, one, other, 1, 1)
        for value, one, other in zip(
            values[strong].tolist(), ends[strong].tolist(), others[strong].tolist(), strict=True
        )
    ]  # a group is known by its first member and its size, so that what was said of a smaller one is seen to be old
    heapify(heap)
    while heap:
        _, one, other, *sizes = heappop(heap)
        if [len(members[one]), len(members[other])] != sizes:
            continue
        merged = beside(one)
        for third, (total, pairs) in beside(other).items():
            before = merged.get(third, (0.0, 0))
            merged[third] = before[0] + total, before[1] + pairs
        del near[other]
        merged.pop(one, None)
        merged.pop(other, None)
        for member in members[other]:
            root[member] = one
        members[one] += members[other]
        members[other] = []
        for third, (total, pairs) in merged.items():
            if third in near:
                near[third].pop(other, None)
                near[third][one] = total, pairs
            count = len(members[one]) * len(members[third])
            if total / count >= join and pairs / count > _MET:
                low, high = min(one, third), max(one, third)
                heappush(heap, (-total / count, low, high, len(members[low]), len(members[high])))
    return [sorted(part[n] for n in group) for group in members if group]
