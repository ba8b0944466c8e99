# ruff: noqa: E501 (pages, each on one line)
"""What a page says of itself beside its words: section, canonical address, entries of a live blog, notes, languages."""

from __future__ import annotations

import json
import time

import pytest

from firsthand.clean import clean
from firsthand.data import Document, Given, RawDocument

TEXT = (
    "<p>A ferry with 212 people on board ran aground off Tarn Point on Monday, the coast guard said in Merrow.</p>"
    "<p>The line said that it would run two boats instead of three until Thursday, and that tickets stay valid.</p>"
)


def page(body: str, head: str = "", given: Given | None = None) -> Document:
    source = f"<html><head><title>Ferry runs aground</title>{head}</head><body><article>{body}</article></body></html>"
    made = clean(RawDocument("https://merrowgazette.example/ferry", "text/html", source.encode(), given or Given()))
    assert isinstance(made, Document)
    assert "".join(made.text[block.start : block.end] for block in made.blocks) == made.text
    return made


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.models
def test_section_and_canonical_address() -> None:
    head = '<link rel="canonical" href="https://merrowgazette.example/2031/ferry"><meta property="article:section" content="Coast">'
    found = page(TEXT, head)
    assert (found.section, found.canonical) == ("Coast", "https://merrowgazette.example/2031/ferry")
    assert page(TEXT, linked({"@type": "NewsArticle", "articleSection": ["Harbour", "Coast"]})).section == "Harbour"
    assert page(TEXT, head, Given(section="Region")).section == "Region"
    assert page(TEXT).section is None


BLOG = {
    "@type": "LiveBlogPosting",
    "datePublished": "2031-09-08T06:00:00Z",
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": "Lifeboat is out", "datePublished": "2031-09-08T06:20:00Z",
         "author": {"@type": "Person", "name": "Jonas Vell"},
         "articleBody": "<p>The lifeboat of Merrow left the harbour at 6.15 a.m., its coxswain said.</p><p>Two tugs follow it to the point.</p>"},
        {"@type": "BlogPosting", "headline": "All are ashore", "datePublished": "2031-09-08T12:05:00Z",
         "articleBody": "All 212 people on board were brought to Merrow by noon, the coast guard said."},
        "rubbish", {"articleBody": 5},
    ],
}  # fmt: skip


@pytest.mark.models
def test_entries_of_a_live_blog_have_their_own_times_and_authors_also_from_structured_data_alone() -> None:
    found = page(
        "<h1>Ferry aground: live</h1><p>Follow what happens off Tarn Point here, as it is told by our reporters.</p>",
        linked(BLOG),
    )
    assert found.page == "live_blog"
    one, two = found.entries
    assert (one.title, one.published.earliest, one.authors) == (
        "Lifeboat is out",
        "2031-09-08T06:20:00Z",
        ("Jonas Vell",),
    )
    assert found.text[one.start : one.end].startswith("Lifeboat is out\nThe lifeboat of Merrow left")
    assert found.text[one.start : one.end].endswith("Two tugs follow it to the point.")
    assert (two.published.earliest, two.authors) == ("2031-09-08T12:05:00Z", ())
    kinds = {block.kind for block in found.blocks if "212 people" in found.text[block.start : block.end]}
    assert kinds == {"body"}
    shown = page("<h1>Ferry aground: live</h1><h2>All are ashore</h2><p>All 212 people on board were brought to Merrow by noon, the coast guard"
                 " said.</p><h2>Lifeboat is out</h2><p>The lifeboat of Merrow left the harbour at 6.15 a.m., its coxswain said.</p>"
                 "<p>Two tugs follow it to the point.</p>", linked(BLOG))  # fmt: skip
    assert shown.text.count("212 people") == 1 and [one.title for one in shown.entries] == [
        "All are ashore",
        "Lifeboat is out",
    ]


@pytest.mark.models
def test_entries_of_a_printed_live_blog() -> None:
    stamps = ["14:05", "13:40", "12:10", "11:55"]
    text = "Ferry aground: live\n\nSeptember 8, 2031\n\n" + "\n\n".join(
        f"{stamp}\n\nThe coast guard said at this hour that boat number {n} had reached the harbour of Merrow with its people."
        for n, stamp in enumerate(stamps)
    )
    found = clean(RawDocument("a.txt", "text/plain", text.encode(), Given(published="2031-09-08")))
    assert isinstance(found, Document) and found.page == "live_blog"
    assert [one.published.earliest for one in found.entries] == [f"2031-09-08T{stamp}" for stamp in stamps]
    assert all(f"number {n} had" in found.text[one.start : one.end] for n, one in enumerate(found.entries))


