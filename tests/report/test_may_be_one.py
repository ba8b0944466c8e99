"""Which two ends a reader would ask about: names with a telling word in common, or nobody's names of one house."""

from __future__ import annotations

import pytest

from firsthand.data import EndForm, OriginNode
from firsthand.report.may_be_one import would_ask


def end(name: str, form: EndForm = "says") -> OriginNode:
    return OriginNode(name, "unknown", form, False, "o-1", ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (end("Korrel Hydro"), end("“a spokesman for Korrel Hydro”", "unnamed")),
        (end("“the company”"), end("“the company”")),
        (end("unnamed source of The Courier", "unnamed"), end("“an engineer” in the Courier", "unnamed")),
        (end("a speaker in NBC News", "unnamed"), end("unnamed source of NBC News", "unnamed")),
    ],
)
def test_what_one_asks(one: OriginNode, other: OriginNode) -> None:
    assert would_ask(one, other)
    assert would_ask(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (end("Aldo Fenwright"), end("National Rescue Service")),
        (end("Spotify"), end("“multiple women”")),
        (end("U.S. Northern Command"), end("unnamed source of NBC News", "unnamed")),
        (end("NBC News"), end("unnamed source of NBC News", "unnamed")),
        (end("unnamed source of The Courier", "unnamed"), end("unnamed source of The Ledger", "unnamed")),
    ],
)
def test_what_nobody_asks(one: OriginNode, other: OriginNode) -> None:
    assert not would_ask(one, other)
    assert not would_ask(other, one)
