"""Train the aligner of statements: background frequencies of lemmas, then two steps of logistic regression.

    python -m training.equivalence lemmas     counts lemmas on news (PolNeAR train, Wikinews, AllSides, MSRP train)
    python -m training.equivalence pair       the first step, on MSRP train
    python -m training.equivalence story      the second, on the labelled pairs of evals/statement_pairs.csv

Each step is trained with and without sentence vectors and prints its cross-validated figures.

Writes ``firsthand/models/weights/lemmas.json`` and ``equivalence.json``: numbers only, no text of a corpus.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.figure import shared
from evals.logistic import Numbers, fitted
from evals.pairs import Pair, prepared
from firsthand.relate.claims.paraphrase import FEATURES, IN_STORY, Trained

WEIGHTS = Path(__file__).parents[1] / "firsthand" / "models" / "weights"
_LEFT_OUT: dict[Trained, tuple[str, ...]] = {
    "with_vectors": (),
    "without_vectors": ("cosine", "soft_least", "soft_most"),
}
_KEEP = 3
"""A lemma seen in fewer sentences than this is as rare as an unknown one."""


def _news() -> list[str]:
    folder = shared()
    assert folder is not None, "the corpora of ../shared are needed to train"
    texts: list[str] = []
    for path, key, limit in (
        ("data/polnear/train.jsonl", "text", 300),
        ("data/stories/wikinews_clusters.jsonl", "text", 500),
        ("data/stories/allsides_leads.jsonl", "text", 500),
    ):
        lines = (folder / path).read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line).get(key) or "" for line in lines[:: max(1, len(lines) // limit)]]
    for line in (folder / "data/msrp/train.jsonl").read_text(encoding="utf-8").splitlines():
        texts.append(json.loads(line)["a"])
    return texts


def lemmas() -> None:
    """Count in how many sentences each content lemma stands."""
    from evals.pairs import document
    from firsthand.analyse import parse
    from firsthand.comparable.lemmas import CONTENT, lemma_of

    counts: Counter[str] = Counter()
    total = 0
    for number, text in enumerate(_news()):
        for sentence in parse(document(f"n{number}", text[:6000])).trees:
            total += 1
            found = {lemma_of(t, text) for t in sentence.tokens if t.pos in CONTENT}
            counts.update(sorted(found))
    kept = {lemma: n for lemma, n in sorted(counts.items()) if n >= _KEEP and lemma}
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    (WEIGHTS / "lemmas.json").write_text(
        json.dumps({"sentences": total, "sentences_with": kept}, ensure_ascii=False, sort_keys=True, indent=0) + "\n",
        encoding="utf-8",
    )
    print(f"{len(kept)} lemmas of {total} sentences")


def _as_json(names: Sequence[str], numbers: Numbers, measured: dict[str, float]) -> dict[str, object]:
    mean, scale, coefficients, intercept = numbers
    return {
        "features": list(names),
        "mean": [round(float(x), 5) for x in mean],
        "scale": [round(float(x), 5) for x in scale],
        "coefficients": [round(float(x), 5) for x in coefficients],
        "intercept": round(intercept, 5),
        "cross_validated": {name: round(value, 4) for name, value in measured.items()},
    }


def pair() -> None:
    """Train the first step and print what five-fold cross-validation says of it."""
    from evals.msrp import cross_validated

    pairs = prepared()
    same = np.array([one.same for one in pairs])
    out: dict[str, object] = {}
    for name, left_out in _LEFT_OUT.items():
        rows = feature_rows(pairs, name)
        keep = [i for i, feature in enumerate(FEATURES) if feature not in left_out or feature == "cosine"]
        accuracy, f1 = cross_validated(rows[:, keep], same)
        out[name] = _as_json(
            [FEATURES[i] for i in keep], fitted(rows[:, keep], same), {"accuracy": accuracy, "f1": f1, "folds": 5}
        )
        print("pair", name, accuracy, f1)
    _write("pair", out)


def story() -> None:
    """Train the second step and print what it says of each story when trained on the others."""
    from evals.statement_pairs import crossed, labelled

    pairs = tuple(one for one in labelled() if not one.held)
    same = np.array([one.label == "same" for one in pairs])
    free = np.array([not one.barred for one in pairs])
    out: dict[str, object] = {}
    for name in _LEFT_OUT:
        rows = np.array([getattr(one, name) for one in pairs])
        said = crossed(pairs, name)
        right = float((said & same).sum())
        measured = {"precision": right / max(1, int(said.sum())), "recall": right / int(same.sum())}
        out[name] = _as_json(IN_STORY, fitted(rows[free], same[free]), measured)
        print("story", name, measured)
    _write("in_story", out)


def _write(step: str, trained: dict[str, object]) -> None:
    path = WEIGHTS / "equivalence.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    held[step] = trained
    held["card"] = {
        "what": "logistic regression in two steps: do two news statements say the same",
        "trained_on": "pair: Microsoft Research Paraphrase Corpus, train part (4,076 pairs); in_story: 633 pairs of "
        "statements of 41 public stories, labelled by hand (evals/statement_pairs.csv); labels and features only",
        "by": "python -m training.equivalence pair; python -m training.equivalence story",
        "limits": "English news; MSRP calls pairs the same that differ in detail, so the vetoes of "
        "firsthand.relate.claims.constraints decide on numbers, names, polarity and modality",
        "sha256_of_weights": digest(held),
    }
    path.write_text(json.dumps(held, sort_keys=True, indent=1) + "\n", encoding="utf-8")


def digest(held: dict[str, object]) -> str:
    """SHA-256 of both steps' weights."""
    return hashlib.sha256(json.dumps([held["pair"], held["in_story"]], sort_keys=True).encode()).hexdigest()


def feature_rows(pairs: list[Pair], trained: Trained) -> NDArray[np.float64]:
    """One row of features a pair; without vectors the cosine is that of tf-idf."""
    return np.array([getattr(pair, trained) for pair in pairs])


if __name__ == "__main__":
    {"lemmas": lemmas, "pair": pair, "story": story}[sys.argv[1]]()
