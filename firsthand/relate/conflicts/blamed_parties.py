"""Blamed parties: two lay one deed at each other's door ("rebels: jets hit the hospital"; "army: rebel mortars").

No word of denial need stand in either.  A statement lays a deed at somebody's door where its source says who did what
harms others, or accuses or blames somebody; two of them are a dispute where the party that the second one blames is
the source of the first, which blames another, and both tell one deed by rare words in common.  In one report or in two.
Left out: parties that are called by other words as sources than as doers ("the army", "the government").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from firsthand.comparable.lemmas import mass
from firsthand.comparable.unit_classes import countries, peoples
from firsthand.data import Conflict, Statement, StatementId
from firsthand.lexicon import entry_set, rows
from firsthand.relate.conflicts.disputes import common_names, dispute
from firsthand.relate.origins import speaker
from firsthand.relate.pile import Pile
from firsthand.words import normal

_STEP = "blamed_parties"
_SHARED = 10.0
"""Weight of shared words from which two statements tell one deed."""
_ACCUSES = frozenset({"blame", "accuse"})
_MOST = 3
"""Statements that each side shows."""
_LONG = 3
"""Letters of a word from which a final s is a plural's."""


@dataclass(frozen=True, slots=True, eq=False)
class _Blame:
    """A statement that lays a deed at somebody's door: who says so, in its words too, the words of who is said to have
    done it, and of what was done."""

    statement: Statement
    who: str
    by: frozenset[str]
    whom: frozenset[str]
    deed: frozenset[str]


def blamed_parties(pile: Pile, statements: Sequence[Statement]) -> Iterator[Conflict]:
    """One dispute for each two parties that blame each other, or of which one blames the other for what it lays at a
    third one's door."""
    nobody = common_names(pile, statements)
    held = [made for one in statements if (made := _blame(pile, one, nobody)) is not None]
    by_sides: defaultdict[tuple[str, str], list[tuple[_Blame, _Blame]]] = defaultdict(list)
    for first, second in combinations(held, 2):
        for a, b in ((first, second), (second, first)):
            if a.by & b.whom and not a.whom & b.whom and not a.by & b.by and mass(a.deed & b.deed) >= _SHARED:
                by_sides[min(a.by & b.whom), min(b.by)].append((a, b))
                break
    for _, pairs in sorted(by_sides.items()):
        yield _conflict(pairs)


def _blame(pile: Pile, one: Statement, nobody: frozenset[str]) -> _Blame | None:
    held = pile.compared.get(one.id)
    if held is None or one.negated or one.modality in ("planned", "conditional", "considered", "denied"):
        return None
    item = held.proposition
    verb = next((lemma for lemma in item.order if lemma in item.verbs and lemma in _harming()), None)
    if verb is None or (verb not in item.heads and verb != item.root) or _owns_up(pile, one):
        return None  # "the sister of the teenager killed by police was arrested" lays nothing at a door
    before = frozenset(item.order[: item.order.index(verb)])
    if verb in _ACCUSES:
        if _ACCUSED.search(pile.words(one.span)):
            return None  # "the man accused of shooting them": nobody says by whom
        by, who = before, _named(pile, one, before)
        whom = frozenset(item.order[item.order.index(verb) + 1 :][:2])
    else:
        by, who = _source(pile, one), speaker(pile, one)
        whom = before | item.agents if item.agents & before else item.agents
    spoken, whom = (frozenset(map(_single, words)) - nobody - _light() for words in (by, whom))
    by = spoken or frozenset(map(_single, by)) - entry_set("function_words")  # "a defence ministry official"
    if not by or not whom or by & whom:
        return None
    return _Blame(one, who, by, whom, frozenset(map(_single, item.lemmas)) - by - whom)


_ACCUSED = re.compile(r"\b(?:accused|blamed)\s+(?:of|for|by|in)\b", re.IGNORECASE)
_ADMITS = frozenset({"admit", "admits", "admitted", "admitting", "confess", "confesses", "confessed", "acknowledged"})


def _owns_up(pile: Pile, one: Statement) -> bool:
    """Whether who says the statement tells of what he did himself."""
    told = set(normal(pile.words(one.span)).split()).union(*map(pile.cue_words, pile.chain_of(one)))
    return bool(_ADMITS & told)


def _named(pile: Pile, one: Statement, subject: frozenset[str]) -> str:
    """The name of whom a statement is about; of nobody that is named, who says the statement."""
    entities = (pile.entity.get(name) for name in one.entities)
    names = (entity.name for entity in entities if entity is not None and subject & {*normal(entity.name).split()})
    return next(names, None) or speaker(pile, one)


def _source(pile: Pile, one: Statement) -> frozenset[str]:
    """The words of the innermost source of a statement; none in the report's own voice."""
    last = pile.innermost(one)
    if last is None or last.source_kind in ("own_voice", "unknown"):
        return frozenset()
    entity = pile.entity.get(last.source_entity) if last.source_entity else None
    return frozenset(normal(f"{last.description} {entity.name if entity is not None else ''}").split())


def _single(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > _LONG else word


@cache
def _light() -> frozenset[str]:
    """Words that tell no two parties apart."""
    places = {*countries(), *countries().values()} | peoples()
    return (
        frozenset(map(_single, places)) | entry_set("function_words") | entry_set("office_words") - {"army", "police"}
    )


@cache
def _harming() -> frozenset[str]:
    """Verbs of harm that somebody does, and of accusing."""
    told = (row["verbs"].split("|") for row in rows("event_kinds") if row["kind"] in _DEEDS)
    done = (row["done_to"].split("|") for row in rows("attributes") if row["attribute"] in ("killed", "destroyed"))
    return frozenset(verb for held in (*told, *done) for verb in held if verb) | _ACCUSES | {"fire", "carry"}


_DEEDS = frozenset({"attack", "explosion", "shooting", "kidnapping"})


def _conflict(pairs: Sequence[tuple[_Blame, _Blame]]) -> Conflict:
    told: dict[StatementId, tuple[Statement, str]] = {}
    for side in (0, 1):
        for pair in pairs[:_MOST]:
            one = pair[side].statement
            told.setdefault(one.id, (one, pair[side].who))
    first, second = (one.who for one in pairs[0])
    reason = f"{second} and {first} each say that somebody else did it; {second} blames {first}"
    return dispute(_STEP, "actor", told.values(), reason)
