"""Per document: sentences, dates, outlet, entities, quotations, attributions and statements of one Document."""

from __future__ import annotations

from firsthand.data import Analysis, Document
from firsthand.grammar.parsed import Parsed


def parse(document: Document) -> Parsed:
    """The document's parse: its sentences as trees."""
    from firsthand.analyse import segment

    return segment.parse(document)


def analyse(document: Document, parsed: Parsed | None = None) -> Analysis:
    """All that one document says, found without looking at any other: a pure function of the document.

    ``parsed`` is its parse where that is at hand (``parse``)."""
    from firsthand.analyse.attribution import attribution
    from firsthand.analyse.coreference import coreference
    from firsthand.analyse.entities import entities
    from firsthand.analyse.provenance import outlet, publication
    from firsthand.analyse.quotation import quotations
    from firsthand.analyse.statements import statements
    from firsthand.analyse.time import temporal

    parsed = parsed or parse(document)
    published = publication.published(parsed)
    times = temporal.times(parsed, published)
    named = entities.entities(parsed)
    index = coreference.referents(parsed, named)
    attributions, spoken = attribution.attributions(parsed, index, quotations.quotations(document))
    return Analysis(
        document=document.id,
        outlet=outlet.outlet(parsed),
        published=published,
        sentences=parsed.sentences,
        entities=named,
        times=times,
        attributions=attributions,
        quotations=spoken,
        statements=statements.statements(parsed, index, times, attributions),
    )
