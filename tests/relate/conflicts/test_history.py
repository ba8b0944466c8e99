"""The history of a matter: stages in order of time, none from a copy, none where nothing changed."""

from __future__ import annotations

from functools import cache

import pytest

from evals.piles import claims, conflicts, histories
from firsthand.data import Block, Conflict, Derivation, Document, History, Modality, Outlet, Published
from firsthand.models.vectors import embedder
from firsthand.pipeline import analysed
from firsthand.relate import relate
from firsthand.relate.pile import Pile
from tests.relate.small_piles import Report, Said, copy_of, derived, pile_of, story

pytestmark = pytest.mark.models


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


@cache
def made(*reports: tuple[str, str]) -> tuple[list[str], list[str | None]]:
    """States and days of the one history that reports of a day and a text have, read and compared as in a run."""
    documents = []
    for number, (day, text) in enumerate(reports):
        blocks, published = (Block(0, len(text), "body"),), Published(day, day, "day", "given")
        name, outlet = f"d{number}", Outlet(f"Paper {number}", "given")
        documents.append(Document(name, name, name, text, None, outlet, (), published, "en", blocks))
    record = relate([analysed(one) for one in documents], embed=embedder())
    (history,) = record.histories or (History("", (), ()),)
    return states(history), [stage.earliest for stage in history.stages]


REBELS = "rebels had shot down a transport helicopter near the Orlan mines"


def test_confirmed_by_another_report() -> None:
    first = ("2031-03-11", "Rebels shot down a transport helicopter near the Orlan mines, witnesses said.")
    found = made(first, ("2031-03-12", f"The defence ministry confirmed that {REBELS}."))
    assert found == (["reported", "confirmed"], ["2031-03-11", "2031-03-12"])
    for undone in ("refused to confirm", "could not confirm", "did not confirm"):
        assert made(first, ("2031-03-12", f"The defence ministry {undone} that {REBELS}."))[0] == []


def test_a_later_report_without_the_confirmation_tells_nothing_new() -> None:
    first = ("2031-03-11", f"The defence ministry confirmed that {REBELS}.")
    assert made(first, ("2031-03-12", f"The army said that {REBELS}."))[0] == []


@pytest.mark.parametrize(
    ("stage", "early", "late"),
    [
        (
            "planned",
            "Governor Ada Obi plans to close the harbour of Kesh in the autumn.",
            "Governor Ada Obi has abandoned plans to close the harbour of Kesh.",
        ),
        (
            "ordered",
            "President Okoro ordered the army to retake the northern mines of Kesh.",
            "President Okoro rescinded the order to retake the northern mines of Kesh.",
        ),
        (
            "considered",
            "The government is considering a ban on river fishing in the Asp valley.",
            "The government has dropped the idea of a ban on river fishing in the Asp valley.",
        ),
        (
            "reported",
            "Halden Steel offered to buy its rival Morrow Mills for $4 billion.",
            "Halden Steel withdrew its $4 billion offer to buy its rival Morrow Mills.",
        ),
        (
            "reported",
            "Minister Joss Hale met the rebel leader in a hotel in Varna, the Kesh Times reported.",
            "The Kesh Times retracted its report that minister Joss Hale met the rebel leader in a hotel in Varna.",
        ),
    ],
)
def test_withdrawn(stage: str, early: str, late: str) -> None:
    assert made(("2031-03-11", early), ("2031-03-15", late)) == ([stage, "withdrawn"], ["2031-03-11", "2031-03-15"])
    assert made(("2031-03-15", early), ("2031-03-11", late))[0] == []  # an older report takes back nothing


def test_what_another_takes_back_is_another_matter() -> None:
    early = "Governor Ada Obi plans to close the harbour of Kesh in the autumn."
    assert (
        made(
            ("2031-03-11", early), ("2031-03-15", "Governor Ada Obi has abandoned plans to widen the road to Tallow.")
        )[0]
        == []
    )


def test_every_later_figure_is_a_stage() -> None:
    found = made(
        ("2031-03-11", "Nine people were killed in the flood at Tallow, police said."),
        ("2031-03-12", "Twelve people were killed in the flood at Tallow, police said."),
        ("2031-03-14", "The flood at Tallow killed 15 people, police said."),
    )
    assert found == (["reported", "superseded", "superseded"], ["2031-03-11", "2031-03-12", "2031-03-14"])


def test_alleged_then_admitted() -> None:
    found = made(
        ("2031-03-11", "Police suspect that Ion Varga set the fire at the Lumen theatre."),
        ("2031-03-13", "Ion Varga admitted that he set the fire at the Lumen theatre."),
    )
    assert found[0] == ["alleged", "confirmed"]


def test_what_never_changed_has_no_history() -> None:
    said = Said("Korrel Hydro postponed the repair of the dam gates to save money.", "person", "Ada Obi")
    assert found(pile_of([Report("a", (said,)), Report("b", (said,))]))[0] == ()
    assert histories(Pile((), ()), (), (), ()) == ()
