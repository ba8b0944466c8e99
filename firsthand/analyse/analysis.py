"""One document read: the rooms of ``analyse`` in their order, each handed what the rooms before it found."""

from __future__ import annotations

from firsthand.analyse.attribution import attributions
from firsthand.analyse.coreference import referents
from firsthand.analyse.entities import entities
from firsthand.analyse.provenance import outlet, published
from firsthand.analyse.quotation import quotations
from firsthand.analyse.segment import parse
from firsthand.analyse.statements import statements
from firsthand.analyse.time import times
from firsthand.data import Analysis, Document
from firsthand.errors import UsageError
from firsthand.grammar import Parsed


def analyse(document: Document, parsed: Parsed | None = None) -> Analysis:
    """All that one document says, found without looking at any other: a pure function of the document.

    ``parsed`` is its parse where that is at hand (``parse``).  Raises UsageError for what is no Document."""
    if not isinstance(document, Document):
        raise UsageError(f"a value of type {type(document).__name__} is no Document: take one from clean")
    parsed = parsed or parse(document)
    appeared = published(parsed)
    dated = times(parsed, appeared)
    named = entities(parsed)
    index = referents(parsed, named)
    attributed, spoken = attributions(parsed, index, quotations(document))
    return Analysis(
        document=document.id,
        outlet=outlet(parsed),
        published=appeared,
        sentences=parsed.sentences,
        entities=named,
        times=dated,
        attributions=attributed,
        quotations=spoken,
        statements=statements(parsed, index, dated, attributed),
    )
