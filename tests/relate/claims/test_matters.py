"""Matters of the example: wordings of one thing, the widest first, counted once, denials beside them."""

from __future__ import annotations

from functools import cache

import pytest

from firsthand.data import Record
from firsthand.example import REPORTS
from firsthand.pipeline import run

pytestmark = pytest.mark.models


@cache
def record() -> Record:
    return run([str(REPORTS)], workers=1)


def test_the_example_has_matters_and_a_claim_is_in_one_at_most() -> None:
    held = [claim for matter in record().matters for claim in matter.claims]
    assert record().matters
    assert len(held) == len(set(held))
    assert all(len(matter.claims) > 1 for matter in record().matters)


def test_the_claim_of_most_reports_is_central() -> None:
    claims = {one.id: one for one in record().claims}
    for matter in record().matters:
        reports = [claims[name].reports.documents for name in matter.claims]
        assert reports[0] == max(reports) > 1


def test_a_matter_counts_each_report_once_and_no_denial() -> None:
    claims = {one.id: one for one in record().claims}
    report = {one.id: one.span.document for one in record().statements}
    for matter in record().matters:
        carry = {report[name] for claim in matter.claims for name in claims[claim].statements}
        assert matter.reports.documents == len(carry)
        assert not set(matter.denials) & set(matter.claims)


def test_a_denial_stands_beside_what_it_denies() -> None:
    claims = {one.id: one for one in record().claims}
    denied = [matter for matter in record().matters if matter.denials]
    assert denied
    for matter in denied:
        said = {name for claim in matter.claims for name in claims[claim].statements}
        against = {name for claim in matter.denials for name in claims[claim].statements}
        sides = [set(one.statements) for one in record().conflicts if one.kind == "denial"]
        assert any(side & said and side & against for side in sides)
