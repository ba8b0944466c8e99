"""The numbers of the graph of ends: by example, and what may not change them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.data import Join
from firsthand.relate.origins.end_node import EndNode
from firsthand.relate.origins.ends_graph import graph
from firsthand.relate.origins.identity_rules import RULES
from tests.relate.origins.nodes import node, person

COURT = node("Kesh Electoral Court")
MINISTRY = node("Kesh Defence Ministry")
OBI = person("Ada Obi", "Orrin")
FALK = person("Ben Falk", "Abel Group")
WITNESS = person("Cid Moe", private=True)
ASP = node("Asp Now", "own_voice")
UNNAMED = node("an aide", "anonymous")
COMPANY = node("the company", "institution", nameless=True, sure=False)
UNION = node("the union", "institution", nameless=True, sure=False)
MEDIA = node("media reports", "outlet", relay=True)
GONE = node("Lamplight", "own_voice", withdrawn="this article has been withdrawn")
GUARD_GONE = node("Kesh Coast Guard", withdrawn="this article has been withdrawn")
POLICE = node("police", "institution", nameless=True, sure=False)


@pytest.mark.parametrize(
    ("ends", "numbers"),
    [
        ([], (0, 0)),
        ([OBI], (1, 1)),
        ([OBI, FALK], (2, 2)),
        ([OBI, FALK, WITNESS], (3, 3)),
        ([OBI, FALK, COURT], (3, 3)),
        ([OBI, ASP], (1, 2)),
        ([OBI, UNNAMED, ASP], (1, 3)),
        ([OBI, FALK, ASP, UNNAMED], (2, 4)),  # the two may be either of the named
        ([person("Ada Obi"), person("Ben Falk")], (1, 2)),
        ([COURT, MINISTRY], (2, 2)),
        ([COMPANY], (1, 1)),
        ([COMPANY, node("Orrin")], (1, 1)),
        ([COMPANY, UNION, node("Orrin")], (1, 3)),  # two of them stay
        ([COMPANY, OBI], (1, 2)),  # a person is no company
        ([MEDIA], (1, 1)),
        ([MEDIA, UNNAMED], (1, 1)),
        ([MEDIA, OBI, FALK], (2, 2)),
        ([GONE], (1, 1)),
        ([GONE, OBI], (1, 1)),
        ([GUARD_GONE], (1, 1)),
        ([GUARD_GONE, POLICE], (1, 1)),  # what stands is not folded into what is withdrawn
        ([GUARD_GONE, POLICE, MEDIA], (1, 1)),
        ([GUARD_GONE, GONE], (1, 2)),  # nothing else stands: they keep their origins, and the claim is marked withdrawn
    ],
)
def test_the_numbers(ends: list[EndNode], numbers: tuple[int, int]) -> None:
    for order in (ends, ends[::-1]):
        found = graph(order)
        assert (found.at_least, found.at_most) == numbers


def test_a_weak_join_tells_nobody_apart() -> None:
    def joined(probability: float) -> int:
        join = Join(OBI.statements[0].id, FALK.statements[0].id, probability, "model")
        return graph([OBI, FALK], joins=[join]).at_least

    assert (joined(0.95), joined(0.6)) == (2, 1)
    by_words = Join(OBI.statements[0].id, FALK.statements[0].id, 0.5, "same_words")
    assert graph([OBI, FALK], joins=[by_words]).at_least == 2


def test_a_chain_of_likenesses_tells_nobody_apart() -> None:
    def at_least(between: int) -> int:
        held = [OBI.statements[0].id, *(f"between {n}" for n in range(between)), FALK.statements[0].id]
        joins = [Join(a, b, 0.95, "model") for a, b in pairwise(held)]
        return graph([OBI, FALK], joins=joins).at_least

    assert [at_least(between) for between in range(3)] == [2, 2, 1]


def test_who_is_told_apart_beside_the_claims_words_counts_once() -> None:
    words = frozenset({ASP.statements[0].id})
    assert graph([OBI, FALK, ASP], central=words).at_least == 1
    assert graph([OBI, FALK, ASP], central=words | {one.statements[0].id for one in (OBI, FALK)}).at_least == 2


ENDS = [COURT, MINISTRY, OBI, FALK, WITNESS, ASP, UNNAMED, COMPANY, UNION, MEDIA, GONE, GUARD_GONE, POLICE,
        node("Seoul"), node("South Korean government"), node("Orrin"), person("Ada Obi Lund", "Orrin")]  # fmt: skip
some_ends = st.lists(st.sampled_from(ENDS), max_size=7, unique_by=lambda one: one.key)
FEW = settings(max_examples=150, deadline=None)


def numbers(ends: list[EndNode]) -> tuple[int, int]:
    found = graph(ends)
    return found.at_least, found.at_most


@FEW
@given(some_ends, st.permutations(RULES))
def test_the_order_of_the_rules_changes_nothing(ends: list[EndNode], rules: list[object]) -> None:
    assert graph(ends, rules) == graph(ends)  # type: ignore[arg-type]


@FEW
@given(some_ends, st.randoms(use_true_random=False))
def test_the_order_of_the_ends_changes_nothing(ends: list[EndNode], random: object) -> None:
    shuffled = list(ends)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert graph(shuffled) == graph(ends)


@FEW
@given(some_ends)
def test_at_least_is_between_one_and_at_most_and_can_be_redrawn(ends: list[EndNode]) -> None:
    found = graph(ends)
    assert min(1, len(ends)) <= found.at_least <= max(1, found.at_most) <= max(1, len(ends))
    assert found.at_most == len(found.counted)
    joined = [edge for edge in found.edges if edge.verdict == "same"]
    for edge in joined:
        assert any(edge.a in group and edge.b in group for group in found.groups)


@FEW
@given(some_ends, st.sets(st.integers(0, 6)))
def test_whatever_is_withdrawn_at_least_is_no_more_than_at_most(ends: list[EndNode], which: set[int]) -> None:
    taken = [replace(one, withdrawn="it has been withdrawn") if n in which else one for n, one in enumerate(ends)]
    found = graph(taken)
    assert min(1, len(ends)) <= found.at_least <= found.at_most


ALIASES = {
    "Kesh Electoral Court": "the Kesh Electoral Court's", "Ada Obi": "Comedian Ada Obi", "Seoul": "South Korea",
    "Ben Falk": "Falk", "Orrin": "ORRIN", "Kesh Defence Ministry": "Kesh Ministry of Defense",
}  # fmt: skip
"""Another writing of a name: a possessive, a description, a capital, a surname, letters, a synonym."""


@FEW
@given(some_ends)
def test_an_alias_in_one_report_more_changes_no_number(ends: list[EndNode]) -> None:
    for one in ends:
        if one.name in ALIASES:
            other = replace(one, key=("entity", "alias"), name=ALIASES[one.name], names=(ALIASES[one.name],))
            assert numbers([*ends, other]) == numbers(ends), ALIASES[one.name]


@FEW
@given(some_ends)
def test_a_report_that_only_cites_changes_no_number(ends: list[EndNode]) -> None:
    if any(not one.relay for one in ends):
        assert numbers([*(one for one in ends if one is not MEDIA), MEDIA]) == numbers(
            [one for one in ends if one is not MEDIA]
        )


@FEW
@given(some_ends, st.sampled_from(ENDS))
def test_one_end_more_never_lowers_a_number(ends: list[EndNode], more: EndNode) -> None:
    if any(one.key == more.key for one in ends) or any(one.nameless or one.withdrawn or one.relay for one in ends):
        return
    before, after = numbers(ends), numbers([*ends, more])
    assert after[0] >= before[0]
    joins = sum(edge.verdict == "same" for edge in graph([*ends, more]).edges)
    assert joins or after[1] >= before[1]
