# ruff: noqa: E501
"""A copy that prints the same value in another unit, currency or format, or the day by another word; invented."""

from __future__ import annotations

import pytest

from firsthand.data import Conflict, Given, RawDocument
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate import relate

pytestmark = pytest.mark.models

ORIGINAL = """Police in Port Linden chased a stolen van for 48km through the hills on Monday and stopped it at 6:00 p.m.

The driver, a baker from Tallow, had fallen about 60 metres (200 feet) from a ridge above the harbour in March.

Two men had taken jewellery worth €103 million from a shop by the old harbour with a four-by-four car, and police found some 80 percent of it in the van.

The mayor, Ilse Marn, closed the coast road for three days so that divers could search the harbour for the rest of it.

Shopkeepers by the harbour said today that they would ask the council of Port Linden for a guard at night."""


def changes(*pairs: tuple[str, str]) -> list[Conflict]:
    """What a copy changes in which each old piece of text is the new one."""
    copy = ORIGINAL
    for old, new in pairs:
        assert old in copy
        copy = copy.replace(old, new)
    raws = [
        RawDocument(outlet, "text/plain", text.encode(), Given(id=outlet, outlet=outlet, published=day))
        for outlet, day, text in (("Linden Post", "2031-04-08", ORIGINAL), ("Far Courier", "2031-04-09", copy))
    ]
    reads, rejected = distinct_documents(read_batch(raws))
    assert not rejected
    return [one for one in relate(reads, embed=embedder()).conflicts if one.judgement == "drift"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("for 48km through", "for 30 miles through"),
        ("about 60 metres (200 feet) from", "about 60m from"),
        ("worth €103 million", "worth £88m"),
        ("four-by-four", "4×4"),
        ("80 percent", "80%"),
        ("at 6:00 p.m.", "at 6 p.m."),
        ("said today", "said Tuesday"),
        ("closed the coast road", "closed one coast road"),
    ],
)
def test_one_value_in_two_writings_is_no_change(old: str, new: str) -> None:
    assert [(one.kind, one.values) for one in changes((old, new))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("for 48km through", "for 85 miles through"), ("three days", "eleven days"), ("Two men", "Six men")],
)
def test_another_value_is_one(old: str, new: str) -> None:
    assert "number" in {one.kind for one in changes((old, new))}
