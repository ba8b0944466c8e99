"""Numbers that disagree: two statements that count the same thing of the same event and cannot both hold.

Evidence is added up from the kind of event, who acted, what is counted, the dates and the likeness of the rest; the
weights were set by reading conflicts on real stories.  Background (older events), parts ("two other"), vague numbers
("dozens") and counts that add up are no conflict.  Left out: numbers that need arithmetic beyond a sum.
"""

from __future__ import annotations

import re
from functools import cache

from firsthand.comparable import CountFrame, Proposition
from firsthand.comparable.count_frame import measure, one_count, one_distance, two_actors
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.proposition import wholes
from firsthand.comparable.unit_classes import peoples, unit_class
from firsthand.data import ConflictJudgement, Quantity, Statement
from firsthand.lexicon import column, entry_set
from firsthand.relate.claims import Pair, constraints
from firsthand.relate.conflicts.comparison import Disagreement, Reason, aside, before
from firsthand.relate.conflicts.disagreement.background import (
    another_time,
    background,
    dates_meet,
    otherwise_dated,
    two_periods,
)
from firsthand.relate.pile import Pile
from firsthand.words import normal

_COMPARABLE = 3.6
"""Points of evidence from which two quantities are taken to count the same thing."""
_ROUND = 1000
"""Numbers below this are seldom rounded."""
_FAR = 3
"""Two tolls of one event seldom differ by more than this factor …"""
_CLOSE = 0.6
"""… unless the statements are this alike in all else."""
_ONE_QUESTION = 0.75
"""Likeness from which two percentages answer one question."""


def number(pair: Pair) -> Disagreement | None:
    """Two statements' counts as a pair in conflict, or None."""
    if not _of_one_time(pair):
        return None
    a, b = pair.a, pair.b
    one, other = pair.one, pair.other
    rival = _rivals(a, b)
    if rival is None or _evidence(pair, *rival) < _COMPARABLE:
        return None
    mine, theirs = rival
    if _age(pair.pile, mine) or _age(pair.pile, theirs):
        return None
    tolls = _tolls(a, b, mine, theirs)
    if tolls and (_told_in_parts(pair.pile, one) or _told_in_parts(pair.pile, other)):
        return None
    if not tolls and (two_periods(one, other) or two_actors(mine, theirs)):
        return None  # each leads its own laps
    if not tolls and any(_of_a_pronoun(pair.pile, side) for side in (one, other)):
        return None  # "he has 53 catches" of whom only the sentence before names
    if _length(mine.quantity.unit) and not (one_distance(mine, theirs) or constraints.same_event(a, b)):
        return None  # yards to go, and yards that were run
    if measure(mine.quantity.unit) and otherwise_dated(one, other):
        return None
    if not (mine.quantity.unit or theirs.quantity.unit or tolls):
        return None  # numbers of nobody knows what
    if mine.quantity.unit == theirs.quantity.unit == "percent" and (
        not a.heads & b.heads or aside(pair) < _ONE_QUESTION
    ):
        return None  # two questions of two polls
    judged = _which(pair, mine, theirs, tolls=tolls)
    return Disagreement(pair, (mine.words, theirs.words), "number", *judged) if judged else None


_AGED = re.compile(r"\bage[sd]?(?:\s\d+(?:,|\s(?:and|or|to))?)*\s$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:\w+\s)?(?:he|she|they|we|I|it)\b", re.IGNORECASE)


def _age(pile: Pile, frame: CountFrame) -> bool:
    """Whether a number is somebody's age ("two men, ages 47 and 48")."""
    span = frame.quantity.span
    return bool(_AGED.search(pile.document[span.document].text, max(0, span.start - 40), span.start))


def _of_a_pronoun(pile: Pile, statement: Statement) -> bool:
    """Whether a statement tells of somebody whom it does not name."""
    held = pile.compared[statement.id].proposition
    return not held.subjects & held.names and _SUBJECT.match(pile.words(statement.span)) is not None


def _length(unit: str) -> bool:
    return bool({unit, unit.removesuffix("s")} & column("measures", "unit", measures="length"))


