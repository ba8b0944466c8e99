"""A stretch of text as HTML with its marked parts wrapped: the only place where text from outside becomes markup.

Marks may nest, touch and cross; a mark that crosses another is closed and opened again, and keeps its id on its first
piece alone.  Follows: HTML's rule that elements nest.  Left out: what the marks mean, which the callers and the style
sheet know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from firsthand.report.phrasing import printable

_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` as ``<tag class id title>``; ``after`` is a link put behind the mark's end."""

    start: int
    end: int
    css: str
    id: str = ""
    title: str = ""
    tag: str = "span"
    after: Markup = _NOTHING


def marked_up(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """``text[start:end]`` escaped, with ``marks`` (offsets into ``text``, clipped to the stretch) put in."""
    inside = [_clipped(mark, start, end) for mark in marks if max(mark.start, start) < min(mark.end, end)]
    inside.sort(key=lambda mark: (mark.start, -mark.end, mark.css, mark.id))
    cuts = sorted({start, end, *(mark.start for mark in inside), *(mark.end for mark in inside)})
    out: list[Markup] = []
    opened: list[Mark] = []
    waiting = 0
    for here, there in zip(cuts, [*cuts[1:], end], strict=True):
        out += _close(opened, here)
        while waiting < len(inside) and inside[waiting].start <= here < there:
            mark = inside[waiting]
            out.append(_open(mark, mark.id))
            opened.append(mark)
            waiting += 1
        out.append(escape(printable(text[here:there])))
    out += _close(opened, end)
    return Markup().join(out)


def _clipped(mark: Mark, start: int, end: int) -> Mark:
    """The part of a mark that lies in the stretch; its id belongs to its beginning, its link to its end."""
    return replace(
        mark,
        start=max(mark.start, start),
        end=min(mark.end, end),
        id=mark.id if mark.start >= start else "",
        after=mark.after if mark.end <= end else _NOTHING,
    )


def _close(opened: list[Mark], here: int) -> list[Markup]:
    """End every mark that ends here; those that go on and stand inside it are closed and opened again."""
    depth = next((i for i, mark in enumerate(opened) if mark.end <= here), None)
    if depth is None:
        return []
    out = [Markup("</{}>").format(mark.tag) for mark in reversed(opened[depth:])]
    ended = [mark for mark in opened[depth:] if mark.end <= here]
    going_on = [mark for mark in opened[depth:] if mark.end > here]
    del opened[depth:]
    out += [mark.after for mark in ended]
    for mark in going_on:
        out.append(_open(mark, ""))
        opened.append(mark)
    return out


def _open(mark: Mark, id_: str) -> Markup:
    named = Markup(' id="{}"').format(printable(id_)) if id_ else _NOTHING
    titled = Markup(' title="{}"').format(printable(mark.title)) if mark.title else _NOTHING
    return Markup('<{} class="{}"{}{}>').format(mark.tag, mark.css, named, titled)


def differing_words(text: str, start: int, end: int, pieces: Iterable[str]) -> list[Mark]:
    """A mark on each of the pieces that stands once, as whole words, in ``text[start:end]``; of equal words nobody
    knows which is meant."""
    marks = []
    for piece in dict.fromkeys(pieces):
        if piece.strip():
            spelled = r"\s+".join(map(re.escape, piece.split()))
            found = list(re.finditer(rf"(?<!\w){spelled}(?!\w)", text[start:end]))
            marks += [Mark(start + one.start(), start + one.end(), "differs", tag="mark") for one in found[:1]
                      if len(found) == 1]  # fmt: skip
    return marks
