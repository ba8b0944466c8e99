"""Do two statements say the same?  A small learned model in two steps, and the vetoes that outrank it.

The first step is logistic regression on word overlap, arguments, numbers, names and sentence vectors (the feature
family of Wan et al. 2006 and Das & Smith 2009 for the Microsoft Research Paraphrase Corpus).  The second carries it
over to statements of one story, which share names and topic whatever they say: logistic regression on the first one's
log-odds, the event, and how well the words of each are covered (stacking: Wolpert 1992).  Both are trained by
``training/equivalence.py``; the weights are plain numbers in ``models/weights/equivalence.json``, one set with
sentence vectors and one without.  Similar meaning only proposes: unequal numbers, actors, polarity or modality veto
whatever the model says (``constraints``), since "doubled to $50 million" is not "$25 million".

Left out: entailment, which ``entailment`` reads from the same features.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass, weight
from firsthand.models.plain_weights import sigmoid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEATURES = (
    "cosine", "jaccard", "least_covered", "most_covered", "bigrams", "run", "figures_same", "figures_differ",
    "names_same", "names_differ", "verbs_same", "root_same", "subjects_same", "objects_same", "negation_differs",
    "length_ratio", "rarest_missing", "rarest_missing_both", "soft_least", "soft_most",
)  # fmt: skip

IN_STORY = (
    "log_odds", "same_event", "event_below", "words", "words_covered", "least_missing", "run", "cosine", "soft_least",
    "soft_most",
)  # fmt: skip
"""What the second step looks at."""


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard; two empty sets tell nothing, which is the middle."""
    if not a and not b:
        return 0.5
    return len(a & b) / len(a | b)


def _longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest run of lemmas that both have."""
    at: dict[str, list[int]] = {}
    for place, lemma in enumerate(b):
        at.setdefault(lemma, []).append(place)
    best = 0
    before: dict[int, int] = {}
    for lemma in a:
        before = {place: before.get(place - 1, 0) + 1 for place in at.get(lemma, ())}
        best = max(best, *before.values(), 0)
    return best


@lru_cache(maxsize=50_000)
def _bigrams(order: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(order))


class Meanings:
    """Word vectors by lemma, for the soft cover; empty when no vectors are available."""

    def __init__(self, lemmas: Sequence[str], rows: NDArray[np.float32] | None) -> None:
        self._at = {lemma: i for i, lemma in enumerate(lemmas)} if rows is not None else {}
        self._rows = rows
        self._known: dict[frozenset[str], tuple[list[str], NDArray[np.float32] | None]] = {}

    def __reduce__(self) -> tuple[type[Meanings], tuple[list[str], NDArray[np.float32] | None]]:
        return Meanings, (list(self._at), self._rows)

    def among(self, words: Iterable[str]) -> list[str]:
        """Those of the words that have a vector, sorted."""
        return sorted(word for word in words if word in self._at)

    def covered(self, a: frozenset[str], b: frozenset[str]) -> tuple[float, float]:
        """How much of each (by weight) some word of the other comes near: exact words count 1, near ones less."""
        known_a, rows_a = self._held(a)
        known_b, rows_b = self._held(b)
        near_a: Sequence[float] = ()
        near_b: Sequence[float] = ()
        if rows_a is not None and rows_b is not None and a != b:
            table = rows_a @ rows_b.T
            near_a, near_b = table.max(axis=1).tolist(), table.max(axis=0).tolist()
        return _covered(a, b, known_a, near_a), _covered(b, a, known_b, near_b)

    def _held(self, words: frozenset[str]) -> tuple[list[str], NDArray[np.float32] | None]:
        """Those of the words that have a vector, with their vectors."""
        if self._rows is None:
            return [], None
        if words not in self._known:
            if len(self._known) >= _MOST_HELD:
                self._known.clear()
            known = self.among(words)
            self._known[words] = known, self._rows[[self._at[one] for one in known]] if known else None
        return self._known[words]

    def near(self, a: str, b: str) -> float:
        """Cosine of two lemmas; 1 for equal ones, 0 when either is unknown."""
        if a == b:
            return 1.0
        if self._rows is None or a not in self._at or b not in self._at:
            return 0.0
        return float(self._rows[self._at[a]] @ self._rows[self._at[b]])


def _covered(these: frozenset[str], those: frozenset[str], known: Sequence[str], near: Sequence[float]) -> float:
    total = mass(these)
    if not total:
        return 0.0
    gained = total - mass(these - those)
    for lemma, value in zip(known, near, strict=False):
        if value > _FAR and lemma not in those:
            gained += weight(lemma) * (value - _FAR) / (1 - _FAR)
    return gained / total


_FAR = 0.35
"""Cosine of two words up to which neither comes near the other."""
_MOST_HELD = 4000
"""Statements whose words' vectors are held, some 60 MB."""

NOTHING = Meanings((), None)


