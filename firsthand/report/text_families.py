"""Whose text stands on which pages: the reports of a story as families of copies and rewrites, and the families of one
author together.

A family is one separately written text; its head is whose text it is, which may be an agency of which the folder holds
no page.  Follows: ``OpenRecord.text_of``.  Left out: what was changed on the way, which the conflicts say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Derivation, Document, DocumentId
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import COPIES, line
from firsthand.words import normal


@dataclass(frozen=True, slots=True)
class TextFamily:
    """One separately written text: the pages that carry it in the order of time, and how each came by it ('' for the
    first of them)."""

    head: str
    pages: tuple[Document, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """Whose texts they are; ``in_folder``: whether a page of its own is among the reports."""

    name: str
    in_folder: bool
    texts: tuple[TextFamily, ...]

    @property
    def pages(self) -> int:
        """On how many pages its texts stand."""
        return sum(len(one.pages) for one in self.texts)


_HOW = {"same_text": "copy", "near_copy": "near copy", "rewrite": "rewrite"}


def text_families(reading: OpenRecord, documents: Sequence[Document]) -> tuple[TextFamily, ...]:
    """The documents (in the order of time) by the text that they carry, in the order of their first pages."""
    groups: dict[DocumentId, list[Document]] = {}
    for one in documents:
        groups.setdefault(reading.text_of.get(one.id, one.id), []).append(one)
    return tuple(_family(reading, pages) for pages in groups.values())


def _family(reading: OpenRecord, pages: list[Document]) -> TextFamily:
    first = next((one for one in pages if one.id not in reading.copied), pages[0])
    ordered = [first, *(one for one in pages if one is not first)]
    how = tuple("" if one is first else _way(reading, one.id) for one in ordered)
    return TextFamily(text_head(reading, first), tuple(ordered), how)


def text_head(reading: OpenRecord, document: Document) -> str:
    """Whose text a page carries: an agency's or another outlet's where the page tells it, else its own outlet's."""
    told = document.text_origin
    if told.kind in {"agency", "outlet"} and told.name:
        return line(told.name, 60)
    return reading.outlet(document.id)


def _way(reading: OpenRecord, document: DocumentId) -> str:
    pairs = reading.pairs_of.get(document, ())
    taken = [one for one in pairs if one.relation in COPIES and one.relation != "partial_copy"]
    own = [one for one in taken if reading.parted(one)[0] == document and one.direction != "unknown"]
    best: Derivation | None = min(own or taken, key=lambda one: tuple(_HOW).index(one.relation), default=None)
    return _HOW[best.relation] if best is not None else "copy"


def authors(reading: OpenRecord, documents: Sequence[Document]) -> tuple[Author, ...]:
    """The families by whose text they are: those on most pages first, then in the order of time."""
    groups: dict[str, list[TextFamily]] = {}
    for one in text_families(reading, documents):
        groups.setdefault(normal(one.head).removeprefix("the "), []).append(one)
    outlets = {normal(reading.outlet(one.id)).removeprefix("the ") for one in documents}
    found = [Author(texts[0].head, key in outlets, tuple(texts)) for key, texts in groups.items()]
    return tuple(sorted(found, key=lambda one: -max(len(text.pages) for text in one.texts)))
