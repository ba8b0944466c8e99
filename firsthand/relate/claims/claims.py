"""Claims: statements of a story's reports that say the same, and the independent origins of each.

Statements are grouped within a story (``clustering``), origins counted (``origins``).  Every statement ends in exactly
one claim, alone if need be; ``claim_text`` says in which words a claim is shown.  Left out: any judgement on whether a
claim is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from firsthand.data import Claim, Join, Judgement, Origin, OriginId, Statement, StatementId, content_id
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
        claim = Claim(
            id=ids[place],
            text=claim_text.text(pile, ordered, counter.families, counter.corrections),
            statements=tuple(one.id for one in ordered),
            origins=tuple(origin.id for origin in support.origins),
            independent=support.independent,
            reports=support.reports,
            reasons=(*judged.get(place, ()), *support.reasons),
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
