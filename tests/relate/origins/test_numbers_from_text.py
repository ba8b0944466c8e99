"""What may not change a number, through whole runs: a synonym in a body's name, another writing of a name, a report
that only cites; and every number drawn again from the record."""

from __future__ import annotations

from functools import cache

import pytest

from evals.corpus_stories import stories
from evals.figure import shared
from firsthand import run
from firsthand.lexicon import rows
from firsthand.report import OpenRecord
from tests.relate.origins.redrawn import differing
from tests.relate.origins.test_ends_from_text import BESIDE, CASES, FIRST, LAST, OUTLETS, TOLD, _record

pytestmark = pytest.mark.models

Numbers = dict[str, tuple[int, tuple[int | None, int | None]]]


def _numbers(reports: dict[str, list[str]]) -> Numbers:
    """By case: how many reports its largest claim has, and the numbers.  Each case is a story of its own."""
    given = []
    for n, (case, told) in enumerate(reports.items()):
        town = f"{FIRST[n % len(FIRST)]}{LAST[n // len(FIRST) % len(LAST)]}"
        for m, words in enumerate(told):
            plain = words.replace("{}", TOLD[n % len(TOLD)])
            text = f"{plain[0].upper()}{plain[1:]} {BESIDE[m].format(town)}"
            given.append({"id": f"{case}|{m}", "outlet": OUTLETS[m], "text": text})
    return _by_case(run(given, workers=1))


def _by_case(record: OpenRecord) -> Numbers:
    name = {one.id: one.source_id for one in record.documents}
    found: Numbers = {}
    for claim in record.claims:
        (case, *others) = {name[record.statement[id_].span.document].split("|")[0] for id_ in claim.statements}
        held = claim.reports.documents
        if not others and held > found.get(case, (0, (0, 0)))[0]:
            found[case] = held, (claim.independent.at_least, claim.independent.at_most)
    return found


SYNONYMS = {
    f"{words[0]} and {other}": (words[0], other)
    for row in rows("body_terms")
    if row["part"] == "field" and len(words := row["words"].split("|")) > 1
    for other in words[1:]
}


_AT_ONCE = 8
"""Stories of one run, each with a sentence of its own."""


@cache
def _translated(first: int) -> Numbers:
    return _numbers({
        case: [f"{{}}, Kenya's {one.title()} Ministry said.", f"{{}}, the {other.title()} Ministry of Kenya said."]
        for case, (one, other) in list(SYNONYMS.items())[first : first + _AT_ONCE]
    })  # fmt: skip


@pytest.mark.parametrize("case", SYNONYMS)
def test_a_synonym_in_a_bodys_name_changes_no_number(case: str) -> None:
    at = list(SYNONYMS).index(case)
    assert _translated(at - at % _AT_ONCE)[case] == (2, (1, 1))


PARTIES = ("{}, said Omar Reyes, director of the Harbour Institute.", "{}, said Teresa Moore, a resident.")
MINISTRY = ("{}, Kenya's Energy Ministry said.", "{}, said Teresa Moore, a resident.")
MORE: dict[str, tuple[tuple[str, ...], str, str]] = {
    "surname": (PARTIES, "{}, Omar Reyes told reporters.", "{}, Reyes told reporters. Omar Reyes was calm."),
    "title": (PARTIES, "{}, Omar Reyes told reporters.", "{}, Mr Omar Reyes told reporters."),
    "body before": (PARTIES, "{}, Omar Reyes told reporters.", "{}, Harbour Institute director Omar Reyes said."),
    "article": (MINISTRY, "{}, Kenya's Energy Ministry said.", "{}, the Kenyan Energy Ministry said."),
    "order of words": (MINISTRY, "{}, Kenya's Energy Ministry said.", "{}, the Ministry of Energy of Kenya said."),
    "possessive": (MINISTRY, "{}, Kenya's Energy Ministry said.", "{}, Kenya’s Energy Ministry said."),
}
"""Two reports, a third with a name, and the third with another writing of it."""


@cache
def _written(which: int) -> Numbers:
    return _numbers({case: [*told[0], told[which]] for case, told in MORE.items()})


@pytest.mark.parametrize("case", MORE)
def test_another_writing_of_a_name_in_one_report_changes_no_number(case: str) -> None:
    assert _written(1)[case][0] >= 2
    assert _written(2)[case] == _written(1)[case]


def test_most_of_the_third_reports_are_in_the_claim_of_the_two() -> None:
    assert sum(held == 3 for held, _ in _written(1).values()) >= 4


CITED = {
    "parties": PARTIES,
    "own voice": ("{}.", "{}, said Teresa Moore, a resident."),
    "unnamed": ("{}, a source told The Tallow Post.", "{}, said Teresa Moore, a resident."),
    "ministry": MINISTRY,
}


def test_a_named_report_that_only_cites_changes_no_number() -> None:
    alone = _numbers({case: list(told) for case, told in CITED.items()})
    cited = _numbers({case: [*told, f"{{}}, {OUTLETS[0]} reported."] for case, told in CITED.items()})
    assert {case: held for case, (held, _) in cited.items()} == dict.fromkeys(CITED, 3)
    assert {case: told for case, (_, told) in cited.items()} == {case: told for case, (_, told) in alone.items()}


def test_every_number_can_be_redrawn_from_the_record() -> None:
    record = _record()
    assert len(record.claims) > len(CASES)
    assert any((one.independent.at_least or 0) > 1 for one in record.claims)
    assert differing(record.claims) == []


@pytest.mark.slow
def test_every_number_of_stories_can_be_redrawn() -> None:
    folder = shared()
    if folder is None:
        pytest.skip("the shared corpora are not here")
    known = stories(folder)
    for name in [one for one in sorted(known) if one.startswith("basil:")][:3]:
        assert differing(run(known[name], workers=1).claims) == [], name


def test_an_office_is_its_holders_on_the_day_of_the_report_alone() -> None:
    told = ("Two bridges of Herat will be rebuilt in spring, Hamid Karzai said.",
            "Two bridges of Herat will be rebuilt in spring, the Afghan government said.")  # fmt: skip

    def reasons(day: str) -> list[str]:
        given = [{"id": str(n), "outlet": OUTLETS[n], "published": day, "text": text} for n, text in enumerate(told)]
        claim = max(run(given, workers=1).claims, key=lambda one: one.reports.documents)
        assert claim.reports.documents == 2
        return [edge.reason for edge in claim.edges]

    assert any("one government" in reason for reason in reasons("2013-05-02"))
    assert not any("one government" in reason for reason in reasons("2020-05-02"))
