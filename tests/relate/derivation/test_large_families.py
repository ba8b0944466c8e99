"""Of very many copies of one text each is compared with a few, and what all of them come to stays the same."""

from __future__ import annotations

from itertools import combinations

import pytest

from evals.piles import derivations, text_origins
from firsthand.data import Derivation, Document
from firsthand.relate.derivation import Families
from firsthand.relate.derivation.large_families import LARGE, few_of_many, left_over
from tests.relate.reports import AGENCY, INDEPENDENT, document, pile, rest

pytestmark = pytest.mark.models

_MANY = 60
_MOST_EACH = 12
"""Pairs of one copy, as far as it chooses them: with those that appeared first, and the nearest."""


def _copies(many: int = _MANY) -> list[Document]:
    """Printings of one agency's report: the first credits nobody, and every third is cut at its end."""
    texts = AGENCY, AGENCY, rest(AGENCY, 0, 9)
    return [
        document(f"p{n:03d}", texts[n % 3], f"Gazette {n}", f"2031-03-{1 + n // 3:02d}") for n in reversed(range(many))
    ]


def _found(*documents: Document) -> dict[tuple[str, str], Derivation]:
    return {(one.a, one.b): one for one in derivations(pile(*documents))}


def test_a_large_family_is_listed_by_a_few_pairs_for_each_copy() -> None:
    found = _found(*_copies())
    assert len(found) <= _MANY * _MOST_EACH < _MANY * (_MANY - 1) // 2
    families = Families(found.values())
    assert all(families.between(a.id, b.id) for a, b in combinations(sorted(_copies(), key=lambda one: one.id), 2))


def test_every_copy_is_taken_from_the_first() -> None:
    found = _found(*_copies())
    assert {found["p000", f"p{n:03d}"].direction for n in range(3, _MANY)} == {"a_to_b"}


def test_a_family_that_is_not_large_is_listed_whole() -> None:
    assert len(_found(*_copies(LARGE))) == LARGE * (LARGE - 1) // 2


def test_pairs_and_origins_do_not_hang_on_the_order() -> None:
    forward, backward = pile(*_copies()), pile(*reversed(_copies()))
    one, other = derivations(forward), derivations(backward)
    assert one == other
    assert text_origins(forward, one) == text_origins(backward, other)


def test_reports_beside_a_large_family_are_compared_as_before() -> None:
    part = document("x", INDEPENDENT + "\n\n" + rest(AGENCY, 3, 7))
    found = _found(part, *_copies())
    assert sum("x" in pair for pair in found) == _MANY
    assert Families(found.values()).between("p030", "x").relation == "partial_copy"  # type: ignore[union-attr]


def test_two_copies_without_a_third_are_compared() -> None:
    copies = {1: {7, 8}, 2: {8}, 3: {9}}
    assert left_over([(1, 2), (1, 3), (2, 3), (1, 4)], copies) == [(1, 3), (2, 3), (1, 4)]


def test_a_family_of_which_a_reader_said_something_is_compared_whole() -> None:
    numbers = range(_MANY)
    pairs = [(a, b, 100) for a, b in combinations(numbers, 2)]
    sizes, days = [100] * _MANY, [("2031", "2031")] * _MANY
    few, left = few_of_many(pairs, sizes, days)
    assert len(few) + len(left) == len(pairs)
    assert len(few) <= _MANY * _MOST_EACH
    whole, none = few_of_many(pairs, sizes, days, {(3, 40)})
    assert (len(whole), none) == (len(pairs), [])


def _by_the_first(count: int) -> list[Derivation]:
    return [Derivation(f"der-{n}", "d000", f"d{n:03d}", "same_text", "a_to_b", 1.0, (), ()) for n in range(1, count)]  # type: ignore[arg-type]


def test_two_copies_of_a_third_are_joined_in_a_large_family_alone() -> None:
    large, small = Families(_by_the_first(LARGE + 1)), Families(_by_the_first(LARGE))
    assert small.between("d005", "d006") is None
    link = large.between("d006", "d005")
    assert link is not None
    assert (link.parent, link.child, link.whole, link.known) == ("d005", "d006", True, False)
    assert large.between("d005", "d005") is None
    assert large.between("d005", "elsewhere") is None
    assert large.among(["d007", "d005", "d006"]) == [("d005", "d006"), ("d005", "d007")]
    assert small.among(["d007", "d005", "d006"]) == []


def test_what_a_reader_told_apart_is_joined_by_no_third() -> None:
    families = Families(_by_the_first(LARGE + 1), {("d005", "d006")})
    assert families.between("d005", "d006") is None
    assert families.between("d005", "d007") is not None
