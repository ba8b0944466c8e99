"""What forbids that two statements are one claim, whatever their words' likeness: numbers, dates, actors, polarity,
modality, and a predicate that says another thing.

Each veto is a sentence for the reader, or None.  When a value is missing on one side there is no veto: silence is not
disagreement.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass, number_of_lemma
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.proposition import IF, MAY, NOT, SEEMS
from firsthand.comparable.unit_classes import peoples
from firsthand.data import Modality, Quantity, Statement, TimeExpression
from firsthand.relate.claims.paraphrase import Meanings

_STANDING: dict[Modality, str] = {
    "asserted": "fact", "reported": "fact", "alleged": "fact", "ordered": "fact", "evaluated": "fact",
    "planned": "planned", "considered": "considered", "possible": "open", "conditional": "open",
    "not_ruled_out": "open", "denied": "denied",
}  # fmt: skip
_AIMS = frozenset({"plan", "effort"})
"""Kinds of predicate that say nothing happened: what is aimed at tells whether two are one."""
_REST = 0.6
"""Share of the words beside the names that two statements have in common when only the names tell them apart."""
_SMALL = 20
"""Up to this, figures are counted and not rounded."""
_ABOUT = 0.1
"""An "about" number agrees with another within this share of it."""


def standing(modality: Modality) -> str:
    """What a modality commits to: fact, planned, considered, open or denied."""
    return _STANDING[modality]


def reach(quantity: Quantity) -> tuple[float, float]:
    """The interval of values that a quantity with its bound allows."""
    low, high = quantity.value, quantity.high if quantity.high is not None else quantity.value
    slack = _ABOUT * max(abs(low), abs(high))
    if quantity.bound == "about":
        return low - slack, high + slack
    if quantity.bound in ("at_least", "more_than"):
        return low, high + slack  # "more than 10,000" is printed near the value, not for any value above it
    if quantity.bound in ("at_most", "less_than"):
        return low - slack, high
    return low, high


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether one number can be the other."""
    (low_a, high_a), (low_b, high_b) = reach(a), reach(b)
    return low_a <= high_b and low_b <= high_a


def same_unit(a: str, b: str, meanings: Meanings) -> bool:
    """Whether two units count the same kind of thing."""
    if a == b:
        return True
    return bool(a) and bool(b) and meanings.near(a.casefold(), b.casefold()) >= 0.75


def number_veto(a: Proposition, b: Proposition, meanings: Meanings) -> str | None:
    """A veto when both count the same thing and no count agrees, or all plain figures differ."""
    if len(a.quantities) == len(b.quantities) == 1 and "" in (a.quantities[0].unit, b.quantities[0].unit):
        mine, theirs = (
            a.quantities[0],
            b.quantities[0],
        )  # "risen to 12" and "nine people": one counts what the other does
        return None if agree(mine, theirs) else f"the numbers differ ({mine.value:g} and {theirs.value:g})"
    for one in a.quantities:
        rivals = [other for other in b.quantities if same_unit(one.unit, other.unit, meanings)]
        if rivals and not any(agree(one, other) for other in rivals):
            partners = [x for x in a.quantities if same_unit(x.unit, rivals[0].unit, meanings)]
            if not any(agree(x, other) for x in partners for other in rivals):
                return f"the numbers differ ({one.value:g} and {rivals[0].value:g} {one.unit})".strip()
    if a.quantities and b.quantities:
        return None
    return _figures(a, b)


def _figures(a: Proposition, b: Proposition) -> str | None:
    """A veto when plain figures in the same place differ, and none is shared."""
    if not a.figures or not b.figures or set(a.figures) & set(b.figures):
        return None
    for place, mine in sorted(a.slots):
        for theirs in sorted(value for other, value in b.slots if other == place):
            x, y = number_of_lemma(mine), number_of_lemma(theirs)
            if x is not None and y is not None and not (abs(x - y) <= _ABOUT * max(abs(x), abs(y)) and x > _SMALL):
                return "the numbers differ"
    return None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None
    except ValueError:
        return None


_DATED_LATE = 10
"""Days by which pages of one story are dated apart that tell its day by the same word."""


def _apart(a: TimeExpression, b: TimeExpression) -> bool:
    starts = (_day(a.earliest), _day(b.earliest))
    ends = (_day(a.latest), _day(b.latest))
    if None in starts or None in ends:
        return False
    gap = max((starts[0] - ends[1]).days, (starts[1] - ends[0]).days)  # type: ignore[operator]
    if a.shift and a.shift == b.shift and gap <= _DATED_LATE:
        return False  # "on Sunday" in both: of two pages one is dated by a later version
    fine = {"second", "minute", "hour", "day"}
    return gap > (1 if a.precision in fine and b.precision in fine else 3)


def date_veto(a: Statement, b: Statement) -> str | None:
    """A veto when both are dated and no date can be the other's; a day's difference may be time zones or datelines."""
    mine = [t for t in a.dates if t.type in ("DATE", "TIME") and t.earliest and t.latest]
    theirs = [t for t in b.dates if t.type in ("DATE", "TIME") and t.earliest and t.latest]
    if mine and theirs and all(_apart(x, y) for x in mine for y in theirs):
        return "the dates differ"
    return None


def actor_veto(a: Proposition, b: Proposition) -> str | None:
    """A veto when each has a named subject that the other does not mention at all."""
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if mine and theirs and not mine & b.lemmas and not theirs & a.lemmas:
        return "the actors differ"
    return None


