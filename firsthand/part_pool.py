"""Parts of the pile related on several processes: most by the workers, a part that is most of the pile here meanwhile.

A part goes to its worker with all that it depends on (``PartJob``), and comes back as its rows; the worker looks
sentence vectors up in the store and hands back those that it made, for one process alone writes.  Of a part that is
related here the workers make the vectors and compare their shares of the statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from firsthand.collector import seldom_collecting
from firsthand.comparable import Reading
from firsthand.data import DocumentId
from firsthand.engines import local
from firsthand.judgements import Settled
from firsthand.models import vectors
from firsthand.models.vectors import Embedder
from firsthand.outcome import AnalysedDocument
from firsthand.store import Store

if TYPE_CHECKING:
    from firsthand.relate.assemble import Jobs, PartJob, Relating
    from firsthand.relate.claims import ByItself, Comparer, Comparison, Pairwise
    from firsthand.relate.part_rows import PartMade, PartRows

_LOTS = 8
"""Lots of parts that one process gets in a run, one after another."""
_LEAST = 200
"""Sentences that a lot holds at least, or it is not worth its way."""
_MANY_PAIRS = 20_000
"""Pairs of statements from which sending them to other processes takes less time than it saves."""
_MOST_SHARES = 8
"""Processes among which one part's pairs are shared out: each is sent all of the part's statements."""


@dataclass(frozen=True, slots=True)
class _Reports:
    read: list[AnalysedDocument]
    readings: list[Reading]
    groups: list[tuple[DocumentId, ...]]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A part on its way to a worker: its reports as bytes, which are read back several times quicker than pickles."""

    reports: bytes
    judgements: Settled
    before: tuple[bytes, ...]
    keeps: bool
    store: Path | None
    vectors: bool


@dataclass(frozen=True, slots=True)
class _Back:
    """What comes back: what the part came to, and vectors that the store does not hold yet."""

    made: PartMade | PartRows
    vectors: tuple[tuple[bytes, bytes], ...]


@cache
def _decoder() -> msgspec.msgpack.Decoder[_Reports]:
    return msgspec.msgpack.Decoder(_Reports)


def relating(db: Store | None, embed: Embedder | None, workers: int | None) -> Relating:
    """Relates parts on as many processes as the reports are worth; ``embed`` is for those that are related here."""

    def related(jobs: Jobs) -> Iterator[tuple[int, PartMade | PartRows]]:
        from firsthand.relate.assemble import related_job

        count = local.worker_count(jobs.reports, workers) if len(jobs.parts) > 1 else 1
        here, lots = shared_out(jobs.sizes, count)
        path = db.path if db is not None else None
        sent = [[_sent(jobs.job(number), path, vectors=embed is not None) for number in lot] for lot in lots]
        coming: Iterable[list[_Back]] = local.run_lots(_related, sent, _lost, count) if sent else ()
        for number in here:
            yield number, related_job(jobs.job(number), embed, comparing(workers))
        for lot, found in zip(lots, coming, strict=True):
            for number, one in zip(lot, found, strict=True):
                if db is not None and one.vectors:
                    db.keep_vectors(one.vectors)
                yield number, one.made

    return related


def comparing(workers: int | None) -> Comparer:
    """Compares many pairs on several processes, the first share here meanwhile, and few of them here alone."""

    def compare(among: Pairwise, pairs: Sequence[tuple[int, int]]) -> Iterator[ByItself]:
        from firsthand.relate.claims import Comparison, compare_pairs, compared_here

        count = min(local.worker_count(len(pairs), workers), _MOST_SHARES) if len(pairs) >= _MANY_PAIRS else 1
        size = max(1, -(-len(pairs) // count))
        others = [[Comparison(among, pairs[n : n + size])] for n in range(size, len(pairs), size)]
        coming = local.run_lots(_compared, others, compare_pairs, count)  # here, where a worker dies
        yield from compared_here(among, pairs[:size])
        for lot in coming:
            for found in lot:
                yield from found

    return compare


@seldom_collecting()
def _compared(lot: list[Comparison]) -> list[list[ByItself]]:
    """What a worker makes of its share of a part's pairs."""
    from firsthand.relate.claims import compare_pairs

    return [compare_pairs(one) for one in lot]


def shared_out(sizes: Sequence[int], count: int) -> tuple[list[int], list[list[int]]]:
    """The numbers of the parts that are related here, and of the others in lots; ``sizes`` are their sentences."""
    if count == 1:
        return list(range(len(sizes))), []
    total = sum(sizes)
    order = sorted(range(len(sizes)), key=lambda number: (-sizes[number], number))
    here = [number for number in order if sizes[number] * count > total]
    lots: list[list[int]] = []
    enough = max(_LEAST, total // (count * _LOTS))
    held = enough
    for number in order[len(here) :]:
        if held >= enough:
            lots.append([])
            held = 0
        lots[-1].append(number)
        held += sizes[number]
    return here, lots


def _sent(job: PartJob, store: Path | None, *, vectors: bool) -> _Sent:
    reports = _Reports(list(job.read), list(job.readings), list(job.groups))
    return _Sent(msgspec.msgpack.encode(reports), job.judgements, job.before, job.keeps, store, vectors)


@seldom_collecting()
def _related(lot: list[_Sent]) -> list[_Back]:
    """What a worker makes of a lot of parts."""
    return [_related_one(one) for one in lot]


def _related_one(sent: _Sent) -> _Back:
    from firsthand.relate.assemble import PartJob, related_job

    reports = _decoder().decode(sent.reports)
    job = PartJob(reports.read, reports.readings, reports.groups, sent.judgements, sent.before, sent.keeps)
    if sent.store is None or not sent.vectors:
        return _Back(related_job(job, vectors.embedder() if sent.vectors else None), ())
    with Store(sent.store, reading=True) as db:
        shelf = _Shelf(db.vectors)
        return _Back(related_job(job, Embedder(shelf=shelf)), tuple(sorted(shelf.made.items())))


class _Shelf:
    """The store's vectors, read alone; what is made beside them waits to be written by the process that writes."""

    def __init__(self, kept: Callable[[Sequence[bytes]], Mapping[bytes, bytes]]) -> None:
        self._kept = kept
        self.made: dict[bytes, bytes] = {}

    def vectors(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """What the store keeps under the keys."""
        return self._kept(keys)

    def keep_vectors(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Hand them back later."""
        self.made.update(rows)


def _lost(sent: _Sent) -> _Back:
    """A part that killed its worker twice is related here, where no other work takes memory beside it."""
    return _related_one(sent)
