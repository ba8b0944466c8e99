"""Rewrites: one report that tells what another tells, in the same order and in other words.

A rewrite shares no wording; it shows in sentences that answer to each other in order and in rare names, numbers and
words that first appear in the same order.  Of two families of copies a few pairs are looked at first; when one is a
rewrite, so are the others.  Left out: translations, which are never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from firsthand.comparable import Reading
from firsthand.relate.derivation import reuse, sentence_alignment
from firsthand.relate.derivation.copying import Finding, passages
from firsthand.relate.derivation.kept_pairs import KeptPairs
from firsthand.relate.derivation.provenance_clues import Clues, citing_words, distinct_labels, outlet_label
from firsthand.relate.pile import Embed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

REWRITE = 0.72
"""Score from which a pair is called a rewrite."""
_CITES = 1.0
"""What it adds that one of the two names the agency of the other's text as its source: such text is there to be retold.
That one names the other's outlet says less; a report with news of its own does so too."""
_ONE_OUTLET = 2.5
"""What it takes that both are one outlet's: its next report repeats its own background."""
_SHORTEST = 60
"""Narrative words below which no text is called a rewrite: a few sentences agree by chance."""
_MOST_MEMBERS = 400
"""Pairs of two families of copies that are listed when one family rewrites the other."""
_MOST_VECTORS = 1500
"""Sentences that get vectors in one run; beyond, alignment goes by words, names and numbers alone."""


def rewrites(  # noqa: PLR0913, PLR0917 (what a comparison looks at)
    clues: Sequence[Clues],
    weight: dict[str, float],
    candidates: list[tuple[int, int, float]],
    families: dict[int, list[int]],
    embed: Embed | None,
    kept: KeptPairs | None = None,
) -> dict[tuple[int, int], Finding]:
    """The candidates that are rewrites, and the pairs of their copies; ``families``: copies of one text.  What two come
    to is taken from what was ``kept`` of them."""
    readings = [one.reading for one in clues]
    kept = kept or KeptPairs(readings, None)
    compared = {n for a, b, _ in candidates for n in (*families[a], *families[b])}
    for number in sorted(compared):
        kept.tell(number, clues[number].document, weight)
    likely: list[tuple[float, int, int]] = []
    for a, b, _ in candidates:
        for one, other in _some(families[a], a, families[b], b):
            score = kept.by_all(one, other, "likely", partial(_likely, readings[one], readings[other], weight), float)
            if score > 0:
                likely.append((-score, one, other))
    vector = _vectors(embed, clues, sorted(likely))
    result: dict[tuple[int, int], Finding] = {}
    family = {member: members for members in families.values() for member in members}
    for _, a, b in sorted(likely):
        if (a, b) in result:
            continue
        sure = _kept_rewrite(kept, clues, (a, b), weight, vector)
        if not sure:
            continue
        members = [(one, other) for one in family[a] for other in family[b]]
        members.sort(key=lambda pair: (pair != (a, b), pair))
        for one, other in members[:_MOST_MEMBERS]:
            pair = min(one, other), max(one, other)
            if pair not in result:
                finding = _kept_rewrite(kept, clues, pair, weight, vector, sure.score)
                if finding:
                    result[pair] = finding
    return result


def _likely(a: Reading, b: Reading, weight: dict[str, float]) -> float:
    """How likely two are a rewrite by their words alone; 0 where they are not worth a closer look."""
    agreement, rare = sentence_alignment.order_of_rare(a, b, weight)
    if agreement < 0.35 or rare < 8:
        return 0.0
    return rewrite_score(sentence_alignment.align(a, b, weight), 0.1)


def _kept_rewrite(  # noqa: PLR0913, PLR0917 (what a comparison looks at)
    kept: KeptPairs,
    clues: Sequence[Clues],
    pair: tuple[int, int],
    weight: dict[str, float],
    vector: dict[int, Matrix],
    known: float = 0.0,
) -> Finding | None:
    both = _both(vector, *pair)
    answer = partial(_rewrite, clues[pair[0]], clues[pair[1]], weight, both, known)
    return kept.by_all(*pair, (both is not None, known), answer, Finding | None)


def _some(first: list[int], a: int, second: list[int], b: int) -> list[tuple[int, int]]:
    """A few pairs of two families, in order of documents: a copy may hold what hides that its text was rewritten."""
    ones = [a, *(n for n in first if n != a)][:2]
    others = [b, *(n for n in second if n != b)][:2]
    return [(min(one, other), max(one, other)) for one in ones for other in others]


