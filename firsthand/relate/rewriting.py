"""Rewrites: one report that tells what another tells, in the same order and in other words.

A rewrite shares no wording; it shows in sentences that answer to each other in order and in rare names, numbers and
words that first appear in the same order.  Of two families of copies a few pairs are looked at first; when one is a
rewrite, so are the others.  Left out: translations, which are never compared.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from firsthand.models import vectors
from firsthand.relate import alignment, reuse
from firsthand.relate.copying import Finding, passages
from firsthand.relate.direction import names
from firsthand.relate.pile import Pile
from firsthand.relate.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

REWRITE = 0.62
"""Score from which a pair is called a rewrite."""
_SHORTEST = 60
"""Narrative words below which no text is called a rewrite: a few sentences agree by chance."""
_MOST_MEMBERS = 400
"""Pairs of two families of copies that are listed when one family rewrites the other."""
_MOST_VECTORS = 1500
"""Sentences that get vectors in one run; beyond, alignment goes by words, names and numbers alone."""


def rewrites(
    pile: Pile,
    readings: list[Reading],
    weight: dict[str, float],
    candidates: list[tuple[int, int, float]],
    families: dict[int, list[int]],
) -> dict[tuple[int, int], Finding]:
    likely: list[tuple[float, int, int]] = []
    for a, b, _ in candidates:
        for one, other in _some(families[a], a, families[b], b):
            agreement, rare = alignment.order_of_rare(readings[one], readings[other], weight)
            if agreement >= 0.35 and rare >= 8:
                plain = alignment.align(readings[one], readings[other], weight)
                likely.append((-rewrite_score(plain, 0.1), one, other))
    vector = _vectors(pile, readings, sorted(likely))
    result: dict[tuple[int, int], Finding] = {}
    family = {member: members for members in families.values() for member in members}
    for _, a, b in sorted(likely):
        if (a, b) in result:
            continue
        sure = _rewrite(pile, readings[a], readings[b], weight, _both(vector, a, b))
        if not sure:
            continue
        members = [(one, other) for one in family[a] for other in family[b]]
        members.sort(key=lambda pair: (pair != (a, b), pair))
        for one, other in members[:_MOST_MEMBERS]:
            pair = min(one, other), max(one, other)
            if pair not in result:
                both = _both(vector, *pair)
                finding = _rewrite(pile, readings[pair[0]], readings[pair[1]], weight, both, sure.score)
                if finding:
                    result[pair] = finding
    return result


def _some(first: list[int], a: int, second: list[int], b: int) -> list[tuple[int, int]]:
    """A few pairs of two families, in order of documents: a copy may hold what hides that its text was rewritten."""
    ones = [a, *(n for n in first if n != a)][:2]
    others = [b, *(n for n in second if n != b)][:2]
    return [(min(one, other), max(one, other)) for one in ones for other in others]


def _both(vector: dict[int, Matrix], a: int, b: int) -> tuple[Matrix, Matrix] | None:
    return (vector[a], vector[b]) if a in vector and b in vector else None


def _vectors(pile: Pile, readings: list[Reading], likely: list[tuple[float, int, int]]) -> dict[int, Matrix]:
    """Sentence vectors of the documents of the likeliest pairs, as far as the budget goes."""
    if not likely or not vectors.available():
        return {}
    wanted: list[int] = []
    left = _MOST_VECTORS
    for _, a, b in likely:
        more = [n for n in (a, b) if n not in wanted]
        size = sum(len(readings[n].lines) for n in more)
        if size <= left:
            wanted += more
            left -= size
    texts = [line.span.of(pile.document[readings[n].id].text) for n in wanted for line in readings[n].lines]
    matrix = vectors.embed(texts).astype(np.float64)
    result: dict[int, Matrix] = {}
    first = 0
    for number in wanted:
        result[number] = matrix[first : first + len(readings[number].lines)]
        first += len(readings[number].lines)
    return result


def rewrite_score(found: alignment.Alignment, wording: float) -> float:
    """How likely a pair is a rewrite: how much of either text has an answer in the other, whether answers and rare
    words come in the same order, how many there are, and a little for wording.  Weights set by hand on
    ``evals/derivation_pairs.csv`` and rewrites written for the purpose."""
    most, least = max(found.covers_a, found.covers_b), min(found.covers_a, found.covers_b)
    evidence = (
        0.1
        + 6 * (most - 0.72)
        + 8 * (least - 0.5)
        + 7 * (found.agreement - 0.62)
        + 5 * (found.order - 0.75)
        + 1.2 * log(max(1, found.rare) / 40)
        + 1.2 * log(max(1, found.answered) / min(9.0, 0.6 * found.shorter))
        + 4 * (min(wording, 0.3) - 0.06)
    )
    return 1 / (1 + exp(-evidence))


def _rewrite(  # noqa: PLR0913, PLR0917
    pile: Pile,
    a: Reading,
    b: Reading,
    weight: dict[str, float],
    both: tuple[Matrix, Matrix] | None,
    known: float = 0.0,
) -> Finding | None:
    """The pair as a rewrite, if it is one; ``known``: the score of copies of the two that were found to be one."""
    found = alignment.align(a, b, weight, both)
    in_b = reuse.shared(a, b)
    wording = max(in_b.narrative(a), reuse.shared(b, a).narrative(b))
    score = max(known, rewrite_score(found, wording))
    if not known and (score < REWRITE or len(found.pairs) < 4 or min(a.narrative, b.narrative) < _SHORTEST):
        return None
    found = alignment.align(a, b, weight, both, alignment.WEAK)
    shares = {(i, j): share for i, j, share in reuse.line_matches(a, in_b)}
    pairs = [(i, j, shares.get((i, j), 0.0)) for i, j, _ in found.pairs]
    common = _common(pile, a, b, found.pairs, weight)
    name_a, name_b = names(pile.document[a.id], pile.document[b.id])
    reasons = [
        f"{len({i for i, _, _ in pairs})} of {len(a.lines)} sentences of {name_a} answer to"
        f" {len({j for _, j, _ in pairs})} of {len(b.lines)} of {name_b}, in the same order",
        f"{found.rare} rare words, names and numbers are common to both and first appear in nearly the same order"
        f" (agreement {found.agreement:.2f}, where 0 is chance)",
    ]
    if common:
        reasons.append("both name, in this order: " + ", ".join(common))
    reasons.append(
        f"hardly any wording is shared ({wording:.0%} of the narrative words in runs of five)"
        if wording < 0.3
        else f"{wording:.0%} of the narrative words are in shared runs of five"
    )
    return Finding("rewrite", score, passages(a, b, pairs), found.pairs, tuple(reasons))


def _common(pile: Pile, a: Reading, b: Reading, pairs: tuple[tuple[int, int, float], ...],
            weight: dict[str, float]) -> list[str]:  # fmt: skip
    """The rarest names and numbers that aligned sentences share, in the first report's order, as it prints them."""
    seen: dict[str, int] = {}
    for i, j, _ in pairs:
        for feature in a.lines[i].features:
            if feature in a.lines[i].key and feature in b.lines[j].key:
                seen.setdefault(feature, i)
    best = set(sorted(seen, key=lambda feature: (-weight.get(feature, 0.0), feature))[:8])
    return [_printed(pile, a, i, feature) for feature, i in seen.items() if feature in best]


def _printed(pile: Pile, reading: Reading, number: int, feature: str) -> str:
    line = reading.lines[number]
    for word in range(line.first, line.last):
        if reading.words[word].removesuffix("'s").replace(",", "") == feature:
            text = pile.document[reading.id].text[reading.starts[word] : reading.ends[word]]
            return text.removesuffix("'s").removesuffix("’s")
    return feature
