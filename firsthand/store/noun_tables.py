"""The record as tables: one for each noun, made from the types of ``firsthand.data``, and read back as it was.

A field is a column; a noun inside a noun is its columns behind the field's name (``published_earliest``), a span its
document, start and end; what holds several is a column of JSON.  Lists of ids are also tables of pairs
(``claims_statements``), with foreign keys, so that SQL and Datasette can follow them.  A report's text stands once, in
``texts``; views put words beside spans, and FTS5 searches texts, claims and quotations.

A table of an older or newer form is read by its columns: what is missing takes its default.
"""

from __future__ import annotations

import hashlib
import sqlite3
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, NewType, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from firsthand.data import Document, MadeWith, Record, Span

_SQL = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``path`` leads to its value in the noun; ``kind`` is its type in Python, ``json`` whether it is kept as
    JSON; ``points_to`` is the table of the noun whose id it is."""

    name: str
    path: tuple[str, ...]
    kind: type
    json: bool = False
    points_to: str = ""


@cache
def nouns() -> dict[str, type]:
    """The lists of the record, by name, and what each one holds."""
    hints = get_type_hints(Record)
    found = {}
    for one in fields(Record):
        held = get_args(hints[one.name])[:1] if get_origin(hints[one.name]) is tuple else ()
        if held:
            found[one.name] = cast("type", held[0])
    return found


@cache
def _tables_of_ids() -> dict[Any, str]:
    """The table in which an id of a type is found."""
    return {get_type_hints(noun)["id"]: name for name, noun in nouns().items() if "id" in get_type_hints(noun)}


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of one list's table."""
    noun = nouns()[name]
    out = []
    for column in _columns(noun, (), ""):
        if noun is Document and column.name == "text":
            out.append(Column("text_hash", ("text",), str, points_to="texts"))
        elif column.name == "id":
            out.append(Column("id", ("id",), str))
        else:
            out.append(column)
    return tuple(out)


def _columns(noun: type, path: tuple[str, ...], before: str) -> Iterator[Column]:
    hints = get_type_hints(noun)
    for one in fields(noun):
        hint, here = hints[one.name], (*path, one.name)
        if isinstance(hint, type) and is_dataclass(hint):
            yield from _columns(hint, here, before if hint is Span and one.name == "span" else f"{before}{one.name}_")
        else:
            yield _column(f"{before}{one.name}", here, hint)


