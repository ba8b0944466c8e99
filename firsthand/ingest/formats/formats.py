"""One file -> its documents: what kind it is, and the reader of that kind.

A reader takes a ``Part`` and gives documents and refusals; one that finds files inside is given ``documents`` again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from firsthand.ingest.formats import (
    archives,
    feeds,
    json_document,
    jsonl,
    mail,
    markdown,
    pdf,
    plain,
    rtf,
    tables,
    warc,
)
from firsthand.ingest.formats.sniff import OTHER_TEXT, kind
from firsthand.ingest.part import MAX_NESTED, Follow, Ingested, Part, refused

_TEXTS: dict[str, Callable[[Part], Iterator[Ingested]]] = {
    "text": plain.read, "html": plain.read_html, "markdown": markdown.read, "pdf": pdf.read, "rtf": rtf.read,
    "warc": warc.read,
}  # fmt: skip
_LISTS: dict[str, Callable[[Part, Follow | None], Iterator[Ingested]]] = {
    "feed": feeds.read, "opml": feeds.read_opml, "sitemap": feeds.read_sitemap,
}  # fmt: skip
_OBJECTS: dict[str, Callable[[Part, Mapping[str, str] | None, Follow | None], Iterator[Ingested]]] = {
    "jsonl": jsonl.read, "json": json_document.read, "csv": tables.read, "parquet": tables.read_parquet,
}  # fmt: skip
_HOLDERS: dict[str, Callable[[Part, Callable[[Part], Iterator[Ingested]]], Iterator[Ingested]]] = {
    "zip": archives.read_zip, "tar": archives.read_tar, "mail": mail.read, "mailbox": mail.read_mailbox,
    **{name: partial(archives.read_packed, kind=name) for name in ("gzip", "bzip2", "xz")},
}  # fmt: skip
_REMEDIES = {
    "old Office file": "save it as .docx or .pdf", "7-Zip": "unpack it", "RAR": "unpack it", "zstd": "unpack it",
    "SQLite": "name a Firsthand store with --store", "Arrow file": "write it as Parquet or JSON Lines",
}  # fmt: skip


def documents(part: Part, columns: Mapping[str, str] | None = None, follow: Follow | None = None) -> Iterator[Ingested]:
    """The documents of one file, in the order in which they stand in it, and refusals; ``follow`` reads the address of
    an entry of a list."""
    if part.suffix in OTHER_TEXT:
        yield refused(part.uri, f"{part.suffix} files are not read: give .txt, .html or .jsonl")
        return
    if part.nested > MAX_NESTED:
        yield refused(part.uri, f"more than {MAX_NESTED} files inside one another: unpack it yourself")
        return
    head, part = part.peeked()
    if not head:
        yield refused(part.uri, "empty file: nothing to read")
        return
    found = kind(head, part.suffix)
    if found in _TEXTS:
        yield from _TEXTS[found](part)
    elif found in _LISTS:
        yield from _LISTS[found](part, follow)
    elif found in _OBJECTS:
        yield from _OBJECTS[found](part, columns, follow)
    elif found in _HOLDERS:
        yield from _HOLDERS[found](part, partial(documents, columns=columns))
    elif found == "xml":
        yield refused(part.uri, "XML that is no feed: save the page as .html or .txt")
    else:
        name = found.partition(": ")[2]
        remedy = _REMEDIES.get(name, "save the page as .html or .txt")
        yield refused(part.uri, f"binary file ({name}): {remedy}")
