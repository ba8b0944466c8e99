"""The article itself: between its first and last prose only a line's wording, or a header above it, is furniture.

What is left is body, unless its form says heading, list, quotation or byline.
"""

from __future__ import annotations

import re

from firsthand.clean import bylines
from firsthand.clean.lines import ends_sentence, may_be_headline, mostly_capitals, prose, signed_post
from firsthand.clean.sheet import BARE_NUMBER, BULLET, QUOTE_MARKS, Sheet
from firsthand.data import BlockKind

_DASHED_HEADING = re.compile(r"[-–—]\s?[^.!?]{2,60}[.!?]?['’”\"]?\s?[-–—]")  # the agencies' "- 'Not a swap' -"
_INTRODUCES = re.compile(
    r"\b(?:said|says|saying|wrote|writes|tweeted|tweet|posted|post|stated|statement|read|reads|added|told|announced|"
    r"explained|continued|reported|reports|letter|memo|message|follows|following|remarks|transcript|facebook|twitter|"
    r"instagram|truth social)\b[^.!?]{0,60}:$",
    re.IGNORECASE,
)
_PRONOUN_START = re.compile(
    r"(?:this|that|these|those|it|he|she|they|we|i|there|but|and|so)(?:['’]\w+)?\s", re.IGNORECASE
)
_MOST_RELATED = 12  # lines below one header of other stories


def body(sheet: Sheet, first: int, last: int) -> None:
    """Labels every line from ``first`` to ``last``."""
    inside = [i for i in sheet.filled if first <= i <= last]
    teasers = 0  # how many more lines may be other stories under the last header
    for place, index in enumerate(inside):
        before = inside[place - 1] if place else None
        after = inside[place + 1] if place + 1 < len(inside) else None
        label = sheet.labels[index]
        if label == "related" and sheet.heads_words(index, after):
            sheet.labels[index] = "body"
            teasers = 0
        elif label == "related":
            teasers = _MOST_RELATED if index in sheet.headers else max(0, teasers - 1)
        elif label == "other" and after is not None and sheet.labels[after] == "comments":
            if BARE_NUMBER.fullmatch(sheet.text(index)):
                sheet.labels[index] = "comments"
            teasers = 0
        elif label is None and teasers and may_be_headline(sheet.text(index)) and not prose(sheet.text(index)):
            sheet.labels[index] = "related"
            teasers -= 1
        elif label is None:
            sheet.labels[index] = _line(sheet, index, before, after)
            teasers = 0
        else:
            teasers = 0


def _line(sheet: Sheet, index: int, before: int | None, after: int | None) -> BlockKind:
    text = sheet.text(index)
    if sheet.is_title(index):
        return "repeated_title"
    if bylines.byline(text) and not ends_sentence(text):
        return "byline"
    if _DASHED_HEADING.fullmatch(text):
        return "heading"
    if BULLET.match(text):
        return "list"
    if before is not None and _introduced(sheet, before, index):
        return "blockquote"
    if not prose(text) and not ends_sentence(text):
        return _short(sheet, index, before, after)
    return "body"


def _introduced(sheet: Sheet, before: int, index: int) -> bool:
    """A paragraph without quotation marks after one that ends with a cue and a colon."""
    above, text = sheet.text(before), sheet.text(index)
    return bool(_INTRODUCES.search(above[-120:])) and not QUOTE_MARKS.search(text) and sheet.count(index) >= 5


def _short(sheet: Sheet, index: int, before: int | None, after: int | None) -> BlockKind:
    """A line in the article without a final mark: list item, subheading, or a sentence that lost its full stop."""
    text, count = sheet.text(index), sheet.count(index)
    if before is not None and sheet.text(before).endswith(":"):
        return "list"
    if text.endswith((":", ",", ";", "-", "—", "–")):
        return "heading" if text.endswith(":") and count <= 6 and before is not None and text.isupper() else "body"
    if signed_post(text):
        return "body"
    if any(i is not None and _unended(sheet, i) for i in (before, after)):
        return "list" if count <= 8 else "body"
    if mostly_capitals(text):
        # A long line in headline capitals is another story's headline, a short one a heading of this one.
        return "heading" if count <= (6 if text.isupper() else 12) else "related" if may_be_headline(text) else "body"
    if count > 9 or (_PRONOUN_START.match(text) and count >= 5) or QUOTE_MARKS.match(text):
        return "body"
    return "heading"


def _unended(sheet: Sheet, index: int) -> bool:
    text = sheet.text(index)
    return sheet.labels[index] in (None, "list", "heading") and not prose(text) and not ends_sentence(text)
