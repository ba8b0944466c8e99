"""The comparable form of a report and which of its words stand in another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.relate import reuse
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, analysis, document, pile, rest


def test_quoted_spans_of_all_marks() -> None:
    text = "He said “one two” and \"three four\" and 'five six' but don't stop"
    found = [text[a:b] for a, b in reuse.quoted_spans(text, 0, len(text))]
    assert found == ["“one two”", '"three four"', "'five six'"]


def test_an_unclosed_mark_runs_to_the_end_of_the_paragraph() -> None:
    text = "She began: “We will go on"
    assert [text[a:b] for a, b in reuse.quoted_spans(text, 0, len(text))] == ["“We will go on"]


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The dockers' union and the port's cranes aren't idle, 'tis said"
    assert reuse.quoted_spans(text, 0, len(text)) == []


@given(st.text(alphabet="ab \"'“”‘’\n", max_size=60))
def test_quoted_spans_stay_inside(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in reuse.quoted_spans(text, 0, len(text)))


def test_dateline_credit_and_caption_are_not_read() -> None:
    text = (
        "In this May 3 file photo, cranes stand idle.\nPORT ARDEN (Reuters) - The port closed.\n"
        "(Reporting by A. Roe; Editing by B. Doe)"
    )
    one = document("a", text)
    reading = reuse.read(one, analysis(one))
    assert reading.words == ("the", "port", "closed")


def test_spans_of_words_quote_the_text() -> None:
    one = document("a", AGENCY)
    reading = reuse.read(one, analysis(one))
    assert all(
        one.text[s:e].casefold().startswith(w[:1])
        for s, e, w in zip(reading.starts, reading.ends, reading.words, strict=True)
    )
    assert all(one.text[line.span.start : line.span.end].strip() for line in reading.lines)


def test_numbers_are_read_alike() -> None:
    one = document("a", "It cost 21 million crowns for seven terminals and 3,400 workers.")
    (line,) = reuse.read(one, analysis(one)).lines
    assert {"21m", "7", "3400"} <= line.key


def test_narrative_and_spoken_words_are_told_apart() -> None:
    a, b = document("a", AGENCY), document("b", INDEPENDENT)
    one, other = reuse.read(a, analysis(a)), reuse.read(b, analysis(b))
    found = reuse.shared(one, other)
    assert found.spoken.sum() >= 9
    assert found.narrative(one) < 0.05


def test_words_quoted_in_only_one_of_two_texts_count_as_spoken() -> None:
    letter = (
        "We will not be moved by threats of any kind and we shall continue our work until the very last crane is safe."
    )
    a, b = document("a", letter), document("b", f"The letter says: “{letter}”")
    found = reuse.shared(reuse.read(a, analysis(a)), reuse.read(b, analysis(b)))
    assert not found.told.any()
    assert found.spoken.all()


def test_copies_are_candidates_and_strangers_are_not() -> None:
    read = reuse.read_pile(pile(document("a", AGENCY), document("b", rest(AGENCY, 3, 12)), document("c", OTHER)))
    assert reuse.copy_candidates(read) == [(0, 1)]


def test_a_sentence_that_unrelated_reports_share_is_furniture() -> None:
    extra = "\n\nOur journalists in Arden can be reached at any hour by the telephone number that is printed below."
    third = """Snow shut the Halden pass on Friday, and rescuers led by Marit Skogen dug out 18 cars near Fagernes.

Meteorologist Ivar Lunde said 62 centimetres had fallen in nine hours, the most since 1987 in Valdres."""
    read = reuse.read_pile(pile(*(document(k, t + extra) for k, t in (("a", AGENCY), ("b", OTHER), ("c", third)))))
    assert not any("telephone" in reading.words for reading in read)
