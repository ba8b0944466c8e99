"""The sentence that stands for a claim: the words of its clearest statement, made to read on their own.

How a statement's words read alone is known from its report (``comparable.wording``); here the name behind a pronoun is
put in, and the clearest of a claim's statements is chosen.  Left out: rewording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from firsthand.comparable import Wording
from firsthand.data import EntityKind, Span, Statement
from firsthand.relate.corrections import Corrections
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile
from firsthand.words import normal

_GOOD_LENGTH = (40, 220)
_ODD = 4
"""A wording is odd where another stands in so many times as many reports."""
_KINDS: dict[str, tuple[EntityKind, ...]] = {
    "he": ("person",), "she": ("person",), "it": ("organisation", "group", "document", "outlet"),
    "they": ("organisation", "group"),
}  # fmt: skip
_THINGS = frozenset({"it", "they"})
"""Pronouns that may as well stand for a thing or an event: only a name in the same sentence is put for them."""


def text(pile: Pile, statements: Sequence[Statement], families: Families, notes: Corrections) -> str:
    """The words that stand for these statements of one claim; never those of one odd copy among many, nor words that a
    report's correction calls wrong (``notes``) where others stand."""
    printed = {one.id: normal(pile.words(one.span)) for one in statements}
    often = Counter(printed.values())
    most = max(often.values())
    ranked = []
    for one in statements:
        wording = pile.compared[one.id].wording
        words = reading(pile, one)
        mended = words.startswith("[") or " [" in words
        *clear, off = _clearness(one, wording, families, mended=mended)
        odd = _ODD * often[printed[one.id]] < most
        ranked.append((notes.taken_back(words), *clear, odd, off, words))
    return str(min(ranked)[-1])


def _clearness(statement: Statement, wording: Wording, families: Families, *, mended: bool) -> tuple[int, int, int]:
    """Smaller is clearer: a clause that needs no context, or whose context stands in brackets (``mended``); an
    original; a readable length."""
    length = statement.span.end - statement.span.start
    shortest, longest = _GOOD_LENGTH
    off = max(0, shortest - length, length - longest)
    child = bool(families.parents.get(statement.span.document))
    leaning = (1 if mended else 2) if wording.leans else 0
    return leaning + int(wording.in_title), int(child), off


def reading(pile: Pile, statement: Statement) -> str:
    """The statement's words as they read on their own, what they lean on in brackets."""
    wording = pile.compared[statement.id].wording
    return wording.with_name(_antecedent(pile, statement, wording)) if wording.pronoun else wording.text


def _antecedent(pile: Pile, statement: Statement, wording: Wording) -> str:
    """Who the pronoun is: the speaker for "I", else the one entity of the statement that its own words do not name."""
    pronoun = wording.pronoun
    if pronoun == "i":
        last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
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
    return reading(pile, statement).replace("[", "").replace("]", "")
