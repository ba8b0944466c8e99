"""A story whose groups of reports share no claim says that it may hold several events."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from firsthand import run
from firsthand.data import (
    Claim,
    ClaimId,
    Document,
    DocumentId,
    Independent,
    Outlet,
    Published,
    Record,
    ReportCount,
    Span,
    Statement,
    StatementId,
    Story,
    StoryId,
)
from firsthand.report.open_record import opened
from firsthand.report.story_parts import groups_apart, parts_in_words
from tests.report.demo_record import make

QUAKE = (
    "A quake of magnitude 5.1 shook Korrel on Monday and broke windows in 40 houses. The mayor, Ada Obi, closed two "
    "schools until Thursday. Nobody was hurt, the fire brigade of Korrel said in the evening."
)
FERRY = (
    "Pilots of the Vellmar ferry line walked out on Friday over a new roster. Four crossings to Asp were cancelled. "
    "The union of seamen said that talks with the line would begin next week in Tressen."
)


@pytest.mark.models
def test_groups_that_share_no_claim_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [
        {"id": f"{n}", "outlet": f"Daily {n}", "published": "2031-03-11", "title": title, "text": text}
        for n, (title, text) in enumerate([("Quake", QUAKE), ("Quake", QUAKE), ("Ferry", FERRY), ("Ferry", FERRY)])
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    record = run([str(file)])
    whole = replace(
        record.stories[0],
        documents=tuple(one.id for one in record.documents),
        claims=tuple(one.id for one in record.claims),
    )
    reading = opened(replace(record, stories=(whole,)))
    parts = groups_apart(reading, whole)
    assert sorted(map(len, parts)) == [2, 2]
    told = parts_in_words(reading, parts)
    assert "may tell of several events" in told
    assert "“Quake”" in told
    assert "“Ferry”" in told
    alone = replace(whole, documents=whole.documents[:1])
    assert groups_apart(reading, alone) == ()


def pile(groups: int, size: int, largest: int) -> tuple[Record, Story]:
    """A story of so many groups of reports, each with one claim of its own, the first group of another size."""
    documents, statements, claims = [], [], []
    for group in range(groups):
        held = []
        for n in range(largest if group == 0 else size):
            id_ = DocumentId(f"d-{group:03}{n:03}")
            documents.append(Document(
                id=id_, source_id=id_, uri=id_, text=f"Event {group} happened, said {n}.", title=None,
                outlet=Outlet(f"Daily {n}", "page"), authors=(), published=Published(), language="en", blocks=(),
            ))  # fmt: skip
            held.append(Statement(StatementId(f"s-{group:03}{n:03}"), Span(id_, 0, 10), (), "asserted"))
        statements += held
        claims.append(Claim(
            ClaimId(f"c-{group:03}"), f"Event {group} happened.", tuple(one.id for one in held), (),
            Independent(1, 1), ReportCount(len(held), len(held)), (),
        ))  # fmt: skip
    story = Story(
        StoryId("st-1"), "Many", tuple(one.id for one in documents), tuple(one.id for one in claims), None, None
    )
    record = replace(make(), **{one.name: () for one in fields(Record) if one.name != "made_with"})
    return replace(record, documents=tuple(documents), statements=tuple(statements), claims=tuple(claims),
                   stories=(story,)), story  # fmt: skip


def test_a_pile_of_many_stories_says_so() -> None:
    record, story = pile(groups=60, size=4, largest=9)
    parts = groups_apart(opened(record), story)
    assert len(parts) == 60
    told = parts_in_words(opened(record), parts)
    assert told.startswith("may tell of several events: 9 reports (“Event 0 happened, said 0.”), 4 reports")
    assert "and 57 smaller groups share no claim" in told


def test_a_large_story_is_not_parted_by_two_of_its_reports() -> None:
    record, story = pile(groups=3, size=2, largest=200)
    assert groups_apart(opened(record), story) == ()


def test_a_large_story_with_a_large_second_group_is_parted() -> None:
    record, story = pile(groups=2, size=40, largest=200)
    assert sorted(map(len, groups_apart(opened(record), story))) == [40, 200]
