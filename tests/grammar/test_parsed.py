"""Hand-made parses: what stands at a character, in a block, inside quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse import parse
from firsthand.data import Block, Document, Outlet, Published, Span

TEXT = "The ferry sank. Nobody drowned.\n\n“It was late,” said Ann Roe.\n"

pytestmark = pytest.mark.models


def document(text: str) -> Document:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line), "body" if line.strip() else "blank"))
        at += len(line)
    return Document("d", "d", "d", text, None, Outlet(), (), Published(), "en", tuple(blocks))


def test_a_sentence_is_found_by_its_characters() -> None:
    parsed = parse(document(TEXT))
    first, second, third = parsed.trees
    assert [parsed.at(TEXT.index(word)) for word in ("The", "sank", "Nobody", "Ann")] == [first, first, second, third]
    assert parsed.at(TEXT.index("\n")) is None
    assert list(parsed.over(TEXT.index("sank"), TEXT.index("drowned"))) == [first, second]
    assert [one.number for one in parsed.in_block(0)] == [0, 1]
    assert list(parsed.in_block(1)) == []
    assert parsed.block_at(TEXT.index("Ann")) == 2
    assert parsed.block(third).start == TEXT.index("“")


def test_tokens_are_found_by_their_characters() -> None:
    parsed = parse(document(TEXT))
    found = parsed.token_at(TEXT.index("sank") + 2)
    assert found is not None
    assert found[0].words[found[1]] == "sank"
    start = TEXT.index("ferry")
    ((one, inside),) = parsed.within(Span("d", start, start + len("ferry sank")))
    assert [one.words[n] for n in inside] == ["ferry", "sank"]
    assert one.children[2][:1] == (1,)
    assert (one.left[2], one.main_subject()) == (0, 1)


def test_marks_hold_to_the_end_of_their_block() -> None:
    text = 'He said “one «two» three” and "four" and “five.\nThen six.\n'
    parsed = parse(document(text))
    inside = {word: parsed.quoted(text.index(word)) for word in ("said", "one", "two", "and", "four", "five", "six")}
    assert inside == {
        "said": False, "one": True, "two": True, "and": False, "four": True, "five": True, "six": False,
    }  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=' he sank.“”"«»\n', max_size=60))
def test_every_place_has_one_answer(text: str) -> None:
    parsed = parse(document(text))
    for at in range(len(text) + 1):
        holding = [one for one in parsed.trees if one.sentence.start <= at < one.sentence.end]
        assert [parsed.at(at)] == (holding or [None])
        assert list(parsed.over(at, at + 1)) == holding
        assert isinstance(parsed.quoted(at), bool)
