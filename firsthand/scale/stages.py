"""The order of a sharded run: shards read, furniture, index, stories, parts; maps over files, with joins between them.

What it comes to is what ``firsthand.run`` comes to over the same input with the same judgements, byte for byte.  In
memory at once are the documents' texts and fingerprints, the pairs of reports that are alike, and in each worker the
reports of one part; ``record_of`` holds the whole record.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
import numpy as np

from firsthand.comparable import Reading
from firsthand.data import Document, DocumentId, Judgement, RawDocument, Record, Rejected
from firsthand.duplicates import distinct_documents
from firsthand.engines import cluster, local
from firsthand.errors import FirsthandError, StoreError, UsageError
from firsthand.ingest import read
from firsthand.judgements import (
    NOTHING_JUDGED,
    Settled,
    from_lines,
    judged_documents,
    read_judgements,
    settle,
    to_lines,
)
from firsthand.keeping import judged_source, outcome_key, source_of
from firsthand.models import vectors
from firsthand.outcome import AnalysedDocument, Outcome, document_of, text_aside, with_text
from firsthand.pipeline import add, analysed, read_batch
from firsthand.progress import Progress, silent
from firsthand.relate import stories
from firsthand.relate.assemble import PartJob, record_of_parts, related_job, vectors_by
from firsthand.relate.derivation import copied_across
from firsthand.relate.judged import judged_separate
from firsthand.relate.part_rows import PartRows, decode_rows, encode_rows, part_key
from firsthand.relate.pile_index import Compared, as_compared
from firsthand.relate.readings import blocking, furniture_of, sentence_index, without_furniture
from firsthand.scale import joins
from firsthand.scale.shard_files import Place, finished, name_of, parquet, read_outcomes, write_outcomes, write_table
from firsthand.store import KeptOutcome, Member, Members, Store

_BATCH = 8
_LOT = 400
"""Reports whose parts one worker relates in one go, into one file."""
_ROUTING = joins.Routing(
    blocking.WEIGHTIEST, blocking.COMMON_PAIR, blocking.NEXT, blocking.SHUFFLE, blocking.WEIGHTIEST_PRODUCT
)
_ADDRESS = re.compile(r"(?:ray://)?[\w.\[\]:-]+:\d+")
"""Of a cluster: through Ray's client, or to its head itself from a machine of the cluster."""
_KEPT = 2000
"""Outcomes of a store that make one file."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a sharded run left: the files of outcomes and of parts, and where each document of the record lies."""

    folder: Path
    read: tuple[Path, ...]
    parts: tuple[Path, ...]
    documents: tuple[tuple[DocumentId, str, Place], ...]
    """Id, source and place, in the order of the record."""
    rejected: tuple[Rejected, ...]
    judgements: tuple[Judgement, ...] = ()
    judged: tuple[Path, ...] = ()
    """Outcomes of documents that were read once more, with the outlet or date that readers judged them to have."""


@local.letting_go()
def run_shards(  # noqa: PLR0913 (keywords)
    shards: Sequence[str | Path],
    folder: str | Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    memory: str = joins.MEMORY,
    progress: Progress = silent,
    judgements: str | Path | Iterable[Judgement] = (),
) -> Finished:
    """Reads and relates shards into ``folder``; what is finished there is not done again.

    ``engine`` is ``local`` (a pool of processes), ``ray`` (a Ray of its own) or the address of a Ray cluster that sees
    ``folder`` under the same path (``ray://host:10001``).  ``memory`` is what the joins may take before they spill.
    ``judgements`` are what readers decided, or the file in which they stand; they hold as in a plain run."""
    home = Path(folder).resolve()
    given = read_judgements(judgements) if isinstance(judgements, str | Path) else judgements
    each = partial(_mapped, engine, workers)
    names = sorted({str(Path(one).resolve()) for one in shards})
    for one in names:
        if not Path(one).is_file():
            what = "is a folder, and a shard is a file: name its files" if Path(one).is_dir() else "is not there"
            raise UsageError(f"{one} {what}")
    read_files = list(each(partial(_read_shard, folder=home), names, progress, "reading shards"))
    return relate_files([Path(one) for one in read_files], home, each, workers or 2, memory, progress, settle(given))


