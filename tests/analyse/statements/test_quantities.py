"""Quantities: value, unit, bound, ranges; and what is none."""

from __future__ import annotations

import pytest

from firsthand.analyse import parse
from firsthand.analyse.statements.quantities import quantities
from tests.analyse.reading import paragraphs

pytestmark = pytest.mark.models

CASES = [
    ("More than 10,000 troops crossed the border.", [("10,000", 10_000, None, "troop", "more_than")]),
    ("A $50 million reward was offered.", [("$50 million", 50e6, None, "USD", "exact")]),
    ("They raised about €3.5 billion.", [("€3.5 billion", 3.5e9, None, "EUR", "about")]),
    ("The deal is worth $1.2bn.", [("$1.2bn", 1.2e9, None, "USD", "exact")]),
    ("It was sold for as much as £450m.", [("£450m.", 450e6, None, "GBP", "at_most")]),
    ("Prices rose by up to 5.4 percent.", [("5.4 percent", 5.4, None, "percent", "at_most")]),
    ("Turnout was 48%.", [("48%", 48, None, "percent", "exact")]),
    ("At least eight gangs were named.", [("eight", 8, None, "gang", "at_least")]),
    ("Twenty-five soldiers died.", [("Twenty-five", 25, None, "soldier", "exact")]),
    ("Dozens of people fled.", [("Dozens", 12, None, "people", "about")]),
    ("Hundreds of thousands of refugees fled.", [("Hundreds of thousands", 1e5, None, "refugee", "about")]),
    ("Between 10 and 12 people were hurt.", [("10 and 12", 10, 12, "people", "exact")]),
    ("It will cost 10 to 12 million dollars.", [("10 to 12 million", 10e6, 12e6, "USD", "exact")]),
    ("Nearly 300 houses burned.", [("300", 300, None, "house", "about")]),
    ("Fewer than 20 voters came.", [("20", 20, None, "voter", "less_than")]),
    ("No more than 20 voters came.", [("20", 20, None, "voter", "at_most")]),
    ("Not less than 20 voters came.", [("20", 20, None, "voter", "at_least")]),
    ("Some 700 active-duty Marines arrived.", [("700", 700, None, "marine", "about")]),
    ("Half a million homes were dark.", [("Half a million", 500_000, None, "home", "exact")]),
    ("One and a half million voters came.", [("One and a half million", 1_500_000, None, "voter", "exact")]),
    ("About a quarter of a million voters came.", [("a quarter of a million", 250_000, None, "voter", "about")]),
    ("Three lakh farmers marched.", [("Three lakh", 300_000, None, "farmer", "exact")]),
    ("One in five bridges was closed.", [("One in five", 20, None, "percent", "exact")]),
    ("The train ran at 90 kilometres per hour.", [("90", 90, None, "km/h", "exact")]),
    ("It ran at 60 miles an hour.", [("60", 60, None, "mph", "exact")]),
    # none of these is a quantity
    ("He came in third on March 3, 2024.", []),
    ("The meeting began at 5:30 p.m. in 2019.", []),
    ("Peter Hammond, 45, was elected.", []),
    ("The court issued a 5-4 ruling.", []),
    ("One of the men fled.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities(text: str, expected: list[tuple[str, float, float | None, str, str]]) -> None:
    page = paragraphs(text)
    found = quantities(parse(page))
    assert [(one.span.of(text), one.value, one.high, one.unit, one.bound) for one in found] == expected
