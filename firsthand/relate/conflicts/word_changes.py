"""Word changes: where two renderings of one utterance differ, and what only looks like a difference.

Between two quotations any other word counts, function words too; between a quotation and a report's own words only
words of content do, for reported speech shifts pronouns and tenses.  No change: another spelling or a misprint, words
that an editor put in or left out with a mark, the same words in another order, a cut end.  Left out: whether a change
alters the sense.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from firsthand.lexicon import column
from firsthand.names import is_title
from firsthand.relate.conflicts.renderings import PHRASE, Beside, Rendering, function_word, one_word

_MISPRINT = 0.85
"""Likeness of two words' letters from which one is the other misprinted."""
_ALIKE = 0.6
"""The same of two names."""
_ADDED = 3
"""Words that one side may have more anywhere; a longer passage is cut where words go on on both sides of it."""
_GOES_ON = 3
"""Words that go on on either side of a cut."""
_LETTERS = 4
"""Letters of a name that is cut short."""
_CUT = 60
"""Words of the longest passage that is left out in the middle."""
_VERBATIM = 10
"""Words that are no chance …"""
_NEARLY = 0.85
"""… where so much of the passage is the same."""
_TAIL = 4
"""Words of the longest end that may stand for another one."""
_PRONOUNS = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "my", "our", "your", "his", "its",
     "their", "this", "that", "these", "those", "myself", "himself", "herself", "themselves", "there", "here", "who"}
)  # fmt: skip
_TOLD = frozenset({"said", "told", "wrote", "spoke"})
_FILLERS = frozenset({"uh", "um", "er", "oh", "well", "also"})
_SMALL = frozenset({"the", "a", "an", "of", "that"})
"""Words that house style puts in and leaves out."""
_SHIFTED = _PRONOUNS | frozenset(
    {"am", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "do", "does", "did",
     "will", "would", "shall", "should", "can", "could", "may", "might", "must", "not", "to", "if", "whether"}
)  # fmt: skip
"""Words that reported speech changes."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of one rendering and those that stand for them in the other, as places in their words; one side may be
    empty."""

    before: tuple[int, int]
    after: tuple[int, int]


def word_changes(pair: Beside) -> list[WordChange]:
    """The changes between two renderings, in text order."""
    found = [WordChange(before, after) for before, after in pair.gaps()]
    if pair.other.quotation is not None and pair.whole:
        found += [WordChange(before, after) for before, after in _replaced_ends(pair)]
    kept = [one for one in found if _counts(pair, one)]
    if _rest(pair.one, [one.before for one in kept]) == _rest(pair.other, [one.after for one in kept]):
        return []  # the same words in another order
    return sorted(kept, key=lambda one: (one.before, one.after))


def said_otherwise(pair: Beside, changes: Sequence[WordChange]) -> bool:
    """Whether the changes alter what is said: any word of content, "not", or a modal verb; of other small words
    ("and", "we", "with" for "at") only several."""
    small = 0
    for change in changes:
        mine, theirs = pair.one.keys[slice(*change.before)], pair.other.keys[slice(*change.after)]
        for word in (*(w for w in mine if w not in theirs), *(w for w in theirs if w not in mine)):
            if not function_word(word) or word in _TELLING:
                return True
            small += 1
    return small >= _SEVERAL


_TELLING = frozenset({
    "not", "no", "never", "nor", "none", "nobody", "nothing", "without", "will", "would", "shall", "should", "can",
    "could", "may", "might", "must", "all", "any", "some", "most", "few", "many", "only", "is", "was", "are",
    "were",
})  # fmt: skip
"""Function words that change what is said."""
_SEVERAL = 4
"""Small words that differ from which a sentence is put otherwise."""


def verbatim(pair: Beside) -> bool:
    """Whether the other report prints the very words, marks or no marks: nearly all of a long passage is the same,
    function words too."""
    (i, k, _), (j, m, size) = pair.runs[0], pair.runs[-1]
    same = sum(size for *_, size in pair.runs)
    return same >= _VERBATIM and same >= _NEARLY * min(j + size - i, m + size - k)


def _rest(one: Rendering, places: Sequence[tuple[int, int]]) -> list[str]:
    return sorted(word for start, end in places for word in one.keys[start:end])


def _replaced_ends(pair: Beside) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Ends of two quotations in which a few words stand for others; an end that only one has is a cut."""
    for before, after in pair.ends():
        mine, theirs = before[1] - before[0], after[1] - after[0]
        if 0 < mine <= _TAIL and 0 < theirs <= _TAIL:
            yield before, after


def _counts(pair: Beside, change: WordChange) -> bool:
    one, other = pair.one, pair.other
    (i, j), (k, m) = change.before, change.after
    mine, theirs = list(one.keys[i:j]), list(other.keys[k:m])
    longest = PHRASE if mine and theirs else _CUT if _between_long_runs(pair, change) else _ADDED
    if max(len(mine), len(theirs)) > longest or "".join(mine) == "".join(theirs):
        return False
    if _one_hour(one.printed[i:j], other.printed[k:m]):
        return False
    if _short_is(mine, other, k) or _short_is(theirs, one, i):
        return False
    if _at_a_seam(one, i, j) or _at_a_seam(other, k, m):
        return False
    if _moved(one, other, mine, theirs) or _said_twice(one, i, j) or _said_twice(other, k, m):
        return False
    if _one_name(one.printed[i:j], other.printed[k:m]) or _help(mine, theirs):
        return False
    if (not mine and _longer_name(other, k, m)) or (not theirs and _longer_name(one, i, j)):
        return False
    small = _FILLERS if mine and theirs else _FILLERS | _SMALL
    if all(word in small for word in (*mine, *theirs)):
        return False
    differing = [w for w in mine if w not in theirs] + [w for w in theirs if w not in mine]
    differing = [w for w in differing if not _misprinted(w, theirs if w in mine else mine)]
    if other.quotation is not None:
        return bool(differing)
    if verbatim(pair):
        shifted = any(word in _SHIFTED for word in mine) and any(word in _SHIFTED for word in theirs)
        return not shifted and any(word not in _SHIFTED for word in differing)
    if not mine or not theirs or any(_is_saying(word) for word in theirs):
        return False  # a report retells a part of what was said, and who said it stands between the words
    return any(
        not function_word(w) and w not in _SHIFTED and not any(one_word(w, o) for o in (theirs if w in mine else mine))
        for w in differing
    )


def _one_hour(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both sides are one time of the clock: "6:00" and "6", "6:41pm PST" and "18:41"."""
    hours = [_hour(" ".join(side)) for side in (mine, theirs)]
    return hours[0] is not None and hours[0] == hours[1]


