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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass, weight

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
    best = 0
    row = [0] * (len(b) + 1)
    for left in a:
        fresh = [0] * (len(b) + 1)
        for j, right in enumerate(b, 1):
            if left == right:
                fresh[j] = row[j - 1] + 1
                best = max(best, fresh[j])
        row = fresh
    return best


def _bigrams(order: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(order))


class Meanings:
    """Word vectors by lemma, for the soft cover; empty when no vectors are available."""

    def __init__(self, lemmas: Sequence[str], rows: NDArray[np.float32] | None) -> None:
        self._at = {lemma: i for i, lemma in enumerate(lemmas)} if rows is not None else {}
        self._rows = rows

    def among(self, words: Iterable[str]) -> list[str]:
        """Those of the words that have a vector, sorted."""
        return sorted(word for word in words if word in self._at)

    def covered(self, these: frozenset[str], those: frozenset[str]) -> float:
        """How much of ``these`` (by weight) some word of ``those`` comes near: exact words count 1, near ones less."""
        total = gained = 0.0
        missing = sorted(these - those)
        for lemma in sorted(these):
            total += weight(lemma)
        gained = total - mass(missing)
        if self._rows is not None and missing and those:
            left = [self._at[lemma] for lemma in missing if lemma in self._at]
            right = [self._at[lemma] for lemma in sorted(those) if lemma in self._at]
            if left and right:
                near = (self._rows[left] @ self._rows[right].T).max(axis=1)
                known = [lemma for lemma in missing if lemma in self._at]
                gained += sum(
                    weight(lemma) * max(0.0, (float(value) - 0.35) / 0.65)
                    for lemma, value in zip(known, near, strict=True)
                )
        return gained / total if total else 0.0

    def near(self, a: str, b: str) -> float:
        """Cosine of two lemmas; 1 for equal ones, 0 when either is unknown."""
        if a == b:
            return 1.0
        if self._rows is None or a not in self._at or b not in self._at:
            return 0.0
        return float(self._rows[self._at[a]] @ self._rows[self._at[b]])


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
    soft_a, soft_b = meanings.covered(a.lemmas, b.lemmas), meanings.covered(b.lemmas, a.lemmas)
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


def logistic(model: Weights, at: Mapping[str, float]) -> float:
    """The probability that these values give."""
    total = model.intercept
    for name, mean, scale, coefficient in zip(model.names, model.mean, model.scale, model.coefficients, strict=True):
        total += coefficient * (at[name] - mean) / scale
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def probability(values: Sequence[float], trained: Trained) -> float:
    """The first step's probability that a pair with these values of ``FEATURES`` says the same."""
    return logistic(step_weights("pair", trained), dict(zip(FEATURES, values, strict=True)))


def in_story(values: Sequence[float], trained: Trained) -> float:
    """The second step's probability for a pair of one story with these values of ``IN_STORY``."""
    return logistic(step_weights("in_story", trained), dict(zip(IN_STORY, values, strict=True)))


def in_story_features(  # noqa: PLR0913 (what is known of a pair)
    a: Proposition, b: Proposition, values: Sequence[float], trained: Trained, *, same_event: bool | None, below: bool
) -> list[float]:
    """The values of ``IN_STORY`` from those of ``FEATURES``, the words as printed, and what is known of the two
    predicates: whether they name one event, and whether one stands below the other ("crashed, killing 12": "killed
    12")."""
    at = dict(zip(FEATURES, values, strict=True))
    p = min(max(probability(values, trained), 1e-4), 1 - 1e-4)
    shared = len(a.words & b.words)
    missing = min(mass(a.lemmas - b.lemmas), mass(b.lemmas - a.lemmas))
    words = [
        shared / max(1, len(a.words | b.words)),
        shared / max(1, min(len(a.words), len(b.words))),
        math.log1p(missing),
    ]
    kept = [at[name] for name in ("run", "cosine", "soft_least", "soft_most")]
    return [math.log(p / (1 - p)), float(same_event is True), float(below), *words, *kept]
