"""Scope: "some" beside "all", of one noun in two statements that are alike in everything else.

Follows the usual scale of quantifiers (Horn 1972): none, some, most, all.  Two reports that set one noun at different
places of the scale differ in scope.  Left out: scope by place ("in the city", "in the province") and by date.
"""

from __future__ import annotations

from firsthand.comparable.predication import scale
from firsthand.data import Statement
from firsthand.relate.claims import constraints
from firsthand.relate.claims.pair_score import Likeness
from firsthand.relate.conflicts.comparison import Disagreement, aside
from firsthand.relate.pile import Pile

_ALIKE = 0.8
"""Likeness, quantifier aside, from which two independent statements are of one thing."""


def scope(pile: Pile, likeness: Likeness, i: int, j: int) -> Disagreement | None:
    """Two independent statements that set one noun at different places of the scale, or None."""
    one, other = likeness.statements[i], likeness.statements[j]
    if one.span.document == other.span.document or one.negated or other.negated:
        return None
    if constraints.standing(one.modality) != "fact" or constraints.standing(other.modality) != "fact":
        return None
    values = scopes(pile, likeness, i, j)
    if values is None or constraints.veto(likeness.items[i], likeness.items[j], one, other, likeness.meanings):
        return None
    if constraints.same_event(likeness.items[i], likeness.items[j]) is not True or aside(likeness, i, j) < _ALIKE:
        return None
    return Disagreement(
        i, j, values, "scope", "scope_difference", f"“{values[0]}” takes in another number than “{values[1]}”"
    )


def scopes(pile: Pile, likeness: Likeness, i: int, j: int) -> tuple[str, str] | None:
    """The two quantified nouns where they are one noun at different places of the scale."""
    if not all(likeness.items[n].words & scale().keys() for n in (i, j)):
        return None
    mine, theirs = _quantified(pile, likeness.statements[i]), _quantified(pile, likeness.statements[j])
    for noun in sorted(set(mine) & set(theirs)):
        if mine[noun][0] != theirs[noun][0]:
            return mine[noun][1], theirs[noun][1]
    return None


def _quantified(pile: Pile, statement: Statement) -> dict[str, tuple[str, str]]:
    """By lemma of the noun: the place on the scale, and the words ("some schools")."""
    return {noun: (place, words) for noun, place, words in pile.compared[statement.id].predication.quantified}
