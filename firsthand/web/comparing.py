"""Two reports or three side by side: what they share, word by word, and what only one of them has.

The aligned passages of their derivation come first, rewrites included; the sentences that these leave are aligned by
the words that they share.  Differing words are spans of the passages themselves.  Left out: why one text comes from the
other, which the derivation's reasons say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

from firsthand.data import TEXT_KINDS, Derivation, Document, DocumentId, Passage, Span
from firsthand.report import OpenRecord
from firsthand.report.highlights import Mark, marked_up
from firsthand.words import normal, words

_SENTENCE = re.compile(
    r"\S[^\n]*?(?:(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b(?:Mrs|Gen|Rep|Sen|Gov|Col|Sgt|Rev|Hon))[.!?]+[”’\"')\]]*"
    r"(?=\s+[“\"‘'(\[]?[A-Z0-9])|\n|\Z)"
)
"""A sentence: up to a full stop before a capital, not one behind an initial or a title ("U.S. troops", "Gen. Doe")."""
_ALIKE, _SHORT = 0.55, 4
_ThreeSpans = tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]


@dataclass(frozen=True)
class ComparedRow:
    """Passages of both sides, or of one of them; ``kind``: ``same``, ``changed``, ``left`` out of b, ``added`` in b.

    Starts and ends are those of the passages in their texts, -1 where a side has none."""

    kind: str
    a: Markup
    b: Markup
    a_start: int
    b_start: int
    a_end: int = -1
    b_end: int = -1

    @property
    def texts(self) -> tuple[Markup, ...]:
        """Both sides."""
        return self.a, self.b

    @property
    def without(self) -> None:
        """Of two reports none is without what two have."""

    @property
    def alone(self) -> int | None:
        """Which side alone has it: 0 for the first, None for both."""
        return {"left": 0, "added": 1}.get(self.kind)


@dataclass(frozen=True)
class ThreefoldRow:
    """Passages of three reports, empty where one has none, and where they begin (-1).

    ``kind``: ``same`` in all three, ``changed`` in all three, ``two`` of them have it, ``one`` alone."""

    kind: str
    texts: tuple[Markup, ...]
    starts: tuple[int, ...]

    @property
    def without(self) -> int | None:
        """Which report alone does not have it, 0 for the first; None where more or none lack it."""
        return next(n for n, start in enumerate(self.starts) if start < 0) if self.kind == "two" else None

    @property
    def alone(self) -> int | None:
        """Which report alone has it, 0 for the first; None for several."""
        return next(n for n, start in enumerate(self.starts) if start >= 0) if self.kind == "one" else None


NumberedRow = tuple[int, ComparedRow | ThreefoldRow]


def derivation_of(reading: OpenRecord, a: DocumentId, b: DocumentId) -> Derivation | None:
    """What joins two reports most closely, if anything does."""
    pairs = [one for one in reading.pairs_of.get(a, ()) if b in {one.a, one.b}]
    return pairs[0] if pairs else None


def carry_one_text(reading: OpenRecord, a: DocumentId, b: DocumentId) -> bool:
    """Whether two reports carry one text, be it by way of others: of a large family not every two copies are a pair."""
    return a in reading.text_of and reading.text_of[a] == reading.text_of.get(b)


def compared_rows(reading: OpenRecord, one: Document, other: Document) -> tuple[ComparedRow, ...]:
    """The rows of two reports in the order of the first, what is added in the second where it stands there."""
    pairs = sorted(_aligned(reading, one, other))
    rows = [_row(one, other, spans) for spans in pairs]
    taken_a = [(a, b) for a, b, _, _ in pairs]
    taken_b = [(a, b) for _, _, a, b in pairs]
    rows += [ComparedRow("left", _text(one, *at), Markup(), at[0], -1, at[1], -1) for at in _rest(one, taken_a)]
    added = [ComparedRow("added", Markup(), _text(other, *at), -1, at[0], -1, at[1]) for at in _rest(other, taken_b)]
    rows.sort(key=lambda row: row.a_start)
    for row in added:
        rows.insert(_place_in([known.b_start for known in rows], row.b_start), row)
    return tuple(rows)


def side_by_side(rows: Sequence[ComparedRow | ThreefoldRow], first: int = 1) -> tuple[tuple[NumberedRow, ...], ...]:
    """The rows, numbered from ``first``, in runs: what one report alone has and what another alone has where they
    meet, which a page sets beside each other; every other row by itself."""
    runs: list[list[NumberedRow]] = []
    for numbered in enumerate(rows, first):
        if runs and numbered[1].alone is not None and runs[-1][-1][1].alone is not None:
            runs[-1].append(numbered)
        else:
            runs.append([numbered])
    return tuple(
        part
        for run in runs
        for part in ((tuple(run),) if len({row.alone for _, row in run}) > 1 else tuple((one,) for one in run))
    )


_UNEVEN = 3
"""How many times as long as the shortest the longest column may be."""


def fills_columns(run: Sequence[NumberedRow], columns: int) -> bool:
    """Whether what each report alone has fills a column for each of them; else most of the width would stay empty."""
    letters = [0] * columns
    for _, row in run:
        if row.alone is not None:
            letters[row.alone] += sum(map(len, row.texts))
    return min(letters) > 0 and max(letters) <= _UNEVEN * min(letters)


def _place_in(starts: Sequence[int], start: int) -> int:
    """Where a row that begins at ``start`` goes: behind the last that begins before it; -1 begins nowhere."""
    before = [i for i, known in enumerate(starts) if 0 <= known < start]
    return before[-1] + 1 if before else 0


def threefold_rows(reading: OpenRecord, reports: tuple[Document, Document, Document]) -> tuple[ThreefoldRow, ...]:
    """The rows of three reports in the order of the first; what the other two have without it stands where it stands
    in them.  Passages of the first that meet are one row; words differ from those of the first report that has it."""
    first, *others = reports
    pairs = sorted(
        (a, b, side, c, d) for side, one in enumerate(others) for a, b, c, d in _aligned(reading, first, one)
    )
    groups: list[_ThreeSpans] = []
    for a, b, side, c, d in pairs:
        if groups and a < groups[-1][0][0][1]:
            (start, end) = groups[-1][0][0]
            groups[-1][0][0] = (start, max(end, b))
        else:
            groups.append(([(a, b)], [], []))
        groups[-1][side + 1].append((c, d))
    taken = [[span for group in groups for span in group[side]] for side in range(3)]
    groups += [([span], [], []) for span in _rest(first, taken[0])]
    without: list[_ThreeSpans] = [
        ([], [(a, b)], [(c, d)]) for a, b, c, d in _aligned(reading, others[0], others[1], taken[1], taken[2])
    ]
    for side in (1, 2):
        held = taken[side] + [span for group in without for span in group[side]]
        alone = [[span] for span in _rest(reports[side], held)]
        without += [([], one, []) if side == 1 else ([], [], one) for one in alone]
    rows = sorted((_threefold(reports, group) for group in groups), key=lambda row: row.starts[0])
    added = sorted((_threefold(reports, group) for group in without), key=lambda row: (row.starts[1] < 0, row.starts))
    for row in added:
        side = 1 if row.starts[1] >= 0 else 2
        rows.insert(_place_in([known.starts[side] for known in rows], row.starts[side]), row)
    return tuple(rows)


def _threefold(reports: Sequence[Document], spans: Sequence[list[tuple[int, int]]]) -> ThreefoldRow:
    """One row, with the words marked in which those that have it differ."""
    held = [n for n, one in enumerate(spans) if one]
    said = [
        [word for start, end in sorted(one) for word in words(document.text, start, end)]
        for document, one in zip(reports, spans, strict=True)
    ]
    marks: list[list[Mark]] = [[], [], []]
    gone: set[int] = set()
    base = said[held[0]]
    for n in held[1:]:
        matcher = SequenceMatcher(None, [w for _, _, w in base], [w for _, _, w in said[n]], autojunk=False)
        for i, j, k, m in _changes(matcher, base):
            gone.update(range(i, j))
            marks[n] += [Mark(said[n][k][0], said[n][m - 1][1], "", tag="ins")] if m > k else []
    for i in sorted(gone - {i + 1 for i in gone}):  # each run of words as one mark
        last = next(j for j in range(i, len(base)) if j + 1 not in gone)
        marks[held[0]].append(Mark(base[i][0], base[last][1], "", tag="del"))
    shown = [
        Markup(" … ").join(marked_up(document.text, a, b, inside) for a, b in sorted(one))
        for document, one, inside in zip(reports, spans, marks, strict=True)
    ]
    kind = ("one", "two", "changed" if any(marks) else "same")[len(held) - 1]
    return ThreefoldRow(kind, tuple(shown), tuple(min(one)[0] if one else -1 for one in spans))


def _aligned(
    reading: OpenRecord,
    one: Document,
    other: Document,
    held: Sequence[tuple[int, int]] = (),
    its_held: Sequence[tuple[int, int]] = (),
) -> Iterator[tuple[int, int, int, int]]:
    """What stands in both, outside of what is ``held`` in either already."""
    joined = derivation_of(reading, one.id, other.id)
    taken, its = list(held), list(its_held)
    for passage in sorted(joined.passages if joined is not None else (), key=lambda p: _sides(p, one.id)):
        a, b = _sides(passage, one.id)
        if all(b.end <= x or y <= b.start for x, y in its) and all(a.end <= x or y <= a.start for x, y in taken):
            taken.append((a.start, a.end))
            its.append((b.start, b.end))
            yield a.start, a.end, b.start, b.end
    others = _rest(other, its)
    bags = [frozenset(normal(other.text[a:b]).split()) for a, b in others]
    free = set(range(len(others)))
    for start, end in _rest(one, taken):
        said = frozenset(normal(one.text[start:end]).split())
        near = [(len(said & bags[i]) / len(said | bags[i]), -i) for i in sorted(free) if said and bags[i]]
        best = max(near, default=(0.0, 0))
        if best[0] >= _ALIKE:
            free.discard(-best[1])
            yield start, end, *others[-best[1]]


def _sides(passage: Passage, first: DocumentId) -> tuple[Span, Span]:
    return (passage.a, passage.b) if passage.a.document == first else (passage.b, passage.a)


def _sentences(document: Document) -> Iterator[tuple[int, int]]:
    for block in document.blocks:
        if block.kind in TEXT_KINDS or block.kind == "title":
            for match in _SENTENCE.finditer(document.text[block.start : block.end]):
                start, end = match.start() + block.start, match.end() + block.start
                start += len(match.group()) - len(match.group().lstrip())
                if document.text[start:end].strip():
                    yield start, end


def _rest(document: Document, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of a report that no passage covers for the most part."""
    found = []
    for start, end in _sentences(document):
        covered = sum(max(0, min(end, b) - max(start, a)) for a, b in taken)
        if covered < (end - start) / 2:
            found.append((start, end))
    return found


