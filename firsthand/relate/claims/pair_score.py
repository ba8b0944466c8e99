"""How likely two statements of one story say the same: what the two come to by themselves (``pairwise``), what their
story says of them, and what readers judged, which outranks both.

Statements in one aligned passage of a derivation, or quoting one utterance, need less likeness, since the derivation is
evidence of its own.  Left out: what is only implied (``entailment``).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass
from firsthand.data import DocumentId, JoinStep, Statement
from firsthand.relate.claims import constraints
from firsthand.relate.claims.pairwise import (
    BARRED,
    CERTAIN,
    ByItself,
    Comparer,
    Pairwise,
    same_words,
)
from firsthand.relate.claims.paraphrase import NOTHING
from firsthand.relate.claims.same_claim import SurroundedJudge, with_surroundings
from firsthand.relate.claims.surroundings import Standing, Surroundings
from firsthand.relate.judged import NOTHING_OF_PAIRS, JudgedPairs
from firsthand.relate.pair_memory import PairMemory, digest
from firsthand.relate.pile import Pile

SAME = 0.39
"""Probability from which two statements are one claim (``same_claim``)."""
SAME_PASSAGE = 0.5
"""The first step's probability (``paraphrase``) from which two statements say the same that stand in aligned words of a
derivation or quote one utterance."""
SAME_VAGUE = 0.6
"""Probability from which a statement that says little is one claim with another."""
_VAGUE, _FEW = 12.0, 3
"""Weight and number of lemmas below which a statement says little."""
SAME_REPORT = 0.8
"""Probability from which two statements of one report, which seldom says a thing twice, are one claim."""
_HOPELESS = 0.03
"""Probability below which a pair by itself is not looked at in its surroundings."""
_ITSELF = b"3"
"""The question of what a pair comes to by itself, as it is remembered."""
_REMEMBERED = struct.Struct("<3d")
"""What a pair came to by itself, as it is remembered."""


@dataclass(slots=True, kw_only=True)
class Likeness(Pairwise):
    """Probabilities of pairs of one story, computed when asked for and kept.  ``uttered`` are those of the linked pairs
    that are of one utterance alone; ``judged`` is what readers said of pairs."""

    pile: Pile
    uttered: frozenset[tuple[int, int]] = frozenset()
    judged: JudgedPairs = NOTHING_OF_PAIRS
    wording: Sequence[int] = ()
    """The number of the first item that has the same words; none where every item stands for itself."""
    worth: Sequence[tuple[int, int]] = ()
    """The pairs worth comparing, which are each other's surroundings."""
    plain: dict[tuple[int, frozenset[str]], Proposition] = field(default_factory=dict)
    """Items without their numbers and some lemmas, by number and these lemmas."""
    _kept: dict[tuple[int, int], float] = field(default_factory=dict)
    _pairs: dict[tuple[int, int], ByItself] = field(default_factory=dict)
    _surroundings: Surroundings | None = None
    _digests: dict[int, bytes] = field(default_factory=dict)
    _stand: dict[int, set[tuple[str, bool]]] = field(default_factory=dict)
    _clear: list[bool] = field(default_factory=list)

    def without_vectors(self) -> Likeness:
        """The same statements, judged by rules and words alone."""
        return replace(self, rows=None, meanings=NOTHING, _kept={}, _pairs={}, _digests={}, _surroundings=None)

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
        return self._of_two(min(i, j), max(i, j)).alone

    def _of_two(self, i: int, j: int) -> ByItself:
        """What readers say of the two; where they say nothing, what the two come to, from memory or now."""
        if (i, j) not in self._pairs:
            known = self._known(i, j)
            self._pairs[i, j] = self._keep(i, j, self.by_itself(i, j)) if known is None else known
        return self._pairs[i, j]

    def _known(self, i: int, j: int) -> ByItself | None:
        if (i, j) in self.judged.same:
            return CERTAIN
        if (i, j) in self.judged.apart:
            return BARRED
        key = self.key(i, j, _ITSELF) if self._memory is not None else b""
        if self._memory is None or not self._memory.known(key):
            return None
        return ByItself(*_REMEMBERED.unpack(cast("bytes", self._memory.value(key))))

    def _keep(self, i: int, j: int, found: ByItself) -> ByItself:
        """Remembered, so that no later run compares the two again, whatever is asked of them."""
        if self._memory is not None:
            self._memory.keep(self.key(i, j, _ITSELF), _REMEMBERED.pack(*found))
        return found

    def compare_all(self, pairs: Sequence[tuple[int, int]], comparer: Comparer) -> None:
        """Compares the pairs of which nothing is known yet with ``comparer``, all at once."""
        new = [(i, j) for i, j in pairs if (i, j) not in self._pairs and self._known(i, j) is None]
        among = Pairwise(self.items, self.statements, self.rows, self.meanings, self.linked, self.speakers,
                         self.voices, self.titles, self.beyond)  # fmt: skip
        for (i, j), found in zip(new, comparer(among, new), strict=True):
            self._pairs[i, j] = self._keep(i, j, found)

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
        two = self._of_two(i, j)
        itself = two.in_story_claim if judge == "in_story_claim" else two.joined
        return with_surroundings(judge, itself, self.around(i, j), self.trained(i, j))

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
                b"" if self.rows is None or n in self.beyond else self.rows[n].tobytes(),
                [] if n in self.beyond else self.meanings.among(words),
            )
        return self._digests[n]

    def step(self, i: int, j: int) -> JoinStep:
        """Which step lets two statements be one claim."""
        a, b = self.items[i], self.items[j]
        key = (min(i, j), max(i, j))
        if key in self.judged.same:
            return "judged"
        if same_words(a, b):
            return "same_words"
        if key in self.linked:
            return "one_utterance" if key in self.uttered else "aligned_words"
        if self.statements[i].span.document == self.statements[j].span.document and self.of(i, j) < SAME_REPORT:
            return "own_headline"
        return "model"

    def threshold(self, i: int, j: int) -> float:
        """The probability from which items i and j are one claim."""
        if self._of_one_report(i, j):
            return SAME_REPORT
        return SAME if self.clear(i, j) else SAME_VAGUE

    def clear(self, i: int, j: int) -> bool:
        """Whether neither says so little that it could be anything."""
        if len(self._clear) != len(self.items):  # asked of every pair, and the same for all
            self._clear = [len(one.lemmas) >= _FEW and mass(one.lemmas) >= _VAGUE for one in self.items]
        return self._clear[i] and self._clear[j]

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

    def further_than(self, cosine: float) -> bool:
        """Whether both have a vector, and these are less alike."""
        return not self.likeness.by_words(self.i, self.j) and self.cosine < cosine

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
        return constraints.number_veto(self.a, self.b, self.likeness.near_words(self.i, self.j))

    def alike(self) -> float:
        """The second step's probability, whatever a veto says."""
        return self.likeness.alike(self.i, self.j)

    def model(self) -> float:
        """The first step's probability alone."""
        return self.likeness.model(self.i, self.j)

    def standings(self) -> tuple[str, str]:
        """What the modality of each commits to."""
        return constraints.standing(self.one.modality), constraints.standing(self.other.modality)
