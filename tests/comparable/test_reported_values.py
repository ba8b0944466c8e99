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
    # participles without a noun, hospitals, and what a verb and a noun say together
    ("The ferry hit the pier, killing 14 passengers and injuring 43, the mayor said.", {"killed": 14, "injured": 43}),
    ("After the crash 43 were taken to hospital, the mayor said.", {"treated": 43, "count": None}),
    ("Eleven were rushed to hospital with burns.", {"treated": 11, "count": None}),
    ("Six people needed hospital treatment after the attack.", {"treated": 6, "count": None}),
    ("Five people sustained injuries.", {"injured": 5, "count": None}),
    ("The attack left three dead, seven wounded and 12 missing.", {"killed": 3, "injured": 7, "missing": 12}),
    # units that are glued to their number
    ("The ferry struck the pier at 48kph, the police said.", {"speed": 48, "count": None}),
    ("The wave was 3m high and the wind blew at 120km/h.", {"length": 3, "speed": 120, "count": None}),
    # hours in words and without their half of the day
    ("The ferry left the pier shortly before six on Monday.", {"hour": 360, "count": None}),
    ("The ferry left the pier at 05.55 on Monday.", {"hour": 355, "count": None}),
    ("The train left at half past six in the evening.", {"hour": 1110, "count": None}),
    ("The bomb went off around 8 o'clock on Friday evening.", {"hour": 1200, "count": None}),
    ("The price rose to 5.30 percent, the bank said.", {"hour": None, "share": 5.3}),
    ("The police put the number of dead at seven.", {"hour": None, "killed": 7}),
    # what a thing has, inside an adjective; no age
    ("An airstrike demolished a 15-storey building in the city.", {"count": 15}),
    ("The pirates took a 30-foot boat at dawn.", {"length": 9.144}),
    ("A 62-year-old woman saw the boat.", {"count": None, "duration": None}),
    # days of what was or will be; a bound, a day on which somebody only spoke and a name are none
    ("Guards caught the forger in Vell on 18 November 2008.", {"day": 20081118, "count": None}),
    ("The film will open on Friday.", {"day": 5}),
    ("The murder of Anna Keller on 24 June 2008 shocked the valley.", {"day": 20080624}),
    ("The tax office moved to Lindal in June 1999.", {"day": 19990601}),
    ("The mayor said on Monday that the bridge was safe.", {"day": None}),
    ("The town will repair the bridge by Friday.", {"day": None}),
    ("Twelve people died in the fire.", {"killed": 12}),
    ("A dozen people died in the fire.", {"killed": 12}),
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
    one, day = values(text)
    assert day.span.of(text) == "Monday"
    assert one.span.of(text) == "at least 14 fishermen"
    assert one.bound == "at_least"


def test_a_day_that_its_own_words_resolve_allows_no_other() -> None:
    (month,) = values("The tax office moved to Lindal in June 1999.")
    assert (month.low, month.high, month.kind) == (19990601, 19990630, "month")
    assert month.about == {"tax", "office"}


def test_the_same_measure_in_brackets_is_no_second_value() -> None:
    text = "The village lies about 230 km (140 miles) west of the capital."
    assert [(one.number.of(text), one.low) for one in values(text)] == [("230", 230_000)]


def test_years_and_numbers_of_names_are_no_values() -> None:
    (year,) = values("Flight 175 left the airport in 2016 and never came back.")
    assert (year.attribute, year.low, year.high) == ("day", 20160101, 20161231)


def test_what_became_of_others_behind_a_comma_is_not_theirs() -> None:
    found = {one.low: one.attribute for one in values("Gunmen shot 12 people on Monday, leaving 3 dead.")}
    assert found[12] != "killed" and found[3] == "killed"
    (dead,) = values("The tornado left 12 people dead in their homes.")
    assert dead.attribute == "killed"
    (out,) = values("The flood forced 4,000 people from their homes.")
    assert out.attribute == "displaced"
    (shot,) = values("Nine miners were shot dead in Marlow.")
    assert shot.attribute == "killed"
