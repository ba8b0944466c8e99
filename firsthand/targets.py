"""Where an output goes: it may not name an input, the store or another output, and a link or a device is kept as one.

A file is replaced in one step, so that a full disk leaves the old one whole.  A file that Firsthand itself wrote may be
written again, also where it lies in a folder that is read.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from firsthand.errors import UsageError

_RECORD = b'{\n "documents"'
_PAGE = b'<meta name="generator" content="firsthand'
_HEAD = 1000


def check(outputs: Mapping[str, str | None], inputs: Iterable[str], store: Path | None) -> None:
    """Raises UsageError, in one line, where an output would write over something that is not an output."""
    paths = list(inputs)
    seen: dict[object, str] = {}
    for option, target in outputs.items():
        if target is None:
            continue
        if not target:
            raise UsageError(f"{option} has an empty file name; name a file, or - for standard output")
        if target == "-":
            key: object = "-"
        else:
            key = _same(Path(target))
            if store is not None and key in {_same(store), _same(Path(f"{store}-wal")), _same(Path(f"{store}-shm"))}:
                raise UsageError(f"{option} names the store {target}; give the output another name")
            if _is_input(Path(target), paths):
                raise UsageError(f"{option} names the input {target}; give the output another name")
        if key in seen:
            raise UsageError(f"{seen[key]} and {option} name one file; give each its own name")
        seen[key] = option


def _same(path: Path) -> object:
    """Equal for two paths of one file, whether it exists or not."""
    try:
        info = path.stat()
    except (OSError, ValueError):
        return os.path.realpath(path) if "\0" not in str(path) else str(path)
    return (info.st_dev, info.st_ino)


def _is_input(target: Path, inputs: list[str]) -> bool:
    try:
        info = target.stat()
    except (OSError, ValueError):
        return False
    if not stat.S_ISREG(info.st_mode) or _ours(target):
        return False
    for given in inputs:
        path = Path(given)
        try:
            if path.is_dir():
                if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(path)):
                    return True
            elif given != "-" and path.samefile(target):
                return True
        except (OSError, ValueError):
            continue
    return False


def _ours(path: Path) -> bool:
    """A record or page that Firsthand wrote."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return head.startswith(_RECORD) or _PAGE in head


def put(target: str, data: bytes) -> None:
    """Writes the output.  Raises UsageError where that fails."""
    if target == "-":
        _standard(data)
        return
    path = Path(os.path.realpath(target))
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # a device or a pipe is written to, not replaced
                file.write(data)
        else:
            _replace(path, data)
    except OSError as error:
        reason = error.strerror or "it is no file"
        raise UsageError(f"{target} cannot be written: {reason}; name a file in a folder that exists") from error


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if path.exists():
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _standard(data: bytes) -> None:
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise UsageError("standard output is closed; name a file for the output")
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"standard output cannot be written: {error.strerror}; name a file for the output") from error
