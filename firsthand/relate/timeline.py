"""The timeline: dated events of a story, the same event of several reports merged, each with the words that date it.

Follows: cross-document event ordering (SemEval-2015 task 4): an entry is an event with a date as ISO 8601 bounds and a
precision.  Statements of one claim are one event when their dates have a day in common; statements of different
reports that are alike in words or meaning and share the date are one event too, and so is what one source says on one
day.  When reports differ on the day, both dates stand, as two entries.  An event of which no date is told is entered,
by the day of its report's news (``dated``), where it opens a report or several reports tell it; an action that was
considered, denied … is entered as reported by that day, so that its history can be read down the list.  Left out: the
order of events on one day, and the publication of the reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from firsthand import dates
from firsthand.data import Claim, Precision, Span, TimelineEntry, content_id
from firsthand.models import vectors
from firsthand.relate.dated import dated
from firsthand.relate.pile import Pile
from firsthand.relate.same_event import Words, alike, content
from firsthand.relate.told import Dated, Days, is_date

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HISTORY = frozenset({"considered", "ordered", "denied", "not_ruled_out"})
"""Modalities of actions whose history is worth a line even when only the reports are dated."""
_FINEST = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "range", "unknown")
_RANK = {"told": 0, "within": 1, "said": 2, "since": 3, "reported": 4}
_INFERRED = frozenset({"reported", "since"})
_LOOSEST = 400
"""Days: a date known no better than this merges no statements of different claims."""
_COMMON = 200
"""Of the events that share a name, so many of the latest are compared."""
_CLOSE = 0.6
"""Cosine of two sentences' vectors from which they tell one event, when they share a name or number and the date."""
_NEAR = timedelta(days=2)
"""How far an inferred day may be from the day that another report tells."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A dated statement as it is compared."""

    dated: Dated
    words: Words
    claim: str | None
    said: bool
    """Whether the event is an act of saying, and by whom (None: by nobody known by name)."""
    source: str | None
    row: int


class _Meanings:
    """Sentence vectors of a story's dated words, where the models are installed."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._rows: NDArray[np.float32] | None = vectors.embed(texts) if texts and vectors.available() else None

    def close(self, a: _Item, b: _Item) -> bool:
        return self._rows is not None and round(float(self._rows[a.row] @ self._rows[b.row]), 3) >= _CLOSE


def timeline(pile: Pile, stories: Sequence[Sequence[str]], claims: Sequence[Claim]) -> tuple[TimelineEntry, ...]:
    """The dated events of all stories, in order of time; events of different stories are never merged."""
    claim_of = {statement: claim.id for claim in claims for statement in claim.statements}
    by_id = {claim.id: claim for claim in claims}
    entries: list[TimelineEntry] = []
    for group in stories:
        found = [one for document in sorted(group) for one in dated(pile, document)]
        items = _items(pile, found, claim_of)
        meanings = _Meanings([pile.words(item.dated.told) for item in items])
        events = _Events(meanings)
        for item in sorted((i for i in items if i.dated.kind not in _INFERRED), key=_order):
            events.add(item)
        for item in sorted((i for i in items if i.dated.kind in _INFERRED), key=_order):
            events.add_inferred(item, _worth(pile, item, by_id))
        entered: set[str] = set()
        for event in events.groups:
            entries.append(_entry(pile, event, by_id))
            entered.update(one.claim for one in event if one.claim)
        members = set(group)
        for claim in claims:
            if claim.id not in entered and pile.statement[claim.statements[0]].span.document in members:
                entries += _reported(pile, claim)
    return tuple(sorted(entries, key=lambda one: (one.earliest or one.latest or "9", one.latest or "9", one.id)))


def _items(pile: Pile, found: Sequence[Dated], claim_of: dict[str, str]) -> list[_Item]:
    items = []
    for row, one in enumerate(found):
        text = pile.document[one.told.document].text
        claim = claim_of.get(one.statement.id) if one.kind != "within" else None
        said = one.kind == "said" or (one.kind == "reported" and one.told != one.statement.span)
        words = content(text, one.sentence, one.told if one.kind == "within" else None)
        items.append(_Item(one, words, claim, said, _source(pile, one) if said else None, row))
    return items


def _source(pile: Pile, one: Dated) -> str | None:
    """The entity that says a statement in its sentence: the innermost of the chain whose cue stands there."""
    for name in reversed(one.statement.chain):
        attribution = pile.attribution.get(name)
        if attribution and any(one.told.contains(cue) for cue in attribution.cue):
            return attribution.source_entity
    return None


def _order(item: _Item) -> tuple[int, int, Span]:
    return item.dated.width, _RANK[item.dated.kind], item.dated.told


def _worth(pile: Pile, item: _Item, by_id: dict[str, Claim]) -> bool:
    """Whether an event without a told date gets an entry of its own: it opens its report, or several tell it."""
    if item.dated.lead or item.claim is None or not item.dated.past:
        return item.dated.lead
    return len({pile.statement[name].span.document for name in by_id[item.claim].statements}) > 1


# ------------------------------------------------------------------------------------------------- events


class _Events:
    """Items grouped into events: by claim or source first, then across claims; the finest dates come first, and groups
    that might take an item are looked up by the names and numbers that they share."""

    def __init__(self, meanings: _Meanings) -> None:
        self.groups: list[list[_Item]] = []
        self._meanings = meanings
        self._by_claim: dict[str, list[int]] = defaultdict(list)
        self._by_source: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, item: _Item) -> None:
        """Enters an item with a told date."""
        place = next((n for n in self._kin(item) if _fits(item, self.groups[n])), None)
        if place is None and item.said and item.claim:  # what was said is told by another as done on the same date
            told = (n for n in self._by_claim[item.claim] if self.groups[n][0].dated.options == item.dated.options)
            place = next(told, None)
        if place is None and item.dated.width <= _LOOSEST:
            place = next((n for n in self._sharing(item) if self._same(item, self.groups[n], timedelta(0))), None)
        self._enter(item, place)

    def add_inferred(self, item: _Item, worth: bool) -> None:
        """Enters an item without a told date: with the event that another report dates, or by itself where ``worth``.
        A claim that has a told date needs no other."""
        if not item.said and self._kin(item):
            return
        place = next((n for n in self._sharing(item) if self._same(item, self.groups[n], _NEAR)), None)
        if place is not None or worth:
            self._enter(item, place)

    def _kin(self, item: _Item) -> list[int]:
        """Groups of the same claim, or of the same source's sayings."""
        if item.said:
            return self._by_source[item.source] if item.source else []
        return self._by_claim[item.claim] if item.claim else []

    def _sharing(self, item: _Item) -> list[int]:
        return sorted({n for word in item.words[1] for n in self._by_word[word][-_COMMON:]})

    def _same(self, item: _Item, group: Sequence[_Item], slack: timedelta) -> bool:
        """Whether an item of another report tells the group's event on a date that fits."""
        return (
            group[0].said == item.said
            and group[0].dated.width <= _LOOSEST
            and _fits(item, group, slack)
            and all(item.dated.told.document != other.dated.told.document for other in group)
            and all(_polar(item, other) for other in group)
            and any(alike(item.words, other.words) or self._meaning(item, other) for other in group)
        )

    def _meaning(self, item: _Item, other: _Item) -> bool:
        """Whether two items mean the same; the date must be as fine for both, the name or number is shared anyhow."""
        return item.dated.width == other.dated.width and bool(
            item.words[1] & other.words[1] and self._meanings.close(item, other)
        )

    def _enter(self, item: _Item, place: int | None) -> None:
        if place is None:
            place = len(self.groups)
            self.groups.append([])
        self.groups[place].append(item)
        keyed = [(self._by_source, item.source)] if item.said else [(self._by_claim, item.claim)]
        for index, key in [*keyed, *((self._by_word, word) for word in sorted(item.words[1]))]:
            if key is not None and place not in index[key][-1:]:
                index[key].append(place)


