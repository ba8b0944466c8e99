"""Scope: "some" beside "all", of one noun in two statements that are alike in everything else.

Follows the usual scale of quantifiers (Horn 1972): none, some, most, all.  Two reports that set one noun at different
places of the scale differ in scope.  Left out: scope by place ("in the city", "in the province") and by date.
"""

from __future__ import annotations

from firsthand.comparable.predication import scale
from firsthand.data import Statement
from firsthand.relate.claims import Pair, constraints
from firsthand.relate.conflicts.comparison import Disagreement, aside
from firsthand.relate.pile import Pile

_ALIKE = 0.8
"""Likeness, quantifier aside, from which two independent statements are of one thing."""


def scope(pair: Pair) -> Disagreement | None:
    """Two independent statements that set one noun at different places of the scale, or None."""
    one, other = pair.one, pair.other
    if pair.in_one_report or one.negated or other.negated or pair.standings() != ("fact", "fact"):
        return None
    values = scopes(pair)
    if values is None or constraints.veto(pair.a, pair.b, one, other, pair.likeness.meanings):
        return None
    if constraints.same_event(pair.a, pair.b) is not True or aside(pair) < _ALIKE:
        return None
    reason = f"“{values[0]}” takes in another number than “{values[1]}”"
    return Disagreement(pair, values, "scope", "scope_difference", (reason,))


def scopes(pair: Pair) -> tuple[str, str] | None:
    """The two quantified nouns where they are one noun at different places of the scale."""
    if not all(item.words & scale().keys() for item in (pair.a, pair.b)):
        return None
    mine, theirs = _quantified(pair.pile, pair.one), _quantified(pair.pile, pair.other)
    for noun in sorted(set(mine) & set(theirs)):
        if mine[noun][0] != theirs[noun][0]:
            return mine[noun][1], theirs[noun][1]
    return None


def _quantified(pile: Pile, statement: Statement) -> dict[str, tuple[str, str]]:
    """By lemma of the noun: the place on the scale, and the words ("some schools")."""
    return {noun: (place, words) for noun, place, words in pile.compared[statement.id].predication.quantified}
