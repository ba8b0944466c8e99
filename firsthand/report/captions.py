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


@lru_cache(maxsize=40_000)
def is_caption(text: str) -> bool:
    """Whether a claim's words are a caption's."""
    return bool(_FORMS.search(text) or ("[" in text and _FORMS.search(words.unbracketed(text))))