@pytest.mark.models
@pytest.mark.parametrize(
    ("note", "kind", "day"),
    [
        ("Correction, September 10, 2031: An earlier version of this report said that 200 people were on board.", "correction", "2031-09-10"),
        ("Editor’s note: This story has been withdrawn because its account of the crew could not be confirmed.", "withdrawal", None),
        ("Clarification: The ferry line runs three boats, of which one is chartered from the state railway.", "clarification", None),
    ],
)  # fmt: skip
def test_notes_on_itself_are_kept_as_such_and_their_day_is_not_the_reports(
    note: str, kind: str, day: str | None
) -> None:
    found = page(f"<h1>Ferry runs aground</h1><p>By Jonas Vell, September 8, 2031</p>{TEXT}<p>{note}</p>")
    (one,) = found.notes
    assert (one.kind, one.published.earliest, found.text[one.start : one.end]) == (kind, day, note)
    assert found.published.earliest == "2031-09-08"


@pytest.mark.models
def test_the_day_behind_a_note_is_not_that_of_a_report_without_one() -> None:
    note = "Correction: An earlier version of this article said that 12 people were killed. It was nine. 4 June 2031"
    found = page(f"<h1>Ferry runs aground</h1>{TEXT}<p>{note}</p>")
    assert [one.kind for one in found.notes] == ["correction"]
    assert (found.published.basis, found.authors) == ("unknown", ())
    assert not any(block.kind == "byline" for block in found.blocks)


@pytest.mark.models
def test_a_report_on_corrections_is_no_note() -> None:
    body = (
        "<p>The department of corrections said on Monday that two prisons would close in spring, and one in autumn.</p>"
    )
    assert page(f"<h1>Prisons to close</h1>{body * 1}{TEXT * 8}").notes == ()


@pytest.mark.models
def test_a_part_that_a_script_puts_in_its_place_is_shown_and_what_is_hidden_is_not() -> None:
    found = page(
        f'<p>Loading the report …</p><div hidden id="S:1f"><div>{TEXT}</div></div><div hidden><p>{"Never shown. " * 9}</p></div>'
    )
    assert "212 people" in found.text and "Never shown" not in found.text


@pytest.mark.models
def test_cells_of_a_table_and_lines_of_code_in_the_article_are_article() -> None:
    rows = "".join(f"<tr><td>Boat {n}</td><td>{n * 7} people</td><td>Merrow</td></tr>" for n in range(1, 9))
    found = page(f"<h1>Ferry runs aground</h1>{TEXT}<table>{rows}</table>{TEXT.replace('212', '213')}")
    kinds = {found.text[block.start : block.end].strip(): block.kind for block in found.blocks}
    assert any("Boat 3" in line and kind == "table" for line, kind in kinds.items()), kinds


@pytest.mark.models
def test_passages_in_another_language_are_told() -> None:
    german = (
        "<p>Die Fähre lief am Montag vor Tarn Point auf Grund, wie die Küstenwache in Merrow am Abend mitteilte.</p>"
    )
    found = page(TEXT + german + german.replace("Montag", "Dienstag") + TEXT.replace("212", "213"))
    (one,) = found.passages_in
    assert found.language == "en" and one.language == "de"
    assert (
        found.text[one.start : one.end].strip().startswith("Die Fähre")
        and "Dienstag" in found.text[one.start : one.end]
    )


@pytest.mark.models
def test_a_page_nested_beyond_any_real_one_takes_no_squared_time() -> None:
    begun = time.process_time()
    page(f"<h1>Ferry runs aground</h1>{'<div>' * 100_000}{TEXT * 4}")
    assert time.process_time() - begun < 20


@pytest.mark.models
def test_a_tag_of_very_many_attributes_takes_no_squared_time() -> None:
    many = " ".join(f"a{number}=1" for number in range(60_000))
    begun = time.process_time()
    found = page(f"<h1>Ferry runs aground</h1><article><p {many}>It ran aground.</p>{TEXT * 4}</article>")
    assert isinstance(found, Document) and time.process_time() - begun < 8
