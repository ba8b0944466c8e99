"""Claims: statements of a story's reports that say the same, and the independent origins of each.

Statements are grouped within a story (``clustering``), origins counted (``origins``).  Every statement ends in exactly
one claim, alone if need be; ``claim_text`` says in which words a claim is shown.  Left out: any judgement on whether a
claim is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from firsthand.components import Components
from firsthand.data import Claim, Join, Judgement, Origin, OriginId, Statement, StatementId, content_id
from firsthand.firm_joins import firmly_held
from firsthand.judgements import judged_by
from firsthand.relate.claims import claim_text
from firsthand.relate.claims.clustering import StoryCompared
from firsthand.relate.claims.entailment import links
from firsthand.relate.claims.pair_score import Likeness
from firsthand.relate.origins import Counter

_QUOTED = 80
"""Characters of a statement that a reason quotes."""


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
    judged = _judged(compared, place_of)
    for place, ordered in enumerate(groups):
        support = counter.support(ordered, joins.get(place, ()))
        telling = _telling(ordered, joins.get(place, ()))
        words, alone = claim_text.text(pile, telling, counter.families, counter.corrections)
        claim = Claim(
            id=ids[place],
            text=words,
            statements=tuple(one.id for one in ordered),
            origins=tuple(origin.id for origin in support.origins),
            independent=support.independent,
            reports=support.reports,
            reasons=(*judged.get(place, ()), *support.reasons),
            links=linked.get(place, ()),
            joins=joins.get(place, ()),
            ends=support.ends,
            edges=support.edges,
            stands_alone=alone,
        )
        yield claim, support.origins


def _telling(ordered: Sequence[Statement], joins: Sequence[Join]) -> list[Statement]:
    """The statements whose words may stand for a claim: those that firm joins hold together, where they are of two
    reports."""
    report = {one.id: one.span.document for one in ordered}
    firm = firmly_held(list(report), joins, report)
    several = len({report[name] for name in firm}) > 1
    return [one for one in ordered if one.id in firm or not several]


def _joins(compared: StoryCompared, place_of: dict[int, int]) -> dict[int, tuple[Join, ...]]:
    """The joins that hold each group together, the surest that do (a maximum spanning tree), in text order."""
    likeness = compared.likeness
    inside = {(min(pair), max(pair)) for pair in compared.edges}
    inside |= {(i, j) for i, j in compared.pairs if place_of[i] == place_of[j] and likeness.of(i, j) >= 0}
    ordered = sorted((-round(likeness.sure(i, j), 3), i, j) for i, j in inside)
    held = Components(place_of)
    found: defaultdict[int, list[tuple[Statement, Statement, Join]]] = defaultdict(list)
    for unsure, i, j in ordered:
        if held.root(i) == held.root(j):
            continue
        held.join(i, j)
        a, b = sorted((likeness.statements[i], likeness.statements[j]), key=lambda one: (one.span, one.id))
        found[place_of[i]].append((a, b, Join(a.id, b.id, -unsure, likeness.step(i, j))))
    order = {place: sorted(rows, key=lambda row: (row[0].span, row[1].span, row[2].a, row[2].b))
             for place, rows in found.items()}  # fmt: skip
    return {place: tuple(join for _, _, join in rows) for place, rows in order.items()}


def _judged(compared: StoryCompared, place_of: dict[int, int]) -> dict[int, list[str]]:
    """What readers judged of the statements of each group, in words."""
    likeness, judged = compared.likeness, compared.likeness.judged
    found: defaultdict[int, list[str]] = defaultdict(list)

    def say(kind: dict[tuple[int, int], Judgement], words: str) -> None:
        for (i, j), one in sorted(kind.items()):
            said = f"{judged_by(one)}: {words.format(_quoted(likeness, i), _quoted(likeness, j))}"
            for place in sorted({place_of[i], place_of[j]}):
                found[place].append(said + (f" ({one.note})" if one.note else ""))

    say(dict(judged.same), "{} and {} say the same")
    say(dict(judged.apart), "{} and {} do not say the same")
    say(dict(judged.unsure), "whether {} and {} say the same is not sure")
    return {place: list(dict.fromkeys(said)) for place, said in found.items()}


def _quoted(likeness: Likeness, n: int) -> str:
    words = " ".join(likeness.pile.words(likeness.statements[n].span).split())
    return f"“{words[:_QUOTED].rstrip()}{'…' if len(words) > _QUOTED else ''}”"


def all_origins(found: Iterable[Origin]) -> tuple[Origin, ...]:
    """The origins of many claims, each once with all that is reached through it, sorted by id."""
    reached: dict[OriginId, Origin] = {}
    through: defaultdict[OriginId, set[StatementId]] = defaultdict(set)
    for origin in found:
        reached[origin.id] = origin
        through[origin.id].update(origin.reached_through)
    return tuple(replace(reached[name], reached_through=tuple(sorted(through[name]))) for name in sorted(reached))
