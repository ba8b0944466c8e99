"""HTML pages: rendering, article and furniture, metadata, encodings, and pages that are not quite pages."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.clean import clean, decode, main_text, render
from firsthand.data import Block, Document, Given, RawDocument, Rejected
from firsthand.ingest import read

PARAGRAPHS = (
    "The harbour authority closed both piers on Tuesday after inspectors found cracks in the supports.",
    "Ferries will leave from the old quay until repairs are done, a spokeswoman for the authority said.",
    "The closure was first reported by The Harbour Gazette.",
    "Traders near the piers said that they had been told nothing about the inspection before Tuesday morning.",
    "“We closed the piers because the supports were cracked,” the spokeswoman said, “and we would do so again.”",
)
HEAD = """<title>Piers closed | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="og:title" content="Piers closed in the harbour">
<link rel="canonical" href="https://www.example.org/piers">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage"},
{"@type": "NewsArticle", "headline": "Piers closed in the harbour", "datePublished": "2021-05-04T17:52:00+02:00",
"author": [{"@type": "Person", "name": "Jo Doe"}, {"@type": "Person", "name": "By Max Roe"}],
"publisher": {"@type": "Organization", "name": "The Example"}}]}</script>"""


def html(head: str = HEAD, extra: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en"><head>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Piers closed in the harbour</h1><div class="meta">By Jo Doe</div>
<figure><img src="x.jpg"><figcaption>A cracked support of the north pier. Photo: Jo Doe</figcaption></figure>
{body}<h2>What happens next</h2>
<p>The piers will be opened again in June, after the supports have been replaced by steel.</p>
<blockquote><p>We have never seen cracks like these in any pier of this coast, not in forty years.</p></blockquote>
{extra}</article>
<aside class="related"><h3>More stories</h3><a href="/1">Ten recipes for cold evenings in the harbour</a></aside>
<script>var hidden = "never shown";</script><div style="display:none">Never shown either</div>
<footer>© 2021 The Example. All rights reserved.</footer></body></html>"""


def document(page: str | bytes, **given: str) -> Document:
    data = page.encode() if isinstance(page, str) else page
    found = clean(RawDocument("page.html", "text/html", data, Given(**given)))  # type: ignore[arg-type]
    assert isinstance(found, Document)
    assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text
    return found


def kinds(found: Document) -> dict[str, str]:
    return {found.text[block.start : block.end].strip(): block.kind for block in found.blocks}


def test_the_whole_visible_page_is_text_and_only_the_article_is_article() -> None:
    found = document(html())
    labels = kinds(found)
    assert all(labels[paragraph] == "body" for paragraph in PARAGRAPHS)
    assert labels["Piers closed in the harbour"] == "title"
    assert labels["By Jo Doe"] == "byline"
    assert labels["What happens next"] == "heading"
    assert labels["We have never seen cracks like these in any pier of this coast, not in forty years."] == "blockquote"
    assert labels["A cracked support of the north pier. Photo: Jo Doe"] == "caption"
    assert labels["Home"] == "navigation"
    assert labels["Ten recipes for cold evenings in the harbour"] == "related"
    assert labels["© 2021 The Example. All rights reserved."] == "disclaimer"
    assert "hown" not in found.text


def test_metadata_from_the_page() -> None:
    found = document(html())
    assert found.title == "Piers closed in the harbour"
    assert (found.outlet.name, found.outlet.basis) == ("The Example", "metadata")
    assert found.authors == ("Jo Doe", "Max Roe")
    assert (found.published.earliest, found.published.precision, found.published.basis) == (
        "2021-05-04T17:52:00+02:00", "second", "metadata",
    )  # fmt: skip
    assert found.language == "en"


def test_given_metadata_wins() -> None:
    found = document(html(), outlet="www.reuters.com", title="Another title", published="2020-01-02", id="x1")
    assert (found.outlet.name, found.outlet.basis) == ("Reuters", "given")
    assert (found.title, found.published.earliest, found.published.basis) == ("Another title", "2020-01-02", "given")
    assert found.source_id == "x1"


def test_the_address_names_the_outlet_when_nothing_else_does() -> None:
    page = html('<title>Piers</title><link rel="canonical" href="https://edition.cnn.com/2021/05/04/piers">')
    assert document(page).outlet.name == "CNN"
    assert document(page).outlet.basis == "address"
    assert (
        document(html("<title>Piers</title>"), url="https://www.unknown-gazette.example/a").outlet.name
        == "unknown-gazette.example"
    )


