"""JSON Lines: one object a line, each a document (``fields`` says which keys are read).

Each line is bounded and judged by itself: a bad line is a ``Rejected`` and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from firsthand.data import RawDocument, Rejected
from firsthand.ingest.formats import fields
from firsthand.ingest.part import MAX_BYTES, Follow, Ingested, Part, refused

REMEDY = 'write one object a line with "text" or "html"'


def read(part: Part, columns: Mapping[str, str] | None = None, follow: Follow | None = None) -> Iterator[Ingested]:
    """The documents of one JSON Lines file."""
    number = 0
    found = False
    while line := part.file.readline(MAX_BYTES + 1):
        number += 1
        where = f"{part.uri}:{number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = part.file.readline(2**20)
            yield refused(where, f"a line larger than {MAX_BYTES // 2**20} MiB: split the document")
            found = True
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            found = True
            yield from _line(part.uri, where, line, columns, follow)
    if not found:
        yield refused(part.uri, f"no lines in it: {REMEDY}")


def _line(
    path: str, where: str, line: bytes, columns: Mapping[str, str] | None, follow: Follow | None
) -> Iterator[Ingested]:
    try:
        value = json_value(line)
    except fields.NoDocumentError as error:
        yield refused(where, str(error))
        return
    if isinstance(value, dict):
        yield from fields.ingested(path, where, value, columns, follow)
    else:
        yield refused(where, f"a JSON line that is not an object: {REMEDY}")


def read_dictionary(
    number: int, value: Mapping[str, object], columns: Mapping[str, str] | None = None
) -> RawDocument | Rejected:
    """One document that the caller holds as a dictionary, ``number`` of the list.  It is named by its words, so that
    its place in the list does not show; a refusal is named by its place."""
    try:
        return fields.document("memory", f"memory:{fields.name_in_memory(value)}", value, columns)
    except fields.NoDocumentError as error:
        return refused(f"memory:{number}", str(error))


def json_value(data: bytes) -> object:
    """The JSON value of ``data``.  Raises NoDocumentError, in one line, where it is none."""
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start} of the line): convert the file to UTF-8"
        raise fields.NoDocumentError(reason) from None
    except RecursionError:
        raise fields.NoDocumentError(f"JSON nested too deeply: {REMEDY}") from None
    except ValueError as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise fields.NoDocumentError(f"not JSON ({detail}): {REMEDY}") from None
