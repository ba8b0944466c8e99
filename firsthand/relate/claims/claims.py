"""Claims: statements of a story's reports that say the same, and the independent origins of each.

Statements are grouped within a story (``clustering``), origins counted (``origins``).  Every statement ends in exactly
one claim, alone if need be; ``claim_text`` says in which words a claim is shown.  Left out: any judgement on whether a
claim is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from firsthand.data import Claim, Join, Origin, OriginId, Statement, StatementId, content_id
from firsthand.relate.claims import claim_text
from firsthand.relate.claims.clustering import StoryCompared
from firsthand.relate.claims.entailment import links
from firsthand.relate.origins import Counter


def story_claims(compared: StoryCompared, counter: Counter) -> Iterator[tuple[Claim, tuple[Origin, ...]]]:
    """The claims of one story, each with the origins that it rests on, in the order of their groups."""
    likeness, pile = compared.likeness, compared.likeness.pile
    groups: list[list[Statement]] = [
        sorted((pile.statement[likeness.statements[n].id] for n in group), key=lambda one: (one.span, one.id))
        for group in compared.groups
    ]
    ids = [content_id("c", *(one.id for one in group)) for group in groups]
    place_of = {n: place for place, group in enumerate(compared.groups) for n in group}
    linked = links(likeness, compared.pairs, place_of, ids)
    joins = _joins(compared, place_of)
    for place, ordered in enumerate(groups):
        support = counter.support(ordered, joins.get(place, ()))
        claim = Claim(
            id=ids[place],
            text=claim_text.text(pile, ordered, counter.families, counter.corrections),
            statements=tuple(one.id for one in ordered),
            origins=tuple(origin.id for origin in support.origins),
            independent=support.independent,
            reports=support.reports,
            reasons=support.reasons,
            links=linked.get(place, ()),
            joins=joins.get(place, ()),
            ends=support.ends,
            edges=support.edges,
        )
        yield claim, support.origins


def _joins(compared: StoryCompared, place_of: dict[int, int]) -> dict[int, tuple[Join, ...]]:
    """The joins of each group, in text order."""
    likeness = compared.likeness
    found: defaultdict[int, list[tuple[Statement, Statement, Join]]] = defaultdict(list)
    for i, j in compared.edges:
        a, b = sorted((likeness.statements[i], likeness.statements[j]), key=lambda one: (one.span, one.id))
        join = Join(a.id, b.id, round(likeness.of(i, j), 3), likeness.step(i, j))
        found[place_of[i]].append((a, b, join))
    order = {place: sorted(rows, key=lambda row: (row[0].span, row[1].span, row[2].a, row[2].b))
             for place, rows in found.items()}  # fmt: skip
    return {place: tuple(join for _, _, join in rows) for place, rows in order.items()}


def all_origins(found: Iterable[Origin]) -> tuple[Origin, ...]:
    """The origins of many claims, each once with all that is reached through it, sorted by id."""
    reached: dict[OriginId, Origin] = {}
    through: defaultdict[OriginId, set[StatementId]] = defaultdict(set)
    for origin in found:
        reached[origin.id] = origin
        through[origin.id].update(origin.reached_through)
    return tuple(replace(reached[name], reached_through=tuple(sorted(through[name]))) for name in sorted(reached))
