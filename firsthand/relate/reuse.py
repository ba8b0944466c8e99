"""Text reuse: the comparable form of a report, candidates by an index, and which words of one stand in another.

A ``Reading`` holds what is compared: the words of the report's own blocks without datelines and credit lines, marked
as narrative or quoted, with hashed word n-grams for copies and weighted features (lemmas, names, numbers) per sentence
for rewrites.  Follows: containment of word n-grams (Broder 1997), fingerprints kept by "0 mod p" (Manber 1994), the
METER corpus' split of agency text into verbatim, rewrite and new (Gaizauskas et al. 2001).
Left out: translations; words that were reordered inside a sentence (``alignment`` sees those).
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING

import numpy as np

from firsthand import lexicon, words
from firsthand.data import TEXT_KINDS, Analysis, Document, Sentence, Span
from firsthand.relate import credits
from firsthand.relate.pile import Pile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Mask = NDArray[np.bool_]

GRAM = 5
_KEPT = 4
"""One fingerprint in this many is kept for the candidate index (short texts keep all)."""
_LONGEST = 400
"""Sentences of one report that are compared."""
_BACKGROUND = 50.0
"""How many documents' worth the background frequencies count beside the pile's own."""
_UNSEEN = 0.0005
_CONTENT = {"NOUN": 1.0, "PROPN": 1.5, "NUM": 1.3, "VERB": 0.8, "ADJ": 0.8, "ADV": 0.5}
_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_SCALE = {"hundred": "00", "thousand": "000", "million": "m", "billion": "bn", "trillion": "tn", "m": "m", "bn": "bn"}
_OPEN = ("“", "«", "„", "â\x80\x9c")
_MARK = re.compile('[“«„”»"]|â\x80[\x9c\x9d]')
"""Double marks, and the same read in the wrong encoding."""
_SINGLE = re.compile(r"(?<![\w'’])[‘'](?=\w)(?:[^'’‘\n]|(?<=\w)['’](?=\w)){6,600}['’](?!\w)")
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sir", "president", "secretary", "minister", "senator", "gov", "sen", "rep", "gen"]
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as compared: its words are ``first`` to ``last`` (exclusive) of the reading.

    ``features`` are normal forms with the weight of their kind (name, number, noun …), in text order, each once.
    ``key`` are those that an independent report need not share: names and numbers.
    """

    span: Span
    first: int
    last: int
    features: dict[str, float]
    key: frozenset[str]
    quoted: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A report as it is compared.  ``grams`` begin at each word; ``told`` marks those that hold no quoted word."""

    id: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    quoted: Mask
    grams: Hashes
    told: Mask
    line_of: NDArray[np.int32]

    @property
    def narrative(self) -> int:
        """How many words stand outside quotations."""
        return int(len(self.words) - self.quoted.sum())


@lru_cache(maxsize=65_536)
def _form(word: str) -> str:
    return words.normal(word)


@lru_cache(maxsize=262_144)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) * 0x9E3779B97F4A7C15 % 2**64


def gram_hashes(items: Sequence[str], n: int = GRAM) -> Hashes:
    """One 64-bit hash per run of ``n`` words, in order."""
    if len(items) < n:
        return np.zeros(0, dtype=np.uint64)
    base = np.array([_word_hash(item) for item in items], dtype=np.uint64)
    count = len(items) - n + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(n):
        mixed = (mixed ^ base[offset : offset + count]) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(32)
    return mixed


def quoted_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches inside quotation marks of one paragraph; an unclosed double mark runs to the paragraph's end.

    Single marks count where they cannot be apostrophes, from two words on."""
    found: list[tuple[int, int]] = []
    opened = -1
    for match in _MARK.finditer(text, start, end):
        position, mark = match.start(), match.group()
        if mark in _OPEN or (mark == '"' and opened < 0):
            if opened < 0:
                opened = position
        elif opened >= 0:
            found.append((opened, position + 1))
            opened = -1
    if opened >= 0:
        found.append((opened, end))
    found += [match.span() for match in _SINGLE.finditer(text, start, end) if " " in match.group()]
    return found


