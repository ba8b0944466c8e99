"""Every list goes on where it is cut: who follows its links comes to the last item, and exports hold all of it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from firsthand.data import Fact, FactValue, History, Independent, Rejected, ReportCount, Span, Stage
from firsthand.report import opened
from firsthand.report.html import page as static_page
from firsthand.report.story_lists import SHOWN_AT_ONCE
from firsthand.web import Desk, application, sheets
from tests.report.demo_record import full, make
from tests.report.hostile import large
from tests.report.test_page import Page

pytestmark = pytest.mark.slow


def long_record():
    """The demo record with more of everything than a page shows."""
    record = large(22)
    story, claim = record.stories[0], record.claims[0]
    statement = record.statements[0]
    document = next(one for one in record.documents if one.id == statement.span.document)
    many = tuple(
        replace(statement, id=f"s-{n:012x}", span=Span(document.id, statement.span.start, statement.span.end - n % 9))
        for n in range(450)
    )
    alone = tuple(
        replace(claim, id=f"c-a{n:011x}", text=f"Only the gauge {n} was read", reports=ReportCount(1, 1))
        for n in range(1_050)
    )
    worded = replace(record.claims[0], statements=tuple(one.id for one in many), reports=ReportCount(450, 450))
    ends = tuple(replace(record.origins[0], id=f"o-{n:012x}", name=f"Gauge reader {n}") for n in range(640))
    claims = tuple(
        replace(one, origins=(ends[n % len(ends)].id,), text=f"The dam gave way at {n}",
                reports=ReportCount(2, 2)) for n, one in enumerate(record.claims[1:700])
    )  # fmt: skip
    utterances = tuple(replace(record.utterances[0], id=f"u-{n:012x}") for n in range(320))
    day = record.documents[0].published.earliest
    value = FactValue("nine", 9, 9, "exactly", ("a reader",), (statement.id,), (statement.span,), Independent(1, 1),
                      ReportCount(1, 1), day, day)  # fmt: skip
    facts = tuple(Fact(f"f-{n:012x}", "killed", "people", False, "differ", (value, value)) for n in range(430))
    stage = Stage("reported", statement.id, day, day)
    histories = tuple(History(f"h-{n:012x}", (claim.id,), (stage, stage)) for n in range(210))
    dated = tuple(
        replace(one, earliest=f"20{31 + n % 3}-03-11", latest=f"20{31 + n % 3}-03-11")
        for n, one in enumerate(record.timeline)
    )
    return opened(replace(
        record, timeline=dated, statements=(*record.statements, *many), claims=(worded, *claims, *alone),
        origins=(*record.origins, *ends), utterances=utterances, facts=facts, histories=histories,
        rejected=tuple(Rejected(f"{n}.bin", "ingest", f"not text ({n})") for n in range(130)),
        stories=(replace(story, claims=tuple(one.id for one in (worded, *claims, *alone)),
                         facts=tuple(one.id for one in facts)),),
    ))  # fmt: skip


RECORD = long_record()
STORY = RECORD.stories[0]
ASKED = TestClient(application(Desk((), None, None, RECORD)), base_url="http://127.0.0.1:8031")
AT = f"/s/{STORY.id}"
DAYS = sorted(one.earliest[:10] for one in RECORD.timeline if one.earliest)
MIDDLE = DAYS[len(DAYS) // 3]
EVENT = r'<li id="(t-[^"]+)"><time'
CLAIM = r'<h3 dir="auto"><a href="[^"]+/c/([^"]+)"'


def followed(path: str, name: str, found: str, asked: TestClient = ASKED) -> list[str]:
    """What stands in all parts of a list, the next one asked for by its link until there is none."""
    seen: list[str] = []
    for _ in range(200):
        page = asked.get(path).text
        seen += section(page, name, found)
        turn = re.search(rf'data-list="{name}">(.*?)</p>', page)
        after = re.search(r'<a href="([^"]+)" data-after', turn.group(1)) if turn else None
        if after is None:
            return seen
        path, _, place = after.group(1).replace("&amp;", "&").partition("#")
        assert not place or place in Page(asked.get(path).text).ids, (path, place)
    raise AssertionError(f"{path} never ends")


CASES = [
    (AT, "claims", r'<li data-item id="(c-[0-9a-f]+)"', {one.id for one in RECORD.shared(STORY)}),
    (f"{AT}/only", "only", r'<li id="(c-[0-9a-f]+)"', {one.id for one in RECORD.claims if one.reports.documents < 2}),
    (f"{AT}/k", "conflicts", r'<section class="conflict \w+" id="([^"]+)"', {one.id for one in RECORD.conflicts}),
    (f"{AT}/details", "facts", r'<tbody id="([^"]+)"', {one.id for one in RECORD.facts}),
    (f"{AT}/k", "histories", r'<ol class="timeline" id="([^"]+)"', {one.id for one in RECORD.histories}),
    (f"{AT}/copies", "pairs", r'<details id="(r-[^"]+)"', {one.id for one in RECORD.derivations_of(STORY)}),
    (f"{AT}/o", "origins", r'<details class="speaker" id="(o-[^"]+)"',
     {end for one in RECORD.claims for end in one.origins}),
    (f"{AT}/said", "utterances", r'<section class="utterance" id="([^"]+)"', {one.id for one in RECORD.utterances}),
    (f"{AT}/time", "events", EVENT, {one.id for one in RECORD.timeline}),
    (f"{AT}/time?from={MIDDLE}", "events", EVENT,
     {one.id for one in RECORD.timeline if (one.latest or one.earliest or "") >= MIDDLE}),
    (f"{AT}/reports", "reports", r'<a href="/d/([^"#]+)"', set(STORY.documents)),
    (f"{AT}/c/{RECORD.claims[0].id}", "wordings", r'<li class="words[^"]*" data-item id="([^"]+)"',
     set(RECORD.claims[0].statements)),
    ("/search?q=dam", "claims", CLAIM, {one.id for one in RECORD.claims if "dam" in one.text.casefold()}),
    ("/search?q=dam", "reports", r'<li data-item><cite>[^<]*</cite> <a href="/d/([^"?#]+)',
     {one.id for one in RECORD.documents if "dam" in one.text.casefold()}),
    ("/search?q=gauge", "ends", r'<a href="/x/(o-[^"]+)"',
     {one.id for one in RECORD.origins if "gauge" in one.name.casefold()}),
    ("/", "refused", r"<li>not text \((\d+)\)", {str(n) for n in range(130)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "name", "found", "every"), CASES, ids=[f"{n} {one[1]}" for n, one in enumerate(CASES)]
)
def test_who_follows_the_links_of_a_list_comes_to_its_last_item(path: str, name: str, found: str, every: set) -> None:
    above = {one.claim for one in first()} if (path, name) == (AT, "claims") else set()
    begins = re.findall(found, ASKED.get(path).text)
    assert 0 < len(set(begins)) < len(every - above)  # or nothing is followed
    assert set(followed(path, name, found)) == every - above


SHORT = opened(full())
TOLD = SHORT.stories[0]
HERE = f"/s/{TOLD.id}"
SHORT_LISTS = [
    (f"{HERE}/matrix?show=all", "claims", r'<th scope="row" dir="auto"><a href="[^"]+/c/([^"]+)"'),
    (f"{HERE}/said", "speakers", r'<details class="speaker"[^>]*><summary>([^<]+)'),
    (f"/d/{TOLD.documents[0]}", "only", r'<a href="[^"]+/c/([^"]+)"'),
    (f"/d/{TOLD.documents[8]}", "lacks", r'<a href="[^"]+/c/([^"]+)"'),
    (f"{HERE}/o", "queue", r'<li data-item id="(o-[^"]+)"'),
    ("/search?q=the", "quotations", r'<span class="when">in <a href="([^"]+)"'),
    (f"/compare?a={TOLD.documents[0]}&b={TOLD.documents[4]}", "rows", r'<div class="row \w+" id="(row-\d+)"'),
    (f"{HERE}/since/last", "fresh", r'<a href="[^"]+/c/([^"]+)"'),
    (f"{HERE}/since/last", "gone", r'<li dir="auto">(Gone [^<]+)<'),
    ("/", "stories", r'<h2 class="plain"><a href="/s/([^"]+)"'),
    ("/", "alone", r'<li data-item><cite>[^<]*</cite> <a href="/d/([^"]+)"'),
]
"""Lists that are seldom long: the page, the list, and what tells its items apart."""


def short_desk() -> Desk:
    """A desk of several stories and reports that stand alone, with a record before that had other claims."""
    stories = [replace(TOLD, id=f"st-{n:012x}", documents=TOLD.documents[n : n + 2], claims=()) for n in range(5)]
    stories += [replace(TOLD, id=f"st-a{n:011x}", documents=TOLD.documents[n : n + 1], claims=()) for n in range(4)]
    alone = tuple(
        replace(SHORT.claims[0], id=f"c-8{n:011x}", text=f"Alone {n}", reports=ReportCount(1, 1), statements=(one.id,))
        for n, one in enumerate(said for said in SHORT.statements if said.span.document == TOLD.documents[0])
    )
    told = replace(TOLD, claims=(*TOLD.claims, *(one.id for one in alone)))
    gone = tuple(replace(SHORT.claims[0], id=f"c-9{n:011x}", text=f"Gone {n}", statements=()) for n in range(7))
    desk = Desk((), None, None, opened(replace(SHORT, claims=(*SHORT.claims[:3], *gone))))
    desk.take(opened(replace(SHORT, claims=(*SHORT.claims, *alone), stories=(*stories, told))))
    return desk


@pytest.mark.parametrize(("path", "name", "found"), SHORT_LISTS, ids=[name for _, name, _ in SHORT_LISTS])
def test_lists_that_are_seldom_long_go_on_too(
    path: str, name: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = TestClient(application(short_desk()), base_url="http://127.0.0.1:8031")
    whole = section(asked.get(path).text, name, found)
    assert len(set(whole)) > 3, whole
    for limit in ("CARDS", "ALONE", "BESIDE", "QUEUE", "HITS", "COMPARED", "CHANGED"):
        monkeypatch.setattr(sheets, f"_MOST_{limit}", 2)
    monkeypatch.setattr(sheets, "_MOST_CELLS", 1)
    monkeypatch.setattr(sheets, "_FEWEST_LINES", 2)
    monkeypatch.setitem(SHOWN_AT_ONCE, "speakers", 2)  # type: ignore[arg-type]
    asked = TestClient(application(short_desk()), base_url="http://127.0.0.1:8031")  # which has made no page yet
    parts = followed(path, name, found, asked)
    assert sorted(parts) == sorted(whole)
    assert len(section(asked.get(path).text, name, found)) == 2 or name == "rows"


def section(page: str, name: str, found: str) -> list[str]:
    """The items of one list on a page that has others of the kind."""
    begins = f'<section id="{name}">'
    return re.findall(found, page.partition(begins)[2].partition("</section>")[0] if begins in page else page)


def first():
    """What one would print, which stands above the list of claims."""
    from firsthand.report.passages import Printed
    from firsthand.report.places import Places
    from firsthand.report.storyview import StoryView

    return StoryView(Printed(RECORD, frozenset(), Places((), ())), STORY).first.printed


def test_a_permanent_link_leads_to_the_part_of_the_list_that_has_the_thing() -> None:
    for things in (RECORD.conflicts, RECORD.facts, RECORD.histories, RECORD.utterances, RECORD.timeline,
                   [one for one in RECORD.origins if one.name.startswith("Gauge")]):  # fmt: skip
        for one in (things[0], things[len(things) // 2], things[-1]):
            answer = ASKED.get(f"/x/{one.id}")
            assert answer.status_code == 200
            assert one.id in Page(answer.text).ids, one.id
            assert ASKED.get(f"/x/{one.id}.csv").status_code == 200


@pytest.mark.parametrize(("path", "number"), [
    ("", len(STORY.claims)), ("/o", 640), ("/k", len(RECORD.conflicts)), ("/details", 430), ("/facts", 430),
    ("/time", len(RECORD.timeline)), ("/matrix", len(RECORD.shared(STORY))), ("/reports", len(STORY.documents)),
    (f"/c/{RECORD.claims[0].id}", 450), ("/copies", len(RECORD.derivations_of(STORY))),
])  # fmt: skip
def test_exports_are_whole(path: str, number: int) -> None:
    told = ASKED.get(f"{AT}{path}.csv").text.partition("\n")[2]
    assert sum(1 for _ in csv.DictReader(io.StringIO(told))) >= number
    assert len(ASKED.get(f"{AT}{path}.json").json()["rows"]) >= number


def test_all_words_of_a_thing_are_shown_where_it_is_asked_for() -> None:
    record = make()
    conflict = replace(record.conflicts[0], id="k-000000000001")
    statement = record.statements[0]
    many = tuple(replace(statement, id=f"s-{n:012x}", span=replace(statement.span, end=statement.span.end - n))
                 for n in range(9))  # fmt: skip
    wide = replace(conflict, statements=tuple(one.id for one in many), values=("nine",) * 9)
    made = opened(replace(record, statements=(*record.statements, *many), conflicts=(wide,)))
    asked = TestClient(application(Desk((), None, None, made)), base_url="http://127.0.0.1:8031")
    page = asked.get(f"/s/{made.stories[0].id}/k").text
    link = re.search(r'… and <a href="([^"]+)">5 more</a>', page)
    assert link is not None
    assert link.group(1).endswith(f"?whole={wide.id}#{wide.id}")
    whole = asked.get(link.group(1).partition("#")[0]).text
    assert " more</a>" not in whole
    assert whole.count('<li class="words') == page.count('<li class="words') + 4  # two differ by a full stop alone
    assert "5 more<span" in static_page(made)


def test_a_list_asked_for_from_nowhere_begins_at_its_beginning() -> None:
    plain = ASKED.get(f"{AT}/k").text
    for wrong in ("99999999", "-1", "x", "<b>", "9" * 400, "٣٠٠", "0"):
        page = ASKED.get(f"{AT}/k", params={"conflicts": wrong}).text
        assert re.findall(r'class="conflict \w+" id="([^"]+)"', page) == re.findall(
            r'class="conflict \w+" id="([^"]+)"', plain
        )
