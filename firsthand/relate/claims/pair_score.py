"""How likely two statements of one story say the same: the aligner's probability, what a shared event, toll, count or
date adds to it, and the vetoes that outrank it.

Statements in one aligned passage of a derivation, or quoting one utterance, need less likeness, since the derivation is
evidence of its own.  Left out: what is only implied (``entailment``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass, weight
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.unit_classes import unit_class
from firsthand.data import DocumentId, JoinStep, Statement
from firsthand.relate.claims import constraints
from firsthand.relate.claims.paraphrase import (
    NOTHING,
    Meanings,
    Trained,
    features,
    in_story,
    in_story_features,
    probability,
)
from firsthand.relate.pile import Pile
from firsthand.words import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME = 0.5
"""Probability from which two statements of unrelated reports are one claim."""
SAME_PASSAGE = 0.5
"""The first step's probability (``paraphrase``) from which two statements are one claim that stand in aligned words
of a derivation or quote one utterance."""
SAME_KIN = 0.4
"""Probability where one report's whole text is taken from the other's, but the words were not aligned, or where one
report cites the other for it."""
SAME_REPORT = 0.8
"""The same within one report, which seldom says a thing twice but often says like things."""
_FRAME = 0.5
"""What a shared event with the same actor and shared objects adds to the log-odds."""
_FRAME_CLOSE = 1.4
"""The same where aligned words join the two: the first step alone knows little of events."""
_COUNT = 0.8
"""The same when, besides, both count the same number of the same thing."""
_TOLL = 0.9
"""Probability, once no veto stands, when two reports of one story give the same count of dead, injured, missing …"""
_DATED = 0.9
"""The same when, besides, both give the same date of long before the reports."""
_OTHER_EVENT = -0.4
"""What predicates of different events take from the log-odds where aligned words join two statements."""
_OBJECTS = 9.0
"""Weight of lemmas, beside actor and predicate, that two statements of one event share."""
_TELLING = 5
_VERBATIM = 4
"""Lemmas from which the same words said of oneself are one utterance, whoever the reports give it to."""


@dataclass(slots=True)
class Likeness:
    """Probabilities of pairs of one story, computed when asked for and kept.  ``linked`` are the pairs in aligned words
    or of one utterance, ``uttered`` those of one utterance alone."""

    pile: Pile
    items: Sequence[Proposition]
    statements: Sequence[Statement]
    rows: NDArray[np.float32] | None
    meanings: Meanings
    linked: frozenset[tuple[int, int]]
    kin: frozenset[tuple[DocumentId, DocumentId]]
    speakers: Sequence[str]
    voices: Sequence[frozenset[str]] = ()
    titles: frozenset[int] = frozenset()
    cited: frozenset[tuple[int, int]] = frozenset()
    uttered: frozenset[tuple[int, int]] = frozenset()
    _kept: dict[tuple[int, int], float] = field(default_factory=dict)

    @property
    def trained(self) -> Trained:
        """The weights that fit what is known: with sentence vectors where there are rows of them."""
        return "without_vectors" if self.rows is None else "with_vectors"

    def pair(self, i: int, j: int) -> Pair:
        """Statements ``i`` and ``j`` as a pair."""
        return Pair(self, i, j, self.items[i], self.items[j], self.statements[i], self.statements[j])

    def of(self, i: int, j: int) -> float:
        """Probability that items i and j say the same; -1 when a veto forbids it."""
        key = (min(i, j), max(i, j))
        if key not in self._kept:
            self._kept[key] = self._compute(*key)
        return self._kept[key]

    def _compute(self, i: int, j: int) -> float:
        a, b = self.items[i], self.items[j]
        one, other = self.statements[i], self.statements[j]
        close = (i, j) in self.linked
        if close:
            barred = (
                constraints.polarity_veto(a, b, one, other, "copies")
                or constraints.number_veto(a, b, self.meanings)
                or constraints.date_veto(one, other)
            )
        else:
            barred = self.veto(i, j)
        if barred:
            return -1.0
        if a.order == b.order and a.text and normal(a.text) == normal(b.text):
            return 1.0
        same = constraints.same_event(a, b)
        p = self.model(i, j) if close else self.alike(i, j)
        if not same:
            return _moved(p, _OTHER_EVENT) if same is False else p
        if _same_toll(a, b):
            return max(p, _TOLL)
        frame = _FRAME_CLOSE if close else _FRAME
        counted = _COUNT if _same_count(a, b) else 0.0
        dated = _DATED if _same_date(one, other) else 0.0
        return _moved(p, counted + dated + (frame if _framed(a, b) else 0.0))

    def step(self, i: int, j: int) -> JoinStep:
        """Which step lets two statements be one claim: the one without which they would not be."""
        a, b = self.items[i], self.items[j]
        key = (min(i, j), max(i, j))
        if a.order == b.order and a.text and normal(a.text) == normal(b.text):
            return "same_words"
        if _same_toll(a, b) and constraints.same_event(a, b) and self.of(i, j) <= _TOLL:
            return "same_toll"
        if key in self.linked:
            return "one_utterance" if key in self.uttered else "aligned_words"
        documents = (self.statements[i].span.document, self.statements[j].span.document)
        if documents[0] == documents[1]:
            return "model" if self.of(i, j) >= SAME_REPORT else "own_headline"
        if self.of(i, j) >= SAME:
            return "model"
        return "report_retells" if documents in self.kin else "report_cites"

    def veto(self, i: int, j: int) -> str | None:
        """Why the two may not be one claim when nothing but their words joins them, or None."""
        a, b = self.items[i], self.items[j]
        return constraints.veto(a, b, self.statements[i], self.statements[j], self.meanings) or self._speakers(i, j)

    def _speakers(self, i: int, j: int) -> str | None:
        """A veto when somebody speaks of himself and another says the like of himself or of a third one."""
        a, b = self.items[i], self.items[j]
        if not (a.personal or b.personal) or "" in (self.speakers[i], self.speakers[j]):
            return None
        if self.speakers[i] == self.speakers[j] or self._spoken_of(i, j) or self._spoken_of(j, i):
            return None
        shared = mass(a.lemmas & b.lemmas)
        verbatim = len(a.lemmas & b.lemmas) >= _VERBATIM and shared >= 0.9 * max(mass(a.lemmas), mass(b.lemmas))
        return None if verbatim else "the speakers differ"

    def _spoken_of(self, i: int, j: int) -> bool:
        """Whether what i's speaker says of himself may be what j tells of him: j names him or his house, or nobody."""
        if not self.items[i].personal or self.items[j].personal:
            return False
        agents = self.items[j].agents
        return not agents or self.speakers[i] in self.statements[j].entities or bool(agents & self.voices[i])

    def alike(self, i: int, j: int) -> float:
        """The second step's probability, whatever a veto says."""
        a, b = self.items[i], self.items[j]
        event, below = constraints.same_event(a, b), constraints.below(a, b)
        values = in_story_features(a, b, self.values(i, j), self.trained, same_event=event, below=below)
        return in_story(values, self.trained)

    def model(self, i: int, j: int) -> float:
        """The first step's probability alone."""
        return probability(self.values(i, j), self.trained)

    def values(self, i: int, j: int) -> list[float]:
        """The features of a pair."""
        return features(self.items[i], self.items[j], self.cosine(i, j), self.meanings)

    def cosine(self, i: int, j: int) -> float:
        """Cosine of the sentence vectors, or of the weighted lemmas where there are none."""
        if self.rows is None:
            return _tfidf(self.items[i], self.items[j])
        return round(float(self.rows[i] @ self.rows[j]), 3)

    def threshold(self, i: int, j: int) -> float:
        """The probability from which items i and j are one claim, by how their reports hang together."""
        if (min(i, j), max(i, j)) in self.linked:
            return SAME_PASSAGE
        if self.statements[i].span.document == self.statements[j].span.document:
            return SAME_KIN if (i in self.titles) != (j in self.titles) else SAME_REPORT
        documents = (self.statements[i].span.document, self.statements[j].span.document)
        return SAME_KIN if documents in self.kin or (min(i, j), max(i, j)) in self.cited else SAME


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of one story: ``a`` and ``b`` as propositions, ``one`` and ``other`` as the record has them;
    ``i`` and ``j`` are their numbers in ``likeness``."""

    likeness: Likeness
    i: int
    j: int
    a: Proposition
    b: Proposition
    one: Statement
    other: Statement

    @property
    def pile(self) -> Pile:
        """The reports that they stand in."""
        return self.likeness.pile

    @property
    def cosine(self) -> float:
        """Cosine of their vectors."""
        return self.likeness.cosine(self.i, self.j)

    @property
    def in_one_report(self) -> bool:
        """Whether one report makes both statements."""
        return self.one.span.document == self.other.span.document

    @property
    def aligned(self) -> bool:
        """Whether aligned words of a derivation, or one utterance, join them."""
        return (min(self.i, self.j), max(self.i, self.j)) in self.likeness.linked

    def turned(self) -> Pair:
        """The same two the other way round."""
        return self.likeness.pair(self.j, self.i)

    def veto(self) -> str | None:
        """Why the two may not be one claim when nothing but their words joins them, or None."""
        return self.likeness.veto(self.i, self.j)

    def number_veto(self) -> str | None:
        """Why their numbers forbid that they are one, or None."""
        return constraints.number_veto(self.a, self.b, self.likeness.meanings)

    def alike(self) -> float:
        """The second step's probability, whatever a veto says."""
        return self.likeness.alike(self.i, self.j)

    def model(self) -> float:
        """The first step's probability alone."""
        return self.likeness.model(self.i, self.j)

    def standings(self) -> tuple[str, str]:
        """What the modality of each commits to."""
        return constraints.standing(self.one.modality), constraints.standing(self.other.modality)


