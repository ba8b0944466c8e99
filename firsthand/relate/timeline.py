"""The timeline: dated events of a story, the same event of several reports merged, each with the words that date it.

Follows: cross-document event ordering (SemEval-2015 task 4): an entry is an event with a date as ISO 8601 bounds and a
precision.  Statements of one claim are one event when their dates have a day in common; statements of different
reports that share names, numbers and words and the date are one event too.  When a report and another differ on the
day, both dates stand, as two entries.  An undated claim is left out, except that an action that was considered,
ordered, denied … by the reports of a known day is entered as reported by that day: so its history can be read down
the list.  Left out: the order of events on one day, and the publication of the reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand import dates
from firsthand.data import (
    Analysis,
    Claim,
    Precision,
    Published,
    Sentence,
    Span,
    Statement,
    TimeExpression,
    TimelineEntry,
    content_id,
)
from firsthand.relate.dating import alike, content
from firsthand.relate.pile import Pile

_HISTORY = frozenset({"considered", "ordered", "denied", "not_ruled_out"})
"""Modalities of actions whose history is worth a line even when only the reports are dated."""
_FINEST = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "range", "unknown")
_LOOSEST = 400
"""Days: a date known no better than this merges no statements of different claims."""
_COMMON = 200
"""Of the events that share a name, so many of the latest are compared."""

Words = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A statement with the date of its own event, or (``said``) with the day on which somebody said it."""

    statement: Statement
    when: TimeExpression
    words: Words
    claim: str | None
    told: Span
    first: date
    last: date
    said: bool = False


def timeline(pile: Pile, stories: Sequence[Sequence[str]], claims: Sequence[Claim]) -> tuple[TimelineEntry, ...]:
    """The dated events of all stories, in order of time; events of different stories are never merged."""
    claim_of = {statement: claim.id for claim in claims for statement in claim.statements}
    by_id = {claim.id: claim for claim in claims}
    entries: list[TimelineEntry] = []
    for group in stories:
        dated = [one for document in sorted(group) for one in _dated(pile, document, claim_of)]
        entered: set[str] = set()
        for event in _events(dated):
            entries.append(_entry(pile, event, by_id))
            entered.update(one.claim for one in event if one.claim)
        members = set(group)
        for claim in claims:
            if claim.id not in entered and pile.statement[claim.statements[0]].span.document in members:
                entries += _reported(pile, claim)
    return tuple(sorted(entries, key=_order))


def _order(entry: TimelineEntry) -> tuple[str, str, str]:
    return (entry.earliest or entry.latest or "9999", entry.latest or "9999", entry.id)


# ---------------------------------------------------------------------------------------- dated statements


def _dated(pile: Pile, document: str, claim_of: dict[str, str]) -> Iterable[_Dated]:
    analysis = pile.analysis.get(document)
    if analysis is None:
        return
    text = pile.document[document].text
    entered: set[TimeExpression] = set()
    undated: list[Statement] = []
    for statement in analysis.statements:
        usable = [one for one in statement.dates if _dates_event(text, analysis, one)]
        if not usable:
            undated.append(statement)
            continue
        entered.update(usable)
        sentence = _sentence(analysis, usable[0].span.start)
        when = min(usable, key=lambda one: (_depth(sentence, one), one.span.start))
        words = content(text, sentence) if sentence else _NO_WORDS
        first, last = _days(when)
        yield _Dated(statement, when, words, claim_of.get(statement.id), statement.span, first, last)
    for statement in undated:
        sentence = _sentence(analysis, statement.span.start)
        if sentence is None or not statement.chain:
            continue
        around = [
            one
            for one in analysis.times
            if sentence.start <= one.span.start < sentence.end
            and one not in entered
            and _dates_event(text, analysis, one)
        ]
        if around:
            entered.update(around)  # one entry for the act of saying, whatever number of things was said
            when = min(around, key=lambda one: (_depth(sentence, one), one.span.start))
            span = Span(document, sentence.start, sentence.end)
            first, last = _days(when)
            words = content(text, sentence)
            yield _Dated(statement, when, words, claim_of.get(statement.id), span, first, last, said=True)


