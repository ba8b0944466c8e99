"""What surrounds a pair of statements in its story: is each the other's likest, and do third reports stand between?

Two statements that are alike may still be about two moments of one topic; then each has a better partner, or both are
like everything.  So a pair is judged against the neighbours of both: ranks and margins over the next best of the same
report (margin-based mining of parallel sentences: Artetxe & Schwenk 2019), how near everything is to them (hubness:
Conneau et al. 2018), statements of third reports that are like both, and what else their two sentences share.

Neighbours are the pairs that were worth comparing, so this grows with them and not with their square.  Texts that
stand in copies count once, and an aligned passage of a copy is no third report: a copy adds no support.  Left out:
pairs of one report, which likeness alone judges.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from firsthand.data import DocumentId

AROUND = (
    "log_odds_alone", "better_most", "better_least", "margin_least", "margin_most", "near_least", "near_most",
    "third", "thirds", "thirds_shared", "partners_least", "partners_most", "sentences", "place_first", "place_last",
    "both_leads", "both_titles", "places_apart", "nearer_most", "nearer_least", "nearer_margin_least",
    "nearer_margin_most", "cosine_near_least", "cosine_near_most", "rare_cover", "rare_margin_least",
    "rare_margin_most", "neighbours_least", "neighbours_most",
)  # fmt: skip
"""What is looked at around a pair."""
_PARTNER = 0.42
"""Probability from which a neighbour counts as a partner."""
_NO_COSINE = 0.3
"""Cosine of what is no neighbour, about the least that proposes one."""
_LEAD = 2
"""Statements at the head of a report, title aside, that are its lead."""
_NEAREST = 3
_SURELY = 1e-4


_Sentence = tuple[DocumentId, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a statement stands: the ``reports`` that have its ``wording`` (the number of the first that has it), its
    sentence, its rank in its report and whether it is a title; ``lemmas`` are its content words."""

    wording: int
    reports: frozenset[DocumentId]
    sentence: _Sentence
    rank: int
    in_title: bool
    lemmas: frozenset[str]


class Near(NamedTuple):
    """How near a neighbour is: the probability that it says the same, the cosine, and the cover by rarer words."""

    alone: float
    cosine: float
    cover: float


class _Side(NamedTuple):
    """One side of a pair against the other's report, and against third reports."""

    better: int
    nearer: int
    margin: float
    cosine_margin: float
    cover_margin: float
    near: float
    cosine_near: float
    partners: int


class _Neighbourhood(NamedTuple):
    """The neighbours of a wording, by number: those that are aligned with it in no copy (``free``), these again by
    probability and by cosine, the nearest first, and how many are its partners; and all neighbours by report."""

    free: Set[int]
    by_alone: Sequence[int]
    by_cosine: Sequence[int]
    partners: int
    in_report: Mapping[DocumentId, Sequence[int]]


_NONE: frozenset[int] = frozenset()


