"""Denials that tell by themselves what they deny; the reports are invented."""

from __future__ import annotations

import pytest

from tests.relate.conflicts.test_answered_charges import disputes

pytestmark = pytest.mark.models

OPENING = "The town of Port Amber will build a second bridge over the Calder, the council decided on Tuesday. "
SAID = "Fishermen say that the new pillars will drive the herring out of the bay. "
POINTS = "The engineer Ada Obi dismissed that suggestion. "
CLAUSE = "Ada Obi, the engineer, denied that the pillars would drive the herring out of the bay. "
END = "Work begins in March, and the ferry goes on until then. "


def told(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.reason, tuple(sorted(one.values))) for one in disputes(*texts) if one.kind == "denial"]


def test_a_noun_that_points_back_denies_what_another_said_right_before() -> None:
    assert told(OPENING + SAID + POINTS + END) == [("Ada Obi denies what Fishermen said", ("denied", "stated"))]


def test_a_clause_denies_what_another_report_says() -> None:
    (one,) = told(OPENING + SAID + END, OPENING + CLAUSE + END)
    assert one[1] == ("denied", "stated")


def test_nothing_is_denied_where_nobody_said_it_or_nobody_denies_it() -> None:
    assert told(POINTS + END) == []
    assert told(OPENING + SAID + "No engineer could deny that argument. " + END) == []
    assert told(OPENING + SAID + "The council rejected the offer of a builder. " + END) == []


def test_an_accusation_is_rejected_only_where_somebody_is_charged() -> None:
    assert told(OPENING + SAID + "Ada Obi rejected the accusation. " + END) == []
    charge = "Fishermen accused Ada Obi of having hidden a report on the herring. "
    (one,) = told(OPENING + charge + "Ada Obi rejected the accusation. " + END)
    assert one[1] == ("denied", "stated")


def test_nobody_denies_himself() -> None:
    own = "Ada Obi said that the pillars would drive the herring out of the bay. "
    assert told(OPENING + own + POINTS + END) == []