def _both(vector: dict[int, Matrix], a: int, b: int) -> tuple[Matrix, Matrix] | None:
    return (vector[a], vector[b]) if a in vector and b in vector else None


def _vectors(embed: Embed | None, clues: Sequence[Clues], likely: list[tuple[float, int, int]]) -> dict[int, Matrix]:
    """Sentence vectors of the documents of the likeliest pairs, as far as the budget goes."""
    if not likely or embed is None:
        return {}
    wanted: list[int] = []
    left = _MOST_VECTORS
    for _, a, b in likely:
        more = [n for n in (a, b) if n not in wanted]
        size = sum(len(clues[n].reading.lines) for n in more)
        if size <= left:
            wanted += more
            left -= size
    texts = [line.span.of(clues[n].document.text) for n in wanted for line in clues[n].reading.lines]
    matrix = embed(texts).astype(np.float64)
    result: dict[int, Matrix] = {}
    first = 0
    for number in wanted:
        result[number] = matrix[first : first + len(clues[number].reading.lines)]
        first += len(clues[number].reading.lines)
    return result


def rewrite_score(found: sentence_alignment.Alignment, wording: float, credit: float = 0.0) -> float:
    """How likely a pair is a rewrite: how much of either text has an answer in the other, whether answers and rare
    words come in the same order, how many there are, a little for wording, and ``credit`` for what the pages say of
    each other.  Weights set by hand on ``evals/derivation_pairs.csv`` and rewrites written for the purpose."""
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
        + credit
    )
    return 1 / (1 + exp(-evidence))


def _credit(one: Clues, other: Clues) -> tuple[float, str | None]:
    """What the pages say of each other: that one is the other's source, or that both are one outlet's."""
    name_a, name_b = distinct_labels(one.document, other.document)
    for source, name, child, whose in ((one, name_a, other, name_b), (other, name_b, one, name_a)):
        words = citing_words(source.agencies, child)
        if words:
            return _CITES, f"{whose} names the agency of {name}'s text as a source: “{words[:80]}”"
    if one.document.outlet.name and outlet_label(one.document) == outlet_label(other.document):
        return -_ONE_OUTLET, None
    return 0.0, None


def _rewrite(
    one: Clues,
    other: Clues,
    weight: dict[str, float],
    both: tuple[Matrix, Matrix] | None,
    known: float = 0.0,
) -> Finding | None:
    """The pair as a rewrite, if it is one; ``known``: the score of copies of the two that were found to be one."""
    a, b = one.reading, other.reading
    found = sentence_alignment.align(a, b, weight, both)
    in_b = reuse.shared_words(a, b)
    wording = max(in_b.narrative(a), reuse.shared_words(b, a).narrative(b))
    credit, cites = _credit(one, other)
    score = max(known, rewrite_score(found, wording, credit))
    if not known and (score < REWRITE or len(found.pairs) < 4 or min(a.narrative, b.narrative) < _SHORTEST):
        return None
    found = sentence_alignment.align(a, b, weight, both, sentence_alignment.WEAK)
    shares = {(i, j): share for i, j, share in reuse.line_matches(a, in_b)}
    pairs = [(i, j, shares.get((i, j), 0.0)) for i, j, _ in found.pairs]
    common = _common(one, other, found.pairs, weight)
    name_a, name_b = distinct_labels(one.document, other.document)
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
    if cites:
        reasons.append(cites)
    return Finding("rewrite", score, passages(a, b, pairs), found.pairs, tuple(reasons))


def _common(one: Clues, other: Clues, pairs: tuple[tuple[int, int, float], ...],
            weight: dict[str, float]) -> list[str]:  # fmt: skip
    """The rarest names and numbers that aligned sentences share, in the first report's order, as it prints them."""
    seen: dict[str, int] = {}
    for i, j, _ in pairs:
        for feature in one.reading.lines[i].features:
            if feature in one.reading.lines[i].key and feature in other.reading.lines[j].key:
                seen.setdefault(feature, i)
    best = set(sorted(seen, key=lambda feature: (-weight.get(feature, 0.0), feature))[:8])
    return [_printed(one, i, feature) for feature, i in seen.items() if feature in best]


def _printed(clues: Clues, number: int, feature: str) -> str:
    reading = clues.reading
    line = reading.lines[number]
    for word in range(line.first, line.last):
        if reading.words[word].removesuffix("'s").replace(",", "") == feature:
            text = clues.document.text[reading.starts[word] : reading.ends[word]]
            return text.removesuffix("'s").removesuffix("’s")
    return feature