def _features(sentence: Sentence, text: str, start: int) -> tuple[dict[str, float], frozenset[str]]:
    """Weighted normal forms of a sentence's content words, and which of them are names or numbers."""
    features: dict[str, float] = {}
    key: set[str] = set()
    previous = ""
    for token in sentence.tokens:
        if token.start < start:
            continue
        surface = text[token.start : token.end]
        weight = _CONTENT.get(token.pos, 0.0)
        form = _form(surface).strip("'\"$£€#%.,-")
        if not form:
            continue
        if any(c.isdigit() for c in form):
            form, weight = form.replace(",", ""), 1.3
            key.add(form)
        elif form in _NUMBERS:
            form, weight = _NUMBERS[form], 0.9
            key.add(form)
        elif form in _SCALE and previous[:1].isdigit():
            features.pop(previous, None)
            key.discard(previous)
            form, weight = previous + _SCALE[form], 1.3
            key.add(form)
        elif weight:
            name = surface[:1].isupper() and token.pos in ("PROPN", "ADJ", "NOUN") and token.ner != ""
            if name or token.pos == "PROPN":
                form = form.removesuffix("'s")
                weight = 1.5
                if form not in _TITLES:
                    key.add(form)
            else:
                form = _form(token.lemma) or form
        previous = form
        if weight and len(form) > (1 if form in key else 2) and features.get(form, 0.0) < weight:
            features[form] = weight
    return features, frozenset(key)


def read(document: Document, analysis: Analysis) -> Reading:
    """What of ``document`` is compared with other reports."""
    text = document.text
    skip = credits.skipped(document, analysis)
    marks: list[tuple[int, int]] = [(q.span.start, q.span.end) for q in analysis.quotations]
    for block in document.blocks:
        if block.kind == "blockquote":
            marks.append((block.start, block.end))
        elif block.kind in TEXT_KINDS:
            marks += quoted_spans(text, block.start, block.end)
    inside = bytearray(len(text))
    for start, end in marks:
        inside[start:end] = b"\x01" * (min(end, len(text)) - start)
    lines: list[Line] = []
    found: list[tuple[str, int, int, bool]] = []
    for sentence in analysis.sentences:
        if document.blocks[sentence.block].kind not in TEXT_KINDS or len(lines) >= _LONGEST:
            continue
        start = skip.get(sentence.start, sentence.start)
        here = [(form, s, e, bool(inside[s])) for s, e, form in words.words(text, start, sentence.end)]
        if start >= sentence.end or not here:
            continue
        features, key = _features(sentence, text, start)
        share = sum(quoted for *_, quoted in here) / len(here)
        first = len(found)
        found += here
        lines.append(Line(Span(document.id, start, sentence.end), first, len(found), features, key, share))
    return _reading(document.id, lines, found)


def _reading(key: str, lines: Sequence[Line], found: Sequence[tuple[str, int, int, bool]]) -> Reading:
    forms = tuple(form for form, *_ in found)
    quoted = np.array([inside for *_, inside in found], dtype=np.bool_)
    grams = gram_hashes(forms)
    told = np.ones(len(grams), dtype=np.bool_)
    for offset in range(GRAM):
        told &= ~quoted[offset : offset + len(grams)]
    return Reading(
        id=key,
        lines=tuple(lines),
        starts=tuple(start for _, start, _, _ in found),
        ends=tuple(end for _, _, end, _ in found),
        words=forms,
        quoted=quoted,
        grams=grams,
        told=told,
        line_of=np.repeat(np.arange(len(lines), dtype=np.int32), [line.last - line.first for line in lines]),
    )


def read_pile(pile: Pile) -> list[Reading]:
    """All reports as they are compared, by document id, without sentences that turn out to be furniture of a site."""
    ids = sorted(pile.document)
    readings = [read(pile.document[key], pile.analysis[key]) for key in ids]
    furniture = _furniture(readings, [pile.document[key].outlet.name for key in ids])
    return [_without(reading, furniture) for reading in readings]


def _furniture(readings: Sequence[Reading], outlets: Sequence[str | None]) -> frozenset[tuple[str, ...]]:
    """Sentences that stand word for word in reports which have nothing else in common.

    Three unrelated reports make a sentence furniture; two do when they are one outlet's and it names nothing."""
    where: dict[tuple[str, ...], list[tuple[int, Line]]] = {}
    for number, reading in enumerate(readings):
        for line in reading.lines:
            where.setdefault(reading.words[line.first : line.last], []).append((number, line))
    repeated = {form: places for form, places in where.items() if len({n for n, _ in places}) > 1}
    again = {(n, line.first) for places in repeated.values() for n, line in places}
    topics: dict[int, frozenset[str]] = {}

    def topic(number: int) -> frozenset[str]:
        if number not in topics:
            lines = [line for line in readings[number].lines if (number, line.first) not in again]
            topics[number] = frozenset(f for line in lines for f in line.key)
        return topics[number]

    def strangers(a: int, b: int) -> bool:
        one, other = topic(a), topic(b)
        least = min(len(one), len(other))
        return least >= 5 and len(one & other) < 0.15 * least

    found = []
    for form, places in repeated.items():
        numbers = sorted({number for number, _ in places})[:12]
        apart: list[int] = []
        for number in numbers:
            if all(strangers(number, other) for other in apart):
                apart.append(number)
        plain = not any(line.key for _, line in places)
        same = len(apart) > 1 and outlets[apart[0]] is not None and outlets[apart[0]] == outlets[apart[1]]
        if len(apart) > 2 or (plain and (same or (len(apart) > 1 and len(form) < 12))):
            found.append(form)
    return frozenset(found)


