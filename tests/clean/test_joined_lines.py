"""Lines that a dump joined are found again; a text that only looks so is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from firsthand.clean import clean
from firsthand.clean.lines import lines
from firsthand.data import Document, RawDocument

PAGE = (
    "Merrow Gazette",
    "Ferry runs aground off Tarn Point",
    "By Jonas Vell",
    "8 September 2031",
    "A ferry with 212 people on board ran aground off Tarn Point on Monday, the coast guard said. It had left at six.",
    "“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound.”",
    "Advertisement",
    "The line said that it would run two boats instead of three until Thursday, and that tickets stay valid.",
    "Brandt said that the lighthouse had been dark since Sunday. A spare lamp was sent for, she added.",
    "© 2031 Merrow Gazette. All rights reserved.",
)
JOINTS = (" ### ", " | ", " <p> ", "\\n", "\\n\\n", "  ", " || ", " // ", "</p><p>")


@pytest.mark.models
@pytest.mark.parametrize("joint", JOINTS)
def test_a_joined_page_is_labelled_as_its_lines_are(joint: str) -> None:
    text = joint.join(PAGE)
    found = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(found, Document)
    assert found.text == text and "".join(text[b.start : b.end] for b in found.blocks) == text
    kinds = {text[b.start : b.end].strip(): b.kind for b in found.blocks if b.kind != "blank"}
    assert [kinds[line] for line in PAGE[4:6]] == ["body", "body"]
    assert kinds[PAGE[1]] == "title" and kinds[PAGE[2]] == "byline" and kinds[PAGE[6]] == "advertisement"
    assert kinds[PAGE[9]] == "disclaimer"
    assert found.title == PAGE[1] and found.authors == ("Jonas Vell",)
    assert found.published.earliest == "2031-09-08"


@pytest.mark.parametrize("joint", JOINTS)
def test_no_separator_stands_in_a_line(joint: str) -> None:
    text = joint.join(PAGE)
    parts = lines(text)
    assert [part.text for part in parts if part.text] == list(PAGE)
    assert parts[0].start == 0 and parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(parts))


@pytest.mark.parametrize(
    "text",
    [
        "  ".join(f"The council of town number {n} met on Monday, the mayor said." for n in range(30)),
        " ".join(f"The council of town number {n} met on Monday, the mayor said." for n in range(30)),
        " | ".join(f"{n},{n:03}" for n in range(200)),
        "The U.S.Army and the A.B.C.News said so. " * 30,
        "He wrote a | b | c and then d | e, and " * 30,
    ],
)
def test_a_text_that_only_looks_joined_is_left_alone(text: str) -> None:
    assert len(lines(text)) == 1


def test_joined_by_nothing_at_all() -> None:
    text = "".join(f"The council of town number {n} met on Monday, the mayor said." for n in range(12))
    assert len([part for part in lines(text) if part.text]) == 12


def test_two_lines_that_met_in_a_word() -> None:
    joined = (
        "Ferry runs aground off Tarn Point8 September 2031A ferry ran aground on Monday, the guard said.“Nobody was "
        "hurt,” Ilse Brandt told reporters.Related articlesTwo boats, not threeThe line said so on YouTube.She left."
        "The hull is sound, the harbour said.Copyright © 2031 Merrow Gazette"
    )
    found = [part.text for part in lines(joined) if part.text]
    assert "".join(found) == joined
    assert "Related articles" in found and "The line said so on YouTube." in found


def test_a_credit_that_ends_in_an_agency_s_name_is_parted_from_its_paragraph() -> None:
    told = (
        "The ferry ran aground on Monday.Nobody was hurt, he said.Divers will look at it.Photo: Jo Doe/ReutersThe line "
    )
    told += "has three boats, and tickets stay valid on two of them.See example.org/ReutersGallery for more, it said."
    found = [part.text for part in lines(told) if part.text]
    assert "Photo: Jo Doe/Reuters" in found and "The line has three boats" in found[4]
    assert any("example.org/ReutersGallery" in part for part in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dam failed.### Nine people died.", ["The dam failed.", "Nine people died."]),
        ("The dam failed. ###", ["The dam failed."]),
        (r"The dam failed.\nNine people died.", ["The dam failed.", "Nine people died."]),
        ("<p>The dam failed.</p><p>Nine people died.</p>", ["The dam failed.", "Nine people died."]),
        (r"It lies in C:\new, he said.", [r"It lies in C:\new, he said."]),
        ("Dam fails | Halmont Courier", ["Dam fails | Halmont Courier"]),
        ("The #1 choice of C## users", ["The #1 choice of C## users"]),
    ],
)
def test_what_no_writer_puts_inside_a_line_parts_it_however_short(text: str, found: list[str]) -> None:
    assert [part.text for part in lines(text) if part.text] == found


@pytest.mark.models
def test_a_title_ends_before_the_site_s_name() -> None:
    text = (
        "Dam gate fails above Port Elsin | Halmont Courier\n\nNine people were killed on Tuesday, the service said.\n"
    )
    found = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(found, Document)
    assert found.title == "Dam gate fails above Port Elsin"


HEADED = (
    "Ferry runs aground off Tarn Point with 212 people on board",
    "The ferry ran aground off Tarn Point on Monday with 212 people on board, the coast guard said.",
    "Nobody was hurt when it struck the rocks shortly before noon.",
    "Divers will look at its hull on Tuesday.",
    "The harbour stays closed until then.",
)


def test_two_spaces_part_paragraphs_of_one_sentence_below_a_headline() -> None:
    assert [part.text for part in lines("  ".join(HEADED)) if part.text] == list(HEADED)


def test_two_spaces_behind_every_sentence_are_a_typist_s() -> None:
    assert [part.text for part in lines("  ".join(HEADED[1:])) if part.text] == ["  ".join(HEADED[1:])]


def test_lines_that_end_in_a_year_a_bracket_or_a_share_are_parted_too() -> None:
    told = [
        "The harbour was closed by the ministry for good after the flood of the year 2013.",
        "The ferry still runs from the other side of the bay, the coast guard said on Monday.",
        "Divers will look at what is left of the old pier on Tuesday, weather allowing it.",
        "Nobody was hurt when the water came, said the head of the service.",
        "The flooded harbour (file photo)",
        "The wind blew at 90 miles an hour (145 kph).",
        "Half of the boats were lost, and of the nets 92%.",
        "The tide was high.",
    ]
    assert [part.text for part in lines("".join(told)) if part.text] == told
