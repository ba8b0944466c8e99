"""The pages in a real browser: wide, narrow and dark, without a script; by keyboard alone; with hostile words; large.

Debian's Chromium is driven through ``executable_path``; where it is not installed these tests are left out, and CI
installs it.
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp

from firsthand.data import DocumentId
from firsthand.example import REPORTS
from firsthand.progress import silent
from firsthand.report import opened
from firsthand.report.html import page as static_page
from firsthand.web import Desk, application
from firsthand.web.desk import read_desk
from tests.report.demo_record import make
from tests.report.hostile import hostile, large

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed"),
]
sync_api = pytest.importorskip("playwright.sync_api")
PARTS = ("", "/o", "/copies", "/k", "/matrix", "/time", "/said", "/only", "/check", "/brief")
SIZES = {"wide": (1280, "light", True), "narrow": (390, "dark", True), "no script": (1280, "light", False)}


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address of an application that is served meanwhile."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="error", lifespan="off", ws="none", http="h11", loop="asyncio")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield found
        found.close()


@contextmanager
def looked_at(browser, size: str):
    """A page, and what went wrong on it: errors, refusals of the policy, requests to elsewhere, dialogs."""
    width, scheme, script = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script,
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" and "404" not in one.text else None)
    page.on("pageerror", lambda one: wrong.append(str(one)))
    page.on("dialog", lambda one: (wrong.append(f"dialog: {one.message}"), one.dismiss()))
    page.on("request", lambda one: wrong.append(f"request: {one.url}")
            if not one.url.startswith(("http://127.0.0.1:", "file:", "data:")) else None)  # fmt: skip
    yield page, wrong
    context.close()


def paths(record) -> list[str]:
    story = record.stories[0]
    pair = record.derivations[0]
    return [
        "/", "/log", "/search?q=dam", f"/compare?a={pair.a}&b={pair.b}",
        f"/compare?a={pair.a}&b={pair.b}&c={next(d for d in story.documents if d not in {pair.a, pair.b})}",
        f"/d/{story.documents[0]}?q=dam&marks=all",
        *(f"/s/{story.id}{part}" for part in PARTS), *(f"/s/{story.id}/c/{one}" for one in story.claims[:3]),
    ]  # fmt: skip


def sideways(page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def grave(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("size", SIZES)
def test_every_served_page_holds(browser, size: str) -> None:
    record = opened(make())
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, size) as (page, wrong):
        for path in paths(record):
            page.goto(base + path)
            if SIZES[size][2]:
                assert sideways(page) <= 0, path
                if size == "wide" or path in {"/", f"/s/{record.stories[0].id}"}:
                    assert grave(page) == [], path
            assert page.locator("h1").count() >= 1, path
        assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_the_one_page_holds(browser, size: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(static_page(make()), encoding="utf-8")
    with looked_at(browser, size) as (page, wrong):
        page.goto(file.as_uri())
        if SIZES[size][2]:
            assert sideways(page) <= 0
        drawn = page.locator("svg.path").first
        page.locator(".headline summary").first.click()
        assert drawn.is_visible() == (size != "narrow")
        assert page.locator(".headline .steps").first.is_visible() == (size == "narrow")
        assert wrong == []


def test_nothing_hostile_runs_or_is_asked_for(browser, tmp_path: Path) -> None:
    record = opened(hostile())
    file = tmp_path / "report.html"
    file.write_text(static_page(record), encoding="utf-8")
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, wrong):
        for address in (file.as_uri(), *(base + path for path in paths(record))):
            page.goto(address)
            page.wait_for_timeout(20)
        assert wrong == []


def test_labels_of_drawings_do_not_meet_as_they_are_set(browser) -> None:
    record = opened(make())
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, _):
        for path in (
            f"/s/{record.stories[0].id}",
            f"/s/{record.stories[0].id}/copies",
            *(f"/s/{record.stories[0].id}/c/{one.id}" for one in record.claims),
        ):
            page.goto(base + path)
            met = page.evaluate(
                """() => [...document.querySelectorAll("svg.path, svg.lanes, .time-strip svg")].flatMap((svg) => {
                  const all = [...svg.querySelectorAll("text")].map((t) => [t.textContent, t.getBoundingClientRect()]);
                  return all.flatMap(([a, r], i) => all.slice(i + 1).filter(([, s]) =>
                    r.left < s.right - 1 && s.left < r.right - 1 && r.top < s.bottom - 4 && s.top < r.bottom - 4
                  ).map(([b]) => `${a} | ${b}`));
                })"""
            )
            assert met == [], path


@pytest.mark.parametrize("size", SIZES)
def test_bands_stand_between_the_columns_and_over_no_word(browser, size: str) -> None:
    record = opened(make())
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, size) as (page, wrong):
        for pair in [one for one in record.derivations if one.passages][:4]:
            page.goto(f"{base}/compare?a={pair.a}&b={pair.b}")
            strip = page.locator(".ribbons svg")
            assert strip.is_visible() == (size != "narrow")
            if size == "narrow":
                continue
            box, words = strip.bounding_box(), [one.bounding_box() for one in page.locator(".compare .row p").all()]
            whole = page.locator(".compare").bounding_box()
            assert box["y"] >= whole["y"]
            assert box["y"] + box["height"] <= whole["y"] + whole["height"] + 1
            assert all(one["x"] + one["width"] <= box["x"] or box["x"] + box["width"] <= one["x"] for one in words)
            page.locator(".ribbons a").last.click()
            assert page.url.partition("#")[2] == f"row-{page.locator('.ribbons a').count()}"
        assert wrong == []


def test_days_are_chosen_by_drawing_over_them_or_in_two_fields(browser) -> None:
    record = opened(make())
    path = f"/s/{record.stories[0].id}/time"
    with served(application(Desk((), None, None, record))) as base:
        with looked_at(browser, "wide") as (page, wrong):
            page.goto(base + path)
            drawn = page.locator("svg.tracks").bounding_box()
            begins, ends = (page.locator("[data-brush]").get_attribute(f"data-{side}") for side in ("first", "last"))
            every = page.locator(".timeline li").count()
            middle = drawn["y"] + 4
            page.mouse.move(drawn["x"] + drawn["width"] * 0.7, middle)
            page.mouse.down()
            page.mouse.move(drawn["x"] + drawn["width"] * 0.5, middle, steps=6)
            page.mouse.up()
            page.wait_for_url("**/time?from=*&to=*")
            first, last = (page.locator(f"input[name={name}]").input_value() for name in ("from", "to"))
            assert begins < first < last < ends
            assert page.locator("svg.tracks .between").count() == 1
            assert page.locator(".timeline li").count() <= every
            page.locator("svg.tracks a").first.click()  # what is no drawing is a click
            page.wait_for_url("**#*")
            assert wrong == []
        with looked_at(browser, "no script") as (page, _):
            page.goto(base + path)
            for name, day in (("from", first), ("to", last)):
                page.fill(f"input[name={name}]", day)
            page.get_by_role("button", name="Show these days").click()
            assert page.url.endswith(f"/time?from={first}&to={last}")
            page.get_by_role("link", name="All days").click()
            assert page.locator(".timeline li").count() == every


@pytest.mark.models
def test_the_whole_task_by_keyboard_alone(browser, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    shutil.copytree(REPORTS, folder)
    desk = read_desk([str(folder)], tmp_path / "pages.db", "Ada Obi", 1, silent)
    with served(application(desk)) as base, looked_at(browser, "wide") as (page, wrong):
        page.goto(base)
        page.keyboard.press("j")
        page.keyboard.press("o")  # the story
        page.wait_for_url("**/s/st-*")
        for _ in range(page.locator(".headline").count()):  # the claim with most pages on one source without a name
            page.keyboard.press("j")
            if page.locator(".headline.chosen .end.hollow").count() and page.locator(".headline.chosen.hangs").count():
                break
        page.keyboard.press("o")
        page.wait_for_url("**/c/c-*")
        was = page.url.rpartition("/")[2]
        number = page.locator(".items > li").count()
        for _ in range(20):
            page.keyboard.press("j")
            if page.locator(".items > li.chosen").count():
                break
        page.keyboard.press("!")  # cut
        page.wait_for_selector(".note")
        page.wait_for_load_state("load")  # a key pressed before the page's script is there is nobody's
        said = page.locator(".note p").inner_text()
        assert "→" in said or said.startswith("still "), said
        assert page.locator(".items > li").count() < number
        page.keyboard.press("z")  # undo
        page.wait_for_selector(".note p:has-text('Taken back')")
        story = desk.record.ranked_stories[0]
        claim = next(one for one in desk.record.claims if one.id == was)
        page.goto(f"{base}/s/{story.id}/c/{claim.id}")
        assert page.locator(".items > li").count() == number
        page.keyboard.press("c")  # copy the citation
        page.wait_for_timeout(200)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert claim.id in copied
        assert "#char=" in copied
        page.keyboard.press("u")  # up
        page.wait_for_url("**/s/st-*")
        page.keyboard.press("g")
        page.keyboard.press("m")
        page.wait_for_url("**/matrix")
        page.keyboard.press("?")
        assert page.locator("dialog#keys").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("repair")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=repair")
        assert wrong == []


def tabbed_to(page, words: str, most: int = 400) -> None:
    """Go by Tab alone to what says these words."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = "document.activeElement.matches('a, button, summary') ? document.activeElement.textContent : ''"
        if words in page.evaluate(at):
            return
    raise AssertionError(f"{words} cannot be reached by Tab")


