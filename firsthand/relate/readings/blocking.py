"""Blocking: which pairs of documents are worth an exact comparison, found without comparing all pairs.

Copies share fingerprints: hashes of word runs, of which one in ``keep`` is looked at ("0 mod p", Manber 1994), sorted
together so that equal ones become neighbours.  Rewrites share rare features: an inverted index over each document's
rarest ones (prefix filtering, Chaudhuri et al. 2006; Bayardo et al. 2007), within a window of time.  Reports of one
story share weighty ones: in a large pile an index over every two of each document's weightiest.
Nothing that many documents hold proposes pairs, so the work grows with the documents and not with their square.
Left out: MinHash; of a pair of unequal length it sees too little, and a part copied into a long report is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from firsthand.components import Components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]

DocumentPair = tuple[int, int]
DayOrdinals = tuple[int, int]
"""Ordinals of the first and the last day on which a report may have appeared."""
_T = TypeVar("_T", np.uint64, np.int64)
MOST_DOCUMENTS = 1 << 24
_WHOLE = 20_000
"""Piles of so many reports keep every fingerprint."""

_NUMBER = np.uint64(MOST_DOCUMENTS - 1)
_BITS = np.uint64(24)
_PART = 1 << 16
"""Fingerprints that are sorted together: memory beside the index itself."""
_PAIRS = 1 << 18
"""Pairs that are counted together."""
_RAREST = 128
"""Features of a document that propose others: its rarest …"""
_ENTRIES = 16_000
"""… as far as so many entries of the index are read for one document."""
_LONGEST_LIST = 1000
"""A feature that more documents hold proposes nobody, however large the pile."""
_TOPIC = 60
"""In a small pile a feature may stand in so many, or in a fifth of it."""
_SAYS = 1.5
"""Weight below which a feature says too little."""
_LIKE = 0.12
WINDOW = 30
"""Days between two reports beyond which none is taken for a rewrite of the other."""
_COMMON = 256
"""A run that more documents hold is phrase or furniture, or a large family: its documents meet their next …"""
NEXT = 16
"""… so many neighbours alone, which still joins a family …"""
_FAMILY = 640
"""… of which all pairs are compared up to so many documents; in a larger one those of neighbours are."""


def copy_candidates(grams: Sequence[Hashes]) -> list[DocumentPair]:
    """Pairs of documents, by their number, that share enough word runs to be worth an exact comparison."""
    return [(a, b) for a, b, _ in counted_copy_candidates(grams)]


def counted_copy_candidates(grams: Sequence[Hashes]) -> list[tuple[int, int, int]]:
    """The same pairs, sorted, with the number of runs that two were seen to share; 0 where nobody counted them."""
    keep, least = (1, 6) if len(grams) <= _WHOLE else (4, 3)
    blocks = ((one, np.full(len(one), number)) for number, one in enumerate(grams))
    a, b, count = shared_fingerprints(blocks, keep, least)
    return _closed(list(zip(a.tolist(), b.tolist(), (keep * count).tolist(), strict=True)))


def _closed(pairs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The pairs, with all others inside each group that is so large that its runs proposed neighbours alone."""
    groups = Components(sorted({number for a, b, _ in pairs for number in (a, b)}))
    for a, b, _ in pairs:
        groups.join(a, b)
    large = [group for group in groups.groups() if _COMMON < len(group) <= _FAMILY]
    if not large:
        return pairs
    known = {(a, b): count for a, b, count in pairs}
    known = dict.fromkeys((pair for group in large for pair in combinations(group, 2)), 0) | known
    return [(*pair, count) for pair, count in sorted(known.items())]