def _column(name: str, path: tuple[str, ...], hint: Any) -> Column:
    if get_origin(hint) in (types.UnionType, Union):
        rest = [one for one in get_args(hint) if one is not type(None)]
        if len(rest) == 1 and not (isinstance(rest[0], type) and is_dataclass(rest[0])):
            return _column(name, path, rest[0])
        return Column(name, path, str, json=True)
    if isinstance(hint, NewType):
        return Column(name, path, str, points_to=_tables_of_ids().get(hint, ""))
    if get_origin(hint) is tuple:
        return Column(name, path, str, json=True)
    return Column(name, path, hint if hint in _SQL else str)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A table of pairs: the ids that a list in a noun names."""

    table: str
    owner: str
    column: Column
    points_to: str


@cache
def _pairs() -> tuple[_Pairs, ...]:
    found = []
    for name, noun in nouns().items():
        hints = get_type_hints(noun)
        for column in columns(name):
            if column.json and len(column.path) == 1 and get_origin(hints[column.path[0]]) is tuple:
                to = _tables_of_ids().get(get_args(hints[column.path[0]])[0])
                if to and "id" in hints:
                    found.append(_Pairs(f"{name}_{column.name}", name, column, to))
    return tuple(found)


@cache
def creation() -> tuple[str, ...]:
    """The statements that make the tables, their indexes and views."""
    made = []
    for name in nouns():
        told = ["place INTEGER PRIMARY KEY"]
        for column in columns(name):
            unique = " NOT NULL" if column.name == "id" else ""
            told.append(f"{_quoted(column.name)} {_SQL[column.kind]}{unique}{_reference(column.points_to)}")
        made.append(f"CREATE TABLE {name} ({', '.join(told)})")
        made += [
            f"CREATE INDEX {name}_by_{column.name} ON {name}({_quoted(column.name)})"
            for column in columns(name)
            if column.points_to and column.points_to != "texts"
        ]
    for pairs in _pairs():
        made.append(
            f"CREATE TABLE {pairs.table} (owner TEXT NOT NULL REFERENCES {pairs.owner}(id), place INTEGER NOT NULL,"
            f" member TEXT NOT NULL{_reference(pairs.points_to)}, PRIMARY KEY (owner, place)) WITHOUT ROWID"
        )
        made.append(f"CREATE INDEX {pairs.table}_by_member ON {pairs.table}(member)")
    made.append("CREATE TABLE made_with (firsthand TEXT, attribution TEXT, vectors TEXT)")
    made.append(
        "CREATE VIEW documents_text AS SELECT documents.*, texts.text FROM documents"
        " JOIN texts ON texts.hash = documents.text_hash"
    )
    for name in ("statements", "quotations"):
        made.append(
            f"CREATE VIEW {name}_words AS SELECT one.*,"  # noqa: S608 (names of ours)
            ' substr(texts.text, one."start" + 1, one."end" - one."start") AS words'
            f" FROM {name} AS one JOIN documents ON documents.id = one.document"
            " JOIN texts ON texts.hash = documents.text_hash"
        )
    made.append("CREATE VIRTUAL TABLE claims_fts USING fts5(text, content=[claims], content_rowid='place')")
    made.append(
        "CREATE VIRTUAL TABLE quotations_fts USING fts5(words, content=[quotations_words], content_rowid='place')"
    )
    return tuple(made)


_SEARCHED = ("claims_fts", "quotations_fts")
VIEWS = ("documents_text", "statements_words", "quotations_words")


def _quoted(name: str) -> str:
    """A name as SQL takes it: some of the record's are words of SQL ("end", "values")."""
    return f'"{name}"'


def _reference(table: str) -> str:
    return f" REFERENCES {table}({'hash' if table == 'texts' else 'id'})" if table else ""


@cache
def form() -> str:
    """What tells tables of this form from those of another."""
    return hashlib.sha256("\n".join(creation()).encode()).hexdigest()


def removal() -> Iterator[str]:
    """The statements that take the tables away."""
    yield from (f"DROP VIEW IF EXISTS {name}" for name in VIEWS)
    for name in (*_SEARCHED, *(one.table for one in _pairs()), *nouns(), "made_with"):
        yield f"DROP TABLE IF EXISTS {name}"


# ------------------------------------------------------------------------------------------- rows of a record


def write_record(db: sqlite3.Connection, record: Record, text_hash: Mapping[str, str]) -> None:
    """Puts the record in the place of the one that the tables hold; ``text_hash`` is what each text is kept under.
    The caller begins and commits."""
    for pairs in reversed(_pairs()):
        db.execute(f"DELETE FROM {pairs.table}")  # noqa: S608 (names of ours)
    for name in nouns():
        db.execute(f"DELETE FROM {name}")  # noqa: S608
        marks = ", ".join("?" * (len(columns(name)) + 1))
        db.execute(f"DROP INDEX IF EXISTS {name}_by_id")
        db.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(name, getattr(record, name), text_hash))  # noqa: S608
        if columns(name)[0].name == "id":
            _index_of_ids(db, name)
    for pairs in _pairs():
        rows = (
            (one.id, place, member)
            for one in getattr(record, pairs.owner)
            for place, member in enumerate(getattr(one, pairs.column.path[0]))
        )
        db.executemany(f"INSERT INTO {pairs.table} VALUES (?, ?, ?)", rows)  # noqa: S608
    db.execute("DELETE FROM made_with")
    made = record.made_with
    db.execute("INSERT INTO made_with VALUES (?, ?, ?)", (made.firsthand, made.attribution, made.vectors))
    for name in _SEARCHED:
        db.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608


