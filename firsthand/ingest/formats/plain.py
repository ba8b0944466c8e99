"""Plain text and HTML pages: one file, one document, its bytes as they are.

A plain text that a newspaper archive exported holds many articles (``digests``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.data import Given, RawDocument, Rejected
from firsthand.ingest.formats import digests, europresse
from firsthand.ingest.part import Ingested, Part, encodable, numbered, one_line, refused

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,300}charset|<\?xml[^>]{0,200}encoding", re.IGNORECASE)
_SAVED = re.compile(
    rb"<!--\s*(?:Page saved with SingleFile\s{1,20}url:\s|saved from url=\(\d+\))(https?://[^\s<>]{3,2000})"
)


def read(part: Part) -> Iterator[Ingested]:
    """The document of a text file, or the articles of an archive's export."""
    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    text = decoded(part, data)
    if isinstance(text, Rejected):
        yield text
    elif (found := digests.articles(part.uri, text)) is not None:
        yield from numbered(part.uri, found)
    else:
        yield RawDocument(encodable(part.uri), "text/plain", data, part.given)


def read_html(part: Part) -> Iterator[Ingested]:
    """The page."""
    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    found = None
    if europresse.is_page(data):
        found = europresse.articles_in_page(part.uri, data)
    elif b"DOCUMENTS" in data or b"Document " in data:
        found = digests.in_page(part.uri, data)
    if found is not None:
        yield from numbered(part.uri, found)
    else:
        yield RawDocument(encodable(part.uri), "text/html", data, _with_address(part.given, data))


def _with_address(given: Given, data: bytes) -> Given:
    """With the address that a browser or SingleFile wrote into the page when it saved it."""
    saved = None if given.url else _SAVED.search(data[:4096])
    return given if saved is None else replace(given, url=one_line(saved[1].decode("utf-8", "replace")))


def as_utf8(data: bytes, media: str) -> bytes:
    """A page in the encoding that its HTTP header (``media``) declares, where it declares none itself."""
    charset = None if _DECLARED.search(data[:4096]) else _CHARSET.search(media)
    try:
        return data if charset is None else b"\xef\xbb\xbf" + data.decode(charset[1]).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return data


def decoded(part: Part, data: bytes) -> str | Rejected:
    """The UTF-8 text of ``data``, or the refusal of what is none or holds none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return refused(part.uri, f"not UTF-8 text (byte {error.start}): convert it, for example with iconv -t UTF-8")
    if "\0" in text:
        return refused(part.uri, "binary file: save the page as .html or .txt")
    if not text.strip().strip("\ufeff"):
        return refused(part.uri, "no text in it: nothing to read")
    return text
