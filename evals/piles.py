"""Piles of documents for the evals of single steps, with what is compared of each read from its own parse."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.analyse import parse
from firsthand.comparable import comparable
from firsthand.data import Analysis, Document, Entity
from firsthand.relate.pile import Pile


def piled(documents: Sequence[Document], analyses: Sequence[Analysis], entities: Sequence[Entity] = ()) -> Pile:
    """The pile of these documents; ``analyses`` run parallel to them."""
    read = (
        comparable(document, analysis, parse(document)) for document, analysis in zip(documents, analyses, strict=True)
    )
    return Pile(tuple(documents), tuple(analyses), tuple(entities), tuple(read))
