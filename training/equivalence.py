"""Train the aligner of statements: background frequencies of lemmas, then two steps of logistic regression.

    python -m training.equivalence lemmas     counts lemmas on news (PolNeAR train, Wikinews, AllSides, MSRP train)
    python -m training.equivalence pair       the first step, on MSRP train
    python -m training.equivalence story      the second, on the labelled pairs of evals/statement_pairs.csv
    python -m training.equivalence claims     the judge of one claim, on whole stories (evals/gathering.py)
    python -m training.equivalence joined     how sure a join is, on joined statements that readers parted

Each step is trained with and without sentence vectors and prints its cross-validated figures.

Writes ``firsthand/models/weights/lemmas.json`` and ``equivalence.json``: numbers only, no text of a corpus.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals import gathering
from evals.figure import shared
from evals.joined import labelled_pairs, labelled_stories
from evals.logistic import Numbers, fitted
from evals.pairs import Pair, prepared
from firsthand.relate.claims import Likeness
from firsthand.relate.claims.paraphrase import FEATURES, IN_STORY, Trained
from firsthand.relate.claims.same_claim import OVERALL
from firsthand.relate.claims.surroundings import AROUND

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


_MOST = 6000
"""Pairs of one story; of more so many are drawn."""


def story_rows(name: str) -> tuple[list[list[float]], list[list[float]], list[bool], list[tuple[str, str]]]:
    """Of each pair of statements in two reports of a story that both carry a claim: the values of ``OVERALL`` and of
    ``AROUND`` with and without vectors, whether a claim is the same, and the words of both."""
    story = next(one for one in gathering.stories(every=True) if one.name == name)
    likeness, held = gathering.compared(story)
    plain = likeness.without_vectors()
    carriers = [n for n, claims in enumerate(held) if claims]
    at = [one.span.document for one in likeness.statements]
    pairs = [(i, j) for n, i in enumerate(carriers) for j in carriers[n + 1 :] if at[i] != at[j]]
    rng = random.Random(13)
    chosen = sorted(rng.sample(pairs, min(len(pairs), _MOST)))
    texts = [(likeness.items[i].text, likeness.items[j].text) for i, j in chosen]
    return (
        [_row(likeness, i, j) for i, j in chosen],
        [_row(plain, i, j) for i, j in chosen],
        [bool(held[i] & held[j]) for i, j in chosen],
        texts,
    )


def _row(likeness: Likeness, i: int, j: int) -> list[float]:
    return [*likeness.overall(i, j), *likeness.around(i, j)]


def claims() -> None:
    """Train the judges of one claim, of a pair by itself and in its story; print their average precision on stories
    when trained on others."""
    from sklearn.metrics import average_precision_score

    from evals.statement_pairs import labelled

    aside = (gathering.ASIDE, gathering.FIRST, gathering.NINE, gathering.LEADS)
    names = [one.name for one in gathering.stories(every=True) if one.corpus not in aside]
    parted_stories = [one for one in gathering.stories(every=True) if one.name in labelled_stories()]
    with ProcessPoolExecutor() as pool:
        stories = dict(zip(names, pool.map(story_rows, names), strict=True))
        held = dict(zip((one.name for one in parted_stories), pool.map(joined_rows, parted_stories), strict=True))
    parted = {name: one for name, one in held.items() if one[2]}
    surrounded = {_PAIRS: _PAIRS_SURROUNDED, **{_PARTED + name: _PARTED_STORY for name in parted}}
    pairs = [one for one in labelled() if not one.held]
    steps: dict[str, dict[str, object]] = {"same_claim": {}, "in_story_claim": {}}
    for number, judged in enumerate(("with_vectors", "without_vectors")):
        gold = {name: np.array(one[2]) for name, one in stories.items()}
        whole = {name: np.array(one[number]) for name, one in stories.items()}
        gold[_PAIRS] = np.array([one.label == "same" for one in pairs])
        whole[_PAIRS] = np.array([one.overall_without_vectors if number else one.overall for one in pairs])
        alone = {name: rows[:, : len(OVERALL)] for name, rows in whole.items()}
        for name, one in parted.items():
            gold[_PARTED + name], whole[_PARTED + name] = np.array(one[2]), np.array(one[number])
        for step, features, rows, counts in (
            ("same_claim", OVERALL, alone, {}), ("in_story_claim", (*OVERALL, *AROUND), whole, surrounded),
        ):  # fmt: skip
            found = []
            for fold in range(5):
                apart = {key for name in names[fold::5] for key in (name, _PARTED + name)}
                mean, scale, weights, intercept = _judge(rows, gold, [one for one in rows if one not in apart], counts)
                for name in names[fold::5]:
                    hard = [n for n, (a, b) in enumerate(stories[name][3]) if _overlap(a, b) < _NEARLY_ALL]
                    if gold[name][hard].any():
                        odds = ((rows[name][hard] - mean) / scale) @ weights + intercept
                        found.append(float(average_precision_score(gold[name][hard], odds)))
            measured = {"average_precision": sum(found) / len(found), "folds": 5}
            steps[step][judged] = _as_json(features, _judge(rows, gold, list(rows), counts), measured)
            print("claims", step, judged, measured)
    for step, out in steps.items():
        _write(step, out)


def joined_rows(story: gathering.GoldStory) -> tuple[list[list[float]], list[list[float]], list[bool]]:
    """Of each pair of statements of two reports that stand in one group of ``evals/joined_statements.json``, in other
    words: the values of ``OVERALL`` and ``AROUND`` with and without vectors, and whether readers put both into one
    part."""
    likeness, _ = gathering.compared(story)
    plain = likeness.without_vectors()
    pairs = [
        (i, j, same)
        for i, j, same in labelled_pairs(story.name, likeness)
        if likeness.alone(i, j) >= 0 and likeness.items[i].order != likeness.items[j].order
    ]
    return (
        [_row(likeness, i, j) for i, j, _ in pairs],
        [_row(plain, i, j) for i, j, _ in pairs],
        [same for _, _, same in pairs],
    )


def joined() -> None:
    """Train the judge of joins; print its average precision over five folds of stories."""
    from sklearn.metrics import average_precision_score

    stories = [one for one in gathering.stories(every=True) if one.name in labelled_stories()]
    with ProcessPoolExecutor() as pool:
        made = dict(zip([one.name for one in stories], pool.map(joined_rows, stories), strict=True))
    out: dict[str, object] = {}
    for number, judged in enumerate(("with_vectors", "without_vectors")):
        rows = {name: np.array(one[number]) for name, one in made.items() if one[2]}
        gold = {name: np.array(one[2]) for name, one in made.items() if one[2]}
        names = sorted(rows)
        odds: list[float] = []
        same: list[bool] = []
        for fold in range(5):
            mean, scale, weights, intercept = _of_joins(rows, gold, [n for k, n in enumerate(names) if k % 5 != fold])
            for name in names[fold::5]:
                odds += (((rows[name] - mean) / scale) @ weights + intercept).tolist()
                same += gold[name].tolist()
        measured = {"average_precision": float(average_precision_score(same, odds))}
        out[judged] = _as_json((*OVERALL, *AROUND), _of_joins(rows, gold, names), measured)
        print("joined", judged, measured)
    _write("joined", out)


def _of_joins(
    rows: dict[str, NDArray[np.float64]], gold: dict[str, NDArray[np.bool_]], names: Sequence[str]
) -> Numbers:
    """Logistic regression in which every pair counts alike."""
    every, same = np.concatenate([rows[one] for one in names]), np.concatenate([gold[one] for one in names])
    return fitted(every, same, np.ones(len(every)), 0.05)


_PAIRS = "pairs"
"""The labelled pairs of 41 stories: hard ones, chosen for their likeness."""
_PARTED = "parted "
"""Before a story's name: its joined statements that readers parted.  In its story a pair's judge learns from them too,
a little, or what is only each other's likest becomes one claim."""
_STORY, _PAIRS_SURROUNDED, _PARTED_STORY = 1000.0, 3000.0, 50.0
"""How much all rows of one story count, and to the judge of a pair in its story the labelled pairs and one story's
parted statements; chosen by folds of stories, of 0 to 10 times a story for the pairs and 0 to 5 for the parted."""
_NEARLY_ALL = 0.85


