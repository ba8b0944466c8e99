"""Is a statement really the word of the party that it is put beside, or does the report tell it in its own voice?

Who stands beside a statement is easily taken for its source: "Kelly, who has faced decades of allegations, said …"
makes Kelly no source of the allegations, and a condolence is no source of the toll that it mentions.  Logistic
regression over where source, cue and content stand, learnt from ends of whole stories that readers judged
(``evals/whose_word.json``, ``training/whose_word.py``); the weights are in ``models/weights/whose_word.json``.  Left
out: who it is, if not he.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from firsthand.data import Attribution, Span, Statement
from firsthand.lexicon import entry_set
from firsthand.models.plain_weights import weighed
from firsthand.relate.pile import Pile
from firsthand.words import normal

_ACTS = ("saying", "writing")
_KINDS = ("person", "institution", "group", "document", "anonymous", "unknown")
_HEDGED = ("possible", "considered", "planned", "conditional", "evaluated")
WORD_FEATURES = (
    "covered", "share", "pieces", "gap", "before", "inside", "no_source", "sentences_between", "cue_gap", "cue_inside",
    "no_cue", "cue_words", "model", "direct", "entity", "pronoun", "lower", "description_words", "quoted", "negated",
    "hedged", "words", "depth", "named_inside", *_ACTS, *_KINDS,
)  # fmt: skip
"""What is looked at where somebody says something: how much of the statement his words cover and how much of them it
is, where source and cue stand, how the source is printed, what kind of source it is, how the statement puts it."""


def whose_word(pile: Pile, statement: Statement, last: Attribution) -> float:
    """The probability that the statement is known from the source of its innermost attribution."""
    return weighed("whose_word.json", word_features(pile, statement, last))


def word_features(pile: Pile, statement: Statement, last: Attribution) -> list[float]:
    """The values of ``WORD_FEATURES``."""
    span = statement.span
    content = sum(one.end - one.start for one in last.content)
    covered = sum(max(0, min(one.end, span.end) - max(one.start, span.start)) for one in last.content)
    source, cue = (next(iter(pieces), None) for pieces in (last.source, last.cue))
    described = last.description or ""
    return [
        covered / max(1, span.end - span.start),
        (span.end - span.start) / max(1, content),
        float(len(last.content)),
        _gap(span, source),
        float(source is not None and source.start < span.start),
        float(source is not None and span.contains(source)),
        float(source is None),
        float(min(4, _sentences_between(pile, span, source))),
        _gap(span, cue),
        float(cue is not None and span.contains(cue)),
        float(cue is None),
        float(len(pile.words(cue).split())) if cue is not None else 0.0,
        float(last.decided_by == "model"),
        float(last.kind == "direct"),
        float(last.source_entity is not None),
        float(normal(described) in entry_set("function_words")),
        float(described.islower()),
        math.log1p(len(described.split())),
        *_put(pile, statement),
        float(len(statement.chain)),
        float(bool(described) and described in pile.words(span)),
        *(float(last.act == one) for one in _ACTS),
        *(float(last.source_kind == one) for one in _KINDS),
    ]


def _put(pile: Pile, statement: Statement) -> Sequence[float]:
    """Whether the statement is quoted, negated, hedged, and how long it is."""
    span = statement.span
    quoted = any(one.span.overlaps(span) for one in pile.analysis[span.document].quotations)
    length = math.log1p(len(pile.words(span).split()))
    return [float(quoted), float(statement.negated), float(statement.modality in _HEDGED), length]


def _gap(span: Span, other: Span | None) -> float:
    return math.log1p(max(0, span.start - other.end, other.start - span.end)) if other is not None else 0.0


def _sentences_between(pile: Pile, span: Span, source: Span | None) -> int:
    """How many sentences begin between the source and the statement."""
    if source is None:
        return 0
    low, high = sorted((span.start, source.start))
    return sum(low < one.start <= high for one in pile.analysis[span.document].sentences)
