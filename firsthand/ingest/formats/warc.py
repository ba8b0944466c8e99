"""Web archives: WARC, a record at a time (ISO 28500); a packed one is unpacked first, a WACZ is a ZIP of them.

Pages with status 200 are read, and texts that a crawler extracted (WET).  What else the archive holds is counted in
one line, and an archive that breaks off or is damaged says after how many pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from firsthand.data import Given, RawDocument
from firsthand.ingest.formats import plain
from firsthand.ingest.part import (
    MAX_BYTES,
    Ingested,
    Part,
    UnpackedTooMuchError,
    encodable,
    one_line,
    refused,
    too_large,
)

_PAGES = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)


def read(part: Part) -> Iterator[Ingested]:
    """Each page of the archive, named by its address."""
    from warcio.archiveiterator import ArchiveIterator

    class Records(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # what it would print on standard error of a record with a wrong length

    other: Counter[str] = Counter()
    pages = records = 0
    why = ""
    try:
        for record in Records(part.file):
            records += 1
            item, why = _record(record)
            if item is not None:
                pages += isinstance(item, RawDocument)
                yield item
            elif why:
                other[why] += 1
    except UnpackedTooMuchError:
        raise
    except Exception as error:  # the library meets arbitrary bytes and names no error of its own for most of them
        why = " ".join(str(error).split())[:100] or type(error).__name__
        yield refused(part.uri, f"breaks off or is damaged after {pages} pages ({why}): copy it again")
    if other:
        said = ", ".join(f"{count} {why}" for why, count in sorted(other.items()))
        yield refused(part.uri, f"records that are no pages were not read: {said}")
    elif not pages and not records:
        yield refused(part.uri, "no record in it: nothing to read")


def _record(record: Any) -> tuple[Ingested | None, str]:
    """The page, or why the record is none ('' for those that only describe the crawl)."""
    kind = record.rec_type
    if kind not in ("response", "resource", "conversion", "revisit"):
        return None, ""
    if kind == "revisit":
        return None, "seen before in the crawl (revisit)"
    address = one_line(str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
    if not address or not re.match(r"https?://", address):
        return None, "of other addresses (dns, metadata)"
    headers = record.http_headers
    media = str((headers or record.rec_headers).get_header("Content-Type") or "")
    if kind == "response" and (headers is None or not str(headers.statusline).startswith("200")):
        return None, "with another status than 200"
    text = kind == "conversion" or media.startswith("text/plain")
    if not text and not _PAGES.match(media):
        return None, "of other media types"
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return too_large(address), ""
    # The length that the record claims is not there: the archive was cut.
    if getattr(record.raw_stream, "limit", 0) and not record.raw_stream.read(1):
        raise EOFError("a record is shorter than it says")
    if not data.strip():
        return None, "without a body"
    if not text:
        data = plain.as_utf8(data, media)
    media_type = "text/plain" if text else "text/html"
    return RawDocument(encodable(address), media_type, data, Given(url=address)), ""
