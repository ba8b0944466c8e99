"""Properties of the number of independent origins, through the whole path: what one more or one fewer report may do.

The reports are those of the example story; a store keeps what was read, so that each run only relates.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.data import Claim, Record
from firsthand.pipeline import run
from tests.relate.origins.redrawn import differing

pytestmark = pytest.mark.models

Run = Callable[[list[Path]], Record]
Place = tuple[str, int, int]
Numbers = dict[frozenset[Place], tuple[int | None, int | None]]


@pytest.fixture(scope="module")
def reports(example: Path) -> list[Path]:
    return sorted((example / "reports").iterdir())


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Run:
    store = tmp_path_factory.mktemp("kept") / "s.db"
    return lambda paths: run([str(path) for path in paths], store=store, workers=1)


@pytest.fixture(scope="module")
def whole(read: Run, reports: list[Path]) -> Record:
    return read(reports)


def independent(claim: Claim) -> tuple[int | None, int | None]:
    return claim.independent.at_least, claim.independent.at_most


def numbers(record: Record) -> Numbers:
    """Each claim's numbers by its statements: by text and place, for of a page that is given twice either may stay."""
    text = {one.id: one.text for one in record.documents}
    place = {one.id: (text[one.span.document], one.span.start, one.span.end) for one in record.statements}
    return {frozenset(place[name] for name in claim.statements): independent(claim) for claim in record.claims}


def documents(record: Record, claim: Claim) -> set[str]:
    where = {one.id: one.span.document for one in record.statements}
    return {where[name] for name in claim.statements}


@pytest.mark.parametrize("which", [0, 4, 5])
def test_an_exact_copy_changes_no_number(
    which: int, read: Run, reports: list[Path], whole: Record, tmp_path: Path
) -> None:
    copy = tmp_path / f"again{reports[which].suffix}"
    copy.write_bytes(reports[which].read_bytes())
    assert numbers(read([*reports, copy])) == numbers(whole)


@pytest.mark.parametrize(
    "text",
    [
        "At least nine people were killed in the flood at Port Elsin, Mayor Tova Lindahl said on Tuesday.",
        "The Korrel Dam was built by a farmers' cooperative, the historian Pell Aster told the Far Courier.",
        "Officials said a national day of mourning would be held on Sunday.",
    ],
)
def test_an_independent_report_never_lowers_at_most(
    text: str, read: Run, reports: list[Path], whole: Record, tmp_path: Path
) -> None:
    more = tmp_path / "far.jsonl"
    more.write_text(json.dumps({"id": "far", "outlet": "The Far Courier", "text": text}) + "\n")
    after = {name: claim for claim in read([*reports, more]).claims for name in claim.statements}
    for claim in whole.claims:
        now = {after[name].id: after[name] for name in claim.statements}
        assert sum(one.independent.at_most or 0 for one in now.values()) >= (claim.independent.at_most or 0)


_ANEW, _BROKEN = 0.06, 0.03
"""Shares of the untouched claims that may be grouped anew when a report is gone, and that may lose a statement."""


@pytest.mark.parametrize("which", range(0, 10, 2))
def test_removing_a_report_removes_only_what_hung_on_it(
    which: int, read: Run, reports: list[Path], whole: Record
) -> None:
    left = read([path for path in reports if path != reports[which]])
    (gone,) = {one.id for one in whole.documents} - {one.id for one in left.documents}
    kin = {gone} | {one.a if one.b == gone else one.b for one in whole.derivations if gone in (one.a, one.b)}
    now = {frozenset(claim.statements): independent(claim) for claim in left.claims}
    untouched = [claim for claim in whole.claims if not kin & documents(whole, claim)]
    assert untouched
    for claim in untouched:
        held = frozenset(claim.statements)
        assert now.get(held, independent(claim)) == independent(claim)
    # what a third report says speaks for or against a pair, so a claim that nothing of it is in may meet another or
    # lose a statement; few do
    anew = [held for claim in untouched if (held := frozenset(claim.statements)) not in now]
    assert len(anew) <= _ANEW * len(untouched)
    assert sum(not any(held <= other for other in now) for held in anew) <= _BROKEN * len(untouched)


def told(*texts: tuple[str, str]) -> Record:
    rows = [json.dumps({"id": outlet, "outlet": outlet, "text": text}) for outlet, text in texts]
    return run(["-"], stdin=io.BytesIO("\n".join(rows).encode()))


def shared(record: Record) -> list[Claim]:
    return [claim for claim in record.claims if claim.reports.documents > 1]


def test_a_partys_letter_and_its_statement_are_one_party() -> None:
    record = told(
        ("The Tallow Post", "The Kesh Mining Company closed a shaft of Marlow, the Kesh Mining Company said."),
        ("Kesh Radio", "The Kesh Mining Company closed a shaft of Marlow, according to a letter from the "
                       "Kesh Mining Company."),
    )  # fmt: skip
    assert [independent(claim) for claim in shared(record)] == [(1, 1)]


