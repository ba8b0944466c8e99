"""Train the aligner of statements: background frequencies of lemmas, then logistic regression on MSRP train.

    python -m training.equivalence lemmas     counts lemmas on news (PolNeAR train, Wikinews, AllSides, MSRP train)
    python -m training.equivalence model      trains with and without sentence vectors, prints cross-validated figures

Writes ``firsthand/models/weights/lemmas.json`` and ``equivalence.json``: numbers only, no text of a corpus.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.figure import shared
from evals.pairs import Pair, prepared
from firsthand.relate.equivalence import FEATURES

WEIGHTS = Path(__file__).parents[1] / "firsthand" / "models" / "weights"
_VECTOR_FEATURES = ("cosine", "soft_least", "soft_most")
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
    from firsthand.analyse.segment import sentences
    from firsthand.relate.proposition import _CONTENT, lemma_of

    counts: Counter[str] = Counter()
    total = 0
    for number, text in enumerate(_news()):
        for sentence in sentences(document(f"n{number}", text[:6000])):
            total += 1
            found = {lemma_of(t, text) for t in sentence.tokens if t.pos in _CONTENT}
            counts.update(sorted(found))
    kept = {lemma: n for lemma, n in sorted(counts.items()) if n >= _KEEP and lemma}
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    (WEIGHTS / "lemmas.json").write_text(
        json.dumps({"sentences": total, "sentences_with": kept}, ensure_ascii=False, sort_keys=True, indent=0) + "\n",
        encoding="utf-8",
    )
    print(f"{len(kept)} lemmas of {total} sentences")


def _fit(rows: NDArray[np.float64], same: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(0), np.maximum(rows.std(0), 1e-6)
    model = LogisticRegression(C=0.3, max_iter=2000).fit((rows - mean) / scale, same)
    return mean, scale, model.coef_[0], model.intercept_


def model() -> None:
    """Train both sets of weights and print what five-fold cross-validation says of each."""
    from evals.msrp import cross_validated

    pairs = prepared()
    same = np.array([pair.same for pair in pairs])
    out: dict[str, object] = {}
    for name, left_out in (("with_vectors", ()), ("without_vectors", _VECTOR_FEATURES)):
        rows = feature_rows(pairs, vectors=name == "with_vectors")
        keep = [i for i, feature in enumerate(FEATURES) if feature not in left_out or feature == "cosine"]
        accuracy, f1 = cross_validated(rows[:, keep], same)
        mean, scale, coefficients, intercept = _fit(rows[:, keep], same)
        out[name] = {
            "features": [FEATURES[i] for i in keep],
            "mean": [round(float(x), 5) for x in mean],
            "scale": [round(float(x), 5) for x in scale],
            "coefficients": [round(float(x), 5) for x in coefficients],
            "intercept": round(float(intercept[0]), 5),
            "cross_validated": {"accuracy": round(accuracy, 4), "f1": round(f1, 4), "folds": 5},
        }
        print(name, accuracy, f1)
    out["card"] = {
        "what": "logistic regression: do two news sentences say the same",
        "trained_on": "Microsoft Research Paraphrase Corpus, train part (4,076 pairs), labels and features only",
        "by": "python -m training.equivalence model",
        "limits": "English news of 2003; the corpus calls pairs the same that differ in detail, so the vetoes of "
        "firsthand.relate.equivalence decide on numbers, names, polarity and modality",
        "sha256_of_weights": hashlib.sha256(
            json.dumps([out["with_vectors"], out["without_vectors"]], sort_keys=True).encode()
        ).hexdigest(),
    }
    (WEIGHTS / "equivalence.json").write_text(json.dumps(out, sort_keys=True, indent=1) + "\n", encoding="utf-8")


def feature_rows(pairs: list[Pair], vectors: bool) -> NDArray[np.float64]:
    """One row of features a pair; without vectors the cosine is that of tf-idf."""
    return np.array([pair.with_vectors if vectors else pair.without_vectors for pair in pairs])


if __name__ == "__main__":
    {"lemmas": lemmas, "model": model}[sys.argv[1]]()
