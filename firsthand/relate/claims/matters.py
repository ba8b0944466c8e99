"""Matters: claims of one story that say one thing at different strength, so that "how many carry it" has an answer even
where two wordings stay apart.

Star clustering (Aslam, Pelekhov & Rus 2004): the claim that most reports carry is central, and takes the claims whose
statements are likely to say the same as its own; what is near one of those alone is not drawn in, so nothing chains.  A
denial stands beside a matter, and counts for none.  Left out: matters across stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from firsthand.data import Claim, ClaimId, Conflict, Matter, StatementId, content_id
from firsthand.relate.claims.clustering import StoryCompared, mean_across
from firsthand.relate.origins import Counter

_NEAR = 0.35
"""Probability that two statements are one claim from which their claims may be one matter …"""
_MEAN = 0.25
"""… where the mean over both claims' wordings is as much, too."""


def wordings_of_one(compared: StoryCompared) -> list[list[int]]:
    """The groups of ``compared``, by number, that are one matter: the central one first; those alone are left out."""
    likeness = compared.likeness
    place = {n: number for number, group in enumerate(compared.groups) for n in group}
    reports = [len({likeness.statements[n].span.document for n in group}) for group in compared.groups]
    near: defaultdict[int, set[int]] = defaultdict(set)
    for i, j in compared.pairs:
        if place[i] != place[j] and likeness.of(i, j) >= _NEAR:
            near[place[i]].add(place[j])
            near[place[j]].add(place[i])
    taken: set[int] = set()
    made = []
    for central in sorted(range(len(reports)), key=lambda one: (-reports[one], one)):
        if central in taken or reports[central] < 2:
            continue
        held = [central]
        for other in sorted(near[central] - taken, key=lambda one: (-reports[one], one)):
            if other != central and mean_across(likeness, compared.groups[central], compared.groups[other]) >= _MEAN:
                held.append(other)
        if len(held) > 1:
            taken.update(held)
            made.append(held)
    return made


def story_matters(
    compared: StoryCompared, claims: Sequence[Claim], conflicts: Sequence[Conflict], counter: Counter
) -> Iterator[Matter]:
    """The matters of one story, whose ``claims`` run parallel to the groups of ``compared``, with the claims that deny
    them by its ``conflicts``."""
    pile = compared.likeness.pile
    claim_of = {name: claim.id for claim in claims for name in claim.statements}
    denied = [one for one in conflicts if one.kind == "denial"]
    for held in wordings_of_one(compared):
        own = [claims[number] for number in held]
        names = tuple(claim.id for claim in own)
        statements = sorted(
            (pile.statement[name] for claim in own for name in claim.statements), key=lambda one: (one.span, one.id)
        )
        support = counter.support(statements)
        yield Matter(
            id=content_id("m", *sorted(names)),
            claims=names,
            denials=_denials(denied, {one.id for one in statements}, claim_of, names),
            origins=tuple(origin.id for origin in support.origins),
            independent=support.independent,
            reports=support.reports,
            reasons=support.reasons,
        )


def _denials(
    denied: Sequence[Conflict], own: set[StatementId], claim_of: dict[StatementId, ClaimId], names: Sequence[ClaimId]
) -> tuple[ClaimId, ...]:
    """Claims on the other side of a denial of one of these statements: who denies what these state, or states what
    these deny."""
    found: set[ClaimId] = set()
    for conflict in denied:
        told = list(zip(conflict.statements, conflict.values, strict=True))
        mine = [value == "denied" for name, value in told if name in own]
        if mine:
            against = not all(mine)  # where these state something, the denials of it
            found |= {claim_of[name] for name, value in told if name in claim_of and (value == "denied") is against}
    return tuple(sorted(found - set(names)))
