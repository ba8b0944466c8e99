"""Pairs worth a comparison, against all pairs compared."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from evals.piles import readings
from firsthand import words
from firsthand.comparable import fingerprints
from firsthand.relate.derivation.near_copies import near_copies
from firsthand.relate.readings import blocking, rarity
from tests.relate.reports import AGENCY, OTHER, REWRITE, document, pile, rest


def _texts(count: int) -> list[str]:
    """Texts of invented words, some of which share long stretches."""
    draw = random.Random(5)
    vocabulary = [
        f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "eo", "i", "u") for c in ("n", "rak", "st", "l'o")
    ]
    texts = [[draw.choice(vocabulary) for _ in range(draw.randint(20, 80))] for _ in range(count)]
    for number in range(0, count - 1, 3):
        start = draw.randrange(10)
        texts[number + 1][start : start + 30] = texts[number][-30:]
    return [" ".join(text) for text in texts]


def _runs(text: str) -> set[int]:
    return set(fingerprints.grams([form for _, _, form in words.words(text)]).tolist())


@pytest.mark.parametrize("parts", [1 << 16, 64])
def test_every_pair_that_shares_fingerprints_is_counted(monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    monkeypatch.setattr(blocking, "_PART", parts)
    monkeypatch.setattr(blocking, "_PAIRS", parts)
    texts = _texts(40)
    runs = [_runs(text) for text in texts]
    expected = {(a, b): len(runs[a] & runs[b]) for a, b in combinations(range(40), 2) if len(runs[a] & runs[b]) >= 3}
    a, b, counts = blocking.shared_fingerprints(fingerprints.of_texts(texts), keep=1)
    assert dict(zip(zip(a.tolist(), b.tolist(), strict=True), counts.tolist(), strict=True)) == expected
    assert len(expected) > 10


def test_near_copies_are_those_of_all_pairs_compared() -> None:
    texts = _texts(40)
    found = near_copies(texts, least=0.4, keep=1)
    pairs = list(zip(found.a.tolist(), found.b.tolist(), strict=True))
    runs = [_runs(text) for text in texts]
    share = {(a, b): (len(runs[a] & runs[b]) / len(runs[a]), len(runs[a] & runs[b]) / len(runs[b]))
             for a, b in combinations(range(40), 2)}  # fmt: skip
    assert pairs == [pair for pair, both in share.items() if max(both) >= 0.4]
    for pair, in_b, in_a in zip(pairs, found.in_b.tolist(), found.in_a.tolist(), strict=True):
        assert share[pair] == pytest.approx((in_b, in_a))


def test_no_texts_and_empty_texts_have_no_copies() -> None:
    assert len(near_copies([]).a) == len(near_copies(["", "one two", ""]).a) == 0


def test_what_very_many_hold_proposes_few_and_still_joins_a_family() -> None:
    size = 600
    footer = " ".join(f"word{number}" for number in range(60))
    found = near_copies([footer] * size, least=0.9)
    assert size - 1 <= len(found.a) <= size * 20
    joined = {0}
    for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True):
        if a in joined:
            joined.add(b)
    assert len(joined) == size


def test_all_pairs_of_a_family_are_candidates_though_its_runs_are_common() -> None:
    size = 300
    text = [f"word{number}" for number in range(60)]
    grams = [fingerprints.grams([*text, *(f"own{number}x{n}" for n in range(20))]) for number in range(size)]
    assert blocking.copy_candidates(grams) == list(combinations(range(size), 2))


@pytest.mark.models
def test_copies_are_candidates_and_strangers_are_not() -> None:
    read = readings(pile(document("a", AGENCY), document("b", rest(AGENCY, 3, 12)), document("c", OTHER)))
    assert blocking.copy_candidates([one.grams for one in read]) == [(0, 1)]


def test_overlaps_are_the_products_of_what_is_shared() -> None:
    draw = np.random.default_rng(3)
    postings = [np.sort(draw.choice(30, size=8, replace=False)) for _ in range(12)]
    values = [draw.random(8) for _ in range(12)]
    table = np.zeros((12, 30))
    for number, (mine, worth) in enumerate(zip(postings, values, strict=True)):
        table[number, mine] = worth
    product = table @ table.T
    found = {
        (number, other): value
        for number, others, totals in blocking.overlaps(postings, values, 30)
        for other, value in zip(others.tolist(), totals.tolist(), strict=True)
    }
    assert found == pytest.approx({(a, b): product[a, b] for a, b in combinations(range(12), 2) if product[a, b] > 0})


@pytest.mark.models
def test_a_rewrite_is_proposed_inside_the_window_alone() -> None:
    read = readings(pile(document("a", AGENCY), document("b", REWRITE), document("c", OTHER)))
    features = [one.features() for one in read]
    weight = rarity.rarity_weights(features)
    for day, expected in ((1000 + blocking.WINDOW, [(0, 1)]), (1001 + blocking.WINDOW, [])):
        days = [(1000, 1000), (day, day), (1000, 1000)]
        assert [(a, b) for a, b, _ in blocking.rewrite_candidates(features, weight, days)] == expected
    assert [(a, b) for a, b, _ in blocking.rewrite_candidates(features, weight)] == [(0, 1)]
