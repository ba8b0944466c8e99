"""The sentence that stands for a claim: the words of its clearest statement, made to read on their own.

How a statement's words read alone is known from its report (``comparable.wording``); here the name behind a pronoun is
put in, what tells a noun that points back, or its sentence around it, in brackets, and of all texts of a claim's
statements the one is chosen that most surely stands alone (``stands_alone``).  Left out: rewording.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from firsthand.comparable import Wording, tidy
from firsthand.comparable.pointing_nouns import spelt
from firsthand.data import EntityKind, Span, Statement
from firsthand.lexicon import entry_set
from firsthand.relate.claims.stands_alone import Told, self_standing
from firsthand.relate.corrections import Corrections
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile
from firsthand.words import normal, plain_words, unbracketed

_GOOD_LENGTH = (40, 220)
_LONGEST = 300
"""Characters of a sentence that is printed whole around a statement."""
_WITH_VERB = frozenset({"denied", "not_ruled_out"})
"""What is denied, or not ruled out, is never shown without the words that do so."""
_STEP, _SENTENCE, _TITLE = 0.05, 0.05, 0.1
"""How much surer one text must stand alone than another to be preferred, a whole sentence than the statement, and a
title, which often tells several things, than a sentence."""
_BEYOND = re.compile(r"(?<=\w),? (?=(?:as|while|amid|and|but) )|(?<=\w); ")
"""Where a title goes on to a second thing."""
_OPENING, _CLOSING = re.compile(r"[“\"‘'(]+$"), re.compile(r"[^\w\s(\[“‘–—-]+")
"""Marks before a statement that open it, and behind it that close it."""
_ODD = 4
"""A wording is odd where another stands in so many times as many reports."""
_KINDS: dict[str, tuple[EntityKind, ...]] = {
    "he": ("person",), "she": ("person",), "it": ("organisation", "group", "document", "outlet"),
    "they": ("organisation", "group"),
}  # fmt: skip
_THINGS = frozenset({"it", "they"})
"""Pronouns that may as well stand for a thing or an event: only a name in the same sentence is put for them."""


def text(pile: Pile, statements: Sequence[Statement], families: Families, notes: Corrections) -> tuple[str, float]:
    """The words that stand for these statements of one claim, and how surely they stand alone; never those of one odd
    copy among many, nor words that a report's correction calls wrong (``notes``) where others stand."""
    printed = {one.id: normal(pile.words(one.span)) for one in statements}
    often = Counter(printed.values())
    most = max(often.values())
    ranked = []
    for one in statements:
        wording = pile.compared[one.id].wording
        clear, off = _clearness(wording, one, families)
        odd = _ODD * often[printed[one.id]] < most
        for told in tellings(pile, one, families):
            alone = self_standing(told)
            sure = alone - (_SENTENCE if told.whole else 0.0) - (_TITLE if wording.in_title else 0.0)
            ranked.append((notes.taken_back(told.words), odd, -round(sure / _STEP), clear, off, told.words, alone))
    *_, words, alone = min(ranked)
    others = [pile.words(one.span) for one in statements if normal(pile.words(one.span)) not in normal(words)]
    titles = {normal(pile.words(one.span)) for one in statements if pile.compared[one.id].wording.in_title}
    return (rest_in_brackets(words, others) if normal(words) in titles else words), alone


def rest_in_brackets(title: str, others: Sequence[str]) -> str:
    """A title in brackets from where it goes on to a second thing of which no other of the claim's statements says a
    word ("Toll rises to 12 [as minister orders lake emptied]"): what is counted for the claim is not counted for it."""
    known = frozenset[str]().union(*map(_telling_words, others))
    for found in _BEYOND.finditer(title):
        first, second = title[: found.start()], title[found.end() :]
        told = _telling_words(second)
        if _telling_words(first) & known and len(told) > 1 and not told & known and "[" not in title:
            return f"{first} [{second}]"
    return title


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(plain_words(text)) - entry_set("function_words")


