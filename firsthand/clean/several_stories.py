"""Several stories on one page, each below a heading of its own: a digest, a newsletter, "five things to know".

The parts of an article share the names and the rare words of its story; those of a digest share hardly any.  What is
compared is therefore how much of two parts' rare words (``lexicon/news_frequency``) is the same, over all pairs of
parts.  Left out: digests without headings or numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from firsthand import lexicon
from firsthand.clean.lines import prose, word_count

_LEAST_PARTS, _MOST_PARTS = 3, 60
_LEAST_WORDS = 12  # of prose below a heading
_LONGEST_HEAD = 16  # words
_NUMBERED = re.compile(r"(?:#\s?)?\d{1,2}\s?[.):]\s+\S|[①-⑳]")
_BULLETED = re.compile(r"[•▪■◆➤►✦]\s*\S")
_LONGEST_LEAD, _LEAD_SHARE = 80, 0.25  # words of prose above the first heading: an article's own text is longer
_USUAL = 25  # per 1,000 documents: a word that more hold is none of one story alone
_ALIKE = 0.05  # of the rare words of the shorter of two parts, on average over the pairs
_LEAST_RARE = 2  # such words of a part
_WORD = re.compile(r"[^\W\d_]{5,}|(?<![.!?] )\b[A-Z][^\W\d_]{2,}")


def several_stories(lines: Iterable[tuple[str, str]]) -> bool:
    """``lines``: the article's blocks in order, kind and text."""
    parts = [words for words in map(_rare, _parts(list(lines))) if len(words) >= _LEAST_RARE]
    if not _LEAST_PARTS <= len(parts) <= _MOST_PARTS:
        return False
    shares = [len(a & b) / min(len(a), len(b)) for a, b in combinations(parts, 2)]
    return sum(shares) / len(shares) <= _ALIKE


def _parts(lines: Sequence[tuple[str, str]]) -> list[str]:
    """The text below each heading, with it, where it is long enough."""
    found: list[list[str]] = []
    told: list[int] = []
    lead = 0
    for number, (kind, text) in enumerate(lines):
        below = lines[number + 1][1] if number + 1 < len(lines) else ""
        if _is_head(kind, text, below):
            found.append([text])
            told.append(0)
        elif found:
            found[-1].append(text)
            told[-1] += word_count(text) if prose(text) else 0
        elif prose(text):
            lead += word_count(text)
    if lead > max(_LONGEST_LEAD, _LEAD_SHARE * sum(told)):
        return []
    if any(count < _LEAST_WORDS for count in told[:-1]) and sum(c >= _LEAST_WORDS for c in told) < 0.7 * len(told):
        return []
    return [" ".join(part) for part, count in zip(found, told, strict=True) if count >= _LEAST_WORDS]


def _is_head(kind: str, text: str, below: str) -> bool:
    count = word_count(text)
    if _NUMBERED.match(text) or _BULLETED.match(text):
        return count <= _LONGEST_HEAD or word_count(below) >= _LEAST_WORDS
    return (
        kind in ("heading", "subtitle", "title") and count <= _LONGEST_HEAD and not text.rstrip().endswith((".", ":"))
    )


def _rare(text: str) -> frozenset[str]:
    return frozenset(word for word in map(str.casefold, _WORD.findall(text)) if not _usual(word))


@cache
def _frequent() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("news_frequency") if int(row["per_1000"]) >= _USUAL)


@cache
def _usual(word: str) -> bool:
    """Whether the word, or what it is a form of as far as its ending tells, is a usual one."""
    forms = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"),
             word.removesuffix("ing"), word.removesuffix("ing") + "e", word.removesuffix("ly")}  # fmt: skip
    if word.endswith("ies"):
        forms.add(word[:-3] + "y")
    return (
        not forms.isdisjoint(_frequent())
        or word in lexicon.entry_set("calendar_words")
        or (word in lexicon.entry_set("function_words"))
    )
