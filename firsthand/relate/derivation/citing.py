"""Reports that name another report's outlet as their source: "The New York Times first reported", "told CNN".

The other document's outlet must be known and named; among that outlet's reports the one on the same matter is meant.
Left out: citations that name no outlet ("media reports"), and outlets that have no document in the pile.
"""

from __future__ import annotations

import re
from collections import defaultdict

from firsthand.data import TEXT_KINDS, DocumentId, Span
from firsthand.relate.derivation.direction import earlier
from firsthand.relate.derivation.provenance_clues import outlet_forms
from firsthand.relate.pile import Pile

_ONE_MATTER = 0.2
"""Share of rare words in common from which two reports are on one matter."""
_BEFORE = re.compile(
    r"(?:according to|by|in|from|on|told|tells|telling|confirmed to|said to|to|with|per|citing|cited|quoting|via"
    r"|h/t:?)\s+(?:a report (?:in|by|from) )?(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:['’]s?)?\s+(?:first |also |has |had |newspaper |news agency |exclusively |later |earlier )*"
    r"(?:reported|reports|revealed|said|says|wrote|writes|quoted|quotes|cited|learned|published|broke|adds|added|noted)\b",
    re.IGNORECASE,
)


def citations(pile: Pile) -> dict[tuple[DocumentId, str], Span]:
    """(citing document, outlet form) → the first words that cite it; outlets are those of the pile."""
    forms = sorted({form for document in pile.documents for form in outlet_forms(document)}, key=lambda f: (-len(f), f))
    pieces = [re.escape(form).replace(r"\ ", r"\s+") for form in forms if len(form) > 2 or form in ("ap", "pa")]
    if not pieces:
        return {}  # no outlet, or only ones whose names are too short to be looked for
    short = re.compile(r"(?<![\w@/])(?:" + "|".join(pieces) + r")(?![\w/])", re.IGNORECASE)
    found: dict[tuple[DocumentId, str], Span] = {}
    for document in pile.documents:
        own = set(outlet_forms(document))
        for block in document.blocks:
            if block.kind not in TEXT_KINDS:
                continue
            for match in short.finditer(document.text, block.start, block.end):
                surface = match.group()
                form = " ".join(surface.casefold().split())
                if form in own or not surface[0].isupper() or (len(form) <= 4 and not surface.isupper()):
                    continue
                before = document.text[max(block.start, match.start() - 40) : match.start()]
                after = document.text[match.end() : match.end() + 40]
                if _AFTER.match(after) or _BEFORE.search(before):
                    found.setdefault((document.id, form), Span(document.id, match.start(), match.end()))
    return found


def cited_documents(
    pile: Pile, likeness: dict[tuple[DocumentId, DocumentId], float]
) -> list[tuple[DocumentId, DocumentId, Span]]:
    """(citing document, cited document, words): of the cited outlet's reports the likest that is not later."""
    by_form: dict[str, list[DocumentId]] = defaultdict(list)
    for document in pile.documents:
        for form in outlet_forms(document):
            by_form[form].append(document.id)
    best: dict[tuple[DocumentId, str], tuple[float, DocumentId, Span]] = {}
    for (citing, form), span in sorted(citations(pile).items()):
        for other in by_form.get(form, ()):
            value = likeness.get((min(citing, other), max(citing, other)), 0.0)
            if other == citing or value < _ONE_MATTER:
                continue
            if earlier(pile.document[citing].published, pile.document[other].published):
                continue
            outlet = pile.document[other].outlet.name or ""
            key = (citing, outlet)
            if key not in best or (value, other) > (best[key][0], best[key][1]):
                best[key] = (value, other, span)
    return [(citing, other, span) for (citing, _), (_, other, span) in sorted(best.items())]
