"""When a statement's event was, as its words tell.

Three kinds of date.  *told*: by a temporal expression of the statement itself.  *within*: the expression dates another
event that the statement mentions ("the plan, begun two years ago, has been dropped").  *said*: a date of the sentence
that belongs to the act of saying ("… the minister said on Friday").  Limits and comparisons ("since 1992", "by 2012"),
what merely qualifies a noun ("a June 1 deadline"), habits and the dates of pictures date no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from firsthand import dates
from firsthand.comparable import Comparable
from firsthand.comparable.event_words import STRETCH_JOINT, ContentWords, DatedPart, TimexPlace, may_be_stretch
from firsthand.data import Analysis, Document, Precision, Published, Sentence, Span, Statement, StatementId
from firsthand.data import TimeExpression as Timex

Days = tuple[date, date]
"""First and last day."""
Kind = Literal["told", "within", "said", "since", "reported"]
"""As above; the last two are inferred (``event_time_inferred``)."""

_LOOSEST = 400
"""Days: an expression known no better dates an event only by its own value (a decade, a century)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement with the date of its event; ``told`` is the words that tell the event and ``words`` the content words
    it is compared by, ``when`` the expression that dates it (of ``reported``: that which tells the day of the report's
    news, None where that is its publication), ``lead`` whether it opens its report, ``past`` whether it tells in the
    simple past what was done, not said.  ``options`` are the stretches of days that it can mean, in order."""

    statement: Statement
    kind: Kind
    told: Span
    words: ContentWords
    when: Timex | None
    earliest: str
    latest: str
    precision: Precision
    options: tuple[Days, ...]
    lead: bool = False
    past: bool = True

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return self.options[0][0]

    @property
    def last(self) -> date:
        """The last day that it can be."""
        return self.options[-1][1]

    @property
    def width(self) -> int:
        """Days between the first and the last that it can be."""
        return (self.last - self.first).days


Undated = list[tuple[Statement, int]]
"""Statements with the number of their sentence."""


@dataclass(frozen=True, slots=True)
class TimedReport:
    """One report with what its words tell of time, looked up by place and by statement."""

    document: Document
    analysis: Analysis
    compared: Comparable
    places: dict[tuple[int, int], TimexPlace]
    parts: dict[StatementId, dict[tuple[int, int], DatedPart]]

    def sentence(self, number: int) -> Sentence:
        """The report's sentence of that number."""
        return self.analysis.sentences[number]


def timed_report(document: Document, analysis: Analysis, compared: Comparable) -> TimedReport:
    """The report made ready for questions of time."""
    return TimedReport(
        document,
        analysis,
        compared,
        {(one.start, one.end): one for one in compared.times.places},
        {one.id: {(part.start, part.end): part for part in one.event.parts} for one in compared.statements},
    )


def times_told(report: TimedReport) -> tuple[list[Dated], Undated]:
    """The statements of one report whose events have a date in words, and those that have none."""
    text, document = report.document.text, report.document.id
    times = [
        one
        for one in _stretches(text, report.analysis.times)
        if dates_event(report, one) and not _of_picture(text, report.analysis.sentences, one)
    ]
    found: list[Dated] = []
    entered: set[Timex] = set()
    undated: Undated = []
    owning: Undated = []
    for statement, compared in zip(report.analysis.statements, report.compared.statements, strict=True):
        number = compared.event.sentence
        if number < 0:
            continue
        here = report.compared.times.sentences[number]
        usable = [one for one in times if statement.span.contains(one.span)]
        entered.update(usable)
        own: list[Timex] = []
        for one in usable:
            part = report.parts[statement.id][one.span.start, one.span.end]
            if part.part is None or part.words is None:
                own.append(one)
            elif not here.habit and part.tells:
                found.append(_told(report, statement, "within", part.part, part.words, [one]))
        (owning if own else undated).append((statement, number))
        if own and not here.habit and report.parts[statement.id][own[0].span.start, own[0].span.end].tells:
            found.append(_told(report, statement, "told", statement.span, here.words, own))
    left: Undated = []
    said: set[int] = set()
    owners = {statement.id for statement, _ in owning}
    for statement, number in sorted(undated + owning, key=lambda pair: pair[0].span):
        sentence = report.sentence(number)
        fresh = [one for one in times if sentence.start <= one.span.start < sentence.end and one not in entered]
        if fresh and statement.chain:
            entered.update(fresh)  # one entry for the act of saying, whatever number of things was said
            said.add(number)
            told, words = Span(document, sentence.start, sentence.end), report.compared.times.sentences[number].words
            found.append(_told(report, statement, "said", told, words, fresh))
        elif statement.id not in owners and not (statement.chain and number in said):
            left.append((statement, number))
    return found, left


