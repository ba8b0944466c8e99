# ruff: noqa: E501
"""What real piles hold that looks like derivation and is not, or is and does not look like it; invented news."""

from __future__ import annotations

import pytest

from evals.piles import derivations, stories, text_origins
from firsthand.data import Derivation, Document
from firsthand.relate.derivation import Families
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE, document, pile, rest

pytestmark = pytest.mark.models

COURT = """A jury in Caldermouth convicted the former head of the Sandvik Trust of defrauding 312 pensioners on Thursday, after a trial that lasted eleven weeks.

Prosecutor Ines Halloran said Gregor Aldane had moved 8.4 million marks from the fund to a company that his brother owned in Limasso.

Aldane, 61, showed no emotion as the verdict was read. His lawyer, Petra Oyelaran, said she would appeal.

The court heard that auditors raised questions in 2019 but were told that the transfers were loans.

Judge Tobias Renn will pass sentence on 14 June. The charge carries up to nine years in prison.

Outside the courthouse some forty of the pensioners embraced. Many had travelled from Veldhaven by bus before dawn.

The trust was wound up two years ago and its remaining assets were sold to Marlow Insurance for 1.1 million marks."""

SECOND = """Two of the seven terminals at Port Arden stood closed on Tuesday because cracks had turned up in 14 of the cranes that load ships there.

The men and women who work those cranes had warned of the damage in March, inspector Odalys Brandt disclosed; nobody wrote it into the safety register, and her office had been told the welds were sound.

Kestrel and Lodestar, the terminals concerned, move some 38 percent of all containers that pass through the harbour.

It will take until the end of August and 21 million crowns to mend them, by the reckoning of Ruben Falk, the chairman, who turned down a plea from the Dockers' Union to halt the other five as well.

Mirela Stan of the union counted 460 colleagues who have been at home without wages since the weekend.

Vantmar and Osterlin sent nine of their vessels 120 kilometres north, to Gellen.

Tornquist Engineering, which put the cranes up in 2009 and had them overhauled six years ago, kept silent: Hedda Lyle, who speaks for it, pointed to the inquiry.

In autumn the regulator wants to say what it found."""

LETTER = "“The ministry knew in the spring that the reservoir could not hold another winter of rain, and it chose to wait, and those who chose shall answer for it,” the engineers wrote in their letter."
_WHOLE = {"same_text", "near_copy", "rewrite", "shared_source_text"}


def _found(*documents: Document) -> dict[tuple[str, str], Derivation]:
    return {(item.a, item.b): item for item in derivations(pile(*documents))}


def _relations(*documents: Document) -> dict[tuple[str, str], str]:
    return {pair: item.relation for pair, item in _found(*documents).items()}


def test_a_picture_credit_of_another_agency_is_not_the_text_s() -> None:
    body = "CALDERMOUTH (Reuters) - " + COURT + "\n\nGregor Aldane leaves the court on Thursday. AP Photo/Jon Vale"
    origin = text_origins(pile(document("a", body, "Gellen Post")), ())["a"]
    assert (origin.kind, origin.name) == ("agency", "Reuters")


def test_a_source_known_from_siblings_alone() -> None:
    read = pile(
        document("a", "CALDERMOUTH (AP) - " + COURT, "Brask Courier"),
        document("b", COURT, "Gellen Post"),
        document("c", rest(COURT, 0, 5), "Veldhaven Echo"),
    )
    origins = text_origins(read, derivations(read))
    assert {origins[key].name for key in "abc"} == {"Associated Press"}
    assert "carries the credit" in origins["c"].basis


def test_light_edits_and_another_lead_stay_a_near_copy() -> None:
    edited = COURT.replace("on Thursday", "today").replace("eleven weeks", "11 weeks").replace("some forty", "about 40")
    edited = "Pensioners wept as a fund manager was found guilty.\n\n" + edited
    assert _relations(document("a", COURT), document("b", edited)) == {("a", "b"): "near_copy"}


def test_teasers_between_paragraphs_do_not_hide_a_copy() -> None:
    parts = COURT.split("\n\n")
    teasers = ("Read more: The ten safest funds for your retirement", "Watch: Storm batters the northern coast")
    page = "\n\n".join([parts[0], parts[1], teasers[0], *parts[2:5], teasers[1], *parts[5:]])
    assert _relations(document("a", COURT), document("b", page))["a", "b"] in ("same_text", "near_copy")


def test_a_headline_without_a_body_is_nobody_s_copy() -> None:
    stub = "Former head of Sandvik Trust convicted of defrauding 312 pensioners"
    assert _found(document("a", COURT), document("b", stub), document("c", "")) == {}


def test_a_digest_of_unrelated_stories_takes_parts_and_joins_nothing() -> None:
    digest = "\n\n".join((rest(AGENCY, 1, 5), rest(COURT, 0, 4), rest(OTHER, 0, 2)))
    read = pile(document("a", AGENCY), document("b", COURT), document("c", OTHER), document("d", digest))
    found = {(i.a, i.b): i.relation for i in derivations(read)}
    assert found["a", "d"] == found["b", "d"] == "partial_copy"
    assert not {("a", "b"), ("a", "c"), ("b", "c")} & found.keys()
    groups = stories(read)
    assert all(not {"a", "b"} <= set(group) for group in groups)


def test_a_page_that_holds_two_whole_stories_does_not_make_them_one_family() -> None:
    found = _found(document("a", AGENCY), document("b", COURT), document("c", AGENCY + "\n\n" + COURT))
    assert found["a", "c"].relation == found["b", "c"].relation == "partial_copy"
    assert ("a", "b") not in found


