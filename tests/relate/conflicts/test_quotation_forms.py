"""Quotations put together from parts, and narration in quotation marks; invented."""

from __future__ import annotations

import pytest

from firsthand.data import Conflict
from tests.relate.facts.test_events import record

pytestmark = pytest.mark.models

FIRST = "The harbour will stay closed until the divers have finished their work"
SECOND = "nobody may enter the customs house before the inspectors arrive"
BETWEEN = (
    "The mayor spoke for an hour in the town hall of Port Linden, where some two hundred fishermen had come to hear. "
    "Many of them had waited since noon. She also thanked the crews of the lifeboats for what they had done at night. "
)
TWO = f'"{FIRST}," Mayor Ilse Marn said on Monday. {BETWEEN}Later she added: "And {SECOND}."'
ONE = f'"{FIRST} and {SECOND}," Mayor Ilse Marn said on Monday in Port Linden.'
MARKED = f'"{FIRST} ... and {SECOND}," Mayor Ilse Marn said on Monday in Port Linden.'


def forms(kind: str, *texts: str) -> tuple[list[Conflict], dict[str, str]]:
    made = record(*(("2031-03-11", text) for text in texts))
    return [one for one in made.conflicts if one.kind == kind], {one.id: one.text for one in made.documents}


def test_a_quotation_put_together_from_parts_has_the_places_of_its_parts() -> None:
    (one,), text = forms("assembled_quotation", TWO, ONE)
    words = [span.of(text[span.document]) for span in one.spans]
    assert len(words) == 3
    assert any(FIRST in said and SECOND in said for said in words)
    assert sum(FIRST in said for said in words) == 2


@pytest.mark.parametrize("other", [MARKED, f'"{FIRST}," Mayor Ilse Marn said. "And {SECOND}."'])
def test_a_marked_join_or_two_quotations_are_none(other: str) -> None:
    found, _ = forms("assembled_quotation", TWO, other)
    assert found == []


NARRATED = "The wreck of the Aurelia lay across the entrance of the old harbour and blocked the way for every ship."


def test_narration_printed_as_a_quotation() -> None:
    (one,), text = forms(
        "narration_as_quotation",
        f"PORT LINDEN, Monday. {NARRATED} The mayor closed the quay.",
        f'"{NARRATED}" the harbour master Bo Lund said on Monday. The mayor closed the quay.',
    )
    assert all("blocked the way for every ship" in span.of(text[span.document]) for span in one.spans)


def test_words_that_both_give_to_their_speaker_are_none() -> None:
    found, _ = forms(
        "narration_as_quotation",
        f'"{NARRATED}" Bo Lund said on Monday. The mayor closed the quay.',
        f'"{NARRATED}" the harbour master Bo Lund said on Monday. The mayor closed the quay.',
    )
    assert found == []
