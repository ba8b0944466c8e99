"""What has become of a claim, from whole reports: superseded, denied, disputed, confirmed, withdrawn; and the pages'
own corrections."""

from __future__ import annotations

from functools import cache

import pytest

from firsthand import run
from firsthand.data import Claim
from firsthand.report import OpenRecord
from firsthand.report.explanation import explain
from firsthand.report.phrasing import leads, states_in_words

pytestmark = pytest.mark.models

Told = tuple[str, str, str]
QUAKE = "A strong earthquake struck the town of Belmar in northern Tavia on Monday, the interior ministry said. "
QUAKE_2 = "Rescuers searched the rubble of Belmar, a town in the north of Tavia, after Monday's earthquake. "
TRIAL = "The trial of former mayor Lucan Dray over bribes for building permits in Port Havel went on this week. "
TRIAL_2 = "In Port Havel judges heard more of the case against Lucan Dray, who once ran the city. "
VOTE = "Counting went on after the election for the regional assembly of Costa Verra on Sunday. "
VOTE_2 = "Voters in Costa Verra have chosen a new assembly for their region, and the night was restless. "
COAL = "The mining company Norvik held its annual meeting in the harbour hall of Tallow on Tuesday. "
COAL_2 = "Miners and owners of Norvik met in Tallow, where the company has its seat, for their yearly meeting. "
BUS = "The road to the Asp pass stayed closed until noon. "
BUS_2 = "Villagers below the Asp pass heard the crash. "
NOTE = "CORRECTION: A previous version of this story said that 19 people had been hurt. It was nine, not 19."
GONE = "Editor's note: This article has been withdrawn. "

STORIES: dict[str, tuple[Told, ...]] = {
    "superseded": (
        ("Kesh Radio", "2031-03-11", QUAKE + "The earthquake killed 31 people in Belmar, the governor said."),
        ("The Tallow Post", "2031-03-13", QUAKE_2 + "The earthquake killed 52 people in Belmar, the governor said."),
    ),
    "denied": (
        ("Kesh Radio", "2031-06-03", TRIAL + "Dray took bribes from three builders, prosecutor Anna Lehm said."),
        ("The Tallow Post", "2031-06-03", TRIAL_2 + "Dray denied that he took bribes from the three builders."),
    ),
    "disputed": (
        ("Kesh Radio", "2031-05-02", VOTE + "Police arrested 12 protesters outside the town hall."),
        ("The Tallow Post", "2031-05-02", VOTE_2 + "Police arrested 20 protesters outside the town hall."),
    ),
    "confirmed": (
        ("Kesh Radio", "2031-02-04", COAL + "Norvik has closed the eastern coal mine, a newspaper reported."),
        ("The Tallow Post", "2031-02-09", COAL_2 + "Norvik confirmed that it has closed the eastern coal mine."),
    ),
    "withdrawn": (
        ("Lamplight Daily", "2031-06-03", f"{GONE}\n\nThe ferry captain drank a bottle of rum before the trip."),
        ("Kesh Radio", "2031-06-03", "The ferry of Skarrow ran aground on Sunday. Nobody was hurt."),
    ),
    "corrected": (
        ("Skarrow Beacon", "2031-06-02",
         f"{BUS}A bus overturned on the Asp pass and nine people were hurt, the road service said.\n\n{NOTE}"),
        ("Elsin Gazette", "2031-06-02",
         f"{BUS_2}A bus overturned on the Asp pass and 19 people were hurt, the road service said."),
    ),
}  # fmt: skip


@cache
def record() -> OpenRecord:
    """The record of all stories."""
    rows = [
        {"id": f"{name} {n}", "outlet": outlet, "published": day, "text": text}
        for name, reports in STORIES.items()
        for n, (outlet, day, text) in enumerate(reports)
    ]
    return run(rows, workers=1)


def stated(name: str, words: str) -> Claim:
    """The claim of a story whose statement holds the words."""
    found, given = record(), {one.id: one.source_id for one in record().documents}
    held = [
        claim for claim in found.claims for id_ in claim.statements
        if given[(span := found.statement[id_].span).document].startswith(name) and words in found.words(span)
    ]  # fmt: skip
    assert held, [found.words(one.span) for one in found.statements if given[one.span.document].startswith(name)]
    return max(held, key=lambda one: len(one.states))


@pytest.mark.parametrize(
    ("name", "words", "state"),
    [
        ("superseded", "31 people", "superseded"), ("denied", "took bribes from three", "denied"),
        ("disputed", "12 protesters", "disputed"), ("disputed", "20 protesters", "disputed"),
        ("confirmed", "has closed the eastern", "confirmed"), ("withdrawn", "rum", "withdrawn"),
    ],
)  # fmt: skip
def test_a_claim_says_what_became_of_it(name: str, words: str, state: str) -> None:
    claim = stated(name, words)
    assert state in [one.state for one in claim.states], [one.reason for one in claim.states]
    (told,) = [one for one in claim.states if one.state == state]
    assert told.reason
    assert told.by or state in ("withdrawn", "confirmed")
    assert states_in_words(claim)


def test_the_later_figure_is_not_superseded_and_the_earlier_never_leads() -> None:
    assert leads(stated("superseded", "52 people"))
    assert not leads(stated("superseded", "31 people"))


def test_what_a_correction_takes_back_is_an_update_and_no_contradiction() -> None:
    given = {one.id: one.source_id for one in record().documents}
    held = [
        one for one in record().conflicts
        if one.kind == "number" and {given[record().statement[id_].span.document] for id_ in one.statements}
        == {"corrected 0", "corrected 1"}
    ]  # fmt: skip
    assert [one.judgement for one in held] == ["update"]
    assert "takes" in held[0].reason and "back" in held[0].reason
    assert [one.state for one in stated("corrected", "19 people").states] == ["superseded"]
    assert stated("corrected", "nine people").states == ()


def test_an_explanation_prints_the_state_the_ends_the_edges_and_whose_text_it_is() -> None:
    told = explain(record(), stated("superseded", "31 people").id)
    assert "superseded" in told
    claim = next(one for one in record().claims if len(one.ends) > 1 and one.edges)
    told = " ".join(explain(record(), claim.id).split())
    assert "Ends of the chains" in told
    assert "What is known of each two of them" in told
    for edge in claim.edges:
        assert " ".join(edge.reason.split()) in told
    document = next(one for one in record().documents if "presumed" in one.text_origin.basis)
    assert "presumed: the page names nobody else" in " ".join(explain(record(), document.id).split())
