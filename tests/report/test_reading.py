"""What summary, page and explain agree on: names, numbers in words, orders, merged texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import Derivation, Independent, Join, Matter, Record, ReportCount
from firsthand.report import explain, opened, summary
from firsthand.report.phrasing import line, listed_up_to, number_of, origins_in_words, printable
from tests.report.demo_record import make

RECORD = make()
BY_FILE = {one.uri[:2]: one.id for one in RECORD.documents}


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (None, None, "independent origins not measured"),
        (1, 1, "1 independent origin"),
        (2, 2, "2 independent origins"),
        (1, 3, "1 to 3 independent origins"),
        (0, 0, "0 independent origins"),
        (2, None, "at least 2 independent origins"),
        (None, 1, "at most 1 independent origin"),
    ],
)
def test_origins_in_words(least: int | None, most: int | None, words: str) -> None:
    assert origins_in_words(Independent(least, most)) == words


def test_not_measured_and_zero_are_two_answers() -> None:
    assert number_of(Independent(None, None)) != number_of(Independent(0, 0))


def test_listed() -> None:
    assert listed_up_to([]) == ""
    assert listed_up_to(["a"]) == "a"
    assert listed_up_to(["a", "b", "c"]) == "a, b and c"
    assert listed_up_to(["a", "b", "c", "d"], 2) == "a, b and 2 more"


@given(st.text(alphabet=st.characters(), max_size=60))
def test_printable_text_can_be_written_and_holds_no_controls(text: str) -> None:
    shown = printable(text)
    shown.encode("utf-8")
    assert all(c in "\n\t\u200c\u200d" or c.isprintable() or c.isspace() or not c.isascii() for c in shown)
    assert not set(shown) & set("\x1b\x9b\u202e\u2066\u200f\ufeff\u2028")


@given(st.text(max_size=200), st.integers(5, 50))
def test_a_line_is_one_line_and_no_longer_than_told(text: str, most: int) -> None:
    shown = line(text, most)
    assert "\n" not in shown
    assert len(shown) <= most


def test_short_ids_begin_one_id_alone() -> None:
    reading = opened(RECORD)
    for id_ in reading.ids:
        assert [one for one in reading.ids if one.startswith(reading.short(id_))] == [id_]


def test_copies_and_rewrites_are_one_text() -> None:
    reading = opened(RECORD)
    assert reading.texts(RECORD.stories[0]) == 7
    assert {BY_FILE["02"], BY_FILE["03"], BY_FILE["04"]} == reading.copied


def test_texts_are_merged_where_nobody_knows_who_was_first() -> None:
    blind = tuple(replace(one, direction="unknown") for one in RECORD.derivations)
    reading = opened(replace(RECORD, derivations=blind))
    assert reading.texts(RECORD.stories[0]) == 7
    assert reading.copied == frozenset()


def test_of_the_pairs_with_copies_of_one_text_the_original_is_shown() -> None:
    pair = Derivation("r-between-copies", BY_FILE["02"], BY_FILE["03"], "near_copy", "a_to_b", 1.0, (), ())
    record: Record = replace(RECORD, derivations=(pair, *RECORD.derivations))
    shown = [one.id for one in opened(record).principal(RECORD.stories[0])]
    assert "r-between-copies" not in shown
    assert len(shown) == len(RECORD.derivations)


def test_two_reports_of_one_outlet_are_told_apart_by_their_day() -> None:
    reading = opened(RECORD)
    assert reading.report(BY_FILE["08"]) == "Transcoast News Agency (14 March 2031)"
    assert reading.report(BY_FILE["02"]) == "The Vennick Daily"


def test_claims_come_by_titles_and_leads_then_texts_then_reports() -> None:
    reading = opened(RECORD)
    ranked = [claim for claim in reading.claims_of(RECORD.stories[0]) if claim.reports.documents > 1]
    places = [(-reading.firm_weight(one), -one.reports.after_merging_copies, -one.reports.documents) for one in ranked]
    assert places == sorted(places)
    assert reading.in_leads(ranked[0]) > reading.in_leads(ranked[-1])


def test_a_claim_that_only_loose_joins_hold_stands_last() -> None:
    story = RECORD.stories[0]
    first = opened(RECORD).claims_of(story)[0]
    a, b = first.statements[:2]
    loose = replace(first, joins=(Join(a, b, 0.5, "model"),))
    record: Record = replace(RECORD, claims=tuple(loose if one.id == first.id else one for one in RECORD.claims))
    shared = opened(record).shared(story)
    assert shared[-1].id == first.id
    assert "Similar wordings" in explain(record, first.id)


def test_a_matter_is_told_with_its_wordings_and_what_is_against_it() -> None:
    one, other, third = (claim.id for claim in opened(RECORD).claims_of(RECORD.stories[0])[:3])
    matter = Matter("m-000000000000", (one, other), (third,), (), Independent(1, 2), ReportCount(7, 4), ())
    record: Record = replace(RECORD, matters=(matter,))
    told = explain(record, "m-000000000000")
    assert "7 reports, 1 to 2 independent origins" in told
    assert all(name in told for name in (one, other, third)) and "Against it" in told
    assert "counting 1 further wording: 7 reports" in summary(record, 200)
    assert opened(record).table("matters")[0]["claims"] == [one, other]


def test_what_may_rest_on_one_origin_is_single() -> None:
    single = opened(RECORD).single(RECORD.stories[0])
    assert all(one.independent.at_least == 1 and one.reports.documents > 1 for one in single)
    assert len(single) == 5
