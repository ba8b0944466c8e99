"""Addresses that a reader names -> files in a folder that is read: fetched as ``--fetch`` does, kept as they came.

A page is kept as a web archive (WARC, ISO 28500), which holds the address beside the bytes, so that a later run needs
no network; what is no page (a PDF, a feed) as the file it is.  Sites are asked beside each other, the addresses of one
site one after another.  Nothing is fetched that was not named.  Left out: whether a page has changed since.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from firsthand.data import Rejected
from firsthand.errors import UsageError
from firsthand.ingest import Fetcher

MOST_ADDRESSES = 100
"""Addresses that one list may hold."""
_AT_ONCE = 6
_LONGEST = 2_000
_UNSAFE = re.compile(r"[^A-Za-z0-9.\-]+")


@dataclass(frozen=True, slots=True)
class Archived:
    """An address, and the name of the file that holds what was there, or why there is none."""

    address: str
    file: str = ""
    reason: str = ""


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses of a list, each once, in its order; lines that begin with ``#`` are remarks.  Raises UsageError, in
    one line, for a word that is no address or for too many of them."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found = list(dict.fromkeys(word.strip("<>,;\"'") for line in lines for word in line.split()))
    for one in found:
        if not re.match(r"https?://[^/\s]", one, re.IGNORECASE) or len(one) > _LONGEST:
            raise UsageError(f"{one[:80]!r} is no address: give one a line, each with https://")
    if not found:
        raise UsageError("no address was given: one a line, each with https://")
    if len(found) > MOST_ADDRESSES:
        raise UsageError(f"{len(found)} addresses at once are too many: give at most {MOST_ADDRESSES}")
    return tuple(found)


def archive(
    addresses: Sequence[str],
    folder: Path,
    done: Callable[[int, int], None] = lambda done, of: None,
    *,
    allow_local: bool = False,
) -> tuple[Archived, ...]:
    """Fetch addresses into a folder; one result for each, in their order.  ``done`` is told how many are done; none on
    the local network is fetched unless that is allowed.  Raises MissingExtraError where the packages are not there."""
    fetcher = Fetcher(allow_local=allow_local)
    folder.mkdir(parents=True, exist_ok=True)
    sites: dict[str, list[str]] = {}
    for one in addresses:
        sites.setdefault(urlsplit(one).netloc.casefold(), []).append(one)
    found: dict[str, Archived] = {}

    def site(of_it: Sequence[str]) -> None:
        for one in of_it:
            found[one] = _archived(one, folder, fetcher)
            done(len(found), len(addresses))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(site, sites.values()))
    return tuple(found[one] for one in addresses)


def _archived(address: str, folder: Path, fetcher: Fetcher) -> Archived:
    part = fetcher.part(address)
    data = part if isinstance(part, Rejected) else part.whole()
    if isinstance(part, Rejected) or isinstance(data, Rejected):
        refused = part if isinstance(part, Rejected) else data
        assert isinstance(refused, Rejected)
        return Archived(address, "", refused.reason)
    try:
        if part.suffix == ".html":
            return Archived(address, _kept(folder, _stem(address), ".warc", _warc(part.given.url or address, data)))
        suffix = PurePosixPath(urlsplit(address).path).suffix
        return Archived(address, _kept(folder, _stem(address), suffix if len(suffix) < 7 else "", data))
    except OSError as error:
        return Archived(address, "", f"cannot be kept in {folder}: {error.strerror}")


def _stem(address: str) -> str:
    parts = urlsplit(address)
    path = parts.path.rpartition(".")[0] if "." in PurePosixPath(parts.path).name else parts.path
    return _UNSAFE.sub("-", f"{parts.hostname or 'page'}{path}").strip("-.")[:100] or "page"


def _kept(folder: Path, stem: str, suffix: str, data: bytes) -> str:
    """The name under which the bytes were written: a free one."""
    suffix = _UNSAFE.sub("", suffix)
    number = 1
    while True:
        target = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            with target.open("xb") as file:
                file.write(data)
        except FileExistsError:
            number += 1
            continue
        return target.name


def _warc(url: str, data: bytes) -> bytes:
    """A page, as UTF-8, as the one response of a web archive."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    when = {"WARC-Date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    payload = io.BytesIO(data)
    writer.write_record(
        writer.create_warc_record(url, "response", payload=payload, http_headers=headers, warc_headers_dict=when)
    )
    return out.getvalue()
