"""Markdown (CommonMark with tables) -> the HTML that it stands for; keys of a front matter are read as fields.

Front matter is read as ``key: value`` lines between two lines of dashes, the part of YAML that notes and static sites
use for title, date and author.  Left out: the rest of YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from firsthand.data import Given, RawDocument, Rejected
from firsthand.ingest.formats import fields, plain
from firsthand.ingest.part import Ingested, Part, refused

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_-]{1,40}):[ \t]+(\S.*)")


def read(part: Part) -> Iterator[Ingested]:
    """The one document of a Markdown file."""
    from markdown_it import MarkdownIt

    data = part.whole()
    text = data if isinstance(data, Rejected) else plain.decoded(part, data)
    if isinstance(text, Rejected):
        yield text
        return
    front = _FRONT.match(text)
    given = Given() if front is None else _given(front[1])
    body = text if front is None else text[front.end() :]
    try:
        rendered = MarkdownIt("commonmark").enable("table").render(body)
    except (RecursionError, ValueError):
        yield refused(part.uri, "Markdown that cannot be read (nested too deeply?): give it as .txt")
        return
    head = f"<title>{escape(given.title)}</title>" if given.title else ""
    page = (
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><article>{rendered}</article></body></html>"
    )
    yield RawDocument(part.uri, "text/html", page.encode("utf-8", "replace"), given)


def _given(front: str) -> Given:
    value: dict[str, object] = {"text": "-"}
    for line in front.splitlines():
        if (match := _FIELD.match(line)) is not None and match[1].casefold() not in ("text", "html", "id"):
            value.setdefault(match[1], match[2].strip().strip("\"'"))
    try:
        return replace(fields.document("", "", value).given, place=None)
    except fields.NoDocumentError:
        return Given()
