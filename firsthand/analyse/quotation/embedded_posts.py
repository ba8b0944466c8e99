"""Posts of social networks that a page embeds: the words, a dash, a name and its handle, mostly a day.

"Nobody told us anything. — Lotte Brand (@lottebrand) December 27, 2031" is how a post reads once a page is text.  The
words are those of who signs them, as much as if they stood in marks.  Left out: posts in marks with a cue ("she wrote
on Twitter"), which ``quotation_marks`` and the cues read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 320
"""Characters of a post with its links: networks bound them near 280."""
POST_SIGNATURE = re.compile(
    r"\s{0,3}(?P<dash>—|–|―|--)\s{0,3}(?P<name>(?!(?:photo|video|image|by|via)\b)[^\W\d_][^\s()—–―@.:;]{0,30}\.?"
    r"(?: [^\s()—–―@:;]{1,30}){0,5})\s{0,3}\((?P<handle>@\w{1,30})\)"
    r"(?:\s{0,3}(?:[^\W\d_]{3,12}\.? \d{1,2}, \d{4}|\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4})|(?=\s{0,3}(?:\n|$)))",
    re.IGNORECASE,
)
"""What stands behind the words: a dash, a name of six words at most, the handle in brackets, and the day or the end of
the line; in the middle of a sentence nobody signs."""
_LINK = re.compile(r"\s*(?:https?://\S{1,200}|(?:pic|www)\.\S{1,200})\s*$")


def embedded_posts(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each post between two offsets: where its words begin and end, and where they end without links.  One begins where
    its line does, or behind the signature of the one before."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        at, last = start + line.start(), start + line.end()
        for signed in POST_SIGNATURE.finditer(text, at, last):
            words = text[at : signed.start()]
            first = at + len(words) - len(words.lstrip())
            till = at + len(words.rstrip())
            at = signed.end()
            if 0 < till - first <= _LONGEST:
                yield first, till, _without_links(text, first, till)


def _without_links(text: str, start: int, end: int) -> int:
    while (link := _LINK.search(text, max(start, end - 210), end)) is not None and link.start() > start:
        end = link.start()
    return end
