"""The one page of the seeds can be sent by mail: under five million bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.pipeline import run
from firsthand.report.html import page

_MOST = 5_000_000
pytestmark = [pytest.mark.models, pytest.mark.slow]


def test_the_page_of_the_seeds_has_under_five_million_bytes(shared: Path) -> None:
    record = run([str(shared / "seeds")])
    assert len(record.documents) >= 5
    assert 100_000 < len(page(record).encode()) < _MOST