def test_meta_tags_and_time_elements() -> None:
    head = '<meta name="author" content="Jo Doe and Max Roe"><meta name="date" content="2021-05-04">'
    found = document(html(head))
    assert (found.authors, found.published.earliest) == (("Jo Doe", "Max Roe"), "2021-05-04")
    found = document(html("<title>Piers</title>", '<time datetime="2021-05-04T10:00Z">today</time>'))
    assert found.published.earliest == "2021-05-04T10:00Z"


def test_the_id_depends_on_text_and_place() -> None:
    one, again, moved = document(html()), document(html()), document(html(), url="https://www.example.org/copy")
    assert one == again
    assert one.id != moved.id or one.uri == moved.uri


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        ("", "utf-8"),
        ('<meta charset="utf-8">', "windows-1252"),
        ("", "utf-16"),
    ],
)
def test_declared_and_undeclared_encodings(head: str, encoding: str) -> None:
    word = "Журнал" if encoding == "windows-1251" else "Señor Müller’s café"
    page = f"<html><head>{head}</head><body><p>{word} stands beside the harbour and the old quay.</p></body></html>"
    assert word in document(page.encode(encoding)).text
    assert decode.decode_utf8(b"\xff\xfe") is None


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<html><body><script>alert(1)</script></body></html>",
        "<!-- only a remark -->",
        "<p>—</p>",
        "\0\0",
    ],
)
def test_a_page_without_text_is_refused(page: str) -> None:
    found = clean(RawDocument("page.html", "text/html", page.encode()))
    assert isinstance(found, Rejected)
    assert found.stage == "clean"


def test_malformed_and_hostile_pages_are_read_or_refused() -> None:
    for page in (
        "<div>" * 20_000 + PARAGRAPHS[0],
        "<table><tr><td>" * 3_000 + PARAGRAPHS[0],
        "<p>" + PARAGRAPHS[0] + "<b><i></p></b><div></span>",
        "<a <b <c> " + PARAGRAPHS[0] + " &#xD800; &#0; &bogus; &amp",
        "<html><head><script type='application/ld+json'>" + "[" * 50_000 + "</script></head><body><p>" + PARAGRAPHS[0],
        '<html><head><script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": 5, "publisher": [[]], '
        '"headline": {}, "datePublished": [1]}</script><meta name=\'author\'></head><body><p>' + PARAGRAPHS[0],
    ):
        found = clean(RawDocument("page.html", "text/html", page.encode()))
        assert isinstance(found, Document | Rejected)
        if isinstance(found, Document):
            assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["text/html", "text/plain"]))
def test_no_bytes_raise(data: bytes, media_type: str) -> None:
    found = clean(RawDocument("x", media_type, data))
    if isinstance(found, Document):
        assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text
        found.text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<li>",
                "<br>",
                "<td>",
                "</div>",
                "word ",
                "A sentence. ",
                "<a href=x>",
                "</a>",
                "<!--",
            ]
        ),
        max_size=40,
    )
)
def test_rendering_is_deterministic_and_complete(parts: list[str]) -> None:
    page = "".join(parts)
    root = render.html_tree(page)
    if root is None:
        return
    once, twice = render.paragraphs(root), render.paragraphs(root)
    assert [paragraph.text for paragraph in once] == [paragraph.text for paragraph in twice]
    assert all(block == block.strip() for block in (paragraph.text for paragraph in once))


def test_a_file_on_disk_end_to_end(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html(), encoding="utf-8")
    (raw,) = read([str(tmp_path / "page.html")])
    assert isinstance(raw, RawDocument)
    found = clean(raw)
    assert isinstance(found, Document)
    assert found.blocks[0] == Block(0, len("Home\n"), "navigation")


def test_real_pages_are_partitioned(shared: Path) -> None:
    for path in sorted((shared / "data" / "extraction" / "html").glob("*.gz"))[:25]:
        found = clean(RawDocument(path.name, "text/html", gzip.decompress(path.read_bytes())))
        assert isinstance(found, Document)
        assert "".join(found.text[block.start : block.end] for block in found.blocks) == found.text


def test_a_short_page_has_its_article_too() -> None:
    page = """<html><head><title>Brief</title></head><body><nav><a href="/">Home</a></nav><h1>Piers closed</h1>
    <p>LISBON (AP) — Both piers of the harbour were closed on Tuesday.</p><p>No one was hurt.</p>
    <footer>All rights reserved.</footer></body></html>"""
    labels = kinds(document(page))
    assert labels["Both piers of the harbour were closed on Tuesday."] == "body"
    assert labels["LISBON (AP) —"] == "dateline"
    assert labels["No one was hurt."] == "body"
    assert (labels["Home"], labels["All rights reserved."]) == ("navigation", "disclaimer")


