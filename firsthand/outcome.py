"""What reading one document came to: the document with all that it says and all that is compared of it, or why not.

``encode_outcome`` and ``decode_outcome`` are the form in which the store keeps an outcome and another engine would
carry it: MessagePack of the dataclasses as they stand, compressed.  Left out: who decided (``pipeline.content_key``).
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cache

import msgspec

from firsthand.comparable import Comparable
from firsthand.data import Analysis, Document, Rejected


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """One document, all that it says, and what of it is compared with other documents."""

    document: Document
    analysis: Analysis
    comparable: Comparable


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
    """The names and types that an encoded outcome has, as a hash: another form is not read back."""
    return hashlib.sha256(msgspec.json.encode(msgspec.json.schema(_Kept), order="deterministic")).hexdigest()


def encode_outcome(outcome: Outcome) -> bytes:
    """The outcome as bytes, which ``decode_outcome`` reads back as it was, the order of dictionaries included."""
    kept = _Kept(rejected=outcome) if isinstance(outcome, Rejected) else _Kept(analysed=outcome)
    return zlib.compress(_encoder().encode(kept), _LEVEL)


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
