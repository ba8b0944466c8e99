"""One body over all engines: shards through the pool, DuckDB's joins and Ray come to the bytes of a plain run."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import util
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import firsthand
from firsthand import scale
from firsthand.cli import cli
from firsthand.engines import cluster, local
from firsthand.errors import FirsthandError, StoreError
from firsthand.record import to_json
from firsthand.relate.readings import blocking
from firsthand.scale import joins, stages
from firsthand.scale.shard_files import read_outcomes, write_table
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE
from tests.scale import deadly

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


ENGINES = ["local", "ray", "cluster", "client"]
"""A pool of processes; a Ray of our own; a cluster at the address of its head; the same through Ray's client."""


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """An engine by the name that a user gives; every Ray has two workers, listens on loopback and asks for a token."""
    kind = request.param
    if kind == "local":
        yield kind
        local.release()
        return
    if util.find_spec("ray") is None or (kind == "client" and util.find_spec("grpc") is None):
        pytest.skip("pip install 'firsthand[cluster]'")
    if kind == "ray":
        yield kind
        assert os.environ["RAY_AUTH_MODE"] == "token"
        cluster.leave_cluster()
        return
    with a_cluster(tuple(free_ports(3))) as (head, client):
        yield head if kind == "cluster" else f"ray://{client}"
        cluster.leave_cluster()


