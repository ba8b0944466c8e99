"""Names in two spellings: one person or body that reports of a story spell differently.

Candidates share one whole part of the name, or its consonants, and differ by a letter or two, or in how they are
written in Latin letters; a report that uses both spellings knows two.  Places of one word are spelled alike where their
consonants are the same.  The judgement is ``naming_variant``: nobody here knows which spelling is right.  Left out:
nicknames and short forms, which are aliases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from firsthand.data import Conflict, DocumentId, EntityKind, Span, Statement, content_id
from firsthand.lexicon import entry_set, rows
from firsthand.names import consonants, key, person_parts
from firsthand.relate.derivation import Families
from firsthand.relate.identity import spelling
from firsthand.relate.pile import Pile
from firsthand.words import normal

_LIKE = 0.78
"""Likeness of two name parts' letters from which one may be the other in another spelling."""
_DIFFERING = 2
"""Parts of one name that two reports may spell differently ("Mohammed Mursi", "Mohamed Morsi")."""
_SHORTEST = 4
"""Letters of the name part that differs."""
_LARGEST = 60
"""Names that share a part and are compared pair by pair."""

_SHOWN = 2
"""Reports that are shown for one spelling."""

_Spelling = tuple[str, ...]


def namings(pile: Pile, story: Sequence[DocumentId], families: Families) -> Iterator[Conflict]:
    """One conflict for each pair of spellings, with the first statement that uses each."""
    spellings = _spellings(pile, frozenset(story))
    by_part: defaultdict[tuple[str, str], list[_Spelling]] = defaultdict(list)
    for kind, parts in sorted(spellings):
        for shared in {shared for part in parts for shared in (part, f"~{consonants(part)}")}:
            by_part[kind, shared].append(parts)
    told: set[tuple[str, _Spelling, _Spelling]] = set()
    for (kind, _), held in sorted(by_part.items()):
        for n, first in enumerate(held[:_LARGEST]):
            for second in held[n + 1 : _LARGEST]:
                if (kind, first, second) not in told and _variants(kind, first, second):
                    told.add((kind, first, second))
                    yield from _conflict(pile, families, spellings[kind, first], spellings[kind, second])


def _spellings(pile: Pile, story: frozenset[DocumentId]) -> dict[tuple[str, _Spelling], list[Span]]:
    """Where the reports print each full name, by kind of entity and parts in normal form."""
    found: defaultdict[tuple[str, _Spelling], list[Span]] = defaultdict(list)
    for entity in pile.entities_in(story):
        if entity.kind not in ("person", "organisation", "place"):
            continue
        for mention in entity.mentions:
            if mention.document not in story:
                continue
            parts = _parts(pile.words(mention), entity.kind)
            if (len(parts) == 1) == (entity.kind == "place"):
                found[entity.kind, parts].append(mention)
    return found


def _parts(printed: str, kind: EntityKind) -> _Spelling:
    if kind != "person":
        return tuple(key(printed).split())
    parts = person_parts(printed)
    while len(parts) > 2 and parts[0] not in _first_names() and parts[1] in _first_names():
        parts = parts[1:]  # "Striker Emil Kowalczyk"
    return parts


def _variants(kind: str, first: _Spelling, second: _Spelling) -> bool:
    """Whether the one part that differs is spelled alike, or the two that do have the same consonants."""
    if len(first) != len(second) or first == second:
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if kind == "place" and consonants(first[0]) != consonants(second[0]):
        return False
    if len(differing) == _DIFFERING:
        same = all(consonants(a) == consonants(b) and min(len(a), len(b)) >= _SHORTEST for a, b in differing)
        return same and not any({a, b} <= _vocabulary() for a, b in differing)
    return len(differing) == 1 and _alike(*differing[0])


def _alike(a: str, b: str) -> bool:
    """Whether two parts may be one in two spellings."""
    if min(len(a), len(b)) < _SHORTEST or not (a + b).isalpha() or _words_of_the_language(a, b):
        return False
    if (
        a.rstrip("s") == b.rstrip("s")
        or spelling(a) == spelling(b)
        or {a, b} <= _first_names()
        or frozenset((a, b)) in _short_forms()
    ):
        return False  # "Google"/"Googles"; Jane and Jana Doe are two people; "Rob" is an alias of "Robert"
    return a[0] == b[0] and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _LIKE


def _words_of_the_language(a: str, b: str) -> bool:
    """Whether both are words of some meaning ("health ministry", "wealth ministry")."""
    return {a, b} <= _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("news_frequency")) | entry_set("institution_nouns")


@cache
def _first_names() -> frozenset[str]:
    return frozenset(normal(row["name"]) for row in rows("first_names"))


@cache
def _short_forms() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["short"], full)) for row in rows("nicknames") for full in row["full"].split("|"))


def _conflict(pile: Pile, families: Families, first: Sequence[Span], second: Sequence[Span]) -> Iterator[Conflict]:
    documents = {span.document for span in first}, {span.document for span in second}
    if documents[0] & documents[1]:
        return  # one report that uses both tells of two people, or misprints its own
    told: list[tuple[Statement, str]] = []
    for spans in (first, second):
        used: set[DocumentId] = set()
        for span in sorted(spans):
            statement = _statement(pile, span)
            if statement is None or any(families.between(span.document, other) for other in used):
                continue  # a copy repeats its original's spelling
            if span.document not in used and len(used) < _SHOWN:
                used.add(span.document)
                told.append((statement, " ".join(pile.words(span).split())))
    sides = {value for _, value in told}
    if len(sides) < 2 or len({one.id for one, _ in told}) < len(told):
        return
    told.sort(key=lambda pair: (pair[0].span, pair[0].id))
    drift = all(families.between(a, b) for a in documents[0] for b in documents[1])
    yield Conflict(
        id=content_id("k", "name", *(one.id for one, _ in told)),
        kind="name",
        judgement="naming_variant",
        statements=tuple(one.id for one, _ in told),
        values=tuple(value for _, value in told),
        reason="the copy spells a name otherwise than its original"
        if drift
        else "the reports spell one name in two ways",
        steps=("name_variants",),
    )


def _statement(pile: Pile, span: Span) -> Statement | None:
    held: Iterable[Statement] = pile.analysis[span.document].statements
    return min(
        (s for s in held if s.span.contains(span)), key=lambda s: (s.span.end - s.span.start, s.id), default=None
    )
