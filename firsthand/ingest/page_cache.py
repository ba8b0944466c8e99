"""Pages that were fetched, kept with what their server calls them: a second fetch asks only whether they changed.

One file a page, in a folder of the user's cache: a line of JSON, then the bytes.  Follows RFC 9110 (13.1:
If-None-Match, If-Modified-Since) and RFC 9111 (``no-store``).  A folder that cannot be written keeps nothing, and
nobody is told: the page is fetched whole.  Left out: freshness, so that a server is always asked.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_KEPT = 256 * 2**20
"""Bytes of the folder; the longest unused go first."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was fetched last: its validators, its media type and its bytes."""

    etag: str
    modified: str
    media: str
    data: bytes

    def conditions(self) -> dict[str, str]:
        """The headers of a request that asks whether the page has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


class PageCache:
    """``folder`` is made when something is kept in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, address: str) -> KeptPage | None:
        """The page of an address as it was fetched last; None where none is kept or can be read."""
        path = self._path(address)
        try:
            head, _, data = path.read_bytes().partition(b"\n")
            said = json.loads(head)
            kept = KeptPage(str(said["etag"]), str(said["modified"]), str(said["media"]), data)
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        same = said.get("address") == address and said.get("sha256") == hashlib.sha256(data).hexdigest()
        return kept if same and kept.conditions() else None

    def put(self, address: str, headers: Mapping[str, str], data: bytes) -> None:
        """Keeps a page whose server says by what it can be told from a later one."""
        etag, modified = str(headers.get("etag", ""))[:500], str(headers.get("last-modified", ""))[:100]
        if not (etag or modified) or "no-store" in str(headers.get("cache-control", "")).lower():
            return
        said = {
            "address": address,
            "etag": etag,
            "modified": modified,
            "media": str(headers.get("content-type", "")).lower()[:200],
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        path = self._path(address)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{os.getpid()}")
            part.write_bytes(json.dumps(said).encode() + b"\n" + data)
            part.replace(path)
            self._trim()
        except OSError:
            return

    def _trim(self) -> None:
        sizes = sorted(
            (info.st_mtime, path.name, info.st_size) for path in self._folder.iterdir() for info in [path.stat()]
        )
        total = sum(size for _, _, size in sizes)
        for _, name, size in sizes:
            if total <= MOST_KEPT:
                return
            (self._folder / name).unlink(missing_ok=True)
            total -= size

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def usual_cache() -> PageCache | None:
    """Where the pages of this user are kept (the XDG base directories); None where the user has no home."""
    home = os.environ.get("XDG_CACHE_HOME")
    try:
        return PageCache((Path(home) if home else Path.home() / ".cache") / "firsthand" / "pages")
    except RuntimeError:
        return None
