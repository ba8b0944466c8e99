"""The history of a claim: how far a matter had gone by the reports of each day: considered, ordered, confirmed, denied.

Claims hang together where a conflict joins them (a plan that was ordered or taken back, a figure that a later one
supersedes, a statement that somebody denies).  Each stage is the first report that tells it, and goes on from the one
before it (``_NEXT``); a copy of another report tells nothing new, and neither does a report that tells less than had
been told.  Left out: stages that no report states in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.components import Components
from firsthand.data import (
    Claim,
    ClaimId,
    Conflict,
    DocumentId,
    History,
    Modality,
    Stage,
    StageState,
    Statement,
    StatementId,
    content_id,
)
from firsthand.relate.conflicts.comparison import figure_told
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile

_JOINING = frozenset({("modality", "update"), ("number", "update"), ("denial", "dispute"), ("denial", "update")})
"""Conflicts whose statements are stages of one matter."""
_NEXT: dict[StageState, frozenset[StageState]] = {
    "considered": frozenset({"planned", "ordered", "reported", "confirmed", "denied", "withdrawn"}),
    "planned": frozenset({"ordered", "reported", "confirmed", "denied", "withdrawn"}),
    "possible": frozenset({"ordered", "reported", "confirmed", "denied", "withdrawn"}),
    "alleged": frozenset({"confirmed", "denied", "withdrawn"}),
    "reported": frozenset({"confirmed", "denied", "superseded", "withdrawn"}),
    "ordered": frozenset({"confirmed", "denied", "withdrawn"}),
    "confirmed": frozenset({"denied", "superseded", "withdrawn"}),
    "denied": frozenset({"confirmed", "withdrawn"}),
    "superseded": frozenset({"confirmed", "denied", "superseded", "withdrawn"}),
    "withdrawn": frozenset(),
}
"""What each stage can go on to."""
_AFTER: tuple[StageState, ...] = (
    "considered", "planned", "possible", "alleged", "reported", "ordered", "confirmed", "denied", "superseded",
    "withdrawn",
)  # fmt: skip
"""The order of stages that reports of one day tell."""


def histories(
    pile: Pile, claims: Sequence[Claim], conflicts: Sequence[Conflict], families: Families
) -> tuple[History, ...]:
    """Every matter with two stages or more, sorted by where its first words stand."""
    by_id = {claim.id: claim for claim in claims}
    found = []
    for group, joining in _matters(claims, conflicts):
        statements = [pile.statement[name] for claim in group for name in by_id[claim].statements]
        stages = tuple(_stages(pile, families, statements, _parts(pile, joining)))
        if len(stages) > 1:
            found.append(History(content_id("h", *group), tuple(group), stages))
    return tuple(sorted(found, key=lambda one: (pile.statement[one.stages[0].statement].span, one.id)))


def _matters(claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> Iterator[tuple[list[ClaimId], list[Conflict]]]:
    """Claims that conflicts join, and the conflicts; a claim that none joins is a matter of its own."""
    claim_of = {name: claim.id for claim in claims for name in claim.statements}
    matters = Components(claim.id for claim in claims)
    joining = [one for one in conflicts if (one.kind, one.judgement) in _JOINING]
    for conflict in joining:
        held = [claim_of[name] for name in conflict.statements if name in claim_of]
        for other in held[1:]:
            matters.join(held[0], other)
    told: defaultdict[ClaimId, list[Conflict]] = defaultdict(list)
    for conflict in joining:
        told[matters.root(claim_of[conflict.statements[0]])].append(conflict)
    for group in matters.groups():
        yield group, told[group[0]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What a conflict makes of a statement: its state, and the figure that it gives where that supersedes."""

    state: StageState
    figure: str = ""


def _parts(pile: Pile, joining: Iterable[Conflict]) -> dict[StatementId, _Part]:
    """Statements that a conflict gives a part: who denies, what superseded, what was carried out or taken back."""
    parts: dict[StatementId, _Part] = {}
    for conflict in joining:
        told = list(zip(conflict.statements, conflict.values, strict=True))
        if conflict.kind == "denial":
            parts |= {name: _Part("denied") for name, value in told if value == "denied"}
        elif conflict.kind == "number" and "corrections" in conflict.steps:
            continue  # what a correction takes back never was a stage
        elif conflict.kind == "number":
            first = min(told, key=lambda pair: _day(pile, pile.statement[pair[0]]))[1]
            later = [(name, figure_told(value)) for name, value in told if figure_told(value) != figure_told(first)]
            parts |= {name: _Part("superseded", figure) for name, figure in later}
        else:
            parts |= {name: _Part("withdrawn") for name, value in told if value == "withdrawn"}
            parts |= {name: _Part("reported") for name, value in told if value in ("asserted", "reported", "done")}
    return parts


_Told = tuple[str, _Part, DocumentId]
"""A stage by day, part and report."""


def _stages(
    pile: Pile, families: Families, statements: Sequence[Statement], parts: Mapping[StatementId, _Part]
) -> Iterator[Stage]:
    """The first report that tells each stage, in order of time; reports of no known day last.  What is retold as less
    than had been reported before (a "plan" after the order) is no stage, nor what another report of that day tells
    with more or less doubt."""
    told = [
        (_day(pile, one), _AFTER.index(part.state), one.span, part, one)
        for one in statements
        if not pile.compared[one.id].wording.in_title and not _copied(families, one)
        for part in (parts.get(one.id) or _Part(_state(pile, one)),)
    ]
    last: _Told | None = None
    seen: set[_Part] = set()
    for day, _, _, part, one in sorted(told, key=lambda t: (t[0], t[1], t[2], t[4].id)):
        document = one.span.document
        this = (day, part, document)
        if part in seen or (last is not None and not _follows(last, this, compared=one.id in parts)):
            continue
        seen.add(part)
        last = this
        published = pile.document[document].published
        yield Stage(part.state, one.id, published.earliest, published.latest)


def _follows(last: _Told, this: _Told, *, compared: bool) -> bool:
    """Whether a stage, given by day, part and report, goes on from the one before it.  What was thought of, planned or
    possible is carried out only by a statement that was ``compared`` with it; another report confirms."""
    (before, earlier, one), (day, part, other) = last, this
    if part.state not in _NEXT[earlier.state]:
        return False
    if compared or part.state == "reported":
        return compared
    return one != other if part.state == "confirmed" else day > before


def _copied(families: Families, statement: Statement) -> bool:
    """Whether the statement's words are another report's."""
    return any(
        link.whole or any(ours.overlaps(statement.span) for _, ours in link.passages)
        for link in families.parents.get(statement.span.document, ())
    )


def _day(pile: Pile, statement: Statement) -> str:
    published = pile.document[statement.span.document].published
    return (published.earliest or published.latest or "9")[:10]


def _state(pile: Pile, statement: Statement) -> StageState:
    """The stage that a statement tells, by the verb that brings it in and by its modality."""
    if (stage := pile.compared[statement.id].predication.cue_stage) is not None:
        return stage
    known: dict[Modality, StageState] = {
        "denied": "denied", "considered": "considered", "planned": "planned", "ordered": "ordered",
        "possible": "possible", "alleged": "alleged",
    }  # fmt: skip
    return known.get(statement.modality, "reported")
