"""Does a text say by itself who and what it is about?

"The video was removed" needs the sentence before it, "Police said it was removed" a name.  A text that stands alone may
be shown without its report (decontextualization: Choi et al. 2021).  Logistic regression over plain features of the
words and of where they stand, learnt from texts of whole stories that readers judged one by one
(``evals/first_screen.json``, ``training/first_screen.py``); the weights are in ``models/weights/stands_alone.json``.
Left out: putting a name for a noun that points back.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from firsthand import lexicon
from firsthand.models.plain_weights import weighed
from firsthand.words import unbracketed

TEXT_FEATURES = (
    "begins_third_person", "begins_name", "begins_other", "names", "no_name", "early_name", "open_third_person",
    "third_person", "first_person", "words", "long", "brackets", "bracketed", "before_then", "weekday",
    "bare_definites", "copied", "lead", "late", "whole", "share", "attributed",
)  # fmt: skip
"""What is looked at: how the words begin; capitals inside; pronouns that no name stands before; length; how much stands
in brackets; "had" and "would"; a day of the week; "the X" that nothing tells apart; where the words stand."""

_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_THIRD = frozenset(("he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "theirs", "hers"))
_OWNERS = frozenset(("his", "her", "its", "their"))
_FIRST = frozenset(("i", "we", "my", "our", "us", "me", "you", "your", "mine", "ours"))
_TELLING = frozenset(("of", "that", "who", "which", "in", "from", "for", "between", "behind", "to", "whose", "where"))
"""Words behind a definite noun that begin what tells which one it is."""
_VERBS = frozenset(("is", "was", "were", "are", "has", "have", "had", "will", "would", "said", "says"))
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_LONG = 32
_MANY_NAMES, _MANY = 6, 3


@dataclass(frozen=True, slots=True)
class Told:
    """A way to print a statement.

    ``words`` has what the statement leans on in brackets; ``whole``: its sentence is printed with it; ``share``: of its
    sentence's characters, what the statement has; ``place``: the number of its sentence in the report, from 0;
    ``copied``: the report has its text from another; ``attributed``: somebody says it; ``told_apart``: so many nouns
    that point back have in brackets what tells them apart."""

    words: str
    whole: bool
    share: float
    place: int
    copied: bool
    attributed: bool
    told_apart: int = 0


def self_standing(told: Told) -> float:
    """The probability that a reader of these words alone knows who and what they are about, to three digits."""
    return round(weighed("stands_alone.json", text_features(told)), 3)


def text_features(told: Told) -> list[float]:
    """The values of ``TEXT_FEATURES``."""
    plain = unbracketed(told.words)
    words = _WORD.findall(plain)
    low = [word.lower().rstrip(".'’") for word in words]
    capitals = [n for n, word in enumerate(words) if n and word[0].isupper() and low[n] not in _FIRST]
    first = low[0] if low else ""
    named = bool(words) and first not in _no_nouns()
    begins_name = named and ((words[0].isupper() and len(words[0]) > 1) or (len(words) > 1 and words[1][0].isupper()))
    noun = named and not begins_name and first.isalpha() and not first.endswith("ing")
    bracketed = _BRACKETS.findall(told.words)
    return [
        float(first in _THIRD - _OWNERS),
        float(begins_name),
        float(noun),
        float(min(_MANY_NAMES, len(capitals))),
        float(not capitals),
        float(begins_name or any(n <= _MANY_NAMES for n in capitals)),
        float(_open(low, capitals, named=begins_name or noun)),
        float(min(4, sum(word in _THIRD for word in low))),
        float(min(_MANY, sum(word in _FIRST for word in low))),
        math.log1p(len(low)),
        float(len(low) > _LONG),
        float(bool(bracketed)),
        sum(map(len, bracketed)) / max(1, len(told.words)),
        float("had" in low or "would" in low),
        float(bool(_DAY.search(plain))),
        float(max(0, min(_MANY + 1, _definites(words, low)) - told.told_apart)),
        float(told.copied),
        float(told.place <= 1),
        math.log1p(told.place),
        float(told.whole),
        1.0 if told.whole else told.share,
        float(told.attributed),
    ]


@cache
def _no_nouns() -> frozenset[str]:
    """Words that may begin a sentence and are neither a name nor a noun."""
    return _THIRD | _FIRST | lexicon.entry_set("function_words") | lexicon.entry_set("opening_words")


def _open(low: list[str], capitals: list[int], *, named: bool) -> int:
    """How many pronouns of the third person stand before any name or noun that they may mean, at most three."""
    known = capitals[0] if capitals else len(low)
    if named or low[:1] in (["a"], ["an"]) or (low and low[0][0].isdigit()):
        return 0
    return min(_MANY, sum(word in _THIRD for word in low[:known]))


def _definites(words: list[str], low: list[str]) -> int:
    """How many definite nouns stand bare."""
    return sum(word == "the" and _bare(words, low, n) for n, word in enumerate(low))


def _bare(words: list[str], low: list[str], at: int) -> bool:
    """Whether neither a name nor a phrase behind it tells which one the definite noun at ``at`` is."""
    for n in range(at + 1, min(at + 5, len(words))):
        if words[n][0].isupper() or low[n] in _TELLING:
            return False
        if low[n] in _VERBS:
            return True
    return True
