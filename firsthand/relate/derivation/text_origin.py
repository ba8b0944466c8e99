"""The wire behind the text: whose words a document carries at bottom.

In order: the outlet is an agency; the page credits one (byline, dateline, tagline; never a picture's credit); a copy
of the same text carries the credit; the text was derived from another report.  A credit for a share of the text
("Reuters contributed") leaves the origin unknown.  Left out: agencies whose credit stands nowhere in the pile.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand import names
from firsthand.comparable import credit_lines
from firsthand.components import Components
from firsthand.data import TEXT_KINDS, Derivation, Document, DocumentId, Span, TextOrigin
from firsthand.relate.derivation.provenance_clues import outlet_forms, outlet_forms_of, own_marks, republishes
from firsthand.relate.derivation.text_lineage import OF_ONE_TEXT
from firsthand.relate.judged import judged_origins
from firsthand.relate.pile import Pile

_PLACES = ("dateline", "byline", "tagline", "ending", "house", "unlisted")
_PRESUMED = "presumed: the page names nobody else"
_UNNAMED = "the same text stands in several houses, and none credits it"
_HOUSES = 3
"""Houses from which a text that none of them credits is taken for an agency's."""
_BY_OUTLET = re.compile(
    r"(?:^|\n) *(?:BY:?|By:?) +[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,| for| \|) +"
    r"(?P<outlet>[A-Z][\w.&'’ -]{1,38}?) *(?=\n|$|:|,)"
)
_HEAD = 1500
"""Characters at the head of a text in which a byline may name another outlet."""
_ORIGINAL = re.compile(
    r"(?:[Tt]his (?:article|story|report|post|piece)[^.\n]{0,20} )(?:originally |first )(?:published|appeared|posted)"
    r" (?:by|in|on|at) (?:the |The )?(?P<name>[A-Z][\w.&' -]{2,40}?)(?=[.,\n]| on | and |$)"
    r"|(?:^|\n)\(?[hH]/[tT][:/ ]*(?P<tip>[^\n)]{2,40})"
)
_COPIES = ("same_text", "near_copy", "partial_copy")
_AND = " and "
_SHARE = "credit for a share of the text"
_COPIED = 0.5
"""Share of a text that must be copied for its origin to be the copied text's."""


def text_origins(
    pile: Pile, derivations: Sequence[Derivation], stated: Mapping[DocumentId, TextOrigin]
) -> dict[DocumentId, TextOrigin]:
    """Whose text each document carries, by document id; ``stated`` is what the pages say (``stated_origins``)."""
    found = dict(stated)
    copied = {key for item in derivations if item.relation in _COPIES for key in (item.a, item.b)}
    parents: dict[DocumentId, list[tuple[float, DocumentId, Derivation]]] = defaultdict(list)
    for item in derivations:
        if item.direction != "unknown" and item.relation in ("same_text", "near_copy", "rewrite"):
            child, parent = (item.b, item.a) if item.direction == "a_to_b" else (item.a, item.b)
            parents[child].append((-item.score, parent, item))
    for document in pile.documents:
        if found[document.id].kind == "unknown":
            inherited = _inherited(pile, document, found, parents[document.id])
            if inherited is not None:
                found[document.id] = inherited
            elif document.id not in copied:
                found[document.id] = _own(document, found[document.id])
    return found | _of_no_house(pile, derivations, found) | judged_origins(pile)


def _of_no_house(
    pile: Pile, derivations: Sequence[Derivation], found: Mapping[DocumentId, TextOrigin]
) -> dict[DocumentId, TextOrigin]:
    """Texts that stand in several houses of which none is known to be first and none credits anybody: one unnamed
    agency's."""
    texts: Components[DocumentId] = Components(sorted(document.id for document in pile.documents))
    for item in derivations:
        if item.relation in OF_ONE_TEXT and item.direction == "unknown":
            texts.join(item.a, item.b)
    out: dict[DocumentId, TextOrigin] = {}
    for group in texts.groups():
        houses = {outlet.casefold() for one in group if (outlet := pile.document[one].outlet.name)}
        if len(houses) >= _HOUSES and all(found[one].kind == "unknown" for one in group):
            out |= {one: TextOrigin("agency", None, _UNNAMED, found[one].evidence) for one in group}
    return out


def stated_origins(pile: Pile, derivations: Sequence[Derivation]) -> dict[DocumentId, TextOrigin]:
    """What the pages say of their text, or the pages that carry the same text; directions are not asked for."""
    judged = judged_origins(pile)
    found = _long_forms({document.id: credited(document) for document in pile.documents} | judged)
    siblings: dict[DocumentId, list[tuple[float, DocumentId]]] = defaultdict(list)
    for item in derivations:
        if item.relation in _COPIES:
            for one, other in ((item.a, item.b), (item.b, item.a)):
                if found[one].kind != "agency" and one not in judged and _carries(pile, item, one, found[one]):
                    siblings[one].append((-item.score, other))
    # a credit passes through copies, nearest first, until nothing changes
    changed = True
    while changed:
        changed = False
        for key in sorted(siblings):
            near = next((other for _, other in sorted(siblings[key]) if found[other].kind == "agency"), None)
            if near and found[key].kind != "agency":
                basis = "a copy of this text carries the credit"
                found[key] = TextOrigin("agency", found[near].name, basis, found[near].evidence)
                changed = True
    return found


