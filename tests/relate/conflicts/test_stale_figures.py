"""An older toll that a copy repeats: below a newer one of its own, or after another report gave more; and what only
looks like it.  The reports are invented."""

from __future__ import annotations

from itertools import permutations

import pytest

from firsthand.data import Conflict, Given, RawDocument, Record
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import relate

pytestmark = pytest.mark.models

Told = tuple[str, str, str]
"""Outlet, moment of publication and text."""

_SCENE = (
    "\n\nThe ferry Alba Grey struck the stone pier of Port Linden shortly before six in the morning, as it came in from"
    " the island of Sorrel with commuters and two school classes on board."
    "\n\nHarbour master Odile Krantz said that at least nine people were killed when the ferry struck the pier, and"
    " that divers were still searching the lower deck."
    "\n\nKrantz said the captain had reported trouble with the rudder twenty minutes earlier and had asked for a tug,"
    " but that no tug had been free."
    "\n\nThe ferry was built in Arnholm in 1987 and was inspected last in the spring, said the register of ships."
)
MORNING = (
    "Nine people were killed when a ferry struck a pier in Port Linden on Tuesday, the harbour master said." + _SCENE
)
EVENING = (
    "Seventeen people were killed when a ferry struck a pier in Port Linden on Tuesday, the interior ministry said in"
    " the evening." + _SCENE
)
HOSPITAL = (
    "The ferry accident in Port Linden killed 17 people, doctors of the town's hospital said on Wednesday."
    "\n\nRelatives waited in the corridors for news of those who came ashore. The mayor, Ines Talbot, called a day of"
    " mourning, and shops along the harbour stayed closed."
)
QUIET = MORNING.replace("Nine people were killed when a ferry", "A ferry with commuters from the island").replace(
    "struck a pier in Port Linden on Tuesday, the harbour", "struck a pier in Port Linden this week, the harbour"
)
CHILDREN = (
    "Seventeen people were hurt when a ferry struck a pier in Port Linden on Tuesday, the interior ministry said in the"
    " evening." + _SCENE
)
KNOWS = EVENING.replace("Krantz said that at least", "Krantz had earlier said that at least")


def record(*reports: Told) -> Record:
    raws = [
        RawDocument(outlet, "text/plain", text.encode(), Given(id=outlet, outlet=outlet, published=day))
        for outlet, day, text in reports
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return relate(reads, embed=embedder())


def stale(*reports: Told) -> list[Conflict]:
    return [one for one in record(*reports).conflicts if one.judgement == "stale"]


MORNING_REPORT = ("Linden Post", "2031-04-08T07:30:00", MORNING)
EVENING_REPORT = ("Sorrel Times", "2031-04-08T21:00:00", EVENING)


def test_a_new_lead_above_the_morning_s_paragraph() -> None:
    made = record(MORNING_REPORT, EVENING_REPORT)
    (one,) = [conflict for conflict in made.conflicts if conflict.judgement == "stale"]
    assert one.kind == "number"
    assert one.steps[0] == "stale_figures"
    assert {"Seventeen people", "at least nine people"} <= set(one.values)
    assert "Sorrel Times" in one.reason and "Linden Post" in one.reason
    text = {document.id: document.text for document in made.documents}
    assert [span.of(text[span.document]) for span in one.spans] == list(one.values)


def test_another_report_gave_more_before_the_copy() -> None:
    first = ("Linden Post", "2031-04-08", MORNING)
    (one,) = stale(first, ("Town Herald", "2031-04-09", HOSPITAL), ("Far Courier", "2031-04-10", QUIET))
    assert "Far Courier" in one.reason and "Town Herald" in one.reason


@pytest.mark.parametrize(
    "later",
    [
        ("Sorrel Times", "2031-04-08T21:00:00", CHILDREN),
        ("Sorrel Times", "2031-04-08T21:00:00", KNOWS),
        ("Sorrel Times", "2031-04-08T21:00:00", MORNING),
    ],
    ids=["the hurt are not the dead", "the report says that it is older", "nothing newer"],
)
def test_what_is_not_stale(later: Told) -> None:
    assert not stale(MORNING_REPORT, later)


def test_an_independent_report_of_the_older_figure_is_not_stale() -> None:
    other = "Nine people died in the ferry accident in Port Linden, police said on Tuesday. The harbour is closed."
    assert not stale(("Linden Post", "2031-04-08", HOSPITAL), ("Far Courier", "2031-04-09", other))


def test_no_order_shows_and_a_copy_changes_no_value_s_origins() -> None:
    reports = (MORNING_REPORT, EVENING_REPORT, ("Town Herald", "2031-04-09", HOSPITAL))
    first = record(*reports)
    for order in permutations(reports):
        assert record(*order) == first
    copied = record(*reports, ("Gull Wire", "2031-04-09", MORNING))
    assert _origins(first) == _origins(copied)


def _origins(made: Record) -> dict[tuple[str, float], tuple[int | None, int | None]]:
    return {
        (fact.attribute, value.low): (value.independent.at_least, value.independent.at_most)
        for fact in made.facts
        for value in fact.values
        if fact.attribute == "killed"
    }
