"""Train the model that says whether two values are of one attribute and scope: ``python -m training.facts``.

Logistic regression on stories read whole (``../shared/gold``, ``evals/fact_stories.json`` but for those that are kept
aside, ``evals/fact_stories_read.json``): values that the reader puts into one fact, against those
that he sets apart and, at a lower weight, those that he lists nowhere.  Weights are plain numbers and go to
``firsthand/models/weights/facts.json``; no text goes with them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.facts import LEARNT, Mentioned, first_readings, gold_stories, mentioned
from evals.logistic import fitted
from firsthand.relate.facts.comparability import ASKED, asked_of, may_be_one
from firsthand.relate.facts.figures import one_figure

PATH = Path(__file__).parents[1] / "firsthand" / "models" / "weights" / "facts.json"
KEPT = "read first"
"""How the names of corpora end that nothing learns from."""
UNLISTED = 0.4
"""How much a pair counts of which the reader tells nothing: he may have left it out."""


def judged_pairs(story: Mentioned) -> Iterator[tuple[int, int, bool, bool]]:
    """Pairs of values of a story read whole, whether they are of one fact, and whether the reader says so."""
    for i, j in combinations(range(len(story.given)), 2):
        one, other = story.given[i], story.given[j]
        if not may_be_one(one, other, same=one_figure(one.value, other.value)):
            continue
        same = story.same(i, j)
        if same is None and one_figure(one.value, other.value):
            continue  # one figure that nobody listed: may be either
        yield i, j, bool(same), same is not None


def trained(rows: Sequence[tuple[list[float], bool]], counts: NDArray[np.float64]) -> tuple[list[float], float]:
    """Coefficients of the plain features, and the intercept."""
    x = np.array([values for values, _ in rows])
    y = np.array([same for _, same in rows])
    mean, scale, weights, intercept = fitted(x, y, counts)
    plain: NDArray[np.float64] = weights / scale
    return [round(float(w), 4) for w in plain], round(float(intercept - (plain * mean).sum()), 4)


def main() -> None:
    read = [story for story in first_readings() if not story.corpus.endswith(KEPT)]
    stories = [mentioned(story) for story in (*gold_stories(), *read, *first_readings(LEARNT))]
    rows: list[tuple[list[float], bool]] = []
    counts: list[float] = []
    for story in stories:
        for i, j, same, listed in judged_pairs(story):
            one, other = story.given[i], story.given[j]
            rows.append((asked_of(one, other, same=one_figure(one.value, other.value)), same))
            counts.append(1.0 if listed else UNLISTED)
    weights, intercept = trained(rows, np.array(counts))
    numbers = {"features": list(ASKED), "weights": weights, "intercept": intercept}
    card = {
        "what": "logistic regression: are two reported values of one attribute, event and scope?",
        "by": "python -m training.facts",
        "trained_on": f"{len(rows)} pairs of values of {len(stories)} stories read whole; labels and features only",
        "limits": "English news, half of one war; firsthand.relate.facts.comparability says what is never compared",
        "sha256_of_weights": hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest(),
    }
    PATH.write_text(json.dumps({"card": card, **numbers}, indent=1) + "\n", encoding="utf-8")
    print(f"{PATH}: {len(rows)} pairs of {len(stories)} stories")


if __name__ == "__main__":
    main()
