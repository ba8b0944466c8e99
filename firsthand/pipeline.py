"""The one path: ingest, clean, analyse, relate.  ``run`` is the order of the work, on one screen.

Per-document work (``read_batch``) is a function from a list of RawDocuments to a list of the same length, free of any
engine's types; what fails becomes a Rejected.  Across-document work starts when every document is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from firsthand.data import Document, Judgement, RawDocument, Rejected
from firsthand.duplicates import distinct_documents as distinct_documents  # noqa: PLC0414 (taken from here)
from firsthand.engines import local
from firsthand.errors import FirsthandError, UsageError
from firsthand.judgements import Settled, from_lines, judged_documents, read_judgements, settle
from firsthand.models import vectors
from firsthand.models.vectors import Embedder
from firsthand.outcome import AnalysedDocument, Outcome, decode_outcome, encode_outcome, outcome_form
from firsthand.progress import Progress, silent
from firsthand.record import to_json
from firsthand.store import Store
from firsthand.version import __version__

if TYPE_CHECKING:
    from firsthand.ingest import Sources
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
    from firsthand.ingest import Fetcher, read

    judged = _judgements(judgements)
    fetcher = Fetcher(allow_local=allow_local) if fetch else None
    received: dict[str, RawDocument] = {}
    rejected: list[Rejected] = []
    for item in read(paths, stdin, columns=columns, fetcher=fetcher):
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            received.setdefault(content_key(item), item)
        progress("reading", len(received) + len(rejected), 0)

    with _opened(store) as db:
        try:
            outcomes = _outcomes(received, db, workers, progress)
            processes = local.worker_count(len(received), workers)
            if db is not None:
                judged = (*judged, *(one for line in db.judgements() for one in from_lines(line, str(store))))
            settled = settle(judged)
            record = _related([*rejected, *outcomes.values()], progress, _embedder(db, processes), settled, db)
        finally:
            local.release()
        if db is not None:
            db.keep_record(to_json(record))
    return record


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
    return _related(given, progress, vectors.embedder(), settle(_judgements(judgements)))


def _related(
    outcomes: Iterable[Outcome],
    progress: Progress,
    embed: Embedder | None,
    settled: Settled,
    db: Store | None = None,
) -> OpenRecord:
    from firsthand.relate import assemble
    from firsthand.report import opened

    reads, rejected = distinct_documents(outcomes)
    return opened(assemble.relate(_as_judged(reads, settled, db), rejected, progress, embed, settled))


def _as_judged(reads: list[AnalysedDocument], settled: Settled, db: Store | None) -> list[AnalysedDocument]:
    """The documents, those whose outlet or date was judged read once more with what the judge says."""
    judged = judged_documents((one.document for one in reads), settled)
    keys = {name: _reading_key(one) for name, one in judged.items()}
    kept = db.outcomes(list(keys.values())) if db is not None and keys else {}
    out: list[AnalysedDocument] = []
    for read in reads:
        document = judged.get(read.document.id)
        if document is None:
            out.append(read)
            continue
        key, known = keys[document.id], None
        if key in kept:
            with suppress(ValueError):  # a damaged row: the document is read again
                known = decode_outcome(kept[key])
        if not isinstance(known, AnalysedDocument):
            known = analysed(document)
            if db is not None:
                db.keep([(key, document.uri, encode_outcome(known))])
        out.append(known)
    return out


def _reading_key(document: Document) -> str:
    """What the outcome of a cleaned document is kept under."""
    from firsthand.models import deciders

    head = msgspec.json.encode((__version__, outcome_form(), deciders()))
    return hashlib.sha256(len(head).to_bytes(8, "big") + head + msgspec.msgpack.encode(document)).hexdigest()


def _opened(store: str | Path | None) -> AbstractContextManager[Store | None]:
    if store is None:
        return nullcontext()
    if not isinstance(store, str | Path):
        raise UsageError(f"a value of type {type(store).__name__} names no store: give the path of a file")
    return Store(Path(store))


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


def read_batch(raws: list[RawDocument]) -> list[Outcome]:
    """Clean and analyse: one outcome per raw document, in order; never an exception."""
    return [_read(raw) for raw in raws]


def _read(raw: RawDocument) -> Outcome:
    from firsthand.clean import clean

    stage = "clean"
    try:
        document = clean(raw)
        if isinstance(document, Rejected):
            return document
        stage = "analyse"
        return analysed(document)
    except FirsthandError:
        raise  # a missing model concerns the whole run, not this document
    except Exception as error:  # a row that fails must not stop the others; the reason is kept
        return Rejected(raw.uri, stage, f"internal error, please report it: {type(error).__name__}: {error}"[:300])


def analysed(document: Document) -> AnalysedDocument:
    """The document with all that it says and all that is compared of it, as ``relate`` takes it."""
    from firsthand.analyse import analyse, parse
    from firsthand.comparable import comparable

    parsed = parse(document)
    analysis = analyse(document, parsed)
    return AnalysedDocument(document, analysis, comparable(document, analysis, parsed))


def content_key(raw: RawDocument) -> str:
    """What an outcome is kept under: the hash of all that went in, of the version that read it, and of its form."""
    from firsthand.models import deciders

    head = msgspec.json.encode((__version__, outcome_form(), deciders(), raw.uri, raw.media_type, raw.given))
    return hashlib.sha256(len(head).to_bytes(8, "big") + head + raw.data).hexdigest()


def _outcomes(
    received: dict[str, RawDocument], db: Store | None, workers: int | None, progress: Progress
) -> dict[str, Outcome]:
    """Every received document's outcome, from the store where it is kept and worked out where it is not."""
    known: dict[str, Outcome] = {}
    for key, value in db.outcomes(list(received)).items() if db is not None else ():
        with suppress(ValueError):  # a damaged row: the document is read again
            known[key] = decode_outcome(value)
    todo = [key for key in received if key not in known]
    done = 0
    for batch in local.run_batches(read_batch, [received[key] for key in todo], _lost, workers):
        keys = todo[done : done + len(batch)]
        known.update(zip(keys, batch, strict=True))
        if db is not None:
            db.keep((key, received[key].uri, encode_outcome(known[key])) for key in keys)
        done += len(batch)
        progress("reading closely", done, len(todo))
    return known


def _lost(raw: RawDocument) -> Rejected:
    return Rejected(raw.uri, "analyse", "the process that read it died (out of memory?); split the file and try again")
