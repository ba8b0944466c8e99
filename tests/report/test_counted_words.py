"""Of a sentence that tells two things what a claim does not count stands in brackets, greyed on the pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markupsafe import Markup

from firsthand.data import Span
from firsthand.report import opened, summary
from firsthand.report.counted_words import aside_in_brackets, marked_aside
from firsthand.report.html import page
from firsthand.report.text import IN_BRACKETS
from tests.report.demo_record import make

TWO = "The toll has risen to 12, the rescue service said on Friday, as the minister ordered the lake to be emptied."
TOLL, ORDER = "The toll has risen to 12", "the minister ordered the lake to be emptied."


@pytest.mark.parametrize(
    ("text", "counted", "besides", "shown"),
    [
        (TWO, [TOLL], [ORDER],
         f"{TOLL}, [the rescue service said on Friday, as the minister ordered the lake to be emptied]."),
        (TWO, [ORDER], [TOLL],
         f"[{TOLL}, the rescue service said on Friday, as] {ORDER}"),
        (TWO, [TOLL, ORDER], [], TWO),
        (TWO, [TOLL], [], TWO),
        (TWO, [TOLL], [f"{TOLL}, the rescue service said"], TWO),
        (TWO, ["Nothing of this"], [ORDER], TWO),
        (f"[{TOLL}] as {ORDER}", [ORDER], [TOLL], f"[{TOLL}] as {ORDER}"),
        ("“We knew it,” he said, and the plant in the U.S. was shut for good.", ["We knew it"],
         ["the plant in the U.S. was shut for good."],
         "“We knew it,” [he said, and the plant in the U.S. was shut for good]."),
        ("They flew to the coast of the U.S.", ["They flew"], ["flew to the coast of the U.S."],
         "They flew to the coast of the U.S."),
    ],
)  # fmt: skip
def test_what_is_not_counted_stands_in_brackets(text: str, counted: list[str], besides: list[str], shown: str) -> None:
    assert aside_in_brackets(text, counted, besides) == shown
    assert shown.replace("[", "").replace("]", "") == text.replace("[", "").replace("]", "")


def test_brackets_are_greyed_and_stay_text() -> None:
    assert marked_aside("Toll at 12 [<b>as</b> he said]") == Markup(
        'Toll at 12 <span class="aside">[&lt;b&gt;as&lt;/b&gt; he said]</span>'
    )


def test_a_claim_of_one_half_shows_which_half_it_counts_on_page_and_in_the_summary() -> None:
    record = make()
    reading = opened(record)
    claim = max(record.claims, key=lambda one: (one.reports.documents, one.id))
    said = reading.statement[claim.statements[0]]
    text = reading.document[said.span.document].text
    sentence = reading.surroundings(said.span, 1_000)
    half = sentence.start + text[sentence.start : sentence.end].index(" ", (sentence.end - sentence.start) // 2)
    first = replace(said, span=Span(said.span.document, sentence.start, half))
    other = replace(said, id=f"{said.id[:-2]}zz", span=Span(said.span.document, half + 1, sentence.end))
    statements = (*(first if one.id == said.id else one for one in record.statements), other)
    whole = replace(claim, text=reading.words(sentence), statements=(said.id,))
    made = replace(
        record, statements=statements, claims=tuple(whole if one.id == claim.id else one for one in record.claims)
    )
    shown = opened(made).claim[claim.id].text
    assert "[" in shown and shown.replace("[", "").replace("]", "") == whole.text
    assert '<span class="aside">[' in page(made)
    if shown[:20] in summary(made, 100):
        assert IN_BRACKETS in " ".join(summary(made, 100).split())
