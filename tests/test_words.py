from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.words import ngrams, normal, words


def test_typography_case_and_accents_are_no_difference() -> None:
    assert normal("“Nicolás’ CAFÉ”  —\nopen…") == '"nicolas\' cafe" - open...'


@given(st.text())
def test_the_normal_form_is_normal(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_is_the_long_way(text: str) -> None:
    assert normal(text + " é") == f"{normal(text)} e".strip()


def test_words_keep_numbers_and_compounds_whole() -> None:
    text = "The half-built dam lost 10,000 men’s kit at 4:40, or 12.5%"
    found = ["the", "half-built", "dam", "lost", "10,000", "men's", "kit", "at", "4:40", "or", "12.5%"]
    assert [word for _, _, word in words(text)] == found
    assert [text[start:end] for start, end, _ in words(text, 4, 14)] == ["half-built"]


def test_ngrams_overlap() -> None:
    assert ngrams(["a", "b", "c"], 2) == [("a", "b"), ("b", "c")]
    assert ngrams(["a"], 2) == []
