"""A number of origins and the lists below it add up: who is listed and not counted is named with the reason."""

from __future__ import annotations

from dataclasses import replace

from firsthand.data import History, Stage
from firsthand.report import explain, opened
from firsthand.report.first_screen import headline
from firsthand.report.not_counted import not_counted
from firsthand.report.passages import Printed
from firsthand.report.places import Places
from tests.report.demo_record import make


def test_a_confirmation_that_is_another_claim_says_why_it_does_not_count() -> None:
    record = make()
    reading = opened(record)
    claim = record.claims[0]
    other, confirms = next(
        (one, said) for one in record.claims[1:] for said in reading.statements_of(one)
        if said.chain and said.id not in claim.statements
    )  # fmt: skip
    stages = (Stage("reported", claim.statements[0], "2031-03-11", "2031-03-11"),
              Stage("confirmed", confirms.id, "2031-03-13", "2031-03-13"))  # fmt: skip
    made = opened(replace(record, histories=(History("h-aaaaaaaaaaaa", (claim.id, other.id), stages),)))  # type: ignore[arg-type]
    told = " ".join(not_counted(made, claim))
    assert reading.links(confirms)[-1] in told and "not in this number" in told
    assert reading.words(confirms.span).rstrip(" .")[:60] in told
    row = headline(Printed(made, frozenset(), Places(set(), set())), made.claim[claim.id])
    assert "not in this number" in row.apart
    assert "not in this number" in explain(made, claim.id)
    own = replace(stages[1], statement=claim.statements[-1])
    counted = opened(replace(record, histories=(History("h-aaaaaaaaaaaa", (claim.id,), (stages[0], own)),)))  # type: ignore[arg-type]
    assert not [one for one in not_counted(counted, claim) if "confirm" in one], "its own statements are counted"


def test_sources_of_other_wordings_are_named_as_such() -> None:
    reading = opened(make())
    for matter in reading.matters:
        for id_ in matter.claims:
            claim = reading.claim[id_]
            others = {end for one in matter.claims if one in reading.claim for end in reading.claim[one].origins}
            told = [one for one in not_counted(reading, claim) if "other wordings" in one]
            assert bool(told) == bool(others - set(claim.origins))
