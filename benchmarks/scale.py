"""A sharded run stage by stage, and its join on piles of up to 100,000 documents.

    python -m benchmarks.scale run REPORTS [WORKERS ...]     real reports, in shards of 50: wall and CPU seconds, bytes
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
import resource
import sys
import tempfile
import time
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.claims import raws, read
from firsthand import scale
from firsthand.comparable import Reading
from firsthand.data import DocumentId
from firsthand.engines import local
from firsthand.relate import stories
from firsthand.relate.readings import blocking, number_of
from firsthand.scale import joins
from firsthand.scale.shard_files import write_table


def cpu() -> float:
    """CPU seconds of this process and of the workers that have ended."""
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime


def run(count: int, workers: list[int]) -> None:
    rows = [
        json.dumps({"id": x.uri, "outlet": x.given.outlet, "published": x.given.published, "text": x.data.decode()})
        for x in islice(raws(), count)
    ]
    for processes in workers:
        with tempfile.TemporaryDirectory() as folder:
            shards = [Path(folder) / f"{first}.jsonl" for first in range(0, count, 50)]
            for number, shard in enumerate(shards):
                shard.write_text("\n".join(rows[50 * number : 50 * number + 50]), encoding="utf-8")
            seen: dict[str, float] = {}

            def progress(stage: str, done: int, total: int, seen: dict[str, float] = seen) -> None:
                seen.setdefault(stage, time.perf_counter())

            began, spent = time.perf_counter(), cpu()
            made = scale.run_shards(shards, Path(folder) / "out", workers=processes, progress=progress)
            wall = time.perf_counter() - began
            local.release()
            held = sum(one.stat().st_size for one in (Path(folder) / "out").rglob("*") if one.is_file())
            print(f"{len(made.documents)} reports, {processes} workers: {wall:.1f} s, {cpu() - spent:.1f} CPU s,"
                  f" {held / len(made.documents):.0f} bytes a report on disk")  # fmt: skip
            starts = [*seen.items()]
            for (stage, first), (_, following) in zip(starts, [*starts[1:], ("", began + wall)], strict=True):
                print(
                    f"  {stage:22} until {following - began:7.1f} s (since its first result {following - first:.1f} s)"
                )


def made_vectors(size: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Vectors of 60 features drawn from those of a real report; ten documents share a topic, whose own words are two in
    three of the weighty ones, the others and all common ones are shared by whatever is drawn from the same report."""
    vectors = [one for one in map(stories.likeness_vector, readings()) if len(one) > 60]
    numbers = [np.array([number_of(f) for f, _ in one], dtype=np.int64) for one in vectors]
    values = [np.array([value for _, value in one]) for one in vectors]
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
def readings() -> list[Reading]:
    found = [one.comparable.reading for one in read(300)]
    local.release()
    return found


def route(sizes: list[int]) -> None:
    """Which are alike by our own index, and the stories that they form."""
    before: tuple[int, float] | None = None
    for size in sizes:
        features, worth = made_vectors(size)
        spent = cpu()
        edges = stories.Edges(*blocking.pairs_alike(features, worth, stories.ALIKE))
        routed = cpu() - spent
        groups = stories.grouped([DocumentId(f"d-{number:08}") for number in range(size)], edges)
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
    numbers = [int(one) for one in rest]
    if what == "run":
        run(numbers[0], numbers[1:] or [1, 2])
    elif what == "route":
        route(numbers or [10_000, 100_000, 1_000_000])
    else:
        join(numbers or [10_000, 100_000])


if __name__ == "__main__":
    main()
