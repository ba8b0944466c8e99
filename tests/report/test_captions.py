"""A caption is told by its form, and never stands among what one would print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.report import opened
from firsthand.report.captions import is_caption
from firsthand.report.first_screen import central_claims
from tests.report.demo_record import make

CAPTIONS = [
    "In this March 3, 2031 file photo, the dam at Korrel is seen at low water.",
    "AP, File In this March 3, 2031 file photo, the dam at Korrel is seen.",
    "FILE - The minister leaves the hall in Port Elsin.",
    "Photo: rescue workers cross the bridge",
    "Rescue workers cross the bridge at Port Elsin. (AP Photo/Ada Obi)",
    "Rescue workers cross the bridge (Photo by Ada Obi, Halmont Courier)",
    "Ilsa Verrin (pictured) ordered the reservoir emptied",
    "Pictured: the gate of the dam",
    "The gate of the dam is seen here in May",
]
TOLD = [
    "The militants said in a video that they hold the bridge.",
    "Police released an undated photo of the suspect.",
    "[In a video posted online,] the minister said that the dam is safe.",
    "Profile: the director filed a suit.",
    "She had pictured another life.",
    "The file was closed in May.",
]


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_caption_is_known_by_its_form(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", TOLD)
def test_what_tells_of_pictures_is_no_caption(text: str) -> None:
    assert not is_caption(text)


def test_a_caption_is_none_of_the_central_claims() -> None:
    record = make()
    first = central_claims(opened(record), record.stories[0])[0]
    pictured = tuple(replace(one, text=f"{one.text} (AP Photo/Ada Obi)") if one.id == first.id else one
                     for one in record.claims)  # fmt: skip
    chosen = central_claims(opened(replace(record, claims=pictured)), record.stories[0])
    assert first.id not in {one.id for one in chosen}
    assert chosen
