"""Train what chooses the first claims of a story and their words: ``python -m training.first_screen``.

Two logistic regressions on what readers said of claims of whole stories (``evals/first_screen.json``): does a text
stand alone (``firsthand/relate/claims/stands_alone.py``), and would an editor list its claim
(``firsthand/report/salience.py``).  Folds are by story.  Weights are plain numbers and go to
``firsthand/models/weights/stands_alone.json`` and ``salience.json``; no text goes with them.
"""

from __future__ import annotations

from evals import gathering
from evals.first_screen import labelled_claims, labels_of
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.assemble import relate
from firsthand.relate.claims import claim_text, stands_alone
from firsthand.relate.derivation import Families
from firsthand.report import salience
from firsthand.report.open_record import opened
from training.plain import Row, train

_LIMITS = "English news; 78 stories of three to thirty-six reports, judged by readers of this project"


def rows_of(story: gathering.GoldStory) -> tuple[list[Row], list[Row]]:
    """The labelled texts and the labelled claims of a story."""
    reads, rejected = distinct_documents(read_batch(list(story.reports)))
    pile, view = gathering.story_pile(reads)
    families = Families(view.derivations)
    given = {one.source_id: one.id for one in pile.documents}
    at = {(one.span.document, one.span.start, one.span.end): one for one in pile.statement.values()}
    texts: list[Row] = []
    for claim in labelled_claims()[story.name]:
        for text in claim.texts:
            statement = at.get((given[text.report], *text.statement)) if text.report in given else None
            for told in claim_text.tellings(pile, statement, families) if statement is not None else ():
                if told.whole == text.whole:
                    texts.append((story.name, stands_alone.text_features(told), text.alone))
    reading = opened(relate(reads, rejected, embed=embedder()))
    central, _ = labels_of(story.name, reading)
    weighed = salience.Salience(reading, max(reading.ranked_stories, key=lambda one: len(one.documents)))
    claims = [(story.name, weighed.features(reading.claim[id_]), said) for id_, said in sorted(central.items())]
    return texts, claims


def main() -> None:
    rows = [rows_of(one) for one in gathering.stories(every=True) if one.name in labelled_claims()]
    texts, claims = ([row for one in rows for row in one[k]] for k in (0, 1))
    what = "logistic regression: does a text stand alone?"
    train("stands_alone.json", what, "training.first_screen", stands_alone.TEXT_FEATURES, texts, _LIMITS)
    what = "logistic regression: would an editor list a claim?"
    train("salience.json", what, "training.first_screen", salience.CLAIM_FEATURES, claims, _LIMITS)


if __name__ == "__main__":
    main()
