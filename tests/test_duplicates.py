"""What was given twice is folded and listed; what only looks alike is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import firsthand
from firsthand.duplicates import same_address

TEXT = "The ferry ran aground off Tarn Point on Monday, the coast guard said."


@pytest.mark.parametrize(
    "address",
    [
        "http://news.example/ferry",
        "https://www.news.example/ferry/",
        "https://m.news.example/ferry?utm_source=x&fbclid=1",
        "https://amp.news.example/ferry#top",
        "https://news.example/ferry/amp",
        "https://news.example/ferry/print",
        "https://news.example:443/ferry?outputType=amp",
    ],
)
def test_one_page_under_several_addresses(address: str) -> None:
    assert same_address(address) == "news.example/ferry"


@pytest.mark.parametrize(
    "address", ["https://news.example/ferry?id=7", "https://news.example/ferry-2", "https://other.example/ferry"]
)
def test_other_pages(address: str) -> None:
    assert same_address(address) != "news.example/ferry"


@pytest.mark.models
def test_saved_twice_is_one_report_and_a_changed_page_is_two_versions() -> None:
    once = {"url": "https://www.news.example/ferry", "title": "Ferry aground", "text": TEXT}
    again = {"url": "https://m.news.example/ferry?utm_source=x", "text": TEXT}
    changed = {"url": "https://www.news.example/ferry", "text": TEXT.replace("Monday", "Tuesday")}
    for given in ([once, again, changed], [changed, again, once]):
        record = firsthand.run(given)
        assert sorted(one.uri for one in record.documents) == [once["url"], once["url"]]
        assert [(one.uri, one.stage) for one in record.rejected] == [(again["url"], "ingest")]
        assert (
            "the same report stands at https://www.news.example/ferry with another title" in record.rejected[0].reason
        )


@pytest.mark.models
def test_pages_that_declare_one_canonical_address_are_one_report(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>" for line in (TEXT, "Nobody was hurt, harbour master Ilse Brandt told reporters."))
    head = "<title>Ferry aground</title><link rel=canonical href='https://news.example/{}'>"
    article = f"<article><h1>Ferry aground</h1>{lines}</article>"
    foot = "<footer>Printed from news.example</footer>"
    for name, where, around in (("a.html", "ferry", ""), ("print.html", "ferry", foot), ("c.html", "other", "")):
        page = f"<html><head>{head.format(where)}</head><body>{article}{around}</body></html>"
        (tmp_path / name).write_text(page, encoding="utf-8")
    record = firsthand.run([str(tmp_path)], workers=1)
    addresses = sorted(one.canonical or "" for one in record.documents)
    assert addresses == ["https://news.example/ferry", "https://news.example/other"]
    (folded,) = record.rejected
    assert folded.stage == "ingest"
    assert "the same report stands at" in folded.reason


@pytest.mark.models
def test_files_on_disk_without_an_address_stay_what_they_are(tmp_path: Path) -> None:
    page = f"<title>Ferry aground | Merrow Gazette</title><article><h1>Ferry aground</h1><p>{TEXT}</p></article>"
    for name in ("a.html", "a.html.1"):
        (tmp_path / name).write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    record = firsthand.run([str(tmp_path)], workers=1)
    assert len(record.documents) == 3
    assert record.rejected == ()


@pytest.mark.models
def test_one_text_with_two_ids_is_two_reports() -> None:
    record = firsthand.run([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}])
    assert len(record.documents) == 2 and not record.rejected
