"""Values of time: the hours, the days and the durations that statements give for what they tell.

A day belongs to the verb or the noun of an event, with the parties of it; what only a verb of saying dates has none
("said on Monday").  Left out: ages, "ago" as a duration, days that only end or begin something ("by Friday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from firsthand.comparable.clock_times import clock_times
from firsthand.comparable.lemmas import lemma_of, light
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.value_frame import ReportedValue, top_of, value_at, verbs_above
from firsthand.data import Bound, Span, Statement, TimeExpression
from firsthand.dates import WEEKDAYS
from firsthand.grammar import Parsed, Tree
from firsthand.lexicon import bounding_words, column, entry_set
from firsthand.words import normal

_NOUNS = frozenset({"NOUN", "PROPN"})


def hour_values(parsed: Parsed, statement: Statement) -> Iterator[ReportedValue]:
    """The times of the clock at which a statement's event was, as minutes of the day."""
    one = parsed.at(statement.span.start)
    if one is None:
        return
    around = one.sentence.start, one.sentence.end
    for clock in clock_times(parsed.text, statement.span.start, statement.span.end, around):
        inside = [n for n, t in enumerate(one.tokens) if clock.start <= t.start < clock.end]
        if inside:
            span = Span(statement.span.document, clock.start, clock.end)
            minutes = clock.minutes, clock.minutes
            counted = "hour" if clock.half_known else "half_day"
            yield value_at(parsed, statement, one, span, (clock.start, clock.end), "hour", minutes, clock.bound,
                           counted, frozenset(), (False, False), verbs_above(one, top_of(one, inside)))  # fmt: skip


def day_value(parsed: Parsed, statement: Statement, time: TimeExpression) -> ReportedValue | None:
    """The day, month or year on which a statement says that something was or will be; of what only a verb of saying
    dates, none ("said on Monday").  A weekday that no day of publication resolves is its number, 1 for Monday."""
    one, told = parsed.at(time.span.start), _calendar(time)
    inside = [n for n, t in enumerate(one.tokens) if time.span.start <= t.start < time.span.end] if one else []
    if one is None or told is None or not inside:
        return None
    low, high, counted = told
    top = top_of(one, inside)
    if {one.lower(n) for n in range(max(0, inside[0] - 2), inside[0] + 1)} & entry_set("calendar_bounds"):
        return None  # "by Friday", "since May", "from a year ago"
    heads, about = _done_then(one, inside, top)
    heads -= light() | entry_set("support_verbs")
    if not heads or heads & _saying():
        return None
    words = normal(parsed.text[time.span.start : time.span.end])
    around = set(normal(parsed.text[max(0, time.span.start - 24) : time.span.end + 24]).split())
    loose = around & entry_set("night_words") or set(words.split()) & _FROM_NOW
    return value_at(parsed, statement, one, time.span, (time.span.start, time.span.end), "day", (low, high),
                 "about" if loose else "exact", counted, about, (False, False), heads)  # fmt: skip


def _done_then(one: Tree, inside: Sequence[int], top: int) -> tuple[frozenset[str], frozenset[str]]:
    """The verb or the noun of an event that a day is that of ("caught on Friday", "the November 30 escape"), and whose
    it is; neither of "Patch Tuesday"."""
    head = one.tokens[top].head
    if one.tokens[top].dep in _QUALIFYING and head not in inside and one.tokens[head].pos in _NOUNS:
        named = frozenset({lemma_of(one.tokens[head], one.text)})
        return (named, _belonging(one, head)) if event_classes(named) else (frozenset(), frozenset())
    for at in one.ancestors(top):
        named = frozenset({lemma_of(one.tokens[at], one.text)})
        if one.tokens[at].pos == "VERB":
            return named, _parties(one, at)
        if one.tokens[at].pos == "NOUN" and event_classes(named):
            return named, _belonging(one, at)
    return frozenset(), frozenset()


_WHO = frozenset({"WP", "WDT"})


