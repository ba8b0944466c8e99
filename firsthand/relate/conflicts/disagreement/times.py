"""Hours, days and years that disagree: two reports that put one event at different times.

The event must be the same by its predicate, or one of the reports must itself set the other's hour against its own
("opened at 4:40 … officials had put the failure at 5").  Left out: days that differ, which are too often two events.
"""

from __future__ import annotations

import re
from datetime import date

from firsthand import dates
from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass
from firsthand.comparable.predicates import event_classes
from firsthand.data import Statement, TimeExpression
from firsthand.relate.claims import Pair, constraints
from firsthand.relate.conflicts.comparison import MATTER, Disagreement, aside
from firsthand.relate.pile import Pile
from firsthand.words import normal

_SLACK = 10
"""Minutes by which reports of one hour may differ: "shortly after five" is not 5:00."""
_FAR = 180
"""Minutes from which two hours are two events."""
_ALIKE = 0.3
_ALIKE_DAYS = 0.6
"""Likeness from which two statements with different days are of one event."""
_ALIKE_NAMELESS = 0.75
"""The same where they have no name in common."""
_NIGHT = frozenset({"late", "early", "night", "overnight", "midnight", "evening", "morning"})
_MONTH = 31
"""Days from which two dates are two events."""
_YEARS = 3
"""Years within which reports may date one event otherwise."""
_NAMES = 2
"""Words of names that two statements share, which put an event in two years."""
_COMMON = 0.5
"""Share of the shorter one's weight that both have."""
_ONCE = frozenset({
    "kill", "convict", "acquit", "sentence", "resign", "appoint", "crash", "explode", "arrest", "release", "win",
    "marry", "bear", "charge", "fire",
})  # fmt: skip
"""Kinds of event that happen once to one person or thing, within a month."""


def hour_conflict(pair: Pair) -> Disagreement | None:
    """Two statements' hours as a pair in conflict, or None."""
    a, b = pair.a, pair.b
    one, other = pair.one, pair.other
    mine, theirs = _clock(one), _clock(other)
    if mine is None or theirs is None or pair.in_one_report:
        return None
    if one.negated or other.negated or {constraints.standing(s.modality) for s in (one, other)} != {"fact"}:
        return None
    gap = _gap(mine, theirs)
    if gap is None or not _SLACK < gap <= _FAR or not a.subjects & b.subjects:
        return None
    if constraints.same_event(a, b):
        if aside(pair) < _ALIKE:
            return None
    elif not (_set_against(pair.pile, one, theirs, b) or _set_against(pair.pile, other, mine, a)):
        return None
    return Disagreement(
        pair, (pair.pile.words(mine.span), pair.pile.words(theirs.span)), "date", "contradiction",
        ("the reports give different hours for the same event",),
    )  # fmt: skip


def day_conflict(pair: Pair) -> Disagreement | None:
    """Two statements' days as a pair in conflict, or None."""
    a, b = pair.a, pair.b
    one, other = pair.one, pair.other
    if pair.in_one_report or one.negated or other.negated:
        return None
    if {constraints.standing(s.modality) for s in (one, other)} != {"fact"}:
        return None
    told = _days_apart(one, other) or _weekdays_apart(pair.pile, one, other)
    if told is None or not event_classes(a.lemmas) & event_classes(b.lemmas) & _ONCE:
        return None
    mine, theirs, reason = told
    if not a.heads & b.heads or not all(_of_predicate(pair.pile, *one) for one in ((one, mine), (other, theirs))):
        return None  # broke out on Friday, still burned on Saturday; charged after a shooting on Friday
    if not (a.patients | a.subjects) & (b.patients | b.subjects):
        return None
    if constraints.actor_veto(a, b) or constraints.role_veto(a, b) or pair.number_veto():
        return None
    if aside(pair) < (_ALIKE_DAYS if a.names & b.names else _ALIKE_NAMELESS):
        return None
    return Disagreement(
        pair, (pair.pile.words(mine.span), pair.pile.words(theirs.span)), "date", "contradiction", (reason,)
    )


_BETWEEN = re.compile(
    r"\b(?:after|following|before|since|over|when|where|while|who|whom|which|that|for|during|amid|because)\b",
    re.IGNORECASE,
)


def _of_predicate(pile: Pile, statement: Statement, time: TimeExpression) -> bool:
    """Whether a day is that of the statement's own predicate: no clause and no other event stands between them."""
    held = pile.compared[statement.id]
    if any((part.start, part.end) == (time.span.start, time.span.end) and part.part for part in held.event.parts):
        return False
    text = pile.document[statement.span.document].text
    verb = held.predication.verb
    at = text.find(verb, statement.span.start, statement.span.end) if verb else -1
    first, second = sorted((at, time.span.start)) if at >= 0 else (statement.span.start, time.span.start)
    return not _BETWEEN.search(text, first, second)


