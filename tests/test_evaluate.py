from __future__ import annotations

import pytest

from firsthand.data import Span
from firsthand.evaluate import bcubed, coverage, matches, overlap


def test_overlap_and_coverage() -> None:
    assert overlap(Span("d", 0, 10), Span("d", 5, 15)) == pytest.approx(5 / 15)
    assert overlap(Span("d", 0, 10), Span("e", 0, 10)) == 0
    assert coverage(Span("d", 0, 10), [Span("d", 0, 2), Span("d", 8, 20), Span("e", 2, 8)]) == pytest.approx(0.4)


def test_matches_are_one_to_one_and_the_likest_first() -> None:
    assert matches([1, 2], [2, 9], lambda a, b: 1 - abs(a - b) / 10, 0.5) == [(2, 2)]
    assert matches([1, 5], [1, 2], lambda a, b: 1 - abs(a - b) / 10, 0.5) == [(1, 1), (5, 2)]


def test_bcubed_of_the_gold_itself_is_one_and_of_singletons_has_precision_one() -> None:
    gold = {"a": 1, "b": 1, "c": 2}
    assert bcubed(gold, gold) == (1, 1, 1)
    assert bcubed(gold, {})[:2] == (1, pytest.approx(2 / 3))
    assert bcubed(gold, {"a": 0, "b": 0, "c": 0})[0] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
