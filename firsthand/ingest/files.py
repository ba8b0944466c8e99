"""Files, folders, standard input and texts in memory -> ``RawDocument``s, one at a time, in the order given; a folder's
files in the order of their names.

What a file is is decided by its suffix first (``.txt``, ``.html``, ``.jsonl`` …) and by its first characters
otherwise; the sniffing follows the WHATWG MIME Sniffing standard in spirit (leading markup, binary bytes, magic
numbers), not in letter.  One document may have ``MAX_BYTES``; a JSON Lines file may be larger, because it is read
line by line, each line bounded.  Whatever cannot be read is a ``Rejected`` that names the file and the remedy.

Left out: fetching addresses, archives, feeds and WARC files.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from firsthand.data import RawDocument, Rejected
from firsthand.ingest import jsonl
from firsthand.ingest.sniff import binary_kind, looks_like_html, looks_like_json_object
from firsthand.ingest.sources import Sources, sources

MAX_BYTES = 32 * 1024 * 1024
_MAX_DEPTH = 64
_MEMORY = "memory"
"""Stands for the path of a text that the caller holds, as in ``memory:3``, the third of what was given."""
_TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
# Text files that are never a report: said once and left alone, where any other unknown text file is sniffed.
_OTHER_TEXT = frozenset(
    {".css", ".js", ".mjs", ".map", ".csv", ".tsv", ".xml", ".svg", ".py", ".sh", ".toml", ".yaml", ".yml", ".ini",
     ".cfg", ".log", ".sql", ".ts", ".lock"}
)  # fmt: skip


def read(paths: Sources, stdin: BinaryIO | None = None) -> Iterator[RawDocument | Rejected]:
    """Every document of ``paths``: a file or folder, ``-`` for ``stdin``, a dictionary with the keys of JSON Lines, or
    a list of these.  Raises UsageError for an argument of another type, and nothing for what the input holds."""
    return _each(sources(paths), stdin)


def _each(given: tuple[str | dict[str, object], ...], stdin: BinaryIO | None) -> Iterator[RawDocument | Rejected]:
    for number, one in enumerate(given, start=1):
        if isinstance(one, dict):
            yield jsonl.read_dictionary(_MEMORY, number, one, MAX_BYTES)
        elif one == "-":
            yield from _stream(stdin if stdin is not None else sys.stdin.buffer)
        else:
            yield from _path(one)


def _rejected(uri: str, reason: str) -> Rejected:
    # A path may hold bytes that are no UTF-8 (surrogate escapes); reasons and uris go into JSON.
    return Rejected(_printable(uri), "ingest", _printable(reason))


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _path(path: str) -> Iterator[RawDocument | Rejected]:
    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        yield _rejected(path, "there is no such file or folder: check the path")
        return
    except (OSError, ValueError) as error:
        yield _rejected(path, _system_reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    else:
        yield from _file(path)


def _system_reason(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied: make it readable for this user"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror}): check the path"
    return "cannot be read: check the path"


def _folder(path: str) -> Iterator[RawDocument | Rejected]:
    found = False
    for item in _walk(path, frozenset(), 0):
        found = True
        if isinstance(item, Rejected):
            yield item
        else:
            yield from _file(item)
    if not found:
        yield _rejected(
            path, "the folder holds no files (hidden ones are skipped): put .txt, .html or .jsonl files in it"
        )


def _walk(folder: str, above: frozenset[tuple[int, int]], depth: int) -> Iterator[str | Rejected]:
    """Files under ``folder`` in sorted order; a link back to a folder that we are inside of is not followed."""
    try:
        info = Path(folder).stat()
        here = (info.st_dev, info.st_ino)
        names = sorted(entry.name for entry in Path(folder).iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield _rejected(folder, _system_reason(error))
        return
    if here in above or depth > _MAX_DEPTH:
        yield _rejected(folder, "a link that leads back into its own folder, or too deeply nested: not followed")
        return
    pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _HTML}
    for name in names:
        path = str(Path(folder) / name)
        if not _is_folder(path):
            yield path
        elif name.endswith("_files") and name.removesuffix("_files") in pages:
            yield _rejected(path, f"belongs to the saved page {name.removesuffix('_files')}: its parts are not read")
        else:
            yield from _walk(path, above | {here}, depth + 1)


def _is_folder(path: str) -> bool:
    """Whether a folder stands there; what cannot be looked at is none, and is refused when it is opened."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _file(path: str) -> Iterator[RawDocument | Rejected]:
    suffix = Path(path).suffix.lower()
    try:
        info = Path(path).stat()
        if not stat.S_ISREG(info.st_mode):
            yield _rejected(path, "not a regular file: give a file, a folder or - for standard input")
        elif info.st_size == 0:
            yield _rejected(path, "empty file: nothing to read")
        elif suffix in _OTHER_TEXT:
            yield _rejected(path, f"{suffix} files are not read: give .txt, .html or .jsonl")
        else:
            with Path(path).open("rb") as file:
                yield from _opened(path, suffix, info.st_size, file)
    except FileNotFoundError:
        yield _rejected(path, "there is no such file: a broken link, or removed while reading")
    except OSError as error:
        yield _rejected(path, _system_reason(error))


def _opened(path: str, suffix: str, size: int, file: BinaryIO) -> Iterator[RawDocument | Rejected]:
    head = file.read(4096)
    file.seek(0)
    if (kind := binary_kind(head)) is not None:
        yield _rejected(path, f"binary file ({kind}): save the page as .html or .txt")
    elif suffix in _JSON_LINES or (suffix == ".json" and looks_like_json_object(head)):
        yield from jsonl.read_lines(_printable(path), file, MAX_BYTES)
    elif suffix == ".json":
        yield _rejected(path, "not one JSON object a line: write it as JSON Lines (.jsonl)")
    elif size > MAX_BYTES:
        yield _rejected(path, f"larger than {MAX_BYTES // 2**20} MiB: split it, or give many documents as JSON Lines")
    else:
        yield _document(path, suffix, file.read(MAX_BYTES + 1))


def _stream(stdin: BinaryIO) -> Iterator[RawDocument | Rejected]:
    try:
        head = stdin.readline(MAX_BYTES + 1)
        if looks_like_json_object(head):
            yield from jsonl.read_lines("-", stdin, MAX_BYTES, first=head)
            return
        data = head + stdin.read(max(0, MAX_BYTES + 1 - len(head)))
    except (OSError, ValueError) as error:
        yield _rejected("-", _system_reason(error))
        return
    if not data:
        yield _rejected("-", "nothing came in on standard input")
    elif (kind := binary_kind(data[:4096])) is not None:
        yield _rejected("-", f"binary input ({kind}): pass text, HTML or JSON Lines")
    else:
        yield _document("-", "", data)


def _document(path: str, suffix: str, data: bytes) -> RawDocument | Rejected:
    if len(data) > MAX_BYTES:
        return _rejected(path, f"larger than {MAX_BYTES // 2**20} MiB: split it, or give many documents as JSON Lines")
    if suffix in _HTML or (suffix not in _TEXT and looks_like_html(data)):
        return RawDocument(_printable(path), "text/html", data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _rejected(path, f"not UTF-8 text (byte {error.start}): convert it, for example with iconv -t UTF-8")
    if "\0" in text:
        return _rejected(path, "binary file: save the page as .html or .txt")
    if not text.strip().strip("\ufeff"):
        return _rejected(path, "no text in it: nothing to read")
    return RawDocument(_printable(path), "text/plain", data)
