"""JSON Lines: exact text, given metadata, and one clear refusal a bad line."""

from __future__ import annotations

import io
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.clean import clean
from firsthand.data import Document, Given, RawDocument, Rejected
from firsthand.ingest import part, read
from firsthand.ingest.formats import fields, jsonl


def lines(*values: object) -> list[RawDocument | Rejected]:
    data = b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)
    return list(jsonl.read(part.Part("in.jsonl", ".jsonl", io.BytesIO(data))))


def test_keys_become_given_metadata() -> None:
    value = {
        "text": "One.\r\nTwo.", "id": 7, "url": "https://news.example/a", "outlet": " The Example ", "title": "A title",
        "authors": ["Jo Doe", "", "Jo Doe", "Max Roe"], "published": "2021-05-06", "unknown": [1, 2],
    }  # fmt: skip
    (item,) = lines(value)
    given = Given("7", "https://news.example/a", "The Example", "A title", ("Jo Doe", "Max Roe"), "2021-05-06",
                  remarks=("keys not used: unknown",))  # fmt: skip
    assert item == RawDocument("https://news.example/a", "text/plain", b"One.\r\nTwo.", given)


def test_uri_is_the_line_without_a_url_and_authors_may_be_a_string() -> None:
    (item,) = lines({"html": "<p>One.</p>", "authors": "Jo Doe and Max Roe, Ann Poe"})
    assert isinstance(item, RawDocument)
    assert (item.uri, item.media_type, item.given.authors) == (
        "in.jsonl:1",
        "text/html",
        ("Jo Doe", "Max Roe", "Ann Poe"),
    )


@pytest.mark.parametrize(
    "authors", ["By Jo Doe and Max Roe", "by: Jo Doe; Max Roe", ["By Jo Doe", {"name": "Max Roe"}]]
)
def test_a_byline_is_names(authors: object) -> None:
    (item,) = lines({"text": "One.", "authors": authors})
    assert isinstance(item, RawDocument) and item.given.authors == ("Jo Doe", "Max Roe")


def test_the_address_that_fundus_keeps_with_the_source_is_read() -> None:
    html = {"requested_url": "https://news.example/a?x", "responded_url": "https://news.example/a", "crawl_date": "x"}
    (item,) = lines({"plaintext": "One.", "html": html})
    assert isinstance(item, RawDocument)
    assert item.given.url == item.uri == "https://news.example/a" and not item.given.remarks
    (item,) = lines({"plaintext": "One.", "html": {"requested_url": 7}})
    assert isinstance(item, RawDocument) and item.given.url is None and item.given.remarks == ("keys not used: html",)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"[1, 2]", "not an object"),
        (b"nonsense", "not JSON"),
        (b"{}", "without text"),
        (b'{"text": " \\n "}', "without text"),
        (b'{"text": 5}', '"text" is not a string'),
        (b'{"text": "half \\ud83d a character"}', "lone surrogate"),
        (b'{"text": "a\xff"}', "not UTF-8"),
        (b"[" * 9_000, "JSON"),
        (b'{"text": "' + b"a" * (32 * 2**20) + b'"}', "larger than"),
        (b'{"text": "a", "title": "\\ud800x"}', "lone surrogate"),
        (b'{"text": ["a"]}', '"text" is not a string'),
        (b'{"url": "https://a.example/1", "title": "x"}', "only its address"),
        (b'{"text": "a", "n": ' + b"9" * 9_000 + b"}", "a number too long"),
    ],
)
def test_a_bad_line_is_refused_and_the_rest_goes_on(line: bytes, word: str) -> None:
    first, bad, last = lines({"text": "One."}, line, {"text": "Two."})
    assert isinstance(first, RawDocument) and isinstance(last, RawDocument)
    assert isinstance(bad, Rejected)
    assert bad.uri == "in.jsonl:2" and word in bad.reason and "\n" not in bad.reason


@pytest.mark.parametrize(
    ("fields_", "word"),
    [
        ({"title": ["x"]}, '"title" is not a string'),
        ({"authors": 3}, '"authors" is neither a list nor a string'),
        ({"authors": [1]}, '"authors" is not a string'),
        ({"published": True}, '"published" is not a string'),
        ({"published": 17}, '"published" is a number that is no date'),
        ({"published": [["x"]]}, '"published" is no date'),
        ({"outlet": {"id": 3}}, '"outlet" names no outlet'),
        ({"id": 1.5}, '"id" is not a string'),
        ({"mood": "grim", "score": 3}, "keys not used: mood, score"),
    ],
)
def test_a_bad_field_costs_the_field_with_a_remark_and_never_the_report(fields_: dict[str, object], word: str) -> None:
    (item,) = lines({"text": "The ferry ran aground.", **fields_})
    assert isinstance(item, RawDocument)
    (remark,) = item.given.remarks
    assert word in remark and "\n" not in remark
    assert item.given == Given(remarks=item.given.remarks)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (1946530800, "2031-09-07T07:00:00Z"),
        (1946530800000, "2031-09-07T07:00:00Z"),
        (20310907, "2031-09-07"),
        ("Sun, 07 Sep 2031 05:00:00 GMT", "2031-09-07T05:00:00+00:00"),
        ("20310907T050000Z", "2031-09-07T05:00:00Z"),
        ({"date-parts": [[2031, 9, 7]]}, "2031-09-07"),
        ({"date-parts": [["2031", "9"]]}, "2031-09"),
        ({"$date": "2031-09-07T05:00:00Z"}, "2031-09-07T05:00:00Z"),
        ("7 September 2031", "7 September 2031"),
    ],
)
def test_dates_as_machines_write_them_become_iso(value: object, iso: str) -> None:
    (item,) = lines({"text": "The ferry ran aground.", "published": value})
    assert isinstance(item, RawDocument) and item.given.published == iso


def test_spaces_and_separators_by_the_thousand_take_no_time() -> None:
    began = time.process_time()
    for authors in ("a" + " " * 300_000 + "b", ";" * 300_000, " and " * 60_000, ["a"] * 100_000):
        (item,) = lines({"text": "The ferry ran aground.", "authors": authors})
        assert isinstance(item, RawDocument) and len(item.given.authors) <= 50
    assert time.process_time() - began < 2


def test_another_tools_keys_are_known_and_its_line_names_the_document() -> None:
    (item,) = lines({"maintext": "The ferry ran aground.", "url": "https://a.example/1", "date_publish": "2031-09-07"})
    assert isinstance(item, RawDocument)
    assert (item.uri, item.given.place, item.given.published) == ("https://a.example/1", "in.jsonl:1", "2031-09-07")
    assert set(fields.FIELD_KEYS) == {"text", "html", "id", "url", "outlet", "title", "authors", "published"}


def test_blank_lines_are_nothing_and_an_empty_file_is_refused() -> None:
    assert [item.uri for item in lines({"text": "One."}, b"", b"  ", {"text": "Two."})] == ["in.jsonl:1", "in.jsonl:4"]
    (item,) = lines(b"\n\n")
    assert isinstance(item, Rejected)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_text_round_trips_exactly(text: str) -> None:
    (raw,) = read(["-"], io.BytesIO(json.dumps({"text": text}).encode() + b"\n"))
    if not text.strip():
        assert isinstance(raw, Rejected)
        return
    assert isinstance(raw, RawDocument)
    document = clean(raw)
    if isinstance(document, Document):
        assert document.text == text
    else:
        assert not any(c.isalnum() for c in text)
