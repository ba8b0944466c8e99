"""The one path: ingest, clean, analyse, relate.  ``run`` is the order of the work, on one screen.

Per-document work (``read_batch``) is a function from a list of RawDocuments to a list of the same length, free of any
engine's types; what fails becomes a Rejected.  Across-document work starts when every document is read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from firsthand import part_pool
from firsthand.collector import seldom_collecting
from firsthand.cpu_limit import (
    SECONDS,
    SECONDS_A_BYTE,
    SECONDS_A_CHARACTER,
    SECONDS_CLOSELY,
    TookTooLongError,
    cpu_limit,
)
from firsthand.data import Document, Judgement, RawDocument, Rejected
from firsthand.duplicates import distinct_documents as distinct_documents  # noqa: PLC0414 (taken from here)
from firsthand.engines import local
from firsthand.errors import FirsthandError, UsageError
from firsthand.judgements import Settled, from_lines, read_judgements, settle
from firsthand.keeping import Kept, source_of
from firsthand.models import deciders, vectors
from firsthand.models.vectors import Embedder
from firsthand.outcome import AnalysedDocument, Outcome, Report
from firsthand.progress import Doing, Progress, silent
from firsthand.store import Member, Members, Store

if TYPE_CHECKING:
    from firsthand.ingest import Sources
    from firsthand.relate.assemble import Relating
    from firsthand.report import OpenRecord


def run(  # noqa: PLR0913 (keywords)
    paths: Sources,
    *,
    stdin: BinaryIO | None = None,
    store: str | Path | None = None,
    workers: int | None = None,
    progress: Progress = silent,
    columns: Mapping[str, str] | None = None,
    fetch: bool = False,
    allow_local: bool = False,
    judgements: GivenJudgements = None,
) -> OpenRecord:
    """The record of the documents of ``paths``: a file or folder, ``-`` for ``stdin``, a dictionary with the keys of
    JSON Lines (``text`` or ``html``, and any of id, url, outlet, title, authors, published), or a list of these.

    What cannot be read stands in ``rejected`` of the record; an argument of another type raises UsageError, an unusable
    store StoreError.  ``store`` keeps what was read, so that a rerun skips what is done; the record does not depend on
    ``workers``, the number of processes.  ``columns`` says which column or key of a table or JSON holds a field.  With
    ``fetch`` the addresses in ``paths`` are fetched, those on the local network only with ``allow_local``.
    ``judgements`` are what readers decided, or the path of a file of them; those that the store keeps hold too.
    """
    judged = _judgements(judgements)
    given = _received(paths, stdin, progress, columns, fetch=fetch, allow_local=allow_local)
    with _opened(store) as db:
        return _made(db, given, given.instead, judged, workers, progress)


def add(  # noqa: PLR0913 (keywords)
    paths: Sources,
    *,
    store: str | Path,
    stdin: BinaryIO | None = None,
    workers: int | None = None,
    progress: Progress = silent,
    columns: Mapping[str, str] | None = None,
    fetch: bool = False,
    allow_local: bool = False,
) -> OpenRecord:
    """The record of all that the store holds and of ``paths`` too, kept in the store.

    The arguments are those of ``run``.  Added in parts and in any order, a pile comes to the record that it comes to at
    once.  A page that has changed since it was added is another version, and both stay."""
    given = _received(paths, stdin, progress, columns, fetch=fetch, allow_local=allow_local)
    with Store(_path_of(store)) as db:
        return _made(db, given, given.beside, (), workers, progress)


def remove(
    things: str | Iterable[str], *, store: str | Path, workers: int | None = None, progress: Progress = silent
) -> OpenRecord:
    """The record of what the store holds without some reports, by address, path or id (or its beginning), and the
    store without all that was read of them.  Raises UsageError where one is not there."""
    named = [things] if isinstance(things, str) else list(things)
    with Store(_path_of(store)) as db:
        gone = _found(db, named)

        def less(before: Members) -> Members:
            return replace(before, documents=before.documents - gone.documents, refused=before.refused - gone.refused)

        record = _made(db, _Received(), less, (), workers, progress)
        db.forget(one.source for one in gone.documents)
        return record


_AHEAD = 64 * 2**20
"""Bytes of pages that wait to be read closely; of what comes behind them nothing is held."""


class _Received:
    """What is given: documents as they come, and of those that came which they were; a document that comes twice is
    taken once.  ``refused`` is what could not be received."""

    def __init__(self, items: Iterable[RawDocument | Rejected] = (), progress: Progress = silent) -> None:
        self._items, self._progress = iter(items), progress
        self._uris: dict[str, str] = {}
        self._refused: list[Rejected] = []
        self._all = False

    def __len__(self) -> int:
        """Documents that came."""
        return len(self._uris)

    def documents(self) -> Iterator[tuple[str, RawDocument]]:
        """Each with its source, received as far ahead as the bound allows."""
        held: deque[tuple[str, RawDocument]] = deque()
        size = 0
        for item in self._items:
            if isinstance(item, Rejected):
                self._refused.append(item)
            elif (source := source_of(item)) not in self._uris:
                self._uris[source] = item.uri
                held.append((source, item))
                size += len(item.data)
            self._progress(Doing("reading", item.uri), len(self._uris) + len(self._refused), 0)
            while size > _AHEAD:
                size -= len(held[0][1].data)
                yield held.popleft()
        self._all = True
        while held:
            yield held.popleft()

    def total(self) -> int:
        """How many documents there are, 0 as long as more may come."""
        return len(self._uris) if self._all else 0

    def instead(self, before: Members) -> Members:
        """These in the place of what the store holds."""
        members = frozenset(Member(source, uri) for source, uri in self._uris.items())
        return Members(members, frozenset(self._refused), before.generation)

    def beside(self, before: Members) -> Members:
        """These beside what the store holds; what was refused before is not, where it was given again."""
        now = self.instead(before)
        again = {*self._uris.values(), *(one.uri for one in self._refused)}
        still = frozenset(one for one in before.refused if one.uri not in again)
        return replace(now, documents=before.documents | now.documents, refused=still | now.refused)


def _received(  # noqa: PLR0913 (keywords)
    paths: Sources,
    stdin: BinaryIO | None,
    progress: Progress,
    columns: Mapping[str, str] | None,
    *,
    fetch: bool,
    allow_local: bool,
) -> _Received:
    from firsthand.ingest import Fetcher, page_cache, read

    fetcher = Fetcher(allow_local=allow_local, cache=page_cache.usual_cache()) if fetch else None
    return _Received(read(paths, stdin, columns=columns, fetcher=fetcher), progress)


@seldom_collecting()
def _made(  # noqa: PLR0913, PLR0917 (what a run is made of)
    db: Store | None,
    given: _Received,
    change: Callable[[Members], Members],
    judged: tuple[Judgement, ...],
    workers: int | None,
    progress: Progress,
) -> OpenRecord:
    """The record of the members as changed, kept with them; made again where another process changed them meanwhile."""
    kept = Kept(db, read_batch, analysed, workers, progress)
    try:
        kept.read(given.documents(), given.total)
        processes = local.worker_count(len(given), workers)
        while True:
            members = change(db.members() if db is not None else Members())
            outcomes = [*members.refused, *kept.of(members.documents)]
            lines = db.judgements() if db is not None else []
            settled = settle((*judged, *from_lines(b"".join(lines), "the store")))
            embed = _embedder(db, processes)
            record = _related(outcomes, progress, embed, settled, kept, part_pool.relating(db, embed, workers))
            if db is None or db.keep_record(record, members, kept.used):
                return record
    finally:
        local.release()


def _found(db: Store, named: Sequence[str]) -> Members:
    """The members that a person means by addresses, paths or ids."""
    before = db.members()
    record = db.newest_record()
    documents: set[Member] = set()
    refused: set[Rejected] = set()
    for name in named:
        uris = {one.uri for one in record.documents if name in (one.uri, one.source_id, one.address, one.id)}
        uris = uris or {one.uri for one in record.documents if len(name) > 2 and one.id.startswith(name)} or {name}
        mine = {one for one in before.documents if one.uri in uris}
        other = {one for one in before.refused if one.uri in uris}
        if not mine and not other:
            raise UsageError(
                f"the store holds no report {name[:100]!r}; give an address, a path or an id as it lists them"
            )
        documents |= mine
        refused |= other
    return Members(frozenset(documents), frozenset(refused))


GivenJudgements = str | Path | Iterable[Judgement] | None
"""Judgements, or the file in which they stand."""


def _judgements(given: GivenJudgements) -> tuple[Judgement, ...]:
    if given is None:
        return ()
    if isinstance(given, str | Path):
        return read_judgements(given)
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in found:
        if not isinstance(one, Judgement):
            raise UsageError(f"a value of type {type(one).__name__} is no judgement: give a file, or a list of them")
    return found


def relate(
    outcomes: Iterable[Outcome], *, progress: Progress = silent, judgements: GivenJudgements = None
) -> OpenRecord:
    """The record of documents that were read one by one; their order does not show, and the refused are kept.
    ``judgements`` are what readers decided, or the path of a file of them."""
    if not isinstance(outcomes, Iterable):
        raise UsageError(f"a value of type {type(outcomes).__name__} cannot be related: give a list from analysed")
    given = tuple(outcomes)
    for one in given:
        if not isinstance(one, AnalysedDocument | Rejected):
            raise UsageError(f"a value of type {type(one).__name__} cannot be related: take one from analysed or read")
    kept = Kept(None, read_batch, analysed, 1, silent)
    return _related(given, progress, vectors.embedder(), settle(_judgements(judgements)), kept)


def _related(  # noqa: PLR0913, PLR0917 (what a record is made of)
    outcomes: Iterable[Rejected | Report],
    progress: Progress,
    embed: Embedder | None,
    settled: Settled,
    kept: Kept,
    relating: Relating | None = None,
) -> OpenRecord:
    from firsthand.relate import assemble
    from firsthand.report import opened

    reads, rejected = distinct_documents(outcomes)
    memory = kept if kept.remembers else None
    return opened(assemble.relate(kept.as_judged(reads, settled), rejected, progress, embed, settled, memory, relating))


def _opened(store: str | Path | None) -> AbstractContextManager[Store | None]:
    return nullcontext() if store is None else Store(_path_of(store))


def _path_of(store: str | Path) -> Path:
    if not isinstance(store, str | Path):
        raise UsageError(f"a value of type {type(store).__name__} names no store: give the path of a file")
    return Path(store)


_MANY = 256
"""Texts from which their vectors are made by the workers."""
_TEXTS = 64
"""Texts that a worker gets at a time."""


def _embedder(db: Store | None, processes: int) -> Embedder | None:
    """Sentence vectors from the store, or made by the workers; None where the models are not installed."""
    if not vectors.available():
        return None

    def made(texts: Sequence[str]) -> list[bytes]:
        count = processes if len(texts) >= _MANY else 1
        return list(chain.from_iterable(local.run_batches(vectors.packed, texts, _packed_here, count, _TEXTS)))

    return Embedder(made, db)


def _packed_here(text: str) -> bytes:
    return vectors.packed([text])[0]


@seldom_collecting()
def read_batch(raws: list[RawDocument]) -> list[Outcome]:
    """Clean and analyse: one outcome per raw document, in order; never an exception."""
    return [_read(raw) for raw in raws]


def _read(raw: RawDocument) -> Outcome:
    from firsthand.clean import clean

    stage, bound = "clean", SECONDS + SECONDS_A_BYTE * 2 * len(raw.data)
    try:
        with cpu_limit(bound):
            document = clean(raw)
        if isinstance(document, Rejected):
            return document
        stage, bound = "analyse", SECONDS_CLOSELY + SECONDS_A_CHARACTER * len(document.text)
        with cpu_limit(bound):
            return analysed(document)
    except FirsthandError:
        raise  # a missing model concerns the whole run, not this document
    except TookTooLongError:
        reason = (
            f"took more than {bound:,.0f} seconds of one core, the bound for its size: save the report alone as text"
        )
        return Rejected(raw.uri, stage, reason)
    except MemoryError:
        return Rejected(raw.uri, stage, "needs more memory than there is: save the report alone as text")
    except Exception as error:  # a row that fails must not stop the others; the reason is kept
        return Rejected(raw.uri, stage, f"internal error, please report it: {type(error).__name__}: {error}"[:300])


def analysed(document: Document) -> AnalysedDocument:
    """The document with all that it says and all that is compared of it, as ``relate`` takes it."""
    from firsthand.analyse import analyse, parse
    from firsthand.comparable import comparable

    parsed = parse(document)
    analysis = analyse(document, parsed)
    attribution, _ = deciders()
    return AnalysedDocument(document, analysis, comparable(document, analysis, parsed), attribution)
