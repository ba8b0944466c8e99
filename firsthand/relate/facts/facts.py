"""The table of facts: values that are of one attribute, event and scope, joined over the reports of a story.

Average-linkage clustering (Sokal & Michener 1958) of the values under the pairs' probabilities: two groups join while
their values are comparable on average, more surely so where the figures differ, and never against a rule.  Inside a
fact, values that are one figure stand together with all their reports; a copy's value is its parent's and no further
origin.  Values of two events of one form (``event_linking``) are never one fact.  What an event holds in words alone is
in ``word_facts``, names in two forms in ``name_facts``.  Left out: sums of parts.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import combinations

from firsthand.comparable import ReportedValue
from firsthand.comparable.value_frame import TEMPORAL
from firsthand.components import Components
from firsthand.data import (
    Conflict,
    DocumentId,
    Event,
    Fact,
    FactCount,
    FactState,
    FactValue,
    Span,
    content_id,
)
from firsthand.relate.derivation import Families
from firsthand.relate.facts.comparability import HURT, GivenValue, apart, comparable_probability
from firsthand.relate.facts.event_linking import LinkedEvents, linked_events
from firsthand.relate.facts.fact_values import fact_value, first_published
from firsthand.relate.facts.figures import one_figure
from firsthand.relate.facts.gathering import gathered, one_text
from firsthand.relate.facts.name_facts import name_facts
from firsthand.relate.facts.scopes import beside_each_other, scope_of
from firsthand.relate.facts.word_facts import word_facts
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Pile

_SAME = 0.5
"""Mean probability from which two groups of values of one figure are one fact."""
_DIFFER = 0.5
"""The same where their figures differ: a false conflict costs more than a missed one."""
Figures = tuple[tuple[GivenValue, ...], ...]
"""The values of one fact, figure by figure."""
_MOST = 120
"""Values of one attribute that are compared with each other; of more, those that stand first in their reports."""
_NONE = 1e-8
"""What rounds to nothing where the surest of two pairs is asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class StoryFacts:
    """The facts of a story that several reports or several values tell, each with the values it is made of, figure by
    figure (none where they are words), how many attributes could be compared, all values that the story gives, its
    events as they are linked, and those of them that the record shows."""

    facts: tuple[Fact, ...]
    held: tuple[Figures, ...]
    compared: FactCount
    given: tuple[GivenValue, ...]
    linked: LinkedEvents
    events: tuple[Event, ...]


def story_facts(pile: Pile, documents: Iterable[DocumentId], counter: Counter) -> StoryFacts:
    """The facts of one story, sorted by where their first words stand."""
    names = list(documents)
    given = gathered(pile, names)
    linked = linked_events(pile, names)
    told = word_facts(pile, counter, linked)
    days = [one for one in told if one.attribute == "day" and one.state != "one_report"]
    dated = {span for one in days for value in one.values for span in value.spans}
    made = []
    for group in clusters([one for one in given if one.value.span not in dated], linked):
        figures = in_order(pile, counter.families, by_figure(group))
        state = _state(pile, counter.families, figures)
        made.append((_fact(pile, counter, figures, state, linked), figures))
    made = beside_each_other(made, _shown)
    tally: Tally[str] = Tally(fact.state for fact, _ in made)
    facts = [(fact, figures) for fact, figures in made if _shown(fact, figures) or fact.beside]
    tally += Tally(one.state for one in told)
    facts += [(one, ()) for one in told if one.state != "one_report"]
    facts.sort(key=lambda pair: (min(span for value in pair[0].values for span in value.spans), pair[0].id))
    events = shown_events(linked, [fact for fact, _ in facts])
    return StoryFacts(
        facts=tuple(one for one, _ in facts),
        held=tuple(held for _, held in facts),
        compared=FactCount(**tally),
        given=tuple(given),
        linked=linked,
        events=events,
    )


def _shown(fact: Fact, figures: Sequence[Sequence[GivenValue]]) -> bool:
    """Whether several reports or several values tell a fact."""
    return len(figures) > 1 or fact.state != "one_report"


