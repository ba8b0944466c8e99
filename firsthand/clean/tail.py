"""The tail of a page: below the article's last prose stand other stories, comments, prompts and notes.

A sentence there is still the article's, unless a long run of furniture parts it from the article, or it speaks of
commenting below a comments header, or it says how to reach the author.
"""

from __future__ import annotations

from firsthand.clean import bylines, furniture
from firsthand.clean.lines import ends_sentence, headline, inner_stop, prose, title_case
from firsthand.clean.sheet import BULLET, LONG_GAP, QUOTE_MARKS, Sheet
from firsthand.data import ARTICLE_KINDS, BlockKind

_OPENERS = frozenset({"related", "comments", "prompt", "navigation"})


def tail(sheet: Sheet, last: int) -> None:
    """Labels every line below ``last``."""
    below = [i for i in sheet.filled if i > last]
    opened: str | None = None  # the kind of the last header above
    page_lines = 0
    for place, index in enumerate(below):
        is_page = sheet.of_the_page(index)
        parted = place >= LONG_GAP and page_lines >= 0.5 * place
        if sheet.labels[index] is None:
            sheet.labels[index] = _line(sheet, index, place, len(below), opened=opened, parted=parted)
        if index in sheet.headers:
            opened = sheet.labels[index]
        page_lines += is_page
    _comments(sheet)
    _notes(sheet)


def _line(  # noqa: PLR0913 - a line's place in the tail takes this many facts
    sheet: Sheet, index: int, place: int, size: int, *, opened: str | None, parted: bool
) -> BlockKind | None:
    text = sheet.text(index)
    if sheet.is_title(index):
        return "repeated_title"
    if bylines.byline(text):
        return "byline"
    if not title_case(text) and (ends_sentence(text) or inner_stop(text)) and (opened is None or prose(text)):
        return "body" if not parted else "comments" if opened == "comments" else "related" if opened else "other"
    if opened in _OPENERS:
        return "comments" if opened == "comments" else "related"
    if BULLET.match(text) and place == 0:
        return "list"
    if bylines.named(text, role=True):
        return "byline"
    if size >= 2 or title_case(text):
        return "related" if headline(text) else "other"
    return None


def _comments(sheet: Sheet) -> None:
    """Below a header of a comments box, a sentence about commenting is part of the box; any other is not."""
    opened = False
    above: BlockKind | None = None
    for index in sheet.filled:
        label = sheet.labels[index]
        opened = opened or label == "comments"
        if label == "body" and opened and above not in ARTICLE_KINDS:
            text = sheet.text(index)
            if not QUOTE_MARKS.search(text) and furniture.interface_words(text[:1000]) >= 3:
                sheet.labels[index] = "comments"
        above = sheet.labels[index]


def _notes(sheet: Sheet) -> None:
    """Notes about the author at the very end."""
    article = [i for i in sheet.filled if sheet.labels[i] in ARTICLE_KINDS or sheet.labels[i] is None]
    for index in article[-2:]:
        text = sheet.text(index)
        if len(article) <= 3 or sheet.labels[index] != "body" or len(text) > 600:
            continue
        if bylines.author_note(text):
            sheet.labels[index] = "credit"
        elif bylines.gives_contact(text) and sheet.count(index) <= 40 and furniture.interface_words(text) >= 2:
            sheet.labels[index] = "prompt"
