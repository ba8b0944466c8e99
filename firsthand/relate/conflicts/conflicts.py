"""Where reports disagree: numbers, dates, names, wordings, actors, scope, modality, denials.

Precision first: comparable statements only (alike in everything but the value), a copy never counts as a second vote,
and a later figure or a plan that came true is an update and no contradiction.  Differences between a report and its
copy are drift (``drift``), and so is a source that later reports no longer give (``lost_sources``).  Left out:
disagreements that need knowledge of the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.data import Claim, Conflict, Derivation, Utterance
from firsthand.relate.conflicts.disagreement.disagreement import disagreements
from firsthand.relate.conflicts.drift.drift import drifts
from firsthand.relate.conflicts.drift.lost_sources import losses
from firsthand.relate.conflicts.name_variants import namings
from firsthand.relate.conflicts.quote_variants import wordings
from firsthand.relate.derivation.text_lineage import Families
from firsthand.relate.pile import Pile


def conflicts(
    pile: Pile,
    stories: Sequence[Sequence[str]],
    derivations: Sequence[Derivation],
    utterances: Sequence[Utterance],
    claims: Sequence[Claim],
) -> tuple[Conflict, ...]:
    """All conflicts of all stories, sorted by where their first words stand."""
    families = Families(derivations)
    found: list[Conflict] = list(wordings(pile, families, utterances))
    for story in stories:
        inside = set(story)
        near = [d for d in derivations if d.a in inside and d.b in inside]
        found += disagreements(pile, sorted(inside), near, families, utterances, claims)
        found += drifts(pile, near)
        found += losses(pile, inside, families, claims)
        found += namings(pile, sorted(inside), families)
    return _sorted(pile, found)


def _sorted(pile: Pile, found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    distinct = {one.id: one for one in found if len(one.statements) > 1}
    return tuple(sorted(distinct.values(), key=lambda one: (pile.statement[one.statements[0]].span, one.id)))