def year_conflict(pair: Pair) -> Disagreement | None:
    """Two statements' years as a pair in conflict, or None: one deed of one verb among the same names, in years that
    are near each other, of which neither report names the other's."""
    a, b = pair.a, pair.b
    one, other = pair.one, pair.other
    mine, theirs = _year(one), _year(other)
    if mine is None or theirs is None or pair.in_one_report or one.negated or other.negated:
        return None
    if not 0 < abs(int(mine.value) - int(theirs.value)) <= _YEARS or not a.heads & b.heads:
        return None
    if {constraints.standing(s.modality) for s in (one, other)} != {"fact"}:
        return None
    without = frozenset((mine.value, theirs.value))
    shared, least = mass((a.lemmas & b.lemmas) - without), min(mass(a.lemmas - without), mass(b.lemmas - without))
    if len(a.names & b.names) < _NAMES or shared < max(MATTER, _COMMON * least):
        return None
    texts = pair.pile.document[one.span.document].text, pair.pile.document[other.span.document].text
    if theirs.value in texts[0] or mine.value in texts[1]:
        return None  # what is done every year or two
    why = f"the reports put the same event in {mine.value} and in {theirs.value}"
    values = pair.pile.words(mine.span), pair.pile.words(theirs.span)
    return Disagreement(pair, values, "date", "contradiction", (why,))


_Days = tuple[TimeExpression, TimeExpression, str]


def _days_apart(one: Statement, other: Statement) -> _Days | None:
    """The two statements' days, where they are known and more than a day apart."""
    mine, theirs = _day(one), _day(other)
    if mine is None or theirs is None:
        return None
    apart = abs((date.fromisoformat(mine.value[:10]) - date.fromisoformat(theirs.value[:10])).days)
    if not 1 < apart < _MONTH:
        return None  # a day's difference may be time zones or datelines
    return mine, theirs, f"the reports put the same event on {mine.value[:10]} and on {theirs.value[:10]}"


def _weekdays_apart(pile: Pile, one: Statement, other: Statement) -> _Days | None:
    """The two statements' weekdays, where they differ and no known day of publication resolves them."""
    mine, theirs = _weekday(pile, one), _weekday(pile, other)
    if mine is None or theirs is None or (mine[0].value and theirs[0].value) or mine[1] == theirs[1]:
        return None
    return mine[0], theirs[0], "the reports put the same event on different days of the week"


def _weekday(pile: Pile, statement: Statement) -> tuple[TimeExpression, str] | None:
    """The statement's one date, where it is a weekday, and which."""
    found = [t for t in statement.dates if t.type in ("DATE", "TIME")]
    if len(found) != 1 or set(normal(pile.words(statement.span)).split()) & _NIGHT:
        return None  # "late on Tuesday" and "early on Wednesday" may be one night
    name = found[0].shift.lstrip("<>=~")[:3]
    return (found[0], name) if name in dates.WEEKDAYS else None


def _day(statement: Statement) -> TimeExpression | None:
    """The statement's one day."""
    found = [t for t in statement.dates if t.type in ("DATE", "TIME") and t.earliest and not t.value.endswith("_REF")]
    if len(found) != 1 or found[0].precision not in ("day", "hour", "minute") or len(found[0].value) < 10:
        return None
    try:
        date.fromisoformat(found[0].value[:10])
    except ValueError:
        return None
    return found[0]


def _year(statement: Statement) -> TimeExpression | None:
    """The statement's one year."""
    found = [t for t in statement.dates if t.type in ("DATE", "TIME")]
    return found[0] if len(found) == 1 and re.fullmatch(r"[12]\d{3}", found[0].value) else None


def _clock(statement: Statement) -> TimeExpression | None:
    """The statement's one time of the clock."""
    found = [t for t in statement.dates if t.type == "TIME" and t.precision in ("minute", "hour", "second")]
    return found[0] if len(found) == 1 and _minutes(found[0]) is not None else None


def _minutes(time: TimeExpression) -> int | None:
    day, _, clock = time.value.partition("T")
    hours, _, minutes = clock.partition(":")
    if len(day) != 10 or not hours.isdigit() or not minutes[:2].isdigit():
        return None
    return int(hours) * 60 + int(minutes[:2])


def _gap(one: TimeExpression, other: TimeExpression) -> int | None:
    first, second = _minutes(one), _minutes(other)
    if one.value[:10] != other.value[:10] or first is None or second is None:
        return None
    return abs(first - second)


def _set_against(pile: Pile, statement: Statement, rival: TimeExpression, told: Proposition) -> bool:
    """Whether the statement's report gives the rival hour too, right beside its own, for the kind of event ``told``."""
    held = pile.analysis[statement.span.document].statements
    at = next((n for n, one in enumerate(held) if one.id == statement.id), None)
    if at is None:
        return False
    for near in held[max(0, at - 1) : at + 2]:
        clock = _clock(near)
        if near.id == statement.id or clock is None:
            continue
        first, second = _minutes(clock), _minutes(rival)  # the day of a sentence told in the past perfect is a guess
        words = pile.words(near.span).casefold().split()
        if first is None or second is None or abs(first - second) > _SLACK:
            continue
        if event_classes(words) & event_classes(told.heads):
            return True
    return False
