"""What a caller may give -> one tuple of paths and dictionaries.

A caller gives a path, a dictionary, or any number of them.  ``sources`` settles once, at the entry, which it is: text
is iterable too, and a folder's name taken letter by letter would read ``/``.  Everything behind it takes the tuple.
Left out: whether a path leads anywhere, and what a dictionary holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from firsthand.errors import UsageError

_Source = str | os.PathLike[str] | Mapping[str, object]
"""A path (``-`` is standard input), or a text that the caller holds, with the keys of JSON Lines."""
Sources = _Source | Iterable[_Source]

_REMEDY = 'give a path, a dictionary with "text" or "html", or a list of these'


def sources(given: Sources) -> tuple[str | dict[str, object], ...]:
    """Each source by itself, in the order given.  Raises UsageError for what is no source."""
    if isinstance(given, str | os.PathLike | Mapping):
        return (_one(given, ""),)
    if isinstance(given, bytes | bytearray | memoryview) or not isinstance(given, Iterable):
        raise UsageError(f"{_kind(given)} cannot be read: {_REMEDY}")
    return tuple(_one(one, f" (number {number} of the list)") for number, one in enumerate(given, start=1))


def _one(given: object, where: str) -> str | dict[str, object]:
    if isinstance(given, Mapping):
        return dict(given)
    path = os.fspath(given) if isinstance(given, os.PathLike) else given
    if not isinstance(path, str):
        raise UsageError(f"{_kind(given)}{where} cannot be read: {_REMEDY}")
    if not path:
        raise UsageError(f"an empty path{where} leads nowhere: {_REMEDY}")
    return path


def _kind(given: object) -> str:
    return f"a value of type {type(given).__name__}"