class Surroundings:
    """The neighbours of every statement of a story."""

    def __init__(
        self,
        standings: Sequence[Standing],
        pairs: Iterable[tuple[int, int, float, float]],
        linked: Set[tuple[int, int]],
    ) -> None:
        """``pairs`` are two numbers of ``standings`` with probability and cosine; ``linked`` are aligned in copies."""
        self._standings = standings
        first = [n for n, one in enumerate(standings) if one.wording == n]
        held = Counter(lemma for n in first for lemma in standings[n].lemmas)
        self._rarity = {lemma: math.log1p(len(first) / count) for lemma, count in held.items()}
        self._mass = [self._weight(one.lemmas) for one in standings]
        self._copied: defaultdict[int, set[int]] = defaultdict(set)
        for i, j in linked:
            self._copied[standings[i].wording].add(standings[j].wording)
            self._copied[standings[j].wording].add(standings[i].wording)
        self._hoods: dict[int, _Neighbourhood] = {}
        self._beside: defaultdict[int, dict[int, Near]] = defaultdict(dict)
        for i, j, alone, cosine in pairs:
            a, b = standings[i].wording, standings[j].wording
            if a != b and standings[a].reports.isdisjoint(standings[b].reports):
                self._beside[a][b] = self._beside[b][a] = Near(max(alone, 0.0), cosine, self._cover(a, b))
        self._likest_of: dict[tuple[_Sentence, _Sentence], Sequence[tuple[float, int, int]]] = {}
        self._in_sentence: defaultdict[_Sentence, list[int]] = defaultdict(list)
        for n, one in enumerate(standings):
            self._in_sentence[one.sentence].append(n)

    def around(self, i: int, j: int, alone: float, cosine: float) -> list[float]:
        """The values of ``AROUND`` for two statements of different reports."""
        one, other = self._standings[i], self._standings[j]
        known = self._beside[one.wording].get(other.wording) if (one.wording, other.wording) == (i, j) else None
        near = Near(max(alone, 0.0), cosine, self._cover(i, j) if known is None else known.cover)
        a, b = self._side(one, other, near), self._side(other, one, near)
        # a neighbour of both stands in the reports of neither
        ours, theirs = self._beside[one.wording], self._beside[other.wording]
        both = self._hood(one.wording).free & self._hood(other.wording).free
        thirds = [min(ours[n].alone, theirs[n].alone) for n in both]
        between = sum(value >= _PARTNER for value in thirds)
        either = a.partners + b.partners - between
        odds = min(max(near.alone, _SURELY), 1 - _SURELY)
        first, last = sorted((one.rank, other.rank))
        return [
            math.log(odds / (1 - odds)),
            math.log1p(max(a.better, b.better)),
            math.log1p(min(a.better, b.better)),
            min(a.margin, b.margin),
            max(a.margin, b.margin),
            min(a.near, b.near),
            max(a.near, b.near),
            max(thirds, default=0.0),
            math.log1p(between),
            between / either if either else 0.5,
            math.log1p(min(a.partners, b.partners)),
            math.log1p(max(a.partners, b.partners)),
            self._sentences(i, j),
            math.log1p(first),
            math.log1p(last),
            float(last <= _LEAD),
            float(one.in_title and other.in_title),
            math.log1p(last) - math.log1p(first),
            math.log1p(max(a.nearer, b.nearer)),
            math.log1p(min(a.nearer, b.nearer)),
            min(a.cosine_margin, b.cosine_margin),
            max(a.cosine_margin, b.cosine_margin),
            min(a.cosine_near, b.cosine_near),
            max(a.cosine_near, b.cosine_near),
            near.cover,
            min(a.cover_margin, b.cover_margin),
            max(a.cover_margin, b.cover_margin),
            *(math.log1p(n) for n in sorted(len(self._beside[x.wording]) for x in (one, other))),
        ]

    def _side(self, one: Standing, other: Standing, near: Near) -> _Side:
        beside, hood = self._beside[one.wording], self._hood(one.wording)
        met = {n for report in other.reports for n in hood.in_report.get(report, ())}
        rivals = [beside[n] for n in met if n != other.wording and self._standings[n].sentence != other.sentence]
        gone = met | self._copied.get(other.wording, _NONE)  # what is left are third reports that copy neither
        alone = [beside[n].alone for n in islice((n for n in hood.by_alone if n not in gone), _NEAREST)]
        cosines = [beside[n].cosine for n in islice((n for n in hood.by_cosine if n not in gone), _NEAREST)]
        return _Side(
            better=sum(held.alone > near.alone for held in rivals),
            nearer=sum(held.cosine > near.cosine for held in rivals),
            margin=near.alone - max((held.alone for held in rivals), default=0.0),
            cosine_margin=near.cosine - max((held.cosine for held in rivals), default=_NO_COSINE),
            cover_margin=near.cover - max((held.cover for held in rivals), default=0.0),
            near=sum(alone) / _NEAREST,
            cosine_near=(sum(cosines) + _NO_COSINE * (_NEAREST - len(cosines))) / _NEAREST,
            partners=hood.partners - sum(beside[n].alone >= _PARTNER for n in gone & hood.free),
        )

    def _hood(self, wording: int) -> _Neighbourhood:
        """The neighbours of a wording, in the orders in which they are asked for."""
        if wording not in self._hoods:
            beside, copied = self._beside[wording], self._copied.get(wording)
            free = beside.keys() - copied if copied else beside.keys()
            in_report: defaultdict[DocumentId, list[int]] = defaultdict(list)
            for n in beside:
                for report in self._standings[n].reports:
                    in_report[report].append(n)
            self._hoods[wording] = _Neighbourhood(
                free,
                sorted(free, key=lambda n: -beside[n].alone),
                sorted(free, key=lambda n: -beside[n].cosine),
                sum(beside[n].alone >= _PARTNER for n in free),
                in_report,
            )
        return self._hoods[wording]

    def _sentences(self, i: int, j: int) -> float:
        """How likely two other statements of the same two sentences say the same."""
        pairs = self._likest(self._standings[i].sentence, self._standings[j].sentence)
        return next((alone for alone, a, b in pairs if (a, b) != (i, j)), 0.0)

    def _likest(self, one: _Sentence, other: _Sentence) -> Sequence[tuple[float, int, int]]:
        """The two likest pairs of statements of two sentences: asked of every pair of theirs, and looked for once."""
        if (one, other) not in self._likest_of:
            self._likest_of[one, other] = nlargest(2, self._pairs(one, other))
        return self._likest_of[one, other]

    def _pairs(self, one: _Sentence, other: _Sentence) -> Iterator[tuple[float, int, int]]:
        for a in self._in_sentence[one]:
            if theirs := self._beside[self._standings[a].wording]:
                for b in self._in_sentence[other]:
                    near = theirs.get(self._standings[b].wording)
                    if near is not None:
                        yield near.alone, a, b

    def _cover(self, i: int, j: int) -> float:
        """Cosine of the lemmas, each weighted by how few statements of the story have it."""
        shared = self._weight(self._standings[i].lemmas & self._standings[j].lemmas)
        return shared / math.sqrt(self._mass[i] * self._mass[j]) if shared else 0.0

    def _weight(self, lemmas: Iterable[str]) -> float:
        return sum(self._rarity.get(lemma, 0.0) for lemma in sorted(lemmas))
