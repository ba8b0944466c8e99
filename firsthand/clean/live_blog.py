"""The entries of a live blog, each with its own time and authors.

They are those that the page declares (schema.org ``liveBlogUpdate``), found again in its text; where it declares none,
what stands from one printed time to the next.  An entry that lies in the structured data alone is added below the
page's text as paragraphs (``added``).  A printed hour without a day is of the day of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.clean import bylines
from firsthand.clean.metadata import LiveUpdate, clean_name
from firsthand.clean.render import Paragraph
from firsthand.clean.stamps import printed_stamp
from firsthand.data import TEXT_KINDS, Block, DocumentId, LiveEntry, Published, Span
from firsthand.words import plain_words

_HOUR = re.compile(r"\W*(\d{1,2})[:.h](\d\d)(?:\s?([ap])\.?m\.?)?(?:\s?(?:[A-Z]{2,4}))?\W*", re.IGNORECASE)
_LONGEST_STAMP = 60
_HEAD_LINES = 2
_LEAST = 2
_NEAR = 400  # characters between an entry's headline and its text


def added(paragraphs: Sequence[Paragraph], updates: Sequence[LiveUpdate]) -> list[Paragraph]:
    """Paragraphs for the entries whose text the page does not show."""
    if not updates:
        return []
    shown = {words for one in paragraphs if len(words := plain_words(one.text)) > 3}
    made: list[Paragraph] = []
    for update in updates:
        own = [plain_words(line) for line in update.lines]
        if sum(words in shown for words in own) * 2 >= len(own):
            continue
        head = [("h2", update.title)] if update.title else []
        for tag, line in [*head, *(("p", line) for line in update.lines)]:
            made.append(Paragraph(tag, ("article",), "live-blog-entry", [line]))
    return made


def live_entries(
    id_: DocumentId, text: str, blocks: Sequence[Block], updates: Sequence[LiveUpdate], published: Published
) -> tuple[LiveEntry, ...]:
    """The entries in the order of the text."""
    found = sorted(filter(None, (_declared(text, update) for update in updates)), key=lambda one: (one.start, one.end))
    apart: list[LiveEntry] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(apart) if len(apart) >= _LEAST else _printed(id_, text, blocks, published)


def _declared(text: str, update: LiveUpdate) -> LiveEntry | None:
    """The entry where its paragraphs stand in the text, from its headline on."""
    places = [(at, at + len(line)) for line in update.lines if (at := text.find(line)) >= 0]
    if not places:
        return None
    start, end = places[0][0], max(end for _, end in places)
    head = text.rfind(update.title, max(0, start - _NEAR), start) if update.title else -1
    start = head if head >= 0 else start
    return LiveEntry(start, end, update.title, update.published or Published(), update.authors)


def _printed(id_: DocumentId, text: str, blocks: Sequence[Block], published: Published) -> tuple[LiveEntry, ...]:
    """From each printed time on a line of its own to the last text before the next."""
    lines = [block for block in blocks if block.kind != "blank"]
    day = (published.earliest or "")[:10]
    day = day if day and day == (published.latest or "")[:10] else ""
    stamps = [(n, stamp) for n, block in enumerate(lines) if (stamp := _stamp(id_, text, block, day)) is not None]
    found = []
    for number, (index, stamp) in enumerate(stamps):
        after = stamps[number + 1][0] if number + 1 < len(stamps) else len(lines)
        own = lines[index + 1 : after]
        told = [block for block in own if block.kind in TEXT_KINDS]
        if not told:
            continue
        head = next((block for block in own[:_HEAD_LINES] if block.kind in ("heading", "subtitle")), None)
        names = [
            name for block in own[: _HEAD_LINES + 1] if block.kind == "byline"
            for name in map(clean_name, bylines.byline_names(_words(text, block))) if name
        ]  # fmt: skip
        title = _words(text, head) if head is not None else None
        found.append(LiveEntry(lines[index].start, told[-1].end, title, stamp, tuple(dict.fromkeys(names))))
    return tuple(found) if len(found) >= _LEAST else ()


def _words(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())


def _stamp(id_: DocumentId, text: str, block: Block, day: str) -> Published | None:
    line = text[block.start : block.end].strip()
    if len(line) > _LONGEST_STAMP:
        return None
    here = (Span(id_, block.start, block.start + len(text[block.start : block.end].rstrip())),)
    if (hour := _HOUR.fullmatch(line)) is not None:
        clock = int(hour[1]) % 12 + (12 if hour[3].lower() == "p" else 0) if hour[3] else int(hour[1])
        if clock > 23 or int(hour[2]) > 59:
            return None
        value = f"{day}T{clock:02}:{hour[2]}"
        return (
            Published(value, value, "minute", "text", here) if day else Published(None, None, "unknown", "text", here)
        )
    found = printed_stamp(line)
    if found is None or len(line) - (found[1] - found[0]) > 20:
        return None
    return Published(found[2].earliest, found[2].latest, found[2].precision, "text", here)
