"""Of several claims for which one sentence stands, one is shown with it and the others with their own words."""

from __future__ import annotations

from dataclasses import replace

from firsthand.report import opened
from tests.report.demo_record import make


def test_one_sentence_stands_for_one_claim_of_a_story() -> None:
    record = make()
    sentence = "The gate failed at dawn, which the service had feared, and nine people were killed."
    one, other = [claim for claim in record.claims if claim.reports.documents > 1][:2]
    alike = tuple(replace(claim, text=sentence) if claim.id in {one.id, other.id} else claim for claim in record.claims)
    reading = opened(replace(record, claims=alike))
    told = {reading.claim[id_].text for id_ in (one.id, other.id)}
    assert sentence in told
    (part,) = told - {sentence}
    assert part.startswith("… ")
    assert part.endswith(" …")
    assert any(part.strip("… ") in reading.words(said.span) for said in reading.statements)
    backwards = opened(replace(record, claims=alike[::-1]))
    assert {id_: claim.text for id_, claim in backwards.claim.items()} == {
        id_: claim.text for id_, claim in reading.claim.items()
    }
