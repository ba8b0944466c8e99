"""Whether words stand inside quotation marks that opened sentences or paragraphs before them.

Marks are counted from the top of the report: an opening one counts one deeper, a closing one one less, and one that
opens a line goes on with the speech of the line before.  A mark opens or closes by what stands beside it, whichever way
it curls.  Also a passage that a colon introduces and that goes on in the first person is somebody's.  Left out:
quotations in single marks within a word's apostrophes, and marks that a report never closes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.data import Span
from firsthand.relate.pile import Pile

_MARK = re.compile(r"[“”\"„«»]|(?<![^\W_])['‘](?=[^\W\d_a-z])|(?<=[.,!?])\s?['’](?=\s|$)")
_OPENS_BEFORE = frozenset(" \t\n\u00a0([{—–-:/")
_DEEPEST = 2
_FAR = 4_000
"""Letters without a mark after which a mark that stands open was never closed."""
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|our|Our|us|I['’]\w+|[Ww]e['’]\w+)\b")
_INTRODUCED = 1_500
"""Letters before a passage in which a colon at the end of a line may introduce it."""
_COLON = re.compile(r":\s*\n")


def inside_marks(pile: Pile, span: Span) -> bool:
    """Whether the words are said by somebody by the marks or the colon before them, or speak in the first person."""
    text = pile.document[span.document].text
    if _FIRST_PERSON.search(text, span.start, span.end):
        return True
    depth = 0
    last = 0
    for at, opens in _marks(text):
        if at >= span.start:
            break
        depth = 0 if at - last > _FAR else depth
        depth, last = (min(_DEEPEST, depth + 1) if opens is None or opens else max(0, depth - 1)), at
        if opens is None:
            depth = 1
    if depth and span.start - last <= _FAR:
        return True
    introduced = list(_COLON.finditer(text, max(0, span.start - _INTRODUCED), span.start))
    return bool(introduced) and bool(_FIRST_PERSON.search(text, introduced[-1].end(), span.start))


@lru_cache(maxsize=512)
def _marks(text: str) -> tuple[tuple[int, bool | None], ...]:
    """Each mark with whether it opens; None where it opens a line."""
    found: list[tuple[int, bool | None]] = []
    for match in _MARK.finditer(text):
        at, end = match.start(), match.end()
        mark = match.group().strip()
        before = text[at - 1] if at else "\n"
        after = text[end] if end < len(text) else "\n"
        if mark in ("“", "„", "«"):
            opens = True
        elif mark in ("'", "‘", "’"):
            opens = not match.group().startswith(" ") and not before.isalnum() and before not in ".,!?"
        else:
            opens = before in _OPENS_BEFORE and not after.isspace()
        line = not text[text.rfind("\n", 0, at) + 1 : at].strip()
        found.append((at, None if opens and line else opens))
    return tuple(found)
