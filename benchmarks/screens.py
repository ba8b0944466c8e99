"""Pictures of every page, to be looked at: wide, dark and on a phone.

    python benchmarks/screens.py FOLDER|STORE|RECORD OUT [--docs]

Needs Debian's Chromium and the dev group.  ``--docs`` takes the four of the README, of the example, into ``docs``.
"""

from __future__ import annotations

import socket
import sys
import threading
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from firsthand.example import REPORTS
from firsthand.progress import silent
from firsthand.report.html import page as static_page
from firsthand.web import Desk, application
from firsthand.web.desk import read_desk, shown_desk

CHROMIUM = "/usr/bin/chromium"
SIZES = {"wide": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
PARTS = ("", "o", "copies", "k", "matrix", "time", "said", "only", "check", "brief")
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
    found = {"desk": "/", "log": "/log", "search": "/search?q=repair", "claim": f"/s/{story.id}/c/{claim.id}",
             "report": f"/d/{record.documents_of(story)[0].id}"}  # fmt: skip
    found |= {f"story-{part}" if part else "story": f"/s/{story.id}/{part}".rstrip("/") for part in PARTS}
    chief = [one for one in record.principal(story) if one.passages]
    if chief:
        found["compare"] = f"/compare?a={record.parted(chief[-1])[1]}&b={record.parted(chief[-1])[0]}"
    return found


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
    desk = shown_desk(paths, "reader") or read_desk(paths, None, "reader", None, silent)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        (of_the_readme if "--docs" in sys.argv else every_page)(browser, desk, out)
        browser.close()


if __name__ == "__main__":
    main()
