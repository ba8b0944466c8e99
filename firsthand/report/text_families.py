"""Whose text stands on which pages: the reports of a story as families of copies and rewrites, and the families of one
author together.

A family is one separately written text; its head is whose text it is, which may be an agency of which the folder holds
no page.  Follows: ``OpenRecord.text_of``.  Left out: what was changed on the way, which the conflicts say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.data import SHARING_A_TEXT, Claim, Derivation, Document, DocumentId, Judgement, Statement
from firsthand.judgements import judged_by
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import line
from firsthand.words import normal


@dataclass(frozen=True, slots=True)
class TextFamily:
    """One separately written text: the pages that carry it in the order of time, and how each came by it ('' for the
    first of them).  ``printed_from``: the agency or outlet whose text every page prints by its credit, so that none of
    the pages comes from another; pages of its own stand first then; '' for a text that one of the pages wrote."""

    head: str
    pages: tuple[Document, ...]
    how: tuple[str, ...]
    printed_from: str = ""
    in_hand: bool = True
    """Whether a page of whoever wrote the text is among these."""


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

    def without(self, texts: Sequence[TextFamily]) -> Author:
        """The same without some of the texts."""
        first = {one.pages[0].id for one in texts}
        return replace(self, texts=tuple(one for one in self.texts if one.pages[0].id not in first))


_HOW = {
    "same_text": "copy", "near_copy": "near copy", "rewrite": "rewrite", "partial_copy": "in part",
    "shared_source_text": "same source text",
}  # fmt: skip


def text_families(
    reading: OpenRecord, documents: Sequence[Document], text_of: Mapping[DocumentId, DocumentId] | None = None
) -> tuple[TextFamily, ...]:
    """The documents (in the order of time) by the text that they carry, in the order of their first pages; ``text_of``
    says which carry one, by one document for each (those of whole texts where it is None)."""
    groups: dict[DocumentId, list[Document]] = {}
    known = reading.text_of if text_of is None else text_of
    for one in documents:
        groups.setdefault(known.get(one.id, one.id), []).append(one)
    return tuple(_family(reading, pages) for pages in groups.values())


def claim_texts(reading: OpenRecord, claim: Claim) -> dict[DocumentId, DocumentId]:
    """For each report of a claim one report of those that have its words from one text: copies, rewrites and texts of
    one source text, copied passages that hold the claim, and versions of an agency's text."""
    statements = reading.statements_of(claim)
    root = {one.span.document: one.span.document for one in statements}

    def find(id_: DocumentId) -> DocumentId:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    def join(a: DocumentId, b: DocumentId) -> None:
        first, last = sorted((find(a), find(b)))
        root[last] = first

    for one in sorted(
        {pair.id: pair for id_ in root for pair in reading.pairs_of.get(id_, ())}.values(), key=lambda p: p.id
    ):
        if one.a in root and one.b in root and (one.relation in SHARING_A_TEXT or _holds(one, statements)):
            join(one.a, one.b)
    if len({find(id_) for id_ in root}) > claim.reports.after_merging_copies:
        first: dict[str, DocumentId] = {}
        for id_ in root:
            told = reading.document[id_].text_origin if id_ in reading.document else None
            if told is not None and told.kind == "agency" and told.name:
                join(first.setdefault(normal(told.name), id_), id_)
    return {id_: find(id_) for id_ in root}


def _holds(derivation: Derivation, statements: Sequence[Statement]) -> bool:
    """Whether copied passages hold a claim's words on both sides."""
    if derivation.relation != "partial_copy":
        return False
    spans = [one.span for one in statements]
    return any(
        any(one.overlaps(passage.a) for one in spans) and any(one.overlaps(passage.b) for one in spans)
        for passage in derivation.passages
    )


def _family(reading: OpenRecord, pages: list[Document]) -> TextFamily:
    first = next((one for one in pages if one.id not in reading.copied), pages[0])
    head = text_head(reading, first)
    own = [one for one in pages if _bare_name(reading.outlet(one.id)) == _bare_name(head)]
    credited = first.text_origin.kind == "agency" and bool(first.text_origin.name)
    if credited or first not in own:
        ordered = [*own, *(one for one in pages if one not in own)]
        way = {one.id: way_of(reading, one.id) if len(pages) > 1 else "" for one in ordered}
        own_text = {one.id for one in ordered if one.text_origin.kind == "agency" and one.text_origin.name}
        how = tuple(_NOT_AS_IT_IS.get(way[one], "") if one in own_text else way[one] for one in way)
        return TextFamily(head, tuple(ordered), how, head, bool(own))
    ordered = [first, *(one for one in pages if one is not first)]
    return TextFamily(head, tuple(ordered), tuple("" if one is first else way_of(reading, one.id) for one in ordered))


_NOT_AS_IT_IS = {"rewrite": "rewrite", "in part": "in part"}
"""Ways in which a page prints a text otherwise than as it is."""
ITS_OWN = "its own"
"""What is said of a page's text that is its own outlet's."""


def text_credit(reading: OpenRecord, document: Document) -> str:
    """The agency or the other outlet whose text a page carries, by its credit or a judgement; '' where the text is its
    own outlet's as far as anything tells."""
    told = document.text_origin
    if told.kind == "agency" and not told.name:
        return "an agency that is not named"
    name = line(told.name or "", 60) if told.kind in {"agency", "outlet"} else ""
    return "" if _bare_name(name) == _bare_name(reading.outlet(document.id)) else name


def text_head(reading: OpenRecord, document: Document) -> str:
    """Whose text a page carries, its own outlet where nobody else is named."""
    return (text_credit(reading, document) if document.text_origin.name else "") or reading.outlet(document.id)


def _bare_name(name: str) -> str:
    return normal(name).removeprefix("the ")


def way_of(reading: OpenRecord, document: DocumentId) -> str:
    """How a page has its text from another: "copy", "near copy", "rewrite" …"""
    pairs = reading.pairs_of.get(document, ())
    taken = [one for one in pairs if one.relation in _HOW]
    own = [one for one in taken if reading.parted(one)[0] == document and one.direction != "unknown"]
    best: Derivation | None = min(own or taken, key=lambda one: tuple(_HOW).index(one.relation), default=None)
    return _HOW[best.relation] if best is not None else "version"


def authors(reading: OpenRecord, documents: Sequence[Document]) -> tuple[Author, ...]:
    """The families by whose text they are: those on most pages first, then in the order of time."""
    groups: dict[str, list[TextFamily]] = {}
    for one in text_families(reading, documents):
        groups.setdefault(_bare_name(one.head), []).append(one)
    outlets = {_bare_name(reading.outlet(one.id)) for one in documents}
    found = [Author(texts[0].head, key in outlets, tuple(texts)) for key, texts in groups.items()]
    return tuple(sorted(found, key=lambda one: -max(len(text.pages) for text in one.texts)))


def separate_in_words(reading: OpenRecord, a: DocumentId, b: DocumentId, judged: Judgement) -> str:
    """As "Vennick Daily and The Tressian: written separately, judged by Ada Obi"."""
    beside = f"; {line(judged.reason, 200)}" if judged.reason else ""
    return f"{reading.report(a)} and {reading.report(b)}: written separately, {line(judged_by(judged), 120)}{beside}"
