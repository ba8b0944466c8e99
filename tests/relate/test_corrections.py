"""What a page's note takes back is marked where the claim's origins are counted, from the file to the record."""

from __future__ import annotations

import re

import pytest

from firsthand import run
from firsthand.data import Record
from firsthand.lexicon import rows

pytestmark = pytest.mark.models

TOLD = "A ferry with 212 people on board ran aground off Tarn Point on Monday"
BODY = f"{TOLD}, the coast guard said. Nine people died."
WITHDRAWALS = [
    "Editor’s note: This story has been withdrawn because its account could not be confirmed.",
    "Editor’s note\n\nThis article has been removed because its account could not be confirmed.",
    "The Gazette has retracted this article, whose account could not be confirmed.",
    "Retraction: We have withdrawn this report, whose account could not be confirmed.",
    "This article has been retracted.",
]
CORRECTIONS = [
    "Correction: The ferry had 112 people on board, not 212.",
    "Corrections\n\nThe number of people on board was wrongly given as 212.",
    "An earlier version of this report said that 212 people had been on board.",
]

NAMES = [
    "Correction: The captain is Leo Marsh, not Lee Marsh.",
    "Correction\n\nThe captain was misidentified as Lee Marsh.",
    "An earlier version of this report gave the name of the captain as Lee Marsh.",
    "An earlier version of this report wrongly identified the captain as Lee Marsh.",
]


def made(note: str, other: str = "Nobody died, they added.") -> Record:
    first = f"Ferry runs aground\n\n{BODY}\n\n{note}\n"
    second = f"Ferry aground at Tarn\n\n{TOLD}, police said. {other}\n"
    return run(
        [
            {"id": "w", "outlet": "Merrow Gazette", "published": "2031-09-08", "text": first},
            {"id": "v", "outlet": "Halden Courier", "published": "2031-09-09", "text": second},
        ],
        workers=1,
    )


def _sound(record: Record) -> None:
    for claim in record.claims:
        least, most = claim.independent.at_least, claim.independent.at_most
        assert (least is None) == (most is None) == (not claim.origins)
        assert least is None or most is None or 1 <= least <= most


@pytest.mark.parametrize("note", WITHDRAWALS)
def test_a_withdrawn_page_is_no_origin_beside_one_that_stands(note: str) -> None:
    record = made(note)
    _sound(record)
    (claim,) = (one for one in record.claims if len(one.statements) == 3)
    assert (claim.independent.at_least, claim.independent.at_most) == (1, 1)
    name = {one.id: one.name for one in record.origins}
    assert [name[one] for one in claim.origins] == ["police"]
    assert any("withdrawn (“" in edge.reason for edge in claim.edges)
    alone = next(one for one in record.claims if one.text.startswith("Nine"))
    assert [state.state for state in alone.states] == ["withdrawn"] and alone.independent.at_least == 1
    assert not claim.states
    assert len(record.claims) == 3  # the note is none


@pytest.mark.parametrize("note", CORRECTIONS)
def test_a_corrected_figure_is_an_update_and_no_dispute(note: str) -> None:
    told = f"Ferry aground at Tarn\n\n{TOLD.replace('212', '112')}, police said.\n"
    both = run(
        [
            {"id": "w", "outlet": "Merrow Gazette", "published": "2031-09-08", "text": f"Ferry\n\n{BODY}\n\n{note}\n"},
            {"id": "v", "outlet": "Halden Courier", "published": "2031-09-08", "text": told},
        ],
        workers=1,
    )
    _sound(both)
    found = [one for one in both.conflicts if one.kind == "number"]
    assert [(set(one.values), one.judgement) for one in found] == [({"112 people", "212 people"}, "update")]
    assert "correction takes “212 people” back" in found[0].reason


@pytest.mark.parametrize("note", NAMES)
def test_a_claim_says_that_its_name_is_taken_back(note: str) -> None:
    told = "Captain Lee Marsh steered the ferry onto a sandbank off Tarn Point on Monday, police said."
    right = told.replace("Lee", "Leo")
    reports = {"w": told, "v": told, "u": f"The ferry of Tarn Point was towed to Skarrow on Tuesday.\n\n{note}"}

    def claims(last: str) -> list[tuple[str, list[str]]]:
        outlets = ("Merrow Gazette", "Halden Courier", "Kesh Radio")
        given = [
            {"id": id_, "outlet": outlet, "text": f"Ferry\n\n{text}\n"}
            for outlet, (id_, text) in zip(outlets, (reports | {"u": last}).items(), strict=True)
        ]
        held = [one for one in run(given, workers=1).claims if "sandbank" in one.text]
        return [(one.text, [f"{state.state}: {state.reason}" for state in one.states]) for one in held]

    (alone,) = claims(reports["u"])
    assert "Lee Marsh" in alone[0]
    assert alone[1] == ["withdrawn: a report’s correction takes the name “Lee Marsh” back"]
    for text, states in claims(f"{right}\n\n{note}"):  # a report has it right: its words are the claim's
        assert "Lee Marsh" not in text or states


def test_a_name_of_one_word_and_one_that_is_only_denied_take_nothing_back() -> None:
    record = made("Correction: The ferry is the Merlin, not Monday.", "The captain, not Lee Marsh, was asleep.")
    assert not any(state.state == "withdrawn" for one in record.claims for state in one.states)


def test_every_form_of_the_list_is_tried_here() -> None:
    notes = " \n".join([*WITHDRAWALS, *CORRECTIONS, *NAMES])
    for row in rows("withdrawals"):
        assert re.search(row["pattern"], notes, re.IGNORECASE), row["pattern"]


def test_a_page_of_other_matters_that_were_withdrawn_stands() -> None:
    record = made("The minister’s report was withdrawn in March, and the ministry has retracted the interview.")
    _sound(record)
    assert not any(state.state == "withdrawn" for one in record.claims for state in one.states)
    assert all(not one.notes for one in record.documents)
