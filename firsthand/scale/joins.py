"""What reports have in common, joined by DuckDB on disk: with a limit to its memory, and a folder to spill to.

Out come pairs of numbers alone; what they are worth is ours (``relate.stories``, ``relate.readings``).  Sums are
compensated (``fsum``) and rounded, so that the order in which threads add does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firsthand.errors import MissingExtraError

MEMORY = "2GB"
"""What the join may take, where nothing else is asked for."""


def _connected(folder: Path, memory: str, threads: int) -> Any:
    """A connection that keeps to the limit.  Raises MissingExtraError where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError("sharded runs need an extra: pip install 'firsthand[scale]'") from error
    spill = folder / "spilled"
    spill.mkdir(parents=True, exist_ok=True)
    asked: dict[str, Any] = {"memory_limit": memory, "temp_directory": str(spill), "threads": threads}
    return duckdb.connect(config={**asked, "autoinstall_known_extensions": False})


def repeated_lines(files: Sequence[Path], folder: Path, memory: str, threads: int) -> list[str]:
    """Sources that hold a sentence which another one holds too, sorted; ``files`` have the columns source and line."""
    with _connected(folder, memory, threads) as db:
        rows = db.execute(
            "WITH again AS (SELECT line FROM read_parquet($1) GROUP BY line HAVING count(DISTINCT source) > 1)"
            " SELECT DISTINCT source FROM read_parquet($1) JOIN again USING (line) ORDER BY source",
            [[str(one) for one in files]],
        ).fetchall()
    return [source for (source,) in rows]


def likeness(
    files: Sequence[Path], least: float, folder: Path, memory: str, threads: int
) -> list[tuple[str, str, float]]:
    """Pairs of documents, the first id before the second, whose vectors have a product of ``least`` or more; ``files``
    have the columns document, feature and value."""
    with _connected(folder, memory, threads) as db:
        db.execute("SET preserve_insertion_order = false")
        rows: list[tuple[str, str, float]] = db.execute(
            "WITH f AS (SELECT * FROM read_parquet($1)),"
            " one AS (SELECT DISTINCT document FROM f),"
            " d AS (SELECT document, row_number() OVER (ORDER BY document) AS n FROM one),"
            " v AS (SELECT n, feature, value FROM f JOIN d USING (document)),"
            " p AS (SELECT a.n AS a, b.n AS b, fsum(a.value * b.value) AS total FROM v a JOIN v b"
            " ON a.feature = b.feature AND a.n < b.n GROUP BY a.n, b.n HAVING total >= $2)"
            " SELECT x.document, y.document, total FROM p JOIN d x ON x.n = p.a JOIN d y ON y.n = p.b ORDER BY 1, 2",
            [[str(one) for one in files], least - 1e-9],
        ).fetchall()
    return rows
