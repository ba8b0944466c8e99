"""Charges and their denials, in one report and in two; the reports are invented."""

from __future__ import annotations

import pytest

from firsthand.data import Conflict, Given, RawDocument
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import relate

pytestmark = pytest.mark.models

SPILL = "Oil from the wrecked tanker Calder reached the beaches of Port Amber on Tuesday. "
CHARGE = "The harbour union accused Norvik of having sent the tanker out with a cracked hull. "
DENIAL = "Norvik denied that the hull of the tanker had been cracked. "
OTHER = "Fishermen said that nets had been lost, and schools along the coast stayed closed. "


def disputes(*texts: str) -> list[Conflict]:
    raws = [
        RawDocument(f"r{n}", "text/plain", text.encode(), Given(id=f"r{n}", outlet=f"Outlet {n}"))
        for n, text in enumerate(texts)
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return [one for one in relate(reads, embed=embedder()).conflicts if one.judgement == "dispute"]


def test_a_charge_and_its_denial_in_one_report_are_a_dispute() -> None:
    (one,) = disputes(SPILL + CHARGE + DENIAL + OTHER)
    assert one.kind == "denial"
    assert set(one.values) == {"stated", "denied"}


def test_a_denial_alone_is_none() -> None:
    assert disputes(SPILL + DENIAL + OTHER) == []


def test_a_charge_against_another_is_not_answered() -> None:
    text = SPILL + "The harbour union accused the town of having closed the port too late. " + DENIAL
    assert disputes(text + OTHER) == []


def test_nobody_disputes_himself() -> None:
    text = SPILL + "Norvik blamed Norvik's own charterer for the wreck. " + DENIAL + OTHER
    assert disputes(text) == []
