"""The history of a matter: stages in order of time, none from a copy, none where nothing changed."""

from __future__ import annotations

from firsthand.data import Conflict, Derivation, History, Modality
from firsthand.relate.claims import claims
from firsthand.relate.conflicts import conflicts
from firsthand.relate.history import histories
from firsthand.relate.pile import Pile
from tests.relate.small_piles import Report, Said, copy_of, derived, pile_of, story


def found(pile: Pile, derivations: tuple[Derivation, ...] = ()) -> tuple[tuple[History, ...], tuple[Conflict, ...]]:
    grouped, _ = claims(pile, story(pile), derivations, ())
    told = conflicts(pile, story(pile), derivations, (), grouped)
    return histories(pile, grouped, told, derivations), told


def states(history: History) -> list[str]:
    return [stage.state for stage in history.stages]


def action(modality: Modality, verb: str) -> Said:
    return Said(f"President Okoro {verb} the army to retake the northern mines of Kesh.", modality=modality)


CONSIDERED, ORDERED = action("considered", "is considering using"), action("ordered", "has ordered")


def test_considered_then_ordered() -> None:
    early = Report("a", (CONSIDERED,), published="2031-03-11")
    late = Report("b", (ORDERED,), published="2031-03-14")
    ((history,), _) = found(pile_of([early, late]))
    assert states(history) == ["considered", "ordered"]
    assert [stage.earliest for stage in history.stages] == ["2031-03-11", "2031-03-14"]
    assert len(history.claims) == 2


def test_a_copy_is_no_stage_of_its_own() -> None:
    early = Report("a", (CONSIDERED,), published="2031-03-11")
    late = Report("b", (ORDERED,), published="2031-03-14")
    pile = pile_of([early, copy_of(early, "c"), late])
    ((history,), _) = found(pile, (derived(pile, "a", "c"),))
    assert [pile.statement[stage.statement].span.document for stage in history.stages] == ["a", "b"]


def test_a_later_figure_supersedes() -> None:
    nine = Said("Nine people were killed in the flood at Tallow.", numbers=(("Nine", 9, "people"),))
    twelve = Said("Twelve people were killed in the flood at Tallow.", numbers=(("Twelve", 12, "people"),))
    first, second = Report("a", (nine,), published="2031-03-11"), Report("b", (twelve,), published="2031-03-14")
    ((history,), _) = found(pile_of([first, second]))
    assert states(history) == ["reported", "superseded"]


def test_denied() -> None:
    said = Said("Korrel Hydro postponed the repair of the dam gates to save money.", "person", "Ada Obi")
    denied = Said(
        "Korrel Hydro never postponed the repair of the dam gates to save money.", "institution", "Korrel Hydro",
        negated=True,
    )  # fmt: skip
    ((history,), _) = found(pile_of([Report("a", (said,)), Report("b", (denied,))]))
    assert states(history) == ["reported", "denied"]


def test_what_never_changed_has_no_history() -> None:
    said = Said("Korrel Hydro postponed the repair of the dam gates to save money.", "person", "Ada Obi")
    assert found(pile_of([Report("a", (said,)), Report("b", (said,))]))[0] == ()
    assert histories(Pile((), ()), (), (), ()) == ()
