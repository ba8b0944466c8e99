"""Claims: statements of a story's reports that say the same, and the independent origins of each.

Statements are grouped within a story (``clustering``), origins counted (``origins``).  Every statement ends in exactly
one claim, alone if need be; ``claim_text`` says in which words a claim is shown.  Left out: any judgement on whether a
claim is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from firsthand.data import Claim, Derivation, Origin, Utterance, content_id
from firsthand.relate.claims import claim_text
from firsthand.relate.claims.clustering import grouped
from firsthand.relate.claims.entailment import links
from firsthand.relate.derivation.text_lineage import Families
from firsthand.relate.origins.origins import Counter
from firsthand.relate.pile import Pile


def claims(
    pile: Pile,
    stories: Sequence[Sequence[str]],
    derivations: Sequence[Derivation],
    utterances: Sequence[Utterance],
) -> tuple[tuple[Claim, ...], tuple[Origin, ...]]:
    """All claims of all stories, sorted by where their first words stand, and the origins they rest on."""
    families = Families(derivations)
    counter = Counter(pile, families, utterances)
    made: list[Claim] = []
    reached: dict[str, Origin] = {}
    through: defaultdict[str, set[str]] = defaultdict(set)
    for story in stories:
        inside = set(story)
        statements = [one for name in sorted(inside) if name in pile.analysis for one in pile.analysis[name].statements]
        near = [d for d in derivations if d.a in inside and d.b in inside]
        (likeness, pairs), numbers = grouped(pile, statements, near, utterances)
        by_id = {one.id: one for one in statements}
        groups = [
            sorted((by_id[likeness.statements[n].id] for n in group), key=lambda one: (one.span, one.id))
            for group in numbers
        ]
        ids = [content_id("c", *(one.id for one in group)) for group in groups]
        linked = links(likeness, pairs, {n: place for place, group in enumerate(numbers) for n in group}, ids)
        for place, ordered in enumerate(groups):
            support = counter.support(ordered)
            for origin in support.origins:
                reached[origin.id] = origin
                through[origin.id].update(origin.reached_through)
            made.append(
                Claim(
                    id=ids[place],
                    text=claim_text.text(pile, ordered, families),
                    statements=tuple(one.id for one in ordered),
                    origins=tuple(origin.id for origin in support.origins),
                    independent=support.independent,
                    reports=support.reports,
                    reasons=support.reasons,
                    links=linked.get(place, ()),
                )
            )
    origins = tuple(
        Origin(name, reached[name].kind, reached[name].name, tuple(sorted(through[name]))) for name in sorted(reached)
    )
    return tuple(sorted(made, key=lambda claim: (pile.statement[claim.statements[0]].span, claim.id))), origins
