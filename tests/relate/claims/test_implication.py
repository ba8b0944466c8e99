"""Claims that hang together and are not the same: linked both ways, and lending each other no origin."""

from __future__ import annotations

import pytest

from firsthand.data import Claim
from firsthand.relate.claims.claims import claims
from tests.relate.small_piles import Report, Said, pile_of, story

pytestmark = pytest.mark.models

INVERSE = {"entails": "entailed_by", "has_part": "part_of", "stronger": "weaker"}
TOLL = "Rescue workers said the flood in Tallow killed 12 people."


def made(*said: Said) -> tuple[Claim, ...]:
    pile = pile_of([Report(f"r{n}", (one,), f"Outlet {n}") for n, one in enumerate(said)])
    return claims(pile, story(pile), (), ())[0]


def relations(*said: Said) -> set[str]:
    found = made(*said)
    by_id = {one.id: one for one in found}
    for claim in found:
        for link in claim.links:
            back = [one.relation for one in by_id[link.claim].links if one.claim == claim.id]
            forth = {**INVERSE, **{v: k for k, v in INVERSE.items()}}
            assert back == [forth[link.relation]]
    return {link.relation for claim in found for link in claim.links}


def test_a_fact_is_stronger_than_what_is_only_possible() -> None:
    sure = Said("The harbour authority closed the northern terminal of Port Arden.")
    unsure = Said("The harbour authority may have closed the northern terminal of Port Arden.", modality="possible")
    assert relations(sure, unsure) == {"stronger", "weaker"}


def test_a_count_is_stronger_than_the_bound_that_it_keeps() -> None:
    exact = Said("The flood in Tallow killed 84 people.", numbers=(("84", 84, "people"),))
    bound = Said("The flood in Tallow killed at least 50 people.", numbers=(("50", 50, "people"),), bound="at_least")
    assert relations(exact, bound) == {"stronger", "weaker"}


def test_a_negation_links_nothing() -> None:
    one = Said("The harbour authority closed the northern terminal of Port Arden.")
    other = Said("The harbour authority never closed the northern terminal of Port Arden.", negated=True)
    assert relations(one, other) == set()


def test_other_matters_are_not_linked() -> None:
    assert relations(Said(TOLL), Said("Grain exports from the eastern ports fell sharply in spring.")) == set()


def test_a_link_lends_no_origin() -> None:
    sure = Said("The harbour authority closed the northern terminal of Port Arden.", "person", "Ada Obi")
    unsure = Said(
        "The harbour authority may have closed the northern terminal of Port Arden.", "person", "Bo Lund",
        modality="possible",
    )  # fmt: skip
    found = made(sure, unsure)
    assert [len(one.origins) for one in found] == [1, 1]
    assert all(one.links for one in found)


def test_a_part_has_its_actor_in_the_whole() -> None:
    whole = Said(
        "The captain of the ferry criticised the plan of the harbour authority to close the northern terminal."
    )
    own = Said("The harbour authority has a plan to close the northern terminal.")
    other = Said("The mayor has a plan to close the northern terminal.")
    assert relations(whole, other) == set()
    assert relations(whole, own) <= {"has_part", "part_of"}


def test_a_heading_is_no_part() -> None:
    whole = Said("The harbour authority published the list of the northern terminal repairs on Monday.")
    assert relations(whole, Said("The northern terminal repairs of the harbour authority")) == set()
