"""The timeline: dated events of a story, the same event of several reports merged, each with the words that date it.

Follows: cross-document event ordering (SemEval-2015 task 4): an entry is an event with a date as ISO 8601 bounds and a
precision.  Statements are one event as ``event_clustering`` has it; when reports differ on the day, both dates stand,
as two entries.  An event of which no date is told is entered, by the day of its report's news
(``event_time_inferred``), where it opens a report or several reports tell it; an action that was considered, denied …
is entered as reported by that day, so that its history can be read down the list.  An event of a weekday stands undated
at the end where no report's own day is known.  Left out: the order of events on one day, and the publication of the
reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from firsthand import dates, moments
from firsthand.data import Claim, ClaimId, DocumentId, Precision, Span, TimelineEntry, content_id
from firsthand.relate.events.event_clustering import INFERRED, RANK, DatedItem, events, items_of, meet_days
from firsthand.relate.events.event_time import Dated, is_date
from firsthand.relate.events.event_time_inferred import event_times
from firsthand.relate.pile import Pile
from firsthand.words import normal

_HISTORY = frozenset({"considered", "ordered", "denied", "not_ruled_out"})
"""Modalities of actions whose history is worth a line even when only the reports are dated."""
_FINEST = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "range", "unknown")


def timeline(pile: Pile, told: Iterable[tuple[Iterable[DocumentId], Sequence[Claim]]]) -> tuple[TimelineEntry, ...]:
    """The dated events of all stories, in order of time; events of different stories are never merged.  ``told`` holds
    each story's documents with its claims."""
    every: list[TimelineEntry] = []
    for documents, claims in told:
        entries: list[TimelineEntry] = []
        claim_of = {statement: claim.id for claim in claims for statement in claim.statements}
        by_id = {claim.id: claim for claim in claims}
        found = [one for document in sorted(documents) for one in event_times(pile, document)]
        entered: set[ClaimId] = set()
        for event in events(pile, items_of(pile, found, claim_of), partial(_worth, pile, by_id)):
            entries.append(_entry(pile, event, by_id))
            entered.update(one.claim for one in event if one.claim)
        for claim in claims:
            if claim.id not in entered:
                entries += list(_reported(pile, claim)) or list(_of_a_weekday(pile, claim))
        every += _told_alike(entries)
    ordered = sorted(every, key=lambda one: (one.id, one.mentions, one.claims, one.basis))
    apart = [
        replace(one, id=content_id("ev", one.id, *one.mentions, *one.claims)) if before and before.id == one.id else one
        for before, one in zip([None, *ordered], ordered, strict=False)
    ]  # one sentence may tell two events of one day
    return tuple(sorted(apart, key=lambda one: (one.earliest or one.latest or "9", one.latest or "9", one.id)))


