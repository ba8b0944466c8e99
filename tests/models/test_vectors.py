from __future__ import annotations

import numpy as np
import pytest

from firsthand.models import vectors

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(not vectors.available(), reason="the models extra is not installed"),
]


def test_vectors_are_unit_rows_in_the_order_of_the_texts() -> None:
    texts = ["The dam broke on Tuesday.", "Cats sleep.", "The dam broke on Tuesday."]
    found = vectors.embed(texts)
    assert found.shape == (3, 384)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-2)
    assert (found[0] == found[2]).all()
    assert found[0] @ found[1] < 0.5


def test_neighbours_in_a_batch_do_not_show() -> None:
    vectors._kept.clear()
    alone = vectors.embed(["The dam broke on Tuesday."])[0]
    vectors._kept.clear()
    among = vectors.embed(["The dam broke on Tuesday.", "A", "The mayor of the town resigned " * 8])[0]
    assert np.abs(alone - among).max() <= 1e-4


def test_no_texts_give_no_rows() -> None:
    assert vectors.embed([]).shape == (0, 384)


def test_a_full_store_of_vectors_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_KEPT", 2)
    vectors._kept.clear()
    vectors.embed(["a", "b"])
    assert vectors.embed(["b", "c"]).shape == (2, 384)
    assert set(vectors._kept) == {"b", "c"}
