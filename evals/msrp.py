"""The aligner on MSRP train by five-fold cross-validation; baselines: majority, overlap, tf-idf, vectors.

A baseline's threshold is chosen on the four training folds and used on the fifth, as the aligner's is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evals.figure import Figure
from evals.pairs import Pair, prepared

_FOLDS = 5


def _scores(same: NDArray[np.int64], said: NDArray[np.int64]) -> tuple[float, float]:
    right = float((same == said).mean())
    both = float(((same == 1) & (said == 1)).sum())
    return right, 2 * both / max(1.0, float((same == 1).sum() + (said == 1).sum()))


def cross_validated(rows: NDArray[np.float64], same: NDArray[np.int64]) -> tuple[float, float]:
    """Accuracy and F1 of logistic regression; every fifth pair is a fold, so that the folds are always the same."""
    from sklearn.linear_model import LogisticRegression

    said = np.zeros_like(same)
    fold = np.arange(len(same)) % _FOLDS
    for number in range(_FOLDS):
        train = fold != number
        mean, scale = rows[train].mean(0), np.maximum(rows[train].std(0), 1e-6)
        model = LogisticRegression(C=0.3, max_iter=2000).fit((rows[train] - mean) / scale, same[train])
        said[~train] = model.predict((rows[~train] - mean) / scale)
    return _scores(same, said)


def _by_threshold(values: NDArray[np.float64], same: NDArray[np.int64]) -> tuple[float, float]:
    said = np.zeros_like(same)
    fold = np.arange(len(same)) % _FOLDS
    for number in range(_FOLDS):
        train = fold != number
        steps = np.linspace(0, 1, 101)
        best = max(steps, key=lambda step: float(((values[train] >= step) == same[train]).mean()))
        said[~train] = values[~train] >= best
    return _scores(same, said)


def figures(limit: int | None = None) -> list[Figure]:
    """Accuracy and F1 of each system; empty where the corpus is absent."""
    pairs: list[Pair] = prepared(limit)
    if not pairs:
        return []
    same = np.array([pair.same for pair in pairs])
    vectors = bool(pairs[0].with_vectors)
    rows = np.array([pair.with_vectors if vectors else pair.without_vectors for pair in pairs])
    results = {
        "firsthand": cross_validated(rows, same),
        "majority": _scores(same, np.ones_like(same)),
        "word overlap": _by_threshold(np.array([pair.overlap for pair in pairs]), same),
        "tf-idf cosine": _by_threshold(np.array([pair.tfidf for pair in pairs]), same),
    }
    if vectors:
        results["vector cosine"] = _by_threshold(np.array([pair.cosine for pair in pairs]), same)
    return [
        Figure("claims", name, "msrp train, 5-fold", round(value, 4), len(pairs), system=system)
        for system, (accuracy, f1) in results.items()
        for name, value in (("equivalence accuracy", accuracy), ("equivalence F1", f1))
    ]


if __name__ == "__main__":
    for one in figures():
        print(f"{one.system:15} {one.name:22} {one.value:.4f}  of {one.of}")
