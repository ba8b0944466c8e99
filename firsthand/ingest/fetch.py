"""Addresses that the user names -> files: only with ``--fetch``, only http and https, never an address on the local
network unless that is allowed.

Each connection is made to the very address that was checked, so neither a redirect nor a name that resolves elsewhere
the second time leads inside.  robots.txt is kept (RFC 9309); size, time and redirects are bounded.  A page that was
fetched before is asked for only if it has changed (``page_cache``); a server that is busy is asked once more when it
says to (Retry-After).  Needs the ``fetch`` extra.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from firsthand.data import Given, Rejected
from firsthand.errors import MissingExtraError
from firsthand.ingest.formats import plain
from firsthand.ingest.page_cache import PageCache
from firsthand.ingest.part import MAX_BYTES, Part, one_line, refused
from firsthand.version import __version__

AGENT = f"firsthand/{__version__}"
_MOST_REDIRECTS = 5
_SECONDS = 60
MOST_LISTED = 1_000
"""Addresses that are followed from the lists (feeds, OPML, sitemaps) that a user names."""
_LONGEST_WAIT = 20  # seconds that a busy server may ask for
_ROBOTS = 500_000  # bytes of a robots.txt that are read (RFC 9309, 2.5)
_PORTS = {"http": 80, "https": 443}
_PACKINGS = ("gzip", "deflate")
"""Of a piece of these some sixty megabytes come out at most; of others there is no such bound."""
_TOO_SLOW = f"took longer than {_SECONDS} seconds: try again, or save the page"


class _RefusedError(Exception):
    """Why an address is not fetched, in one line."""


class _Clock:
    """When the page that is being fetched must be there."""

    until = 0.0

    def left(self) -> float:
        """Seconds until then."""
        return self.until - time.monotonic()


class Fetcher:
    """Fetches addresses one after another; ``cache`` keeps what was fetched.  Raises MissingExtraError where the
    packages are not installed."""

    def __init__(self, *, allow_local: bool = False, cache: PageCache | None = None) -> None:
        try:
            import httpx2
            from protego import Protego
        except ImportError as error:
            raise MissingExtraError("fetching needs two more packages: pip install 'firsthand[fetch]'") from error
        self._httpx, self._protego = httpx2, Protego
        transport = httpx2.HTTPTransport(retries=0, trust_env=False)
        self._clock = _Clock()
        transport._pool._network_backend = _guard(self._clock, allow_local=allow_local)
        self._client = httpx2.Client(
            transport=transport, trust_env=False, follow_redirects=False, timeout=20.0,
            headers={"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                     "Accept-Encoding": ", ".join(_PACKINGS)},
        )  # fmt: skip
        self._rules: dict[str, Any] = {}
        self._cache = cache
        self._listed: set[str] = set()

    def may_follow(self, address: str) -> bool | None:
        """Whether an address that stands in a list is fetched: once, and no more than ``MOST_LISTED``; None where it
        was before."""
        if address in self._listed:
            return None
        self._listed.add(address)
        return len(self._listed) <= MOST_LISTED

    def part(self, address: str) -> Part | Rejected:
        """What is at the address, or why it is not read."""
        try:
            url, media, data = self._page(address)
        except _RefusedError as error:
            return refused(address, str(error))
        except (self._httpx.HTTPError, self._httpx.InvalidURL, OSError, ValueError) as error:
            if isinstance(error, self._httpx.TimeoutException) and self._clock.left() <= 0:
                return refused(address, _TOO_SLOW)
            said = one_line(str(error)) or type(error).__name__
            return refused(address, f"cannot be fetched ({said[:120]}): check the address, or save the page")
        is_page = media.startswith(("text/html", "application/xhtml+xml"))
        if is_page:
            data = plain.as_utf8(data, media)
        given = Given(url=url)
        return Part(address, ".html" if is_page else "", io.BytesIO(data), len(data), given)

    def _page(self, address: str) -> tuple[str, str, bytes]:
        """The last address of the redirects, its media type and its bytes."""
        url = address
        self._clock.until = time.monotonic() + _SECONDS
        for _ in range(_MOST_REDIRECTS + 1):
            self._allowed(url)
            kept = self._cache.get(url) if self._cache is not None else None
            status, headers, data = self._get(url, MAX_BYTES, kept.conditions() if kept is not None else None)
            if status == 304 and kept is not None:
                return url, kept.media, kept.data
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = urljoin(url, headers["location"])
                continue
            if status != 200:
                raise _RefusedError(f"the server answers {status}: check the address, or save the page")
            if len(data) > MAX_BYTES:
                raise _RefusedError(f"larger than {MAX_BYTES // 2**20} MiB: save the report alone")
            if self._cache is not None:
                self._cache.put(url, headers, data)
            return url, str(headers.get("content-type", "")).lower(), data
        raise _RefusedError(f"more than {_MOST_REDIRECTS} redirects: give the last address")

    def _allowed(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise _RefusedError("an address that is neither http nor https: not fetched")
        if parts.username is not None or parts.password is not None:
            raise _RefusedError("an address with a name or password in it: not fetched")
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            status, _, data = self._get(f"{origin}/robots.txt", _ROBOTS)
            if status >= 500:
                raise _RefusedError(f"robots.txt of the site cannot be read ({status}): try again later")
            text = data[:_ROBOTS].decode("utf-8", "replace") if status == 200 else ""
            self._rules[origin] = self._protego.parse(text)
        if not self._rules[origin].can_fetch(url, AGENT):
            raise _RefusedError("the site's robots.txt does not allow it: save the page from a browser")

    def _get(self, url: str, most: int, conditions: dict[str, str] | None = None) -> tuple[int, Any, bytes]:
        status, headers, data = self._got(url, most, conditions)
        wait = str(headers.get("retry-after", ""))
        if status in (429, 503) and wait.isascii() and wait.isdigit() and int(wait[:4]) <= _LONGEST_WAIT:
            time.sleep(int(wait))
            return self._got(url, most, conditions)
        return status, headers, data

    def _got(self, url: str, most: int, conditions: dict[str, str] | None) -> tuple[int, Any, bytes]:
        pieces: list[bytes] = []
        size = 0
        with self._client.stream("GET", url, headers=conditions) as response:
            packed = str(response.headers.get("content-encoding", "")).lower().replace(",", " ").split()
            if not {*packed} <= {*_PACKINGS, "identity"} or len(packed) > 1:
                raise _RefusedError("packed by the server in a way that was not asked for: save the page")
            for piece in response.iter_bytes(65_536):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    break
                if self._clock.left() <= 0:
                    raise _RefusedError(_TOO_SLOW)
            return response.status_code, response.headers, b"".join(pieces)


def _guard(clock: _Clock, *, allow_local: bool) -> Any:
    """A network backend that resolves a name once, checks each address, and connects to the one it has checked.  What
    it reads is there by ``clock``: a server that sends a byte now and then keeps every other limit of time."""
    import httpcore2

    class Timed(httpcore2.NetworkStream):
        def __init__(self, stream: httpcore2.NetworkStream) -> None:
            self._stream = stream

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            if (left := clock.left()) <= 0:
                raise httpcore2.ReadTimeout(_TOO_SLOW)
            return bytes(self._stream.read(max_bytes, left if timeout is None else min(timeout, left)))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._stream.write(buffer, timeout)

        def close(self) -> None:
            self._stream.close()

        def start_tls(self, ssl_context, server_hostname=None, timeout=None):  # type: ignore[no-untyped-def]
            return Timed(self._stream.start_tls(ssl_context, server_hostname, timeout))

        def get_extra_info(self, info: str) -> Any:
            return self._stream.get_extra_info(info)

    class Guard(httpcore2.SyncBackend):
        def connect_tcp(  # type: ignore[no-untyped-def]
            self, host: str, port: int, timeout=None, local_address=None, socket_options=None
        ):
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except OSError as error:
                raise httpcore2.ConnectError(f"no address for {host}") from error
            for address in dict.fromkeys(str(one[4][0]) for one in found):
                if allow_local or is_public(address):
                    return Timed(super().connect_tcp(address, port, timeout, local_address, socket_options))
            raise httpcore2.ConnectError("an address on the local network; allow it with --allow-local")

        def connect_unix_socket(self, *arguments: object, **named: object):  # type: ignore[no-untyped-def]
            raise httpcore2.ConnectError("a socket of this machine")

    return Guard()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, also where it is written inside another."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner: Iterable[object] = ()
    if isinstance(one, ipaddress.IPv6Address):
        teredo = one.teredo or ()
        inner = [found for found in (one.ipv4_mapped, one.sixtofour, *teredo) if found is not None]
        if one in ipaddress.ip_network("64:ff9b::/96"):
            inner = [ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)]
    return one.is_global and not one.is_multicast and all(is_public(str(found)) for found in inner)