def free_ports(count: int) -> Iterator[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    yield from (one.getsockname()[1] for one in held)
    for one in held:
        one.close()


@contextmanager
def a_cluster(ports: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """A cluster of one machine, as its owner starts it: the addresses of its head and of its client server."""
    head, client, dashboard = ports
    os.environ.setdefault("RAY_AUTH_MODE", "token")
    os.environ.setdefault("RAY_AUTH_TOKEN", "5" * 64)
    started = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus=2",
               "--node-ip-address=127.0.0.1", f"--port={head}", f"--ray-client-server-port={client}",
               "--include-dashboard=false", f"--dashboard-agent-listen-port={dashboard}",
               "--disable-usage-stats"]  # fmt: skip
    process = subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        await_port(head)
        if util.find_spec("grpc") is not None:
            await_port(client)
        yield f"127.0.0.1:{head}", f"127.0.0.1:{client}"
    finally:
        for one in [*descendants(process.pid), process.pid]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        process.wait()


def await_port(port: int) -> None:
    for _ in range(1800):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the cluster did not start")


def descendants(of: int) -> list[int]:
    """The processes that a process has started, by way of others too."""
    parent = {}
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            with suppress(OSError):
                parent[int(one.name)] = int((one / "stat").read_text().rpartition(")")[2].split()[1])
    found, todo = [], [of]
    while todo:
        todo = [child for child, above in parent.items() if above in todo]
        found += todo
    return found


def workers() -> list[int]:
    """Our own processes that work on a batch at this moment: loky's, or Ray's, which bear their task's name then."""
    found = []
    for one in descendants(os.getpid()):
        with suppress(OSError):
            told = (Path("/proc") / str(one) / "cmdline").read_bytes()
            if b"loky.backend.popen" in told or told.startswith(b"ray::run"):
                found.append(one)
    return found


def test_every_engine_comes_to_the_same_bytes(engine: str, shards: list[Path], whole: bytes, tmp_path: Path) -> None:
    run = scale.run_shards(shards, tmp_path, engine=engine, workers=2, memory="200MB")
    assert to_json(scale.record_of(run)) == whole
    written = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*.*") if "spilled" not in one.parts}
    again = scale.run_shards(shards, tmp_path, engine="local", workers=1)
    assert again == run
    assert {one: one.stat().st_mtime_ns for one in written} == written, "what is finished is not done again"


def test_workers_that_are_killed_lose_nothing_and_double_nothing(
    engine: str, shards: list[Path], whole: bytes, tmp_path: Path
) -> None:
    killed: list[int] = []
    done = threading.Event()

    def kill() -> None:
        """Kills all that are at work, half a second after somebody is."""
        while not killed and not done.wait(0.02):
            if workers() and not done.wait(0.5):
                for one in workers():
                    os.kill(one, signal.SIGKILL)
                    killed.append(one)

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        run = scale.run_shards(shards, tmp_path, engine=engine, workers=2)
    finally:
        done.set()
        killing.join()
    assert killed, "somebody was at work"
    assert to_json(scale.record_of(run)) == whole
    sources = [source for file in run.read for _, source, _ in read_outcomes(str(file)) if source]
    assert len(sources) == len(set(sources)) == len(TEXTS) + 1, "every report of every shard, and none twice"
    assert not [one for one in tmp_path.rglob(".*") if one.is_file()], "nothing half written"


def test_a_shard_that_kills_every_worker_is_named(
    engine: str, shards: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = shards[0].with_name("deadly.jsonl")
    monkeypatch.setattr(stages, "_read_shard", deadly.read_shard)
    shard.write_bytes(shards[0].read_bytes())
    try:
        with pytest.raises(FirsthandError, match=r"deadly\.jsonl: whatever process worked on it died"):
            scale.run_shards([*shards, shard], tmp_path, engine=engine, workers=2)
    finally:
        shard.unlink()


def test_judgements_hold_in_shards_and_in_a_store_that_goes_into_shards(shards: list[Path], tmp_path: Path) -> None:
    paths = [str(one) for one in shards]
    base = firsthand.run(paths)
    reports = {one.source_id: one for one in base.documents}
    asked = [
        firsthand.judge(base, "outlet", reports["b"].id, "Kingsmead Post", by="Ada", at="2031-01-01"),
        firsthand.judge(base, "date", reports["c"].id, "2031-03-09", by="Ada", at="2031-01-01"),
        firsthand.judge(base, "separate", reports["a"].id, reports["b"].id, by="Ada", at="2031-01-01"),
        firsthand.judge(base, "text_origin", reports["e"].id, "agency: Corva Wire", by="Ada", at="2031-01-01"),
    ]
    judged = to_json(firsthand.run(paths, judgements=asked))
    run = scale.run_shards(shards, tmp_path / "one", workers=1, judgements=asked)
    assert to_json(scale.record_of(run)) == judged
    assert to_json(scale.fill_store(run, tmp_path / "s.db")) == judged
    back = scale.of_store(tmp_path / "s.db", tmp_path / "two", workers=1)
    assert to_json(scale.record_of(back)) == judged
    plain = scale.run_shards(shards, tmp_path / "one", workers=1)
    assert to_json(scale.record_of(plain)) == to_json(base), "what was judged shows in no other run"


def test_shards_by_the_command_line(shards: list[Path], whole: bytes, tmp_path: Path) -> None:
    asked = ["shards", *map(str, shards), "--folder", str(tmp_path / "work"), "--workers", "1"]
    made = CliRunner().invoke(cli, [*asked, "--json", str(tmp_path / "a.json"), "--store", str(tmp_path / "s.db")])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "a.json").read_bytes() == whole
    back = ["shards", "--from-store", str(tmp_path / "s.db"), "--folder", str(tmp_path / "back"), "--workers", "1"]
    assert CliRunner().invoke(cli, [*back, "--json", str(tmp_path / "b.json")]).exit_code == 0
    assert (tmp_path / "b.json").read_bytes() == whole


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--folder", "w"], "give files"),
        (["gone.jsonl", "--folder", "w"], "is not there"),
        ([".", "--folder", "w"], "name its files"),
        (["{shard}", "--folder", "w", "--engine", "spark"], "no engine is called 'spark'"),
        (["--from-store", "gone.db", "--folder", "w"], "does not exist"),
    ],
)
def test_what_shards_cannot_take_is_said_in_one_line(
    asked: list[str], said: str, shards: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(cli, ["shards", *(one.format(shard=shards[0]) for one in asked)])
    assert made.exit_code
    assert isinstance(made.exception, FirsthandError) and said in str(made.exception)


def test_a_folder_of_shards_that_are_web_archives(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    files = []
    for name, text in (("one", AGENCY), ("two", REWRITE)):
        files.append(tmp_path / f"{name}.warc.gz")
        page = f"<html><body><article><h1>Port</h1>{''.join(f'<p>{one}</p>' for one in text.split(chr(10)))}"
        with files[-1].open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            told = io.BytesIO(page.encode())
            writer.write_record(
                writer.create_warc_record(f"https://example.org/{name}", "response", payload=told, http_headers=http)
            )
    whole = to_json(firsthand.run([str(one) for one in files]))
    assert len(json.loads(whole)["documents"]) == 2
    assert to_json(scale.record_of(scale.run_shards(files, tmp_path / "work", workers=1))) == whole


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


def test_a_join_that_is_larger_than_its_memory_spills_and_comes_to_the_same_pairs(tmp_path: Path) -> None:
    draw, size, each = np.random.default_rng(1), 1500, 60
    features = np.concatenate([draw.choice(3000, each, replace=False) for _ in range(size)]).tolist()
    names = [f"d-{number:04}" for number in range(size)]
    write_table(
        tmp_path / "v.parquet", document=np.repeat(names, each).tolist(), feature=features,
        value=[each**-0.5] * len(features),
    )  # fmt: skip
    write_table(tmp_path / "n.parquet", document=names, n=list(range(size)))
    most, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            with suppress(OSError):
                held = sum(one.stat().st_size for one in (tmp_path / "tight" / "spilled").iterdir())
                most[0] = max(most[0], held)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        tight, wide = (
            joins.likeness([tmp_path / "v.parquet"], tmp_path / "n.parquet", 0.06, None, tmp_path / name, memory, 2)
            for name, memory in (("tight", "30MB"), ("wide", "1GB"))
        )
    finally:
        done.set()
        watching.join()
    assert most[0] > 1_000_000, "something lay on disk"
    assert all((one == other).all() for one, other in zip(tight, wide, strict=True))
    assert len(tight[0]) > 10_000


def test_a_store_that_another_version_read_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "s.db"
    firsthand.add({"id": "a", "text": "Ada Obi closed the Long Bridge on Tuesday."}, store=store, workers=1)
    monkeypatch.setattr("firsthand.keeping.__version__", "0.0.0")
    with pytest.raises(StoreError, match="firsthand add PATH"):
        scale.of_store(store, tmp_path / "two", workers=1)
