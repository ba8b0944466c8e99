"""A parsed document: its sentences as trees, looked up by place.  Built once per document and handed to every reader.

Follows the parser's bounds and labels (``analyse.segment``).  Left out: what any of it means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Document, Sentence, Span
from firsthand.grammar.tree import Tree, sentence_tree


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The sentences of one document in text order, as trees; ``starts`` and ``ends`` are their bounds."""

    document: Document
    trees: tuple[Tree, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def text(self) -> str:
        """The document's text, into which every offset points."""
        return self.document.text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences without their trees."""
        return tuple(one.sentence for one in self.trees)

    def at(self, offset: int) -> Tree | None:
        """The sentence that holds the character, or None where none does."""
        place = bisect_right(self.starts, offset) - 1
        return self.trees[place] if place >= 0 and offset < self.ends[place] else None

    def number(self, one: Tree) -> int:
        """Which of the sentences it is."""
        return bisect_right(self.starts, one.sentence.start) - 1

    def over(self, start: int, end: int) -> Sequence[Tree]:
        """The sentences that share a character with ``start`` to ``end`` (exclusive), in text order."""
        return self.trees[bisect_right(self.ends, start) : bisect_left(self.starts, end)]

    def within(self, span: Span) -> list[tuple[Tree, range]]:
        """The sentences with tokens wholly inside the span, each with the numbers of these tokens."""
        found = []
        for one in self.over(span.start, span.end):
            inside = [n for n, t in enumerate(one.tokens) if t.start >= span.start and t.end <= span.end]
            if inside:
                found.append((one, range(inside[0], inside[-1] + 1)))
        return found


def parsed(document: Document, sentences: Sequence[Sentence]) -> Parsed:
    """The document's parse; ``sentences`` are in text order and do not overlap."""
    return Parsed(
        document,
        tuple(sentence_tree(sentence, document.text) for sentence in sentences),
        tuple(sentence.start for sentence in sentences),
        tuple(sentence.end for sentence in sentences),
    )
