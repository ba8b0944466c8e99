"""Equal: for any order and any split, a pile added in parts is the pile added at once."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand import part_pool
from firsthand.engines import local
from firsthand.relate.claims import ByItself, Comparison, Pairwise
from tests.scale import deadly
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
    by_itself = Pairwise.by_itself

    def watched(self: Pairwise, i: int, j: int) -> ByItself:
        compared.append(frozenset({self.statements[i].id, self.statements[j].id}))
        return by_itself(self, i, j)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Pairwise, "by_itself", watched)
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


@pytest.mark.models
@pytest.mark.slow
def test_the_pairs_of_one_story_are_compared_on_several_processes_to_the_same_bytes(
    pile: Pile, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[int] = []
    run_lots = local.run_lots

    def watched(function: Any, lots: list[list[Any]], lost: Any, count: int) -> Any:
        shares.extend(len(one.pairs) for lot in lots for one in lot if isinstance(one, Comparison))
        return run_lots(function, lots, lost, count)

    monkeypatch.setattr(part_pool, "_MANY_PAIRS", 1)
    monkeypatch.setattr(local, "run_lots", watched)
    assert pile.add(pile.raws, tmp_path / "pairs.db", workers=2) == whole
    assert shares, "no pair was sent to another process"


@pytest.mark.models
@pytest.mark.slow
def test_a_share_whose_worker_dies_is_compared_here(
    pile: Pile, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part_pool, "_MANY_PAIRS", 1)
    monkeypatch.setattr(part_pool, "_compared", deadly.comparison)
    assert pile.add(pile.raws, tmp_path / "dead.db", workers=2) == whole


@given(sizes=st.lists(st.integers(0, 5000), max_size=60), count=st.integers(1, 8))
def test_every_part_is_shared_out_once(sizes: list[int], count: int) -> None:
    here, lots = part_pool.shared_out(sizes, count)
    assert sorted([*here, *(number for lot in lots for number in lot)]) == list(range(len(sizes)))
    assert all(lots)
    if count > 1:
        assert all(sizes[number] * count > sum(sizes) for number in here)
