# ruff: noqa: E501
"""Which of two reports came first: each kind of evidence alone, and none."""

from __future__ import annotations

import pytest

from evals.piles import derivations
from firsthand.data import Document
from firsthand.relate.derivation import direction
from tests.relate.reports import AGENCY, REWRITE, document, pile, rest

pytestmark = pytest.mark.models

# the same rewrite without what gives it away: no weighing words, quotations told as quotations
PLAIN = """Two of the seven terminals at Port Arden were shut on Tuesday, when inspectors discovered cracks in 14 cranes for loading.

According to inspector Odalys Brandt, operators of the cranes reported damage in March, but the safety register did not show it.

"We were told the welds were sound," Brandt said. "They were not."

About 38 percent of containers in the port pass through Kestrel and Lodestar, the two terminals.

Ruben Falk, who chairs the authority, spoke of 21 million crowns for repairs, which last to the end of August.

A call by the Dockers' Union for a stop at the other five terminals was rejected by Falk because these had passed the inspection.

Since the weekend 460 workers are at home without pay, said the secretary of the union, Mirela Stan.

"Nobody asked the people who stand under those cranes," Stan said.

Nine vessels of Vantmar and Osterlin, two shipping lines, went to Gellen, 120 kilometres north.

Tornquist Engineering built the cranes in 2009; their last overhaul was six years ago.

Hedda Lyle, spokeswoman of Tornquist, did not comment during the inquiry.

Findings of the regulator are expected in autumn."""
BODY = (
    rest(AGENCY, 1, 12)
    .replace("told Meridian News Agency in an interview", "said")
    .replace(", documents seen by Meridian show", "")
)


def _way(a: Document, b: Document) -> tuple[str, str]:
    (item,) = (i for i in derivations(pile(a, b)) if i.relation in ("rewrite", "near_copy", "same_text"))
    return item.direction, " ".join(item.reasons)


def test_nothing_that_tells_is_unknown() -> None:
    way, reasons = _way(document("a", BODY), document("b", PLAIN))
    assert way == "unknown"
    assert "cannot be told" in reasons


def test_the_earlier_of_two_copies_is_the_source() -> None:
    way, reasons = _way(
        document("a", BODY, "Gellen Post", "2024-05-08"), document("b", rest(BODY, 0, 9), "Brask Courier", "2024-05-07")
    )
    assert way == "b_to_a"
    assert "appeared before" in reasons


def test_who_told_first_in_other_words_is_not_thereby_the_source() -> None:
    way, reasons = _way(
        document("a", BODY, "Gellen Post", "2024-05-08"), document("b", PLAIN, "Brask Courier", "2024-05-07")
    )
    assert way == "unknown"
    assert "appeared before" in reasons


@pytest.mark.parametrize(
    "credit",
    [
        "As first reported by the Brask Courier.",
        "h/t Brask Courier",
        "The closure was first revealed by Brask Courier.",
        "Via Brask Courier",
    ],
)
def test_who_names_the_other_as_its_source_came_after(credit: str) -> None:
    way, reasons = _way(document("a", BODY, "Brask Courier"), document("b", PLAIN + "\n\n" + credit, "Gellen Post"))
    assert way == "a_to_b"
    assert "names Brask Courier as its source" in reasons


def test_an_agency_s_credit_says_whose_text_it_is() -> None:
    way, reasons = _way(document("a", BODY + "\n\n— Reuters", "Gellen Post"), document("b", BODY, "Reuters"))
    assert way == "b_to_a"
    assert "credits Reuters" in reasons


def test_who_was_told_itself_came_first() -> None:
    own = BODY.replace(
        '"Nobody asked the people who stand under those cranes," she said.',
        '"Nobody asked the people who stand under those cranes," she told this newspaper.',
    )
    way, reasons = _way(document("a", own, "Brask Courier"), document("b", PLAIN, "Gellen Post"))
    assert way == "a_to_b"
    assert "the one that was told" in reasons


def test_a_page_that_says_it_republishes_came_after() -> None:
    page = PLAIN + "\n\nThis article was originally published elsewhere and is republished with permission."
    way, reasons = _way(document("a", BODY, "Brask Courier"), document("b", page, "Gellen Post"))
    assert way == "a_to_b", reasons


