"""PDF files with a text layer: their words in reading order, lines joined to paragraphs.

PDFium gives the text line by line; a paragraph goes on until a line ends well before the column's edge, the next one
is indented, or stands further below than lines do.  Words that a hyphen broke at a line's end are joined.  Lines that
stand at the head or foot of three pages and more are the page's, not the text's.  Left out: scanned pages (no text
layer), tables, and the order of columns beyond what PDFium finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from firsthand.data import Rejected
from firsthand.ingest.formats import digests
from firsthand.ingest.part import Ingested, Part, as_text, numbered, refused

_MOST_PAGES = 2_000
_EDGE = 0.09  # of the page's height, in which running heads and feet stand
_REPEATED = 3
_DAMAGED = "a PDF that is damaged: save it again"


class _Line(NamedTuple):
    text: str
    left: float
    right: float
    top: float  # where its first character stands
    bottom: float  # where its last one stands: PDFium joins a line that a hyphen broke to the next
    size: float
    page: int
    edge: bool


def read(part: Part) -> Iterator[Ingested]:
    """The document, or the articles of an archive's export."""
    try:
        import pypdfium2
    except ImportError:
        yield refused(part.uri, "reading PDF files needs another package: pip install 'firsthand[formats]'")
        return
    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        yield refused(part.uri, "a PDF with a password: save it without" if locked else _DAMAGED)
        return
    if count > _MOST_PAGES:
        yield refused(part.uri, f"a PDF of more than {_MOST_PAGES:,} pages: split it")
        return
    try:
        lines = [line for number in range(count) for line in _lines(document[number], number)]
    except pypdfium2.PdfiumError:
        yield refused(part.uri, _DAMAGED)
        return
    finally:
        document.close()
    text = "\n\n".join(_paragraphs(_without_running_heads(lines, count)))
    if not any(c.isalnum() for c in text):
        yield refused(part.uri, f"a PDF without a text layer ({count} pages): run OCR on it, for example ocrmypdf")
    elif (found := digests.articles(part.uri, text)) is not None:
        yield from numbered(part.uri, found)
    else:
        yield as_text(part, text)


def _lines(page: Any, number: int) -> Iterator[_Line]:
    from pypdfium2 import raw as pdfium

    height = page.get_height()
    words = page.get_textpage()
    try:
        text = words.get_text_range()
        start = 0
        for piece in re.split(r"\r\n|\n|\r", text):
            bare = piece.strip()
            if bare:
                first = start + piece.index(bare[0])
                last = start + len(piece.rstrip()) - 1
                a, b = _box(words, first), _box(words, last)
                edge = b[1] > height * (1 - _EDGE) or a[3] < height * _EDGE
                size = float(pdfium.FPDFText_GetFontSize(words.raw, first))
                yield _Line(re.sub("[\ufffe\u00ad\x02]", "", bare), a[0], b[2], a[1], b[1], size, number, edge)
            start += len(piece) + (2 if text[start + len(piece) : start + len(piece) + 2] == "\r\n" else 1)
    finally:
        words.close()
        page.close()


def _box(words: Any, index: int) -> tuple[float, float, float, float]:
    try:
        return tuple(words.get_charbox(index))
    except Exception:  # a character that the page does not place
        return (0.0, 0.0, 0.0, 0.0)


def _without_running_heads(lines: list[_Line], pages: int) -> list[_Line]:
    """Lines at the edges of pages that stand on several of them, figures aside, and page numbers."""
    if pages < _REPEATED:
        return [line for line in lines if not (line.edge and re.fullmatch(r"\W*(?:page )?\d{1,4}\W*", line.text, re.I))]
    seen = Counter(key for line in lines if line.edge for key in {re.sub(r"\d+", "#", line.text.casefold())})
    return [line for line in lines if not (line.edge and seen[re.sub(r"\d+", "#", line.text.casefold())] >= _REPEATED)]


def _paragraphs(lines: list[_Line]) -> list[str]:
    if not lines:
        return []
    pitches = [a.bottom - b.top for a, b in pairwise(lines) if a.page == b.page and 0 < a.bottom - b.top < 60]
    pitch = median(pitches) if pitches else 12.0
    edges = _columns(lines)
    found = [lines[0].text]
    for before, line in pairwise(lines):
        if _breaks(before, line, pitch, edges):
            found.append(line.text)
        else:
            found[-1] = _joined(found[-1], line.text)
    return found


def _columns(lines: list[_Line]) -> dict[int, tuple[float, float]]:
    """For each left edge (to 20 points), the usual left and right edge of the lines that begin there."""
    groups: dict[int, list[_Line]] = {}
    for line in lines:
        groups.setdefault(round(line.left / 20), []).append(line)
    return {
        key: (median(one.left for one in group), sorted(one.right for one in group)[int(0.8 * (len(group) - 1))])
        for key, group in groups.items()
    }


def _breaks(before: _Line, line: _Line, pitch: float, edges: dict[int, tuple[float, float]]) -> bool:
    left, right = edges[round(before.left / 20)]
    ended = before.text.rstrip("\"'”’)").endswith((".", "!", "?", ":"))
    width = max(1.0, right - left)
    short = before.right < right - 0.12 * width
    if before.page != line.page or line.top > before.bottom + pitch:  # a new page or column
        return ended and (short or line.left > edges[round(line.left / 20)][0] + 6)
    if before.bottom - line.top > 1.45 * pitch:
        return True
    if before.size > 1.15 * line.size and not ended:
        return True  # a headline above smaller type
    indented = line.left > before.left + 6 and before.left <= left + 3
    return (ended and (short or indented)) or (short and before.right < right - 0.45 * width)


def _joined(text: str, line: str) -> str:
    if re.search(r"[a-zß-ÿ]-$", text) and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}"
