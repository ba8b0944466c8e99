"""A sharded run stage by stage, and its join on piles of up to 100,000 documents.

    python -m benchmarks.scale run REPORTS ... [ENGINE ...]   real reports, stage by stage; plain, local or ray
    python -m benchmarks.scale route [DOCUMENTS ...]     which documents are alike and their stories, by our own index
    python -m benchmarks.scale join [DOCUMENTS ...]      which are alike, by DuckDB

The reports of ``run`` are those of ``benchmarks.claims``.  The documents of the others are made of features of real
reports, and share their topic with nine others; their number grows and the features stay, so that lists of holders grow
with the pile, as those of common words and of much-named persons do.  CPU seconds count
the workers.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
import tempfile
import time
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np

import firsthand
from benchmarks.claims import raws, read
from firsthand import scale
from firsthand.data import DocumentId
from firsthand.engines import cluster, local
from firsthand.outcome import outcome_form
from firsthand.relate import stories
from firsthand.relate.readings import blocking
from firsthand.scale import joins
from firsthand.scale.shard_files import write_table


def cpu() -> float:
    """CPU seconds of this process and of the workers that have ended."""
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime


def run(sizes: list[int], engines: list[str]) -> None:
    """Real reports from files to the record: each engine with one worker and with two, and how it grows."""
    rows = [
        json.dumps({"id": x.uri, "outlet": x.given.outlet, "published": x.given.published, "text": x.data.decode()})
        for x in islice(raws(), max(sizes))
    ]
    for engine in engines:
        for workers in (1, 2):
            before: tuple[int, float] | None = None
            for size in sizes:
                spent = one_run(rows[:size], engine, workers)
                growth = math.log(spent / before[1]) / math.log(size / before[0]) if before else math.nan
                print(f"  growth of CPU {growth:.2f}", flush=True)
                before = size, spent


def one_run(rows: list[str], engine: str, workers: int) -> float:
    """Its CPU seconds; of Ray's workers, which are no children of ours, those that they say."""
    with tempfile.TemporaryDirectory() as folder:
        shards = [Path(folder) / f"{first:06}.jsonl" for first in range(0, len(rows), 50)]
        for number, shard in enumerate(shards):
            shard.write_text("\n".join(rows[50 * number : 50 * number + 50]), encoding="utf-8")
        seen: dict[str, float] = {}

        def progress(stage: str, done: int, total: int) -> None:
            seen[stage] = time.perf_counter()

        began, spent = time.perf_counter(), cpu()
        if engine == "plain":
            made = len(firsthand.run(list(map(str, shards)), workers=workers, progress=progress).documents)
        else:
            found = scale.run_shards(shards, Path(folder) / "out", engine=engine, workers=workers, progress=progress)
            made = len(found.documents)
            scale.record_of(found)
        wall = time.perf_counter() - began
        inside = sum(cpu_of(one) for one in workers_of_ray()) if engine == "ray" else 0.0
        local.release()
        if engine == "ray":
            cluster.leave_cluster()
        used = cpu() - spent + inside
        held = sum(one.stat().st_size for one in (Path(folder) / "out").rglob("*") if one.is_file())
        print(f"{engine}, {workers} workers, {made} reports: {wall:.1f} s, {used:.1f} CPU s, {held / made:.0f} bytes a"
              " report on disk")  # fmt: skip
        last = began
        for stage, ended in seen.items():
            print(f"  {stage:22} {ended - last:7.1f} s")
            last = ended
        return used


def workers_of_ray() -> list[Path]:
    return [one for one in Path("/proc").iterdir() if one.name.isdigit() and _told(one / "cmdline").startswith("ray::")]


