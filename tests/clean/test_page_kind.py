"""Kinds of pages: what is no report is refused, what is an odd one is told, and a report about such a thing is a report."""

from __future__ import annotations

import pytest

from firsthand.clean import clean
from firsthand.clean.document import MAX_WORDS
from firsthand.data import Document, Given, RawDocument, Rejected

pytestmark = pytest.mark.models

PARAGRAPHS = (
    "The ferry ran aground off Tarn Point on Monday with 212 people on board, the coast guard said.",
    "“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound, and we sail again.”",
    "The line said that it would run two boats instead of three until Thursday, and that tickets stay valid.",
)


def page(body: str, head: str = "", title: str = "Ferry runs aground off Tarn Point") -> Document | Rejected:
    source = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return clean(RawDocument("page.html", "text/html", source.encode()))


def article(*lines: str) -> str:
    return "<article><h1>Ferry runs aground off Tarn Point</h1>" + "".join(f"<p>{x}</p>" for x in lines) + "</article>"


@pytest.mark.parametrize(
    ("body", "title", "says"),
    [
        ("<h1>Not found</h1><p>The page that you want does not exist any more.</p>", "404 | Merrow Gazette", "error page"),
        ("<h1>Access Denied</h1><p>You have no permission to see this.</p>", "Access Denied", "error page"),
        ("<p>Checking your browser before you go on.</p><p>Ray ID: 77</p>", "One moment", "check for robots"),
        ("<p>Are you a robot? Please solve the captcha.</p>", "merrow.example", "check for robots"),
        (
            "<p>We and our 712 partners use cookies and process personal data.</p><p>You can manage your consent in our "
            "privacy settings.</p><button>Accept all</button>", "Merrow Gazette", "request for consent",
        ),
        ("<p>You are being redirected to https://merrow.example/a</p>", "Merrow", "only leads to another"),
        ("<nav><a href='/'>Home</a></nav><footer>© 2031 Merrow Gazette. All rights reserved.</footer>", "Merrow", "only menus"),
    ],
)  # fmt: skip
def test_pages_that_are_no_report_are_refused_in_one_line(body: str, title: str, says: str) -> None:
    found = page(body, title=title)
    assert isinstance(found, Rejected) and says in found.reason and "\n" not in found.reason
    if "menus" not in says:
        lines = "\n\n".join(line for line in (title, *(part.split("<")[0] for part in body.split(">"))) if line.strip())
        assert isinstance(clean(RawDocument("page.txt", "text/plain", lines.encode(), Given(title=title))), Rejected)


def test_a_front_page_is_no_report_and_an_article_with_other_stories_below_is() -> None:
    cards = "".join(
        f"<div><h2><a href='/{n}'>Headline number {n} of the day</a></h2><p>The council of town {n} met on Monday, it said.</p></div>"
        for n in range(5)
    )
    assert isinstance(page(f"<h1>World</h1>{cards}"), Rejected)
    assert isinstance(page(article(*PARAGRAPHS, *PARAGRAPHS) + cards), Document)
    declared = '<meta property="og:type" content="article">'
    assert isinstance(page(article(PARAGRAPHS[0]) + cards, declared), Document)


@pytest.mark.parametrize(
    "line",
    [
        "The ministry's page was not found for three hours on Monday after the attack, the agency said.",
        "Users were asked to verify that they are human, the company said, because of unusual traffic from bots.",
        "The court said that cookies need consent, that personal data was sold, and that privacy settings misled users.",
    ],
)
def test_a_report_about_errors_robots_or_cookies_is_a_report(line: str) -> None:
    assert isinstance(page(article(*PARAGRAPHS, line)), Document)


def test_live_blogs_transcripts_galleries_and_cut_pages_are_told() -> None:
    kinds = {
        "live_blog": "".join(f"<p>1{n}:0{n} GMT</p><p>{line}</p>" for n, line in enumerate(PARAGRAPHS * 2)),
        "transcript": "".join(
            f"<p>BRANDT: {line}</p><p>QUIST: And what then, after Monday?</p>" for line in PARAGRAPHS * 2
        ),
        "cut": f"<p>{PARAGRAPHS[0]}</p><h3>Read on with Merrow Plus</h3><p>Access to all articles for 3 crowns a week.</p>"
        "<p>Cancel at any time. Are you a subscriber? Log in here.</p>",
        "article": "".join(f"<p>{line}</p>" for line in PARAGRAPHS),
    }
    for kind, body in kinds.items():
        found = page(f"<article><h1>Ferry runs aground off Tarn Point</h1>{body}</article>")
        assert isinstance(found, Document) and found.page == kind
    gallery = page(article(*PARAGRAPHS), '<script type="application/ld+json">{"@type":"ImageGallery"}</script>')
    assert isinstance(gallery, Document) and gallery.page == "gallery"


def test_an_offer_is_no_text_and_a_report_about_prices_is() -> None:
    found = page(article(PARAGRAPHS[0], PARAGRAPHS[1]).replace("</article>", "")
                 + "<p>Access to all Plus articles for 2.95 crowns a week.</p><p>Cancel at any time.</p></article>")  # fmt: skip
    assert isinstance(found, Document)
    kinds = {found.text[b.start : b.end].strip(): b.kind for b in found.blocks}
    assert kinds["Cancel at any time."] == "prompt"
    told = "The line raised its price to 17 crowns a month, and subscribers may cancel at any time, it said on Monday."
    other = page(article(PARAGRAPHS[0], told, PARAGRAPHS[1], PARAGRAPHS[2]))
    assert isinstance(other, Document)
    assert any(b.kind == "body" and told in other.text[b.start : b.end] for b in other.blocks)


def test_a_sentence_that_breaks_off_before_an_offer_is_no_text() -> None:
    text = (
        "Ferry aground\n\n" + PARAGRAPHS[0] + " “By spring we will…\n\nThe rest of this story is reserved for members\n"
    )
    found = clean(RawDocument("a.txt", "text/plain", text.encode()))
    assert isinstance(found, Document) and found.page == "cut"
    kind = next(b.kind for b in found.blocks if b.start <= text.index("“By spring") < b.end)
    assert kind == "other"
    assert "".join(found.text[b.start : b.end] for b in found.blocks) == text


def test_a_text_above_the_bound_is_refused_whole() -> None:
    found = clean(RawDocument("a.txt", "text/plain", (PARAGRAPHS[0] + "\n\n").encode() * (MAX_WORDS // 16)))
    assert isinstance(found, Rejected) and "above the bound" in found.reason
