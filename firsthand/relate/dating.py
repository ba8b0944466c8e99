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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from firsthand import dates
from firsthand.data import TEXT_KINDS, Analysis, Document, Published, Sentence, Span, TimeExpression
from firsthand.relate.pile import Pile
from firsthand.words import normal

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_LIGHT = frozenset(
    (
        *("say", "be", "have", "do", "tell", "add", "year", "day", "week", "month", "time", "mr", "ms"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_SHARED = 4
"""Content words that two sentences of one event share at least, a name or a number among them."""
_COVER = 0.4
"""The share of the shorter sentence's content words that they have in common at least."""
_COMMON = 60
"""A sentence is compared with so many of the next that share a name or number with it."""
_ROUNDS = 4
_SAME_TEXT = 0.8
_AFTER_COPY = 3
"""Days within which a copy of a dated report is taken to have been published."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A sentence with a date that depends on its report's publication."""

    document: str
    sentence: Span
    shift: str
    words: frozenset[str]
    marked: frozenset[str]
    """Names and numbers among the words."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two dated sentences of one event, each the other's evidence."""

    a: _Event
    b: _Event


def redate(pile: Pile, stories: Sequence[Sequence[str]]) -> Pile:
    """The pile with publication ranges as narrow as the story mates' words make them, and all dates resolved again."""
    narrowed: dict[str, Published] = {}
    for group in stories:
        if len(group) > 1:
            narrowed.update(_narrow(pile, sorted(group)))
    if not narrowed:
        return pile
    return Pile(
        tuple(replace(one, published=narrowed.get(one.id, one.published)) for one in pile.documents),
        tuple(_again(one, narrowed[one.document]) if one.document in narrowed else one for one in pile.analyses),
        pile.entities,
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


def _narrow(pile: Pile, group: Sequence[str]) -> dict[str, Published]:
    """New publication ranges for the story's loosely dated reports, where its reports' words give them."""
    started = {one: pile.analysis[one].published for one in group if one in pile.analysis}
    loose = {one for one, published in started.items() if published.precision in ("range", "unknown")}
    if not loose:
        return {}
    reach = {one: dates.bounds(published) for one, published in started.items()}
    reasons: dict[str, dict[str, Span]] = defaultdict(dict)
    for copy, original in _copies(pile, group, loose):
        written = reach[original][0]
        assert written is not None
        met = _meet(reach[copy], (written - timedelta(days=1), written + timedelta(days=_AFTER_COPY)))
        if met is not None:
            reach[copy] = met
            reason = f"the same text as a report of {written.isoformat()}"
            reasons[copy][reason] = Span(copy, *_extent(pile.document[copy]))
    ties: dict[str, list[_Tie]] = defaultdict(list)
    for tie in _ties(_events(pile, group)):
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


Reach = tuple[date | None, date | None]


def _meet(a: Reach, b: Reach) -> Reach | None:
    """What two ranges have in common; an end that is None is open."""
    firsts = [one for one in (a[0], b[0]) if one is not None]
    lasts = [one for one in (a[1], b[1]) if one is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    return None if first is not None and last is not None and first > last else (first, last)


def _tied(document: str, ties: Sequence[_Tie], reach: dict[str, Reach]) -> tuple[Reach, list[tuple[str, Span]]]:
    """The range left by all ties of one report, or its old one when they contradict each other."""
    old: Reach = reach[document]
    met: Reach | None = old
    evidence = []
    for tie in ties:
        for mine, other in ((tie.a, tie.b), (tie.b, tie.a)):
            if mine.document != document or met is None:
                continue
            event = _when(other.shift, reach[other.document])
            fitting = _fitting(mine.shift, event)
            narrower = _meet(met, fitting) if fitting else met
            if narrower != met:
                met = narrower
                evidence.append((f"one event with a report that dates it {_words(event)}", mine.sentence))
    return (old, []) if met is None else (met, evidence)


def _words(event: Reach) -> str:
    first, last = event
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '…'} to {last.isoformat() if last else '…'}"


@lru_cache(maxsize=4096)
def _when(shift: str, reach: Reach) -> Reach:
    """The days on which an event can have been, told by ``shift`` in a report published within ``reach``."""
    first, last = reach
    answer = dates.resolve(
        shift, Published(first.isoformat() if first else None, last.isoformat() if last else None, "range")
    )
    return dates.bounds(Published(answer.earliest, answer.latest))


_FAR = timedelta(days=800)


@lru_cache(maxsize=4096)
def _fitting(shift: str, event: Reach) -> Reach | None:
    """The publication days from which ``shift`` can mean a day of ``event``: an interval, as shifts are monotone."""
    first, last = event
    low = high = None
    try:
        if first is not None:
            low = _first_day(first - _FAR, first + _FAR, lambda day: _end(shift, day, 1) >= first)
        if last is not None:
            beyond = _first_day(last - _FAR, last + _FAR, lambda day: _end(shift, day, 0) > last)
            high = beyond - timedelta(days=1) if beyond is not None else None
    except OverflowError:
        return None
    return None if low is None and high is None else (low, high)


def _end(shift: str, published: date, which: int) -> date:
    day = published.isoformat()
    answer = dates.bounds(Published(*dates.resolve(shift, Published(day, day, "day"))[1:3]))[which]
    return answer if answer is not None else published


def _first_day(low: date, high: date, holds: Callable[[date], bool]) -> date | None:
    """The first day from ``low`` to ``high`` on which a condition that stays true holds."""
    if not holds(high):
        return None
    while low < high:
        middle = low + (high - low) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + timedelta(days=1)
    return low


# --------------------------------------------------------------------------------------------- same event


_TELLS_DAY = re.compile(r"(?:<<?(?:MON|TUE|WED|THU|FRI|SAT|SUN|WE|-\d\d-\d\d)|-\d{1,2}[DW]|\+0[DW])")
"""Shifts that tell a day or a week gone by.  A month is too long to tie two events, and plans slip."""


def _events(pile: Pile, group: Sequence[str]) -> list[_Event]:
    """The body sentences of a story with exactly one date that is told from the day of publication."""
    events = []
    for name in group:
        document, analysis = pile.document[name], pile.analysis.get(name)
        if analysis is None:
            continue
        for sentence in analysis.sentences:
            if document.blocks[sentence.block].kind not in TEXT_KINDS:
                continue
            told = [
                t
                for t in analysis.times
                if sentence.start <= t.span.start < sentence.end and t.type in ("DATE", "TIME")
            ]
            shifts = {t.shift.split()[0] for t in told if t.shift and _TELLS_DAY.match(t.shift) and " " not in t.shift}
            if len(shifts) == 1 and len(told) == 1 and not _quoted(document.text, sentence, told[0]):
                words, marked = content(document.text, sentence)
                events.append(_Event(name, Span(name, sentence.start, sentence.end), shifts.pop(), words, marked))
    return events


def _quoted(text: str, sentence: Sentence, one: TimeExpression) -> bool:
    """Whether an expression stands inside quotation marks, where it counts from the day of speech."""
    before = text[sentence.start : one.span.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def content(text: str, sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
    """A sentence's content words in normal form, and the names and numbers among them."""
    words, marked = set(), set()
    for token in sentence.tokens:
        if token.pos not in _CONTENT:
            continue
        word = normal(token.lemma)
        if word in _LIGHT or not any(c.isalnum() for c in word):
            continue
        words.add(word)
        if token.pos in ("PROPN", "NUM"):
            marked.add(word)
    return frozenset(words), frozenset(marked)


def _ties(events: Sequence[_Event]) -> list[_Tie]:
    """Pairs of dated sentences of different reports that tell one event."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        for word in sorted(event.marked):
            postings[word].append(number)
    pairs = {
        (a, b)
        for word in sorted(postings)
        for at, a in enumerate(postings[word])
        for b in postings[word][at + 1 : at + 1 + _COMMON]
    }
    return [_Tie(events[a], events[b]) for a, b in sorted(pairs) if _same_event(events[a], events[b])]


def _same_event(a: _Event, b: _Event) -> bool:
    if a.document == b.document or _against(a.shift, b.shift):
        return False
    return alike((a.words, a.marked), (b.words, b.marked))


def alike(a: tuple[frozenset[str], frozenset[str]], b: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two sentences, as ``content`` gives them, share enough to tell one event."""
    shared = a[0] & b[0]
    return len(shared) >= _SHARED and bool(shared & a[1] & b[1]) and len(shared) >= _COVER * min(len(a[0]), len(b[0]))


def _against(a: str, b: str) -> bool:
    """Whether two ways of telling a day cannot mean the same day: different weekdays or different months."""
    names = [re.sub(r"^[<>=~]+", "", one) for one in (a, b) if one[0] in "<>=~"]
    if len(names) < 2:
        return False
    if all(name in dates.WEEKDAYS for name in names):
        return names[0] != names[1]
    months = [name[:3] for name in names if name.startswith("-")]
    return len(months) == 2 and (months[0] != months[1] or (len(names[0]) == len(names[1]) and names[0] != names[1]))


# --------------------------------------------------------------------------------------------- same text


def _copies(pile: Pile, group: Sequence[str], loose: set[str]) -> list[tuple[str, str]]:
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


def _lines(pile: Pile, document: str) -> frozenset[str]:
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
