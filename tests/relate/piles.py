"""Piles of hand-made reports, with what is compared of each read from its own parse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from firsthand.analyse import analyse, parse
from firsthand.comparable import comparable
from firsthand.data import Analysis, Document, Entity
from firsthand.grammar.parsed import Parsed
from firsthand.outcome import AnalysedDocument
from firsthand.relate.pile import Pile


@cache
def parse_of(document: Document) -> Parsed:
    return parse(document)


def piled(documents: Sequence[Document], analyses: Sequence[Analysis], entities: Sequence[Entity] = ()) -> Pile:
    """The pile of these documents; ``analyses`` run parallel to them."""
    read = (
        comparable(document, analysis, parse_of(document))
        for document, analysis in zip(documents, analyses, strict=True)
    )
    return Pile(tuple(documents), tuple(analyses), tuple(entities), tuple(read))


def analysed(document: Document) -> AnalysedDocument:
    """The document as a run reads it."""
    parsed = parse_of(document)
    analysis = analyse(document, parsed)
    return AnalysedDocument(document, analysis, comparable(document, analysis, parsed))
