"""Files, folders, standard input and texts in memory -> ``RawDocument``s, one at a time, in the order given; a folder's
files in the order of their names.

What a file is, and what it holds, is said in ``formats``.  Whatever cannot be read is a ``Rejected`` that names the
file and the remedy.
"""

from __future__ import annotations

import io
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from glob import escape, glob, has_magic
from pathlib import Path
from typing import BinaryIO

from firsthand.data import RawDocument, Rejected
from firsthand.errors import UsageError
from firsthand.ingest.fetch import MOST_LISTED, Fetcher
from firsthand.ingest.formats import documents, fields, jsonl
from firsthand.ingest.part import (
    MAX_RATIO,
    MAX_UNPACKED,
    Budget,
    Follow,
    Ingested,
    Part,
    encodable,
    refused,
    suffix_of,
    system_reason,
)
from firsthand.ingest.sources import Sources, sources

_MAX_DEPTH = 64
_LISTS_IN_LISTS = 2  # OPML names feeds, and feeds pages
_LEAST_UNPACKED = 64 * 2**20
_PARTS = re.compile(r"_files$|_archivos$|_fichiers$|_bestanden$|-Dateien$|_elemei$|_pliki$")
"""Folders beside a page that browsers saved "complete", by language."""
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})


def read(
    paths: Sources,
    stdin: BinaryIO | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[RawDocument | Rejected]:
    """Every document of ``paths``: a file or folder, ``-`` for ``stdin``, a dictionary with the keys of JSON Lines, or
    a list of these; with a ``fetcher`` also addresses, and what the feeds, OPML files and sitemaps among them list.
    ``columns`` says which key or column holds a field (``{"text": "Body"}``).  Raises UsageError for an argument of
    another type, and nothing for what the input holds."""
    for name in columns or {}:
        if name not in fields.FIELD_KEYS:
            raise UsageError(f"{name!r} is no field that a column can hold: take one of {', '.join(fields.FIELD_KEYS)}")
    return _each(sources(paths), stdin, columns, fetcher)


def _each(
    given: tuple[str | dict[str, object], ...],
    stdin: BinaryIO | None,
    columns: Mapping[str, str] | None,
    fetcher: Fetcher | None,
) -> Iterator[Ingested]:
    for number, one in enumerate(given, start=1):
        if isinstance(one, dict):
            yield jsonl.read_dictionary(number, one, columns)
        elif one == "-":
            yield from _stream(stdin, columns)
        elif fetcher is not None and re.match(r"https?://", one):
            yield from _fetched(one, columns, fetcher, _LISTS_IN_LISTS)
        else:
            yield from _path(one, columns, fetcher)


def _fetched(address: str, columns: Mapping[str, str] | None, fetcher: Fetcher, lists: int) -> Iterator[Ingested]:
    """What is at an address; where it is a list (a feed, OPML, a sitemap), also what is at its addresses."""
    part = fetcher.part(address)
    if isinstance(part, Rejected):
        yield part
    else:
        yield from documents(part, columns, _follow(columns, fetcher, lists))


def _follow(columns: Mapping[str, str] | None, fetcher: Fetcher | None, lists: int) -> Follow | None:
    """What reads the address of a list's entry; None where none is read."""
    if fetcher is None or lists == 0:
        return None

    def follow(address: str) -> Iterator[Ingested]:
        if (may := fetcher.may_follow(address)) is None:
            return
        if may:
            yield from _fetched(address, columns, fetcher, lists - 1)
        else:
            yield refused(
                address, f"more than {MOST_LISTED:,} addresses in the lists that were named: name it by itself"
            )

    return follow


def _path(path: str, columns: Mapping[str, str] | None, fetcher: Fetcher | None) -> Iterator[Ingested]:
    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        yield refused(path, _missing(path))
        return
    except (OSError, ValueError) as error:
        yield refused(path, system_reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, columns, fetcher)
    else:
        yield from _file(path, columns, fetcher)


def _missing(path: str) -> str:
    if re.match(r"(?:https?|ftp)://|www\.", path):
        return "an address, no file: read it with --fetch, or save the page and give the file"
    if has_magic(path) and glob(path[:1000]):  # noqa: PTH207
        return "a pattern that the shell did not fill in: give it without quotation marks"
    if has_magic(path):
        return f"a pattern that no file here fits: check it (a file of that very name would be {escape(path)[:60]})"
    return "there is no such file or folder: check the path"


def _folder(path: str, columns: Mapping[str, str] | None, fetcher: Fetcher | None) -> Iterator[Ingested]:
    found = False
    for item in _walk(path, set(), 0):
        found = True
        if isinstance(item, Rejected):
            yield item
        else:
            yield from _file(item, columns, fetcher)
    if not found:
        yield refused(
            path, "the folder holds no files (hidden ones are skipped): put .txt, .html or .jsonl files in it"
        )


def _walk(folder: str, seen: set[tuple[int, int]], depth: int) -> Iterator[str | Rejected]:
    """Files under ``folder`` in sorted order; a folder that was walked before is not walked again by another link."""
    try:
        info = Path(folder).stat()
        here = (info.st_dev, info.st_ino)
        names = sorted(entry.name for entry in Path(folder).iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield refused(folder, system_reason(error))
        return
    if here in seen or depth > _MAX_DEPTH:
        yield refused(folder, "a link that leads back to a folder that was read, or too deeply nested: not followed")
        return
    seen.add(here)
    pages = {Path(name).stem for name in names if suffix_of(name) in _PAGES}
    for name in names:
        path = str(Path(folder) / name)
        if not _is_folder(path):
            yield path
        elif (page := _PARTS.sub("", name)) != name and page in pages:
            yield refused(path, f"belongs to the saved page {page}: its parts are not read")
        else:
            yield from _walk(path, seen, depth + 1)


def _is_folder(path: str) -> bool:
    """Whether a folder stands there; what cannot be looked at is none, and is refused when it is opened."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _file(path: str, columns: Mapping[str, str] | None, fetcher: Fetcher | None) -> Iterator[Ingested]:
    try:
        info = Path(path).stat()
        if not stat.S_ISREG(info.st_mode):
            yield refused(path, "not a regular file: give a file, a folder or - for standard input")
        elif info.st_size == 0:
            yield refused(path, "empty file: nothing to read")
        else:
            with Path(path).open("rb") as file:
                budget = Budget(min(MAX_UNPACKED, max(_LEAST_UNPACKED, MAX_RATIO * info.st_size)))
                part = Part(encodable(path), suffix_of(path), file, info.st_size, budget=budget)
                yield from documents(part, columns, _follow(columns, fetcher, _LISTS_IN_LISTS))
    except FileNotFoundError:
        yield refused(path, "there is no such file: a broken link, or removed while reading")
    except (OSError, EOFError) as error:
        yield refused(path, system_reason(error) if isinstance(error, OSError) else "breaks off: copy it again")


def _stream(stdin: BinaryIO | None, columns: Mapping[str, str] | None) -> Iterator[Ingested]:
    if stdin is None:
        stdin = getattr(sys.stdin, "buffer", None)
    if stdin is None:
        yield refused("-", "standard input is closed: give a file")
        return
    try:
        head = stdin.read(1)
        if not head:
            yield refused("-", "nothing came in on standard input")
            return
        rest = io.BufferedReader(_Joined(head, stdin))
        yield from documents(Part("-", "", rest), columns)
    except (OSError, ValueError) as error:
        yield refused("-", system_reason(error))


class _Joined(io.RawIOBase):
    """A stream whose first byte was read to see whether there is one."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._first or self._rest.read(len(buffer)) or b""
        self._first = b""
        buffer[: len(piece)] = piece
        return len(piece)
