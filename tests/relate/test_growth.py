"""Relating keeps its stated bounds of time and memory, and its work grows with the pile and not with its square.

One small pile of each kind that grew once (``benchmarks.growth`` prints the exponents of larger ones); unrelated pages
cost what they cost one by one, by counts of pairs."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest

from benchmarks.growth import (
    KINDS,
    MEMORY_A_STATEMENT,
    MEMORY_ACROSS,
    exponent,
    measured,
    pile,
    shaped,
)
from firsthand.clean import clean
from firsthand.cpu_limit import SECONDS_A_STATEMENT, SECONDS_ACROSS
from firsthand.data import Document, RawDocument
from firsthand.outcome import AnalysedDocument
from firsthand.pipeline import analysed
from firsthand.relate.assemble import relate

pytestmark = [pytest.mark.models, pytest.mark.slow]


@pytest.fixture(autouse=True)
def by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_ATTRIBUTION", "rules")


@pytest.mark.parametrize("kind", KINDS)
def test_time_and_memory_of_relating(kind: str) -> None:
    relate(pile(kind, 2))  # what is loaded once is nobody's
    points = []
    for count in (8, 32):
        read = pile(kind, count)
        size = sum(len(one.analysis.statements) for one in read)
        _, took, peak = measured(lambda read=read: relate(read))
        assert took <= SECONDS_ACROSS + SECONDS_A_STATEMENT * size
        assert peak <= MEMORY_ACROSS + MEMORY_A_STATEMENT * size
        points.append((size, calls(lambda read=read: relate(read))))
    assert exponent(points) < 1.8, points


def unrelated(number: int) -> AnalysedDocument:
    """A page that shares nothing with another but the words that all news has."""
    chance = random.Random(number)

    def name() -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3)).capitalize()

    town, person, thing, other = name(), name(), name().lower(), name().lower()
    text = (
        f"{town} loses its {thing}\n\nThe {thing} of {town} was sold to {name()} {other} on Monday, {person} said.\n\n"
        f"“We will not {name().lower()} the {thing} again,” {person} told reporters in {town}.\n\nThe {other} "
        f"{name().lower()}s its {name().lower()} for {chance.randint(2, 900)} crowns."
    )
    document = clean(RawDocument(f"{number}.txt", "text/plain", text.encode()))
    assert isinstance(document, Document)
    return analysed(document)


def calls(work: Callable[[], object]) -> int:
    """How many functions of ours the work calls."""
    count = 0

    def seen(frame: object, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "firsthand" in frame.f_code.co_filename  # type: ignore[attr-defined]

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_sixty_unrelated_pages_cost_what_they_cost_one_by_one() -> None:
    read = [unrelated(number) for number in range(60)]
    relate(read)  # what is remembered from one to the next
    together = calls(lambda: relate(read))
    alone = sum(calls(lambda one=one: relate([one])) for one in read)
    assert len(relate(read).stories) >= 55  # their sentences have one form, and a few invented words stand in two
    assert together <= 1.2 * alone


@pytest.mark.parametrize("shape", ["prose", "no full stop"])
def test_one_long_report_is_related_in_less_than_the_square_of_its_length(shape: str) -> None:
    """Values of one attribute were held against every part and whole of the report, and the statements of one long
    sentence against all of another for each pair of them: the cube of the length."""
    counts = []
    for size in (8_000, 32_000):
        document = clean(RawDocument("a.txt", "text/plain", shaped(shape, size).encode()))
        assert isinstance(document, Document)
        read = [analysed(document)]
        relate(read)  # what is remembered from one to the next
        counts.append((len(document.text), steps(lambda read=read: relate(read))))
    assert exponent(counts) < 1.9, counts


def steps(work: Callable[[], object]) -> int:
    """How many lines of ours the work runs: a loop inside one function counts too."""
    count = 0

    def seen(frame: object, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return seen if "firsthand" in frame.f_code.co_filename else None  # type: ignore[attr-defined]

    sys.settrace(seen)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    ("kind", "fewer", "more"), [("near-identical", 50, 100), ("each cites the one before", 20, 60)]
)
def test_many_reports_of_one_form_are_related_in_far_less_than_the_square(kind: str, fewer: int, more: int) -> None:
    """Every two copies were compared and listed, and each pair of conflicting figures was held against all before it:
    the calls grew with 1.92 and 2.73."""
    points = []
    for count in (fewer, more):
        read = pile(kind, count)
        relate(read)  # what is remembered from one to the next
        points.append((count, calls(lambda read=read: relate(read))))
    assert exponent(points) < 1.7, points
