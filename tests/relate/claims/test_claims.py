from __future__ import annotations

import pytest

from evals.piles import claims
from firsthand.data import Claim, Derivation
from firsthand.relate.pile import Pile
from tests.relate.small_piles import Report, Said, derived, pile_of, story

pytestmark = pytest.mark.models


def grouped(pile: Pile, derivations: tuple[Derivation, ...] = ()) -> tuple[Claim, ...]:
    return claims(pile, story(pile), derivations, ())[0]


def together(one: str, other: str, **more: object) -> bool:
    pile = pile_of([Report("a", (Said(one, **more),)), Report("b", (Said(other),))])  # type: ignore[arg-type]
    return len(grouped(pile)) == 1


SAME = [
    (
        "The mayor ordered the harbour bridge in Tallow closed on Friday.",
        "The harbour bridge in Tallow was ordered closed by the mayor on Friday.",
    ),
    ("Police arrested two men near the Marlow stadium.", "Two men were arrested near the Marlow stadium by police."),
    (
        "President Okoro has directed the army to retake the northern mines of Kesh.",
        "President Okoro issued an order to the army to retake the mines of Kesh in the north.",
    ),
]
DIFFERENT = [
    (
        "Federal prosecutors unsealed the indictment against Marlow Shipping in May.",
        "Federal prosecutors dismissed the indictment against Marlow Shipping in May.",
    ),
    (
        "President Okoro ordered the army to retake the northern mines of Kesh.",
        "President Okoro is weighing whether the army should retake the northern mines of Kesh.",
    ),
    ("At least 84 people were killed by the driver of the lorry.", "The driver of the lorry was killed by police."),
    ("Governor Adeyemi vetoed the water bill on Monday.", "Senator Brandt vetoed the water bill on Monday."),
    ("The court upheld the ban on fishing in Lake Orrin.", "Fishermen protested in Tallow and burned tyres."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_wordings_are_one_claim(one: str, other: str) -> None:
    assert together(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_like_wordings_that_say_other_things_stay_apart(one: str, other: str) -> None:
    assert not together(one, other)


def test_three_reports_are_joined_twice_each_by_its_step() -> None:
    said, otherwise = SAME[0]
    pile = pile_of([Report("a", (Said(said),)), Report("b", (Said(otherwise),)), Report("c", (Said(said),))])
    (claim,) = grouped(pile)
    assert len(claim.statements) == 3
    assert sorted(one.step for one in claim.joins) == ["model", "same_words"]
    exact = next(one for one in claim.joins if one.step == "same_words")
    assert exact.probability == 1.0
    assert all(one.a in claim.statements and one.b in claim.statements for one in claim.joins)


def test_numbers_veto() -> None:
    one = Said("The reward for Duran was doubled to $50 million.", numbers=(("$50 million", 5e7, "USD"),))
    other = Said("The reward for Duran was set at $25 million.", numbers=(("$25 million", 2.5e7, "USD"),))
    assert len(grouped(pile_of([Report("a", (one,)), Report("b", (other,))]))) == 2


def test_a_negation_is_not_what_it_negates() -> None:
    one = Said("The company postponed the repair of the dam.")
    other = Said("The company never postponed the repair of the dam.", negated=True)
    assert len(grouped(pile_of([Report("a", (one,)), Report("b", (other,))]))) == 2


def test_every_statement_is_in_exactly_one_claim() -> None:
    pile = pile_of([Report(str(n), tuple(Said(words) for words in pair)) for n, pair in enumerate(SAME + DIFFERENT)])
    held = [name for claim in grouped(pile) for name in claim.statements]
    assert sorted(held) == sorted(pile.statement)


def test_a_claim_is_worded_by_one_of_its_statements() -> None:
    pile = pile_of([Report("a", (Said(SAME[0][0]),)), Report("b", (Said(SAME[0][1]),))])
    (claim,) = grouped(pile)
    assert claim.text in {pile.words(pile.statement[name].span) for name in claim.statements}


def test_a_rewrite_aligns_with_less_likeness() -> None:
    one = "Two bridges over the river were carried away by the water."
    other = "A pair of crossings had been swept off their piers."
    pile = pile_of([Report("a", (Said(SAME[2][0]), Said(one))), Report("b", (Said(SAME[2][1]), Said(other)))])
    assert len(grouped(pile, (derived(pile, "a", "b", "rewrite"),))) <= len(grouped(pile))


def test_no_text_and_no_statement() -> None:
    assert claims(Pile((), ()), (), (), ()) == ((), ())


def test_one_toll_in_other_words_is_one_claim() -> None:
    toll = Said("The death toll stands at nine.", "institution", "Rescue Service", numbers=(("nine", 9, ""),))
    killed = Said(
        "At least nine people were killed in the flood at Tallow.", "institution", "Rescue Service",
        numbers=(("nine", 9, "people"),),
    )  # fmt: skip
    pile = pile_of([Report("a", (toll,)), Report("b", (killed,))])
    grouped, _ = claims(pile, story(pile), (), ())
    assert len(grouped) == 1
