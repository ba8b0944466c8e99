"""What has become of a claim: superseded by a later figure, taken back, denied, disputed, or confirmed since.

Read from the conflicts and histories that join it to other claims; nothing is compared anew.  Left out: what no
report says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from firsthand import moments
from firsthand.data import Claim, ClaimId, ClaimState, ClaimStateName, Conflict, History, StatementId
from firsthand.relate.corrections import Corrections
from firsthand.relate.pile import Pile

_ORDER: tuple[ClaimStateName, ...] = ("withdrawn", "superseded", "denied", "disputed", "confirmed")


def with_states(
    pile: Pile, claims: Sequence[Claim], conflicts: Sequence[Conflict], histories: Sequence[History], notes: Corrections
) -> tuple[Claim, ...]:
    """The claims, each with what has become of it; the gravest state first."""
    claim_of = {name: claim.id for claim in claims for name in claim.statements}
    found: defaultdict[ClaimId, dict[ClaimStateName, tuple[set[ClaimId], str]]] = defaultdict(dict)

    def say(state: ClaimStateName, these: Iterable[ClaimId], by: Iterable[ClaimId], reason: str) -> None:
        others = set(by)
        for claim in set(these):
            if claim not in others or state in ("withdrawn", "confirmed"):  # another report of the claim confirms it
                held = found[claim].setdefault(state, (set(), reason))
                held[0].update(others - {claim})

    for conflict in conflicts:
        for state, these, by in _of_conflict(pile, conflict, claim_of, notes):
            say(state, these, by, conflict.reason)
    for history in histories:
        told = [(stage.state, claim_of[stage.statement]) for stage in history.stages if stage.statement in claim_of]
        if told and told[-1][0] == "confirmed":
            day = history.stages[-1].earliest
            when = moments.spoken(day[:10], day[:10], "day") if day else "a day that is not known"
            say("confirmed", (claim for _, claim in told[:-1]), [told[-1][1]], f"confirmed by a report of {when}")
    for claim in claims:
        reasons = [notes.withdrawn.get(pile.statement[name].span.document) for name in claim.statements]
        if reasons and all(reasons):
            say("withdrawn", [claim.id], [], f"the page takes it back: “{reasons[0]}”")
        elif name := notes.wrong_name(claim.text):
            say("withdrawn", [claim.id], [], f"a report’s correction takes the name “{name}” back")
    return tuple(
        replace(
            claim,
            states=tuple(
                ClaimState(state, tuple(sorted(found[claim.id][state][0])), found[claim.id][state][1])
                for state in _ORDER
                if state in found[claim.id]
            ),
        )
        if claim.id in found
        else claim
        for claim in claims
    )


def settled(conflicts: Iterable[Conflict], notes: Corrections) -> list[Conflict]:
    """The conflicts; one of whose sides a report's correction calls wrong is an update and no contradiction."""
    return [_settled(one, notes) for one in conflicts]


def _settled(one: Conflict, notes: Corrections) -> Conflict:
    back = [value for value in dict.fromkeys(one.values) if notes.taken_back(value)]
    judged = one.judgement in ("contradiction", "dispute") or (one.judgement, one.kind) == ("update", "number")
    if not judged or not back or len(back) == len(set(one.values)):
        return one
    because = f"{one.reason}; a report’s correction takes “{back[0]}” back"
    return replace(one, judgement="update", reason=because, steps=(*one.steps, "corrections"))


def _of_conflict(
    pile: Pile, conflict: Conflict, claim_of: Mapping[StatementId, ClaimId], notes: Corrections
) -> list[tuple[ClaimStateName, list[ClaimId], list[ClaimId]]]:
    """The states that a conflict gives to the claims of its statements."""
    told = [(name, value) for name, value in zip(conflict.statements, conflict.values, strict=True) if name in claim_of]
    by_value: defaultdict[str, list[StatementId]] = defaultdict(list)
    for name, value in told:
        by_value[value].append(name)

    def claims(*values: str) -> list[ClaimId]:
        return [claim_of[name] for value in values for name in by_value.get(value, ())]

    if len(by_value) < 2:
        return []
    if conflict.kind == "denial":
        return [("denied", claims(*(value for value in by_value if value != "denied")), claims("denied"))]
    if conflict.judgement == "update" and conflict.kind == "number":
        order = sorted(  # what a correction takes back is never the later figure
            by_value,
            key=lambda value: (not notes.taken_back(value), min(_when(pile, name) for name in by_value[value])),
        )
        return [("superseded", claims(*order[:-1]), claims(order[-1]))]
    if conflict.judgement == "update" and "withdrawn" in by_value:
        return [("withdrawn", claims(*(value for value in by_value if value != "withdrawn")), claims("withdrawn"))]
    if conflict.judgement in ("contradiction", "dispute") and conflict.kind != "wording":
        values = list(by_value)
        return [("disputed", claims(one), claims(*(v for v in values if v != one))) for one in values]
    return []


def _when(pile: Pile, name: StatementId) -> tuple[str, float]:
    """The day of a statement's report, and its figure, for figures of one day rise."""
    statement = pile.statement[name]
    published = pile.document[statement.span.document].published
    return (published.earliest or published.latest or "9")[:10], max((n.value for n in statement.numbers), default=0.0)