def _index_of_ids(db: sqlite3.Connection, name: str) -> None:
    """Ids are distinct, and foreign keys need an index that says so; a record in which two are one is kept too."""
    db.execute(f"DROP INDEX IF EXISTS {name}_by_id")
    twice = db.execute(f"SELECT 1 FROM {name} GROUP BY id HAVING count(*) > 1 LIMIT 1").fetchone()  # noqa: S608
    db.execute(f"CREATE {'' if twice else 'UNIQUE '}INDEX {name}_by_id ON {name}(id)")


def _rows(name: str, items: Iterable[Any], text_hash: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    shown = columns(name)
    for place, one in enumerate(items):
        row: list[object] = [place]
        for column in shown:
            value: Any = one
            for step in column.path:
                value = getattr(value, step)
            if column.points_to == "texts":
                value = text_hash[value]
            elif column.json:
                value = None if value is None else msgspec.json.encode(value).decode()
            row.append(value)
        yield tuple(row)


Memberships = dict[str, dict[str, list[str]]]
"""By table of pairs or of nouns, the members of each owner."""
_LASTING = (
    "claims_statements", "stories_documents", "conflicts_statements", "matters_claims", "histories_claims",
)  # fmt: skip
_BY_SPANS = {
    "facts": "SELECT f.id, s.value FROM facts f, json_each(f.\"values\") v, json_each(v.value, '$.spans') s",
    "timeline": "SELECT t.id, m.value FROM timeline t, json_each(t.mentions) m",
}
"""Nouns that are made of characters: their members are spans."""


def memberships(db: sqlite3.Connection) -> Memberships:
    """The members of what the tables hold whose ids outlive an addition."""
    found: Memberships = {}
    for table in _LASTING:
        try:
            rows = db.execute(f"SELECT owner, member FROM {table} ORDER BY owner, place").fetchall()  # noqa: S608
        except sqlite3.OperationalError:  # a store that has no such tables yet
            continue
        held = found.setdefault(table, {})
        for owner, member in rows:
            held.setdefault(owner, []).append(member)
    for table, asked in _BY_SPANS.items():
        try:
            rows = db.execute(f"{asked} ORDER BY 1, 2").fetchall()
        except sqlite3.OperationalError:
            continue
        held = found.setdefault(table, {})
        for owner, member in rows:
            held.setdefault(owner, []).append(member)
    return found


def read_record(db: sqlite3.Connection) -> Record | None:
    """The record that the tables hold, None where they hold none.  Raises ValueError where they are of a form that
    cannot be read."""
    try:
        made = db.execute("SELECT * FROM made_with").fetchone()
    except sqlite3.OperationalError:
        return None
    if made is None:
        return None
    held = {name: tuple(_nouns(db, name, noun)) for name, noun in nouns().items()}
    return Record(**held, made_with=MadeWith(*made))  # type: ignore[arg-type]


def _nouns(db: sqlite3.Connection, name: str, noun: type) -> Iterator[object]:
    known = {str(row[1]) for row in db.execute(f"PRAGMA table_info({name})")}
    shown = [column for column in columns(name) if column.name in known]
    if not shown:
        return
    asked = ", ".join("texts.text" if one.points_to == "texts" else f"{name}.{_quoted(one.name)}" for one in shown)
    joined = " JOIN texts ON texts.hash = documents.text_hash" if name == "documents" else ""
    for row in db.execute(f"SELECT {asked} FROM {name}{joined} ORDER BY {name}.place"):  # noqa: S608
        yield msgspec.convert(_nested(shown, row), noun)


def _nested(shown: Sequence[Column], row: Sequence[Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for column, kept in zip(shown, row, strict=True):
        value = kept
        if column.json and kept is not None:
            value = msgspec.json.decode(kept)
        elif column.kind is bool and kept is not None:
            value = bool(kept)
        at = out
        for step in column.path[:-1]:
            at = at.setdefault(step, {})
        at[column.path[-1]] = value
    return out
