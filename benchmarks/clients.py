"""How long the pages of a large record take in a browser, and how long several readers wait who ask at once.

    python benchmarks/clients.py STORE|RECORD [--clients N] [--no-browser]

The record is served by a process of its own, as ``firsthand open`` does, and asked over loopback: first every kind of
page once in headless Chromium, the desk first and a second and a half to read each, then by N readers at once, each a
process, each going through every kind of page in its own order.  Prints seconds for each kind of page.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping

import firsthand
from benchmarks.screens import CHROMIUM, PARTS
from firsthand.report import OpenRecord


def kinds(record: OpenRecord) -> dict[str, str]:
    """One address of each kind of page of the largest story."""
    story = record.ranked_stories[0]
    pairs, claims = record.derivations_of(story), record.claims_of(story)
    found = {"desk": "/", "story": f"/s/{story.id}", "search": "/search?q=the", "log": "/log"}
    found |= {part: f"/s/{story.id}/{part}" for part in PARTS if part}
    found |= {"claim": f"/s/{story.id}/c/{claims[0].id}", "report": f"/d/{story.documents[-1]}"}
    found |= {"search by a facet": "/search?q=the&texts=2", "claims as csv": f"/s/{story.id}.csv"}
    return found | ({"compare": f"/compare?a={pairs[0].a}&b={pairs[0].b}"} if pairs else {})


def served(source: str) -> tuple[subprocess.Popen[str], str]:
    """A process that serves the record, and its address."""
    command = [sys.executable, "-m", "firsthand", "open", source, "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if "http://" in line:
            return process, "http://" + line.partition("http://")[2].split()[0].rstrip("/.,")
    raise SystemExit(f"nothing was served from {source}")


def asked(base: str, path: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(base + path) as answer:
        answer.read()
    return time.monotonic() - began


def in_the_browser(base: str, pages: Mapping[str, str]) -> dict[str, float]:
    """Seconds until each page can be used, each asked for the first time."""
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto("about:blank")
        for name, path in pages.items():
            if ".csv" in path:  # a file to keep, no page
                continue
            began = time.monotonic()
            page.goto(base + path, wait_until="domcontentloaded")
            found[name] = time.monotonic() - began
            page.wait_for_timeout(1500)  # a reader reads
        browser.close()
    return found


def _reader(base: str, pages: Mapping[str, str], seed: int) -> list[tuple[str, float]]:
    order = list(pages.items())
    random.Random(seed).shuffle(order)
    return [(name, asked(base, path)) for name, path in order]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source")
    parser.add_argument("--clients", type=int, default=5)
    parser.add_argument("--no-browser", action="store_true")
    given = parser.parse_args()
    record = firsthand.open(given.source)
    pages = kinds(record)
    story = record.ranked_stories[0]
    print(f"{len(story.documents)} reports and {len(story.claims)} claims in the largest story; "
          f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")  # fmt: skip
    del record
    process, base = served(given.source)
    try:
        first = {} if given.no_browser else in_the_browser(base, pages)
        began = time.monotonic()
        with multiprocessing.Pool(given.clients) as pool:
            told = pool.starmap(_reader, [(base, pages, seed) for seed in range(given.clients)])
        whole = time.monotonic() - began
    finally:
        process.terminate()
    spent = [second for one in told for _, second in one]
    print(f"{'':24}{'in a browser, first':>20}{f'{given.clients} at once, median':>20}{'most':>8}")
    for name in pages:
        here = [second for one in told for kind, second in one if kind == name]
        shown = f"{first[name]:.2f}" if name in first else "-"
        print(f"{name:24}{shown:>20}{statistics.median(here):>20.2f}{max(here):>8.2f}")
    print(f"{given.clients} readers, {len(spent)} pages in {whole:.1f} s: median {statistics.median(spent):.2f} s, "
          f"most {max(spent):.2f} s")  # fmt: skip


if __name__ == "__main__":
    main()
