"""Numbers, ends and their reasons from whole reports, run at once: who is put with whom, who speaks for whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from firsthand import run
from firsthand.data import Claim
from firsthand.report import OpenRecord

pytestmark = pytest.mark.models

OUTLETS = ("Kesh Radio", "The Tallow Post", "The Marlow Echo")
FIRST = ("Arden", "Birken", "Corn", "Dussel", "Elken", "Falken", "Greifen", "Hasel", "Isen", "Jever")
LAST = ("holm", "brook", "stead", "moor")
BESIDE = ("People of {} heard of it on Monday.", "In {} it was the talk of the market.")
TOLD = (
    "a coal barge struck the northern pillar of the lift bridge",
    "the pension fund lost nine million crowns in March",
    "wolves killed forty sheep on the western pastures",
    "the eastern tunnel will open in May",
    "a storm tore the roof from the concert hall",
    "the brewery dismissed half of its drivers",
    "two trains collided at the junction and injured 31 people",
    "the reservoir holds only a fifth of its water",
    "thieves took six paintings from the town museum",
    "a fire destroyed the grain silo",
    "the ferry ran aground on a sandbank with 80 passengers",
    "the orchestra will play its last concert in autumn",
    "an explosion shattered windows in the harbour quarter",
    "the glacier retreated by forty metres last year",
    "the airline cancelled every flight to the northern islands",
    "bees died in hundreds of hives after farmers sprayed rape",
    "the strike closed all nine shipyards for a week",
    "the vaccine reached the mountain villages in April",
    "prisoners dug a passage of twenty metres below the wall",
    "the old mint will become a library",
    "a landslide buried the road to the copper mine",
    "the ministry lost the files of four thousand pensioners",
    "the court clerk sold confidential verdicts to a broker",
    "salmon returned to the upper river after sixty years",
    "the observatory lost contact with its only satellite",
    "the bakery chain hid rats from its inspectors",
    "a tanker spilled diesel into the lagoon",
    "the university will close its school of forestry",
    "rebels shelled the cattle market on Monday",
    "the stadium roof collapsed under wet snow",
    "the tram company ordered seventy new carriages",
    "a cyclist was found dead beneath the viaduct",
    "the chess federation expelled three players for cheating",
    "the lighthouse keeper rescued five fishermen at dawn",
    "the toy factory used paint that contains lead",
    "hail ruined the vineyards along the lower valley",
    "the refinery paid bribes to two tax inspectors",
    "the drought emptied the public baths of the capital",
)  # fmt: skip

# What is added to one sentence in each report, the numbers at least and at most, and a word of the reason.
CASES: dict[str, tuple[tuple[str, ...], tuple[int, int], str]] = {
    # a place beside a name is nobody's party
    "places of two reports": (("{} in Korrel, Anna Keller said.", "{} in Korrel in Vell County, Peter Lang said."), (1, 2), ""),
    "place before the name": (("At Lindal {}, Thomas Berg said.", "At Marlow {}, Maria Stone said."), (1, 2), ""),
    "place and comma": (("{} near Tallow, in Vell, Julia Frank said.", "{}, Karim Haddad said in Aleppo."), (1, 2), ""),
    "of a place": (("{}, said Nadia Saleh of Korrel.", "{}, said Martin Cole of Lindal."), (1, 2), ""),
    "from a place": (("{}, said Laura Winter, from Korrel.", "{}, said Nils Fischer, from Lindal."), (1, 2), ""),
    "speaking somewhere": (
        ("{}, said Lena Walker, speaking at the Vell Institute.", "{}, said Ben Carter, in the Dock Union."), (1, 2), ""),
    "a body in the sentence": (
        ("{} behind the Vell Institute, Susan Price said.", "{} behind the Vell Institute, Robert Hill said."), (1, 2), ""),
    "a list of people": (
        ("{}, Diane Brooks, police chief Omar Saleh and Frank Miller said.", "{}, Helen Ward said."), (1, 2), ""),
    # two parties
    "director and resident": (
        ("{}, said Omar Reyes, director of the Harbour Institute.", "{}, said Teresa Moore, a resident."), (2, 2),
        "lived through"),
    "two bodies": (
        ("{}, Vell Institute director Alice Grant said.", "{}, said George Palmer, a spokesman for the Dock Union."), (2, 2),
        "Vell Institute"),
    "titles with a comma": (
        ("{}. The director of the Vell Institute, Victor Saleh, said so on Monday: “{}.”",
         "{}, said Carl Bennett, head of the Dock Union."), (2, 2),
        "Dock Union"),
    "age before the office": (
        ("{}, said Richard Stone, 45, director of the Vell Institute.", "{}, said Paul Hansen, head of the Dock Union."),
        (2, 2), "Dock Union"),
    "who leads": (
        ("{}, said Linda Shaw, who heads the Vell Institute.", "{}, said Hannah Cole, head of the Dock Union."), (2, 2),
        "Dock Union"),
    "a body with and in its name": (
        ("{}, said Nina Brandt, director of the Chamber of Trade and Industry.",
         "{}, said Brian Foster, head of the Dock Union."), (2, 2), "Trade and Industry"),
    # one voice in two mouths
    "a lawyer for a company": (
        ("{}, said Amanda Clark, a lawyer for the Orrin Steel Company.", "{}, the Orrin Steel Company said."),
        (1, 1), "speaks for"),
    "its lawyer": (
        ("The Gellen Bank knew that {}, its lawyer Daniel Reed said.", "{}, the Gellen Bank said in a statement."), (1, 2),
        "own"),
    "ministry and minister": (
        ("{}, the energy ministry said.", "{}, Energy Minister Erik Larsen said."), (1, 1), "speaks for"),
    "spokesman for a minister": (
        ("{}, said a spokesman for the transport minister.", "{}, Transport Minister Emma Jensen said."), (1, 1),
        "speaks for"),
    "spokesman for a named minister": (
        ("{}, a spokeswoman for Transport Minister Sarah Nolan said.", "{}, Sarah Nolan, the transport minister, said."),
        (1, 1), ""),
    "minister of, and for": (
        ("{}, said Philip Dean, the minister of health.", "{}, said Ruth Mason, state secretary in the health ministry."),
        (1, 2), "may"),
    "two police spokesmen": (
        ("{}, Andrea Burke, a police spokeswoman, told reporters.", "{}, police spokesman Miguel Reyes said."), (1, 2),
        "police"),
    "police of two places": (
        ("{}, Korrel police chief Steven Marsh said.", "{}, said Heather Dunn, a spokeswoman for the Vell police."), (1, 2), ""),
    "army and ministry": (
        ("{}, army spokesman Oliver Kane said.", "{}, said Claire Novak, a spokeswoman for the defence ministry."), (1, 2),
        "authority"),
    "company spokesman and company": (
        ("{}, a company spokesman said.", "{}, the company said."), (1, 2), "company"),
    "capital and ministry": (
        ("{}, Seoul said.", "{}, South Korea's Defense Ministry said."), (1, 1), "one government"),
    "another capital": (
        ("{}, Moscow said.", "{}, Russia's Foreign Ministry said."), (1, 1), "one government"),
    "as told by": (
        ("{}, Shinzo Abe said.", "{}, Donald Trump said, as told by Abe."), (1, 2), ""),
    "kin": (
        ("{}, said Joan Barnes, the mayor's sister.", "{}, said Mayor Henry Barnes."), (1, 2), ""),
}  # fmt: skip


COPIED = (
    "The harbour authority of Skarrow closed the old swing bridge on Friday after a crane toppled onto its deck and bent"
    " two girders. Divers inspected the foundations until midnight and found a crack of two metres below the water line."
    " Ferries will carry passengers across the river for at least three weeks, and lorries have to take the motorway."
)
ENDS: dict[str, tuple[str, tuple[str, str, bool]]] = {
    # an act on record is no speech
    "order": ("President Lena Walker signed an executive order on Wednesday that bans coal mining in national parks.",
              ("Lena Walker", "act_on_record", False)),
    "order, participle": ("Governor Mark Ellis signed a decree on Tuesday banning gold mining in city parks.",
                          ("Mark Ellis", "act_on_record", False)),
    "letter": ("Senator Jane Porter signed a letter that says the port of Orle is unsafe.", ("Jane Porter", "says", True)),
    # names are not cut
    "letters behind": ("Ten people drowned off Marlow on Sunday, the National Coast Guard (NCG) said.",
                       ("National Coast Guard", "says", True)),
    "country before": ("Three ships left the Yellow Sea on Tuesday, South Korea's Defense Ministry said.",
                       ("South Korea's Defense Ministry", "says", True)),
    "another country before": ("A bomber fell near the northern border in May, Russia's Foreign Ministry said.",
                               ("Russia's Foreign Ministry", "says", True)),
    "of a people": ("Measles came back to four cantons, the Swiss Federal Office of Public Health said.",
                    ("Swiss Federal Office of Public Health", "says", True)),
    "of a country": ("The prison of Kano was stormed on Friday, Nigeria's National Security Agency said.",
                     ("Nigeria's National Security Agency", "says", True)),
    # whose source it is
    "a paper by its name": ("The abbey of Gellen lost nine bells in March, a source told Catholic Herald.",
                            ("unnamed source of Catholic Herald", "unnamed", False)),
    "a paper by its noun": ("The convent of Gellen lost its well in April, an official told the Halmont Courier.",
                            ("unnamed source of Halmont Courier", "unnamed", False)),
}  # fmt: skip
"""One report each, and an end that it must have: name, form, whether it is sure."""


def _rows() -> Iterator[dict[str, str]]:
    for name, (told, _) in ENDS.items():
        yield {"id": f"end {name}", "outlet": "Asp Now", "text": told}
    for outlet in OUTLETS:
        yield {"id": f"copy {outlet}", "outlet": outlet, "text": COPIED}
    for n, (told, _, _) in enumerate(CASES.values()):
        for m, words in enumerate(told):
            plain = words.replace("{}", TOLD[n])
            town = f"{FIRST[n % len(FIRST)]}{LAST[n // len(FIRST)]}"
            text = f"{plain[0].upper()}{plain[1:]} {BESIDE[m].format(town)}"
            yield {"id": f"{n}-{m}", "outlet": OUTLETS[m], "text": text}


@cache
def _record() -> OpenRecord:
    return run(list(_rows()), workers=1)


def _claim(case: str) -> Claim:
    """The claim of the case's sentence that most reports carry."""
    record, n = _record(), list(CASES).index(case)
    given = {one.id: one.source_id for one in record.documents}
    held = [
        claim for claim in record.claims
        if {given[record.statement[id_].span.document].split("-")[0] for id_ in claim.statements} == {str(n)}
    ]  # fmt: skip
    return max(held, key=lambda one: (one.reports.documents, len(one.ends)))


