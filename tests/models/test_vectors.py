from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    text = "The dam broke on Tuesday."
    (alone,) = vectors.packed([text])
    assert vectors.packed([text, "A", "The mayor of the town resigned " * 8, "The dam held on Tuesday."])[0] == alone


def test_no_texts_give_no_rows() -> None:
    assert vectors.embed([]).shape == (0, 384)


def test_a_full_memory_starts_again() -> None:
    held = vectors.Embedder(most=2)
    held(["a", "b"])
    assert held(["b", "c"]).shape == (2, 384)
    assert set(held._held) == {"b", "c"}


class _Shelf:
    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}

    def vectors(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        return {key: self.rows[key] for key in keys if key in self.rows}

    def keep_vectors(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        self.rows.update(rows)


def test_a_vector_is_made_once_and_then_taken_from_the_shelf() -> None:
    made: list[str] = []

    def make(texts: Sequence[str]) -> list[bytes]:
        made.extend(texts)
        return vectors.packed(texts)

    shelf = _Shelf()
    first = vectors.Embedder(make, shelf)(["The dam broke.", "Cats sleep."])
    again = vectors.Embedder(make, shelf)(["Cats sleep.", "The dam broke.", "It rained."])
    assert sorted(made) == ["Cats sleep.", "It rained.", "The dam broke."]
    assert (first == again[[1, 0]]).all()
    assert (again == vectors.embed(["Cats sleep.", "The dam broke.", "It rained."])).all()


def test_two_wordings_of_one_assertion_lie_nearer_than_two_things_of_one_story() -> None:
    told, again, other = vectors.embed([
        "The ban on night flights remains in force.",
        "Flights after eleven in the evening are still not allowed.",
        "The airport opened a second terminal for night flights.",
    ])  # fmt: skip
    assert told @ again > told @ other


def test_lone_surrogates_and_empty_texts_have_vectors() -> None:
    assert vectors.embed(["", "\ud800 dam", " "]).shape == (3, 384)
