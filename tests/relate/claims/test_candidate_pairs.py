"""Pairs by vector: those that the definition gives, asked of every pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import DocumentId
from firsthand.relate.claims import candidate_pairs


@given(st.data())
def test_the_nearest_of_other_reports_and_of_its_own(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 40))
    drawn = data.draw(st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=count, max_size=count))
    rows = np.array(drawn, dtype=np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
    reports = [frozenset(map(DocumentId, data.draw(st.sets(st.sampled_from("abc"), min_size=1)))) for _ in range(count)]
    near = np.round(rows @ rows.T, 3)
    expected = set()
    for i in range(count):
        ranked = sorted((j for j in range(count) if j != i), key=lambda j: (-float(near[i, j]), j))
        own = [j for j in ranked if reports[i] & reports[j] and near[i, j] >= candidate_pairs._NEAR_OWN]
        other = [j for j in ranked if not reports[i] & reports[j] and near[i, j] >= candidate_pairs._NEAR]
        best = own[: candidate_pairs._OWN] + other[: candidate_pairs._BY_VECTOR]
        expected |= {(min(i, j), max(i, j)) for j in best}
    assert candidate_pairs.by_vector(rows, reports) == expected
