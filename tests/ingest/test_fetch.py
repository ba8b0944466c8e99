"""Fetching, against a server of this machine: what is allowed, what is not, and that nothing leads inside."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import firsthand
from firsthand.data import RawDocument, Rejected
from firsthand.ingest import Fetcher, fetch, read
from firsthand.ingest.fetch import AGENT, is_public
from firsthand.ingest.page_cache import PageCache

PAGE = "<html><body><p>A ferry ran aground off Tarn Point on Monday – the coast guard said.</p></body></html>"

LONG = """<html><head><meta property="og:site_name" content="Merrow Gazette"><title>Ferry runs aground off Tarn Point
</title></head><body><article><h1>Ferry runs aground off Tarn Point</h1>
<p>A ferry with 212 people on board ran aground off Tarn
Point on Monday, the coast guard said. The lifeboat of Merrow took all of them to the harbour by noon.</p><p>“Nobody was
hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound, and the ferry will float at noon.”</p>
<p>The line said that it would run version VERSION of its timetable until Thursday, and that tickets stay valid.</p>
</article></body></html>"""


class Site(BaseHTTPRequestHandler):
    seen: list[tuple[str, str]] = []  # noqa: RUF012
    asked: list[tuple[str, str | None]] = []  # noqa: RUF012
    version = "one"

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers.get("User-Agent", "")))
        self.asked.append((self.path, self.headers.get("If-None-Match")))
        port = self.server.server_address[1]
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private/*.html$\n"),
            "/a": (200, {"Content-Type": "text/html; charset=windows-1252"}, PAGE.encode("cp1252")),
            "/moved": (302, {"Location": "/a"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/inside": (302, {"Location": f"http://0.0.0.0:{port}/a"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/odd": (200, {"Content-Encoding": "br"}, b"xx"),
            "/twice": (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(b"<p>A ferry."))),
            "/large": (200, {"Content-Type": "text/html"}, b"<p>" + b"A ferry. " * (4 * 2**20)),
            "/gone": (404, {}, b"<p>Not here.</p>"),
            "/feed": (200, {"Content-Type": "application/rss+xml"}, b'<?xml version="1.0"?><rss version="2.0"><channel>'
                      b"<title>Merrow Gazette</title><item><title>Ferry</title><description>A ferry ran aground off "
                      b"Tarn Point on Monday, the coast guard said.</description></item></channel></rss>"),
        }  # fmt: skip
        at = f"http://127.0.0.1:{port}"
        listed = "".join(f'<outline xmlUrl="{at}/{name}"/>' for name in ("links", "feed"))
        told = {"a": "", "b": "<description>A ferry.</description>",
                "gone": "<description>A ferry ran aground.</description>"}  # fmt: skip
        items = "".join(f"<item><title>Ferry</title><link>{at}/{name}</link>{one}</item>" for name, one in told.items())
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Merrow Gazette</title>{items}</channel></rss>'
        xml = {"Content-Type": "text/xml"}
        answers |= {
            "/list.opml": (200, xml, f'<opml version="2.0"><body>{listed}</body></opml>'.encode()),
            "/links": (200, xml, feed.encode()),
            "/map.xml": (200, xml, f"<urlset><url><loc>{at}/a?x=1&amp;y=2</loc></url></urlset>".encode()),
            "/kept": (200, {"Content-Type": "text/html", "ETag": f'"{self.version}"'},
                      LONG.replace("VERSION", self.version).encode()),
        }  # fmt: skip
        if self.path == "/busy" and sum(path == "/busy" for path, _ in self.seen) == 1:
            answers["/busy"] = (503, {"Retry-After": "0"}, b"")
        if self.path == "/kept" and self.headers.get("If-None-Match") == f'"{self.version}"':
            answers["/kept"] = (304, {}, b"")
        status, headers, body = answers.get(self.path, (200, {"Content-Type": "text/html"}, PAGE.encode()))
        self.send_response(status)
        if self.path in ("/drip", "/slow-headers"):
            self.drip()
            return
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def drip(self) -> None:
        """A byte now and then, before each limit of time of the connection: of the page, or of its headers."""
        if self.path == "/drip":
            self.send_header("Content-Length", "4000")
            self.end_headers()
        self.wfile.flush()
        with suppress(OSError):
            for _ in range(30):
                self.wfile.write(b"a" if self.path == "/drip" else b"X-A: b\r\n")
                self.wfile.flush()
                time.sleep(0.3)

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.seen.clear()
    Site.asked.clear()
    Site.version = "one"
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
        ("/odd", "not asked for"),
        ("/twice", "not asked for"),
        ("/file", "neither http nor https"),
        ("/round", "more than 5 redirects"),
        ("/large", "larger than 32 MiB"),
    ],
)
def test_what_is_not_fetched_says_why(site: str, path: str, says: str) -> None:
    item = one(f"{site}{path}")
    assert isinstance(item, Rejected) and says in item.reason and "\n" not in item.reason


@pytest.mark.parametrize("path", ["/drip", "/slow-headers"])
def test_a_server_that_sends_a_byte_now_and_then_does_not_keep_the_run(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "_SECONDS", 1)
    begun = time.monotonic()
    item = one(f"{site}{path}")
    assert isinstance(item, Rejected) and "took longer than" in item.reason
    assert time.monotonic() - begun < 4


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


def test_rows_that_have_only_an_address_are_followed(site: str, tmp_path: Path) -> None:
    rows = [{"url": f"{site}/a", "title": "Ferry"}, {"url": f"{site}/gone"}, {"text": "Here."}, {"url": f"{site}/a"}]
    files = {
        "gdelt.json": json.dumps({"articles": rows}),
        "a.jsonl": "\n".join(map(json.dumps, rows)),
        "mediacloud.csv": "id,publish_date,url\n"
        + "".join(f"{n},x,{row.get('url', '')}\n" for n, row in enumerate(rows)),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        found = list(read(str(tmp_path / name), fetcher=Fetcher(allow_local=True)))
        pages = [one for one in found if isinstance(one, RawDocument)]
        assert [one.given.url for one in pages] == [f"{site}/a", *[None] * (name != "mediacloud.csv")]
        assert any(isinstance(one, Rejected) and "answers 404" in one.reason for one in found)
        assert all(isinstance(one, Rejected) or one.given.url is None for one in read(str(tmp_path / name)))
    (one_line,) = read(str(tmp_path / "mediacloud.csv"))
    assert isinstance(one_line, Rejected) and "read its addresses with --fetch" in one_line.reason


def test_a_list_that_is_named_is_followed_to_its_pages_and_each_is_fetched_once(site: str) -> None:
    items = list(read([f"{site}/list.opml", f"{site}/map.xml"], fetcher=Fetcher(allow_local=True)))
    found = [item for item in items if isinstance(item, RawDocument)]
    assert [item.uri.removeprefix(site) for item in found] == ["/a", "/b", "/gone", "/feed", "/a?x=1&y=2"]
    assert b"coast guard said" in found[1].data, "the page, and not the summary of the feed"
    assert found[2].data == b"A ferry ran aground." and "answers 404" in found[2].given.remarks[0]
    assert sum(path == "/a" for path, _ in Site.seen) == 1
    assert not [item for item in items if isinstance(item, Rejected)]


def test_without_fetch_a_list_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_text(
        '<opml version="2.0"><body><outline xmlUrl="https://a.example/feed"/></body></opml>'
    )
    (item,) = read(tmp_path / "a.opml")
    assert isinstance(item, Rejected) and item.reason == "a list of 1 feeds (OPML), no text: read it with --fetch"


def test_a_page_is_asked_for_only_if_it_has_changed(site: str, tmp_path: Path) -> None:
    def fetched() -> RawDocument:
        (item,) = read(f"{site}/kept", fetcher=Fetcher(allow_local=True, cache=PageCache(tmp_path / "pages")))
        assert isinstance(item, RawDocument)
        return item

    first, again = fetched(), fetched()
    assert first == again
    Site.version = "two"
    changed = fetched()
    assert b"version two" in changed.data and changed.uri == first.uri
    assert [tag for path, tag in Site.asked if path == "/kept"] == [None, '"one"', '"one"']
    for file in (tmp_path / "pages").iterdir():  # a damaged file is as none
        file.write_bytes(file.read_bytes()[:-3])
    assert fetched() == changed


def test_a_page_that_is_not_to_be_kept_is_not(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "pages")
    cache.put("https://a.example/", {"etag": "x", "cache-control": "private, no-store"}, b"x")
    cache.put("https://b.example/", {"content-type": "text/html"}, b"x")
    assert cache.get("https://a.example/") is None and not (tmp_path / "pages").exists()
    (tmp_path / "file").write_text("")
    PageCache(tmp_path / "file").put("https://a.example/", {"etag": "x"}, b"x")  # no folder: nothing is kept


def test_a_busy_server_is_asked_once_more(site: str) -> None:
    assert isinstance(one(f"{site}/busy"), RawDocument)
    assert sum(path == "/busy" for path, _ in Site.seen) == 2


@pytest.mark.models
def test_a_page_that_changed_is_two_versions_of_one_report(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for version in ("one", "one", "two"):
        Site.version = version
        record = firsthand.add(f"{site}/kept", store=tmp_path / "s.db", fetch=True, allow_local=True)
    assert [document.uri for document in record.documents] == [f"{site}/kept"] * 2
    assert len({document.text for document in record.documents}) == 2
    assert not record.rejected and len(record.derivations) == 1
