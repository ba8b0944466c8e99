"""Where entities are named in each report, in text order, looked up by place: a report is not read through for each
of its names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from firsthand.data import DocumentId, Entity, EntityId


class Mentions:
    """Start, end and entity of every mention of a pile's entities."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._held: defaultdict[DocumentId, list[tuple[int, int, EntityId]]] = defaultdict(list)
        for entity in entities:
            for span in entity.mentions:
                self._held[span.document].append((span.start, span.end, entity.id))
        for held in self._held.values():
            held.sort()

    def of(self, document: DocumentId) -> list[tuple[int, int, EntityId]]:
        """All of a report."""
        return self._held.get(document, [])

    def begun_in(self, document: DocumentId, start: int, end: int) -> Iterator[tuple[int, int, EntityId]]:
        """Those that begin between two places of a report, both included."""
        held = self._held.get(document, [])
        for at in range(bisect_left(held, (start,)), len(held)):
            if held[at][0] > end:
                return
            yield held[at]

    def within(self, document: DocumentId, start: int, end: int) -> Iterator[tuple[int, int, EntityId]]:
        """Those that stand between two places of a report."""
        return (one for one in self.begun_in(document, start, end) if one[1] <= end)
