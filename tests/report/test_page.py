"""The page is one file that fetches nothing and runs nothing, and every link on it leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest

from firsthand.data import Block, DocumentId, Independent, Record, ReportCount
from firsthand.report.html import page
from tests.report.demo_record import make
from tests.report.hostile import CONTROLS, hostile, large


class Page(HTMLParser):
    """Ids, fragment links, elements and visible text of a page."""

    VOID = frozenset({"meta", "path", "rect", "circle", "polygon", "br", "link", "input"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.misnested: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture(scope="module")
def record() -> Record:
    return make()


@pytest.fixture(scope="module")
def source(record: Record) -> str:
    return page(record)


def test_every_link_leads_to_a_place_on_the_page(source: str) -> None:
    read = Page(source)
    assert read.links
    assert [link for link in read.links if not link.startswith("#")] == []
    assert sorted({link[1:] for link in read.links} - set(read.ids)) == []


def test_ids_are_unique_and_elements_nest(source: str) -> None:
    read = Page(source)
    assert len(read.ids) == len(set(read.ids))
    assert read.misnested == []
    assert read.open == []


def test_nothing_is_fetched_and_nothing_runs(source: str) -> None:
    read = Page(source)
    assert not set(read.tags) & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    assert [name for name, _ in read.attributes if name.startswith("on") or name in {"src", "style"}] == []
    assert "url(" not in source
    assert "@import" not in source


def test_the_policy_allows_this_style_sheet_alone(source: str) -> None:
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy is not None
    assert policy.group(1).replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_every_claim_shows_its_numbers_in_words_and_links_to_its_words(record: Record, source: str) -> None:
    text = " ".join(Page(source).text.split())
    assert re.search(r"6 pages with 3 separate texts 2 origins .{0,4}National Rescue Service .{0,4}Neve Orrel", text)
    assert "3 pages 1 to 2 origins" in text
    for claim in record.claims:
        for statement in claim.statements:
            assert f'href="#{statement}"' in source


def test_each_claim_is_told_once(record: Record, source: str) -> None:
    shown = re.findall(r'<li[^>]* id="(c-[0-9a-f]+)"[^>]*>(.*?)</h3>', source, re.DOTALL)
    assert {id_ for id_, _ in shown} == {one.id for one in record.claims if one.reports.documents > 1}
    words = [" ".join(re.sub(r"<[^>]+>|<span class=.nth.>.*?</span>", " ", told).split()) for _, told in shown]
    assert len(words) == len(set(words))
    assert [int(one) for one in re.findall(r'<span class="nth">(\d+)</span>', source)] == list(
        range(1, source.count('class="nth"') + 1)
    )


def test_not_measured_is_said_and_is_not_zero(record: Record) -> None:
    unmeasured = replace(record.claims[0], independent=Independent(None, None))
    text = Page(page(replace(record, claims=(unmeasured, *record.claims[1:])))).text
    assert "origins not measured" in text


def test_the_full_text_of_every_report_is_there(record: Record, source: str) -> None:
    seen = " ".join(Page(source).text.split())
    for document in record.documents:
        for block in document.blocks:
            words = document.text[block.start : block.end].split()
            assert " ".join(words[:3]) in seen  # numbers of claims stand further inside


def test_it_never_says_true(source: str) -> None:
    words = Page(source).text.replace("It does not say what is true.", "")
    assert not re.search(r"\b(true|truth|fact|confirmed by firsthand)\b", words, re.IGNORECASE)


def test_text_from_outside_stays_text() -> None:
    source = page(hostile())
    read = Page(source)
    assert not set(read.tags) & {"script", "img"}
    assert [name for name, _ in read.attributes if name.startswith("on")] == []
    assert [c for c in CONTROLS if c in source] == []
    assert "<script>alert(1)</script>" in read.text
    assert "{{7*7}}" in read.text
    source.encode("utf-8")


def test_a_large_record_gives_a_page_that_opens() -> None:
    source = page(large())
    assert len(source) < 6_000_000
    assert "see the JSON" not in source
    assert 'more<span class="elsewhere">: <code>firsthand open</code> shows all of them' in source
    read = Page(source)
    assert sorted({link[1:] for link in read.links} - set(read.ids)) == []
    assert read.misnested == []


def test_an_empty_record_is_a_page_too(record: Record) -> None:
    empty = Record((), record.rejected, (), (), (), (), (), (), (), (), (), (), (), record.made_with)
    text = Page(page(empty)).text
    assert "No report could be read" in text
    assert "photo.jpg" in text


def test_same_record_same_bytes(record: Record, source: str) -> None:
    assert page(record) == source


def test_numbers_that_are_read_have_their_commas(record: Record) -> None:
    story = record.stories[0]
    first = record.documents[0]
    many = tuple(replace(first, id=DocumentId(f"d-{n:016x}"), source_id=f"{n}") for n in range(1_200))
    wide = replace(story, documents=(*story.documents, *(one.id for one in many)))
    text = " ".join(Page(page(replace(record, documents=(*record.documents, *many), stories=(wide,)))).text.split())
    assert "1,210 pages carry" in text
    assert "1210" not in text


def test_a_claim_of_one_report_that_one_would_print_has_its_words_there(record: Record) -> None:
    alone = tuple(replace(one, reports=ReportCount(1, 1)) for one in record.claims)
    source = page(replace(record, claims=alone))
    read = Page(source)
    assert len(read.ids) == len(set(read.ids))
    assert sorted({link[1:] for link in read.links} - set(read.ids)) == []
    first = re.search(r'<ol class="headlines">(.*?)</ol>', source, re.DOTALL)
    assert first is not None
    assert first.group(1).count('class="nth"') == first.group(1).count("<details>") > 0


def test_a_separator_of_joined_lines_is_no_paragraph(record: Record) -> None:
    joined = "The gate failed at dawn, the service said. ### Nine people were killed, it added."
    first, last = joined.index(" ###"), joined.index("Nine")
    parts = (Block(0, first, "body"), Block(first, last, "blank"), Block(last, len(joined), "body"))
    told = replace(record.documents[0], text=joined, blocks=parts, title=None)
    alone = replace(make(), **{one.name: () for one in fields(Record) if one.name not in {"made_with", "stories"}})
    story = replace(record.stories[0], documents=(told.id,), claims=())
    shown = Page(page(replace(alone, documents=(told,), stories=(story,)))).text
    assert "The gate failed at dawn" in shown
    assert "Nine people were killed" in shown
    assert "###" not in shown
