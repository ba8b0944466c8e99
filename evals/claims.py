"""Claims, origins and conflicts on the seeds' gold, finer than ``evals.seeds``: statements that coincide with the
gold's mentions, and conflicts by kind.

A gold mention and a statement coincide when each covers most of the other; mentions inside a longer statement are left
out here, since no clustering of statements can tell them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable

from evals.figure import Figure
from evals.seeds import CORPUS, Seeds, covered_conflicts, kind_of, meets, seeds
from firsthand.data import Span, Statement
from firsthand.evaluate import bcubed

_COINCIDE = 0.5


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.document == b.document else 0


def _statement(pile: Seeds, span: Span) -> Statement | None:
    best = max(pile.record.statements, key=lambda one: (_common(one.span, span), one.id), default=None)
    if best is None:
        return None
    longest = max(best.span.end - best.span.start, span.end - span.start)
    return best if _common(best.span, span) >= _COINCIDE * longest else None


def _grouping(pile: Seeds) -> list[Figure]:
    claim_of = {name: claim for claim in pile.record.claims for name in claim.statements}
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    equal = inflated = measured = 0
    for one in pile.gold["claims"]:
        held = []
        for mention in one["mentions"]:
            statement = _statement(pile, pile.span(mention))
            if statement is not None and statement.id not in gold:
                gold[statement.id] = one["id"]
                found[statement.id] = claim_of[statement.id].id
                held.append(claim_of[statement.id])
        if held:
            claim = max(held, key=lambda c: (sum(h.id == c.id for h in held), c.id))
            want = one["independent_origins"]
            measured += 1
            equal += (claim.independent.at_least, claim.independent.at_most) == (want["min"], want["max"])
            inflated += (claim.independent.at_most or 0) > want["max"]
    precision, recall, f1 = bcubed(gold, found)
    return [
        Figure("claims", "B-cubed precision", CORPUS, precision, len(gold)),
        Figure("claims", "B-cubed recall", CORPUS, recall, len(gold)),
        Figure("claims", "B-cubed F1", CORPUS, f1, len(gold)),
        Figure("claims", "origins equal", CORPUS, equal / measured if measured else 0.0, measured),
        Figure("claims", "origins inflated", CORPUS, inflated / measured if measured else 0.0, measured),
    ]


def _conflicts(pile: Seeds) -> list[Figure]:
    found = covered_conflicts(pile)
    right: defaultdict[str, int] = defaultdict(int)
    matched: set[str] = set()
    hits: Counter[str] = Counter()
    for conflict in found:
        for gold in pile.gold["conflicts"]:
            if meets(pile, gold, conflict):
                right[conflict.kind] += 1
                if gold["id"] not in matched:
                    matched.add(gold["id"])
                    hits[kind_of(gold)] += 1
                break
    figures = []
    made = Counter(conflict.kind for conflict in found)
    for kind, count in sorted(made.items()):
        figures.append(Figure("claims", f"conflict precision, {kind}", CORPUS, right[kind] / count, count))
    wanted = Counter(kind_of(gold) for gold in pile.gold["conflicts"])
    for name, count in sorted(wanted.items()):
        figures.append(Figure("claims", f"conflict recall, {name}", CORPUS, hits[name] / count, count))
    return figures


def figures() -> list[Figure]:
    """All figures of this file; empty where the corpora are absent."""
    pile = seeds()
    return [] if pile is None else [*_grouping(pile), *_conflicts(pile)]


if __name__ == "__main__":
    for one in figures():
        print(f"{one.name:32} {one.value:.3f}  of {one.of}")
