"""Renderings: the words of an utterance as one report prints them, between quotation marks or in its own running text.

Words are compared as they are spoken: without typography, hyphens, British and American spellings, contractions and
slurred forms, numbers in figures, days and months in full.  What an editor put in brackets is no word of the speaker,
and where he put it, marked a gap or masked letters is a seam.  Two renderings are laid beside each other word by word
(the longest common runs, Ratcliff & Obershelp 1988).  Left out: translations, and paraphrase that keeps less than half
of the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import day_abbr, day_name, month_abbr, month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from firsthand.comparable.lemmas import figure, weight
from firsthand.data import TEXT_KINDS, Quotation, Span
from firsthand.lexicon import entry_set
from firsthand.relate.identity import spelling
from firsthand.relate.pile import Pile
from firsthand.words import words

_LONGEST = 200
"""Words of one rendering that are compared."""
_RARE = 3.0
"""Weight from which a word brings two renderings together."""
_USUAL = 150
"""Renderings that hold a word from which it brings none together."""
_HELD = 0.5
"""Share of the weight of the shorter one's words from which two renderings are laid beside each other."""
_PROPOSED = 0.4
"""The same of their rare words, before they are laid beside each other."""
PHRASE = 12
"""Words of the longest run that stands for another; a longer one is another passage."""
_STEM = 3
"""Letters of a word before its ending."""
_ENDINGS = frozenset({"", "s", "es", "d", "ed", "ing", "e", "er", "est", "r", "st", "y", "ies", "ied", "ly", "al"})
_INSIDE = 0.5
"""Share of a sentence from which it stands inside quotation marks."""
_NEAR = 4
"""Words between two runs that are one."""
_EDITED = re.compile(r"\[|\]|\(|\)|\.\s?\.\s?\.|…|\*")
_BRACKETS = re.compile(r"\[[^\]\n]{0,120}\]|\([^)\n]{0,120}\)")
_AND = re.compile(r"&")

_SPOKEN: dict[str, tuple[str, ...]] = {
    "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"), "cause": ("because",),
    "cos": ("because",),
    "ain't": ("is", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"),
    "shan't": ("shall", "not"), "let's": ("let", "us"), "'em": ("them",), "til": ("until",), "till": ("until",),
    "ok": ("okay",), "pct": ("percent",), "mister": ("mr",),
    **dict.fromkeys(("st", "nd", "rd", "th"), ()),  # "31st" is cut before its ending
    **{
        short.casefold(): (full.casefold(),)
        for names, shorts in ((month_name, month_abbr), (day_name, day_abbr))
        for full, short in zip(names, shorts, strict=True)
        if full and short.casefold() not in ("sun", "sat", "may", "mar")
    },
    "sept": ("september",), "tues": ("tuesday",), "thurs": ("thursday",),
}  # fmt: skip
"""Words as they are said, of contractions, slurred and short forms."""
_SHORTENED = (("n't", "not"), ("'re", "are"), ("'ll", "will"), ("'ve", "have"), ("'m", "am"), ("'d", "would"))
_BEFORE_IS = frozenset(
    {"he", "she", "it", "that", "this", "there", "here", "what", "who", "where", "how", "when", "why", "everybody",
     "everyone", "somebody", "someone", "nobody", "everything", "something", "nothing"}
)  # fmt: skip
"""Words after which ``'s`` is "is"; after others it may be the possessive."""


