"""Fetching, against a server of this machine: what is allowed, what is not, and that nothing leads inside."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from firsthand.data import RawDocument, Rejected
from firsthand.ingest import Fetcher, read
from firsthand.ingest.fetch import AGENT, is_public

PAGE = "<html><body><p>A ferry ran aground off Tarn Point on Monday – the coast guard said.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    seen: list[tuple[str, str]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers.get("User-Agent", "")))
        port = self.server.server_address[1]
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private/*.html$\n"),
            "/a": (200, {"Content-Type": "text/html; charset=windows-1252"}, PAGE.encode("cp1252")),
            "/moved": (302, {"Location": "/a"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/inside": (302, {"Location": f"http://0.0.0.0:{port}/a"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/large": (200, {"Content-Type": "text/html"}, b"<p>" + b"A ferry. " * (4 * 2**20)),
            "/gone": (404, {}, b"<p>Not here.</p>"),
            "/feed": (200, {"Content-Type": "application/rss+xml"}, b'<?xml version="1.0"?><rss version="2.0"><channel>'
                      b"<title>Merrow Gazette</title><item><title>Ferry</title><description>A ferry ran aground off "
                      b"Tarn Point on Monday, the coast guard said.</description></item></channel></rss>"),
        }  # fmt: skip
        status, headers, body = answers.get(self.path, (200, {"Content-Type": "text/html"}, PAGE.encode()))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def one(address: str, *, allow_local: bool = True) -> RawDocument | Rejected:
    (item,) = read(address, fetcher=Fetcher(allow_local=allow_local))
    return item


def test_a_page_is_read_in_the_encoding_of_its_header_and_after_robots_txt(site: str) -> None:
    item = one(f"{site}/moved")
    assert isinstance(item, RawDocument)
    assert (item.uri, item.given.url, item.media_type) == (f"{site}/moved", f"{site}/a", "text/html")
    assert "–" in item.data.decode("utf-8-sig")
    assert Site.seen == [("/robots.txt", AGENT), ("/moved", AGENT), ("/a", AGENT)]


def test_a_feed_is_read_as_one(site: str) -> None:
    item = one(f"{site}/feed")
    assert isinstance(item, RawDocument) and item.given.outlet == "Merrow Gazette"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/private/a.html", "robots.txt does not allow"),
        ("/gone", "answers 404"),
        ("/file", "neither http nor https"),
        ("/round", "more than 5 redirects"),
        ("/large", "larger than 32 MiB"),
    ],
)
def test_what_is_not_fetched_says_why(site: str, path: str, says: str) -> None:
    item = one(f"{site}{path}")
    assert isinstance(item, Rejected) and says in item.reason and "\n" not in item.reason


def test_nothing_leads_to_the_local_network(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.rpartition(":")[2]
    names = ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0.0.0.0", "10.0.0.1",
             "169.254.169.254", "192.168.1.1", "100.64.0.1")  # fmt: skip
    for name in names:
        item = one(f"http://{name}:{port}/a", allow_local=False)
        assert isinstance(item, Rejected), name
    assert Site.seen == []
    real = socket.getaddrinfo

    def resolved(host: str, *arguments: object, **named: object) -> object:
        return real("127.0.0.1", *arguments, **named) if host == "news.example" else real(host, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    item = one(f"http://news.example:{port}/a", allow_local=False)
    assert isinstance(item, Rejected) and "local network" in item.reason
    assert Site.seen == []


def test_a_redirect_does_not_lead_inside(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The server itself stands for the public network; what it redirects to does not.
    monkeypatch.setattr("firsthand.ingest.fetch.is_public", lambda address: address == "127.0.0.1")
    item = one(f"{site}/inside", allow_local=False)
    assert isinstance(item, Rejected) and "local network" in item.reason


@pytest.mark.parametrize(
    "address", ["http://user:secret@news.example/a", "https://[", "http:///a", "https://a.example:99999/"]
)
def test_odd_addresses_end_in_one_line(address: str) -> None:
    item = one(address, allow_local=False)
    assert isinstance(item, Rejected) and "\n" not in item.reason and len(item.reason) < 250


def test_without_leave_an_address_gets_its_remedy() -> None:
    (item,) = read("https://news.example/a")
    assert isinstance(item, Rejected) and "--fetch" in item.reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("224.0.0.1", False),
        ("fd00::1", False), ("0.0.0.0", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public
