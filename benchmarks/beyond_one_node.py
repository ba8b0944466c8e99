"""The join of a sharded run on engines that go beyond one node: PySpark, and Daft on Ray, beside DuckDB.

    python -m benchmarks.beyond_one_node DOCUMENTS [duckdb] [spark] [daft]

Each answers one question of the join (``scale.joins``): which pairs of documents are proposed, because two of the
weightiest features of each are the same and no more than ``COMMON_PAIR`` documents hold both, and which of them have
vectors with a product of ``ALIKE``.  Keys that more documents hold are left out everywhere.  All run on this machine:
Spark with two threads, Daft on a Ray of two workers on loopback; Ray asks for a token.  None of the two is a
dependency: ``pip install --target DIR pyspark`` (which needs a Java), ``pip install --target DIR daft``, with DIR on
PYTHONPATH.  Printed: pairs, seconds by the clock, CPU seconds of all processes.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.scale import made_vectors
from firsthand.relate import stories
from firsthand.relate.readings import blocking
from firsthand.scale.shard_files import write_table

_QUERY = """
    WITH keyed AS (
        SELECT n, key, count(*) OVER (PARTITION BY key) AS held FROM w
    ), proposed AS (
        SELECT DISTINCT a.n AS a, b.n AS b FROM keyed a JOIN keyed b ON a.key = b.key
        WHERE a.n < b.n AND a.held <= {most}
    )
    SELECT a, b, sum(x.value * y.value) AS total FROM proposed
    JOIN v x ON x.n = proposed.a JOIN v y ON y.n = proposed.b AND y.feature = x.feature
    GROUP BY a, b HAVING sum(x.value * y.value) >= {least}
"""


def tables(size: int, folder: Path) -> tuple[str, str]:
    """Vectors (n, feature, value) and keys of every two of the weightiest features (n, key), as Parquet files."""
    features, worth = made_vectors(size)
    vectors, keys = folder / "v.parquet", folder / "w.parquet"
    numbers = np.repeat(np.arange(size), [len(one) for one in features])
    write_table(vectors, n=numbers.tolist(), feature=np.concatenate(features).tolist(),
                value=np.concatenate(worth).tolist())  # fmt: skip
    rows: list[tuple[int, int]] = []
    for number, (one, values) in enumerate(zip(features, worth, strict=True)):
        top = sorted(one[blocking.weightiest(one, values)].tolist())
        rows += [(number, hash(pair)) for pair in combinations(top, 2)]
    write_table(keys, n=[one for one, _ in rows], key=[key for _, key in rows])
    return str(vectors), str(keys)


def query() -> str:
    return _QUERY.format(most=blocking.COMMON_PAIR, least=stories.ALIKE)


def by_duckdb(vectors: str, keys: str) -> int:
    import duckdb

    db = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    db.execute(f"CREATE VIEW v AS SELECT * FROM '{vectors}'")
    db.execute(f"CREATE VIEW w AS SELECT * FROM '{keys}'")
    return len(db.execute(query()).fetchall())


def by_spark(vectors: str, keys: str) -> int:
    from pyspark.sql import SparkSession  # type: ignore[import-not-found]

    settings = {
        "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "3g",
        "spark.sql.shuffle.partitions": "8", "spark.ui.enabled": "false",
    }  # fmt: skip
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    session.read.parquet(vectors).createOrReplaceTempView("v")
    session.read.parquet(keys).createOrReplaceTempView("w")
    found = len(session.sql(query()).collect())
    session.stop()
    return found


def by_daft(vectors: str, keys: str) -> int:
    os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32), RAY_USAGE_STATS_ENABLED="0",
                      RAY_ENABLE_UV_RUN_RUNTIME_ENV="0")  # fmt: skip
    import daft  # type: ignore[import-not-found]
    import ray

    ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, _node_ip_address="127.0.0.1")
    daft.set_runner_ray()
    v, w = daft.read_parquet(vectors), daft.read_parquet(keys)
    held = w.groupby("key").agg(daft.col("n").count().alias("held"))
    w = w.join(held.where(daft.col("held") <= blocking.COMMON_PAIR), on="key").select("n", "key")
    pairs = w.select(daft.col("n").alias("a"), "key").join(w.select(daft.col("n").alias("b"), "key"), on="key")
    pairs = pairs.where(daft.col("a") < daft.col("b")).select("a", "b").distinct()
    one = v.select(daft.col("n").alias("a"), "feature", daft.col("value").alias("x"))
    other = v.select(daft.col("n").alias("b"), "feature", daft.col("value").alias("y"))
    products = pairs.join(one, on="a").join(other, on=["b", "feature"])
    products = products.with_column("product", daft.col("x") * daft.col("y"))
    totals = products.groupby("a", "b").agg(daft.col("product").sum().alias("total"))
    return totals.where(daft.col("total") >= stories.ALIKE).count_rows()


_ENGINES: dict[str, Callable[[str, str], int]] = {"duckdb": by_duckdb, "spark": by_spark, "daft": by_daft}


def main() -> None:
    if sys.argv[1] == "--child":
        print(_ENGINES[sys.argv[2]](*sys.argv[3:5]))
        return
    size, asked = int(sys.argv[1]), sys.argv[2:] or list(_ENGINES)
    with tempfile.TemporaryDirectory() as folder:
        vectors, keys = tables(size, Path(folder))
        for name in asked:
            command = [sys.executable, "-m", "benchmarks.beyond_one_node", "--child", name, vectors, keys]
            before, began = os.times(), time.perf_counter()
            made = subprocess.run(command, capture_output=True, text=True, check=False)
            wall, after = time.perf_counter() - began, os.times()
            spent = after.children_user + after.children_system - before.children_user - before.children_system
            said = made.stdout.strip().rpartition("\n")[2] if made.returncode == 0 else made.stderr.strip()[-300:]
            print(f"{name:>7} {size:>8} documents {said:>9} pairs {wall:7.1f} s {spent:7.1f} CPU s", flush=True)


if __name__ == "__main__":
    main()
