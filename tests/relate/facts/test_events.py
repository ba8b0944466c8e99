"""Events of a story: which mentions are of one, what holds of them in words, and two events of one form; invented."""

from __future__ import annotations

import pytest

from firsthand.data import Fact, Given, RawDocument, Record
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import relate

pytestmark = pytest.mark.models


def record(*reports: tuple[str, str]) -> Record:
    """The record of reports, each with its day (or time) of publication."""
    raws = [
        RawDocument(f"r{n}", "text/plain", text.encode(), Given(id=f"r{n}", outlet=f"Outlet {n}", published=day))
        for n, (day, text) in enumerate(reports)
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return relate(reads, embed=embedder())


def facts(made: Record, attribute: str) -> list[Fact]:
    return [one for one in made.facts if one.attribute == attribute]


QUAKES = (
    ("2031-03-10", "A magnitude 5.1 earthquake shook the town of Korrel on Monday and injured 12 people, the interior "
     "ministry said.\n\nThe quake struck at 4:10 a.m. and broke windows in 40 houses.\n\nRescue workers searched the "
     "ruins of a school. The mayor closed two schools."),
    ("2031-03-14", "A magnitude 4.8 earthquake shook the town of Korrel on Friday and injured three people, "
     "the interior "
     "ministry said.\n\nThe quake struck at 5:30 p.m. and cracked walls in 15 houses.\n\nIt was the second "
     "quake in the "
     "town within a week. The mayor closed the hospital."),
    ("2031-03-19", "A magnitude 5.6 earthquake shook the town of Korrel on Wednesday and injured 30 people, "
     "the interior "
     "ministry said.\n\nThe quake struck at 11:20 p.m. and damaged 90 houses.\n\nIt was the third quake in "
     "the town this "
     "month. One man died, the mayor said."),
)  # fmt: skip
RESULTS = (
    ("2031-04-20", "Aster Motors said on Monday its net profit in the first quarter rose 12 percent to $340 million on "
     "strong sales of trucks.\n\nRevenue climbed to $4.1 billion, the car maker said, and it raised its forecast."),
    ("2031-04-21", "Borel Motors said on Tuesday its net profit in the first quarter rose 9 percent to $210 million on "
     "strong sales of trucks.\n\nRevenue climbed to $2.6 billion, the car maker said, and it kept its forecast."),
)  # fmt: skip
BLASTS = (
    ("2031-05-02", "A bomb exploded at the market of Tallow on Friday, killing seven people and wounding 20, "
     "the police "
     "said."),
    ("2031-05-09", "A bomb exploded at the market of Tallow on Friday, killing four people and wounding 11, the police "
     "said."),
)  # fmt: skip


@pytest.mark.parametrize("reports", [QUAKES, RESULTS, BLASTS])
def test_two_events_of_one_form_are_neither_conflict_nor_update(reports: tuple[tuple[str, str], ...]) -> None:
    made = record(*reports)
    assert [one for one in made.conflicts if one.kind in ("number", "date")] == []
    assert all(one.state != "differ" for one in made.facts)


COLLISION = (
    ("2031-03-10T09:12:00+01:00", "PORT LINDEN, Monday - At least nine passengers died when the ferry Aurelia "
     "struck the "
     "pier at Port Linden on Monday, the harbour police said. The collision happened in fog."),
    ("2031-03-12T18:40:00+01:00", "Seventeen people died in the ferry crash in Port Linden, seven of them "
     "children, the "
     "ministry said on Wednesday. The crash happened on Monday."),
    ("2031-03-12T20:05:00+01:00", "Seventeen passengers were killed and 43 injured when the Aurelia, a ferry, crashed "
     "into a pier in Port Linden on Tuesday, said the mayor, Ilse Marn. The crash was the worst since 1990."),
)  # fmt: skip


def test_the_mentions_of_one_event_are_linked_across_reports() -> None:
    made = record(*COLLISION)
    (crash,) = (one for one in made.events if one.kind == "crash" and len({s.document for s in one.mentions}) > 1)
    names = {one.id: one.name for one in made.entities}
    assert "Port Linden" in {names[one] for one in crash.places}
    text = {one.id: one.text for one in made.documents}
    assert {span.of(text[span.document]) for span in crash.mentions} >= {"crash", "crashed"}
    assert len(crash.statements) == len(crash.mentions)
    assert crash.id in made.stories[0].events
    (killed,) = (one for one in facts(made, "killed") if not one.part)
    assert killed.event == crash.id


def test_monday_against_tuesday_is_one_row_and_one_conflict() -> None:
    made = record(*COLLISION)
    (day,) = facts(made, "day")
    assert (day.type, day.state) == ("words", "differ")
    assert {one.words for one in day.values} == {"Monday", "Tuesday"}
    (conflict,) = (one for one in made.conflicts if one.kind == "date")
    assert conflict.fact == day.id
    assert "on 1 origin" in conflict.reason


def test_place_and_vehicle_are_facts_in_words_that_agree() -> None:
    made = record(*COLLISION)
    for attribute, words in (("place", "Port Linden"), ("instrument", "ferry")):
        (one,) = facts(made, attribute)
        assert one.state == "agree"
        assert words in {value.words for value in one.values}


def test_each_value_has_the_minute_and_the_family_of_its_reports() -> None:
    original = (
        "2031-03-12T18:40:00+01:00",
        "The ferry Aurelia hit a pier in Port Linden on Monday and 12 passengers were killed, the harbour police said. "
        "Divers searched the wreck for three days, and the mayor closed the old harbour to every ship of the fleet.",
    )
    other = (
        "2031-03-12T20:05:00+01:00",
        "Twelve passengers were killed when the ferry Aurelia rammed a pier in Port Linden on Monday, the "
        "ministry said.",
    )
    made = record(original, other, ("2031-03-12T21:30:00+01:00", f"{original[1]} Flags were lowered."))
    (killed,) = (one for one in facts(made, "killed") if not one.part)
    (value,) = killed.values
    assert {one[:16] for one in value.appeared} == {"2031-03-12T18:40", "2031-03-12T20:05", "2031-03-12T21:30"}
    families = dict(zip((one[11:16] for one in value.appeared), value.families, strict=True))
    assert families["18:40"] == families["21:30"] != families["20:05"]


def test_children_among_the_dead_stand_beside_and_are_no_conflict() -> None:
    made = record(*COLLISION)
    (killed,) = (one for one in facts(made, "killed") if not one.part)
    (children,) = (one for one in facts(made, "killed") if one.part)
    assert [(one.fact, one.by) for one in killed.beside] == [(children.id, "part")]
    assert [(one.fact, one.by) for one in children.beside] == [(killed.id, "part")]
    held = {name for value in children.values for name in value.statements}
    assert not any(held & {*one.statements} and "seven" in one.values for one in made.conflicts)


def test_a_report_in_its_own_voice_stands_among_the_sources() -> None:
    made = record(
        ("2031-03-10", "The ferry Aurelia hit a pier in Port Linden on Monday and 12 passengers were killed."),
        ("2031-03-10", "Twelve passengers were killed when the ferry Aurelia hit a pier in Port Linden on Monday, the "
         "harbour police said."),
    )  # fmt: skip
    (killed,) = facts(made, "killed")
    assert len(killed.values[0].sources) == 2


def test_figures_of_one_report_or_of_copies_alone_do_not_differ_between_independent_texts() -> None:
    one = ("The fire in Korrel killed 12 people on Monday, the police said. The blaze began in a mill by the river and "
           "burned for two days before the fire brigade of the valley could put it out with the help of "
           "soldiers. ")  # fmt: skip
    made = record(("2031-03-10", f"{one}The hospital said that the fire had killed 14 people."))
    assert made.stories[0].compared.differ == 0
    copied = record(("2031-03-10", one), ("2031-03-11", one.replace("12 people", "15 people")))
    assert copied.stories[0].compared.differ == 0


def test_a_name_in_two_forms_is_a_fact_in_words() -> None:
    made = record(
        (
            "2031-03-10",
            "The ferry hit a pier in Port Linden on Monday, said Governor Mathilde Karrendahl. She closed it.",
        ),
        ("2031-03-10", "A ferry rammed a pier in Port Linden, Governor Mathilde Karendahl told reporters on Monday."),
    )
    (name,) = facts(made, "name")
    assert (name.type, name.state, len(name.values)) == ("words", "differ", 2)
    (conflict,) = (one for one in made.conflicts if one.kind == "name")
    assert conflict.fact == name.id
    assert name.id in made.stories[0].facts


def test_what_opens_is_no_shooting() -> None:
    assert not record(("2031-03-11", "The museum opened on Monday in Tallow.")).events
