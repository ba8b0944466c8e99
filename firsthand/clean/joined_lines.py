"""Lines that a dump joined: ` ### `, ` | `, ` <p> `, a backslash and an n, two spaces, or nothing at all.

A separator is found by how often it stands in a long line, and where: between pieces as long as paragraphs and
headings are, and mostly behind the end of a sentence or before a capital.  It becomes a blank line of its own, so it
enters no statement, and every offset stays true.  Left out: lines joined by one space, which nothing tells.
"""

from __future__ import annotations

import re
from statistics import median

from firsthand.clean.page_line import PageLine

_LONG = 500  # characters of a line in which others may have been joined
_LEAST = 3  # separators
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_INNER = re.compile(r"[a-z]{3}[.!?][\"\u201d]?\s[A-Z\u201c]")
_SEPARATORS = (
    re.compile(r"(?<!\s)\s*#{2,6}\s*"),
    re.compile(r"(?<!\s)\s*(?:</?(?:p|br|div)\s?/?>\s*)+", re.IGNORECASE),
    re.compile(r"(?<!\s)\s*(?:\\r)?(?:\\n)+(?:\\t)?\s*"),
    re.compile(r"(?<!\s)\s*(?:\|\|+|¶|\u2028|\u2029|⏎|↵|<NEWLINE>|\[NEWLINE\]|NEWLINE_CHAR)\s*"),
    re.compile(r"\s\|\s"),
    re.compile(r"\s//\s"),
    _SPACES,
    # Nothing at all: "the minister said.The line", "she said.\u201dThe line"
    re.compile(r"(?<=[a-z\u00e0-\u00ff]{2}[.!?])(?=[A-Z\u201c][a-z])|(?<=[a-z]{2}[.!?][\u201d\"])(?=[A-Z\u201c][a-z])"),
)
_END = re.compile(r"[.!?:][\"\u201d\u2019')\]]{0,2}$")


def parted(text: str, line: PageLine) -> list[PageLine]:
    """The lines that were joined to one, with a blank one for each separator; the line itself where none was."""
    if line.end - line.start < _LONG:
        return [line]
    whole = text[line.start : line.end]
    for separator in _SEPARATORS:
        marks = [match.span() for match in separator.finditer(whole.rstrip())]
        spaces = separator is _SPACES
        if len(marks) >= _LEAST and _parts_lines(whole, marks, spaces=spaces):
            return _made(text, line, marks)
    return [line]


def _parts_lines(whole: str, marks: list[tuple[int, int]], *, spaces: bool) -> bool:
    """The pieces between the marks look like a page's lines: some are paragraphs, and most marks stand where a
    sentence has ended or a line without one begins with a capital.  Two spaces part nothing where they stand behind
    every sentence, as typists put them."""
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
        if lines < 0.2 * len(filled):
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
