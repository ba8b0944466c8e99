"""Answered charges: somebody is charged with a deed and denies it, in one report or in two.

The commonest dispute of all, and seldom in alike words: "activists accused the ministry of …", "the ministry denied
any part in it".  A denial is a statement whose innermost cue denies; a charge a statement, not the denier's own, that
names him beside a word of ``lexicon/charges.txt`` and either stands right before the denial or shares what is denied.
One conflict for each denier.  Left out: denials without a name, and charges that name nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from firsthand.comparable.lemmas import mass
from firsthand.comparable.unit_classes import countries
from firsthand.data import Attribution, Conflict, DocumentId, Span, Statement, StatementId
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.disputes import denied_by, is_common
from firsthand.relate.origins import speaker
from firsthand.relate.pile import Pile
from firsthand.words import normal

_STEP = "answered_charges"
_BEFORE = 600
"""Letters before a denial in which its charge may stand without further likeness."""
_BESIDE = 12
"""Letters on either side of a cue that say whether it is a denial."""
_REFUSED = re.compile(
    r"\b(?:be|been|being|is|was|are|were|get|got)\s+(?:\w+ly\s+)?(?:denied|rejected|refused|dismissed)\b"
    r"|\bto\s+(?:deny|reject|refuse|dismiss)\b"
    r"|\b(?:deny|denies|denied|refused?|refuses)\s+(?:him|her|it|them|us|me|you)\b",
    re.IGNORECASE,
)
"""What is refused to somebody, which nobody has charged anybody with."""
_SHARED = 11.0
"""Weight of shared words from which a charge elsewhere is the one that is denied."""
_LONG = 4
"""Letters of a word from which a final s may be a possessive that lost its mark."""
_FAR = 2
"""Charges of other places that one denial is set against."""


@dataclass(frozen=True, slots=True)
class _Denial:
    """A statement that denies, the words that name who does, the other words of his description, and the words of what
    is denied."""

    statement: Statement
    names: frozenset[str]
    office: frozenset[str]
    content: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a story tells: its statements, the words of each, the places of those that bear a word, and of those that
    charge somebody."""

    statements: Sequence[Statement]
    said: Mapping[StatementId, frozenset[str]]
    bearers: Mapping[str, Set[int]]
    charging: Set[int]

    def naming(self, names: Set[str]) -> set[int]:
        """The places of the statements that bear one of the names."""
        return set[int]().union(*(self.bearers.get(name, ()) for name in names))


def answered_charges(pile: Pile, documents: Sequence[DocumentId]) -> Iterator[Conflict]:
    """One dispute for each party that denies what somebody charges it with."""
    statements = [one for name in documents if name in pile.analysis for one in pile.analysis[name].statements]
    said = {one.id: _said(pile, one) for one in statements}
    denials = [made for one in statements if (made := _denial(pile, one, said[one.id])) is not None]
    if not denials:
        return
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(statements):
        for word in said[one.id]:
            bearers[word].add(place)
    told = _Told(statements, said, bearers, frozenset(n for n, one in enumerate(statements) if _charging(one, said)))
    by_party: defaultdict[str, list[tuple[_Denial, list[Statement]]]] = defaultdict(list)
    for denial in denials:
        charges = _charges(pile, denial, told)
        if charges:
            by_party[min(denial.names)].append((denial, charges))
    for _, held in sorted(by_party.items()):
        rows = [(denial.statement, charges) for denial, charges in held]
        yield denied_by(pile, _STEP, speaker(pile, rows[0][0]), rows)


def _said(pile: Pile, statement: Statement) -> frozenset[str]:
    """The words of a statement in normal form, a people as its country."""
    known = countries()
    words = [known.get(word, word) for word in _plain(pile.words(statement.span))]
    return frozenset(words) | {word[:-1] for word in words if word.endswith("s") and len(word) > _LONG}


def _plain(words: str) -> list[str]:
    return [word.removesuffix("'s").strip(".'\"") for word in normal(words).split()]


def _denial(pile: Pile, statement: Statement, said: frozenset[str]) -> _Denial | None:
    last = pile.innermost(statement)
    cue = {word for span in last.cue for word in _plain(pile.words(span))} if last is not None else set()
    predication = pile.compared[statement.id].predication
    if last is not None and any(_REFUSED.search(_around(pile, span)) for span in last.cue):
        return None  # "has been denied bail", "voted to deny it further loans"
    if last is not None and last.source and cue & entry_set("denying_verbs"):
        names, description = _named(pile, last), last.description
    elif predication.verb.casefold() in entry_set("denying_verbs") and not statement.negated:
        if _REFUSED.search(pile.words(statement.span)):
            return None
        description = predication.named_subject  # "the ministry denies any part in it"
        names = _names_in(description.split())
    else:
        return None
    content = said - entry_set("function_words") - entry_set("charges") - names
    office = frozenset(_plain(description)) & entry_set("office_words")
    return _Denial(statement, names, office, content) if names else None


def _around(pile: Pile, cue: Span) -> str:
    """The cue with what stands right beside it."""
    return pile.document[cue.document].text[max(0, cue.start - _BESIDE) : cue.end + _BESIDE]


def _named(pile: Pile, source: Attribution) -> frozenset[str]:
    """The words that name a source: capitalised ones of its description, and those of its entity."""
    entity = pile.entity.get(source.source_entity) if source.source_entity else None
    return _names_in([*source.description.split(), *(entity.name.split() if entity is not None else ())])


def _names_in(printed: Sequence[str]) -> frozenset[str]:
    """The capitalised words in normal form, a people as its country, without those that name nobody."""
    known = countries()
    words = {word for one in printed if one[:1].isupper() for word in _plain(one)}
    nobody = entry_set("office_words") | entry_set("function_words")
    return frozenset(known.get(word, word) for word in words if len(word) > 2) - nobody


def _charging(statement: Statement, said: Mapping[StatementId, frozenset[str]]) -> bool:
    return bool(said[statement.id] & entry_set("charges")) or statement.modality in ("alleged", "possible")


def _charges(pile: Pile, denial: _Denial, told: _Told) -> list[Statement]:
    """The charges that a denial answers, the nearest of its own report first."""
    own = denial.statement
    near: list[tuple[int, Statement]] = []
    far: list[tuple[float, Statement]] = []
    naming = told.naming(denial.names)
    common = is_common(len(naming), told.statements)
    for place in sorted(naming & told.charging):
        one = told.statements[place]
        words = told.said[one.id]
        if one.id == own.id:
            continue
        if common and not words & denial.office:
            continue  # in a story of one country its name alone names no party
        if words & entry_set("denying_verbs") or one.negated or _by(pile, one) & denial.names:
            continue
        distance = own.span.start - one.span.end
        if one.span.document == own.span.document and 0 <= distance <= _BEFORE:
            near.append((distance, one))
        elif one.modality in ("alleged", "possible") and not words & entry_set("charges"):
            continue
        elif (shared := mass(words & denial.content)) >= _SHARED:
            far.append((-shared, one))
    near.sort(key=lambda pair: (pair[0], pair[1].span, pair[1].id))
    far.sort(key=lambda pair: (round(pair[0], 6), pair[1].span, pair[1].id))
    return [one for _, one in (*near[:1], *far[:_FAR])]


def _by(pile: Pile, statement: Statement) -> frozenset[str]:
    last = pile.innermost(statement)
    return _named(pile, last) if last is not None else frozenset()