def _fits(item: _Item, group: Sequence[_Item], slack: timedelta = timedelta(0)) -> bool:
    """Whether a date has a day in common with every date of the group."""
    return all(_meet(item.dated.options, other.dated.options, slack) for other in group)


def _meet(a: Sequence[Days], b: Sequence[Days], slack: timedelta = timedelta(0)) -> bool:
    return any(max(x[0], y[0]) <= min(x[1], y[1]) + slack for x in a for y in b)


def _polar(one: _Item, other: _Item) -> bool:
    """Whether neither, or each, of two statements is negated; an act of saying has no polarity."""
    return one.said or one.dated.statement.negated == other.dated.statement.negated


# ------------------------------------------------------------------------------------------------ entries


def _entry(pile: Pile, event: Sequence[_Item], by_id: dict[str, Claim]) -> TimelineEntry:
    best = min(event, key=_finest)
    earliest, latest, precision = _dates([item.dated for item in event], best.dated)
    own = {item.claim for item in event if item.claim and not item.said}
    mentions = {item.dated.told for item in event}
    for claim in sorted(own):  # the claim's undated statements tell the event too, unless they have a date of another
        for name in by_id[claim].statements:
            statement = pile.statement[name]
            if not any(is_date(when) for when in statement.dates):
                mentions.add(statement.span)
    text = by_id[best.claim].text if best.claim in own and best.claim else pile.words(best.dated.told)
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


def _finest(item: _Item) -> tuple[int, int, int, Span]:
    one = item.dated
    return one.width, _FINEST.index(one.precision), _RANK[one.kind], one.told


def _dates(event: Sequence[Dated], best: Dated) -> tuple[str, str, Precision]:
    """The best date, narrowed by the others that are told of the event."""
    if best.precision in ("second", "minute", "hour"):
        return best.earliest, best.latest, best.precision
    told = [one for one in event if one.kind not in _INFERRED] or [best]
    left = [days for days in best.options if all(_meet([days], other.options) for other in told)]
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
    return f"{said} in a report published {day}" if best.when.shift else f"{said}, printed"


def _range(earliest: str | None, latest: str | None) -> str:
    first = earliest.partition("T")[0] if earliest else "an unknown day"
    last = latest.partition("T")[0] if latest else "an unknown day"
    return first if first == last else f"between {first} and {last}"


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
        basis=f"{first_told.modality.replace('_', ' ')}, as reported {day.isoformat()}; the day itself is not told",
        text=" ".join(claim.text.split()),
        claims=(claim.id,),
        mentions=tuple(sorted({one.span for one in statements})),
    )
