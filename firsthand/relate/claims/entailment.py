"""Claims that are not the same and yet hang together: one implies the other, contains it, or commits to more.

A statement *entails* another of the same event that it tells with more in it, and *has part* another whose words stand
in it beside an event of its own ("was charged after she was filmed": "was filmed").  It is *stronger* when the two
differ only in that the other allows what it states, or bounds what it counts ("84", "at least 50").  After the
one-sided cover of recognising textual entailment (Dagan & Glickman 2004; Corley & Mihalcea 2005): the words of the
implied one are found in the other.
Links are never merges: no origin of one claim counts for the other.  Left out: implication that needs knowledge of the
world, and what follows from several statements together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import mass
from firsthand.comparable.proposition import MAY, NOT
from firsthand.comparable.unit_classes import peoples
from firsthand.data import ClaimId, ClaimLink, ClaimRelation, Quantity
from firsthand.relate.claims import constraints
from firsthand.relate.claims.pair_score import SAME, Likeness, Pair
from firsthand.relate.claims.paraphrase import Meanings

COVERED = 0.75
"""Share of a statement's words, by weight, that a statement which implies it has too, in these words or near ones."""
_MORE = 0.05
"""How much less of the fuller statement the other one covers."""
_SHARED = 9.0
"""Weight of words, names aside, that both have: less is a shared topic …"""
_LEAST = 0.3
"""… and so is less likeness."""
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "'s", "'re"})
_NEAR = 0.5
"""Cosine of the part's predicate, and of who acts in it, and some word of the whole."""
_MOST = 6
"""Links that one claim shows, the best founded ones."""
_INVERSE: dict[ClaimRelation, ClaimRelation] = {
    "entails": "entailed_by", "has_part": "part_of", "stronger": "weaker",
    "entailed_by": "entails", "part_of": "has_part", "weaker": "stronger",
}  # fmt: skip
Implied = tuple[int, int, ClaimRelation]
"""The fuller statement, the other one, and what the first is to the second."""


def implied(likeness: Likeness, pairs: Sequence[tuple[int, int]], claim: Mapping[int, int]) -> Iterator[Implied]:
    """Statements of different reports and claims of which one implies the other; ``claim`` is each one's group."""
    for i, j in pairs:
        if claim[i] == claim[j] or i in likeness.titles or j in likeness.titles:
            continue
        pair = likeness.pair(i, j)
        if pair.in_one_report:
            continue
        found = _relation(pair)
        if found is not None:
            turned, relation = found
            yield (j, i, relation) if turned else (i, j, relation)


def links(
    likeness: Likeness, pairs: Sequence[tuple[int, int]], claim: Mapping[int, int], ids: Sequence[ClaimId]
) -> dict[int, tuple[ClaimLink, ...]]:
    """The links of each group, both ways; ``ids`` are the claims' ids.  Of several relations between two claims the
    one with most pairs of statements counts."""
    votes: defaultdict[tuple[int, int], defaultdict[ClaimRelation, int]] = defaultdict(lambda: defaultdict(int))
    for i, j, relation in implied(likeness, pairs, claim):
        votes[claim[i], claim[j]][relation] += 1
        votes[claim[j], claim[i]][_INVERSE[relation]] += 1
    found: defaultdict[int, list[tuple[int, ClaimId, ClaimRelation]]] = defaultdict(list)
    for (one, other), counts in sorted(votes.items()):
        best = min(counts, key=lambda relation: (-counts[relation], relation))
        found[one].append((-sum(counts.values()), ids[other], best))
    kept = {(ids[one], other) for one, held in found.items() for _, other, _ in sorted(held)[:_MOST]}
    return {
        one: tuple(
            ClaimLink(other, relation)
            for _, other, relation in sorted(held)
            if (ids[one], other) in kept and (other, ids[one]) in kept
        )
        for one, held in found.items()
    }


_RELATIONS: tuple[ClaimRelation, ...] = ("entails", "has_part", "stronger")


