"""Disputes: how one is written down, whoever finds it (``answered_charges``, ``denied_claims``, ``blamed_parties``).

Also which names of a story are those of its place, and of no party.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from firsthand.data import Conflict, ConflictKind, Statement, StatementId, content_id
from firsthand.relate.origins import speaker
from firsthand.relate.pile import Pile
from firsthand.words import inside_sentence

_COMMON = 0.2
"""Share of a story's statements from which a name in them is that of the place and no party's."""
_MOST = 3
"""Statements that each side of a denial shows."""


def common_names(pile: Pile, statements: Sequence[Statement]) -> frozenset[str]:
    """Names that so many statements of a story bear that they are those of its place and of no party."""
    held = Counter(name for one in statements if one.id in pile.compared
                   for name in pile.compared[one.id].proposition.names)  # fmt: skip
    return frozenset(name for name, n in held.items() if is_common(n, statements))


def is_common(n: int, statements: Sequence[Statement]) -> bool:
    """Whether a name that ``n`` of a story's statements bear is that of its place and of no party."""
    return n > max(3, _COMMON * len(statements))


def denied_by(pile: Pile, step: str, who: str, held: Sequence[tuple[Statement, Sequence[Statement]]]) -> Conflict:
    """The dispute of one party: each of its denials with what it denies, found by ``step``."""
    told: dict[StatementId, tuple[Statement, str]] = {}
    for denial, stated in held:
        for value, several in (("stated", stated), ("denied", [denial])):
            for one in several:
                if sum(other == value for _, other in told.values()) < _MOST:
                    told.setdefault(one.id, (one, value))
    reason = f"{who} denies what {inside_sentence(speaker(pile, held[0][1][0]))} said"
    return dispute(step, "denial", told.values(), reason)


def dispute(step: str, kind: ConflictKind, told: Iterable[tuple[Statement, str]], reason: str) -> Conflict:
    """The dispute of these statements, each told with its value."""
    sides = sorted(told, key=lambda pair: (pair[0].span, pair[0].id))
    names = tuple(one.id for one, _ in sides)
    return Conflict(
        id=content_id("k", kind, step, *names),
        kind=kind,
        judgement="dispute",
        statements=names,
        values=tuple(value for _, value in sides),
        reason=reason,
        steps=(step,),
    )
