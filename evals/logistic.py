"""Logistic regression on scaled features, as the aligner of statements is trained and judged.

Below both: ``training.equivalence`` fits what ships, ``evals.statement_pairs`` fits story by story.  Nothing of
``evals`` imports ``training``.  Left out: the folds, which each caller draws by itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]


def fitted(
    rows: NDArray[np.float64],
    same: NDArray[np.bool_] | NDArray[np.int64],
    counts: NDArray[np.float64] | None = None,
    strength: float = 0.3,
) -> Numbers:
    """Mean and scale of the features, coefficients and intercept; ``counts`` is how much each row counts, and less
    ``strength`` keeps the coefficients smaller."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(0), np.where(rows.std(0) < 1e-4, 1.0, rows.std(0))
    model = LogisticRegression(C=strength, max_iter=3000).fit((rows - mean) / scale, same, sample_weight=counts)
    return mean, scale, model.coef_[0], float(model.intercept_[0])