def _of_one_time(pair: Pair) -> bool:
    """Whether two reports' statements state numbers as facts of one time, and count in one manner."""
    a, b = pair.a, pair.b
    one, other = pair.one, pair.other
    if pair.in_one_report or not a.quantities or not b.quantities:
        return False
    if {constraints.standing(one.modality), constraints.standing(other.modality)} != {
        "fact"
    } or one.negated != other.negated:
        return False
    if _unsettled(pair.pile, one) or _unsettled(pair.pile, other):
        return False
    if (
        constraints.date_veto(one, other)
        or _manner(pair.pile, one) != _manner(pair.pile, other)
        or constraints.actor_veto(a, b)
    ):
        return False
    return dates_meet(one, other) or not (
        background(pair.pile, one) or background(pair.pile, other) or another_time(pair.pile, one, other)
    )


def _tolls(a: Proposition, b: Proposition, mine: CountFrame, theirs: CountFrame) -> bool:
    """Whether both tell what became of people (killed, injured, missing), in the main clause or in one beside it ("a
    blast that killed nine")."""
    return bool(event_classes(a.heads) & event_classes(b.heads) & TOLLS or mine.fate & theirs.fate)


def _told_in_parts(pile: Pile, statement: Statement) -> bool:
    """Whether the sentence tells another toll of the same kind: "eight died in the city, and a man in a village"."""
    kinds = event_classes(pile.compared[statement.id].proposition.heads) & TOLLS
    return any(
        not other.span.overlaps(statement.span)
        and bool(event_classes(pile.compared[other.id].proposition.heads) & kinds)
        for other in pile.in_sentence(statement)
    )


def _unsettled(pile: Pile, statement: Statement) -> bool:
    """Whether a statement's numbers are no plain facts: a price at 9:34 a.m. is no price at the close."""
    if statement.id not in pile.unsettled:
        pile.unsettled[statement.id] = _clocked(statement) or _wished(pile, statement)
    return pile.unsettled[statement.id]


def _clocked(statement: Statement) -> bool:
    """Whether a measure is taken at a time of the clock."""
    timed = any(t.type == "TIME" and t.precision in ("minute", "hour") for t in statement.dates)
    return timed and any(measure(quantity.unit) for quantity in statement.numbers)


def _wished(pile: Pile, statement: Statement) -> bool:
    """Whether a number is what somebody asks for or recommends: another may recommend another."""
    told = pile.cue_words(pile.innermost(statement))
    return bool(told & _wishes()) or pile.compared[statement.id].predication.modal


@cache
def _wishes() -> frozenset[str]:
    lemmas = column("cues", "lemma", kind="request", pos="VERB")
    return frozenset(form for lemma in lemmas for form in (lemma, f"{lemma}s", f"{lemma.removesuffix('e')}ed"))


def _manner(pile: Pile, statement: Statement) -> frozenset[str]:
    """Words that narrow what is counted ("critically injured") or say how ("an average of")."""
    return pile.compared[statement.id].predication.narrowing


def _evidence(pair: Pair, mine: CountFrame, theirs: CountFrame) -> float:
    """How much says that two quantities count the same thing of the same event: the kind of event, who acted, what
    is counted, the dates, and the likeness of the rest where that can decide.  Set by reading conflicts on real
    stories."""
    a, b = pair.a, pair.b
    tolls = _tolls(a, b, mine, theirs)
    event = tolls or constraints.same_event(a, b)
    kinds_a, kinds_b = _kinds(pair.pile, pair.one), _kinds(pair.pile, pair.other)
    points = 2.0 if event else 1.0 if kinds_a & kinds_b else 0.0 if event is None else -1.0
    people = unit_class(mine.quantity.unit) == unit_class(theirs.quantity.unit) == "people"
    if tolls and people:
        points += 1.0  # one story, one toll
    peoples_a, peoples_b = a.lemmas & peoples(), b.lemmas & peoples()
    if peoples_a - peoples_b and peoples_b - peoples_a:
        points -= 2.0  # "Russian ships" are not "Chinese ships"
    actors_a, actors_b = a.subjects & a.names, b.subjects & b.names
    if actors_a & actors_b:
        points += 1.5
    else:
        points += _named_alike(_names(pair.pile, pair.one, a), _names(pair.pile, pair.other, b))
    if mine.quantity.unit and mine.quantity.unit == theirs.quantity.unit and not measure(mine.quantity.unit):
        points += 1.0
    elif not measure(mine.quantity.unit):
        points += 0.5
    if one_distance(mine, theirs):
        points += 2.0
    described = mine.described, theirs.described
    if all(described):
        points += 1.0 if described[0] & described[1] else -1.0  # "two Haitian gangs" are not "two Mexican gangs"
    dated = [any(t.earliest for t in s.dates) for s in (pair.one, pair.other)]
    if all(dated):
        points += 1.0
    if points + 2 < _COMPARABLE:
        return points  # however alike the rest is
    alike = aside(pair)
    if tolls and people:
        low, high = sorted((mine.quantity.value, theirs.quantity.value))
        if high > _FAR * low and alike < _CLOSE:
            return 0.0  # one count of all, one of few
    return points + 2 * alike


