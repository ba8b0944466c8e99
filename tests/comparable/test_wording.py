"""The words of a statement as a reader gets them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.comparable.wording import tidy


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("The **mayor of Tallow** closed the bridge", "The mayor of Tallow closed the bridge"),
        ("the <b>old bridge</b> is closed", "The old bridge is closed"),
        ('the <a href="https://x.example/y?a=1">board</a> sold two ferries', "The board sold two ferries"),
        ("[The board](https://x.example/y) sold two ferries", "The board sold two ferries"),
        ("a *long* inspection of __both__ bridges", "A long inspection of both bridges"),
        ("***Breaking:*** the pier burns", "Breaking: the pier burns"),
    ],
)
def test_markup_of_the_input_is_not_shown(printed: str, shown: str) -> None:
    assert tidy(printed) == shown


@pytest.mark.parametrize(
    "printed",
    [
        "A 5 * 3 * 2 box",
        "Profits < costs and costs > rent",
        "[The board] sold two ferries",
        "Rates of 3*4*5",
        "It is <5 m",
    ],
)
def test_what_only_looks_like_markup_stays(printed: str) -> None:
    assert tidy(printed) == printed


@given(st.text(alphabet="ab*_<>[]() /h:", max_size=60))
def test_any_words_come_out_with_single_spaces(printed: str) -> None:
    assert "  " not in tidy(printed)
