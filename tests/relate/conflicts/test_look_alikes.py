# ruff: noqa: E501
"""Pairs of reports that only look as if they disagreed: no question has two answers; the reports are invented."""

from __future__ import annotations

import pytest

from tests.relate.conflicts.test_conflict_kinds import QUAKE, QUAKE_2, TRIAL, TRIAL_2, WAR, WAR_2, Told, found

pytestmark = pytest.mark.models

SPEECH = (
    "“The harbour must stay open for every ship that brings flour to the valley in the winter months. "
    "I have asked the council for new lamps on the long pier.”"
)
OPENED = (
    "Ilse Marn, the mayor of Port Linden, spoke in the town hall on Monday.\n\n“Nobody here forgets the wreck of the "
    "Aurelia, and nobody forgets the crew.\n\nThe harbour must stay open for every ship that brings flour to the valley "
    "in the winter months.\n\nI have asked the council for new lamps on the long pier.”"
)
BLANKETS = "Rescue workers in Belmar handed out blankets on Tuesday to survivors of the earthquake that shook Tavia."

NONE: dict[str, tuple[Told, ...]] = {
    "a quotation that opened paragraphs before": (
        ("2031-03-11", f"{SPEECH} Mayor Ilse Marn said in Port Linden on Monday."),
        ("2031-03-11", OPENED),
    ),
    "a mark that curls the wrong way": (
        ("2031-03-11", f"{SPEECH} Mayor Ilse Marn said in Port Linden on Monday."),
        ("2031-03-11", "In the town hall Ilse Marn spoke of the wreck. " + SPEECH.replace("“", "”")),
    ),
    "another day of another deed": (
        ("2031-03-12", QUAKE + "The earthquake flattened seven houses in Belmar on Monday."),
        ("2031-03-12", BLANKETS),
    ),
    "charged, after a shooting on Friday": (
        ("", "A man has been charged with murder after a shooting at an office party in Kesh on Friday."),
        ("", "A man, 61, was charged with murder on Saturday after opening fire at an office party in Kesh."),
    ),
    "it broke out, and it still burned": (
        ("", "A fire broke out at the Marlow store in Kesh on Friday, the fire brigade said."),
        ("", "The fire at the Marlow store in Kesh was still burning on Saturday."),
    ),
    "did not say why": (
        ("2031-03-11", TRIAL + "Dray was suspended by the city council in March."),
        ("2031-03-11", TRIAL_2 + "The mayor's office did not say why Dray had been suspended by the city council."),
    ),
    "no suspects yet": (
        ("2031-03-11", WAR + "A bomb killed two soldiers at a bank in Sarrin on Friday."),
        ("2031-03-11", WAR_2 + "A bomb killed two soldiers at a bank in Sarrin, and the police did not have any "
                               "suspects, officers said."),
    ),
    "denied bail": (
        ("2031-03-11", TRIAL + "Anton Brask was charged with arson after the fire at the mill. He has been denied bail."),
        ("2031-03-11", TRIAL_2),
    ),
    "of whom he speaks is the accused": (
        ("2031-03-11", WAR + "Witnesses said Greta Voss shot two workers at the mill of Sarrin."),
        ("2031-03-11", WAR_2 + "Voss admitted shooting two workers at the mill of Sarrin, the police said."),
    ),
    "dropped a game": (
        ("2031-03-11", "The Kestrels have a record of 9-14 and were expected to lead the northern division."),
        ("2031-03-12", "The Kestrels dropped their third game in a row on Friday, a 88-72 setback, and hold last place with a 9-14 record."),
    ),
    "an age and a toll": (
        ("2031-03-11", QUAKE + "A woman of 63 and two men, ages 47 and 48, were shot in Belmar, the police said."),
        ("2031-03-11", QUAKE_2 + "A man shot one person in Belmar, the police said."),
    ),
    "an older quake of the place": (
        ("", QUAKE + "The earthquake injured three people in Belmar."),
        ("", QUAKE_2 + "An earthquake in September killed at least seven people and injured 40 in Belmar."),
    ),
    "one man's yards and another's": (
        ("2031-03-11", "Piet Olsen was glad after the game in Kesh. He had 793 yards and six touchdowns last season."),
        ("2031-03-11", "Milo Hart left the game in Kesh early. He had 102 yards and a touchdown before that."),
    ),
    "nine minutes, about ten": (
        ("2031-03-11", WAR + "Voss came back to the mill of Sarrin nine minutes after she was led out of the gate."),
        ("2031-03-11", WAR_2 + "About 10 minutes after she was led out of the gate of the mill of Sarrin, Voss came back."),
    ),
    "he said, of two men": (
        ("2031-03-11", TRIAL + "Dray spoke through his lawyer Anton Brask. “We ask for respect for the family in this hard "
                               "time of grief,” he said."),
        ("2031-03-11", TRIAL_2 + "“We ask for respect for the family in this hard time of grief,” Anton Brask said."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NONE))
def test_no_question_has_two_answers(name: str) -> None:
    told = [(one.kind, one.judgement, one.values) for one in found(*NONE[name]) if one.kind != "wording"]
    assert told == []


def test_a_background_toll_that_two_reports_give_otherwise_is_a_contradiction() -> None:
    first = QUAKE + "An earthquake killed more than 26,000 people in the town of Bamra in December 2003."
    second = QUAKE_2 + "More than 31,000 people were killed in an earthquake in the town of Bamra in December 2003."
    told = {(one.kind, one.judgement) for one in found(("2031-03-11", first), ("2031-03-11", second))}
    assert ("number", "contradiction") in told
