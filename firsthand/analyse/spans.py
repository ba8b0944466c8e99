"""A relation as spans: source, cue and content before anything is resolved, from the rules or from the tagger."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.analyse.syntax import Pieces


@dataclass(frozen=True, slots=True)
class Found:
    """A relation before anything is resolved.  ``addressee`` is who it was said to, ``subject`` the head word of the
    source; ``rule`` names the pattern; ``continued`` marks contents that go on without a cue of their own."""

    source: Pieces
    cue: Pieces
    content: Pieces
    rule: str
    addressee: tuple[int, int] | None = None
    head: tuple[int, int] | None = None
    continued: bool = False
    decided_by: str = "rule"

    @property
    def start(self) -> int:
        return min(piece[0] for piece in (*self.source, *self.cue, *self.content))

    @property
    def end(self) -> int:
        return max(piece[1] for piece in (*self.source, *self.cue, *self.content))
