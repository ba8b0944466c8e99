"""Denied claims: somebody denies what another is reported to say, and the denial itself tells what.

By a noun that points back ("the minister dismissed that suggestion", "these allegations are baseless, the firm said"):
then what is denied is what somebody else said right before.  Or in a clause ("denied that the club turns anybody
away"): then it is what others say with these words, in any report of the story.  One conflict for each party that
denies.  Left out: denials by nobody who is told, and what is denied without a word of whoever says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from firsthand.comparable.lemmas import mass
from firsthand.data import SOURCE_ACTS, Conflict, DocumentId, Span, Statement, StatementId
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.disputes import common_names, denied_by
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
_CANNOT = frozenset({"can", "could", "cannot", "can't", "not", "never", "n't", "to"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
_MOST = 3
"""Statements that say elsewhere what is denied, at most."""
_DENIALS, _ABLE = 200, 400
"""Denials of a story that are read, and statements that are asked of each for one of its words."""


def denied_claims(
    pile: Pile, documents: Sequence[DocumentId], disputed: Set[StatementId] = frozenset()
) -> Iterator[Conflict]:
    """One dispute for each party that denies what somebody else says; without what is ``disputed`` anyway."""
    statements = [one for name in documents if name in pile.analysis for one in pile.analysis[name].statements]
    denials = [(one, who) for one in statements if (who := _denier(pile, one)) is not None][:_DENIALS]
    if not denials:
        return
    common = common_names(pile, statements)
    by_lemma: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        for lemma in pile.compared[one.id].proposition.lemmas if not one.negated else ():
            by_lemma[lemma].append(one)
    held: defaultdict[str, list[tuple[Statement, list[Statement]]]] = defaultdict(list)
    for one, who in denials:
        back = _points_back(pile, one)
        said = _pointed_at(pile, one, who) if back else _told_elsewhere(pile, one, who, by_lemma, common)
        if said and not disputed & {one.id, *(other.id for other in said)}:
            held[who].append((one, said))
    for who, found in sorted(held.items()):
        yield denied_by(pile, _STEP, who, found)


def _denier(pile: Pile, statement: Statement) -> str | None:
    """Who denies what a statement tells; None where it is no denial or nobody is told."""
    last = pile.innermost(statement)
    if statement.modality != "denied" or last is None or not last.source or statement.negated:
        return None
    if pile.cue_words(last) & _CANNOT or set(normal(last.description).split()) & _NOBODY:
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
    named = [
        n
        for n, word in enumerate(head[:4])
        if nouns & {word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"}
    ]
    return bool(named and head and head[0] in _POINTS and len(words) <= _SHORT and "that" not in words[named[0] + 1 :])


def _pointed_at(pile: Pile, denial: Statement, who: str) -> list[Statement]:
    """What somebody else said right before a denial: the statements of whoever spoke last before it, unless that is the
    denier."""
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
    pile: Pile, denial: Statement, who: str, by_lemma: Mapping[str, Sequence[Statement]], common: frozenset[str]
) -> list[Statement]:
    """What others say with the words that are denied, its verb or noun among them; the likest first."""
    own = pile.compared[denial.id]
    mine = own.proposition.lemmas - entry_set("denial_words") - entry_set("claim_nouns") - common
    whole = mass(mine)
    able = {one.id: one for lemma in mine & own.proposition.heads for one in by_lemma.get(lemma, ())[:_ABLE]}
    found: list[tuple[float, Statement]] = []
    for one in able.values():
        other = pile.compared[one.id]
        beside = one.span.document == denial.span.document and other.event.sentence == own.event.sentence
        shared = mass(mine & other.proposition.lemmas)
        if not beside and shared >= _SHARED and shared >= _MOSTLY * whole and _by_another(pile, one, who):
            found.append((-shared, one))
    found.sort(key=lambda pair: (round(pair[0], 6), pair[1].span, pair[1].id))
    return [one for _, one in found[:_MOST]]


def _by_another(pile: Pile, statement: Statement, who: str) -> bool:
    """Whether a statement is said, and by somebody else than the one who denies: of two names none is in the other."""
    last = pile.innermost(statement)
    if statement.modality == "denied" or (last is not None and last.act not in SOURCE_ACTS):
        return False
    mine, theirs = (frozenset(normal(name).split()) for name in (who, speaker(pile, statement)))
    return not (mine <= theirs or theirs <= mine)
