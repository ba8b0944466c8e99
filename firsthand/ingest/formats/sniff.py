"""What a file is, by its first bytes and its suffix.

What the bytes say wins where they say it surely (magic numbers); of text the suffix says it first.  Follows the
WHATWG MIME Sniffing standard in spirit (leading markup, binary bytes, magic numbers), not in letter.
"""

from __future__ import annotations

import json
import re

# Kinds that a reader knows; every other kind that has a magic number is refused by its name.
_READ: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"PAR1", "parquet"), (b"WARC/", "warc"),
)  # fmt: skip
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG image"), (b"\xff\xd8\xff", "JPEG image"), (b"GIF8", "GIF image"), (b"RIFF", "RIFF media"),
    (b"7z\xbc\xaf", "7-Zip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"SQLite format 3", "SQLite"), (b"Rar!", "RAR"),
    (b"\xd0\xcf\x11\xe0", "old Office file"), (b"\x7fELF", "program"), (b"OggS", "Ogg media"), (b"ID3", "MP3"),
    (b"ARROW1", "Arrow file"), (b"bplist", "Safari web archive or property list"),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<!--|<\?xml[^>]{0,200}\?>\s*<(?:!doctype\s+html|html)",
    re.IGNORECASE,
)
_BLOCK_TAGS = re.compile(
    rb"</?(?:p|div|h[1-6]|section|ul|ol|li|table|span|meta|title|main|br)(?:\s[^<>]{0,300})?/?>", re.I
)
_XML = re.compile(
    rb"(?:<\?xml[^>]{0,300}\?>)?\s*(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,300}\?>\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*"
    rb"<(?:\w+:)?(rss|feed|rdf|opml|urlset|sitemapindex)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:[!-9;-~]{1,60}:[ \t][^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,40}){2,}")
_MAIL_FIELDS = re.compile(rb"^(?:mime-version|message-id|received|return-path|content-type|snapshot-content-location):",
                          re.IGNORECASE | re.MULTILINE)  # fmt: skip
_BY_SUFFIX = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".md": "markdown", ".markdown": "markdown",
    ".txt": "text", ".text": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv",
    ".tsv": "csv", ".eml": "mail", ".mht": "mail", ".mhtml": "mail", ".mbox": "mailbox",
}  # fmt: skip
_FEEDS = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"opml": "opml", b"urlset": "sitemap",
          b"sitemapindex": "sitemap"}  # fmt: skip
OTHER_TEXT = frozenset(
    {".css", ".js", ".mjs", ".map", ".svg", ".py", ".sh", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".log", ".sql",
     ".ts", ".lock"}
)  # fmt: skip
"""Text files that are never a report: said once and left alone, where any other unknown text file is sniffed."""


def kind(head: bytes, suffix: str) -> str:
    """The kind of a file: the name of a reader, or ``binary: …`` or ``xml`` for what none reads."""
    for magic, found in _READ:
        if head.startswith(magic):
            return found
    if head[257:262] == b"ustar":
        return "tar"
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if (binary := binary_kind(head)) is not None:
        return f"binary: {binary}"
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if suffix not in (".html", ".htm", ".shtml", ".txt", ".text", ".md", ".markdown") and (root := _XML.match(bare)):
        return _FEEDS[root[1].lower()]
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return _text_kind(head, bare, suffix)


def _text_kind(head: bytes, bare: bytes, suffix: str) -> str:
    if looks_like_html(head):
        return "html"
    if suffix == ".xml":
        return "xml"
    if looks_like_json_object(head):
        return "jsonl"
    if bare.startswith((b"{", b"[{", b"[ {", b"[\n", b"[\r\n")) and re.match(rb'[\[{]\s*[{"]', bare):
        return "json"
    if head.startswith(b"From ") and _MAIL.match(head.partition(b"\n")[2].replace(b"\r\n", b"\n")):
        return "mailbox"
    header = head.replace(b"\r\n", b"\n")
    if _MAIL.match(header) and _MAIL_FIELDS.search(header.partition(b"\n\n")[0]):
        return "mail"
    return "text"


def binary_kind(head: bytes) -> str | None:
    """The kind of a binary file by its first bytes, or None for text."""
    for magic, found in _REFUSED:
        if head.startswith(magic):
            return found
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
