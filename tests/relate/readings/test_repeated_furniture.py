"""Furniture that shows only beside other reports."""

from __future__ import annotations

import pytest

from evals.piles import readings
from tests.relate.reports import AGENCY, OTHER, document, pile

pytestmark = pytest.mark.models


def test_a_sentence_that_unrelated_reports_share_is_furniture() -> None:
    extra = "\n\nOur journalists in Arden can be reached at any hour by the telephone number that is printed below."
    third = """Snow shut the Halden pass on Friday, and rescuers led by Marit Skogen dug out 18 cars near Fagernes.

Meteorologist Ivar Lunde said 62 centimetres had fallen in nine hours, the most since 1987 in Valdres."""
    read = readings(pile(*(document(k, t + extra) for k, t in (("a", AGENCY), ("b", OTHER), ("c", third)))))
    assert not any("telephone" in reading.words for reading in read)
