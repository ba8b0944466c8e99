"""Each report once: what was given twice is folded, and listed with what is kept instead.

Which one is kept depends on the documents alone, never on the order in which they were given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import urlsplit

from firsthand.data import TEXT_KINDS, Document, DocumentId, Rejected
from firsthand.outcome import Report

Read = TypeVar("Read", bound=Report)


def distinct_documents(outcomes: Iterable[Rejected | Read]) -> tuple[list[Read], list[Rejected]]:
    """Each document once, sorted by address.

    Of twins (one text at one address, given twice with other metadata) the one with most metadata is kept, of documents
    that were given one id the first by content.  Every other one is refused.
    """
    rejected: list[Rejected] = []
    reads: dict[DocumentId, Read] = {}
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
            continue
        document = outcome.document
        if (other := reads.setdefault(document.id, outcome)) is not outcome:
            better, worse = sorted((outcome, other), key=_standing)
            reads[document.id] = better
            rejected.append(Rejected(document.uri, "ingest", f"the same text was given twice{_unlike(worse, better)}"))
    _fold(reads, rejected)
    kept: list[Read] = []
    holder: dict[str, Document] = {}
    for read in sorted(reads.values(), key=lambda one: (one.document.uri, one.document.id)):
        document = read.document
        own = document.source_id != document.uri
        if own and (first := holder.setdefault(document.source_id, document)) is not document:
            words = " ".join(document.text[:200].split())[:60]
            where = f"{first.uri}; this one begins “{words}”" if first.uri == document.uri else first.uri
            reason = f"another document has the id {document.source_id!r} ({where}); give each its own id"
            rejected.append(Rejected(document.uri, "ingest", reason))
        else:
            kept.append(read)
    return kept, rejected


def _fold(reads: dict[DocumentId, Read], rejected: list[Rejected]) -> None:
    """Of one text that stands several times in one file without a name of its own, or that was saved several times from
    one address, one is kept; files on disk without an address stay what they are.  A page that was saved twice and has
    changed is two versions, and both are kept."""
    places: dict[tuple[str, str], list[Read]] = {}
    for read in reads.values():
        document = read.document
        file, _, line = document.uri.rpartition(":")
        address = document.canonical or (document.address if "://" in document.uri else None)
        if address is not None:
            places.setdefault((same_address(address), _article(document)), []).append(read)
        elif line.isdigit() and document.source_id == document.uri:
            places.setdefault((file, _article(document)), []).append(read)
    for same in places.values():
        best, *others = sorted(same, key=_standing)
        for other in others:
            if other.document.source_id not in (other.document.uri, best.document.source_id):
                continue  # each has an id that somebody gave it
            del reads[other.document.id]
            reason = f"the same report stands at {best.document.uri}{_unlike(other, best)}"
            rejected.append(Rejected(other.document.uri, "ingest", reason))


def _article(document: Document) -> str:
    """The words of the report itself, whatever stands around them."""
    parts = (document.text[block.start : block.end] for block in document.blocks if block.kind in TEXT_KINDS)
    return " ".join(" ".join(parts).split()) or document.text


def same_address(address: str) -> str:
    """An address without what does not change the page: scheme, "www.", "m." and "amp.", tracking parameters, fragment,
    and the marks of a mobile, AMP or print version."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = _HOST.sub("", (parts.netloc or "").lower())
    path = _PATH.sub("", parts.path.rstrip("/")).rstrip("/")
    kept = sorted(one for one in parts.query.split("&") if one and not _TRACKING.match(one))
    return f"{host}{path}?{'&'.join(kept)}" if kept else f"{host}{path}"


_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+|:(?:80|443)$")
_PATH = re.compile(r"/(?:amp|print|index\.\w{3,5})$|\.amp(?=\.html?$|$)", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|srsltid|igshid|ref|ref_src|cmpid|ocid|smid|src|amp|output|outputtype|"
    r"view|print)(?:=|$)",
    re.IGNORECASE,
)


def _standing(read: Report) -> tuple[int, str]:
    """The more is known of a document the earlier it stands; then by all that it holds."""
    document = read.document
    known = (document.title, document.authors, document.published.earliest, document.outlet.name, document.address)
    return -sum(map(bool, known)), repr(document)


def _unlike(worse: Report, better: Report) -> str:
    """Which metadata of the twin that is left out differ."""
    names = ("title", "authors", "published", "outlet", "blocks")
    differ = [name for name in names if getattr(worse.document, name) != getattr(better.document, name)]
    return f" with another {' and '.join(differ)}; one is kept" if differ else "; one is kept"