def test_a_composite_of_two_agencies_takes_parts_of_both() -> None:
    composite = "\n\n".join((rest(AGENCY, 0, 6), rest(INDEPENDENT, 0, 4)))
    read = pile(
        document("a", AGENCY, "Reuters", "2024-05-07"),
        document("b", INDEPENDENT, "Associated Press", "2024-05-07"),
        document("c", composite + "\n\n— Reuters and AP", "Gellen Post", "2024-05-08"),
    )
    found = {(i.a, i.b): i for i in derivations(read)}
    assert found["a", "c"].relation in ("partial_copy", "near_copy")
    assert found["b", "c"].relation in ("partial_copy", "near_copy")
    assert found["a", "c"].direction == found["b", "c"].direction == "a_to_b"
    assert found.get(("a", "b"), found["a", "c"]).relation not in _WHOLE
    origin = text_origins(read, tuple(found.values()))["c"]
    assert origin.kind == "agency"
    assert {"Reuters", "Associated Press"} <= set((origin.name or "").split(" and "))


def test_an_aggregator_s_cards_are_no_copy_of_any_story() -> None:
    cards = "\n\n".join(text.split("\n\n")[0] for text in (COURT, OTHER, REWRITE, INDEPENDENT))
    found = _relations(
        document("a", COURT), document("b", OTHER), document("c", REWRITE), document("d", INDEPENDENT),
        document("e", cards),
    )  # fmt: skip
    assert not {relation for pair, relation in found.items() if "e" in pair} & _WHOLE


def test_one_caption_under_two_stories_is_no_derivation() -> None:
    caption = "The glass tower of the transport ministry in Brask, built in 1994 by the architect Sunniva Dahl, is seen at dusk from the Queen Maud bridge."
    found = _relations(
        document("a", rest(COURT, 0, 4) + "\n\n" + caption), document("b", rest(INDEPENDENT, 0, 4) + "\n\n" + caption)
    )
    assert found == {}


def test_successive_versions_of_one_agency_report_are_one_line_of_descent() -> None:
    updated = (
        rest(COURT, 0, 5).replace("convicted", "found guilty")
        + "\n\nAldane was taken to Norrgate prison, his lawyer said, and will ask for bail on Monday."
    )
    read = pile(
        document("a", rest(COURT, 0, 4), "Reuters", "2024-05-07T10:00:00"),
        document("b", updated, "Reuters", "2024-05-07T12:30:00"),
        document("c", COURT, "Reuters", "2024-05-07T15:00:00"),
    )
    found = {(i.a, i.b): i for i in derivations(read)}
    assert {found[pair].relation for pair in (("a", "b"), ("b", "c"), ("a", "c"))} <= {"near_copy", "partial_copy"}
    assert {item.direction for item in found.values()} == {"a_to_b"}
    assert {origin.name for origin in text_origins(read, tuple(found.values())).values()} == {"Reuters"}


def test_an_outlet_that_reuses_its_own_text() -> None:
    later = rest(OTHER, 0, 3) + "\n\n" + rest(COURT, 3, 7)
    item = _found(
        document("a", COURT, "Brask Courier", "2024-05-07"), document("b", later, "Brask Courier", "2024-05-20")
    )["a", "b"]
    assert (item.relation, item.direction) == ("partial_copy", "a_to_b")


def test_quotations_taken_from_a_transcript_are_no_copied_narrative() -> None:
    speech = "We have lost four boats since Sunday and nobody at the coast guard picked up the telephone. I called them eleven times. My son called them from the wheelhouse. Now they tell us that the line was being repaired."
    transcript = f"HOST: You are listening to Harbour Morning. With me is Ester Vik of the fishermen's guild.\n\nVIK: {speech}\n\nHOST: What do you want from the government now?\n\nVIK: A line that works."
    article = f"The head of the fishermen's guild in Tansy accused the coast guard of ignoring distress calls.\n\n“{speech}” Ester Vik said on the radio.\n\nThe coast guard said it was looking into the matter and would answer by the end of the week.\n\nFour trawlers have gone down in the strait in six days, the worst run of losses since records began in 1951."
    found = _relations(document("a", transcript), document("b", article))
    assert found.get(("a", "b")) in ("shared_quotations", "shared_source_text")


def test_two_rewrites_of_a_report_that_is_not_there_are_one_family_without_a_parent() -> None:
    read = pile(document("a", REWRITE), document("b", SECOND), document("c", INDEPENDENT), document("d", COURT))
    items = derivations(read)
    assert [(i.a, i.b, i.relation, i.direction) for i in items if i.relation in _WHOLE] == [
        ("a", "b", "rewrite", "unknown")
    ]
    assert Families(items).between("a", "b") is not None


def test_reports_that_quote_one_letter_stay_independent() -> None:
    one = rest(COURT, 2, 7) + "\n\n" + LETTER
    other = rest(INDEPENDENT, 0, 4) + "\n\n" + LETTER
    found = _relations(document("a", one), document("b", other))
    assert found == {("a", "b"): "shared_quotations"}


def test_a_chain_of_parts_joins_neighbours_alone() -> None:
    middle = rest(AGENCY, 1, 6) + "\n\n" + rest(COURT, 0, 4)
    last = rest(COURT, 0, 4) + "\n\n" + OTHER
    found = _found(document("a", AGENCY), document("b", middle), document("c", last))
    families = Families(found.values())
    assert families.between("a", "b") is not None
    assert families.between("b", "c") is not None
    assert families.between("a", "c") is None


@pytest.mark.parametrize("share", [2, 5])
def test_a_part_says_its_share(share: int) -> None:
    item = _found(document("a", AGENCY), document("b", INDEPENDENT + "\n\n" + rest(AGENCY, 3, 3 + share)))["a", "b"]
    assert item.relation == "partial_copy"
    assert 0.05 < item.score < 0.7
    assert "%" in item.reasons[0]