def relate_files(  # noqa: PLR0913, PLR0917 (what a run is made of)
    read_files: Sequence[Path],
    home: Path,
    each: Callable[..., Iterator[str]],
    threads: int,
    memory: str,
    progress: Progress,
    settled: Settled = NOTHING_JUDGED,
) -> Finished:
    """The stages after reading."""
    places, kept, rejected = _documents(read_files)
    at = {one.document.id: places[one.document.id] for one in kept}
    judged = judged_documents((one.document for one in kept), settled)
    again_read = _read_as_judged(judged, home, each, progress, at)
    ids = sorted(at)
    progress("looking for furniture", 0, 1)
    lines = [home / "lines" / one.name for one in (*read_files, *again_read)]
    again = set(joins.repeated_lines(lines, home, memory, threads))
    common = _loaded(at[name][1] for name in ids if at[name][0] in again)
    some = [common[at[name][1]] for name in ids if at[name][0] in again]
    sentences = [sentence_index(one.comparable.reading) for one in some]
    forms = furniture_of(sentences, [one.analysis.outlet.name for one in some])
    plain = msgspec.msgpack.encode(sorted(forms))
    furniture = finished(home / "furniture" / f"{name_of(plain)}.bin", lambda file: _write(file, plain))

    held: dict[str, list[int]] = defaultdict(list)
    for name in ids:
        held[at[name][1].file].append(at[name][1].row)
    asked = [_Index(file, tuple(sorted(held[file])), str(furniture), str(home)) for file in sorted(held)]
    index = [Path(one) for one in each(_index_file, asked, progress, "indexing")]
    progress("sorting into stories", 0, 1)
    routing = _ROUTING if len(ids) > blocking.COMPARED_WHOLE else None
    numbers = finished(
        home / "documents" / f"{name_of(*ids)}.parquet",
        lambda file: write_table(file, document=ids or [""], n=list(range(len(ids))) or [0]),
    )
    first, second, value = joins.likeness(index, numbers, stories.ALIKE, routing, home, memory, threads)
    edges = stories.Edges(first, second, np.round(value, 9))
    day = {one.document.id: stories.day_of(judged.get(one.document.id, one.document).published) for one in kept}
    groups = stories.grouped(ids, edges, [day[name] for name in ids])
    prints = _prints([one.with_suffix(".grams") for one in index])
    readings = _Readings(at, ids, forms)
    separate = judged_separate([one.document for one in kept], settled)
    parts = stories.parts(groups, copied_across([prints[name] for name in ids], ids, readings, groups, separate))

    order = {one.document.id: place for place, one in enumerate(kept)}
    lots: list[list[_Part]] = [[]]
    for part in sorted(parts, key=lambda part: (-sum(map(len, part)), part)):
        if sum(len(one.places) for one in lots[-1]) >= _LOT:
            lots.append([])
        inside = sorted(name for group in part for name in group)
        near = to_lines(settled.near(kept[order[name]].document.text for name in inside))
        lots[-1].append(_Part(tuple(at[name] for name in inside), tuple(part), near))
    work = [_Lot(tuple(lot), str(furniture), str(home)) for lot in lots if lot]
    made = [Path(one) for one in each(_relate_lot, work, progress, "comparing statements")]
    documents = tuple((one.document.id, *at[one.document.id]) for one in kept)
    return Finished(home, tuple(read_files), tuple(made), documents, tuple(rejected), settled.all, tuple(again_read))


