"""What two statements of one story come to by themselves: the judges' answers from words, meaning and form, and the
vetoes that outrank them.

Pure and small enough to be sent to another process: pairs of a large story are compared on several.  Left out: what the
rest of the story says of a pair, and what readers judged (``pair_score``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass
from firsthand.data import Statement
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
from firsthand.relate.claims.same_claim import of_itself, one_claim, overall_features, weighted_cosine
from firsthand.words import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LITTLE_ELSE = 0.6
"""Share of common words from which the one thing in which two statements differ decides."""
_NEAR = 0.72
"""Cosine of two statements' vectors from which they may say the same with nothing but names in common."""
_VERBATIM = 4
"""Lemmas from which the same words said of oneself are one utterance, whoever the reports give it to."""


class ByItself(NamedTuple):
    """What a pair comes to by itself: the probability that it is one claim, -1 when a veto forbids it; and the log-odds
    that the pair's own values give the judges of a pair in its story, of one claim and of joins."""

    alone: float
    in_story_claim: float
    joined: float


BARRED, CERTAIN, NAMES_ALONE = ByItself(-1.0, 0.0, 0.0), ByItself(1.0, 0.0, 0.0), ByItself(0.02, -4.0, -4.0)
"""Of a pair that a veto forbids, of the same words, and of two with nothing but names in common, which does not join
them and does not keep those apart that others join; the judges are asked about none of these."""


@dataclass(slots=True)
class Pairwise:
    """Statements of one story, to be compared two by two: of each what is compared, its speaker's id and the words that
    describe him, and a row of ``rows``, its sentence vector.  ``linked`` are the pairs in aligned words or of one
    utterance, ``titles`` the numbers of those that stand in one, ``beyond`` of those beyond the bound of vectors."""

    items: Sequence[Proposition]
    statements: Sequence[Statement]
    rows: NDArray[np.float32] | None
    meanings: Meanings
    linked: frozenset[tuple[int, int]]
    speakers: Sequence[str]
    voices: Sequence[frozenset[str]] = ()
    titles: frozenset[int] = frozenset()
    beyond: frozenset[int] = frozenset()

    def by_words(self, i: int, j: int) -> bool:
        """Whether words alone tell how like the two are, since one of them has no vector."""
        return self.rows is None or (bool(self.beyond) and (i in self.beyond or j in self.beyond))

    def trained(self, i: int, j: int) -> Trained:
        """The weights that fit what is known of the two: with sentence vectors where both have one."""
        return "without_vectors" if self.by_words(i, j) else "with_vectors"

    def near_words(self, i: int, j: int) -> Meanings:
        """The vectors of single words that go with these weights."""
        return NOTHING if self.by_words(i, j) else self.meanings

    def by_itself(self, i: int, j: int) -> ByItself:
        """What the judges say of two statements, ``i`` before ``j``, whatever else the story holds."""
        a, b = self.items[i], self.items[j]
        if self._apart(i, j):
            return BARRED
        if same_words(a, b):
            return CERTAIN
        if (self.by_words(i, j) or self.cosine(i, j) < _NEAR) and constraints.name_only_veto(a, b):
            return NAMES_ALONE
        values, trained = self.overall(i, j), self.trained(i, j)
        in_story, joined = (of_itself(judge, values, trained) for judge in ("in_story_claim", "joined"))
        return ByItself(one_claim(values, trained), in_story, joined)

    def _apart(self, i: int, j: int) -> str | None:
        """Why the two may not be one claim however alike, or None: numbers, dates, roles, a denial, a negation of one
        event, what is only considered or ordered; and any other difference where little but it tells the two apart."""
        a, b, one, other = self.items[i], self.items[j], self.statements[i], self.statements[j]
        polarity = constraints.polarity_veto(a, b, one, other)
        if polarity and _never_one(polarity, same_event=constraints.same_event(a, b)):
            return polarity
        found = constraints.number_veto(a, b, self.near_words(i, j)) or constraints.date_veto(one, other)
        found = found or constraints.role_veto(a, b)
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
            self.near_words(i, j),
            self.trained(i, j),
            speakers_differ=self._speakers(i, j) is not None,
            aligned=(i, j) in self.linked,
            in_title=i in self.titles or j in self.titles,
        )

    def veto(self, i: int, j: int) -> str | None:
        """Why the two may not be one claim when nothing but their words joins them, or None."""
        a, b = self.items[i], self.items[j]
        found = constraints.veto(a, b, self.statements[i], self.statements[j], self.near_words(i, j))
        return found or self._speakers(i, j)

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
        trained = self.trained(i, j)
        values = in_story_features(a, b, self.values(i, j), trained, same_event=event, below=below)
        return in_story(values, trained)

    def model(self, i: int, j: int) -> float:
        """The first step's probability alone."""
        return probability(self.values(i, j), self.trained(i, j))

    def values(self, i: int, j: int) -> list[float]:
        """The features of a pair."""
        return features(self.items[i], self.items[j], self.cosine(i, j), self.near_words(i, j))

    def cosine(self, i: int, j: int) -> float:
        """Cosine of the sentence vectors, or of the weighted lemmas where there are none."""
        if self.rows is None or self.by_words(i, j):
            return weighted_cosine(self.items[i], self.items[j])
        return round(float(self.rows[i] @ self.rows[j]), 3)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs to be compared, by their numbers in ``among``."""

    among: Pairwise
    pairs: Sequence[tuple[int, int]]


Comparer = Callable[[Pairwise, Sequence[tuple[int, int]]], Iterable[ByItself]]
"""Compares pairs, by their numbers among the statements: what each comes to by itself, in their order."""


def compare_pairs(comparison: Comparison) -> list[ByItself]:
    """What each pair comes to by itself, in their order."""
    return list(compared_here(comparison.among, comparison.pairs))


def compared_here(among: Pairwise, pairs: Sequence[tuple[int, int]]) -> Iterator[ByItself]:
    """What each pair comes to by itself, one after another in this process."""
    return (among.by_itself(i, j) for i, j in pairs)


def same_words(a: Proposition, b: Proposition) -> bool:
    """Whether two propositions are the same words in the same order."""
    return a.order == b.order and bool(a.text) and normal(a.text) == normal(b.text)


def _never_one(polarity: str, *, same_event: bool | None) -> bool:
    """Whether a difference of polarity or commitment holds whatever else the words say: a "not" beside another
    predicate denies nothing."""
    if polarity.startswith("one negates"):
        return same_event is True
    return polarity.startswith("one is ordered") or "denied" in polarity or "considered" in polarity
