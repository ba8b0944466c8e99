"""The comparable form of a report: a ``Reading`` holds what is compared with other reports.

The words of the report's own blocks without datelines and credit lines, marked as narrative or quoted, with hashed word
n-grams for copies and weighted features (lemmas, names, numbers) per sentence for rewrites.
Left out: what turns out to be a site's furniture only beside other reports (``repeated_furniture``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from firsthand import lexicon, words
from firsthand.comparable import credit_lines, fingerprints
from firsthand.comparable.fingerprints import GRAM
from firsthand.data import TEXT_KINDS, Analysis, Document, DocumentId, Span
from firsthand.grammar import Parsed, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Mask = NDArray[np.bool_]

_LONGEST = 400
"""Sentences of one report that are compared."""
_CONTENT = {"NOUN": 1.0, "PROPN": 1.5, "NUM": 1.3, "VERB": 0.8, "ADJ": 0.8, "ADV": 0.5}
_SCALE = {"hundred": "00", "thousand": "000", "million": "m", "billion": "bn", "trillion": "tn", "m": "m", "bn": "bn"}
_SINGLE = re.compile(r"(?<![\w'’])[‘'](?=\w)(?:[^'’‘\n]|(?<=\w)['’](?=\w)){6,600}['’](?!\w)")
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sir", "president", "secretary", "minister", "senator", "gov", "sen", "rep", "gen"]
)


@dataclass(frozen=True, slots=True)
class ComparedSentence:
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


@dataclass(frozen=True, eq=False)
class Reading:
    """A report as it is compared: its words with their places, and the sentences that they form.

    ``marked`` has a byte for each word, 1 inside quotation marks; ``prints`` the hashed word n-grams, eight bytes each.
    What is made from these is made when it is first asked for."""

    id: DocumentId
    lines: tuple[ComparedSentence, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    marked: bytes
    prints: bytes

    @cached_property
    def quoted(self) -> Mask:
        """Whether each word stands inside quotation marks."""
        return np.frombuffer(self.marked, dtype=np.bool_)

    @cached_property
    def grams(self) -> Hashes:
        """The hash of the n-gram that begins at each word."""
        return np.frombuffer(self.prints, dtype="<u8")

    @cached_property
    def told(self) -> Mask:
        """Whether each n-gram holds no quoted word."""
        told = np.ones(len(self.grams), dtype=np.bool_)
        for offset in range(GRAM):
            told &= ~self.quoted[offset : offset + len(self.grams)]
        return told

    @cached_property
    def line_of(self) -> NDArray[np.int32]:
        """The number of each word's sentence."""
        return np.repeat(np.arange(len(self.lines), dtype=np.int32), [line.last - line.first for line in self.lines])

    @cached_property
    def _ranked(self) -> tuple[Hashes, Mask, NDArray[np.int32]]:
        order = np.argsort(self.grams, kind="stable")
        ranked = self.grams[order]
        first = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1]))) if len(ranked) else order
        told = np.logical_or.reduceat(self.told[order], first) if len(ranked) else self.told
        return ranked[first], told, self.line_of[order[first]]

    @property
    def runs(self) -> Hashes:
        """The distinct n-grams in ascending order."""
        return self._ranked[0]

    @property
    def runs_told(self) -> Mask:
        """Of each distinct n-gram, whether it is told anywhere outside quotation marks."""
        return self._ranked[1]

    @property
    def runs_line(self) -> NDArray[np.int32]:
        """Of each distinct n-gram, the first sentence in which it begins."""
        return self._ranked[2]

    @property
    def narrative(self) -> int:
        """How many words stand outside quotations."""
        return int(len(self.words) - self.quoted.sum())

    def features(self) -> set[str]:
        """All features of its sentences."""
        return {feature for line in self.lines for feature in line.features}


@cache
def _small_numbers() -> dict[str, str]:
    """Cardinals in words up to ninety; "first" and "dozen" say less than a figure."""
    return {word: str(number) for word, number in lexicon.cardinals().items()}


@lru_cache(maxsize=65_536)
def _form(word: str) -> str:
    return words.normal(word)


def _features(sentence: Tree, text: str, start: int) -> tuple[dict[str, float], frozenset[str]]:
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
        elif form in _small_numbers():
            form, weight = _small_numbers()[form], 0.9
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


def quoted_stretches(parsed: Parsed) -> list[tuple[int, int]]:
    """The characters of the report's own blocks that are printed as quoted: block quotations, words inside double
    marks, and words inside single marks where those cannot be apostrophes, from two words on."""
    blocks = parsed.document.blocks
    found = [pair for pair in parsed.marked if blocks[parsed.block_at(pair[0])].kind in TEXT_KINDS]
    for block in blocks:
        if block.kind == "blockquote":
            found.append((block.start, block.end))
        elif block.kind in TEXT_KINDS:
            # by itself: what joined it to the block before (a backslash and an n) is no letter before its first mark
            singles = _SINGLE.finditer(parsed.text[block.start : block.end])
            places = [match.span() for match in singles if " " in match.group()]
            found += [(block.start + start, block.start + end) for start, end in places]
    return found


def read_report(document: Document, analysis: Analysis, parsed: Parsed) -> Reading:
    """What of ``document`` is compared with other reports."""
    text = document.text
    skip = credit_lines.skipped(document, analysis)
    marks = [(q.span.start, q.span.end) for q in analysis.quotations] + quoted_stretches(parsed)
    inside = bytearray(len(text))
    for start, end in marks:
        inside[start:end] = b"\x01" * (min(end, len(text)) - start)
    lines: list[ComparedSentence] = []
    found: list[tuple[str, int, int, bool]] = []
    for one in parsed.trees:
        sentence = one.sentence
        if document.blocks[sentence.block].kind not in TEXT_KINDS or len(lines) >= _LONGEST:
            continue
        start = skip.get(sentence.start, sentence.start)
        here = [(form, s, e, bool(inside[s])) for s, e, form in words.words(text, start, sentence.end)]
        if start >= sentence.end or not here:
            continue
        features, key = _features(one, text, start)
        share = sum(quoted for *_, quoted in here) / len(here)
        first = len(found)
        found += here
        lines.append(ComparedSentence(Span(document.id, start, sentence.end), first, len(found), features, key, share))
    return build(document.id, lines, found)


def build(key: DocumentId, lines: Sequence[ComparedSentence], found: Sequence[tuple[str, int, int, bool]]) -> Reading:
    """The reading of these sentences; ``found`` are their words: normal form, start, end, whether it is quoted."""
    forms = tuple(form for form, *_ in found)
    return Reading(
        id=key,
        lines=tuple(lines),
        starts=tuple(start for _, start, _, _ in found),
        ends=tuple(end for _, _, end, _ in found),
        words=forms,
        marked=bytes(inside for *_, inside in found),
        prints=fingerprints.grams(forms).astype("<u8").tobytes(),
    )
