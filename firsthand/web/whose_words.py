"""Whose words a report is made of: its own, copied, quoted, or no article text, as stretches in reading order.

A character is counted once: what is no article text first, then what stands in a passage that comes from another
report or may, then in one that another report took from here, then what stands inside marks of speech, then the rest,
which stands only on this page as far as the reports here can tell: that it is the page's own nobody says.  Of
copied stretches is said too what of them is quoted, so that the quotations that a page marks are all told.
Every page that says whose words a report is made of says it by ``word_shares``.  Follows: the blocks, derivations and
quotations of the record.  Left out: texts that nobody put into the folder, of which a report may be a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.data import ARTICLE_KINDS, COPIES, Derivation, Document, DocumentId, Span
from firsthand.report import OpenRecord
from firsthand.report.phrasing import listed_up_to

WORD_KINDS = ("own", "copied", "lent", "quoted", "furniture")
"""Whose words a stretch can be: ``own`` stands on this page only, ``copied`` on another too from which it may come,
``lent`` on one that has it from here; ``furniture`` is what is no article text."""
_COPIED = COPIES | {"shared_source_text"}


@dataclass(frozen=True, slots=True)
class WordStretch:
    """Characters ``start`` to ``end`` of a report, all of one kind, ``letters`` of them no white space, ``in_marks``
    of these inside marks of speech; ``pair`` is the derivation that says of copied ones that they are."""

    start: int
    end: int
    kind: str
    letters: int
    pair: Derivation | None = None
    in_marks: int = 0

    @property
    def sure(self) -> bool:
        """Whether it is known that the other report's text came first, where it is copied."""
        return self.pair is None or _one_way(self.pair)


@dataclass(frozen=True, slots=True)
class WordShares:
    """Of how many characters, white space aside, a report's words are whose: by kind, and of the copied ones how many
    are quoted too, and how many may as well be the report's own."""

    by_kind: Mapping[str, int]
    copied_quoted: int
    unsure: int
    pairs: tuple[tuple[Derivation, int], ...] = ()
    """Of the copied ones how many come to which pair of reports, the most first."""

    @property
    def article(self) -> int:
        """How many are of the article's text."""
        return sum(n for kind, n in self.by_kind.items() if kind != "furniture")


def shares_in_words(reading: OpenRecord, document: Document, shares: WordShares) -> str:
    """As "only on this page 62 %, also on other pages 30 % (The Tressian), quotes 8 %" of the article's text, a
    rewrite's as "30 % says in other words what …"; '' where there is none."""

    def of(number: int) -> str:
        return percent(number, shares.article)

    told = [f"only on this page {of(own)}"] if (own := shares.by_kind["own"]) else []
    by_text: dict[tuple[bool, DocumentId], tuple[DocumentId, int]] = {}
    for pair, number in shares.pairs:  # copies of one text are told as one, under the report that shares most
        other = pair.b if pair.a == document.id else pair.a
        key = (pair.relation == "rewrite", reading.text_of.get(other, other))
        first, held = by_text.get(key, (other, 0))
        by_text[key] = (first, held + number)
    ranked = sorted(by_text.items(), key=lambda one: -one[1][1])
    alike = [(reading.report(first), number) for (retold, _), (first, number) in ranked if not retold]
    if alike:
        names = [name for name, _ in alike]
        told.append(f"also on other pages {of(sum(number for _, number in alike))} "
                    f"({listed_up_to(dict.fromkeys(names), _MOST_SHARED_WITH)})")  # fmt: skip
    for (retold, _), (first, number) in ranked:
        if retold:
            told.append(f"{of(number)} says in other words what {reading.report(first)} says")
    return ", ".join([*told, *([f"quotes {of(quoted)}"] if (quoted := shares.by_kind["quoted"]) else ())])


_MOST_SHARED_WITH = 2


def percent(part: int, whole: int) -> str:
    """As "12 %", with a space that no line breaks at; what is little and not nothing is "under 1 %"."""
    return f"under 1{_HELD}%" if 0 < 100 * part < whole else f"{round(100 * part / max(1, whole))}{_HELD}%"


_HELD = "\u00a0"


def word_shares(stretches: Iterable[WordStretch]) -> WordShares:
    """The counts of a report's stretches."""
    by_kind = dict.fromkeys(WORD_KINDS, 0)
    copied_quoted = unsure = 0
    pairs: dict[Derivation, int] = {}
    for one in stretches:
        by_kind[one.kind] += one.letters
        if one.pair is not None:
            pairs[one.pair] = pairs.get(one.pair, 0) + one.letters
        copied_quoted += one.in_marks if one.kind in {"copied", "lent"} else 0
        unsure += 0 if one.sure else one.letters
    ranked = sorted(pairs.items(), key=lambda one: (-one[1], one[0].id))
    return WordShares(by_kind, copied_quoted, unsure, tuple(ranked))


def whose_words(reading: OpenRecord, document: Document) -> tuple[WordStretch, ...]:
    """The stretches of a report in reading order; white space is nobody's."""
    here = document.id
    copied = sorted(_shared(reading, document), key=lambda one: (_lends(reading, here, one[1]), not _one_way(one[1]),
                                                                 one[0], one[1].id))  # fmt: skip
    quoted = [one.inner for one in reading.quotations_of(document.id) if one.attribution]
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
            kind = "lent" if _lends(reading, here, pair) else "copied"
            found += [_stretch(document, one, kind, pair, quoted) for one in taken]
        for span in quoted:
            taken, free = _cut(free, span.start, span.end)
            found += [_stretch(document, one, "quoted") for one in taken]
        found += [_stretch(document, one, "own") for one in free]
    return tuple(_joined_up(sorted((one for one in found if one.letters), key=lambda one: one.start)))


def _one_way(pair: Derivation) -> bool:
    return pair.direction != "unknown" and pair.relation in COPIES


def _lends(reading: OpenRecord, document: DocumentId, pair: Derivation) -> bool:
    """Whether the other report of a pair has its words from this one."""
    return _one_way(pair) and reading.parted(pair)[1] == document


def _shared(reading: OpenRecord, document: Document) -> Iterator[tuple[tuple[int, int], Derivation]]:
    """What a report shares with others, whichever came first; a rewrite shares no words with what it retells, which
    stand only on the page retold."""
    for pair in reading.pairs_of.get(document.id, ()):
        retold = pair.relation == "rewrite" and _lends(reading, document.id, pair)
        if pair.relation in _COPIED and not retold:
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


def _stretch(
    document: Document, span: tuple[int, int], kind: str, pair: Derivation | None = None, quoted: Sequence[Span] = ()
) -> WordStretch:
    free, marked = [span], []
    for one in quoted:
        inside, free = _cut(free, one.start, one.end)
        marked += inside
    letters = _letters(document, [span])
    return WordStretch(*span, kind, letters, pair, letters if kind == "quoted" else _letters(document, marked))


def _letters(document: Document, spans: Iterable[tuple[int, int]]) -> int:
    return sum(map(len, (word for span in spans for word in document.text[slice(*span)].split())))


def _joined_up(stretches: Iterable[WordStretch]) -> Iterator[WordStretch]:
    """Stretches of one kind with nothing of another between as one."""
    held: WordStretch | None = None
    for one in stretches:
        if held is not None and (held.kind, held.pair) == (one.kind, one.pair):
            held = replace(held, end=one.end, letters=held.letters + one.letters, in_marks=held.in_marks + one.in_marks)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
