"""Denied claims: somebody denies what another is reported to say, and the denial itself tells what.

By a noun that points back ("the minister dismissed that suggestion", "these allegations are baseless, the firm said"):
then what is denied is what somebody else said right before.  Or in a clause ("denied that the club turns anybody
away"): then it is what others say with these words, in any report of the story.  One conflict for each party that
denies.  Left out: denials by nobody who is told, and what is denied without a word of whoever says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from firsthand.comparable.lemmas import mass
from firsthand.data import Conflict, DocumentId, Span, Statement, StatementId, content_id
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.answered_charges import common_names
from firsthand.relate.origins import speaker
from firsthand.relate.pile import Pile
from firsthand.words import normal

_STEP = "denied_claims"
_BEFORE = 500
"""Letters before a denial in which stands what it points back to."""
_POINTS = frozenset({"the", "this", "that", "these", "those", "such", "any", "all", "his", "her", "their", "its"})
_SHORT = 6
"""Words up to which a noun that points back may stand with others ("the accusation as absurd")."""
_SHARED = 11.0
"""Weight of shared words from which a statement elsewhere says what is denied."""
_MOSTLY = 0.6
"""Share of the denied words that it must have."""
_SAYING = frozenset({"saying", "writing"})
_CANNOT = frozenset({"can", "could", "cannot", "can't", "not", "never", "n't", "to"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_MOST = 3
"""Statements that each side shows."""


def denied_claims(pile: Pile, documents: Sequence[DocumentId]) -> Iterator[Conflict]:
    """One dispute for each party that denies what somebody else says."""
    statements = [one for name in documents if name in pile.analysis for one in pile.analysis[name].statements]
    common = common_names(pile, statements)
    held: defaultdict[str, list[tuple[Statement, list[Statement]]]] = defaultdict(list)
    for one in statements:
        who = _denier(pile, one)
        if who is None:
            continue
        said = (
            _pointed_at(pile, one, who)
            if _points_back(pile, one)
            else _told_elsewhere(pile, one, who, statements, common)
        )
        if said:
            held[who].append((one, said))
    for who, found in sorted(held.items()):
        yield _conflict(pile, who, found)


def _denier(pile: Pile, statement: Statement) -> str | None:
    """Who denies what a statement tells; None where it is no denial or nobody is told."""
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    if statement.modality != "denied" or last is None or not last.source or statement.negated:
        return None
    cue = {word for span in last.cue for word in normal(pile.words(span)).split()}
    if cue & _CANNOT or set(normal(last.description).split()) & _NOBODY:
        return None  # "neither can deny the attraction"
    known = last.source_entity in pile.entity or set(normal(last.description).split()) - entry_set("function_words")
    return speaker(pile, statement) if known else None


def _denied_words(pile: Pile, statement: Statement) -> list[str]:
    """The words of what is denied, in normal form: those of the content that stand in the statement."""
    last = pile.attribution[statement.chain[-1]]
    spans = [span for span in last.content if span.overlaps(statement.span)] or [statement.span]
    return [word for span in spans for word in normal(pile.words(_common(span, statement.span))).split()]


def _common(one: Span, other: Span) -> Span:
    return Span(one.document, max(one.start, other.start), min(one.end, other.end))


def _points_back(pile: Pile, statement: Statement) -> bool:
    """Whether what is denied is a noun for what was said before, and nothing that says it."""
    words = _denied_words(pile, statement)
    head = words[: _SHORT + 1]
    nouns = entry_set("claim_nouns")
    named = [n for n, word in enumerate(head[:4]) if word in nouns or word.removesuffix("s") in nouns]
    return bool(named and head and head[0] in _POINTS and len(words) <= _SHORT and "that" not in words[named[0] + 1 :])


def _pointed_at(pile: Pile, denial: Statement, who: str) -> list[Statement]:
    """What somebody else said right before a denial: the statements of the nearest sentence in which anybody
    speaks, unless that is the denier."""
    before = [
        one
        for one in pile.analysis[denial.span.document].statements
        if one.span.end <= denial.span.start and denial.span.start - one.span.end <= _BEFORE
        and one.chain
    ]  # fmt: skip
    if not before:
        return []
    nearest = max(before, key=lambda one: (one.span.end, one.span.start))
    told = [one for one in before if one.chain == nearest.chain and _by_another(pile, one, who)][-_MOST:]
    if entry_set("charges") & set(_denied_words(pile, denial)) and not any(_charges(pile, one, who) for one in told):
        return []  # "rejects the accusation" is no answer to what charges nobody
    return told


def _charges(pile: Pile, statement: Statement, who: str) -> bool:
    """Whether a statement charges somebody, or is about the one who denies."""
    words = set(normal(pile.words(statement.span)).split())
    named = {word for word in normal(who).split() if word not in entry_set("function_words")}
    return statement.modality == "alleged" or bool(words & entry_set("charges")) or bool(named and named <= words)


def _told_elsewhere(
    pile: Pile, denial: Statement, who: str, statements: Sequence[Statement], common: frozenset[str]
) -> list[Statement]:
    """What others say with the words that are denied, the likest first."""
    own = pile.compared[denial.id]
    mine = own.proposition.lemmas - entry_set("denial_words") - entry_set("claim_nouns") - common
    whole = mass(mine)
    found: list[tuple[float, Statement]] = []
    for one in statements:
        other = pile.compared[one.id]
        beside = one.span.document == denial.span.document and other.event.sentence == own.event.sentence
        if beside or one.negated or not _by_another(pile, one, who):
            continue
        shared = mass(mine & other.proposition.lemmas)
        if shared >= _SHARED and shared >= _MOSTLY * whole and mine & own.proposition.heads & other.proposition.lemmas:
            found.append((-shared, one))
    found.sort(key=lambda pair: (round(pair[0], 6), pair[1].span, pair[1].id))
    return [one for _, one in found[:_MOST]]


def _by_another(pile: Pile, statement: Statement, who: str) -> bool:
    """Whether a statement is said, and by somebody else than the one who denies: of two names none is in the other."""
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    if statement.modality == "denied" or (last is not None and last.act not in _SAYING):
        return False
    mine, theirs = (frozenset(normal(name).split()) for name in (who, speaker(pile, statement)))
    return not (mine <= theirs or theirs <= mine)


def _conflict(pile: Pile, who: str, held: Sequence[tuple[Statement, list[Statement]]]) -> Conflict:
    told: dict[StatementId, tuple[Statement, str]] = {}
    for denial, said in held:
        for value, several in (("stated", said), ("denied", [denial])):
            for one in several:
                if sum(other == value for _, other in told.values()) < _MOST:
                    told.setdefault(one.id, (one, value))
    sides = sorted(told.values(), key=lambda pair: (pair[0].span, pair[0].id))
    names = tuple(one.id for one, _ in sides)
    return Conflict(
        id=content_id("k", "denial", _STEP, *names),
        kind="denial",
        judgement="dispute",
        statements=names,
        values=tuple(value for _, value in sides),
        reason=f"{who} denies what {speaker(pile, held[0][1][0])} said",
        steps=(_STEP,),
    )
