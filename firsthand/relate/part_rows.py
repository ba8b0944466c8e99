"""What one part of a pile comes to: its rows, how they are kept, and how the rows of all parts make one record.

A **part** is a set of reports that nothing outside it can change: one story, or several that copied words join.  Its
rows are a pure function of its reports' outcomes, of the lines that are furniture in this pile, of its stories and of
what readers judged; ``part_key`` is the hash of these.  ``record_lists`` puts rows in the order of the record: every
list by where its first words stand.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, Protocol

import msgspec

from firsthand.data import (
    Attribution,
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    Document,
    DocumentId,
    Entity,
    EntityId,
    Event,
    Fact,
    History,
    Judgement,
    MadeWith,
    Matter,
    Origin,
    Outlet,
    Published,
    Quotation,
    QuotationId,
    Span,
    Statement,
    StatementId,
    Story,
    TextOrigin,
    TimelineEntry,
    Utterance,
    UtteranceId,
    content_id,
)
from firsthand.judgements import to_lines
from firsthand.models import deciders
from firsthand.outcome import Report, outcome_form
from firsthand.relate.claims import all_origins
from firsthand.relate.identity import one_entity
from firsthand.relate.pile_index import Compared, IndexedReport
from firsthand.version import __version__


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What stands in one report, as its part reads it."""

    document: DocumentId
    outlet: Outlet
    published: Published
    text_origin: TextOrigin
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class PartRows:
    """What one part comes to."""

    reports: tuple[ReportRows, ...]
    entities: tuple[Entity, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    derivations: tuple[Derivation, ...]
    conflicts: tuple[Conflict, ...]
    timeline: tuple[TimelineEntry, ...]
    stories: tuple[Story, ...]
    histories: tuple[History, ...]
    facts: tuple[Fact, ...]
    matters: tuple[Matter, ...]
    vectors: str = "rules"
    """What made the sentence vectors, as the process says that related the part; and ``rules`` beside it where a story
    says more than gets vectors."""
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class PartMade:
    """What one part came to, as bytes: its rows, and what its pairs of statements came to."""

    rows: bytes
    pairs: bytes


class Memory(Protocol):
    """Keeps the rows of parts, so that a part that nothing has changed is not related again."""

    def index_of(self, read: Report) -> IndexedReport:
        """The report in the pile's index."""

    def index_without(self, read: Report, gone: bytes, make: Callable[[], Compared]) -> Compared:
        """The report as it is compared without furniture, ``gone`` by its digest; made where it is not kept."""

    def pile_pairs(self) -> list[bytes]:
        """What pairs of reports of the whole pile came to."""

    def keep_pile_pairs(self, pairs: bytes) -> None:
        """Keep these in the place of those."""

    def name_of(self, read: Report) -> str:
        """What an outcome is known by: two of one name are equal."""

    def recall(self, key: str) -> bytes | None:
        """What is kept under a key."""

    def pairs_of(self, names: Sequence[str]) -> list[bytes]:
        """What the parts in which these stood kept of their pairs."""

    def keep_part(self, key: str, made: PartMade, names: Sequence[str]) -> None:
        """Keep what a part came to, and whose outcomes it is of."""


def part_key(
    names: Sequence[str],
    digests: Sequence[bytes],
    groups: Sequence[Sequence[DocumentId]],
    judged: Iterable[Judgement],
    *,
    vectors: str,
) -> str:
    """The hash of all that the rows of a part depend on: ``names`` of the outcomes, which say who read them, and
    ``digests`` of what is compared of each report, both by the reports' ids; its stories, the judgements that hold, and
    what makes ``vectors``."""
    told = hashlib.sha256()
    for part in (__version__, outcome_form(), _form(), vectors, *names):
        told.update(part.encode() + b"\x1f")
    for digest in digests:
        told.update(digest)
    for group in groups:
        told.update("\x1f".join(group).encode() + b"\x1e")
    told.update(to_lines(judged))
    return told.hexdigest()


@cache
def _form() -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.json.schema(PartRows), order="deterministic")).hexdigest()


def encode_rows(rows: PartRows) -> bytes:
    """The rows as bytes, which ``decode_rows`` reads back as they were."""
    return zlib.compress(msgspec.msgpack.encode(rows), 1)


@cache
def _decoder() -> msgspec.msgpack.Decoder[PartRows]:
    return msgspec.msgpack.Decoder(PartRows)


def decode_rows(value: bytes) -> PartRows:
    """The rows that ``encode_rows`` was given.  Raises ValueError for other bytes."""
    try:
        return _decoder().decode(zlib.decompress(value))
    except (zlib.error, msgspec.DecodeError, TypeError) as error:
        raise ValueError(f"no rows of a part: {error}") from error


