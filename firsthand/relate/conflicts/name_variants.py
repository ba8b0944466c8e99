"""Names in two spellings: one person, place or body that reports of a story spell differently.

Candidates share one whole part of the name, or its consonants, and differ by a letter or two, or in how they are
written in Latin letters.  A report that uses both spellings knows two people; of a place or a body it only has no fixed
spelling.  Places are spelled alike where their consonants are the same.  The judgement is ``naming_variant``: nobody
here knows which spelling is right.  Left out: nicknames and short forms, which are aliases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from firsthand.data import Conflict, DocumentId, EntityKind, Span, Statement, content_id
from firsthand.lexicon import rows
from firsthand.names import consonants, first_names, key, person_parts
from firsthand.relate.conflicts.comparison import nearest_statement
from firsthand.relate.conflicts.printed_names import (
    a_letter_lost,
    in_two_lengths,
    in_two_marks,
    spelled_apart,
    vocabulary,
)
from firsthand.relate.derivation import Families
from firsthand.relate.identity import spelling
from firsthand.relate.pile import Pile

_LIKE = 0.78
"""Likeness of two name parts' letters from which one may be the other in another spelling."""
_DIFFERING = 2
"""Parts of one name that two reports may spell differently ("Mohammed Mursi", "Mohamed Morsi")."""
_SHORTEST = 4
"""Letters of the name part that differs."""
_LARGEST = 60
"""Names that share a part and are compared pair by pair."""

_MOST_PARTS = 6
"""Parts of a name that is compared."""
_PREFIX = 3
"""Letters that two words of a longer body's name share ("Airways", "Airlines")."""
_LONG_NAME = 3
"""Parts from which a body is known by the rest of its name."""
_SHOWN = 2
"""Reports that are shown for one spelling."""
_SPELLED = "the reports spell one name in two ways"
_MARKED = "the reports print one name with its accents and without"
_FULLER = "the reports give one name in a short form and in full"

_RUN_TOGETHER = re.compile(r"[a-z]{3}[A-Z]")
"""Two words that lost the space between them ("PoliceLt")."""
_Spelling = tuple[str, ...]
_Named = tuple[str, _Spelling]
"""A kind of entity and a name."""


def namings(pile: Pile, story: Sequence[DocumentId], families: Families) -> Iterator[Conflict]:
    """One conflict for each pair of spellings, with the first statement that uses each."""
    words: set[tuple[str, str]] = set()
    for a, b, first, second in spelled_apart(pile, story):
        made = list(_conflict(pile, families, *_word_sides(a, b, first, second), _SPELLED))
        if made:
            words |= {(a, b), (b, a)}
            yield from made
    for sides in in_two_marks(pile, story):
        yield from _conflict(pile, families, *_apart(*sides), _MARKED)
    for sides in in_two_lengths(pile, story):
        yield from _conflict(pile, families, *sides, _FULLER)
    yield from _of_entities(pile, story, families, words)


