"""Ids of one kind do not pass for another: read by mypy alone, never run.

Every ``type: ignore`` below is an error that mypy must report; it counts one that is no longer needed as an error too.
"""

from __future__ import annotations

from firsthand.data import Claim, ClaimId, Entity, EntityId, Span, Statement, StatementId, content_id
from firsthand.relate.pile import Pile


def right(pile: Pile, claim: Claim, statement: Statement) -> tuple[Entity, ClaimId]:
    """Ids where they belong, from the record, from ``content_id`` and from text."""
    first: Statement = pile.statement[claim.statements[0]]
    whole = Span(first.span.document, 0, 1)
    made: ClaimId = content_id("c", whole, statement.id)
    return pile.entity[EntityId("e-0123456789abcdef")], made


def swapped(pile: Pile, claim: Claim, statement: Statement) -> None:
    """Ids of another kind, or text, where an id is asked for."""
    pile.entity[claim.id]  # type: ignore[index]
    pile.entity["e-0123456789abcdef"]  # type: ignore[index]
    pile.statement[statement.span.document]  # type: ignore[index]
    pile.attribution.get(statement.id)  # type: ignore[call-overload]
    Span(statement.id, 0, 1)  # type: ignore[arg-type]
    made: StatementId = content_id("c", statement.span)  # type: ignore[assignment]
    del made
    content_id("x", statement.span)  # type: ignore[call-overload]
