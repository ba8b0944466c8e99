"""Equal: for any order and any split, a pile added in parts is the pile added at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand import part_pool
from firsthand.relate.claims.pair_score import Likeness
from tests.store.splits import Pile, small


@pytest.fixture(scope="module")
def pile() -> Pile:
    return Pile(small())


@pytest.fixture(scope="module")
def whole(pile: Pile, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pile.add(pile.raws, tmp_path_factory.mktemp("whole") / "s.db")


@pytest.mark.models
@pytest.mark.slow
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(seed=st.integers(0, 2**32))
def test_any_split_comes_to_the_bytes_of_all_at_once(pile: Pile, whole: bytes, tmp_path: Path, seed: int) -> None:
    assert pile.split(random.Random(seed), tmp_path) == whole


@pytest.mark.models
def test_a_pair_of_statements_is_compared_once(pile: Pile, whole: bytes, tmp_path: Path) -> None:
    compared: list[frozenset[str]] = []
    compute = Likeness._compute

    def watched(self: Likeness, i: int, j: int) -> float:
        compared.append(frozenset({self.statements[i].id, self.statements[j].id}))
        return compute(self, i, j)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Likeness, "_compute", watched)
        store = tmp_path / "s.db"
        pile.add(pile.raws[:2], store)
        assert compared
        before = set(compared)
        compared.clear()
        assert pile.add(pile.raws[2:], store) == whole
    assert compared and not before & {*compared}, "pairs of statements that the store had were compared again"


@pytest.mark.models
@pytest.mark.slow
def test_workers_relate_parts_to_the_same_bytes(pile: Pile, whole: bytes, tmp_path: Path) -> None:
    assert pile.add(pile.raws, tmp_path / "two.db", workers=2) == whole


@given(sizes=st.lists(st.integers(0, 5000), max_size=60), count=st.integers(1, 8))
def test_every_part_is_shared_out_once(sizes: list[int], count: int) -> None:
    here, lots = part_pool.shared_out(sizes, count)
    assert sorted([*here, *(number for lot in lots for number in lot)]) == list(range(len(sizes)))
    assert all(lots)
    if count > 1:
        assert all(sizes[number] * count > sum(sizes) for number in here)
