"""Tables: CSV and TSV, and Parquet; each row is a document, its columns are read as the keys of JSON Lines are.

The delimiter is the tab of a .tsv, else what stands most often in the header of comma, semicolon, tab and bar.  Rows
are streamed.  Left out: compressed columns above the bound of one document, nested columns that no key names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from firsthand.ingest.formats import fields
from firsthand.ingest.part import MAX_BYTES, Follow, Ingested, Part, refused

_ROWS = 64
_SEPARATORS = ",;\t|"


def read(part: Part, columns: Mapping[str, str] | None = None, follow: Follow | None = None) -> Iterator[Ingested]:
    """Each row of a CSV file below its header."""
    csv.field_size_limit(MAX_BYTES)
    lines = io.TextIOWrapper(part.file, encoding="utf-8-sig", errors="strict", newline="")
    try:
        header = lines.readline(2**20)
        separator = "\t" if part.suffix == ".tsv" else max(_SEPARATORS, key=header.count)
        names = next(csv.reader([header], delimiter=separator), [])
        read_rows = csv.reader(lines, delimiter=separator)
        rows: Iterator[Mapping[str, object]] = (dict(zip(names, row, strict=False)) for row in read_rows if any(row))
        if wrong := _no_text(names, columns, follow):
            yield refused(part.uri, wrong)
            return
        yield from _rows(part, rows, columns, follow)
    except UnicodeDecodeError:
        yield refused(part.uri, "not UTF-8 text: convert it, for example with iconv -t UTF-8")
    except csv.Error as error:
        yield refused(part.uri, f"not CSV that can be read ({error}): write it again, or give JSON Lines")
    finally:
        lines.detach()


def read_parquet(
    part: Part, columns: Mapping[str, str] | None = None, follow: Follow | None = None
) -> Iterator[Ingested]:
    """Each row of a Parquet file."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        yield refused(part.uri, "reading Parquet files needs another package: pip install 'firsthand[formats]'")
        return
    source = part.file
    if not source.seekable():
        data = part.whole()
        if not isinstance(data, bytes):
            yield data
            return
        source = io.BytesIO(data)
    try:
        file = parquet.ParquetFile(source)
        names = list(file.schema_arrow.names)
        if wrong := _no_text(names, columns, follow):
            yield refused(part.uri, wrong)
            return
        yield from _rows(part, _parquet_rows(file), columns, follow)
    except (ArrowException, OSError, ValueError) as error:
        detail = " ".join(str(error).split())[:100]
        yield refused(part.uri, f"a Parquet file that is damaged ({detail}): write it again")


def _parquet_rows(file: Any) -> Iterator[Mapping[str, object]]:
    for batch in file.iter_batches(batch_size=_ROWS):
        yield from batch.to_pylist()


def _rows(
    part: Part, rows: Iterator[Mapping[str, object]], columns: Mapping[str, str] | None, follow: Follow | None
) -> Iterator[Ingested]:
    number = 0
    for number, row in enumerate(rows, start=1):
        yield from fields.ingested(part.uri, f"{part.uri}:{number}", row, columns, follow)
    if not number:
        yield refused(part.uri, "a table without rows: nothing to read")


def _no_text(names: list[str], columns: Mapping[str, str] | None, follow: Follow | None) -> str | None:
    """Why the columns cannot give a document."""
    addresses = fields.names_address(names, columns)
    if fields.names_text(names, columns) or (addresses and follow is not None):
        return None
    shown = ", ".join(name[:30] for name in names[:12])
    fetched = ", or read its addresses with --fetch" if addresses else ""
    return f"no column with text (its columns: {shown}): name it with --columns text=NAME{fetched}"