def shown_events(linked: LinkedEvents, facts: Sequence[Fact]) -> tuple[Event, ...]:
    """The events that several reports tell, and those that facts are of."""
    wanted = {fact.event for fact in facts}
    made = []
    for place, held in enumerate(linked.groups):
        one = linked.event(place)
        if one.id in wanted or len({event.document for event in held}) > 1:
            made.append(one)
    return tuple(made)


# ----------------------------------------------------------------------------------------------- which belong


def clusters(given: Sequence[GivenValue], linked: LinkedEvents | None = None) -> list[list[GivenValue]]:
    """The values in groups of one attribute, event and scope, in text order."""
    by_attribute: dict[tuple[str, str], list[GivenValue]] = {}
    for one in given:
        value = one.value
        kind = value.kind if value.attribute == "count" else value.counted if value.attribute == "money" else ""
        name = "injured" if value.attribute in HURT else value.attribute
        by_attribute.setdefault((name, kind), []).append(one)
    made: list[list[GivenValue]] = []
    for _, held in sorted(by_attribute.items()):
        kept = sorted(held, key=lambda one: (one.value.sentence, one.value.span))[:_MOST]
        made += _linked(sorted(kept, key=lambda one: one.value.span), linked)
    return sorted(made, key=lambda group: group[0].value.span)


def _linked(held: Sequence[GivenValue], linked: LinkedEvents | None) -> list[list[GivenValue]]:
    """Values of one attribute, grouped: the surest pair of groups joins first; vague ones join what they allow."""
    plain = [one for one in held if not _vague(one.value)]
    parts = _parts(held)
    groups = {n: [n] for n in range(len(plain))}
    odds: dict[tuple[int, int], float] = {}
    for i, j in combinations(range(len(plain)), 2):
        one, other = plain[i], plain[j]
        same = one_figure(one.value, other.value)
        barred = False
        if not same:
            one_event = linked is not None and linked.one_event(one, other)
            barred = apart(one, other, one_event=one_event) or _part_of(parts, one, other)
        barred = barred or (linked is not None and linked.two_events(one, other))
        odds[i, j] = -1.0 if barred else comparable_probability(one, other, same=same) - (_SAME if same else _DIFFER)
    # a group that is barred from another stays so, and no pair of groups joins that is below the bound
    barred_from: defaultdict[int, set[int]] = defaultdict(set)
    for (i, j), value in odds.items():
        if value <= -1.0:
            barred_from[i].add(j)
            barred_from[j].add(i)
    between = {pair: value for pair, value in odds.items() if value > -_NONE}
    waiting = [(-round(value, 9), *pair, value) for pair, value in between.items()]
    heapify(waiting)
    while waiting:
        _, a, b, value = heappop(waiting)
        if between.get((a, b)) != value:
            continue  # one of the two has joined another since
        if value < 0:
            break
        del between[a, b]
        groups[a] = sorted(groups[a] + groups.pop(b))
        for n in barred_from.pop(b, ()):
            barred_from[n].discard(b)
            barred_from[n].add(a)
            barred_from[a].add(n)
        for n in groups:
            if n != a:
                between.pop((min(b, n), max(b, n)), None)
                pair = min(a, n), max(a, n)
                mean = -1.0 if n in barred_from[a] else _mean(plain, groups[pair[0]], groups[pair[1]], odds)
                between.pop(pair, None)
                if mean > -_NONE:
                    between[pair] = mean
                    heappush(waiting, (-round(mean, 9), *pair, mean))
    made = [[plain[n] for n in members] for _, members in sorted(groups.items())]
    return _with_vague(made, [one for one in held if _vague(one.value)])


def _mean(
    held: Sequence[GivenValue], mine: Sequence[int], theirs: Sequence[int], odds: dict[tuple[int, int], float]
) -> float:
    """How comparable two groups are that nothing bars from each other: over each two of their reports, the most
    comparable of their values."""
    best: dict[tuple[DocumentId, DocumentId], float] = {}
    for i in mine:
        for j in theirs:
            found = odds[min(i, j), max(i, j)]
            pair = held[i].document, held[j].document
            best[pair] = max(best.get(pair, -1.0), found)
    return sum(best[pair] for pair in sorted(best)) / len(best)


