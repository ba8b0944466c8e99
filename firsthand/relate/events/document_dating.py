"""Publication ranges narrowed by the other reports of a story, and every date resolved again against them.

Two reports that tell the same event, one "on Thursday" and the other "last week", say something about each other:
the event has one date, and each report was published when its own words fit that date.  Events are the same when
their sentences share enough names, numbers and content words, and no weekday speaks against it.  A report whose text
is a dated report's text was written with it.  This is constraint propagation over intervals (Allen 1983) with the
shifts of ``firsthand.dates``, whose monotony makes the fitting publication days an interval again.

Conservative: given and printed dates are never touched, contradicting constraints change nothing, and nothing is
guessed from mere membership in a story.  Left out: dates of events that no report dates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from firsthand import dates, moments
from firsthand.data import TEXT_KINDS, Analysis, Document, DocumentId, Published, Span, TimeExpression
from firsthand.relate.events import same_event
from firsthand.relate.events.day_ranges import Reach, event_days, fitting, in_words, meet_ranges
from firsthand.relate.events.same_event import Tie
from firsthand.relate.pile import Pile
from firsthand.words import normal

_ROUNDS = 4
_SAME_TEXT = 0.8
_AFTER_COPY = 3
"""Days within which a copy of a dated report is taken to have been published."""


def redate(pile: Pile, stories: Sequence[Sequence[DocumentId]]) -> Pile:
    """The pile with publication ranges as narrow as the story mates' words make them, and all dates resolved again."""
    narrowed: dict[DocumentId, Published] = {}
    for group in stories:
        if len(group) > 1:
            narrowed.update(_narrow(pile, sorted(group)))
    if not narrowed:
        return pile
    return replace(
        pile,
        documents=tuple(replace(one, published=narrowed.get(one.id, one.published)) for one in pile.documents),
        analyses=tuple(
            _again(one, narrowed[one.document]) if one.document in narrowed else one for one in pile.analyses
        ),
    )


def _again(analysis: Analysis, published: Published) -> Analysis:
    """An analysis with its times, and the dates of its statements, resolved against another publication range."""
    times = {one: resolved(one, published) for one in analysis.times}
    return replace(
        analysis,
        published=published,
        times=tuple(times[one] for one in analysis.times),
        statements=tuple(
            replace(one, dates=tuple(times.get(t) or resolved(t, published) for t in one.dates)) if one.dates else one
            for one in analysis.statements
        ),
    )


def resolved(one: TimeExpression, published: Published) -> TimeExpression:
    """The expression as it reads from a report published in that range."""
    if not one.shift:
        return one
    answer = dates.resolve(one.shift, published)
    fixed = one.value if re.match(r"P[T\dX]|[A-Z]+_REF", one.value) else ""
    return replace(
        one,
        value=fixed or answer.value,
        earliest=answer.earliest,
        latest=answer.latest,
        precision=answer.precision,
    )


# ----------------------------------------------------------------------------------------------- one story


def _narrow(pile: Pile, group: Sequence[DocumentId]) -> dict[DocumentId, Published]:
    """New publication ranges for the story's loosely dated reports, where its reports' words give them."""
    started = {one: pile.analysis[one].published for one in group if one in pile.analysis}
    loose = {one for one, published in started.items() if published.precision in ("range", "unknown")}
    if not loose:
        return {}
    reach = {one: dates.bounds(published) for one, published in started.items()}
    reasons: dict[DocumentId, dict[str, Span]] = defaultdict(dict)
    for copy, original in _copies(pile, group, loose):
        written = reach[original][0]
        assert written is not None
        met = meet_ranges(reach[copy], (dates.days_from(written, -1), dates.days_from(written, _AFTER_COPY)))
        if met is not None:
            reach[copy] = met
            day = moments.spoken(written.isoformat(), written.isoformat(), "day")
            reason = f"the same text as a report of {day}"
            reasons[copy][reason] = Span(copy, *_extent(pile.document[copy]))
    ties: dict[DocumentId, list[Tie]] = defaultdict(list)
    for tie in same_event.ties(same_event.dated_sentences(pile, group)):
        ties[tie.a.document].append(tie)
        ties[tie.b.document].append(tie)
    for _ in range(_ROUNDS):
        found = {one: _tied(one, ties.get(one, []), reach) for one in sorted(loose)}
        changed = False
        for one, (met, evidence) in found.items():
            if met != reach[one]:
                reach[one], changed = met, True
                for words, span in evidence:
                    reasons[one][words] = span
        if not changed:
            break
    return {
        one: _published(started[one], reach[one], reasons[one])
        for one in sorted(loose)
        if reach[one] != dates.bounds(started[one])
    }


def _published(before: Published, reach: tuple[date | None, date | None], reasons: dict[str, Span]) -> Published:
    first, last = reach
    known = [] if before.basis == "unknown" else [before.basis]
    return Published(
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        "day" if first is not None and first == last else "range",
        "; ".join([*known, *sorted(reasons)]),
        (*before.evidence, *sorted(reasons.values())),
    )


def _tied(
    document: DocumentId, ties: Sequence[Tie], reach: dict[DocumentId, Reach]
) -> tuple[Reach, list[tuple[str, Span]]]:
    """The range left by all ties of one report, or its old one when they contradict each other."""
    old: Reach = reach[document]
    met: Reach | None = old
    evidence = []
    for tie in ties:
        for mine, other in ((tie.a, tie.b), (tie.b, tie.a)):
            if mine.document != document or met is None:
                continue
            event = event_days(other.shift, reach[other.document])
            if None in event:
                continue  # a bound on one side says too little to be another report's evidence
            days = fitting(mine.shift, event)
            narrower = meet_ranges(met, days) if days else met
            if narrower != met:
                met = narrower
                evidence.append((f"one event with a report that dates it {in_words(event)}", mine.sentence))
    return (old, []) if met is None else (met, evidence)


# --------------------------------------------------------------------------------------------- same text


def _copies(pile: Pile, group: Sequence[DocumentId], loose: set[DocumentId]) -> list[tuple[DocumentId, DocumentId]]:
    """Loosely dated reports with a story mate of one known day whose body sentences are the same."""
    bodies = {one: _lines(pile, one) for one in group}
    dated = [one for one in group if one not in loose and _one_day(pile.analysis[one].published)]
    found = []
    for copy in sorted(loose):
        for original in dated:
            both = len(bodies[copy] & bodies[original])
            if both >= 3 and both >= _SAME_TEXT * len(bodies[copy]):
                found.append((copy, original))
                break
    return found


def _one_day(published: Published) -> bool:
    first, last = dates.bounds(published)
    return first is not None and first == last


def _lines(pile: Pile, document: DocumentId) -> frozenset[str]:
    whole, analysis = pile.document[document], pile.analysis.get(document)
    if analysis is None:
        return frozenset()
    return frozenset(
        normal(whole.text[s.start : s.end])
        for s in analysis.sentences
        if whole.blocks[s.block].kind in TEXT_KINDS and s.end - s.start > 40
    )


def _extent(document: Document) -> tuple[int, int]:
    body = [block for block in document.blocks if block.kind in TEXT_KINDS]
    return (body[0].start, body[-1].end) if body else (0, len(document.text))
