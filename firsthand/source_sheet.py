"""The source sheet: one line a report with its outlet, day and whose text it is, as they were read, to be corrected.

A CSV file beside the record.  What somebody changes in the columns ``outlet``, ``date`` and ``text_of`` is a judgement
of the next run, kept by the hash of the text, so that files may be renamed and others added.  The columns ``…_read``
hold what was read and are left alone.  Left out: reports that the sheet names and a run does not have; they keep their
lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from firsthand.data import Document, JudgedThing, Judgement, Record, text_hash
from firsthand.errors import UsageError
from firsthand.judgements import judgement

COLUMNS = ("file", "title", "outlet", "date", "text_of", "outlet_from", "date_from", "outlet_read", "date_read",
           "text_of_read", "text")  # fmt: skip
_BY = "the source sheet"
_ABOUT = {"outlet": "outlet", "date": "date", "text_of": "text_origin"}
_MOST = 50_000_000


def read_sheet(path: Path) -> tuple[Judgement, ...]:
    """What was changed in the sheet, as judgements; none where there is no such file.  Raises UsageError, in one line
    with the number of the row, for what cannot be read."""
    if not path.exists():
        return ()
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return sheet_judgements(_data(path), str(path), by=_BY, at=at)


def sheet_judgements(data: bytes, name: str, *, by: str, at: str) -> tuple[Judgement, ...]:
    """What somebody changed in a sheet, as judgements; ``name`` is what a message calls it.  Raises UsageError, in one
    line with the number of the row, for what cannot be read."""
    found = []
    for number, row in enumerate(_rows(data, name), 2):
        for column, about in _ABOUT.items():
            value, read = (row.get(name, "").strip() for name in (column, f"{column}_read"))
            if value and value != read:
                thing = JudgedThing(row.get("title") or row.get("file") or "", row.get("text", ""))
                try:
                    found.append(judgement(about, thing, None, value, by=by, at=at))  # type: ignore[arg-type]
                except UsageError as error:
                    raise UsageError(f"{name}, row {number}: {error}") from error
    return tuple(found)


def _data(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise UsageError(f"{path} is too large for a source sheet; name another file")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; name another file for --sources") from error


def _rows(data: bytes, name: str) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=None), restval="")
        columns, rows = set(reader.fieldnames or ()), list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{name} is no source sheet (CSV in UTF-8); give another file") from error
    if not {"outlet", "date", "text"} <= columns:
        raise UsageError(f"{name} is no source sheet (it has no columns outlet, date and text); give another file")
    return [{key: _plain(value) for key, value in row.items() if isinstance(value, str) and key} for row in rows]


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _SIGNS else cell


_SIGNS = tuple("=+-@")


def sheet(record: Record, before: Iterable[dict[str, str]] = ()) -> bytes:
    """The sheet of a record; rows of the sheet ``before`` keep what was read first, and stay where their report is not
    in the record."""
    old = {row.get("text", ""): row for row in before}
    rows = []
    for document in record.documents:
        known = old.pop(text_hash(document.text), None)
        row = _row(document)
        if known is not None:
            for column in _ABOUT:
                if known.get(column, "") != known.get(f"{column}_read", ""):
                    row[column], row[f"{column}_read"] = known.get(column, ""), known.get(f"{column}_read", "")
        rows.append(row)
    rows.sort(key=lambda row: (bool(row["outlet"] and row["date"]), row["file"], row["text"]))
    rows += [old[key] for key in sorted(old) if key]
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: str) -> str:
    flat = " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in value).split())[:600]
    return f"'{flat}" if flat[:1] in _SIGNS else flat


def _row(document: Document) -> dict[str, str]:
    published, origin = document.published, document.text_origin
    first, last = ((one or "")[:10] for one in (published.earliest, published.latest))
    day = first if first == last else ""
    text_of = {"own": "own", "agency": f"agency: {origin.name}", "outlet": f"outlet: {origin.name}"}.get(
        origin.kind, ""
    )
    outlet = document.outlet.name or ""
    return {
        "file": document.source_id, "title": document.title or "", "outlet": outlet, "date": day, "text_of": text_of,
        "outlet_from": document.outlet.basis, "date_from": published.basis, "outlet_read": outlet, "date_read": day,
        "text_of_read": text_of, "text": text_hash(document.text),
    }  # fmt: skip


def write_sheet(record: Record, path: Path) -> None:
    """Write the sheet of a record, keeping what was changed in the one that is there."""
    before = _rows(_data(path), str(path)) if path.exists() else []
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(sheet(record, before))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}; name another file for --sources") from error