def _told_alike(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """The entries, those of one date and in the same words as one."""
    alike: dict[tuple[str | None, str | None, str], list[TimelineEntry]] = {}
    for one in entries:
        alike.setdefault((one.earliest, one.latest, normal(one.text)), []).append(one)
    return [
        replace(
            min(same, key=lambda one: one.mentions),
            claims=tuple(sorted({claim for one in same for claim in one.claims})),
            mentions=tuple(sorted({span for one in same for span in one.mentions})),
        )
        for same in alike.values()
    ]


def _worth(pile: Pile, by_id: dict[ClaimId, Claim], item: DatedItem) -> bool:
    """Whether an event without a told date gets an entry of its own: it opens its report, or several tell it."""
    if item.dated.lead or item.claim is None or not item.dated.past:
        return item.dated.lead
    return len({pile.statement[name].span.document for name in by_id[item.claim].statements}) > 1


# ------------------------------------------------------------------------------------------------ entries


def _entry(pile: Pile, event: Sequence[DatedItem], by_id: dict[ClaimId, Claim]) -> TimelineEntry:
    best = min(event, key=_finest)
    earliest, latest, precision = _dates([item.dated for item in event], best.dated)
    own = {item.claim for item in event if item.claim and not item.said}
    mentions = {item.dated.told for item in event}
    for claim in sorted(own):  # the claim's undated statements tell the event too, unless they have a date of another
        for name in by_id[claim].statements:
            statement = pile.statement[name]
            if not any(is_date(when) for when in statement.dates):
                mentions.add(statement.span)
    text = by_id[best.claim].text if best.claim in own and best.claim else _in_its_sentence(pile, best.dated)
    return TimelineEntry(
        id=content_id("ev", best.dated.told, earliest, latest),
        earliest=earliest,
        latest=latest,
        precision=precision,
        basis=_basis(pile, best.dated),
        text=" ".join(text.split()).rstrip(",;"),
        claims=tuple(sorted({item.claim for item in event if item.claim})),
        mentions=tuple(sorted(mentions)),
    )


def _in_its_sentence(pile: Pile, best: Dated) -> str:
    """The words that tell an event; of a part of a statement, which has no verb of its own or none in the open, with
    the rest of its sentence in brackets."""
    told = best.told
    own = pile.words(told)
    if best.kind != "within":
        return own
    text, sentences = pile.document[told.document].text, pile.analysis[told.document].sentences
    sentence = next((one for one in sentences if one.start <= told.start < one.end), None)
    if sentence is None:
        return own
    ahead, behind = text[sentence.start : told.start].strip(), text[told.end : sentence.end]
    joint = _JOINT.match(behind)
    assert joint is not None  # it may be empty
    behind = behind[joint.end() :].strip()
    return " ".join(
        [*([f"[{ahead}]"] if ahead else ()), own + joint.group().strip(), *([f"[{behind}]"] if behind else ())]
    )


_JOINT = re.compile(r"[\s,;:.!?]*")
"""What a part of a sentence is parted by from what follows."""


def _finest(item: DatedItem) -> tuple[int, int, int, Span]:
    one = item.dated
    return one.width, _FINEST.index(one.precision), RANK[one.kind], one.told


def _dates(event: Sequence[Dated], best: Dated) -> tuple[str, str, Precision]:
    """The best date, narrowed by the others that are told of the event."""
    if best.precision in ("second", "minute", "hour"):
        return best.earliest, best.latest, best.precision
    told = [one for one in event if one.kind not in INFERRED] or [best]
    left = [days for days in best.options if all(meet_days([days], other.options) for other in told)]
    if len(best.options) > 1 and len(left) == 1:  # one of a weekday's two days is another report's
        return left[0][0].isoformat(), left[0][1].isoformat(), "day"
    plain = [one for one in told if len(one.options) == 1] or [best]
    earliest, latest = max(one.earliest for one in plain), min(one.latest for one in plain)
    if earliest[:10] > latest[:10] or (earliest, latest) == (best.earliest, best.latest):
        return best.earliest, best.latest, best.precision
    return earliest, latest, "day" if earliest[:10] == latest[:10] else "range"


def _basis(pile: Pile, best: Dated) -> str:
    """In words: what was printed, and what it was resolved against."""
    said = f"“{' '.join(pile.words(best.when.span).split())}”" if best.when else ""
    published = pile.document[best.told.document].published
    day = _range(published.earliest, published.latest)
    if best.kind == "reported":
        news = (
            f"that of its report’s news, {said}, in a report published {day}" if said else f"that of publication, {day}"
        )
        return f"no day is told; {news}"
    assert best.when is not None
    if best.kind == "since":
        return f"no day is told; since {said}, told before it, and by publication, {day}"
    if best.when.anchor == "narrative":
        return f"{said}, counted from the date told before it"
    if best.when.anchor == "office":
        return f"{said}, counted from the first day in office"
    return f"{said} in a report published {day}" if best.when.shift else f"{said}, printed"


def _range(earliest: str | None, latest: str | None) -> str:
    first, last = (one.partition("T")[0] if one else None for one in (earliest, latest))
    return moments.one_day_within(first, last) if first or last else "on an unknown day"


# ----------------------------------------------------------------------------------------- reported by then


def _reported(pile: Pile, claim: Claim) -> Iterator[TimelineEntry]:
    """An undated action of several reports, entered as reported by the day on which the first of them appeared."""
    statements = [pile.statement[name] for name in claim.statements]
    modalities = {one.modality for one in statements}
    if not modalities & _HISTORY or len({one.span.document for one in statements}) < 2:
        return
    days = []
    for one in statements:
        first, last = dates.bounds(pile.document[one.span.document].published)
        if first is not None and first == last:
            days.append((first, one))
    if not days:
        return
    day, first_told = min(days, key=lambda pair: (pair[0], pair[1].span))
    yield TimelineEntry(
        id=content_id("ev", first_told.span, "reported", day.isoformat()),
        earliest=None,
        latest=day.isoformat(),
        precision="range",
        basis=f"{first_told.modality.replace('_', ' ')}, as reported on "
        f"{moments.spoken(day.isoformat(), day.isoformat(), 'day')}; the day itself is not told",
        text=" ".join(claim.text.split()),
        claims=(claim.id,),
        mentions=tuple(sorted({one.span for one in statements})),
    )


# -------------------------------------------------------------------------------- a weekday of an unknown week


_WEEKDAY = re.compile(rf"<{{1,2}}({'|'.join(dates.WEEKDAYS)})\b")


def _of_a_weekday(pile: Pile, claim: Claim) -> Iterator[TimelineEntry]:
    """What several reports tell of one day of the week, while nobody knows when they appeared: an event of no date."""
    statements = [pile.statement[name] for name in claim.statements]
    if len({one.span.document for one in statements}) < 2:
        return
    told = [
        (match[1], when)
        for one in statements
        for when in one.dates
        if (match := _WEEKDAY.match(when.shift)) and not is_date(when)
    ]
    if not told or len({name for name, _ in told}) > 1:
        return
    when = min((when for _, when in told), key=lambda one: one.span)
    yield TimelineEntry(
        id=content_id("ev", when.span, "weekday"),
        earliest=None,
        latest=None,
        precision="unknown",
        basis=f"“{' '.join(pile.words(when.span).split())}”, in a report of which no day of publication is known",
        text=" ".join(claim.text.split()),
        claims=(claim.id,),
        mentions=tuple(sorted({one.span for one in statements})),
    )
