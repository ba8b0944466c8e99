"""A text read as the pipeline reads it, every line a paragraph of body text."""

from __future__ import annotations

from evals.attribution import Said as Reading
from firsthand.analyse import parse
from firsthand.analyse.attribution import Decider, attribution
from firsthand.analyse.coreference import referents
from firsthand.analyse.entities import entities
from firsthand.analyse.quotation import quotations
from firsthand.data import Block, Document, Outlet, Published


def paragraphs(text: str, name: str = "d", kind: str = "body") -> Document:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), kind if line.strip() else "blank"))  # type: ignore[arg-type]
        at += len(line)
    return Document(name, name, name, text, None, Outlet(), (), Published(), "en", tuple(blocks))


def read(text: str, decider: Decider = "rules", name: str = "d") -> Reading:
    document = paragraphs(text, name)
    parsed = parse(document)
    named = entities(parsed)
    marked = quotations(document)
    attributions, spoken = attribution.attributions(parsed, referents(parsed, named), marked, decider)
    return Reading(document, named, attributions, spoken)