_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:[ap]\.?\s?m\.?)?(?:\s(?:[A-Z]{2,4}|local time))?", re.IGNORECASE)


def _hour(printed: str) -> int | None:
    """The minutes of half a day of a time of the clock, None where the words are something else."""
    found = _HOUR.fullmatch(printed.strip())
    return (int(found[1]) % 12) * 60 + int(found[2] or 0) if found is not None else None


def _between_long_runs(pair: Beside, change: WordChange) -> bool:
    """Whether several words are common on either side of a change."""
    before = [size for i, _, size in pair.runs if i + size == change.before[0]]
    after = [size for i, _, size in pair.runs if i == change.before[1]]
    return min([*before, *after], default=0) >= _GOES_ON and bool(before) and bool(after)


def _at_a_seam(one: Rendering, start: int, end: int) -> bool:
    """Whether an editor put something in or left something out here; which "and" of two was left out is a matter of
    alignment, so a word on either side counts."""
    return any(start - 1 <= n <= end + 1 for n in one.seams)


def _moved(one: Rendering, other: Rendering, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether words that one side puts in stand as often in the other, at another place ("May 11", "11 May")."""
    if mine and theirs:
        return False
    added, own, others = mine, Counter(one.keys), Counter(other.keys)
    if theirs:
        added, own, others = theirs, others, own
    added = [word for word in added if not function_word(word)] or added
    return all(others[word] >= own[word] for word in added)


def _short_is(words: Sequence[str], other: Rendering, at: int) -> bool:
    """Whether "is" or "has" stands in the other after a noun in its short form: "the weather's looking good"."""
    return list(words) in (["is"], ["has"]) and at > 0 and other.printed[at - 1][-2:].casefold() in ("'s", "’s")


def _said_twice(one: Rendering, start: int, end: int) -> bool:
    """Whether the words stand beside themselves, once again ("we will not, we will not")."""
    size, own = end - start, one.keys[start:end]
    return size > 0 and own in (one.keys[max(0, start - size) : start], one.keys[end : end + size])


def _one_name(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both are titles, or one name in two spellings or lengths."""
    if any(side and is_title(" ".join(side)) for side in (mine, theirs)):
        return True
    names = [[word.casefold() for word in side if word[0].isupper()] for side in (mine, theirs)]
    if not all(names) or any(len(found) < len(side) - 1 for found, side in zip(names, (mine, theirs), strict=True)):
        return False
    first, second = ("".join(found) for found in names)
    short, long = sorted((first, second), key=len)
    letters = {"".join(word[0] for word in found) for found in names}
    return (
        bool(set(names[0]) & set(names[1]))
        or short in letters
        or (len(short) <= _LETTERS and short[0] == long[0] and _within(short, long))
        or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
    )


def _within(short: str, long: str) -> bool:
    """Whether the letters stand in the other name in their order ("Va", "Virginia")."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _longer_name(one: Rendering, start: int, end: int) -> bool:
    """Whether words that one side has more are of a name that the other prints shorter: "the Security Council"."""
    capital = [word[0].isupper() for word in one.printed]
    held = [capital[n] for n in range(start, end) if not function_word(one.keys[n])]
    ends = [(n, gap) for n, gap in ((start - 1, start), (end, end)) if 0 <= n < len(capital) and gap > 0]
    beside = [n for n, gap in ends if one.spans[gap][0] - one.spans[gap - 1][1] <= 1]  # no comma stands between
    return bool(held) and all(held) and any(capital[n] and n > 0 for n in beside)


def _help(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one side has a pronoun for what the other names: "it" for "the car" is an editor's help."""
    for side, other in ((mine, theirs), (theirs, mine)):
        if side and all(word in _PRONOUNS for word in side) and any(not function_word(word) for word in other):
            return True
    return False


def _misprinted(word: str, others: Sequence[str]) -> bool:
    """Whether one of the others is the word but for a letter or two that are no ending."""
    return any(
        SequenceMatcher(None, word, other, autojunk=False).ratio() >= _MISPRINT and not one_word(word, other)
        for other in others
    )


def _is_saying(word: str) -> bool:
    sayings = column("cues", "lemma", kind="speech")
    return word in _TOLD or any(word.removesuffix(ending) in sayings for ending in ("", "s", "d", "ed", "ing"))
