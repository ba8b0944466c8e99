"""A sharded run stage by stage, and its join on piles of up to 100,000 documents.

    python -m benchmarks.scale run REPORTS [WORKERS ...]     real reports, in shards of 50: wall and CPU seconds, bytes
    python -m benchmarks.scale join [DOCUMENTS ...]          pairs of documents that are alike, by DuckDB

The reports of ``run`` are those of ``benchmarks.claims``.  The documents of ``join`` are made of real sentences: each
draws 20 from one report or a near one, so that a document shares its topic with some ten others; their number grows
and the sentences stay, so that lists of holders grow with the pile, as those of common words do.  CPU seconds count
the workers.
"""

from __future__ import annotations

import json
import math
import random
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.claims import raws, read
from firsthand import scale
from firsthand.engines import local
from firsthand.relate import stories
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


def join(sizes: list[int]) -> None:
    readings = [one.comparable.reading for one in read(300)]
    local.release()
    vectors = [one for one in map(stories.likeness_vector, readings) if len(one) > 60]
    draw = random.Random(17)
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            names: list[str] = []
            features: list[int] = []
            values: list[float] = []
            code: dict[str, int] = {}
            for number in range(size):
                topic = number // 10
                own = draw.sample(draw.choice(vectors), k=60)
                for feature, value in own:
                    rare = value > 0.05  # a topic's own words are its own
                    features.append(code.setdefault(f"{feature} {topic if rare else ''}", len(code)))
                    names.append(f"d-{number:08}")
                    values.append(value)
            file = Path(folder) / "index.parquet"
            write_table(file, document=names, feature=features, value=values)
            spent = cpu()
            found = joins.likeness([file], stories.ALIKE, Path(folder), "2GB", 2)
            spent = cpu() - spent
            growth = math.log(spent / before[1]) / math.log(size / before[0]) if before else math.nan
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{size:>8} documents {len(names):>9} features {len(found):>8} pairs {spent:7.1f} CPU s"
                  f" growth {growth:5.2f} peak {peak:5.0f} MB", flush=True)  # fmt: skip
            before = size, spent


def main() -> None:
    what, *rest = sys.argv[1:]
    if what == "run":
        run(int(rest[0]), [int(one) for one in rest[1:]] or [1, 2])
    else:
        join([int(one) for one in rest] or [1000, 10_000, 100_000])


if __name__ == "__main__":
    main()
