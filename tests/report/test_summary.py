"""A reporter who reads the first screen has the story; the ids on it can be typed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from firsthand.data import Independent, Record
from firsthand.report import explain, summary
from tests.report.demo_record import make
from tests.report.hostile import CONTROLS, hostile, large


@pytest.fixture(scope="module")
def record() -> Record:
    return make()


def test_the_first_screen_has_the_story(record: Record) -> None:
    first = "\n".join(summary(record, 96).split("\n")[:25])
    assert "10 reports by 9 outlets, 11–15 March 2031, 7 texts" in first
    assert "At least nine people were killed in Port Elsin." in first
    assert "6 reports (3 after merging copies), 2 independent origins" in first
    assert "1 to 2 independent origins" in first
    assert "WHERE THE REPORTS DISAGREE" in first


@pytest.mark.parametrize(
    "words",
    [
        "“4,000” (Transcoast News Agency); “2,500” (Elsin Valley Gazette)",
        "Lamplight Daily is a rewrite of Transcoast News Agency (11 March 2031)",
        "“someone” in The Tressian, “somebody” in Northmark Ledger",
        "November 2029 The inspection report",
        "photo.jpg: not text: save the page as HTML or text",
    ],
)
def test_each_section_says_what_it_is_for(record: Record, words: str) -> None:
    assert words in re.sub(r"\s+", " ", summary(record, 100))


def test_every_id_shown_can_be_explained(record: Record) -> None:
    shown = re.findall(r"\b((?:c|x|r|u|t|st)-[0-9a-f]{4,12})\b", summary(record, 88))
    assert len(shown) > 20
    for id_ in shown:
        assert explain(record, id_)


@pytest.mark.parametrize("width", [10, 48, 60, 88, 200])
def test_lines_keep_to_the_width(record: Record, width: int) -> None:
    assert max(map(len, summary(record, width).split("\n"))) <= max(48, min(width, 100))


def test_not_measured_is_said(record: Record) -> None:
    unmeasured = tuple(replace(claim, independent=Independent(None, None)) for claim in record.claims)
    said = summary(replace(record, claims=unmeasured), 88)
    assert "independent origins not measured" in said
    assert "0 independent" not in said


def test_no_control_character_reaches_the_terminal() -> None:
    shown = summary(hostile(), 88)
    assert [c for c in CONTROLS if c in shown] == []
    assert all(c == "\n" or c.isprintable() for c in shown)
    shown.encode("utf-8")


def test_a_large_record_is_still_a_summary() -> None:
    assert len(summary(large(), 88).split("\n")) < 150


def test_what_is_left_out_is_on_the_pages() -> None:
    record = large()
    first, story = summary(record, 88), explain(record, record.stories[0].id)
    assert re.search(r"^  … and [\d,]+ more$", first, re.MULTILINE)
    assert "All that is left out here: firsthand open" in first
    assert "more: firsthand open shows all of them" in story
    assert "see the JSON" not in first + story


def test_an_empty_record_says_so(record: Record) -> None:
    empty = Record((), record.rejected, (), (), (), (), (), (), (), (), (), (), (), record.made_with)
    assert summary(empty, 88).startswith("No report could be read.")


def test_it_never_says_true(record: Record) -> None:
    assert not re.search(r"\b(true|truth)\b", summary(record, 88), re.IGNORECASE)


def test_an_inferred_day_is_marked_with_doubt(record: Record) -> None:
    basis = "no day is told; that of publication, 2031-03-11"
    changed = replace(record, timeline=tuple(replace(one, basis=basis) for one in record.timeline))
    assert not re.search(r"^- [^“]{5,30}20\d\d\?", summary(record, 96), re.M)
    assert re.search(r"^- [^“]{5,30}20\d\d\? ", summary(changed, 96), re.M)
