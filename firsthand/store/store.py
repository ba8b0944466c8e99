"""The store: one SQLite file (WAL) that keeps what was read, the vectors of sentences, judgements, and the record.

Outcomes are keyed by the hash of what went in (bytes, address, metadata) and of what decided (version, models), so that
a rerun skips what is done and a new version does not read an old one's results; every batch is committed as it comes,
and an interrupted run loses nothing committed.  ``Members`` says which documents the record is of.  The record is kept
together with its members, if nobody changed these meanwhile: a second writer is told, and relates again over both.

Left out: merging stores.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import quote

import msgspec

from firsthand.data import Record, Rejected, text_hash
from firsthand.errors import StoreError
from firsthand.store import noun_tables

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
    """
    DROP TABLE outcome;
    CREATE TABLE texts (number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
    CREATE VIRTUAL TABLE texts_fts USING fts5(text, content='texts', content_rowid='number');
    CREATE TABLE outcome (
        key TEXT PRIMARY KEY, source TEXT NOT NULL, uri TEXT NOT NULL,
        text_hash TEXT REFERENCES texts(hash), value BLOB NOT NULL
    );
    CREATE INDEX outcome_by_source ON outcome(source);
    CREATE INDEX outcome_by_text ON outcome(text_hash);
    CREATE TABLE member (source TEXT PRIMARY KEY, uri TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE refused (uri TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL);
    CREATE TABLE held (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    DELETE FROM record WHERE number < (SELECT max(number) FROM record);
    """,
    """
    CREATE TABLE part (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    """,
    """
    CREATE TABLE alias (id TEXT NOT NULL, becomes TEXT NOT NULL, PRIMARY KEY (id, becomes)) WITHOUT ROWID;
    """,
    """
    DROP TABLE part;
    CREATE TABLE part (key TEXT PRIMARY KEY, value BLOB NOT NULL, pairs BLOB NOT NULL);
    CREATE TABLE part_outcome (
        outcome TEXT NOT NULL, part TEXT NOT NULL REFERENCES part(key), PRIMARY KEY (outcome, part)
    ) WITHOUT ROWID;
    CREATE INDEX part_outcome_by_part ON part_outcome(part);
    DROP TABLE texts_fts;
    CREATE VIRTUAL TABLE texts_fts USING fts5(text, content=[texts], content_rowid=[number]);
    INSERT INTO texts_fts (texts_fts) VALUES ('rebuild');
    """,
    """
    CREATE TABLE indexed (
        outcome TEXT PRIMARY KEY REFERENCES outcome(key), form TEXT NOT NULL, attribution TEXT NOT NULL,
        document BLOB NOT NULL, value BLOB NOT NULL
    );
    CREATE TABLE without_furniture (
        outcome TEXT PRIMARY KEY REFERENCES outcome(key), gone BLOB NOT NULL, value BLOB NOT NULL
    );
    CREATE TABLE pile_pairs (value BLOB NOT NULL);
    """,
)
"""Each brings a store from one version to the next; ``sha256`` is ours."""


_PATIENCE = 30.0
"""Seconds that one waits for another process that has the store locked."""


class Member(NamedTuple):
    """A document of the store's pile: the hash of what went in, whoever reads it, and where it came from."""

    source: str
    uri: str


@dataclass(frozen=True, slots=True)
class Members:
    """Which documents the store's record is of, and what was refused before it could be read; ``generation`` counts the
    changes."""

    documents: frozenset[Member] = frozenset()
    refused: frozenset[Rejected] = frozenset()
    generation: int = 0


class KeptIndex(NamedTuple):
    """What the index holds of an outcome, by its key: who found its attributions, its document without the text, and
    what of it is compared with the whole pile."""

    key: str
    attribution: str
    document: bytes
    value: bytes


class KeptOutcome(NamedTuple):
    """An outcome as it is kept: its key, the source it was read from and its address, its bytes, and the text of its
    document, which they leave out (None where it was refused)."""

    key: str
    source: str
    uri: str
    value: bytes
    text: str | None


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
    """An open store.  Use as a context manager; every method commits before it returns.  ``reading`` opens it to read
    alone, which does without a place to write."""

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        self._path = path
        try:
            self._db = self._connected(reading=reading)
        except (sqlite3.Error, ValueError) as error:
            why = f"{path} cannot be used as a store ({_why(error)}); name a new file or a firsthand store"
            raise StoreError(why) from error

    def _connected(self, *, reading: bool) -> sqlite3.Connection:
        if reading:
            return self._readable()
        self._db = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        self._db.create_function("sha256", 1, _hash, deterministic=True)
        _once_free(self._migrate)
        _once_free(lambda: self._db.execute("PRAGMA journal_mode=WAL").fetchone())
        self._db.execute("PRAGMA synchronous=NORMAL")
        return self._db

    def _readable(self) -> sqlite3.Connection:
        """The file opened to read; where not even the files beside it can be written, as one that nobody changes."""
        name = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        self._db = sqlite3.connect(name, timeout=_PATIENCE, uri=True, isolation_level=None)
        try:
            version = self._version()
        except sqlite3.OperationalError:
            wal = Path(f"{self._path}-wal")
            if wal.exists() and wal.stat().st_size:
                raise
            self._db.close()
            self._db = sqlite3.connect(f"{name}&immutable=1", uri=True, isolation_level=None)
            version = self._version()
        if version < len(_MIGRATIONS):
            self._db.close()
            return self._connected(reading=False)
        return self._db

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

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._path

    # ------------------------------------------------------------------------------------------- what was read

    def outcomes(self, keys: Sequence[str]) -> dict[str, tuple[bytes, str | None]]:
        """What is kept under the given keys: the bytes, and the text that they leave out."""
        rows = self._asked(
            "SELECT key, value, text FROM outcome LEFT JOIN texts ON hash = text_hash WHERE key IN ({})", keys
        )
        return {key: (value, text) for key, value, text in rows}

    def outcomes_of(self, sources: Sequence[str]) -> dict[str, tuple[bytes, str | None]]:
        """What is kept of each source, whoever read it: the bytes, and the text that they leave out."""
        rows = self._asked(
            "SELECT source, value, text FROM outcome LEFT JOIN texts ON hash = text_hash WHERE source IN ({})"
            " ORDER BY source, key",
            sources,
        )
        return {source: (value, text) for source, value, text in rows}

    def keep(self, outcomes: Iterable[KeptOutcome]) -> None:
        """Keep outcomes by key, in the place of others of their source; all of them or, on an error, none."""

        def write() -> None:
            for one in outcomes:
                gone = self._db.execute(
                    "SELECT key FROM outcome WHERE source = ? AND key <> ?", (one.source, one.key)
                ).fetchall()
                self._drop_outcomes([key for (key,) in gone])
                name = None if one.text is None else self._keep_text(one.text)
                row = (one.key, one.source, one.uri, name, one.value)
                self._db.execute("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?)", row)

        self._written(write)

    def _drop_outcomes(self, keys: Sequence[str]) -> None:
        some = [(key,) for key in keys]
        for statement in ("DELETE FROM indexed WHERE outcome = ?", "DELETE FROM without_furniture WHERE outcome = ?",
                          "DELETE FROM outcome WHERE key = ?"):  # fmt: skip
            self._db.executemany(statement, some)

    def indexed(self, keys: Sequence[str], form: str) -> dict[str, tuple[KeptIndex, str]]:
        """What the index of this form holds of outcomes, with the text of each."""
        rows = self._asked(
            "SELECT key, indexed.attribution, document, indexed.value, text, form FROM indexed"
            " JOIN outcome ON key = indexed.outcome JOIN texts ON hash = text_hash WHERE indexed.outcome IN ({})",
            keys,
        )
        return {row[0]: (KeptIndex(*row[:4]), row[4]) for row in rows if row[5] == form}

    def keep_index(self, rows: Iterable[KeptIndex], form: str) -> None:
        """Keep what the index holds of outcomes that are kept; all of it or, on an error, nothing."""
        self._write(
            "INSERT OR REPLACE INTO indexed SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM outcome WHERE key = ?)",
            ((one.key, form, one.attribution, one.document, one.value, one.key) for one in rows),
        )

    def without_furniture(self, keys: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        """How reports are compared without furniture: the digest of what is taken away, and what is left."""
        rows = self._asked("SELECT outcome, gone, value FROM without_furniture WHERE outcome IN ({})", keys)
        return {key: (gone, value) for key, gone, value in rows}

    def keep_without_furniture(self, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep how reports are compared without furniture; all of it or, on an error, nothing."""
        self._write(
            "INSERT OR REPLACE INTO without_furniture SELECT ?, ?, ?"
            " WHERE EXISTS (SELECT 1 FROM outcome WHERE key = ?)",
            ((*row, row[0]) for row in rows),
        )

    def pile_pairs(self) -> list[bytes]:
        """What pairs of reports of the whole pile came to."""
        return [bytes(value) for (value,) in self._read("SELECT value FROM pile_pairs")]

    def keep_pile_pairs(self, value: bytes) -> None:
        """Keep these in the place of those."""

        def write() -> None:
            self._db.execute("DELETE FROM pile_pairs")
            self._db.execute("INSERT INTO pile_pairs VALUES (?)", (value,))

        self._written(write)

    def _keep_text(self, text: str) -> str:
        name = text_hash(text)
        if self._db.execute("INSERT OR IGNORE INTO texts (hash, text) VALUES (?, ?)", (name, text)).rowcount > 0:
            self._db.execute(
                "INSERT INTO texts_fts (rowid, text) SELECT number, text FROM texts WHERE hash = ?", (name,)
            )
        return name

    def vectors(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The sentence vectors that are kept under the given keys."""
        return dict(self._asked("SELECT key, value FROM vector WHERE key IN ({})", keys))

    def keep_vectors(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep sentence vectors by key; all of them or, on an error, none."""
        self._write("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)

    # --------------------------------------------------------------------------------------------- judgements

    def judgements(self) -> list[bytes]:
        """The judgements that are kept, each as a line of JSON, sorted by id."""
        return [bytes(value) for (value,) in self._read("SELECT value FROM judgement ORDER BY id")]

    def keep_judgements(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep judgements by id, each with what it is about; all of them or, on an error, none."""
        self._write("INSERT OR REPLACE INTO judgement VALUES (?, ?, ?)", rows)

    def undo_judgements(self, ids: Iterable[str]) -> None:
        """Forget judgements by id; all of them or, on an error, none."""
        self._write("DELETE FROM judgement WHERE id = ?", [(one,) for one in ids])

    # ---------------------------------------------------------------------------------- the pile and its record

    def members(self) -> Members:
        """Which documents the store's record is of."""
        documents = self._read("SELECT source, uri FROM member")
        refused = self._read("SELECT uri, stage, reason FROM refused")
        return Members(
            frozenset(Member(*row) for row in documents),
            frozenset(Rejected(*row) for row in refused),
            int(self._held("generation") or 0),
        )

    def hold_members(self, members: Members) -> None:
        """Say which documents the store is of, ahead of their record."""

        def write() -> None:
            self._put_members(members)
            self._hold("generation", str(members.generation + 1))

        self._written(write)

    def _put_members(self, members: Members) -> None:
        self._db.execute("DELETE FROM member")
        self._db.executemany("INSERT INTO member VALUES (?, ?)", sorted(members.documents))
        self._db.execute("DELETE FROM refused")
        rows = sorted((one.uri, one.stage, one.reason) for one in members.refused)
        self._db.executemany("INSERT INTO refused VALUES (?, ?, ?)", rows)

    def part(self, key: str) -> bytes | None:
        """What a part of the pile came to, if that is kept."""
        row = next(iter(self._read("SELECT value FROM part WHERE key = ?", (key,))), None)
        return None if row is None else bytes(row[0])

    def pairs_of(self, outcomes: Sequence[str]) -> list[bytes]:
        """What the parts that hold any of these outcomes keep of their pairs, by the parts' keys."""
        found = {str(one) for (one,) in self._asked("SELECT part FROM part_outcome WHERE outcome IN ({})", outcomes)}
        rows = self._asked("SELECT key, pairs FROM part WHERE key IN ({})", sorted(found))
        return [bytes(pairs) for _, pairs in sorted(rows)]

    def keep_part(self, key: str, value: bytes, pairs: bytes = b"", outcomes: Iterable[str] = ()) -> None:
        """Keep what a part of the pile came to, what its pairs did, and which outcomes it is of."""
        of = [(one, key) for one in sorted(outcomes)]

        def write() -> None:
            self._db.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", (key, value, pairs))
            self._db.executemany("INSERT OR IGNORE INTO part_outcome VALUES (?, ?)", of)

        self._written(write)

    def keep_record(self, record: Record, members: Members, parts: frozenset[str] = frozenset()) -> bool:
        """Keep a record, and which documents it is of, in the place of the last one, and of what parts came to only
        what ``parts`` names; False, and nothing, where another process has changed the members since
        ``members.generation``."""
        kept = True

        def write() -> None:
            nonlocal kept
            kept = int(self._held("generation") or 0) == members.generation
            if not kept:
                return
            before = noun_tables.memberships(self._db)
            self._with_tables()
            names = {one.text: self._keep_text(one.text) for one in record.documents}
            noun_tables.write_record(self._db, record, names)
            self._keep_aliases(before)
            self._put_members(members)
            self._db.execute("DELETE FROM record")
            gone = [(key,) for (key,) in self._read("SELECT key FROM part") if key not in parts]
            self._db.executemany("DELETE FROM part_outcome WHERE part = ?", gone)
            self._db.executemany("DELETE FROM part WHERE key = ?", gone)
            self._sweep()
            self._hold("generation", str(members.generation + 1))

        self._written(write)
        return kept

    def _keep_aliases(self, before: noun_tables.Memberships) -> None:
        """Keeps what has become of ids that the record had and has no more: what holds their members now."""
        now = noun_tables.memberships(self._db)
        known = {owner for pairs in now.values() for owner in pairs}
        self._db.executemany("DELETE FROM alias WHERE id = ?", [(one,) for one in sorted(known)])
        for table, pairs in before.items():
            held_by = {member: owner for owner, members in now.get(table, {}).items() for member in members}
            for old in sorted(set(pairs) - known):
                heirs = sorted({held_by[one] for one in pairs[old] if one in held_by})
                for one in heirs:
                    self._db.execute(
                        "INSERT OR IGNORE INTO alias SELECT id, ? FROM alias WHERE becomes = ?", (one, old)
                    )
                    self._db.execute("INSERT OR IGNORE INTO alias VALUES (?, ?)", (old, one))
                if heirs:
                    self._db.execute("DELETE FROM alias WHERE becomes = ?", (old,))

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Ids that earlier records of the store had, and what each has become."""
        found: dict[str, tuple[str, ...]] = {}
        for old, becomes in self._read("SELECT id, becomes FROM alias ORDER BY id, becomes"):
            found[old] = (*found.get(old, ()), becomes)
        return found

    def forget(self, sources: Iterable[str]) -> None:
        """Take away what was read from these sources, with the texts that nothing else holds."""
        gone = sorted(sources)

        def write() -> None:
            rows = self._asked("SELECT key FROM outcome WHERE source IN ({})", gone)
            self._drop_outcomes([key for (key,) in rows])
            self._sweep()

        self._written(write)

    def _sweep(self) -> None:
        """Takes away the texts that nothing holds."""
        free = "hash NOT IN (SELECT text_hash FROM outcome WHERE text_hash IS NOT NULL)"
        if self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            free += " AND hash NOT IN (SELECT text_hash FROM documents)"
        self._db.execute(
            f"INSERT INTO texts_fts (texts_fts, rowid, text) SELECT 'delete', number, text FROM texts WHERE {free}"  # noqa: S608 (words of ours)
        )
        self._db.execute(f"DELETE FROM texts WHERE {free}")  # noqa: S608

    def newest_record(self) -> Record:
        """The record kept last.  Raises StoreError when there is none yet."""
        try:
            if (record := noun_tables.read_record(self._db)) is not None:
                return record
            row = self._db.execute("SELECT value FROM record ORDER BY number DESC LIMIT 1").fetchone()
            if row is not None:
                return msgspec.json.decode(bytes(row[0]), type=Record)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise StoreError(f"{self._path} cannot be read: {_why(error)}") from error
        raise StoreError(f"{self._path} holds no record yet; run: firsthand add --store {self._path} PATH")

    def told(self) -> tuple[frozenset[str], frozenset[Rejected]]:
        """The ids of the record's reports and what it refused, without the rest of it."""
        if not self._read("SELECT 1 FROM sqlite_master WHERE name = 'documents'"):
            return frozenset(), frozenset()
        ids = frozenset(str(one) for (one,) in self._read("SELECT id FROM documents"))
        return ids, frozenset(Rejected(*row) for row in self._read("SELECT uri, stage, reason FROM rejected"))

    def _with_tables(self) -> None:
        """Makes the tables of the nouns where there are none, or none of this form."""
        if self._held("form") == noun_tables.form():
            return
        for statement in (*noun_tables.removal(), *noun_tables.creation()):
            self._db.execute(statement)
        self._hold("form", noun_tables.form())

    # ------------------------------------------------------------------------------------------------- SQLite

    def _held(self, name: str) -> str | None:
        row = next(iter(self._read("SELECT value FROM held WHERE name = ?", (name,))), None)
        return None if row is None else str(row[0])

    def _hold(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO held VALUES (?, ?)", (name, value))

    def _read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be read: {error}") from error

    def _asked(self, query: str, keys: Sequence[object]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            found += self._read(query.format(",".join("?" * len(some))), some)
        return found

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._written(lambda: self._db.executemany(statement, rows))

    def _written(self, write: Callable[[], object]) -> None:
        """One transaction: all of it or, on an error, nothing."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            write()
            self._db.execute("COMMIT")
        except (sqlite3.Error, StoreError) as error:
            why = f"{self._path} cannot be written: {_why(error)}; what it held before is still there"
            raise StoreError(why) from error
        finally:
            if self._db.in_transaction:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")


def _why(error: Exception) -> str:
    """An error of SQLite in words that say what to do."""
    if isinstance(error, sqlite3.OperationalError):
        code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0
        if code == sqlite3.SQLITE_BUSY:
            return f"another process has been writing to it for {_PATIENCE:.0f} seconds; wait for it, or stop it"
        if code == sqlite3.SQLITE_FULL:
            return "the disk is full; make room and run the same again"
        if code == sqlite3.SQLITE_IOERR:
            return "the disk cannot be written to or read: it is full, or it fails; make room and run the same again"
        if code == sqlite3.SQLITE_CANTOPEN:
            return "no such folder, or neither it nor its folder may be written to"
        if code == sqlite3.SQLITE_READONLY:
            return "it, or its folder, may not be written to; copy it to where you may write"
    return str(error)
