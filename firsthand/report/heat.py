"""The heat margin of a report: how many separately written texts carry each of its sentences.

A strip beside each block, cut by characters: the more texts carry what is said there, the darker.  Follows: claims,
whose statements are counted once for each text family.  Left out: sentences that no claim has, which stay white.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.data import Claim, DocumentId, StatementId
from firsthand.report.open_record import OpenRecord

MOST = 5
"""The darkest step: so many texts and more."""


@dataclass(frozen=True, slots=True)
class HeatStep:
    """A stretch of a block in thousandths of its length, and how many texts carry it."""

    start: int
    length: int
    texts: int

    @property
    def css(self) -> str:
        """Its step of darkness."""
        return f"heat{min(self.texts, MOST)}"


class Heat:
    """How many texts carry each statement of a record, looked up by report."""

    def __init__(self, reading: OpenRecord) -> None:
        numbers: dict[StatementId, int] = {}
        for claim in reading.claims:
            number = carrying(reading, claim)
            for id_ in claim.statements:
                numbers[id_] = max(numbers.get(id_, 0), number)
        found: dict[DocumentId, list[tuple[int, int, int]]] = {}
        for one in reading.statements:
            if numbers.get(one.id, 0) > 1:
                found.setdefault(one.span.document, []).append((one.span.start, one.span.end, numbers[one.id]))
        self._stretches = {document: tuple(sorted(spans)) for document, spans in found.items()}

    def strip(self, document: DocumentId, start: int, end: int) -> tuple[HeatStep, ...]:
        """The strip of the characters ``start`` to ``end`` of a report; empty where nothing there is shared."""
        steps: list[HeatStep] = []
        at, length = start, max(1, end - start)
        for first, last, texts in self._stretches.get(document, ()):
            here, there = max(first, at), min(last, end)
            if here < there:
                steps.append(HeatStep((here - start) * 1000 // length, max(1, (there - here) * 1000 // length), texts))
                at = there
        return tuple(steps)


def carrying(reading: OpenRecord, claim: Claim) -> int:
    """How many separately written texts carry a claim."""
    documents = {one.span.document for one in reading.statements_of(claim)}
    return len({reading.text_of.get(one, one) for one in documents})
