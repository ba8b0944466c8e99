"""One act of speech in several reports, and where the wordings differ."""

from __future__ import annotations

from firsthand.data import Analysis, Block, Document, Entity, Outlet, Published, Quotation, Span, Utterance
from firsthand.relate.identity import utterances
from firsthand.relate.pile import Pile

ORTEGA, LIND = "e-ortega", "e-lind"


def pile(*reports: tuple[str, str | None]) -> Pile:
    """Reports of one paragraph; every “…” in one is a quotation of the speaker given beside it."""
    documents, analyses = [], []
    for number, (text, speaker) in enumerate(reports):
        name = f"d{number}"
        block = Block(0, len(text), "body")
        documents.append(Document(name, name, name, text, None, Outlet(), (), Published(), "en", (block,)))
        found, at = [], text.find("“")
        while at >= 0:
            end = text.index("”", at)
            inner = Span(name, at + 1, end - 1 if text[end - 1] == "," else end)
            found.append(Quotation(f"{name}-{at}", Span(name, at, end + 1), inner, None, speaker))
            at = text.find("“", end)
        analyses.append(Analysis(name, Outlet(), Published(), (), (), (), (), tuple(found), ()))
    people = (Entity(ORTEGA, "Maria Ortega", "person", (), ()), Entity(LIND, "Karl Lind", "person", (), ()))
    return Pile(tuple(documents), tuple(analyses), people)


def grouped(*reports: tuple[str, str | None]) -> tuple[Utterance, ...]:
    made, quotations = utterances(pile(*reports))
    assert all(q.utterance in {u.id for u in made} for q in quotations)
    assert sorted(n for u in made for n in u.quotations) == sorted(q.id for q in quotations)
    return made


def differences(*reports: tuple[str, str | None]) -> list[tuple[str, str, str]]:
    (one,) = grouped(*reports)
    return [(d.kind, d.a_words, d.b_words) for d in one.differences]


def test_an_excerpt_is_the_same_utterance_and_no_difference() -> None:
    long = "“We have waited nine years for this bridge and we are done waiting,” Ortega said."
    short = "Ortega said the town was “done waiting” after it had “waited nine years for this bridge.”"
    made = grouped((long, ORTEGA), (short, ORTEGA))
    assert [len(u.quotations) for u in made] == [2, 1]
    assert all(not u.differences for u in made)


def test_changed_words_are_shown() -> None:
    a = "“They bring deadly drugs and violence into our country,” she said."
    b = "“They bring deadly violence to our country,” she said."
    assert differences((a, ORTEGA), (b, ORTEGA)) == [("dropped", "drugs and", ""), ("replaced", "into", "to")]


def test_brackets_marks_case_and_spelling_are_no_difference() -> None:
    a = "“We co-operate with [the mayor of Lindal] Karl — it’s a programme of our own,” she said."
    b = "“we cooperate with Karl - it's a program of our own,” she said."
    assert differences((a, ORTEGA), (b, ORTEGA)) == []


def test_two_people_never_share_an_utterance() -> None:
    text = "“We have waited nine years for this bridge,” came the answer."
    assert len(grouped((text, ORTEGA), (text, LIND))) == 2


def test_a_speaker_who_is_not_known_may_be_the_same_when_the_words_are() -> None:
    text = "“We have waited nine years for this bridge,” came the answer."
    assert len(grouped((text, ORTEGA), (text, None))) == 1


def test_a_quotation_without_speaker_does_not_join_two_people() -> None:
    text = "“We have waited nine years for this bridge,” came the answer."
    made = grouped((text, ORTEGA), (text, None), (text, LIND))
    assert sorted(len(u.quotations) for u in made) == [1, 2]


def test_one_word_needs_the_same_speaker_and_the_same_matter() -> None:
    same = "Ortega called the ruined bridge of Lindal “pathetic” on Monday."
    other = "Ortega found the new budget for schools “pathetic” in March."
    assert len(grouped((same, ORTEGA), (same.replace("on Monday", "yesterday"), ORTEGA))) == 1
    assert len(grouped((same, ORTEGA), (other, ORTEGA))) == 2
    assert len(grouped((same, ORTEGA), (same, None))) == 2


def test_ids_depend_on_words_and_speaker_alone() -> None:
    text = "“We have waited nine years for this bridge,” Ortega said."
    assert {u.id for u in grouped((text, ORTEGA))} == {u.id for u in grouped(("Then: " + text, ORTEGA))}


def test_nothing_in_nothing_out() -> None:
    assert utterances(pile()) == ((), ())


def test_of_two_equal_words_the_differing_one_is_pointed_at() -> None:
    a = "“We want to go to the north and to stay with our people there,” she said."
    b = "“We want to go into the north and to stay with our people there,” she said."
    (one,) = grouped((a, ORTEGA), (b, ORTEGA))
    (found,) = one.differences
    texts = {"d0": a, "d1": b}
    for words, span in ((found.a_words, found.a_span), (found.b_words, found.b_span)):
        assert span is not None
        assert span.of(texts[span.document]) == words
        assert texts[span.document][span.end :].startswith(" the north")
    dropped = grouped((a, ORTEGA), (a.replace("to stay ", ""), ORTEGA))[0].differences
    assert [one.b_span for one in dropped] == [None]