def test_a_nameless_spokeswoman_is_her_house() -> None:
    record = told(
        ("The Tallow Post", "Three tunnels in Marlow were flooded, a spokeswoman for the Kesh Mining Company said."),
        ("Kesh Radio", "Three tunnels in Marlow were flooded, the Kesh Mining Company said."),
    )
    assert [independent(claim) for claim in shared(record)] == [(1, 1)]


FLOODED = "Three tunnels in Marlow were flooded on Monday, "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Kesh Mining Authority (KMA) said. The KMA spoke in Korrel.", "the KMA said."),
        ("the Kesh Mining Authority said.", "the KMA said."),
        ("the Kesh Mining Companyâ€™s spokesman said.", "the Kesh Mining Company said."),
        ("Pell Asterâ€™s statement said.", "Pell Aster said."),
        ("the US Pacific Command said.", "the United States military said."),
    ],
)
def test_letters_a_branch_and_a_broken_encoding_make_no_second_party(one: str, other: str) -> None:
    record = told(("The Tallow Post", FLOODED + one), ("Kesh Radio", FLOODED + other))
    assert [independent(claim) for claim in shared(record)] == [(1, 1)]


@pytest.mark.parametrize(
    ("words", "outlet"),
    [("the Catholic news outlet EWTN", "EWTN"), ("the Jewish newspaper Haaretz", "Haaretz"), ("a Muslim weekly", None)],
)
def test_whose_paper_it_is_is_not_what_it_is_called(words: str, outlet: str | None) -> None:
    record = told(
        ("The Tallow Post", f"The mayor, Tova Lindahl, told {words} that three tunnels in Marlow were flooded.")
    )
    name = {one.id: one.name for one in record.entities}
    assert {name.get(one.given_to) if one.given_to else None for one in record.attributions} == {outlet}
    assert not {"Catholic", "Jewish", "Muslim"} & {one.name for one in record.entities if one.kind == "outlet"}


def test_a_byline_is_no_origin() -> None:
    record = told(
        ("The Tallow Post", f"By Ada Brandt\n\n{FLOODED}the Kesh Mining Company said."),
        ("Kesh Radio", f"By Bo Lund\n\n{FLOODED}the Kesh Mining Company said."),
    )
    assert [independent(claim) for claim in shared(record)] == [(1, 1)]
    assert not {"Ada Brandt", "Bo Lund"} & {one.name for one in record.origins}


def test_a_denial_is_no_support() -> None:
    record = told(
        ("The Tallow Post", "The Kesh Mining Company closed the northern shaft of Marlow, Mayor Tova Lindahl said."),
        (
            "Kesh Radio",
            "The director Pell Aster denied that the Kesh Mining Company closed the northern shaft of Marlow.",
        ),
    )
    assert shared(record) == []
    assert all((claim.independent.at_most or 0) <= 1 for claim in record.claims)


def test_one_speaker_on_two_occasions_is_one_origin() -> None:
    record = told(
        ("The Tallow Post", 'Mayor Tova Lindahl said on Monday: "The bridge of Marlow will stay closed until spring."'),
        (
            "Kesh Radio",
            'Mayor Tova Lindahl told Kesh Radio: "The Marlow bridge stays closed until spring, I promise."',
        ),
    )
    (claim,) = shared(record)
    assert independent(claim) == (1, 1)


def test_a_bare_fact_beside_a_source_may_hang_on_it() -> None:
    record = told(
        ("The Tallow Post", "Three tunnels in Marlow were flooded on Monday, the Kesh Mining Company said."),
        ("Kesh Radio", "Three tunnels in Marlow were flooded on Monday."),
    )
    (claim,) = shared(record)
    assert independent(claim) == (1, 2)
    assert any("states it as fact and names no source" in reason for reason in claim.reasons)


def test_every_number_of_the_example_can_be_redrawn_from_the_record(whole: Record) -> None:
    assert len(whole.claims) > 20
    assert differing(whole.claims) == []


def test_a_report_in_another_outlet_is_that_outlets_and_no_document() -> None:
    leaked = "The refinery at Kesh leaked acid into the river for nine days"
    record = told(
        ("The Lantern", f"{leaked}, an official at the energy ministry told The Lantern."),
        ("Asp Now", f"{leaked}, according to a report in The Lantern. People of Asp heard of it on Monday."),
        ("Kesh Radio", f"{leaked}, a report in The Lantern said. Shops closed an hour early."),
    )
    (claim,) = shared(record)
    assert claim.reports.documents == 3
    assert independent(claim) == (1, 1)
