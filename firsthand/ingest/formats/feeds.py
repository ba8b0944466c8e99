"""Feeds (RSS, RDF, Atom) with the texts that they carry; lists of feeds (OPML) and of pages (sitemaps).

With ``follow`` what stands at the addresses of a list is read.  Without, an entry that has only a headline and an
address is no report: such entries are refused in one line, and a summary is read and said to be one.  JSON Feed is read
by its keys (``json_document``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape

from firsthand.data import Given, RawDocument, Rejected
from firsthand.ingest.part import Follow, Ingested, Part, encodable, numbered, one_line, refused

_STRAY = re.compile(rb"&(?!#?\w{1,32};)")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_SUMMARY = "only the summary that the feed carries: the report is at its address"


def read(part: Part, follow: Follow | None = None) -> Iterator[Ingested]:
    """Each entry with a text, named by its address, else by its place in the feed; the page of one without."""
    import fastfeedparser

    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    if _ENTITY.search(data[:100_000]):
        yield refused(
            part.uri, "a feed that defines entities of its own: not read (save it from the feed's address again)"
        )
        return
    try:
        feed = fastfeedparser.parse(_STRAY.sub(b"&amp;", data))
    except Exception as error:  # it parses arbitrary XML: any failure means that this is no feed
        yield refused(part.uri, f"no feed that can be read ({_plain(error)}): save it from its address again")
        return
    outlet = one_line(_value(feed.get("feed"), "title"))
    yield from numbered(part.uri, _entries(part, feed.get("entries") or [], outlet, follow))


def _entries(
    part: Part, entries: list[Mapping[str, object]], outlet: str | None, follow: Follow | None
) -> Iterator[Ingested]:
    bare = 0
    for entry in entries:
        page, summary = _content(entry)
        title, url = one_line(_value(entry, "title")), one_line(_value(entry, "link"))
        url = url if url and re.match(r"https?://", url) else None
        if not re.search(r"\w", re.sub(r"<[^<>]{0,2000}>", "", page)):
            if follow is not None and url is not None:
                yield from follow(url)
            else:
                bare += 1
            continue
        names = entry.get("authors")
        authors = [one_line(_value(one, "name")) for one in names] if isinstance(names, list) else []
        given = Given(
            id=None, url=url, outlet=outlet, title=title, authors=tuple(dict.fromkeys(filter(None, authors))),
            published=one_line(_value(entry, "published")), remarks=(_SUMMARY,) if summary else (),
        )  # fmt: skip
        media_type = "text/html" if re.search(r"<\w[^<>]{0,300}>", page) else "text/plain"
        mark = "\ufeff" if media_type == "text/html" else ""
        made = RawDocument(url or encodable(part.uri), media_type, (mark + page).encode("utf-8", "replace"), given)
        yield from _whole(made, follow) if summary and url and follow is not None else [made]
    if bare:
        yield refused(
            part.uri, f"{bare} of {len(entries)} entries have no text, only an address: give these with --fetch"
        )
    elif not entries:
        yield refused(part.uri, "a feed without entries: nothing to read")


def _whole(summary: RawDocument, follow: Follow) -> Iterator[Ingested]:
    """The page of which the feed carries a summary; the summary where the page cannot be read, with the reason."""
    found = list(follow(summary.uri))
    if any(isinstance(one, RawDocument) for one in found):
        yield from found
        return
    reasons = tuple(f"{_SUMMARY}, which was not read: {one.reason}" for one in found if isinstance(one, Rejected))
    yield replace(summary, given=replace(summary.given, remarks=reasons or summary.given.remarks))


def _content(entry: Mapping[str, object]) -> tuple[str, bool]:
    """The entry's text or markup, and whether it is only a summary."""
    summary = _value(entry, "description") or _value(entry, "summary") or ""
    content = entry.get("content")
    for one in content if isinstance(content, list) else ():
        if (value := _value(one, "value")) and value.strip():
            return value, " ".join(value.split()) == " ".join(summary.split()) and len(value) < 600
    return summary, True


def _value(holder: object, key: str) -> str | None:
    value = holder.get(key) if isinstance(holder, Mapping) else None
    return value if isinstance(value, str) else None


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def read_opml(part: Part, follow: Follow | None = None) -> Iterator[Ingested]:
    """A list of feeds has no text of its own."""
    yield from _listed(part, rb"""xmlUrl\s{0,20}=\s{0,20}["']([^"'<>]{1,2000})["']""", "feeds (OPML)", follow)


def read_sitemap(part: Part, follow: Follow | None = None) -> Iterator[Ingested]:
    """A list of pages has no text of its own."""
    yield from _listed(part, rb"<(?:\w{1,20}:)?loc>\s{0,200}([^<>]{1,2000}?)\s{0,200}</", "pages (sitemap)", follow)


def _listed(part: Part, form: bytes, what: str, follow: Follow | None) -> Iterator[Ingested]:
    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    found = [unescape(one.decode("utf-8", "replace")).strip() for one in re.findall(form, data)]
    addresses = [one for one in dict.fromkeys(found) if re.match(r"https?://", one)]
    if follow is None or not addresses:
        yield refused(part.uri, f"a list of {len(addresses)} {what}, no text: read it with --fetch")
        return
    for address in addresses:
        yield from follow(address)