def _parties(one: Tree, verb: int) -> frozenset[str]:
    """The words for who does what a verb tells and to whom, names with all their parts; without pronouns."""
    at, found = verb, set(one.below(verb, "dobj", "nsubjpass", "nsubj"))
    while not any(one.tokens[n].dep in ("nsubj", "nsubjpass") and one.tokens[n].tag not in _WHO for n in found):
        token = one.tokens[at]
        if token.dep in ("relcl", "acl"):
            found.add(token.head)
            break
        if token.dep not in ("conj", "xcomp", "advcl", "pcomp") or token.head == at:
            break
        at = token.head
        found |= set(one.below(at, "nsubj", "nsubjpass"))
    return frozenset(word for n in found for word in _named_by(one, n))


def _belonging(one: Tree, noun: int) -> frozenset[str]:
    """The words for whose an event is: "the murder of Ortiz", "Ortiz's murder"."""
    held = [*one.below(noun, "poss"), *(k for of in one.below(noun, "prep") for k in one.below(of, "pobj"))]
    return frozenset(word for n in held for word in _named_by(one, n))


def _named_by(one: Tree, n: int) -> set[str]:
    if one.tokens[n].pos not in _NOUNS:
        return set()
    return {lemma_of(one.tokens[k], one.text) for k in (n, *one.below(n, "compound")) if one.tokens[k].pos in _NOUNS}


_QUALIFYING = frozenset({"nummod", "compound", "amod", "nmod", "npadvmod", "poss"})
_FROM_NOW = frozenset({"today", "yesterday", "tonight", "tomorrow", "ago"})
"""Words that tell a day from the writer's own, which may be another's in another zone."""
_FINE = {"day": "day", "hour": "day", "minute": "day", "second": "day", "month": "month", "year": "year"}


def _calendar(time: TimeExpression) -> tuple[float, float, str] | None:
    """The days that an expression allows, as numbers (20081118), and how fine it is; None for what is no date."""
    if time.type not in ("DATE", "TIME") or time.value.endswith("_REF"):
        return None
    counted = _FINE.get(time.precision)
    if counted is not None and time.earliest and time.latest:
        low, high = (float(told[:10].replace("-", "")) for told in (time.earliest, time.latest))
        return (low, high, counted) if counted != "day" or low == high else None
    name = time.shift.lstrip("<>=~")[:3]
    if name in WEEKDAYS and not time.value:
        number = WEEKDAYS.index(name) + 1.0
        return number, number, "weekday"
    return None


@cache
def _saying() -> frozenset[str]:
    """Verbs of saying."""
    return column("cues", "lemma", pos="VERB", kind="speech") | column("cues", "lemma", pos="VERB", kind="hearsay")


_DURATION = re.compile(r"^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
                       r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$")  # fmt: skip
"""A duration of TIMEX3: years, months, weeks, days, hours, minutes, seconds."""
_SECONDS = (31557600.0, 2629800.0, 604800.0, 86400.0, 3600.0, 60.0, 1.0)
_AGES = frozenset({"old", "age", "aged", "ago"})


def duration_value(parsed: Parsed, statement: Statement, time: TimeExpression) -> ReportedValue | None:
    """How long something lasted, in seconds; ages and "ago" are no duration."""
    found = _DURATION.match(time.value) if time.type == "DURATION" else None
    one = parsed.at(time.span.start)
    if found is None or one is None or not any(found.groups()):
        return None
    seconds = sum(float(part) * unit for part, unit in zip(found.groups(), _SECONDS, strict=True) if part)
    inside = [n for n, t in enumerate(one.tokens) if time.span.start <= t.start < time.span.end]
    after = {one.lower(n) for n in range(inside[-1] + 1, min(inside[-1] + 3, len(one.words)))} if inside else set()
    if not inside or after & _AGES or "old" in normal(time.span.of(parsed.text)).replace("-", " ").split():
        return None
    before = " " + normal(parsed.text[max(0, time.span.start - 20) : time.span.start]).rstrip()
    bound = next((told for words, told in bounding_words("before").items() if before.endswith(" " + words)), "exact")
    top = top_of(one, inside)
    about = {lemma_of(one.tokens[k], one.text) for k in (one.tokens[top].head,) if one.tokens[k].pos in _NOUNS}
    return value_at(parsed, statement, one, time.span, (time.span.start, time.span.end), "duration", (seconds, seconds),
                 cast(Bound, bound), "duration", frozenset(about), (False, False), verbs_above(one, top))  # fmt: skip