def _clearness(wording: Wording, statement: Statement, families: Families) -> tuple[int, int]:
    """Smaller is clearer: the text of a report, an original's; a readable length."""
    length = statement.span.end - statement.span.start
    shortest, longest = _GOOD_LENGTH
    off = max(0, shortest - length, length - longest)
    return int(wording.in_title) + int(bool(families.parents.get(statement.span.document))), off


def tellings(pile: Pile, statement: Statement, families: Families) -> list[Told]:
    """The ways to print a statement: its own words, and, where these are but a part of it, its sentence with the rest
    in brackets; a long sentence without what comes behind the statement; what is denied in its sentence alone."""
    document, span = statement.span.document, statement.span
    sentences, printed = pile.analysis[document].sentences, pile.document[document].text
    place = max(0, bisect_right(sentences, span.start, key=lambda one: one.start) - 1)
    sentence = sentences[place] if sentences and sentences[place].end >= span.end else None
    copied, attributed = bool(families.parents.get(document)), bool(statement.chain)
    if sentence is None:
        return [Told(reading(pile, statement), False, 1.0, place, copied, attributed)]
    share = (span.end - span.start) / max(1, sentence.end - sentence.start)
    made = [Told(reading(pile, statement), False, share, place, copied, attributed)]
    denied = statement.modality in _WITH_VERB
    before, own = printed[sentence.start : span.start], printed[span.start : span.end]
    behind = printed[span.end : sentence.end]
    if any(map(str.isalnum, before + behind)) and not any(mark in before + behind for mark in "[]"):
        if sentence.end - sentence.start > _LONGEST:
            behind = ""
        if denied or span.end - sentence.start + len(behind) <= _LONGEST:
            whole = Told(bracketed(before, own, behind), True, share, place, copied, attributed)
            made = [whole] if denied else [*made, whole]
    pointing = pile.compared[statement.id].wording.pointing
    return [_told_apart(one, *spelt(one.words, pointing)) for one in made] if pointing else made


def _told_apart(told: Told, words: str, nouns: int) -> Told:
    return replace(told, words=words, told_apart=nouns)


def bracketed(before: str, own: str, behind: str) -> str:
    """A statement's own words with those of its sentence on both sides in brackets; marks go with what they close."""
    opening, closing = _OPENING.search(before), _CLOSING.match(behind)
    if opening:
        before, own = before[: opening.start()], opening.group() + own
    if closing:
        own, behind = own.rstrip() + closing.group(), behind[closing.end() :]
    front = f"[{before.strip()}] " if any(map(str.isalnum, before)) else ""
    back = f" [{behind.strip()}]" if any(map(str.isalnum, behind)) else ""
    return tidy(f"{front}{own.strip()}{back}")


def reading(pile: Pile, statement: Statement) -> str:
    """The statement's words as they read on their own, what they lean on in brackets."""
    wording = pile.compared[statement.id].wording
    return wording.with_name(_antecedent(pile, statement, wording)) if wording.pronoun else wording.text


def _antecedent(pile: Pile, statement: Statement, wording: Wording) -> str:
    """Who the pronoun is: the speaker for "I", else the one entity of the statement that its own words do not name."""
    pronoun = wording.pronoun
    if pronoun == "i":
        last = pile.innermost(statement)
        entity = pile.entity.get(last.source_entity) if last and last.source_entity else None
        return entity.name if entity else ""
    unnamed = []
    for name in statement.entities:
        entity = pile.entity.get(name)
        if entity is None or entity.kind not in _KINDS.get(pronoun, ()):
            continue
        named = [m for m in entity.mentions if m.document == statement.span.document and _names(pile, m)]
        near = any(wording.begin <= mention.start < statement.span.start for mention in named)
        if not any(statement.span.contains(mention) for mention in named) and (near or pronoun not in _THINGS):
            unnamed.append(entity.name)
    return unnamed[0] if len(unnamed) == 1 else ""


def _names(pile: Pile, mention: Span) -> bool:
    return pile.words(mention)[:1].isupper()


def spelt_out(pile: Pile, statement: Statement) -> str:
    """The statement's words with those that it leans on, without the brackets: what its vector is made of."""
    return unbracketed(reading(pile, statement))
