"""What the seed pages must show (issue 2): how many origins the order to the military has, and who disagrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.data import Record
from firsthand.pipeline import run

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def record(shared: Path) -> Record:
    return run([str(shared / "seeds")], workers=1)


def test_the_order_stands_in_four_reports_on_one_or_two_origins(record: Record) -> None:
    where = {one.id: one.span.document for one in record.statements}
    text = {one.id: one.text for one in record.documents}
    ordered = [
        claim
        for claim in record.claims
        if any(
            "direct order" in s.span.of(text[s.span.document]) for s in record.statements if s.id in claim.statements
        )
    ]
    assert len(ordered) == 1
    assert len({where[name] for name in ordered[0].statements}) == 4
    assert (ordered[0].independent.at_least, ordered[0].independent.at_most) == (1, 2)


def test_eight_and_seven_disagree_and_the_copy_does_not_vote(record: Record) -> None:
    (one,) = [c for c in record.conflicts if c.kind == "number"]
    assert sorted(value.split()[0] for value in one.values) == ["eight", "seven"]
