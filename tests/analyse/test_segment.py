from __future__ import annotations

import pytest

from firsthand.analyse import parse
from firsthand.data import Block, Document, Outlet, Published

pytestmark = pytest.mark.models


def document(text: str, *kinds: str) -> Document:
    """A document with one block a line."""
    blocks, start = [], 0
    for line, kind in zip(text.splitlines(keepends=True), kinds, strict=True):
        blocks.append(Block(start, start + len(line), kind))  # type: ignore[arg-type]
        start += len(line)
    return Document("d", "d", "d", text, None, Outlet(), (), Published(), "en", tuple(blocks))


def test_furniture_is_not_parsed_and_sentences_do_not_cross_blocks() -> None:
    text = "The bridge was closed on Monday\nAdvertisement\nTwo people were hurt. Nobody died.\n"
    found = parse(document(text, "body", "advertisement", "body")).sentences
    assert [text[one.start : one.end] for one in found] == [
        "The bridge was closed on Monday",
        "Two people were hurt.",
        "Nobody died.",
    ]
    assert [one.block for one in found] == [0, 2, 2]


def test_tokens_quote_the_text_and_heads_stay_inside() -> None:
    text = "The mayor, who resigned  on Monday, said that nobody was hurt.\n"
    for one in parse(document(text, "body")).trees:
        assert text[one.tokens[3].start : one.tokens[3].end] == "who"
        assert all(0 <= token.head < len(one.tokens) for token in one.tokens)


def test_a_sentence_goes_on_after_a_dash() -> None:
    text = "It lets us use other elements of power — agencies, the department, whatever — to target these groups.\n"
    assert len(parse(document(text, "body")).trees) == 1


def test_an_empty_document_has_no_sentences() -> None:
    assert parse(document("")).trees == ()
    assert parse(document("   \n", "body")).trees == ()
