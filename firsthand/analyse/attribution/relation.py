"""A relation as spans: source, cue and content before anything is resolved, from the rules or from the tagger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from firsthand.grammar.tree import Pieces


@dataclass(frozen=True, slots=True)
class AttributionRelation:
    """A relation before anything is resolved.  ``rule`` names the pattern; ``addressee`` is who it was said to and
    ``head`` the head word of the source, both as characters; ``decided_by`` is ``rule`` or ``model``; ``through`` the
    cue of the report that cites this one; ``steps`` who made and changed it (``trail``)."""

    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    addressee: tuple[int, int] | None = None
    head: tuple[int, int] | None = None
    decided_by: str = "rule"
    through: Pieces = ()
    steps: tuple[str, ...] = field(default=(), compare=False)

    @property
    def start(self) -> int:
        """Where the first of its pieces begins."""
        return min(piece[0] for piece in (*self.source, *self.cue, *self.content))

    @property
    def end(self) -> int:
        """Where the last of its pieces ends."""
        return max(piece[1] for piece in (*self.source, *self.cue, *self.content))


@dataclass(slots=True)
class SpanIndex:
    """Numbered spans looked up by place, so that a long text is not searched once for each of them."""

    cells: dict[int, list[int]] = field(default_factory=dict)

    def add(self, number: int, spans: Pieces) -> None:
        """Enters the pieces of one numbered span."""
        for start, end in spans:
            for cell in range(start >> 9, (max(end, start + 1) - 1 >> 9) + 1):
                self.cells.setdefault(cell, []).append(number)

    def near(self, start: int, end: int) -> list[int]:
        """The numbers of the spans that may overlap these characters, in order; the caller compares exactly."""
        found: set[int] = set()
        for cell in range(start >> 9, (max(end, start + 1) - 1 >> 9) + 1):
            found.update(self.cells.get(cell, ()))
        return sorted(found)

    def beneath(self, pieces: Pieces) -> list[int]:
        """The same for all pieces of a content."""
        return sorted({n for start, end in pieces for n in self.near(start, end)})


def span_index(spans: Iterable[Pieces]) -> SpanIndex:
    """The index of these spans, numbered in the order given."""
    made = SpanIndex()
    for number, pieces in enumerate(spans):
        made.add(number, pieces)
    return made
