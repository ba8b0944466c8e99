"""Sentences of different reports that tell one event, by the names, numbers and content words that they share.

Two that both tell a day are *tied*: no weekday or month may speak against it.  Left out: meaning beyond the words
(``claims``), and events that a whole paragraph tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand import dates
from firsthand.comparable.event_words import ContentWords
from firsthand.data import TEXT_KINDS, DocumentId, Span
from firsthand.relate.pile import Pile

_SHARED = 4
"""Content words that two sentences of one event share at least, a name or a number among them."""
_COVER = 0.4
"""The share of the shorter sentence's content words that they have in common at least."""
_COMMON = 60
"""A sentence is compared with so many of the next that share a name or number with it."""


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence with a date that depends on its report's publication."""

    document: DocumentId
    sentence: Span
    shift: str
    words: frozenset[str]
    marked: frozenset[str]
    """Names and numbers among the words."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two dated sentences of one event, each the other's evidence."""

    a: DatedSentence
    b: DatedSentence


_TELLS_DAY = re.compile(r"(?:<<?(?:MON|TUE|WED|THU|FRI|SAT|SUN|WE|-\d\d-\d\d)|-\d{1,2}[DW]|\+0[DW])")
"""Shifts that tell a day or a week gone by.  A month is too long to tie two events, and plans slip."""


def dated_sentences(pile: Pile, group: Sequence[DocumentId]) -> list[DatedSentence]:
    """The body sentences of a story with exactly one date that is told from the day of publication."""
    events = []
    for name in group:
        document, analysis = pile.document[name], pile.analysis.get(name)
        if analysis is None:
            continue
        quoted = {(one.start, one.end) for one in pile.comparable[name].times.places if one.quoted}
        for sentence, told_in in zip(analysis.sentences, pile.comparable[name].times.sentences, strict=True):
            if document.blocks[sentence.block].kind not in TEXT_KINDS:
                continue
            told = [
                t
                for t in analysis.times
                if sentence.start <= t.span.start < sentence.end and t.type in ("DATE", "TIME")
            ]
            shifts = {t.shift.split()[0] for t in told if t.shift and _TELLS_DAY.match(t.shift) and " " not in t.shift}
            if len(shifts) == 1 and len(told) == 1 and (told[0].span.start, told[0].span.end) not in quoted:
                words, marked = told_in.words
                events.append(
                    DatedSentence(name, Span(name, sentence.start, sentence.end), shifts.pop(), words, marked)
                )
    return events


def ties(events: Sequence[DatedSentence]) -> list[Tie]:
    """Pairs of dated sentences of different reports that tell one event."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        for word in sorted(event.marked):
            postings[word].append(number)
    pairs = {
        (a, b)
        for word in sorted(postings)
        for at, a in enumerate(postings[word])
        for b in postings[word][at + 1 : at + 1 + _COMMON]
    }
    return [Tie(events[a], events[b]) for a, b in sorted(pairs) if _same_event(events[a], events[b])]


def _same_event(a: DatedSentence, b: DatedSentence) -> bool:
    if a.document == b.document or _against(a.shift, b.shift):
        return False
    return alike((a.words, a.marked), (b.words, b.marked))


def alike(a: ContentWords, b: ContentWords) -> bool:
    """Whether two sentences, as ``content`` gives them, share enough to tell one event."""
    shared = a[0] & b[0]
    return len(shared) >= _SHARED and bool(shared & a[1] & b[1]) and len(shared) >= _COVER * min(len(a[0]), len(b[0]))


def _against(a: str, b: str) -> bool:
    """Whether two ways of telling a day cannot mean the same day: different weekdays or different months."""
    names = [re.sub(r"^[<>=~]+", "", one) for one in (a, b) if one[0] in "<>=~"]
    if len(names) < 2:
        return False
    if all(name in dates.WEEKDAYS for name in names):
        return names[0] != names[1]
    months = [name[:3] for name in names if name.startswith("-")]
    return len(months) == 2 and (months[0] != months[1] or (len(names[0]) == len(names[1]) and names[0] != names[1]))
