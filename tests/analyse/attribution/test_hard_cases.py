"""Hand-made hard cases: one line of text, the relation expected of it, and why the case is there.

The tables lie in ``hard_cases/`` and run twice: for the rules alone and for the decider that is used by default.
How a case is judged is in ``evals.hard_cases``.  Cases that are not read yet are listed in ``failing.txt`` (rules) and
``failing_model.txt`` and marked as expected failures: a loss fails.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from evals import hard_cases
from evals.hard_cases import TABLES, misses
from firsthand.analyse.attribution import Decider, attribution
from tests.analyse.reading import Reading, read

pytestmark = pytest.mark.models

HERE = Path(__file__).parent / "hard_cases"


def rows(name: str) -> list[dict[str, str]]:
    return hard_cases.rows(HERE / f"{name}.tsv")


@cache
def reading(text: str, decider: Decider) -> Reading:
    if decider == "model" and attribution.chosen() != "model":
        pytest.skip("the tagger is not here, or FIRSTHAND_ATTRIBUTION leaves it out")
    return read(text.replace("¶", "\n"), decider)


LISTS: dict[Decider, str] = {"rules": "failing.txt", "model": "failing_model.txt"}


@cache
def failing(decider: Decider) -> frozenset[str]:
    return frozenset((HERE / LISTS[decider]).read_text("utf-8").splitlines()[1:])


def cases(*names: str) -> list[object]:
    out: list[object] = []
    for decider in LISTS:
        for name in names:
            for number, case in enumerate(rows(name), start=1):
                label = f"{name}-{number}"
                marks = [pytest.mark.xfail(reason=case["why"], strict=False)] if label in failing(decider) else []
                out.append(pytest.param(case, decider, id=f"{decider}-{label}", marks=marks))
    return out


@pytest.mark.parametrize(("case", "decider"), cases(*TABLES))
def test_a_relation_is_read_as_expected(case: dict[str, str], decider: Decider) -> None:
    assert misses(case, reading(case["text"], decider)) == [], case["why"]


@pytest.mark.parametrize(("case", "decider"), cases("nothing"))
def test_nothing_is_read_where_nobody_speaks(case: dict[str, str], decider: Decider) -> None:
    one = reading(case["text"], decider)
    found = one.quotations if case["what"] == "quotation" else one.attributions
    assert found == (), case["why"]


def test_there_are_enough_cases_and_each_says_why() -> None:
    every = [case for name in (*TABLES, "nothing") for case in rows(name)]
    assert len(every) >= 120
    assert all(case["text"] and case["why"] for case in every)
