"""What surrounds a pair: the better partner, third reports, copies that add nothing."""

from __future__ import annotations

from firsthand.data import DocumentId
from firsthand.relate.claims.surroundings import AROUND, Standing, Surroundings


def standing(number: int, reports: str, *, rank: int = 0, sentence: int = 0, lemmas: str = "ferry strike") -> Standing:
    names = frozenset(DocumentId(one) for one in reports)
    return Standing(
        number, names, (DocumentId(reports[0]), sentence), rank, in_title=False, lemmas=frozenset(lemmas.split())
    )


def around(surroundings: Surroundings, i: int, j: int, alone: float, cosine: float) -> dict[str, float]:
    return dict(zip(AROUND, surroundings.around(i, j, alone, cosine), strict=True))


def test_a_better_partner_in_the_other_report_counts_against_a_pair() -> None:
    standings = [standing(0, "a"), standing(1, "b", sentence=1), standing(2, "b", sentence=2)]
    seen = Surroundings(standings, [(0, 1, 0.4, 0.5), (0, 2, 0.8, 0.9)], frozenset())
    worse, better = around(seen, 0, 1, 0.4, 0.5), around(seen, 0, 2, 0.8, 0.9)
    assert worse["better_most"] > 0 == better["better_most"]
    assert worse["margin_least"] < 0 < better["margin_least"]
    assert worse["nearer_margin_least"] < 0 < better["nearer_margin_least"]


def test_another_clause_of_the_same_sentence_is_no_rival() -> None:
    standings = [standing(0, "a"), standing(1, "b", sentence=1), standing(2, "b", sentence=1)]
    seen = Surroundings(standings, [(0, 1, 0.4, 0.5), (0, 2, 0.8, 0.9)], frozenset())
    found = around(seen, 0, 1, 0.4, 0.5)
    assert found["better_most"] == 0 and found["margin_least"] == 0.4
    assert found["sentences"] == 0.8


def test_a_third_report_like_both_speaks_for_a_pair_and_a_copy_of_one_does_not() -> None:
    standings = [standing(n, name) for n, name in enumerate("abc")]
    pairs = [(0, 1, 0.5, 0.5), (0, 2, 0.7, 0.6), (1, 2, 0.6, 0.6)]
    third = around(Surroundings(standings, pairs, frozenset()), 0, 1, 0.5, 0.5)
    assert third["third"] == 0.6 and third["thirds"] > 0
    copied = around(Surroundings(standings, pairs, frozenset({(0, 2)})), 0, 1, 0.5, 0.5)
    assert copied["third"] == copied["thirds"] == 0


def test_the_same_words_in_further_reports_change_nothing() -> None:
    standings = [standing(0, "a"), standing(1, "b"), standing(2, "c")]
    pairs = [(0, 1, 0.5, 0.5), (0, 2, 0.7, 0.6), (1, 2, 0.6, 0.6)]
    before = Surroundings(standings, pairs, frozenset()).around(0, 1, 0.5, 0.5)
    copies = [standing(0, "ad"), standing(1, "b"), standing(2, "c"), standing(0, "da")]
    after = Surroundings(copies, [*pairs, (0, 3, 1.0, 1.0)], frozenset()).around(0, 1, 0.5, 0.5)
    assert before == after


def test_which_of_two_stands_first_changes_nothing() -> None:
    standings = [standing(0, "a", lemmas="ferry sink pier"), standing(1, "b", rank=3), standing(2, "b", sentence=2)]
    seen = Surroundings(standings, [(0, 1, 0.4, 0.5), (0, 2, 0.2, 0.3)], frozenset())
    assert seen.around(0, 1, 0.4, 0.5) == seen.around(1, 0, 0.4, 0.5)
