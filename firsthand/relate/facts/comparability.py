"""Comparability: whether two values are of one attribute of one event and of one scope.

What must never be compared is ruled out (``may_be_one``): another attribute, a part beside a whole, two values that one
sentence sets side by side.  What may be is weighed by a small learned model: logistic regression on what is counted,
places, names, days and words around both, where they stand in their reports, who says them, and whether a report holds
the other's figure too.  Trained by ``training/facts.py`` on values of public stories; the weights are plain numbers in
``models/weights/facts.json``.  Left out: two spellings of a place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from firsthand.comparable import ReportedValue
from firsthand.comparable.lemmas import mass
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.value_frame import TEMPORAL
from firsthand.data import DocumentId
from firsthand.models.plain_weights import weighed
from firsthand.relate.facts.figures import one_figure, ratio

ASKED = (
    "two_kinds", "both_generic", "about_differs", "more_differs", "names_differ", "cosine", "far", "both_spread",
    "earlier", "neither_first", "toll", "source_shared", "source_differs", "first_toll", "nearby", "same_figure",
    "log_ratio", "held", "one_report", "verbs_shared",
    "elsewhere", "weekdays_differ",
)  # fmt: skip
"""What is asked of a pair."""
_NAMELY = frozenset(
    {"hour", "day", "duration", "length", "speed", "money", "share", "rate", "weight", "degree", "area", "volume"}
)
"""Attributes that many things in a story have: one verb, noun or kind of event must bear both values."""
_DAYS = frozenset({"weekday", "day"})
_TIED = 8.0
"""Weight of shared words that tie two durations to one thing."""
_TOLLS = frozenset({"killed", "injured", "treated"})
HURT = frozenset({"injured", "treated"})
"""Attributes of which the second is a part of the first."""
_OPENING = 5
"""Sentences from which a report goes into detail."""


@dataclass(frozen=True, slots=True, eq=False)
class GivenValue:
    """A value as one report of a story gives it: the words of who says it ("" in the report's own voice), whether it
    is its report's ``first`` whole value of the attribute, whether it stands in a ``row`` of wholes of one sentence,
    whether its sentence tells the toll ``in_parts``, whether it is ``set_against`` another figure ("a lower toll of"),
    and the report's ``others`` of the attribute."""

    document: DocumentId
    value: ReportedValue
    source: frozenset[str]
    first: bool
    row: bool
    in_parts: bool
    set_against: bool
    others: tuple[ReportedValue, ...]


def apart(one: GivenValue, other: GivenValue, *, one_event: bool = False) -> bool:
    """Whether two values that are not one figure are of two things, whatever else is alike: one report gives both
    without saying that they differ or who says which, one is told in parts ("eight died here, and a man in a village"),
    or they are of two weekdays; of ``one_event`` two reports may give two days."""
    a, b = one.value.weekdays, other.value.weekdays
    if a and b and not a & b and one.value.attribute not in TEMPORAL and not one_event:
        return True  # Tuesday's dead are not Friday's
    if one.in_parts or other.in_parts:
        return True
    if one.value.part and other.value.part and one.value.kind == "people":
        return True  # "five of the dead were related", "nine of the dead had hired guides"
    if one.document != other.document or one.set_against or other.set_against:
        return False
    return one.source == other.source or bool(one.source & other.source)


def may_be_one(one: GivenValue, other: GivenValue, *, same: bool) -> bool:
    """Whether nothing rules out that two values, which are the ``same`` figure or not, are of one attribute of one
    thing."""
    a, b = one.value, other.value
    if not _one_attribute(a, b) or (one.document == other.document and a.sentence == b.sentence):
        return False
    if (a.attribute == "count" or a.part or b.part or one.row or other.row) and a.kind != b.kind:
        return False
    if a.part != b.part and a.kind == "people":
        return False  # "22 were children" beside "22 people"
    if a.attribute == "money" and a.counted != b.counted:
        return False
    if a.attribute == "day" and "weekday" in (a.kind, b.kind) and not {a.kind, b.kind} <= _DAYS:
        return False  # a Monday may be in any month
    return (same and a.kind == b.kind and a.attribute not in TEMPORAL) or _tied(one, other)


def _tied(one: GivenValue, other: GivenValue) -> bool:
    """Whether a verb, a noun, a name or the kind of event bears both values, or only few things of a story have their
    attribute."""
    a, b = one.value, other.value
    if a.attribute == "day":  # who died on which day is asked of one person
        return bool(a.heads & b.heads and a.about & b.about) and (
            a.kind == b.kind or {a.kind, b.kind} == _DAYS or one_figure(a, b)
        )
    if a.attribute == "count":
        return bool(a.heads & b.heads or a.about & b.about or event_classes([a.kind]))
    if a.attribute == "hour" and not one.others and not other.others and a.events & b.events:
        return True
    return a.attribute not in _NAMELY or _of_one_thing(a, b)


def _one_attribute(a: ReportedValue, b: ReportedValue) -> bool:
    """Whether two values are of one attribute.  Those in hospital are among the injured: they are as many, or a report
    counts more of them than another counts injured."""
    if {a.attribute, b.attribute} == HURT:
        treated, injured = (a, b) if a.attribute == "treated" else (b, a)
        return one_figure(a, b) or treated.low > injured.high
    return a.attribute == b.attribute


def _of_one_thing(a: ReportedValue, b: ReportedValue) -> bool:
    """Whether two measures are tied to one thing: by a verb or a noun, of a length by a name, of an hour by the kind of
    event."""
    if a.heads & b.heads or a.about & b.about or event_classes(a.heads) & event_classes(b.heads):
        return True
    if a.attribute == "length":
        return bool(a.names & b.names)
    return a.attribute == "duration" and mass((a.words & b.words) - a.names) >= _TIED


def asked_of(one: GivenValue, other: GivenValue, *, same: bool) -> list[float]:
    """The values of ``ASKED`` for a pair, which is the ``same`` figure or not; symmetric."""
    a, b = one.value, other.value
    shared = mass(a.words & b.words)
    both = math.sqrt(max(1.0, mass(a.words)) * max(1.0, mass(b.words)))
    inside = one.document == other.document
    held = not same and not inside and not (one.set_against or other.set_against)
    held = held and (any(one_figure(b, v) for v in one.others) or any(one_figure(a, v) for v in other.others))
    asked = {
        "two_kinds": a.kind != b.kind and "people" not in (a.kind, b.kind),
        "both_generic": a.kind == b.kind == "people",
        "about_differs": bool(a.about and b.about and not a.about & b.about),
        "more_differs": a.more != b.more,
        "names_differ": bool(a.names and b.names and not a.names & b.names),
        "cosine": shared / both,
        "far": math.log1p(max(0, a.sentence, b.sentence)) / 4,
        "both_spread": a.spread and b.spread,
        "earlier": a.earlier or b.earlier,
        "neither_first": not one.first and not other.first,
        "toll": a.attribute in _TOLLS,
        "source_shared": bool(one.source & other.source),
        "source_differs": bool(one.source and other.source and not one.source & other.source),
        "first_toll": one.first and other.first and a.attribute in _TOLLS and a.kind == b.kind,
        "nearby": abs(a.sentence - b.sentence) <= 1 and max(a.sentence, b.sentence) <= _OPENING,
        "same_figure": same,
        "log_ratio": min(4.0, math.log(ratio(a, b))),
        "held": held,
        "one_report": inside,
        "verbs_shared": bool(a.heads & b.heads),
        "elsewhere": a.elsewhere != b.elsewhere,
        "weekdays_differ": bool(a.weekdays and b.weekdays and not a.weekdays & b.weekdays),
    }
    return [float(asked[name]) for name in ASKED]


def comparable_probability(one: GivenValue, other: GivenValue, *, same: bool | None = None) -> float:
    """How sure it is that two values are of one attribute, event and scope, 0 to 1; 0 where that is ruled out.
    ``same``: whether they are one figure, where that is known."""
    same = one_figure(one.value, other.value) if same is None else same
    if not may_be_one(one, other, same=same):
        return 0.0
    return weighed("facts.json", asked_of(one, other, same=same))
