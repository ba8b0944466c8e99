"""The files of a sharded run: written aside and renamed, named by the hash of what they are made of."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from glob import escape
from pathlib import Path
from typing import Any, NamedTuple

from firsthand.errors import MissingExtraError
from firsthand.outcome import AnalysedDocument, Outcome, text_aside, with_text

_GROUP = 32
"""Outcomes that are read from a file together."""


def parquet() -> Any:
    """``pyarrow.parquet``.  Raises MissingExtraError where it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("sharded runs need an extra: pip install 'firsthand[scale]'") from error
    return pyarrow.parquet


def name_of(*parts: str | bytes) -> str:
    """A file's name: 24 hexadecimal digits of the SHA-256 of what it is made of."""
    told = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        told.update(len(data).to_bytes(8, "big") + data)
    return told.hexdigest()[:24]


def finished(target: Path, write: Callable[[Path], None]) -> Path:
    """The file, written by ``write`` where it is not there yet; never half of it.  What a process that was killed
    left of it is taken away."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f".{escape(target.name)}.*"):
            left.unlink(missing_ok=True)
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            write(aside)
            aside.replace(target)
        except FileNotFoundError:  # another process, that was thought to be dead, has written the same meanwhile
            if not target.exists():
                raise
        finally:
            aside.unlink(missing_ok=True)
    return target


class Place(NamedTuple):
    """Where an outcome lies: the file, and its row."""

    file: str
    row: int


def write_table(target: Path, **columns: Sequence[object]) -> None:
    """A Parquet file of these columns."""
    import pyarrow as pa

    parquet().write_table(pa.table(columns), target, row_group_size=_GROUP, compression="zstd")


def write_outcomes(target: Path, rows: Iterable[tuple[str, Outcome]]) -> None:
    """Outcomes by the source that they were read from."""
    sources, uris, texts, values = [], [], [], []
    for source, outcome in rows:
        value, text = text_aside(outcome)
        sources.append(source)
        uris.append(outcome.document.uri if isinstance(outcome, AnalysedDocument) else outcome.uri)
        texts.append(None if text is None else text.encode("utf-8", "surrogatepass"))
        values.append(value)
    import pyarrow as pa

    table = pa.table({
        "source": pa.array(sources, pa.string()), "uri": pa.array(uris, pa.string()),
        "text": pa.array(texts, pa.binary()), "value": pa.array(values, pa.binary()),
    })  # fmt: skip
    parquet().write_table(table, target, row_group_size=_GROUP, compression="zstd")


def read_outcomes(file: str, rows: Iterable[int] | None = None) -> Iterator[tuple[int, str, Outcome]]:
    """Row, source and outcome: of all rows, or of some, in order."""
    wanted = None if rows is None else set(rows)
    with parquet().ParquetFile(file) as opened:
        first = 0
        for number in range(opened.num_row_groups):
            count = opened.metadata.row_group(number).num_rows
            here = range(first, first + count)
            first += count
            if wanted is not None and wanted.isdisjoint(here):
                continue
            held = opened.read_row_group(number, columns=["source", "text", "value"]).to_pydict()
            for row, source, text, value in zip(here, held["source"], held["text"], held["value"], strict=True):
                if wanted is None or row in wanted:
                    words = None if text is None else text.decode("utf-8", "surrogatepass")
                    yield row, source, with_text(value, words)
