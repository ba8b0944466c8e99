"""Train what says whether a statement is the word of its source: ``python -m training.whose_word``.

Logistic regression (``firsthand/relate/origins/whose_word.py``) on ends of statements that readers judged
(``evals/whose_word.json``): right, or told by the report itself or somebody else.  Folds are by story.  Weights are
plain numbers and go to ``firsthand/models/weights/whose_word.json``; no text goes with them.
"""

from __future__ import annotations

import json
from pathlib import Path

from evals import gathering
from firsthand.data import Span
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.derivation import Families
from firsthand.relate.origins import whose_word
from firsthand.relate.origins.chain_end import Ends
from training.plain import Row, train

LABELS = Path(__file__).parents[1] / "evals" / "whose_word.json"
_LIMITS = "English news; ends of 82 stories of three to thirty-six reports, judged by readers of this project"
Label = tuple[str, int, int, str, str, str]
"""Report, start and end of a statement, the form of its end, whose word it is, and its name as a phrase."""


def rows_of(story: gathering.GoldStory, labels: list[Label]) -> list[Row]:
    """What is looked at of each statement that somebody says, and what the reader said of it."""
    reads, _ = distinct_documents(read_batch(list(story.reports)))
    pile, view = gathering.story_pile(reads)
    ends = Ends(pile, Families(view.derivations).rewritten())
    given = {one.source_id: one.id for one in pile.documents}
    at = {one.span: one for one in pile.statement.values()}
    rows: list[Row] = []
    for report, start, end, _, party, _ in labels:
        statement = at.get(Span(given[report], start, end)) if report in given else None
        chain = ends.followed(statement)[0] if statement is not None else []
        if statement is not None and chain and party != "open":
            rows.append((story.name, whose_word.word_features(pile, statement, chain[-1]), party == "right"))
    return rows


def main() -> None:
    labels = json.loads(LABELS.read_text(encoding="utf-8"))["stories"]
    rows = [
        row for one in gathering.stories(every=True) if one.name in labels for row in rows_of(one, labels[one.name])
    ]
    what = "logistic regression: is a statement the word of its source?"
    train("whose_word.json", what, "training.whose_word", whose_word.WORD_FEATURES, rows, _LIMITS)


if __name__ == "__main__":
    main()
