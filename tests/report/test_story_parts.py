"""A story whose groups of reports share no claim says that it may hold several events."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from firsthand import run
from firsthand.report.open_record import opened
from firsthand.report.story_parts import groups_apart, parts_in_words

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
