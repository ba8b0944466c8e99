"""Bytes -> text.  Plain text is UTF-8 and nothing else; an HTML page says its encoding or is tried for it.

Follows the order of the WHATWG encoding sniffing: byte order mark, declared charset, UTF-8, then windows-1252, with
the standard's rule that a page declared as Latin-1 is windows-1252.  Left out: statistical guessing.
"""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_ALIASES = {
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "windows-1252",
    "ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "windows-1254",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode_utf8(data: bytes) -> str | None:
    """UTF-8 text exactly as it is, or None; a byte order mark stays a character."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def decode_html(data: bytes) -> str:
    """The text of an HTML page in its own encoding; bytes that do not fit become U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    names = [match[1].decode("ascii").lower() for form in (_DECLARED, _XML) if (match := form.search(data[:4096]))]
    for name in ["utf-8", *(_ALIASES.get(name, name) for name in names)]:
        # A page that is valid UTF-8 beyond ASCII is UTF-8, whatever it declares.
        if name == "utf-8" and names and data.isascii():
            continue
        try:
            return codecs.lookup(name).name and str(data, name)
        except (LookupError, UnicodeError, ValueError, TypeError):
            continue
    return data.decode("windows-1252", "replace")
