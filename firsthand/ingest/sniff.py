"""What the first bytes of a file say it is: a binary kind, HTML, or a JSON object on one line."""

from __future__ import annotations

import json
import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG image"), (b"\xff\xd8\xff", "JPEG image"), (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"), (b"PK\x03\x04", "ZIP or Office file"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"), (b"7z\xbc\xaf", "7-Zip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"SQLite format 3", "SQLite"),
    (b"\xd0\xcf\x11\xe0", "old Office file"), (b"\x7fELF", "program"), (b"OggS", "Ogg media"), (b"ID3", "MP3"),
    (b"{\\rtf", "RTF"),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<!--|<\?xml[^>]{0,200}\?>\s*<(?:!doctype\s+html|html)",
    re.IGNORECASE,
)
_BLOCK_TAGS = re.compile(
    rb"</?(?:p|div|h[1-6]|section|ul|ol|li|table|span|meta|title|main|br)(?:\s[^<>]{0,300})?/?>", re.I
)


def binary_kind(head: bytes) -> str | None:
    """The kind of a binary file by its first bytes, or None for text."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_UTF16):
        return None
    if b"\0" in head:
        return "unknown kind"
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return "unknown kind" if controls > len(head) // 10 else None


def looks_like_html(data: bytes) -> bool:
    """Markup at the very start, or several block tags in the first 4,096 bytes."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_UTF16):
        head = head.replace(b"\0", b"")[2:]
    return bool(_MARKUP.match(head)) or (head.startswith(b"<") and len(_BLOCK_TAGS.findall(head)) >= 2)


def looks_like_json_object(head: bytes) -> bool:
    """The first non-blank line is a JSON object, or begins as one and is cut off by the sample."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not line.startswith(b"{"):
        return False
    first, newline, _ = line.partition(b"\n")
    if not newline and len(head) >= 4096:
        return bool(re.match(rb'\{\s*"', first))
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
