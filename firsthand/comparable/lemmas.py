"""Lemmas as statements are compared by them: their normal form, how much they say, and numbers by their value.

The weight is the inverse document frequency (Spärck Jones 1972) in a background of news sentences, which
``training/equivalence.py`` counts.  Left out: word sense.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

from firsthand.grammar import Token
from firsthand.lexicon import entry_set, rows
from firsthand.words import normal

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
TIMES = frozenset({"DATE", "TIME"})


@cache
def _frequencies() -> tuple[dict[str, int], int]:
    path = resources.files("firsthand.models").joinpath("weights").joinpath("lemmas.json")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return loaded["sentences_with"], loaded["sentences"]


@lru_cache(maxsize=100_000)
def weight(lemma: str) -> float:
    """Inverse document frequency of a lemma in a background of news sentences; unknown words are the rarest."""
    known, total = _frequencies()
    return math.log((total + 1) / (known.get(lemma, 0) + 1))


def mass(lemmas: Iterable[str]) -> float:
    """How much lemmas say: the sum of their weights."""
    return _mass(lemmas) if isinstance(lemmas, frozenset) else sum(map(weight, sorted(lemmas)))


@lru_cache(maxsize=200_000)
def _mass(lemmas: frozenset[str]) -> float:
    return sum(map(weight, sorted(lemmas)))


def lemma_of(token: Token, text: str) -> str:
    """The lemma as compared: folded; names keep their surface, since lemmatisers invent singulars for them, and a
    number is its value ("twenty-one" is 21)."""
    surface = text[token.start : token.end]
    if token.pos == "NUM" and (value := figure(surface)) is not None:
        return f"{value:g}"
    return normal(surface if token.pos == "PROPN" else token.lemma or surface).strip(".'\"#")


@cache
def light() -> frozenset[str]:
    """Lemmas that say nothing of their own."""
    return entry_set("light_lemmas")


@cache
def _number_words() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("number_words")}


def figure(surface: str) -> float | None:
    """The plain value of one number token ("4,000", "eight", "$1.5", "700th"); None where it is none."""
    word = normal(surface).replace(",", "").strip("$€£%+~.-")
    known = _number_words()
    if word in known:
        return known[word]
    tens, _, ones = word.partition("-")
    if ones in known and tens in known and known[tens] >= 20 and known[ones] < 10:
        return known[tens] + known[ones]  # "twenty-one"
    for ending in ("st", "nd", "rd", "th", "s"):
        if word.endswith(ending) and word[: -len(ending)].isdigit():
            word = word[: -len(ending)]
            break
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def number_of_lemma(lemma: str) -> float | None:
    """The value of a lemma that is a number, as ``lemma_of`` writes it."""
    try:
        value = float(lemma) if lemma[:1].isdigit() else None
    except ValueError:
        return None
    return value if value is not None and math.isfinite(value) else None


def figures(tokens: Sequence[Token], text: str) -> tuple[float, ...]:
    """Values of the number tokens, a multiplier ("million") folded into the number before it."""
    values: list[float] = []
    last = -2
    for position, token in enumerate(tokens):
        surface = text[token.start : token.end]
        if (token.pos != "NUM" and not surface[:1].isdigit()) or token.ner in TIMES:
            continue  # dates and hours are compared as dates
        value = figure(surface)
        if value is None:
            continue
        if value >= 100 and last == position - 1 and values and surface[:1].isalpha():
            values[-1] *= value
        else:
            values.append(value)
        last = position
    return tuple(sorted(set(values)))
