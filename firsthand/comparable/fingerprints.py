"""Fingerprints of texts: one 64-bit hash per run of words, for one text simply and for many fast.

Follows w-shingling (Broder 1997) over words hashed by a polynomial of their bytes (Karp & Rabin 1987).  ``grams`` is
the plain version over the words of ``firsthand.words``; ``of_texts`` finds and hashes the same words of a whole block
of texts in a few passes over its bytes, and is tested equal.
Left out: runs that skip words; sampling, which is ``blocking``'s affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from firsthand import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

GRAM = 5
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_BLOCK = 1 << 16
"""Characters of texts that are read together: tables of this size stay in the processor's cache."""
_LETTER, _DIGIT = 1, 2
_KIND = bytes(_LETTER if chr(c).isalpha() else _DIGIT if chr(c).isdigit() else 0 for c in range(128)).ljust(256, b"\0")
_IN_WORD, _IN_NUMBER = "'.&-", ".,:"
_LINKS = np.isin(np.arange(256), [ord(c) for c in _IN_WORD + _IN_NUMBER])
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LONGEST_PIECE = 60
_MARKS = "“”„«»‘–—…\u00a0"


@lru_cache(maxsize=65_536)
def _word(form: str) -> int:
    value = 0
    for byte in reversed(form.encode("utf-8", "surrogatepass")):
        value = (value * _BASE + byte) % 2**64
    return value


def grams(items: Sequence[str], n: int = GRAM) -> Hashes:
    """One hash per run of ``n`` words (in normal form), in order."""
    return _runs(np.array([_word(item) for item in items], dtype=np.uint64), n)


def _runs(base: Hashes, n: int) -> Hashes:
    count = max(0, len(base) - n + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(n):
        mixed = (mixed ^ base[offset : offset + count]) * np.uint64(0xFF51AFD7ED558CCD)
        mixed ^= mixed >> np.uint64(32)
    return mixed


def of_texts(texts: Iterable[str], n: int = GRAM) -> Iterator[tuple[Hashes, Numbers]]:
    """The fingerprints of texts, a block at a time, each with the number of its text; in order."""
    waiting: list[str] = []
    size = first = number = 0
    for number, text in enumerate(texts, 1):
        plain = _plain(text)
        if plain is not None and len(plain) < _BLOCK:
            waiting.append(plain)
            size += len(plain)
        if size >= _BLOCK or len(waiting) < number - first:
            if waiting:
                yield _block(waiting, first, n)
            if len(waiting) < number - first:
                found = grams([form for _, _, form in words.words(text)], n)
                yield found, np.full(len(found), number - 1, dtype=np.int64)
            waiting, size, first = [], 0, number
    if waiting:
        yield _block(waiting, first, n)


def _plain(text: str) -> str | None:
    """A text of ASCII characters with the same words in normal form, or None where there is none."""
    if text.isascii():
        return text
    text = text.replace("’", "'")
    for mark in _MARKS:
        text = text.replace(mark, " ")
    if text.isascii():
        return text
    text = text.replace("\n", " ")
    parts: list[str] = []
    at = 0
    for match in _FOREIGN.finditer(text):
        if match.start() >= at:
            start = max(at, text.rfind(" ", at, match.start()) + 1)
            end = text.find(" ", match.end())
            end = len(text) if end < 0 else end
            piece = text[start:end]
            parts += text[at:start], _spelt(piece) if len(piece) < _LONGEST_PIECE else _spelt.__wrapped__(piece)
            at = end
    text = "".join(parts) + text[at:]
    return text if text.isascii() else None


@lru_cache(maxsize=16_384)
def _spelt(piece: str) -> str:
    """The words of a piece in normal form, if they can be read back from that; else the piece."""
    forms = [form for _, _, form in words.words(piece)]
    plain = " ".join(forms)
    return plain if [form for _, _, form in words.words(plain)] == forms else piece


def _block(texts: Sequence[str], first: int, n: int) -> tuple[Hashes, Numbers]:
    """Fingerprints of ASCII texts that are numbered from ``first`` on."""
    raw = "\n".join((*texts, "")).encode("ascii").lower()
    chars = np.frombuffer(raw, dtype=np.uint8)
    starts, ends = _words(chars, np.frombuffer(raw.translate(_KIND), dtype=np.uint8))
    powers, inverses = _powers(len(chars))
    sums = np.zeros(len(chars) + 1, dtype=np.uint64)
    np.cumsum(chars * powers[: len(chars)], out=sums[1:])
    base = (sums[ends] - sums[starts]) * inverses[starts]
    borders = np.cumsum([len(text) + 1 for text in texts])
    owner = np.repeat(np.arange(first, first + len(texts)), np.diff(np.searchsorted(starts, borders), prepend=0))
    mixed = _runs(base, n)
    inside = owner[: len(mixed)] == owner[n - 1 :][: len(mixed)]
    return mixed[inside], owner[: len(mixed)][inside]


@cache
def _table() -> tuple[Hashes, Hashes]:
    return _progression(_BASE, 2 * _BLOCK), _progression(_INVERSE, 2 * _BLOCK)


def _powers(size: int) -> tuple[Hashes, Hashes]:
    if size <= 2 * _BLOCK:
        return _table()
    return _progression(_BASE, size), _progression(_INVERSE, size)


def _progression(base: int, size: int) -> Hashes:
    powers = np.full(size, base, dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _words(chars: NDArray[np.uint8], kind: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Where words start and end (exclusive), as ``words.words`` finds them in ASCII text; ``kind``: of each character.

    The text falls into pieces of letters and pieces of digits.  A piece joins the one before it if that is a number
    and one of ``.,:`` and digits follow, or if that belongs to a word of letters and one of ``'.&-`` stands between;
    after that a word takes digits and letters alike."""
    change = np.flatnonzero(kind[1:] != kind[:-1]) + 1
    edges = np.concatenate(([0], change, [len(chars)]))
    kinds = kind[edges[:-1]] if len(chars) else np.zeros(0, dtype=np.uint8)
    filled = np.flatnonzero(kinds)
    start, end, kinds = edges[filled], edges[filled + 1], kinds[filled]
    if not len(start):
        return start, end
    gap, mark = start[1:] - end[:-1], chars[end[:-1]]
    fresh = np.ones(len(start), dtype=np.bool_)
    inside: set[int] = set()  # pieces of a word of letters after its first
    for place in (np.flatnonzero((gap == 0) | ((gap == 1) & _LINKS[mark])) + 1).tolist():
        link = chr(mark[place - 1]) if gap[place - 1] else ""
        if place - 1 in inside:
            joined = not link or link in _IN_WORD
        elif kinds[place - 1] == _LETTER:
            joined = link != "" and link in _IN_WORD
        else:
            joined = link != "" and link in _IN_NUMBER and kinds[place] == _DIGIT
        if joined:
            fresh[place] = False
            if kinds[place] == _LETTER or place - 1 in inside or kinds[place - 1] == _LETTER:
                inside.add(place)
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(start)) - 1
    stop = end[last]
    for place in np.flatnonzero(chars[np.minimum(stop, len(chars) - 1)] == ord("%")).tolist():
        stop[place] += kinds[last[place]] == _DIGIT and int(last[place]) not in inside and stop[place] < len(chars)
    return start[first], stop
