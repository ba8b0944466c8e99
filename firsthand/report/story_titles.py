"""Which title stands for a story, and which numbers of a story are outdated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand import words
from firsthand.data import Claim, DocumentId, Story
from firsthand.report.phrasing import line

if TYPE_CHECKING:
    from firsthand.report.open_record import OpenRecord

_LEAST_WORDS = 4
"""Words of a title that can stand for a story."""
_LONGEST = 220


def title_of(record: OpenRecord, story: Story) -> str:
    """The title of the report that most others are about: its words stand in the beginnings of most texts.  One that
    gives a figure which another supersedes comes last, and one that is cut with dots where there is another; a story
    without titles keeps its own."""
    outdated = outdated_numbers(record, story)
    begins: dict[DocumentId, set[str]] = {}
    for one in record.documents_of(story):
        begun = _tokens(f"{one.title or ''} {record.lead(one)}")
        begins.setdefault(record.text_of.get(one.id, one.id), set()).update(begun)
    best, most = story.title, (False, False, 0.0)
    for one in record.documents_of(story):
        said = _tokens(one.title or "")
        if len(said) < _LEAST_WORDS:
            continue
        others = [begun for text, begun in begins.items() if text != record.text_of.get(one.id, one.id)]
        support = sum(len(said & begun) for begun in others) / len(said)
        rank = (not said & outdated, not (is_cut(one.title or "") or not support), support)
        if rank > most:
            best, most = one.title or "", rank
    return line(best, _LONGEST)


def is_cut(title: str) -> bool:
    """Whether a title ends in dots: a page's own way to cut it."""
    return title.rstrip().endswith(("…", "..."))


def gives_outdated(claim: Claim, outdated: frozenset[str]) -> bool:
    """Whether the words of a claim give one of the numbers that are ``outdated``."""
    return bool(outdated and outdated & _tokens(claim.text))


def outdated_numbers(record: OpenRecord, story: Story) -> frozenset[str]:
    """Words of the numbers that later figures of the story supersede."""
    older: set[str] = set()
    newer: set[str] = set()
    for claim in record.claims_of(story):
        for old in record.superseded_by(claim):
            older |= _numbers(record, old)
            newer |= _numbers(record, claim)
    return frozenset(older - newer)


def _numbers(record: OpenRecord, claim: Claim) -> set[str]:
    spans = [number.span for one in record.statements_of(claim) for number in one.numbers]
    return {token for span in spans for token in _tokens(record.words(span))}


def _tokens(text: str) -> set[str]:
    return {word for _, _, word in words.words(text) if len(word) > 3 or word.isdecimal()}
