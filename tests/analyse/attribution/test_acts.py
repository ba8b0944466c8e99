"""Kinds of acts: what the source of an attribution does, by the list and by what the sentence shows."""

from __future__ import annotations

import pytest

from firsthand import lexicon
from firsthand.data import SOURCE_ACTS
from tests.analyse.reading import read

CASES = {
    "Maria Ortega said the bridge was closed.": ("said", "saying"),
    "“The bridge is closed,” Maria Ortega told reporters.": ("told", "saying"),
    "The bridge was closed, according to Maria Ortega.": ("according to", "saying"),
    "Maria Ortega wrote that the bridge was closed.": ("wrote", "writing"),
    "The report says the bridge was closed.": ("says", "writing"),
    "A study found that the bridge was unsafe.": ("found", "writing"),
    "Maria Ortega believes that the bridge is unsafe.": ("believes", "thinking"),
    "Maria Ortega fears that the bridge is unsafe.": ("fears", "thinking"),
    "Maria Ortega agreed that the bridge was unsafe.": ("agreed", "saying"),
    "Maria Ortega agreed to close the bridge.": ("agreed", "intending"),
    "Maria Ortega plans to close the bridge.": ("plans", "intending"),
    "Maria Ortega vowed to close the bridge.": ("vowed", "intending"),
    "“We will close the bridge tomorrow,” Maria Ortega vowed.": ("vowed", "saying"),
    "Maria Ortega saw that the bridge was closed.": ("saw", "perceiving"),
    "Maria Ortega ordered the police to close the bridge.": ("ordered", "doing"),
    "Maria Ortega declined to say that the bridge was closed.": ("declined", "doing"),
    "Maria Ortega did not say that the bridge was closed.": ("did not say", "doing"),
    "Maria Ortega did not deny that the bridge was closed.": ("did not deny", "saying"),
}
"""A text, and the cue in it with its act."""


@pytest.mark.models
@pytest.mark.parametrize("text", CASES)
def test_the_act_of_a_cue(text: str) -> None:
    cue, act = CASES[text]
    found = {" ".join(span.of(text) for span in item.cue): item.act for item in read(text).attributions}
    assert [found[one] for one in found if cue in one] == [act]


NOBODY_SPEAKS = (
    "Divers found the wreck on Monday.",
    "Wardens at Lindal prison refused to work on Sunday.",
    "Voters rejected the new tax on Sunday.",
    "The court heard eleven witnesses in May.",
    "The ministry knew of cracks in the bridge.",
)


@pytest.mark.models
@pytest.mark.parametrize("text", NOBODY_SPEAKS)
def test_who_does_a_thing_says_nothing(text: str) -> None:
    assert read(text).attributions == ()


def test_only_saying_and_writing_make_a_source() -> None:
    assert {"saying", "writing"} == SOURCE_ACTS


def test_every_row_of_the_list_has_a_known_act_and_condition() -> None:
    rows = lexicon.rows("acts")
    assert {row["act"] for row in rows} == {"saying", "writing", "thinking", "intending", "perceiving", "doing"}
    known = {"document", "institution", "clause", "infinitive", "as", "words", "instrument"}
    assert {word for row in rows for word in row["when"].split()} == known
    assert {row["pos"] for row in rows} == {"VERB", "NOUN", "ADJ", "ADV"}
    assert len({(row["lemma"], row["pos"], row["when"]) for row in rows}) == len(rows)