def role_veto(a: Proposition, b: Proposition) -> str | None:
    """A veto when who acts in one is acted upon in the other ("killed by the driver", "the driver was killed")."""
    if a.patients & b.patients or a.agents & b.agents or same_event(a, b) is not True:
        return None
    # a subject without an object may be the one acted upon ("12 people died", "the flood killed 12 people")
    turned = (b.patients and a.patients & b.agents) or (a.patients and b.patients & a.agents)
    return "the roles differ" if turned else None


def name_veto(a: Proposition, b: Proposition) -> str | None:
    """A veto when the two differ in little but the names that take one place ("… in Homs", "… in Aleppo") or the
    peoples they speak of ("Russian ships", "Chinese ships")."""
    only_a, only_b = a.names - b.lemmas - _opening(a), b.names - a.lemmas - _opening(b)
    places = {place for place, name in a.slots if name in only_a} & {place for place, name in b.slots if name in only_b}
    nations_a, nations_b = a.lemmas & peoples(), b.lemmas & peoples()
    if not (places and not a.names & b.names) and not (nations_a and nations_b and not nations_a & nations_b):
        return None
    mine, theirs = a.lemmas - a.names - nations_a, b.lemmas - b.names - nations_b
    alike = mass(mine & theirs) >= _REST * min(mass(mine), mass(theirs))
    return "the names differ" if mine & theirs and alike else None


def _opening(item: Proposition) -> frozenset[str]:
    """A first word that is the only name: a headline's capital and no name, as like as not."""
    return item.names if item.order and item.names == frozenset(item.order[:1]) else frozenset()


Texts = Literal["reports", "copies"]
"""Whether two statements are two reports' own words, or one text's in two printings."""


def polarity_veto(
    a: Proposition, b: Proposition, one: Statement, other: Statement, texts: Texts = "reports"
) -> str | None:
    """A veto when one negates or denies what the other states, or one commits to less than the other.

    In a copy a plan told as done is the same claim with a drift.  Not every difference of mood is one of
    commitment: "would" is a "will" told later, and "appeared to" a fact with care."""
    mine, theirs = standing(one.modality), standing(other.modality)
    if one.negated != other.negated and not mine == theirs == "open" and not (a.marks & NOT and b.marks & NOT):
        return "one negates what the other states"  # "it is not clear" and "it is unclear" are one
    if (one.modality == "ordered") != (other.modality == "ordered") and mine == theirs and same_event(a, b) is None:
        return "one is ordered, the other done"
    if mine == theirs or (texts == "copies" and {mine, theirs} == {"planned", "fact"}):
        return None
    if {mine, theirs} == {"planned", "fact"} and event_classes(a.heads) & event_classes(b.heads) & _AIMS:
        return None  # "has plans to open" and "plans to open"
    if "denied" in (mine, theirs):
        return f"one is {mine}, the other {theirs}"
    if "open" in (mine, theirs):
        if a.marks & (MAY | IF) and b.marks & (MAY | IF):
            return None
        unsure = a if mine == "open" else b
        supposed = unsure.marks & (MAY | IF) or one.modality == "not_ruled_out" or other.modality == "not_ruled_out"
        if unsure.marks & (SEEMS | {"would", "'d"}) and not supposed:
            return None
    return f"one is {mine}, the other {theirs}"


def predicate_veto(a: Proposition, b: Proposition) -> str | None:
    """A veto when the main predicates are known to name different events ("unsealed" and "dismissed")."""
    return "the predicates differ" if same_event(a, b) is False else None


def name_only_veto(a: Proposition, b: Proposition) -> str | None:
    """A veto when the two have names in common and no other word, nor a kind of event ("targeted Venezuela's leader",
    "is led by Venezuela's president")."""
    nations = peoples()
    shared = (a.lemmas & b.lemmas) - a.names - b.names - nations
    if shared or not a.names & b.names or event_classes(a.lemmas) & event_classes(b.lemmas):
        return None
    return "they have only names in common"


def same_event(a: Proposition, b: Proposition) -> bool | None:
    """Whether the main predicates name one kind of event; None where the lexicon cannot tell."""
    mine, theirs = event_classes(a.heads), event_classes(b.heads)
    if mine & theirs and mine & theirs <= _AIMS:
        return None
    if a.heads & b.heads or mine & theirs:
        return True
    if below(a, b) or mine & event_classes(b.verbs) or theirs & event_classes(a.verbs):
        return None  # "shot and killed", "crashed, killing all aboard"
    return False if mine and theirs else None


def below(a: Proposition, b: Proposition) -> bool:
    """Whether one's main predicate stands below the other's."""
    return bool(a.heads & b.lemmas or b.heads & a.lemmas)


def beside_commitment(a: Proposition, b: Proposition, one: Statement, other: Statement) -> str | None:
    """The first reason that is none of polarity, modality or number."""
    return actor_veto(a, b) or role_veto(a, b) or name_veto(a, b) or date_veto(one, other) or predicate_veto(a, b)


def veto(a: Proposition, b: Proposition, one: Statement, other: Statement, meanings: Meanings) -> str | None:
    """The first reason why the two may not be one claim, or None."""
    return polarity_veto(a, b, one, other) or number_veto(a, b, meanings) or beside_commitment(a, b, one, other)
