"""Which reports of a pile are alike: all pairs in a small one, those that weighty features propose in a large one."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import DocumentId
from firsthand.relate import stories
from firsthand.relate.readings import blocking

Vectors = tuple[list["np.ndarray"], list["np.ndarray"]]


def made(documents: int, seed: int, topics: int = 8) -> Vectors:
    """Unit vectors of 30 features, of which two in three are those of a topic; one is empty."""
    draw = np.random.default_rng(seed)
    features, values = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for number in range(documents - 1):
        own = draw.choice(40, 20, replace=False) + 1000 * (number % topics)
        common = draw.choice(60, 10, replace=False) + 1_000_000
        held = np.concatenate([own, common]).astype(np.int64) * 6_364_136_223_846_793  # numbers of 64 bits
        worth = draw.random(30) * np.where(np.arange(30) < 20, 1.0, 0.3)
        features.append(held)
        values.append(worth / np.sqrt((worth**2).sum()))
    return features, values


def pairs(found: tuple[np.ndarray, ...]) -> dict[tuple[int, int], float]:
    return {(int(a), int(b)): float(value) for a, b, value in zip(*found, strict=True)}


def products(vectors: Vectors, least: float) -> dict[tuple[int, int], float]:
    held = [dict(zip(one.tolist(), worth.tolist(), strict=True)) for one, worth in zip(*vectors, strict=True)]
    found = {}
    for b, other in enumerate(held):
        for a, one in enumerate(held[:b]):
            value = sum(worth * other.get(feature, 0.0) for feature, worth in one.items())
            if value >= least:
                found[a, b] = round(value, 9)
    return found


def test_in_a_small_pile_every_pair_is_compared() -> None:
    vectors = made(80, 1)
    assert pairs(blocking.pairs_alike(*vectors, 0.06)) == pytest.approx(products(vectors, 0.06), abs=2e-9)


def test_in_a_large_pile_those_are_that_share_weighty_features(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "COMPARED_WHOLE", 0)
    vectors = made(400, 2)
    whole, found = products(vectors, 0.06), pairs(blocking.pairs_alike(*vectors, 0.06))
    assert found == pytest.approx({pair: whole[pair] for pair in found}, abs=2e-9)
    strong = {pair for pair, value in whole.items() if value >= 0.3}
    assert len(strong & set(found)) > 0.95 * len(strong) > 1000


def test_a_large_story_stays_one_though_no_list_of_holders_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "COMPARED_WHOLE", 0)
    vectors = made(600, 3, topics=1)
    found = pairs(blocking.pairs_alike(*vectors, 0.06))
    assert len(found) > 0.85 * len(products(vectors, 0.06))
    groups = stories.grouped([DocumentId(f"d-{n:04}") for n in range(600)], edges(found), [None] * 600)
    assert [len(one) for one in sorted(groups, key=len)] == [1, 599]


def test_a_common_pair_of_features_proposes_some_of_its_holders_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "COMPARED_WHOLE", 0)
    features = [np.array([1, 2], dtype=np.int64) << 40] * 1000
    values = [np.array([0.8, 0.6])] * 1000
    found = pairs(blocking.pairs_alike(features, values, 0.06))
    assert 1000 * blocking.NEXT - blocking.NEXT**2 <= len(found) <= 1000 * blocking.NEXT


@given(st.integers(0, 2**24 - 1), st.integers(0, 2**64 - 1))
def test_an_entry_of_the_index_gives_its_document_back(number: int, key: int) -> None:
    keys = np.array([key], dtype=np.uint64) & np.uint64(2**64 - 2**24)
    assert blocking._number_of(blocking._placed(keys, number)).tolist() == [number]


def test_no_documents_are_alike() -> None:
    assert pairs(blocking.pairs_alike([], [], 0.06)) == {}


def edges(found: dict[tuple[int, int], float]) -> stories.Edges:
    ordered = sorted(found)
    ends = np.array(ordered, dtype=np.int64).reshape(-1, 2)
    return stories.Edges(ends[:, 0], ends[:, 1], np.array([found[pair] for pair in ordered], dtype=np.float64))


@given(seed=st.integers(0, 2**32), size=st.integers(1, 40), share=st.floats(0.02, 0.9))
def test_linkage_in_little_memory_comes_to_what_a_table_does(seed: int, size: int, share: float) -> None:
    draw = random.Random(seed)
    found = {(a, b): draw.uniform(0.06, 0.5) for b in range(size) for a in range(b) if draw.random() < share}
    part = list(range(size))
    assert sorted(stories.sparse_linkage(part, edges(found), 0.17)) == sorted(stories.linkage(part, edges(found), 0.17))


@given(seed=st.integers(0, 2**32))
def test_parts_that_no_likely_pair_joins_are_grouped_apart(seed: int) -> None:
    """Weak pairs join no groups, so that leaving them out between parts changes nothing."""
    draw = random.Random(seed)
    found = {(a, b): round(draw.uniform(0.06, 0.25), 9) for b in range(30) for a in range(b) if draw.random() < 0.25}
    ids = [DocumentId(f"d-{number:02}") for number in range(30)]
    whole = tuple(
        sorted(tuple(ids[n] for n in one) for one in stories.linkage(list(range(30)), edges(found), stories.JOIN))
    )
    assert stories.grouped(ids, edges(found), [None] * 30) == whole
