"""The tail of a page: below the article's last prose stand other stories, comments, prompts and notes.

A sentence there is still the article's, unless a long run of furniture parts it from the article, or it speaks of
commenting below a comments header, or it says how to reach the author.
"""

from __future__ import annotations

from typing import NamedTuple

from firsthand import mastheads, names
from firsthand.clean import bylines, furniture, notes
from firsthand.clean.lines import (
    ends_sentence,
    inner_stop,
    may_be_headline,
    mostly_capitals,
    prose,
    running,
    signed_post,
)
from firsthand.clean.sheet import BULLET, CLOSES_WORDS, LONG_GAP, QUOTE_MARKS, SIGNATURE, Sheet
from firsthand.data import ARTICLE_KINDS, TEXT_KINDS, BlockKind

_UNENDED = 2  # lines below the prose that may be sentences without their full stops
_LAST = 3  # lines at the end of the article that may be notes
_HEAD = 12  # lines at the head of the page that may name it
_OPENERS = frozenset({"related", "comments", "prompt", "navigation"})


_NEAR = 3  # lines below the article in which somebody may still be introduced
_SIGNED_LINE = 120  # characters of a line that only names a speaker


class _Place(NamedTuple):
    """Where a line stands in the tail."""

    place: int
    size: int  # lines in the tail
    opened: str | None  # the kind of the last header of furniture above
    parted: bool  # much of the page lies between the article and here
    after_prose: bool  # right below the article's own lines
    after_quotation: bool  # right below words in marks
    heads_words: bool  # who says the words in marks below it


def tail(sheet: Sheet, last: int) -> None:
    """Labels every line below ``last``."""
    below = [i for i in sheet.filled if i > last]
    opened: str | None = None  # the kind of the last header above
    page_lines = 0
    unended = 0  # sentences without their full stop that were taken as the article's last ones
    after_prose = True
    for place, index in enumerate(below):
        is_page = sheet.of_the_page(index)
        parted = place >= LONG_GAP and page_lines >= 0.5 * place
        if sheet.labels[index] is None:
            above = sheet.filled[sheet.filled.index(index) - 1] if place == 0 and index != sheet.filled[0] else None
            quoted = above is not None and CLOSES_WORDS.search(sheet.text(above)) is not None
            after = below[place + 1] if place + 1 < len(below) else None
            heads = opened is None and place <= _NEAR and not parted and sheet.heads_words(index, after)
            where = _Place(place, len(below), opened, parted, after_prose and unended < _UNENDED, quoted, heads)
            sheet.labels[index] = _line(sheet, index, where)
        if index in sheet.headers:
            opened = sheet.labels[index]
        page_lines += is_page
        after_prose = opened is None and sheet.labels[index] in TEXT_KINDS
        unended += after_prose and not ends_sentence(sheet.text(index))
    _comments(sheet)
    _notes(sheet)


def _line(sheet: Sheet, index: int, where: _Place) -> BlockKind | None:
    text = sheet.text(index)
    if sheet.is_title(index):
        return "repeated_title"
    if where.heads_words or (where.opened is None and signed_post(text)):
        return "body"
    if where.after_quotation and len(text) <= _SIGNED_LINE and SIGNATURE.fullmatch(text):
        return "list"
    if bylines.byline(text):
        return "byline"
    if (
        not mostly_capitals(text)
        and (ends_sentence(text) or inner_stop(text))
        and (where.opened is None or prose(text))
    ):
        if not where.parted:
            return "body"
        return "comments" if where.opened == "comments" else "related" if where.opened else "other"
    if where.after_prose and not mostly_capitals(text) and (sheet.count(index) >= 10 or running(text)):
        return "body"  # a last sentence that lost its full stop
    if where.opened in _OPENERS:
        return "comments" if where.opened == "comments" else "related"
    if BULLET.match(text) and where.place == 0:
        return "list"
    if bylines.names_and_role(text):
        return "byline"
    if where.size >= 2 or mostly_capitals(text):
        return "related" if may_be_headline(text) else "other"
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
    """Notes about the author or the page itself at the very end."""
    article = [i for i in sheet.filled if sheet.labels[i] in ARTICLE_KINDS or sheet.labels[i] is None]
    if len(article) <= 3:
        return
    named = [head.name for i in sheet.filled[:_HEAD] if (head := mastheads.masthead(sheet.text(i))) is not None]
    named += [name for i in sheet.filled[-_HEAD:] if (name := mastheads.owner(sheet.text(i))) is not None]
    heads = frozenset(map(names.key, named))
    authors = [name for i in article if sheet.labels[i] == "byline" for name in bylines.byline_names(sheet.text(i))]
    for index in reversed(article[-_LAST:]):
        text = sheet.text(index)
        if sheet.labels[index] != "body" or len(text) > 600:
            continue
        if notes.describes_itself(text, heads):
            sheet.labels[index] = "disclaimer"
        elif index not in article[-2:]:
            continue
        elif bylines.author_note(text) or bylines.about_one_of(text, authors):
            sheet.labels[index] = "credit"
        elif bylines.gives_contact(text) and sheet.count(index) <= 40 and furniture.interface_words(text) >= 2:
            sheet.labels[index] = "prompt"
