"""What a report's numbers are values of, by the parse of whole sentences; the reports are invented."""

from __future__ import annotations

import pytest

from firsthand.comparable import ReportedValue
from firsthand.data import Given, RawDocument
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import read_batch

pytestmark = pytest.mark.models

CASES = [
    ("At least nine passengers died and some 40 were hurt when the ferry hit the pier.", {"killed": 9, "injured": 40}),
    ("The ferry struck the pier, killing nine passengers and wounding 40 others.", {"killed": 9, "injured": 40}),
    ("The death toll rose to 17, the harbour police said on Monday.", {"killed": 17}),
    ("The collision left 17 people dead and 43 injured, officials said.", {"killed": 17, "injured": 43}),
    ("Police arrested 12 men after the riot in the old town.", {"arrested": 12}),
    ("Some 3,000 residents were evacuated from the valley.", {"evacuated": 3000}),
    ("The fire destroyed 30 houses on the hill.", {"destroyed": 30}),
    ("The town lies 60 kilometres north of the capital.", {"length": 60_000}),
    ("The company paid $40 million to the city.", {"money": 40_000_000}),
    ("The minister faces up to 10 years in prison if he is convicted of bribery.", {}),
    ("Two gunmen killed five people in the market.", {"killed": 5, "count": 2}),
]  # fmt: skip


def read(text: str) -> AnalysedDocument:
    raw = RawDocument("one", "text/plain", text.encode(), Given(id="one"))
    (made,) = read_batch([raw])
    assert isinstance(made, AnalysedDocument)
    return made


def values(text: str) -> tuple[ReportedValue, ...]:
    return read(text).comparable.values


@pytest.mark.parametrize(("text", "told"), CASES)
def test_numbers_are_values_of_what_became_of_those_counted(text: str, told: dict[str, float]) -> None:
    found = {one.attribute: one.low for one in values(text)}
    assert {name: found.get(name) for name in told} == told


def test_a_part_has_the_attribute_of_its_whole() -> None:
    whole, part = values("The blast killed 22 people, including 14 children, doctors said.")
    assert (whole.attribute, whole.part, part.attribute, part.part) == ("killed", False, "killed", True)
    assert part.kind == "child"


def test_a_span_holds_bound_number_and_noun() -> None:
    text = "The storm killed at least 14 fishermen off the coast on Monday."
    (one,) = values(text)
    assert one.span.of(text) == "at least 14 fishermen"
    assert one.bound == "at_least"


def test_the_same_measure_in_brackets_is_no_second_value() -> None:
    text = "The village lies about 230 km (140 miles) west of the capital."
    assert [one.number.of(text) for one in values(text)] == ["230 km"] or [one.low for one in values(text)] == [230_000]


def test_years_and_numbers_of_names_are_no_values() -> None:
    assert values("Flight 175 left the airport in 2016 and never came back.") == ()
