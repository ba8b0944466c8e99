"""Every kind of conflict and every judgement, from whole reports: what is a conflict, and what only looks like one.

The reports are invented, of disasters, courts, elections, companies, wars and sport.
"""

from __future__ import annotations

import pytest

from firsthand.data import Conflict, Given, RawDocument, Record
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import relate

pytestmark = pytest.mark.models

Told = tuple[str, str]
"""Day of publication and text."""


def record(*reports: Told) -> Record:
    raws = [
        RawDocument(
            f"r{n}", "text/plain", text.encode(), Given(id=f"r{n}", outlet=f"Outlet {n}", published=day or None)
        )
        for n, (day, text) in enumerate(reports)
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return relate(reads, embed=embedder())


def found(*reports: Told) -> tuple[Conflict, ...]:
    return record(*reports).conflicts


QUAKE = "A strong earthquake struck the town of Belmar in northern Tavia on Monday, the interior ministry said. "
QUAKE_2 = "Rescuers searched the rubble of Belmar, a town in the north of Tavia, after Monday's earthquake. "
TRIAL = "The trial of former mayor Lucan Dray over bribes for building permits in Port Havel went on this week. "
TRIAL_2 = "In Port Havel judges heard more of the case against Lucan Dray, who once ran the city. "
VOTE = "Counting went on after the election for the regional assembly of Costa Verra on Sunday. "
VOTE_2 = "Voters in Costa Verra have chosen a new assembly for their region, and the night was restless. "
DEAL = "Shares of the steel maker Norvik rose after it published its annual report on Tuesday. "
DEAL_2 = "Investors welcomed the figures that Norvik, a producer of steel, gave out this week. "
WAR = "Fighting went on around the border town of Sarrin between government troops and rebels on Friday. "
WAR_2 = "Thousands have left Sarrin, near the frontier, where soldiers and insurgents trade fire. "
MATCH = "Rovers beat United in the cup final at Kingsmead stadium on Saturday. "
MATCH_2 = "United lost the final of the cup to Rovers in front of a full house at Kingsmead. "

PLACE = "Shells hit houses in Belmar on Monday. Two families fled from Belmar, a village in northern Syria. "
PLACE_2 = "Two families left their houses when shells fell in the north of Syria. The army has not entered Bellmar. "
BODY = "All Tavian Airways cancelled 40 flights on Monday because of the snow at Belmar. "
BODY_2 = "Because of snow at Belmar some 40 flights of All Tavian Airlines did not leave on Monday. "

CONFLICTS: list[tuple[str, str, str, tuple[Told, ...]]] = [
    ("toll, same day", "number", "contradiction", (
        ("2031-03-11", QUAKE + "The earthquake killed 31 people in Belmar, the governor said."),
        ("2031-03-11", QUAKE_2 + "The earthquake killed 44 people in Belmar, rescue workers said."),
    )),
    ("toll, later", "number", "update", (
        ("2031-03-11", QUAKE + "The earthquake killed 31 people in Belmar, the governor said."),
        ("2031-03-13", QUAKE_2 + "The earthquake killed 52 people in Belmar, the governor said."),
    )),
    ("a place in two spellings", "name", "naming_variant", (
        ("2031-03-11", PLACE), ("2031-03-11", PLACE_2),
    )),
    ("a body in two names", "name", "naming_variant", (
        ("2031-03-11", BODY), ("2031-03-11", BODY_2),
    )),
    ("a minimum and more", "number", "update", (
        ("", QUAKE + "At least 22 people were killed in Belmar, the governor said."),
        ("", QUAKE_2 + "The earthquake killed 25 people in Belmar."),
    )),
    ("in a clause beside", "number", "contradiction", (
        ("2031-07-05", WAR + "The mayor blamed a raid that killed 29 people and wounded 143 in Sarrin on rebels."),
        ("2031-07-05", WAR_2 + "Another 113 people were wounded in Sarrin, doctors said."),
    )),
    ("how far", "number", "contradiction", (
        ("2031-03-11", "The minister resigned after the crash near Belmar, 350km south of Kesh, on Saturday."),
        ("2031-03-11", "Some 17 were hurt in the crash as a bus crossed the tracks in Belmar, 300km south of Kesh."),
    )),
    ("a name in two parts", "name", "naming_variant", (
        ("2031-07-05", WAR + "President Mohammed Mursi ordered his ministers to help the families."),
        ("2031-07-05", WAR_2 + "President Mohamed Morsi told the army to hold its fire for a day."),
    )),
    ("left of a kind", "number", "contradiction", (
        ("2031-03-11", "Only nine Tavian bears are left in captivity in the world, keepers at the zoo of Belmar said."),
        ("2031-03-11", "The zoo lost its old bear. Ten Tavian bears live in captivity around the world today."),
    )),
    ("possible, then done", "modality", "update", (
        ("2031-06-03", TRIAL + "Justice minister Ada Obi may resign over the building permits, officials said."),
        ("2031-06-07", TRIAL_2 + "Justice minister Ada Obi resigned over the building permits on Friday."),
    )),
    ("denied, then admitted", "denial", "update", (
        ("2031-02-04", DEAL + "Norvik denied that it had dumped toxic waste into the Tallow river."),
        ("2031-02-09", DEAL_2 + "Norvik admitted that it had dumped toxic waste into the Tallow river."),
    )),
    ("arrests", "number", "contradiction", (
        ("2031-05-02", VOTE + "Police arrested 12 protesters outside the town hall of Costa Verra on Sunday."),
        ("2031-05-02", VOTE_2 + "Police arrested 20 protesters outside the town hall of Costa Verra on Sunday."),
    )),
    ("profit", "number", "contradiction", (
        ("2031-02-04", DEAL + "Norvik reported a net profit of $310 million for the year 2030."),
        ("2031-02-04", DEAL_2 + "Norvik reported a net profit of $350 million for the year 2030."),
    )),
    ("denied by the accused", "denial", "dispute", (
        ("2031-06-03", TRIAL + "Dray took bribes from three builders, prosecutor Anna Lehm told the court."),
        ("2031-06-03", TRIAL_2 + "Dray denied that he took bribes from the three builders."),
    )),
    ("denied by an army", "denial", "dispute", (
        ("2031-07-05", WAR + "Government jets bombed a hospital in Sarrin, rebel spokesman Hadi Noor said."),
        ("2031-07-05", WAR_2 + "Government jets did not bomb a hospital in Sarrin, the defence ministry said."),
    )),
    ("one speech in two wordings", "wording", "scope_difference", (
        ("2031-08-09", MATCH + "“We played with courage and we deserved this cup,” coach Milo Hart said."),
        ("2031-08-09", MATCH_2 + "Coach Milo Hart said: “We played with heart and we deserved this cup.”"),
    )),
    ("a name in two spellings", "name", "naming_variant", (
        ("2031-08-09", MATCH + "Striker Thomas Kowalczyk scored the winning goal in the last minute."),
        ("2031-08-09", MATCH_2 + "The winning goal of the final came late and was scored by Thomas Kowalczuk."),
    )),
    ("letters that changed places", "name", "naming_variant", (
        ("2031-09-12", WAR + "Families sought shelter in schools of the agency, Ormwa, on Saturday evening."),
        ("2031-09-12", WAR_2 + "Schools of Omrwa took in families who had nowhere else to sleep on Saturday."),
    )),
    ("a short form of a name", "name", "naming_variant", (
        ("2031-09-12", QUAKE + "“We heard a noise,” said Samuel Varga, the head of the school."),
        ("2031-09-12", QUAKE_2 + "The head of the school, Sam Varga, told reporters that he heard a noise."),
    )),
    ("with its accent and without", "name", "naming_variant", (
        ("2031-09-12", VOTE + "Governor Luis Fortuño conceded on Sunday night."),
        ("2031-09-12", VOTE_2 + "On Sunday night governor Luis Fortuno conceded that he had lost."),
    )),
    ("considered and ordered", "modality", "update", (
        ("2031-07-05", WAR + "President Amadou Keita is considering an evacuation of the border town of Sarrin."),
        ("2031-07-09", WAR_2 + "President Amadou Keita ordered an evacuation of the border town of Sarrin."),
    )),
    ("some and all", "scope", "scope_difference", (
        ("2031-03-11", QUAKE + "The ministry closed some schools in the province of Belmar on Tuesday."),
        ("2031-03-11", QUAKE_2 + "The ministry closed all schools in the province of Belmar on Tuesday."),
    )),
    ("the hour", "date", "contradiction", (
        ("2031-03-11", QUAKE + "The earthquake struck Belmar at 4:10 a.m. on Monday, the ministry said."),
        ("2031-03-11", QUAKE_2 + "The earthquake struck Belmar at 5:20 a.m. on Monday, the institute said."),
    )),
    ("words given to two people", "actor", "contradiction", (
        ("2031-03-11", VOTE + "“Nobody in this valley believed that the river could rise so fast,” said Ina Roth."),
        ("2031-03-11", VOTE_2 + "“Nobody in this valley believed that the river could rise so fast,” said Bela Kerr."),
    )),
    ("the year", "date", "contradiction", (
        ("2031-03-11", DEAL + "Norvik bought the steel works of Port Havel in 2024 for 30 million crowns."),
        ("2031-03-11", DEAL_2 + "The company, which bought the Port Havel steel works in 2026, has 400 workers."),
    )),
    ("words between marks and in running text", "wording", "scope_difference", (
        ("2031-03-11", TRIAL + "Dray told the judges: “I never took a single crown from any builder in this city.”"),
        ("2031-03-11", TRIAL_2 + "Dray spoke for an hour. I never took a single crown from any rich builder in this "
                                 "city, he said, and sat down."),
    )),
    ("a passage cut in the middle", "wording", "scope_difference", (
        ("2031-03-11", VOTE + "“We won the seats of the north because people trust us with the water,” said Ina Roth."),
        ("2031-03-11", VOTE_2 + "Ina Roth said: “We won the seats of the north because people are angry and trust us "
                                "with the water.”"),
    )),
    ("the day", "date", "contradiction", (
        ("2031-06-20", TRIAL + "Witness Paula Reyes died in hospital on June 3, 2031."),
        ("2031-06-20", TRIAL_2 + "Witness Paula Reyes died in hospital on June 9, 2031."),
    )),
]  # fmt: skip

UNDATED = (
    ("", "A giant cross fell over in the village of Altena on Wednesday. It killed Paolo Renz, 21, on Wednesday."),
    ("", "In Altena a young man died under a wooden cross. The cross killed Paolo Renz on Thursday, his father said."),
)


NONE: list[tuple[str, tuple[Told, ...]]] = [
    ("dead and injured", (
        ("2031-03-11", QUAKE + "The earthquake killed 31 people in Belmar, the governor said."),
        ("2031-03-11", QUAKE_2 + "The earthquake injured 120 people in Belmar, the governor said."),
    )),
    ("an older event", (
        ("2031-03-11", QUAKE + "The earthquake killed 31 people in Belmar, the governor said."),
        ("2031-03-11", QUAKE_2 + "An earthquake in Belmar killed 700 people in 1988."),
    )),
    ("about and exact", (
        ("2031-05-02", VOTE + "About 5,000 people marched through Costa Verra on Sunday."),
        ("2031-05-02", VOTE_2 + "Some 4,900 people marched through Costa Verra on Sunday."),
    )),
    ("rounded", (
        ("2031-02-04", DEAL + "Norvik paid $43,885,310 in federal taxes for the year 2030."),
        ("2031-02-04", DEAL_2 + "Norvik paid $43 million in federal taxes for the year 2030."),
    )),
    ("two people of one surname", (
        ("2031-05-02", VOTE + "Jana Moldau, a baker, voted in the town hall of Costa Verra on Sunday."),
        ("2031-05-02", VOTE_2 + "Jane Moldau, who drives a bus, did not vote in Costa Verra on Sunday."),
    )),
    ("a people and their place", (
        ("2031-05-02", WAR + "Tavians fled from the town on Friday and crossed the river at night."),
        ("2031-05-02", WAR_2 + "Tavia closed its side of the river after people had crossed it on Friday night."),
    )),
    ("a part of them", (
        ("2031-05-02", VOTE + "Police arrested 12 protesters outside the town hall of Costa Verra on Sunday."),
        ("2031-05-02", VOTE_2 + "Four of the protesters whom police arrested at the town hall were freed on Sunday."),
    )),
    ("the price in the morning", (
        ("2031-02-04", DEAL + "Norvik shares rose 1.5 percent at 9:34 a.m. on Tuesday."),
        ("2031-02-04", DEAL_2 + "Norvik shares rose 6.6 percent on Tuesday."),
    )),
    ("fired, whoever accused him", (
        ("2031-06-03", TRIAL + "Hart, who has been accused by dozens of workers of theft, was fired by Lumen Films."),
        ("2031-06-09", TRIAL_2 + "After these reports Hart was fired by Lumen Films and expelled from its board."),
    )),
    ("told in parts", (
        ("2031-03-11", QUAKE + "The earthquake killed at least nine people in Tavia."),
        ("2031-03-11", QUAKE_2 + "Eight people died in Belmar, and a man in his 70s died in the village of Orr."),
    )),
    ("of a day and of a week", (
        ("2031-03-11", QUAKE + "Belmar recorded 279 new cases of cholera on Sunday."),
        ("2031-03-11", QUAKE_2 + "The weekly average of new cases of cholera in Belmar stood at 132 on Sunday."),
    )),
    ("each his own laps", (
        ("2031-08-09", "After leading 44 laps at Kingsmead, Piet Olsen lost a wheel and fell back behind Milo Hart."),
        ("2031-08-09", "Milo Hart (69 laps led) and even the champion hit the wall at Kingsmead, like Piet Olsen."),
    )),
    ("a fine of long ago", (
        ("2031-06-03", TRIAL + "In 2009 Dray moved his office without leave. For that, the city fined him $25,000."),
        ("2031-06-03", TRIAL_2 + "Dray was fined $2,500 by the city on Monday."),
    )),
    ("of one year and of eight", (
        ("2031-02-04", DEAL + "Norvik paid an effective tax rate of 35.7 percent in 2030."),
        ("2031-02-04", DEAL_2 + "Norvik paid an effective tax rate of 31.5 percent from 2023 through 2030."),
    )),
    ("at most and at least", (
        ("2031-03-11", QUAKE + "More than a dozen people were injured in Belmar."),
        ("2031-03-11", QUAKE_2 + "Up to 17 people were injured in Belmar."),
    )),
    ("what dropped was not given up", (
        ("2031-02-04", DEAL + "The unemployment rate in Tavia fell to 5.4 percent in July, the labour office said."),
        ("2031-02-05", DEAL_2 + "The unemployment rate in Tavia dropped to 5.4 percent, by the labour office."),
    )),
    ("a date in figures", (
        ("2031-08-09", MATCH + "“Leaving on August the 31st is no choice of this club,” coach Milo Hart said."),
        ("2031-08-09", MATCH_2 + "Coach Milo Hart said: “Leaving on Aug. 31 is no choice of this club.”"),
    )),
    ("said twice", (
        ("2031-08-09", MATCH + "“I told them that we will not, we will not give up this cup,” coach Milo Hart said."),
        ("2031-08-09", MATCH_2 + "Coach Milo Hart said: “I told them that we will not give up this cup.”"),
    )),
    ("seasons of two men", (
        ("2031-08-09", MATCH + "Goalkeeper Piet Olsen is retiring after 15 seasons."),
        ("2031-08-08", MATCH_2 + "Coach Milo Hart is retiring after five seasons."),
    )),
    ("did not comment", (
        ("2031-06-03", TRIAL + "Dray took bribes from three builders, prosecutor Anna Lehm told the court."),
        ("2031-06-03", TRIAL_2 + "Dray did not comment on the bribes from the three builders."),
    )),
    ("another deed", (
        ("2031-07-05", WAR + "Government jets bombed a hospital in Sarrin, rebel spokesman Hadi Noor said."),
        ("2031-07-05", WAR_2 + "The defence ministry said that no aid had been sent to Sarrin."),
    )),
    ("not for that purpose", (
        ("2031-07-05", WAR + "The army tested its new missile near Sarrin on 4 July."),
        ("2031-07-05", WAR_2 + "“The army did not test its missile to start a war,” said analyst Eva Thorn."),
    )),
    ("until then", (
        ("2031-07-05", WAR + "Rebels had not yet entered Sarrin, the mayor said."),
        ("2031-07-05", WAR_2 + "Rebels entered Sarrin, the mayor of a nearby village said."),
    )),
    ("an editor's help", (
        ("2031-08-09", MATCH + "“He told the players that they deserved this cup,” coach Milo Hart said."),
        ("2031-08-09", MATCH_2 + "Coach Milo Hart said: “[The coach] told the players that they deserved this cup.”"),
    )),
    ("a gap that is marked", (
        ("2031-08-09", MATCH + "“We played with courage and with joy and we deserved this cup,” coach Milo Hart said."),
        ("2031-08-09", MATCH_2 + "Coach Milo Hart said: “We played with courage … and we deserved this cup.”"),
    )),
    ("numbers in words", (
        ("2031-08-09", MATCH + "“There was a 2 in 3 chance that we would win this cup,” coach Milo Hart said."),
        ("2031-08-09", MATCH_2 + "Coach Milo Hart said: “There was a two-in-three chance that we would win this cup.”"),
    )),
    ("two people of one surname", (
        ("2031-08-09", MATCH + "Striker Maria Kowal scored the winning goal in the last minute."),
        ("2031-08-09", MATCH_2 + "Striker Marta Kowal left the pitch in the last minute."),
    )),
    ("a name in the middle", (
        ("2031-09-12", QUAKE + "“We heard a noise,” said Eugene Varga, the head of the school."),
        ("2031-09-12", QUAKE_2 + "The head of the school, Eugene Rikard Varga, told reporters that he heard a noise."),
    )),
    ("an initial and a hyphen", (
        ("2031-09-12", QUAKE + "The school of Upper-Belmar is a ruin, said Eugene R. Varga, its head."),
        ("2031-09-12", QUAKE_2 + "Eugene Varga, who leads the school of Upper Belmar, told reporters of a ruin."),
    )),
    ("two sentences of one post", (
        ("2031-07-05", WAR + "“I will not send troops. I will send aid to Sarrin,” President Amadou Keita wrote."),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "judgement", "reports"), [c[1:] for c in CONFLICTS], ids=[c[0] for c in CONFLICTS])
def test_what_disagrees(kind: str, judgement: str, reports: tuple[Told, ...]) -> None:
    assert (kind, judgement) in {(one.kind, one.judgement) for one in found(*reports)}


@pytest.mark.parametrize("reports", [c[1] for c in NONE], ids=[c[0] for c in NONE])
def test_what_only_looks_like_it(reports: tuple[Told, ...]) -> None:
    assert [(one.kind, one.judgement, one.values) for one in found(*reports)] == []


def test_two_counts_of_one_story_are_two_conflicts() -> None:
    first = QUAKE + "The earthquake killed 25 people in Tavia. A ship sank, killing 15 people in the port of Orr."
    second = QUAKE_2 + "The earthquake killed 22 people in Tavia. A ship sank, killing 10 people in the port of Orr."
    told = [sorted(one.values) for one in found(("2031-03-11", first), ("2031-03-11", second)) if one.kind == "number"]
    assert sorted(told) == [["10 people", "15 people"], ["22 people", "25 people"]]


def test_weekdays_of_undated_reports() -> None:
    assert ("date", "contradiction") in {(one.kind, one.judgement) for one in found(*UNDATED)}


def test_a_night_between_two_weekdays_is_no_conflict() -> None:
    late, early = (
        (day, text.replace("on Wednesday.", "late on Wednesday.").replace("on Thursday", "early on Thursday"))
        for day, text in UNDATED
    )
    assert found(late, early) == ()
