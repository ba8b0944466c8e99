"""The day of publication by what is surest: declared, printed below the headline, in the address, beside it."""

from __future__ import annotations

import pytest

from firsthand.clean import clean, render, stamps
from firsthand.clean.metadata import metadata
from firsthand.data import Document, Given, RawDocument

BODY = (
    "<p>The ferry ran aground off Tarn Point on Monday with 212 people on board, the coast guard said.</p>"
    "<p>“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound.”</p>"
)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/world/2014/jul/18/ferry", "2014-07-18"),
        ("https://a.example/2014/07/18/ferry.html", "2014-07-18"),
        ("https://a.example/news/ferry-2014-07-18", "2014-07-18"),
        ("https://a.example/news/20140718-ferry", "2014-07-18"),
        ("https://a.example/article/1220140718", None),
        ("https://a.example/2014/13/45/ferry", None),
        ("https://a.example/ferry?id=7", None),
        ("https://[broken/2014/07/18/", None),
    ],
)
def test_the_day_in_the_address(address: str, day: str | None) -> None:
    found = stamps.in_address(address)
    assert (None if found is None else found.earliest) == day
    assert found is None or (found.basis, found.precision) == ("address", "day")


def test_a_month_in_the_address_is_a_month() -> None:
    found = stamps.in_address("https://a.example/2014/07/ferry")
    assert found is not None and (found.earliest, found.latest) == ("2014-07-01", "2014-07-31")


@pytest.mark.models
@pytest.mark.parametrize(
    ("head", "above", "below", "url", "want", "basis"),
    [
        ('<meta name="date" content="2031-09-08">', "", "<p>9 September 2031</p>", "", "2031-09-08", "metadata"),
        ("", "", "<div>Updated: 12 May 2031. First published 9 May 2031</div>", "", "2031-05-09", "text"),
        ("", "", "<div>Nov 21, 2018</div>", "https://a.example/2014/07/18/x", "2018-11-21", "text"),
        ("", "", "", "https://a.example/2014/07/18/x", "2014-07-18", "address"),
        ("", "<time datetime='2031-09-08'>Monday</time>", "", "", "2031-09-08", "metadata"),
        ("", "<aside><time datetime='2031-04-02'>2 April</time></aside>", "", "", None, "unknown"),
        ("", "", "<div class=comment><time datetime='2031-04-02'>then</time></div>", "", None, "unknown"),
        ("", "", "<p>02/12/2025</p>", "", "2025-02-12", "text"),
        ("", "", "<p>02/12/2025</p><time datetime='2025-12-02'></time>", "", "2025-12-02", "metadata"),
        ("", "", f"{BODY * 6}<div>Published on March 02, 2025</div>", "", "2025-03-02", "text"),
        ("", "", f"{BODY * 6}<div>Published March 2, 2025</div><div>Posted: 3 May 2025</div>", "", None, "unknown"),
        ("", "", f"{BODY * 6}<div>Published in print; March 2, 2025, is its day</div>", "", None, "unknown"),
        ("", "", "<div class='post-date'>May 9, 2031</div>", "", "2031-05-09", "text"),
        ('<meta name="citation_publication_date" content="2024 Jun 30">', "", "", "", "2024-06-30", "metadata"),
        ("", "", "<p>By <a href='/a'>Ada Lorn</a> ⋅ Editor ⋅ Updated May 9, 2031</p>", "", "2031-05-09", "text"),
        (
            '<meta name="script:ld+json" content="{&quot;@type&quot;: &quot;Article&quot;, '
            '&quot;datePublished&quot;: &quot;2031-05-09&quot;}">', "", "", "", "2031-05-09", "metadata",
        ),
        (
            '<script type="application/ld+json">{&quot;@type&quot;: &quot;Article&quot;, '
            "&quot;datePublished&quot;: &quot;2031-05-09&quot;}</script>", "", "", "", "2031-05-09", "metadata",
        ),
        ('<meta name="date" content="0001-01-01">', "", "", "", None, "unknown"),
        ('<meta name="date" content="9999-12-31T00:00:00Z">', "", "", "", None, "unknown"),
    ],
)  # fmt: skip
def test_the_surest_date_wins(head: str, above: str, below: str, url: str, want: str | None, basis: str) -> None:
    page = f"<html><head>{head}</head><body><article>{above}<h1>Ferry runs aground off Tarn Point</h1>{below}{BODY}"
    found = clean(RawDocument("page.html", "text/html", page.encode(), Given(url=url or None)))
    assert isinstance(found, Document)
    assert (found.published.earliest, found.published.basis) == (want, basis)


@pytest.mark.models
def test_a_date_that_cannot_be_read_is_said_and_costs_no_report() -> None:
    for day in ("yesterday", "2031-02-30", "0001-01-01"):
        raw = RawDocument("a.txt", "text/plain", b"The ferry ran aground, the coast guard said.", Given(published=day))
        found = clean(raw)
        assert isinstance(found, Document)
        assert found.published.earliest is None and day in found.remarks[0]


@pytest.mark.models
def test_the_visible_byline_stands_before_an_author_that_is_the_site() -> None:
    head = '<meta property="og:site_name" content="Merrow Gazette"><meta name="author" content="Merrow Gazette">'
    page = (
        f"<html><head>{head}</head><body><article><h1>Ferry runs aground off Tarn Point</h1><p>By Jonas Vell</p>{BODY}"
    )
    found = clean(RawDocument("page.html", "text/html", page.encode()))
    assert isinstance(found, Document) and found.authors == ("Jonas Vell",)


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("", "<div class='meta details-date'>May 9, 2031</div>", "2031-05-09"),
        ("<span class=published-date>May 9, 2031</span>", "", "2031-05-09"),
        ("", "<div class=sidebar_content><h2>x</h2></div><span class=date>9 May 2031</span>", "2031-05-09"),
        ("<div class=hours__date>May 9, 2031</div>", "", None),
        ("", "<div class='event-date'>May 9, 2031</div>", None),
        ("", "<div class='date date-updated'>May 9, 2031</div>", None),
        ("", "<div class=related><span class=date>May 9, 2031</span></div>", None),
        ("", BODY * 9 + "<span class=date>May 9, 2031</span>", None),
        ("", "<div class=candidate>May 9, 2031</div>", None),
    ],
)
def test_an_element_whose_class_says_date(above: str, below: str, day: str | None) -> None:
    root = render.html_tree(f"<body><article>{above}<h1>Ferry runs aground off Tarn Point</h1>{below}{BODY}")
    assert root is not None
    found = metadata(root).time
    assert (None if found is None else found.earliest) == day


def test_what_holds_the_headline_is_no_side_rail() -> None:
    page = (
        "<div class=sidebar_content><h1>Ferry runs aground off Tarn Point</h1><span class=date>9 May 2031</span></div>"
    )
    root = render.html_tree(page)
    assert root is not None and (found := metadata(root).time) is not None and found.earliest == "2031-05-09"
