"""Statements of single documents on ``seeds_dev.json``: are the gold's claims there, alone, and with their modality.

A gold mention (one report's words for one claim) is *covered* when four fifths of its characters lie in one statement,
and *alone* when the best statement's Jaccard with it is 0.5 or more; the baseline is whole sentences.  Modality is
compared on covered mentions, in three classes that the gold's finer words allow.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.case import Case, Pair, Verdict, cut, share
from evals.entities import seed_texts
from evals.figure import Figure, shared
from firsthand.analyse import parse
from firsthand.analyse.attribution import attributions
from firsthand.analyse.coreference import referents
from firsthand.analyse.entities import entities
from firsthand.analyse.provenance import published
from firsthand.analyse.quotation import quotations
from firsthand.analyse.statements import statements
from firsthand.analyse.time import times
from firsthand.data import Document, Statement

_CORPUS = "seeds_dev"
_COVERED = "claims covered by one statement"
_ALONE = "claims with a statement of their own"
_VOICE = "attributed or own voice right"
_MODALITY = "class of modality right"
Place = tuple[int, int]


def cases() -> list[Case]:
    """Every gold mention: covered, alone; and where it is covered, its voice and its modality."""
    folder = shared()
    if folder is None:
        return []
    gold = _gold(folder)
    made = {text.document.id: read(text.document) for text in seed_texts(folder)}
    own = {one["id"] for one in gold["attributions"] if len(one["chain"]) < 2}
    found: list[Case] = []
    for mention in _mentions(gold):
        spans = [(one.span.start, one.span.end) for one in made[mention["doc"]]]
        found += _held(gold, mention, spans)
        span = (mention["start"], mention["end"])
        inside = [one for one in made[mention["doc"]] if _inside(span, (one.span.start, one.span.end)) >= 0.8]
        if inside:
            attributed = mention.get("attribution") not in {None, *own}
            told = _told(bool(inside[0].chain))
            found.append(_case(gold, mention, _VOICE, told == _told(attributed), (_told(attributed), told)))
            want, told = _class(mention["modality"]), _class(inside[0].modality)
            found.append(_case(gold, mention, _MODALITY, told == want, (want, told)))
    return found


def figures() -> list[Figure]:
    """The cases, counted; and the first two questions of whole sentences."""
    folder = shared()
    if folder is None:
        return []
    gold = _gold(folder)
    whole = {
        text.document.id: [(one.start, one.end) for one in parse(text.document).sentences]
        for text in seed_texts(folder)
    }
    found = cases()
    plain = [case for mention in _mentions(gold) for case in _held(gold, mention, whole[mention["doc"]])]
    return [
        share("statements", found, _COVERED, _CORPUS),
        share("statements", plain, _COVERED, _CORPUS, "sentences"),
        share("statements", found, _ALONE, _CORPUS),
        share("statements", plain, _ALONE, _CORPUS, "sentences"),
        share("statements", found, _VOICE, _CORPUS),
        share("statements", found, _MODALITY, _CORPUS),
    ]


def _gold(folder: Path) -> Any:
    return json.loads((folder / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))


def _mentions(gold: Any) -> list[Any]:
    return [one for claim in gold["claims"] for one in claim["mentions"] if one["rel"] == "states"]


def _held(gold: Any, mention: Any, spans: list[Place]) -> list[Case]:
    """Whether one of the spans covers a gold mention, and whether one is it."""
    span = (mention["start"], mention["end"])
    covered = any(_inside(span, one) >= 0.8 for one in spans)
    alone = any(_jaccard(one, span) >= 0.5 for one in spans)
    return [_case(gold, mention, _COVERED, covered), _case(gold, mention, _ALONE, alone)]


def _case(gold: Any, mention: Any, question: str, right: bool, answer: Pair = ("", "")) -> Case:
    """A question about one gold mention; without an answer that is told it is right or missed."""
    place = f"seeds/{gold['files'][mention['doc']]}"
    span = (mention["start"], mention["end"])
    verdict: Verdict = "right" if right else "wrong" if answer[1] else "missed"
    return Case(question, _CORPUS, verdict, place, *span, *answer, cut(mention["text"]))


def _told(attributed: bool) -> str:
    return "attributed" if attributed else "own voice"


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


def _jaccard(a: Place, b: Place) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(common, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _inside(inner: Place, outer: Place) -> float:
    return max(min(inner[1], outer[1]) - max(inner[0], outer[0]), 0) / (inner[1] - inner[0])


if __name__ == "__main__":
    for figure in figures():
        print(figure)
