"""On how many origins a claim rests, by example and by property."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.piles import claims
from firsthand import run
from firsthand.data import Claim, Origin, TextOrigin
from firsthand.relate.origins.chain_end import points_only
from firsthand.relate.pile import Pile
from tests.relate.small_piles import Report, Said, copy_of, derived, pile_of, story

pytestmark = pytest.mark.models

WORDS = "President Okoro has ordered the army to retake the northern mines of Kesh."


def measured(
    reports: list[Report], copies: tuple[tuple[str, str], ...] = ()
) -> tuple[tuple[Claim, ...], tuple[Origin, ...]]:
    pile = pile_of(reports)
    return claims(pile, story(pile), tuple(derived(pile, a, b) for a, b in copies), ())


def range_of(*said: Said, outlets: tuple[str | None, ...] = (None,) * 9) -> tuple[int | None, int | None]:
    reports = [Report(f"r{n}", (one,), outlet) for n, (one, outlet) in enumerate(zip(said, outlets, strict=False))]
    (claim,), _ = measured(reports)
    return claim.independent.at_least, claim.independent.at_most


def test_one_speaker_in_two_reports_is_one_origin() -> None:
    assert range_of(Said(WORDS, "person", "Ada Obi"), Said(WORDS, "person", "Ada Obi")) == (1, 1)


def test_two_named_speakers_are_two_at_most_while_nothing_tells_their_parties() -> None:
    assert range_of(Said(WORDS, "person", "Ada Obi"), Said(WORDS, "person", "Bo Lund")) == (1, 2)


def test_two_speakers_of_different_parties_are_two() -> None:
    told = "The harbour bridge in Tallow collapsed on Friday after a barge hit a pillar"
    rows = [
        {"id": "a", "outlet": "Kesh Radio", "text": f"{told}, said Ada Obi, director of the Harbour Authority."},
        {"id": "b", "outlet": "The Tallow Post", "text": f"{told}, said Bo Lund, a resident."},
        {"id": "c", "outlet": "The Marlow Echo", "text": f"{told}, Harbour Authority spokesman Cid Moe said."},
    ]
    claim = max(run(rows).claims, key=lambda one: len(one.statements))
    assert len(claim.statements) == 3
    assert (claim.independent.at_least, claim.independent.at_most) == (2, 2)
    assert {(edge.verdict) for edge in claim.edges} >= {"apart", "same"}


def test_a_pronoun_is_never_the_name_of_an_end() -> None:
    rows = [
        {"id": n, "outlet": outlet, "text": f"{first} It said the harbour bridge in Tallow will close on Friday."}
        for n, outlet, first in (
            ("a", "Kesh Radio", "The Tallow Harbour Authority met on Monday."),
            ("b", "The Marlow Echo", "Rain fell."),
        )
    ]
    names = [one.name for one in run(rows).origins]
    assert [one for one in names if one.strip("“”").casefold() in {"it", "they"}] == []
    assert "Tallow Harbour Authority" in names


def test_words_that_only_point_are_told_as_such() -> None:
    assert points_only("it")
    assert points_only("They all")
    assert not points_only("WHO")
    assert not points_only("its board")


def test_a_citation_leads_to_the_outlet_cited() -> None:
    cited = Said(WORDS, "outlet", "The Tallow Post")
    assert range_of(
        cited, cited, cited, Said(WORDS, "anonymous", "officials"), outlets=(None, None, None, "The Tallow Post")
    ) == (1, 1)


def test_unnamed_sources_of_two_outlets_may_be_one_person() -> None:
    first = Said(WORDS, "anonymous", "a senior official", told="The Tallow Post")
    second = Said(WORDS, "anonymous", "a person briefed on the plan", told="Kesh Radio")
    assert range_of(first, second) == (1, 2)


def test_an_unnamed_source_reached_through_an_outlet_is_the_outlets() -> None:
    relayed = Said(WORDS, "anonymous", "officials", relayed="The Tallow Post")
    assert range_of(relayed, Said(WORDS, "outlet", "The Tallow Post")) == (1, 1)


def test_sources_without_an_outlet_belong_to_the_outlet_that_the_report_credits() -> None:
    report = Report("a", (Said(WORDS, "anonymous", "sources"), Said(WORDS, "outlet", "The Tallow Post")))
    (claim,), _ = measured([report])
    assert (claim.independent.at_least, claim.independent.at_most) == (1, 1)


def test_reasons_are_given_for_every_doubt() -> None:
    first = Said(WORDS, "anonymous", "an official", told="The Tallow Post")
    second = Said(WORDS, "anonymous", "an aide", told="Kesh Radio")
    (claim,), _ = measured([Report("a", (first,)), Report("b", (second,))])
    assert any("may be" in reason for reason in claim.reasons)


def test_a_copy_is_no_second_report() -> None:
    first = Report("a", (Said(WORDS, "anonymous", "an official"),), "The Tallow Post")
    (claim,), _ = measured([first, copy_of(first, "b")], (("a", "b"),))
    assert (claim.reports.documents, claim.reports.after_merging_copies) == (2, 1)
    assert (claim.independent.at_least, claim.independent.at_most) == (1, 1)


def test_two_printings_of_an_agency_speak_with_one_voice() -> None:
    pile = pile_of([Report("a", (Said(WORDS),), "Kesh Radio"), Report("b", (Said(WORDS),), "The Tallow Post")])
    assert claims(pile, story(pile), (), ())[0][0].independent.at_most == 2
    whose = TextOrigin("agency", "Meridian")
    printed = replace(pile, documents=tuple(replace(one, text_origin=whose) for one in pile.documents))
    (claim,), (origin,) = claims(printed, story(printed), (), ())
    assert (claim.independent.at_most, origin.kind, origin.name) == (1, "own_voice", "Meridian")
    assert any("prints Meridian’s text" in reason for reason in claim.reasons)


def test_an_act_told_by_name_and_as_a_fact_is_one_act(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "outlet": "Kesh Radio",
            "text": "Lena Voss pleaded guilty on Friday to lying to the harbour court.",
        },
        {"id": "b", "outlet": "The Tallow Post", "text": "Lena Voss has pleaded guilty to lying to the harbour court."},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    claim = next(one for one in run([str(file)]).claims if len(one.statements) == 2)
    assert (claim.independent.at_least, claim.independent.at_most) == (1, 1)


def test_a_single_point_of_failure_is_said() -> None:
    cited = Said(WORDS, "outlet", "The Tallow Post")
    (claim,), _ = measured([Report("a", (cited,)), Report("b", (cited,))])
    assert any("hang on one origin" in reason for reason in claim.reasons)


# ------------------------------------------------------------------------------------------------ properties

SENTENCES = (
    WORDS,
    "The harbour bridge in Tallow was closed after a barge hit a pillar.",
    "Grain exports from the eastern ports fell sharply in spring.",
)
SOURCES: tuple[dict[str, str], ...] = (
    {},
    {"kind": "person", "source": "Ada Obi"},
    {"kind": "person", "source": "Bo Lund"},
    {"kind": "institution", "source": "Ministry of Mines"},
    {"kind": "institution", "source": "the company"},
    {"kind": "institution", "source": "the agency"},
    {"kind": "outlet", "source": "The Tallow Post"},
    {"kind": "anonymous", "source": "officials"},
    {"kind": "anonymous", "source": "a senior aide", "told": "Kesh Radio"},
    {"kind": "anonymous", "source": "sources", "relayed": "The Tallow Post"},
)
said = st.builds(
    lambda words, source: Said(words, **source),
    st.sampled_from(SENTENCES),
    st.sampled_from(SOURCES),  # type: ignore[arg-type]
)
bodies = st.lists(
    st.tuples(
        st.lists(said, min_size=1, max_size=3, unique_by=lambda one: one.words).map(tuple),
        st.sampled_from((None, "Kesh Radio", "The Marlow Echo")),
    ),
    min_size=1,
    max_size=4,
)
FEW = settings(max_examples=25, deadline=None)


def numbers(found: tuple[Claim, ...], pile: Pile) -> dict[str, tuple[int | None, int | None]]:
    return {
        pile.words(pile.statement[claim.statements[0]].span): (claim.independent.at_least, claim.independent.at_most)
        for claim in found
    }


def of(reports: list[Report], copies: tuple[tuple[str, str], ...] = ()) -> dict[str, tuple[int | None, int | None]]:
    pile = pile_of(reports)
    made = claims(pile, story(pile), tuple(derived(pile, a, b) for a, b in copies), ())[0]
    return numbers(made, pile)


def as_reports(made: list[tuple[tuple[Said, ...], str | None]]) -> list[Report]:
    return [Report(f"r{n}", lines, outlet) for n, (lines, outlet) in enumerate(made)]


@FEW
@given(bodies)
def test_an_exact_copy_changes_no_number(made: list[tuple[tuple[Said, ...], str | None]]) -> None:
    reports = as_reports(made)
    assert of([*reports, copy_of(reports[0], "x")], (("r0", "x"),)) == of(reports)


@FEW
@given(bodies, said)
def test_an_independent_report_never_lowers_at_most(
    made: list[tuple[tuple[Said, ...], str | None]], more: Said
) -> None:
    reports = as_reports(made)
    before, after = of(reports), of([*reports, Report("x", (more,), "The Far Courier")])
    assert all((after[words][1] or 0) >= (most or 0) for words, (_, most) in before.items())


@FEW
@given(bodies, st.randoms(use_true_random=False))
def test_order_does_not_matter(made: list[tuple[tuple[Said, ...], str | None]], random: object) -> None:
    reports = as_reports(made)
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert measured(shuffled) == measured(reports)


@FEW
@given(bodies)
def test_removing_a_report_removes_only_what_hung_on_it(made: list[tuple[tuple[Said, ...], str | None]]) -> None:
    reports = as_reports(made)
    last = reports[-1]
    touched = {one.words for one in last.said}
    before, after = of(reports), of(reports[:-1]) if len(reports) > 1 else {}
    for words, number in before.items():
        if words not in touched:
            assert after[words] == number


@FEW
@given(bodies)
def test_at_least_is_between_one_and_at_most(made: list[tuple[tuple[Said, ...], str | None]]) -> None:
    for least, most in of(as_reports(made)).values():
        assert least is not None and most is not None and 1 <= least <= most


def test_a_party_without_a_name_is_the_one_that_is_named() -> None:
    named = Said(WORDS, "institution", "Okoro Mining")
    assert range_of(named, Said(WORDS, "institution", "the company")) == (1, 1)


def test_a_title_before_a_name_makes_no_second_person() -> None:
    assert range_of(Said(WORDS, "person", "Ada Obi"), Said(WORDS, "person", "Comedian Ada Obi")) == (1, 1)


def test_a_country_and_a_nameless_institution_may_be_any_office() -> None:
    ministry = Said(WORDS, "institution", "Kesh Defence Ministry")
    assert range_of(ministry, Said(WORDS, "institution", "China")) == (1, 2)
    assert range_of(ministry, Said(WORDS, "institution", "police")) == (1, 1)
    assert range_of(ministry, Said(WORDS, "institution", "Kesh Electoral Court")) == (2, 2)


def test_a_description_before_a_houses_name_makes_no_second_house() -> None:
    house = Said(WORDS, "institution", "Orrin")
    assert range_of(house, Said(WORDS, "institution", "Credit report company Orrin")) == (1, 1)
    assert range_of(house, Said(WORDS, "institution", "Orrin Workforce Solutions")) == (1, 2)
    assert range_of(house, Said(WORDS, "institution", "Consumer credit agency")) == (1, 1)
    ministry = Said(WORDS, "institution", "Foreign Ministry")
    assert range_of(ministry, Said(WORDS, "institution", "Israeli foreign ministry")) == (1, 1)
    both = (
        Said(WORDS, "institution", "Israeli Foreign Ministry"),
        Said(WORDS, "institution", "Kenyan Foreign Ministry"),
    )
    assert range_of(*both) == (2, 2)
    assert range_of(house, Said(WORDS, "institution", "Kesh Electoral Court")) == (1, 2)


NAMES = ("Orrin", "Credit company Orrin", "Mining company Orrin", "Orrin Workforce Solutions", "the company", "police")


@FEW
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    st.sampled_from((*NAMES, "Kesh Electoral Court")),
)
def test_one_more_name_never_lowers_at_most(held: list[str], more: str) -> None:
    before = range_of(*(Said(WORDS, "institution", name) for name in held))
    after = range_of(*(Said(WORDS, "institution", name) for name in (*held, more)))
    assert (after[1] or 0) >= (before[1] or 0)


def test_a_name_that_two_described_houses_bear_joins_neither() -> None:
    two = (Said(WORDS, "institution", "Credit company Orrin"), Said(WORDS, "institution", "Mining company Orrin"))
    assert range_of(*two)[1] == 2
    assert range_of(*two, Said(WORDS, "institution", "Orrin"))[1] == 3


def test_the_reasons_read_as_sentences() -> None:
    first = Report("a", (Said(WORDS, "institution", "Kesh Electoral Court"),), "The Tallow Post")
    (claim,), _ = measured([first, copy_of(first, "b")], (("a", "b"),))
    (same,) = (one for one in claim.reasons if "has the same text as" in one)
    assert same.startswith("“President Okoro has ordered") and same.endswith(
        "The Tallow Post and counts as the same report"
    )
    assert "Kesh Electoral Court said so" in claim.reasons
    two = (Report("a", (Said(WORDS, "institution", "Orrin"),)), Report("b", (Said(WORDS, "person", "Ada Obi"),)))
    (claim,), _ = measured(list(two))
    assert (claim.independent.at_least, claim.independent.at_most) == (1, 2)
    assert any("may have it from the other" in reason for reason in claim.reasons)
