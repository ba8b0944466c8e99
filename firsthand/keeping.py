"""Outcomes from the store where they are kept, and worked out where they are not.

A *source* is the hash of all that went in: bytes, address, metadata.  A *key* is the hash of a source and of who read
it: version, form, tagger, as the process says that read it.  So a new version reads again what an old one kept, from
the text that the old one cleaned, and needs no file.  Left out: cleaning anew what an old version cleaned.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from firsthand.data import Document, RawDocument, Rejected
from firsthand.engines import local
from firsthand.judgements import Settled, judged_documents
from firsthand.models import deciders
from firsthand.outcome import (
    AnalysedDocument,
    Outcome,
    Report,
    decode_document,
    document_of,
    encode_document,
    outcome_form,
    text_aside,
    with_text,
)
from firsthand.progress import Doing, Progress
from firsthand.relate.pile_index import (
    Compared,
    IndexedReport,
    decode_compared,
    decode_index,
    encode_index,
    index_form,
    indexed,
)
from firsthand.store import KeptIndex, KeptOutcome, Member, Store
from firsthand.version import __version__

if TYPE_CHECKING:
    from firsthand.relate.part_rows import PartMade


def source_of(raw: RawDocument) -> str:
    """The hash of all that went in."""
    head = msgspec.json.encode((raw.uri, raw.media_type, raw.given))
    return hashlib.sha256(len(head).to_bytes(8, "big") + head + raw.data).hexdigest()


def outcome_key(source: str, outcome: Outcome | None = None) -> str:
    """What an outcome is kept under: its source, the version that read it, its form, and what decided in it; without
    an outcome, what would decide here."""
    if isinstance(outcome, AnalysedDocument):
        attribution = outcome.attribution
    else:
        attribution, _ = deciders()
    return hashlib.sha256(msgspec.json.encode((__version__, outcome_form(), attribution, source))).hexdigest()


def _compared_by() -> bytes:
    """What stands before pairs that are kept: who compared them, and how."""
    return hashlib.sha256(f"{__version__} {index_form()}".encode()).digest()


def judged_source(document: Document) -> str:
    """The source of a document that is read once more with what readers judged of it."""
    return hashlib.sha256(msgspec.msgpack.encode(document)).hexdigest()


class StoredReport:
    """A report that the store keeps: its document and its place in the index are at hand, the rest is loaded."""

    __slots__ = ("_load", "attribution", "document", "index", "key")

    def __init__(self, row: KeptIndex, document: Document, load: Callable[[StoredReport], AnalysedDocument]) -> None:
        self.key, self.attribution, self.index = row.key, row.attribution, row.value
        self.document, self._load = document, load

    def loaded(self) -> AnalysedDocument:
        """All that it says."""
        return self._load(self)


class Kept:
    """The outcomes of one run: those of a store's members, and of what the run was given."""

    def __init__(
        self,
        db: Store | None,
        read_batch: Callable[[list[RawDocument]], list[Outcome]],
        analysed: Callable[[Document], AnalysedDocument],
        workers: int | None,
        progress: Progress,
    ) -> None:
        self._db, self._read_batch, self._analysed = db, read_batch, analysed
        self._workers, self._progress = workers, progress
        self._known: dict[str, Outcome | StoredReport] = {}
        self._index: dict[str, bytes] = {}
        self._names: dict[int, str] = {}
        self._used: set[str] = set()

    def read(self, received: Iterable[tuple[str, RawDocument]], total: Callable[[], int] = int) -> None:
        """Reads what comes, by source, as far as it is not kept; each batch is committed as it comes.  ``total``: how
        many will have come, as far as that is known (0)."""
        waiting: deque[tuple[str, str]] = deque()
        known = 0

        def fresh() -> Iterator[RawDocument]:
            nonlocal known
            for source, raw in received:
                self._find([Member(source, raw.uri)])
                if source in self._known:
                    known += 1
                else:
                    waiting.append((source, raw.uri))
                    yield raw

        done = 0
        for batch in local.run_stream(self._read_batch, fresh(), lost, self._workers):
            sources = [waiting.popleft() for _ in batch]
            self._known.update((source, outcome) for (source, _), outcome in zip(sources, batch, strict=True))
            self._keep(sources)
            done += len(batch)
            now = waiting[0][1] if waiting else sources[-1][1]
            self._progress(Doing("reading closely", now), done, max(0, total() - known))

    def of(self, members: Iterable[Member]) -> Iterator[Rejected | Report]:
        """The outcomes of a store's members; one that another version kept is read again from its text."""
        wanted = sorted(members)
        self._used = set()
        self._find(one for one in wanted if one.source not in self._known)
        stale = [one for one in wanted if one.source not in self._known]
        before = self._db.outcomes_of([one.source for one in stale]) if self._db is not None and stale else {}
        for one in stale:
            self._known[one.source] = self._again(one, before.get(one.source))
            self._keep([one])
        return (self._known[one.source] for one in wanted)

    def as_judged(self, reads: Sequence[Report], settled: Settled) -> list[Report]:
        """The documents, those whose outlet or date was judged read once more with what the judge says."""
        judged = judged_documents((one.document for one in reads), settled)
        sources = {name: judged_source(one) for name, one in judged.items()}
        self._find(Member(sources[name], one.uri) for name, one in judged.items())
        for name, document in judged.items():
            if not isinstance(self._known.get(sources[name]), AnalysedDocument | StoredReport):
                self._known[sources[name]] = self._analysed(document)
                self._keep([(sources[name], document.uri)])
        self._names = {
            id(one): one.key if isinstance(one, StoredReport) else outcome_key(source, one)
            for source, one in self._known.items()
        }
        return [self._known[sources[one.document.id]] if one.document.id in judged else one for one in reads]  # type: ignore[misc]

    def name_of(self, read: Report) -> str:
        """The key of an outcome that was given out; the hash of one that came from elsewhere."""
        if isinstance(read, StoredReport):
            return read.key
        return self._names.get(id(read)) or hashlib.sha256(text_aside(read.loaded())[0]).hexdigest()

    def index_of(self, read: Report) -> IndexedReport:
        """The report in the pile's index, from the store or made."""
        value = read.index if isinstance(read, StoredReport) else self._index.get(self.name_of(read))
        if value is not None:
            with suppress(ValueError):
                return decode_index(value)
        made = indexed(read.loaded())
        self._keep_index([(self.name_of(read), read.loaded(), encode_index(made))])
        return made

    def index_without(self, read: Report, gone: bytes, make: Callable[[], Compared]) -> Compared:
        """The report as it is compared without furniture, from the store or made."""
        name = self.name_of(read)
        kept = self._db.without_furniture([name]).get(name) if self._db is not None else None
        if kept is not None and kept[0] == gone:
            with suppress(ValueError):
                return decode_compared(kept[1])
        made = make()
        if self._db is not None:
            self._db.keep_without_furniture([(name, gone, encode_index(made))])
        return made

    def pile_pairs(self) -> list[bytes]:
        """What pairs of reports of the whole pile came to; nothing that another version or form compared."""
        kept = self._db.pile_pairs() if self._db is not None else []
        return [one.removeprefix(_compared_by()) for one in kept if one.startswith(_compared_by())]

    def keep_pile_pairs(self, pairs: bytes) -> None:
        """Keep these in the place of those."""
        if self._db is not None:
            self._db.keep_pile_pairs(_compared_by() + pairs)

    @property
    def remembers(self) -> bool:
        """Whether there is a store that keeps what parts came to."""
        return self._db is not None

    def recall(self, key: str) -> bytes | None:
        """What a part came to, where it was related before."""
        self._used.add(key)
        return self._db.part(key) if self._db is not None else None

    def pairs_of(self, names: Sequence[str]) -> list[bytes]:
        """What the parts in which these outcomes stood kept of their pairs."""
        return self._db.pairs_of(names) if self._db is not None else []

    def keep_part(self, key: str, made: PartMade, names: Sequence[str]) -> None:
        """Keeps what a part came to."""
        if self._db is not None:
            self._db.keep_part(key, made.rows, made.pairs, names)

    @property
    def used(self) -> frozenset[str]:
        """The keys of the parts of the record that was made last; the store needs no others."""
        return frozenset(self._used)

    def _find(self, wanted: Iterable[Member]) -> None:
        """Takes from the store what it keeps of these."""
        if self._db is None:
            return
        keys = {outcome_key(one.source): one.source for one in wanted}
        for key, (row, text) in self._db.indexed(list(keys), index_form()).items():
            with suppress(ValueError):
                self._known[keys[key]] = StoredReport(row, decode_document(row.document, text), self._loaded)
        rest = [key for key, source in keys.items() if source not in self._known]
        for key, kept in self._db.outcomes(rest).items():
            with suppress(ValueError):  # a damaged row: the document is read again
                self._known[keys[key]] = with_text(*kept)

    def _loaded(self, report: StoredReport) -> AnalysedDocument:
        """All that a report says, from the store; where its row is damaged it is read again."""
        kept = self._db.outcomes([report.key]).get(report.key) if self._db is not None else None
        if kept is not None:
            with suppress(ValueError):
                found = with_text(*kept)
                if isinstance(found, AnalysedDocument):
                    return found
        return self._analysed(report.document)

    def _again(self, one: Member, kept: tuple[bytes, str | None] | None) -> Outcome:
        if kept is not None:
            with suppress(ValueError):
                return self._analysed(document_of(*kept))
            with suppress(ValueError):
                return with_text(*kept)  # what was refused stays so
        return Rejected(one.uri, "store", "what the store kept of it cannot be read any more; add it again")

    def _keep(self, sources: Iterable[tuple[str, str]]) -> None:
        if self._db is None:
            return
        found = ((source, uri, self._known[source]) for source, uri in sources)
        some = [(source, uri, one) for source, uri, one in found if not isinstance(one, StoredReport)]
        self._db.keep(KeptOutcome(outcome_key(source, one), source, uri, *text_aside(one)) for source, uri, one in some)
        self._keep_index(
            (outcome_key(source, one), one, encode_index(indexed(one)))
            for source, _, one in some
            if isinstance(one, AnalysedDocument)
        )

        for source, _, one in some:
            if isinstance(one, AnalysedDocument):
                key = outcome_key(source, one)
                row = KeptIndex(key, one.attribution, b"", self._index.pop(key))
                self._known[source] = StoredReport(row, one.document, self._loaded)

    def _keep_index(self, rows: Iterable[tuple[str, AnalysedDocument, bytes]]) -> None:
        kept = []
        for key, one, value in rows:
            self._index[key] = value
            kept.append(KeptIndex(key, one.attribution, encode_document(one.document), value))
        if self._db is not None:
            self._db.keep_index(kept, index_form())


def lost(raw: RawDocument) -> Rejected:
    """What stands for a document whose reading killed its process."""
    return Rejected(raw.uri, "analyse", "the process that read it died (out of memory?); split the file and try again")
