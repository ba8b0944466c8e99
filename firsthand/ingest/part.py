"""One file, or one member of a file, open for reading: what every format's reader is given.

``MAX_BYTES`` bounds one document.  What is unpacked of a file is bounded by ``MAX_UNPACKED`` and by ``MAX_RATIO``
times its own size (a gzip stream cannot honestly reach it), its members by ``MAX_MEMBERS`` and files inside files by
``MAX_NESTED``; what passes a bound is refused in a line that names it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from firsthand.data import Given, RawDocument, Rejected

MAX_BYTES = 32 * 2**20
"""Bytes of one document."""
MAX_UNPACKED = 64 * 2**30
"""Bytes that one file on disk may unpack to."""
MAX_RATIO = 250
"""Unpacked bytes for each packed one, from ``_SMALL`` unpacked bytes on."""
MAX_MEMBERS = 200_000
"""Members of one archive."""
MAX_NESTED = 3
"""Files inside files inside files."""
_SMALL = 16 * 2**20
_HEAD = 4096

Ingested = RawDocument | Rejected
Follow = Callable[[str], Iterator[Ingested]]
"""What reads an address."""


class UnpackedTooMuchError(OSError):
    """What comes out of a packed file passes its bounds."""


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked of one file on disk; shared by all of its members."""

    left: int = MAX_UNPACKED

    def take(self, count: int) -> None:
        """Counts unpacked bytes.  Raises UnpackedTooMuchError when there are too many."""
        self.left -= count
        if self.left < 0:
            raise UnpackedTooMuchError(f"unpacks to more than {MAX_UNPACKED // 2**30} GiB")


@dataclass(frozen=True, slots=True)
class Part:
    """``uri`` names it in the record; ``suffix`` is in lower case, '' where unknown; ``size`` is None where unknown;
    ``given`` is what the file around it says of it; ``nested`` counts the files around it."""

    uri: str
    suffix: str
    file: BinaryIO
    size: int | None = None
    given: Given = field(default_factory=Given)
    nested: int = 0
    budget: Budget = field(default_factory=Budget)

    def member(self, name: str, file: BinaryIO, given: Given | None = None, size: int | None = None) -> Part:
        """A member of this file: its name is untrusted, and only a name."""
        uri = f"{self.uri}/{encodable(name).lstrip('/')}" if name else self.uri
        suffix = suffix_of(name)
        return Part(uri, suffix, file, size, given or self.given, self.nested + 1, self.budget)

    def peeked(self) -> tuple[bytes, Part]:
        """The first bytes, and the part with none of them lost."""
        head = _filled(self.file, _HEAD)
        if self.file.seekable():
            self.file.seek(0)
            return head, self
        return head, replace(self, file=io.BufferedReader(_Again(head, self.file)))

    def whole(self) -> bytes | Rejected:
        """All bytes, or the refusal of a document that is too large."""
        if self.size is not None and self.size > MAX_BYTES:
            return too_large(self.uri)
        # What is asked for is allocated: a small file must not cost 32 MiB.
        data = _filled(self.file, MAX_BYTES + 1 if self.size is None else self.size + 1)
        return too_large(self.uri) if len(data) > MAX_BYTES else data


def _filled(file: BinaryIO, count: int) -> bytes:
    """Up to ``count`` bytes; a stream may give them in pieces."""
    pieces: list[bytes] = []
    while count > 0 and (piece := file.read(min(count, 2**20))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


class _Again(io.RawIOBase):
    """A stream that begins with bytes that were read from it before."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)]
        if piece:
            self._head = self._head[len(piece) :]
        else:
            piece = self._rest.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


class Unpacked(io.RawIOBase):
    """What comes out of a packed stream, counted against its bounds; ``packed`` is the size of what went in."""

    def __init__(self, stream: BinaryIO, packed: int | None, budget: Budget) -> None:
        self._stream, self._packed, self._budget, self._count = stream, packed, budget, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The next bytes, counted.  Raises UnpackedTooMuchError."""
        piece = self._stream.read(len(buffer)) or b""
        self._count += len(piece)
        self._budget.take(len(piece))
        if self._packed is not None and self._count > max(_SMALL, MAX_RATIO * self._packed):
            raise UnpackedTooMuchError(f"unpacks to more than {MAX_RATIO} times its size")
        buffer[: len(piece)] = piece
        return len(piece)

    def buffered(self) -> BinaryIO:
        """The stream with a buffer, as readers want it."""
        return io.BufferedReader(self)


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case, with its point; '' where it has none."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, point, suffix = last.rpartition(".")
    return f".{suffix.lower()}" if point and stem and len(suffix) <= 12 else ""


def refused(uri: str, reason: str) -> Rejected:
    """A refusal by this stage.  A path may hold bytes that are no UTF-8 (surrogate escapes); both go into JSON."""
    return Rejected(encodable(uri), "ingest", encodable(reason))


def too_large(uri: str) -> Rejected:
    """The refusal of a document above the bound."""
    return refused(uri, f"larger than {MAX_BYTES // 2**20} MiB: split it, or give many documents as JSON Lines")


def encodable(text: str) -> str:
    """The text with what UTF-8 cannot write in its escaped form."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def one_line(value: str | None) -> str | None:
    """One line, trimmed, and bounded: for names and addresses, not text."""
    tidied = " ".join(encodable(value[:20_000]).split())[:2000].strip() if value else ""
    return tidied or None


def system_reason(error: OSError | ValueError) -> str:
    """What the system said, with a remedy, in one line."""
    if isinstance(error, PermissionError):
        return "permission denied: make it readable for this user"
    if isinstance(error, UnpackedTooMuchError):
        return f"{error}: unpack it yourself and give what you need of it"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror}): check the path"
    return "cannot be read: check the path"


def as_text(part: Part, text: str, given: Given | None = None) -> Ingested:
    """The plain text that was made of a document of another kind, or the refusal of one without words."""
    if not any(c.isalnum() for c in text):
        return refused(part.uri, "no text in it: nothing to read")
    data = text.encode("utf-8", "replace")
    if len(data) > MAX_BYTES:
        return too_large(part.uri)
    return RawDocument(encodable(part.uri), "text/plain", data, given or part.given)


def numbered(uri: str, items: Iterable[Ingested]) -> Iterator[Ingested]:
    """Documents that were all named ``uri`` get their number in the file, but for one that is alone in it."""
    first: RawDocument | None = None
    count = 0
    for item in items:
        if not isinstance(item, RawDocument):
            yield item
            continue
        count += 1
        if first is None:
            first = item
            continue
        if count == 2:
            yield replace(first, uri=f"{uri}:1") if first.uri == uri else first
        yield replace(item, uri=f"{uri}:{count}") if item.uri == uri else item
    if first is not None and count == 1:
        yield first
