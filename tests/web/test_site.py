"""Every page and every export: links lead somewhere, text from outside stays text, ids fail loudly."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup, escape
from starlette.testclient import TestClient

from firsthand.data import (
    ARTICLE_KINDS,
    ClaimState,
    JudgedThing,
    Judgement,
    OriginNode,
    Outlet,
    Record,
    Span,
    TextOrigin,
)
from firsthand.judgements import judgement
from firsthand.judging import judge
from firsthand.page_archive import Archived
from firsthand.report import OpenRecord, one_story, opened, storyview
from firsthand.report.html import page as static_page
from firsthand.report.passages import Printed
from firsthand.report.phrasing import decided_in_words, file_name, states_in_words
from firsthand.report.places import Places
from firsthand.report.story_lists import StoryLists, leans
from firsthand.report.text import derived
from firsthand.web import Desk, application, rows, sheets
from firsthand.web.citation import citation, original
from firsthand.web.comparing import (
    ComparedRow,
    ThreefoldRow,
    compared_rows,
    fills_columns,
    side_by_side,
    threefold_rows,
)
from firsthand.web.desk import difference, successors
from firsthand.web.matrix import matrix
from firsthand.web.sampling import DRAWN, QUESTIONS, drawn, held_to
from firsthand.web.searching import Facets, Search, facets_of
from firsthand.web.whose_words import shares_in_words, whose_words, word_shares
from tests.report.demo_record import full, make
from tests.report.hostile import CONTROLS, EVIL, hostile, large
from tests.report.test_page import Page

RECORD = opened(make())
STORY = RECORD.stories[0]
PARTS = (
    "",
    "/o",
    "/copies",
    "/k",
    "/details",
    "/matrix",
    "/matrix?show=all",
    "/matrix?show=denied",
    "/time",
    "/said",
    "/only",
    "/reports",
    "/brief",
    "/check",
)


def client(record: Record) -> TestClient:
    return TestClient(application(Desk((), None, None, opened(record))), base_url="http://127.0.0.1:8031")


def paths(record: OpenRecord, most: int = 40) -> list[str]:
    story = record.stories[0]
    found = [f"/s/{story.id}{part}" for part in PARTS]
    found += [f"/s/{story.id}/c/{one}" for one in story.claims[:most]]
    found += [f"/d/{one}" for one in story.documents[:most]]
    found += [
        f"/compare?a={one.a}&b={one.b}&mode={mode}"
        for one in record.derivations[:6]
        for mode in ("", "line", "changes")
    ]
    return ["/", "/log", "/search?q=the+dam", "/search", f"/d/{story.documents[0]}?q=dam&marks=all", *found]


def test_every_link_of_every_page_leads_to_a_place() -> None:
    asked = client(RECORD)
    pages = {path: asked.get(path) for path in paths(RECORD)}
    assert {one.status_code for one in pages.values()} == {200}
    read = {path: Page(one.text) for path, one in pages.items()}
    assert [path for path, one in read.items() if one.misnested or len(one.ids) != len(set(one.ids))] == []
    links = {link for one in read.values() for link in one.links if not link.startswith(("http", "/static"))}
    known: dict[str, Page] = {}
    for path, one in read.items():
        for link in one.links:
            if link.startswith("#"):
                assert link[1:] in one.ids, (path, link)
    for link in sorted(one for one in links if one.startswith("/")):
        address, _, place = link.partition("#")
        if address not in known:
            answer = asked.get(address)
            assert answer.status_code == 200, link
            known[address] = Page(answer.text if "html" in answer.headers["content-type"] else "")
        assert not place or place in known[address].ids, link


def test_the_funnel_leads_to_what_it_counts() -> None:
    asked = client(RECORD)
    for path in ("/", f"/s/{STORY.id}"):
        (funnel,) = re.findall(r'<ol class="funnel".*?</ol>', asked.get(path).text, re.DOTALL)
        links = re.findall(r'<a href="([^"]+)"><b>', funnel)
        assert len(links) == funnel.count("<b>") == 3, path
        assert {asked.get(link.partition("#")[0]).status_code for link in links} == {200}, path


def test_the_contents_count_what_their_pages_hold() -> None:
    record = opened(full())
    asked = client(record)
    page = asked.get(f"/s/{STORY.id}").text
    (contents,) = re.findall(r'<nav class="sections".*?</nav>', page, re.DOTALL)
    told = {title: int(number) for title, number in re.findall(r">([^<]+)</a> <span>(\d+)", contents)}

    def held(page: str, column: str) -> int:
        return len({row[column] for row in asked.get(f"/s/{STORY.id}/{page}.json").json()["rows"]})

    assert told.pop("More claims", 0) == page.count('<li data-item id="c-')
    assert told.pop("How claims changed") == len(record.histories_of(STORY))
    assert told.pop("Only in one report", 0) == held("only", "claim")
    assert told == {
        "Details": held("details", "id"), "Where they part": held("k", "id"), "Who copied whom": held("copies", "id"),
        "On whose word": held("o", "end"), "Who said what": held("said", "speaker"), "Timeline": held("time", "id"),
        "Reports": held("reports", "report"),
    }  # fmt: skip


def test_no_page_needs_a_script_and_none_is_inline() -> None:
    asked = client(RECORD)
    for path in paths(RECORD, 4):
        source = asked.get(path).text
        read = Page(source)
        assert [name for name, _ in read.attributes if name.startswith("on") or name == "style"] == []
        assert source.count("<script") == 1
        assert '<script type="module" src="/static/desk.js"></script>' in source
        assert not set(read.tags) & {"style", "iframe", "object", "embed", "base", "img"}


def hostile_desk() -> Desk:
    """A desk whose reader, addresses and notes are hostile too, with a record before and a story that is watched."""
    record = opened(hostile())
    earlier = opened(replace(record, claims=record.claims[2:], documents=record.documents[:-1]))
    desk = Desk((), None, None, earlier, name=EVIL)
    desk.watch(record.stories[0].id, watched=True)
    desk.take(record)
    for claim in record.claims[:3]:
        desk.keep_note(kind="tick", claim=claim.id, mark="checked", note=EVIL)
        desk.keep_note(kind="check", claim=claim.id, question="same", answer=EVIL)
    desk.keep_note(kind="counts", judgement=record.judgements[0].id, says=EVIL)
    desk.keep_search(EVIL, f"q={EVIL.encode('utf-8', 'replace').decode()}", kept=True)
    told = record.judgements[0]
    desk._kept.append(judgement(told.about, told.a, told.b, "different", by=EVIL, at=told.at, note=EVIL))
    desk.not_fetched = (Archived(EVIL, "", EVIL),)
    desk.failed = EVIL
    return desk


def test_text_from_outside_stays_text_on_every_page_and_in_every_export() -> None:
    desk = hostile_desk()
    record = desk.record
    asked = TestClient(application(desk), base_url="http://127.0.0.1:8031")
    story, one = record.stories[0], record.documents[0]
    every = [*paths(record, 5), f"/s/{story.id}/reports", f"/s/{story.id}/since/last", f"/s/{story.id}/since/watched",
             f"/d/{one.id}?char=1,40", f"/x/{record.facts[0].id}", "/desk?sources=all", "/nothing", "/search?texts=1",
             f"/s/{story.id}/check?seed={'%3Cscript%3E'}"]  # fmt: skip
    for path in every:
        source = asked.get(path).text
        read = Page(source)
        assert read.tags.count("script") == 1, path
        assert "img" not in read.tags, path
        assert [name for name, _ in read.attributes if name.startswith("on")] == [], path
        assert [link for link in read.links if not link.startswith(("/", "#", "?", "https://news.example/"))] == [], (
            path
        )
        assert [c for c in CONTROLS if c in source] == [], path
    for path in every:
        address, _, query = path.partition("?")
        for suffix in ("csv", "md", "json"):
            answer = asked.get(f"{'/desk' if address == '/' else address}.{suffix}?{query}")
            if answer.status_code == 404:
                assert path == "/nothing"
                continue
            assert answer.status_code == 200, path
            assert [c for c in CONTROLS if c in answer.text] == [], (path, suffix)
            assert answer.headers["content-type"].split(";")[0] in {"text/csv", "text/markdown", "application/json"}
            if suffix == "md":
                assert not re.search(r"(?<!\\)<", answer.text), path
            if suffix == "csv":
                cells = csv.reader(io.StringIO(answer.text.partition("\n")[2]))
                assert [cell for row in cells for cell in row if cell[:1] in set("=+-@")] == [], path
    for path in ("/judgements.jsonl", "/sources.csv", "/progress"):
        assert [c for c in CONTROLS if c in asked.get(path).text] == [], path
    answer = asked.get("/record.json")
    assert answer.status_code == 422
    assert answer.text.startswith("this record holds half a character")


@pytest.mark.parametrize("asked", [EVIL, '"', "'", "\\", "<b>", "a" * 500, "%00", "(.*)+$", "{{7*7}}", "\ud800x"])
def test_whatever_is_searched_for_stays_text(asked: str) -> None:
    answer = client(RECORD).get("/search", params={"q": asked.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200
    assert Page(answer.text).tags.count("script") == 1
    assert "49" not in Page(answer.text).text.partition("claims")[0]


def test_exports_are_what_the_page_shows_and_say_so_first() -> None:
    asked = client(RECORD)
    for part in PARTS:
        path, _, query = part.partition("?")
        told = json.loads(asked.get(f"/s/{STORY.id}{path}.json?{query}").text)
        first, *rest = asked.get(f"/s/{STORY.id}{path}.csv?{query}").text.splitlines()
        assert first.startswith("# shows: "), part
        assert told["record"] in first
        rows = list(csv.DictReader(io.StringIO("\n".join(rest))))
        assert len(rows) == len(told["rows"]), part
    told = json.loads(asked.get(f"/s/{STORY.id}.json").text)
    assert len(told["rows"]) == len(STORY.claims)


def test_a_claim_as_markdown_is_a_paragraph_with_its_notes() -> None:
    claim = RECORD.claims[0]
    text = client(RECORD).get(f"/s/{STORY.id}/c/{claim.id}.md").text
    for number in range(1, len(claim.statements) + 1):
        assert text.count(f"[^{number}]") == 2
    assert "SHA\\-256" in text


def test_a_claim_is_copied_as_text_as_markdown_and_as_a_row() -> None:
    claim = RECORD.shared(STORY)[0]
    asked = client(RECORD)
    page = asked.get(f"/s/{STORY.id}/c/{claim.id}").text
    (plain, markdown, row), *_ = [
        [unescape(text) for text in re.findall(r"data-cite>(.*?)</textarea>", fold, re.DOTALL)]
        for fold in re.findall(r'<details class="cite">.*?</details>', page, re.DOTALL)
    ]
    assert claim.id in plain
    assert markdown.count("[^1]") == 2
    (told,) = csv.DictReader(io.StringIO(row))
    (shown,) = [one for one in asked.get(f"/s/{STORY.id}.json").json()["rows"] if one["claim"] == claim.id]
    assert told == {key: "" if value is None else str(value) for key, value in shown.items()}


def test_no_cell_of_a_csv_is_a_formula() -> None:
    claims = tuple(
        replace(one, text=f"{sign}cmd|' /C calc'!A0") for one, sign in zip(RECORD.claims, "=+-@", strict=False)
    )
    record = replace(RECORD, claims=(*claims, *RECORD.claims[len(claims) :]))
    text = client(record).get(f"/s/{STORY.id}.csv").text
    rows = list(csv.reader(io.StringIO("\n".join(text.splitlines()[1:]))))
    assert [cell for row in rows for cell in row if cell[:1] in set("=+-@")] == []
    assert any(cell.startswith("'=cmd") for row in rows for cell in row)


def test_what_is_not_there_is_said_with_the_nearest_ids_and_nothing_else_is_shown() -> None:
    asked = client(RECORD)
    claim = STORY.claims[0]
    wrong = claim[:-1] + ("0" if claim[-1] != "0" else "1")
    for path in (f"/s/{STORY.id}/c/{wrong}", f"/x/{wrong}", "/d/d-000000000000", "/s/st-nothing", "/compare?a=x&b=y",
                 f"/s/{STORY.id}/since/abc", f"/s/{STORY.id}?at=abc", "/nothing", f"/s/{STORY.id}/zzz"):  # fmt: skip
        assert asked.get(path).status_code == 404, path
    page = asked.get(f"/x/{wrong}").text
    assert f'href="/x/{claim}"' in page and wrong not in Page(page).text, "named in words, and by no id"
    assert claim not in Page(page).text


def test_every_id_has_a_permanent_link_by_its_beginning_too() -> None:
    asked = client(RECORD)
    for list_ in (
        RECORD.claims,
        RECORD.documents,
        RECORD.conflicts,
        RECORD.derivations,
        RECORD.statements,
        RECORD.stories,
    ):
        for one in list_[:5]:
            for id_ in (one.id, RECORD.short(one.id)):
                assert asked.get(f"/x/{id_}").status_code == 200, id_


def test_a_claim_that_another_took_over_leads_there_and_says_so() -> None:
    old = RECORD.claims[0]
    new = replace(old, id="c-ffffffffffff")
    later = opened(replace(RECORD, claims=(new, *RECORD.claims[1:]),
                           stories=(replace(STORY, claims=(new.id, *STORY.claims[1:])),)))  # fmt: skip
    assert successors(RECORD, later) == {old.id: new.id}
    desk = Desk((), None, None, RECORD)
    desk.take(later)
    asked = TestClient(application(desk), base_url="http://127.0.0.1:8031", follow_redirects=False)
    answer = asked.get(f"/s/{STORY.id}/c/{old.id}")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"/s/{STORY.id}/c/{new.id}?note=was+{old.id}")
    before = desk.before[0][0]
    assert asked.get(f"/s/{STORY.id}/c/{old.id}?at={before}").status_code == 200
    since = asked.get(f"/s/{STORY.id}/since/{before}")
    assert since.status_code == 200
    assert "no count changed" in difference(RECORD, later, old.id)


def test_a_story_that_an_earlier_report_named_anew_leads_there_on_every_page() -> None:
    now = replace(STORY, id="st-ffffffffffff")
    later = opened(replace(RECORD, stories=(now,)))
    assert successors(RECORD, later) == {STORY.id: now.id}
    desk = Desk((), None, None, RECORD)
    desk.take(later)
    asked = TestClient(application(desk), base_url="http://127.0.0.1:8031", follow_redirects=False)
    for page in ("", "/copies", f"/c/{RECORD.claims[0].id}", "/since/last", "/time.json"):
        answer = asked.get(f"/s/{STORY.id}{page}")
        assert answer.status_code == 302
        assert answer.headers["location"].startswith(f"/s/{now.id}{page}?note=This+story+was+{STORY.id}")
    assert asked.get("/s/st-000000000000/copies").status_code == 404


def test_the_matrix_counts_families_and_knows_own_quoted_and_absent() -> None:
    table = matrix(RECORD, STORY, RECORD.shared(STORY))
    assert len(table.texts) == RECORD.texts(STORY)
    for claim, cells in table.rows:
        had = sum(bool(one.how) for one in cells)
        assert had >= claim.reports.after_merging_copies - 1
    assert {cell.how for _, cells in table.rows for cell in cells} >= {"", "own", "quoted"}


def test_the_matrix_says_what_became_of_a_claim() -> None:
    claim = RECORD.claim[RECORD.shared(STORY)[0].id]
    states = (ClaimState("superseded", (), "a later figure"), ClaimState("disputed", (), "another report differs"))
    told = replace(claim, states=states)
    record = replace(make(), claims=tuple(told if one.id == told.id else one for one in make().claims))
    page = client(record).get(f"/s/{STORY.id}/matrix").text
    assert states_in_words(told) in page
    rows = csv.DictReader(io.StringIO(client(record).get(f"/s/{STORY.id}/matrix.csv").text.partition("\n")[2]))
    assert {row["claim"]: row["states"] for row in rows}[told.id] == states_in_words(told)


def test_two_texts_side_by_side_hold_all_of_both() -> None:
    for pair in RECORD.derivations:
        one, other = RECORD.document[pair.a], RECORD.document[pair.b]
        rows = compared_rows(RECORD, one, other)
        for text, side in ((one, "a"), (other, "b")):
            told = " ".join(getattr(row, side).striptags() for row in rows)
            for block in text.blocks:
                if block.kind == "body":
                    first = text.text[block.start : block.end].split()[:4]
                    assert " ".join(first) in " ".join(told.split())
        assert [row.a_start for row in rows if row.a_start >= 0] == sorted(
            row.a_start for row in rows if row.a_start >= 0
        )


def test_what_each_side_alone_has_stands_beside_the_other_where_they_meet() -> None:
    rows = [ComparedRow(kind, Markup(kind), Markup(kind), n, n) for n, kind in enumerate(
        ("left", "left", "added", "same", "added", "changed", "left", "added"))]  # fmt: skip
    runs = side_by_side(rows)
    assert [[number for number, _ in run] for run in runs] == [[1, 2, 3], [4], [5], [6], [7, 8]]
    assert [row for run in runs for _, row in run] == rows
    pages = [client(RECORD).get(f"/compare?a={pair.a}&b={pair.b}").text for pair in RECORD.derivations]
    assert any('<div class="beside">' in page for page in pages)
    for page in pages:
        numbers = [int(one) for one in re.findall(r'id="row-(\d+)"', page)]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_draw_is_the_same_for_everybody_and_another_with_another_seed() -> None:
    first = drawn(RECORD, STORY)
    assert first == drawn(RECORD, STORY)
    assert len(first) == min(DRAWN, len(STORY.claims))
    assert len({one.id for one in first}) == len(first)


def test_search_wants_all_words_and_phrases_as_they_stand() -> None:
    search = Search(RECORD)
    assert search.hits("").claims == ()
    both = search.hits("dam gate")
    assert both.reports
    assert all("dam" in one.text.casefold() for one in both.reports)
    assert not search.hits('"gate dam nine"').reports
    assert search.hits("DAM").reports


def test_a_citation_names_source_place_hash_and_counts() -> None:
    for claim in RECORD.claims:
        told = citation(RECORD, claim)
        assert claim.id in told
        assert "#char=" in told
        assert "SHA-256" in told
        assert "origin" in told


def test_a_citation_tells_the_address_and_no_folder_of_this_machine() -> None:
    claim = RECORD.shared(STORY)[0]
    first = RECORD.in_time(RECORD.statements_of(claim))[0].span.document
    there = {"source_id": f"/home/ada/story/{RECORD.document[first].source_id}", "address": "https://wire.example/dam"}
    documents = tuple(replace(one, **there) if one.id == first else one for one in RECORD.documents)
    told = citation(opened(replace(RECORD, documents=documents)), claim)
    assert "/home" not in told
    assert "; https://wire.example/dam; " in told
    assert f"; {RECORD.document[first].source_id}#char=" in told


def test_the_original_is_linked_at_its_words_and_only_on_the_web() -> None:
    assert original("https://a.example/x?y=1", "one two three") == "https://a.example/x?y=1#:~:text=one%20two%20three"
    assert original("javascript:alert(1)", "a b c") == ""
    assert original("https://a.example/x y", "a b c") == ""
    assert original(None) == ""


def test_a_large_record_is_shown() -> None:
    record = opened(large(60))
    asked = client(record)
    story = record.stories[0]
    for part in ("", "/o", "/copies", "/k", "/matrix", "/time", "/check", "/brief", f"/c/{story.claims[7]}"):
        answer = asked.get(f"/s/{story.id}{part}")
        assert answer.status_code == 200
        assert len(answer.content) < 6_000_000


def test_the_description_is_openapi_and_names_every_page() -> None:
    told = client(RECORD).get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert {"/s/{story}.json", "/s/{story}/matrix.csv", "/search.json", "/record.json"} <= set(told["paths"])
    assert client(RECORD).get("/record.json").json()["documents"]
    form = told["paths"]["/judge"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert {"same", "different", "unsure", "separate", "rename", "date"} <= set(form["properties"]["what"]["enum"])


def test_what_check_says_of_us_is_what_the_evaluations_hold_us_to() -> None:
    floors = tomllib.loads((Path(__file__).parents[2] / "evals" / "floors.toml").read_text(encoding="utf-8"))
    assert [row["question"] for row in held_to()] == [name for name, _ in QUESTIONS]
    for row in held_to():
        assert floors[row["stage"]][row["corpus"]][row["key"]] == float(row["figure"]), row
    page = client(RECORD).get(f"/s/{STORY.id}/check").text
    for row in held_to():
        assert f"at least {round(100 * float(row['figure']))} {row['says']}" in page
    assert "python -m" not in page, "what prints a figure is said in the documentation, and on no page"


def test_search_is_narrowed_by_facets_and_says_how_many_each_leaves() -> None:
    search = Search(RECORD)
    every = search.hits("", Facets(texts=1))
    assert len(every.claims) == len(RECORD.claims)
    choices = [*every.choices, *search.hits("the").choices]
    assert {one.name for one in choices} >= {"kind", "outlet", "texts"}
    for asked, found in (("", every), ("the", search.hits("the"))):
        base = {"texts": "1"} if not asked else {}
        for one in found.choices:
            narrowed = search.hits(asked, facets_of({**base, one.name: one.value}))
            assert len(narrowed.claims) == one.number, one
    outlet = RECORD.outlet(RECORD.documents[0].id)
    of_one = search.hits("", Facets(outlet=outlet))
    assert {RECORD.outlet(one.id) for one in of_one.reports} == {outlet}
    assert search.hits("", Facets(first="2999")).reports == ()
    assert search.hits("", Facets(last="1000")).claims == ()
    assert facets_of({"kind": "x", "state": "<b>", "texts": "-1", "first": "yesterday"}) == Facets()


def test_a_facet_is_a_link_and_a_chosen_one_is_taken_away() -> None:
    asked = client(RECORD)
    page = asked.get("/search?q=the&texts=2&kind=says").text
    links = Page(page).links
    assert "/search?q=the&kind=says" in links
    assert "/search?q=the&texts=2" in links
    for link in (one for one in links if one.startswith("/search?")):
        assert asked.get(link).status_code == 200
    csv_of = asked.get("/search.csv?q=the&texts=2").text
    assert "texts=2" in csv_of.partition("\n")[0]


def test_a_search_is_kept_and_forgotten() -> None:
    asked = client(RECORD)
    token = re.search(r'name="token" value="([^"]+)"', asked.get("/search?q=the").text)
    assert token is not None
    form = {"token": token.group(1), "back": "/search?q=the", "search": "q=the&kind=unnamed", "name": "<b>Who"}
    assert "The search is kept" in asked.post("/searches", data=form).text
    for page in ("/search", "/"):
        assert '<a href="/search?q=the&amp;kind=unnamed">&lt;b&gt;Who</a>' in asked.get(page).text
    asked.post("/searches", data={**form, "kept": "no"})
    assert "Kept searches" not in asked.get("/search").text
    assert "no search to keep" in asked.post("/searches", data={**form, "search": ""}).text


def test_the_matrix_is_sorted_by_the_column_that_is_clicked() -> None:
    asked = client(RECORD)
    path = f"/s/{STORY.id}/matrix"
    page = asked.get(f"{path}?show=all")
    links = [one for one in Page(page.text).links if "sort=" in one]
    assert len(links) == 1 + RECORD.texts(STORY)
    order = {how: n for n, how in enumerate(("own", "both", "quoted", "denied", ""))}
    plain = [row["claim"] for row in asked.get(f"{path}.json?show=all").json()["rows"]]
    for number, link in enumerate(links[1:]):
        rows = asked.get(f"{path}.json{link}").json()["rows"]
        had = [order[list(row.values())[3 + number]] for row in rows]
        assert had == sorted(had), link
        assert sorted(row["claim"] for row in rows) == sorted(plain)
        turned = next(one for one in Page(asked.get(path + link).text).links if "sort=-" in one)
        assert 'aria-sort="ascending"' in asked.get(path + link).text
        back = asked.get(f"{path}.json{turned}").json()["rows"]
        assert [order[list(row.values())[3 + number]] for row in back] == sorted(had, reverse=True)
    words = [row["text"].casefold() for row in asked.get(f"{path}.json{links[0]}").json()["rows"]]
    assert words[0] <= words[-1]
    for nothing in ("d-000000000000", "-", "<b>"):
        rows = asked.get(f"{path}.json", params={"show": "all", "sort": nothing}).json()["rows"]
        assert [row["claim"] for row in rows] == plain


def test_the_strip_counts_every_letter_once_and_copies_are_nobodys_own() -> None:
    for record in (RECORD, opened(large(6)), opened(hostile())):
        for one in record.documents:
            found = whose_words(record, one)
            letters = sum(not c.isspace() for c in one.text[one.blocks[0].start : one.blocks[-1].end])
            assert sum(stretch.letters for stretch in found) == letters
            assert all(a.end <= b.start for a, b in pairwise(found))
            for stretch in found:
                inside = {b.kind for b in one.blocks if b.start < stretch.end and stretch.start < b.end} - {"blank"}
                assert (stretch.kind == "furniture") == inside.isdisjoint(ARTICLE_KINDS)
    pair = next(one for one in RECORD.derivations if one.relation in {"same_text", "near_copy"})
    derived, source = (RECORD.document[id_] for id_ in RECORD.parted(pair))
    of = {d.id: {s.kind for s in whose_words(RECORD, d)} for d in (derived, source)}
    assert "copied" in of[derived.id]
    assert ("copied" if pair.direction == "unknown" else "lent") in of[source.id], "it is not on this page only"


def test_a_report_shows_whose_words_it_is_made_of() -> None:
    asked = client(RECORD)
    pair = next(one for one in RECORD.derivations if one.relation in {"same_text", "near_copy"})
    derived, source = RECORD.parted(pair)
    page = asked.get(f"/d/{derived}").text
    strip = page.partition('<figure class="whose"')[2].partition("</figure>")[0]
    assert f'<a href="/compare?a={source}&amp;b={derived}"><rect class="whose-copied"' in strip
    told = re.findall(r"(only on this page|also on other pages|quoted|no article text) <b>([\d,]+)</b>", strip)
    assert [name for name, _ in told] == ["only on this page", "also on other pages", "quoted", "no article text"]
    letters = sum(not c.isspace() for c in RECORD.document[derived].text)
    assert sum(int(number.replace(",", "")) for _, number in told) == letters
    edge = 0.0
    for x, width in re.findall(r'x="([\d.]+)" y="0" width="([\d.]+)"', strip):
        assert abs(float(x) - edge) < 0.1
        edge = float(x) + float(width)
    assert 999 < edge < 1001


def test_the_page_of_time_shows_the_days_of_its_address_alone() -> None:
    asked = client(RECORD)
    path = f"/s/{STORY.id}/time"
    every = asked.get(f"{path}.json").json()["rows"]
    tracks = asked.get(path).text
    first = re.search(r'data-first="([0-9-]+)"', tracks)
    last = re.search(r'data-last="([0-9-]+)"', tracks)
    assert first is not None
    assert last is not None
    events = [RECORD[row["id"]] for row in every]
    day = next(one.earliest[:10] for one in events if one.earliest and len(one.earliest) >= 10)
    for begins, ends in ((day, day), (day, ""), ("", day), (first.group(1), last.group(1)), (last.group(1), day)):
        query = f"?from={begins}&to={ends}"
        page = asked.get(path + query)
        rows = asked.get(f"{path}.json{query}").json()["rows"]
        a, b = sorted((begins or "0", ends or "9")) if begins and ends else (begins or "0", ends or "9")
        held = [row["id"] for row, one in zip(every, events, strict=True)
                if (one.earliest or one.latest) and (one.earliest or one.latest) <= b + "T99"
                and (one.latest or one.earliest)[:10] >= a]  # fmt: skip
        assert [row["id"] for row in rows] == held, query
        assert f"<b>{len(held)}</b> of {len(every)} events" in page.text
        assert page.text.count('<rect class="between"') == 1
        assert [id_ for id_ in Page(page.text).ids if id_ in RECORD and id_.startswith(events[0].id[:2])] == held
        assert f"from={begins}" in asked.get(f"{path}.csv{query}").text.partition("\n")[0]
    for nothing in ("yesterday", "2031-02-30", "<b>", "٢٠٣١-٠٣-١١", "2031-3-1"):
        assert asked.get(f"{path}.json", params={"from": nothing}).json()["rows"] == every
    far = asked.get(f"{path}?from=1066-10-14&to=1066-10-14")
    assert "<b>0</b> of" in far.text
    assert 'name="from" value="1066-10-14"' in far.text


def test_three_texts_side_by_side_hold_all_of_each() -> None:
    pair = next(one for one in RECORD.derivations if one.relation in {"same_text", "near_copy"})
    near = [RECORD.document[pair.a], RECORD.document[pair.b]]
    triples = [(*near, one) for one in RECORD.documents if one not in near]
    kinds = set()
    for triple in (*triples, *((c, b, a) for a, b, c in triples)):
        rows = threefold_rows(RECORD, triple)
        kinds |= {row.kind for row in rows}
        for side, document in enumerate(triple):
            told = " ".join(" ".join(row.texts[side].striptags() for row in rows).split())
            for block in document.blocks:
                if block.kind == "body":
                    assert " ".join(document.text[block.start : block.end].split()[:4]) in told
        starts = [row.starts[0] for row in rows if row.starts[0] >= 0]
        assert starts == sorted(starts)
        for row in rows:
            held = sum(bool(text) for text in row.texts)
            assert row.kind in {3: {"same", "changed"}, 2: {"two"}, 1: {"one"}}[held]
            assert (row.kind != "same") or not any("<del" in one or "<ins" in one for one in row.texts)
    assert kinds >= {"changed", "two", "one"}
    same = threefold_rows(RECORD, (near[0], replace(near[0], id="d-1"), replace(near[0], id="d-2")))
    assert {row.kind for row in same} == {"same"}


def test_a_third_report_is_compared_by_the_address_and_a_wrong_one_is_said() -> None:
    asked = client(RECORD)
    a, b, c = (one.id for one in RECORD.documents[:3])
    path = f"?a={a}&b={b}&c={c}"
    for mode in ("", "line", "changes"):
        page = asked.get(f"/compare{path}&mode={mode}")
        read = Page(page.text)
        assert page.status_code == 200
        assert f"/compare{path}&mode=changes" in read.links
        assert {f"/d/{a}", f"/d/{b}", f"/d/{c}", f"/compare?a={b}&b={c}"} <= set(read.links)
    rows = asked.get(f"/compare.json{path}").json()["rows"]
    assert set(rows[0]) == {"kind", "a", "b", "c"}
    assert "kind,a,b,c" in asked.get(f"/compare.csv{path}").text
    assert asked.get(f"/compare.md{path}").status_code == 200
    assert asked.get(f"/compare?a={a}&b={b}&c=").text.count("no third") == 1
    for wrong in (a, b, "d-000000000000", "x"):
        assert asked.get(f"/compare?a={a}&b={b}&c={wrong}").status_code == 404
    evil = opened(hostile())
    a, b, c = (one.id for one in evil.documents[:3])
    read = Page(client(evil).get(f"/compare?a={a}&b={b}&c={c}").text)
    assert read.tags.count("script") == 1
    assert "img" not in read.tags


def test_what_each_of_three_alone_has_stands_in_columns_where_they_meet() -> None:
    pair = next(one for one in RECORD.derivations if one.relation in {"same_text", "near_copy"})
    near = (RECORD.document[pair.a], RECORD.document[pair.b])
    for third in (one for one in RECORD.documents if one not in near):
        rows = threefold_rows(RECORD, (*near, third))
        runs = side_by_side(rows)
        assert [row for run in runs for _, row in run] == list(rows)
        for run in (one for one in runs if len(one) > 1):
            assert len({row.alone for _, row in run}) > 1
            assert {row.kind for _, row in run} == {"one"}
        page = client(RECORD).get(f"/compare?a={pair.a}&b={pair.b}&c={third.id}").text
        assert page.count('<div class="beside">') == sum(len(run) > 1 and fills_columns(run, 3) for run in runs)
        numbers = [int(one) for one in re.findall(r'id="row-(\d+)"', page)]
        assert sorted(numbers) == list(range(1, len(rows) + 1))


def test_what_is_not_here_leads_to_the_nearest_that_is() -> None:
    claim = STORY.claims[0]
    wrong = claim[:-1] + ("0" if claim[-1] != "0" else "1")
    page = client(RECORD).get(f"/x/{wrong}")
    assert page.status_code == 404
    links = [one for one in Page(page.text).links if one.startswith("/x/")]
    assert f"/x/{claim}" in links
    assert all(client(RECORD).get(one).status_code == 200 for one in links)
    assert 'href="/x/' not in client(RECORD).get("/x/<b>d-0000</b>").text


def test_a_day_that_is_a_range_is_told_in_words_and_nothing_is_filled_in() -> None:
    first, *others = RECORD.documents
    for earliest, latest, told in (("2031-03-10", "2031-03-13", "10–13 March 2031"),
                                   ("2031-03-10", None, "from 10 March 2031"), (None, None, "")):  # fmt: skip
        published = replace(first.published, earliest=earliest, latest=latest, precision="range")
        desk = client(replace(RECORD, documents=(replace(first, published=published), *others)))
        for path in ("/", f"/d/{first.id}"):
            form = desk.get(path).text.partition(f'name="report" value="{first.id}"')[2].partition("</form>")[0]
            assert 'name="date" value="" maxlength="21" placeholder="YYYY-MM-DD"' in form, path
            assert f"<span>Date{', ' + told if told else ''}</span>" in form, "a range has no room in the field"


def test_the_text_of_an_outlet_that_is_not_known_is_its_own_as_far_as_is_known() -> None:
    first, *others = RECORD.documents
    nameless = replace(first, outlet=Outlet(), text_origin=TextOrigin())
    page = client(replace(RECORD, documents=(nameless, *others))).get(f"/s/{STORY.id}/copies").text
    form = page.partition('<section id="whose">')[2].partition("</form>")[0]
    assert re.search(rf'<option value="{first.id}">[^<]+ \(now: its own\)</option>', form)


def test_a_note_is_kept_with_an_answer_and_stands_in_the_log() -> None:
    asked = client(full())
    for page in ("o", "k"):
        (form, *_) = re.findall(r'<details class="noted">(.*?)</form>', asked.get(f"/s/{STORY.id}/{page}").text, re.S)
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        fields |= re.findall(r'<select name="(\w+)"><option value="(\w+)"', form)
        assert asked.post("/judge", data={**fields, "note": "asked the rescuers"}).status_code == 200
    assert asked.get("/log").text.count("; asked the rescuers") == 2


def test_the_log_says_what_the_button_said() -> None:
    told = {("statements", "different"): "Wordings: not the same, cut", ("ends", "different"): "Sources: two",
            ("direction", "separate"): "Two reports: written separately", ("outlet", "<b>"): "Outlet: <b>",
            ("conflict", "none"): "A disagreement: none",
            ("text_origin", "agency: AP"): "Whose text: agency: AP"}  # fmt: skip
    thing = JudgedThing("words")
    for (about, verdict), says in told.items():
        made = Judgement("j-1", about, thing, thing, verdict, "Ada", "2031-03-11T00:00:00Z")
        assert decided_in_words(made) == says


def test_details_are_reached_where_facts_stood() -> None:
    record = opened(full())
    asked = client(record)
    base = f"/s/{record.stories[0].id}"
    fact = record.facts_of(record.stories[0])[0]
    for old, now in (("/facts", "/details"), ("/facts.csv", "/details.csv"), ("/k?facts=0", "/details"),
                     (f"/facts?whole={fact.id}", f"/details?whole={fact.id}")):  # fmt: skip
        answer = asked.get(base + old)
        assert answer.status_code == 200
        assert answer.history
        assert answer.text == asked.get(base + now).text
    page = asked.get(f"{base}/details").text
    assert fact.id in Page(page).ids
    assert fact.id not in Page(asked.get(f"{base}/k").text).ids
    assert asked.get(f"/x/{fact.id}").url.path == f"{base}/details"
    head = asked.get(f"{base}/details.csv").text.splitlines()[1]
    assert " " not in head
    assert re.search(r"\bFacts\b", page) is None


def test_exports_and_citations_are_made_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(name: str, known: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **named: made.append(name) or known(*given, **named)

    for name in (one for one in vars(rows) if one.endswith("_rows") and one != "report_rows"):  # which the page shows
        monkeypatch.setattr(rows, name, noted(name, getattr(rows, name)))
    monkeypatch.setattr(sheets, "footnoted", noted("footnoted", sheets.footnoted))
    monkeypatch.setattr(sheets, "citation", noted("citation", sheets.citation))
    asked = client(RECORD)
    for path in paths(RECORD, 2):
        asked.get(path)
    assert set(made) == {"citation", "footnoted", "claim_rows"}  # which stand on the page of a claim
    assert made.count("footnoted") == made.count("claim_rows") == 2  # one for each
    made.clear()
    asked.get(f"/s/{STORY.id}.csv")
    assert made == ["claim_rows"]
    made.clear()
    asked.get(f"/s/{STORY.id}/c/{STORY.claims[0]}.md")
    assert made.count("footnoted") == 1
    assert "wording_rows" not in made


def test_who_opens_the_desk_waits_for_nothing_that_could_be_made_before(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    known = storyview.first_screen
    monkeypatch.setattr(storyview, "first_screen", lambda *given: made.append("") or known(*given))
    asked = TestClient(application(Desk((), None, None, RECORD), at_once=True), base_url="http://127.0.0.1:8031")
    assert made
    made.clear()
    assert asked.get("/").status_code == 200
    assert made == []


def test_a_story_is_taken_along_as_one_file_that_needs_nothing_else() -> None:
    asked = client(RECORD)
    answer = asked.get(f"/s/{STORY.id}.html")
    assert answer.headers["content-disposition"] == f'attachment; filename="{STORY.id}.html"'
    assert answer.text == static_page(one_story(RECORD, STORY.id))
    assert f"/s/{STORY.id}.html" in Page(asked.get(f"/s/{STORY.id}").text).links
    assert asked.get("/s/st-nothing.html").status_code == 404


def test_a_claim_shows_the_cue_of_each_wording_and_how_it_changed() -> None:
    record = opened(full())
    asked, story = client(record), record.stories[0]
    history = record.histories_of(story)[0]
    page = asked.get(f"/s/{story.id}/c/{history.claims[0]}").text
    assert history.id in Page(page).ids
    told = next(one for one in record.statements if one.chain and one.chain[0] in record.attribution)
    claim = next(one for one in record.claims if told.id in one.statements)
    text = record.document[told.span.document].text
    cue = Span(told.span.document, 0, len(text.split()[0]))
    named = tuple(replace(one, cue=(cue,)) if one.id == told.chain[0] else one for one in record.attributions)
    page = client(replace(record, attributions=named)).get(f"/s/{story.id}/c/{claim.id}").text
    item = page.partition(f'id="{told.id}"')[2].partition("</li>")[0]
    assert f"<b>{text.split()[0]}</b>" in item
    parted = Page(asked.get(f"/s/{story.id}/k").text)
    assert f"moved-{story.id}" in parted.ids


def test_a_search_is_narrowed_to_those_who_carry_one_text() -> None:
    search = Search(RECORD)
    every = search.hits("the", Facets())
    offered = [one for one in every.choices if one.name == "family"]
    assert offered
    for one in offered:
        assert " text on " in one.says
        found = search.hits("the", Facets(family=one.value))
        assert len(found.claims) == one.number
        texts = {RECORD.text_of.get(report.id, report.id) for report in found.reports}
        assert texts <= {one.value}
        assert not [two for two in found.choices if two.name == "family"]
    member = next(id_ for id_, text in RECORD.text_of.items() if text == offered[0].value and id_ != text)
    assert search.hits("the", Facets(family=member)) == search.hits("the", Facets(family=offered[0].value))
    page = client(RECORD).get(f"/search?q=the&family={offered[0].value}").text
    assert offered[0].says in Page(page).text
    assert client(RECORD).get("/search?family=d-nothing").status_code == 200


def test_of_three_texts_no_place_is_empty_without_a_word() -> None:
    """What one text alone has is set over the whole width under its name, what one lacks is said in its column; columns
    stand beside each other only where each is filled."""
    pair = next(one for one in RECORD.derivations if one.relation in {"same_text", "near_copy"})
    near = (RECORD.document[pair.a], RECORD.document[pair.b])
    alone = lacking = 0
    for third in (one for one in RECORD.documents if one not in near):
        page = client(RECORD).get(f"/compare?a={pair.a}&b={pair.b}&c={third.id}").text
        texts = page.partition('<div class="rows">')[2].partition("</section>")[0]
        for row in re.findall(r'<div class="row (?:one|two)".*?</div>', texts, re.DOTALL):
            if 'class="row two"' in row:
                lacking += "not in " in row
                assert "<p></p>" not in row
        alone += texts.count(f"In {escape(RECORD.report(third.id))} alone")
    assert alone
    assert lacking


def test_columns_stand_beside_each_other_only_where_each_is_filled() -> None:
    def row(side: int, letters: int) -> tuple[int, ThreefoldRow]:
        texts = tuple(Markup("a" * letters) if n == side else Markup() for n in range(3))
        return 1, ThreefoldRow("one", texts, tuple(0 if n == side else -1 for n in range(3)))

    assert fills_columns([row(0, 100), row(1, 200), row(2, 290)], 3)
    assert not fills_columns([row(0, 100), row(1, 200), row(2, 310)], 3)
    assert not fills_columns([row(0, 100), row(1, 100)], 3)


def test_a_reports_words_are_told_alike_on_every_page() -> None:
    """What is quoted on a report's page is all that its marks hold, and the list of reports tells the same shares."""
    quoting = 0
    story = RECORD.stories[0]
    listed = {
        row["report"]: row["words"] for row in rows.report_rows(Printed(RECORD, frozenset(), Places((), ())), story)
    }
    for document in RECORD.documents_of(story):
        shares = word_shares(whose_words(RECORD, document))
        article = {n for block in document.blocks if block.kind in ARTICLE_KINDS for n in range(block.start, block.end)}
        quoted = {
            n
            for one in RECORD.quotations_of(document.id)
            if one.attribution
            for n in range(one.inner.start, one.inner.end)
        }
        letters = sum(not document.text[n].isspace() for n in quoted & article)
        assert shares.by_kind["quoted"] + shares.copied_quoted == letters
        quoting += letters > 0
        words = shares_in_words(RECORD, document, shares)
        assert listed[document.id] == words
        assert str(escape(words)) in client(RECORD).get(f"/s/{story.id}/reports").text
    assert quoting


