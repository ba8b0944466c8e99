"""Marked text says the same as the text, nests, and lets no markup through."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from firsthand.report.highlights import Mark, differing_words, marked_up

_PLAIN = st.text(alphabet="abc <>&\"'“é\n", max_size=40)


class Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.crossed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.crossed |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        self.text += data


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(_PLAIN)
    spans = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
    tags = draw(st.lists(st.sampled_from(["span", "mark"]), min_size=8, max_size=8))
    return text, [Mark(a, b, f"k{i}", id=f"i{i}", tag=tags[i]) for i, (a, b) in enumerate(spans)]


@given(texts_with_marks())
def test_marks_nest_and_keep_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    parser = Nesting()
    parser.feed(str(marked_up(text, 0, len(text), marks)))
    parser.close()
    assert not parser.crossed
    assert parser.open == []
    assert parser.text == text


@given(texts_with_marks())
def test_each_mark_that_covers_text_stands_there_once_by_its_id(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = re.findall(r'id="(i\d)"', marked_up(text, 0, len(text), marks))
    assert sorted(found) == sorted(m.id for m in marks if m.start < min(m.end, len(text)))


def test_a_crossing_mark_is_closed_and_opened_again() -> None:
    out = marked_up("one two three", 0, 13, [Mark(0, 7, "a", id="x"), Mark(4, 13, "b", id="y", tag="mark")])
    assert out == ('<span class="a" id="x">one <mark class="b" id="y">two</mark></span><mark class="b"> three</mark>')


def test_a_mark_in_two_blocks_has_one_id_and_one_footnote() -> None:
    mark = Mark(2, 8, "st", id="s", after=Markup("<sup>1</sup>"))
    first, second = marked_up("0123456789", 0, 5, [mark]), marked_up("0123456789", 5, 10, [mark])
    assert first == '01<span class="st" id="s">234</span>'
    assert second == '<span class="st">567</span><sup>1</sup>89'


def test_hostile_text_id_and_title_stay_text() -> None:
    text = "<script>alert(1)</script>\x1b[31m\u202eevil"
    out = marked_up(text, 0, len(text), [Mark(0, 8, "st", id='"><script>', title='" onclick="x')])
    assert "<script" not in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert 'onclick="x"' not in out
    assert html.unescape(re.sub(r"<[^>]*>", "", out)).startswith("<script>alert(1)</script>")


def test_differing_words_are_found_where_they_stand() -> None:
    text = "He said: If someone knew and kept silent"
    found = differing_words(text, 9, len(text), ["someone", "kept", "absent", " ", "he", "some"])
    assert [text[m.start : m.end] for m in found] == ["someone", "kept"]


def test_of_equal_words_none_is_marked_where_nobody_knows_which() -> None:
    text = "we want to go to the north"
    assert differing_words(text, 0, len(text), ["to"]) == []
    assert [m.start for m in differing_words(text, 11, len(text), ["to"])] == [14]
