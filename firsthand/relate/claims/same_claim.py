"""Are two statements of one story one claim?  One learned judge over all that is known of the pair.

Logistic regression (stacking: Wolpert 1992) over the features of ``paraphrase``, its two steps' log-odds, what the two
differ in (``constraints``: kinds of commitment, names, actors, dates …), and how their words and their reports hang
together.  Trained by ``training/equivalence.py`` on statements of whole stories that were read (``evals/gathering.py``)
and on labelled pairs, so that it knows how claims are told again in other words; the weights are plain numbers in
``models/weights/equivalence.json``.  What differs is weighed here, and not forbidden: a parser's "not" in one of two
clauses is no denial.  What no likeness outweighs, numbers, denials and dates, ``pair_score`` keeps apart.

So a pair is judged by itself (``one_claim``), and then in its story, with what surrounds the two (``surroundings``).
There two judges look at the same: ``in_story_claim`` learns from statements that carry a claim which an editor listed,
and gathers; ``joined`` from statements that were joined, or nearly, and that readers parted
(``evals/joined_statements.json``), and says how sure a join is: of what the first joins at .5 every fourth says one
thing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import weight
from firsthand.data import Statement
from firsthand.models.plain_weights import sigmoid
from firsthand.relate.claims import constraints
from firsthand.relate.claims.paraphrase import (
    FEATURES,
    IN_STORY,
    LogOdds,
    Meanings,
    Trained,
    Weights,
    in_story_features,
    loaded_weights,
)
from firsthand.relate.claims.surroundings import AROUND

DIFFERENCES = (
    "negates", "ordered", "commitment", "denied", "numbers", "actors", "roles", "names", "dates", "predicates",
)  # fmt: skip
OVERALL = (
    *FEATURES, *(f"in_story_{name}" for name in IN_STORY[:6]), *(f"differ_{name}" for name in DIFFERENCES),
    "differ_speakers", "differ_events", "aligned", "shorter", "longer", "in_title", "weighted_cosine",
)  # fmt: skip
"""What the judge looks at."""
SurroundedJudge = Literal["in_story_claim", "joined"]
"""The judges of a pair in its story."""


def overall_features(  # noqa: PLR0913, PLR0917 (what is known of a pair)
    a: Proposition,
    b: Proposition,
    one: Statement,
    other: Statement,
    values: Sequence[float],
    meanings: Meanings,
    trained: Trained,
    *,
    speakers_differ: bool,
    aligned: bool,
    in_title: bool,
) -> list[float]:
    """The values of ``OVERALL`` from those of ``FEATURES`` and what is known of the two statements."""
    event, below = constraints.same_event(a, b), constraints.below(a, b)
    steps = in_story_features(a, b, values, trained, same_event=event, below=below)
    lengths = sorted((len(a.words), len(b.words)))
    return [
        *values,
        *steps[:6],
        *differences(a, b, one, other, meanings),
        float(speakers_differ),
        float(event is False),
        float(aligned),
        math.log1p(lengths[0]),
        math.log1p(lengths[1]),
        float(in_title),
        weighted_cosine(a, b),
    ]


def differences(a: Proposition, b: Proposition, one: Statement, other: Statement, meanings: Meanings) -> list[float]:
    """Whether the two differ in each of ``DIFFERENCES``, 0 or 1."""
    polarity = constraints.polarity_veto(a, b, one, other) or ""
    negates, ordered = polarity.startswith("one negates"), polarity.startswith("one is ordered")
    return [
        float(negates),
        float(ordered),
        float(bool(polarity) and not negates and not ordered),
        float("denied" in polarity),
        float(constraints.number_veto(a, b, meanings) is not None),
        float(constraints.actor_veto(a, b) is not None),
        float(constraints.role_veto(a, b) is not None),
        float(constraints.name_veto(a, b) is not None),
        float(constraints.date_veto(one, other) is not None),
        float(constraints.predicate_veto(a, b) is not None),
    ]


def weighted_cosine(a: Proposition, b: Proposition) -> float:
    """Cosine of the lemmas weighted by rarity."""
    norm = _squares(a.lemmas) * _squares(b.lemmas)
    return float(_squares(a.lemmas & b.lemmas) / norm**0.5) if norm else 0.0


@lru_cache(maxsize=50_000)
def _squares(lemmas: frozenset[str]) -> float:
    return sum(weight(x) ** 2 for x in sorted(lemmas))


def one_claim(values: Sequence[float], trained: Trained) -> float:
    """The probability that a pair with these values of ``OVERALL`` is one claim."""
    return sigmoid(_by_itself(trained).of(values))


def of_itself(judge: SurroundedJudge, values: Sequence[float], trained: Trained) -> float:
    """The part of a judge's log-odds that these values of ``OVERALL`` give, wherever the pair stands."""
    return _halves(judge, trained)[0].of(values)


def with_surroundings(judge: SurroundedJudge, itself: float, around: Sequence[float], trained: Trained) -> float:
    """The probability from that part and the values of ``AROUND``."""
    return sigmoid(itself + _halves(judge, trained)[1].of(around))


@cache
def _halves(judge: SurroundedJudge, trained: Trained) -> tuple[LogOdds, LogOdds]:
    """What the weights of ``OVERALL`` give, with the intercept, and those of ``AROUND``."""
    held = loaded_weights(judge, trained)
    cut = sum(name in OVERALL for name in held.names)

    def half(part: slice, intercept: float) -> Weights:
        return Weights(held.names[part], held.mean[part], held.scale[part], held.coefficients[part], intercept)

    return LogOdds(half(slice(cut), held.intercept), OVERALL), LogOdds(half(slice(cut, None), 0.0), AROUND)


@cache
def _by_itself(trained: Trained) -> LogOdds:
    return LogOdds(loaded_weights("same_claim", trained), OVERALL)
