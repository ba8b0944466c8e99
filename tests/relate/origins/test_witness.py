"""Which words for somebody are those for a witness."""

from __future__ import annotations

import pytest

from firsthand.relate.origins.witness import of_witness


@pytest.mark.parametrize(
    "words",
    [
        "a resident",
        "a passenger on board",
        "two witnesses in the town",
        "a baker who saw it",
        "a woman who had watched it from her balcony",
        "a man aboard",
        "people who survived the night",
        "residents and officials",
        "a florist who heard the blast",
        "a couple at the scene",
    ],
)
def test_a_witness(words: str) -> None:
    assert of_witness(words)


@pytest.mark.parametrize(
    "words",
    [
        "an official who saw it",
        "a police officer who interviewed the driver",
        "an official in charge of passengers",
        "a lawyer for the victims",
        "a spokesman for residents",
        "a man who saw the report",
        "a woman who heard of it",
        "a banker who has seen the contract",
        "an analyst who watched the market",
        "an employee who saw it",
        "a soldier at the scene",
        "a baker",
        "a man",
        "officials and residents",
        "",
    ],
)
def test_no_witness(words: str) -> None:
    assert not of_witness(words)
