"""What is said to be left out, taken back or denied stands in the earlier text, and is no more than that."""

from __future__ import annotations

import pytest

from firsthand.comparable.predication import leaves_open
from firsthand.data import Conflict
from firsthand.relate.conflicts.drift.cited_words import cited
from tests.relate.conflicts.test_conflict_kinds import found
from tests.relate.conflicts.test_conflicts import found as found_in
from tests.relate.small_piles import Report, Said, derived, pile_of

pytestmark = pytest.mark.models

CONDITION = "The army will leave Kesh on Friday if the rebels hand over the bridge."
RETOLD = "On Friday the army will leave Kesh, which lies on the river."
QUESTIONS = (
    "It is not clear if or when the army will leave Kesh.",
    "Reporters asked if the army will leave Kesh on Friday.",
    "The mayor does not know whether the army will leave Kesh on Friday.",
)


def conditions(original: str, copy: str) -> list[Conflict]:
    pile = pile_of([Report("a", (Said(original),)), Report("b", (Said(copy),))])
    told = found_in(pile, (derived(pile, "a", "b", "rewrite"),))
    return [one for one in told if "no condition" in one.values]


def test_a_condition_that_a_rewrite_drops_is_cited() -> None:
    pile = pile_of([Report("a", (Said(CONDITION),)), Report("b", (Said(RETOLD),))])
    (one,) = conditions(CONDITION, RETOLD)
    assert pile.words(one.spans[0]) == one.values[0] == "if the rebels hand over the bridge"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_open_question_is_no_condition(question: str) -> None:
    assert not conditions(question, RETOLD)


def test_words_that_leave_it_open_are_told_from_a_condition() -> None:
    assert leaves_open("if or when the army will leave Kesh")
    assert not leaves_open("if the rebels hand over the bridge or the mill")


def test_a_condition_in_another_form_is_not_dropped() -> None:
    assert not conditions(CONDITION, "The army will leave Kesh on Friday once the rebels hand over the bridge.")


def test_a_name_inside_a_longer_one_is_cited_nowhere() -> None:
    pile = pile_of([Report("a", (Said("All Tavian Airways flew on."), Said("Tavian herself said nothing.")))])
    first = pile.analysis["a"].statements[0]
    span = cited(pile, first, "Tavian")
    assert span is not None and span.start == pile.document["a"].text.index("Tavian herself")
    for longer in ("All Tavian Airways flew on.", "A man of All Tavian said so."):
        pile = pile_of([Report("a", (Said(longer),))])
        assert cited(pile, pile.analysis["a"].statements[0], "Tavian") is None


TRIAL = "The trial over the locks of the Asp canal went on in Port Havel this week. "
TRIAL_2 = "In Port Havel judges heard more about the locks of the Asp canal. "


def test_who_denies_a_reason_does_not_deny_the_deed() -> None:
    denied = TRIAL_2 + "No repair of the locks was ever postponed for reasons of cost, spokesman Piet Olsen said."
    charge = "The canal company postponed the repair of the locks to save money, engineer Ina Roth said."
    deed = "The canal company postponed the repair of the locks, engineer Ina Roth said."
    assert [one.kind for one in found(("2031-06-03", TRIAL + charge), ("2031-06-03", denied))] == ["denial"]
    assert not [one for one in found(("2031-06-03", TRIAL + deed), ("2031-06-03", denied)) if one.kind == "denial"]


POLICY = "The Harbour Authority of Port Arden shared a new policy on container fees, the authority said."
KEEP = "The Harbour Authority of Port Arden will continue to enforce its policy on container fees, the authority said."
REVERSED = "The Harbour Authority of Port Arden reversed its policy on container fees on Friday."


@pytest.mark.parametrize("early", [POLICY, KEEP])
def test_what_was_done_or_goes_on_is_not_withdrawn(early: str) -> None:
    told = found(("2031-03-11", early), ("2031-03-15", REVERSED))
    assert not [one for one in told if "withdrawn" in one.values]
