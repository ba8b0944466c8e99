"""Where in a report the words stand that a change names: the source or condition that a copy leaves out, the figure
that it changes.

What is said to be left out must stand in the earlier text; what does not is not said.  Left out: what names no words,
as "possible" or "no source".
"""

from __future__ import annotations

import re
from typing import get_args

from firsthand.data import DocumentId, Modality, Span, Statement
from firsthand.lexicon import entry_set
from firsthand.relate.pile import Pile

LOST = frozenset({"no source", "no condition", "no question", "left out"})
"""What a copy's side says of something that the other text has."""
_NEXT, _PREVIOUS = re.compile(r"[ \t]([^\W\d_][\w’'-]*)"), re.compile(r"([^\W\d_][\w’'-]*)[ \t]$")
_NEAR = 80
"""Letters before a name in which the word ahead of it stands."""
_LABELS = frozenset({*get_args(Modality), "added", "not said"})
"""What a side says of its words and does not print."""
_BEGINS = re.compile(r"(?:\A|[\n.!?:“\"‘(])\s*$")


def cited(pile: Pile, statement: Statement, value: str) -> Span | None:
    """The place of a value's words in the report of a statement: in the statement where they stand there, else the
    nearest; None where they stand nowhere.  A name that is a part of a longer one is another name."""
    document = statement.span.document
    if value in LOST | _LABELS:
        return None
    spelled = r"\s+".join(map(re.escape, value.split()))
    text = pile.document[document].text
    found = [Span(document, *one.span()) for one in re.finditer(rf"(?<!\w){spelled}(?!\w)", text, re.IGNORECASE)]
    found = [one for one in found if _alone(text, one)] if value.strip() else []
    return _nearest(statement, found or _mentions(pile, document, value))


def _mentions(pile: Pile, document: DocumentId, name: str) -> list[Span]:
    """Where the report names what bears the name in the record, in whatever form."""
    text = pile.document[document].text
    held = (one for one in pile.entity.values() if one.name == name)
    return [span for one in held for span in one.mentions if span.document == document and _alone(text, span)]


def _nearest(statement: Statement, found: list[Span]) -> Span | None:
    def away(span: Span) -> int:
        return max(0, statement.span.start - span.end, span.start - statement.span.end)

    return min(found, key=lambda one: (away(one), one), default=None)


def _alone(text: str, span: Span) -> bool:
    """Whether a name is not a part of a longer one ("Nippon" in "All Nippon Airways")."""
    words = text[span.start : span.end]
    if not words[:1].isupper() or " " in words:
        return True
    after, ahead = _NEXT.match(text, span.end), _PREVIOUS.search(text, max(0, span.start - _NEAR), span.start)
    if after and after[1][:1].isupper():
        return False
    if ahead is None or not ahead[1][:1].isupper() or ahead[1].casefold() in entry_set("office_words"):
        return True
    begins = (
        _BEGINS.search(text, max(0, ahead.start() - _NEAR), ahead.start()) is not None
    )  # "The" at the beginning of a sentence
    return begins and ahead[1].casefold() in entry_set("function_words")
