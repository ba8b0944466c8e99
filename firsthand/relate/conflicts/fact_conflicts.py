"""Conflicts read off the table of facts: figures of one attribute and scope that cannot both be it.

An update, where one source gives both, where the text says so, or where a later report's count of a toll is higher; a
drift, where the other figure stands in a copy; else a contradiction.  A figure that both reports print is no conflict
between them.  Of facts in words the days of an event.  The reason says who stands on which side, and on how many
origins.  Left out: values that differ by scope, which are facts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from firsthand.data import Conflict, ConflictJudgement, Fact, FactValue, Span, Statement, content_id
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.comparison import RISING, before, before_by_the_hour
from firsthand.relate.conflicts.disagreement.background import background
from firsthand.relate.derivation import Families
from firsthand.relate.facts import GivenValue, StoryFacts, one_text
from firsthand.relate.facts.figures import reconciled
from firsthand.relate.origins import report_label
from firsthand.relate.pile import Pile
from firsthand.words import normal

_STEP = "facts"
_EACH = 3
"""Statements that one figure shows, each of a text of its own."""
_MOST = 12
"""Statements that one conflict shows."""


def fact_conflicts(pile: Pile, families: Families, held: StoryFacts) -> Iterator[Conflict]:
    """One conflict for each fact whose reports give several figures."""
    for fact, figures in zip(held.facts, held.held, strict=True):
        if fact.type == "words" and fact.attribute == "day" and fact.state == "differ":
            yield _of_days(pile, families, fact)
        if len(figures) > 1 and (made := _conflict(pile, families, fact, figures)) is not None:
            yield made


def _conflict(pile: Pile, families: Families, fact: Fact, figures: Sequence[Sequence[GivenValue]]) -> Conflict | None:
    judged = [
        (judgement, reason)
        for mine, theirs in combinations(figures, 2)
        if (told := _judged(pile, families, fact, mine, theirs)) is not None
        for judgement, reason in (told,)
    ]
    if not judged:
        return None
    order: tuple[ConflictJudgement, ...] = ("contradiction", "update", "drift")
    judgement, reason = min(judged, key=lambda one: order.index(one[0]))
    statements: list[Statement] = []
    values: list[str] = []
    for one, value in zip(figures, fact.values, strict=True):
        kept: list[GivenValue] = []
        for given in one:
            known = any(one_text(pile, families, given, other) for other in kept)
            if not known and len(kept) < _EACH and given.value.statement not in {s.id for s in statements}:
                kept.append(given)
                statements.append(pile.statement[given.value.statement])
                values.append(value.words)
    names = tuple(one.id for one in statements[:_MOST])
    if len(set(values[:_MOST])) < 2:
        return None
    return Conflict(
        id=content_id("k", "number", fact.id, *names),
        kind="date" if fact.attribute in ("hour", "day") else "number",
        judgement=judgement,
        statements=names,
        values=tuple(values[:_MOST]),
        reason=f"{reason} ({_sides(fact)})",
        steps=(_STEP,),
        fact=fact.id,
    )


def _of_days(pile: Pile, families: Families, fact: Fact) -> Conflict:
    """An event that reports put on two days."""
    rows: list[tuple[Statement, str, Span]] = []
    for value in fact.values:
        kept: list[Statement] = []
        for name, span in zip(value.statements, value.spans, strict=True):
            one = pile.statement[name]
            if len(kept) < _EACH and not any(families.joined(one, other) for other in kept):
                kept.append(one)
                rows.append((one, value.words, span))
    rows = rows[:_MOST]
    names = tuple(one.id for one, _, _ in rows)
    return Conflict(
        id=content_id("k", "date", fact.id, *names),
        kind="date",
        judgement="contradiction",
        statements=names,
        values=tuple(value for _, value, _ in rows),
        reason=f"the reports put the same event on different days ({_sides(fact)})",
        steps=(_STEP,),
        fact=fact.id,
        spans=tuple(span for _, _, span in rows),
    )


def _sides(fact: Fact) -> str:
    """Who stands on which side, and on how many origins."""
    return "; ".join(f"{_listed(value.sources)}: “{value.words}”{_on_origins(value)}" for value in fact.values)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _on_origins(value: FactValue) -> str:
    """On how many origins a side stands: ", on 1 to 2 origins"."""
    least, most = value.independent.at_least, value.independent.at_most
    if most is None:
        return ""
    number = f"{most}" if least in (None, most) else f"{least} to {most}"
    return f", on {number} origin{'' if number == '1' else 's'}"


def _judged(
    pile: Pile, families: Families, fact: Fact, mine: Sequence[GivenValue], theirs: Sequence[GivenValue]
) -> tuple[ConflictJudgement, str] | None:
    """What two figures of one fact are to each other, and why; None where no two of their reports can be compared."""
    pairs = [(a, b) for a in mine for b in theirs]
    apart = [(a, b) for a, b in pairs if not one_text(pile, families, a, b)]
    inside = [(a, b) for a, b in pairs if a.document == b.document]
    if all(_open_to_each_other(a, b) for a, b in pairs):
        return None  # "more than a dozen" and "up to 17"
    for one, other in pairs:
        for a, b in ((one, other), (other, one)):
            if _says_so(pile, b):
                return "update", f"{report_label(pile, b.document)} says that its figure replaces another"
            early, late = pile.statement[a.value.statement], pile.statement[b.value.statement]
            later = before(pile, early, late) or before_by_the_hour(pile, early, late) or _derived(families, a, b)
            if fact.attribute in RISING and a.value.low <= b.value.low and later:
                return "update", "the later report has the higher figure"
    if fact.attribute in RISING and any(a.source & b.source for a, b in apart):
        return "update", "one source is given with both figures"
    older = all(background(pile, pile.statement[one.value.statement]) for one in (*mine, *theirs))
    if older and apart:
        return "contradiction", "the reports give different figures of an older event"
    if all(reconciled(a.value, b.value) and not (a.source and b.source) for a, b in pairs):
        return "update", "one is a minimum; the higher figure is later or fuller"
    if apart or inside:
        return "contradiction", "the reports give different figures for the same thing"
    return "drift", "a copy has another figure than its text"


def _derived(families: Families, early: GivenValue, late: GivenValue) -> bool:
    """Whether one value's report has words from the other's, and so is the later one."""
    link = families.links.get((early.document, late.document))
    return link is not None and link.known


def _open_to_each_other(a: GivenValue, b: GivenValue) -> bool:
    """Whether the lower figure is a minimum and the higher one a maximum."""
    low, high = (a.value, b.value) if a.value.high < b.value.low else (b.value, a.value)
    return low.bound in ("at_least", "more_than") and high.bound in ("at_most", "less_than")


def _says_so(pile: Pile, given: GivenValue) -> bool:
    statement = pile.statement[given.value.statement]
    return bool(set(normal(pile.words(statement.span)).split()) & entry_set("update_words") - {"now"})
