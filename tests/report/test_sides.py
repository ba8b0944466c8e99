"""The sides of a conflict as a reader sees them: equal numbers are one, a piece of a sentence stands in all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.data import Conflict, ConflictId, Quantity, Record, Statement
from firsthand.report import opened
from firsthand.report.end_names import printed_name
from firsthand.report.html import page
from firsthand.report.text import sides
from tests.report.demo_record import make


def _with_number(record: Record, one: Statement, value: float, bound: str = "exact") -> Record:
    given = replace(one, numbers=(Quantity(one.span, value, "", bound),))  # type: ignore[arg-type]
    return replace(record, statements=tuple(given if known.id == one.id else known for known in record.statements))


def _conflict(record: Record, kind: str, said: list[Statement], values: tuple[str, ...]) -> Conflict:
    return Conflict(ConflictId("k-88888888888888ff"), kind, "contradiction", tuple(one.id for one in said), values,
                    "they differ")  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(("bound", "number_of_sides"), [("exact", 2), ("at_least", 3)])
def test_one_number_in_other_words_is_one_side(bound: str, number_of_sides: int) -> None:
    record = make()
    said = [one for one in record.statements if one.span.document == record.documents[0].id][:3]
    for one, value, its in zip(said, (4000, 2500, 4000), ("exact", "exact", bound), strict=True):
        record = _with_number(record, one, value, its)
    words = tuple(one.span.of(record.documents[0].text) for one in said)
    conflict = _conflict(record, "number", said, words)
    found = sides(opened(record), conflict)
    assert len(found) == number_of_sides
    assert sorted(at for _, held in found for at, _ in held) == [0, 1, 2]
    if bound == "exact":
        assert found[0] == (max(words[0], words[2], key=len)[:90], [(0, said[0].id), (2, said[2].id)])


def test_equal_words_are_one_side_where_one_statement_alone_has_the_number() -> None:
    record = make()
    said = [one for one in record.statements if one.span.document == record.documents[0].id][:2]
    words = said[0].span.of(record.documents[0].text)
    record = _with_number(record, said[0], 84)
    assert len(sides(opened(record), _conflict(record, "number", said, (words, words)))) == 1


def test_names_stay_apart_whatever_they_count() -> None:
    record = make()
    said = list(record.statements[:2])
    for one in said:
        record = _with_number(record, one, 7)
    assert len(sides(opened(record), _conflict(record, "name", said, ("Ada Obi", "Ada Obe")))) == 2


def test_a_piece_of_a_sentence_stands_in_its_sentence() -> None:
    record = make()
    document = record.documents[0]
    whole = next(
        one for one in record.statements if one.span.document == document.id and one.span.end - one.span.start > 30
    )
    text = document.text[whole.span.start : whole.span.end]
    start = whole.span.start + text.index(" ") + 1
    end = start + len(" ".join(text.split()[1:3]))
    piece = replace(whole, span=replace(whole.span, start=start, end=end), numbers=())
    record = replace(record, statements=tuple(piece if one.id == whole.id else one for one in record.statements))
    other = next(one for one in record.statements if one.span.document != document.id)
    conflict = _conflict(record, "actor", [piece, other], ("someone", "no source"))
    told = page(opened(replace(record, conflicts=(conflict,))))
    assert f'<mark class="value">{document.text[start:end]}</mark>' in told


def test_an_article_inside_a_sentence_is_small() -> None:
    assert printed_name("A person with knowledge of the decision") == "a person with knowledge of the decision"
    assert printed_name("“The grid operator” in The Tressian") == "“the grid operator” in The Tressian"
    assert printed_name("The Tressian") == "The Tressian"
    assert printed_name("A. N. Other") == "A. N. Other"
