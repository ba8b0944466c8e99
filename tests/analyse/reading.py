"""A text read as the pipeline reads it, every line a paragraph of body text."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.analyse.attribution import attribution
from firsthand.analyse.attribution.attribution import Decider
from firsthand.analyse.coreference.coreference import referents
from firsthand.analyse.entities import entities
from firsthand.analyse.quotation import quotations
from firsthand.analyse.segment import parse
from firsthand.data import Attribution, Block, Document, Entity, Outlet, Published, Quotation


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]

    def name(self, entity: str | None) -> str:
        return next((one.name for one in self.entities if one.id == entity), "")


def paragraphs(text: str, name: str = "d", kind: str = "body") -> Document:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), kind if line.strip() else "blank"))  # type: ignore[arg-type]
        at += len(line)
    return Document(name, name, name, text, None, Outlet(), (), Published(), "en", tuple(blocks))


def read(text: str, decider: Decider = "rules", name: str = "d") -> Reading:
    document = paragraphs(text, name)
    parsed = parse(document)
    named = entities.entities(parsed)
    marked = quotations.quotations(document)
    attributions, spoken = attribution.attributions(parsed, referents(parsed, named), marked, decider)
    return Reading(document, named, attributions, spoken)
