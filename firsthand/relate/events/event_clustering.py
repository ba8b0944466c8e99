"""Dated statements grouped into events: by claim or source first, then by words and meaning.

Statements of one claim are one event when their dates have a day in common, and so is what one source says on one day;
statements of different reports are, when they share the date, a name or number, and their words or their meaning.  The
finest dates come first.  Left out: events that a report tells twice in different words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from firsthand.comparable.event_words import ContentWords
from firsthand.data import ClaimId, DocumentId, EntityId, Span, StatementId
from firsthand.relate.events.event_time import Dated, Days
from firsthand.relate.events.same_event import alike
from firsthand.relate.pile import Embed, Pile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RANK = {"told": 0, "within": 1, "said": 2, "since": 3, "reported": 4}
"""Kinds of date, the best first."""
INFERRED = frozenset({"reported", "since"})
_LOOSEST = 400
"""Days: a date known no better than this merges no statements of different claims."""
_COMMON = 200
"""Of the events that share a name, so many of the latest are compared."""
_STANDING = 8
"""Items in different words that stand for an event when others are compared with it."""
_CLOSE = 0.6
"""Cosine of two sentences' vectors from which they tell one event, when they share a name or number and the date."""
_NEAR = timedelta(days=2)
"""How far an inferred day may be from the day that another report tells."""


@dataclass(frozen=True, slots=True)
class DatedItem:
    """A dated statement as it is compared."""

    dated: Dated
    words: ContentWords
    claim: ClaimId | None
    said: bool
    """Whether the event is an act of saying, and by whom (None: by nobody known by name)."""
    source: EntityId | None
    row: int


class _Meanings:
    """Sentence vectors of a story's dated words, where the models are installed."""

    def __init__(self, embed: Embed | None, texts: Sequence[str]) -> None:
        self._rows: NDArray[np.float32] | None = embed(texts) if texts and embed is not None else None

    def close(self, a: DatedItem, b: DatedItem) -> bool:
        return self._rows is not None and round(float(self._rows[a.row] @ self._rows[b.row]), 3) >= _CLOSE


def events(pile: Pile, items: Sequence[DatedItem], worth: Callable[[DatedItem], bool]) -> list[list[DatedItem]]:
    """The items of one story by event; one without a told date that no other dates is an event where ``worth`` says."""
    alone = len({item.dated.told.document for item in items}) < 2  # only another report's item is ever compared
    found = _Events(_Meanings(pile.embed, [] if alone else [pile.words(item.dated.told) for item in items]))
    ordered = sorted(items, key=_order)
    for item in ordered:
        if item.dated.kind not in INFERRED:
            found.add(item)
    for item in ordered:
        if item.dated.kind in INFERRED:
            found.add_inferred(item, worth=worth(item))
    return [event.items for event in found.events]


def items_of(pile: Pile, found: Sequence[Dated], claim_of: dict[StatementId, ClaimId]) -> list[DatedItem]:
    """Dated statements as items to be sorted into events; ``claim_of`` maps statements to claims."""
    items = []
    for row, one in enumerate(found):
        claim = claim_of.get(one.statement.id) if one.kind != "within" else None
        said = one.kind == "said" or (one.kind == "reported" and one.told != one.statement.span)
        items.append(DatedItem(one, one.words, claim, said, _source(pile, one) if said else None, row))
    return items


def _source(pile: Pile, one: Dated) -> EntityId | None:
    """The entity that says a statement in its sentence: the innermost of the chain whose cue stands there."""
    for attribution in reversed(pile.chain_of(one.statement)):
        if any(one.told.contains(cue) for cue in attribution.cue):
            return attribution.source_entity
    return None


def _order(item: DatedItem) -> tuple[int, int, Span]:
    return item.dated.width, RANK[item.dated.kind], item.dated.told


