"""Large families of copies: which of very many copies of one text are compared with which.

Of 200 printings of one agency's report every two are copies of each other: 19,900 pairs that say what 199 would.  In a
family that is so large each copy is compared with the few that appeared first and with the few that share most with it,
and any other two are compared only where no copy of both stands between them (the leader algorithm of Hartigan 1975,
with several leaders).  Left out: families of rewrites, which hang on pairs of their copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from heapq import nsmallest

from firsthand.components import Components

LARGE = 40
"""Copies of one text up to which all are compared with each other."""
_FIRST = 8
"""Copies that appeared first, with which every other is compared."""
_NEAREST = 4
"""Copies that share most word runs with one, with which it is compared, too."""
_ALIKE = 0.6
"""Share of the word runs of each that two have in common that are taken for copies before they are compared."""
_Pair = tuple[int, int]


def few_of_many(
    pairs: Sequence[tuple[int, int, int]],
    sizes: Sequence[int],
    appeared: Sequence[tuple[str, str]],
    judged: Collection[_Pair] = (),
) -> tuple[list[_Pair], list[_Pair]]:
    """The pairs that are to be compared, sorted, and those of large families that may be left out (``left_over``).

    ``pairs``: two numbers of reports and how many word runs they share, 0 where that is not known; ``sizes``: how many
    each report has; ``appeared``: what sorts reports by when they appeared.  A family that holds a ``judged`` pair,
    of which a reader said something, is compared whole."""
    alike = [(a, b) for a, b, shared in pairs if shared >= _ALIKE * max(sizes[a], sizes[b], 1)]
    family = _large(alike, judged)
    if not family:
        return [(a, b) for a, b, _ in pairs], []
    first: dict[int, frozenset[int]] = {}
    members: defaultdict[int, list[int]] = defaultdict(list)
    for n, name in family.items():
        members[name].append(n)
    for name, held in members.items():
        first[name] = frozenset(nsmallest(_FIRST, held, key=lambda n: (appeared[n], n)))
    beside: defaultdict[int, list[tuple[int, tuple[str, str], int]]] = defaultdict(list)
    rest: list[_Pair] = []
    kept = {(min(a, b), max(a, b)) for name, held in members.items() for a in first[name] for b in held if a != b}
    for a, b, shared in pairs:
        if a not in family or family[a] != family.get(b):
            kept.add((a, b))
        elif (a, b) not in kept:
            rest.append((a, b))
            beside[a].append((-shared, appeared[b], b))
            beside[b].append((-shared, appeared[a], a))
    for n, others in beside.items():
        kept.update((min(n, other), max(n, other)) for _, _, other in nsmallest(_NEAREST, others))
    return sorted(kept), [pair for pair in rest if pair not in kept]


def left_over(rest: Iterable[_Pair], copies: Mapping[int, Set[int]]) -> list[_Pair]:
    """Those of the pairs left out that no third report joins; ``copies`` are those that are known of each."""
    none: frozenset[int] = frozenset()
    return [(a, b) for a, b in rest if copies.get(a, none).isdisjoint(copies.get(b, none))]


def _large(alike: Sequence[_Pair], judged: Collection[_Pair]) -> dict[int, int]:
    """The family of each report of a large one."""
    texts = Components(sorted({n for pair in alike for n in pair}))
    for a, b in alike:
        texts.join(a, b)
    family = {n: held[0] for held in texts.groups() if len(held) > LARGE for n in held}
    told = {family[a] for a, b in judged if a in family and family.get(b) == family[a]}
    return {n: name for n, name in family.items() if name not in told}