@pytest.mark.parametrize("case", CASES)
def test_who_is_put_with_whom(case: str) -> None:
    _, numbers, word = CASES[case]
    claim = _claim(case)
    found = (claim.independent.at_least, claim.independent.at_most)
    told = [(one.verdict, one.reason) for one in claim.edges], [(one.name, one.form) for one in claim.ends]
    assert claim.reports.documents == 2
    assert found == numbers, told
    assert not word or any(word in one.reason for one in claim.edges), told


def test_a_reason_names_both_parties() -> None:
    (edge,) = _claim("age before the office").edges
    assert edge.verdict == "apart"
    assert all(word in edge.reason for word in ("Richard Stone", "Vell Institute", "Paul Hansen", "Dock Union"))


def test_nobody_is_of_a_place_that_only_stands_beside_the_name() -> None:
    for case in ("places of two reports", "as told by", "of a place"):
        assert not any("both of" in edge.reason for edge in _claim(case).edges)


@pytest.mark.parametrize("name", ENDS)
def test_an_end_has_its_whole_name_and_form(name: str) -> None:
    record = _record()
    given = {one.id: one.source_id for one in record.documents}
    ends = [
        end for claim in record.claims for end in claim.ends
        if {given[record.statement[id_].span.document] for id_ in end.statements} == {f"end {name}"}
    ]  # fmt: skip
    expected = ENDS[name][1]
    assert expected in [(end.name, end.form, end.sure) for end in ends], ends
    if expected[1] == "act_on_record":
        assert {end.form for end in ends} == {"act_on_record"}


def test_copies_that_nobody_credits_have_one_unnamed_agency() -> None:
    record = _record()
    given = {one.id: one.source_id for one in record.documents}
    held = [
        claim for claim in record.claims
        if any(given[record.statement[id_].span.document].startswith("copy") for id_ in claim.statements)
    ]  # fmt: skip
    assert len(held) > 3
    for claim in held:
        (end,) = claim.ends
        assert (claim.independent.at_least, claim.independent.at_most) == (1, 1)
        assert end.form == "agency_text"
        assert end.name.startswith("an unnamed agency (")
        assert any("several houses carry and none credits" in reason for reason in claim.reasons)
