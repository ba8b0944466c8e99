"""Ids that outlive an addition: what claims, stories, facts, events, conflicts … are named by is their earliest member.

What is found first is named by all of its members, so that no two things can bear one name; here each takes the name of
its earliest member alone.  Earliest is by the day that the report itself gives, then by the report's id and the place
in it; days that other reports narrow do not count, as they may move.  So an id lives as long as its first member does
and no earlier one comes; what an id has become after that is kept by the store (``alias``).  Where two things have one
earliest member, the second keeps the name of all of its members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from firsthand.data import (
    Claim,
    ClaimId,
    Conflict,
    DocumentId,
    Fact,
    FactId,
    OtherScope,
    Published,
    Span,
    Statement,
    StatementId,
    Story,
    content_id,
)
from firsthand.relate.part_rows import PartRows

_When = tuple[str, str, DocumentId, int, int]


def lasting(rows: PartRows, appeared: Mapping[DocumentId, Published]) -> PartRows:
    """The rows with ids that outlive an addition; ``appeared`` is when each report says that it appeared."""
    statement = {one.id: one for row in rows.reports for one in row.statements}

    def when(span: Span) -> _When:
        day = appeared[span.document]
        return day.earliest or "9", day.latest or "9", span.document, span.start, span.end

    def first(names: Iterable[StatementId]) -> Statement:
        return min((statement[name] for name in names), key=lambda one: when(one.span))

    def first_document(story: Story) -> DocumentId:
        return min(story.documents, key=lambda one: when(Span(one, 0, 0)))

    def first_span(fact: Fact) -> Span:
        return min((span for value in fact.values for span in value.spans), key=when)

    claims = {one.id: content_id("c", first(one.statements).id) for one in rows.claims}
    facts = _named(rows.facts, lambda one: content_id("f", one.attribute, first_span(one)))
    events = _named(rows.events, lambda one: content_id("evt", one.kind, first(one.statements).id))
    by_claim = {one.id: first(one.statements) for one in rows.claims}

    def first_claim(names: Sequence[ClaimId]) -> ClaimId:
        return claims[min(names, key=lambda one: when(by_claim[one].span))]

    def conflict_name(one: Conflict) -> str:
        if one.fact is not None and one.steps[:1] == ("facts",):
            return content_id("k", one.kind, facts[one.fact])
        earliest = first(one.statements)
        others = [name for name in one.statements if name != earliest.id] or [earliest.id]
        return content_id("k", one.kind, *one.steps[:1], earliest.id, first(others).id)

    conflicts = _named(rows.conflicts, conflict_name)
    stories = {one.id: content_id("st", first_document(one)) for one in rows.stories}
    matters = _named(rows.matters, lambda one: content_id("m", first_claim(one.claims)))
    histories = _named(rows.histories, lambda one: content_id("h", first_claim(one.claims)))

    def told(names: Iterable[ClaimId]) -> tuple[ClaimId, ...]:
        return tuple(claims[name] for name in names)

    def claim(one: Claim) -> Claim:
        return replace(
            one,
            id=claims[one.id],
            links=tuple(replace(link, claim=claims[link.claim]) for link in one.links),
            states=tuple(replace(state, by=tuple(sorted(told(state.by)))) for state in one.states),
        )

    return replace(
        rows,
        claims=tuple(claim(one) for one in rows.claims),
        conflicts=tuple(
            replace(one, id=conflicts[one.id], fact=None if one.fact is None else facts[one.fact])
            for one in rows.conflicts
        ),
        timeline=tuple(replace(one, claims=tuple(sorted(told(one.claims)))) for one in rows.timeline),
        stories=tuple(
            replace(
                one,
                id=stories[one.id],
                claims=told(one.claims),
                facts=tuple(facts[name] for name in one.facts),
                events=tuple(events[name] for name in one.events),
            )
            for one in rows.stories
        ),
        histories=tuple(replace(one, id=histories[one.id], claims=told(one.claims)) for one in rows.histories),
        facts=tuple(
            replace(
                one,
                id=facts[one.id],
                event=None if one.event is None else events[one.event],
                beside=tuple(sorted((replace(other, fact=facts[other.fact]) for other in one.beside), key=_fact_id)),
            )
            for one in rows.facts
        ),
        events=tuple(replace(one, id=events[one.id]) for one in rows.events),
        matters=tuple(
            replace(one, id=matters[one.id], claims=told(one.claims), denials=tuple(sorted(told(one.denials))))
            for one in rows.matters
        ),
    )


def _fact_id(one: OtherScope) -> FactId:
    return one.fact


def _named(items: Sequence[Any], name: Callable[[Any], str]) -> dict[Any, Any]:
    """The lasting id of each, by the id that it has; of two that would have one the second keeps its own."""
    found: dict[Any, Any] = {}
    taken: set[str] = set()
    for one in sorted(items, key=lambda one: one.id):
        lasting_id = name(one)
        found[one.id] = one.id if lasting_id in taken else lasting_id
        taken.add(lasting_id)
    return found