def test_a_short_sentence_between_paragraphs_is_kept() -> None:
    page = html().replace(PARAGRAPHS[2], "He said no.")
    assert kinds(document(page))["He said no."] == "body"


OTHER = "<article><h2>{}</h2>" + "".join(f"<p>{line}</p>" for line in (
    "The council voted on Monday to widen the coastal road by a lane, after years of complaints about queues.",
    "Work begins in the autumn and will take two years, the council's engineer told the members of the committee.",
    "Residents of the upper town said that they had asked for a bus lane instead, and were not heard at all.",
)) + "</article>"  # fmt: skip


def test_of_several_stories_the_one_under_the_pages_title_is_its_article() -> None:
    stories = OTHER.format("Road to be widened") + OTHER.format("Bus lane refused").replace("Monday", "Friday")
    page = html(head="<title>Piers closed in the harbour</title>").replace("</article>", "</article>" + stories, 1)
    labels = kinds(document(page))
    assert all(labels[line] == "body" for line in PARAGRAPHS)
    assert not [line for line, kind in labels.items() if "coastal road" in line and kind in ("body", "list")]


def test_entries_with_headings_below_a_title_of_their_own_are_kept() -> None:
    page = f"""<html><head><title>Storm on the coast</title></head><body><h1>Storm on the coast</h1>
    {OTHER.format("Road flooded")}{OTHER.format("Bus service ends").replace("Monday", "Friday")}</body></html>"""
    labels = kinds(document(page))
    assert len([line for line, kind in labels.items() if "coastal road" in line and kind == "body"]) == 2


def test_a_post_that_the_article_shows_between_its_paragraphs_is_a_quotation() -> None:
    post = (
        '<div class="social-media-embed"><blockquote class="post"><p>We never saw an inspector on the north pier before'
        " last week, and we are here every day.</p></blockquote></div>"
    )
    page = html().replace(f"<p>{PARAGRAPHS[2]}</p>", f"<p>{PARAGRAPHS[2]}</p>{post}")
    (kind,) = [kind for line, kind in kinds(document(page)).items() if "never saw an inspector" in line]
    assert kind == "blockquote"


def test_numbers_of_articles_nest() -> None:
    root = render.html_tree("<p>Above</p><article><p>One</p><article><p>Two</p></article></article><article>Three")
    assert root is not None
    assert [one.articles for one in render.paragraphs(root)] == [(), (1,), (1, 2), (3,)]


def _comment(number: int) -> str:
    return (
        f"<div class='comment-body' id='c{number}'><p>I saw the piers myself on day {number} and I do not think that "
        "anybody who walks there in winter was surprised by what the inspectors say, least of all the traders.</p>"
        "</div>"
    )


@pytest.mark.models
def test_comments_longer_than_a_short_report_are_no_second_opinion_on_it() -> None:
    comments = "".join(map(_comment, range(40)))
    page = html(extra=f"<div class='comments-area' id='comments'><h3>40 comments</h3>{comments}</div>")
    found = clean(RawDocument("a.html", "text/html", page.encode()))
    assert isinstance(found, Document)
    told = "\n".join(found.text[block.start : block.end] for block in found.blocks if block.kind in ("body", "list"))
    assert PARAGRAPHS[0] in told and "I saw the piers myself" not in told


def test_a_second_opinion_that_stands_alone_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [" ".join(f"w{line}x{place}" for place in range(12)) for line in range(30)]
    monkeypatch.setattr(main_text, "_extracted", lambda root, *, fast: lines[0])
    monkeypatch.setattr(main_text, "_second", lambda source: "\n".join(lines[5:]))
    monkeypatch.setattr(main_text, "_baseline", lambda root: "")
    root = render.html_tree("<p>x</p>")
    assert root is not None
    found = main_text.article(root, "", lines, [n >= 25 for n in range(30)])
    assert found == [n == 0 or 5 <= n < 25 for n in range(30)]
    monkeypatch.setattr(main_text, "_baseline", lambda root: "\n".join(lines[5:15]))
    found = main_text.article(root, "", lines, [n >= 25 for n in range(30)])
    assert found == [n == 0 or 5 <= n < 15 for n in range(30)]
