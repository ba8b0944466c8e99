"""Words of a report as a sentence of a page: a capital, marks that are closed, no space before a stop."""

from __future__ import annotations

import pytest

from firsthand.report.first_screen import _quoted_within
from firsthand.report.phrasing import as_sentence
from firsthand.words import inside_sentence


@pytest.mark.parametrize(
    ("words", "most", "shown"),
    [
        ("the music was released last month .", 0, "The music was released last month."),
        ("allegations , which he denied", 0, "Allegations, which he denied"),
        ('"the goal was to make sure', 0, '"the goal was to make sure"'),
        ("“some artists even worried that mistakes would be used,” it said", 40, "“some artists even worried that…”"),
        ('“it fails to recognize this.”"', 0, "“it fails to recognize this.”"),
        ("a ... b", 0, "A ... b"),
    ],
)
def test_as_a_sentence(words: str, most: int, shown: str) -> None:
    assert as_sentence(words, most) == shown


def test_marks_within_marks_are_single() -> None:
    assert _quoted_within('He said "no" and “yes” (“so”)') == "He said ‘no’ and ‘yes’ (‘so’)"
    assert _quoted_within('"No," he said') == "‘No,’ he said"


def test_inside_a_sentence() -> None:
    assert inside_sentence("A person with knowledge of it") == "a person with knowledge of it"
    assert inside_sentence("A. Person") == "A. Person"
    assert inside_sentence("The Tressian") == "The Tressian"
