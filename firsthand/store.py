"""The store: one SQLite file (WAL) that keeps what was read, the vectors of sentences, and the records made from it.

Rows are keyed by the hash of what went in (bytes, address, metadata) and of what decided (version, models), so that a
rerun skips what is done and a new version does not read an old one's results.  Every batch is committed as it comes:
an interrupted run loses nothing committed.  This is the only file that knows the database.

Left out: merging stores, and deleting from them (remove the file).
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from firsthand.errors import StoreError

_APPLICATION = 0x46487374  # "FHst": tells a Firsthand store from any other SQLite file
_MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE outcome (key TEXT PRIMARY KEY, uri TEXT NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE record (number INTEGER PRIMARY KEY, value BLOB NOT NULL UNIQUE);
    """,
    """
    CREATE TABLE vector (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    ALTER TABLE record RENAME TO record_before;
    CREATE TABLE record (number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, value BLOB NOT NULL);
    INSERT INTO record SELECT number, sha256(value), value FROM record_before;
    DROP TABLE record_before;
    DELETE FROM outcome;
    """,
    """
    CREATE TABLE judgement (id TEXT PRIMARY KEY, about TEXT NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
    """,
)
"""Each brings a store from one version to the next; ``sha256`` is ours."""


_Key = TypeVar("_Key", str, bytes)

_PATIENCE = 30.0
"""Seconds that one waits for another process that has the store locked."""


def _hash(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()


def _once_free(step: Callable[[], object]) -> None:
    """Take a step of opening, again until no other process opens the same file, for at most :data:`_PATIENCE`.

    SQLite does not wait for a lock that the change to another journal mode or the upgrade of a read needs: it says
    "busy" at once (https://sqlite.org/c3ref/busy_handler.html).
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


class Store:
    """An open store.  Use as a context manager; every method commits before it returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._db.create_function("sha256", 1, _hash, deterministic=True)
            _once_free(self._migrate)
            _once_free(lambda: self._db.execute("PRAGMA journal_mode=WAL").fetchone())
            self._db.execute("PRAGMA synchronous=NORMAL")
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(
                f"{path} cannot be used as a store ({error}); name a new file or a firsthand store"
            ) from error

    def _migrate(self) -> None:
        if self._version() == len(_MIGRATIONS):
            return
        self._db.execute("BEGIN IMMEDIATE")  # of two that open a new store at once, one waits
        try:
            for number in range(self._version(), len(_MIGRATIONS)):
                for statement in _MIGRATIONS[number].split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={number + 1}")
            self._db.execute(f"PRAGMA application_id={_APPLICATION}")
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _version(self) -> int:
        """How many migrations the file has seen, 0 for a new one; a file that is not ours is refused."""
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION and tables:
            raise StoreError(f"{self._path} is a database of another program; name a new file for the store")
        if version > len(_MIGRATIONS):
            raise StoreError(f"{self._path} was written by a newer firsthand; upgrade firsthand or name a new file")
        return int(version)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was kept stays."""
        self._db.close()

    def outcomes(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What is kept under the given keys."""
        return self._found("SELECT key, value FROM outcome WHERE key IN ({})", keys)

    def vectors(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The sentence vectors that are kept under the given keys."""
        return self._found("SELECT key, value FROM vector WHERE key IN ({})", keys)

    def keep_vectors(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep sentence vectors by key; all of them or, on an error, none."""
        self._write("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)

    def _found(self, query: str, keys: Sequence[_Key]) -> dict[_Key, bytes]:
        found: dict[_Key, bytes] = {}
        try:
            for start in range(0, len(keys), 500):
                some = keys[start : start + 500]
                found.update(self._db.execute(query.format(",".join("?" * len(some))), some))
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read: {error}") from error
        return found

    def keep(self, outcomes: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep (key, uri, value) rows; all of them or, on an error, none."""
        self._write("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)", outcomes)

    def judgements(self) -> list[bytes]:
        """The judgements that are kept, each as a line of JSON, sorted by id."""
        try:
            return [bytes(value) for (value,) in self._db.execute("SELECT value FROM judgement ORDER BY id")]
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read: {error}") from error

    def keep_judgements(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep judgements by id, each with what it is about; all of them or, on an error, none."""
        self._write("INSERT OR REPLACE INTO judgement VALUES (?, ?, ?)", rows)

    def undo_judgements(self, ids: Iterable[str]) -> None:
        """Forget judgements by id; all of them or, on an error, none."""
        self._write("DELETE FROM judgement WHERE id = ?", [(one,) for one in ids])

    def keep_record(self, value: bytes) -> None:
        """Keep a record as the newest one."""
        self._write("INSERT OR REPLACE INTO record (hash, value) VALUES (?, ?)", [(_hash(value), value)])

    def newest_record(self) -> bytes:
        """The record kept last.  Raises StoreError when there is none yet."""
        try:
            row = self._db.execute("SELECT value FROM record ORDER BY number DESC LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read: {error}") from error
        if row is None:
            raise StoreError(f"{self._path} holds no record yet; run: firsthand run PATH --store {self._path}")
        return bytes(row[0])

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(statement, rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise StoreError(f"{self._path} cannot be written: {error}; what it held before is still there") from error
