"""Models whose weights are plain numbers: logistic regression without scaling, an intercept and a weight a feature."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from importlib import resources


def sigmoid(log_odds: float) -> float:
    """The probability of log-odds, which are held within 30 of even."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def weighed(file: str, values: Iterable[float]) -> float:
    """The probability that the weights of ``models/weights/FILE`` give to these values, in their order."""
    intercept, weights = _loaded(file)
    return sigmoid(intercept + sum(w * v for w, v in zip(weights, values, strict=True)))


@cache
def _loaded(file: str) -> tuple[float, tuple[float, ...]]:
    path = resources.files("firsthand.models").joinpath("weights").joinpath(file)
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return float(loaded["intercept"]), tuple(float(one) for one in loaded["weights"])
