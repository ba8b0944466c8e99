"""A Record against gold: scores as pure functions.

Follows: B-cubed for clusterings (Bagga and Baldwin 1998).  What counts as a match is said by the caller.
Left out: reading gold files (that is ``evals/``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from firsthand.data import Span

Gold = TypeVar("Gold")
_Found = TypeVar("_Found")


def overlap(a: Span, b: Span) -> float:
    """Characters in common over characters in either (Jaccard), 0 to 1."""
    if a.document != b.document:
        return 0.0
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / max(1, (a.end - a.start) + (b.end - b.start) - max(0, common))


def coverage(part: Span, whole: Sequence[Span]) -> float:
    """The share of ``part`` that the spans of ``whole`` (not overlapping one another) cover."""
    common = [min(part.end, one.end) - max(part.start, one.start) for one in whole if one.document == part.document]
    return sum(length for length in common if length > 0) / max(1, part.end - part.start)


def matches(
    gold: Sequence[Gold], found: Sequence[_Found], likeness: Callable[[Gold, _Found], float], least: float
) -> list[tuple[Gold, _Found]]:
    """One-to-one pairs of likeness ``least`` or more, the likest first."""
    scored = sorted(((likeness(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if score < least:
            break
        if -i not in used_gold and -j not in used_found:
            used_gold.add(-i)
            used_found.add(-j)
            pairs.append((gold[-i], found[-j]))
    return pairs


def bcubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a clustering; an item that ``found`` lacks stands alone."""
    if not gold:
        return 0.0, 0.0, 0.0
    label = {item: found.get(item, ("alone", item)) for item in gold}
    sizes_gold, sizes_found = Counter(gold.values()), Counter(label.values())
    both: defaultdict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for item in gold:
        both[gold[item], label[item]] += 1
    precision = sum(both[gold[i], label[i]] / sizes_found[label[i]] for i in gold) / len(gold)
    recall = sum(both[gold[i], label[i]] / sizes_gold[gold[i]] for i in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
