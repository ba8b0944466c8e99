"""Developments: what one report gives as considered or planned and a later one as ordered, or as possible and a later
one as done.

The two must be of one object and one actor, and neither a copy of the other nor two renderings of one speech; what came
true is told by a report that is known to be later, with the same predicate.
"""

from __future__ import annotations

from itertools import pairwise

from firsthand.comparable.lemmas import weight
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.proposition import MAY, Proposition
from firsthand.data import Statement
from firsthand.relate.claims import constraints
from firsthand.relate.claims.pair_score import Likeness
from firsthand.relate.conflicts.comparison import BY, MATTER, Disagreement, aside, before, contained, same_matter
from firsthand.relate.pile import Pile

_ALIKE = 0.5
_STANCES = frozenset({"order", "consider", "plan", "effort"})
_CONTAINED = 0.6
_NEAR = 0.6
"""Cosine from which an order and a thought about one object by one actor are a development."""


def development(pile: Pile, likeness: Likeness, i: int, j: int) -> Disagreement | None:
    one, other = likeness.statements[i], likeness.statements[j]
    if one.span.document == other.span.document or one.negated or other.negated:
        return None
    standings = (constraints.standing(one.modality), constraints.standing(other.modality))
    if standings[0] in ("considered", "planned") and other.modality in ("ordered", "asserted", "reported"):
        early, late = i, j
    elif standings[1] in ("considered", "planned") and one.modality in ("ordered", "asserted", "reported"):
        early, late = j, i
    else:
        return _came_true(pile, likeness, i, j)
    if before(pile, likeness.statements[late], likeness.statements[early]):
        return None
    a, b = likeness.items[early], likeness.items[late]
    planned = constraints.standing(likeness.statements[early].modality) == "planned"
    if planned and not (event_classes(a.verbs) & _STANCES and a.subjects & b.subjects):
        return None  # "will stay away" may be the order itself, told from the other side
    if planned and not before(pile, likeness.statements[early], likeness.statements[late]):
        return None  # … and what is planned may follow from the order
    if constraints.number_veto(a, b, likeness.meanings) or constraints.date_veto(one, other) or not same_matter(a, b):
        return None
    stances = frozenset(lemma for lemma in a.lemmas | b.lemmas if event_classes([lemma]) & _STANCES)
    if "order" not in event_classes(b.heads) and likeness.statements[late].modality != "ordered":
        return None
    if a.order == b.order or (min(i, j), max(i, j)) in likeness.linked or (_quoted(pile, one) and _quoted(pile, other)):
        return None  # two renderings of one text, or of one speech, are no development
    alike = aside(likeness, i, j, stances) >= _ALIKE or contained(a, b, stances) >= _CONTAINED
    if not alike and not (likeness.cosine(i, j) >= _NEAR and _one_object(a, b)):
        return None
    said = {early: likeness.statements[early].modality, late: likeness.statements[late].modality}
    return Disagreement(
        i, j, (said[i], said[j]), "modality", "update",
        f"what {BY[early == j]} reports as {said[early]}, {BY[early == i]} reports as {said[late]}: a development",
    )  # fmt: skip


def _came_true(pile: Pile, likeness: Likeness, i: int, j: int) -> Disagreement | None:
    """ "May resign" told as "resigned" by a later report."""
    for early, late in ((i, j), (j, i)):
        one, other = likeness.statements[early], likeness.statements[late]
        a, b = likeness.items[early], likeness.items[late]
        if one.modality != "possible" or other.modality not in ("asserted", "reported") or _quoted(pile, other):
            continue
        if not before(pile, one, other) or not a.subjects & a.names & b.subjects & b.names:
            continue
        if not a.marks & MAY or constraints.same_event(a, b) is not True or not a.heads & b.heads & (a.verbs & b.verbs):
            continue
        if constraints.number_veto(a, b, likeness.meanings) or not same_matter(a, b) or aside(likeness, i, j) < _ALIKE:
            continue
        said = {early: "possible", late: "done"}
        return Disagreement(
            i, j, (said[i], said[j]), "modality", "update",
            f"what {BY[early == j]} reports as possible, {BY[late == j]} reports as done",
        )  # fmt: skip
    return None


def _quoted(pile: Pile, statement: Statement) -> bool:
    """Whether words of the statement stand in quotation marks."""
    return any(q.span.overlaps(statement.span) for q in pile.analysis[statement.span.document].quotations)


def _one_object(a: Proposition, b: Proposition) -> bool:
    """Same named actor, and one thing acted upon that both name by the same two words ("drug cartels")."""
    actors = a.subjects & b.subjects & a.names & b.names
    words = (set(pairwise(a.order)) & set(pairwise(b.order))) if actors or a.names & b.names else set()
    return any(
        not {first, second} & (a.names | b.names) and weight(first) + weight(second) >= MATTER
        for first, second in sorted(words)
    )
