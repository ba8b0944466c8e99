"""Lines that a dump joined: ` ### `, ` | `, ` <p> `, a backslash and an n, two spaces, or nothing at all.

A separator is found by how often it stands in a long line, and where: between pieces as long as paragraphs and
headings are, and mostly behind the end of a sentence or before a capital.  It becomes a blank line of its own, so it
enters no statement, and every offset stays true.  Left out: lines joined by one space, which nothing tells.
"""

from __future__ import annotations

import re
from functools import cache
from statistics import median

from firsthand import lexicon, mastheads
from firsthand.clean.opening_stamp import stamp_marks
from firsthand.clean.page_line import PageLine

_LONG = 500  # characters of a line in which others may have been joined
_LONG_ALONE = 160  # the same where the line is the whole text
_LEAST = 3  # separators
_LONGEST_WORD = 40
_HEADLINE = (20, 220)  # characters
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_INNER = re.compile(r"[a-z]{3}[.!?][\"\u201d]?\s[A-Z\u201c]")
_SURE = re.compile(
    r"(?<!\s)\s*(?:(?<!#)#{3,6}(?!\S)|(?:</?(?i:p|br|div)\s?/?>\s*)+|(?:(?:\\r)?\\n(?![a-z]))+|¶|\u2028|\u2029|<NEWLINE>)\s*"
)
"""No writer puts these inside a line, so one of them is enough: "###", a paragraph's tag, a printed line break."""
_SEPARATORS = (
    re.compile(r"(?<!\s)\s*#{2,6}\s*"),
    re.compile(r"(?<!\s)\s*(?:</?(?:p|br|div)\s?/?>\s*)+", re.IGNORECASE),
    re.compile(r"(?<!\s)\s*(?:\\r)?(?:\\n)+(?:\\t)?\s*"),
    re.compile(r"(?<!\s)\s*(?:\|\|+|¶|\u2028|\u2029|⏎|↵|<NEWLINE>|\[NEWLINE\]|NEWLINE_CHAR)\s*"),
    re.compile(r"\s\|\s"),
    re.compile(r"\s//\s"),
    _SPACES,
)
_NOTHING = re.compile(
    r"(?<=[a-z\u00e0-\u00ff]{2}[.!?])(?=[A-Z\u201c][a-z])|(?<=[a-z]{2}[.!?][\u201d\"])(?=[A-Z\u201c][a-z])"
)
"""Nothing at all: "the minister said.The line", "she said.\u201dThe line"."""
_FUSED = re.compile(
    r"(?<=[^\W\d_]{2}[.!?:])(?=[A-Z\u201c\[(•©]\w?)|(?<=[.!?][\u201d\"\])])(?=[A-Z\u201c\[])|(?<=\])(?=[A-Z])|"
    r"(?<=(?:\d{2}|[\w.][)%])[.!?])(?=[A-Z\u201c][a-z])|(?<=\w\))(?=[A-Z][a-z])|"
    r"(?<=[a-z]{2})(?=[\u201c•©])|(?<=\d{4})(?=[A-Z][a-z])|(?<=[A-Z]{3})(?=[A-Z][a-z]{2})|"
    r"(?<=[a-z\u00e0-\u00ff]{2})(?=[A-Z](?:[a-z\u00e0-\u00ff]|[A-Z]+\b))"
)
"""What else shows that two lines met, in a text of which the sentences' ends have shown it."""
_WORD = re.compile(r"[^\W\d_]+")
_PREFIXES = re.compile(r"(?:Mac|Van|Fitz|Der|Des|Las|Los|San)$")
_END = re.compile(r"[.!?:][\"\u201d\u2019')\]]{0,2}$")


def parted(text: str, line: PageLine, *, opens: bool = False) -> list[PageLine]:
    """The lines that were joined to one, with a blank one for each separator; the line itself where none was.  Of the
    line that ``opens`` a text a stamp that runs into its first sentence is one."""
    found = _parted(text, line)
    if not opens:
        return found
    first = next((at for at, one in enumerate(found) if not one.blank), None)
    if first is None:
        return found
    held = found[first]
    marks = stamp_marks(text[held.start : held.end])
    return [*found[:first], *_made(text, held, marks), *found[first + 1 :]] if marks else found


