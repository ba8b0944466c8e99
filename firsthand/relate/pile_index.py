"""What the pile knows of a report without reading it: its sentences, features and fingerprints as numbers.

Whole-pile steps (furniture, which reports are alike, which copy) ask this alone, so that a report whose part nothing
has touched is never read again.  It is a function of one report; what furniture takes away makes another ``Compared``.
Left out: names, which are linked inside a part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from firsthand.comparable import Reading
from firsthand.outcome import AnalysedDocument
from firsthand.relate import stories
from firsthand.relate.readings import SentenceIndex, sentence_index


@dataclass(frozen=True, slots=True)
class Compared:
    """A report as it is compared with all others: numbers of its ``features``, what each is worth, its fingerprints,
    eight bytes each, and a ``digest`` of all that is compared."""

    features: bytes
    values: bytes
    prints: bytes
    digest: bytes

    @property
    def feature_numbers(self) -> NDArray[np.int64]:
        """The features."""
        return np.frombuffer(self.features, dtype="<i8")

    @property
    def worth(self) -> NDArray[np.float64]:
        """What each feature is worth."""
        return np.frombuffer(self.values, dtype="<f8")

    @property
    def grams(self) -> NDArray[np.uint64]:
        """The fingerprints."""
        return np.frombuffer(self.prints, dtype="<u8")


@dataclass(frozen=True, slots=True)
class IndexedReport:
    """One report in the index: its outlet, its sentences, and all of it as compared."""

    outlet: str | None
    sentences: SentenceIndex
    whole: Compared


def indexed(read: AnalysedDocument) -> IndexedReport:
    """The report in the index."""
    reading = read.comparable.reading
    return IndexedReport(read.analysis.outlet.name, sentence_index(reading), as_compared(reading))


def as_compared(reading: Reading) -> Compared:
    """A report, with or without furniture, as it is compared."""
    numbers, worth = stories.likeness_numbers(reading)
    features, values = numbers.astype("<i8").tobytes(), worth.astype("<f8").tobytes()
    told = hashlib.blake2b(digest_size=16)
    for part in ("\x1f".join((reading.id, *reading.words)).encode("utf-8", "surrogatepass"), features, values):
        told.update(len(part).to_bytes(8, "big") + part)
    return Compared(features, values, reading.prints, told.digest())


@cache
def index_form() -> str:
    """The names and types of what is in the index, and how features are weighed: another form is made anew."""
    form = msgspec.json.encode((msgspec.json.schema(IndexedReport), stories.WEIGHTING), order="deterministic")
    return hashlib.sha256(form).hexdigest()


@cache
def _decoders() -> tuple[msgspec.msgpack.Decoder[IndexedReport], msgspec.msgpack.Decoder[Compared]]:
    return msgspec.msgpack.Decoder(IndexedReport), msgspec.msgpack.Decoder(Compared)


def encode_index(one: IndexedReport | Compared) -> bytes:
    """As bytes, which ``decode_index`` or ``decode_compared`` reads back."""
    return msgspec.msgpack.encode(one)


def decode_index(value: bytes) -> IndexedReport:
    """What ``encode_index`` was given.  Raises ValueError for other bytes."""
    try:
        return _decoders()[0].decode(value)
    except msgspec.DecodeError as error:
        raise ValueError(f"not of the index: {error}") from error


def decode_compared(value: bytes) -> Compared:
    """What ``encode_index`` was given.  Raises ValueError for other bytes."""
    try:
        return _decoders()[1].decode(value)
    except msgspec.DecodeError as error:
        raise ValueError(f"not of the index: {error}") from error


def forms_digest(forms: Sequence[int]) -> bytes:
    """What tells furniture that is taken away, and the form of what is left, from another."""
    told = index_form().encode() + np.array(sorted(forms), dtype="<i8").tobytes()
    return hashlib.blake2b(told, digest_size=16).digest()
