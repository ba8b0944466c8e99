"""Every id of a record can be explained, and the words are where the offsets say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.data import Join, Record
from firsthand.errors import UsageError
from firsthand.report import explain, opened
from tests.report.demo_record import make
from tests.report.hostile import CONTROLS, hostile

RECORD = make()


def test_every_id_is_explained() -> None:
    for id_ in opened(RECORD).ids:
        assert id_ in explain(RECORD, id_)


def test_a_claim_shows_reasons_chains_and_offsets() -> None:
    claim = next(one for one in RECORD.claims if "postponed the repair" in one.text)
    told = re.sub(r"\s+", " ", explain(RECORD, claim.id))
    assert "1 to 2 independent origins" in told
    assert "because: the Courier's former engineer" in told
    assert "The Skarrow Beacon → The Tressian → an unnamed source (“a former engineer of the company”)" in told
    statement = next(one for one in RECORD.statements if one.id == claim.statements[0])
    assert f"[{statement.span.start}–{statement.span.end}]" in told


def test_steps_and_joins_are_told_the_weakest_join_first() -> None:
    claim = next(one for one in RECORD.claims if len(one.statements) > 2)
    a, b, c = claim.statements[:3]
    joined = replace(claim, joins=(Join(a, b, 0.912, "model"), Join(a, c, 0.5, "aligned_words")))
    conflict, said = (
        replace(RECORD.conflicts[0], steps=("numbers", "merged")),
        replace(RECORD.attributions[0], steps=("tagger",)),
    )
    record = replace(RECORD, claims=(joined,), conflicts=(conflict,), attributions=(said,))
    told = explain(record, claim.id)
    assert told.index("0.500 by aligned words") < told.index("0.912 by model")
    assert "steps: numbers → merged" in explain(record, conflict.id)
    assert "steps: tagger" in explain(record, said.id)


def test_a_chain_says_which_outlet_was_told() -> None:
    own = next(one for one in RECORD.attributions if one.given_to and one.source_kind == "anonymous")
    courier = next(one.id for one in RECORD.documents if one.outlet.name == "The Halmont Courier")
    told = opened(RECORD).above((own.id,), "Another Daily")
    assert told[0] == "told The Halmont Courier"
    assert told[1].startswith("an unnamed source")
    assert opened(RECORD).above((own.id,), opened(RECORD).outlet(courier))[0].startswith("an unnamed source")


def test_a_shortened_id_is_enough_while_it_is_unambiguous() -> None:
    reading = opened(RECORD)
    for id_ in reading.ids:
        assert explain(RECORD, reading.short(id_)) == explain(RECORD, id_)


def test_a_report_is_found_by_its_file_name() -> None:
    assert "The Vennick Daily" in explain(RECORD, "02-vennick-daily.html")


def test_an_ambiguous_prefix_names_the_candidates() -> None:
    with pytest.raises(UsageError, match=r"ids begin with c-: c-"):
        explain(RECORD, "c-")


def test_an_unknown_id_names_the_nearest() -> None:
    wrong = RECORD.claims[0].id[:-1] + ("0" if RECORD.claims[0].id[-1] != "0" else "1")
    with pytest.raises(UsageError, match=RECORD.claims[0].id):
        explain(RECORD, wrong)


@given(st.text(max_size=80))
def test_no_text_is_anything_but_an_answer_or_a_usage_error(text: str) -> None:
    try:
        assert explain(RECORD, text)
    except UsageError as error:
        assert "\n" not in str(error)


def test_no_control_character_survives() -> None:
    record: Record = hostile()
    for id_ in opened(record).ids:
        told = explain(record, id_)
        assert [c for c in CONTROLS if c in told] == []
        assert all(c == "\n" or c.isprintable() for c in told)
