"""A claim is shown in a report's own words where what it has in brackets cannot be right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.report import opened
from firsthand.report.fill_ins import fill_ins_fit
from firsthand.words import unbracketed
from tests.report.demo_record import make


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("The dam broke at dawn", True),
        ("[The rescue service] found nine people", True),
        ("[Ada Obi] hasn't been charged", True),
        ("[We] could have warned them", True),
        ("[The Kesh council’s] engineers warned of it", True),
        ("He said [the minister] knew", True),
        ("[The valley] is why the road was closed", False),
        ("[The minister] was what they asked for", False),
        ("[Ada Obi]'s settled three suits", False),
        ("[Bands and artists]’ve been accused", False),
        ("[Which broke away from the council,] changing its name", False),
        ("[Those engineers] warned of it", False),
        ("[The Asp valley] are behind the flow", False),
        ("[The police] are asking for witnesses", True),
        ("[Korrel Hydro and its board] were told", True),
        ("[The inspectors] were told", True),
        ("[While] we believe that the gate was sound", False),
        ("[The council] bowing to pressure from irate farmers", False),
        ("[The council, its oldest rival and a late arrival in the lower valley,] its oldest rival", False),
    ],
)
def test_what_cannot_be_right(text: str, fit: bool) -> None:
    assert fill_ins_fit(text) is fit


def test_a_sentence_s_own_words_in_brackets_lose_these_and_no_second_sentence_comes_with_them() -> None:
    record = make()
    first = record.claims[0]
    reading = opened(record)
    said = reading.statement[first.statements[0]]
    sentence = reading.words(reading.surroundings(said.span, 1_000))
    head, _, tail = sentence.partition(" were ")
    framed = replace(first, text=f"[{head} were,] {tail}", statements=first.statements[:1])
    shown = unbracketed(opened(replace(record, claims=(framed, *record.claims[1:]))).claim[first.id].text)
    assert shown in {sentence, f"{head} were, {tail}"}
    longer = replace(said, span=reading.surroundings(said.span, 1_000))
    statements = tuple(longer if one.id == said.id else one for one in record.statements)
    again = opened(replace(record, claims=(framed, *record.claims[1:]), statements=statements))
    assert again.claim[first.id].text == shown, "what is counted whole has nothing in brackets"


def test_a_claim_whose_fill_in_cannot_be_right_is_shown_in_a_report_s_own_sentence() -> None:
    record = make()
    first = record.claims[0]
    wrong = replace(first, text="[The valley] is why they fled")
    reading = opened(replace(record, claims=(wrong, *record.claims[1:])))
    shown = reading.claim[first.id].text
    assert "[The valley]" not in shown
    assert any(unbracketed(shown) in " ".join(one.text.split()) for one in record.documents)
    assert reading.claims_of(reading.stories[0])[0].text == shown or first.id in reading.claim
    assert reading.claim[record.claims[1].id] == record.claims[1]