def _moved(p: float, shift: float) -> float:
    odds = math.log(max(p, 1e-9) / max(1 - p, 1e-9)) + shift
    return 1 / (1 + math.exp(-odds))


def _same_count(a: Proposition, b: Proposition) -> bool:
    """Whether both give one and the same count, large enough to be no accident."""
    return any(
        x.value == y.value >= _TELLING and x.unit and constraints.same_unit(x.unit, y.unit, NOTHING)
        for x in a.quantities
        for y in b.quantities
    )


def _same_toll(a: Proposition, b: Proposition) -> bool:
    """Whether both count the same number of people in one kind of toll, and neither names another place or party."""
    if not event_classes(a.heads) & event_classes(b.heads) & TOLLS or (a.names - b.names and b.names - a.names):
        return False
    mine = [q for q in a.quantities if unit_class(q.unit) == "people"]
    theirs = [q for q in b.quantities if unit_class(q.unit) == "people"]
    return len(mine) == len(theirs) == 1 and mine[0].value == theirs[0].value >= _TELLING


def _same_date(one: Statement, other: Statement) -> bool:
    """Whether both give one date that the text itself spells out (a month and year, or a full date)."""
    mine = {t.value for t in one.dates if t.anchor == "explicit" and t.precision in ("day", "month")}
    return any(t.value in mine for t in other.dates if t.anchor == "explicit")


def _framed(a: Proposition, b: Proposition) -> bool:
    """Whether two statements share an actor (or name none) and enough of what is acted upon."""
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if mine and theirs and not mine & theirs:
        return False
    shared = (a.lemmas & b.lemmas) - a.heads - b.heads - mine - theirs
    return len(shared) >= 2 and sum(weight(lemma) for lemma in sorted(shared)) >= _OBJECTS


def _tfidf(a: Proposition, b: Proposition) -> float:
    dot = sum(weight(x) ** 2 for x in sorted(a.lemmas & b.lemmas))
    norm = sum(weight(x) ** 2 for x in sorted(a.lemmas)) * sum(weight(x) ** 2 for x in sorted(b.lemmas))
    return float(dot / norm**0.5) if norm else 0.0
