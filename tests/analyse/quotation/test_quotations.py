"""Quotation marks of every house style, and no exception on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.analyse.quotation import quotations
from firsthand.analyse.quotation.quotation_marks import marked_pairs
from firsthand.data import TEXT_KINDS
from tests.analyse.reading import paragraphs


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in quotations(paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will go,” she said.", ["We will go"]),
        ('"We will go," she said. "Soon."', ["We will go", "Soon."]),
        ("``We will go,'' she said.", ["We will go"]),
        ("''We will go,'' she said.", ["We will go"]),
        ("‘We don’t want the workers’ money,’ she said.", ["We don’t want the workers’ money"]),
        ("'We don't want it,' she said.", ["We don't want it"]),
        ("“He said ‘never again’ to me,” she said.", ["He said ‘never again’ to me"]),
        ("‘He said “never again” to me,’ she said.", ["He said “never again” to me"]),
        ("The ’90s and the workers’ rights and the boys’ club.", []),
        ("The '90s were rock 'n' roll.", []),
        ("He is 6'2\" tall.", []),
        ("She called it “awful.”", ["awful."]),
        ("The so-called “dead zone” grows.", []),
        ("The band known as “The Slow Cars” broke up.", []),
        ("Her film, “The Long Way Down,” opens on Friday.", []),
        ("In the novel “Heart of Clay” a king dies.", []),
        ("He wrote the song “Blue”.", []),
        ("“Where it stops nobody knows", ["Where it stops nobody knows"]),
        ("A stray mark” closes nothing.", []),
        ("“One paragraph goes on.\n“And the next one ends.”", ["One paragraph goes on.", "And the next one ends."]),
        ("“”", []),
        ("", []),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_long_quotation_is_one_quotation_a_paragraph_and_says_so() -> None:
    text = "“One paragraph goes on.\n\n“And the next one ends,” he said."
    found = quotations(paragraphs(text))
    assert ["multi_paragraph" in q.flags for q in found] == [True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Of the loss Orr said, “We knew it.\nIt was a good play.\nThey made it.”\nNobody else spoke.",
            ["We knew it.", "It was a good play.", "They made it."],
        ),
        ('"He is ill," said Orr.\n"It is hard.\nWe wait." The court rose.', ["He is ill", "It is hard.", "We wait."]),
        ("``It is hard.\nWe wait,'' he said.", ["It is hard.", "We wait"]),
        ("“It is hard. Nobody came.\nThe court rose.\nHe said “fine”.", ["It is hard.", "fine"]),
        ('"It is hard.\nThe court rose.\nA stray mark” closes nothing.', ["It is hard."]),
        ("“It is hard.\n" + "The court rose.\n" * 20 + "We wait,” he said.", ["It is hard."]),
    ],
)
def test_where_each_sentence_is_a_line_a_quotation_goes_on_to_where_it_closes(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_an_opening_without_a_close_is_flagged() -> None:
    (found,) = quotations(paragraphs("He said: “we are done. Nobody came."))
    assert found.inner.of("He said: “we are done. Nobody came.") == "we are done."
    assert "unmatched" in found.flags


def test_insertions_and_single_words_are_flagged() -> None:
    (one, two) = quotations(paragraphs("He found it “absurd” and said “[the mayor] lied to us.”"))
    assert one.flags == ("one_word",)
    assert two.flags == ("editorial_insertion",)


def test_an_embedded_post_is_a_quotation_without_its_links_and_its_signature() -> None:
    one, other = "Told “nothing” for hours. pic.example.com/x1", "Still here"
    signed = " — Lotte Brand (@lottebrand) March 3, 2031"
    found = quotations(paragraphs(f"{one}{signed} {other}{signed}"))
    assert [item.inner.of(f"{one}{signed} {other}{signed}") for item in found] == ["Told “nothing” for hours.", other]
    assert {item.flags for item in found} == {("post",)}


@pytest.mark.parametrize(
    "line",
    [
        "Ada Obi has the story (@adaobi).",
        "Rain - lots of it (@ the coast) - fell.",
        "The council voted — Ada Obi (@adaobi) voted no — and the plan fell.",
        "A boat at dawn — photo by Ada Obi (@adaobi)",
        "a" * 321 + " — Ada Obi (@ada)",
    ],
)
def test_a_handle_alone_or_a_long_paragraph_makes_no_post(line: str) -> None:
    assert quotations(paragraphs(line)) == ()


def test_nothing_in_a_title_is_a_quotation() -> None:
    assert quotations(paragraphs("Minister: “We will go”", kind="title")) == ()


def test_transcript_turns_and_introduced_blocks_are_quotations_without_marks() -> None:
    text = "MORENO: We never got the money.\nHe wrote in a letter:\nWe regret what was done.\n"
    found = quotations(paragraphs(text))
    assert [(q.inner.of(text), q.flags) for q in found] == [
        ("We never got the money.", ("transcript",)),
        ("We regret what was done.", ("block_quotation",)),
    ]


@given(st.text(alphabet="ab .,\n“”\"‘’'`s:[]()A9", max_size=80))
def test_any_text_gives_quotations_that_hold_their_words(text: str) -> None:
    document = paragraphs(text)
    for pair in marked_pairs(document, TEXT_KINDS):
        assert 0 <= pair.start <= pair.inner_start <= pair.inner_end <= pair.end <= len(text)
    found = quotations(document)
    assert found == tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))
    for quotation in found:
        assert quotation.span.start <= quotation.inner.start < quotation.inner.end <= quotation.span.end
        assert not quotation.inner.of(text).endswith(",")
