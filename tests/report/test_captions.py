"""A caption is told by its form, and never stands among what one would print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.data import Block
from firsthand.report import opened
from firsthand.report.captions import is_caption, is_no_story, without_stamp
from firsthand.report.first_screen import central_claims
from firsthand.report.story_lists import StoryLists
from firsthand.web.sampling import drawn
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
    "The Korrel Hydro logo, displayed on a screen in Halmont.",
]
TOLD = [
    "The militants said in a video that they hold the bridge.",
    "Police released an undated photo of the suspect.",
    "[In a video posted online,] the minister said that the dam is safe.",
    "Profile: the director filed a suit.",
    "She had pictured another life.",
    "The file was closed in May.",
    "The company showed its new logo to the shareholders.",
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


def test_a_caption_stands_in_no_list_of_the_story() -> None:
    record = make()
    story = record.stories[0]
    words = " (AP Photo/Ada Obi)"
    claims = tuple(replace(one, text=one.text + words) if one.id == story.claims[0] else one for one in record.claims)
    events = tuple(replace(one, text=one.text + words) if n == 0 else one for n, one in enumerate(record.timeline))
    pictured = opened(replace(record, claims=claims, timeline=events))
    lists = StoryLists(pictured, pictured.stories[0])
    shown = [one.text for one in (*lists.told, *lists.alone, *lists.events)]
    assert shown
    assert not any(text.endswith(words) for text in shown)
    assert not any(one.text.endswith(words) for held in lists.held.values() for one in held)
    assert not any(one.text.endswith(words) for one in drawn(pictured, pictured.stories[0]))
    assert len(lists.events) == len(record.timeline) - 1


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Last updated at Oct 262031 BELMAR Air strikes killed 22 people", "Air strikes killed 22 people"),
        ("Updated: March 11, 2031 at 9:40 p.m. GMT | The dam broke", "The dam broke"),
        ("Published 2031-03-11 The dam broke", "The dam broke"),
        ("[Last updated at 11 March 2031 HALMONT The dam broke when] it rained", "[The dam broke when] it rained"),
        ("Updated figures of March show a rise", "Updated figures of March show a rise"),
        ("The page was last updated on March 11, 2031", "The page was last updated on March 11, 2031"),
    ],
)
def test_the_time_of_an_update_is_no_part_of_a_claim(printed: str, told: str) -> None:
    assert without_stamp(printed) == told


@pytest.mark.parametrize("told", ["By Ada Obi and Ina Roth", "Reporting by Ada Obi, Ina Roth", CAPTIONS[-1]])
def test_a_report_without_a_title_is_not_called_by_its_caption_or_byline(told: str) -> None:
    assert is_no_story(told)
    record = make()
    first, *others = record.documents
    body = "The valley of Asp was flooded on Tuesday. Nine people died."
    text = f"{told}\n{body}"
    nameless = replace(first, title=None, text=text, blocks=(Block(0, len(text), "body"),))
    assert opened(replace(record, documents=(nameless, *others))).title(first.id).startswith("The valley of Asp")
    assert not is_no_story("By Friday the Town of Kesh had no water.")


def test_odd_openings_cost_nothing() -> None:
    assert without_stamp("[" * 5_000 + "Updated 3 May 2031 The ferry sank.").endswith("[The ferry sank.")
    assert not is_no_story("By " + "A" * 500 + " b.")
    assert is_no_story("By Ada Obi, Tom Reed and Jo Doe")
