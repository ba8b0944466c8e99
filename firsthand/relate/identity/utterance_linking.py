"""Utterances: the same act of speech quoted by several reports, and where their wordings differ.

Quotations are candidates when they share a run of words (containment of word 3-grams, Broder 1997); they are joined
when the words agree and the speakers do not contradict each other.  A quotation of one or two words needs the same
speaker and the same words around it.  What an editor put in brackets is no wording, and a shorter excerpt is no
difference.  Left out: paraphrase; translations of one utterance into two English wordings are joined only when words
agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from firsthand.components import Components
from firsthand.data import Difference, EntityId, Quotation, Span, Utterance, UtteranceId, content_id
from firsthand.relate.pile import Pile
from firsthand.words import ngrams, normal, words

_BRACKETS = re.compile(r"\[[^\]\n]{0,120}\]|\([^)\n]{0,120}\)")
_EDITED = re.compile(r"\[|\(|\.\s?\.\s?\.|…")
_STRONG = 0.8
"""Containment at which words alone join two quotations whose speakers are unknown."""
_ENOUGH = 0.5
"""Containment at which two quotations of one speaker are one utterance."""
_SHORT = 3
"""Up to this many words a quotation is too short to be known by its words alone."""
_AROUND = 160
_USUAL = 64
"""A run of words that more quotations hold is a turn of phrase, or a saying that everybody quotes."""
_NEXT = 16
"""Each quotation that holds such a run is compared with so many next ones alone; that still joins one saying's."""
_COMMON = frozenset({
    "the", "a", "an", "of", "to", "in", "and", "or", "that", "is", "was", "are", "were", "be", "been", "by",
    "for", "on", "at", "as", "it", "its", "he", "she", "they", "his", "her", "their", "this", "with", "from",
    "said", "says", "who", "which", "not", "has", "have", "had",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wording:
    """One quotation's words as they are compared: ``plain`` without bracketed insertions; ``seams`` are the places in
    it where an editor put something in or marked that he left something out."""

    quotation: Quotation
    plain: tuple[str, ...]
    full: tuple[str, ...]
    printed: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    speaker: EntityId | None
    unnamed: bool
    seams: frozenset[int]

    def between(self, first: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...], Span | None]:
        """The words ``first`` to ``end`` as they are compared and as they are printed, and where they stand."""
        places = self.places[first:end]
        where = Span(self.quotation.span.document, places[0][0], places[-1][1]) if places else None
        return self.plain[first:end], self.printed[first:end], where


def utterances(pile: Pile) -> tuple[tuple[Utterance, ...], tuple[Quotation, ...]]:
    """Every quotation belongs to one utterance; both come back in order, quotations with ``utterance`` filled."""
    wordings = [_wording(pile, quotation) for one in pile.analyses for quotation in one.quotations]
    linked = Components(range(len(wordings)))
    twins: dict[tuple[tuple[str, ...], EntityId | None], int] = {}  # copies of a text quote alike: one stands for all
    for n, wording in enumerate(wordings):
        if len(wording.plain) > _SHORT:
            linked.join(twins.setdefault((wording.plain, wording.speaker), n), n)
    speakers = [{w.speaker} - {None} for w in wordings]
    for a, b in _candidates(wordings, [n for n in range(len(wordings)) if linked.root(n) == n]):
        x, y = linked.root(a), linked.root(b)
        if x == y or not _same(pile, wordings[a], wordings[b]):
            continue
        known = speakers[x] | speakers[y]
        if len(known) > 1:
            continue  # a quotation without a speaker must not join two different people
        linked.join(x, y)
        speakers[linked.root(x)] = known
    made = _told_apart([_utterance(pile, [wordings[n] for n in group]) for group in linked.groups()])
    owner = {name: one.id for one in made for name in one.quotations}
    quotations = tuple(replace(w.quotation, utterance=owner[w.quotation.id]) for w in wordings)
    return tuple(made), quotations


def _told_apart(made: Sequence[Utterance]) -> list[Utterance]:
    """The utterances; a speaker's second one of the same few words is named by its first quotation too."""
    taken: set[UtteranceId] = set()
    out = []
    for one in made:
        own = one if one.id not in taken else replace(one, id=content_id("u", one.id, one.quotations[0]))
        taken.add(own.id)
        out.append(own)
    return out


def _wording(pile: Pile, quotation: Quotation) -> _Wording:
    text = pile.document[quotation.span.document].text
    inner = quotation.inner
    holes = [(m.start() + inner.start, m.end() + inner.start) for m in _BRACKETS.finditer(inner.of(text))]
    found = list(words(text, inner.start, inner.end))
    kept = [(s, e, w) for s, e, w in found if not any(a <= s < b for a, b in holes)]
    attribution = pile.attribution.get(quotation.attribution) if quotation.attribution else None
    return _Wording(
        quotation=quotation,
        plain=tuple(spelling(w) for _, _, w in kept),
        full=tuple(spelling(w) for _, _, w in found),
        printed=tuple(text[s:e] for s, e, _ in kept),
        places=tuple((s, e) for s, e, _ in kept),
        speaker=quotation.speaker,
        unnamed=quotation.speaker is None and attribution is not None and attribution.source_kind == "anonymous",
        seams=frozenset(
            n for n, (left, right) in enumerate(pairwise(kept), 1) if _EDITED.search(text, left[1], right[0])
        ),
    )


_AMERICAN = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("our", "or"),
    ("ours", "ors"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("lling", "ling"),
    ("lled", "led"),
    ("mme", "m"),
)


def spelling(word: str) -> str:
    """One form for British and American spellings and for hyphens ("co-operate")."""
    folded = word.replace("-", "").replace("'", "")
    for british, american in _AMERICAN:
        if len(folded) > len(british) + 1 and folded.endswith(british):
            return folded[: -len(british)] + american
    return folded


def _candidates(wordings: Sequence[_Wording], chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of the chosen that share a rare enough run of words, in order."""
    index: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for n in chosen:
        wording = wordings[n]
        size = min(3, max(1, len(wording.plain)))
        for gram in (*ngrams(wording.plain, size), *ngrams(wording.full, size)):
            index[gram].add(n)
        if len(wording.plain) <= _SHORT:
            index["=", *wording.plain].add(n)
    # A short quotation may lie inside a long one.
    lengths = {len(w.plain) for w in wordings if 0 < len(w.plain) <= 2}
    for n in chosen:
        wording = wordings[n]
        if len(wording.plain) > 2:
            for gram in (gram for size in lengths for gram in ngrams(wording.plain, size)):
                if gram in index:
                    index[gram].add(n)
    pairs: set[tuple[int, int]] = set()
    for found in index.values():
        members = sorted(found)
        reach = len(members) if len(members) <= _USUAL else _NEXT
        pairs.update((a, b) for k, a in enumerate(members) for b in members[k + 1 : k + 1 + reach])
    return sorted(pairs)


def _same(pile: Pile, a: _Wording, b: _Wording) -> bool:
    if a.speaker and b.speaker and a.speaker != b.speaker:
        return False
    same_document = a.quotation.span.document == b.quotation.span.document
    short, long = (a, b) if len(a.plain) <= len(b.plain) else (b, a)
    if not short.plain:
        return False
    known = a.speaker is not None and a.speaker == b.speaker
    if len(short.plain) <= _SHORT:
        return known and not same_document and _agree(short, long, 1.0) and _neighbours(pile, a, b)
    if known:
        return _agree(short, long, 1.0 if same_document else _ENOUGH)
    # An unnamed speaker is somebody: only long agreement joins it to a named one.
    if a.unnamed != b.unnamed and (a.speaker or b.speaker) and len(short.plain) < 8:
        return False
    return _agree(short, long, 1.0 if same_document or len(short.plain) < 6 else _STRONG)


def _agree(short: _Wording, long: _Wording, bar: float) -> bool:
    """Whether the longer wording holds enough of the shorter one, as printed or without bracketed insertions."""
    return _held(short.plain, long.plain, bar) or (
        (short.full, long.full) != (short.plain, long.plain) and _held(short.full, long.full, bar)
    )


def _held(short: Sequence[str], long: Sequence[str], bar: float) -> bool:
    """Whether the share of the shorter one's words that stand in the longer one in runs of two or more reaches
    ``bar``."""
    if len(short) < 3:
        return tuple(short) in set(ngrams(long, len(short)))
    if sum(map(long.__contains__, short)) / len(short) < bar:
        return False  # most pairs end here, before their words are aligned
    matcher = SequenceMatcher(None, list(short), list(long), autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks() if block.size >= 2)
    return matched / len(short) >= bar


def _neighbours(pile: Pile, a: _Wording, b: _Wording) -> bool:
    """Whether the words around two short quotations, or the quotations beside them, speak of the same."""
    around = [_around(pile, w) for w in (a, b)]
    shared = around[0] & around[1]
    return len(shared) * 3 >= min(len(around[0]), len(around[1])) and len(shared) >= 2


def _around(pile: Pile, wording: _Wording) -> set[str]:
    span = wording.quotation.span
    text = pile.document[span.document].text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    line_end = text.find("\n", span.end)
    end = min(len(text) if line_end < 0 else line_end, span.end + _AROUND)
    return {spelling(w) for _, _, w in words(text, start, end)} - _COMMON - set(wording.plain)


def _utterance(pile: Pile, wordings: Sequence[_Wording]) -> Utterance:
    members = sorted(wordings, key=lambda w: (w.quotation.span, w.quotation.id))
    fullest = max(members, key=lambda w: (len(w.plain), -len(w.full), w.plain, w.quotation.id))
    speaker = next((w.speaker for w in members if w.speaker), None)
    name = pile.entity[speaker].name if speaker in pile.entity else ""
    differences: list[Difference] = []
    for member in members:
        if member is not fullest:
            differences += _differences(fullest, member)
    return Utterance(
        id=content_id("u", normal(name), *(fullest.plain or fullest.full)),
        speaker=speaker,
        quotations=tuple(w.quotation.id for w in members),
        differences=tuple(differences),
    )


def _differences(a: _Wording, b: _Wording) -> list[Difference]:
    """Word-level edits from ``a`` to ``b`` inside the words both have; cut ends, brackets and marked gaps are none."""
    blocks = [m for m in SequenceMatcher(None, a.plain, b.plain, autojunk=False).get_matching_blocks() if m.size]
    if not blocks:
        return []
    out: list[Difference] = []
    bracketed = set(a.full) - set(a.plain) | set(b.full) - set(b.plain)
    for first, second in pairwise(blocks):
        # a word on either side: which "and" of two was left out is a matter of alignment
        if any(first.a + first.size - 1 <= n <= second.a + 1 for n in a.seams) or any(
            first.b + first.size - 1 <= n <= second.b + 1 for n in b.seams
        ):
            continue
        left, right = a.between(first.a + first.size, second.a), b.between(first.b + first.size, second.b)
        if "".join(left[0]) == "".join(right[0]):
            continue  # one word or two: "narco-traffickers", "narco traffickers"
        if set(left[0]) | set(right[0]) <= bracketed:
            continue  # one report brackets what the other prints
        kind = "replaced" if left[0] and right[0] else "dropped" if left[0] else "added"
        out.append(Difference(
            a.quotation.id, b.quotation.id, " ".join(left[1]), " ".join(right[1]), kind, left[2], right[2]  # type: ignore[arg-type]
        ))  # fmt: skip
    return out