def _vague(value: ReportedValue) -> bool:
    return value.low != value.high and value.bound == "about"


def _with_vague(groups: list[list[GivenValue]], vague: Sequence[GivenValue]) -> list[list[GivenValue]]:
    """The groups, each vague value with the group that it fits best, or alone."""
    alone: list[list[GivenValue]] = []
    for one in vague:
        fitting = [
            (max(comparable_probability(one, other) for other in group), -n)
            for n, group in enumerate(groups)
            if any(one_figure(one.value, other.value) for other in group)
        ]
        if fitting and max(fitting)[0] >= _SAME:
            groups[-max(fitting)[1]].append(one)
            continue
        beside = next((held for held in alone if one_figure(held[0].value, one.value)
                       and comparable_probability(held[0], one) >= _SAME), None)  # fmt: skip
        if beside is not None:
            beside.append(one)
        else:
            alone.append([one])
    return [*groups, *alone]


def _parts(held: Sequence[GivenValue]) -> frozenset[tuple[float, float]]:
    """The figure of each part with that of the whole, of one report: "12 people, including 10 visitors"."""
    if any(one.value.attribute in TEMPORAL for one in held):
        return frozenset()
    told = {
        (one.value.low, other.low)
        for one in held
        if one.value.part or one.row
        for other in one.others
        if other.sentence == one.value.sentence and not other.part and other.low > one.value.low
    }
    for one in held:  # "nine killed … six in the town … three in a village"
        figures = {other.low for other in one.others}
        told |= {
            (one.value.low, other.low)
            for other in one.others
            if other.low > one.value.low and other.low - one.value.low in figures and other.low == other.high
        }
    return frozenset(told)


def _part_of(parts: Set[tuple[float, float]], one: GivenValue, other: GivenValue) -> bool:
    """Whether some report of the story has one value's figure as a part of the other's."""
    a, b = one.value.low, other.value.low
    return (a, b) in parts or (b, a) in parts


def by_figure(group: Sequence[GivenValue]) -> list[list[GivenValue]]:
    """The values of one fact, those that are one figure together; a vague one stands with the nearest plain one."""
    plain = [one for one in group if one.value.low == one.value.high and not _of_any_week(one.value)]
    figures = Components(range(len(plain)))
    for i, j in combinations(range(len(plain)), 2):
        if one_figure(plain[i].value, plain[j].value):
            figures.join(i, j)
    made = [[plain[n] for n in members] for members in figures.groups()]
    for one in group:
        if one.value.low == one.value.high and not _of_any_week(one.value):
            continue
        fitting = [held for held in made if any(one_figure(one.value, other.value) for other in held)]
        if fitting:
            max(fitting, key=len).append(one)
        else:
            made.append([one])
    return [sorted(held, key=lambda one: one.value.span) for held in made]


def _of_any_week(value: ReportedValue) -> bool:
    """Whether a day may be several: a weekday of a report without a date, and what is told as "yesterday"."""
    return value.counted == "weekday" or (value.attribute == "day" and value.bound == "about")


# ---------------------------------------------------------------------------------------------- one fact made


def in_order(pile: Pile, families: Families, figures: Sequence[Sequence[GivenValue]]) -> Figures:
    """The figures by the day on which one was first published, where that is known of all; then by size."""
    days = [first_published(pile, [one.document for one in held]) for held in figures]
    dated = all(first is not None and first == last for first, last in days)
    ranked = sorted(
        zip(days, figures, strict=True),
        key=lambda pair: (pair[0][0] or "" if dated else "", _middle(pair[1][0].value), pair[1][0].value.span),
    )
    return tuple(tuple(sorted(held, key=lambda one: _original_first(pile, families, one))) for _, held in ranked)


def _original_first(pile: Pile, families: Families, one: GivenValue) -> tuple[bool, bool, str, Span]:
    """What a figure is shown by: a text of its own before a copy, one with a source before others, the earliest."""
    published = pile.document[one.document].published
    return bool(families.parents.get(one.document)), not one.source, published.earliest or "9", one.value.span


