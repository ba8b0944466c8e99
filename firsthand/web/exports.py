"""The rows of a page as JSON, CSV and Markdown: all that its lists hold, whichever part of them the page shows, under
the same filter; what that is stands in front.

Cells come from outside, and so do the names of some columns: in CSV one that a spreadsheet would take for a formula
stands behind an apostrophe (OWASP, CSV injection), in Markdown its marks are escaped.  Left out: layout.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence

from firsthand.report.phrasing import line, printable

ExportCell = str | int | float | bool | None
ExportRow = Mapping[str, ExportCell]


TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "md": "text/markdown; charset=utf-8"}
_FORMULA = re.compile(r"^\s*[=+\-@\t\r|]")
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~&])")


def as_json(head: Mapping[str, str], rows: Sequence[ExportRow]) -> bytes:
    """An object with what the rows are, and the rows."""
    cleaned = [
        {printable(key): printable(value) if isinstance(value, str) else value for key, value in row.items()}
        for row in rows
    ]
    return json.dumps({**head, "rows": cleaned}, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def as_csv(head: Mapping[str, str], rows: Sequence[ExportRow]) -> bytes:
    """A line that says what the rows are, the names of the columns, and the rows."""
    told = line("; ".join(f"{key}: {value}" for key, value in head.items())).replace('"', "'")
    return f"# {told}\n{csv_table(rows)}".encode("utf-8", "replace")


def csv_table(rows: Sequence[ExportRow]) -> str:
    """The names of the columns and the rows."""
    out = io.StringIO()
    columns = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: ExportCell) -> str:
    text = "" if value is None else line(str(value))
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def as_markdown(head: Mapping[str, str], title: str, rows: Sequence[ExportRow], whole: str = "") -> bytes:
    """A heading, what the rows are, and one item a row: its first cell, the others behind it; or the ``whole`` that
    the page makes itself."""
    out = [
        f"# {escaped(title)}",
        "",
        *(f"{escaped(key)}: {escaped(value)}  " for key, value in head.items()),
        "",
        whole,
    ]
    for row in () if whole else rows:
        (_, first), *others = row.items()
        told = "; ".join(
            f"{escaped(name.replace('_', ' '))}: {escaped(str(value))}"
            for name, value in others
            if value not in {None, ""}
        )
        out.append(f"- {escaped(str(first))}" + (f" ({told})" if told else ""))
    return "\n".join([*out, ""]).encode("utf-8", "replace")


def footnoted(told: str, words: Sequence[str], notes: Sequence[str]) -> str:
    """A paragraph, the words each with a mark, and the notes that the marks lead to."""
    quoted = "\n>\n".join(f"> {escaped(one)}[^{number}]" for number, one in enumerate(words, 1))
    below = "\n".join(f"[^{number}]: {escaped(one)}" for number, one in enumerate(notes, 1))
    return f"{escaped(told)}\n\n{quoted}\n\n{below}"


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _MARKS.sub(r"\\\1", line(text))
