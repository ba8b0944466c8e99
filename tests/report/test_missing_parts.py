"""A record with a list left empty still gives a page, a summary and explanations: nothing dangles into an error."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from firsthand.data import Record
from firsthand.report import explain, opened, summary
from firsthand.report.html import page
from tests.report.demo_record import make

LISTS = [field.name for field in fields(Record) if field.name != "made_with"]


@pytest.mark.parametrize("missing", LISTS)
def test_a_record_without_one_of_its_lists(missing: str) -> None:
    record = replace(make(), **{missing: ()})
    assert page(record).startswith("<!DOCTYPE html>")
    assert summary(record, 80)
    for id_ in opened(record).ids:
        assert explain(record, id_)


@pytest.mark.parametrize("kept", LISTS)
def test_a_record_with_one_of_its_lists_alone(kept: str) -> None:
    record = replace(make(), **{name: () for name in LISTS if name != kept})
    assert page(record).startswith("<!DOCTYPE html>")
    assert summary(record, 80)
    for id_ in opened(record).ids:
        assert explain(record, id_)
