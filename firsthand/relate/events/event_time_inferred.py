"""The date of every statement's event: as told (``event_time``), or as a news report is read where nothing is told.

A news report is about the day's news: what its past or perfect tense tells as new is of the day that its lead tells, or
else of the day of publication, which is how annotators date such events (SemEval-2015 task 4).  ``reported`` is this
inference, and ``since`` that of "it has since added two more": between what was told before it and publication.  Both
are always named as inferred.

Left out: what is told as background (the past perfect, "previously", a paragraph that has gone back to an older date or
sums up in the perfect), states and habits, quoted words, and what is only planned, possible, denied or considered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from firsthand import dates
from firsthand.comparable import EventGrammar
from firsthand.data import TEXT_KINDS, DocumentId, Precision, Span, Statement
from firsthand.data import TimeExpression as Timex
from firsthand.relate.events.event_time import (
    Dated,
    Days,
    TimedReport,
    Undated,
    dates_event,
    is_date,
    options_of,
    timed_report,
    times_told,
)
from firsthand.relate.pile import Pile

_LOOSEST = 400
"""Days: a report whose publication is known no better dates nothing."""
_LEAD = 3
"""Sentences of body text in which a report tells the day of its news."""
_NEWS = 3
"""Days before publication from which a report's own day may be."""
_FINE = ("day", "hour", "minute", "second")
_STALE = 7
"""Days before publication from which a paragraph has gone back to the past."""


def event_times(pile: Pile, document: DocumentId) -> list[Dated]:
    """The statements of one report whose events have a date, as told or as inferred."""
    if document not in pile.comparable:
        return []
    report = timed_report(pile.document[document], pile.analysis[document], pile.comparable[document])
    found, undated = times_told(report)
    aside = {one.when for one in found if one.kind == "within"}
    own = [one for one in report.analysis.times if one not in aside]
    return [*found, *_inferred(report, undated, own)]


def _inferred(report: TimedReport, undated: Undated, times: Sequence[Timex]) -> Iterator[Dated]:
    """What no date is told of, dated by the report's own day, or since what was told before; ``times`` are the
    expressions that do not merely date an event within another."""
    document, sentences = report.document, report.compared.times.sentences
    first, last = dates.bounds(document.published)
    if first is None or last is None or (last - first).days > _LOOSEST:
        return
    body = [
        number for number, one in enumerate(report.analysis.sentences) if document.blocks[one.block].kind in TEXT_KINDS
    ]
    news = _news(report, body, _Anchor((first, last), None))
    anchors = _anchors(report, times, body, news, first)
    grammar = {one.id: one.event for one in report.compared.statements}
    said: set[int] = set()
    for statement, number in undated:
        event, sentence = grammar[statement.id], report.sentence(number)
        since = _since(report, statement, event, last)
        if since is not None:
            yield since
            continue
        title = document.blocks[sentence.block].kind == "title"
        anchor = news if title else anchors.get(number)
        if anchor is None or sentences[number].elsewhen:
            continue
        (start, end), opens = anchor.days, number in body[:1]
        precision: Precision = "day" if start == end else "range"
        words = sentences[number].words
        if event.done:
            yield Dated(
                statement, "reported", statement.span, words, anchor.when, start.isoformat(), end.isoformat(),
                precision, (anchor.days,), opens, not event.perfect,
            )  # fmt: skip
        if number not in said and event.said:
            said.add(number)  # where the lead tells what was done, that is the news and not that it was said
            told_in = Span(document.id, sentence.start, sentence.end)
            yield Dated(
                statement, "reported", told_in, words, anchor.when, start.isoformat(), end.isoformat(), precision,
                (anchor.days,), opens and not event.done, False,
            )  # fmt: skip


def _since(report: TimedReport, statement: Statement, event: EventGrammar, published: date) -> Dated | None:
    """ "It has since added two more": after the date told last, in its paragraph or in the sentence before it."""
    if not event.since:
        return None
    sentence = report.sentence(event.sentence)
    start = report.document.blocks[sentence.block].start
    before = [one for one in report.analysis.times if start <= one.span.start < sentence.start and is_date(one)]
    if not before:
        return None
    first, last = options_of(before[-1])[0][0], published
    if first >= last or (last - first).days > _LOOSEST:
        return None
    words = report.compared.times.sentences[event.sentence].words
    return Dated(
        statement, "since", statement.span, words, before[-1], first.isoformat(), last.isoformat(), "range",
        ((first, last),),
    )  # fmt: skip


class _Anchor(NamedTuple):
    """The day from which a report's undated events are taken to be, and the expression that tells it (None: that of
    publication)."""

    days: Days
    when: Timex | None


def _news(report: TimedReport, body: Sequence[int], published: _Anchor) -> _Anchor:
    """The day of a report's news: that which its first sentences tell of the days before publication, or else the day
    of publication."""
    earliest, latest = dates.days_from(published.days[0], -_NEWS), dates.days_from(published.days[1], 1)
    for number in body[:_LEAD]:
        sentence = report.sentence(number)
        for one in report.analysis.times:
            if not sentence.start <= one.span.start < sentence.end or not dates_event(report, one):
                continue
            days = options_of(one)[-1]
            near = earliest <= days[0] <= days[1] <= latest
            if near and one.precision in _FINE:
                return _Anchor(days, one)
    return published


def _anchors(
    report: TimedReport, times: Sequence[Timex], body: Sequence[int], news: _Anchor, published: date
) -> dict[int, _Anchor | None]:
    """For each body sentence, by its number, the day of what it tells without a date: the news day, a day of this week
    that it or its paragraph before it tells, or None where these, or the sentence just before, have gone back in time
    (or look ahead)."""
    found: dict[int, _Anchor | None] = {}
    stale, newest = dates.days_from(published, -_STALE), dates.days_from(news.days[1], 1)
    current: _Anchor | None = news
    block = -1
    gone_back = False
    for place, number in enumerate(body):
        sentence = report.sentence(number)
        if sentence.block != block:
            block, current = sentence.block, None if gone_back else news
        if place >= _LEAD and report.compared.times.sentences[number].sums_up:
            current = None
        here = current
        gone_back = False
        for one in times:
            if sentence.start <= one.span.start < sentence.end and is_date(one):
                days = options_of(one)[-1]
                if days[1] < stale:
                    here, current, gone_back = None, None, True
                elif one.precision in _FINE and days[1] <= newest:
                    here, current, gone_back = _Anchor(days, one), _Anchor(days, one), False
                else:
                    here = None
        found[number] = here
    return found
