"""Copies: whether words of one report stand in another, and what that makes the two.

Narrative and quoted text are judged apart: reports of one speech share long quotations without one coming from the
other.  Follows the grades of text reuse of METER (Gaizauskas et al. 2001).  Left out: which of the two came first
(``direction``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from firsthand.comparable import Reading
from firsthand.data import Passage, Relation
from firsthand.relate.derivation import reuse
from firsthand.relate.derivation.reuse import Shared
from firsthand.relate.readings import rarity

SAME_TEXT = 0.985
"""The same text: this share of the words of each stands in the other."""
NEAR = 0.75
"""A copy: this share of the shorter report's narrative words stands in the other."""
ONE_TEXT = 0.55
"""Copies that stand for each other hold this share of each other."""
PARTIAL = 40
"""A partial copy: so many narrative words in runs of ten and more …"""
PART_SHARE = 0.12
"""… and at least this share of the shorter report, or …"""
MUCH = 60
"""… so many words, however long the reports are."""
LEAST_RUNS = PARTIAL // 2
"""… but never fewer such words than this in the one that has more of them.  Below this and the two shares that are
named here no two texts hang together (``common_runs`` counts the same)."""
QUOTED = 12
"""Shared quotations: so many words inside marks on both sides."""
STATEMENT = 90
"""From so many shared words inside marks, in few stretches, both carry the same text (a letter, a statement)."""
_OTHER_MATTERS = 0.08, 12
"""Two parts of reports are about different things if less than this share of so many features is common to both."""
AlignedSentences = tuple[tuple[int, int, float], ...]
"""Sentence of the first report, sentence of the second, likeness."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What two reports have to do with each other, with the sentences that answer to each other."""

    relation: Relation
    score: float
    passages: tuple[Passage, ...]
    pairs: AlignedSentences
    reasons: tuple[str, ...]
    mutual: float = 0.0
    """Of a copy, the share of narrative words that each of the two has at least in the other."""


def copied(a: Reading, b: Reading, names: tuple[str, str]) -> Finding | None:
    """How two texts hang together by words that both have, or None; ``names`` is how reasons call them."""
    in_b, in_a = reuse.shared_words(a, b), reuse.shared_words(b, a)
    share_a, share_b = in_b.narrative(a), in_a.narrative(b)
    runs = min(int(in_b.runs.sum()), int(in_a.runs.sum()))
    most_runs = max(int(in_b.runs.sum()), int(in_a.runs.sum()))
    spoken = min(int(in_b.spoken.sum()), int(in_a.spoken.sum()))
    shorter, longer = sorted((max(1, a.narrative), max(1, b.narrative)))
    most = max(share_a, share_b)
    if most_runs < LEAST_RUNS and spoken < QUOTED and most < NEAR:
        return None
    name_a, name_b = names
    words = f"{share_a:.0%} of the narrative words of {name_a} stand in {name_b}, {share_b:.0%} the other way round"
    pairs = reuse.line_matches(a, in_b)
    low, high = sorted((len(a.words), len(b.words)))
    both = min(share_a, share_b)
    if min(in_a.total(), in_b.total()) >= SAME_TEXT and low >= 0.97 * high and low > 25:
        reason = "the texts are the same: " + words
        return _finding("same_text", min(in_a.total(), in_b.total()), (a, b), pairs, reason, both)
    if most >= NEAR and runs >= min(PARTIAL, shorter // 2) and shorter >= 25 and shorter >= 0.2 * longer:
        held, rest = (a, _rest(b, in_a)) if share_a >= share_b else (b, _rest(a, in_b))
        if both < NEAR and rarity.strangers(held.features(), rest, *_OTHER_MATTERS):
            reason = f"the longer holds the shorter as a whole, beside other matters: {words}"
            return _finding("partial_copy", both, (a, b), pairs, reason)
        cut = f"; the shorter has {shorter} narrative words, the longer {longer}" if shorter < 0.8 * longer else ""
        return _finding("near_copy", most, (a, b), pairs, words + cut, both)
    letter = spoken >= STATEMENT and spoken > 2 * runs
    whole = sum(share > 0.5 for _, _, share in pairs)
    enough = (
        (runs >= PARTIAL and runs >= PART_SHARE * shorter and most >= 0.15)
        or (runs >= MUCH and whole > 1)
        or (most_runs >= LEAST_RUNS and most >= 2 * PART_SHARE and shorter >= PARTIAL)
    )
    if enough and whole < 2:  # one sentence: a caption may stand under any story
        enough = not rarity.strangers(_rest(a, in_b), _rest(b, in_a), *_OTHER_MATTERS)
    if enough and not letter:
        reason = f"{runs} narrative words stand in both in stretches of ten words and more: {words}"
        return _finding("partial_copy", min(1.0, runs / shorter), (a, b), pairs, reason)
    return _spoken(a, b, in_b, in_a, pairs) if spoken >= QUOTED else None


def _rest(reading: Reading, held: Shared) -> set[str]:
    """The features of the sentences that the other report does not hold."""
    covered = np.concatenate(([0], np.cumsum(held.told | held.spoken)))
    return {
        feature
        for line in reading.lines
        if covered[line.last] - covered[line.first] < 0.5 * (line.last - line.first)
        for feature in line.features
    }


def _spoken(a: Reading, b: Reading, in_b: Shared, in_a: Shared, pairs: list[tuple[int, int, float]]) -> Finding | None:
    """Two reports that share words somebody else said or wrote: few of them, or the text itself."""
    count = min(int(in_b.spoken.sum()), int(in_a.spoken.sum()))
    longest = max((end - start for start, end in reuse.stretches(in_b.spoken)), default=0)
    pairs = [(i, j, s) for i, j, s in pairs if in_b.spoken[a.lines[i].first : a.lines[i].last].any()]
    if not pairs or longest < 6:
        return None
    share = count / max(1, min(len(a.words), len(b.words)))
    if count >= STATEMENT and (longest >= STATEMENT // 2 or share >= 0.5):
        reason = (
            f"both print the same text of a third: {count} words that stand in quotation marks in at least one of them,"
            f" up to {longest} in one piece; their own words differ"
        )
        return _finding("shared_source_text", min(1.0, share), (a, b), pairs, reason)
    marked = max(1, min(int(a.quoted.sum()) or count, int(b.quoted.sum()) or count))
    reason = f"{count} words of quotations are the same; the words around them are not"
    return _finding("shared_quotations", min(1.0, count / marked), (a, b), pairs, reason)


def _finding(  # noqa: PLR0913, PLR0917
    relation: Relation,
    score: float,
    both: tuple[Reading, Reading],
    pairs: Sequence[tuple[int, int, float]],
    reason: str,
    mutual: float = 0.0,
) -> Finding:
    kept = [(i, j, share) for i, j, share in pairs if share >= 0.25]
    return Finding(relation, score, passages(*both, kept), tuple(kept), (reason,), mutual)


def passages(a: Reading, b: Reading, pairs: Sequence[tuple[int, int, float]]) -> tuple[Passage, ...]:
    """Aligned lines, each a number in ``a``, one in ``b`` and the share of words in common, as passages."""
    made = []
    for i, j, share in pairs:
        one, other = a.lines[i], b.lines[j]
        kind: Literal["verbatim", "near_verbatim", "paraphrase"] = "paraphrase"
        if a.words[one.first : one.last] == b.words[other.first : other.last]:
            kind = "verbatim"
        elif share >= 0.4:
            kind = "near_verbatim"
        made.append(Passage(one.span, other.span, kind))
    return tuple(made)
