"""How wide words are in a drawing, before anybody has set them: widths in pixels, and lines that fit a column.

The font of a reader is not known, so that the widths are those of a wide one (DejaVu Sans): what fits by them fits in
any.  Left out: kerning and right-to-left scripts, whose words are as wide as others of their length.
"""

from __future__ import annotations

import unicodedata

from firsthand.report.phrasing import line

_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[]-’‘ "), frozenset("mwMW@%—…")


def width(text: str, size: float) -> float:
    """Pixels that ``text`` takes when set in ``size`` pixels."""
    return size * sum(_share(c) for c in text)


def _share(c: str) -> float:
    if c in _NARROW:
        return 0.4
    if c in _WIDE or unicodedata.east_asian_width(c) in "WF":
        return 1.0
    return 0.77 if c.isupper() else 0.65


def wrapped(text: str, size: float, most: float, lines: int = 3) -> tuple[str, ...]:
    """``text`` in at most ``lines`` lines of at most ``most`` pixels, the last one cut with an ellipsis."""
    out: list[str] = []
    rest = line(text, 400)
    while rest:
        if len(out) == lines - 1:
            out.append(fitted(rest, size, most))
            break
        head = _first(rest, size, most)
        out.append(head)
        rest = rest[len(head) :].lstrip()
    return tuple(out)


def fitted(text: str, size: float, most: float) -> str:
    """``text`` on one line of at most ``most`` pixels, cut with an ellipsis where it is longer."""
    if width(text, size) <= most:
        return text
    kept = text
    while kept and width(f"{kept}…", size) > most:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:–—-')}…"


def _first(text: str, size: float, most: float) -> str:
    """What of ``text`` fits on one line, cut at a space where there is one."""
    if width(text, size) <= most:
        return text
    end = 0
    while end < len(text) and width(text[: end + 1], size) <= most:
        end += 1
    space = text.rfind(" ", 0, end + 1)
    return text[:space] if space > 0 else text[: max(1, end)]
