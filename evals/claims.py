"""Claims, origins and conflicts on the seeds' gold, finer than ``evals.seeds``: statements that coincide with the
gold's mentions, and conflicts by kind.

A gold mention and a statement coincide when each covers most of the other; mentions inside a longer statement are left
out here, since no clustering of statements can tell them apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cache

from evals.case import Case, Verdict, counted, share
from evals.figure import Figure
from evals.seeds import CORPUS, Seeds, covered_conflicts, kind_of, meets, seeds, together
from firsthand.data import Span, Statement
from firsthand.evaluate import bcubed

_COINCIDE = 0.5


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.document == b.document else 0


def _statement(pile: Seeds, span: Span) -> Statement | None:
    return coinciding(pile.record.statements, span)


def coinciding(statements: Iterable[Statement], span: Span) -> Statement | None:
    """The statement that coincides with a span: each covers most of the other."""
    best = max(statements, key=lambda one: (_common(one.span, span), one.id), default=None)
    if best is None:
        return None
    longest = max(best.span.end - best.span.start, span.end - span.start)
    return best if _common(best.span, span) >= _COINCIDE * longest else None


_EQUAL, _INFLATED = "origins equal", "origins inflated"


@cache
def _grouping() -> tuple[dict[Hashable, Hashable], dict[Hashable, Hashable], tuple[Case, ...]]:
    """The gold's claim and ours of each statement that coincides with a mention; the cases of these claims."""
    pile = seeds()
    assert pile is not None
    claim_of = {name: claim for claim in pile.record.claims for name in claim.statements}
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    at: dict[Hashable, Span] = {}
    ours: dict[Hashable, Hashable] = {}
    made: list[Case] = []
    for one in pile.gold["claims"]:
        held = []
        for number, mention in enumerate(one["mentions"]):
            span = pile.span(mention)
            statement = _statement(pile, span)
            if statement is not None and statement.id not in gold:
                gold[statement.id] = one["id"]
                found[statement.id] = claim_of[statement.id].id
                held.append(claim_of[statement.id])
                at[one["id"], number], ours[one["id"], number] = span, found[statement.id]
        if held:
            claim = max(held, key=lambda c: (sum(h.id == c.id for h in held), c.id))
            want, least, most = one["independent_origins"], claim.independent.at_least, claim.independent.at_most
            answer = (f"{one['id']}: {want['min']} to {want['max']}", f"{least} to {most}")
            equal = (least, most) == (want["min"], want["max"])
            first = pile.span(one["mentions"][0])
            made.append(pile.case(_EQUAL, first, "right" if equal else "wrong", answer))
            if (most or 0) > want["max"]:
                made.append(pile.case(_INFLATED, first, "extra", ("", " > ".join(reversed(answer)))))
    return gold, found, (*made, *together(pile, at, ours))


def _grouped() -> list[Figure]:
    gold, found, made = _grouping()
    equal, inflated = share("claims", made, _EQUAL, CORPUS), counted(made, _INFLATED)["extra"]
    scores = zip(("precision", "recall", "F1"), bcubed(gold, found), strict=True)
    return [
        *(Figure("claims", f"B-cubed {name}", CORPUS, value, len(gold)) for name, value in scores),
        equal,
        Figure("claims", _INFLATED, CORPUS, inflated / equal.of if equal.of else 0.0, equal.of),
    ]


@cache
def _conflict_cases() -> tuple[Case, ...]:
    """Each conflict of ours that meets one of the gold's or not, and each of the gold's that is met first or not."""
    pile = seeds()
    assert pile is not None
    place = {one.id: one.span for one in pile.record.statements}
    matched: set[str] = set()
    made: list[Case] = []
    for conflict in covered_conflicts(pile):
        met = next((gold for gold in pile.gold["conflicts"] if meets(pile, gold, conflict)), None)
        if met is not None:
            matched.add(met["id"])
        first, *others = (place[statement] for statement in conflict.statements)
        told = " ".join(f"{pile.place(span.document)}:{span.start}" for span in others)
        verdict: Verdict = "right" if met is not None else "extra"
        answer = (told, "") if met is not None else ("", told)
        made.append(pile.case(f"conflict precision, {conflict.kind}", first, verdict, answer))
    for gold in pile.gold["conflicts"]:
        verdict = "right" if gold["id"] in matched else "missed"
        span = pile.span(gold["mentions"][0])
        made.append(pile.case(f"conflict recall, {kind_of(gold)}", span, verdict, (gold["id"], "")))
    return tuple(made)


def _conflicts() -> list[Figure]:
    found = _conflict_cases()
    figures = []
    for question in sorted({case.question for case in found}):
        verdicts = counted(found, question)
        figures.append(Figure("claims", question, CORPUS, verdicts["right"] / verdicts.total(), verdicts.total()))
    return figures


def cases() -> list[Case]:
    """Pairs of mentions in one claim, origins of claims, and conflicts by kind; empty where the corpora are absent."""
    return [] if seeds() is None else [*_grouping()[2], *_conflict_cases()]


def figures() -> list[Figure]:
    """All figures of this file; empty where the corpora are absent."""
    return [] if seeds() is None else [*_grouped(), *_conflicts()]


if __name__ == "__main__":
    for one in figures():
        print(f"{one.name:32} {one.value:.3f}  of {one.of}")
