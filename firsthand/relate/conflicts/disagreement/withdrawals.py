"""Withdrawals: what one report gives as thought of, planned, ordered or offered, and a later one as taken back.

The later statement's own predicate takes back ("withdrew the bid", "scrapped plans to …"), and what it takes back is,
by weight, what the earlier one tells.  Left out: a plan that merely was not carried out, and what is taken back in one
report alone.
"""

from __future__ import annotations

from firsthand.comparable import Proposition
from firsthand.comparable.predicates import event_classes
from firsthand.lexicon import column, entry_set
from firsthand.relate.claims import Pair, constraints
from firsthand.relate.conflicts.comparison import (
    STANCES,
    Disagreement,
    aside,
    before,
    contained,
    disagreement_of,
    same_matter,
)

_AIMED = frozenset({"considered", "planned", "ordered"})
_CONTAINED = 0.6
_CONTAINED_IN_DEED = 0.8
"""The same where the earlier one tells a deed ("offered to buy") and no plan."""
_GOING_ON = frozenset({"continue", "keep", "remain", "stay"})
_ALIKE = 0.5
_CLOSE = 0.45
"""Cosine below which shared words are another matter."""


def withdrawal(pair: Pair) -> Disagreement | None:
    """Two statements of which one takes back what the other tells, as a pair in conflict, or None."""
    one, other = pair.one, pair.other
    if pair.in_one_report or one.negated or other.negated:
        return None
    backs = [_takes_back(item) for item in (pair.a, pair.b)]
    if backs[0] == backs[1]:
        return None
    both = pair.turned() if backs[0] else pair
    told, back, a, b = both.one, both.other, both.a, both.b
    if constraints.standing(back.modality) != "fact" or constraints.standing(told.modality) in ("open", "denied"):
        return None
    if a.verbs & _verbs():
        return None  # both tell of something given up
    if not _one_object(a, b):
        return None
    aimed = told.modality in _AIMED or bool(event_classes(a.heads) & STANCES)
    if before(pair.pile, back, told) or both.number_veto() or not same_matter(a, b):
        return None
    if pair.further_than(_CLOSE):
        return None
    stances = frozenset(lemma for lemma in a.lemmas | b.lemmas if _stance(lemma))
    held = contained(a, b, stances)
    if held < _CONTAINED_IN_DEED and not (aimed and (held >= _CONTAINED or aside(pair, stances) >= _ALIKE)):
        return None
    if not aimed and not b.patients & (a.heads | entry_set("claim_nouns")):
        return None  # what was done is not undone: only the offer that was made, or the report, is taken back
    if aimed and (a.heads | a.verbs) & _GOING_ON:
        return None  # what is to go on is another thing than what was given up
    before_that = told.modality if told.modality in _AIMED else "reported"
    as_what = "" if before_that == "reported" else f" as {before_that}"
    reason = ("what ", told, f" reports{as_what}, ", back, " reports as withdrawn")
    return disagreement_of(pair, told, before_that, "withdrawn", "modality", "update", reason)


def _one_object(a: Proposition, b: Proposition) -> bool:
    """Whether what is taken back is something that the other tells: its object, or what was planned with it."""
    light = entry_set("light_lemmas") | a.subjects | b.subjects | _verbs()
    plans = frozenset(
        lemma for lemma in b.patients if event_classes([lemma]) & STANCES or lemma in entry_set("claim_nouns")
    )
    objects = b.patients - plans - light - _counted(b)
    if objects & a.lemmas and not (plans and not objects & a.patients):
        return True
    aim = b.lemmas - light - b.names - plans - {b.root}
    return bool(plans and aim) and len(aim & a.lemmas) >= min(2, len(aim))


def _counted(item: Proposition) -> frozenset[str]:
    """The nouns that numbers count: "dropped their third game" takes nothing back."""
    return frozenset(frame.quantity.unit for frame in item.counts if frame.quantity.unit)


def _takes_back(item: Proposition) -> bool:
    """Whether something is taken back, and not that something drops."""
    return item.root in _verbs() and bool(item.patients)


def _stance(lemma: str) -> bool:
    return lemma in _verbs() or bool(event_classes([lemma]) & STANCES)


def _verbs() -> frozenset[str]:
    """Verbs that take back what was planned, ordered, offered or said."""
    return column("stages", "lemma", stage="withdrawn")
