"""Antecedents: pronouns, surnames, roles and full noun phrases, with reasons, and unknown where nothing decides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.analyse import parse
from firsthand.analyse.coreference import antecedent, referents
from firsthand.analyse.entities import entities
from firsthand.data import Span
from tests.analyse.reading import paragraphs

pytestmark = pytest.mark.models

CASES = [
    # who (the n-th occurrence of the words), the text, the expected name or None
    ("he", 0, "Laura Velasquez thanked Peter Hammond on Friday. “It is done,” he said.", "Peter Hammond"),
    ("she", 0, "Laura Velasquez thanked Peter Hammond on Friday. “It is done,” she said.", "Laura Velasquez"),
    ("He", 0, "Mr. Okafor resigned on Monday. He gave no reason.", "Okafor"),
    # two men, equally likely: an honest unknown
    ("he", 0, "Peter Hammond and James Porter met on Friday. “It is done,” he said.", None),
    # an unnamed spokesman wins over a name further off
    ("he", 0, "Peter Hammond was in Geneva.\nA spokesman for the bank answered on Monday. “No,” he said.", None),
    ("It", 0, "The Justice Department sued the bank. It said the loans were illegal.", "Justice Department"),
    ("It", 0, "It is unclear whether the Justice Department will sue.", None),
    ("Hammond", 1, "Peter Hammond sued. Hammond won.", "Peter Hammond"),
    ("Laura Velasquez, a councilwoman", 0, "Laura Velasquez, a councilwoman, voted no.", "Laura Velasquez"),
    ("Secretary of State Ann Porter", 0, "Secretary of State Ann Porter said no.", "Ann Porter"),
    ("the president of Mexico, Ana Ruiz", 0, "On Friday the president of Mexico, Ana Ruiz, said no.", "Ana Ruiz"),
    ("a lawyer for Peter Hammond", 0, "Peter Hammond sued. He won, said a lawyer for Peter Hammond.", None),
    ("a person close to Peter Hammond", 0, "Peter Hammond sued, said a person close to Peter Hammond.", None),
    ("The president", 0, "President Ana Ruiz flew home. The president said she was tired.", "Ana Ruiz"),
    ("the Mexican president", 0,
     "Mexican President Ana Ruiz met President Tom Hale of Canada. It was late, the Mexican president said.",
     "Ana Ruiz"),
    ("The spokeswoman", 0,
     "Karen Blake, a spokeswoman for the mayor, refused. The spokeswoman gave no reason.", "Karen Blake"),
    ("The company", 0, "Example Motors Inc. lost money. The company said it would close.", "Example Motors Inc."),
    ("the source", 0, "Peter Hammond is ill, a source said. He will retire, the source added.", None),
    ("officials", 0, "Peter Hammond is ill, officials said.", None),
    ("who", 0, "Peter Hammond, who won the case, left.", "Peter Hammond"),
    ("they", 0, "Federal prosecutors dropped the case. There was no evidence, they said.", "Federal prosecutors"),
    # a deputy, a former holder or a candidate is not "the president"
    ("The president", 0, "Vice President Tom Hale met President Ruiz. The president said no.", "Ruiz"),
    ("The president", 0, "Vice President Tom Hale left. The president said no.", None),
    ("the governor", 0, "Governor Ruiz beat her rival for governor, Tom Hale. It was late, the governor said.", "Ruiz"),
    # whoever spoke last speaks on, and not whom he spoke of
    ("he", 0, "Peter Hammond suggested that James Porter might wait. “It is late,” he said.", "Peter Hammond"),
    ("I", 0, "“I am tired,” Peter Hammond said.", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "nth", "text", "expected"), CASES)
def test_antecedent(words: str, nth: int, text: str, expected: str | None) -> None:
    page = paragraphs(text)
    parsed = parse(page)
    made = entities(parsed)
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    entity, reason = antecedent(referents(parsed, made), Span(page.id, at, at + len(words)))
    assert next((one.name for one in made if one.id == entity), None) == expected, reason
    assert reason


def test_a_chain_of_he_said_keeps_its_speaker() -> None:
    text = "Peter Hammond spoke on Monday. “No,” he said. “Never,” he added. “Not once,” he went on.\n"
    page = paragraphs(text)
    parsed = parse(page)
    made = entities(parsed)
    at = text.rindex("he went")
    entity, _ = antecedent(referents(parsed, made), Span(page.id, at, at + 2))
    assert next(one.name for one in made if one.id == entity) == "Peter Hammond"


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=' heSmith.,“”"it they\n', max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_span_gets_an_answer(text: str, start: int, end: int) -> None:
    page = paragraphs(text)
    parsed = parse(page)
    made = entities(parsed)
    entity, reason = antecedent(referents(parsed, made), Span(page.id, min(start, end), max(start, end)))
    assert entity is None or entity in {one.id for one in made}
    assert reason


DOUBTS = [
    # the text, the pronoun, and whether its antecedent is doubtful
    ("Peter Hammond resigned on Monday after he sold the ferry.", "he", False),
    ("Peter Hammond asked James Porter to resign after he sold the ferry.", "he", True),
    ("Peter Hammond resigned. The old captain said he had sold the ferry.", "he", True),
    ("Peter Hammond resigned on Monday. He sold the ferry.", "He", False),
    ("Peter Hammond resigned. The captain slept. The sailor rowed. He sold the ferry.", "He", True),
    ("Peter Hammond resigned on Monday. “He sold the ferry,” James Porter said.", "He", True),
    ("Peter Hammond resigned on Monday. After he sold the ferry, James Porter wept.", "he", True),
    ("The Harbour Authority said it would close the pier as they tried to board a ferry.", "they", True),
]


@pytest.mark.parametrize(("text", "pronoun", "doubtful"), DOUBTS)
def test_a_pronoun_is_doubtful_where_another_may_be_meant(text: str, pronoun: str, doubtful: bool) -> None:
    document = paragraphs(text)
    parsed = parse(document)
    index = referents(parsed, entities(parsed))
    at = next(m.start() for m in re.finditer(rf"\b{pronoun}\b", text))
    entity = index.pronouns[at][0]
    assert (entity is None or at in index.doubtful) == doubtful
