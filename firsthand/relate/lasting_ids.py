"""Ids that outlive an addition: what claims, stories, facts, events, conflicts … are named by is their earliest member.

What is found first is named by all of its members, so that no two things can bear one name; here each takes the name of
its earliest member alone.  Earliest is by the day that the report itself gives, then by the report's id and the place
in it; days that other reports narrow do not count, as they may move.  So an id lives as long as its first member does
and no earlier one comes; what an id has become after that is kept by the store (``alias``).  Where two things have one
earliest member, the second keeps the name of all of its members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from firsthand.data import (
    Claim,
    ClaimId,
    Conflict,
    ConflictId,
    DocumentId,
    Event,
    EventId,
    Fact,
    FactId,
    History,
    HistoryId,
    Matter,
    MatterId,
    OtherScope,
    Published,
    Span,
    Statement,
    StatementId,
    Story,
    StoryId,
    TimelineEntry,
    content_id,
)
from firsthand.relate.part_rows import PartRows


def lasting(rows: PartRows, appeared: Mapping[DocumentId, Published]) -> PartRows:
    """The rows with ids that outlive an addition; ``appeared`` is when each report says that it appeared."""
    earliest = _Earliest(appeared, {one.id: one for row in rows.reports for one in row.statements})
    claims = {one.id: content_id("c", earliest.statement(one.statements).id) for one in rows.claims}
    facts = _named(rows.facts, lambda one: content_id("f", one.attribute, earliest.span(one)))
    held = {one.id: one for one in rows.claims}

    def first_claim(one: Matter | History) -> ClaimId:
        return claims[earliest.claim([held[name] for name in one.claims]).id]

    ids = _LastingIds(
        claims=claims,
        conflicts=_named(rows.conflicts, lambda one: _conflict_id(one, facts, earliest)),
        stories={one.id: content_id("st", earliest.document(one)) for one in rows.stories},
        histories=_named(rows.histories, lambda one: content_id("h", first_claim(one))),
        facts=facts,
        events=_named(rows.events, lambda one: content_id("evt", one.kind, earliest.statement(one.statements).id)),
        matters=_named(rows.matters, lambda one: content_id("m", first_claim(one))),
    )
    return replace(
        rows,
        claims=tuple(map(ids.claim, rows.claims)),
        conflicts=tuple(map(ids.conflict, rows.conflicts)),
        timeline=tuple(map(ids.entry, rows.timeline)),
        stories=tuple(map(ids.story, rows.stories)),
        histories=tuple(map(ids.history, rows.histories)),
        facts=tuple(map(ids.fact, rows.facts)),
        events=tuple(map(ids.event, rows.events)),
        matters=tuple(map(ids.matter, rows.matters)),
    )


@dataclass(frozen=True)
class _Earliest:
    """What comes first of several, by when their reports say that they ``appeared``."""

    appeared: Mapping[DocumentId, Published]
    statements: Mapping[StatementId, Statement]

    def when(self, span: Span) -> tuple[str, str, DocumentId, int, int]:
        day = self.appeared[span.document]
        return day.earliest or "9", day.latest or "9", span.document, span.start, span.end

    def statement(self, names: Iterable[StatementId]) -> Statement:
        return min((self.statements[name] for name in names), key=lambda one: self.when(one.span))

    def claim(self, claims: Iterable[Claim]) -> Claim:
        return min(claims, key=lambda one: self.when(self.statement(one.statements).span))

    def span(self, fact: Fact) -> Span:
        return min((span for value in fact.values for span in value.spans), key=self.when)

    def document(self, story: Story) -> DocumentId:
        return min(story.documents, key=lambda one: self.when(Span(one, 0, 0)))


def _conflict_id(one: Conflict, facts: Mapping[FactId, FactId], earliest: _Earliest) -> str:
    if one.fact is not None and one.steps[:1] == ("facts",):
        return content_id("k", one.kind, facts[one.fact])
    first = earliest.statement(one.statements)
    others = [name for name in one.statements if name != first.id] or [first.id]
    return content_id("k", one.kind, *one.steps[:1], first.id, earliest.statement(others).id)


def _named(items: Sequence[Any], name: Callable[[Any], str]) -> dict[Any, Any]:
    """The lasting id of each, by the id that it has; of two that would have one the second keeps its own."""
    found: dict[Any, Any] = {}
    taken: set[str] = set()
    for one in sorted(items, key=lambda one: one.id):
        lasting_id = name(one)
        found[one.id] = one.id if lasting_id in taken else lasting_id
        taken.add(lasting_id)
    return found


@dataclass(frozen=True)
class _LastingIds:
    """The lasting ids by those that were given first, and each noun under its own."""

    claims: Mapping[ClaimId, ClaimId]
    conflicts: Mapping[ConflictId, ConflictId]
    stories: Mapping[StoryId, StoryId]
    histories: Mapping[HistoryId, HistoryId]
    facts: Mapping[FactId, FactId]
    events: Mapping[EventId, EventId]
    matters: Mapping[MatterId, MatterId]

    def claim(self, one: Claim) -> Claim:
        return replace(
            one,
            id=self.claims[one.id],
            links=tuple(replace(link, claim=self.claims[link.claim]) for link in one.links),
            states=tuple(replace(state, by=self._sorted(state.by)) for state in one.states),
        )

    def conflict(self, one: Conflict) -> Conflict:
        return replace(one, id=self.conflicts[one.id], fact=None if one.fact is None else self.facts[one.fact])

    def entry(self, one: TimelineEntry) -> TimelineEntry:
        return replace(one, claims=self._sorted(one.claims))

    def story(self, one: Story) -> Story:
        return replace(
            one,
            id=self.stories[one.id],
            claims=self._in_order(one.claims),
            facts=tuple(self.facts[name] for name in one.facts),
            events=tuple(self.events[name] for name in one.events),
        )

    def history(self, one: History) -> History:
        return replace(one, id=self.histories[one.id], claims=self._in_order(one.claims))

    def fact(self, one: Fact) -> Fact:
        return replace(
            one,
            id=self.facts[one.id],
            event=None if one.event is None else self.events[one.event],
            beside=tuple(sorted((replace(other, fact=self.facts[other.fact]) for other in one.beside), key=_fact_id)),
        )

    def event(self, one: Event) -> Event:
        return replace(one, id=self.events[one.id])

    def matter(self, one: Matter) -> Matter:
        return replace(
            one, id=self.matters[one.id], claims=self._in_order(one.claims), denials=self._sorted(one.denials)
        )

    def _in_order(self, names: Iterable[ClaimId]) -> tuple[ClaimId, ...]:
        return tuple(self.claims[name] for name in names)

    def _sorted(self, names: Iterable[ClaimId]) -> tuple[ClaimId, ...]:
        return tuple(sorted(self._in_order(names)))


def _fact_id(one: OtherScope) -> FactId:
    return one.fact
