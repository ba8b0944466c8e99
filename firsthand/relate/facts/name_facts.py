"""Facts that are names: what reports print in two forms, as the conflicts between them tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from firsthand.data import Conflict, Fact, Span, StatementId, content_id
from firsthand.relate.facts.fact_values import fact_value
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Pile


def name_facts(pile: Pile, counter: Counter, conflicts: Sequence[Conflict]) -> tuple[list[Fact], list[Conflict]]:
    """Names that reports print in two forms, a fact for each, and the conflicts with the facts that they are of."""
    made: list[Fact] = []
    told: list[Conflict] = []
    for one in conflicts:
        if one.kind != "name" or not one.spans or one.fact is not None:
            told.append(one)
            continue
        by_value: defaultdict[str, list[tuple[StatementId, Span]]] = defaultdict(list)
        for value, statement, span in zip(one.values, one.statements, one.spans, strict=True):
            by_value[value].append((statement, span))
        spans = sorted(one.spans)
        fact = Fact(
            id=content_id("f", "name", *(f"{s.document}:{s.start}:{s.end}" for s in spans)),
            attribute="name", of="", part=False, type="words",
            state="copies_differ" if one.judgement == "drift" else "differ",
            values=tuple(fact_value(pile, counter, places) for places in by_value.values()),
        )  # fmt: skip
        if len(fact.values) < 2 or any(fact.id == other.id for other in made):
            told.append(one)
            continue
        made.append(fact)
        told.append(replace(one, fact=fact.id))
    return made, told
