"""Watching a story: kept beside the store, first on the desk with what changed since it was seen, let go again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.data import ClaimState, Quantity, Record
from firsthand.errors import UsageError
from firsthand.record import to_json
from firsthand.report import OpenRecord, opened
from firsthand.report.end_names import end_name
from firsthand.web import Desk, application
from firsthand.web.watching import MORE_PAGES, found_again, read_watched, seen_story, story_changes, weight_of
from firsthand.words import listed
from tests.report.demo_record import make
from tests.report.hostile import CONTROLS, hostile
from tests.report.test_page import Page


def base() -> Record:
    """The demo record, with a figure in a claim of several reports."""
    record = make()
    reading = opened(record)
    claim = [one for one in reading.shared(reading.stories[0]) if len(one.origins) == 1][-1]
    (said, *_) = reading.statements_of(claim)
    span = replace(said.span, end=said.span.start + 3)
    figured = replace(said, numbers=(Quantity(span, 12.0, "people"),))
    return replace(record, statements=tuple(figured if one.id == said.id else one for one in record.statements))


RECORD = opened(base())
STORY = RECORD.stories[0]
SHARED = RECORD.shared(STORY)


def client(desk: Desk) -> TestClient:
    return TestClient(application(desk), base_url="http://127.0.0.1:8031", follow_redirects=True)


def watch(asked: TestClient, story: str, watched: str = "yes", back: str = "/") -> str:
    token = re.search(r'name="token" value="([^"]+)"', asked.get(f"/s/{STORY.id}").text or asked.get("/").text)
    assert token is not None
    form = {"token": token.group(1), "back": back, "story": story, "watched": watched}
    return asked.post("/watch", data=form).text


def later() -> OpenRecord:
    """The record some time after: one claim denied, one with an end less, one with another figure, one gone."""
    record = base()
    denied = SHARED[0]
    fewer = next(one for one in SHARED[1:] if len(one.origins) > 1)
    figure = next(one for one in SHARED[1:] if one != fewer
                  and any(said.numbers for said in RECORD.statements_of(one)))  # fmt: skip
    gone = next(one for one in SHARED[1:] if one not in {fewer, figure})
    claims = []
    for one in record.claims:
        if one.id == denied.id:
            claims.append(replace(one, states=(*one.states, ClaimState("denied", (), "somebody denies it"))))
        elif one.id == fewer.id:
            claims.append(replace(one, origins=one.origins[:1]))
        elif one.id != gone.id:
            claims.append(one)
    held = {one.id for one in RECORD.statements_of(figure)}
    statements = tuple(replace(one, numbers=()) if one.id in held else one for one in record.statements)
    stories = tuple(replace(one, claims=tuple(id_ for id_ in one.claims if id_ != gone.id)) for one in record.stories)
    return opened(replace(record, claims=tuple(claims), statements=statements, stories=stories))


def test_a_watched_story_says_which_ends_state_and_figure_changed_and_nothing_else() -> None:
    seen = seen_story(RECORD, STORY, "2031-03-16T08:00:00Z")
    assert {one.id for one in seen.claims} == {one.id for one in SHARED}
    same = story_changes(seen, RECORD, STORY, lambda id_: id_)
    assert (same.claims, same.reports, same.gone) == ((), (), ())
    now = later()
    found = story_changes(seen, now, now.stories[0], lambda id_: id_ if id_ in now else "")
    told = {one.id: one.told for one in found.claims}
    assert found.changed == len(told) == 3
    assert found.claims[0].id == SHARED[0].id  # what became of a claim stands first
    assert told[SHARED[0].id] == "now denied"
    fewer = next(one for one in SHARED[1:] if len(one.origins) > 1)
    names = [end_name(one).name for one in RECORD.origins_of(fewer)]
    assert told[fewer.id] == f"source{'s' if len(names) > 2 else ''} gone: {listed(sorted(names[1:]))}"
    assert any(one.startswith("figure gone: ") for one in told.values())
    assert len(found.gone) == 1
    fresh = story_changes(replace(seen, claims=()), RECORD, STORY, lambda id_: id_)
    assert (fresh.new, fresh.changed) == (len(SHARED), 0)
    assert {"1 origin", "2 origins"} <= {one.told for one in fresh.claims}


def test_a_story_is_found_again_by_its_reports_and_a_claim_by_its_words() -> None:
    seen = seen_story(RECORD, STORY, "2031-03-16T08:00:00Z")
    renamed = replace(
        seen, id="st-ffffffffffff", claims=tuple(replace(one, id=f"c-{n:012d}") for n, one in enumerate(seen.claims))
    )
    assert found_again(renamed, RECORD) == STORY
    found = story_changes(renamed, RECORD, STORY, lambda _: "")
    assert (found.claims, found.gone) == ((), ())
    assert found_again(replace(renamed, reports=("d-ffffffffffff",)), RECORD) is None


def test_watching_is_kept_beside_the_store_first_on_the_desk_and_let_go(tmp_path: Path) -> None:
    store = tmp_path / "pages.firsthand.db"
    asked = client(Desk((), store, None, RECORD))
    assert "Watched" not in asked.get("/").text
    assert "is not watched" in asked.get(f"/s/{STORY.id}/since/watched").text
    assert "Watched from here on" in watch(asked, STORY.id, back=f"/s/{STORY.id}")
    assert [one.name for one in tmp_path.iterdir()] == ["pages.firsthand.db.watched.json"]
    assert asked.get("/").text.count("nothing changed") == 1
    assert "What changed since you saw it" in asked.get(f"/s/{STORY.id}").text

    again = Desk((), store, None, later())  # another session, after what came
    asked = client(again)
    before = to_json(again.record)
    desk = asked.get("/").text
    assert "<b>3</b> claims changed; no new reports" in desk
    assert f'<a href="/s/{STORY.id}/since/watched">' in desk
    page = asked.get(f"/s/{STORY.id}/since/watched").text
    assert ": no new reports; <b>3</b> claims changed; <b>1</b> is part of another now or gone." in page
    assert re.search(r"Since you saw this story on \d+ \w+ \d{4}, \d\d:\d\d UTC", page)
    assert ['data-key="w"' in page, 'data-key="v"' in page] == [True, True]
    rows = asked.get(f"/s/{STORY.id}/since/watched.json").json()["rows"]
    assert [row["what"] for row in rows] == ["changed"] * 3
    assert "UTC: nothing." in watch(asked, STORY.id, back=f"/s/{STORY.id}/since/watched")  # seen
    assert "nothing changed" in asked.get("/").text
    assert "Not watched any more" in watch(asked, STORY.id, "no")
    assert "Watched" not in asked.get("/").text
    assert read_watched(tmp_path / "pages.firsthand.db.watched.json") == {}
    assert to_json(again.record) == before


def test_a_watched_story_stands_before_all_others() -> None:
    record = make()
    small = replace(record.stories[0], id="st-0000000000aa", documents=record.stories[0].documents[:1], claims=())
    rest = replace(record.stories[0], documents=record.stories[0].documents[1:])
    desk = Desk((), None, None, opened(replace(record, stories=(rest, small))))
    asked = client(desk)
    assert f'<h2 class="plain"><a href="/s/{small.id}"' not in asked.get("/").text
    watch(asked, small.id)
    heads = re.findall(r'<h2 class="plain"><a href="/s/([^"]+)"', asked.get("/").text)
    assert heads == [small.id, rest.id]


def test_shared_pages_watch_nothing_and_show_nothing_of_it(tmp_path: Path) -> None:
    store = tmp_path / "pages.firsthand.db"
    Desk((), store, None, RECORD).watch(STORY.id, watched=True)
    shared = Desk((), store, None, RECORD, read_only=True)
    asked = client(shared)
    for path in ("/", f"/s/{STORY.id}"):
        page = asked.get(path).text
        assert "atched" not in page
        assert "/watch" not in page
    assert "is not watched" in asked.get(f"/s/{STORY.id}/since/watched").text
    with pytest.raises(UsageError, match="read only"):
        shared.watch(STORY.id, watched=False)


@pytest.mark.parametrize("held", [b"", b"{}", b"[1]", b"\xff", b"[" * 100_000, b'[{"id": 3}]'])
def test_a_damaged_file_is_named_and_kept(held: bytes, tmp_path: Path) -> None:
    file = tmp_path / "pages.firsthand.db.watched.json"
    file.write_bytes(held)
    asked = client(Desk((), tmp_path / "pages.firsthand.db", None, RECORD))
    page = asked.get("/")
    assert page.status_code == 200
    assert "cannot be read" in page.text
    assert "cannot be read" in watch(asked, STORY.id)
    assert file.read_bytes() == held


def test_what_is_no_story_is_said_in_one_line() -> None:
    desk = Desk((), None, None, RECORD)
    assert "there is no story" in watch(client(desk), "<b>st")
    assert desk.watched() == {}


def test_words_from_outside_stay_text_on_watched_pages() -> None:
    record: Record = hostile()
    desk = Desk((), None, None, opened(record))
    story = desk.record.ranked_stories[0]
    desk.watch(story.id, watched=True)
    fewer = tuple(replace(one, origins=()) for one in record.claims)
    desk.record = opened(replace(record, claims=fewer))
    asked = client(desk)
    for path in ("/", f"/s/{story.id}/since/watched"):
        source = asked.get(path).text
        read = Page(source)
        assert read.tags.count("script") == 1
        assert "img" not in read.tags
        assert [name for name, _ in read.attributes if name.startswith("on") or name == "style"] == []
        assert [c for c in CONTROLS if c in source] == []


def test_what_only_more_pages_carry_stands_behind_all_that_moved() -> None:
    told = [
        "3 → 4 pages",
        "new source: Ada Obi",
        "now denied; 3 → 4 pages",
        "1 → 2 origins",
        "1,200 → 3 pages; 2 → 3 texts",
    ]
    assert [weight_of(one) for one in told] == [MORE_PAGES, 2, 0, 1, MORE_PAGES]


def test_since_tells_claims_that_only_more_pages_carry_apart() -> None:
    record = base()
    more = tuple(
        replace(one, reports=replace(one.reports, documents=9)) if one.id == SHARED[0].id else one
        for one in record.claims
    )
    desk = Desk((), None, None, RECORD)
    desk.take(opened(replace(record, claims=more)))
    page = client(desk).get(f"/s/{STORY.id}/since/last").text
    assert "<b>0</b> claims changed, <b>1</b> stands on more pages or fewer and is otherwise the same" in page
    assert "1 of which nothing else moved" in page
