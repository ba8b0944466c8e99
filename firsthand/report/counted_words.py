"""Which words of a claim's sentence are counted for it: what the sentence tells besides stands in brackets.

A sentence often tells two things ("Nine people were killed, police said, as the minister ordered an inquiry").  A claim
counts who says one of them; the other one is another claim, with other reports and other sources behind it.  All that
stands between the counted words and the next counted ones goes with what is told there.  Left out: words of a clause
inside what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from firsthand.report.phrasing import printable

_Place = tuple[int, int]
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_EDGE = " .,;:!?…–—-”’\"')"
_FEWEST = 4
"""Words that tell a thing of their own."""
_BEGINS, _STOPS = re.compile(r"[,;:.]*[”’\"')]*[\s,;:.–—-]*"), re.compile(r"(?:(?<!\b[A-Z])[.!?]+)?\s*$")
"""What stands between the things that a sentence tells, and its end; the dot of an abbreviation is no end."""


def aside_in_brackets(text: str, counted: Iterable[str], besides: Iterable[str]) -> str:
    """The text with those stretches in brackets in which it tells one of the things ``besides`` and nothing of what is
    ``counted``; as it is where nothing of that stands in it."""
    if "[" in text:
        return text
    own = _joined([place for words in counted if (place := _place(text, words))])
    if not own:
        return text
    told = [place for words in besides if (place := _place(text, words)) and len(words.split()) >= _FEWEST]
    others = [one for one in told if not any(one[0] < end and start < one[1] for start, end in own)]
    cuts = [0, *(at for place in own for at in place), len(text)]
    stretches = list(zip(cuts[::2], cuts[1::2], strict=True))
    made = [_set_aside(text[a:b]) if any(a <= x and y <= b for x, y in others) else text[a:b] for a, b in stretches]
    out = [made[0], *(part for (a, b), rest in zip(own, made[1:], strict=True) for part in (text[a:b], rest))]
    return "".join(out)


def _set_aside(rest: str) -> str:
    """A stretch in brackets; a mark that closes what stands before it, and the stop at its end, stay outside."""
    head, tail = _BEGINS.match(rest), _STOPS.search(rest)
    begin, end = (head.end() if head else 0), (tail.start() if tail else len(rest))
    if begin >= end:
        return rest
    return f"{rest[:begin]}[{rest[begin:end]}]{rest[end:]}"


def _place(text: str, words: str) -> _Place | None:
    """Where words stand in a text, whatever the white space between them."""
    bare = words.strip(_EDGE)
    if not bare:
        return None
    found = re.search(r"\s+".join(map(re.escape, bare.split())), text, re.IGNORECASE)
    return found.span() if found else None


def _joined(places: Sequence[_Place]) -> list[_Place]:
    """The places in their order, those that touch or overlap as one."""
    joined: list[_Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def marked_aside(text: str) -> Markup:
    """A claim's words as HTML, what stands in brackets greyed."""
    out, at, text = Markup(), 0, printable(text)
    for found in _BRACKETS.finditer(text):
        out += escape(text[at : found.start()]) + Markup('<span class="aside">{}</span>').format(found.group())
        at = found.end()
    return out + escape(text[at:])
