"""CPU milliseconds of reading: pages of the web by step, beside trafilatura; every format; a crawl read as a stream.

    python -m benchmarks.reading [PAGES]

The pages are every n-th of WCXB (``../shared/data/extraction/wcxb``); models are loaded before.  One process, one
thread, CPU time (a busy machine does not show).  The stream is a WARC of the same page many times: what is printed is
the peak memory of reading 2,000 and 20,000 records, which must not grow.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from evals.figure import shared
from firsthand.clean import clean, decode, main_text, metadata, render
from firsthand.data import RawDocument
from firsthand.ingest import read
from firsthand.ingest.formats import documents
from firsthand.ingest.part import Part

FILES = Path(__file__).parent.parent / "tests" / "ingest" / "files"


def pages(count: int) -> list[tuple[str, bytes]]:
    """Address and bytes of some pages."""
    folder = shared()
    if folder is None:
        return []
    home = folder / "data" / "extraction" / "wcxb"
    truth = json.loads((home / "ground_truth.json").read_text(encoding="utf-8"))
    keys = sorted(truth)[:: max(1, len(truth) // count)][:count]
    return [(truth[key]["url"], gzip.decompress((home / "html" / f"{key}.html.gz").read_bytes())) for key in keys]


def by_step(given: list[tuple[str, bytes]]) -> dict[str, float]:
    """CPU milliseconds a page."""
    import trafilatura

    spent: defaultdict[str, float] = defaultdict(float)
    for _, data in given[:1]:  # what is loaded once is no page's
        trafilatura.extract(decode.decode_html(data), with_metadata=True)

    def timed(name: str, work: Callable[[], object]) -> None:
        begun = time.process_time()
        work()
        spent[name] += time.process_time() - begun

    for url, data in given:
        source = decode.decode_html(data)
        root = render.html_tree(source)
        if root is None:
            continue
        shown = [one.text for one in render.paragraphs(root)]
        timed("tree and text", lambda source=source: render.paragraphs(render.html_tree(source)))  # type: ignore[misc]
        timed("main text", lambda root=root, source=source, shown=shown: main_text.article(root, source, shown))  # type: ignore[misc]
        timed("metadata", lambda root=root: metadata.metadata(root))  # type: ignore[misc]
        timed("clean, whole", lambda url=url, data=data: clean(RawDocument(url, "text/html", data)))  # type: ignore[misc]
        timed("trafilatura, text alone", lambda source=source: trafilatura.extract(source, include_comments=False))  # type: ignore[misc]
        timed("trafilatura with metadata", lambda source=source, url=url: trafilatura.extract(
            source, url=url, include_comments=False, with_metadata=True))  # type: ignore[misc]  # fmt: skip
    return {name: 1000 * value / max(1, len(given)) for name, value in spent.items()}


def by_format() -> dict[str, float]:
    """CPU milliseconds of reading each sample file (without clean)."""
    found = {}
    for path in sorted(FILES.iterdir()):
        list(read(path))
        begun = time.process_time()
        for _ in range(5):
            list(read(path))
        found[path.name] = 200 * (time.process_time() - begun)
    return found


def peak(records: int) -> float:
    """MiB at most, while a WARC of so many records is read and each is let go."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>A ferry ran aground off Tarn Point on Monday.</p>"

    class Crawl(io.RawIOBase):
        def __init__(self) -> None:
            self.left, self.rest = records, b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
            if not self.rest and self.left:
                self.left -= 1
                fields = {
                    "WARC-Type": "response", "WARC-Target-URI": f"https://a.example/{self.left}",
                    "WARC-Record-ID": f"<urn:uuid:{self.left}>", "WARC-Date": "2031-09-08T06:00:00Z",
                    "Content-Type": "application/http; msgtype=response", "Content-Length": str(len(page)),
                }  # fmt: skip
                head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
                self.rest = head.encode() + page + b"\r\n\r\n"
            count = min(len(buffer), len(self.rest))
            buffer[:count], self.rest = self.rest[:count], self.rest[count:]
            return count

    tracemalloc.start()
    count = sum(1 for _ in documents(Part("crawl.warc", ".warc", io.BufferedReader(Crawl()))))
    most = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    assert count >= records, count
    return most


def main() -> None:
    """The command."""
    given = pages(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    if given:
        clean(RawDocument("page", "text/html", given[0][1]))
        found = by_step(given)
        whole, alone = (
            found["clean, whole"] / found[name] for name in ("trafilatura with metadata", "trafilatura, text alone")
        )
        size = sum(len(data) for _, data in given) / len(given)
        print(
            f"{len(given)} pages of {size / 1000:.0f} kB; clean takes {whole:.2f} times the CPU of trafilatura with"
            f" metadata, {alone:.2f} times that of its text alone"
        )
        for name, value in found.items():
            print(f"  {name:<28} {value:8.1f} ms a page")
    for name, value in by_format().items():
        print(f"  {name:<28} {value:8.2f} ms")
    for records in (2_000, 20_000):
        print(f"  {records:>6,} records of a WARC      {peak(records):8.2f} MiB at most")


if __name__ == "__main__":
    main()
