"""Which words of one report stand in another."""

from __future__ import annotations

import pytest

from firsthand.comparable.reading import read_report
from firsthand.relate.derivation import reuse
from tests.relate.piles import parse_of
from tests.relate.reports import AGENCY, INDEPENDENT, analysis, document

pytestmark = pytest.mark.models


def test_narrative_and_spoken_words_are_told_apart() -> None:
    a, b = document("a", AGENCY), document("b", INDEPENDENT)
    one, other = read_report(a, analysis(a), parse_of(a)), read_report(b, analysis(b), parse_of(b))
    found = reuse.shared_words(one, other)
    assert found.spoken.sum() >= 9
    assert found.narrative(one) < 0.05


def test_words_quoted_in_only_one_of_two_texts_count_as_spoken() -> None:
    letter = (
        "We will not be moved by threats of any kind and we shall continue our work until the very last crane is safe."
    )
    a, b = document("a", letter), document("b", f"The letter says: “{letter}”")
    found = reuse.shared_words(read_report(a, analysis(a), parse_of(a)), read_report(b, analysis(b), parse_of(b)))
    assert not found.told.any()
    assert found.spoken.all()