def _told(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""


def cpu_of(process: Path) -> float:
    told = _told(process / "stat").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") if told else 0.0


def made_vectors(size: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Vectors of 60 features drawn from those of a real report; ten documents share a topic, whose own words are two in
    three of the weighty ones, the others and all common ones are shared by whatever is drawn from the same report."""
    vectors = [one for one in real_vectors() if len(one[0]) > 60]
    numbers, values = [one for one, _ in vectors], [value for _, value in vectors]
    draw = np.random.default_rng(17)
    features, worth = [], []
    for topic in range(size // 10):
        of = int(draw.integers(len(vectors)))
        own = (values[of] > 0.05) & (numbers[of] % 3 != 0)
        named = np.where(own, numbers[of] * 1_000_003 + topic * 7_919 + 1, numbers[of])
        for _ in range(10):
            taken = draw.choice(len(named), 60, replace=False)
            features.append(named[taken])
            worth.append(values[of][taken] / np.sqrt((values[of][taken] ** 2).sum()))
    return features, worth


@cache
def real_vectors() -> list[tuple[np.ndarray, np.ndarray]]:
    """Vectors of 300 real reports; read once a machine and form, as that takes minutes."""
    kept = Path(tempfile.gettempdir()) / f"firsthand-vectors-{outcome_form()[:12]}.bin"
    if not kept.exists():
        found = [stories.likeness_numbers(one.comparable.reading) for one in read(300)]
        local.release()
        kept.write_bytes(msgspec.msgpack.encode([(one.tobytes(), value.tobytes()) for one, value in found]))
    told = msgspec.msgpack.decode(kept.read_bytes(), type=list[tuple[bytes, bytes]])
    return [(np.frombuffer(one, dtype=np.int64), np.frombuffer(value)) for one, value in told]


def route(sizes: list[int]) -> None:
    """Which are alike by our own index, and the stories that they form."""
    before: tuple[int, float] | None = None
    for size in sizes:
        features, worth = made_vectors(size)
        spent = cpu()
        edges = stories.Edges(*blocking.pairs_alike(features, worth, stories.ALIKE))
        routed = cpu() - spent
        groups = stories.grouped([DocumentId(f"d-{number:08}") for number in range(size)], edges, [None] * size)
        spent = cpu() - spent
        growth = math.log(spent / before[1]) / math.log(size / before[0]) if before else math.nan
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        right = sum(len(one) == 10 and int(one[0][2:]) // 10 == int(one[-1][2:]) // 10 for one in groups)
        print(f"{size:>8} documents {len(edges.first):>9} pairs {routed:7.1f} CPU s, with stories {spent:7.1f} CPU s"
              f" growth {growth:5.2f} peak {peak:5.0f} MB, {right} of {size // 10} topics", flush=True)  # fmt: skip
        before = size, spent


def join(sizes: list[int]) -> None:
    """Which are alike, by DuckDB."""
    before: tuple[int, float] | None = None
    routing = joins.Routing(
        blocking.WEIGHTIEST, blocking.COMMON_PAIR, blocking.NEXT, blocking.SHUFFLE, blocking.WEIGHTIEST_PRODUCT
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            features, worth = made_vectors(size)
            files = []
            for first in range(0, size, 10_000):
                files.append(Path(folder) / f"{first}.parquet")
                some = range(first, min(size, first + 10_000))
                names = [f"d-{number:08}" for number in some for _ in features[number]]
                columns = [np.concatenate([column[number] for number in some]) for column in (features, worth)]
                write_table(files[-1], document=names, feature=columns[0].tolist(), value=columns[1].tolist())
            numbers = Path(folder) / "numbers.parquet"
            write_table(numbers, document=[f"d-{number:08}" for number in range(size)], n=list(range(size)))
            spent = cpu()
            found, _, _ = joins.likeness(files, numbers, stories.ALIKE, routing, Path(folder), "2GB", 2)
            spent = cpu() - spent
            growth = math.log(spent / before[1]) / math.log(size / before[0]) if before else math.nan
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            told = f"{size:>8} documents {len(found):>9} pairs {spent:7.1f} CPU s"
            print(told, f"growth {growth:5.2f} peak {peak:5.0f} MB", flush=True)
            before = size, spent


def main() -> None:
    what, *rest = sys.argv[1:]
    numbers = [int(one) for one in rest if one.isdigit()]
    if what == "run":
        run(numbers, [one for one in rest if not one.isdigit()] or ["plain", "local", "ray"])
    elif what == "route":
        route(numbers or [10_000, 100_000, 1_000_000])
    else:
        join(numbers or [10_000, 100_000])


if __name__ == "__main__":
    main()
