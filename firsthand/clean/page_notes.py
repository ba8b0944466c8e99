"""Notes of a page on its own report: corrections, clarifications, notes of the editors, withdrawals, each with its day.

A note is a line outside the report's text, or at its head or foot, that begins as one does (``lexicon/withdrawals``).
What it takes back is read where reports are compared (``relate/corrections``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from firsthand import lexicon
from firsthand.clean.stamps import printed_stamp
from firsthand.data import TEXT_KINDS, Block, DocumentId, EditorialNote, NoteKind, Published, Span

_EDGE = 700  # characters at the head and the foot of a text
_BEGINS = 120  # characters of a line in which it says what it is
_KINDS: tuple[tuple[NoteKind, re.Pattern[str]], ...] = (
    ("clarification", re.compile(r"clarif", re.IGNORECASE)),
    ("editors_note", re.compile(r"editors?.{0,2} note", re.IGNORECASE)),
)


def editorial_notes(id_: DocumentId, text: str, blocks: Sequence[Block]) -> tuple[EditorialNote, ...]:
    """The notes in the order of the text."""
    found = []
    for block in blocks:
        line = text[block.start : block.end]
        edge = block.start < _EDGE or block.end > len(text) - _EDGE
        if block.kind in ("blank", "title") or (block.kind in TEXT_KINDS and not edge):
            continue
        if len(line.split()) < 4 or not _form("note").search(line[:_BEGINS]):
            continue
        if block.kind in TEXT_KINDS and not re.match(
            r"\W{0,3}(?:corr|clar|retr|editor|an? (?:earl|prev|orig|init))", line, re.IGNORECASE
        ):
            continue
        found.append(EditorialNote(block.start, block.start + len(line.rstrip()), _kind(line), _day(id_, block, line)))
    return tuple(found)


def _kind(line: str) -> NoteKind:
    if _form("withdrawn").search(line[:600]):
        return "withdrawal"
    return next((kind for kind, form in _KINDS if form.search(line[:_BEGINS])), "correction")


def _day(id_: DocumentId, block: Block, line: str) -> Published:
    found = printed_stamp(line[:_BEGINS])
    if found is None:
        return Published()
    start, end, day = found
    here = (Span(id_, block.start + start, block.start + end),)
    return Published(day.earliest, day.latest, day.precision, "text", here)


@cache
def _form(kind: str) -> re.Pattern[str]:
    rows = (row["pattern"] for row in lexicon.rows("withdrawals") if row["kind"] == kind)
    return re.compile("|".join(f"(?:{one})" for one in rows), re.IGNORECASE)
