"""Which pairs are derived, how, and in which direction."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.piles import derivations
from firsthand.data import Derivation, Document
from firsthand.relate.derivation import direction
from firsthand.relate.pile import Pile
from tests.relate.reports import AGENCY, INDEPENDENT, OTHER, REWRITE, document, pile, rest

pytestmark = pytest.mark.models


def _found(*documents: Document) -> dict[tuple[str, str], Derivation]:
    return {(item.a, item.b): item for item in derivations(pile(*documents))}


def test_same_text() -> None:
    found = _found(document("a", AGENCY), document("b", AGENCY.replace('"', "”")))
    assert found["a", "b"].relation == "same_text"
    assert {p.relation for p in found["a", "b"].passages} == {"verbatim"}


def test_a_copy_with_a_cut_tail_and_one_that_starts_in_the_middle() -> None:
    found = _found(document("a", AGENCY), document("b", rest(AGENCY, 0, 8)), document("c", rest(AGENCY, 4, 12)))
    assert found["a", "b"].relation == "near_copy"
    assert found["a", "c"].relation == "near_copy"


def test_paragraphs_of_an_agency_inside_an_own_report() -> None:
    mixed = INDEPENDENT + "\n\n" + rest(AGENCY, 3, 7)
    found = _found(document("a", AGENCY), document("b", mixed))
    assert found["a", "b"].relation == "partial_copy"
    assert "%" in found["a", "b"].reasons[0]


def test_a_rewrite_is_found_with_and_without_vectors() -> None:
    read = pile(document("a", AGENCY, "Meridian"), document("b", REWRITE), document("c", INDEPENDENT))
    for one in (read, replace(read, embed=None)):
        found = {(item.a, item.b): item for item in derivations(one)}
        assert found["a", "b"].relation == "rewrite"
        assert found["a", "b"].direction == "a_to_b"
        assert len(found["a", "b"].passages) >= 8
        assert found.get(("a", "c"), found["a", "b"]).relation in ("shared_quotations", "rewrite")
        assert ("b", "c") not in found


def test_reports_that_share_a_quotation_are_not_copies() -> None:
    quote = "“We shall repair every crane in the harbour before any worker stands beneath one again,” Falk said."
    found = _found(
        document("a", rest(INDEPENDENT, 0, 4) + "\n\n" + quote), document("b", rest(AGENCY, 8, 12) + "\n\n" + quote)
    )
    assert found["a", "b"].relation == "shared_quotations"
    assert found["a", "b"].direction == "unknown"


def test_one_long_letter_in_two_reports_is_a_shared_source() -> None:
    letter = "“" + " ".join(REWRITE.split()[:140]) + "”"
    found = _found(document("a", rest(INDEPENDENT, 0, 4) + "\n\n" + letter), document("b", OTHER + "\n\n" + letter))
    assert found["a", "b"].relation == "shared_source_text"


def test_unrelated_texts_are_not_listed() -> None:
    assert _found(document("a", AGENCY), document("b", OTHER)) == {}


def test_a_report_that_names_another_outlet_cites_it() -> None:
    text = rest(REWRITE, 1, 3) + "\n\n" + rest(INDEPENDENT, 0, 4) + "\n\nThe crane operators knew, Reuters reported."
    agency = document("a", AGENCY, "Reuters", "2024-05-07")
    cited = [i for i in derivations(pile(agency, document("b", text, "Brask Courier"))) if i.relation == "cites"]
    assert [(item.a, item.b, item.direction) for item in cited] == [("a", "b", "a_to_b")]
    assert "Reuters reported" in cited[0].reasons[0]


def test_two_copies_of_an_absent_agency_report_have_no_direction() -> None:
    one = document("a", "LONDON (Reuters) - " + rest(AGENCY, 1, 12), "Brask Courier", "2024-05-07")
    two = document("b", "LONDON (Reuters) - " + rest(AGENCY, 1, 12), "Gellen Post", "2024-05-08")
    item = _found(one, two)["a", "b"]
    assert item.direction == "unknown"
    assert any("both carry text of Reuters" in reason for reason in item.reasons)


def test_a_copy_that_credits_the_agency_in_the_pile_comes_from_it() -> None:
    item = _found(document("a", AGENCY, "Reuters"), document("b", AGENCY + "\n\nReuters", "Gellen Post"))["a", "b"]
    assert item.direction == "a_to_b"


def test_earlier_needs_ranges_that_do_not_overlap() -> None:
    a, b = document("a", "x", day="2024-05-07").published, document("b", "x", day="2024-05-08").published
    assert direction.earlier(a, b)
    assert not direction.earlier(b, a)
    assert not direction.earlier(a, a)
    assert not direction.earlier(a, document("c", "x").published)


def test_the_order_of_documents_does_not_matter_and_twice_is_once() -> None:
    documents = [
        document("a", AGENCY),
        document("b", REWRITE),
        document("c", rest(AGENCY, 0, 8)),
        document("d", INDEPENDENT),
    ]
    first = derivations(pile(*documents))
    whole = pile(*documents)
    assert first == derivations(
        Pile(whole.documents[::-1], whole.analyses[::-1], (), whole.comparables[::-1], whole.embed)
    )
    assert len({item.id for item in first}) == len(first)


def test_passages_lie_in_their_documents() -> None:
    documents = {d.id: d for d in (document("a", AGENCY), document("b", REWRITE), document("c", rest(AGENCY, 2, 9)))}
    for item in derivations(pile(*documents.values())):
        assert item.reasons
        assert 0.0 <= item.score <= 1.0
        for passage in item.passages:
            assert (passage.a.document, passage.b.document) == (item.a, item.b)
            assert 0 <= passage.a.start < passage.a.end <= len(documents[item.a].text)


def test_seeds(shared: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    items = derivations(pile(*(document(file.name[:3], file.read_text(encoding="utf-8")) for file in files)))
    assert [(i.a, i.b, i.direction) for i in items if i.relation not in ("shared_quotations", "cites")] == [
        ("000", "001", "a_to_b")
    ]
    assert ("002", "003") in {(i.a, i.b) for i in items if i.relation == "shared_quotations"}
    gold = json.loads((shared / "gold" / "seeds_dev.json").read_text(encoding="utf-8"))["derivation"][0]["alignments"]
    passages = next(i for i in items if i.relation == "rewrite").passages
    met = [
        any(_meets(p.a.start, p.a.end, g["a"]) and _meets(p.b.start, p.b.end, g["b"]) for p in passages) for g in gold
    ]
    assert sum(met) >= 0.8 * len(gold)


def _meets(start: int, end: int, gold: dict[str, int]) -> bool:
    return start < gold["end"] and gold["start"] < end
