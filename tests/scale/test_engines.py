"""One body over all engines: shards through the pool, DuckDB's joins and Ray come to the bytes of a plain run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest

import firsthand
from firsthand import scale
from firsthand.engines import cluster
from firsthand.errors import FirsthandError
from firsthand.record import to_json
from firsthand.relate.readings import blocking
from firsthand.scale import stages
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE

pytest.importorskip("duckdb")
pytestmark = [pytest.mark.models, pytest.mark.slow]

CUP = "Rovers beat United in the cup final at Kingsmead on Saturday, the league said. Ada Brandt scored twice. " * 2
TEXTS = {"a": AGENCY, "b": REWRITE, "c": INDEPENDENT, "d": OTHER, "e": CUP, "f": AGENCY}


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three shards: lines of JSON, one of them broken, and a Parquet file that repeats a report."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("shards")
    rows = [{"id": name, "outlet": f"Outlet {name}", "text": text} for name, text in TEXTS.items()]
    (folder / "one.jsonl").write_text("\n".join([*map(json.dumps, rows[:2]), "{broken"]), encoding="utf-8")
    (folder / "two.jsonl").write_text("\n".join(map(json.dumps, rows[2:4])), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist([*rows[4:], rows[0]]), folder / "three.parquet")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def whole(shards: list[Path]) -> bytes:
    return to_json(firsthand.run([str(one) for one in shards]))


@pytest.fixture(params=["local", "ray"])
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "ray":
        if util.find_spec("ray") is None:
            pytest.skip("Ray is not installed")
        assert "ray" not in sys.modules, "it reads its token when it is imported"
    yield request.param
    if request.param == "ray":
        assert os.environ["RAY_AUTH_MODE"] == "token"
        cluster.leave_cluster()


def test_every_engine_comes_to_the_same_bytes(engine: str, shards: list[Path], whole: bytes, tmp_path: Path) -> None:
    run = scale.run_shards(shards, tmp_path, engine=engine, workers=2, memory="200MB")
    assert to_json(scale.record_of(run)) == whole
    written = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*.*") if "spilled" not in one.parts}
    again = scale.run_shards(shards, tmp_path, engine="local", workers=1)
    assert again == run
    assert {one: one.stat().st_mtime_ns for one in written} == written, "what is finished is not done again"


def test_a_pile_that_is_too_large_to_compare_whole_comes_to_the_same_bytes(
    shards: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocking, "COMPARED_WHOLE", 0)
    routed = to_json(firsthand.run([str(one) for one in shards]))
    assert to_json(scale.record_of(scale.run_shards(shards, tmp_path, workers=1))) == routed


def test_a_store_is_filled_from_shards_and_back(shards: list[Path], whole: bytes, tmp_path: Path) -> None:
    run = scale.run_shards(shards, tmp_path / "one", workers=1)
    assert to_json(scale.fill_store(run, tmp_path / "s.db")) == whole
    assert to_json(firsthand.open(tmp_path / "s.db")) == whole
    back = scale.of_store(tmp_path / "s.db", tmp_path / "two")
    assert to_json(scale.record_of(back)) == whole


def test_a_worker_that_dies_leaves_nothing_half_done(
    shards: list[Path], whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(file: Path, rows: object) -> None:
        file.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(stages, "write_outcomes", dies)
    with pytest.raises(KeyboardInterrupt):
        scale.run_shards(shards, tmp_path, workers=1)
    monkeypatch.undo()
    assert not list(tmp_path.glob("read/*"))
    assert to_json(scale.record_of(scale.run_shards(shards, tmp_path, workers=1))) == whole


def test_a_shard_that_always_kills_its_worker_is_named() -> None:
    with pytest.raises(FirsthandError, match=r"one\.jsonl: the process"):
        stages._lost("one.jsonl")
