"""Wordings: what is a change between two renderings of an utterance, and what only looks like one."""

from __future__ import annotations

import pytest

from firsthand.data import DocumentId, Quotation, QuotationId, Span
from firsthand.relate.conflicts.renderings import Rendering, aligned, rendering, spoken_keys
from firsthand.relate.conflicts.word_changes import word_changes


def printed(text: str, document: str, *, quoted: bool = True) -> Rendering:
    span = Span(DocumentId(document), 0, len(text))
    quotation = Quotation(QuotationId("q" + document), span, span, None, None) if quoted else None
    return rendering(text, span, quotation)


def changes(one: str, other: str, *, quoted: bool = True) -> list[tuple[str, str]]:
    a, b = printed(one, "a"), printed(other, "b", quoted=quoted)
    return [
        (" ".join(a.printed[slice(*change.before)]), " ".join(b.printed[slice(*change.after)]))
        for pair in aligned(a, b)
        for change in word_changes(pair)
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("We knew of the crack and kept silent", "We knew of the crack and stayed silent", [("kept", "stayed")]),
        ("The dam is safe for the winter", "The dam will be safe for the winter", [("is", "will be")]),
        (
            "It was a badly planned rescue of the village",
            "It was a bad plan of a rescue of the village",
            [("badly planned", "bad plan of a")],
        ),
        (
            "a pinpoint strike on the bridge at dawn",
            "a pinpointed strike on the bridge at dawn",
            [("pinpoint", "pinpointed")],
        ),
        (
            "the parents and grandparents of these children",
            "the parents, grandparents of these children",
            [("and", "")],
        ),
        (
            "We will open the gates tonight and warn every village below the dam",
            "We will open the gates below the dam",
            [("tonight and warn every village", "")],
        ),
        (
            "the bitter end of trade with the islands and of free travel",
            "the bitter end of trade with the islands and of open borders",
            [("free travel", "open borders")],
        ),
    ],
)
def test_other_words_between_marks_are_changes(one: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert changes(one, other) == expected
    assert changes(other, one) == [(b, a) for a, b in expected]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “harbour” isn’t closed to ferries", 'The "harbor" is not closed to ferries'),
        ("Some 40 per cent of the by-election votes", "Some forty percent of the byelection votes"),
        ("The weather’s looking good for the launch", "The weather is looking good for the launch"),
        ("The minister [of works] knew of the crack", "The minister knew of the crack"),
        ("They warned us ... of the crack in the dam", "They warned us in writing of the crack in the dam"),
        ("On May 11 the gates of the dam failed", "On 11 May the gates of the dam failed"),
        ("We did not, we did not open the gates", "We did not open the gates"),
        ("The U.N. will inspect the dam & the lock", "The UN will inspect the dam and the lock"),
        ("Mr Obi knew of the crack in the gate", "Obi knew of the crack in the gate"),
        ("It was a terible night for the village", "It was a terrible night for the village"),
        ("We knew of the crack and kept silent", "the crack and kept silent until the gates failed"),
        ("found at his home in Richmond, Virginia", "found at his home in Richmond, VA"),
    ],
)
def test_what_only_looks_like_a_change(one: str, other: str) -> None:
    assert changes(one, other) == []
    assert changes(other, one) == []


def test_reported_speech_shifts_pronouns_and_tenses() -> None:
    said = "I will open the lower gates of the dam"
    assert not changes(said, "He would open the lower gates of the dam.", quoted=False)
    assert changes(said, "He would open the upper gates of the dam.", quoted=False) == [("lower", "upper")]


def test_running_text_that_prints_the_very_words_is_held_to_them() -> None:
    one = "Our hearts are broken today for the parents of these children who are at home tonight"
    other = "Our hearts are broken today for the parents of these children who are home tonight."
    assert changes(one, other, quoted=False) == [("at", "")]


def test_two_passages_of_one_speech_are_no_change() -> None:
    first = "We checked each gate of it in March and found no crack that would worry a child."
    second = "The ministry asked four engineers of the north to look at the old lock, and none of them came."
    one, other = (f"The dam is safe. {said} Nobody will drown" for said in (first, second))
    assert changes(one, other) == []


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("won't", ("will", "not")),
        ("forty", ("40",)),
        ("31%", ("31", "percent")),
        ("by-election", ("byelection",)),
        ("sept", ("september",)),
    ],
)
def test_words_as_they_are_spoken(word: str, keys: tuple[str, ...]) -> None:
    assert spoken_keys(word) == keys