def _without(reading: Reading, furniture: frozenset[tuple[str, ...]]) -> Reading:
    if not any(reading.words[line.first : line.last] in furniture for line in reading.lines):
        return reading
    lines: list[Line] = []
    kept: list[tuple[str, int, int, bool]] = []
    for line in reading.lines:
        here = slice(line.first, line.last)
        if reading.words[here] in furniture:
            continue
        first = len(kept)
        quoted = reading.quoted[here].tolist()
        kept += zip(reading.words[here], reading.starts[here], reading.ends[here], quoted, strict=True)
        lines.append(replace(line, first=first, last=len(kept)))
    return _reading(reading.id, lines, kept)


# ------------------------------------------------------------------------------------------------ weights


@cache
def _background() -> dict[str, float]:
    try:
        rows = lexicon.rows("news_frequency")
    except FileNotFoundError:
        return {}
    return {row["word"]: float(row["per_1000"]) / 1000 for row in rows}


def weights(readings: Sequence[Reading]) -> dict[str, float]:
    """How much a shared feature says: minus the log of the share of documents that hold it, in the pile and in news
    at large together, so that what a whole pile is about counts little inside it."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update({feature for line in reading.lines for feature in line.features})
    total = len(readings) + _BACKGROUND
    return {feature: -log((count + _BACKGROUND * usual(feature)) / total) for feature, count in counts.items()}


def usual(feature: str) -> float:
    """The share of documents that hold a feature in news at large."""
    return _background().get(feature, _UNSEEN)


# ------------------------------------------------------------------------------------------------ candidates


def overlaps(
    postings: Sequence[NDArray[np.int64]], values: Sequence[NDArray[np.float64]] | None, size: int
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.float64]]]:
    """For every document the later documents that share an entry with it, and how much: the number of shared entries,
    or the sum of the products of their values.  ``postings`` holds per document its entry numbers (0 to ``size``)."""
    if not postings:
        return
    owner = np.repeat(np.arange(len(postings)), [len(p) for p in postings])
    entries = np.concatenate(postings)
    order = np.argsort(entries, kind="stable")
    owners = owner[order]
    bounds = np.searchsorted(entries[order], np.arange(size + 1))
    worth = None if values is None else np.concatenate(values)[order]
    for number, mine in enumerate(postings):
        if not len(mine):
            continue
        pieces = [slice(bounds[e], bounds[e + 1]) for e in mine.tolist()]
        others = np.concatenate([owners[piece] for piece in pieces])
        later = others > number
        if not later.any():
            continue
        found, inverse = np.unique(others[later], return_inverse=True)
        products = None
        if values is not None and worth is not None:
            products = np.concatenate(
                [worth[piece] * value for piece, value in zip(pieces, values[number].tolist(), strict=True)]
            )[later]
        yield number, found, np.bincount(inverse, weights=products).astype(np.float64)


def copy_candidates(readings: Sequence[Reading]) -> list[tuple[int, int]]:
    """Pairs that share enough fingerprints to be worth an exact comparison."""
    chosen: list[Hashes] = []
    for reading in readings:
        unique = np.unique(reading.grams)
        kept = unique[unique % np.uint64(_KEPT) == 0]
        chosen.append(kept if len(unique) > 400 else unique)
    everything = np.unique(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.uint64)
    postings = [np.searchsorted(everything, one).astype(np.int64) for one in chosen]
    document_counts = np.bincount(np.concatenate(postings), minlength=len(everything)) if postings else np.zeros(0)
    busiest = max(1000, int(len(readings) ** 0.5) * 10)
    postings = [one[document_counts[one] <= busiest] for one in postings]
    full = [len(reading.grams) <= 400 for reading in readings]
    result: list[tuple[int, int]] = []
    for number, found, counts in overlaps(postings, None, len(everything)):
        for other, count in zip(found.tolist(), counts.tolist(), strict=True):
            if count >= (6 if full[number] and full[other] else 3):
                result.append((number, other))
    return result


def rewrite_candidates(
    readings: Sequence[Reading], weight: dict[str, float], most: int = 20
) -> list[tuple[int, int, float]]:
    """Pairs with many rare features in common, the ``most`` best per document: (a, b, share of the poorer's weight).

    Features that most of the pile holds propose nobody, so the work grows with the pile and not with its square."""
    vocabulary = {feature: number for number, feature in enumerate(sorted(weight))}
    worth = np.array([weight[feature] for feature in sorted(weight)], dtype=np.float64)
    postings: list[NDArray[np.int64]] = []
    for reading in readings:
        mine = sorted({vocabulary[f] for line in reading.lines for f in line.features})
        postings.append(np.array(mine, dtype=np.int64))
    counts = np.bincount(np.concatenate(postings), minlength=len(worth)) if postings else np.zeros(0)
    limit = max(60, len(readings) // 5)
    postings = [one[(counts[one] <= limit) & (worth[one] > 1.5)] for one in postings]
    values = [worth[one] for one in postings]
    mass = np.array([float((value**2).sum()) for value in values])
    best: list[list[tuple[float, int]]] = [[] for _ in readings]
    for number, found, total in overlaps(postings, values, len(worth)):
        share = total / np.maximum(np.minimum(mass[number], mass[found]), 60.0)
        for other, value in zip(found.tolist(), share.tolist(), strict=True):
            if value >= 0.12:
                best[number].append((-value, other))
                best[other].append((-value, number))
    chosen: dict[tuple[int, int], float] = {}
    for number, rest in enumerate(best):
        for value, other in sorted(rest)[:most]:
            chosen[min(number, other), max(number, other)] = -value
    return [(a, b, value) for (a, b), value in sorted(chosen.items())]


# ------------------------------------------------------------------------------------------------ exact comparison


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What of ``a`` stands word for word in ``b``.

    ``told``: words that both tell in their own voice, ``runs`` those of them in stretches of ten and more;
    ``spoken``: words that stand inside quotation marks in at least one of the two."""

    told: Mask
    runs: Mask
    spoken: Mask

    def narrative(self, reading: Reading) -> float:
        """Share of the narrative words that ``b`` tells too."""
        return float(self.told.sum() / max(1, reading.narrative))

    def total(self) -> float:
        """Share of all words that are in ``b``."""
        return float((self.told | self.spoken).mean()) if len(self.told) else 0.0


def shared(a: Reading, b: Reading, run: int = 10) -> Shared:
    """Mark the words of ``a`` that are covered by an n-gram of ``b``."""
    told = a.told & np.isin(a.grams, b.grams[b.told])
    told_words = _covered(told, len(a.words))
    spoken = _covered(np.isin(a.grams, b.grams) & ~told, len(a.words)) & ~told_words
    runs = np.zeros_like(told_words)
    for start, end in stretches(told_words):
        if end - start >= run:
            runs[start:end] = True
    return Shared(told_words, runs, spoken)


def stretches(mask: Mask) -> list[tuple[int, int]]:
    """Start and end (exclusive) of every run of marked words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.view(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _covered(hits: Mask, size: int) -> Mask:
    covered = np.zeros(size, dtype=np.bool_)
    for offset in range(GRAM):
        covered[offset : offset + len(hits)] |= hits
    return covered


def line_matches(a: Reading, b: Reading) -> list[tuple[int, int, float]]:
    """For each sentence of ``a`` the sentence of ``b`` with most n-grams in common, and the share of its n-grams."""
    where: dict[int, int] = {}
    for index, gram in enumerate(b.grams.tolist()):
        where.setdefault(gram, int(b.line_of[index]))
    counts: dict[tuple[int, int], int] = {}
    for index, gram in enumerate(a.grams.tolist()):
        other = where.get(gram)
        if other is not None:
            pair = (int(a.line_of[index]), other)
            counts[pair] = counts.get(pair, 0) + 1
    best: dict[int, tuple[int, int]] = {}
    for (mine, other), count in sorted(counts.items()):
        if count > best.get(mine, (0, 0))[0]:
            best[mine] = (count, other)
    found = []
    for mine, (count, other) in sorted(best.items()):
        size = a.lines[mine].last - a.lines[mine].first
        found.append((mine, other, min(1.0, count / max(1, size - GRAM + 1))))
    return found
