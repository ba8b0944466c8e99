"""Where the sentence encoder is not installed, rules and words group claims, and the record says so."""

from __future__ import annotations

import pytest

import firsthand
from firsthand.models import vectors

pytestmark = pytest.mark.models

_REPORTS = [
    {"id": "a", "outlet": "The Vennick Daily", "published": "2031-03-11",
     "text": "Nine passengers were killed when the ferry struck the pier at Vellmar on Monday, police said."},
    {"id": "b", "outlet": "Halmont Courier", "published": "2031-03-12",
     "text": "The ferry struck the pier at Vellmar on Monday and nine passengers were killed, officials said."},
]  # fmt: skip


def test_claims_are_grouped_by_words_and_the_record_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "available", lambda: False)
    record = firsthand.run(list(_REPORTS), workers=1)
    assert record.made_with.vectors == "rules"
    assert any(claim.reports.documents == 2 for claim in record.claims)
    assert all(join.probability <= 1 for claim in record.claims for join in claim.joins)


def test_with_vectors_the_record_names_the_encoder() -> None:
    record = firsthand.run(list(_REPORTS), workers=1)
    assert record.made_with.vectors != "rules"
