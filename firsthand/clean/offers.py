"""Offers to subscribe at the end of a page, and the sentence that breaks off before one.

An offer runs from its first line of wording (a price for each week, "for subscribers only", "cancel any time") to the
end of the article, with the heading above it; half of its lines at least speak of subscribing, none is a quotation.  So
a report *about* subscriptions, which goes on after such a sentence, is none.  Forms of English-language pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from firsthand import lexicon
from firsthand.clean.lines import ends_sentence, word_count
from firsthand.data import TEXT_KINDS, BlockKind

_TALK = re.compile(r"\b(?:said|says|told)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"”]")
_LONGEST = 45  # words of a line that may belong to an offer
_LONGEST_LINE = 2_000  # characters; the forms are searched for in no longer one
_LEAST = 2  # lines that offer, where none says that the rest is for those who pay
_MOST = 30  # lines of an offer
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+")


@cache
def _form(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in lexicon.rows("offers") if row["kind"] in kinds), re.IGNORECASE)


def mark_offer(texts: Sequence[str], labels: list[BlockKind]) -> bool:
    """Labels the lines of an offer at the end as prompts; whether there is one."""
    article = [index for index, kind in enumerate(labels) if kind in TEXT_KINDS or kind in ("heading", "subtitle")]
    plain = [index for index, kind in enumerate(labels) if kind in TEXT_KINDS]
    first: int | None = None
    for place in range(len(article) - 1, max(0, len(article) - _MOST) - 1, -1):
        text = texts[article[place]]
        if word_count(text) > _LONGEST or (_TALK.search(text) and not offers(text) and '"' not in text and "“" in text):
            break
        if offers(text):
            first = place
    if first is None or first == 0 or article[first] <= plain[0]:
        return False
    lines = article[first:]
    strong = sum(offers(texts[index]) for index in lines)
    if 2 * strong <= len(lines) or (strong < _LEAST and not any(reserved(texts[index]) for index in lines)):
        return False
    if labels[article[first - 1]] in ("heading", "subtitle") or word_count(texts[article[first - 1]]) <= 4:
        lines = article[first - 1 :] if article[first - 1] > plain[0] else lines
    for index in lines:
        labels[index] = "prompt"
    return True


def offers(text: str) -> bool:
    """The line speaks of subscribing to the page that it stands on."""
    return len(text) <= _LONGEST_LINE and word_count(text) <= _LONGEST and _speaks(text, "offer", "reserved")


def reserved(text: str) -> bool:
    """The line says that the rest is for those who pay or sign in."""
    return len(text) <= _LONGEST_LINE and _speaks(text, "reserved")


@lru_cache(maxsize=256)
def _speaks(text: str, *kinds: str) -> bool:
    return _form(*kinds).search(text) is not None


def kept_of_cut(text: str) -> int:
    """Where the last whole sentence ends of a paragraph that breaks off ("By spring we will…"), 0 where none does; the
    length of one that does not break off."""
    bare = text.rstrip(' \t\n"”’')
    if not bare.endswith(("…", "...")) and ends_sentence(text.rstrip()):
        return len(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: len(bare) - 3])]
    if not ends and not bare.endswith(("…", "...")) and bare.endswith((".", "!", "?")):
        return len(text)  # "The firm is based in the U.S."
    return ends[-1] if ends else 0
