"""How likely two statements of one story say the same: what the judges of a pair say of it by itself and in its story,
what a shared toll adds, and the vetoes that outrank both.

Statements in one aligned passage of a derivation, or quoting one utterance, need less likeness, since the derivation is
evidence of its own.  Left out: what is only implied (``entailment``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass
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
from firsthand.relate.claims.same_claim import (
    SurroundedJudge,
    of_itself,
    one_claim,
    overall_features,
    weighted_cosine,
    with_surroundings,
)
from firsthand.relate.claims.surroundings import Standing, Surroundings
from firsthand.relate.judged import NOTHING_OF_PAIRS, JudgedPairs
from firsthand.relate.pair_memory import PairMemory, digest
from firsthand.relate.pile import Pile
from firsthand.words import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME = 0.42
"""Probability from which two statements are one claim (``same_claim``)."""
SAME_PASSAGE = 0.5
"""The first step's probability (``paraphrase``) from which two statements say the same that stand in aligned words of a
derivation or quote one utterance."""
SAME_REPORT = 0.8
"""Probability from which two statements of one report, which seldom says a thing twice, are one claim."""
_TOLL = 0.9
"""Probability, once no veto stands, when two reports of one story give the same count of dead, injured, missing …"""
_LITTLE_ELSE = 0.35
"""Share of common words from which the one thing in which two statements differ decides."""
_TELLING = 5
_HOPELESS = 0.03
"""Probability below which a pair by itself is not looked at in its surroundings."""
_MEMORY: dict[SurroundedJudge, bytes] = {"in_story_claim": b"c", "joined": b"j"}
"""Under what the part of each judge's answer that is the pair's own is remembered."""
_VERBATIM = 4
"""Lemmas from which the same words said of oneself are one utterance, whoever the reports give it to."""


@dataclass(slots=True)
class Likeness:
    """Probabilities of pairs of one story, computed when asked for and kept.  ``linked`` are the pairs in aligned words
    or of one utterance, ``uttered`` those of one utterance alone; ``judged`` is what readers said of pairs."""

    pile: Pile
    items: Sequence[Proposition]
    statements: Sequence[Statement]
    rows: NDArray[np.float32] | None
    meanings: Meanings
    linked: frozenset[tuple[int, int]]
    speakers: Sequence[str]
    voices: Sequence[frozenset[str]] = ()
    titles: frozenset[int] = frozenset()
    uttered: frozenset[tuple[int, int]] = frozenset()
    judged: JudgedPairs = NOTHING_OF_PAIRS
    wording: Sequence[int] = ()
    """The number of the first item that has the same words; none where every item stands for itself."""
    worth: Sequence[tuple[int, int]] = ()
    """The pairs worth comparing, which are each other's surroundings."""
    _kept: dict[tuple[int, int], float] = field(default_factory=dict)
    _alone: dict[tuple[int, int], float] = field(default_factory=dict)
    _values: dict[tuple[int, int], array[float]] = field(default_factory=dict)
    _surroundings: Surroundings | None = None
    _digests: dict[int, bytes] = field(default_factory=dict)
    _stand: dict[int, set[tuple[str, bool]]] = field(default_factory=dict)

    @property
    def trained(self) -> Trained:
        """The weights that fit what is known: with sentence vectors where there are rows of them."""
        return "without_vectors" if self.rows is None else "with_vectors"

    def without_vectors(self) -> Likeness:
        """The same statements, judged by rules and words alone."""
        return replace(
            self, rows=None, meanings=NOTHING, _kept={}, _alone={}, _values={}, _digests={}, _surroundings=None
        )

    def pair(self, i: int, j: int) -> Pair:
        """Statements ``i`` and ``j`` as a pair."""
        return Pair(self, i, j, self.items[i], self.items[j], self.statements[i], self.statements[j])

    def of(self, i: int, j: int) -> float:
        """Probability that items i and j say the same, as their story has it; -1 when a veto forbids it."""
        key = (min(i, j), max(i, j))
        if key not in self._kept:
            self._kept[key] = self._in_story(*key)
        return self._kept[key]

    def alone(self, i: int, j: int) -> float:
        """What two items come to by themselves, whatever else the story holds; -1 when a veto forbids it."""
        key = (min(i, j), max(i, j))
        if key not in self._alone:
            self._alone[key] = self._judged_or_compared(*key)
            if self._memory is not None and 0 <= self._alone[key] < 1:
                for judge in _MEMORY:  # so that no later run compares the two again, whatever is asked of them
                    self._own(judge, *key)
            if self._alone[key] < _HOPELESS:
                self._values.pop(key, None)
        return self._alone[key]

    def _judged_or_compared(self, i: int, j: int) -> float:
        """What readers say of the two; where they say nothing, what the two come to, from memory or now."""
        if (i, j) in self.judged.same:
            return 1.0
        if (i, j) in self.judged.apart:
            return -1.0
        return self._remembered(i, j, b"s", lambda: self._compute(i, j))

    def _in_story(self, i: int, j: int) -> float:
        alone = self.alone(i, j)
        if not self.worth or alone < _HOPELESS or alone == 1.0 or self._of_one_report(i, j):
            return alone
        return self._surrounded("in_story_claim", i, j)

    def sure(self, i: int, j: int) -> float:
        """How sure it is, 0 to 1, that two statements of one claim say the same."""
        i, j = min(i, j), max(i, j)
        alone = self.alone(i, j)
        if alone < 0 or alone == 1.0:
            return max(alone, 0.0)
        return self._surrounded("joined", i, j)

    def _surrounded(self, judge: SurroundedJudge, i: int, j: int) -> float:
        """A judge's probability from what the two are and what surrounds them; the first part is remembered."""
        p = with_surroundings(judge, self._own(judge, i, j), self.around(i, j), self.trained)
        return _with_toll(p, self.items[i], self.items[j])

    def _own(self, judge: SurroundedJudge, i: int, j: int) -> float:
        return self._remembered(
            i,
            j,
            _MEMORY[judge],
            lambda: of_itself(judge, self._values.get((i, j)) or self.overall(i, j), self.trained),
        )

    def around(self, i: int, j: int) -> list[float]:
        """The values of ``AROUND`` for a pair."""
        if self._surroundings is None:
            self._surroundings = self._surrounding()
        i, j = min(i, j), max(i, j)
        return self._surroundings.around(i, j, self.alone(i, j), self.cosine(i, j))

    def _surrounding(self) -> Surroundings:
        wording = self.wording or range(len(self.items))
        reports: defaultdict[int, set[DocumentId]] = defaultdict(set)
        starts: defaultdict[DocumentId, set[int]] = defaultdict(set)
        for number, one in enumerate(self.statements):
            reports[wording[number]].add(one.span.document)
            starts[one.span.document].add(one.span.start)
        ranks = {(name, start): n for name, held in starts.items() for n, start in enumerate(sorted(held))}
        sentences = {name: [one.start for one in self.pile.analysis[name].sentences] for name in starts}
        standings = [
            Standing(
                wording[number],
                frozenset(reports[wording[number]]),
                (one.span.document, bisect_right(sentences[one.span.document], one.span.start)),
                ranks[one.span.document, one.span.start],
                number in self.titles,
                self.items[number].lemmas,
            )
            for number, one in enumerate(self.statements)
        ]
        return Surroundings(
            standings, ((i, j, self.alone(i, j), self.cosine(i, j)) for i, j in self.worth), self.linked
        )

    def _remembered(self, i: int, j: int, asked: bytes, answer: Callable[[], float]) -> float:
        """What the pair came to, from the pile's memory where the same two were compared before."""
        if self._memory is None:
            return answer()
        return cast("float", self._memory.asked(self.key(i, j, asked), answer))

    @property
    def _memory(self) -> PairMemory | None:
        """The pile's, of what pairs come to by themselves; what readers judged is asked before it."""
        return self.pile.pairs

    def key(self, i: int, j: int, asked: bytes) -> bytes:
        """What the answer to a question about two statements, and nothing else in the pile, is remembered under."""
        return self._digest(i) + self._digest(j) + (b"a" if self.aligned(i, j) else b"-") + asked

    def _digest(self, n: int) -> bytes:
        """What tells a statement, with all that is compared of it, from any other."""
        if n not in self._digests:
            item = self.items[n]
            words = item.lemmas | item.heads | item.agents | item.subjects | item.objects
            self._digests[n] = digest(
                item,
                self.statements[n],
                self.speakers[n],
                self.voices[n] if self.voices else (),
                n in self.titles,
                b"" if self.rows is None else self.rows[n].tobytes(),
                self.meanings.among(words),
            )
        return self._digests[n]

    def _compute(self, i: int, j: int) -> float:
        a, b = self.items[i], self.items[j]
        if self._apart(i, j):
            return -1.0
        if a.order == b.order and a.text and normal(a.text) == normal(b.text):
            return 1.0
        values = self.overall(i, j)
        p = one_claim(values, self.trained)
        self._values[i, j] = array("d", values)  # asked for next, by the judges of a pair in its story
        return _with_toll(p, a, b)

    def _apart(self, i: int, j: int) -> str | None:
        """Why the two may not be one claim however alike, or None: numbers, dates, roles, a denial or negation, what is
        only considered or ordered; and any other difference where little but it tells the two apart."""
        a, b, one, other = self.items[i], self.items[j], self.statements[i], self.statements[j]
        polarity = constraints.polarity_veto(a, b, one, other)
        if polarity and _never_one(polarity):
            return polarity
        found = constraints.number_veto(a, b, self.meanings) or constraints.date_veto(one, other)
        found = found or constraints.role_veto(a, b) or constraints.name_only_veto(a, b)
        if found or len(a.words & b.words) < _LITTLE_ELSE * len(a.words | b.words):
            return found
        if self.aligned(i, j):  # a copy that tells a plan as done is the same claim, with a drift
            polarity = constraints.polarity_veto(a, b, one, other, "copies")
        return polarity or constraints.beside_commitment(a, b, one, other)

    def aligned(self, i: int, j: int) -> bool:
        """Whether aligned words of a derivation, or one utterance, join the two."""
        return (min(i, j), max(i, j)) in self.linked

    def overall(self, i: int, j: int) -> list[float]:
        """What the judge of ``same_claim`` looks at."""
        return overall_features(
            self.items[i],
            self.items[j],
            self.statements[i],
            self.statements[j],
            self.values(i, j),
            self.meanings,
            self.trained,
            speakers_differ=self._speakers(i, j) is not None,
            aligned=(i, j) in self.linked,
            in_title=i in self.titles or j in self.titles,
        )

    def step(self, i: int, j: int) -> JoinStep:
        """Which step lets two statements be one claim."""
        a, b = self.items[i], self.items[j]
        key = (min(i, j), max(i, j))
        if key in self.judged.same:
            return "judged"
        if a.order == b.order and a.text and normal(a.text) == normal(b.text):
            return "same_words"
        if _same_toll(a, b) and self.of(i, j) <= _TOLL:
            return "same_toll"
        if key in self.linked:
            return "one_utterance" if key in self.uttered else "aligned_words"
        if self.statements[i].span.document == self.statements[j].span.document and self.of(i, j) < SAME_REPORT:
            return "own_headline"
        return "model"

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
            return weighted_cosine(self.items[i], self.items[j])
        return round(float(self.rows[i] @ self.rows[j]), 3)

    def threshold(self, i: int, j: int) -> float:
        """The probability from which items i and j are one claim."""
        return SAME_REPORT if self._of_one_report(i, j) else SAME

    def _of_one_report(self, i: int, j: int) -> bool:
        """Whether some report says both, of different words wherever they stand; a headline is not its report."""
        if not self.wording or self.wording[i] == self.wording[j]:
            return not self._where([i]).isdisjoint(self._where([j]))
        if not self._stand:
            same: dict[int, list[int]] = {}
            for n, first in enumerate(self.wording):
                same.setdefault(first, []).append(n)
            self._stand.update((first, self._where(numbers)) for first, numbers in same.items())
        return not self._stand[self.wording[i]].isdisjoint(self._stand[self.wording[j]])

    def _where(self, numbers: Iterable[int]) -> set[tuple[str, bool]]:
        return {(self.statements[n].span.document, n in self.titles) for n in numbers}


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
        return self.likeness.aligned(self.i, self.j)

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


def _never_one(polarity: str) -> bool:
    """Whether a difference of polarity or commitment holds whatever else the words say."""
    return polarity.startswith(("one negates", "one is ordered")) or "denied" in polarity or "considered" in polarity


def _with_toll(p: float, a: Proposition, b: Proposition) -> float:
    return max(p, _TOLL) if _same_toll(a, b) else p


def _same_toll(a: Proposition, b: Proposition) -> bool:
    """Whether both count the same number of people in one kind of toll, and neither names another place or party."""
    if not event_classes(a.heads) & event_classes(b.heads) & TOLLS or (a.names - b.names and b.names - a.names):
        return False
    mine = [q for q in a.quantities if unit_class(q.unit) == "people"]
    theirs = [q for q in b.quantities if unit_class(q.unit) == "people"]
    return len(mine) == len(theirs) == 1 and mine[0].value == theirs[0].value >= _TELLING
