"""Open a record, wherever it is kept: in memory, in a file that ``--json`` wrote, or in a store.

Left out: making a record, which is ``run``.
"""

from __future__ import annotations

import os
from pathlib import Path

from firsthand.data import Record
from firsthand.errors import UsageError
from firsthand.record import from_json
from firsthand.report import OpenRecord, opened
from firsthand.store import Store

_SQLITE = b"SQLite format 3\0"


def open(source: Record | bytes | str | os.PathLike[str]) -> OpenRecord:
    """The record of ``source``: a Record, its JSON as bytes, or the path of a file that holds one or of a store, of
    which the newest record is taken.  Raises UsageError or StoreError, in one line, where there is no record."""
    if isinstance(source, bytes):
        return opened(from_json(source))
    if isinstance(source, str | os.PathLike):
        return _at(Path(source))
    return opened(source)


def _at(path: Path) -> OpenRecord:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UsageError(f"{path} is not a regular file; name a record written with --json, or a store")
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
            if head != _SQLITE:
                return opened(from_json(head + file.read(), str(path)))
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder and no record; read it with: firsthand run {path}") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path} cannot be opened: {reason}; name a record written with --json, or a store") from error
    with Store(path, reading=True) as store:
        return opened(store.newest_record(), store.aliases())
