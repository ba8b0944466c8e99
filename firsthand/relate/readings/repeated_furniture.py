"""Furniture that no page labels: sentences that stand word for word in reports which have nothing else in common.

Reads the whole pile, because only beside unrelated reports does a line show that it is a site's and not a story's.  A
sentence is known by a number of 64 bits, and so is what it names; so the pile is read from an index of numbers.
Left out: furniture that changes a word from page to page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from firsthand.comparable import ComparedSentence, Reading
from firsthand.comparable.reading import build
from firsthand.relate.readings.rarity import of_different_matters, telling

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HOLDERS = 12
"""Reports with a sentence that are looked at."""
_SHORT = 12
"""Words below which a sentence that names nothing is furniture in two unrelated reports."""


@dataclass(frozen=True)
class SentenceIndex:
    """One report's sentences as numbers: ``forms`` of eight bytes, ``lengths`` in words of four, ``named`` a byte each
    that says whether it names something; ``names`` are what all of them name, eight bytes each, ``names_of`` the
    sentence of each, four bytes."""

    forms: bytes
    lengths: bytes
    named: bytes
    names: bytes
    names_of: bytes

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The sentences."""
        return np.frombuffer(self.forms, dtype="<i8")

    def topic(self, repeated: frozenset[int]) -> frozenset[int]:
        """What the report names in sentences that no other report has."""
        own = np.array([form not in repeated for form in self.numbers.tolist()], dtype=np.bool_)
        names, sentences = np.frombuffer(self.names, dtype="<i8"), np.frombuffer(self.names_of, dtype="<i4")
        return frozenset(names[own[sentences]].tolist()) if len(names) else frozenset()


def sentence_index(reading: Reading) -> SentenceIndex:
    """The sentences of a report as numbers."""
    told = sorted(
        {(number, feature_number(name)) for number, line in enumerate(reading.lines) for name in telling(line.key)}
    )
    return SentenceIndex(
        np.array([sentence_number(reading, line) for line in reading.lines], dtype="<i8").tobytes(),
        np.array([line.last - line.first for line in reading.lines], dtype="<i4").tobytes(),
        bytes(bool(line.key) for line in reading.lines),
        np.array([name for _, name in told], dtype="<i8").tobytes(),
        np.array([number for number, _ in told], dtype="<i4").tobytes(),
    )


def sentence_number(reading: Reading, line: ComparedSentence) -> int:
    """A number that stands for the words of a sentence."""
    return _numbered("\x1f".join(reading.words[line.first : line.last]))


@lru_cache(maxsize=1 << 20)
def feature_number(feature: str) -> int:
    """A number of 64 bits that stands for a feature in an index."""
    return _numbered(feature)


def _numbered(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def furniture_of(reports: Sequence[SentenceIndex], outlets: Sequence[str | None]) -> frozenset[int]:
    """The numbers of sentences that stand word for word in reports which have nothing else in common.

    Three unrelated reports make a sentence furniture; two do when they are one outlet's and it names nothing."""
    if not reports:
        return frozenset()
    owners = np.repeat(np.arange(len(reports)), [len(one.numbers) for one in reports])
    forms = np.concatenate([one.numbers for one in reports])
    order = np.argsort(forms, kind="stable")
    forms, owners = forms[order], owners[order]
    starts = np.flatnonzero(np.concatenate(([True], forms[1:] != forms[:-1]))) if len(forms) else np.zeros(0, int)
    ends = np.append(starts[1:], len(forms))
    several = owners[starts] != owners[ends - 1] if len(forms) else np.zeros(0, bool)  # owners of one form ascend
    repeated = frozenset(forms[starts[several]].tolist())
    lengths = np.concatenate([np.frombuffer(one.lengths, dtype="<i4") for one in reports])[order]
    named = np.concatenate([np.frombuffer(one.named, dtype=np.uint8) for one in reports])[order]
    topics: dict[int, frozenset[int]] = {}

    def topic(number: int) -> frozenset[int]:
        if number not in topics:
            topics[number] = reports[number].topic(repeated)
        return topics[number]

    found = []
    for first, last in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        unlike: list[int] = []
        for number in np.unique(owners[first:last])[:_HOLDERS].tolist():
            if all(of_different_matters(topic(number), topic(other)) for other in unlike):
                unlike.append(number)
        plain = not named[first:last].any()
        same = len(unlike) > 1 and outlets[unlike[0]] is not None and outlets[unlike[0]] == outlets[unlike[1]]
        if len(unlike) > 2 or (plain and (same or (len(unlike) > 1 and lengths[first] < _SHORT))):
            found.append(int(forms[first]))
    return frozenset(found)


def without_furniture(reading: Reading, furniture: frozenset[int]) -> Reading:
    """The report without these sentences."""
    if not furniture:
        return reading
    gone = {line.first for line in reading.lines if sentence_number(reading, line) in furniture}
    if not gone:
        return reading
    lines: list[ComparedSentence] = []
    kept: list[tuple[str, int, int, bool]] = []
    for line in reading.lines:
        if line.first in gone:
            continue
        here = slice(line.first, line.last)
        first = len(kept)
        quoted = reading.quoted[here].tolist()
        kept += zip(reading.words[here], reading.starts[here], reading.ends[here], quoted, strict=True)
        lines.append(replace(line, first=first, last=len(kept)))
    return build(reading.id, lines, kept)
