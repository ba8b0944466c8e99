"""The trail: what a step leaves on it, and that the reference names every step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evals.example import story
from evals.without import measured, without
from firsthand import trail
from firsthand.analyse.attribution.relation import AttributionRelation
from tests.analyse.reading import read

ROOT = Path(__file__).parents[1]
ITEM = AttributionRelation(((0, 1),), ((2, 3),), ((4, 9),), "verb")


def test_a_step_that_changes_nothing_leaves_no_name() -> None:
    assert trail.changed(ITEM, "ensemble.lead", content=((4, 9),)) is ITEM
    changed = trail.changed(ITEM, "ensemble.lead", content=((5, 9),))
    assert (changed.content, changed.steps) == (((5, 9),), ("ensemble.lead",))


def test_a_step_left_out_changes_nothing() -> None:
    with without(["ensemble.lead"]):
        assert trail.changed(ITEM, "ensemble.lead", content=((5, 9),)) is ITEM


@pytest.mark.models
def test_relations_say_how_they_came_about() -> None:
    told, quoted, cited = (
        [one.steps for one in read(text).attributions]
        for text in (
            "Ortega told Reuters that the bridge would open. “It is safe now,” Ortega said.",
            "“We are tired,” Ortega said. “Nobody listens to us.”",
            "The Courier reported, citing two officials, that the dam had cracked.",
        )
    )
    assert told == [
        ("clause.verb", "sources.resolve", "chains.addressee"),
        ("clause.verb", "quotation.widened", "sources.resolve", "chains.carried"),
    ]
    assert quoted == [("clause.verb", "quotation.widened", "quotation.goes_on", "sources.resolve")]
    assert cited == [
        ("clause.verb", "cited.trim", "sources.resolve", "outlets.by_role"),
        ("cited.source", "sources.resolve", "chains.within"),
    ]


@pytest.mark.models
def test_the_reference_names_every_step() -> None:
    record = story().record
    used = {step for one in (*record.attributions, *record.conflicts) for step in one.steps}
    used |= {join.step for claim in record.claims for join in claim.joins}
    told = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([\w.]+)`", told.partition("### Steps")[2].partition("## Python")[0]))
    assert {step for step in used if step not in words and step.partition(".")[2] not in words} == set()


@pytest.mark.models
def test_a_claim_has_one_join_less_than_statements() -> None:
    for claim in story().record.claims:
        assert len(claim.joins) == len(claim.statements) - 1
        assert {id_ for join in claim.joins for id_ in (join.a, join.b)} <= set(claim.statements)


def test_a_step_that_nothing_comes_by_is_named() -> None:
    with pytest.raises(LookupError, match=r"no case comes by a step ensemble\.lede"):
        measured([], ["ensemble.lede"])
