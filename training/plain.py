"""Logistic regressions whose weights are plain numbers: fitted, measured on folds by story, written with their card."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evals.logistic import Numbers, fitted

WEIGHTS = Path(__file__).parents[1] / "firsthand" / "models" / "weights"
STRENGTH = 0.03
_FOLDS = 6
Row = tuple[str, list[float], bool]
"""A story, what is looked at, and what the reader said."""


def train(file: str, what: str, module: str, names: Sequence[str], rows: Sequence[Row], limits: str) -> None:  # noqa: PLR0917 (what the card says)
    """Fit, print the figures of folds by story, and write the weights."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    x, y = np.array([values for _, values, _ in rows]), np.array([said for *_, said in rows])
    stories = sorted({name for name, *_ in rows})
    fold = dict(zip(stories, np.random.RandomState(1).permutation(len(stories)) % _FOLDS, strict=True))
    at, said = np.array([fold[name] for name, *_ in rows]), np.zeros(len(rows))
    for n in range(_FOLDS):
        mean, scale, weights, intercept = fitted(x[at != n], y[at != n], strength=STRENGTH)
        said[at == n] = ((x[at == n] - mean) / scale) @ weights + intercept
    measured = {"AUC": float(roc_auc_score(y, said)), "average precision": float(average_precision_score(y, said))}
    print(file, f"{len(rows)} rows of {len(stories)} stories, {int(y.sum())} yes", measured)
    for least in (0.3, 0.5, 0.7, 0.8, 0.9):
        kept = 1 / (1 + np.exp(-said)) >= least
        print(f"  at {least}: {int(kept.sum())} kept, {float(y[kept].mean()) if kept.any() else 0:.3f} of them yes")
    card = {
        "what": what,
        "by": f"python -m {module}",
        "trained_on": f"{len(rows)} labels of {len(stories)} stories, {int(y.sum())} yes",
        "folds_by_story": {name: round(value, 3) for name, value in measured.items()},
        "limits": limits,
    }
    write(file, names, fitted(x, y, strength=STRENGTH), card)


def write(file: str, names: Sequence[str], found: Numbers, card: Mapping[str, object]) -> None:
    """Write weights, as they are without scaling, with their card and hash."""
    mean, scale, weights, intercept = found
    plain = weights / scale
    numbers = {
        "features": list(names),
        "weights": [round(float(w), 4) for w in plain],
        "intercept": round(float(intercept - (plain * mean).sum()), 4),
    }
    sealed = {**card, "sha256_of_weights": hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()}
    text = json.dumps({"card": sealed} | numbers, ensure_ascii=False, indent=1)
    (WEIGHTS / file).write_text(text + "\n", encoding="utf-8")
