"""A parsed document: its sentences as trees, looked up by place.  Built once per document and handed to every reader.

Follows the parser's bounds and labels (``analyse.segment``); double quotation marks and guillemets are matched within a
block, and one that nothing closes holds to the block's end.  Left out: what any of it means, and single marks, which
need more than their form (``analyse.quotation``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.data import Block, Document, Sentence, Span
from firsthand.grammar.mended import mended
from firsthand.grammar.tree import Token, Tree, sentence_tree

_MARK = re.compile('[“«„”»"]|â\x80[\x9c\x9d]')
"""Double marks, and the same read in the wrong encoding."""
_CLOSING = frozenset(("”", "»", "â\x80\x9d"))


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The sentences of one document in text order, as trees; ``starts`` and ``ends`` are their bounds, ``marked`` the
    characters inside quotation marks, from the opening mark up to the closing one, in text order."""

    document: Document
    trees: tuple[Tree, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    marked: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The document's text, into which every offset points."""
        return self.document.text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences without their trees."""
        return tuple(one.sentence for one in self.trees)

    def block(self, one: Tree) -> Block:
        """The block in which a sentence stands."""
        return self.document.blocks[one.sentence.block]

    def block_at(self, offset: int) -> int:
        """The number of the block that holds the character; the last one's beyond the end."""
        blocks = self.document.blocks
        return min(bisect_right(blocks, offset, key=lambda block: block.end), len(blocks) - 1)

    def in_block(self, number: int) -> Sequence[Tree]:
        """The sentences of a block, in text order."""
        low = bisect_left(self.trees, number, key=lambda one: one.sentence.block)
        return self.trees[low : bisect_right(self.trees, number, key=lambda one: one.sentence.block)]

    def at(self, offset: int) -> Tree | None:
        """The sentence that holds the character, or None where none does."""
        place = bisect_right(self.starts, offset) - 1
        return self.trees[place] if place >= 0 and offset < self.ends[place] else None

    def token_at(self, offset: int) -> tuple[Tree, int] | None:
        """The last token that begins at the character or before it, with its sentence; None before the first one."""
        place = bisect_right(self.starts, offset) - 1
        if place < 0:
            return None
        one = self.trees[place]
        return one, bisect_right(one.tokens, offset, key=lambda token: token.start) - 1

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

    def quoted(self, offset: int) -> bool:
        """Whether the character stands inside quotation marks; the opening mark itself does."""
        place = bisect_right(self.marked, offset, key=lambda pair: pair[0]) - 1
        return place >= 0 and offset < self.marked[place][1]


def parsed(document: Document, sentences: Iterable[tuple[Sentence, Sequence[Token]]]) -> Parsed:
    """The document's parse; ``sentences`` with their tokens are in text order and do not overlap."""
    trees = tuple(
        sentence_tree(sentence, mended(tokens, document.text), document.text, number)
        for number, (sentence, tokens) in enumerate(sentences)
    )
    return Parsed(
        document,
        trees,
        tuple(one.sentence.start for one in trees),
        tuple(one.sentence.end for one in trees),
        _marked(document),
    )


def _marked(document: Document) -> tuple[tuple[int, int], ...]:
    """The characters inside quotation marks, block by block."""
    found: list[tuple[int, int]] = []
    for block in document.blocks:
        since = -1
        for mark in _MARK.finditer(document.text, block.start, block.end):
            closes = mark.group() in _CLOSING or (mark.group() == '"' and since >= 0)
            if since < 0 and mark.group() == '"' and document.text[max(0, mark.start() - 1) : mark.start()].isdigit():
                continue  # inches: 5" wide
            if since < 0 and not closes:
                since = mark.start()
            elif since >= 0 and closes:
                found.append((since, mark.start()))
                since = -1
        if since >= 0:
            found.append((since, min(block.end, len(document.text))))
    return tuple(found)
