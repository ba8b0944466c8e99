"""A text as its lines: where each one starts and ends, and what its shape says (length, final mark, capitals).

A line is what ends with a newline; where a file is hard-wrapped (paragraphs of equally long lines, set apart by blank
lines) a line is the whole paragraph.  The shape features are those of boilerplate detection by shallow text features
(Kohlschütter et al., WSDM 2010: number of words, final punctuation, share of capitals, neighbours).
"""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.clean import joined_lines
from firsthand.clean.page_line import PageLine

_BREAK = re.compile(r"\r\n|\n|\r")
_CLOSERS = "\"'”’»“‘«)]}*_ \u00a0"
"""What may stand behind a sentence's last mark; in German and Nordic use “ and ‘ and « close, too."""
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
# Words that headline style leaves in lower case.
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "its",
        "near",
        "nor",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "out",
        "over",
        "per",
        "so",
        "than",
        "that",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
        "after",
        "amid",
        "before",
    ]
)
_RUNNING = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "said",
        "says",
        "did",
        "does",
        "not",
    ]
)
_INITIALS = re.compile(r"\b(?:[A-Z]\.){1,3}$")
_USUAL, _KEPT = 2_000, 4_096  # characters of a line of which judgements are kept, and how many are
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?][\"”’')]*\s+[\"“‘'(]*[A-Z]")


def lines(text: str) -> list[PageLine]:
    """The lines of ``text``; they partition it."""
    found = []
    start = 0
    for match in _BREAK.finditer(text):
        found.append(_line(text, start, match.end()))
        start = match.end()
    if start < len(text):
        found.append(_line(text, start, len(text)))
    opening = next((at for at, line in enumerate(found) if not line.blank), None)
    parts = (joined_lines.parted(text, line, opens=at == opening) for at, line in enumerate(found))
    return _unwrapped([part for held in parts for part in held])


def _line(text: str, start: int, end: int) -> PageLine:
    return PageLine(start, end, text[start:end].strip().strip("\ufeff\u200b\u00ad").strip())


def _unwrapped(found: list[PageLine]) -> list[PageLine]:
    """Paragraphs instead of lines, where the text is hard-wrapped."""
    groups: list[list[PageLine]] = [[]]
    for line in found:
        if line.blank:
            groups.append([])
        else:
            groups[-1].append(line)
    inner = [len(line.text) for group in groups for line in group[:-1]]
    if len(inner) < 6 or max(inner) > 110:
        return found
    width = sorted(inner)[-max(1, len(inner) // 10)]
    full = sum(width - 20 <= length for length in inner)
    if width < 45 or full < 0.85 * len(inner):
        return found
    if sum(ends_sentence(line.text) for group in groups for line in group[:-1]) > 0.5 * len(inner):
        return found  # short paragraphs of one line, not wrapped ones
    joined: list[PageLine] = []
    position = 0
    for group in groups:
        if group:
            joined.append(PageLine(group[0].start, group[-1].end, " ".join(line.text for line in group)))
            position += len(group)
        if position < len(found):
            joined.append(found[position])  # the blank line that ended the group
            position += 1
    return joined


def word_list(text: str) -> list[str]:
    """The words and numbers of a line."""
    return _WORD.findall(text)


def word_count(text: str) -> int:
    """How many words and numbers a line has.  Each step of the labeller asks, so that of usual lines it is kept."""
    return _usual_count(text) if len(text) <= _USUAL else len(_WORD.findall(text))


@lru_cache(maxsize=_KEPT)
def _usual_count(text: str) -> int:
    return len(_WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """The line ends with a full stop, question or exclamation mark, whatever closes after it."""
    bare = text.rstrip(_CLOSERS)
    return bare.endswith((".", "!", "?", "…", "。")) and not _INITIALS.search(bare[-8:])


def mostly_capitals(text: str) -> bool:
    """Headline capitals: nearly every word but the small ones begins with a capital."""
    return _usual_capitals(text) if len(text) <= _USUAL else _capitals(text)


def _capitals(text: str) -> bool:
    words = [word for word in word_list(text) if word[0].isalpha()]
    large = [word for word in words if word.lower() not in _SMALL]
    if len(large) < 2 or any(word in _RUNNING for word in words):
        return False  # a verb in lower case among names: "The Metro is the paper of the Northern League."
    share = 0.95 if text.rstrip(_CLOSERS).endswith(".") and len(words) > 3 else 0.9
    return sum(word[0].isupper() for word in large) >= share * len(large)


_usual_capitals = lru_cache(maxsize=_KEPT)(_capitals)


def running(text: str) -> bool:
    """A verb of running prose stands in the line ("was", "would", "said"), which headlines mostly do without."""
    return any(word in _RUNNING or (word.endswith("ed") and len(word) > 4) for word in word_list(text))


def inner_stop(text: str) -> bool:
    """A sentence ends inside the line."""
    return _INNER_STOP.search(text) is not None


def prose(text: str) -> bool:
    """A running sentence beyond doubt: long, or of eight words and more with a final mark and no headline capitals."""
    count = word_count(text)
    if count >= 30 or (count >= 12 and _INNER_STOP.search(text) and not mostly_capitals(text)):
        return True
    if text.rstrip(_CLOSERS).endswith((":", ",")) and count >= 10:
        return True
    return count >= 8 and ends_sentence(text) and not (mostly_capitals(text) and count < 20)


def is_sentence(text: str) -> bool:
    """Perhaps a sentence: two words with a final mark, not in headline capitals."""
    return word_count(text) >= 2 and ends_sentence(text) and not mostly_capitals(text)


_POST = re.compile(
    r"\S\s{0,3}(?:—|–|―|--)\s{0,3}[^\W\d_][^—–―()@\n]{1,60}\(@\w{1,30}\)"
    r"(?:\s{0,3}(?:[^\W\d_]{3,12}\.? \d{1,2}, \d{4}|\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}))?\s*$"
)
_POST_WORDS = 12
"""Words of a line that is a post with its signature, at least: "Follow us — The Beacon (@beacon)" is none."""


def signed_post(text: str) -> bool:
    """The line is an embedded post with its signature: "… — Lotte Brand (@lottebrand) March 3, 2031"."""
    return _POST.search(text[-200:]) is not None and word_count(text) >= _POST_WORDS


def may_be_headline(text: str) -> bool:
    """May be a headline: 3 to 25 words and no full stop at the end."""
    count = word_count(text)
    return 3 <= count <= 25 and len(text) <= 220 and (not ends_sentence(text) or not is_sentence(text))
