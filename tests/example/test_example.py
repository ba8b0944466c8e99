"""The demo story holds together: every word that the reading quotes stands in the report that it names."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import pytest

from firsthand.example import EXPECTED, REPORTS

READING = json.loads(EXPECTED.read_text(encoding="utf-8"))


def text_of(file: str) -> str:
    text = (REPORTS / file).read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", text)) if file.endswith(".html") else text


TEXTS = {report["report"]: text_of(report["file"]) for report in READING["reports"]}


def quoted(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "words" in value:
            yield value["report"], value["words"]
        for item in value.values():
            yield from quoted(item)
    elif isinstance(value, list):
        for item in value:
            yield from quoted(item)


def test_every_report_is_read() -> None:
    assert sorted(report["file"] for report in READING["reports"]) == sorted(path.name for path in REPORTS.iterdir())


def test_quoted_words_stand_in_their_report() -> None:
    assert [pair for pair in quoted(READING) if pair[1] not in TEXTS[pair[0]]] == []


@pytest.mark.parametrize("report", sorted(TEXTS))
def test_reports_are_short_texts(report: str) -> None:
    assert 100 <= len(TEXTS[report].split()) <= 450


def test_the_copies_have_the_same_paragraphs() -> None:
    agency = [line for line in TEXTS["01"].split("\n") if len(line) > 100][1:]
    assert len(agency) == 7
    for copy in ("02", "03"):
        assert all(line in TEXTS[copy] for line in agency)


def test_the_rewrite_shares_hardly_a_five_word_sequence() -> None:
    def fives(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[\w’]+", text.lower())
        return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}

    assert len(fives(TEXTS["01"]) & fives(TEXTS["04"])) <= 3


def test_no_derivation_is_also_called_independent() -> None:
    derived = {frozenset((d["from"], d["to"])) for d in READING["derivations"] if d["relations"] != ["cites"]}
    assert not derived & {frozenset(pair) for pair in READING["independent"]}
