"""Statements of single documents on ``seeds_dev.json``: are the gold's claims there, alone, and with their modality.

A gold mention (one report's words for one claim) is *covered* when four fifths of its characters lie in one statement,
and *alone* when the best statement's Jaccard with it is 0.5 or more; the baseline is whole sentences.  Modality is
compared on covered mentions, in three classes that the gold's finer words allow.
"""

from __future__ import annotations

import json

from evals.entities import seed_cases
from evals.figure import Figure, shared
from firsthand.analyse.attribution.attribution import attributions
from firsthand.analyse.coreference.coreference import referents
from firsthand.analyse.entities.entities import entities
from firsthand.analyse.provenance.publication import published
from firsthand.analyse.quotation.quotations import quotations
from firsthand.analyse.segment import parse, sentences
from firsthand.analyse.statements.statements import statements
from firsthand.analyse.time.temporal import times
from firsthand.data import Document, Statement

_CORPUS = "seeds_dev"
Spans = list[tuple[int, int]]


def figures() -> list[Figure]:
    folder = shared()
    if folder is None:
        return []
    gold = json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))
    made: dict[str, tuple[Statement, ...]] = {}
    whole: dict[str, Spans] = {}
    for case in seed_cases(folder):
        made[case.document.id] = read(case.document)
        whole[case.document.id] = [(one.start, one.end) for one in sentences(case.document)]
    own = {one["id"] for one in gold["attributions"] if len(one["chain"]) < 2}
    mentions = [one for claim in gold["claims"] for one in claim["mentions"] if one["rel"] == "states"]
    covered = alone = voice = modality = compared = sentence_alone = sentence_covered = 0
    for mention in mentions:
        span = (mention["start"], mention["end"])
        spans = [(one.span.start, one.span.end) for one in made[mention["doc"]]]
        best = max(range(len(spans)), key=lambda n: _jaccard(spans[n], span))
        sentence = max(_jaccard(one, span) for one in whole[mention["doc"]])
        sentence_alone += sentence >= 0.5
        sentence_covered += any(_inside(span, one) >= 0.8 for one in whole[mention["doc"]])
        alone += _jaccard(spans[best], span) >= 0.5
        inside = [n for n in range(len(spans)) if _inside(span, spans[n]) >= 0.8]
        covered += bool(inside)
        if inside:
            statement = made[mention["doc"]][inside[0]]
            compared += 1
            voice += bool(statement.chain) == (mention.get("attribution") not in {None, *own})
            modality += _class(statement.modality) == _class(mention["modality"])
    count = len(mentions)
    return [
        Figure("statements", "claims covered by one statement", _CORPUS, covered / count, count),
        Figure(
            "statements",
            "claims covered by one statement",
            _CORPUS,
            sentence_covered / count,
            count,
            system="sentences",
        ),
        Figure("statements", "claims with a statement of their own", _CORPUS, alone / count, count),
        Figure(
            "statements",
            "claims with a statement of their own",
            _CORPUS,
            sentence_alone / count,
            count,
            system="sentences",
        ),
        Figure("statements", "attributed or own voice right", _CORPUS, voice / max(compared, 1), compared),
        Figure("statements", "class of modality right", _CORPUS, modality / max(compared, 1), compared),
    ]


def read(document: Document) -> tuple[Statement, ...]:
    """All of the per-document analysis that statements stand on."""
    parsed = parse(document)
    index = referents(parsed, entities(parsed))
    found, _ = attributions(parsed, index, quotations(document))
    return statements(parsed, index, times(parsed, published(parsed)), found)


def _class(modality: str) -> str:
    if modality in ("uncertain", "possible", "conditional", "not_ruled_out", "considered"):
        return "open"
    return "denied" if modality == "denied" else "stated"


def _jaccard(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> float:
    return max(min(inner[1], outer[1]) - max(inner[0], outer[0]), 0) / (inner[1] - inner[0])


if __name__ == "__main__":
    for figure in figures():
        print(figure)
