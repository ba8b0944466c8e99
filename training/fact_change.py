"""Train the model that says whether an edit changes what is reported: ``python -m training.fact_change``.

Logistic regression on edits of three corpora: machine rewrites whose facts were changed (the development half of
``evals.changed_facts``: edits that a list of facts holds or a label calls a change, against those that a label calls
none); summaries of news with one wrong word or none (SummEdits, the development half of its texts); and paraphrases of
MSRP, whose edits change nothing, or nearly.  Edits that only drop words are left out.  Weights are plain numbers and go
to ``firsthand/models/weights/fact_change.json``; no text goes with them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from evals import changed_facts, changed_words
from evals.figure import shared
from evals.logistic import fitted
from firsthand.data import DocumentId, Span
from firsthand.models.vectors import embedder
from firsthand.relate.conflicts.drift.edits import Edit, Words, edits_between, words_of
from firsthand.relate.conflicts.drift.fact_change import EDIT_FEATURES, around, edit_features

PATH = Path(__file__).parents[1] / "firsthand" / "models" / "weights" / "fact_change.json"
COUNTS = {"rewrites": 1.0, "summaries": 0.5, "paraphrases": 0.1}
"""How much an edit of each corpus counts: the last are many, and some are changes that nobody labelled."""
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]+)*[.!?\n]*")
Row = tuple[list[float], bool, str]
"""What is asked of an edit, whether it is a change, and its corpus."""


def sentences(text: str, name: str) -> list[Words]:
    """The sentences of a plain text."""
    found = (words_of(text, Span(DocumentId(name), m.start(), m.end())) for m in _SENTENCE.finditer(text))
    return [one for one in found if one.keys]


def edits_of(original: str, copy: str) -> list[tuple[Edit, list[float]]]:
    """The edits between two plain texts that do not only drop words, with what is asked of each."""
    mine, theirs = sentences(original, "original"), sentences(copy, "copy")
    found = edits_between(mine, theirs)
    held = around(found, mine, theirs, embedder())
    return [(one, list(edit_features(one, held).values())) for one in found if one.after[0] < one.after[1]]


def rewrites() -> Iterator[Row]:
    """Edits of the machine rewrites whose verdict is known."""
    for pair in changed_facts.pairs("development"):
        wanted = changed_facts.items(pair)
        for one, asked in edits_of(pair.original, pair.rewrite):
            (a, b), (before, after) = one.spans(), one.printed()
            shown = changed_facts.Shown("", before, after, (a.start, a.end), (b.start, b.end))
            verdict = changed_facts.judged(pair, shown, wanted)
            if verdict != "unlabelled":
                yield asked, verdict == "right", "rewrites"


def summaries() -> Iterator[Row]:
    """Edits of consistent summaries, and the only one of those that are not."""
    for one in changed_words.pairs("summedits_news"):
        if one.half == "development" and one.source:
            found = edits_of(one.source, one.b)
            if one.same or len(found) == 1:
                yield from ((asked, not one.same, "summaries") for _, asked in found)


def paraphrases() -> Iterator[Row]:
    """Edits of sentences that say the same."""
    folder = shared()
    for line in (folder / "data/msrp/train.jsonl").read_text(encoding="utf-8").splitlines() if folder else ():
        row: dict[str, Any] = json.loads(line)
        if row["same"]:
            yield from ((asked, False, "paraphrases") for _, asked in edits_of(row["a"], row["b"]))


def main() -> None:
    rows = [*rewrites(), *summaries(), *paraphrases()]
    x, y = np.array([asked for asked, _, _ in rows]), np.array([changed for _, changed, _ in rows])
    mean, scale, weights, intercept = fitted(x, y, np.array([COUNTS[corpus] for *_, corpus in rows]))
    plain = weights / scale
    numbers = {
        "features": list(EDIT_FEATURES),
        "weights": [round(float(w), 4) for w in plain],
        "intercept": round(float(intercept - (plain * mean).sum()), 4),
    }
    card = {
        "what": "logistic regression: does an edit of a copy change what is reported?",
        "by": "python -m training.fact_change",
        "trained_on": "; ".join(
            f"{sum(corpus == name for *_, corpus in rows)} edits of {name},"
            f" {sum(changed for _, changed, corpus in rows if corpus == name)} of them changes"
            for name in COUNTS
        ),
        "limits": "English news; rewrites of reports on one war, summaries of 13 texts; what only falls away left out",
        "sha256_of_weights": hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest(),
    }  # fmt: skip
    PATH.write_text(json.dumps({"card": card, **numbers}, indent=1) + "\n", encoding="utf-8")
    print(f"{PATH}: {len(rows)} edits")


if __name__ == "__main__":
    main()
