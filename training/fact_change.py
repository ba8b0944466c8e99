"""Train the model that says whether an edit changes what is reported: ``python -m training.fact_change``.

Logistic regression on edits of three corpora: machine rewrites whose facts were changed (the development half of
``evals.changed_facts``: edits that a list of facts holds or a label calls a change, against those that a label calls
none); summaries of news with one wrong word or none (SummEdits, the development half of its texts); and paraphrases of
MSRP, whose edits change nothing but now and then a number or a day, which are left out.  So are edits that only drop
words.  Weights are plain numbers and go to ``firsthand/models/weights/fact_change.json``; no text goes with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evals import changed_facts, changed_words
from evals.figure import shared
from evals.logistic import fitted
from firsthand.data import DocumentId, Span
from firsthand.models.vectors import embedder
from firsthand.relate.conflicts.drift.edits import Edit, Words, edits_between, words_of
from firsthand.relate.conflicts.drift.fact_change import EDIT_FEATURES, around, compared_phrases, edit_features
from training.plain import write

FILE = "fact_change.json"
COUNTS = {"rewrites": 1.0, "summaries": 0.5, "paraphrases": 0.3}
"""How much an edit of each corpus counts: the last are many, and some are changes that nobody labelled."""
THINNED = 3
"""Of so many pairs of paraphrases one is taken."""
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]+)*[.!?\n]*")
Row = tuple[list[float], bool, str]
"""What is asked of an edit, whether it is a change, and its corpus."""


def sentences(text: str, name: str) -> list[Words]:
    """The sentences of a plain text."""
    found = (words_of(text, Span(DocumentId(name), m.start(), m.end())) for m in _SENTENCE.finditer(text))
    return [one for one in found if one.keys]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two plain texts as rows of sentences, with the edits between them that do not only drop words."""

    originals: list[Words]
    copies: list[Words]
    edits: list[Edit]


def aligned(original: str, copy: str) -> Aligned:
    """The edits between two plain texts."""
    mine, theirs = sentences(original, "original"), sentences(copy, "copy")
    found = [one for one in edits_between(mine, theirs) if one.after[0] < one.after[1]]
    return Aligned(mine, theirs, found)


Told = tuple[Aligned, list[tuple[Edit, bool]], str]
"""Two texts, those of their edits whose answer is known, and their corpus."""


def rewrites() -> Iterator[Told]:
    """Edits of the machine rewrites whose verdict is known."""
    for pair in changed_facts.pairs(changed_facts.DEVELOPMENT):
        wanted, texts = changed_facts.items(pair), aligned(pair.original, pair.rewrite)
        known = []
        for one in texts.edits:
            (a, b), (before, after) = one.spans(), one.printed()
            shown = changed_facts.Shown("", before, after, (a.start, a.end), (b.start, b.end))
            verdict = changed_facts.judged(pair, shown, wanted)
            if verdict != "unlabelled":
                known.append((one, verdict == "right"))
        yield texts, known, "rewrites"


def summaries() -> Iterator[Told]:
    """Edits of consistent summaries, and the only one of those that are not."""
    for one in changed_words.pairs("summedits_news"):
        if one.half == changed_facts.DEVELOPMENT:
            texts = aligned(one.a, one.b)
            if one.same or len(texts.edits) == 1:
                yield texts, [(edit, not one.same) for edit in texts.edits], "summaries"


def paraphrases() -> Iterator[Told]:
    """Edits of sentences that say the same."""
    folder = shared()
    lines = (folder / "data/msrp/train.jsonl").read_text(encoding="utf-8").splitlines() if folder else []
    for line in lines[::THINNED]:
        row: dict[str, Any] = json.loads(line)
        if row["same"]:
            texts = aligned(row["a"], row["b"])
            yield texts, [(edit, False) for edit in texts.edits], "paraphrases"


def rows_of(told: Sequence[Told]) -> list[Row]:
    """What is asked of each edit whose answer is known; all vectors are made at once."""
    embed = embedder()
    if embed is not None:
        embed(sorted({text for texts, _, _ in told for pair in compared_phrases(texts.edits) for text in pair}))
    made: list[Row] = []
    for texts, known, corpus in told:
        held = around(texts.edits, texts.originals, texts.copies, embed)
        for one, changed in known:
            asked = edit_features(one, held)
            if corpus != "paraphrases" or not (asked["numbers_differ"] or asked["days_differ"]):
                made.append((list(asked.values()), changed, corpus))
    return made


def main() -> None:
    rows = rows_of([*rewrites(), *summaries(), *paraphrases()])
    x, y = np.array([asked for asked, _, _ in rows]), np.array([changed for _, changed, _ in rows])
    card = {
        "what": "logistic regression: does an edit of a copy change what is reported?",
        "by": "python -m training.fact_change",
        "trained_on": "; ".join(
            f"{sum(corpus == name for *_, corpus in rows)} edits of {name},"
            f" {sum(changed for _, changed, corpus in rows if corpus == name)} of them changes"
            for name in COUNTS
        ),
        "limits": "English news; rewrites of reports on one war, summaries of 13 texts; what only falls away left out",
    }  # fmt: skip
    write(FILE, EDIT_FEATURES, fitted(x, y, np.array([COUNTS[corpus] for *_, corpus in rows])), card)
    print(f"{FILE}: {len(rows)} edits")


if __name__ == "__main__":
    main()