def _changes(matcher: SequenceMatcher[str], first: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, int, int]]:
    """Where two runs of words differ; changes between which one short word alone is the same are one change."""
    held: tuple[int, int, int, int] | None = None
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind == "equal":
            if held is not None and not (j - i == 1 and len(first[i][2]) <= _SHORT):
                yield held
                held = None
        else:
            held = (held[0], j, held[2], n) if held is not None else (i, j, k, n)
    if held is not None:
        yield held


def _text(document: Document, start: int, end: int) -> Markup:
    return marked_up(document.text, start, end, ())


def _row(one: Document, other: Document, spans: tuple[int, int, int, int]) -> ComparedRow:
    a, b, c, d = spans
    first, second = list(words(one.text, a, b)), list(words(other.text, c, d))
    matcher = SequenceMatcher(None, [w for _, _, w in first], [w for _, _, w in second], autojunk=False)
    gone, new = [], []
    for i, j, k, n in _changes(matcher, first):
        if j > i or n > k:
            gone += [Mark(first[i][0], first[j - 1][1], "", tag="del")] if j > i else []
            new += [Mark(second[k][0], second[n - 1][1], "", tag="ins")] if n > k else []
    told = "changed" if gone or new else "same"
    shown_a = marked_up(one.text, a, b, gone)
    return ComparedRow(told, shown_a, marked_up(other.text, c, d, new), a, c, b, d)