_NO_WORDS: Words = (frozenset(), frozenset())


def _sentence(analysis: Analysis, offset: int) -> Sentence | None:
    return next((one for one in analysis.sentences if one.start <= offset < one.end), None)


def _is_date(one: TimeExpression) -> bool:
    """Whether an expression dates an event: a date or time, not "now" or "recently", known well enough to be of use."""
    if one.type not in ("DATE", "TIME") or one.value.endswith("_REF"):
        return False
    first, last = dates.bounds(Published(one.earliest, one.latest))
    return first is not None and last is not None and (bool(one.value) or (last - first).days <= _LOOSEST)


_NOT_THEN = re.compile(
    r"\b(?:since|by|until|till|before|after|from|than|compared\s(?:to|with)|ahead\sof|prior\sto)\s(?:in\s|the\s|about\s)?$",
    re.IGNORECASE,
)


def _dates_event(text: str, analysis: Analysis, one: TimeExpression) -> bool:
    """Whether an expression says when: it is a date, no limit or comparison ("since 1992", "by 2012"), and does not
    merely qualify a noun ("third-quarter results", "a June 1 deadline")."""
    if not _is_date(one) or _NOT_THEN.search(text[max(0, one.span.start - 24) : one.span.start]):
        return False
    sentence = _sentence(analysis, one.span.start)
    for token in sentence.tokens if sentence else ():
        if one.span.start <= token.start < one.span.end and token.dep in ("compound", "nmod", "amod", "nummod"):
            head = sentence.tokens[token.head] if sentence and 0 <= token.head < len(sentence.tokens) else token
            if head.start >= one.span.end and head.pos in ("NOUN", "PROPN"):
                return False
    return True


def _depth(sentence: Sentence | None, one: TimeExpression) -> int:
    """How far an expression hangs below the main verb: the nearest one dates the event."""
    if sentence is None:
        return 0
    place = next((n for n, token in enumerate(sentence.tokens) if token.end > one.span.start), None)
    depth = 0
    while place is not None and depth < 30:
        head = sentence.tokens[place].head
        if head == place or not 0 <= head < len(sentence.tokens):
            break
        place, depth = head, depth + 1
    return depth


# ------------------------------------------------------------------------------------------------- events


def _events(dated: Sequence[_Dated]) -> list[list[_Dated]]:
    """Statements that tell one event, grouped: by claim first, then across claims; in order of the statements.

    Groups that might take a statement are looked up by the names and numbers they share, the finest dates come first.
    """
    groups: list[list[_Dated]] = []
    by_claim: dict[str, list[int]] = defaultdict(list)
    by_word: dict[str, list[int]] = defaultdict(list)
    for one in sorted(dated, key=lambda d: (_width(d), d.told)):
        near = [n for n in by_claim[one.claim] if groups[n][0].said == one.said] if one.claim else []
        fitting = next((n for n in near if _fits(one, groups[n])), None)
        if fitting is None and _width(one) <= _LOOSEST:
            sharing = sorted({n for word in one.words[1] for n in by_word[word][-_COMMON:]})
            fitting = next((n for n in sharing if _same_event(one, groups[n])), None)
        if fitting is None:
            fitting = len(groups)
            groups.append([])
        groups[fitting].append(one)
        if one.claim and fitting not in by_claim[one.claim]:
            by_claim[one.claim].append(fitting)
        for word in one.words[1]:
            if not by_word[word] or fitting != by_word[word][-1]:
                by_word[word].append(fitting)
    return groups


def _width(one: _Dated) -> int:
    return (one.last - one.first).days


def _fits(one: _Dated, group: Sequence[_Dated]) -> bool:
    """Whether a date has a day in common with every date of the group."""
    return all(max(one.first, other.first) <= min(one.last, other.last) for other in group)


