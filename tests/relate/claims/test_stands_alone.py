"""Texts that stand alone: who reads them knows who and what they are about; a sentence is printed around a clause."""

from __future__ import annotations

import pytest

from firsthand.relate.claims.claim_text import bracketed
from firsthand.relate.claims.stands_alone import TEXT_FEATURES, Told, self_standing, text_features


def told(words: str, *, whole: bool = False, place: int = 4) -> Told:
    return Told(words, whole, 1.0, place, copied=False, attributed=False)


@pytest.mark.parametrize(("clear", "open_"), [
    ("Harbour pilots at Vellmar walked out on Monday.", "They walked out on Monday."),
    ("Mayor Ada Obi closed the Long Bridge on Tuesday.", "It was closed on Tuesday."),
    ("The Tressian Ferry Authority named the captain.", "Their findings were named."),
    ("Korrel police arrested Peter Asp.", "The video pokes fun at him."),
])  # fmt: skip
def test_a_text_with_a_name_stands_more_surely_alone(clear: str, open_: str) -> None:
    assert self_standing(told(clear)) > self_standing(told(open_))


def test_a_lead_stands_more_surely_alone_than_a_later_sentence() -> None:
    words = "The bridge was closed on Tuesday."
    assert self_standing(told(words, place=0)) > self_standing(told(words, place=20))


@pytest.mark.parametrize("words", ["", "[]", "…", "]", "“", "12", "É", "the", "the the the"])
def test_any_words_have_features(words: str) -> None:
    assert len(text_features(told(words))) == len(TEXT_FEATURES)
    assert 0 <= self_standing(told(words)) <= 1


@pytest.mark.parametrize(("before", "own", "behind", "expected"), [
    ("Police said ", "the bridge was closed", " and that it would reopen.",
     "[Police said] the bridge was closed [and that it would reopen.]"),
    ("“", "The bridge is closed", ",” the mayor said.", "“The bridge is closed,” [the mayor said.]"),
    ("The mayor said, “", "the bridge is closed", ".”", "[The mayor said,] “the bridge is closed.”"),
    ("", "The bridge is closed", ".", "The bridge is closed."),
    ("As ", "the river rose", ", the bridge was closed.", "[As] the river rose, [the bridge was closed.]"),
])  # fmt: skip
def test_a_sentence_stands_in_brackets_around_a_statement(before: str, own: str, behind: str, expected: str) -> None:
    assert bracketed(before, own, behind) == expected
