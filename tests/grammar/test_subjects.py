"""Whom words are about whose subject stands outside them."""

from __future__ import annotations

import pytest

from firsthand.analyse import parse
from firsthand.grammar.subjects import shared_subject
from tests.analyse.reading import read

pytestmark = pytest.mark.models

SHARED = [
    ("Gunmen seized the office and took two guards.", "took", "Gunmen"),
    ("Peter Hammond, who ran the port, was arrested in Dover and charged with theft.", "charged", "Peter Hammond was"),
    ("The old ferry left Dover at noon and then sank near Calais.", "then", "The old ferry"),
    # a subject of its own, or one that the parser hung elsewhere
    ("Gunmen seized the office and the guards fled.", "the guards", ""),
    ("Gunmen seized the office.", "Gunmen", ""),
]


@pytest.mark.parametrize(("text", "begin", "subject"), SHARED)
def test_the_subject_that_is_shared(text: str, begin: str, subject: str) -> None:
    page = read(text)
    (sentence,) = parse(page.document).trees
    first = next(n for n, t in enumerate(sentence.tokens) if t.start == text.index(begin))
    held = shared_subject(sentence.tokens, first, len(sentence.tokens))
    assert " ".join(page.document.text[sentence.tokens[n].start : sentence.tokens[n].end] for n in held) == subject
