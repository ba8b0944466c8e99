"""The table of facts: what meets, what stays apart, and what never shows in it; the reports are invented."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from firsthand.comparable import ReportedValue
from firsthand.data import Bound, DocumentId, Fact, Given, RawDocument, Record, Span, StatementId
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.record import to_json
from firsthand.relate import relate
from firsthand.relate.facts.figures import one_figure, reconciled

FERRY = (
    "HARBOUR, Monday - At least nine passengers died and some 40 were hurt when the ferry Aurelia struck the pier at "
    "Port Linden, the harbour police said.",
    "The ferry Aurelia hit the pier of Port Linden on Monday, killing 14 passengers and injuring 43, the hospital of "
    "Port Linden said. Six of the dead were children.",
    "Fourteen passengers were killed when the Aurelia, a ferry, rammed a pier in Port Linden on Monday, said the "
    "mayor, Ilse Marn. A choir had been on board.",
)


def record(*texts: str) -> Record:
    raws = [
        RawDocument(f"r{n}", "text/plain", text.encode(), Given(id=f"r{n}", outlet=f"Outlet {n}"))
        for n, text in enumerate(texts)
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return relate(reads, embed=embedder())


def fact(made: Record, attribute: str) -> Fact:
    (one,) = (one for one in made.facts if one.attribute == attribute and not one.part)
    return one


@pytest.mark.models
def test_tolls_meet_across_reports_that_are_not_alike() -> None:
    made = record(*FERRY)
    killed = fact(made, "killed")
    assert [(one.low, one.reports.documents) for one in killed.values] == [(9, 1), (14, 2)]
    assert killed.state == "differ"
    (conflict,) = (one for one in made.conflicts if one.fact == killed.id)
    assert conflict.kind == "number"
    assert "harbour police" in conflict.reason
    assert len(set(conflict.statements)) == 3
    assert len(set(conflict.values)) == 2


@pytest.mark.models
def test_how_much_was_comparable_is_said() -> None:
    made = record(*FERRY)
    (story,) = made.stories
    assert story.compared.differ == sum(one.state == "differ" for one in made.facts)
    assert story.compared.differ >= 1
    assert story.facts == tuple(one.id for one in made.facts)


@pytest.mark.models
def test_a_report_alone_has_no_agreement() -> None:
    made = record(FERRY[0])
    assert made.facts == ()
    assert made.stories[0].compared.agree == 0
    assert made.stories[0].compared.one_report == 2


@pytest.mark.models
def test_a_part_is_no_second_figure_of_its_whole() -> None:
    killed = [one for one in record(*FERRY).facts if one.attribute == "killed"]
    assert killed
    assert not [one for one in killed if {value.low for value in one.values} >= {6, 14}]


@pytest.mark.models
def test_the_order_of_the_reports_does_not_show() -> None:
    raws = [
        RawDocument(f"r{n}", "text/plain", text.encode(), Given(id=f"r{n}", outlet=f"Outlet {n}"))
        for n, text in enumerate(FERRY)
    ]
    first = to_json(relate(distinct_documents(read_batch(raws))[0], embed=embedder()))
    for seed in range(3):
        shuffled = random.Random(seed).sample(raws, len(raws))
        assert to_json(relate(distinct_documents(read_batch(shuffled))[0], embed=embedder())) == first


@pytest.mark.models
def test_a_copy_changes_no_figures_origins() -> None:
    before = {(one.attribute, v.low): v.independent for one in record(*FERRY).facts for v in one.values}
    near = (
        FERRY[1].replace("The ferry Aurelia", "On Monday, the ferry Aurelia").replace("on Monday, killing", "killing")
    )
    after = {(one.attribute, v.low): v.independent for one in record(*FERRY, near).facts for v in one.values}
    assert {key: after[key] for key in before} == before


@pytest.mark.models
def test_every_conflict_of_figures_points_at_its_fact() -> None:
    made = record(*FERRY)
    facts = {one.id: one for one in made.facts}
    of_facts = [one for one in made.conflicts if one.fact is not None]
    assert of_facts
    for one in of_facts:
        held = {name for value in facts[one.fact or ""].values for name in value.statements}
        assert set(one.statements) <= held


DEPARTURE = (
    "The ferry Aurelia left Tallow shortly before six on Monday and struck the pier of Port Linden, the harbour "
    "police said. A dozen passengers died and some 40 were hurt.",
    "The Aurelia had left Tallow at 05.55 on Monday, the company said. Twelve passengers were killed when the ferry "
    "hit the pier of Port Linden, and 43 were taken to hospital.",
    "The ferry Aurelia hit the pier at Port Linden, killing 12 passengers and injuring 43, said the mayor.",
)


@pytest.mark.models
def test_one_figure_in_several_wordings_is_joined_and_said_to_agree() -> None:
    made = record(*DEPARTURE)
    for attribute, low, reports in (("killed", 12, 3), ("injured", 43, 3), ("hour", 355, 2)):
        one = fact(made, attribute)
        assert one.state == "agree"
        assert [(held.low, held.reports.documents) for held in one.values] == [(low, reports)]
    assert not [one for one in made.conflicts if one.kind in ("number", "date")]


def value(low: float, high: float | None = None, bound: Bound = "exact", attribute: str = "killed") -> ReportedValue:
    at = Span(DocumentId("d"), 0, 1)
    nothing: frozenset[str] = frozenset()
    return ReportedValue(
        at, at, StatementId("s"), attribute, low, low if high is None else high, bound, "person", "people", nothing,
        False, False, nothing, nothing, nothing, (), nothing, nothing, False, False, False, nothing, 0,
    )  # fmt: skip


SAME = [
    (value(58, bound="at_least"), value(58)),
    (value(12), value(12, bound="about")),
    (value(55, bound="more_than"), value(58)),
    (value(24, 99, bound="about"), value(43)),
    (value(1_400), value(1_429)),
    (value(230_000, attribute="length"), value(225_308, attribute="length")),
    (value(355, attribute="hour", bound="about"), value(360, attribute="hour")),
    (value(20081118, attribute="day"), value(20081101, 20081130, attribute="day")),
    (value(20081118, attribute="day", bound="about"), value(20081119, attribute="day")),
    (value(20081231, attribute="day", bound="about"), value(20090101, attribute="day")),
]
OTHER = [
    (value(9), value(14)),
    (value(26, bound="at_least"), value(35)),
    (value(55, bound="more_than"), value(75)),
    (value(24, 99, bound="about"), value(150)),
    (value(1e12, attribute="money"), value(1.2e12, attribute="money")),
    (value(200), value(243)),
    (value(230_000, attribute="length"), value(209_214, attribute="length")),
    (value(690, attribute="hour"), value(720, attribute="hour")),
    (value(20081118, attribute="day"), value(20081119, attribute="day")),
    (value(20081118, attribute="day"), value(20080101, 20080131, attribute="day")),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_figure_in_two_wordings(a: ReportedValue, b: ReportedValue) -> None:
    assert one_figure(a, b)
    assert one_figure(b, a)


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_two_figures(a: ReportedValue, b: ReportedValue) -> None:
    assert not one_figure(a, b)
    assert not one_figure(b, a)


ARRESTED = (
    "Guards caught the forger Henrik Vane in a cellar of Vell on Tuesday. His printing press stood there too.",
    "The forger Henrik Vane, who was caught on Tuesday, had hidden in a cellar for two years.",
    "Guards caught his brother Tom Vane on Friday in a field near Lindal.",
)


@pytest.mark.models
def test_the_day_of_one_deed_is_one_fact_and_another_persons_is_none_of_it() -> None:
    made = record(*ARRESTED)
    (one,) = [held for held in made.facts if held.attribute == "day" and held.of == "catch"]
    assert (one.state, one.type) == ("agree", "figure")
    assert [(held.words, held.low, held.reports.documents) for held in one.values] == [("Tuesday", 2.0, 2)]
    assert not [held for held in made.conflicts if held.kind == "date"]


TIPS = (
    "The agency had received over 4,500 tips about the judge, a letter said.",
    "In its inquiry into the judge the agency gathered more than 4,500 tips, it told two senators.",
)


@pytest.mark.models
def test_one_figure_is_one_fact_whatever_verb_bears_it() -> None:
    held = [v for one in record(*TIPS).facts for v in one.values if v.low == 4500]
    assert [one.reports.documents for one in held] == [2]


def test_bounds_that_both_hold() -> None:
    assert reconciled(value(20, bound="at_least"), value(25))
    assert not reconciled(value(20), value(25))


def test_figures_of_a_row_differ_from_each_other() -> None:
    assert not any(one_figure(value(a), value(b)) for a, b in pairwise((3, 7, 12, 40)))
