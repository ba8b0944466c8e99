"""One quotation that two reports give to two people.

The same words between the marks, long enough to be no turn of phrase, with a person's name beside them in each report,
and no part of the one name in the other.  Left out: offices and bodies, which speak through people; names in two
spellings, which ``name_variants`` tells; words of which one report gives no name in the quotation's own sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from firsthand import trail
from firsthand.data import Conflict, DocumentId, EntityId, Quotation, Span, Statement, content_id
from firsthand.names import person_parts
from firsthand.relate.conflicts.comparison import nearest_statement
from firsthand.relate.conflicts.renderings import Rendering, function_word
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile

_STEP = "given_words"
_LEAST = 5
"""Words of content of a quotation that is known by its words."""
_ALIKE = 0.7
"""Likeness of all parts of two names from which they are one in two spellings."""
_EACH = 3
"""Reports that are shown for each name."""
_ENDED = re.compile(r"[.!?”\"](?=\s|$)|\n")
"""The end of a sentence or of another quotation."""


def twice_given(pile: Pile, families: Families, quoted: Sequence[Rendering]) -> Iterator[Conflict]:
    """One conflict for each two people to whom reports give the same words, of the quotations of all reports; the words
    of one report that names two are left out."""
    by_words: defaultdict[tuple[str, ...], list[Rendering]] = defaultdict(list)
    for one in quoted if trail.taken(_STEP) else ():
        if sum(not function_word(key) for key in one.keys) >= _LEAST:
            by_words[one.keys].append(one)
    told: set[tuple[EntityId, EntityId]] = set()
    for held in by_words.values():
        given: defaultdict[DocumentId, dict[EntityId, Rendering]] = defaultdict(dict)
        for one in held:
            speaker = _named_speaker(pile, one.quotation) if one.quotation is not None else None
            if speaker is not None and pile.entity[speaker].kind == "person":
                given[one.span.document].setdefault(speaker, one)
        by_speaker: defaultdict[EntityId, list[Rendering]] = defaultdict(list)
        for speakers in given.values():
            for speaker, one in speakers.items() if len(speakers) == 1 else ():
                by_speaker[speaker].append(one)
        names = sorted(by_speaker)
        for n, first in enumerate(names):
            for second in names[n + 1 :]:
                if (first, second) in told or _one_person(pile, first, second):
                    continue
                told.add((first, second))
                yield from _conflict(pile, families, (first, by_speaker[first]), (second, by_speaker[second]))


def _named_speaker(pile: Pile, quotation: Quotation) -> EntityId | None:
    """The speaker whom the quotation's own sentence names: a pronoun beside it may be somebody else's, and a name in a
    sentence of its own before it belongs to the words before that."""
    source = pile.attribution.get(quotation.attribution) if quotation.attribution is not None else None
    if quotation.speaker not in pile.entity or source is None or quotation.speaker is None:
        return None
    text = pile.document[quotation.span.document].text
    named = {*person_parts(pile.entity[quotation.speaker].name)}
    for span in source.source:
        first, second = sorted((span, quotation.span))
        between = text[first.end : max(first.end, second.start)]
        if named & {*person_parts(text[span.start : span.end])} and not _ENDED.search(between):
            return quotation.speaker
    return None


def _one_person(pile: Pile, first: EntityId, second: EntityId) -> bool:
    mine, theirs = (person_parts(pile.entity[name].name) for name in (first, second))
    if not mine or not theirs or {*mine} & {*theirs}:
        return True
    return all(
        max(SequenceMatcher(None, a, b, autojunk=False).ratio() for b in theirs) >= _ALIKE for a in mine
    )  # "Thamvijarn", "Thammavijarn"


def _conflict(pile: Pile, families: Families, *sides: tuple[EntityId, list[Rendering]]) -> Iterator[Conflict]:
    rows: list[tuple[Statement, str, Span]] = []
    for name, held in sides:
        for one in held[:_EACH]:
            statement, document = nearest_statement(pile, one.span), one.span.document
            places = [span for span in pile.entity[name].mentions if span.document == document]
            if statement is not None:
                shown = min(places, key=lambda span: (span.start - span.end, span), default=one.span)  # the fullest
                rows.append((statement, pile.entity[name].name, shown))
    if len({value for _, value, _ in rows}) < 2:
        return
    first, second = ({one.span.document for one in held} for _, held in sides)
    drift = families.all_joined(first, second)
    yield Conflict(
        id=content_id("k", "actor", _STEP, *(statement.id for statement, *_ in rows)),
        kind="actor",
        judgement="drift" if drift else "contradiction",
        statements=tuple(statement.id for statement, *_ in rows),
        values=tuple(value for _, value, _ in rows),
        reason=f"the reports give the same words to {rows[0][1]} and to {rows[-1][1]}",
        steps=(_STEP,),
        spans=tuple(span for *_, span in rows),
    )
