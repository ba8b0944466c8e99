"""How ends are shown: what only points elsewhere, or belongs to somebody, is no party."""

from __future__ import annotations

import pytest

from firsthand.data import EndForm, Origin, OriginId
from firsthand.report.end_names import (
    end_in_words,
    end_name,
    ends_in_words,
    is_party,
    is_unnamed,
    parties_first,
    printed_name,
)


def end(name: str, form: EndForm = "says") -> Origin:
    return Origin(OriginId("o-000000000001"), "person", name, (), form)


@pytest.mark.parametrize("name", [
    "it", "“it”", "“It”", "“they” in The Post", "those", "I", "“his sophomore album”", "“her latest film” in AP",
    "a speaker not made out (“it”)", "a speaker not made out (“She”) in The Post", "“its own”",
    "“their new phones”", "“itself”", "“its report”", "“whose third novel”", "", "“”",
])  # fmt: skip
def test_what_points_elsewhere_is_no_party(name: str) -> None:
    assert not is_party(end(name))
    shown = end_name(end(name))
    assert shown.form == "unclear"
    assert shown.name.startswith("not made out: “")
    assert "could not be made out" in end_in_words(end(name))


@pytest.mark.parametrize("name", [
    "WHO", "US", "IT", "Who's Who", "“her lawyer”", "“their families”", "“his two brothers”", "“its spokesman in Rome”",
    "“our correspondent”", "“the company”", "Itamar Ben-Gvir", "“her mother, who was at home”", "“one of the police”",
    "Her Majesty's Treasury", "“its board of directors”",
])  # fmt: skip
def test_a_name_and_people_of_somebody_are_parties(name: str) -> None:
    if name == "Her Majesty's Treasury":
        pytest.xfail("a title that begins with a possessive needs a list of such titles")
    assert is_party(end(name))


def test_an_end_that_is_not_made_out_stands_behind_and_is_counted() -> None:
    ends = (end("“it”"), end("Pentagon"), end("“those”"), end("Reuters", "own_reporting"))
    assert [one.name for one in parties_first(ends)] == ["Pentagon", "Reuters", "“it”", "“those”"]
    assert ends_in_words(ends) == "Pentagon, Reuters’ own reporting and 2 that could not be made out"
    assert ends_in_words(ends, 1) == "Pentagon and 3 more"
    assert ends_in_words(ends[:1]) == "one source that could not be made out"


def test_names_are_set_as_one_writes_them() -> None:
    assert printed_name("Spotify 's CEO") == "Spotify's CEO"
    assert printed_name("“The company”") == "“the company”"
    assert printed_name("“The Observatory a monitor”") == "“The Observatory a monitor”"
    assert (
        printed_name("an unnamed outlet (“The river rose by night”)", 40) == "an unnamed outlet (“The river rose by…”)"
    )
    assert printed_name("the Board (north", 40) == "the Board (north"
    assert end_in_words(end("Reuters", "agency_text")) == "Reuters’ text (an agency)"


def test_a_name_in_what_is_taken_for_unnamed_is_not_held_against_a_claim() -> None:
    assert is_unnamed(end("unnamed source of The Post", "unnamed"))
    assert is_unnamed(end("“Officials” in AP", "unnamed"))
    assert is_unnamed(end("“US officials”", "unnamed"))
    assert not is_unnamed(end("“UltraViolet, a charity,” in AP", "unnamed"))
    assert not is_unnamed(end("“it” in AP", "unnamed"))


@pytest.mark.parametrize("name", ["“told Courier”", "told Courier", "“said the same” in AP", "It"])
def test_a_piece_of_a_sentence_is_no_party(name: str) -> None:
    assert not is_party(end(name))
    assert end_name(end(name)).name.startswith("not made out: “")


@pytest.mark.parametrize(("name", "shown"), [
    ("“the comments from the Courier”", "a source described as “the comments from the Courier”"),
    ("“a statement from the company”", "a source described as “a statement from the company”"),
    ("“the company”", "“the company”"), ("“his lawyers”", "“his lawyers”"), ("“Critics”", "“Critics”"),
    ("Courier News Agency", "Courier News Agency"),
    ("“several women of fraud, and running a 'ring'”", "“several women”"),
    ("“two former clerks of shredding the ledgers”", "“two former clerks”"),
    ("“the company of having misled investors”", "“the company”"),
    ("“a judge of the High Court”", "“a judge of the High Court”"),
    ("“the mayor of Reading”", "“the mayor of Reading”"),
    ("“a spokesman for the Ministry of Housing”", "“a spokesman for the Ministry of Housing”"),
    ("“the director of planning and housing”", "“the director of planning and housing”"),
    ("“members of the committee on water and planning”", "“members of the committee on water and planning”"),
])  # fmt: skip
def test_words_for_a_thing_are_a_description_and_a_charge_is_no_part_of_a_name(name: str, shown: str) -> None:
    assert end_name(end(name)).name == shown


def test_the_reporting_of_an_outlet_without_a_name_is_told_without_a_mark_behind_brackets() -> None:
    end = Origin(OriginId("o-1"), "outlet", "an unnamed outlet (“Dam fails”)", (), "own_reporting")
    assert end_in_words(end) == "own reporting of an unnamed outlet (“Dam fails”)"
