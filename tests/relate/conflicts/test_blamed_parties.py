"""Two parties that blame each other, and reports that only look like it; invented."""

from __future__ import annotations

import pytest

from firsthand.data import Conflict
from tests.relate.facts.test_events import record

pytestmark = pytest.mark.models

JETS = "Government jets bombed the hospital of Kesh on Monday, killing 12 patients, rebels said."
MORTARS = "Rebel mortars hit the hospital of Kesh on Monday, killing 12 patients, the army said."


def disputes(*texts: str) -> list[Conflict]:
    made = record(*(("2031-03-11", text) for text in texts))
    return [one for one in made.conflicts if one.judgement == "dispute"]


def test_parties_that_blame_each_other_are_a_dispute() -> None:
    (one,) = disputes(JETS, MORTARS)
    assert one.kind == "actor"
    assert set(one.values) == {"rebels", "army"}


def test_in_one_report_too() -> None:
    assert (
        len(disputes(f"{JETS}\n\n{MORTARS}", "A hospital in Kesh was hit on Monday. Twelve patients died there.")) == 1
    )


@pytest.mark.parametrize("other", [
    "Government jets bombed the hospital of Kesh on Monday, killing 12 patients, doctors said.",
    "Rebel mortars hit the grain mill of Tallow in May, the army said.",
    "The army said that its soldiers had reached the hospital of Kesh on Monday, where 12 patients were killed.",
])  # fmt: skip
def test_one_side_alone_or_another_deed_is_none(other: str) -> None:
    assert disputes(JETS, other) == []


def test_who_accuses_is_named_and_not_who_tells_it() -> None:
    accused = (
        "The Varonian Army accused the rebels of bombing the hospital of Kesh and killing 12 patients, a diplomat said."
    )
    (one,) = disputes("Varonia bombed the hospital of Kesh on Monday, killing 12 patients, rebels said.", accused)
    assert set(one.values) == {"rebels", "Varonian Army"}
