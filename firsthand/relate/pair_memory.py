"""What pairs of statements and of reports came to when they were compared, kept by what the comparison looked at.

A key is the digests of the two sides and what else decides; so a pair is found again in whatever part it stands, and
one of which anything has changed is not.  Only what a relating asked for goes into the next one's memory: what is gone
is forgotten.  Left out: pairs of events and of names.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

Value = float | int | bytes | None


@cache
def _encoder() -> msgspec.msgpack.Encoder:
    return msgspec.msgpack.Encoder(order="deterministic")


def digest(*sides: Any) -> bytes:
    """Eight bytes that tell a side of a pair from any other; sets are sorted."""
    return hashlib.blake2b(_encoder().encode(sides), digest_size=8).digest()


class PairMemory:
    """Values of pairs by key: those of earlier relatings, and all that were asked for in this one."""

    def __init__(self, before: Mapping[bytes, Value] | None = None) -> None:
        self._before = before or {}
        self._asked: dict[bytes, Value] = {}

    def asked(self, key: bytes, make: Callable[[], Value]) -> Value:
        """The value under a key, made where it is not known."""
        if not self.known(key):
            self.keep(key, make())
        return self.value(key)

    def known(self, key: bytes) -> bool:
        """Whether the value is known; then it is kept on."""
        if key in self._asked:
            return True
        if key in self._before:
            self._asked[key] = self._before[key]
            return True
        return False

    def value(self, key: bytes) -> Value:
        """A value that is known."""
        return self._asked[key]

    def keep(self, key: bytes, value: Value) -> None:
        """Keep a value."""
        self._asked[key] = value

    def encoded(self) -> bytes:
        """All that was asked for, as ``remembered`` reads it."""
        return zlib.compress(msgspec.msgpack.encode(self._asked), 1) if self._asked else b""


@cache
def _decoder() -> msgspec.msgpack.Decoder[dict[bytes, Value]]:
    return msgspec.msgpack.Decoder(dict[bytes, Value])


def remembered(kept: Iterable[bytes]) -> PairMemory:
    """The memory of earlier relatings; what is damaged is forgotten."""
    found: dict[bytes, Value] = {}
    for one in kept:
        try:
            found.update(_decoder().decode(zlib.decompress(one)) if one else {})
        except (zlib.error, msgspec.DecodeError):
            continue
    return PairMemory(found)
