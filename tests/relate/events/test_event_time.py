"""The date of a statement's event: told, of another event within it, of the saying, or inferred and named so."""

from __future__ import annotations

import time
from functools import cache

import pytest

from evals.piles import piled, timeline
from firsthand.analyse import analyse
from firsthand.data import Block, Document, Outlet, Published
from firsthand.relate.events.event_time import Dated
from firsthand.relate.events.event_time_inferred import event_times
from firsthand.relate.pile import Pile

pytestmark = pytest.mark.models

FRIDAY = "2012-03-16"


@cache
def read(*paragraphs: str, day: str | None = FRIDAY) -> tuple[Pile, tuple[Dated, ...]]:
    text, blocks = "", []
    for one in paragraphs:
        blocks.append(Block(len(text), len(text) + len(one) + 1, "body"))
        text += one + "\n"
    published = Published(day, day, "day", "given") if day else Published()
    document = Document("d", "d", "d", text, None, Outlet(), (), published, "en", tuple(blocks))
    pile = piled([document], [analyse(document)])
    return pile, tuple(event_times(pile, "d"))


def events(*paragraphs: str, day: str | None = FRIDAY) -> list[tuple[str, str, str, str]]:
    """Kind, first and last day, and the words of every dated event."""
    pile, found = read(*paragraphs, day=day)
    return [(one.kind, one.first.isoformat(), one.last.isoformat(), pile.words(one.told)) for one in found]


def test_a_date_of_another_event_is_not_the_statements_own() -> None:
    found = events("The council dropped the bridge plan, which voters had backed in 2009.")
    kinds = {(kind, first): words for kind, first, _, words in found}
    assert "which voters had backed in 2009" in kinds["within", "2009-01-01"]
    assert ("told", "2009-01-01") not in kinds
    assert ("reported", FRIDAY) in kinds  # that the plan was dropped is the news


def test_a_date_of_saying_is_the_sayings() -> None:
    found = events("The plant will close next year, the minister said on Thursday.")
    assert ("said", "2012-03-15", "2012-03-15") in [one[:3] for one in found]
    assert ("told", "2013-01-01", "2013-12-31") in [one[:3] for one in found]


def test_what_tells_no_date_is_of_the_day_that_the_lead_tells() -> None:
    found = events("A train hit a bus near Lisbon on Thursday.", "Firefighters pulled 14 passengers from the wreck.")
    (inferred,) = [one for one in found if one[0] == "reported"]
    assert inferred[1:3] == ("2012-03-15", "2012-03-15")
    (inferred,) = [one for one in events("Firefighters pulled 14 passengers from the wreck.") if one[0] == "reported"]
    assert inferred[1:3] == (FRIDAY, FRIDAY)


def test_without_a_publication_date_nothing_is_inferred() -> None:
    assert events("Firefighters pulled 14 passengers from the wreck.", day=None) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge has two lanes.",
        "The trains often stopped at the bridge.",
        "The mayor had closed the bridge.",
        "The mayor will close the bridge.",
        "The mayor did not close the bridge.",
        "The mayor closed the bridge at the beginning of his second term.",
        "“The mayor closed the bridge,” the report reads.",
    ],
)
def test_states_habits_background_and_plans_are_not_the_days_news(sentence: str) -> None:
    assert not [one for one in events(sentence) if one[0] == "reported" and one[3] != sentence]
    assert not [one for one in events(sentence) if one[0] == "reported" and "closed" in one[3]]


def test_a_paragraph_that_has_gone_back_in_time_tells_no_news() -> None:
    found = events("The bank failed in May 2008. The court jailed its chairman. The state sold its towers.")
    assert [one[0] for one in found] == ["told"]


def test_since_reaches_from_what_was_told_before_to_publication() -> None:
    found = events("The ministry banned eight groups in February. It has since added two militias to the list.")
    (since,) = [one for one in found if one[0] == "since"]
    assert since[1:3] == ("2012-02-01", FRIDAY)
    assert since[3].startswith("It has since added")


def test_two_ends_of_a_stretch_are_one_date() -> None:
    for text in ("Roe worked for the railway from 1985 to 1988.", "Roe worked for the railway between 1985 and 1988."):
        assert [one[:3] for one in events(text)] == [("told", "1985-01-01", "1988-12-31")]


def test_what_only_points_back_is_no_date() -> None:
    assert [one[0] for one in events("The plane crashed in 1988. It was climbing at the time.")] == ["told"]


def test_the_date_of_a_picture_is_no_event() -> None:
    assert events("In this May 3, 2011, file photo, the mayor speaks at the opening of the bridge.") == []


def test_an_inferred_date_says_so() -> None:
    pile, _ = read("A train hit a bus near Lisbon.", "Firefighters pulled 14 passengers from the wreck.")
    (entry,) = timeline(pile, [("d",)], [])  # the lead alone: what one report tells below it is left out
    assert entry.text == "A train hit a bus near Lisbon."
    assert entry.basis == "no day is told; that of publication, 16 March 2012"
    pile, _ = read("A train hit a bus near Lisbon, two days after rains flooded the line on Wednesday.")
    assert all("no day is told; that of publication" not in one.basis for one in timeline(pile, [("d",)], []))


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Corker said on “Fox News Sunday” that the deal was dead.", None),
        ("The 13 June Committee called for new elections in the capital.", None),
        ("Congress passed the law after the attacks of September 11, 2001.", None),
        ("The law was passed after the Sept. 11, 2001, attacks on New York.", None),
        ("The attacks of September 11 killed thousands of people in New York.", "2001-09-11"),
        ("The minister opened the dam on the 13 June 2011.", "2011-06-13"),
        ("“We opened the gate on Sunday,” the engineer told the court in Halmont.", "2012-03-11"),
        ("The mayor spoke on “Good Morning Lisbon” on Tuesday about the dam.", "2012-03-13"),
    ],
)
def test_a_day_inside_a_name_is_no_day_of_the_event(sentence: str, first: str | None) -> None:
    told = [one[1] for one in events(sentence) if one[0] in {"told", "said"}]
    assert told == ([first] if first else [])


def test_a_part_of_a_sentence_stands_in_its_sentence() -> None:
    pile, _ = read("The dam, completed in 1998, holds back the largest lake of the country.")
    (entry, *_) = timeline(pile, [("d",)], [])
    assert entry.text == "The dam, completed in 1998, [holds back the largest lake of the country.]"
    assert [pile.words(span) for span in entry.mentions] == ["The dam, completed in 1998,"]


def test_a_title_in_marks_that_is_never_closed_costs_no_time() -> None:
    begun = time.perf_counter()
    events("On Sunday “" + "A.B’C " * 400 + "told the town of the dam.")
    assert time.perf_counter() - begun < 30


def test_entries_of_one_date_in_the_same_words_are_one() -> None:
    twice = "Police in Lisbon arrested 14 members of the Corvo gang on Thursday."
    pile, found = read(twice, "The mayor praised the officers for their patience.", twice)
    assert sum(one.kind == "told" for one in found) == 2
    (entry,) = [one for one in timeline(pile, [("d",)], []) if one.text == twice]
    assert [pile.words(span) for span in entry.mentions] == [twice, twice]
