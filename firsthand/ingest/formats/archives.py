"""Files in files: ZIP (and the ZIPs that are one thing: DOCX, EPUB, WACZ), tar, gzip, bzip2, xz.

Members are streamed and never written to disk, so their names can do no harm.  What an archive claims of their sizes
is not believed: bytes are counted as they come out (``Unpacked``).  Left out: 7-Zip, RAR, zstd, encrypted members.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from firsthand.data import Given
from firsthand.ingest.formats import docx
from firsthand.ingest.part import (
    MAX_MEMBERS,
    Ingested,
    Part,
    Unpacked,
    UnpackedTooMuchError,
    refused,
    suffix_of,
    system_reason,
)

Open = Callable[[Part], Iterator[Ingested]]
_SPOOLED = 32 * 2**20
_MOST_SPOOLED = 2 * 2**30
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, NotImplementedError,
            RuntimeError, ValueError, KeyError, IndexError, OverflowError)  # fmt: skip
_PACKERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda file: cast(BinaryIO, gzip.GzipFile(fileobj=file)),
    "bzip2": lambda file: cast(BinaryIO, bz2.BZ2File(file)),
    "xz": lambda file: cast(BinaryIO, lzma.LZMAFile(file)),  # noqa: SIM115
}
_PACKED_SUFFIXES = (".gz", ".bz2", ".xz", ".tgz")


def read_packed(part: Part, opened: Open, kind: str) -> Iterator[Ingested]:
    """The one file in a packed file, under the packed file's name."""
    name = part.uri[: -len(part.suffix)] if part.suffix in _PACKED_SUFFIXES else part.uri
    stream = Unpacked(_PACKERS[kind](part.file), part.size, part.budget).buffered()
    inner = Part(part.uri, suffix_of(name), stream, None, part.given, part.nested + 1, part.budget)
    yield from _guarded(part, lambda: opened(inner))


def read_zip(part: Part, opened: Open) -> Iterator[Ingested]:
    """Each member, in the order of their names."""
    file = part.file if part.file.seekable() else _spooled(part)
    if file is None:
        yield refused(
            part.uri, f"an archive in an archive larger than {_MOST_SPOOLED // 2**30} GiB: unpack it yourself"
        )
        return
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _members(part, archive, opened)
    except _DAMAGED as error:
        yield _damaged(part, error)


def _members(part: Part, archive: zipfile.ZipFile, opened: Open) -> Iterator[Ingested]:
    infos = archive.infolist()
    names = {info.filename for info in infos}
    if "word/document.xml" in names:
        yield from docx.read(part, archive)
        return
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names or "content.xml" in names:
        yield refused(part.uri, "an Office file that is no .docx: save it as .docx, .pdf or (tables) .csv")
        return
    if len(infos) > MAX_MEMBERS:
        yield refused(part.uri, f"more than {MAX_MEMBERS:,} members: unpack it yourself")
        return
    epub = "META-INF/container.xml" in names
    wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    found = False
    for info in sorted(infos, key=lambda one: (one.filename, one.header_offset)):
        if info.is_dir() or _hidden(info.filename) or (wacz and not info.filename.startswith("archive/")):
            continue
        if epub and not info.filename.endswith((".xhtml", ".html", ".htm")):
            continue
        found = True
        where = part.member(info.filename, part.file)
        if info.flag_bits & 1:
            yield refused(where.uri, "encrypted: unpack it yourself")
            continue

        def one(info: zipfile.ZipInfo = info) -> Iterator[Ingested]:
            with archive.open(info) as stream:
                packed = max(1, info.compress_size)
                counted = Unpacked(cast(BinaryIO, stream), packed, part.budget).buffered()
                yield from opened(part.member(info.filename, counted, Given(), None))

        try:
            yield from _guarded(where, one)
        except UnpackedTooMuchError as error:
            yield refused(part.uri, system_reason(error))
            return
    if not found:
        yield refused(part.uri, "an archive without files: nothing to read")


def read_tar(part: Part, opened: Open) -> Iterator[Ingested]:
    """Each regular file, in the order of the archive."""
    found = 0
    try:
        with tarfile.open(fileobj=part.file, mode="r|") as archive:
            for member in archive:
                if not member.isreg() or _hidden(member.name):
                    continue
                found += 1
                if found > MAX_MEMBERS:
                    yield refused(part.uri, f"more than {MAX_MEMBERS:,} members: unpack it yourself")
                    return
                stream = archive.extractfile(member)
                if stream is not None:
                    inner = part.member(member.name, cast(BinaryIO, _Stream(stream)), Given(), member.size)
                    yield from _guarded(inner, lambda inner=inner: opened(inner))  # type: ignore[misc]
    except UnpackedTooMuchError:
        raise
    except (*_DAMAGED, OSError) as error:
        yield _damaged(part, error)
    if not found:
        yield refused(part.uri, "an archive without files: nothing to read")


class _Stream(io.RawIOBase):
    """A member of a tar that is read as a stream: it cannot go back."""

    def __init__(self, stream: object) -> None:
        self._stream = cast(BinaryIO, stream)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def _guarded(part: Part, items: Callable[[], Iterator[Ingested]]) -> Iterator[Ingested]:
    """What a member gives; its damage costs the member, what unpacks to too much ends the archive."""
    try:
        yield from items()
    except UnpackedTooMuchError as error:
        if part.budget.left <= 0:
            raise
        yield refused(part.uri, system_reason(error))
    except (*_DAMAGED, OSError) as error:
        yield _damaged(part, error)


def _damaged(part: Part, error: BaseException) -> Ingested:
    detail = " ".join(str(error).split())[:100] or type(error).__name__
    return refused(part.uri, f"damaged or cut archive ({detail}): copy it again")


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(piece.startswith(".") and piece not in (".", "..") for piece in parts) or "__MACOSX" in parts


def _spooled(part: Part) -> BinaryIO | None:
    """A stream that cannot go back, in memory or in a temporary file; None when it is too large."""
    target = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115
    size = 0
    while piece := part.file.read(2**20):
        size += len(piece)
        if size > _MOST_SPOOLED:
            return None
        target.write(piece)
    target.seek(0)
    return cast(BinaryIO, target)
