"""Sentences of two reports laid beside each other."""

from __future__ import annotations

import pytest

from evals.piles import readings
from firsthand.comparable import Reading
from firsthand.relate.derivation import sentence_alignment
from firsthand.relate.readings import rarity
from tests.relate.reports import AGENCY, INDEPENDENT, REWRITE, document, pile

pytestmark = pytest.mark.models


def _read(*texts: str) -> tuple[list[Reading], dict[str, float]]:
    read = readings(pile(*(document(str(n), text) for n, text in enumerate(texts))))
    return read, rarity.rarity_weights([one.features() for one in read])


def test_the_alignment_is_monotone_and_one_text_aligns_with_itself() -> None:
    (one, other), weight = _read(AGENCY, AGENCY)
    found = sentence_alignment.align(one, other, weight)
    assert {(i, i) for i in range(len(one.lines))} <= {(i, j) for i, j, _ in found.pairs}
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in zip(found.pairs, found.pairs[1:], strict=False))
    assert found.covers_a > 0.95
    assert found.order > 0.95


def test_a_rewrite_keeps_the_order_and_an_independent_report_does_not() -> None:
    (agency, rewrite, independent), weight = _read(AGENCY, REWRITE, INDEPENDENT)
    near = sentence_alignment.align(agency, rewrite, weight)
    far = sentence_alignment.align(agency, independent, weight)
    assert near.covers_b > 0.6
    assert far.covers_b < 0.3
    assert near.agreement > 0.7
    assert near.rare > 25


def test_empty_texts_align_with_nothing() -> None:
    (empty, one), weight = _read("…", AGENCY)
    found = sentence_alignment.align(empty, one, weight)
    assert found.pairs == ()
    assert found.covers_b == 0.0
