"""Labels for the lines of a plain-text page: what is article and what is furniture, by wording and by position.

A page reads head, article, tail: ``extent`` finds the article, ``head``, ``body`` and ``tail`` label their parts.
Follows shallow text features (Kohlschütter et al. 2010) with the neighbours deciding the doubtful cases (jusText:
Pomikálek 2011).  When in doubt a line is body: a lost true sentence costs more than a kept line of furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand import mastheads
from firsthand.clean import offers
from firsthand.clean.body import body
from firsthand.clean.dateline import dateline, place_behind_stamp
from firsthand.clean.extent import prose_extent
from firsthand.clean.head import head
from firsthand.clean.lines import lines
from firsthand.clean.page_line import PageLine
from firsthand.clean.sheet import Sheet
from firsthand.clean.tail import tail
from firsthand.data import Block, BlockKind

_SITE_MARK = re.compile(r"\s+[|\u2013\u2014\u00bb-]\s+")
_TITLE_WORDS, _SITE_WORDS = 4, 6  # that a title has at least, and a site's name at most
_LONGEST_TITLE = 600  # characters; a longer line names no site, and would be searched for long
_DATELINED = 3  # paragraphs that may begin with a dateline


def blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Blocks that partition ``text``; ``title`` is the title where it is known from elsewhere."""
    found = lines(text)
    return merged(text, found, line_labels(found, title))


def line_labels(found: Sequence[PageLine], title: str | None = None) -> list[BlockKind]:
    """One label a line."""
    sheet = Sheet(found, title)
    first, last = prose_extent(sheet)
    head(sheet, first)
    body(sheet, first, last)
    tail(sheet, max(last, first - 1))
    labels: list[BlockKind] = [label or "body" for label in sheet.labels]
    offers.mark_offer([line.text for line in found], labels)
    return labels


def merged(text: str, found: Sequence[PageLine], labels: Sequence[BlockKind]) -> tuple[Block, ...]:
    """Blocks from labelled lines: runs of blank lines are one block, a dateline is split from its paragraph, and so is
    a sentence that breaks off before an offer to subscribe."""
    result: list[Block] = []
    bodies = 0
    for index, (line, kind) in enumerate(zip(found, labels, strict=True)):
        if kind == "blank" and result and result[-1].kind == "blank":
            result[-1] = Block(result[-1].start, line.end, "blank")
            continue
        start = line.start
        if kind in ("title", "repeated_title") and (edge := _without_site(text, line)) < line.end:
            result += [Block(line.start, edge, kind), Block(edge, line.end, "navigation")]
            continue
        if kind == "body":
            bodies += 1
            length = dateline(line.text) if bodies <= _DATELINED else 0
            if not length and bodies == 1 and _behind_stamp(text, line, result):
                length = place_behind_stamp(line.text)
            if length:
                start = text.index(line.text[:length], line.start) + length
                result.append(Block(line.start, start, "dateline"))
        end = _before_offer(text, line, start, found[index + 1 :], alone=bodies < 2) if kind == "body" else line.end
        if end > start:
            result.append(Block(start, end, kind))
        if end < line.end:
            result.append(Block(end, line.end, "other"))
    return tuple(result)


def _behind_stamp(text: str, line: PageLine, above: Sequence[Block]) -> bool:
    """Whether a line goes on from a date line without a break: a dump joined the two."""
    return bool(above) and above[-1].kind == "byline" and "\n" not in text[above[-1].end - 1 : line.start]


def _without_site(text: str, line: PageLine) -> int:
    """Where a title ends that the site's name follows ("Dam gate fails | Halmont Courier"): the line's end where none
    does.  After a bar any few words are taken for one, after a dash an outlet's name."""
    whole = text[line.start : line.end]
    for mark in _SITE_MARK.finditer(whole if len(whole) <= _LONGEST_TITLE else ""):
        site, head = whole[mark.end() :].strip(), whole[: mark.start()]
        if len(head.split()) < _TITLE_WORDS or not 0 < len(site.split()) <= _SITE_WORDS:
            continue
        if "|" in mark.group() or mastheads.masthead(site) is not None:
            return line.start + mark.start()
    return line.end


def _before_offer(text: str, line: PageLine, start: int, below: Sequence[PageLine], *, alone: bool) -> int:
    """The end of the paragraph, or of its last whole sentence where the next one breaks off before an offer; its start
    where it has none, unless the report has no other (``alone``)."""
    kept = offers.kept_of_cut(text[start : line.end])
    if (
        kept == line.end - start
        or (kept == 0 and alone)
        or not offers.reserved(next((one.text for one in below if one.text), ""))
    ):
        return line.end
    return start + kept
