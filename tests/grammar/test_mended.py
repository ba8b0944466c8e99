"""Parses that cannot be right are mended, and no others."""

from __future__ import annotations

import pytest

from evals.attribution import document
from firsthand.analyse import parse

pytestmark = pytest.mark.models


def finite(text: str) -> list[str]:
    one = parse(document(text)).trees[0]
    return [one.word(i) for i, token in enumerate(one.tokens) if token.dep in {"ROOT", "conj"} and token.pos == "VERB"]


@pytest.mark.parametrize(("text", "verbs"), [
    ("Guard dogs at the depot bit two thieves on Monday.", ["bit"]),
    ("The last silver truck left Brannock on Monday, and the mayor, Carla Imhof, says the town will sell sunlight.",
     ["left", "says"]),
    ("Arden said this week that the country would leave by March and suggested that it would give up the market.",
     ["said", "suggested"]),
    ("The bit in the drill broke on Monday.", ["broke"]),
])  # fmt: skip
def test_each_clause_has_its_verb(text: str, verbs: list[str]) -> None:
    assert finite(text) == verbs


def test_a_subject_stands_on_its_verb() -> None:
    one = parse(document("Guard dogs at the depot bit two thieves on Monday.")).trees[0]
    subject = one.main_subject()
    assert subject is not None
    assert one.word(subject) == "dogs"