def _middle(value: ReportedValue) -> float:
    return (value.low + value.high) / 2


def _state(pile: Pile, families: Families, figures: Sequence[Sequence[GivenValue]]) -> FactState:
    """Whether independent texts agree or differ, or what keeps them from being compared."""
    held = [one for figure in figures for one in figure]
    if len({one.document for one in held}) == 1:
        return "one_report"
    differ = any(
        not one_text(pile, families, one, other)
        for mine, theirs in combinations(figures, 2)
        for one in mine
        for other in theirs
    )
    if differ:
        return "differ"
    if any(not one_text(pile, families, one, other) for one, other in combinations(held, 2)):
        return "agree"
    return "copies_agree" if len(figures) == 1 else "copies_differ"


def _fact(
    pile: Pile,
    counter: Counter,
    figures: Sequence[Sequence[GivenValue]],
    state: FactState,
    linked: LinkedEvents,
) -> Fact:
    held = [one for figure in figures for one in figure]
    first = min(held, key=lambda one: one.value.span)
    values = tuple(_figure_value(pile, counter, figure) for figure in figures)
    spans = sorted(span for one in values for span in one.spans)
    attribute = "injured" if {one.value.attribute for one in held} >= HURT else first.value.attribute
    told = Tally(linked.place(event) for one in held if (event := linked.of_value(one)) is not None)
    place = min(told, key=lambda n: (-told[n], n), default=None)
    return Fact(
        id=content_id("f", attribute, *(f"{s.document}:{s.start}:{s.end}" for s in spans)),
        attribute=attribute,
        of="" if attribute == "hour" else _dated(figures) if attribute == "day" else _counted(figures),
        part=first.value.part,
        state=state,
        values=values,
        event=linked.event(place).id if place is not None else None,
        scope=scope_of(pile, held),
    )


def _counted(figures: Sequence[Sequence[GivenValue]]) -> str:
    """The noun that most values count; of people, the word for them that narrows them least."""
    nouns = [one.value.counted for held in figures for one in held if one.value.counted]
    return max(sorted(set(nouns)), key=nouns.count, default="")


def _dated(figures: Sequence[Sequence[GivenValue]]) -> str:
    """The verb or noun for what most values date."""
    told = Tally(head for held in figures for one in held for head in one.value.heads)
    return min(told, key=lambda head: (-told[head], head), default="")


def _looseness(one: GivenValue) -> tuple[bool, bool, bool]:
    """How little a value is fit to stand for its figure: vague words, a figure that is told as one, and hours of either
    half of the day."""
    value = one.value
    return value.low != value.high, value.bound == "about", value.counted == "half_day"


def _figure_value(pile: Pile, counter: Counter, held: Sequence[GivenValue]) -> FactValue:
    """One figure with its words, sources, reports and origins."""
    shown = min(held, key=_looseness).value
    low, high = shown.low, shown.high
    if low != high:
        low, high = min(one.value.low for one in held), max(one.value.high for one in held)
    value = fact_value(pile, counter, [(one.value.statement, one.value.span) for one in held])
    return replace(value, words=" ".join(pile.words(shown.span).split()), low=low, high=high, bound=shown.bound)


def with_names(
    pile: Pile, counter: Counter, held: StoryFacts, conflicts: Sequence[Conflict]
) -> tuple[StoryFacts, tuple[Conflict, ...]]:
    """The facts of a story with the names that its reports print in two forms, and the conflicts, which name them."""
    named, told = name_facts(pile, counter, conflicts)
    if not named:
        return held, tuple(conflicts)
    tally = Tally(one.state for one in named)
    rows = [*zip(held.facts, held.held, strict=True), *((one, ()) for one in named)]
    rows.sort(key=lambda pair: (min(span for value in pair[0].values for span in value.spans), pair[0].id))
    count = replace(
        held.compared,
        differ=held.compared.differ + tally["differ"],
        copies_differ=held.compared.copies_differ + tally["copies_differ"],
    )
    facts, figures = tuple(one for one, _ in rows), tuple(one for _, one in rows)
    return replace(held, facts=facts, held=figures, compared=count), tuple(told)
