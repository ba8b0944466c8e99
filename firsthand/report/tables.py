"""Every list of the record as a table: flat dictionaries, ready for pandas, polars or a CSV writer.

One rule makes the columns, from the types of ``firsthand.data``.  A span is four columns: ``document``, ``start``,
``end`` and ``text``, the words themselves.  A noun inside a noun is the columns of the inner one behind the name of
its field (``published_earliest``, ``inner_start``); a field called ``span`` stands without its name.  Of a field that
holds several (``content``, ``mentions``, ``stages``), each column is a list, and the lists of one field run parallel.
So all rows of a table have the same keys, and no cell holds a dictionary.  ``fact_values`` is the facts a row for each
value.

Left out: joining tables; the ids in them do that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from firsthand.data import DocumentId, FactValue, Record, Span
from firsthand.errors import UsageError

FACT_VALUES = "fact_values"
Cell = str | int | float | bool | list[Any] | None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column's name, and its cell in the row of one noun; the texts are those of the documents by id."""

    name: str
    cell: Callable[[Any, Mapping[DocumentId, str]], Any]


def table(record: Record, name: str) -> list[dict[str, Cell]]:
    """The rows of one list of the record, in its order.  Raises UsageError where there is no such list."""
    nouns = _lists()
    if not isinstance(name, str) or name not in {*nouns, FACT_VALUES}:
        raise UsageError(f"there is no table {name!r}; the tables are {', '.join(sorted({*nouns, FACT_VALUES}))}")
    texts = {one.id: one.text for one in record.documents}
    if name == FACT_VALUES:
        return [
            {"fact": fact.id, "attribute": fact.attribute, "of": fact.of, "part": fact.part, "state": fact.state,
             "type": fact.type, "event": fact.event,
             **{column.name: column.cell(value, texts) for column in _columns(FactValue)}}
            for fact in record.facts for value in fact.values
        ]  # fmt: skip
    shown = _columns(nouns[name])
    items: Iterable[object] = getattr(record, name)
    return [{column.name: column.cell(one, texts) for column in shown} for one in items]


@cache
def _lists() -> dict[str, type]:
    """The record's lists, and what each one holds."""
    hints = get_type_hints(Record)
    held = {one.name: _held(hints[one.name]) for one in fields(Record)}
    return {name: noun for name, noun in held.items() if noun is not None}


def _held(hint: Any) -> type | None:
    """The noun of which a field holds several; None where it holds one, or none."""
    if get_origin(hint) is not tuple:
        return None
    noun = get_args(hint)[0]
    return noun if isinstance(noun, type) and is_dataclass(noun) else None


@cache
def _columns(noun: type) -> tuple[_Column, ...]:
    hints = get_type_hints(noun)
    made = [column for one in fields(noun) for column in _of_field(one.name, hints[one.name])]
    return (*made, _Column("text", _words)) if noun is Span else tuple(made)


def _of_field(name: str, hint: Any) -> list[_Column]:
    noun = _held(hint) or hint
    if not (isinstance(noun, type) and is_dataclass(noun)):
        return [_Column(name, lambda one, _: _plain(getattr(one, name)))]
    before = "" if name == "span" else f"{name}_"
    nest = _several if _held(hint) else _one
    return [_Column(before + column.name, nest(name, column)) for column in _columns(noun)]


def _one(name: str, column: _Column) -> Callable[[Any, Mapping[DocumentId, str]], Any]:
    return lambda one, texts: column.cell(getattr(one, name), texts)


def _several(name: str, column: _Column) -> Callable[[Any, Mapping[DocumentId, str]], Any]:
    return lambda one, texts: [column.cell(item, texts) for item in getattr(one, name)]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _words(span: Span, texts: Mapping[DocumentId, str]) -> str:
    return span.of(texts.get(span.document, ""))