def features(a: Proposition, b: Proposition, cosine: float, meanings: Meanings = NOTHING) -> list[float]:
    """The values of ``FEATURES`` for a pair; symmetric in a and b."""
    shared = a.lemmas & b.lemmas
    mass_a, mass_b, both = mass(a.lemmas), mass(b.lemmas), mass(shared)
    union = mass_a + mass_b - both
    in_a, in_b = (both / mass_a if mass_a else 0.0), (both / mass_b if mass_b else 0.0)
    pairs_a, pairs_b = _bigrams(a.order), _bigrams(b.order)
    figures_a, figures_b = frozenset(a.figures), frozenset(b.figures)
    missing_a = max((weight(lemma) for lemma in a.lemmas - b.lemmas), default=0.0)
    missing_b = max((weight(lemma) for lemma in b.lemmas - a.lemmas), default=0.0)
    shortest = min(len(a.order), len(b.order))
    soft_a, soft_b = meanings.covered(a.lemmas, b.lemmas)
    return [
        cosine,
        both / union if union else 0.0,
        min(in_a, in_b),
        max(in_a, in_b),
        2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b)) if pairs_a or pairs_b else 0.0,
        _longest_run(a.order, b.order) / shortest if shortest else 0.0,
        float(bool(figures_a) and figures_a == figures_b),
        float(bool(figures_a - figures_b) and bool(figures_b - figures_a)),
        _share(a.names, b.names),
        float(bool(a.names - b.names) and bool(b.names - a.names)),
        _share(a.verbs, b.verbs),
        float(bool(a.root) and a.root == b.root),
        _share(a.subjects, b.subjects),
        _share(a.objects, b.objects),
        float(a.negated != b.negated),
        shortest / max(len(a.order), len(b.order), 1),
        max(missing_a, missing_b) / 10,
        min(missing_a, missing_b) / 10,
        min(soft_a, soft_b),
        max(soft_a, soft_b),
    ]


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic regression over standardised features."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    coefficients: tuple[float, ...]
    intercept: float


class LogOdds:
    """What weights make of values that stand in the order of ``features``: a row for each weight, found once, since
    every pair of a story asks."""

    def __init__(self, weights: Weights, features: Sequence[str]) -> None:
        self._intercept = weights.intercept
        places = map(features.index, weights.names)
        self._rows = list(zip(places, weights.mean, weights.scale, weights.coefficients, strict=True))

    def of(self, values: Sequence[float]) -> float:
        """The log-odds that these values give."""
        total = self._intercept
        for place, mean, scale, coefficient in self._rows:
            total += coefficient * (values[place] - mean) / scale
        return total


Trained = Literal["with_vectors", "without_vectors"]
"""The two sets of weights of each step."""


@cache
def step_weights(step: Literal["pair", "in_story"], trained: Trained) -> Weights:
    """The trained numbers of a step."""
    return loaded_weights(step, trained)


def loaded_weights(step: str, trained: str) -> Weights:
    """The numbers of ``equivalence.json`` under these two names."""
    path = resources.files("firsthand.models").joinpath("weights").joinpath("equivalence.json")
    loaded = json.loads(path.read_text(encoding="utf-8"))[step][trained]
    return Weights(
        names=tuple(loaded["features"]),
        mean=tuple(loaded["mean"]),
        scale=tuple(loaded["scale"]),
        coefficients=tuple(loaded["coefficients"]),
        intercept=float(loaded["intercept"]),
    )


@cache
def _step(step: Literal["pair", "in_story"], trained: Trained) -> LogOdds:
    return LogOdds(step_weights(step, trained), FEATURES if step == "pair" else IN_STORY)


def probability(values: Sequence[float], trained: Trained) -> float:
    """The first step's probability that a pair with these values of ``FEATURES`` says the same."""
    return sigmoid(_step("pair", trained).of(values))


def in_story(values: Sequence[float], trained: Trained) -> float:
    """The second step's probability for a pair of one story with these values of ``IN_STORY``."""
    return sigmoid(_step("in_story", trained).of(values))


def in_story_features(  # noqa: PLR0913 (what is known of a pair)
    a: Proposition, b: Proposition, values: Sequence[float], trained: Trained, *, same_event: bool | None, below: bool
) -> list[float]:
    """The values of ``IN_STORY`` from those of ``FEATURES``, the words as printed, and what is known of the two
    predicates: whether they name one event, and whether one stands below the other ("crashed, killing 12": "killed
    12")."""
    p = min(max(probability(values, trained), 1e-4), 1 - 1e-4)
    shared = len(a.words & b.words)
    missing = min(mass(a.lemmas - b.lemmas), mass(b.lemmas - a.lemmas))
    words = [
        shared / max(1, len(a.words | b.words)),
        shared / max(1, min(len(a.words), len(b.words))),
        math.log1p(missing),
    ]
    kept = [values[place] for place in _KEPT]
    return [math.log(p / (1 - p)), float(same_event is True), float(below), *words, *kept]


_KEPT = [FEATURES.index(name) for name in ("run", "cosine", "soft_least", "soft_most")]
"""Where those stand that both steps look at."""