def _relation(pair: Pair) -> tuple[bool, ClaimRelation] | None:
    """What the fuller one of two statements is to the other, and whether that one is the second; from the pile's memory
    where the two were compared before."""
    memory = pair.pile.pairs
    if memory is None:
        return _compared(pair)
    key = pair.likeness.key(pair.i, pair.j, b"i")
    if not memory.known(key):
        found = _compared(pair)
        memory.keep(key, None if found is None else 2 * _RELATIONS.index(found[1]) + found[0])
    kept = memory.value(key)
    return None if kept is None else (bool(int(kept) % 2), _RELATIONS[int(kept) // 2])


def _compared(pair: Pair) -> tuple[bool, ClaimRelation] | None:
    found = _stronger(pair) or _fuller(pair)
    return None if found is None else (found[0].i != pair.i, found[1])


def _stronger(pair: Pair) -> tuple[Pair, ClaimRelation] | None:
    """A fact beside what only allows it, or a count beside a bound that it keeps; the stronger one first."""
    a, b = pair.a, pair.b
    if constraints.beside_commitment(a, b, pair.one, pair.other) or (a.marks | b.marks) & NOT:
        return None
    counted = pair.number_veto()
    standing = pair.standings()
    if set(standing) == {"open", "fact"} and not counted:
        strong = pair if standing[0] == "fact" else pair.turned()
        if strong.b.marks & MAY and pair.alike() >= SAME:
            return strong, "stronger"
    elif counted and standing[0] == standing[1] and pair.alike() >= SAME:
        if _keeps(a, b):
            return pair, "stronger"
        if _keeps(b, a):
            return pair.turned(), "stronger"
    return None


def _keeps(a: Proposition, b: Proposition) -> bool:
    """Whether the count of ``a`` keeps within the open bound that ``b`` gives for the same thing."""
    if len(a.quantities) != 1 or len(b.quantities) != 1:
        return False
    exact, bound = a.quantities[0], b.quantities[0]
    return exact.unit == bound.unit and _within(exact, bound)


def _within(exact: Quantity, bound: Quantity) -> bool:
    if bound.bound in ("at_least", "more_than"):
        return exact.value >= bound.value
    return bound.bound in ("at_most", "less_than") and (exact.high or exact.value) <= bound.value


def _tells(item: Proposition) -> bool:
    """Whether it has a verb; a name or a heading tells nothing."""
    return bool(item.verbs or item.words & _BEING)


def _actor_told(meanings: Meanings, whole: Proposition, less: Proposition) -> bool:
    """Whether who acts in the part is in the whole too, in this word or a near one; a pronoun may be anybody."""
    actors = less.agents & less.lemmas
    return not actors or any(meanings.near(actor, word) >= _NEAR for actor in actors for word in whole.lemmas)


def _fuller(pair: Pair) -> tuple[Pair, ClaimRelation] | None:
    """A statement beside one whose words it covers; the fuller one first."""
    a, b, meanings = pair.a, pair.b, pair.likeness.meanings
    shared = (a.lemmas & b.lemmas) - a.names - b.names
    if mass(shared) < _SHARED or pair.veto() is not None or pair.alike() < _LEAST:
        return None
    in_b, in_a = meanings.covered(a.lemmas, b.lemmas)
    if abs(in_a - in_b) < _MORE or max(in_a, in_b) < COVERED:
        return None
    fuller = pair if in_a > in_b else pair.turned()
    whole, less = fuller.a, fuller.b
    if (less.quantities and not whole.quantities) or not _tells(less) or not _actor_told(meanings, whole, less):
        return None
    if 2 * len(less.names & whole.lemmas) < len(less.names):
        return None  # "Islam's third-holiest site" is no part of "Judaism's holiest place"
    nations = (whole.lemmas & peoples(), less.lemmas & peoples())
    if nations[0] and nations[1] and not nations[0] & nations[1]:
        return None  # "Russian ships" are no part of "Chinese ships"
    if constraints.same_event(a, b):
        return fuller, "entails"
    told = any(meanings.near(head, lemma) >= _NEAR for head in less.heads for lemma in whole.lemmas)
    return (fuller, "has_part") if told else None