def test_named_sources_that_become_vague_and_evaluation_add_up() -> None:
    blurred = REWRITE.replace(
        "according to inspector Odalys Brandt, who", "according to a source close to the inquiry, who"
    )
    way, reasons = _way(document("a", AGENCY, "Meridian"), document("b", blurred, "Gellen Post"))
    assert way == "a_to_b"
    assert "drops or blurs sources" in reasons
    assert "adds weighing words" in reasons


def test_a_quotation_told_in_indirect_speech_is_a_loss_and_alone_not_enough() -> None:
    told = PLAIN.replace(
        '"Nobody asked the people who stand under those cranes," Stan said.',
        "Stan complained that nobody asked the people who stand under those cranes.",
    )
    way, reasons = _way(document("a", BODY), document("b", told))
    assert "stand as indirect speech in “Two of the seven terminals" in reasons
    assert way == "unknown"


def test_evidence_against_each_other_is_unknown() -> None:
    first, second = direction.Evidence(2.0, "x"), direction.Evidence(-1.5, "y")
    assert direction.decide([first, second]) == "unknown"
    assert direction.decide([first]) == "a_to_b"


def test_two_printings_of_an_agency_s_text_tell_no_direction_by_their_dates() -> None:
    text = f"PORT ARDEN (Reuters) - {BODY}"
    way, reasons = _way(
        document("a", text, "Gellen Post", "2024-05-08"), document("b", text, "Brask Courier", "2024-05-07")
    )
    assert way == "unknown", reasons
    way, _ = _way(document("a", BODY, "Gellen Post", "2024-05-08"), document("b", BODY, "Brask Courier", "2024-05-07"))
    assert way == "b_to_a"


def _ways(*documents: Document) -> dict[str, str]:
    return {i.a + i.b: i.direction for i in derivations(pile(*documents)) if i.relation != "cites"}


def test_two_printings_of_an_agency_s_page_have_no_direction_between_them() -> None:
    ways = _ways(
        document("a", BODY, "Reuters", "2024-05-07T06:00:00"),
        document("b", BODY, "Gellen Post", "2024-05-07T08:00:00"),
        document("c", rest(BODY, 0, 9), "Brask Courier", "2024-05-07T11:00:00"),
    )
    assert ways == {"ab": "a_to_b", "ac": "a_to_b", "bc": "unknown"}


def test_a_credit_on_one_printing_tells_that_its_siblings_are_printings_too() -> None:
    ways = _ways(
        document("a", "ARDEN (Reuters) - " + BODY, "Norrgate Echo"),
        document("b", BODY, "Gellen Post", "2024-05-07T08:00:00"),
        document("c", rest(BODY, 0, 9), "Brask Courier", "2024-05-07T11:00:00"),
    )
    assert set(ways.values()) == {"unknown"}


def test_the_first_of_three_copies_is_the_only_one_that_its_date_makes_a_source() -> None:
    days = [document(key, BODY, outlet, f"2024-05-0{day}") for key, outlet, day in
            (("a", "Gellen Post", 6), ("b", "Norrgate Echo", 7), ("c", "Brask Courier", 8))]  # fmt: skip
    assert _ways(*days) == {"ab": "a_to_b", "ac": "a_to_b", "bc": "unknown"}
    assert _ways(*days[1:]) == {"bc": "a_to_b"}


def test_a_page_with_a_part_takes_it_from_a_page_with_the_agency_s_whole_text() -> None:
    mixed = "\n\n".join((rest(REWRITE, 0, 2), rest(BODY, 4, 8)))
    whole = document("a", BODY + "\n\n© 2024 The Associated Press. All rights reserved.", "Gellen Post")
    assert _ways(whole, document("b", mixed, "Brask Courier"))["ab"] == "a_to_b"


def test_a_word_that_stands_twice_tells_a_copy_a_little() -> None:
    slip = BODY.replace(" of ", " of of ", 1)
    _, reasons = _way(document("a", slip, "Gellen Post"), document("b", BODY, "Brask Courier"))
    assert "Gellen Post has errors of copying in 1 sentence(s)" in reasons
