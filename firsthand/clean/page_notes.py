"""Notes of a page on its own report: corrections, clarifications, notes of the editors, withdrawals, each with its day.

A note is a line outside the report's text, or at its head or foot, that begins as one does (``lexicon/withdrawals``)
or that says that the page is withdrawn; below a heading ("Corrections") it runs on to the next line.  What it takes
back is read where reports are compared (``relate/corrections``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from firsthand import lexicon
from firsthand.clean.stamps import printed_stamp
from firsthand.data import TEXT_KINDS, Block, BlockKind, DocumentId, EditorialNote, NoteKind, Published, Span

_EDGE = 700  # characters at the head and the foot of a text
_BEGINS = 120  # characters of a line in which it says what it is
_LEAST = 4  # words; fewer are a heading
_LINE = 300  # characters of a line that says in a sentence or two that the page is withdrawn
_OPENS = re.compile(r"\W{0,3}(?:corr|clar|retr|editor|an? (?:earl|prev|orig|init))", re.IGNORECASE)
_HEADING = re.compile(
    r"\W{0,3}(?:corrections?(?: (?:and|&) clarifications?)?|clarifications?|retractions?|editors?.{0,2} notes?)\W{0,3}",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[NoteKind, re.Pattern[str]], ...] = (
    ("clarification", re.compile(r"clarif", re.IGNORECASE)),
    ("editors_note", re.compile(r"editors?.{0,2} note", re.IGNORECASE)),
)


def editorial_notes(id_: DocumentId, text: str, blocks: Sequence[Block]) -> tuple[EditorialNote, ...]:
    """The notes in the order of the text."""
    found = []
    lines = [block for block in blocks if block.kind != "blank"]
    done = 0
    for number, block in enumerate(lines):
        line = text[block.start : block.end]
        if block.start < done or block.kind == "title" or not _is_note(block.kind, line, edge=_at_edge(block, text)):
            continue
        end = block.start + len(line.rstrip())
        if len(line.split()) < _LEAST:  # a heading
            below = lines[number + 1] if number + 1 < len(lines) else None
            if below is None or not _at_edge(below, text):
                continue
            end = below.start + len(text[below.start : below.end].rstrip())
        done, whole = end, text[block.start : end]
        found.append(EditorialNote(block.start, end, _kind(whole), _day(id_, block.start, whole)))
    return tuple(found)


def without_notes(text: str, blocks: Sequence[Block], notes: Sequence[EditorialNote]) -> tuple[Block, ...]:
    """The blocks, those of a note no text of the report; nor its byline, whatever day or name the note ends with."""

    def told(block: Block) -> bool:
        note = next((one for one in notes if one.start <= block.start < one.end), None)
        if note is None or block.kind not in (*TEXT_KINDS, "heading", "byline"):
            return False
        return block.kind != "byline" or block.start > note.start or _OPENS.match(text, block.start) is not None

    return tuple(replace(block, kind="disclaimer") if told(block) else block for block in blocks)


def _at_edge(block: Block, text: str) -> bool:
    return block.start < _EDGE or block.end > len(text) - _EDGE


def _is_note(kind: BlockKind, line: str, *, edge: bool) -> bool:
    if kind in TEXT_KINDS and not edge:
        return False
    if edge and len(line) <= _LINE and (taken := _form("withdrawn").search(line)) is not None:
        at_once = not re.search(r"\w", line[: taken.start()])
        if at_once and re.search(r"\bthis\b", taken.group(), re.IGNORECASE):
            return True
    if not _form("note").search(line[:_BEGINS]):
        return False
    if len(line.split()) < _LEAST:
        return edge and _HEADING.fullmatch(line.strip()) is not None
    return kind not in TEXT_KINDS or _OPENS.match(line) is not None


def _kind(line: str) -> NoteKind:
    if _form("withdrawn").search(line[:600]):
        return "withdrawal"
    return next((kind for kind, form in _KINDS if form.search(line[:_BEGINS])), "correction")


def _day(id_: DocumentId, begin: int, line: str) -> Published:
    found = printed_stamp(line[:_BEGINS])
    if found is None:
        return Published()
    start, end, day = found
    here = (Span(id_, begin + start, begin + end),)
    return Published(day.earliest, day.latest, day.precision, "text", here)


@cache
def _form(kind: str) -> re.Pattern[str]:
    rows = (row["pattern"] for row in lexicon.rows("withdrawals") if row["kind"] == kind)
    return re.compile("|".join(f"(?:{one})" for one in rows), re.IGNORECASE)
