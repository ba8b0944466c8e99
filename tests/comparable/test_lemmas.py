"""Lemmas and numbers as statements are compared by them, on tokens made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.comparable.lemmas import figure, figures, lemma_of, mass, number_of_lemma, weight
from firsthand.grammar import Token


def tokens(text: str, poses: str, ner: str = "") -> list[Token]:
    """One token per word of ``text``, its part of speech the one in the same place."""
    made, at = [], 0
    for word, pos in zip(text.split(" "), poses.split(), strict=True):
        made.append(Token(at, at + len(word), word.lower().rstrip("s"), pos, "", "dep", 0, ner))
        at += len(word) + 1
    return made


@pytest.mark.parametrize(
    ("word", "pos", "lemma"),
    [
        ("guards", "NOUN", "guard"),
        ("Rivers", "PROPN", "rivers"),  # no singular is invented for a name
        ("twenty-one", "NUM", "21"),
        ("4,000", "NUM", "4000"),
        ("several", "NUM", "several"),
        ("U.N.", "PROPN", "u.n"),
    ],
)
def test_the_lemma_as_compared(word: str, pos: str, lemma: str) -> None:
    (token,) = tokens(word, pos)
    assert lemma_of(token, word) == lemma


@pytest.mark.parametrize(
    ("text", "poses", "values"),
    [
        ("two million people", "NUM NUM NOUN", (2_000_000.0,)),
        ("12 or 9 guards", "NUM CCONJ NUM NOUN", (9.0, 12.0)),
        ("9 and 9 guards", "NUM CCONJ NUM NOUN", (9.0,)),
        ("two of a million", "NUM ADP DET NUM", (2.0, 1_000_000.0)),  # no multiplier: it stands apart
        ("3 4,000", "NUM NUM", (3.0, 4000.0)),
        ("no guards", "DET NOUN", ()),
        ("7th gate", "ADJ NOUN", (7.0,)),
    ],
)
def test_figures_of_a_stretch(text: str, poses: str, values: tuple[float, ...]) -> None:
    assert figures(tokens(text, poses), text) == values


def test_dates_and_hours_are_no_figures() -> None:
    assert figures(tokens("12 March 2031", "NUM PROPN NUM", ner="DATE"), "12 March 2031") == ()


@pytest.mark.parametrize(("word", "value"), [("twenty-one", 21), ("seventy", 70), ("twenty-ten", None), ("1.5", 1.5),
                                             ("1990s", 1990), ("21st", 21), ("nan", None), ("inf", None)])  # fmt: skip
def test_a_number_word_is_its_value(word: str, value: float | None) -> None:
    assert figure(word) == value


@given(st.floats(0, 1e6, allow_nan=False))
def test_a_number_is_read_back_from_its_lemma(value: float) -> None:
    printed = f"{value:g}"
    assert number_of_lemma(printed) == figure(printed) == float(printed)


def test_a_lemma_that_is_no_number() -> None:
    assert number_of_lemma("guard") is None
    assert number_of_lemma("") is None
    assert number_of_lemma("12th") is None


@given(st.text(max_size=12))
def test_no_word_raises(word: str) -> None:
    assert weight(word) >= 0
    assert figure(word) is None or figure(word) == figure(word.strip())


def test_the_mass_is_the_sum_of_weights() -> None:
    assert mass([]) == 0
    assert mass({"guard", "zzyzx"}) == pytest.approx(weight("guard") + weight("zzyzx"))
    assert weight("guard") > weight("say") > 0
