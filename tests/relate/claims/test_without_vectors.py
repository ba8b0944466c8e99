"""Without the sentence encoder, and where a story says too much for it, words group claims; the record says so."""

from __future__ import annotations

import pytest

import firsthand
from firsthand.models import vectors
from firsthand.relate.claims import clustering
from tests.relate.small_piles import Report, Said, pile_of

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


def test_a_story_that_says_much_keeps_vectors_for_what_most_reports_carry(monkeypatch: pytest.MonkeyPatch) -> None:
    struck = "Nine passengers were killed when the ferry struck the pier at Vellmar on Monday."
    moved = "The wreck of the ferry was moved to the harbour of Vellmar."
    others = [
        Said("The pier at Vellmar was closed after the ferry struck it."),
        Said("A diver found the ferry's bell."),
    ]
    died = Said("Nine passengers died as the ferry hit the pier at Vellmar.")
    b, c = Report("b", (Said(struck), Said(moved))), Report("c", (died, Said(moved)))
    pile = pile_of([Report("a", (Said(struck), *others)), b, c])
    ordered = sorted(pile.statement.values(), key=lambda one: (pile.words(one.span), one.span))
    everything, _ = clustering.compare(pile, ordered, (), ())
    assert not everything.beyond
    monkeypatch.setattr(clustering, "_MOST_VECTORS", 3)
    likeness, pairs = clustering.compare(pile, ordered, (), ())
    assert likeness.rows is not None
    said = [pile.words(one.span) for one in ordered]
    within = {words for n, words in enumerate(said) if n not in likeness.beyond}
    assert len(within) == 3
    assert {struck, moved} < within
    assert all(likeness.rows[n].any() != (n in likeness.beyond) for n in range(len(ordered)))
    plain = likeness.without_vectors()
    assert len({bool(likeness.beyond & {i, j}) for i, j in pairs}) == 2
    for i, j in pairs:
        alone = plain if likeness.beyond & {i, j} else everything
        assert likeness.alone(i, j) == alone.alone(i, j)


def test_the_record_says_that_words_told_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = firsthand.run(list(_REPORTS), workers=1)
    monkeypatch.setattr(clustering, "_MOST_VECTORS", 1)
    record = firsthand.run(list(_REPORTS), workers=1)
    assert record.made_with.vectors.split(", ") == sorted([whole.made_with.vectors, "rules"])
    assert sum(len(one.statements) for one in record.claims) == len(record.statements)
