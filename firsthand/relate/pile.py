"""The pile: all documents of a run with their analyses, looked up by id.

What the across-document functions take as their first argument.  Built once, never changed; entity ids in it are
already linked across documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from firsthand.comparable import Comparable, ComparedStatement
from firsthand.data import Analysis, Attribution, Document, Entity, Quotation, Span, Statement


@dataclass(frozen=True, slots=True)
class Pile:
    """``documents``, ``analyses`` and ``comparables`` run parallel, sorted by address and id."""

    documents: tuple[Document, ...]
    analyses: tuple[Analysis, ...]
    entities: tuple[Entity, ...] = ()
    comparables: tuple[Comparable, ...] = ()
    document: dict[str, Document] = field(init=False)
    analysis: dict[str, Analysis] = field(init=False)
    entity: dict[str, Entity] = field(init=False)
    attribution: dict[str, Attribution] = field(init=False)
    quotation: dict[str, Quotation] = field(init=False)
    statement: dict[str, Statement] = field(init=False)
    comparable: dict[str, Comparable] = field(init=False)
    compared: dict[str, ComparedStatement] = field(init=False)

    def __post_init__(self) -> None:
        fill = object.__setattr__
        fill(self, "document", {item.id: item for item in self.documents})
        fill(self, "analysis", {item.document: item for item in self.analyses})
        fill(self, "entity", {item.id: item for item in self.entities})
        fill(self, "attribution", {item.id: item for one in self.analyses for item in one.attributions})
        fill(self, "quotation", {item.id: item for one in self.analyses for item in one.quotations})
        fill(self, "statement", {item.id: item for one in self.analyses for item in one.statements})
        fill(self, "comparable", {item.document: item for item in self.comparables})
        fill(self, "compared", {item.id: item for one in self.comparables for item in one.statements})

    def words(self, span: Span) -> str:
        """The characters a span points at."""
        return span.of(self.document[span.document].text)

    def quote(self, spans: Iterable[Span]) -> str:
        """The pieces of a discontinuous span, joined by an ellipsis."""
        return " … ".join(self.words(span) for span in spans)