def _overlap(a: str, b: str) -> float:
    one, other = set(a.casefold().split()), set(b.casefold().split())
    return len(one & other) / max(1, len(one | other))


def _judge(
    rows: dict[str, NDArray[np.float64]],
    gold: dict[str, NDArray[np.bool_]],
    names: Sequence[str],
    counts: Mapping[str, float],
) -> Numbers:
    """Logistic regression in which every story counts alike, and those of ``counts`` as they say."""
    every, same = np.concatenate([rows[one] for one in names]), np.concatenate([gold[one] for one in names])
    weights = np.concatenate([np.full(len(rows[one]), counts.get(one, _STORY) / len(rows[one])) for one in names])
    return fitted(every, same, weights, 0.05)


def _write(step: str, trained: dict[str, object]) -> None:
    path = WEIGHTS / "equivalence.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    held[step] = trained
    held["card"] = {
        "what": "logistic regression in two steps, a judge over both, and in a story a judge of one claim and one of "
        "joins: do two statements say the same",
        "trained_on": "pair: Microsoft Research Paraphrase Corpus, train part (4,076 pairs); in_story: 633 pairs of "
        "statements of 41 public stories, labelled by hand (evals/statement_pairs.csv); same_claim, in_story_claim: "
        "these pairs and statements of 82 stories read whole (evals/gathering, but for aside); joined, and a little "
        "in_story_claim: 3,265 statements of these stories, joined or nearly, parted by readers "
        "(evals/joined_statements.json); labels and features only",
        "by": "python -m training.equivalence pair; python -m training.equivalence story; "
        "python -m training.equivalence claims; python -m training.equivalence joined",
        "limits": "English news; MSRP calls pairs the same that differ in detail, so the vetoes of "
        "firsthand.relate.claims.constraints decide on numbers, names, polarity and modality",
        "sha256_of_weights": digest(held),
    }
    path.write_text(json.dumps(held, sort_keys=True, indent=1) + "\n", encoding="utf-8")


_STEPS = ("pair", "in_story", "same_claim", "in_story_claim", "joined")


def digest(held: dict[str, object]) -> str:
    """SHA-256 of all weights."""
    return hashlib.sha256(json.dumps([held[step] for step in _STEPS], sort_keys=True).encode()).hexdigest()


def feature_rows(pairs: list[Pair], trained: Trained) -> NDArray[np.float64]:
    """One row of features a pair; without vectors the cosine is that of tf-idf."""
    return np.array([getattr(pair, trained) for pair in pairs])


if __name__ == "__main__":
    {"lemmas": lemmas, "pair": pair, "story": story, "claims": claims, "joined": joined}[sys.argv[1]]()
