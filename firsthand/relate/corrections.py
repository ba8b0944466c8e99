"""What reports take back: a page that is withdrawn, and the words and figures that a correction calls wrong.

Read from the notes that pages print on themselves ("Correction: …", "Editor's note: …"), by the patterns of
``lexicon/withdrawals.csv``.  A withdrawn page supports nothing; a figure that a note calls wrong is updated, not
disputed, where another report still has it.  Left out: changes that a page makes without saying so."""

from __future__ import annotations

import re
from functools import cache

from firsthand.data import TEXT_KINDS, Document, DocumentId
from firsthand.lexicon import rows
from firsthand.relate.pile import Pile
from firsthand.words import normal

_WORD = re.compile(r"[^\W_]+")
_EDGE = 700
"""Characters at the head and the foot of a text in which a note on itself may stand."""
_NOTE = 600
"""Characters of one note that are read."""


class Corrections:
    """The notes of a pile's pages on themselves, each read once."""

    def __init__(self, pile: Pile) -> None:
        self.withdrawn: dict[DocumentId, str] = {}
        """Pages that are withdrawn, with the words that say so."""
        self.wrong: dict[str, str] = {}
        """Words and figures that a note calls wrong, in normal form, with the note's words."""
        for document in pile.documents:
            for note in _notes(document):
                for kind, pattern in _patterns():
                    for match in pattern.finditer(note):
                        if kind == "withdrawn":
                            self.withdrawn.setdefault(document.id, " ".join(match.group().split()))
                        elif kind == "wrong":
                            self.wrong.setdefault(normal(match.group("wrong").rstrip(".,")), " ".join(note.split()))

    def taken_back(self, words: str) -> bool:
        """Whether the words hold one that a note calls wrong."""
        plain = f" {_letters(words)} "
        return any(f" {_letters(one)} " in plain for one in self.wrong)


def _letters(words: str) -> str:
    return " ".join(_WORD.findall(normal(words)))


def _notes(document: Document) -> list[str]:
    """The notes that a page prints on itself: furniture, or a paragraph at its head or foot, that begins as one
    does."""
    found = []
    for block in document.blocks:
        edge = block.start < _EDGE or block.end > len(document.text) - _EDGE
        line = document.text[block.start : block.end][:_NOTE]
        if (block.kind not in TEXT_KINDS or edge) and any(
            kind == "note" and pattern.search(line[:120]) for kind, pattern in _patterns()
        ):
            found.append(line)
    whole = "\n".join(document.text[b.start : b.end][:_NOTE] for b in document.blocks if b.kind not in TEXT_KINDS)
    return found or ([whole] if any(kind == "note" and p.search(whole) for kind, p in _patterns()) else [])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows("withdrawals"))
