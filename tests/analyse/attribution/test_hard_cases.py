"""Hand-made hard cases: one line of text, the relation expected of it, and why the case is there.

The tables lie in ``hard_cases/`` and run twice: for the rules alone and for the decider that is used by default.
Words are compared without punctuation; a cue may hold an auxiliary or an adverb more or less.  Cases that are not read
yet are listed in ``failing.txt`` (rules) and ``failing_model.txt`` and marked as expected failures: a loss fails.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from firsthand.analyse.attribution import attribution, cues
from firsthand.analyse.attribution.attribution import Decider
from firsthand.analyse.segment import sentences
from firsthand.data import Attribution, Span
from firsthand.words import normal, words
from tests.analyse.reading import Reading, read

pytestmark = pytest.mark.models

HERE = Path(__file__).parent / "hard_cases"
TABLES = ("quotations", "speakers", "chains", "modality", "newsroom", "relays")


def rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (HERE / f"{name}.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def reading(text: str, decider: Decider) -> Reading:
    if decider == "model" and attribution.chosen() != "model":
        pytest.skip("the tagger is not here, or FIRSTHAND_ATTRIBUTION leaves it out")
    return read(text.replace("¶", "\n"), decider)


def bag(text: str) -> list[str]:
    return [word for _, _, word in words(text.replace("||", " ").replace("¶", " "))]


def printed(one: Reading, spans: tuple[Span, ...]) -> str:
    return " ".join(span.of(one.document.text) for span in spans)


def same_cue(expected: str, found: str) -> bool:
    a, b = bag(expected), bag(found)
    if not a or not b:
        return expected == found or (not a and not b and expected in ("∅", ":"))
    low, high = sorted((a, b), key=len)
    return set(low) <= set(high) and len(high) - len(low) <= 3


def same_person(expected: str, found: str) -> bool:
    if expected == "∅":
        return not found
    a, b = (set(normal(name).removeprefix("the ").split()) for name in (expected, found))
    return bool(a) and bool(b) and (a <= b or b <= a)


def modality(one: Reading, item: Attribution) -> str:
    tokens = [t for s in sentences(one.document) for t in s.tokens]
    lemmas = [t.lemma for t in tokens if any(s.start <= t.start < s.end for s in item.cue)]
    return cues.cue_modality(printed(one, item.cue), lemmas)


def misses(case: dict[str, str], decider: Decider) -> list[str]:
    """What is wrong with the best matching attribution; empty when the case is read as expected."""
    one = reading(case["text"], decider)
    best = ["no attribution"]
    for item in one.attributions:
        wrong = []
        source = "" if case["source"] == "∅" else case["source"]
        if case["source"] != "-" and bag(source) != bag(printed(one, item.source)):
            wrong.append(f"source {printed(one, item.source)!r}")
        if case["cue"] != "-" and not same_cue(case["cue"], printed(one, item.cue)):
            wrong.append(f"cue {printed(one, item.cue)!r}")
        if case["content"] != "-" and bag(case["content"]) != bag(printed(one, item.content)):
            wrong.append(f"content {printed(one, item.content)!r}")
        for field, found in (
            ("kind", item.kind),
            ("source_kind", item.source_kind),
            ("modality", modality(one, item)),
        ):
            if case[field] not in ("-", found):
                wrong.append(f"{field} {found}")
        for field, entity in (("speaker", item.source_entity), ("given_to", item.given_to)):
            if case[field] != "-" and not same_person(case[field], one.name(entity)):
                wrong.append(f"{field} {one.name(entity)!r}")
        if len(wrong) < len(best) or best == ["no attribution"]:
            best = wrong
    return best


LISTS: dict[Decider, str] = {"rules": "failing.txt", "model": "failing_model.txt"}


@cache
def failing(decider: Decider) -> frozenset[str]:
    return frozenset((HERE / LISTS[decider]).read_text("utf-8").splitlines()[1:])


def cases(*names: str) -> list[object]:
    out: list[object] = []
    for decider in LISTS:
        for name in names:
            for number, case in enumerate(rows(name), start=1):
                label = f"{name}-{number}"
                marks = [pytest.mark.xfail(reason=case["why"], strict=False)] if label in failing(decider) else []
                out.append(pytest.param(case, decider, id=f"{decider}-{label}", marks=marks))
    return out


@pytest.mark.parametrize(("case", "decider"), cases(*TABLES))
def test_a_relation_is_read_as_expected(case: dict[str, str], decider: Decider) -> None:
    assert misses(case, decider) == [], case["why"]


@pytest.mark.parametrize(("case", "decider"), cases("nothing"))
def test_nothing_is_read_where_nobody_speaks(case: dict[str, str], decider: Decider) -> None:
    one = reading(case["text"], decider)
    found = one.quotations if case["what"] == "quotation" else one.attributions
    assert found == (), case["why"]


def test_there_are_enough_cases_and_each_says_why() -> None:
    every = [case for name in (*TABLES, "nothing") for case in rows(name)]
    assert len(every) >= 120
    assert all(case["text"] and case["why"] for case in every)
