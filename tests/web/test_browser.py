"""The pages in a real browser: wide, narrow and dark, without a script; by keyboard alone; with hostile words; large.

Debian's Chromium is driven through ``executable_path``; where it is not installed these tests are left out, but where
``FIRSTHAND_CI`` is set they fail.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp

from firsthand.data import Claim, DocumentId
from firsthand.example import REPORTS
from firsthand.progress import silent
from firsthand.report import opened
from firsthand.report.end_names import end_name
from firsthand.report.html import page as static_page
from firsthand.report.phrasing import as_sentence
from firsthand.web import Desk, application
from firsthand.web.desk import read_desk, record_hash
from tests.report.demo_record import full, make
from tests.report.hostile import EVIL, hostile

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and "FIRSTHAND_CI" not in os.environ, reason="Chromium is not installed"
    ),
]
if "FIRSTHAND_CI" in os.environ:
    from playwright import sync_api
else:
    sync_api = pytest.importorskip("playwright.sync_api")
PARTS = ("", "/o", "/copies", "/k", "/details", "/matrix", "/time", "/said", "/only", "/reports", "/check", "/brief")
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
    first = story.documents[0]
    return [
        "/", "/log", "/search?q=dam", f"/compare?a={pair.a}&b={pair.b}",
        f"/compare?a={pair.a}&b={pair.b}&c={next(d for d in story.documents if d not in {pair.a, pair.b})}",
        f"/d/{first}?q=dam&marks=all", f"/d/{first}?char=1,40#char=1,40", f"/s/{story.id}/since/watched", "/nothing",
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


def busy_desk() -> Desk:
    """A desk with all that a page can show: figures, histories, doubts, judgements, marks, changes since."""
    record = opened(full())
    desk = Desk((), None, None, opened(replace(record, claims=record.claims[2:])))
    desk.watch(record.stories[0].id, watched=True)
    desk.take(record)
    other = next(one for one in record.claims if not {*one.statements} & {*record.claims[0].statements})
    desk.judge("different", record.claims[0].id, other.id, "not the same gate")
    desk.keep_note(kind="tick", claim=record.claims[0].id, mark="checked", note="called")
    return desk


@pytest.mark.parametrize("size", SIZES)
def test_every_served_page_holds(browser, size: str) -> None:
    desk = busy_desk()
    with served(application(desk)) as base, looked_at(browser, size) as (page, wrong):
        for path in paths(desk.record):
            page.goto(base + path)
            if SIZES[size][2]:
                assert sideways(page) <= 0, path
                page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
                assert sideways(page) <= 0, path
                assert grave(page) == [], path
            assert page.locator("h1").count() >= 1, path
        assert wrong == []


def test_a_matrix_of_many_texts_fits_a_screen_and_no_number_breaks(browser, tmp_path: Path) -> None:
    record = make()
    first = record.documents[0]
    many = tuple(replace(first, id=f"d-{n:016x}", outlet=replace(first.outlet, name=f"The Daily Paper of Town {n}"))
                 for n in range(18))  # fmt: skip
    story = replace(record.stories[0], documents=(*record.stories[0].documents, *(one.id for one in many)))
    made = opened(replace(record, documents=(*record.documents, *many), stories=(story,)))
    with served(application(Desk((), None, None, made))) as base, looked_at(browser, "wide") as (page, wrong):
        page.goto(f"{base}/s/{story.id}/matrix?show=all")
        heads = page.locator(".matrix thead th").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().right)"
        )
        assert len(heads) > 20
        assert max(heads) <= 1280
        assert sideways(page) == 0
        names = page.locator(".matrix thead .head > a").evaluate_all(
            "all => all.map((one) => { const box = one.getBoundingClientRect(); return [box.x, box.right] })"
        )
        assert all(a[1] <= b[0] for a, b in pairwise(names))
        assert wrong == []
    with served(application(Desk((), None, None, made))) as base, looked_at(browser, "narrow") as (page, wrong):
        page.goto(f"{base}/s/{story.id}")
        page.evaluate("document.querySelectorAll('.funnel b').forEach((one) => { one.textContent = '1,234,567' })")
        high = page.locator(".funnel b").evaluate_all("all => all.map((one) => one.getClientRects().length)")
        assert high and set(high) == {1}
        assert sideways(page) == 0
    file = tmp_path / "report.html"
    file.write_text(static_page(made), encoding="utf-8")
    with looked_at(browser, "narrow") as (page, _):
        page.goto(file.as_uri())
        for where in (".funnel b", ".sections span", ".standfirst b"):
            page.evaluate(f"document.querySelectorAll('{where}').forEach((one) => {{ one.textContent = '1,234,567' }})")
            high = page.locator(where).evaluate_all("all => all.map((one) => one.getClientRects().length)")
            assert high and set(high) == {1}, where
        assert sideways(page) == 0


def test_words_under_a_stage_of_a_claim_stand_below_each_other(browser) -> None:
    record = opened(full())
    story = record.stories[0]
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, _):
        for path in (f"/s/{story.id}/k", f"/s/{story.id}/c/{record.histories_of(story)[0].claims[0]}"):
            page.goto(base + path)
            boxes = page.locator(".timeline .words").first.evaluate(
                "one => ['p', 'blockquote'].map((name) => one.querySelector(name).getBoundingClientRect())"
                ".map((box) => [box.left, box.top, box.bottom])"
            )
            assert boxes[0][0] == boxes[1][0], path
            assert boxes[0][2] <= boxes[1][1] + 1, path


@pytest.mark.parametrize("size", SIZES)
def test_the_one_page_holds(browser, size: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(static_page(full()), encoding="utf-8")
    with looked_at(browser, size) as (page, wrong):
        page.goto(file.as_uri())
        if SIZES[size][2]:
            assert sideways(page) <= 0
        drawn = page.locator("svg.path").first
        page.locator(".headline summary").first.click()
        assert drawn.is_visible() == (size != "narrow")
        assert page.locator(".headline .steps").first.is_visible() == (size == "narrow")
        assert wrong == []


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_nothing_serious_is_found_on_the_one_page(browser, size: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    # its own policy lets no script in, and the checker is one
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", static_page(full()))
    file.write_text(text, encoding="utf-8")
    with looked_at(browser, size) as (page, _):
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert grave(page) == []


def test_nothing_hostile_runs_or_is_asked_for(browser, tmp_path: Path) -> None:
    record = opened(hostile())
    file = tmp_path / "report.html"
    file.write_text(static_page(record), encoding="utf-8")
    desk = Desk((), None, None, record, name=EVIL)
    desk.watch(record.stories[0].id, watched=True)
    with served(application(desk)) as base, looked_at(browser, "wide") as (page, wrong):
        for address in (file.as_uri(), *(base + path for path in paths(record))):
            page.goto(address)
            page.wait_for_timeout(20)
        assert wrong == []


def test_labels_of_drawings_do_not_meet_as_they_are_set(browser) -> None:
    record = opened(full())
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, _):
        kinds = set()
        for path in (
            *(f"/s/{record.stories[0].id}{part}" for part in ("", "/copies", "/time")),
            *(f"/s/{record.stories[0].id}/c/{one.id}" for one in record.claims),
        ):
            page.goto(base + path)
            met = page.evaluate(
                """() => [...document.querySelectorAll(
                    "svg.path, svg.lanes, .time-strip svg, svg.tracks, svg.value-steps")].flatMap((svg) => {
                  const all = [...svg.querySelectorAll("text")].map((t) => [t.textContent, t.getBoundingClientRect()]);
                  return all.flatMap(([a, r], i) => all.slice(i + 1).filter(([, s]) =>
                    r.left < s.right - 1 && s.left < r.right - 1 && r.top < s.bottom - 4 && s.top < r.bottom - 4
                  ).map(([b]) => `${a} | ${b}`));
                })"""
            )
            assert met == [], path
            kinds |= {
                kind for kind in ("path", "lanes", "tracks", "value-steps") if page.locator(f"svg.{kind}").count()
            }
        assert kinds == {"path", "lanes", "tracks", "value-steps"}


@pytest.mark.parametrize("size", SIZES)
def test_the_map_of_two_texts_stands_above_their_rows_and_leads_to_them(browser, size: str) -> None:
    record = opened(make())
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, size) as (page, wrong):
        for pair in [one for one in record.derivations if one.passages][:4]:
            page.goto(f"{base}/compare?a={pair.a}&b={pair.b}")
            box, whole = page.locator(".ribbons svg").first.bounding_box(), page.locator(".compare").bounding_box()
            assert box["y"] + box["height"] <= whole["y"]
            assert whole["x"] - 1 <= box["x"] < box["x"] + box["width"] <= whole["x"] + whole["width"] + 1
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


def most_on_one_unnamed(desk: Desk) -> Claim:
    """The claim with most pages that rests on one source without a name, worked out from the record."""
    record = desk.record
    alone = [one for one in record.shared(record.ranked_stories[0])
             if len(one.origins) == 1 and end_name(record.origin[one.origins[0]]).form == "unnamed"]  # fmt: skip
    return max(alone, key=lambda one: one.reports.documents)


def pages_of(text: str) -> int:
    return int(re.search(r"(\d+) pages?", text).group(1))


@pytest.mark.models
def test_the_whole_task_by_keyboard_alone(browser, tmp_path: Path) -> None:  # noqa: PLR0915 (one task)
    folder = tmp_path / "pages"
    shutil.copytree(REPORTS, folder)
    desk = read_desk([str(folder)], tmp_path / "pages.db", "Ada Obi", 1, silent)
    wanted = most_on_one_unnamed(desk)
    with served(application(desk)) as base, looked_at(browser, "wide") as (page, wrong):
        page.goto(base)
        page.keyboard.press("j")
        page.keyboard.press("o")  # the story
        page.wait_for_url("**/s/st-*")
        page.wait_for_load_state("load")
        rows = page.locator("[data-item]").count()
        best, at = 0, -1
        for number in range(rows):  # read each row as one goes; of those on one unnamed source the one with most pages
            page.keyboard.press("j")
            row = page.locator(".chosen")
            origins = row.locator(".picture").first
            unnamed = origins.locator(".end.hollow").count() == 1 == origins.locator(".end").count()
            if unnamed and not origins.locator(".half, .maybe").count() and pages_of(row.inner_text()) > best:
                best, at = pages_of(row.inner_text()), number
        assert at >= 0, "no claim on one source without a name was found"
        assert best == wanted.reports.documents
        for _ in range(rows - 1 - at):
            page.keyboard.press("k")
        page.keyboard.press("o")
        page.wait_for_url("**/c/c-*")
        page.wait_for_load_state("load")
        assert page.url.rpartition("/")[2] == wanted.id
        number = page.locator(".items > li").count()
        for _ in range(30):
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
        page.wait_for_load_state("load")
        assert [one.id for one in desk.record.claims if one.id == wanted.id] == [wanted.id]
        page.keyboard.press("u")  # up, and to the claim again
        page.wait_for_url("**/s/st-*")
        page.wait_for_load_state("load")
        for _ in range(at + 1):
            page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url("**/c/c-*")
        page.wait_for_load_state("load")
        assert page.url.rpartition("/")[2] == wanted.id
        assert page.locator(".items > li").count() == number
        page.keyboard.press("c")  # copy the citation
        page.wait_for_timeout(300)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert wanted.id in copied
        assert "#char=" in copied
        for key, where in (("s", "**/s/st-*"), ("r", "**/reports"), ("m", "**/matrix")):
            page.keyboard.press("g")
            page.keyboard.press(key)
            page.wait_for_url(where)
            page.wait_for_load_state("load")
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
def test_the_whole_task_by_tab_and_enter_alone(browser, size: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    shutil.copytree(REPORTS, folder)
    desk = read_desk([str(folder)], tmp_path / "pages.db", "Ada Obi", 1, silent)
    wanted = most_on_one_unnamed(desk)
    with served(application(desk)) as base, looked_at(browser, size) as (page, wrong):

        def claim() -> int:
            """From the desk to the claim, by its words; how many wordings it has."""
            tabbed_to(page, desk.record.headline(desk.record.ranked_stories[0]))
            page.keyboard.press("Enter")
            page.wait_for_url("**/s/st-*")
            tabbed_to(page, as_sentence(wanted.text, 60).rstrip("…"))
            page.keyboard.press("Enter")
            page.wait_for_url("**/c/c-*")
            assert page.url.rpartition("/")[2] == wanted.id
            return page.locator(".items > li").count()

        page.goto(base)
        number = claim()
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
        tabbed_to(page, "Desk")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{base}/")
        assert claim() == number
        tabbed_to(page, "Copy with citation")
        page.keyboard.press("Enter")  # without a script the words with their citation stand in a field
        assert wanted.id in page.locator("[data-cite]").first.input_value()
        assert page.locator("[data-cite]").first.is_visible()
        assert wrong == []


@pytest.mark.parametrize("size", ["wide", "no script"])
def test_a_claim_is_marked_and_cited_on_the_page_of_its_story(browser, size: str) -> None:
    desk = Desk((), None, None, opened(make()), name="Ada Obi")
    story = desk.record.stories[0].id
    with served(application(desk)) as base, looked_at(browser, size) as (page, wrong):
        page.goto(f"{base}/s/{story}")
        row = page.locator(".headline").first
        claim = row.get_attribute("id")
        if SIZES[size][2]:
            page.keyboard.press("j")
            page.keyboard.press("t")
            assert page.evaluate("document.activeElement.name") == "mark"
            page.keyboard.press("c")  # a letter in a list of marks chooses there
            page.locator(".headline").first.locator("select[name=mark]").select_option("checked")
            page.keyboard.press("Tab")
            page.keyboard.type("called the service")
            page.keyboard.press("Enter")
        else:
            row.locator(".beside-claim summary").click()
            row.locator("select[name=mark]").select_option("checked")
            row.locator("input[name=note]").fill("called the service")
            row.get_by_role("button", name="Keep").click()
        page.wait_for_url("**note=Marked*")
        page.wait_for_load_state("load")
        assert "called the service" in page.locator(".headline").first.inner_text()
        if SIZES[size][2]:
            page.keyboard.press("j")
            page.keyboard.press("c")
            page.wait_for_timeout(200)
            copied = page.evaluate("navigator.clipboard.readText()")
        else:
            copied = page.locator(".headline").first.locator("[data-cite]").input_value()
        assert claim in copied
        assert "checked by Ada Obi" in copied
        assert wrong == []


def test_a_link_to_characters_shows_them_or_says_that_they_are_not_here(browser) -> None:
    record = opened(make())
    one = record.documents[0]
    with served(application(Desk((), None, None, record))) as base, looked_at(browser, "wide") as (page, wrong):
        page.goto(f"{base}/d/{one.id}#char=5,30")
        page.wait_for_selector("[id='char=5,30']")
        assert "".join(page.locator("[id='char=5,30']").all_inner_texts()).split() == one.text[5:30].split()
        page.goto(f"{base}/d/{one.id}?x=1#char=5,{len(one.text) + 1}")
        page.wait_for_selector("[role=alert]")
        assert "has no characters" in page.locator("[role=alert]").inner_text()
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
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches('#{hung.id} summary')"):
                break
        page.keyboard.press("Enter")
        assert page.locator(f"#{hung.id} .wordings").is_visible()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.className") == "words-link":
                break
        words = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.wait_for_url("**#*")
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


def test_every_other_key_does_what_the_list_of_keys_says(browser) -> None:
    desk = busy_desk()
    story = desk.record.stories[0]
    first = next(one for one in desk.record.shared(story) if desk.record.origins_of(one))
    with served(application(desk)) as base, looked_at(browser, "wide") as (page, wrong):
        for key, verdict in (("=", "same"), ("~", "unsure")):
            page.goto(f"{base}/s/{story.id}/o")
            page.keyboard.press(key)
            page.wait_for_selector(".note p:has-text('Kept')")
            page.wait_for_load_state()  # keys are heard from then on
            assert [one.verdict for one in desk.judgements() if one.about == "ends"] == [verdict]
            page.keyboard.press("z")
            page.wait_for_selector(".note p:has-text('Taken back')")
        for path, name in ((f"/s/{story.id}/c/{first.id}", "e"), (f"/s/{story.id}/o", "e"), ("/", "d"),
                           (f"/s/{story.id}/time", "d"), (f"/d/{story.documents[0]}", "d")):  # fmt: skip
            page.goto(base + path)
            page.keyboard.press(name)
            field = page.locator(":focus")
            assert field.get_attribute("name") == {"e": "b", "d": "date"}[name], path
            assert field.is_visible(), path

        stepped = "[...document.querySelectorAll('[data-change]')].findIndex((one) => one.matches('.stepped'))"
        pair = next(one for one in desk.record.derivations if one.relation == "rewrite")
        page.goto(f"{base}/compare?a={pair.a}&b={pair.b}")
        for key, place in (("n", 0), ("n", 1), ("p", 0)):
            page.keyboard.press(key)
            assert page.evaluate(stepped) == place
        page.locator('[data-press="n"]').click()
        assert page.evaluate(stepped) == 1
        page.keyboard.press("y")
        page.wait_for_selector("[data-press=y]:has-text('Copied')")
        assert f"at={record_hash(desk.record)}" in page.evaluate("navigator.clipboard.readText()")
        page.goto(f"{base}/d/{story.documents[0]}")
        page.keyboard.press("f")
        page.keyboard.press("x")
        assert page.evaluate("document.body.className") == "site no-furniture no-copies"
        page.goto(f"{base}/s/{story.id}/since/watched")
        page.keyboard.press("v")
        page.wait_for_url("**note=Watched*")
        assert "nothing" in page.locator("main").inner_text()
        assert wrong == []


def test_a_file_that_is_dropped_is_named_while_it_is_read_and_when_it_is_added(browser, tmp_path: Path) -> None:
    record, go_on = opened(make()), threading.Event()

    def reader(given, store, report, judged):
        report("reading", 1, 2)
        go_on.wait(30)
        return record

    with (
        served(application(Desk((str(tmp_path),), None, reader, record))) as base,
        looked_at(browser, "wide") as (page, wrong),
    ):
        page.goto(base)
        page.on("console", lambda one: go_on.set() if one.text.startswith("dropped.txt: reading 1 of 2") else None)
        page.evaluate(
            "const told = document.querySelector('[data-progress]');"
            "new MutationObserver(() => console.log(told.textContent)).observe(told, { childList: true });"
            "const dropped = new DataTransfer();"
            "dropped.items.add(new File(['The dam held.'], 'dropped.txt', { type: 'text/plain' }));"
            "document.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped }))"
        )
        page.wait_for_selector(".note p:has-text('Added dropped.txt')")
        assert go_on.is_set(), "the page that is left says how far it is, and of which file"
        assert (tmp_path / "dropped.txt").read_text() == "The dam held."
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
        there = [path for path in paths(record) if path != "/nothing" and "/since/" not in path]

        def read() -> None:
            for path in there:
                with urllib.request.urlopen(base + path) as answer:
                    codes.append(answer.status)

        readers = [threading.Thread(target=read) for _ in range(5)]
        for one in readers:
            one.start()
        for one in readers:
            one.join(60)
        assert len(codes) == 5 * len(there)
        assert set(codes) == {200}
