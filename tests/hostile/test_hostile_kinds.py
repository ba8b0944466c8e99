# ruff: noqa: E501 (tables of inputs)
"""The kinds of hostile input, one small case each: read or refused in one line, within the stated time, nothing lost.

Kinds, not cases: bytes that are no text, encodings and marks, deep and wide markup, long runs of one thing, wrong types of
every field, dates and numbers at the edge, doubles, and files that are no files.  Growth with size is measured by
``benchmarks/growth.py``; kills and stores have their own tests (``tests/store``), scripts in the pages theirs
(``tests/report``, ``tests/web``).

Where we differ from the list of ``../shared/hostile`` on purpose: a JSON array and an object over several lines are read
(exit 0); a report above 250,000 characters or 40,000 words is refused whole (exit 1); two lines of one file without
ids that hold one article, whatever stands around it, are one report, and the other is listed.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path

import pytest

from firsthand import run
from firsthand.data import Record
from firsthand.errors import FirsthandError
from tests.fuzz import check

pytestmark = [pytest.mark.models, pytest.mark.filterwarnings("ignore")]

STORY = (
    "Nine dead after dam gate fails above Port Elsin\n\nHALMONT, March 11, 2031 (Transcoast News Agency) — At least nine "
    "people were killed on Tuesday after a spillway gate at the Korrel Dam gave way, the National Rescue Service said.\n\n"
    "“Nobody should learn from a siren that a gate has failed,” Energy Minister Ilsa Verrin told reporters in Halmont.\n"
)
PARAS = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))
MANY = 20_000
RUN = 5_000  # characters of one thing


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Nine dead</title>{head}</head><body><article>{body}</article></body></html>"


BYTES: dict[str, tuple[str, bytes]] = {
    "random bytes as text": ("a.txt", random.Random(1).randbytes(20_000)),
    "random bytes as a page": ("a.html", random.Random(1).randbytes(20_000)),
    "a picture as text": ("a.txt", b"\x89PNG\r\n\x1a\n" + b"a" * 1000),
    "zeros in a text": ("a.txt", STORY.encode()[:90] + b"\0" + STORY.encode()[90:]),
    "zeros in a page": ("a.html", page(PARAS * 10 + "\0<p>\0a\0</p>").encode()),
    "surrogate bytes": ("a.txt", STORY.encode() + b"\xed\xa0\x80"),
    "no UTF-8": ("a.txt", STORY.encode() + b"\xff\xfe\xfa"),
    "UTF-16 with a mark": ("a.txt", STORY.encode("utf-16")),
    "UTF-16 without": ("a.html", page(PARAS).encode("utf-16-le")),
    "UTF-32": ("a.html", page(PARAS).encode("utf-32")),
    "a mark alone": ("a.txt", b"\xef\xbb\xbf"),
    "two marks": ("a.jsonl", b"\xef\xbb\xbf\xef\xbb\xbf" + json.dumps({"text": STORY}).encode()),
    "white space alone": ("a.txt", " \n\t\u2003\u00a0\n".encode()),
    "one line of lines without end": ("a.jsonl", json.dumps({"text": STORY}).encode() + b"\r" + json.dumps({"text": STORY + "x"}).encode()),
    "nested JSON": ("a.jsonl", b'{"text":"a","x":' + b"[" * MANY + b"]" * MANY + b"}\n"),
    "nested JSON objects": ("a.jsonl", b'{"a":' * MANY + b"1" + b"}" * MANY),
    "a number of 5,000 digits": ("a.jsonl", b'{"text":"x said y.","n":' + b"9" * 5000 + b"}"),
    "NaN": ("a.jsonl", b'{"text":"x said y.","n":NaN}\n{"text":Infinity}'),
    "wrong charsets": ("a.html", page(PARAS).replace("charset=utf-8", "charset=hex").encode()),
    "charset rot13": ("a.html", page(PARAS).replace("charset=utf-8", "charset=rot13").encode()),
    "charset idna": ("a.html", page(PARAS).replace("charset=utf-8", "charset=idna").encode()),
}  # fmt: skip
MARKUP: dict[str, str] = {
    "many tags": page("<b>a</b> " * MANY),
    "deep div": page("<div>" * MANY + PARAS),
    "deep inline": page("<b><i>" * 5_000 + PARAS),
    "deep headings": page("<h1>Nine dead in a dam " * 2_000 + PARAS),
    "deep quotations": page("<blockquote>It was said. " * 2_000),
    "deep lists": page("<ul><li>It was said. " * 2_000),
    "deep tables": page("<table><tr><td>It was said. " * 2_000),
    "deep links": page("<div><a href='/'>It was said. " * 2_000 + PARAS),
    "deep times": page("<time itemprop=datePublished>1 May 2031 " * 2_000 + PARAS),
    "attributes of one tag": page("<p " + " ".join(f"a{i}=1" for i in range(MANY)) + ">a</p>" + PARAS),
    "an attribute of a megabyte": page(f"<p class='{'a ' * 500_000}'>It was said in Elsin.</p>" + PARAS),
    "short paragraphs": page("<p>It was said.</p>" * MANY),
    "breaks": page("It was said.<br>" * MANY),
    "links": page("<ul>" + "<li><a href='/x'>Read more news here</a></li>" * MANY + "</ul>" + PARAS),
    "authors": page(PARAS, "<meta name=author content='Ada Lorn'>" * MANY),
    "titles": page(PARAS, "<title>Nine dead</title>" * MANY),
    "headlines": page("<h1>Nine dead after dam gate fails</h1>" * 5_000 + PARAS),
    "stamps": page("<time datetime='2031-03-11'>x</time>" * MANY + PARAS),
    "JSON-LD of brackets": page(PARAS, '<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "JSON-LD of wrong types": page(PARAS, '<script type="application/ld+json">{"@type":["NewsArticle",1,null,{}],"headline":{"a":1},"author":[1,null,{"name":{"a":1}},[["x"]]],"publisher":[[1]],"datePublished":20310311,"@graph":{"@graph":[null,1,{"@type":{}}]}}</script>'),
    "an impossible date": page(PARAS, '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"99999-99-99T99:99:99+99:99"}</script>'),
    "an entity bomb": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>" + page("<p>&j;&j;</p>" + PARAS),
    "an external entity": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page("<p>&x; it was said.</p>" + PARAS),
    "entities without end": page("<p>" + "&#" * MANY + "</p>" + "&amp" * MANY + PARAS),
    "a picture in the text": page(f"<p>data:image/png;base64,{'QUJD' * 100_000}</p>" + PARAS),
    "comments without end": page("<!--" * MANY + PARAS),
    "CDATA and instructions": page("<![CDATA[" * MANY + "<?php x" * MANY + PARAS),
    "only openings": "<" * 100_000,
    "quotes in a tag": "<html><p a=" + "\"'" * 100_000,
    "a script without end": page("<script>" + "alert(1);" * MANY + PARAS),
    "direction and zero width": page("<p>" + "\u202e\u2066\u200b\u200d\ufeff\u00ad It was said by Ada Lorn. " * 1_000 + "</p>" + PARAS),
    "combining marks": page("<p>It was s" + "\u0301" * 50_000 + "aid.</p>" + PARAS),
    "spaces": page("<p>a" + " " * 1_000_000 + "b</p>" + PARAS),
    "no-break spaces": page("<p>a" + "\u00a0" * 200_000 + "b</p>" + PARAS),
}  # fmt: skip
RUNS: dict[str, str] = {
    "quotation marks": '"' * RUN, "opening marks": "“" * RUN, "openers and words": "“a " * (RUN // 3), "guillemets": "«a» " * (RUN // 4),
    "apostrophes": "’" * RUN, "dashes": "a — " * (RUN // 4), "digits": "1," * (RUN // 2), "brackets": "(a " * (RUN // 6) + ")" * (RUN // 6),
    "dots": ". " * (RUN // 2), "said": "he said, " * (RUN // 9), "according to": "according to " * (RUN // 13), "that": "that " * (RUN // 5),
    "initials": "J. R. " * (RUN // 6), "one word": "a" * RUN, "hyphens": "a-" * (RUN // 2), "addresses": "http://a.b/c?d=e&f " * (RUN // 19),
    "dates": "March 11, 2031 " * (RUN // 15), "money": "$5 million " * (RUN // 11), "hundreds": "two hundred and " * (RUN // 16), "ranges": "10 to 12 to " * (RUN // 12),
    "negations": "not " * (RUN // 4), "capitals": "NINE DEAD " * (RUN // 10), "bullets": "- a\n" * (RUN // 4), "pipes": "a | " * (RUN // 4),
    "bylines": "By Ada Lorn\n" * (RUN // 12), "emoji": "😀" * (RUN // 4), "zero width": "a\u200bb" * (RUN // 3), "Arabic": "قال الوزير إن تسعة قتلوا. " * (RUN // 25),
    "Chinese": "部长说九人死亡。" * (RUN // 8), "fractions": "½ " * (RUN // 2), "private use": "\ue000" * RUN, "line separators": "a\u2028b\u2029" * (RUN // 4),
    "escapes": "\x1b[31mNine\x1b[0m " * (RUN // 14), "hashes": "### " * (RUN // 4), "backslash n": "\\n" * (RUN // 2), "fused words": "sheSaid.He" * (RUN // 10),
    "attributions in each other": " ".join(f"Person {i} said that" for i in range(100)) + " the gate failed.",
    "quotations in each other": "“a ‘b " * 50 + "it failed" + "’ c” said Ada" * 50 + ".",
}  # fmt: skip
FIELDS: dict[str, object] = {
    "a list": [1], "a number": 1, "a word": "x", "nothing": None, "a null text": {"text": None}, "a number as text": {"text": 5},
    "an empty text": {"text": ""}, "a list as text": {"text": ["a"]}, "a title of digits": {"text": STORY, "title": 5},
    "authors of digits": {"text": STORY, "authors": [1]}, "authors as an object": {"text": STORY, "authors": {"a": 1}},
    "a date of digits": {"text": STORY, "published": 20310311}, "the first day": {"text": STORY, "published": "0001-01-01"},
    "the last second": {"text": STORY, "published": "9999-12-31T23:59:60Z"}, "an address as a list": {"text": STORY, "url": ["a"]},
    "an id of digits": {"text": STORY, "id": 1.5}, "spaces in authors": {"text": STORY, "authors": "a" + " " * 100_000 + "b"},
    "outlets of two letters": {"text": STORY, "outlet": "P0"}, "a surrogate": {"text": STORY, "title": "\ud800x"},
    "a number of 310 digits": {"text": f"The mayor said that {'9' * 310} people had left Elsin on Monday."},
}  # fmt: skip


@pytest.mark.parametrize("kind", BYTES)
def test_bytes(kind: str) -> None:
    check(*BYTES[kind])


@pytest.mark.parametrize("kind", MARKUP)
def test_markup(kind: str) -> None:
    check("a.html", MARKUP[kind].encode())


@pytest.fixture
def by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_ATTRIBUTION", "rules")


@pytest.mark.usefixtures("by_rules")
@pytest.mark.parametrize("kind", RUNS)
def test_runs_of_one_thing(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{RUNS[kind]}\n\n{STORY}", encoding="utf-8")
    begun = time.process_time()
    record = run([str(tmp_path)])
    assert time.process_time() - begun < 45
    _sound(record)
    assert len(record.documents) + len(record.rejected) == 1


@pytest.mark.usefixtures("by_rules")
def test_wrong_types_cost_the_field_or_the_line_and_never_the_run(tmp_path: Path) -> None:
    rows = [*FIELDS.values(), {"text": STORY.replace("nine", "eight")}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    record = run([str(tmp_path)])
    _sound(record)
    assert len(record.documents) + len(record.rejected) == len(rows)
    assert any("eight" in document.text for document in record.documents)


@pytest.mark.usefixtures("by_rules")
def test_files_that_are_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "s.txt").write_text(STORY, encoding="utf-8")
    os.mkfifo(folder / "fifo.txt")
    (folder / "broken.txt").symlink_to("none")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "again").symlink_to(".")
    for level in range(24):  # 2^24 paths
        (folder / f"d{level}").mkdir()
        for name in "ab":
            (folder / f"d{level}" / name).symlink_to(f"../d{level + 1}")
    begun = time.process_time()
    record = run([str(folder)])
    assert time.process_time() - begun < 30
    _sound(record)
    assert [document.uri.rsplit("/", 1)[-1] for document in record.documents] == ["s.txt"]


@pytest.mark.usefixtures("by_rules")
def test_of_doubles_one_is_kept_and_the_other_listed(tmp_path: Path) -> None:
    rows = [
        {"text": STORY},
        {"text": STORY + "!"},
        {"text": STORY, "id": "1"},
        {"text": STORY + "More was said.", "id": "1"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    record = run([str(tmp_path)])
    _sound(record)
    assert len(record.documents) + len(record.rejected) == len(rows)


def test_a_path_that_is_none(tmp_path: Path) -> None:
    for path in ("a\0b", "a" * 5000, str(tmp_path / "nowhere")):
        try:
            record = run([path])
        except FirsthandError as error:
            assert "\n" not in str(error)
        else:
            assert not record.documents and record.rejected


def _sound(record: Record) -> None:
    """The record's own rules: refusals of one clean line, blocks that partition, spans inside, every id once."""
    for one in record.rejected:
        assert one.reason and not re.search(r"[\x00-\x1f\x7f-\x9f]|Traceback|internal error", one.reason), one
    size = {document.id: len(document.text) for document in record.documents}
    for document in record.documents:
        edges = [0, *(block.end for block in document.blocks)]
        assert edges[:-1] == [block.start for block in document.blocks] and edges[-1] == len(document.text)
    spans = [one.span for one in record.statements] + [one.span for one in record.quotations]
    spans += [span for one in record.attributions for part in (one.source, one.cue, one.content) for span in part]
    assert all(0 <= span.start <= span.end <= size[span.document] for span in spans)
    for things in (
        record.documents,
        record.statements,
        record.quotations,
        record.attributions,
        record.claims,
        record.conflicts,
    ):
        ids = [one.id for one in things]
        assert len(ids) == len(set(ids))
    told = {name for claim in record.claims for name in claim.statements}
    assert told == {statement.id for statement in record.statements}
    assert sorted(name for story in record.stories for name in story.documents) == sorted(size)
