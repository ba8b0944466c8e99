"""What a rewrite leaves out and adds by whole sentences, and whose words it gives to another."""

from __future__ import annotations

import pytest

from firsthand.data import Conflict, Derivation, Passage
from firsthand.relate.pile import Pile
from tests.relate.conflicts.test_conflicts import found
from tests.relate.small_piles import Report, Said, pile_of

pytestmark = pytest.mark.models

CLOSED = Said("The Harbour Authority of Port Arden closed two of its seven terminals on Tuesday.")
HANDLE = Said("The Kestrel and Lodestar terminals handle about 38 percent of the port's containers.")
BUILT = Said("The cranes had been built by Tornquist Engineering in 2009.", "institution", "the transport ministry")
GESTURE = Said("It was a late and shabby gesture towards the dockers.", "person", "Mirela Stan")
CLOSED_2 = Said("Port Arden's Harbour Authority has shut two of its seven terminals on Tuesday.")
HANDLE_2 = Said("The Kestrel and Lodestar terminals are responsible for roughly 38 percent of the port's containers.")
BUILT_2 = Said("Tornquist Engineering had built the cranes in 2009.", "institution", "the transport ministry")
MOMENT = Said("This marks a pivotal moment for the whole region.", modality="evaluated")


def drifts(original: tuple[Said, ...], copy: tuple[Said, ...], relation: str = "rewrite") -> list[Conflict]:
    """The drifts of a rewrite in which the sentences of the same place in ``_PAIRS`` are aligned."""
    pile = pile_of([Report("a", original), Report("b", copy)])
    return [one for one in found(pile, (_aligned(pile, original, copy, relation),)) if one.judgement == "drift"]


_PAIRS = {CLOSED.words: CLOSED_2.words, HANDLE.words: HANDLE_2.words, BUILT.words: BUILT_2.words}


def _aligned(pile: Pile, original: tuple[Said, ...], copy: tuple[Said, ...], relation: str) -> Derivation:
    passages = tuple(
        Passage(pile.analysis["a"].statements[i].span, pile.analysis["b"].statements[j].span, "paraphrase")
        for i, one in enumerate(original)
        for j, other in enumerate(copy)
        if _PAIRS.get(one.words) == other.words
    )
    return Derivation("d", "a", "b", relation, "a_to_b", 0.9, passages, ())  # type: ignore[arg-type]


def test_a_voice_that_the_rewrite_leaves_out() -> None:
    (one,) = drifts((CLOSED, GESTURE, HANDLE, BUILT), (CLOSED_2, HANDLE_2, BUILT_2))
    assert (one.kind, one.values) == ("actor", ("Mirela Stan", "left out"))


def test_a_voice_that_the_rewrite_names_elsewhere_is_not_left_out() -> None:
    names = Said("The Kestrel and Lodestar terminals handle 38 percent of the port's containers; Mirela Stan is angry.")
    told = drifts((CLOSED, GESTURE, HANDLE, BUILT), (CLOSED_2, names, BUILT_2))
    assert not [one for one in told if "left out" in one.values]


def test_an_outlet_that_somebody_spoke_to() -> None:
    told = Said(BUILT.words, "institution", "the transport ministry", told="Radio Kesh")
    (one,) = drifts((CLOSED, HANDLE, told), (CLOSED_2, HANDLE_2, BUILT_2))
    assert (one.kind, one.values) == ("actor", ("Radio Kesh", "left out"))


def test_judgements_that_the_rewrite_adds() -> None:
    (one,) = drifts((CLOSED, HANDLE, BUILT), (CLOSED_2, MOMENT, HANDLE_2, BUILT_2))
    assert (one.kind, one.values) == ("modality", ("added", "not said"))


def test_a_copy_and_a_report_that_only_draws_on_another_depart_as_they_like() -> None:
    whole = (CLOSED, GESTURE, HANDLE, BUILT)
    assert not drifts(whole, (CLOSED_2, MOMENT, HANDLE_2, BUILT_2), "near_copy")
    own = tuple(
        Said(words)
        for words in (
            "Lorry queues stretched for six kilometres along the coast road.",
            "Drivers slept in the sports hall of Brask.",
            "Bread ran out at the Gull by nine in the morning.",
        )
    )
    assert not drifts(whole, (CLOSED_2, MOMENT, *own))


def test_a_source_that_the_rewrite_changes() -> None:
    other = Said(BUILT_2.words, "institution", "Veritas Maritime Institute")
    (one,) = drifts((CLOSED, HANDLE, BUILT), (CLOSED_2, HANDLE_2, other))
    assert (one.kind, one.values) == ("actor", ("the transport ministry", "Veritas Maritime Institute"))


def test_a_person_who_speaks_for_an_institution_is_no_other_source() -> None:
    other = Said(BUILT_2.words, "person", "Hedda Lyle")
    assert not drifts((CLOSED, HANDLE, BUILT), (CLOSED_2, HANDLE_2, other))
