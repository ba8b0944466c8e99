"""A page's own notes, buttons, notices and masthead: none of it is the report.  All texts are invented."""

from __future__ import annotations

import pytest

from firsthand import mastheads
from firsthand.clean import clean
from firsthand.clean.notes import describes_itself, note, notices
from firsthand.data import ARTICLE_KINDS, Document, Given, RawDocument

LEAD = "The ferry to Oxmoor struck the pier on Monday and eleven passengers were hurt, the harbour office said."
SECOND = "Divers looked at the hull in the afternoon and found a crack that is two metres long, it said."
THIRD = "“I heard a bang and then we were all on the floor,” said Tilda Marsh, who was on her way to work."
LAST = "The company that runs the line did not answer a request for comment before the evening."
TITLE = "Eleven hurt as ferry strikes pier"


def read(*lines: str, **given: str) -> Document:
    found = clean(RawDocument("page.txt", "text/plain", "\n\n".join(lines).encode(), Given(**given)))
    assert isinstance(found, Document)
    return found


def kind(document: Document, line: str) -> str:
    at = document.text.index(line)
    return next(block.kind for block in document.blocks if block.start <= at < block.end)


@pytest.mark.parametrize(
    "line",
    [
        "The Pelham Echo is an independent newspaper serving the coast since 1921.",
        "The Echo brings together news from the whole of the coast.",
        "Pelham Echo is a nonprofit newsroom covering the coast.",
        "The Pelham Echo welcomes letters of up to 200 words.",
        "The Echo is owned by its readers. Support local reporting from 3 crowns a month.",
        "Oxmoor Online collects news from partner outlets across the region.",
        "Stories on this page are collected from partner outlets and may have been edited for length.",
        "This article was written with the help of automated tools and checked by an editor.",
        "Got a news tip? Write to us at desk@pelhamecho.example",
        "Our reporters work for you. Your donation keeps them on the coast.",
        "Reproduction without written permission is prohibited.",
        "Ada Quill is the shipping editor of the paper. Do you know more? Write to her.",
        "Comments (12)   Log in   Register",
        "Share   Print   2 comments",
        "Share | Tweet | Email | 14",
    ],
)
def test_a_note_at_the_end_is_no_article_text(line: str) -> None:
    document = read("The Pelham Echo, 4 April 2030", TITLE, "By Ada Quill", LEAD, SECOND, THIRD, LAST, line)
    assert kind(document, line) not in ARTICLE_KINDS
    assert all(kind(document, true) == "body" for true in (LEAD, SECOND, THIRD, LAST))


@pytest.mark.parametrize(
    "line",
    [
        "The Oxmoor Gazette is owned by the harbour company, which bought it in May.",
        "Support for the reporting rule fell to a third of the council on Monday night.",
        "The harbour office brings together the police and the coast guard in one building.",
        "Articles of the treaty are drawn from several older texts, the minister said.",
        "Print shares fell.",
        "Tilda Marsh is a nurse at the hospital and was on her way to work.",
    ],
)
def test_a_true_sentence_like_a_note_is_kept(line: str) -> None:
    document = read("The Pelham Echo, 4 April 2030", TITLE, "By Ada Quill", LEAD, SECOND, line, THIRD, LAST)
    assert kind(document, line) == "body"


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ("Pelham Weekly", False),
        ("THE OXMOOR GAZETTE", False),
        ("The Pelham Echo, 4 April 2030", True),
        ("The Pelham Echo | Thursday, April 4, 2030", True),
    ],
)
def test_a_masthead_is_not_the_title_and_its_date_is_the_pages(head: str, dated: bool, below: bool) -> None:
    document = read(*((TITLE, head) if below else (head, TITLE)), LEAD, SECOND, THIRD, LAST)
    assert document.title == TITLE
    assert kind(document, TITLE) == "title"
    assert kind(document, head) == ("byline" if dated else "navigation")
    assert document.authors == ()
    assert document.published.earliest == ("2030-04-04" if dated else None)
    if dated:
        assert document.published.basis == "text"
        assert "2030" in document.published.evidence[0].of(document.text)


