"""Outlets that no list knows are outlets wherever a report of the pile bears their name."""

from __future__ import annotations

import pytest

from firsthand import run
from firsthand.data import Record

pytestmark = pytest.mark.models

_OWN = (
    "Crack found in Korrel dam before it failed\n\nA crack in the gate of the Korrel dam was found in May, two months "
    "before the gate failed and nine people drowned. The crack was four metres long. Inspectors had asked for the gate "
    "to be replaced, and the ministry had refused to pay for it."
)


def _record(outlet: str) -> Record:
    citing = (
        f"Ministry refused to pay for dam gate\n\nThe ministry refused to pay for a new gate at the dam, {outlet} "
        f"reported on Tuesday. A crack in the gate of the Korrel dam had been found in May, according to {outlet}. "
        "Nine people drowned when the gate failed. Mayor Ada Lorn asked for an inquiry."
    )
    told = (
        f"Dam inquiry opens\n\nAn inquiry into the Korrel dam opens on Thursday. An official told {outlet} that the "
        f"crack in the gate was found in May. The crack was four metres long, {outlet} said."
    )
    rows = [("a", outlet, _OWN, "08"), ("b", "Mill Standard", citing, "09"), ("c", "Vell Star", told, "09")]
    return run([{"id": i, "outlet": o, "text": t, "published": f"2031-07-{d}"} for i, o, t, d in rows])


@pytest.mark.parametrize("outlet", ["Kvistbladet", "Harrow Ledger", "Nordlys24", "Open Wire", "The Braeside"])
def test_a_pile_s_own_outlet_is_no_person(outlet: str) -> None:
    record = _record(outlet)
    bare = outlet.removeprefix("The ")
    naming = [one for one in record.attributions if bare in one.description]
    assert len(naming) >= 3
    assert {one.source_kind for one in naming} <= {"outlet", "institution"}
    assert all(one.kind in ("outlet", "organisation") for one in record.entities if bare in one.name)
    names = {origin.name for claim in record.claims if "crack" in claim.text.lower() for origin in record.origins
             if origin.id in claim.origins}  # fmt: skip
    assert names <= {outlet, bare, f"unnamed source of {outlet}", f"unnamed source of {bare}"}
    assert all(claim.independent.at_least in (None, 0, 1) for claim in record.claims if "crack" in claim.text.lower())
    cited = {one.relation for one in record.derivations}
    assert "cites" in cited


def test_an_outlet_that_bears_a_person_s_name_is_left_to_the_person() -> None:
    rows = [
        {"id": "a", "outlet": "Anna Lorn", "text": "The Korrel dam failed on Tuesday. Nine people drowned in Elsin."},
        {"id": "b", "outlet": "Vell Star", "text": "The Korrel dam failed, Mayor Anna Lorn said on Tuesday in Elsin."},
    ]
    assert [one.source_kind for one in run(rows).attributions] == ["person"]


def test_a_body_whose_own_page_is_in_the_pile_stays_a_body() -> None:
    rows = [
        {"id": "a", "outlet": "National Rescue Service", "text": "Nine people drowned in Elsin on Tuesday, we regret."},
        {"id": "b", "outlet": "Vell Star", "text": "Nine people drowned, the National Rescue Service said on Tuesday."},
    ]
    assert [one.source_kind for one in run(rows).attributions if one.description] == ["institution"]
