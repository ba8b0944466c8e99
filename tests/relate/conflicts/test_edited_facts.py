# ruff: noqa: E501
"""A copy that changes a fact by a word or two, and a copy that only says the same in other words.  The reports are
invented."""

from __future__ import annotations

from itertools import permutations

import pytest

from firsthand.data import Conflict, Given, RawDocument, Record
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import relate

pytestmark = pytest.mark.models

ORIGINAL = """Artillery fire killed six people in the town of Belmar on Monday, a monitoring group said.

The Tavian Watch, which relies on doctors in the country, said that government troops had shelled a market in the west of the town shortly after noon and that two of the dead were children.

Nurse Petra Lindqvist said 14 wounded people had been brought to the clinic in Belmar, some of them on handcarts, and that the clinic had run out of blood within an hour.

The army has besieged Belmar since March and holds the road to Gellen, where thousands of families have fled.

The United Nations called for a truce of three days so that lorries with flour could reach the town."""


def record(copy: str, *, later: str = "2031-04-09") -> Record:
    given = (("Linden Post", "2031-04-08", ORIGINAL), ("Far Courier", later, copy))
    raws = [
        RawDocument(outlet, "text/plain", text.encode(), Given(id=outlet, outlet=outlet, published=day))
        for outlet, day, text in given
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return relate(reads, embed=embedder())


def edited(made: Record) -> list[Conflict]:
    return [one for one in made.conflicts if one.steps[:1] == ("drift.edited_facts",)]


def changed(*pairs: tuple[str, str]) -> str:
    text = ORIGINAL
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Belmar", "Arkona", "name"),
        ("government troops", "rebel fighters", "wording"),
        ("since March", "since January", "date"),
        ("truce of three days", "truce of eleven days", "number"),
    ],
)
def test_another_fact_is_drift_with_the_characters_of_both(old: str, new: str, kind: str) -> None:
    made = record(changed((old, new)))
    found = [one for one in edited(made) if one.kind == kind]
    text = {one.id: one.text for one in made.documents}
    outlet = {one.id: one.outlet.name for one in made.documents}
    shown = {(outlet[span.document], span.of(text[span.document])) for one in found for span in one.spans}
    assert any(name == "Linden Post" and words in old for name, words in shown)
    assert any(name == "Far Courier" and words in new for name, words in shown)
    assert all(one.judgement == "drift" and len(one.spans) == len(one.values) for one in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("killed six people", "killed 6 people"),
        ("The United Nations called", "The UN called"),
        ("had been brought to", "were taken to"),
        ("Nurse Petra Lindqvist said", "Nurse Petra Lindqvist added"),
        ("so that lorries", "so trucks"),
        ("relies on doctors", "relies on physicians"),
    ],
)
def test_the_same_in_other_words_is_none(old: str, new: str) -> None:
    assert not edited(record(changed((old, new))))


def test_a_qualifier_more_is_another_wording_and_no_fact() -> None:
    copy = changed(("The army has besieged", "The army has brutally besieged"))
    made = record(copy)
    (one,) = [one for one in made.conflicts if one.steps == ("drift.edited_words",)]
    text = {document.id: document.text for document in made.documents}
    assert (one.kind, one.judgement) == ("wording", "drift")
    assert sorted(one.values) == ["has besieged", "has brutally besieged"]
    assert sorted(tuple(span.of(text[span.document]) for span in held) for held in one.differing) == [(), ("brutally",)]
    assert not edited(made)


@pytest.mark.parametrize(("old", "new"), [("had been brought to", "were taken to"), ("on doctors", "on physicians")])
def test_a_synonym_is_no_other_wording(old: str, new: str) -> None:
    assert not [one for one in record(changed((old, new))).conflicts if one.steps == ("drift.edited_words",)]


def test_no_order_shows() -> None:
    rows = [
        ("Linden Post", "2031-04-08", ORIGINAL),
        ("Far Courier", "2031-04-09", changed(("Belmar", "Arkona"))),
        ("Gull Wire", "2031-04-10", changed(("Belmar", "Arkona"), ("since March", "since January"))),
    ]
    made = []
    for order in permutations(rows):
        raws = [
            RawDocument(outlet, "text/plain", text.encode(), Given(id=outlet, outlet=outlet, published=day))
            for outlet, day, text in order
        ]
        made.append(relate(distinct_documents(read_batch(raws))[0], embed=embedder()))
    assert all(one == made[0] for one in made)
    assert edited(made[0])
