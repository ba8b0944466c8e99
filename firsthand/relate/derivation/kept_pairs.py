"""What two reports came to when they were compared, from the pile's memory where the same two were compared before.

A key is the digests of both sides and of what else the comparison looks at, so that nothing outside the pair can change
an answer unseen.  Left out: which pairs are compared at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from firsthand.comparable import Reading
from firsthand.data import Document
from firsthand.relate.pair_memory import PairMemory, digest

_Answer = TypeVar("_Answer")


class KeptPairs:
    """The pairs of a part's reports, by their numbers in ``readings``."""

    def __init__(self, readings: Sequence[Reading], memory: PairMemory | None) -> None:
        self._readings, self._memory = readings, memory
        self._reading: dict[int, bytes] = {}
        self._told: dict[int, bytes] = {}

    def by_words(self, a: int, b: int, also: object, answer: Callable[[], _Answer], kind: Any) -> _Answer:
        """What only the words of the two decide, and ``also``; ``kind`` is the type of the answer."""
        if self._memory is None:
            return answer()
        return self._asked(self._of_reading(a) + self._of_reading(b) + digest(also) + b"w", answer, kind)

    def by_all(self, a: int, b: int, also: object, answer: Callable[[], _Answer], kind: Any) -> _Answer:
        """What may depend on all that ``tell`` was given of the two."""
        if self._memory is None:
            return answer()
        return self._asked(self._told[a] + self._told[b] + digest(also) + b"a", answer, kind)

    def tell(self, number: int, document: Document, weight: Mapping[str, float]) -> None:
        """Says what there is to a report beside its words: its page, and the weights of its features."""
        if self._memory is not None:
            features = sorted(self._readings[number].features())
            worth = [weight.get(feature) for feature in features]
            self._told[number] = digest(self._of_reading(number), document, worth)

    def _of_reading(self, number: int) -> bytes:
        if number not in self._reading:
            one = self._readings[number]
            self._reading[number] = digest(one.id, one.lines, one.words, one.starts, one.ends, one.marked)
        return self._reading[number]

    def _asked(self, key: bytes, answer: Callable[[], _Answer], kind: Any) -> _Answer:
        assert self._memory is not None
        told = self._memory.asked(key, lambda: msgspec.msgpack.encode(answer()))
        return cast("_Answer", _decoder(kind).decode(cast("bytes", told)))


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