def _parted(text: str, line: PageLine) -> list[PageLine]:
    whole = text[line.start : line.end].rstrip()
    alone = len(text) - (line.end - line.start) < _LONG_ALONE
    if len(whole) >= (_LONG_ALONE if alone else _LONG):
        for separator in _SEPARATORS:
            marks = [match.span() for match in separator.finditer(whole)]
            if len(marks) >= _LEAST and _parts_lines(whole, marks, spaces=separator is _SPACES):
                return _made(text, line, marks)
        marks = [match.span() for match in _NOTHING.finditer(whole)]
        if len(marks) >= _LEAST and _parts_lines(whole, marks, spaces=False):
            return _made(text, line, _fused(whole))
    marks = [match.span() for match in _SURE.finditer(whole) if match.end() > match.start()]
    return _made(text, line, marks) if marks else [line]


def _fused(whole: str) -> list[tuple[int, int]]:
    """Where two lines met without anything between them: behind a sentence's end, or inside what is no word."""
    marks = []
    known = lexicon.entry_set("inner_capitals")
    for match in _FUSED.finditer(whole):
        at = match.start()
        before, after = _before(whole, at), _WORD.match(whole, at)
        if before and after and whole[at - 1].isalpha():
            first = at - len(before)
            beside = whole[first - 1 : first]
            if beside == "/" and before in _agencies() and _CREDITED.search(whole, max(0, first - 60), first - 1):
                marks.append((at, at))
                continue
            if beside in ("@", "#", "/", "_", ".") or _PREFIXES.match(before) or _known(before, after.group(), known):
                continue
        marks.append((at, at))
    return marks


_CREDITED = re.compile(r"(?:^|[\s:])[^\W\d_a-z][\w.’'-]*\s[^\W\d_a-z][\w.’'-]*$")
"""A name of two words, as stands before the agency of a credit ("Jo Doe/ReutersThe line"); no address."""


@cache
def _agencies() -> frozenset[str]:
    """The names of agencies that are one word, as a credit prints them."""
    return frozenset(name for name in mastheads.agency_forms() if name.isalpha())


def _before(whole: str, at: int) -> str:
    """The letters right before a place."""
    first = at
    while first > 0 and at - first < _LONGEST_WORD and whole[first - 1].isalpha():
        first -= 1
    return whole[first:at]


def _known(before: str, after: str, known: frozenset[str]) -> bool:
    """The place stands inside a name that is written with a capital in it."""
    fused = f"{before}{after}".casefold()
    return fused in known or fused.removesuffix("s") in known


def _parts_lines(whole: str, marks: list[tuple[int, int]], *, spaces: bool) -> bool:
    """The pieces between the marks look like a page's lines: some are paragraphs, and most marks stand where a
    sentence has ended or a line without one begins with a capital.  Two spaces part nothing where they stand behind
    every sentence, as typists put them, unless a headline stands first, which ends in none."""
    edges = [0, *(end for _, end in marks)]
    pieces = [
        whole[start:end].strip() for start, end in zip(edges, [*(start for start, _ in marks), len(whole)], strict=True)
    ]
    filled = [piece for piece in pieces if piece]
    if len(filled) < _LEAST:
        return False
    sizes = [len(piece) for piece in filled]
    if max(sizes) < 60 or median(sizes) < 12 or len(whole) / len(filled) > 3_000:
        return False
    ended = sum(bool(_END.search(piece)) for piece in filled)
    if spaces:
        lines = sum(not _END.search(piece) or bool(_INNER.search(piece)) for piece in filled)
        headed = _HEADLINE[0] <= sizes[0] <= _HEADLINE[1] and not _END.search(filled[0])
        if lines < 0.2 * len(filled) and not headed:
            return False
    begun = sum(not piece[0].islower() for piece in filled)
    return ended >= 0.35 * len(filled) and begun >= 0.8 * len(filled)


def _made(text: str, line: PageLine, marks: list[tuple[int, int]]) -> list[PageLine]:
    found: list[PageLine] = []
    start = line.start
    for first, last in marks:
        if line.start + first > start:
            found.append(PageLine(start, line.start + first, text[start : line.start + first].strip()))
        if last > first:
            found.append(PageLine(line.start + first, line.start + last, ""))
        start = line.start + last
    if start < line.end:
        found.append(PageLine(start, line.end, text[start : line.end].strip()))
    return found
