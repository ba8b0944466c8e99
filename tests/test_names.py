"""Names compared: possessives, titles, surnames with particles, short forms, institutions with several names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand import names


def test_key_folds_what_typography_varies() -> None:
    assert names.key("the U.S.’s") == "us"
    assert names.key("Nicolás Maduro’s") == names.key("Nicolas Maduro")
    assert names.key("  The “New York Times”, ") == "new york times"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Donald Trump", "Donald J. Trump", True),
        ("Donald Trump", "Melania Trump", False),
        ("Bill Clinton", "William Jefferson Clinton", True),
        ("J. Smith", "John Smith", True),
        ("John A. Smith", "John B. Smith", False),
        ("Ursula von der Leyen", "Ursula Leyen", False),
        ("Enrique Peña Nieto", "Peña Nieto", True),
        ("Senator Joe Smith", "Joseph Smith", True),
        ("Smith", "John Smith", False),
        ("Jo Hale", "Joanna Hale", True),
        ("Tom Hale", "Tom Hale Jr.", False),
        ("Tom Hale Jr.", "Thomas Hale Jr.", True),
        ("Paul Hale", "Paula Hale", False),
    ],
)
def test_may_be_one_person(a: str, b: str, same: bool) -> None:
    assert names.may_be_one_person(a, b) is same
    assert names.may_be_one_person(b, a) is same


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Pell Asterâ€™s statement", "Pell Aster  ’s statement"),
        ("â€œGo,â€\x9d he said â€“ twice", "  “Go,  ” he said   – twice"),
        ("the château, the crâne, Beyoncé, MÃ¼ller", "the château, the crâne, Beyoncé, MÃ¼ller"),
    ],
)
def test_broken_marks_are_repaired_in_their_place(text: str, repaired: str) -> None:
    assert names.marks_repaired(text) == repaired


@given(st.text(alphabet="aâ€™œ\x9d\x80 “s", max_size=40))
def test_a_repaired_text_has_the_same_length(text: str) -> None:
    assert len(names.marks_repaired(text)) == len(text)


def test_surname_keeps_its_particles() -> None:
    assert names.surname("Ursula von der Leyen") == "von der leyen"
    assert names.surname("Robert Downey Jr.") == "downey"


def test_institutions_with_several_names() -> None:
    assert names.institution_key("the Justice Department") == names.institution_key("Department of Justice")
    assert names.institution_key("Pentagon") == names.institution_key("Department of Defense")
    assert names.institution_key("Ministry of the Interior") == names.institution_key("Interior Ministry")
    assert names.institution_key("Example Motors Inc.") == names.institution_key("Example Motors")


def test_titles_are_told_from_names() -> None:
    assert names.is_title("Deputy Prime Minister")
    assert names.is_title("Defense Secretary")
    assert names.is_title("Chief Operating Officer")
    assert not names.is_title("General Motors")


def test_acronyms() -> None:
    assert names.is_acronym("FTOs") and names.acronym_key("FTOs") == "fto"
    assert names.initials("Bureau of Land Management") == "blm"
    assert not names.is_acronym("Trump")


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_is_written_breaks_it(a: str, b: str) -> None:
    assert names.may_be_one_person(a, b) == names.may_be_one_person(b, a)
    names.institution_key(a)
    names.is_title(a)
    names.is_acronym(a)
    names.initials(a)
