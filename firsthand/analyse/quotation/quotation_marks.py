"""Quotation marks: where quoted words begin and end, paragraph by paragraph.

Follows the house styles of English-language news: curly and straight double marks, doubled single marks ('' and ``),
single marks as the outer pair (British), single inside double and double inside single, and a mark at the opening of
every paragraph of a long quotation with none at the close; and the marks of other languages that are met in English
text: «…» and »…«, „…“ and „…”, ‚…‘.  Where each sentence is a line, a quotation goes on over lines that open with no
mark, to the one in which it closes.  Unmatched marks never raise: an opening without a close ends with its sentence or
paragraph, a close without an opening is ignored.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Block, Document

_MARK = re.compile("[“”\"‘’'«»„‚]|``|''")
_DOUBLE = re.compile("[“”\"«»„]|``|''")
_OPENERS = set(" \t\n\u00a0\u2009\u202f([{—–-/“‘\"'")
_ELISIONS = re.compile(r"['’‘](?:tis|twas|em|cause|til|till|n|bout|round|\d\ds?)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_LONGEST = 20_000
"""Characters of one block that are searched."""
_LINES = 12
"""Lines over which a quotation may go on whose lines open with no mark."""
_NEAR = 1_000
"""Characters within which an apostrophe may turn out to stand inside a quotation in single marks."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One pair of marks.  ``start`` and ``end`` include them; ``inner_*`` leave them out.  ``closed`` is False where
    the closing mark is missing; ``goes_on`` where the next paragraph opens with a mark and continues the speech."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    block: int
    closed: bool = True
    goes_on: bool = False
    continues: bool = False
    nested: bool = False


def marked_pairs(document: Document, kinds: frozenset[str]) -> tuple[Marked, ...]:
    """Every pair of marks in the blocks of ``kinds``, outer before nested, in text order."""
    chosen = [
        (n, b) for n, b in enumerate(document.blocks) if b.kind in kinds and document.text[b.start : b.end].strip()
    ]
    found: list[Marked] = []
    carried = False  # the previous paragraph ended inside a quotation
    text, closes = document.text, 0  # where a quotation closes that goes on over lines without marks
    for place, (number, block) in enumerate(chosen):
        start, end = block.start, min(block.end, block.start + _LONGEST)
        if start < closes:  # inside it, or in its last line
            first, last = _first(text, start, end), min(closes, _last(text, start, end))
            inner = last - len(_mark_before(text, closes)) if last == closes else last
            found.append(Marked(first, last, first, inner, number, goes_on=last < closes, continues=True))
            start = last
        following = chosen[place + 1 : place + 1 + _LINES]
        opens_next = bool(following) and _opens_with_double(text, following[0][1].start, following[0][1].end)
        pairs = _pairs(text, start, end, number, opens_next=opens_next)
        if start >= closes and not opens_next and (open_ := _left_open(text, pairs, end)) is not None:
            closes = _closing_line(text, text[open_.start : open_.inner_start], [one for _, one in following])
            if closes:
                last = _last(text, start, end)
                pairs = [_nest(p) if p.start > open_.start else p for p in pairs if p is not open_]
                pairs.append(Marked(open_.start, last, open_.inner_start, last, number, closed=False, goes_on=True))
        if carried and pairs and pairs[0].start <= _first(text, block.start, end):
            pairs[0] = _change(pairs[0], continues=True)
        carried = bool(pairs) and max(pairs, key=lambda p: p.end).goes_on
        found += sorted(pairs, key=lambda p: (p.start, -p.end))
    return tuple(found)


def _left_open(text: str, pairs: Sequence[Marked], end: int) -> Marked | None:
    """The pair of a paragraph that begins and is not closed, where no mark follows it."""
    last = max(pairs, key=lambda p: p.start, default=None)
    if last is None or last.closed or last.goes_on or _MARK.search(text, last.end, end):
        return None
    return last


def _closing_line(text: str, opened: str, following: Sequence[Block]) -> int:
    """Behind the mark that closes a quotation in one of the lines that follow: the first double mark of them all, and a
    closing one.  0 where there is none."""
    for block in following:
        for match in _DOUBLE.finditer(text, block.start, min(block.end, block.start + _LONGEST)):
            at, mark = match.start(), match.group()
            before = text[at - 1] if at > block.start else " "
            after = text[match.end()] if match.end() < block.end else " "
            closes = _role(mark, before, after, is_open=True) == "close" and (opened == "“") == (mark == "”")
            return match.end() if closes else 0
    return 0


def _mark_before(text: str, end: int) -> str:
    return text[end - 2 : end] if text[end - 2 : end] == "''" else text[end - 1 : end]


def _change(pair: Marked, *, continues: bool) -> Marked:
    return Marked(
        pair.start, pair.end, pair.inner_start, pair.inner_end, pair.block, pair.closed, pair.goes_on, continues,
        pair.nested,
    )  # fmt: skip


def _first(text: str, start: int, end: int) -> int:
    """The first character that is not white space."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _last(text: str, start: int, end: int) -> int:
    """One past the last character that is not white space."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _opens_with_double(text: str, start: int, end: int) -> bool:
    first = _first(text, start, end)
    return text[first : first + 1] in ("“", '"', "‘", "«", "„") or text[first : first + 2] in ("''", "``")


