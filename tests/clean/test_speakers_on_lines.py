"""Lines that name a speaker, or end in the marks of another language's quotations, are the article's own."""

from __future__ import annotations

import pytest

from firsthand.clean.label import blocks
from firsthand.data import ARTICLE_KINDS

LEAD = "The council of Marlow voted on Monday to close the northern bridge until the spring, after a long debate."


def kinds(text: str, title: str | None = None) -> dict[str, str]:
    return {text[one.start : one.end].strip(): one.kind for one in blocks(text, title)}


@pytest.mark.parametrize(
    "line",
    [
        "„Die Brücke bleibt zu“, said Joan Pritt of the council. „We cannot pay for it this year.“",
        "Joan Pritt said: ‚We cannot pay for the bridge this year, and we will not try.‘",
        "Joan Pritt said: »We cannot pay for the bridge this year, and we will not try.«",
        '"We cannot pay for the bridge this year, and we will not try." - Joan Pritt',
    ],
)
def test_the_only_line_is_read_whatever_its_marks(line: str) -> None:
    assert kinds(line, "Bridge of Marlow stays closed")[line] in ARTICLE_KINDS


def test_a_speaker_behind_a_dash_below_the_last_words_is_the_articles_own() -> None:
    words = "“We cannot pay for the bridge this year, and we will not try to find the money elsewhere.”"
    for name in ("– Deputy Minister Ivo Kranz", "— Otto Baum", "- Joan Pritt, head of the council"):
        found = kinds(f"{LEAD}\n\n{words}\n\n{name}")
        assert found[name] in ARTICLE_KINDS, name


def test_a_line_that_heads_words_in_marks_is_the_articles_own() -> None:
    heads = ("From the desk of Paul Ritter:", "Emil Roth, chief analyst at Korrel Bank:")
    text = f"{LEAD}\n\n{heads[0]}\n\n“It will stay shut.”\n\n{heads[1]}\n\n“The market expected this and yawned.”"
    found = kinds(text)
    assert [found[head] for head in heads] == ["body", "body"]


@pytest.mark.parametrize("head", ["Related:", "Read more:", "Also read:", "See also:", "READ MORE:", "More on this:"])
def test_a_header_of_other_stories_above_a_headline_in_marks_is_not(head: str) -> None:
    teaser = "“We were warned”: survivors of the Marlow dam tell of a night of fear"
    found = kinds(f"{LEAD}\n\n{head}\n\n{teaser}\n\n{LEAD.replace('Monday', 'Tuesday')}")
    assert found[head] not in ARTICLE_KINDS


def test_an_embedded_post_at_the_end_is_the_articles_own() -> None:
    post = "The company has changed ferries at no notice, and nobody was asked. — Ferry Union (@riders) March 3, 2031"
    assert kinds(f"{LEAD}\n\n{LEAD.replace('Monday', 'Tuesday')}\n\n{post}\n\nThe ferry left again.")[post] == "body"


def test_a_line_of_capitals_below_words_in_marks_takes_no_time() -> None:
    line = "- " + "A" * 10_000 + "!"
    assert line in kinds(f"{LEAD}\n\n“We will not pay.”\n\n{line}")