@pytest.mark.models
@pytest.mark.parametrize("size", ["narrow", "no script"])
def test_a_cut_and_its_undo_by_tab_and_enter_alone(browser, size: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    shutil.copytree(REPORTS, folder)
    desk = read_desk([str(folder)], tmp_path / "pages.db", "Ada Obi", 1, silent)
    story = desk.record.ranked_stories[0]
    claim = next(one for one in desk.record.shared(story) if one.reports.documents > 2)
    with served(application(desk)) as base, looked_at(browser, size) as (page, wrong):
        page.goto(f"{base}/s/{story.id}/c/{claim.id}")
        number = page.locator(".items > li").count()
        tabbed_to(page, "Not the same: cut")
        page.keyboard.press("Enter")
        page.wait_for_selector(".note")
        page.wait_for_load_state("load")
        said = page.locator(".note p").inner_text()
        assert "→" in said or said.startswith("still "), said
        assert page.locator(".items > li").count() < number
        tabbed_to(page, "Undo")
        page.keyboard.press("Enter")
        page.wait_for_selector(".note p:has-text('Taken back')")
        page.goto(f"{base}/s/{story.id}/c/{claim.id}")
        assert page.locator(".items > li").count() == number
        tabbed_to(page, "Copy with citation")
        page.keyboard.press("Enter")  # without a script the words with their citation stand in a field
        assert claim.id in page.locator("[data-cite]").first.input_value()
        assert page.locator("[data-cite]").first.is_visible()
        assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_the_one_page_is_read_by_keyboard_alone(browser, size: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    record = opened(make())
    file.write_text(static_page(record), encoding="utf-8")
    with looked_at(browser, size) as (page, wrong):
        page.goto(file.as_uri())
        hung = max((one for one in record.shared(record.stories[0]) if record.hangs(one)),
                   key=lambda one: one.reports.documents)  # fmt: skip
        summary = page.locator(f"#{hung.id} summary").first.inner_text()
        tabbed_to(page, summary.strip()[-8:])
        page.keyboard.press("Enter")
        assert page.locator(f"#{hung.id} .wordings").is_visible()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.className") == "words-link":
                break
        words = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        place = page.url.partition("#")[2]
        assert place
        assert page.locator(f"[id='{place}']").is_visible()
        assert " ".join(words.split())[:20] in " ".join(page.locator(f"[id='{place}']").inner_text().split())
        assert wrong == []


@pytest.mark.models
@pytest.mark.parametrize("size", SIZES)
def test_a_copy_that_is_none_is_parted_by_key_and_by_button(browser, size: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    shutil.copytree(REPORTS, folder)
    desk = read_desk([str(folder)], tmp_path / "pages.db", "Ada Obi", 1, silent)
    pair = next(one for one in desk.record.derivations if one.relation == "rewrite")
    with served(application(desk)) as base, looked_at(browser, size) as (page, wrong):
        page.goto(f"{base}/compare?a={pair.a}&b={pair.b}")
        if SIZES[size][2]:
            page.keyboard.press("!")
        else:
            page.get_by_role("button", name="Not a copy: written separately").click()
        page.wait_for_selector(".note p")
        page.wait_for_load_state("load")
        assert page.get_by_text("written separately, judged by Ada Obi").is_visible()
        assert not [one for one in desk.record.derivations if one.id == pair.id]
        if SIZES[size][2]:
            assert sideways(page) <= 0
            assert grave(page) == []
            page.keyboard.press("z")
        else:
            page.get_by_role("button", name="Undo").click()
        page.wait_for_selector(".note p:has-text('Taken back')")
        assert [one for one in desk.record.derivations if one.id == pair.id]
        assert wrong == []


@pytest.mark.parametrize("size", ["wide", "no script"])
def test_a_story_is_watched_by_key_and_by_button(browser, size: str) -> None:
    record = opened(make())
    desk = Desk((), None, None, record)
    story = record.stories[0].id
    with served(application(desk)) as base, looked_at(browser, size) as (page, wrong):
        page.goto(f"{base}/s/{story}")
        if SIZES[size][2]:
            page.keyboard.press("w")
        else:
            page.get_by_role("button", name="Watch").click()
        page.wait_for_url("**note=Watched*")
        assert list(desk.watched()) == [story]
        page.goto(f"{base}/s/{story}/since/watched")
        assert page.get_by_role("button").filter(has_text="Seen").is_visible()
        if SIZES[size][2]:
            assert grave(page) == []
            page.keyboard.press("w")
        else:
            page.get_by_role("button", name="Watch no more").click()
        page.wait_for_url("**note=Not+watched*")
        assert desk.watched() == {}
        assert wrong == []


def test_six_hundred_reports_open_in_time(browser) -> None:
    record = opened(large(60))
    story = record.stories[0]
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, wrong):
        times = {}
        for path, most in ((f"/s/{story.id}", 2.0), ("/", 1.0), *((f"/s/{story.id}{part}", 1.0) for part in PARTS[1:]),
                           (f"/s/{story.id}/c/{story.claims[9]}", 1.0), (f"/d/{story.documents[9]}", 1.0),
                           ("/search?q=dam", 1.0)):  # fmt: skip
            began = time.monotonic()
            page.goto(base + path, wait_until="domcontentloaded")
            times[path] = (time.monotonic() - began, most)
        slow = {path: spent for path, (spent, most) in times.items() if spent > 3 * most}  # a shared machine
        assert slow == {}, times
        assert wrong == []


def test_the_brief_is_one_printed_page(browser, tmp_path: Path) -> None:
    record = opened(make())
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, _):
        page.goto(f"{base}/s/{record.stories[0].id}/brief")
        assert printed_pages(page.pdf(format="A4")) == 1


def test_the_brief_of_forty_reports_is_one_printed_page_too(browser) -> None:
    record = make()
    first, story = record.documents[-1], record.stories[0]
    title = "The operator of the dam put off the repair of its gates to cut costs, although inspectors had warned"
    many = tuple(
        replace(first, id=DocumentId(f"d-{n:016x}"), title=title, source_id=f"{n}",
                address=f"https://www.example.org/news/2031/mar/13/operator-of-the-dam-put-off-the-repair-of-its-gates-{n}")
        for n in range(30)
    )  # fmt: skip
    wide = replace(story, documents=(*story.documents, *(one.id for one in many)))
    made = opened(replace(record, documents=(*record.documents, *many), stories=(wide,)))
    with served(application(Desk((), None, None, made))) as base, looked_at(browser, "wide") as (page, _):
        page.goto(f"{base}/s/{wide.id}/brief")
        for paper in ("A4", "Letter"):
            assert printed_pages(page.pdf(format=paper)) == 1


def printed_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    found = len(re.findall(rb"/Type\s*/Page(?![a-z])", pdf))
    assert found > 0
    return found


def test_five_readers_at_once(browser) -> None:
    record = opened(make())
    with served(application(Desk((), None, None, record))) as base:
        codes: list[int] = []

        def read() -> None:
            for path in paths(record):
                with urllib.request.urlopen(base + path) as answer:
                    codes.append(answer.status)

        readers = [threading.Thread(target=read) for _ in range(5)]
        for one in readers:
            one.start()
        for one in readers:
            one.join(60)
        assert len(codes) == 5 * len(paths(record))
        assert set(codes) == {200}
