"""Stories: the reports of one developing event, grouped.

Likeness is the cosine of tf-idf vectors over names, numbers and lemmas, weighted by their rarity in news at large and
found through an inverted index: what two reports are to each other does not depend on what else is in the pile.  Groups
grow by average linkage, so a chain of weak links does not join two stories (Allan 2002, topic detection and tracking).
Deterministic and independent of the order of the input.
Left out: a document belongs to one story; a digest of several stays alone or with the story it says most about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log, sqrt

import numpy as np

from firsthand.comparable import Reading
from firsthand.data import DocumentId
from firsthand.relate.components import Components
from firsthand.relate.readings import blocking, rarity

JOIN = 0.17
"""Average likeness from which two groups are one story."""
ALIKE = 0.06
"""Likeness from which a pair counts at all."""
_RAREST = 0.02
_MET = 0.5
"""More than this share of the pairs between two groups must be alike: one digest does not join two stories."""
_LEAD = 2.0
_LEAD_LINES = 4


def stories(readings: Sequence[Reading]) -> tuple[tuple[DocumentId, ...], ...]:
    """Groups of document ids, each sorted; documents that stand alone are groups of one."""
    return grouped(*document_likeness(readings))


def grouped(ids: Sequence[DocumentId], edges: dict[tuple[int, int], float]) -> tuple[tuple[DocumentId, ...], ...]:
    """The groups that pairs of documents form, by their numbers in ``ids`` with the likeness of each."""
    linked = Components(range(len(ids)))
    for a, b in edges:
        linked.join(a, b)
    inside: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for (a, b), value in edges.items():
        inside[linked.root(a)][a, b] = value
    groups: list[tuple[DocumentId, ...]] = []
    for part in linked.groups():
        groups += [tuple(sorted(ids[n] for n in group)) for group in _linkage(part, inside[linked.root(part[0])], JOIN)]
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


def document_likeness(readings: Sequence[Reading]) -> tuple[list[DocumentId], dict[tuple[int, int], float]]:
    """Document ids and the likeness of every pair of them that has any to speak of."""
    vectors = [likeness_vector(reading) for reading in readings]
    vocabulary = {feature: n for n, feature in enumerate(sorted({feature for one in vectors for feature, _ in one}))}
    postings = [np.array([vocabulary[feature] for feature, _ in one], dtype=np.int64) for one in vectors]
    values = [np.array([value for _, value in one], dtype=np.float64) for one in vectors]
    edges: dict[tuple[int, int], float] = {}
    for number, found, total in blocking.overlaps(postings, values, len(vocabulary)):
        for other, value in zip(found.tolist(), total.tolist(), strict=True):
            if value >= ALIKE:
                edges[number, other] = round(value, 9)
    return [reading.id for reading in readings], edges


def likeness_vector(reading: Reading) -> list[tuple[str, float]]:
    """A report's features, sorted, each with its part of the unit vector: rarity in news at large, kind and how often.

    What fewer than ``_RAREST`` of reports hold counts as if so many did: one odd word makes no story."""
    counts: dict[str, float] = defaultdict(float)
    kinds: dict[str, float] = {}
    for number, line in enumerate(reading.lines):
        for feature, kind in line.features.items():
            counts[feature] += _LEAD if number < _LEAD_LINES else 1.0
            kinds[feature] = max(kind, kinds.get(feature, 0.0))
    weight = {feature: -log(max(rarity.usual(feature), _RAREST)) for feature in counts}
    mine = [(f, kinds[f] * max(0.0, weight[f] - 1.0) * (1 + log(c))) for f, c in sorted(counts.items())]
    mine = [(feature, value) for feature, value in mine if value > 0]
    length = sqrt(sum(value * value for _, value in mine)) or 1.0
    return [(feature, value / length) for feature, value in mine]


def _linkage(part: list[int], edges: dict[tuple[int, int], float], join: float) -> list[list[int]]:
    """Average linkage inside one component: the two most alike groups join until none are alike enough."""
    if len(part) == 1:
        return [part]
    place = {n: i for i, n in enumerate(part)}
    size = len(part)
    table = np.zeros((size, size))
    for (a, b), value in edges.items():
        if a in place and b in place:
            table[place[a], place[b]] = table[place[b], place[a]] = value
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
