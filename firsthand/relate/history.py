"""The history of a claim: how far a matter had gone by the reports of each day: considered, ordered, confirmed, denied.

Claims hang together where a conflict joins them (a plan that was ordered, a figure that a later one supersedes, a
statement that somebody denies).  Each stage is the first report that tells it; a copy of another report tells nothing
new.  What is told once, or always alike, has no history.  Left out: stages that no report states in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from firsthand.data import Claim, Conflict, Derivation, History, Stage, Statement, content_id
from firsthand.lexicon import rows
from firsthand.relate.components import Components
from firsthand.relate.families import Families
from firsthand.relate.grouping import in_title
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import tokens_of
from firsthand.words import normal

_JOINING = frozenset({("modality", "update"), ("number", "update"), ("denial", "dispute"), ("denial", "update")})
"""Conflicts whose statements are stages of one matter."""
_AFTER = ("considered", "planned", "possible", "alleged", "reported", "ordered", "confirmed", "denied", "superseded",
          "withdrawn")  # fmt: skip
"""The order of stages that reports of one day tell."""


def histories(
    pile: Pile, claims: Sequence[Claim], conflicts: Sequence[Conflict], derivations: Sequence[Derivation]
) -> tuple[History, ...]:
    """Every matter with two stages or more, sorted by where its first words stand."""
    families = Families(derivations)
    by_id = {claim.id: claim for claim in claims}
    found = []
    for group, joining in _matters(claims, conflicts):
        statements = [pile.statement[name] for claim in group for name in by_id[claim].statements]
        stages = _stages(pile, families, statements, _roles(pile, joining))
        if len({one.state for one in stages}) > 1:
            found.append(History(content_id("h", *group), tuple(group), tuple(stages)))
    return tuple(sorted(found, key=lambda one: (pile.statement[one.stages[0].statement].span, one.id)))


def _matters(claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> Iterator[tuple[list[str], list[Conflict]]]:
    """Claims that conflicts join, and the conflicts; a claim that none joins is a matter of its own."""
    claim_of = {name: claim.id for claim in claims for name in claim.statements}
    matters = Components(claim.id for claim in claims)
    joining = [one for one in conflicts if (one.kind, one.judgement) in _JOINING]
    for conflict in joining:
        held = [claim_of[name] for name in conflict.statements if name in claim_of]
        for other in held[1:]:
            matters.join(held[0], other)
    told: defaultdict[str, list[Conflict]] = defaultdict(list)
    for conflict in joining:
        told[matters.root(claim_of[conflict.statements[0]])].append(conflict)
    for group in matters.groups():
        yield group, told[group[0]]


def _roles(pile: Pile, joining: Iterable[Conflict]) -> dict[str, str]:
    """Statements that a conflict gives a part: who denies, and the figure that supersedes."""
    roles: dict[str, str] = {}
    for conflict in joining:
        told = list(zip(conflict.statements, conflict.values, strict=True))
        if conflict.kind == "denial":
            roles |= {name: "denied" for name, value in told if value == "denied"}
        elif conflict.kind == "number":
            first = min(told, key=lambda pair: _day(pile, pile.statement[pair[0]]))[1]
            roles |= {name: "superseded" for name, value in told if _figures(value) != _figures(first)}
    return roles


def _figures(value: str) -> str:
    return value.partition(" ")[0].casefold()


def _stages(pile: Pile, families: Families, statements: Sequence[Statement], roles: dict[str, str]) -> list[Stage]:
    """The first report that tells each stage, in order of time; reports of no known day last."""
    first: dict[str, Statement] = {}
    for one in sorted(statements, key=lambda s: (_day(pile, s), s.span, s.id)):
        if not in_title(pile, one) and not _copied(families, one):
            first.setdefault(roles.get(one.id) or _state(pile, one), one)
    ordered = sorted(first.items(), key=lambda pair: (_day(pile, pair[1]), _AFTER.index(pair[0]), pair[1].span))
    published = {name: pile.document[one.span.document].published for name, one in ordered}
    return [
        Stage(state, one.id, published[state].earliest, published[state].latest)  # type: ignore[arg-type]
        for state, one in ordered
    ]


def _copied(families: Families, statement: Statement) -> bool:
    """Whether the statement's words are another report's."""
    return any(
        link.whole or any(ours.overlaps(statement.span) for _, ours in link.passages)
        for link in families.parents.get(statement.span.document, ())
    )


def _day(pile: Pile, statement: Statement) -> str:
    published = pile.document[statement.span.document].published
    return (published.earliest or published.latest or "9")[:10]


def _state(pile: Pile, statement: Statement) -> str:
    """The stage that a statement tells, by its modality and by the verb that brings it in."""
    verbs = {t.lemma.casefold() for t in tokens_of(pile, statement) if t.dep == "ROOT"}
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    verbs |= {word for span in last.cue for word in normal(pile.words(span)).split()} if last else set()
    for state in ("withdrawn", "confirmed"):
        if verbs & _forms(state):
            return state
    known = {"denied": "denied", "considered": "considered", "planned": "planned", "ordered": "ordered",
             "possible": "possible", "alleged": "alleged"}  # fmt: skip
    return known.get(statement.modality, "reported")


@cache
def _forms(state: str) -> frozenset[str]:
    """Every form of the verbs of a stage."""
    forms: set[str] = set()
    for row in rows("stages"):
        if row["stage"] == state:
            lemma = row["lemma"]
            stem = lemma.removesuffix("e")
            last = lemma[-1]
            forms |= {lemma, f"{lemma}s", f"{stem}ed", f"{stem}ing", f"{lemma}{last}ed", f"{lemma}{last}ing"}
    return frozenset(forms)