class _Event:
    """Items that tell one event.  Whether another belongs to it is asked of a few that stand for all."""

    def __init__(self) -> None:
        self.items: list[DatedItem] = []
        self.documents: set[DocumentId] = set()
        self.standing: list[DatedItem] = []
        self._polar: set[bool] = set()
        self._options: set[tuple[Days, ...]] = set()

    def add(self, item: DatedItem) -> None:
        self.items.append(item)
        self.documents.add(item.dated.told.document)
        self._polar.add(item.dated.statement.negated)
        self._options.add(item.dated.options)
        if len(self.standing) < _STANDING and all(item.words != one.words for one in self.standing):
            self.standing.append(item)

    @property
    def first(self) -> DatedItem:
        return self.items[0]

    def fits(self, item: DatedItem, slack: timedelta = timedelta(0)) -> bool:
        """Whether a date has a day in common with every date of the event."""
        return all(meet_days(item.dated.options, options, slack) for options in self._options)

    def agrees(self, item: DatedItem) -> bool:
        """Whether neither, or each, of the statements is negated; an act of saying has no polarity."""
        return item.said or self._polar == {item.dated.statement.negated}


class _Events:
    """Items grouped into events: by claim or source first, then across claims; the finest dates come first, and events
    that might take an item are looked up by the names and numbers that they share."""

    def __init__(self, meanings: _Meanings) -> None:
        self.events: list[_Event] = []
        self._meanings = meanings
        self._by_claim: dict[ClaimId, list[int]] = defaultdict(list)
        self._by_source: dict[EntityId, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, item: DatedItem) -> None:
        """Enters an item with a told date."""
        place = next((n for n in self._kin(item) if self.events[n].fits(item)), None)
        if place is None and item.said and item.claim:  # what was said is told by another as done on the same date
            same = (n for n in self._by_claim[item.claim] if self.events[n].first.dated.options == item.dated.options)
            place = next(same, None)
        if place is None and item.dated.width <= _LOOSEST:
            place = self._same(item, timedelta(0))
        self._enter(item, place)

    def add_inferred(self, item: DatedItem, *, worth: bool) -> None:
        """Enters an item without a told date: with the event that another report dates, or by itself where ``worth``.
        A claim that has a told date needs no other."""
        if not item.said and self._kin(item):
            return
        place = self._same(item, _NEAR)
        if place is not None or worth:
            self._enter(item, place)

    def _kin(self, item: DatedItem) -> list[int]:
        """Events of the same claim, or of the same source's sayings."""
        if item.said:
            return self._by_source[item.source] if item.source else []
        return self._by_claim[item.claim] if item.claim else []

    def _same(self, item: DatedItem, slack: timedelta) -> int | None:
        """The first event that an item of another report tells, on a date that fits."""
        for n in sorted({n for word in item.words[1] for n in self._by_word[word][-_COMMON:]}):
            event = self.events[n]
            if event.first.said != item.said or event.first.dated.width > _LOOSEST:
                continue
            if item.dated.told.document in event.documents or not event.agrees(item) or not event.fits(item, slack):
                continue
            if any(alike(item.words, other.words) or self._meaning(item, other) for other in event.standing):
                return n
        return None

    def _meaning(self, item: DatedItem, other: DatedItem) -> bool:
        """Whether two items mean the same; both dates must be as fine, and a name or number shared."""
        return item.dated.width == other.dated.width and bool(
            item.words[1] & other.words[1] and self._meanings.close(item, other)
        )

    def _enter(self, item: DatedItem, place: int | None) -> None:
        if place is None:
            place = len(self.events)
            self.events.append(_Event())
        self.events[place].add(item)
        keyed = [(self._by_source, item.source)] if item.said else [(self._by_claim, item.claim)]
        for index, key in [*keyed, *((self._by_word, word) for word in sorted(item.words[1]))]:
            if key is not None and place not in index[key][-1:]:
                index[key].append(place)


def meet_days(a: Sequence[Days], b: Sequence[Days], slack: timedelta = timedelta(0)) -> bool:
    """Whether a range of ``a`` and one of ``b`` have a day in common, or come as near as ``slack``."""
    return any(max(x[0], y[0]) <= min(x[1], y[1]) + slack for x in a for y in b)