def made_with(read: Iterable[Report], parts: Iterable[PartRows], vectors: str) -> MadeWith:
    """Who made a record, as those say who read its reports and related its parts; where there are none, who would."""
    attribution = sorted({one.attribution for one in read}) or list(deciders()[:1])
    related = sorted({name for one in parts for name in one.vectors.split(", ")}) or [vectors]
    return MadeWith(__version__, ", ".join(attribution), ", ".join(related))


def record_lists(read: Sequence[Report], parts: Sequence[PartRows]) -> dict[str, Any]:
    """The lists of the record by name; ``read`` gives the order of the documents."""
    report = {one.document: one for rows in parts for one in rows.reports}
    order = [report[one.document.id] for one in read]
    quotations = [one for row in order for one in row.quotations]
    statements = {one.id: one for row in order for one in row.statements}
    place = {one.id: number for number, one in enumerate(quotations)}
    spoken, said = _utterances(parts, place)
    claims = tuple(sorted(_all(parts, "claims"), key=lambda one: claim_place(statements, one)))
    at = {one.id: claim_place(statements, one) for one in claims}
    return {
        "documents": tuple(_document(one, report[one.document.id]) for one in read),
        "entities": _entities(parts),
        "attributions": tuple(one for row in order for one in row.attributions),
        "quotations": tuple(replace(one, utterance=said.get(one.id, one.utterance)) for one in quotations),
        "utterances": spoken,
        "statements": tuple(statements.values()),
        "claims": claims,
        "origins": all_origins(_all(parts, "origins")),
        "derivations": tuple(sorted(_all(parts, "derivations"), key=attrgetter("a", "b", "relation"))),
        "conflicts": tuple(
            sorted(_all(parts, "conflicts"), key=lambda one: (statements[one.statements[0]].span, one.id))
        ),
        "timeline": tuple(
            sorted(
                _all(parts, "timeline"), key=lambda one: (one.earliest or one.latest or "9", one.latest or "9", one.id)
            )
        ),
        "stories": tuple(sorted(_all(parts, "stories"), key=attrgetter("documents"))),
        "histories": tuple(
            sorted(_all(parts, "histories"), key=lambda one: (statements[one.stages[0].statement].span, one.id))
        ),
        "facts": tuple(sorted(_all(parts, "facts"), key=first_words)),
        "events": tuple(sorted(_all(parts, "events"), key=lambda one: (one.mentions[0], one.id))),
        "matters": tuple(sorted(_all(parts, "matters"), key=lambda one: at[one.claims[0]])),
    }


def _all(parts: Iterable[PartRows], name: str) -> list[Any]:
    return [one for rows in parts for one in getattr(rows, name)]


def _document(read: Report, row: ReportRows) -> Document:
    return replace(read.document, outlet=row.outlet, published=row.published, text_origin=row.text_origin)


def _entities(parts: Iterable[PartRows]) -> tuple[Entity, ...]:
    """Whoever bears one name in several parts is one."""
    found: dict[EntityId, Entity] = {}
    for one in _all(parts, "entities"):
        known = found.get(one.id)
        found[one.id] = one if known is None else one_entity(known, one)
    return tuple(found[name] for name in sorted(found))


def _utterances(
    parts: Iterable[PartRows], place: Mapping[QuotationId, int]
) -> tuple[tuple[Utterance, ...], dict[QuotationId, UtteranceId]]:
    """What one speaker says in the same words in several parts is one utterance; of speakers that nobody names each is
    another's, and the later ones get names of their own.  With the utterance of each quotation."""
    found: dict[UtteranceId, Utterance] = {}
    for one in sorted(_all(parts, "utterances"), key=lambda one: place[one.quotations[0]]):
        known = found.get(one.id)
        if known is None:
            found[one.id] = one
        elif one.speaker is None or one.speaker != known.speaker:
            name = content_id("u", one.id, one.quotations[0])
            found[name] = replace(one, id=name)
        else:
            both = tuple(sorted((*known.quotations, *one.quotations), key=place.__getitem__))
            found[one.id] = replace(known, quotations=both, differences=(*known.differences, *one.differences))
    ordered = tuple(sorted(found.values(), key=lambda one: place[one.quotations[0]]))
    return ordered, {name: one.id for one in ordered for name in one.quotations}


def first_words(fact: Fact) -> tuple[Span, str]:
    """Where a fact's first words stand."""
    return min(span for one in fact.values for span in one.spans), fact.id


def claim_place(statement: Mapping[StatementId, Statement], claim: Claim) -> tuple[Span, ClaimId]:
    """Where a claim's first words stand."""
    return statement[claim.statements[0]].span, claim.id
