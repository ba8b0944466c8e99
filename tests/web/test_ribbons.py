"""The map of two compared texts: every passage once, inside its box, where it stands; bands lead to rows."""

from __future__ import annotations

import re
from itertools import permutations

from markupsafe import Markup
from starlette.testclient import TestClient

from firsthand.report import opened
from firsthand.web import Desk, application
from firsthand.web.comparing import ComparedRow, compared_rows
from firsthand.web.ribbons import RIBBONS_HIGH, RIBBONS_WIDE, ribbons
from tests.report.demo_record import make
from tests.report.hostile import hostile
from tests.report.test_page import Page

RECORD = opened(make())
PAIR = next(one for one in RECORD.derivations if one.passages)


def test_every_row_has_one_band_or_block_inside_the_box() -> None:
    for a, b in permutations(RECORD.documents, 2):
        rows = compared_rows(RECORD, a, b)
        found = ribbons(rows)
        both = [row for row in rows if row.a_start >= 0 and row.b_start >= 0]
        assert [one.row for one in found] == (list(range(1, len(rows) + 1)) if both else [])
        for one, row in zip(found, rows, strict=False):
            assert one.kind == row.kind
            assert ("C" in one.path) == (row.kind in {"same", "changed"})
            for x, y in re.findall(r"([\d.]+) ([\d.]+)", one.path):
                assert 0 <= float(x) <= RIBBONS_WIDE
                assert 0 <= float(y) <= RIBBONS_HIGH
            for y in re.findall(r"V([\d.]+)", one.path):
                assert 0 <= float(y) <= RIBBONS_HIGH
            for x in re.findall(r"H([\d.]+)", one.path):
                assert 0 <= float(x) <= RIBBONS_WIDE


def test_a_passage_that_moved_crosses_and_one_that_stayed_does_not() -> None:
    def row(a: tuple[int, int], b: tuple[int, int]) -> ComparedRow:
        return ComparedRow("same", Markup("x"), Markup("x"), a[0], b[0], a[1], b[1])

    stayed = ribbons([row((0, 50), (0, 50)), row((50, 100), (50, 100))])
    moved = ribbons([row((0, 50), (50, 100)), row((50, 100), (0, 50))])
    assert [one.path.startswith(start) for one, start in zip(stayed, ("M0.0 0V", "M500.0 0V"), strict=True)] == [
        True,
        True,
    ]
    assert "0.0 65V72H500.0V65" in stayed[0].path
    assert "500.0 65V72H1000.0V65" in moved[0].path
    assert "0.0 65V72H500.0V65" in moved[1].path
    menu = ribbons([row((0, 50), (0, 50)), row((950, 1000), (50, 100))])  # what stands between is no text of the report
    assert menu[1].path.startswith("M500.0 0V")
    thin = ribbons([row((0, 100_000), (0, 100_000)), row((100_000, 100_001), (100_000, 100_001))])[1]
    assert thin.path.startswith("M997.0 0V")


def test_the_bands_lead_to_their_rows_side_by_side_alone() -> None:
    asked = TestClient(application(Desk((), None, None, RECORD)), base_url="http://127.0.0.1:8031")
    base = f"/compare?a={PAIR.a}&b={PAIR.b}"
    page = Page(asked.get(base).text)
    rows = compared_rows(RECORD, RECORD.document[PAIR.a], RECORD.document[PAIR.b])
    assert [one for one in page.links if one.startswith("#row-")] == [f"#row-{n}" for n in range(1, len(rows) + 1)]
    assert {f"row-{n}" for n in range(1, len(rows) + 1)} <= set(page.ids)
    third = next(one.id for one in RECORD.documents if one.id not in {PAIR.a, PAIR.b})
    for other in ("&mode=line", "&mode=changes", f"&c={third}"):
        assert 'class="ribbons"' not in asked.get(base + other).text


def test_words_from_outside_stay_text_in_the_bands() -> None:
    record = opened(hostile())
    asked = TestClient(application(Desk((), None, None, record)), base_url="http://127.0.0.1:8031")
    a, b = (one.id for one in record.documents[:2])
    source = asked.get(f"/compare?a={a}&b={b}").text
    assert Page(source).tags.count("script") == 1
    assert [name for name, _ in Page(source).attributes if name.startswith("on") or name == "style"] == []
