"""Reports grouped into stories."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.piles import stories
from firsthand.data import DocumentId, Published
from firsthand.relate.stories import JOIN, Edges, day_of, grouped
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE, document, pile

pytestmark = pytest.mark.models


def test_one_event_is_one_story_and_another_stays_apart() -> None:
    read = pile(document("a", AGENCY), document("b", REWRITE), document("c", INDEPENDENT), document("d", OTHER))
    assert stories(read) == (("a", "b", "c"), ("d",))


def test_a_pile_about_one_story_stays_one_story() -> None:
    paragraphs = AGENCY.split("\n\n") + INDEPENDENT.split("\n\n")
    texts = ["\n\n".join(paragraphs[n % 5 :: 2]) for n in range(12)]
    assert len(stories(pile(*(document(f"d{n:02}", text) for n, text in enumerate(texts))))) == 1


def test_empty_texts_stand_alone() -> None:
    assert stories(pile(document("a", "…"), document("b", "—"))) == (("a",), ("b",))
    assert stories(pile()) == ()


def test_the_seeds_are_one_story(shared: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    assert len(stories(pile(*(document(file.name[:3], file.read_text(encoding="utf-8")) for file in files)))) == 1


def day(first: str | None, last: str | None) -> int | None:
    return day_of(Published(first, last, "day"))


def test_a_day_is_known_where_both_ends_are_on_it() -> None:
    assert day("2031-03-11T08:00:00Z", "2031-03-11") == day("2031-03-11", "2031-03-11")
    assert day("2031-03-11", "2031-03-12") is None
    assert day("2031-03-11", None) is None
    assert day("2031-13-11", "2031-13-11") is None


def test_what_appeared_long_apart_is_less_alike_but_for_days_that_are_not_known() -> None:
    ids = [DocumentId("a"), DocumentId("b")]
    pair = Edges(np.array([0]), np.array([1]), np.array([JOIN * 1.2]))
    together = (("a", "b"),)
    assert grouped(ids, pair, [100, 101]) == together
    assert grouped(ids, pair, [100, None]) == together
    assert grouped(ids, pair, [100, 130]) == (("a",), ("b",))
    assert grouped(ids, Edges(*pair[:2], np.array([JOIN * 1.5])), [100, 9000]) == together
