"""Conflicts read off the table of facts: figures of one attribute and scope that cannot both be it.

An update, where one source gives both, where the text says so, or where a later report's count of a toll is higher; a
drift, where the other figure stands in a copy; else a contradiction.  A figure that both reports print is no conflict
between them.  Left out: values that differ by scope, which are facts of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from firsthand.data import Conflict, ConflictJudgement, Fact, Statement, content_id
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.comparison import RISING, before
from firsthand.relate.derivation import Families
from firsthand.relate.facts import GivenValue, StoryFacts, one_text
from firsthand.relate.facts.figures import reconciled
from firsthand.relate.origins import report_label, speaker
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
        if fact.state == "differ" and (made := _conflict(pile, families, fact, figures)) is not None:
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
        kind="date" if fact.attribute == "hour" else "number",
        judgement=judgement,
        statements=names,
        values=tuple(values[:_MOST]),
        reason=reason,
        steps=(_STEP,),
        fact=fact.id,
    )


def _judged(
    pile: Pile, families: Families, fact: Fact, mine: Sequence[GivenValue], theirs: Sequence[GivenValue]
) -> tuple[ConflictJudgement, str] | None:
    """What two figures of one fact are to each other, and why; None where no two of their reports can be compared."""
    pairs = [(a, b) for a in mine for b in theirs]
    apart = [(a, b) for a, b in pairs if not one_text(pile, families, a, b)]
    inside = [(a, b) for a, b in pairs if a.document == b.document]
    if all(_open_to_each_other(a, b) for a, b in pairs):
        return None  # "more than a dozen" and "up to 17"
    first, second = _who(pile, mine), _who(pile, theirs)
    sides = f"{first}: {_words(pile, mine)}; {second}: {_words(pile, theirs)}"
    for one, other in pairs:
        for a, b in ((one, other), (other, one)):
            if _says_so(pile, b):
                return "update", f"{report_label(pile, b.document)} says that its figure replaces another ({sides})"
            early, late = pile.statement[a.value.statement], pile.statement[b.value.statement]
            later = before(pile, early, late) or _derived(families, a, b)
            if fact.attribute in RISING and a.value.low <= b.value.low and later:
                return "update", f"the later report has the higher figure ({sides})"
    if fact.attribute in RISING and any(a.source & b.source for a, b in apart):
        return "update", f"one source is given with both figures ({sides})"
    if all(reconciled(a.value, b.value) and not (a.source and b.source) for a, b in pairs):
        return "update", f"one is a minimum; the higher figure is later or fuller ({sides})"
    if apart or inside:
        return "contradiction", f"the reports give different figures for the same thing ({sides})"
    return "drift", f"a copy has another figure than its text ({sides})"


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


def _who(pile: Pile, held: Sequence[GivenValue]) -> str:
    named = [one for one in held if one.source] or held
    names = list(dict.fromkeys(speaker(pile, pile.statement[one.value.statement]) for one in named))
    return " and ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _words(pile: Pile, held: Sequence[GivenValue]) -> str:
    return f"“{' '.join(pile.words(held[0].value.span).split())}”"
