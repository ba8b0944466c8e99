"""What reports have in common, joined by DuckDB on disk: with a limit to its memory, and a folder to spill to.

Out come pairs of numbers alone; what they are worth is ours (``relate.stories``, ``relate.readings``).  Sums are
compensated (``fsum``) and rounded, so that the order in which threads add does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firsthand.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]

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


@dataclass(frozen=True, slots=True)
class Routing:
    """Which reports of a large pile are compared (``relate.readings.blocking.pairs_alike``): those of whose
    ``weightiest`` features two are the same, where no more than ``common`` hold both (else the ``next`` before and
    after it alone, in an order that ``shuffle`` makes), and whose weightiest have a product of ``least``."""

    weightiest: int
    common: int
    next: int
    shuffle: int
    least: float


def likeness(  # noqa: PLR0913, PLR0917 (what a join is made of)
    files: Sequence[Path],
    numbers: Path,
    least: float,
    routing: Routing | None,
    folder: Path,
    memory: str,
    threads: int,
) -> tuple[Numbers, Numbers, Values]:
    """Pairs of documents by their numbers, the lower first, whose vectors have a product of ``least`` or more, and that
    product; ``files`` have the columns document, feature and value, ``numbers`` document and n.  Without ``routing``
    all that share a feature are compared."""
    with _connected(folder, memory, threads) as db:
        db.execute("SET preserve_insertion_order = false")
        db.execute(
            "CREATE TEMP TABLE v AS SELECT n, feature, value"
            " FROM read_parquet($1) JOIN read_parquet($2) USING (document)",
            [[str(one) for one in files], str(numbers)],
        )
        if routing is None:
            found = db.execute(f"{_PRODUCTS} ORDER BY 1, 2", [least - 1e-9])
        else:
            db.execute(_WEIGHTIEST, [routing.weightiest])
            db.execute(_KEYS.format(shuffle=routing.shuffle))
            db.execute(_PROPOSED, [routing.common, routing.next])
            db.execute("CREATE TEMP TABLE p AS " + _PRODUCTS_OF.format(pairs="k", values="w"), [routing.least])
            found = db.execute(f"{_PRODUCTS_OF.format(pairs='p', values='v')} ORDER BY 1, 2", [least - 1e-9])
        columns = found.fetchnumpy()
    return columns["a"], columns["b"], columns["total"]


_PRODUCTS = (
    "SELECT a.n AS a, b.n AS b, fsum(a.value * b.value) AS total FROM v a JOIN v b"
    " ON a.feature = b.feature AND a.n < b.n GROUP BY a.n, b.n HAVING total >= $1"
)
_WEIGHTIEST = (
    "CREATE TEMP TABLE w AS SELECT n, feature, value FROM"
    " (SELECT *, row_number() OVER (PARTITION BY n ORDER BY value DESC, feature) AS place FROM v) WHERE place <= $1"
)
_KEYS = (
    "CREATE TEMP TABLE i AS SELECT n, key, count(*) OVER (PARTITION BY key) AS held,"
    " row_number() OVER (PARTITION BY key ORDER BY xor(n, key % 16777216) * {shuffle} % 16777216) AS place"
    " FROM (SELECT DISTINCT a.n AS n,"
    " (((a.feature::HUGEINT + 9223372036854775808) * 3 + b.feature::HUGEINT + 9223372036854775808)"
    " % 18446744073709551616 // 16777216)::BIGINT AS key"
    " FROM w a JOIN w b ON a.n = b.n AND a.feature < b.feature)"
)
"""As ``blocking.feature_pairs``, without the bits that are empty."""
_PROPOSED = (
    "CREATE TEMP TABLE k AS SELECT DISTINCT a.n AS a, b.n AS b FROM i a JOIN i b ON a.key = b.key AND a.n < b.n"
    " WHERE a.held <= $1 OR abs(b.place - a.place) <= $2"
)
_PRODUCTS_OF = (
    "SELECT q.a AS a, q.b AS b, fsum(x.value * y.value) AS total FROM {pairs} q JOIN {values} x ON x.n = q.a"
    " JOIN {values} y ON y.n = q.b AND y.feature = x.feature GROUP BY q.a, q.b HAVING total >= $1"
)