def _same_event(one: _Dated, group: Sequence[_Dated]) -> bool:
    """Whether a statement of another report tells the group's event on a date that fits."""
    return (
        _width(group[0]) <= _LOOSEST
        and _fits(one, group)
        and all(one.told.document != other.told.document for other in group)
        and all(one.statement.negated == other.statement.negated or one.said or other.said for other in group)
        and any(alike(one.words, other.words) for other in group)
    )


def _entry(pile: Pile, event: Sequence[_Dated], by_id: dict[str, Claim]) -> TimelineEntry:
    best = min(event, key=lambda one: (_width(one), _FINEST.index(one.when.precision), one.said, one.told))
    earliest, latest, precision = _dates(event, best)
    claims = tuple(sorted({one.claim for one in event if one.claim}))
    mentions = {one.told for one in event}
    for claim in sorted(
        {one.claim for one in event if one.claim and not one.said}
    ):  # the claim's undated statements tell the event too, unless they carry a date of another
        for name in by_id[claim].statements:
            statement = pile.statement[name]
            if not any(_is_date(when) for when in statement.dates):
                mentions.add(statement.span)
    text = by_id[best.claim].text if best.claim and not best.said else pile.words(best.told)
    return TimelineEntry(
        id=content_id("ev", best.told, earliest, latest),
        earliest=earliest,
        latest=latest,
        precision=precision,
        basis=_basis(pile, best),
        text=" ".join(text.split()),
        claims=claims,
        mentions=tuple(sorted(mentions)),
    )


def _dates(event: Sequence[_Dated], best: _Dated) -> tuple[str | None, str | None, Precision]:
    """The best date, narrowed by the others of the event."""
    firsts = [one.when.earliest for one in event if one.when.earliest]
    lasts = [one.when.latest for one in event if one.when.latest]
    earliest, latest = max(firsts, default=None), min(lasts, default=None)
    if earliest is None or latest is None or earliest[:10] > latest[:10]:
        return best.when.earliest, best.when.latest, best.when.precision
    if (earliest, latest) == (best.when.earliest, best.when.latest):
        return earliest, latest, best.when.precision
    return earliest, latest, "day" if earliest[:10] == latest[:10] else "range"


def _basis(pile: Pile, best: _Dated) -> str:
    """In words: what was printed, and what it was resolved against."""
    said = f"“{' '.join(pile.words(best.when.span).split())}”"
    if best.when.anchor == "narrative":
        return f"{said}, counted from the date told before it"
    if not best.when.shift:
        return f"{said}, printed"
    published = pile.document[best.when.span.document].published
    return f"{said} in a report published {_range(published.earliest, published.latest)}"


def _range(earliest: str | None, latest: str | None) -> str:
    first = earliest.partition("T")[0] if earliest else "an unknown day"
    last = latest.partition("T")[0] if latest else "an unknown day"
    return first if first == last else f"between {first} and {last}"


# ----------------------------------------------------------------------------------------- reported by then


def _reported(pile: Pile, claim: Claim) -> list[TimelineEntry]:
    """An undated action of several reports, entered as reported by the day on which the first of them appeared."""
    statements = [pile.statement[name] for name in claim.statements]
    modalities = {one.modality for one in statements}
    if not modalities & _HISTORY or len({one.span.document for one in statements}) < 2:
        return []
    days = []
    for one in statements:
        first, last = dates.bounds(pile.document[one.span.document].published)
        if first is not None and first == last:
            days.append((first, one))
    if not days:
        return []
    day, first_told = min(days, key=lambda pair: (pair[0], pair[1].span))
    return [
        TimelineEntry(
            id=content_id("ev", first_told.span, "reported", day.isoformat()),
            earliest=None,
            latest=day.isoformat(),
            precision="range",
            basis=f"{first_told.modality.replace('_', ' ')}, as reported {day.isoformat()}; the day itself is not told",
            text=" ".join(claim.text.split()),
            claims=(claim.id,),
            mentions=tuple(sorted({one.span for one in statements})),
        )
    ]


def _days(one: TimeExpression) -> tuple[date, date]:
    """First and last day of an expression that has both."""
    first, last = dates.bounds(Published(one.earliest, one.latest))
    assert first is not None and last is not None
    return first, last
