"""A sentence with its source, to be copied: the words, who says them, where they stand and on how many ends they rest.

Each citation names the report's characters by an RFC 5147 fragment and the hash of its text, so that a printed one can
be checked without this program.  Left out: styles of reference lists.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from firsthand.data import Claim, Document, Statement
from firsthand.report import OpenRecord
from firsthand.report.first_screen import counted
from firsthand.report.open_record import is_dated
from firsthand.report.phrasing import line, origins_in_words


def citation(reading: OpenRecord, claim: Claim, statement: Statement | None = None, checked_by: str = "") -> str:
    """As: “At least nine people were killed” (National Rescue Service, in Transcoast News Agency, 11 March 2031;
    6 pages with 3 separate texts, 2 independent origins; c-d7ae12345678; checked by Ada Obi)."""
    statements = reading.in_time(reading.statements_of(claim))
    checked = f"; checked by {line(checked_by, 80)}" if checked_by else ""
    chosen = statement or (statements[0] if statements else None)
    if chosen is None:
        return f"“{line(claim.text, 400)}” ({claim.id}{checked})"
    document = reading.document[chosen.span.document]
    above = [*reading.links(chosen)[1:]]
    when = f", {reading.appeared(document)}" if is_dated(document) else ""
    source = f"{line(above[-1], 100)}, in " if above else ""
    pages = counted(reading, claim)
    file = document.source_id.rstrip("/").rpartition("/")[2] or document.source_id  # no folder of this machine
    place = f"{line(file, 80)}#char={chosen.span.start},{chosen.span.end}"
    if address := original(document.address):
        place = f"{line(address, 300)}; {place}"
    return (
        f"“{line(reading.words(chosen.span), 400)}” ({source}{reading.outlet(document.id)}{when}; {pages}, "
        f"{origins_in_words(claim.independent)}; {place}, SHA-256 {text_digest(document.text)}; {claim.id}{checked})"
    )


def characters(document: Document, start: int, end: int) -> str:
    """The lasting address of characters of a report: who opens it sees them marked, or is told that this text is not
    here any more.  The fragment is that of RFC 5147."""
    return f"/d/{quote(document.id)}?char={start},{end}&sha256={text_digest(document.text)}#char={start},{end}"


@lru_cache(maxsize=4096)
def text_digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_WEB = re.compile(r"https?://[^\s<>\"']+\Z")


def original(address: str | None, words: str = "") -> str:
    """The address of the original, at the words where a browser can find them; '' where none is known."""
    if not address or not _WEB.match(address) or len(address) > 2000:
        return ""
    tokens = words.split()
    if len(tokens) < 3:
        return address
    start, end = " ".join(tokens[:5]), " ".join(tokens[-3:])
    told = quote(start, safe="").replace("-", "%2D")
    told += "," + quote(end, safe="").replace("-", "%2D") if len(tokens) > 8 else ""
    return f"{address.partition('#')[0]}#:~:text={told}"