def _told(  # noqa: PLR0913, PLR0917 (an event: who tells it, how, in which words, and the expressions)
    report: TimedReport, statement: Statement, kind: Kind, told: Span, words: ContentWords, found: Iterable[Timex]
) -> Dated:
    when = min(found, key=lambda one: (report.places[one.span.start, one.span.end].depth, one.span.start))
    earliest, latest = when.earliest, when.latest
    assert earliest is not None and latest is not None
    first, last = days_of(when)
    period = dates.parse_period(when.value)
    whole = period is not None and (period.first, period.last) == (first, last)
    precision = when.precision if whole or when.precision in ("second", "minute", "hour") else "range"
    return Dated(statement, kind, told, words, when, earliest, latest, precision, options_of(when))


def options_of(when: Timex) -> tuple[Days, ...]:
    """The stretches of days that an expression can mean, in order: two for a weekday that is six days back or to come
    ("Friday" in a report dated Thursday)."""
    first, last = days_of(when)
    if not when.value and when.shift[:1] == "<" and (last - first).days == 7:
        return (first, first), (last, last)
    return ((first, last),)


def days_of(one: Timex) -> Days:
    """First and last day of an expression that has both."""
    first, last = dates.bounds(Published(one.earliest, one.latest))
    assert first is not None and last is not None
    return first, last


# ------------------------------------------------------------------------------------------- dates as told


def is_date(one: Timex) -> bool:
    """Whether an expression dates an event: a date or time, not "now" or "recently", known well enough to be of use."""
    if one.type not in ("DATE", "TIME") or one.value.endswith("_REF"):
        return False
    first, last = dates.bounds(Published(one.earliest, one.latest))
    return (
        first is not None and last is not None and (bool(one.value) or (last - first).days <= _LOOSEST or not one.shift)
    )


def _stretches(text: str, times: Sequence[Timex]) -> list[Timex]:
    """The expressions, with those that are the two ends of a stretch ("from 1985 to 1988") made one."""
    found: list[Timex] = []
    for one in times:
        last = found[-1] if found else None
        if (
            last is not None
            and last.type == one.type == "DATE"
            and is_date(last)
            and is_date(one)
            and may_be_stretch(text, last.span, one.span)
            and days_of(last)[0] <= days_of(one)[1]
        ):
            span = Span(one.span.document, last.span.start, one.span.end)
            found[-1] = replace(last, span=span, value="", latest=one.latest, precision="range")
        else:
            found.append(one)
    return found


_NOT_THEN = re.compile(
    r"\b(?:since|by|until|till|before|after|from|than|compared\s(?:to|with)|ahead\sof|prior\sto)\s(?:in\s|the\s|about\s)?$",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:at )?(?:the|that)(?: same)? time", re.I)
"""What points back to an event that is told already."""
_CENTURIES = frozenset(str(n) for n in range(10, 22))


def dates_event(report: TimedReport, one: Timex) -> bool:
    """Whether an expression says when: it is a date, no limit or comparison ("since 1992", "by 2012"), and does not
    merely qualify a noun ("third-quarter results", "a June 1 deadline", "Thursday's attack")."""
    text = report.document.text
    limit = _NOT_THEN.search(text[max(0, one.span.start - 24) : one.span.start])
    if (
        not is_date(one)
        or one.value in _CENTURIES
        or _THEN.fullmatch(one.span.of(text))
        or (limit and not STRETCH_JOINT.search(one.span.of(text)))
    ):
        return False
    return not report.places[one.span.start, one.span.end].qualifies


_PICTURE = re.compile(r"^FILE\s?[-–—]|\bfile (?:photo|image|picture|footage)\b|^In this .{3,60}\bphoto\b", re.I)


def _of_picture(text: str, sentences: Sequence[Sentence], one: Timex) -> bool:
    """Whether an expression says when a picture was taken ("In this May 3 file photo …")."""
    sentence = next((s for s in sentences if s.start <= one.span.start < s.end), None)
    return sentence is not None and bool(_PICTURE.search(text[sentence.start : sentence.end]))
