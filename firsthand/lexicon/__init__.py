"""Lexicon: general word lists, one file each with its source in the first line.

In: the name of a list.
Out: its ``entries``, its ``entry_set``, its ``rows`` or a ``column`` of them, loaded when first asked for;
``cardinals``, ``bounding_words``.
May import: nothing.

A list is UTF-8 text: lines that start with ``#`` are remarks, every other line is one entry; in ``.csv`` files an
entry is a row under a header.  No list may hold a word because one test story needs it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

__all__ = ["bounding_words", "cardinals", "column", "entries", "entry_set", "rows"]


def _lines(name: str) -> list[str]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of ``name``.txt in file order."""
    return tuple(line.strip() for line in _lines(f"{name}.txt"))


@cache
def entry_set(name: str) -> frozenset[str]:
    """The entries of ``name``.txt for membership tests, case-folded."""
    return frozenset(entry.casefold() for entry in entries(name))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name``.csv under its header."""
    return tuple(csv.DictReader(_lines(f"{name}.csv")))


@cache
def column(name: str, wanted: str, /, **where: str) -> frozenset[str]:
    """What one column of ``name``.csv holds, in the rows ``where`` other columns hold what is given."""
    return frozenset(row[wanted] for row in rows(name) if all(row[key] == value for key, value in where.items()))


@cache
def cardinals() -> dict[str, int]:
    """The numbers from zero to ninety that English writes as one word, in order."""
    listed = [(row["word"], row["value"]) for row in rows("number_words")]
    last = [word for word, _ in listed].index("ninety")
    return {word: int(value) for word, value in listed[: last + 1]}


@cache
def bounding_words(side: str) -> dict[str, str]:
    """How exact a number is by the words ``before`` or ``after`` it, the longest words first: "no more than" before
    "more than"."""
    listed = [row for row in rows("bounds") if row["side"] == side]
    return {row["words"]: row["bound"] for row in sorted(listed, key=lambda row: -len(row["words"]))}
