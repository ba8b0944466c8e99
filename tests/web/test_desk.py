"""The desk over the example: read, judge, see the counts change, undo; ticks and answers are kept; opened again."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from firsthand.errors import FirsthandError
from firsthand.example import REPORTS
from firsthand.progress import silent
from firsthand.report import explain, summary
from firsthand.report.claim_path import claim_path
from firsthand.report.html import page as static_page
from firsthand.report.places import Places
from firsthand.web import Desk, application
from firsthand.web.desk import read_desk, shown_desk, store_beside
from tests.ingest.test_fetch import Site, site

__all__ = ["site"]

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk") / "pages"
    shutil.copytree(REPORTS, place)
    return place


@pytest.fixture(scope="module")
def desk(folder: Path) -> Desk:
    return read_desk([str(folder)], store_beside([str(folder)]), "Ada Obi", 1, silent)


def client(desk: Desk) -> TestClient:
    return TestClient(application(desk), base_url="http://127.0.0.1:8031", follow_redirects=True)


def post(asked: TestClient, page: str, path: str, **fields: str) -> str:
    token = re.search(r'name="token" value="([^"]+)"', asked.get(page).text)
    assert token is not None
    return asked.post(path, data={"token": token.group(1), "back": page, **fields}).text


def test_a_cut_changes_the_counts_says_so_and_is_undone(desk: Desk) -> None:
    asked = client(desk)
    story = desk.record.ranked_stories[0]
    claim = next(one for one in desk.record.shared(story) if one.reports.documents == 3 and len(one.statements) == 3)
    before = desk.record
    page = f"/s/{story.id}/c/{claim.id}"
    answer = post(
        asked, page, "/judge", what="different", a=claim.statements[-1], b=claim.statements[0], claim=claim.id
    )
    assert "→" in answer
    assert "changed" in answer
    assert any(one.state == "applied" for one in desk.record.judgements)
    cut = next(one for one in desk.record.claims if claim.statements[0] in one.statements)
    assert claim.statements[-1] not in cut.statements
    log = asked.get("/log").text
    assert "Ada Obi" in log
    assert "judgements.jsonl" in log
    lines = asked.get("/judgements.jsonl").text.splitlines()
    assert len(lines) == 1
    since = asked.get(f"/s/{desk.record.ranked_stories[0].id}/since/last").text
    assert re.search(r"<b>\d+</b> claims? changed, ", since)
    (judged,) = desk.judgements()
    assert "Taken back" in post(asked, "/log", "/undo", id=judged.id)
    assert desk.record.claims == before.claims
    assert desk.judgements() == ()


def test_an_outlet_and_a_date_are_corrected_in_place_and_hold(desk: Desk, folder: Path) -> None:
    asked = client(desk)
    one = next(one for one in desk.record.documents if one.outlet.name == "Northmark Ledger")
    was = {"was_outlet": "Northmark Ledger", "was_date": "2031-03-14"}
    post(asked, "/", "/sources", report=one.id, outlet="Northmark Post", date="2031-03-13", **was)
    now = desk.record.document[one.id]
    assert (now.outlet.name, now.published.earliest) == ("Northmark Post", "2031-03-13")
    assert "judged by Ada Obi" in asked.get("/").text
    again = read_desk([str(folder)], store_beside([str(folder)]), "Bo", 1, silent)
    assert again.record.document[one.id].outlet.name == "Northmark Post"
    shown = shown_desk([str(store_beside([str(folder)]))], "Cy")
    assert shown is not None
    assert shown.record.document[one.id].outlet.name == "Northmark Post"
    for judged in desk.judgements():
        desk.undo(judged.id)
    assert desk.record.document[one.id].outlet.name == "Northmark Ledger"


def test_whose_text_a_page_carries_is_said_holds_is_seen_and_is_undone(desk: Desk, folder: Path) -> None:
    asked, before = client(desk), desk.record
    story = before.ranked_stories[0]
    page = f"/s/{story.id}/copies"
    own = [one for one in before.documents_of(story) if one.id not in before.copied and one.text_origin.kind == "own"]
    one = next(one for one in own if before.text_of.get(one.id, one.id) == one.id)
    assert f'<option value="{one.id}">' in asked.get(page).text
    answer = post(asked, page, "/sources", report=one.id, whose="agency", name="Northern Wire", back=page)
    assert "text origin: agency: Northern Wire" in answer
    assert "(now: Northern Wire)</option>" in answer
    told = desk.record.document[one.id].text_origin
    assert (told.kind, told.name) == ("agency", "Northern Wire")
    assert "judged by Ada Obi" in told.basis
    assert "Whose text: agency: Northern Wire" in asked.get("/log").text
    row = next(row for row in asked.get(f"/s/{story.id}/reports.json").json()["rows"] if row["report"] == one.id)
    assert row["text_of"] == "Northern Wire"
    assert "Northern Wire" in static_page(desk.record)
    again = read_desk([str(folder)], store_beside([str(folder)]), "Bo", 1, silent)
    assert again.record.document[one.id].text_origin.name == "Northern Wire"
    (judged,) = [made for made in desk.judgements() if made.about == "text_origin"]
    assert "Taken back" in post(asked, "/log", "/undo", id=judged.id)
    assert desk.record == before
    assert "Northern Wire" not in asked.get(page).text
    post(asked, page, "/sources", report=one.id, whose="agency", name=" ", back=page)  # which one is not known
    assert f'<option value="{one.id}">' in asked.get(page).text
    assert "(now: an agency that is not named)</option>" in asked.get(page).text
    desk.undo(next(made.id for made in desk.judgements() if made.about == "text_origin"))
    for form in ({"whose": "outlet", "name": " "}, {"whose": "", "name": "AP"}, {"whose": "its", "name": "AP"}):
        post(asked, page, "/sources", report=one.id, back=page, **form)
        assert desk.record == before, form


def test_a_date_is_anchored_days_are_counted_from_it_and_it_is_undone(desk: Desk, folder: Path) -> None:
    asked, before = client(desk), desk.record
    story = before.ranked_stories[0]
    page = f"/s/{story.id}/time"
    counted = next(one for one in before.timeline_of(story) if "in a report published" in one.basis)
    report = before.document[counted.mentions[0].document]
    assert f'<option value="{report.id}">' in asked.get(page).text.partition('<section id="anchor">')[2]
    answer = post(asked, page, "/sources", report=report.id, date="2031-04-22", back=page)
    assert "date: 2031-04-22" in answer
    now = desk.record.document[report.id].published
    assert (now.earliest, now.latest) == ("2031-04-22", "2031-04-22")
    told = [one for one in desk.record.timeline_of(story)
            if "22 April 2031" in one.basis and any(span.document == report.id for span in one.mentions)]  # fmt: skip
    assert told, "no day is counted from it"
    assert {one.earliest[:7] for one in told if one.earliest} <= {"2031-04", "2031-05", "2030-06"}
    assert told[0].id in asked.get(page).text
    assert "Date: 2031-04-22" in asked.get("/log").text
    again = read_desk([str(folder)], store_beside([str(folder)]), "Bo", 1, silent)
    assert again.record.document[report.id].published == now
    (judged,) = [made for made in desk.judgements() if made.about == "date"]
    assert "Taken back" in post(asked, "/log", "/undo", id=judged.id)
    assert desk.record == before
    refused = post(asked, page, "/sources", report=report.id, date="soon", back=page)
    assert 'role="status"' in refused
    assert desk.record == before


def test_what_a_copy_changed_is_told_without_saying_again_which_is_the_copy(desk: Desk) -> None:
    asked, record = client(desk), desk.record
    kinds = []
    for conflict in (one for one in record.conflicts if one.judgement == "drift"):
        held = sorted({said.span.document for said in record.statements_of(conflict)})
        if len(held) != 2 or " is taken from " not in conflict.reason:
            continue
        page = asked.get(f"/compare?a={held[0]}&b={held[1]}").text
        section = page.partition("<h2>What was lost and changed</h2>")[2].partition("</section>")[0]
        row = section.partition(f'href="/x/{conflict.id}"')[2].partition("</li>")[0]
        label, told = re.findall(r"<b>([^<]+)</b></a> <span dir=\"auto\">([^<]+)<", row)[0]
        assert " is taken from " not in told
        assert told[0].isupper()
        assert unescape(told).casefold()[:-1] in conflict.reason.casefold()
        kinds.append(label)
    assert set(kinds) >= {"Source", "How firmly"}


def test_the_path_of_every_claim_has_as_many_texts_as_are_counted(desk: Desk) -> None:
    for claim in desk.record.claims:
        path = claim_path(desk.record, claim, Places((), ()))
        assert len(path.texts) == claim.reports.after_merging_copies, claim.id


def test_what_is_no_judgement_is_said_in_one_line_and_changes_nothing(desk: Desk) -> None:
    asked = client(desk)
    before = desk.record
    for fields in ({"what": "same", "a": "c-nothing", "b": "c-else"}, {"what": "nonsense", "a": "", "b": ""},
                   {"what": "date", "a": desk.record.documents[0].id, "b": "soon"}):  # fmt: skip
        assert 'role="status"' in post(asked, "/", "/judge", **fields)
    assert desk.record is before


def test_marks_notes_and_answers_are_kept_beside_the_store(desk: Desk, folder: Path) -> None:
    asked = client(desk)
    story = desk.record.ranked_stories[0]
    claim = desk.record.shared(story)[0]
    page = f"/s/{story.id}/c/{claim.id}"
    post(asked, page, "/tick", claim=claim.id, mark="use", note="=called the hospital")
    assert "called the hospital" in asked.get(page).text
    assert "'=called the hospital" in asked.get(f"/s/{story.id}.csv").text
    check = f"/s/{story.id}/check"
    first = re.search(r'name="claim" value="(c-[0-9a-f]+)"', asked.get(check).text)
    assert first is not None
    answer = post(asked, check, "/answer", claim=first.group(1), same="yes", source="yes", number="yes")
    assert "1 of 1 right in all three" in answer
    lines = Path(f"{store_beside([str(folder)])}.notes.jsonl").read_text("utf-8").splitlines()
    assert len([one for one in lines if '"kind": "counts"' not in one]) == 4


def test_a_page_that_is_dropped_is_read(desk: Desk, folder: Path) -> None:
    asked = client(desk)
    token = re.search(r'name="token" value="([^"]+)"', asked.get("/").text)
    assert token is not None
    number = len(desk.record.documents)
    text = (folder / "09-northmark-ledger.html").read_text("utf-8").replace("Northmark", "Southmark")
    answer = asked.post(
        "/add", data={"token": token.group(1)}, files={"files": ("new page.html", text.encode(), "text/html")}
    )
    assert "Added new page.html" in answer.text
    assert len(desk.record.documents) == number + 1
    bad = asked.post("/add", data={"token": token.group(1)}, files={"files": ("evil.exe", b"MZ", "text/html")})
    assert "of no kind that is read" in bad.text


def test_a_list_of_addresses_is_fetched_into_the_folder_and_read(site: str, tmp_path: Path) -> None:
    place = tmp_path / "pages"
    shutil.copytree(REPORTS, place)
    one = read_desk([str(place)], tmp_path / "pages.db", "Ada Obi", 1, silent)
    asked = client(one)
    refused = post(asked, "/", "/fetch", addresses=f"{site}/a")
    assert "local network" in refused
    assert Site.seen == []
    one.allow_local = True
    number = len(one.record.documents)
    told = post(asked, "/", "/fetch", addresses=f"{site}/a\n{site}/gone")
    assert "1 page fetched, 1 could not be fetched" in told
    assert "the server answers 404" in told
    assert f"{site}/a" in {document.address for document in one.record.documents}
    assert len(one.record.documents) == number + 1
    assert "is no address" in post(asked, "/", "/fetch", addresses="www.example.org")
    one.read_only = True
    assert "read only" in one_line_of(lambda: one.fetch(f"{site}/b"))
    assert "/b" not in {path for path, _ in Site.seen}


def test_an_end_is_renamed_where_it_stands_and_taken_back(desk: Desk) -> None:
    asked = client(desk)
    story = desk.record.ranked_stories[0]
    end = next(one for one in desk.record.origins if one.name == "National Rescue Service")
    page = f"/s/{story.id}/o"
    told = post(asked, page, "/judge", what="rename", a=end.id, b="The Rescuers", back=page)
    assert "The Rescuers" in told
    assert desk.record.origin[end.id].name == "The Rescuers"
    assert "national rescue service" not in asked.get(f"{page}.csv").text.casefold()
    (judged,) = [one for one in desk.judgements() if one.about == "end_name"]
    assert "Taken back" in post(asked, "/log", "/undo", id=judged.id)
    assert desk.record.origin[end.id].name == "National Rescue Service"


def one_line_of(change: Callable[[], object]) -> str:
    with pytest.raises(FirsthandError) as told:
        change()
    return str(told.value)


def test_judgements_are_taken_along_and_taken_in_again(desk: Desk) -> None:
    asked = client(desk)
    story = desk.record.ranked_stories[0]
    claim = next(one for one in desk.record.shared(story) if len(one.statements) > 2)
    kept = len(desk.judgements())
    desk.judge("different", claim.statements[-1], claim.statements[0], claim=claim.id)
    taken = asked.get("/judgements.jsonl").content
    made = desk.judgements()[0]
    desk.undo(made.id)
    assert len(desk.judgements()) == kept
    token = re.search(r'name="token" value="([^"]+)"', asked.get("/log").text)
    assert token is not None
    answer = asked.post("/judgements", data={"token": token.group(1)}, files={"file": ("j.jsonl", taken)})
    assert "taken in" in answer.text
    assert made.id in {one.id for one in desk.judgements()}
    desk.undo(made.id)
    for wrong in (b"", b"no judgement at all\n"):
        answer = asked.post("/judgements", data={"token": token.group(1)}, files={"file": ("j.jsonl", wrong)})
        assert answer.status_code == 200
        assert len(desk.judgements()) == kept
    assert asked.post("/judgements", files={"file": ("j.jsonl", taken)}).status_code == 403


def test_the_sheet_is_corrected_taken_in_and_undone(desk: Desk) -> None:
    asked, before = client(desk), desk.record
    page = asked.get("/").text
    assert 'action="/sheet"' in page
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None

    def sent(data: bytes) -> str:
        return asked.post("/sheet", data={"token": found.group(1)}, files={"file": ("sources.csv", data)}).text

    given = asked.get("/sources.csv").content.decode()
    assert "nothing is corrected in the sheet" in sent(given.encode())
    rows = list(csv.DictReader(io.StringIO(given)))
    row = next(one for one in rows if one["outlet"] == "Northmark Ledger")
    row["outlet"] = "Northmark Post"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    answer = sent(out.getvalue().encode("utf-8-sig"))  # as a spreadsheet writes it
    assert "1 decision taken in" in answer
    assert {one.outlet.name for one in desk.record.documents} >= {"Northmark Post"}
    (judged,) = [one for one in desk.judgements() if one.verdict == "Northmark Post"]
    assert judged.by == "Ada Obi"
    assert f'name="id" value="{judged.id}"' in answer
    assert "Taken back" in post(asked, "/", "/undo", id=judged.id)
    assert desk.record == before
    assert "is no source sheet" in sent(b"a,b\n1,2\n")
    assert asked.post("/sheet", files={"file": ("sources.csv", b"x")}).status_code == 403


def test_a_copy_that_is_none_is_parted_told_everywhere_and_taken_back(desk: Desk) -> None:
    asked, before = client(desk), desk.record
    story = before.ranked_stories[0]
    alone = [one for one in before.derivations
             if one.relation in ("near_copy", "rewrite")
             and sum(name in (one.a, one.b) for name in before.text_of if before.text_of[name] == before.text_of[one.a])
             == sum(before.text_of[name] == before.text_of[one.a] for name in before.text_of)]  # fmt: skip
    several = next(one for one in before.derivations if one.relation == "rewrite" and one not in alone)
    held = post(asked, f"/compare?a={several.a}&b={several.b}", "/judge", what="separate", a=several.a, b=several.b)
    assert "still stand in one family, by way of other reports" in held
    assert "more origins at least" not in held
    asked.get("/log")
    post(asked, "/log", "/undo", id=next(one.id for one in desk.record.judgements if one.verdict == "separate"))
    pair = alone[0]
    a, b = before.parted(pair)
    page = f"/compare?a={a}&b={b}"
    assert "Not a copy: written separately" in asked.get(page).text
    assert "Not a copy: written separately" in asked.get(f"/s/{story.id}/copies").text
    answer = post(asked, page, "/judge", what="separate", a=a, b=b)
    after = desk.record
    assert not [one for one in after.derivations if one.id == pair.id]
    story = next(one for one in after.stories if a in one.documents)
    was = sum(before.texts(one) for one in before.stories)
    now = sum(after.texts(one) for one in after.stories)
    assert now > was
    assert f"{was} → {now} separate texts" in answer
    told = "written separately, judged by Ada Obi"
    assert told in answer and "Take it back" in answer
    for place in (f"/s/{story.id}/copies", f"/s/{story.id}/copies.csv", f"/s/{story.id}/copies.json"):
        assert told in asked.get(place).text, place
    log = asked.get("/log").text
    assert "Two reports: written separately" in log
    assert '"verdict":"separate"' in asked.get("/judgements.jsonl").text.replace(" ", "")
    assert told in static_page(after) and told in " ".join(explain(after, a).split())
    assert told in " ".join(summary(after).split())
    name = next(one.id for one in after.judgements if one.verdict == "separate")
    assert "Taken back" in post(asked, "/log", "/undo", id=name)
    assert desk.record == before