def _word_sides(a: str, b: str, first: Sequence[Span], second: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The reports that use one spelling alone; a misprint stands against them also where its report has both."""
    mine, theirs = _apart(first, second)
    if not (mine and theirs) and (mine or theirs) and a_letter_lost(a, b):
        return (mine, list(second)) if mine else (list(first), theirs)
    return mine, theirs


def _of_entities(
    pile: Pile, story: Sequence[DocumentId], families: Families, words: set[tuple[str, str]]
) -> Iterator[Conflict]:
    """The spellings of whole names, but for those that ``words`` tell apart already."""
    spellings = _spellings(pile, frozenset(story))
    by_part: defaultdict[str, list[_Named]] = defaultdict(list)
    for kind, parts in sorted(spellings):
        for shared in {shared for part in parts for shared in (part, f"~{consonants(part)}")}:
            by_part[shared].append((kind, parts))
    whole: defaultdict[_Spelling, list[Span]] = defaultdict(list)
    for (_, parts), spans in sorted(spellings.items()):
        whole[parts] += spans
    told: set[tuple[_Spelling, ...]] = set()
    other_names: set[tuple[_Named, _Named]] = set()  # they may share several parts
    for _, held in sorted(by_part.items()):
        for n, first in enumerate(held[:_LARGEST]):
            for second in held[n + 1 : _LARGEST]:
                both = tuple(sorted((first[1], second[1])))
                if both in told or (first, second) in other_names:
                    continue
                if not _one_in_two_spellings(first, second):
                    other_names.add((first, second))
                    continue
                told.add(both)
                if {*zip(*both, strict=False)} & words:
                    continue  # told word by word
                sides = sorted(whole[both[0]]), sorted(whole[both[1]])
                if (first[0], second[0]) != ("person", "person") and _consonants_agree(*both):
                    sides = _apart(*sides)
                yield from _conflict(pile, families, *sides, _SPELLED)


def _one_in_two_spellings(first: _Named, second: _Named) -> bool:
    """Whether two names of one kind are variants; of two kinds, for a place that only one report calls a village is
    read as anything, whether they are spelled alike in every part."""
    (kind, mine), (other, theirs) = first, second
    if kind == other:
        return (kind == "place" or len(mine) > 1) and _variants(kind, mine, theirs)
    if "place" not in (kind, other) or len(mine) != len(theirs) or mine == theirs:
        return False
    return all(a == b or (consonants(a) == consonants(b) and _alike(a, b)) for a, b in zip(mine, theirs, strict=True))


def _consonants_agree(first: _Spelling, second: _Spelling) -> bool:
    return [consonants(part) for part in first] == [consonants(part) for part in second]


def _apart(first: Sequence[Span], second: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Both spellings without the reports that use either."""
    both = {span.document for span in first} & {span.document for span in second}
    return [span for span in first if span.document not in both], [span for span in second if span.document not in both]


def _spellings(pile: Pile, story: frozenset[DocumentId]) -> dict[tuple[str, _Spelling], list[Span]]:
    """Where the reports print each full name, by kind of entity and parts in normal form."""
    found: defaultdict[tuple[str, _Spelling], list[Span]] = defaultdict(list)
    for entity in pile.entities_in(story):
        if entity.kind not in ("person", "organisation", "place"):
            continue
        for mention in entity.mentions:
            if mention.document not in story:
                continue
            printed = pile.words(mention)
            parts = () if _RUN_TOGETHER.search(printed) else _parts(printed, entity.kind)
            if 1 <= len(parts) <= _MOST_PARTS:
                found[entity.kind, parts].append(mention)
    return found


def _parts(printed: str, kind: EntityKind) -> _Spelling:
    if kind != "person":
        return tuple(key(printed).split())
    parts = person_parts(printed)
    while len(parts) > 2 and parts[0] not in first_names() and parts[1] in first_names():
        parts = parts[1:]  # "Striker Emil Kowalczyk"
    return parts


def _variants(kind: str, first: _Spelling, second: _Spelling) -> bool:
    """Whether the one part that differs is spelled alike, or the two that do have the same consonants."""
    if len(first) != len(second) or first == second:
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if kind == "place" and any(consonants(a) != consonants(b) for a, b in differing):
        return False
    if len(differing) == _DIFFERING:
        same = all(consonants(a) == consonants(b) and min(len(a), len(b)) >= _SHORTEST for a, b in differing)
        return same and not any({a, b} <= vocabulary() for a, b in differing)
    if len(differing) != 1:
        return False
    return _alike(*differing[0]) or (kind == "organisation" and len(first) >= _LONG_NAME and _synonyms(*differing[0]))


def _synonyms(a: str, b: str) -> bool:
    """Whether two words of one body's name begin alike and neither is the other's ending ("Airways", "Airlines")."""
    alike = a[:_PREFIX] == b[:_PREFIX] and not (a.startswith(b) or b.startswith(a)) and spelling(a) != spelling(b)
    return alike and (a + b).isalpha() and min(len(a), len(b)) > _SHORTEST and abs(len(a) - len(b)) <= _DIFFERING


def _alike(a: str, b: str) -> bool:
    """Whether two parts may be one in two spellings."""
    if min(len(a), len(b)) < _SHORTEST or not (a + b).isalpha() or _words_of_the_language(a, b):
        return False
    if (
        a.rstrip("sn") == b.rstrip("sn")
        or spelling(a) == spelling(b)
        or {a, b} <= first_names().keys()
        or frozenset((a, b)) in _short_forms()
    ):
        return False  # "Google"/"Googles"; Jane and Jana Doe are two people; "Rob" is an alias of "Robert"
    alike = SequenceMatcher(None, a, b, autojunk=False).ratio() >= _LIKE
    return a[0] == b[0] and (alike or consonants(a) == consonants(b))


def _words_of_the_language(a: str, b: str) -> bool:
    """Whether both are words of some meaning ("health ministry", "wealth ministry")."""
    return {a, b} <= vocabulary()


@cache
def _short_forms() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["short"], full)) for row in rows("nicknames") for full in row["full"].split("|"))


def _conflict(
    pile: Pile, families: Families, first: Sequence[Span], second: Sequence[Span], how: str
) -> Iterator[Conflict]:
    documents = {span.document for span in first}, {span.document for span in second}
    if documents[0] & documents[1] or not all(documents):
        return  # one report that uses both tells of two people, or misprints its own
    told: list[tuple[Statement, str, Span]] = []
    for spans in (first, second):
        used: set[DocumentId] = set()
        for span in sorted(spans):
            if any(families.between(span.document, other) for other in used):
                continue  # a copy repeats its original's spelling
            statement = nearest_statement(pile, span)
            if statement is not None and span.document not in used and len(used) < _SHOWN:
                used.add(span.document)
                told.append((statement, " ".join(pile.words(span).split()), span))
    sides = {value for _, value, _ in told}
    if len(sides) < 2 or len({one.id for one, _, _ in told}) < len(told):
        return
    told.sort(key=lambda one: (one[0].span, one[0].id))
    drift = all(families.between(a, b) for a in documents[0] for b in documents[1])
    yield Conflict(
        id=content_id("k", "name", *(one.id for one, _, _ in told)),
        kind="name",
        judgement="naming_variant",
        statements=tuple(one.id for one, _, _ in told),
        values=tuple(value for _, value, _ in told),
        reason="the copy spells a name otherwise than its original" if drift else how,
        steps=("name_variants",),
        spans=tuple(span for _, _, span in told),
    )
