"""Opens a store in Datasette, and asks it what a reader would: the tables, a row with what it leads to, a search.

    pip install --target DIR datasette
    PYTHONPATH=DIR:. python -m benchmarks.datasette_opens STORE

Datasette is no dependency.  Nothing is served: its own client asks the application.  Printed: rows of each table, how
many foreign keys lead on, and what FTS5 finds in texts, claims and quotations; an answer other than 200 ends the run.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

TABLES = ("documents", "statements", "claims", "origins", "derivations", "conflicts", "timeline", "stories")


async def asked(store: Path, word: str) -> None:
    from datasette.app import Datasette  # type: ignore[import-not-found]

    opened = Datasette([], immutables=[str(store)])
    await opened.invoke_startup()
    name = store.stem

    async def get(path: str) -> Any:
        began = time.perf_counter()
        answer = await opened.client.get(f"/{name}{path}")
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:200]}"
        return answer.json() if ".json" in path else len(answer.text), 1000 * (time.perf_counter() - began)

    print(f"{'table':>18} {'rows':>9} {'foreign keys':>13} {'ms':>6}  a page as HTML, characters")
    tables = {one["name"]: one for one in (await get(".json"))[0]["tables"]}
    for table in TABLES:
        keys = tables[table]["foreign_keys"]
        found, took = await get(f"/{table}.json?_shape=objects&_size=2&_labels=on")
        page, _ = await get(f"/{table}")
        assert found["rows"], f"{table} is empty"
        led = len(keys["incoming"]) + len(keys["outgoing"])
        print(f"{table:>18} {tables[table]['count']:>9,} {led:>13} {took:6.0f}  {page:,}")
    for table, query in (
        ("texts", "SELECT count(*) AS n FROM texts_fts WHERE texts_fts MATCH :w"),
        ("claims", "SELECT count(*) AS n FROM claims_fts WHERE claims_fts MATCH :w"),
        ("quotations", "SELECT count(*) AS n FROM quotations_fts WHERE quotations_fts MATCH :w"),
    ):
        found, took = await get(f".json?sql={query.replace(' ', '+')}&w={word}&_shape=array")
        print(f"{word!r} in {table}: {found[0]['n']:,} rows, {took:.0f} ms")


if __name__ == "__main__":
    asyncio.run(asked(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "police"))
