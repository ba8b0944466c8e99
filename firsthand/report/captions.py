"""Whether words tell of a picture and not of the story: a caption that ``clean`` could not part from the article.

Told by form alone: how captions begin, the credit in brackets that they end with, and the words for a file or handout
picture.  Left out: captions that read as any other sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand import words

_PICTURE = r"(?:photo(?:graph)?|picture|image|still|frame grab|combo)s?"
_FORMS = re.compile(
    rf"^\W*(?:file|{_PICTURE}|video|illustration)\s*(?:[-–—:/]|credit\b|courtesy\b)|"
    rf"^\W*(?:\w+\W+){{0,3}}in (?:this|these) .{{0,60}}\b{_PICTURE}\b|"
    rf"\b(?:file|handout) {_PICTURE}\b|"
    rf"\((?:[^()]{{0,40}}\s)?(?:{_PICTURE}|video)\s*(?:[/:]|by\b|credit\b|courtesy\b|via\b)[^()]{{0,60}}\)|"
    r"^\W*(?:the|an?)\s(?:\w+\W+){0,4}(?:logo|sign|flag|poster|portrait)\b.{0,40}\b(?:displayed|seen|shown|pictured)\b|"
    r"^\W*pictured\b|\(pictured\b|\b(?:is|are) (?:seen|shown|pictured) (?:here|above|below|left|right)\b",
    re.IGNORECASE,
)


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_STAMP = re.compile(
    r"\s*(?:last |first )?(?:updated|published|posted|modified|created)\b\W*(?:at|on|by)?\W*(?:\w+day,? )?"
    rf"(?:{_MONTH}\.? ?\d[\d, ]*|\d{{1,2}} {_MONTH}\.?,? \d{{4}}|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}})"
    r"(?:\W*(?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?(?:gmt|utc|[a-z]{1,3}t)\b)?)?[\s|·:;,.–—-]*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:[A-Z]{3,}(?:[ ,/-]+|(?=\s))){1,3}(?=[A-Z“\"‘'])")
_BYLINE = re.compile(
    r"^\W*(?i:by|reporting by|editing by|writing by|written by)\s+[A-Z][\w.’'-]*"
    r"(?:(?:,? and |,? & |[, ]+)[A-Z][\w.’'-]*){1,7}\W*$"
)


def without_stamp(text: str) -> str:
    """Words without the line that says when a page was updated and the place in capitals behind it, where these run on
    into the first sentence."""
    opened = len(text) - len(text.lstrip("["))
    found = _STAMP.match(text, opened)
    if found is None or found.end() >= len(text):
        return text
    place = _PLACE.match(text, found.end())
    return text[:opened] + text[(place or found).end() :]


def is_no_story(text: str) -> bool:
    """Whether a line is a caption, a byline, or the time at which a page was updated."""
    if len(text) > _LONGEST:
        return False
    return is_caption(text) or bool(_BYLINE.match(text)) or (without_stamp(text) != text and len(text) < _SHORT)


_SHORT = 60
_LONGEST = 600
"""Letters of a line that may be no story's."""


@lru_cache(maxsize=40_000)
def is_caption(text: str) -> bool:
    """Whether a claim's words are a caption's."""
    return bool(_FORMS.search(text) or ("[" in text and _FORMS.search(words.unbracketed(text))))