def _pairs(text: str, start: int, end: int, number: int, *, opens_next: bool) -> list[Marked]:  # noqa: PLR0912
    """Pairs in one paragraph, by a stack of at most two levels."""
    pairs: list[Marked] = []
    closings = _closings(text, start, end)
    stack: list[tuple[str, int, int]] = []  # family, start of the mark, end of the mark
    position = start
    while match := _MARK.search(text, position, end):
        mark, at = match.group(), match.start()
        if mark == "'" and text[at : at + 2] == "''":
            mark = "''"
        position = at + len(mark)
        before = text[at - 1] if at > start else " "
        after = text[position] if position < end else " "
        family = "guillemet" if mark in "«»" else "single" if mark in ("‘", "’", "'", "‚") else "double"
        if family == "single":
            if before.isalnum() and after.isalnum():
                continue  # an apostrophe
            inside = bool(stack) and stack[-1][0] == "single" and not before.isspace()
            if not inside and (mark != "‘" or after.isdigit()) and _ELISIONS.match(text, at, end):
                continue
        opened = text[stack[-1][1]] if stack else ""
        if _foreign(mark, opened):
            role = "close" if stack and opened in _PARTNERS.get(mark, "") else _opening_role(mark, before, after)
        else:
            role = _role(mark, before, after, is_open=family in [f for f, _, _ in stack])
        if role == "open":
            if [f for f, _, _ in stack].count(family) or len(stack) > 1:
                if family == "single":
                    continue
                # A second opening double mark: the first one was never closed; let it end here.
                pairs += _unclosed(text, stack, number, at)
                stack = []
            if family == "single" and mark != "‚" and _after(closings["’" if mark == "‘" else "'"], position) is None:
                continue
            stack.append((family, at, position))
        elif stack and family in [f for f, _, _ in stack]:
            if family == "single" and opened != "‚" and not _real_close(text, at, closings, before, after):
                continue
            while stack[-1][0] != family:
                stack.pop()
            _, begun, inner = stack.pop()
            if text[inner:at].strip():
                pairs.append(Marked(begun, position, inner, at, number, nested=bool(stack)))
    if stack:
        _, begun, inner = stack[0]
        last = _last(text, start, end)
        if opens_next and inner < last:
            pairs = [_nest(p) if p.start > begun else p for p in pairs]
            pairs.append(Marked(begun, last, inner, last, number, closed=False, goes_on=True))
        else:
            pairs += _unclosed(text, stack[:1], number, last)
    return pairs


def _nest(pair: Marked) -> Marked:
    return Marked(pair.start, pair.end, pair.inner_start, pair.inner_end, pair.block, nested=True)


def _unclosed(text: str, stack: list[tuple[str, int, int]], number: int, limit: int) -> list[Marked]:
    """An opening double mark without a close: to the end of its sentence, at most to ``limit``."""
    family, opened, inner = stack[0]
    if family == "single":
        return []
    stop = _SENTENCE_END.search(text, inner, limit)
    end = _last(text, inner, stop.end() if stop else limit)
    return [Marked(opened, end, inner, end, number, closed=False)] if end > inner else []


_PARTNERS = {"»": "«", "«": "»", "“": "„", "”": "„", "‘": "‚", "’": "‚", '"': "„"}
"""Each closing mark that follows another language's opening mark, with that mark."""


def _foreign(mark: str, opened: str) -> bool:
    """Whether a mark is read by the habits of another language: it is none of English, or closes one that is none."""
    return mark in "«»„‚" or (opened in "«»„‚" and opened != "" and mark in _PARTNERS)


def _opening_role(mark: str, before: str, after: str) -> str:
    """What a mark of another language does where it closes nothing: opens before a word."""
    spaced = after.isspace() and mark != "«"  # « …, » with the spaces of French
    return "open" if (before in _OPENERS or before in ":,") and not spaced and mark in "«»„‚“" else "none"


def _role(mark: str, before: str, after: str, *, is_open: bool) -> str:
    if mark in ("“", "``", "‘"):
        return "open"
    if mark == "”":
        return "close"
    if mark == "’":
        return "close" if is_open else "none"
    opening = before in _OPENERS and not after.isspace()
    closing = not before.isspace() and (after.isspace() or not after.isalnum())
    if opening and closing:
        return "close" if is_open else "open"
    if opening:
        return "open"
    return "close" if closing or is_open else "none"


def _closings(text: str, start: int, end: int) -> dict[str, list[int]]:
    """Where single marks may close: behind a word or its punctuation, before no letter."""
    out: dict[str, list[int]] = {"’": [], "'": []}
    for at in range(start + 1, end):
        if text[at] in out and not text[at - 1].isspace() and not (at + 1 < end and text[at + 1].isalnum()):
            out[text[at]].append(at)
    return out


def _after(places: list[int], position: int) -> int | None:
    """The first place at or after a position."""
    n = bisect_left(places, position)
    return places[n] if n < len(places) else None


def _real_close(text: str, at: int, closings: dict[str, list[int]], before: str, after: str) -> bool:
    """Whether a single mark closes or is the apostrophe of a plural possessive ("workers’ rights").

    After s, before a space and a lower-case word, it is an apostrophe when another mark that may close follows before
    the next opening one.
    """
    if after.isalnum() or before.isspace():
        return False
    if before != "s" or not after.isspace():
        return True
    following = _after(closings[text[at]], at + 1)
    if following is None or following - at > _NEAR:
        return True
    opened = text.find("‘", at + 1, following) != -1
    return opened or not (text[following - 1].isalnum() or text[following - 1] in ".,?!")