def shared_fingerprints(
    blocks: Iterable[tuple[Hashes, Numbers]], keep: int = 4, least: int = 3
) -> tuple[Numbers, Numbers, Numbers]:
    """Pairs of documents that share at least ``least`` of the kept fingerprints: first, second, how many; sorted.

    ``blocks``: fingerprints and the number of each one's document (ascending, below ``MOST_DOCUMENTS``).  Takes about
    ``8 / keep`` bytes per word beside what it returns; two in 10^12 of the fingerprints meet by chance."""
    index = list(_sorted(blocks, keep))
    parts = max(1, sum(map(len, index)) // _PART)
    edges = np.array([2**64 * part // parts for part in range(1, parts)], dtype=np.uint64) & ~_NUMBER
    cuts = [np.concatenate(([0], np.searchsorted(one, edges), [len(one)])) for one in index]
    tally = _Tally()
    for part in range(parts):
        here = [one[cut[part] : cut[part + 1]] for one, cut in zip(index, cuts, strict=True)]
        for pairs in _neighbours(np.sort(np.concatenate(here))) if here else ():
            tally.add(pairs)
    pairs, counts = tally.total()
    enough = counts >= least
    pairs = pairs[enough]
    return (
        (pairs >> np.uint64(32)).astype(np.int64),
        (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64),
        counts[enough].astype(np.int64),
    )


def _sorted(blocks: Iterable[tuple[Hashes, Numbers]], keep: int) -> Iterator[Hashes]:
    """Kept fingerprints with their documents in the low bits, sorted in lots."""
    waiting: list[Hashes] = []
    size = 0
    for hashes, owners in blocks:
        taken = np.flatnonzero(hashes % np.uint64(keep) == 0)
        if len(owners) and int(owners[-1]) >= MOST_DOCUMENTS:
            raise ValueError(f"more than {MOST_DOCUMENTS} documents")
        waiting.append((hashes[taken] & ~_NUMBER) | owners[taken].astype(np.uint64))
        size += len(taken)
        if size >= _PART:
            yield sorted_unique(np.concatenate(waiting))
            waiting, size = [], 0
    if size:
        yield sorted_unique(np.concatenate(waiting))


def sorted_unique(entries: NDArray[_T]) -> NDArray[_T]:
    """Sorted, each once; ``np.unique`` hashes instead, which is several times slower here."""
    entries = np.sort(entries)
    return entries[np.concatenate(([True], entries[1:] != entries[:-1]))] if len(entries) else entries


def _neighbours(entries: Hashes) -> Iterator[Hashes]:
    """Pairs of documents with one fingerprint in common, as (first << 32 | second); ``entries`` are sorted."""
    hashes, owners = entries >> _BITS, entries & _NUMBER
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(entries) else np.zeros(0, int)
    lengths = np.diff(np.append(starts, len(entries)))
    common = np.repeat(lengths > _COMMON, lengths)
    alive = np.arange(len(entries))
    for distance in range(1, _COMMON):
        alive = alive[alive + distance < len(entries)]
        alive = alive[hashes[alive] == hashes[alive + distance]]
        if distance > NEXT:
            alive = alive[~common[alive]]
        if not len(alive):
            return
        yield (owners[alive] << np.uint64(32)) | owners[alive + distance]


class _Tally:
    """How often each pair came; pairs wait until there are enough to count together."""

    def __init__(self) -> None:
        self.waiting: list[Hashes] = []
        self.size = 0
        self.pairs = np.zeros(0, dtype=np.uint64)
        self.counts = np.zeros(0, dtype=np.uint32)

    def add(self, pairs: Hashes) -> None:
        self.waiting.append(pairs)
        self.size += len(pairs)
        if self.size >= max(_PAIRS, len(self.pairs)):
            self.total()

    def total(self) -> tuple[Hashes, NDArray[np.uint32]]:
        if self.waiting:
            new = np.sort(np.concatenate(self.waiting))
            self.waiting, self.size = [], 0
            first = np.flatnonzero(np.concatenate(([True], new[1:] != new[:-1])))
            found, counts = new[first], np.diff(np.append(first, len(new))).astype(np.uint32)
            # both lists are sorted: pairs met before take the new counts, the others are put in their places
            place = np.searchsorted(self.pairs, found)
            met = place < len(self.pairs)
            met[met] = self.pairs[place[met]] == found[met]
            self.counts[place[met]] += counts[met]
            self.pairs = np.insert(self.pairs, place[~met], found[~met])
            self.counts = np.insert(self.counts, place[~met], counts[~met])
        return self.pairs, self.counts


# ------------------------------------------------------------------------------------------------ likeness

COMPARED_WHOLE = 2000
"""In a pile of so many reports any feature that two share makes them be compared; in a larger one …"""
WEIGHTIEST = 20
"""… two of the weightiest features of each do, which both reports count among these …"""
COMMON_PAIR = 64
"""… where no more reports hold both (of a more common pair a report meets ``NEXT`` before and after it, in an order
that is another for each pair)."""
SHUFFLE = 10_368_889
"""By which a document's number is multiplied for that order, after the key has changed its bits."""
WEIGHTIEST_PRODUCT = 0.05
"""Last, the weightiest by themselves must have such a product."""


def pairs_with(
    new: Sequence[int], features: Sequence[Numbers], values: Sequence[Values], least: float
) -> tuple[Numbers, Numbers, Values]:
    """Of the pairs that ``pairs_alike`` finds in a pile that is compared whole those that have one of the ``new``."""
    wanted = set(new)
    order = [*new, *(number for number in range(len(features)) if number not in wanted)]
    vocabulary = sorted_unique(np.concatenate([*features, np.zeros(0, dtype=np.int64)]))
    held = [np.searchsorted(vocabulary, features[number]) for number in order]
    found = [np.zeros((0, 2), np.int64)]
    totals = [np.zeros(0)]
    places = np.array(order, dtype=np.int64)
    for place, others, total in overlaps(held, [values[number] for number in order], len(vocabulary)):
        if place >= len(new):
            break
        enough = total >= least
        pairs = np.stack([np.full(int(enough.sum()), order[place]), places[others[enough]]], axis=1)
        found.append(np.sort(pairs, axis=1))
        totals.append(np.round(total[enough], 9))
    pairs, value = np.concatenate(found), np.concatenate(totals)
    return pairs[:, 0], pairs[:, 1], value


def pairs_alike(features: Sequence[Numbers], values: Sequence[Values], least: float) -> tuple[Numbers, Numbers, Values]:
    """Pairs of documents whose vectors have a product of ``least`` or more: first, second, product; sorted.

    ``features`` numbers what each document holds, by any numbers of 64 bits (hashes); ``values`` says its worth
    there.  Takes eight bytes for each pair of weightiest features (1.5 kB a document) beside what is given."""
    if len(features) <= COMPARED_WHOLE:
        vocabulary = sorted_unique(np.concatenate([*features, np.zeros(0, dtype=np.int64)]))
        held = [np.searchsorted(vocabulary, one) for one in features]
        pairs: Iterable[tuple[int, Numbers, Values]] = overlaps(held, values, len(vocabulary))
    else:
        pairs = _routed(features, values)
    found: list[tuple[Numbers, Numbers, Values]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for number, others, total in pairs:
        enough = total >= least
        if enough.any():
            some = others[enough]
            found.append((np.full(len(some), number), some, np.round(total[enough], 9)))
    first, second, value = (np.concatenate(column) for column in zip(*found, strict=True))
    return first, second, value


def _routed(features: Sequence[Numbers], values: Sequence[Values]) -> Iterator[tuple[int, Numbers, Values]]:
    """For every document the later ones that two weightiest features propose, and the products of their vectors."""
    top = [weightiest(one, worth) for one, worth in zip(features, values, strict=True)]
    index = _pair_index([one[places] for one, places in zip(features, top, strict=True)])
    rough = _Products([one[at] for one, at in zip(features, top, strict=True)],
                      [one[at] for one, at in zip(values, top, strict=True)])  # fmt: skip
    whole = _Products(features, values)
    for number, places in enumerate(top):
        mine = feature_pairs(features[number][places])
        first, last = np.searchsorted(index, mine), np.searchsorted(index, mine | _NUMBER, side="right")
        own = np.searchsorted(index, _placed(mine, number))
        common = last - first > COMMON_PAIR
        first = np.where(common, np.maximum(first, own - NEXT), first)
        last = np.where(common, np.minimum(last, own + NEXT + 1), last)
        if not len(mine):
            continue
        met = np.concatenate([index[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)])
        others = sorted_unique(_number_of(met))
        others = others[others > number]
        others = others[rough.of(number, others) >= WEIGHTIEST_PRODUCT]
        yield number, others, whole.of(number, others)


def _placed(keys: Hashes, number: int) -> Hashes:
    """An entry for a document under each key; entries of one key are sorted in an order of its own."""
    return keys | (((keys >> _BITS) ^ np.uint64(number)) * np.uint64(SHUFFLE) & _NUMBER)


def _number_of(entries: Hashes) -> Numbers:
    return ((entries * np.uint64(pow(SHUFFLE, -1, MOST_DOCUMENTS)) ^ (entries >> _BITS)) & _NUMBER).astype(np.int64)


def _pair_index(weightiest_of: Sequence[Numbers]) -> Hashes:
    """Every two weightiest features of every document, with its number in the low bits, sorted."""
    lengths = [len(one) * (len(one) - 1) // 2 for one in weightiest_of]
    index = np.zeros(sum(lengths), dtype=np.uint64)
    place = 0
    for number, (one, length) in enumerate(zip(weightiest_of, lengths, strict=True)):
        index[place : place + length] = _placed(feature_pairs(one), number)
        place += length
    index.sort()
    return index


def weightiest(features: Numbers, values: Values) -> Numbers:
    """Where the features stand that a document is most about."""
    return np.lexsort((features, -values))[:WEIGHTIEST]


def feature_pairs(features: Numbers) -> Hashes:
    """A number for every two of these; its last 24 bits are empty."""
    one = np.sort(features.astype(np.uint64) + np.uint64(1 << 63))
    low, high = np.triu_indices(len(one), 1)
    return (one[low] * np.uint64(3) + one[high]) & ~_NUMBER


class _Products:
    """Products of one document's vector with those of others."""

    def __init__(self, features: Sequence[Numbers], values: Sequence[Values]) -> None:
        self._vocabulary = sorted_unique(np.concatenate(features))
        self._held = np.concatenate([np.searchsorted(self._vocabulary, one).astype(np.int32) for one in features])
        self._values = np.concatenate(values)
        self._lengths = np.array([len(one) for one in features], dtype=np.int64)
        self._starts = np.cumsum(self._lengths) - self._lengths
        self._mine = np.zeros(len(self._vocabulary))

    def of(self, number: int, others: Numbers) -> Values:
        if not len(others):
            return np.zeros(0)
        here = slice(self._starts[number], self._starts[number] + self._lengths[number])
        self._mine[self._held[here]] = self._values[here]
        lengths = self._lengths[others]
        ends = np.cumsum(lengths)
        places = np.repeat(self._starts[others] - ends + lengths, lengths) + np.arange(ends[-1])
        mass = self._mine[self._held[places]] * self._values[places]
        self._mine[self._held[here]] = 0.0
        return np.add.reduceat(mass, ends - lengths)


# ------------------------------------------------------------------------------------------------ rewrites


def overlaps(
    postings: Sequence[Numbers], values: Sequence[Values], size: int, days: Sequence[DayOrdinals] | None = None
) -> Iterator[tuple[int, Numbers, Values]]:
    """For every document the later ones that share an entry with it, and the sum of the products of their values.

    ``postings`` holds per document its entry numbers (0 to ``size``), ``values`` what each is worth there; ``days``
    leaves out pairs that lie more than ``WINDOW`` apart."""
    if not postings:
        return
    owner = np.repeat(np.arange(len(postings)), [len(p) for p in postings])
    entries = np.concatenate(postings)
    order = np.argsort(entries, kind="stable")
    owners, worth = owner[order], np.concatenate(values)[order]
    bounds = np.searchsorted(entries[order], np.arange(size + 1))
    first, last = np.array(days if days is not None else [(0, 0)] * len(postings), dtype=np.int64).T
    seen = np.zeros(size, dtype=np.int64)  # entries before this hold documents that are done with
    for number, mine in enumerate(postings):
        seen[mine] += 1
        pieces = [slice(bounds[e] + seen[e], bounds[e + 1]) for e in mine.tolist()]
        others = np.concatenate([owners[piece] for piece in pieces]) if pieces else owners[:0]
        if not len(others):
            continue
        mass = np.concatenate(
            [worth[piece] * value for piece, value in zip(pieces, values[number].tolist(), strict=True)]
        )
        near = (first[others] <= last[number] + WINDOW) & (last[others] >= first[number] - WINDOW)
        others, mass = others[near], mass[near]
        if not len(others):
            continue
        rank = np.argsort(others, kind="stable")
        others = others[rank]
        starts = np.flatnonzero(np.concatenate(([True], others[1:] != others[:-1])))
        yield number, others[starts], np.add.reduceat(mass[rank], starts)


def rewrite_candidates(
    features: Sequence[Iterable[str]],
    weight: Mapping[str, float],
    days: Sequence[DayOrdinals] | None = None,
    most: int = 20,
) -> list[tuple[int, int, float]]:
    """Pairs with many rare features in common, the ``most`` best per document: (a, b, share of the poorer's weight).

    What a document holds is compared in full with those that share some of its ``_RAREST``."""
    names = sorted(weight)
    vocabulary = {feature: number for number, feature in enumerate(names)}
    worth = np.array([weight[feature] for feature in names])
    held = [np.array(sorted({vocabulary[f] for f in one}), dtype=np.int64) for one in features]
    counts = np.bincount(np.concatenate([*held, np.zeros(0, dtype=np.int64)]), minlength=len(worth))
    limit = min(max(_TOPIC, len(held) // 5), _LONGEST_LIST)
    says = (counts <= limit) & (worth > _SAYS)
    held = [one[says[one]] for one in held]
    mass = [float((worth[one] ** 2).sum()) for one in held]
    rare = [_rarest(one, counts) for one in held]
    best: list[list[tuple[float, int]]] = [[] for _ in held]
    mine = np.zeros(len(worth))
    for number, found, total in overlaps(rare, [worth[one] for one in rare], len(worth), days):
        some = found[np.argsort(-total, kind="stable")[: 5 * most]]
        mine[held[number]] = worth[held[number]] ** 2
        for other in sorted(some.tolist()):
            value = float(mine[held[other]].sum()) / max(min(mass[number], mass[other]), 60.0)
            if value >= _LIKE:
                best[number].append((-value, other))
                best[other].append((-value, number))
        mine[held[number]] = 0.0
    chosen: dict[DocumentPair, float] = {}
    for number, rest in enumerate(best):
        for value, other in sorted(rest)[:most]:
            chosen[min(number, other), max(number, other)] = -value
    return [(a, b, value) for (a, b), value in sorted(chosen.items())]


def _rarest(held: Numbers, counts: Numbers) -> Numbers:
    """The features that fewest documents hold, as many as the two bounds allow."""
    order = held[np.argsort(counts[held], kind="stable")[:_RAREST]]
    return np.sort(order[np.cumsum(counts[order]) <= _ENTRIES])
