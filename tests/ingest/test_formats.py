"""One small file of every format (``make_files.py``) is read, and damaged or hostile ones end in one line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.clean import clean
from firsthand.data import Document, RawDocument, Rejected
from firsthand.errors import UsageError
from firsthand.ingest import part, read

FILES = Path(__file__).parent / "files"
TITLE = "Ferry runs aground off Tarn Point"
LEAD = "A ferry with 212 people on board ran aground off Tarn Point on Monday, the coast guard said."
QUOTE = "“Nobody was hurt,” harbour master Ilse Brandt told reporters in Merrow. “The hull is sound.”"
ADDRESS = "https://merrowgazette.example/ferry"


def documents(name: str, **given: dict[str, str]) -> list[Document]:
    found = [item for item in read(FILES / name, columns=given.get("columns")) if isinstance(item, RawDocument)]
    made = [clean(raw) for raw in found]
    assert all(isinstance(one, Document) for one in made)
    return [one for one in made if isinstance(one, Document)]


def refusals(name: str) -> list[str]:
    return [item.reason for item in read(FILES / name) if isinstance(item, Rejected)]


def body(document: Document) -> str:
    return "\n".join(
        document.text[b.start : b.end] for b in document.blocks if b.kind in ("body", "blockquote", "list")
    )


WITH_TITLE = [
    "page.html", "page.html.gz", "page.html.bz2", "page.html.xz", "singlefile.html", "report.txt", "note.md",
    "mail.eml", "mailbox.mbox", "page.mhtml", "feed.rss", "feed.atom", "feed.json", "crawl.warc", "crawl.warc.gz",
    "crawl.wacz", "report.docx", "report.rtf", "report.pdf", "book.epub", "nexis.txt", "nexis.docx", "nexis.rtf",
    "factiva.txt", "proquest.txt", "europresse.html", "europresse.txt",
    "pile.zip", "pile.tar.gz", "table.csv", "table.parquet", "trafilatura.json",
    "newspaper.json", "newsapi.json", "mediacloud.json", "tools.jsonl",
]  # fmt: skip
DAYLESS = {"report.docx", "report.pdf", "mailbox.mbox", "report.txt", "report.rtf"}


@pytest.mark.models
@pytest.mark.parametrize("name", WITH_TITLE)
def test_every_format_gives_the_report(name: str) -> None:
    first = documents(name)[0]
    assert first.title == TITLE
    assert LEAD in body(first)
    assert (first.published.earliest or "").startswith("2031-09-08") or name in DAYLESS
    for block in first.blocks:
        if "Merrow Gazette" in (line := first.text[block.start : block.end]):
            assert block.kind not in ("body", "list"), line


def test_every_file_here_is_read_or_refused_in_one_line() -> None:
    seen = list(read(FILES))
    assert {Path(item.uri).name for item in seen if isinstance(item, Rejected)} >= {
        "feeds.opml", "sitemap.xml", "scan.pdf", "gdelt.json", "zotero.json", "table.tsv",
    }  # fmt: skip
    assert all("\n" not in item.reason and len(item.reason) < 300 for item in seen if isinstance(item, Rejected))
    assert len([item for item in seen if isinstance(item, RawDocument)]) >= 40


def test_archives_of_newspapers_give_each_article_with_its_outlet() -> None:
    for name in ("nexis.txt", "nexis.docx", "nexis.rtf", "factiva.txt"):
        one, two = (item for item in read(FILES / name) if isinstance(item, RawDocument))
        assert (one.given.outlet, two.given.outlet) == ("Merrow Gazette", "Halden Courier"), name
        assert one.given.title == TITLE and two.given.title == "Ferry line to be fined, minister says", name
        assert one.given.authors == ("Jonas Vell",), name
        assert one.uri.endswith(":1") and two.uri.endswith(":2")
        assert b"Load-Date" not in one.data and b"Length" not in one.data and b"End of Document" not in two.data
    for name in ("europresse.html", "europresse.txt"):
        one, two = (item for item in read(FILES / name) if isinstance(item, RawDocument))
        assert (one.given.outlet, one.given.title, one.given.authors) == ("Merrow Gazette", TITLE, ("Jonas Vell",)), (
            name
        )
        assert (one.given.published, two.given.published) == ("2031-09-08", "2031-09-10"), name
        assert (two.given.outlet, two.given.authors) == ("Halden Courier", ()), name
        assert two.given.title == "Ferry line to be fined, minister says", name
        assert b"\xc2\xa9" not in one.data and b"mots" not in one.data and LEAD.encode() in one.data
    only, other = read(FILES / "proquest.txt")
    assert isinstance(only, RawDocument)
    assert (only.given.outlet, only.given.published, only.given.authors) == (
        "Merrow Gazette", "Sep 8, 2031", ("Jonas Vell",),
    )  # fmt: skip
    assert isinstance(other, RawDocument)
    assert (other.given.title, other.given.outlet, other.given.published, other.given.authors) == (
        "Ferry line to be fined, minister says", "Halden Courier", "Sep 10, 2031", ("Anna Holt",),
    )  # fmt: skip
    assert "Edda Rolfe" in other.data.decode()
    assert "Edda Rolfe" not in only.data.decode()


def test_lines_of_a_pdf_are_joined_and_its_running_heads_are_not_text() -> None:
    (raw,) = read(FILES / "report.pdf")
    assert isinstance(raw, RawDocument)
    text = raw.data.decode()
    assert LEAD in text and "two lorries." in text and QUOTE in text
    assert text.count("Merrow Gazette, 8 September 2031") == 0
    assert text.split("\n\n")[0] == TITLE


def test_addresses_come_from_where_the_page_was_saved() -> None:
    for name in ("page.mhtml", "singlefile.html", "crawl.warc", "feed.rss", "note.md"):
        first = next(item for item in read(FILES / name) if isinstance(item, RawDocument))
        assert first.given.url == ADDRESS, name


def test_what_an_archive_holds_beside_pages_is_counted_in_one_line() -> None:
    assert refusals("crawl.warc.gz") == [
        "records that are no pages were not read: 1 of other media types, 1 with another status than 200"
    ]
    assert refusals("feed.rss") == ["1 of 2 entries have no text, only an address: give these with --fetch"]


def test_common_crawls_news_is_read_by_its_keys() -> None:
    found = [item for item in read(FILES / "tools.jsonl") if isinstance(item, RawDocument)]
    given = found[-1].given
    assert (given.title, given.outlet, given.authors, given.published) == (
        TITLE, "Merrow Gazette", ("Jonas Vell",), "2031-09-08T06:00:00+00:00",
    )  # fmt: skip
    assert given.url == f"{ADDRESS}?cc"
    assert found[-1].data.decode() == LEAD


def test_columns_name_the_fields_of_any_table() -> None:
    found = list(read(FILES / "table.tsv", columns={"text": "Volltext", "title": "Titel"}))
    assert [item.given.title for item in found if isinstance(item, RawDocument)] == [TITLE]
    with pytest.raises(UsageError, match="no field that a column can hold"):
        read(FILES / "table.tsv", columns={"words": "Volltext"})


# ------------------------------------------------------------------------------------------------- hostile files


def written(folder: Path, name: str, data: bytes) -> list[RawDocument | Rejected]:
    (folder / name).write_bytes(data)
    return list(read(folder / name))


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_every_file_cut_anywhere_or_with_flipped_bytes_ends_in_lines(name: str, tmp_path: Path) -> None:
    data = (FILES / name).read_bytes()
    for share in (0.05, 0.3, 0.5, 0.9, 0.999):
        for item in written(tmp_path, name, data[: int(len(data) * share)]):
            assert isinstance(item, RawDocument | Rejected)
    for step in (37, 211, 997):
        flipped = bytes(byte ^ 0x5A if place % step == step - 1 else byte for place, byte in enumerate(data))
        for item in written(tmp_path, name, flipped):
            assert isinstance(item, RawDocument) or "\n" not in item.reason


def test_bombs_are_refused_by_what_comes_out_not_by_what_is_claimed(tmp_path: Path) -> None:
    zeros = b"A ferry. " * (22 * 2**20)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", zeros)
        archive.writestr("b.txt", "A ferry ran aground, the coast guard said.")
    found = written(tmp_path, "bomb.zip", bomb.getvalue())
    assert any(isinstance(item, Rejected) and "than" in item.reason for item in found)
    assert any(isinstance(item, RawDocument) and item.uri.endswith("b.txt") for item in found)
    for name, data in (("bomb.txt.gz", gzip.compress(zeros)), ("bomb.txt.bz2", bz2.compress(zeros)),
                       ("bomb.txt.xz", lzma.compress(zeros))):  # fmt: skip
        (item,) = written(tmp_path, name, data)
        assert isinstance(item, Rejected), name
    many = gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"A ferry ran aground.")))))
    (item,) = written(tmp_path, "deep.gz", many)
    assert isinstance(item, Rejected) and "files inside one another" in item.reason


def test_a_member_that_is_damaged_does_not_cost_the_others(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "The ferry ran aground, the coast guard said.")
        archive.writestr("b.txt", "Another ferry ran aground, the coast guard said.")
    data = made.getvalue().replace(b"Another ferry", b"Another merry")  # its checksum no longer fits
    kinds = [type(item) for item in written(tmp_path, "a.zip", data)]
    assert kinds == [RawDocument, Rejected]


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name in ("../../escape.txt", "/etc/escape.txt"):
            info = tarfile.TarInfo(name)
            info.size = 20
            archive.addfile(info, io.BytesIO(b"A ferry ran aground."))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = written(tmp_path, "a.tar", made.getvalue())
    assert len([item for item in found if isinstance(item, RawDocument)]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar"]


def test_entities_of_a_feed_or_word_file_are_not_resolved(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    feed = f'<?xml version="1.0"?>{bomb}]><rss version="2.0"><channel><item><description>&j;</description></item>'
    for item in written(tmp_path, "a.xml", f"{feed}</channel></rss>".encode()):
        assert isinstance(item, Rejected)
    secret = tmp_path / "secret"
    secret.write_text("The secret words.")
    document = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{secret}">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:p><w:t>It was said. &x;</w:t></w:p></w:document>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", document)
    for item in written(tmp_path, "a.docx", made.getvalue()):
        assert isinstance(item, Rejected) or b"secret words" not in item.data


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(path.name for path in FILES.iterdir())), data=st.data())
def test_no_change_of_a_file_raises(name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = bytearray((FILES / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        whole[place] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("changed")
    for item in written(folder, name, bytes(whole)):
        item.uri.encode("utf-8")


def test_packed_bounds_are_those_of_the_reference() -> None:
    assert (part.MAX_BYTES, part.MAX_RATIO, part.MAX_NESTED, part.MAX_MEMBERS) == (32 * 2**20, 250, 3, 200_000)
