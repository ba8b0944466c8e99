"""The pages speak an editor's words: no template and no label of ours has a word of the program in it."""

from __future__ import annotations

import re
from importlib import resources
from typing import get_args

import pytest

from firsthand.data import ConflictKind
from firsthand.report.phrasing import JUDGEMENTS, KIND_WORDS

OURS = re.compile(
    r"\b(?:famil(?:y|ies)|statements?|utterances?|modality|actors?|scopes?|nodes?|clusters?|derivations?|firm(?:ly)?|judged"
    r"|judgements?|spans?|tokens?|joins?|joined|ends?)\b"
)
FIRMLY = "how firmly"  # "how firmly it is said" is English
TEMPLATES = [
    one
    for room in ("firsthand.report", "firsthand.web")
    for one in resources.files(room).joinpath("templates").iterdir()
]


def printed(source: str) -> str:
    """What a template prints of its own: no tags, no code, and the words in quotation marks of its expressions."""
    told = re.sub(r"<code>.*?</code>|<kbd>.*?</kbd>", " ", source, flags=re.DOTALL)
    told = re.sub(
        r"<[^<>]*>", " ", re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", " ", told, flags=re.DOTALL), flags=re.DOTALL)
    )
    said = re.findall(r"{{(.*?)}}", source, re.DOTALL)
    words = [word for one in said for word in re.findall(r"\"([^\"]*)\"", one) if " " in word.strip()]
    return " ".join([told, *words]).replace(FIRMLY, "")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_no_template_has_a_word_of_the_program(template: resources.abc.Traversable) -> None:
    assert OURS.findall(printed(template.read_text(encoding="utf-8"))) == []


def test_every_kind_of_difference_has_an_editors_word() -> None:
    assert set(KIND_WORDS) == set(get_args(ConflictKind))
    assert not [one for one in (*KIND_WORDS.values(), *JUDGEMENTS.values()) if OURS.search(one.replace(FIRMLY, ""))]
