"""Which pairs can be copies is told by counts of common word runs, and no copy is left out by them."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from firsthand.comparable import Reading, reading
from firsthand.data import DocumentId, Span
from firsthand.relate.derivation import common_runs, copying

_WORDS = 9
"""Words of one sentence."""


def made(name: str, words: list[str], quoted: set[int]) -> Reading:
    found = [(word, 10 * n, 10 * n + 9, n in quoted) for n, word in enumerate(words)]
    key = DocumentId(name)
    lines = [
        reading.ComparedSentence(
            Span(key, 10 * first, 10 * last), first, last, dict.fromkeys(words[first:last], 1.0), frozenset(), 0.0
        )
        for first in range(0, len(words), _WORDS)
        for last in (min(first + _WORDS, len(words)),)
    ]
    return reading.build(key, lines, found)


def some(chance: random.Random, number: int) -> list[Reading]:
    """Reports of own words and of stretches that several have, of which some are quoted."""
    stock = [f"s{n}" for n in range(300)]
    out = []
    for name in range(number):
        words: list[str] = []
        quoted: set[int] = set()
        while len(words) < chance.choice([20, 70, 140]):
            if chance.random() < 0.5:
                first, length = chance.randrange(280), chance.choice([5, 6, 9, 10, 11, 16, 24, 45])
                if chance.random() < 0.3:
                    quoted.update(range(len(words), len(words) + len(stock[first : first + length])))
                words += stock[first : first + length]
            else:
                words += [f"o{name}-{len(words)}-{n}" for n in range(chance.choice([1, 3, 30]))]
        out.append(made(f"r{name}", words, quoted))
    return out


@pytest.mark.parametrize("seed", range(6))
def test_no_pair_is_left_out_that_hangs_together(seed: int) -> None:
    readings = some(random.Random(seed), 36)
    pairs = list(combinations(range(len(readings)), 2))
    able = common_runs.able(readings, pairs)
    together = [(a, b) for a, b in pairs if copying.copied(readings[a], readings[b], ("a", "b")) is not None]
    assert together
    assert set(together) <= set(able)
    assert able == sorted(able)
    assert len(able) < len(pairs)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_passes_by_that_the_exact_comparison_looks_at_closely(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = some(random.Random(seed), 36)
    looked = []
    monkeypatch.setattr(copying.reuse, "line_matches", lambda a, _: looked.append(a.id) or [])
    for a, b in combinations(range(len(readings)), 2):
        before = len(looked)
        copying.copied(readings[a], readings[b], ("a", "b"))
        passed = common_runs.able(readings, [(a, b)])
        assert len(looked) == before or passed == [(a, b)]


def test_reports_without_a_run_of_words_are_no_copies() -> None:
    short = [made("a", ["nine", "dead"], set()), made("b", [], set()), made("c", ["nine", "dead"], set())]
    assert common_runs.able(short, [(0, 1), (0, 2), (1, 2)]) == []
    assert common_runs.able(short, []) == []


def test_reports_of_one_event_are_compared_exactly_only_where_they_share_much() -> None:
    """Every two share a sentence of the event and nothing else: the exact comparison was asked of every two."""
    event = [f"e{n}" for n in range(15)]
    readings = [made(f"r{n}", event + [f"o{n}-{m}" for m in range(60)], set()) for n in range(80)]
    assert common_runs.able(readings, list(combinations(range(80), 2))) == []
