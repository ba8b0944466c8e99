"""Whose words a report is made of: its own, copied, quoted, or no article text, as stretches in reading order.

A character is counted once: what is no article text first, then what stands in a passage that comes from another report
(quotations in it too), then what stands inside marks of speech, then the rest, which is the report's own as far as the
reports here can tell.  Follows: the blocks, derivations and quotations of the record.  Left out: texts that nobody put
into the folder, of which a report may be a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from firsthand.data import ARTICLE_KINDS, Derivation, Document
from firsthand.report import OpenRecord
from firsthand.report.phrasing import COPIES

WORD_KINDS = ("own", "copied", "quoted", "furniture")
"""Whose words a stretch can be; ``furniture`` is what is no article text."""
_COPIED = COPIES | {"shared_source_text"}


@dataclass(frozen=True, slots=True)
class WordStretch:
    """Characters ``start`` to ``end`` of a report, all of one kind, ``letters`` of them no white space; ``pair`` is the
    derivation that says of copied ones that they are."""

    start: int
    end: int
    kind: str
    letters: int
    pair: Derivation | None = None

    @property
    def sure(self) -> bool:
        """Whether it is known that the other report's text came first, where it is copied."""
        return self.pair is None or _one_way(self.pair)


def whose_words(reading: OpenRecord, document: Document) -> tuple[WordStretch, ...]:
    """The stretches of a report in reading order; white space is nobody's."""
    copied = sorted(_copied(reading, document), key=lambda one: (not _one_way(one[1]), one[0], one[1].id))
    quoted = [one.inner for one in reading.quotations if one.attribution and one.inner.document == document.id]
    found: list[WordStretch] = []
    for block in document.blocks:
        free = [(block.start, block.end)]
        if block.kind == "blank":  # and so is a separator
            continue
        if block.kind not in ARTICLE_KINDS:
            found += [_stretch(document, one, "furniture") for one in free]
            continue
        for (start, end), pair in copied:
            taken, free = _cut(free, start, end)
            found += [_stretch(document, one, "copied", pair) for one in taken]
        for span in quoted:
            taken, free = _cut(free, span.start, span.end)
            found += [_stretch(document, one, "quoted") for one in taken]
        found += [_stretch(document, one, "own") for one in free]
    return tuple(_joined_up(sorted((one for one in found if one.letters), key=lambda one: one.start)))


def _one_way(pair: Derivation) -> bool:
    return pair.direction != "unknown" and pair.relation in COPIES


def _copied(reading: OpenRecord, document: Document) -> Iterator[tuple[tuple[int, int], Derivation]]:
    """What a report shares with one that it comes from, or may come from, or with which it comes from a third text."""
    for pair in reading.pairs_of.get(document.id, ()):
        if pair.relation in _COPIED and (not _one_way(pair) or reading.parted(pair)[0] == document.id):
            for passage in pair.passages:
                span = passage.a if passage.a.document == document.id else passage.b
                yield (span.start, span.end), pair


def _cut(free: Iterable[tuple[int, int]], start: int, end: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The parts of ``free`` inside ``start`` to ``end``, and those outside."""
    taken, left = [], []
    for a, b in free:
        here, there = max(a, start), min(b, end)
        if here < there:
            taken.append((here, there))
            left += [one for one in ((a, here), (there, b)) if one[0] < one[1]]
        else:
            left.append((a, b))
    return taken, left


def _stretch(document: Document, span: tuple[int, int], kind: str, pair: Derivation | None = None) -> WordStretch:
    return WordStretch(*span, kind, sum(not c.isspace() for c in document.text[slice(*span)]), pair)


def _joined_up(stretches: Iterable[WordStretch]) -> Iterator[WordStretch]:
    """Stretches of one kind with nothing of another between as one."""
    held: WordStretch | None = None
    for one in stretches:
        if held is not None and (held.kind, held.pair) == (one.kind, one.pair):
            held = replace(held, end=one.end, letters=held.letters + one.letters)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
