"""Reports grouped into stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.relate.stories import stories
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
