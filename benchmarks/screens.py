"""Pictures of every page, to be looked at: wide, dark and on a phone.

    python -m benchmarks.screens FOLDER|STORE|RECORD|example OUT [--docs]

A store is copied first, so that it stays as it is.  Two judgements, a mark and a record before are put on the desk, so
that the log and what changed have something to show; the judgements are not run.  Needs Debian's Chromium and the dev
group.  ``--docs`` takes the four of the README, of the example, into ``docs``.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from firsthand.data import Claim, Join
from firsthand.example import REPORTS
from firsthand.judging import judge
from firsthand.progress import silent
from firsthand.report import OpenRecord, opened
from firsthand.report.html import page as static_page
from firsthand.web import Desk, application
from firsthand.web.desk import read_desk, shown_desk
from firsthand.web.sheets import Site

CHROMIUM = "/usr/bin/chromium"
SIZES = {"wide": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
PARTS = ("", "o", "copies", "k", "details", "matrix", "time", "said", "only", "reports", "check", "brief")
DOCS = Path(__file__).parent.parent / "docs"


def addresses(desk: Desk) -> dict[str, str]:
    """The pages by name, each of its kind one."""
    record = desk.record
    story = record.ranked_stories[0]
    claims = record.claims_of(story)
    hidden = [
        one for one in claims if record.hangs(one) and {end.form for end in record.origins_of(one)} == {"unnamed"}
    ]
    claim = (hidden or list(claims))[0]
    asked = max(record.headline(story).split(), key=len).strip(".,:;’'”\"")
    found = {"desk": "/", "log": "/log", "search": f"/search?q={quote(asked)}", "claim": f"/s/{story.id}/c/{claim.id}",
             "report": f"/d/{record.documents_of(story)[0].id}"}  # fmt: skip
    found |= {"missing": "/d/d-000000000000", "since": f"/s/{story.id}/since/last",
              "watched": f"/s/{story.id}/since/watched"}  # fmt: skip
    found |= {f"story-{part}" if part else "story": f"/s/{story.id}/{part}".rstrip("/") for part in PARTS}
    joined = [one for one in record.principal(story) if one.passages]
    order = ("rewrite", "near_copy", "partial_copy", "same_text")  # the pairs that have most to show first
    joined.sort(key=lambda one: (order.index(one.relation) if one.relation in order else 9, -len(one.passages), one.id))
    if joined:
        first = joined[0]
        found["compare"] = f"/compare?a={record.parted(first)[1]}&b={record.parted(first)[0]}"
        pair = {first.a, first.b}
        beside = (id_ for one in joined[1:] if pair & {one.a, one.b} for id_ in (one.a, one.b) if id_ not in pair)
        third = next(beside, next((one.id for one in record.documents_of(story) if one.id not in pair), None))
        found |= {"compare-three": f"{found['compare']}&c={third}"} if third else {}
    return found


def weakest_join(record: OpenRecord, claims: Sequence[Claim]) -> Join | None:
    """The join of two reports that the record itself is least sure of."""
    joins = [one for claim in claims if claim.reports.documents > 1 for one in claim.joins]
    apart = [one for one in joins if record.statement[one.a].span.document != record.statement[one.b].span.document]
    return min(apart, key=lambda one: (one.probability, one.a), default=None)


def laid_out(desk: Desk) -> Desk:
    """The desk with a record before, a watched story, two judgements and a mark."""
    record = desk.record
    story = record.ranked_stories[0]
    claims = record.claims_of(story)
    fewer = {*record.shared(story)[3::9]}
    desk.record = opened(replace(record, claims=tuple(one for one in record.claims if one not in fewer)))
    desk.watch(story.id, watched=True)
    desk.take(record)
    made = []
    weak = weakest_join(record, claims)
    if weak is not None:
        made.append(judge(record, "different", weak.a, weak.b, by="reader", note="read both: two matters"))
    doubts = [one for claim in claims for one in Site(desk, record).doubts(claim) if one[-1]]
    made += [judge(record, "same", *doubts[0][:2], by="reader")] if doubts else []
    place = desk.place()
    if place is not None:
        place.add(made)
    else:
        desk._kept += made
    if made:
        desk.keep_note(kind="counts", judgement=made[0].id, says="2 → 1 origin, 3 pages, 3 wordings; 2 claims changed.")
    desk.keep_note(kind="tick", claim=claims[0].id, mark="checked", note="called the press office")
    return desk


def serve(desk: Desk) -> str:
    """The address of a desk, served until this program ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    server = uvicorn.Server(uvicorn.Config(application(desk), log_level="error", lifespan="off", ws="none", http="h11"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def picture(page: Page, address: str, target: Path, most: int = 2400) -> None:
    page.goto(address)
    width = page.viewport_size["width"] if page.viewport_size else 1280
    height = min(most, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def every_page(browser: Browser, desk: Desk, out: Path) -> None:
    base = serve(desk)
    report = out / "report.html"
    report.write_text(static_page(desk.record), encoding="utf-8")
    for size, (width, scheme) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        picture(page, report.as_uri(), out / f"static-{size}.png", 4000)
        for name, address in addresses(desk).items():
            picture(page, base + address, out / f"{name}-{size}.png")
        page.close()


def of_the_readme(browser: Browser, desk: Desk, out: Path) -> None:
    base, found = serve(desk), addresses(desk)
    report = out / "report.html"
    report.write_text(static_page(desk.record), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    picture(page, report.as_uri(), DOCS / "report.png", 1330)
    picture(page, base + found["claim"], DOCS / "claim.png", 1000)
    picture(page, base + found["story-copies"], DOCS / "copies.png", 760)
    picture(page, base + found["compare"], DOCS / "compare.png", 900)
    page.close()


def main() -> None:
    source, out = sys.argv[1], Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    paths = [str(REPORTS)] if source == "example" else [source]
    held = Path(tempfile.mkdtemp()) / "store.db"
    if Path(paths[0]).suffix == ".db":
        shutil.copyfile(paths[0], held)
        paths = [str(held)]
    desk = shown_desk(paths, "reader") or read_desk(paths, None, "reader", None, silent)
    if "--docs" not in sys.argv:
        desk = laid_out(desk)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        (of_the_readme if "--docs" in sys.argv else every_page)(browser, desk, out)
        browser.close()
    shutil.rmtree(held.parent)


if __name__ == "__main__":
    main()