@dataclass(frozen=True, slots=True, eq=False)
class Rendering:
    """``keys``: the words as they are compared; ``spans`` and ``printed``: the characters of each; ``seams``: the
    places in them before which an editor put something in or left something out; ``quotation``: whose inner words
    these are, or None."""

    span: Span
    quotation: Quotation | None
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    printed: tuple[str, ...]
    seams: frozenset[int]

    def characters(self, start: int, end: int) -> Span:
        """The characters of some words; of none the place before the word at ``start``."""
        document = self.span.document
        if start < end:
            return Span(document, self.spans[start][0], self.spans[end - 1][1])
        at = self.spans[start][0] if start < len(self.spans) else self.span.end
        return Span(document, at, at)


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """Two renderings word by word: ``runs`` are the common ones as (place in one, place in the other, words), ``share``
    the weight that they hold of the shorter one's; ``whole``: whether these are all that the two have in common."""

    one: Rendering
    other: Rendering
    runs: tuple[tuple[int, int, int], ...]
    share: float
    whole: bool

    def gaps(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """What stands between neighbouring runs: places in one and in the other."""
        for (i, k, size), (j, m, _) in pairwise(self.runs):
            yield (i + size, j), (k + size, m)

    def common(self) -> list[str]:
        """The words that both have, in whatever form."""
        return _common(self.one, self.other, self.runs)

    def ends(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """What stands before the first run and behind the last."""
        (i, k, _), (j, m, size) = self.runs[0], self.runs[-1]
        yield (0, i), (0, k)
        yield (j + size, len(self.one.keys)), (m + size, len(self.other.keys))


def quoted_renderings(pile: Pile) -> list[Rendering]:
    """The quotations of all reports, sorted."""
    made = [
        rendering(pile.document[analysis.document].text, one.inner, one)
        for analysis in pile.analyses
        for one in analysis.quotations
    ]
    return sorted(made, key=_place)


def sentence_renderings(pile: Pile) -> tuple[list[Rendering], list[Rendering]]:
    """The sentences inside the quotations of all reports, and those outside quotation marks; sorted."""
    parts, plain = [], []
    for analysis in pile.analyses:
        document = pile.document[analysis.document]
        marks = sorted((one.span.start, one.span.end) for one in analysis.quotations)
        sentences = [one for one in analysis.sentences if document.blocks[one.block].kind in TEXT_KINDS]
        for one in analysis.quotations:
            pieces = [
                Span(document.id, max(s.start, one.inner.start), min(s.end, one.inner.end))
                for s in sentences
                if s.start < one.inner.end and one.inner.start < s.end
            ]
            parts += [rendering(document.text, piece, one) for piece in (pieces if len(pieces) > 1 else [one.inner])]
        for s in sentences:
            if not _inside(marks, s.start, s.end):
                plain.append(rendering(document.text, Span(document.id, s.start, s.end), None))
    return sorted(parts, key=_place), sorted(plain, key=_place)


def _place(one: Rendering) -> tuple[Span, str]:
    return one.span, one.quotation.id if one.quotation is not None else ""


def _inside(marks: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether most of the characters stand inside quotation marks."""
    held = 0
    for n in range(max(0, bisect_left(marks, (start, 0)) - 1), len(marks)):
        if marks[n][0] >= end:
            break
        held += max(0, min(end, marks[n][1]) - max(start, marks[n][0]))
    return held > _INSIDE * (end - start)


def rendering(text: str, span: Span, quotation: Quotation | None) -> Rendering:
    """The words of some characters, which stand inside the marks of ``quotation`` or in none."""
    holes = [] if quotation is None else [m.span() for m in _BRACKETS.finditer(text, span.start, span.end)]
    found = [
        (key, start, end)
        for start, end, word in _words(text, span)
        if not any(a <= start < b for a, b in holes)
        for key in spoken_keys(word)
    ][:_LONGEST]
    seams = frozenset(
        n
        for n in range(1, len(found))
        if found[n - 1][2] < found[n][1] and _EDITED.search(text, found[n - 1][2], found[n][1])
    )
    return Rendering(
        span=span,
        quotation=quotation,
        keys=tuple(key for key, _, _ in found),
        spans=tuple((start, end) for _, start, end in found),
        printed=tuple(text[start:end] for _, start, end in found),
        seams=seams,
    )


def _words(text: str, span: Span) -> list[tuple[int, int, str]]:
    found = list(words(text, span.start, span.end))
    signs = [(m.start(), m.end(), "and") for m in _AND.finditer(text, span.start, span.end)]
    inside = [one for one in signs if not any(start <= one[0] < end for start, end, _ in found)]
    return sorted([*found, *inside])


@lru_cache(maxsize=50_000)
def spoken_keys(word: str) -> tuple[str, ...]:
    """The keys of a word in normal form: none, one or several."""
    if word in _SPOKEN:
        return _SPOKEN[word]
    share = word.endswith("%")
    value = figure(word.removesuffix("%"))
    if value is not None:
        return (f"{value:g}", "percent") if share else (f"{value:g}",)
    if "-" in word:
        parts = word.split("-")
        if any(figure(part) is not None for part in parts):
            return tuple(key for part in parts if part for key in spoken_keys(part))
    for ending, instead in _SHORTENED:
        if word.endswith(ending) and len(word) > len(ending):
            return (*spoken_keys(word.removesuffix(ending)), instead)
    for ending in ("'s", "s'"):
        if word.endswith(ending):
            bare = word.removesuffix(ending) + ("s" if ending == "s'" else "")
            return (bare, "is") if bare in _BEFORE_IS else (spelling(bare),)
    return (spelling(word.strip("'").replace(".", "")),)


def in_marks(one: Rendering) -> bool:
    """Whether the words stand between marks, and are no transcript's and no passage that a colon introduces."""
    return one.quotation is not None and not {"transcript", "block_quotation"} & set(one.quotation.flags)


def function_word(key: str) -> bool:
    """Whether the word is a function word."""
    return key in entry_set("function_words")


def content(keys: Iterable[str]) -> float:
    """How much words say: the weight of those that are no function words."""
    return sum(weight(key) for key in keys if not function_word(key))


def laid_beside(quoted: Sequence[Rendering], plain: Sequence[Rendering] | None = None) -> Iterator[Beside]:
    """Quotations beside what other reports print of the same words: each other, or the given sentences without marks;
    in order."""
    every = [*quoted, *(plain or ())]
    others = range(len(every)) if plain is None else range(len(quoted), len(every))
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(every):
        for key in sorted(set(one.keys)):
            if weight(key) >= _RARE and not function_word(key):
                holding[key].append(n)
    heavy = [content(set(one.keys)) for one in every]
    for n, one in enumerate(quoted):
        shared: defaultdict[int, float] = defaultdict(float)
        for key in sorted(set(one.keys)):
            held = holding.get(key, ())
            for m in held if len(held) <= _USUAL else ():
                if m > n and m in others and every[m].span.document != one.span.document:
                    shared[m] += weight(key)
        for m, common in sorted(shared.items()):
            if common >= _PROPOSED * min(heavy[n], heavy[m]):
                yield from aligned(one, every[m])


def aligned(one: Rendering, other: Rendering) -> Iterator[Beside]:
    """Two renderings word by word; where both go on with a passage of their own between common runs, each part by
    itself."""
    matcher = SequenceMatcher(None, one.keys, other.keys, autojunk=False)
    runs = [(run.a, run.b, run.size) for run in matcher.get_matching_blocks() if run.size]
    start = 0
    for n in range(1, len(runs) + 1):
        if n < len(runs):
            (i, k, size), (j, m, _) = runs[n - 1], runs[n]
            gaps = sorted((j - i - size, m - k - size))
            if gaps[1] <= PHRASE or (gaps[0] == 0 and len(runs) == 2):
                continue  # a long cut is one where nothing else differs
        made = _part(one, other, runs[start:n], first=start == 0, last=n == len(runs))
        start = n
        if made is not None and made.share >= _HELD:
            yield made


def _part(
    one: Rendering, other: Rendering, runs: list[tuple[int, int, int]], *, first: bool, last: bool
) -> Beside | None:
    while len(runs) > 1 and _stray(one, runs[0], runs[1]):
        runs, first = runs[1:], False
    while len(runs) > 1 and _stray(one, runs[-1], runs[-2]):
        runs, last = runs[:-1], False
    if not runs:
        return None
    common = content(_common(one, other, runs))
    (i, k, _), (j, m, size) = runs[0], runs[-1]
    whole = first and last
    least = content(one.keys if whole else one.keys[i : j + size])
    if other.quotation is not None:
        least = min(least, content(other.keys if whole else other.keys[k : m + size]))
    return Beside(one, other, tuple(runs), common / least if least else 0.0, whole)


def _common(one: Rendering, other: Rendering, runs: Sequence[tuple[int, int, int]]) -> list[str]:
    """The words of the runs, and those between them that the other has in another form."""
    held = [key for i, _, size in runs for key in one.keys[i : i + size]]
    for (i, k, size), (j, m, _) in pairwise(runs):
        held += [w for w in one.keys[i + size : j] if any(one_word(w, o) for o in other.keys[k + size : m])]
    return held


def one_word(word: str, other: str) -> bool:
    """Whether two words are one in two tenses, numbers or degrees."""
    stem = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return stem >= _STEM and word[stem:] in _ENDINGS and other[stem:] in _ENDINGS


def _stray(one: Rendering, run: tuple[int, int, int], beside: tuple[int, int, int]) -> bool:
    """Whether a run at an end is function words alone, which any two sentences share, away from the next one."""
    (i, k, size), (j, m, length) = run, beside
    away = max(i - j - length, k - m - length) if i > j else max(j - i - size, m - k - size)
    return away > _NEAR and all(function_word(key) for key in one.keys[i : i + size])
