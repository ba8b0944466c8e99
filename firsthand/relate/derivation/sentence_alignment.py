"""Sentences of one report laid beside those of another, in order.

Similarity of two sentences: shared features weighted by rarity, and the cosine of sentence vectors where there are
any.  The alignment is the best monotone path through the table of similarities (dynamic time warping without
penalties, as in monolingual sentence alignment: Barzilay & Elhadad 2003; Nelken & Shieber 2006), so that one sentence
may answer to two.  Left out: crossing alignments; ``order`` says how far sentences keep to one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from firsthand.comparable import Reading
from firsthand.relate.readings.rarity import usual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

MATCH = 0.36
"""Similarity from which two sentences are taken to say the same thing."""
WEAK = 0.27
"""The same inside a pair already known to be derived."""
_LEXICAL = 0.5
_RARE = 0.05
"""A rare word stands in fewer reports than this in news at large, and does not stand in most of the pile."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """``pairs``: (sentence of a, sentence of b, similarity) in order.

    ``covers_a`` and ``covers_b``: the share of each report's own words, by weight, in aligned sentences; quoted words
    do not count.  ``order``: Kendall's tau of the places of each sentence's best answer, whatever the order, and
    ``answered`` how many sentences have one; ``shorter``: sentences of the shorter report.
    ``agreement``: tau of the places where rare names, numbers and words
    first appear, and ``rare`` how many there are.
    """

    pairs: tuple[tuple[int, int, float], ...]
    covers_a: float
    covers_b: float
    order: float
    answered: int
    shorter: int
    agreement: float
    rare: int


def similarities(a: Reading, b: Reading, weight: dict[str, float], vectors: tuple[Table, Table] | None) -> Table:
    """The table of sentence similarities, 0 to 1."""
    shared = np.zeros((len(a.lines), len(b.lines)))
    where: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, line in enumerate(b.lines):
        for feature, kind in line.features.items():
            where[feature].append((number, kind))
    for number, line in enumerate(a.lines):
        for feature, kind in line.features.items():
            for other, other_kind in where.get(feature, ()):
                shared[number, other] += max(kind, other_kind) * weight.get(feature, 0.0)
    mass_a, mass_b = masses(a, weight), masses(b, weight)
    low = np.minimum(mass_a[:, None], mass_b[None, :])
    high = np.maximum(mass_a[:, None], mass_b[None, :])
    lexical = np.minimum(1.0, shared / np.maximum(0.65 * low + 0.35 * high, 12.0))
    if vectors is None:
        return lexical
    cosine = np.clip((vectors[0] @ vectors[1].T - 0.18) / 0.76, 0.0, 1.0)
    return _LEXICAL * lexical + (1 - _LEXICAL) * cosine


def masses(reading: Reading, weight: dict[str, float]) -> Table:
    """How much each sentence says: the weight of its features."""
    return np.array(
        [sum(kind * weight.get(feature, 0.0) for feature, kind in line.features.items()) for line in reading.lines]
    )


def align(
    a: Reading, b: Reading, weight: dict[str, float], vectors: tuple[Table, Table] | None = None, match: float = MATCH
) -> Alignment:
    """The best monotone alignment of two reports; sentences answer to each other from ``match`` on."""
    table = similarities(a, b, weight, vectors)
    gain = np.where(table >= match, table - match + 0.05, 0.0)
    rows, columns = gain.shape
    best = np.zeros((rows + 1, columns + 1))
    listed = gain.tolist()
    score = best.tolist()
    for i in range(rows):
        above, here, gains = score[i], score[i + 1], listed[i]
        for j in range(columns):
            here[j + 1] = gains[j] + max(above[j + 1], here[j], above[j])
    pairs: list[tuple[int, int, float]] = []
    i, j = rows, columns
    while i and j:
        if listed[i - 1][j - 1] > 0:
            pairs.append((i - 1, j - 1, float(table[i - 1, j - 1])))
        value = score[i][j] - listed[i - 1][j - 1]
        if score[i - 1][j - 1] >= value - 1e-12:
            i, j = i - 1, j - 1
        elif score[i - 1][j] >= value - 1e-12:
            i -= 1
        else:
            j -= 1
    pairs.reverse()
    own_a = np.array([1 - line.quoted for line in a.lines])
    own_b = np.array([1 - line.quoted for line in b.lines])
    mass_a, mass_b = masses(a, weight) * own_a, masses(b, weight) * own_b
    order_a, answered_a = _answers(table, own_a, match)
    order_b, answered_b = _answers(table.T, own_b, match)
    agreement, rare = order_of_rare(a, b, weight)
    return Alignment(
        pairs=tuple(pairs),
        covers_a=float(sum(mass_a[i] for i in sorted({i for i, _, _ in pairs})) / max(1e-9, mass_a.sum())),
        covers_b=float(sum(mass_b[j] for j in sorted({j for _, j, _ in pairs})) / max(1e-9, mass_b.sum())),
        order=(order_a + order_b) / 2,
        answered=min(answered_a, answered_b),
        shorter=max(1, min(len(a.lines), len(b.lines))),
        agreement=agreement,
        rare=rare,
    )


def _answers(table: Table, own: Table, match: float) -> tuple[float, int]:
    """Tau of the places of the best answers of sentences that are not mostly quotation, and how many have one."""
    if not table.size:
        return 0.0, 0
    rows = np.flatnonzero((table.max(axis=1) >= match) & (own > 0.5))
    return _tau(rows, table[rows].argmax(axis=1)), len(rows)


def _tau(x: NDArray[np.int64], y: NDArray[np.int64]) -> float:
    if len(x) < 3:
        return 0.0
    product = np.sign(x[:, None] - x[None, :]) * np.sign(y[:, None] - y[None, :])
    upper = product[np.triu_indices(len(x), 1)]
    decided = np.abs(upper).sum()
    return float(upper.sum() / decided) if decided else 0.0


def order_of_rare(a: Reading, b: Reading, weight: dict[str, float]) -> tuple[float, int]:
    """Kendall's tau of the first places of the rare features that both hold, and how many these are."""
    first_a, first_b = _first(a), _first(b)
    both = sorted(f for f in first_a.keys() & first_b.keys() if weight.get(f, 0.0) > 1.5 and usual(f) < _RARE)
    if len(both) < 4:
        return 0.0, len(both)
    return _tau(np.array([first_a[f] for f in both]), np.array([first_b[f] for f in both])), len(both)


def _first(reading: Reading) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, line in enumerate(reading.lines):
        for feature in line.features:
            places.setdefault(feature, number)
    return places
