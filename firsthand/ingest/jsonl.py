"""JSON Lines: one object a line, with ``text`` or ``html`` and any of id, url, outlet, title, authors, published.

A dictionary in memory is read by the same rules.  Other keys are ignored.  Each line is bounded and judged by itself:
a bad line is a ``Rejected`` and the rest goes on.
The text is taken exactly as it came in; a text that UTF-8 cannot write (lone surrogates) is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from firsthand.data import Given, RawDocument, Rejected

_REMEDY = 'write one object a line with "text" or "html"'
_NO_TEXT = 'a document without text: give "text" or "html"'
_LONGEST_ID = 4096
"""Bits of a number that is an id; Python refuses to print one of 4,300 digits."""
_KEYS = ("text", "html", "id", "url", "outlet", "title", "published")


class _BadLineError(Exception):
    """Why one line was refused."""


def read_lines(
    path: str, file: BinaryIO, max_bytes: int, first: bytes | None = None
) -> Iterator[RawDocument | Rejected]:
    """The documents of one JSON Lines file.  ``first`` is a first line that was already read from ``file``."""
    number = 0
    found = False
    while True:
        line = first if first is not None else file.readline(max_bytes + 1)
        first = None
        if not line:
            break
        number += 1
        where = f"{path}:{number}"
        if len(line) > max_bytes:
            _skip_line(file, line)
            yield Rejected(where, "ingest", f"a line larger than {max_bytes // 2**20} MiB: split the document")
            found = True
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        found = True
        try:
            yield _document(path, number, _object(line))
        except _BadLineError as error:
            yield Rejected(where, "ingest", str(error))
    if not found:
        yield Rejected(path, "ingest", f"no lines in it: {_REMEDY}")


def _skip_line(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(2**20)


def read_dictionary(path: str, number: int, value: Mapping[str, object], max_bytes: int) -> RawDocument | Rejected:
    """One document that the caller holds as a dictionary; ``path`` and ``number`` say where it stood."""
    try:
        raw = _document(path, number, value)
        if len(raw.data) > max_bytes:
            raise _BadLineError(f"a text larger than {max_bytes // 2**20} MiB: split the document")
    except _BadLineError as error:
        return Rejected(f"{path}:{number}", "ingest", str(error))
    return raw


def _object(line: bytes) -> dict[str, object]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _BadLineError(f"not UTF-8 (byte {error.start} of the line): convert the file to UTF-8") from None
    except RecursionError:
        raise _BadLineError(f"JSON nested too deeply: {_REMEDY}") from None
    except ValueError as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise _BadLineError(f"not JSON ({detail}): {_REMEDY}") from None
    if not isinstance(value, dict):
        raise _BadLineError(f"a JSON line that is not an object: {_REMEDY}")
    return value


def _document(path: str, number: int, value: Mapping[str, object]) -> RawDocument:
    fields = {key: _string(key, value.get(key)) for key in _KEYS}
    authors = _authors(value.get("authors"))
    media_type, content = ("text/plain", fields["text"]) if fields["text"] else ("text/html", fields["html"])
    if not content or not content.strip():
        raise _BadLineError(_NO_TEXT)
    given = Given(
        id=_tidy(fields["id"]), url=_tidy(fields["url"]), outlet=_tidy(fields["outlet"]),
        title=_tidy(fields["title"]), authors=authors, published=_tidy(fields["published"]),
    )  # fmt: skip
    # An id says better than a line number which document it is: the order of the lines must not show.
    uri = given.url or (f"{path}#{given.id}" if given.id else f"{path}:{number}")
    return RawDocument(uri, media_type, content.encode("utf-8"), given)


def _string(key: str, value: object) -> str | None:
    if value is None:
        return None
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > _LONGEST_ID:
            raise _BadLineError('"id" is too long a number: give it as a string')
        return str(value)
    if not isinstance(value, str):
        raise _BadLineError(f'"{key}" is not a string: give it as one, or leave it out')
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise _BadLineError(f'"{key}" holds half a character (a lone surrogate): repair the encoding') from None
    return value


def _authors(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    names = re.split(r"\s*[;,]\s*|\s+and\s+", _string("authors", value) or "") if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise _BadLineError('"authors" is neither a list nor a string: give it as a list of names')
    return tuple(dict.fromkeys(tidied for name in names if (tidied := _tidy(_string("authors", name)))))


def _tidy(value: str | None) -> str | None:
    """One line, trimmed, and bounded: these fields are names and addresses, not text."""
    tidied = " ".join(value.split())[:2000] if value else ""
    return tidied or None
