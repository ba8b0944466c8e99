"""Numbers, ends and their reasons from whole reports, run at once: who is put with whom, who speaks for whom."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from firsthand import run
from firsthand.data import Claim
from firsthand.report import OpenRecord

pytestmark = pytest.mark.models

OUTLETS = ("Kesh Radio", "The Tallow Post", "The Marlow Echo")
FIRST = ("Arden", "Birken", "Corn", "Dussel", "Elken", "Falken", "Greifen", "Hasel", "Isen", "Jever")
LAST = ("holm", "brook", "stead", "moor", "ford")
BESIDE = (
    "People of {} heard of it on Monday.",
    "In {} it was the talk of the market.",
    "Shops in {} closed an hour early.",
)
TOLD = (
    "a coal barge struck the northern pillar of the lift bridge",
    "the pension fund lost nine million crowns in March",
    "wolves killed forty sheep on the western pastures",
    "the eastern tunnel will open in May",
    "a storm tore the roof from the concert hall",
    "the brewery in the old town dismissed 140 drivers",
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
    "a gas leak emptied two floors of the chamber of deputies",
    "the cable car stopped above the gorge for six hours",
    "poachers shot eleven lynxes in the state forest",
    "the dairy recalled nine thousand bottles of milk",
    "the organ of the abbey was built from stolen tin",
    "a flock of geese brought down a glider",
    "the salt mine took on a hundred apprentices",
    "the archive burned for two nights",
    "a sinkhole swallowed the car park of the theatre",
    "the tea harvest fell by a third",
    "the fish market moved to the eastern quay",
    "a falling mast killed the cook of the schooner",
    "the swimming hall used water from a closed well",
    "the pottery sold cups with cadmium glaze",
)  # fmt: skip


def _table(name: str) -> dict[str, dict[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    found = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {row["case"]: row for row in found}


CASES = _table("who_is_put_with_whom.tsv")
ENDS = _table("ends_by_name.tsv")
COPIED = (
    "The harbour authority of Skarrow closed the old swing bridge on Friday after a crane toppled onto its deck and"
    " bent two girders. Divers inspected the foundations until midnight and found a crack of two metres in the pillar."
    " Ferries will carry passengers across the river for at least three weeks, and lorries have to take the motorway."
)


def _rows() -> Iterator[dict[str, str]]:
    for name, row in ENDS.items():
        yield {"id": f"end {name}", "outlet": "Asp Now", "text": row["text"]}
    for outlet in OUTLETS:
        yield {"id": f"copy {outlet}", "outlet": outlet, "text": COPIED}
    for n, row in enumerate(CASES.values()):
        for m, words in enumerate((row["one"], row["other"])):
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
    row, claim = CASES[case], _claim(case)
    numbers, word = (int(row["least"]), int(row["most"])), row["reason"]
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
    row = ENDS[name]
    expected = (row["name"], row["form"], row["sure"] == "yes")
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
