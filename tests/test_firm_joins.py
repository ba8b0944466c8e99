"""What firm joins hold together: groups by firm joins alone, the one of most reports, then of most statements."""

from __future__ import annotations

import pytest

from firsthand.data import DocumentId, Join, StatementId
from firsthand.firm_joins import firmly_held

A, B, C, D, E = (StatementId(f"s-{letter}") for letter in "abcde")
REPORT = {A: DocumentId("d-1"), B: DocumentId("d-2"), C: DocumentId("d-3"), D: DocumentId("d-3"), E: DocumentId("d-3")}


@pytest.mark.parametrize(
    ("join", "firm"),
    [
        (Join(A, B, 0.8, "model"), True),
        (Join(A, B, 0.799, "model"), False),
        (Join(A, B, 0.1, "same_words"), True),
        (Join(A, B, 0.1, "aligned_words"), True),
        (Join(A, B, 0.1, "judged"), True),
        (Join(A, B, 0.5, "one_utterance"), False),
    ],
)
def test_a_join_is_firm_by_its_words_or_where_it_is_sure(join: Join, firm: bool) -> None:
    assert join.firm == firm
    assert firmly_held((A, B), (join,), REPORT) == ({A, B} if firm else {A})


def test_more_reports_go_before_more_statements() -> None:
    joins = (Join(A, B, 0.9, "model"), Join(C, D, 0.9, "model"), Join(D, E, 0.9, "model"), Join(B, C, 0.3, "model"))
    assert firmly_held((A, B, C, D, E), joins, REPORT) == {A, B}
    assert firmly_held((C, D, E, A, B), joins[::-1], REPORT) == {A, B}


def test_without_joins_all_are_held() -> None:
    assert firmly_held((A, B), (), REPORT) == {A, B}