def test_a_headline_about_an_outlet_stays_the_title() -> None:
    title = "Harbour Office Sues Oxmoor Gazette"
    lead = "The harbour office sued the Oxmoor Gazette on Monday over a report on the pier, the court said."
    assert read("News", title, lead, SECOND, THIRD).title == title


def test_notices_beside_the_article_are_not_article() -> None:
    document = read(TITLE, LEAD, SECOND, THIRD, LAST, "Lost and found", "Lost: brown hen, one eye, answers to Duchess.")
    assert kind(document, "Lost: brown") == "advertisement"
    page = f"""<html><head><title>{TITLE} - Oxmoor Gazette</title></head><body>
<table><tr><td><a href="/">Oxmoor Gazette</a></td></tr></table><div class="text"><h1>{TITLE}</h1>
<p>By Ada Quill, Oxmoor Gazette</p>{"".join(f"<p>{p}</p>" for p in (LEAD, SECOND, THIRD, LAST))}</div>
<div class="side"><h3>Notices</h3><p>Quay closed for dredging, 17 to 19 April.</p>
<p>Lost: brown hen, one eye, answers to Duchess.</p></div></body></html>"""
    found = clean(RawDocument("page.html", "text/html", page.encode()))
    assert isinstance(found, Document)
    assert kind(found, "Lost: brown") not in ARTICLE_KINDS
    assert kind(found, "Quay closed") not in ARTICLE_KINDS
    assert (found.outlet.name, found.outlet.basis) == ("Oxmoor Gazette", "metadata")
    assert found.authors == ("Ada Quill",)


def test_an_article_with_a_heading_like_a_column_of_notices_is_kept() -> None:
    document = read(TITLE, LEAD, "Lost and found", SECOND, THIRD, LAST)
    assert kind(document, LAST) == "body"
    assert notices("Public notices:")
    assert not notices("The notices that the harbour office gave")


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        # an agency that is declared as publisher hands over to the site
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "Associated Press"}}'
            '</script><meta property="og:site_name" content="Oxmoor Gazette">',
            "Oxmoor Gazette",
        ),
        ('<meta property="og:site_name" content="Politics">', None),
        ("", None),
    ],
)
def test_declared_outlets(head: str, outlet: str | None) -> None:
    body = "".join(f"<p>{p}</p>" for p in (LEAD, SECOND, THIRD, LAST))
    page = f"<html><head>{head}<title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    found = clean(RawDocument("page.html", "text/html", page.encode()))
    assert isinstance(found, Document)
    assert found.outlet.name == outlet


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{TITLE} - Oxmoor Gazette", "Oxmoor Gazette"),
        (f"{TITLE} | Coast | The Pelham Echo", "The Pelham Echo"),
        (f"Shoreline | {TITLE}", "Shoreline"),  # named by the link to the front page
        (f"{TITLE} | Tideway", None),
        (f"{TITLE} | World News", None),
        ("Ferry accident - Oxmoor Gazette", None),  # not this page's headline: it may say who reported it
    ],
)
def test_the_site_in_the_pages_title(title: str, site: str | None) -> None:
    body = "".join(f"<p>{p}</p>" for p in (LEAD, SECOND, THIRD, LAST))
    page = (
        f'<html><head><title>{title}</title></head><body><a href="/">Shoreline</a><h1>{TITLE}</h1>{body}</body></html>'
    )
    found = clean(RawDocument("page.html", "text/html", page.encode()))
    assert isinstance(found, Document)
    assert found.outlet.name == site


def test_what_looks_like_an_outlets_name() -> None:
    for name in ("Pelham Weekly", "The Evening Star", "Radio Oxmoor", "Kesh Daily Post", "Northsea News Agency"):
        assert mastheads.outlet_name(name) == name
    for other in (
        "Breaking News",
        "World News",
        "Tilda Marsh",
        "Monday",
        "the evening star",
        "",
        "News",
        "Share Print",
    ):
        assert mastheads.outlet_name(other) is None


def test_notes_read_hostile_lines_quickly() -> None:
    for line in ("A" * 50_000, "support " * 5_000, "A " * 5_000, "© " * 3_000, "| " * 3_000, "The " * 2_000 + "Post"):
        assert note(line) is None
        assert not describes_itself(line, frozenset())
        mastheads.masthead(line)
        mastheads.outlet_suffix(line)
        mastheads.owner(line)
