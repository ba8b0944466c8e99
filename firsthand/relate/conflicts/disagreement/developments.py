"""Developments: what one report gives as considered or planned and a later one as ordered, or as possible and a later
one as done.

The two must be of one object and one actor, and neither a copy of the other nor two renderings of one speech; what came
true is told by a report that is known to be later, with the same predicate.
"""

from __future__ import annotations

from itertools import pairwise

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import weight
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.proposition import MAY
from firsthand.data import Statement
from firsthand.relate.claims import Pair, constraints
from firsthand.relate.conflicts.comparison import (
    MATTER,
    STANCES,
    Disagreement,
    aside,
    before,
    contained,
    disagreement_of,
    same_matter,
)
from firsthand.relate.pile import Pile

_ALIKE = 0.5
_CONTAINED = 0.6
_NEAR = 0.55
"""Cosine from which an order and a thought about one object by one actor are a development."""

_TOLD = frozenset({"asserted", "reported"})


def development(pair: Pair) -> Disagreement | None:
    """Two statements of which the later one tells as ordered or done what the earlier one gives as thought of, planned
    or possible, as a pair in conflict, or None."""
    one, other = pair.one, pair.other
    if pair.in_one_report or one.negated or other.negated:
        return None
    standings = pair.standings()
    if standings[0] in ("considered", "planned") and other.modality in ("ordered", "asserted", "reported"):
        both = pair
    elif standings[1] in ("considered", "planned") and one.modality in ("ordered", "asserted", "reported"):
        both = pair.turned()
    else:
        return _came_true(pair)
    early, late, a, b = both.one, both.other, both.a, both.b
    if before(pair.pile, late, early):
        return None
    planned = constraints.standing(early.modality) == "planned"
    if planned and not (event_classes(a.verbs) & STANCES and a.subjects & b.subjects):
        return None  # "will stay away" may be the order itself, told from the other side
    if planned and not before(pair.pile, early, late):
        return None  # … and what is planned may follow from the order
    if both.number_veto() or constraints.date_veto(one, other) or not same_matter(a, b):
        return None
    stances = frozenset(lemma for lemma in a.lemmas | b.lemmas if event_classes([lemma]) & STANCES)
    if "order" not in event_classes(b.heads) and late.modality != "ordered":
        return None
    if a.order == b.order or pair.aligned or (_quoted(pair.pile, one) and _quoted(pair.pile, other)):
        return None  # two renderings of one text, or of one speech, are no development
    alike = aside(pair, stances) >= _ALIKE or contained(a, b, stances) >= _CONTAINED
    if not alike and not (pair.cosine >= _NEAR and _one_object(a, b)):
        return None
    was, now = ("" if one.modality in _TOLD else f" as {one.modality}" for one in (early, late))
    reason = ("what ", early, f" reports{was}, ", late, f" reports{now or ' as done'}: a development")
    return disagreement_of(pair, early, early.modality, late.modality, "modality", "update", reason)


def _came_true(pair: Pair) -> Disagreement | None:
    """ "May resign" told as "resigned" by a later report."""
    for both in (pair, pair.turned()):
        early, late, a, b = both.one, both.other, both.a, both.b
        if early.modality != "possible" or late.modality not in ("asserted", "reported") or _quoted(pair.pile, late):
            continue
        if not before(pair.pile, early, late) or not a.subjects & a.names & b.subjects & b.names:
            continue
        if not a.marks & MAY or constraints.same_event(a, b) is not True or not a.heads & b.heads & (a.verbs & b.verbs):
            continue
        if both.number_veto() or not same_matter(a, b) or aside(pair) < _ALIKE:
            continue
        reason = ("what ", early, " reports as possible, ", late, " reports as done")
        return disagreement_of(pair, early, "possible", "done", "modality", "update", reason)
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
