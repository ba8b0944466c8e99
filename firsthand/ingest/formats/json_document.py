"""A JSON file that is one value: an object, a list of objects, or a tool's answer that holds such a list.

The lists are those of NewsAPI and GDELT (``articles``), Media Cloud (``stories``), JSON Feed and Zotero (``items``),
and their like.  Left out: files above the bound of one document; JSON Lines has no such bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from firsthand.data import Rejected
from firsthand.ingest.formats import fields, jsonl
from firsthand.ingest.part import Follow, Ingested, Part, refused

_LISTS = ("articles", "stories", "items", "documents", "results", "data", "news", "hits")


def read(part: Part, columns: Mapping[str, str] | None = None, follow: Follow | None = None) -> Iterator[Ingested]:
    """Each object of the file as a document."""
    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        value = jsonl.json_value(data)
    except fields.NoDocumentError as error:
        # Lines of JSON under another suffix.
        if b"\n" in data.strip() and data.lstrip().startswith(b"{"):
            yield from _lines(part, data, columns, follow)
        else:
            yield refused(part.uri, str(error))
        return
    found, outlet = _objects(value)
    if not found:
        yield refused(part.uri, f"no object in it: {jsonl.REMEDY}")
    for number, one in enumerate(found, start=1):
        where = part.uri if len(found) == 1 else f"{part.uri}:{number}"
        if not isinstance(one, dict):
            yield refused(where, f"not an object: {jsonl.REMEDY}")
            continue
        named = outlet is None or any(key in one for key in ("outlet", "publisher", "source"))
        told = one if named else {**one, "outlet": outlet}
        yield from fields.ingested(part.uri, where, told, columns, follow)


def _lines(part: Part, data: bytes, columns: Mapping[str, str] | None, follow: Follow | None) -> Iterator[Ingested]:
    import io

    lines = Part(part.uri, ".jsonl", io.BytesIO(data), len(data), part.given, part.nested)
    yield from jsonl.read(lines, columns, follow)


def _objects(value: object) -> tuple[list[object], str | None]:
    """The objects, and the name of the feed that holds them."""
    if isinstance(value, list):
        return value, None
    if not isinstance(value, dict):
        return [], None
    if not any(isinstance(value.get(key), str) for key in ("text", "html", "maintext", "plaintext")):
        for key in _LISTS:
            if isinstance(inner := value.get(key), list) and inner and isinstance(inner[0], dict):
                is_feed = "jsonfeed" in str(value.get("version"))[:100]
                title = value.get("title") if is_feed else None
                return inner, title if isinstance(title, str) else None
    return [value], None