def _long_forms(found: dict[DocumentId, TextOrigin]) -> dict[DocumentId, TextOrigin]:
    """An agency's acronym by the one name among the pile's that it stands for ("TPA", "Trans-Peninsula Agency")."""
    known = sorted({one.name for one in found.values() if one.kind == "agency" and one.name})
    long = {
        name: full[0]
        for name in known
        if name.isupper() and len(full := [other for other in known if other != name and _initials(other) == name]) == 1
    }
    return {
        key: replace(one, name=long[one.name]) if one.kind == "agency" and one.name in long else one
        for key, one in found.items()
    }


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def agencies_of(origin: TextOrigin) -> frozenset[str]:
    """The agencies that an origin names; a text may carry two."""
    return frozenset(origin.name.split(_AND)) if origin.kind == "agency" and origin.name else frozenset()


def _carries(pile: Pile, item: Derivation, key: DocumentId, stated: TextOrigin) -> bool:
    """Whether a copied pair's text is a report's text as a whole; one that credits several for a share is not."""
    if item.relation != "partial_copy":
        return True
    return stated.basis != _SHARE and _copied(pile, item, key) >= _COPIED


def credited(document: Document) -> TextOrigin:
    """What the page itself says."""
    own = credit_lines.agency_named(document.outlet.name)
    if own:
        return TextOrigin("agency", own, "the outlet is an agency", document.outlet.evidence)
    whole = [credit for credit in credit_lines.credits(document) if credit.part == "whole" and credit.agency]
    for place in _PLACES:
        here = [credit for credit in whole if credit.place == place]
        if here:
            names = list(
                dict.fromkeys(name for credit in here for name in credit_lines.agencies_credited(document, credit))
            )
            return TextOrigin(
                "agency", _AND.join(names[:3]), f"credit ({place})", tuple(credit.span for credit in here[:6])
            )
    share = [credit for credit in credit_lines.credits(document) if credit.part == "share"]
    if share:
        name = next((credit.agency for credit in share if credit.agency), None)
        return TextOrigin("unknown", name, _SHARE, tuple(credit.span for credit in share[:6]))
    match = _ORIGINAL.search(document.text)
    if match:
        name = (match.group("name") or match.group("tip")).strip(" .,:;/")
        forms = outlet_forms(document)
        if name.casefold().removeprefix("the ") not in forms:
            return TextOrigin("outlet", name, "the page says so", (Span(document.id, match.start(), match.end()),))
    return _byline_of_another(document) or TextOrigin()


def _byline_of_another(document: Document) -> TextOrigin | None:
    """A byline that names a listed outlet which is not the page's own ("By Ada Obi, CNN")."""
    forms = outlet_forms(document)
    for block in document.blocks:
        if block.start >= _HEAD:
            break
        if block.kind == "blank":
            continue
        for match in _BY_OUTLET.finditer(document.text[block.start : min(block.end, _HEAD)]):
            name = names.outlets().get(names.key(match.group("outlet")))
            if name and forms and not set(outlet_forms_of(name)) & set(forms):
                span = Span(document.id, block.start + match.start(), block.start + match.end())
                return TextOrigin("outlet", name, "credit (byline)", (span,))
    return None


def _inherited(pile: Pile, document: Document, found: dict[DocumentId, TextOrigin],
               parents: list[tuple[float, DocumentId, Derivation]]) -> TextOrigin | None:  # fmt: skip
    """The text's origin by the likest report that it is derived from, if there is one."""
    for _, parent, item in sorted(parents, key=lambda entry: (entry[0], entry[1])):
        origin = found[parent]
        evidence = tuple(p.a if item.a == document.id else p.b for p in item.passages[:3])
        if origin.kind == "agency":
            return TextOrigin(
                "agency", origin.name, "derived from a report with this credit", origin.evidence or evidence
            )
        if origin.kind == "outlet":
            return TextOrigin(
                "outlet", origin.name, "derived from a report with this origin", origin.evidence or evidence
            )
        name = pile.document[parent].outlet.name
        if name and name != document.outlet.name:
            return TextOrigin("outlet", name, "derived from this outlet's report", evidence)
        return TextOrigin("unknown", None, "derived from a report whose outlet is not known", evidence)
    return None


def _own(document: Document, stated: TextOrigin) -> TextOrigin:
    """The outlet's own text where the page shows it, by who was told or by a byline; presumed so where the page names
    nobody else; else what the page states."""
    if stated.basis != "unknown":
        return stated
    if document.outlet.name and own_marks(document):
        return TextOrigin("own", document.outlet.name, "the text says that this outlet was told")
    bylines = [block for block in document.blocks if block.kind == "byline"]
    if document.outlet.name and (document.authors or bylines) and not republishes(document):
        evidence = tuple(Span(document.id, block.start, block.end) for block in bylines[:1])
        return TextOrigin("own", document.outlet.name, "byline without another's credit", evidence)
    if document.outlet.name and not republishes(document):
        return TextOrigin("own", document.outlet.name, _PRESUMED)
    return stated


def _copied(pile: Pile, item: Derivation, key: DocumentId) -> float:
    """The share of a document's text that the pair's passages cover."""
    document = pile.document[key]
    total = sum(block.end - block.start for block in document.blocks if block.kind in TEXT_KINDS)
    spans = {(p.a if item.a == key else p.b) for p in item.passages if p.relation != "paraphrase"}
    return sum(span.end - span.start for span in spans) / max(1, total)
