"""The date of every statement's event: as told (``event_time``), or as a news report is read where nothing is told.

A news report is about the day's news: what its past or perfect tense tells as new is of the day that its lead tells, or
else of the day of publication, which is how annotators date such events (SemEval-2015 task 4).  ``reported`` is this
inference, and ``since`` that of "it has since added two more": between what was told before it and publication.  Both
are always named as inferred.

Left out: what is told as background (the past perfect, "previously", a paragraph that has gone back to an older date or
sums up in the perfect), states and habits, quoted words, and what is only planned, possible, denied or considered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from firsthand import dates
from firsthand.data import TEXT_KINDS, Analysis, Document, Precision, Sentence, Span, Statement
from firsthand.data import TimeExpression as Timex
from firsthand.lexicon import entry_set
from firsthand.relate.events.event_time import (
    EMBEDS,
    Dated,
    Days,
    Undated,
    dates_event,
    is_date,
    main_verb,
    options_of,
    times_told,
)
from firsthand.relate.pile import Pile

_LOOSEST = 400
"""Days: a report whose publication is known no better dates nothing."""
_LEAD = 3
"""Sentences of body text in which a report tells the day of its news."""
_NEWS = 3
"""Days before publication from which a report's own day may be."""
_NEXT_DAY = timedelta(days=1)
_FINE = ("day", "hour", "minute", "second")
_STALE = 7
"""Days before publication from which a paragraph has gone back to the past."""


def event_times(pile: Pile, document: str) -> list[Dated]:
    """The statements of one report whose events have a date, as told or as inferred."""
    analysis = pile.analysis.get(document)
    if analysis is None:
        return []
    found, undated = times_told(pile.document[document], analysis)
    aside = {one.when for one in found if one.kind == "within"}
    own = [one for one in analysis.times if one not in aside]
    return [*found, *_inferred(pile, analysis, undated, own)]


def _inferred(pile: Pile, analysis: Analysis, undated: Undated, times: Sequence[Timex]) -> Iterator[Dated]:
    """What no date is told of, dated by the report's own day, or since what was told before; ``times`` are the
    expressions that do not merely date an event within another."""
    document = pile.document[analysis.document]
    first, last = dates.bounds(document.published)
    if first is None or last is None or (last - first).days > _LOOSEST:
        return
    news = _news(document, analysis, _Anchor((first, last), None))
    body = [one for one in analysis.sentences if document.blocks[one.block].kind in TEXT_KINDS]
    anchors = _anchors(times, body, news, first)
    opening = {one.start for one in body[:1]}
    said: set[int] = set()
    for statement, sentence in undated:
        since = _since(document, analysis, statement, sentence, last)
        if since is not None:
            yield since
            continue
        title = document.blocks[sentence.block].kind == "title"
        anchor = news if title else anchors.get(sentence.start)
        if anchor is None or _of_another_time(document, analysis, sentence):
            continue
        (start, end), opens = anchor.days, sentence.start in opening
        precision: Precision = "day" if start == end else "range"
        done = _is_done(pile, statement, sentence, title)
        if done:
            past = not _perfect(statement, sentence)
            yield Dated(
                statement, "reported", statement.span, sentence, anchor.when, start.isoformat(), end.isoformat(),
                precision, (anchor.days,), opens, past,
            )  # fmt: skip
        if sentence.start not in said and _is_said(pile, statement, sentence):
            said.add(sentence.start)  # where the lead tells what was done, that is the news and not that it was said
            told_in = Span(document.id, sentence.start, sentence.end)
            yield Dated(
                statement, "reported", told_in, sentence, anchor.when, start.isoformat(), end.isoformat(), precision,
                (anchor.days,), opens and not done, False,
            )  # fmt: skip


def _since(
    document: Document, analysis: Analysis, statement: Statement, sentence: Sentence, published: date
) -> Dated | None:
    """ "It has since added two more": after the date told last, in its paragraph or in the sentence before it."""
    verb = main_verb(statement, sentence)
    if verb is None or not _perfect(statement, sentence) or statement.negated:
        return None
    if not any(t.head == verb and t.lemma == "since" and t.dep == "advmod" for t in sentence.tokens):
        return None
    start = document.blocks[sentence.block].start
    before = [one for one in analysis.times if start <= one.span.start < sentence.start and is_date(one)]
    if not before:
        return None
    first, last = options_of(before[-1])[0][0], published
    if first >= last or (last - first).days > _LOOSEST:
        return None
    return Dated(
        statement, "since", statement.span, sentence, before[-1], first.isoformat(), last.isoformat(), "range",
        ((first, last),),
    )  # fmt: skip


class _Anchor(NamedTuple):
    """The day from which a report's undated events are taken to be, and the expression that tells it (None: that of
    publication)."""

    days: Days
    when: Timex | None


def _news(document: Document, analysis: Analysis, published: _Anchor) -> _Anchor:
    """The day of a report's news: that which its first sentences tell of the days before publication, or else the day
    of publication."""
    body = [one for one in analysis.sentences if document.blocks[one.block].kind in TEXT_KINDS][:_LEAD]
    for sentence in body:
        for one in analysis.times:
            if not sentence.start <= one.span.start < sentence.end or not dates_event(document.text, analysis, one):
                continue
            days = options_of(one)[-1]
            near = published.days[0] - timedelta(days=_NEWS) <= days[0] <= days[1] <= published.days[1] + _NEXT_DAY
            if near and one.precision in _FINE:
                return _Anchor(days, one)
    return published


