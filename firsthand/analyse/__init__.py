"""Per document: sentences, dates, outlet, entities, quotations, attributions and statements of one Document."""

from __future__ import annotations

from firsthand.data import Analysis, Document


def analyse(document: Document) -> Analysis:
    """All that one document says, found without looking at any other: a pure function of the document."""
    from firsthand.analyse import segment
    from firsthand.analyse.attribution import attribution
    from firsthand.analyse.entities import entities
    from firsthand.analyse.provenance import outlet, publication
    from firsthand.analyse.quotation import quotations
    from firsthand.analyse.statements import statements
    from firsthand.analyse.time import temporal

    sentences = segment.sentences(document)
    published = publication.published(document, sentences)
    times = temporal.times(document, sentences, published)
    named = entities.entities(document, sentences)
    attributions, spoken = attribution.attributions(document, sentences, named, quotations.quotations(document))
    return Analysis(
        document=document.id,
        outlet=outlet.outlet(document),
        published=published,
        sentences=sentences,
        entities=named,
        times=times,
        attributions=attributions,
        quotations=spoken,
        statements=statements.statements(document, sentences, named, times, attributions),
    )