def _read_as_judged(
    judged: Mapping[DocumentId, Document],
    home: Path,
    each: Callable[..., Iterator[str]],
    progress: Progress,
    at: dict[DocumentId, tuple[str, Place]],
) -> list[Path]:
    """Reads the documents of which readers judged outlet or date once more, and says where they lie now."""
    ordered = [judged[name] for name in sorted(judged)]
    asked = [_Judged(tuple(ordered[n : n + _BATCH]), str(home)) for n in range(0, len(ordered), _BATCH)]
    files = [Path(one) for one in each(_read_judged, asked, progress, "reading as judged")]
    for number, one in enumerate(ordered):
        at[one.id] = judged_source(one), Place(str(files[number // _BATCH]), number % _BATCH)
    return files


def record_of(run: Finished) -> Record:
    """The record of a sharded run, all of it in memory."""
    parts = [rows for file in run.parts for _, rows in _rows(file)]
    held = _loaded(place for _, _, place in run.documents)
    read_ = [held[place] for _, _, place in run.documents]
    return record_of_parts(read_, parts, run.rejected, vectors_by(vectors.embedder()), settle(run.judgements))


def fill_store(run: Finished, store: str | Path) -> Record:
    """A store of all that the shards hold, related as they were; its record is given back."""
    with Store(Path(store)) as db:
        members, refused = set(), set()
        for file in run.read:
            rows = [(source, outcome) for _, source, outcome in read_outcomes(str(file))]
            refused |= {one for source, one in rows if not source and isinstance(one, Rejected)}
            named = [(source, _uri(one), one) for source, one in rows if source]
            members |= {Member(source, uri) for source, uri, _ in named}
            db.keep(KeptOutcome(outcome_key(source, one), source, uri, *text_aside(one)) for source, uri, one in named)
        for file in run.judged:
            rows = [(source, outcome) for _, source, outcome in read_outcomes(str(file))]
            db.keep(KeptOutcome(outcome_key(source, one), source, _uri(one), *text_aside(one)) for source, one in rows)
        db.keep_judgements((one.id, one.about, to_lines([one])) for one in run.judgements)
        before = db.members()
        db.hold_members(Members(frozenset(members), frozenset(refused), before.generation))
        for file in run.parts:
            for key, part in _rows(file):
                db.keep_part(key, encode_rows(part))
    return add([], store=store)


@local.letting_go()
def of_store(  # noqa: PLR0913 (keywords)
    store: str | Path,
    folder: str | Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    memory: str = joins.MEMORY,
    progress: Progress = silent,
) -> Finished:
    """A sharded run over the documents of a store, with its judgements; the arguments are those of ``run_shards``."""
    home, files = Path(folder).resolve(), []
    with Store(Path(store), reading=True) as db:
        before = db.members()
        members = sorted(before.documents)
        for first in range(0, max(1, len(members)), _KEPT):
            some = members[first : first + _KEPT]
            keys = {one: outcome_key(one.source) for one in some}
            found = db.outcomes(list(keys.values()))
            if stale := len(set(keys.values()) - found.keys()):
                raise StoreError(
                    f"{stale:,} reports of {store} were read by another version or other models: "
                    f"run firsthand add PATH --store {store} once, which reads them again"
                )
            rows: list[tuple[str, Outcome]] = [(one.source, with_text(*found[keys[one]])) for one in some]
            if first == 0:
                rows += [("", one) for one in sorted(before.refused, key=lambda one: (one.uri, one.reason))]
            name = name_of("store", *(f"{source} {_uri(one)}" for source, one in rows)) + ".parquet"
            files.append(_write_read(home, name, rows))
        settled = settle(from_lines(b"".join(db.judgements()), "the store"))
    return relate_files(files, home, partial(_mapped, engine, workers), workers or 2, memory, progress, settled)


# ------------------------------------------------------------------------------------------------ the maps


def _mapped(  # noqa: PLR0913, PLR0917 (what a map needs)
    engine: str,
    workers: int | None,
    function: Callable[..., str],
    items: Sequence[object],
    progress: Progress,
    stage: str,
) -> Iterator[str]:
    """One result an item, in their order."""
    if engine not in ("local", "ray") and not _ADDRESS.fullmatch(engine):
        raise UsageError(f"no engine is called {engine[:60]!r}: give local, ray, or an address as in ray://host:10001")
    batches = [[one] for one in items]
    call = partial(_each_of, function)
    if engine == "local":
        count = max(1, min(workers or local.worker_count(1000, None), len(batches)))
        found = local.run_lots(call, batches, _lost, count)
    else:
        found = cluster.run_tasks(call, batches, _lost, None if engine == "ray" else engine, workers)
    for done, batch in enumerate(found, 1):
        progress(stage, done, len(batches))
        yield from batch


def _each_of(function: Callable[[object], str], items: list[object]) -> list[str]:
    return [function(one) for one in items]


def _lost(item: object) -> str:
    what = item if isinstance(item, str) else getattr(item, "file", "a lot of stories")
    raise FirsthandError(f"{what}: whatever process worked on it died (out of memory?); make smaller shards")


def _read_shard(path: str, folder: Path) -> str:
    """Reads a shard to the end; its file is named by its bytes and by who reads it."""
    with Path(path).open("rb") as file:
        told = hashlib.file_digest(file, "sha256").hexdigest()
    name = name_of(path, told, outcome_key("")) + ".parquet"
    if not (folder / "read" / name).exists():
        return str(_write_read(folder, name, _outcomes(path)))
    return str(folder / "read" / name)


@dataclass(frozen=True, slots=True)
class _Judged:
    documents: tuple[Document, ...]
    home: str


def _read_judged(asked: _Judged) -> str:
    """Reads documents as readers judged them, into one file."""
    sources = [judged_source(one) for one in asked.documents]
    name = name_of("judged", outcome_key(""), *sources) + ".parquet"
    if not (Path(asked.home) / "read" / name).exists():
        rows = ((source, analysed(one)) for source, one in zip(sources, asked.documents, strict=True))
        return str(_write_read(Path(asked.home), name, rows))
    return str(Path(asked.home) / "read" / name)


def _outcomes(path: str) -> Iterator[tuple[str, Outcome]]:
    batch: list[RawDocument] = []
    for one in read([path]):
        if isinstance(one, Rejected):
            yield "", one
            continue
        batch.append(one)
        if len(batch) == _BATCH:
            yield from zip(map(source_of, batch), read_batch(batch), strict=True)
            batch = []
    yield from zip(map(source_of, batch), read_batch(batch), strict=True)


def _write_read(folder: Path, name: str, found: Iterable[tuple[str, Outcome]]) -> Path:
    """The outcomes of a shard and, before them, their lines: where the outcomes are, the lines are too."""
    rows = list(found)
    told = [(source, line) for source, one in rows if isinstance(one, AnalysedDocument) for line in _lines(one)]
    finished(
        folder / "lines" / name,
        lambda file: write_table(file, source=[one for one, _ in told] or [""], line=[one for _, one in told] or [0]),
    )
    return finished(folder / "read" / name, lambda file: write_outcomes(file, rows))


def _lines(one: AnalysedDocument) -> set[int]:
    reading = one.comparable.reading
    return set(sentence_index(reading).numbers.tolist())


@dataclass(frozen=True, slots=True)
class _Index:
    file: str
    rows: tuple[int, ...]
    furniture: str
    home: str


def _index_file(asked: _Index) -> str:
    """Features and fingerprints of the documents of one file, without furniture."""
    name = name_of(Path(asked.file).name, str(asked.rows), Path(asked.furniture).name)
    target = Path(asked.home) / "index" / f"{name}.parquet"
    if target.exists():
        return str(target)
    forms = _forms(asked.furniture)
    names: list[str] = []
    features: list[int] = []
    values: list[float] = []
    prints: dict[str, tuple[bytes, bytes]] = {}
    for _, _, one in read_outcomes(asked.file, asked.rows):
        assert isinstance(one, AnalysedDocument)
        reading = without_furniture(one.comparable.reading, forms)
        found = as_compared(reading)
        names += [reading.id] * len(found.worth)
        features += found.feature_numbers.tolist()
        values += found.worth.tolist()
        prints[reading.id] = found.prints, found.digest
    finished(target.with_suffix(".grams"), lambda file: _write(file, msgspec.msgpack.encode(prints)))
    columns: dict[str, Sequence[object]] = {
        "document": names or [""],
        "feature": features or [0],
        "value": values or [0.0],
    }
    return str(finished(target, lambda file: write_table(file, **columns)))


@dataclass(frozen=True, slots=True)
class _Part:
    places: tuple[tuple[str, Place], ...]
    """Source and place of each report, by its id."""
    groups: tuple[tuple[DocumentId, ...], ...]
    judged: bytes
    """What readers judged that may concern it, as lines."""


@dataclass(frozen=True, slots=True)
class _Lot:
    parts: tuple[_Part, ...]
    furniture: str
    home: str


def _relate_lot(lot: _Lot) -> str:
    """Relates some parts, into one file."""
    told = [f"{source}" for part in lot.parts for source, _ in part.places]
    told += [" ".join(name for group in part.groups for name in (*group, "/")) for part in lot.parts]
    name = name_of(Path(lot.furniture).name, outcome_key(""), *told, *(part.judged for part in lot.parts))
    target = Path(lot.home) / "parts" / f"{name}.bin"
    if target.exists():
        return str(target)
    forms = _forms(lot.furniture)
    made = []
    for part in lot.parts:
        held = _loaded(place for _, place in part.places)
        read_ = [held[place] for _, place in part.places]
        readings = sorted((without_furniture(one.comparable.reading, forms) for one in read_), key=lambda one: one.id)
        embed = vectors.embedder()
        names = [outcome_key(source, held[place]) for source, place in part.places]
        settled = settle(from_lines(part.judged))
        near = settled.near(one.document.text for one in read_)
        digests = [as_compared(one).digest for one in readings]
        key = part_key(names, digests, part.groups, near, vectors=vectors_by(embed))
        rows = related_job(PartJob(read_, readings, part.groups, settled), embed)
        assert isinstance(rows, PartRows)
        made.append((key, encode_rows(rows)))
    return str(finished(target, lambda file: _write(file, msgspec.msgpack.encode(made))))


# ------------------------------------------------------------------------------------------------- files


def _documents(
    files: Sequence[Path],
) -> tuple[dict[DocumentId, tuple[str, Place]], list[AnalysedDocument], list[Rejected]]:
    """Where the documents lie, those that the record is of in its order, and what was refused."""
    seen: set[str] = set()
    found: list[Outcome] = []
    places: dict[int, tuple[str, Place]] = {}
    for file in files:
        held = parquet().read_table(file, columns=["source", "uri", "text", "value"]).to_pydict()
        for row, (source, text, value) in enumerate(zip(held["source"], held["text"], held["value"], strict=True)):
            if source and source in seen:
                continue
            seen.add(source)
            words = None if text is None else text.decode("utf-8", "surrogatepass")
            one = _stub(value, words)
            found.append(one)
            places[id(one)] = (source, Place(str(file), row))
    kept, rejected = distinct_documents(found)
    return {one.document.id: places[id(one)] for one in kept}, kept, rejected


def _stub(value: bytes, text: str | None) -> Outcome:
    """As much of an outcome as says which documents are one."""
    from firsthand.outcome import decode_outcome

    if text is None:
        outcome = decode_outcome(value)
        assert isinstance(outcome, Rejected)
        return outcome
    document: Document = document_of(value, text)
    return AnalysedDocument(document, None, None)  # type: ignore[arg-type]


def _loaded(places: Iterable[Place]) -> dict[Place, AnalysedDocument]:
    by_file: dict[str, list[int]] = defaultdict(list)
    for place in places:
        by_file[place.file].append(place.row)
    found: dict[Place, AnalysedDocument] = {}
    for file, rows in by_file.items():
        for row, _, one in read_outcomes(file, rows):
            assert isinstance(one, AnalysedDocument)
            found[Place(file, row)] = one
    return found


class _Readings:
    """The reading of a document by its number, read when it is asked for; the last ones stay."""

    def __init__(
        self, at: dict[DocumentId, tuple[str, Place]], ids: Sequence[DocumentId], forms: frozenset[int]
    ) -> None:
        self._at, self._ids, self._forms = at, ids, forms
        self._held: dict[int, Reading] = {}

    def __call__(self, number: int) -> Reading:
        if number not in self._held:
            if len(self._held) > 500:
                self._held.clear()
            place = self._at[self._ids[number]][1]
            self._held[number] = without_furniture(_loaded([place])[place].comparable.reading, self._forms)
        return self._held[number]


def _prints(files: Iterable[Path]) -> dict[str, Compared]:
    """Fingerprints and digest of each report, its features left in the files of the join."""
    found: dict[str, Compared] = {}
    for file in files:
        held = msgspec.msgpack.decode(file.read_bytes(), type=dict[str, tuple[bytes, bytes]])
        found |= {name: Compared(b"", b"", prints, digest) for name, (prints, digest) in held.items()}
    return found


def _forms(file: str) -> frozenset[int]:
    return frozenset(msgspec.msgpack.decode(Path(file).read_bytes(), type=list[int]))


def _rows(file: Path) -> Iterator[tuple[str, PartRows]]:
    for key, value in msgspec.msgpack.decode(file.read_bytes(), type=list[tuple[str, bytes]]):
        yield key, decode_rows(value)


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def _uri(one: Outcome) -> str:
    return one.uri if isinstance(one, Rejected) else one.document.uri