def _anchors(
    times: Sequence[Timex], body: Sequence[Sentence], news: _Anchor, published: date
) -> dict[int, _Anchor | None]:
    """For each body sentence, by its start, the day of what it tells without a date: the news day, a day of this week
    that it or its paragraph before it tells, or None where these, or the sentence just before, have gone back in time
    (or look ahead)."""
    found: dict[int, _Anchor | None] = {}
    stale = published - timedelta(days=_STALE)
    current: _Anchor | None = news
    block = -1
    gone_back = False
    for number, sentence in enumerate(body):
        if sentence.block != block:
            block, current = sentence.block, None if gone_back else news
        if number >= _LEAD and _sums_up(sentence):
            current = None
        here = current
        gone_back = False
        for one in times:
            if sentence.start <= one.span.start < sentence.end and is_date(one):
                days = options_of(one)[-1]
                if days[1] < stale:
                    here, current, gone_back = None, None, True
                elif one.precision in _FINE and days[1] <= news.days[1] + _NEXT_DAY:
                    here, current, gone_back = _Anchor(days, one), _Anchor(days, one), False
                else:
                    here = None
        found[sentence.start] = here
    return found


def _sums_up(sentence: Sentence) -> bool:
    """Whether a sentence is in the present perfect: below the lead, that sums up what has been."""
    root = next((n for n, t in enumerate(sentence.tokens) if t.head == n and t.pos in ("VERB", "AUX")), None)
    return any(t.head == root and t.dep == "aux" and t.lemma == "have" and t.tag != "VBD" for t in sentence.tokens)


_SAYS = frozenset({"say", "tell"})
"""Verbs of saying whose present tense is of the report's own day."""
_ELSEWHEN = re.compile(
    r"\b(?:at|from|since|in|towards?)\s(?:the|his|her|its|their)\s(?:very\s)?(?:start|beginning|outset|end|height|time|days|weeks"
    r"|months|years|era|wake|aftermath)\sof\b"
    r"|\b(?:during|in|throughout)\s(?:the|his|her|its|their)\s(?:\w+\s){0,3}(?:term|administration|presidency|tenure|campaign"
    r"|reign|childhood|career|war|pandemic)\b"
    r"|\b(?:days|weeks|months|years)\s(?:after|before)\b",
    re.I,
)
"""Words that say when without naming a date, as of another time than the report's own."""
_FACT = frozenset({"asserted", "reported", "alleged", "ordered"})


def _of_another_time(document: Document, analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a sentence's words speak of background, of habits, or of a time that has no date."""
    told = [one.span for one in analysis.times if sentence.start <= one.span.start < sentence.end]
    words = {
        document.text[token.start : token.end].casefold()
        for token in sentence.tokens
        if not any(span.start <= token.start < span.end for span in told)  # "begun two years ago" is another event
    }
    return bool(
        words & (entry_set("background_words") | entry_set("habit_words"))
        or _ELSEWHEN.search(document.text, sentence.start, sentence.end)
    )


def _is_done(pile: Pile, statement: Statement, sentence: Sentence, title: bool) -> bool:
    """Whether a statement tells, in the report's words, that something happened."""
    if statement.modality not in _FACT or statement.negated:
        return False
    if any(one.inner.overlaps(statement.span) for one in pile.analysis[statement.span.document].quotations):
        return False
    first = next((t for t in sentence.tokens if statement.span.start <= t.start), None)
    if first is not None and first.tag in ("WDT", "WP", "WP$", "WRB"):
        return False  # a relative clause, whatever the parser makes of it
    verb = main_verb(statement, sentence)
    return verb is not None and sentence.tokens[verb].dep not in EMBEDS and _happened(sentence, verb, title)


def _is_said(pile: Pile, statement: Statement, sentence: Sentence) -> bool:
    """Whether the sentence tells that somebody said the statement."""
    return any(
        _happened(sentence, verb, present=sentence.tokens[verb].lemma in _SAYS)
        for verb in _cue_verbs(pile, statement, sentence)
    )


def _cue_verbs(pile: Pile, statement: Statement, sentence: Sentence) -> Iterator[int]:
    """The verbs of saying, in this sentence, through which we know the statement."""
    for name in statement.chain:
        attribution = pile.attribution.get(name)
        for cue in attribution.cue if attribution and attribution.source else ():
            for n, token in enumerate(sentence.tokens):
                if cue.start <= token.start < cue.end and token.pos == "VERB":
                    yield n


def _perfect(statement: Statement, sentence: Sentence) -> bool:
    verb = main_verb(statement, sentence)
    return any(t.head == verb and t.dep == "aux" and t.lemma == "have" for t in sentence.tokens)


def _happened(sentence: Sentence, verb: int, present: bool) -> bool:
    """Whether a verb tells an event that is over: past tense or present perfect; in a title, and of saying, the
    ``present`` tense too."""
    token = sentence.tokens[verb]
    helpers = [t for n, t in enumerate(sentence.tokens) if t.head == verb and n != verb and t.dep in ("aux", "auxpass")]
    if token.lemma.casefold() in entry_set("state_verbs"):
        return False  # in the passive too: "was located", "was known"
    if any(t.tag in ("MD", "TO") or (t.lemma == "have" and t.tag == "VBD") for t in helpers):
        return False
    if any(t.lemma == "have" for t in helpers):
        return token.tag in ("VBN", "VBD")
    finite = next((t.tag for t in helpers if t.tag in ("VBD", "VBZ", "VBP")), token.tag)
    if present:
        return finite in ("VBD", "VBZ", "VBP", "VBN")
    return finite == "VBD" and token.tag != "VBG"