def test_an_outlet_has_one_name_on_every_page() -> None:
    name = next(one.outlet.name for one in RECORD.documents if one.outlet.name and one.outlet.name.startswith("The "))
    assert RECORD.as_its_reports(name.removeprefix("The ")) == name
    assert RECORD.as_its_reports("A Name That Nobody Bears") == "A Name That Nobody Bears"
    names = {one.outlet.name for one in RECORD.documents}
    bare = {one.casefold().removeprefix("the ") for one in names if one}
    for entity in RECORD.entities:
        if (told := RECORD.name(entity.id)) and told.casefold().removeprefix("the ") in bare:
            assert told in names


def test_reasons_name_outlets_as_their_reports_do() -> None:
    name = next(one.outlet.name for one in RECORD.documents if one.outlet.name and one.outlet.name.startswith("The "))
    bare = name.removeprefix("The ")
    assert RECORD.reason(f"all hang on one: unnamed source of {bare}") == f"all hang on one: unnamed source of {name}"
    assert RECORD.heard_through(f"unnamed source of {bare}") == f"unnamed source of {name}"
    assert RECORD.heard_through(f"“an engineer” in {bare}") == f"“an engineer” in {name}"
    assert RECORD.reason(f"in {bare} Square") == f"in {bare} Square"
    assert RECORD.reason(f"in {name}, too") == f"in {name}, too"


