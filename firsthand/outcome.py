"""What reading one document came to: the document with all that it says and all that is compared of it, or why not.

``encode_outcome`` and ``decode_outcome`` are the form in which the store keeps an outcome and another engine would
carry it: MessagePack of the dataclasses as they stand, compressed.  Left out: the version that read it
(``keeping.outcome_key``).
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

import msgspec

from firsthand.comparable import Comparable
from firsthand.data import Analysis, Document, Rejected, content_id


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """One document, all that it says, and what of it is compared with other documents; ``attribution`` is what decided
    who says what in it, as the process says that read it: the tagger by name, or ``rules``."""

    document: Document
    analysis: Analysis
    comparable: Comparable
    attribution: str = "rules"

    def loaded(self) -> AnalysedDocument:
        """Itself."""
        return self


class Report(Protocol):
    """A report of the pile, in memory or where it is kept: its document is at hand, the rest is loaded when asked."""

    @property
    def document(self) -> Document:
        """The document."""

    @property
    def attribution(self) -> str:
        """What decided who says what in it."""

    def loaded(self) -> AnalysedDocument:
        """All that it says."""


Outcome = AnalysedDocument | Rejected


@dataclass(frozen=True, slots=True)
class _Kept:
    """An outcome as it is kept: one of the two."""

    analysed: AnalysedDocument | None = None
    rejected: Rejected | None = None


_LEVEL = 1
"""Of compression: the quickest."""


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder()


@cache
def _decoder() -> msgspec.msgpack.Decoder[_Kept]:
    return msgspec.msgpack.Decoder(_Kept)


@cache
def outcome_form() -> str:
    """The names and types of an encoded outcome, and how ids are made, as a hash: another form is not read back."""
    form = msgspec.json.encode((content_id("d", where=()), msgspec.json.schema(_Kept)), order="deterministic")
    return hashlib.sha256(form).hexdigest()


def encode_outcome(outcome: Outcome) -> bytes:
    """The outcome as bytes, which ``decode_outcome`` reads back as it was, the order of dictionaries included."""
    kept = _Kept(rejected=outcome) if isinstance(outcome, Rejected) else _Kept(analysed=outcome)
    return zlib.compress(_encoder().encode(kept), _LEVEL)


def text_aside(outcome: Outcome) -> tuple[bytes, str | None]:
    """The outcome as bytes without its document's text, and the text, which is kept once beside them."""
    if isinstance(outcome, Rejected):
        return encode_outcome(outcome), None
    document = outcome.document
    return encode_outcome(replace(outcome, document=replace(document, text=""))), document.text


def with_text(value: bytes, text: str | None) -> Outcome:
    """The outcome that ``text_aside`` was given.  Raises ValueError for other bytes."""
    outcome = decode_outcome(value)
    if isinstance(outcome, Rejected):
        return outcome
    if text is None:
        raise ValueError("not an outcome: its text is gone")
    return replace(outcome, document=replace(outcome.document, text=text))


def encode_document(document: Document) -> bytes:
    """A document as bytes without its text, which ``decode_document`` is given again."""
    return _encoder().encode(replace(document, text=""))


def decode_document(value: bytes, text: str) -> Document:
    """The document that ``encode_document`` was given.  Raises ValueError for other bytes."""
    try:
        return replace(_document_decoder().decode(value), text=text)
    except (msgspec.DecodeError, TypeError) as error:
        raise ValueError(f"not a document: {error}") from error


@cache
def _document_decoder() -> msgspec.msgpack.Decoder[Document]:
    return msgspec.msgpack.Decoder(Document)


@dataclass(frozen=True, slots=True)
class _Cleaned:
    document: Document


@dataclass(frozen=True, slots=True)
class _KeptDocument:
    """As much of an outcome as every version can read."""

    analysed: _Cleaned | None = None


def document_of(value: bytes, text: str | None) -> Document:
    """The document of an outcome that another version may have written.  Raises ValueError where there is none."""
    try:
        kept = msgspec.msgpack.decode(zlib.decompress(value), type=_KeptDocument)
    except (zlib.error, msgspec.DecodeError, TypeError) as error:
        raise ValueError(f"not an outcome: {error}") from error
    if kept.analysed is None or text is None:
        raise ValueError("not an outcome of a document")
    return replace(kept.analysed.document, text=text)


def decode_outcome(value: bytes) -> Outcome:
    """The outcome that ``encode_outcome`` was given.  Raises ValueError for other bytes."""
    try:
        kept = _decoder().decode(zlib.decompress(value))
    except (zlib.error, msgspec.DecodeError, TypeError) as error:
        raise ValueError(f"not an outcome: {error}") from error
    outcome = kept.analysed or kept.rejected
    if outcome is None:
        raise ValueError("not an outcome: neither read nor refused")
    return outcome
