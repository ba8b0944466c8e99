"""Scopes: what a figure counts, and figures of one attribute and event that count something else.

Children among the dead, civilians of all, one town of two, another day, or a count since the war began: each is a fact
of its own, so that no conflict is read off two scopes, and stands beside the others here, with what parts them.  Left
out: scopes that only the sentence before tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from firsthand.comparable.fates import fates
from firsthand.comparable.value_frame import turning_words
from firsthand.data import Fact, FactScope, OtherScope, ScopeDifference
from firsthand.relate.facts.comparability import GivenValue
from firsthand.relate.facts.figures import one_figure
from firsthand.relate.pile import Pile

_MOST = 6
"""Facts that stand beside one."""
_PERIOD = 40
"""Letters of the words that tell over what time a figure counts."""
Figured = tuple[Fact, tuple[tuple[GivenValue, ...], ...]]


def scope_of(pile: Pile, held: Sequence[GivenValue]) -> FactScope:
    """What the sentences of a fact's values say alike of whom, where and when they count."""
    values = [one.value for one in held]
    people = frozenset.intersection(*(one.about for one in values))
    places = frozenset.intersection(*(one.places for one in values))
    days = frozenset.intersection(*(one.weekdays for one in values))
    period = next((_period(pile, one) for one in held if one.value.spread), "")
    return FactScope(tuple(sorted(people)), tuple(sorted(places)), tuple(sorted(days)), period)


def _period(pile: Pile, given: GivenValue) -> str:
    """The words by which a figure counts over a time: "since the war began"."""
    text = pile.document[given.document].text
    sentence = pile.sentence_at(given.value.span)
    found = turning_words("spread").search(text, sentence.start, sentence.end) if sentence is not None else None
    if found is None or sentence is None:
        return ""
    told = text[found.start() : min(sentence.end, found.start() + _PERIOD)]
    return re.split(r"[,.;:\n]", " ".join(told.split()))[0]


def beside_each_other(
    facts: Sequence[Figured], shown: Callable[[Fact, Sequence[Sequence[GivenValue]]], bool]
) -> list[Figured]:
    """The facts, each with those of its attribute and event that count something else; at least one of two must be
    ``shown`` anyway, and they must stand in two reports."""
    found: dict[int, list[OtherScope]] = {}
    for (i, (a, mine)), (j, (b, theirs)) in combinations(enumerate(facts), 2):
        if a.attribute != b.attribute or a.event != b.event or a.attribute not in fates():
            continue  # of plain counts and measures a story holds too many
        if not (shown(a, mine) or shown(b, theirs)):
            continue
        by = _difference(mine, theirs)
        if by is not None:
            found.setdefault(i, []).append(OtherScope(b.id, by))
            found.setdefault(j, []).append(OtherScope(a.id, by))
    return [
        (replace(fact, beside=tuple(sorted(found.get(n, ()), key=lambda one: one.fact)[:_MOST])), figures)
        for n, (fact, figures) in enumerate(facts)
    ]


def _difference(mine: Sequence[Sequence[GivenValue]], theirs: Sequence[Sequence[GivenValue]]) -> ScopeDifference | None:
    """By what two facts' scopes differ; None where nothing says so."""
    ours, others = [one for held in mine for one in held], [one for held in theirs for one in held]
    if len({one.document for one in (*ours, *others)}) < 2:
        return None
    if any(one_figure(a.value, b.value) for a in ours for b in others):
        return None
    if ours[0].value.part != others[0].value.part:
        return "part"
    if all(one.value.spread for one in ours) != all(one.value.spread for one in others):
        return "period"
    people = [[frozenset({one.value.kind}) - {"people"} | one.value.about for one in side] for side in (ours, others)]
    first, second = (frozenset.intersection(*side) for side in people)
    if first != second and not first & second:
        return "people"
    if _parted([one.value.weekdays for one in ours], [one.value.weekdays for one in others]):
        return "day"
    if _parted([one.value.places for one in ours], [one.value.places for one in others]):
        return "place"
    return None


def _parted(ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> bool:
    """Whether what each side has in common are different things."""
    first, second = frozenset.intersection(*ours), frozenset.intersection(*theirs)
    return bool(first and second) and not first & second
