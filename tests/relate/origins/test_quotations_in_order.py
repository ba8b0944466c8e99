"""The quotations that a statement shares characters with are found without a look at all others."""

from __future__ import annotations

import random

from firsthand.data import DocumentId, Quotation, QuotationId, Span
from firsthand.relate.origins.end_node import QuotationsInOrder

HERE = DocumentId("d-1")


def quotation(start: int, end: int) -> Quotation:
    return Quotation(QuotationId(f"q-{start}-{end}"), Span(HERE, start, end), Span(HERE, start, end), None, None)


def test_those_over_a_span_are_all_that_overlap_it() -> None:
    chance = random.Random(3)
    for _ in range(200):
        starts = [chance.randrange(60) for _ in range(chance.randrange(12))]
        held = [quotation(start, start + chance.randrange(1, 30)) for start in starts]
        low = chance.randrange(60)
        span = Span(HERE, low, low + chance.randrange(1, 20))
        found = QuotationsInOrder(held).over(span)
        assert sorted(one.id for one in found) == sorted(one.id for one in held if one.span.overlaps(span))