def test_where_reports_part_no_line_above_says_that_they_agree() -> None:
    assert RECORD.conflicts_of(STORY)
    page = client(RECORD).get(f"/s/{STORY.id}/k").text
    assert "They part in " in page and "could be compared" not in page
    view = storyview.StoryView(Printed(RECORD, frozenset(), Places(frozenset(), frozenset())), STORY)
    assert view.parting.startswith(f"They part in {len(RECORD.conflicts_of(STORY))} place")
    quiet = opened(replace(make(), conflicts=()))
    printed = Printed(quiet, frozenset(), Places(frozenset(), frozenset()))
    assert storyview.StoryView(printed, quiet.stories[0]).parting == ""


def test_what_is_denied_stands_in_its_sentence() -> None:
    said = max(RECORD.statements, key=lambda one: one.span.end - one.span.start)
    whole = RECORD.words(said.span)
    inner = Span(said.span.document, said.span.start + len(whole) // 2, said.span.end)
    printed = Printed(RECORD, frozenset(), Places(frozenset(), frozenset()))
    ahead = str(escape(whole[: len(whole) // 3]))
    assert ahead not in str(printed.said(replace(said, span=inner)).html)
    denied = replace(said, span=inner, modality="denied")
    assert ahead in str(printed.said(denied).html)
    assert ahead in re.sub("<[^>]*>", "", str(printed.valued(denied, inner).html))


def test_what_leans_on_its_report_stands_behind_the_rest_and_in_its_sentence() -> None:
    single = [
        replace(one, reports=replace(one.reports, documents=1, after_merging_copies=1), stands_alone=n % 3 / 3)
        for n, one in enumerate(make().claims)
    ]
    record = opened(replace(make(), claims=tuple(single)))
    told = StoryLists(record, record.stories[0]).alone
    assert len(told) > 2 and len({leans(one) for one in told}) == 2
    assert [leans(one) for one in told] == sorted(leans(one) for one in told)
    piece = replace(told[0], text="… a piece …", stands_alone=0.9)
    assert leans(piece) and not leans(replace(piece, text="A piece", stands_alone=0.9))
    said = max(RECORD.statements, key=lambda one: one.span.end - one.span.start)
    inner = replace(said.span, start=said.span.start + 8)
    shown = RECORD.in_its_sentence(inner)
    assert shown.startswith("[") and RECORD.words(inner).strip(" ,.;:!?…–—-") in shown


def test_the_matrix_gives_a_text_no_voice_of_its_own_where_it_names_a_source() -> None:
    table = matrix(RECORD, STORY, RECORD.claims_of(STORY))
    column = {page.id: n for n, one in enumerate(table.texts) for page in one.pages}
    seen = 0
    for claim, cells in table.rows:
        for said in RECORD.statements_of(claim):
            ends = {end.form for end in claim.ends if said.id in end.statements}
            if ends - {"own_reporting", "agency_text"} or (said.chain and not ends):
                seen += 1
                assert cells[column[said.span.document]].how in {"quoted", "both"}
    assert seen
    page = client(RECORD).get(f"/s/{STORY.id}/matrix").text
    assert "in its own words" not in page and ".</span>." not in page


def test_a_report_has_one_share_of_own_words_on_every_page() -> None:
    asked = client(RECORD)
    rows = {row["report"]: row for row in asked.get(f"/s/{STORY.id}/reports.json").json()["rows"]}
    for id_ in STORY.documents:
        page = asked.get(f"/d/{id_}").text
        told = rows[id_]["words"]
        for kind in ("only on this page ", "quotes "):
            for share in re.findall(rf"{kind}((?:under )?\d+\u00a0%)", told):
                assert f"({share})" in page, (id_, kind)
        others = [part for part in told.split(", ") if "in other words" in part]
        assert len(others) == len(set(others)), "copies of one text are told as one"
        copied = rows[id_]["how_copied"]
        assert bool(copied) == (id_ in RECORD.copied)


def test_pages_name_a_file_without_its_folders_and_no_command() -> None:
    assert file_name("/tmp/a b/one.txt") == "one.txt" and file_name("C:\\x\\one.txt") == "one.txt"
    assert file_name("https://a.example/b/c") == "https://a.example/b/c"
    held = replace(make(), documents=tuple(replace(one, source_id=f"/tmp/x/{one.source_id}", uri=f"/tmp/x/{one.uri}")
                                           for one in make().documents))  # fmt: skip
    asked = client(held)
    for path in ("/", "/log", f"/d/{STORY.documents[0]}", f"/s/{STORY.id}/brief", f"/s/{STORY.id}/reports"):
        page = asked.get(path).text
        assert "/tmp/" not in page and "firsthand run" not in page, path


def test_what_joins_two_reports_is_said_alike_beside_each_other_and_on_the_page_of_copies() -> None:
    asked = client(RECORD)
    copies = " ".join(Page(asked.get(f"/s/{STORY.id}/copies").text).text.split())
    told = [one for one in RECORD.principal(STORY) if one.passages]
    assert told
    for one in told:
        said = str(escape(derived(RECORD, one)))
        assert f"{said}." in asked.get(f"/compare?a={one.a}&b={one.b}").text
        assert derived(RECORD, one) in copies


def test_words_that_stand_in_marks_get_no_second_ones_in_the_log() -> None:
    desk = Desk((), None, None, RECORD)
    first, second = RECORD.claims[0], RECORD.claims[-1]
    made = judge(RECORD, "different", first.id, second.id, by="reader", note="")
    desk._kept += [replace(made, a=replace(made.a, words="“the order is signed”"))]
    page = TestClient(application(desk), base_url="http://127.0.0.1:8031").get("/log").text
    assert "“the order is signed”" in page and "““" not in page


def test_no_id_stands_on_a_page_and_the_folder_of_the_desk_by_its_name(tmp_path: Path) -> None:
    claim = RECORD.claims_of(STORY)[0]
    page = client(RECORD).get(f"/s/{STORY.id}/c/{claim.id}").text
    assert RECORD.short(claim.id) not in re.sub(r"<textarea.*?</textarea>|<[^>]*>", "", page, flags=re.S)
    desk = Desk((str(tmp_path),), None, "reader", RECORD)
    front = TestClient(application(desk), base_url="http://127.0.0.1:8031").get("/").text
    assert desk.folder and f"<code>{tmp_path.name}</code>" in front and f"<code>{tmp_path}</code>" not in front


def test_the_matrix_marks_who_says_a_claim_as_its_ends_do() -> None:
    """A text that is an agency's says itself what "the agency reported"; a mark says what the claim's ends say."""
    claim = next(one for one in RECORD.shared(STORY) if any(said.chain for said in RECORD.statements_of(one)))
    for form, marks in (("agency_text", {"own"}), ("own_reporting", {"own"}), ("says", {"quoted"})):
        end = OriginNode("The Wire", "organisation", form, True, None, claim.statements)
        told = replace(claim, ends=(end,), edges=())
        record = opened(replace(RECORD, claims=tuple(told if one.id == claim.id else one for one in RECORD.claims)))
        ((_, cells),) = matrix(record, record.ranked_stories[0], [told]).rows
        assert {cell.how for cell in cells} - {"", "denied", "both"} == marks, form
    page = client(RECORD).get(f"/s/{STORY.id}/matrix").text
    used = set(re.findall(r'<td class="cell how-(\w+)"', page))
    assert set(re.findall(r'<span class="cell how-(\w+)"', page)) == used, "the legend explains what is there"


def test_a_page_has_one_name_in_the_menu_and_above_it() -> None:
    asked = client(RECORD)
    menu = asked.get(f"/s/{STORY.id}").text.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    for address, name in re.findall(rf'href="(/s/{STORY.id}/[a-z]+)"[^>]*>([^<]+)</a>', menu):
        if address.endswith(("/check", "/brief")):
            continue
        page = unescape(asked.get(address).text)
        shown = page.partition("<article")[2].partition("</article>")[0]
        assert "<h2>" not in shown or f"<h2>{unescape(name)}</h2>" in shown, (address, name)


def test_a_report_bears_its_headline_and_nobody_calls_words_its_own() -> None:
    asked = client(RECORD)
    for document in RECORD.documents_of(STORY):
        page = asked.get(f"/d/{document.id}").text
        assert f'<h1 dir="auto">{escape(RECORD.title(document.id, 220))}</h1>' in page
        assert "own words" not in page
    assert "own words" not in asked.get(f"/s/{STORY.id}/reports").text


def test_the_sources_of_the_funnel_are_told_again_on_their_page_and_stand_first() -> None:
    lists, page = StoryLists(RECORD, STORY), client(RECORD).get(f"/s/{STORY.id}/o").text
    shared = [any(one.reports.documents > 1 for one in lists.held[id_]) for id_ in lists.ranked_ends]
    assert shared == sorted(shared, reverse=True)
    story = client(RECORD).get(f"/s/{STORY.id}").text
    assert f"<b>{sum(shared)}</b> sources behind what they share" in story
    assert f"<b>{sum(shared)}</b> of <b>{len(shared)}</b> are behind what several pages carry" in page


def test_a_spelling_is_judged_as_a_spelling() -> None:
    record = opened(full())
    asked = client(record)
    page = asked.get(f"/s/{STORY.id}/k").text
    for one in record.conflicts_of(STORY):
        part = page.partition(f'id="{one.id}"')[2].partition("</section>")[0]
        assert ("one name, spelled in two ways" in part) == (one.kind == "name"), one.kind
        assert ("of something else" in part) == (one.kind != "name"), one.kind