def _kinds(pile: Pile, statement: Statement) -> frozenset[str]:
    """The kinds of event that a statement tells of, and those beside it in its sentence ("named
    seven cartels, declaring them terrorists")."""
    kinds: frozenset[str] = frozenset()
    for other in pile.in_sentence(statement):
        kinds |= event_classes(pile.compared[other.id].proposition.lemmas)
    return kinds


def _names(pile: Pile, statement: Statement, item: Proposition) -> frozenset[str]:
    """The names in a statement, without those of who says it."""
    sources = {word for one in pile.chain_of(statement) for word in normal(one.description).split()}
    return item.names - sources


def _named_alike(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Points for the names of two statements: for all of one in the other, for half of them, against none in common."""
    if not mine or not theirs:
        return 0.0
    shared = len(mine & theirs)
    if shared in (len(mine), len(theirs)):
        return 1.0
    if not shared:
        return -2.0
    return 0.5 if shared * 2 >= min(len(mine), len(theirs)) else -1.0


def _rivals(a: Proposition, b: Proposition) -> tuple[CountFrame, CountFrame] | None:
    """The first two quantities that count the same thing and cannot both hold, or None."""
    ours, theirs = wholes(a), wholes(b)
    for mine in ours:
        same = [frame for frame in theirs if one_count(mine, frame)]
        if len(same) != 1 or sum(one_count(frame, same[0]) for frame in ours) != 1:
            continue
        one, other = mine.quantity, same[0].quantity
        if not constraints.agree(one, other) and not _rounded(one, other):
            if one.unit != other.unit and {one.unit.casefold(), other.unit.casefold()} & peoples():
                return None
            sums = (sum(q.value for q in a.quantities), sum(q.value for q in b.quantities))
            if other.value != sums[0] and one.value != sums[1]:  # "12 people" are "10 passengers and two pilots"
                return mine, same[0]
    return None


def _rounded(a: Quantity, b: Quantity) -> bool:
    """Whether one number is the other with its last figures cut or rounded off ("43,885,310", "43 million")."""
    for coarse, fine in ((abs(a.value), abs(b.value)), (abs(b.value), abs(a.value))):
        step = 1.0
        while coarse >= _ROUND and coarse % (step * 10) == 0:
            step *= 10
        if step > 1 and fine % step and coarse in (fine // step * step, round(fine / step) * step):
            return True
    return False


def _which(pair: Pair, mine: CountFrame, theirs: CountFrame, *, tolls: bool) -> tuple[ConflictJudgement, Reason] | None:
    """Update or contradiction: a minimum beside a higher count is an earlier or a rougher one, whichever it is.

    A later report's toll supersedes an earlier one's; of other numbers only one that says so ("risen to") does."""
    for early, late in ((pair.one, pair.other), (pair.other, pair.one)):
        if before(pair.pile, early, late):
            text = set(pair.pile.words(late.span).casefold().split())
            if tolls or text & entry_set("update_words"):
                return "update", (late, " is the later report: its figure supersedes the earlier one")
    least, most = sorted((mine, theirs), key=lambda frame: frame.quantity.value)
    low, high = least.quantity, most.quantity
    if low.bound in ("at_least", "more_than"):
        if measure(low.unit) or high.bound in ("at_most", "less_than"):
            return None  # "more than $2 billion" may be any sum above it
        return "update", (f"“{least.words}” is a minimum; the higher figure is later or fuller",)
    if high.bound in ("at_most", "less_than"):
        return None
    return "contradiction", ("the reports give different numbers for the same thing",)
