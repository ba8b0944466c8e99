"""JSON Lines: exact text, given metadata, and one clear refusal a bad line."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.clean import clean
from firsthand.data import Document, Given, RawDocument, Rejected
from firsthand.ingest import jsonl, read


def lines(*values: object) -> list[RawDocument | Rejected]:
    data = b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)
    return list(jsonl.read_lines("in.jsonl", io.BytesIO(data), 10_000))


def test_keys_become_given_metadata() -> None:
    value = {
        "text": "One.\r\nTwo.", "id": 7, "url": "https://news.example/a", "outlet": " The Example ", "title": "A title",
        "authors": ["Jo Doe", "", "Jo Doe", "Max Roe"], "published": "2021-05-06", "unknown": [1, 2],
    }  # fmt: skip
    (item,) = lines(value)
    given = Given("7", "https://news.example/a", "The Example", "A title", ("Jo Doe", "Max Roe"), "2021-05-06")
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
    ("line", "word"),
    [
        (b"[1, 2]", "not an object"),
        (b"nonsense", "not JSON"),
        (b"{}", "without text"),
        (b'{"text": " \\n "}', "without text"),
        (b'{"text": 5}', '"text" is not a string'),
        (b'{"text": "a", "title": ["x"]}', '"title" is not a string'),
        (b'{"text": "a", "authors": {"x": 1}}', '"authors"'),
        (b'{"text": "a", "authors": [1]}', '"authors"'),
        (b'{"text": "half \\ud83d a character"}', "lone surrogate"),
        (b'{"text": "a\xff"}', "not UTF-8"),
        (b"[" * 9_000, "JSON"),
        (b'{"text": "' + b"a" * 20_000 + b'"}', "larger than"),
        (b'{"text": "a", "n": ' + b"9" * 9_000 + b"}", "a number too long"),
    ],
)
def test_a_bad_line_is_refused_and_the_rest_goes_on(line: bytes, word: str) -> None:
    first, bad, last = lines({"text": "One."}, line, {"text": "Two."})
    assert isinstance(first, RawDocument) and isinstance(last, RawDocument)
    assert isinstance(bad, Rejected)
    assert bad.uri == "in.jsonl:2" and word in bad.reason and "\n" not in bad.reason


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
