"""Saved mail (.eml), mailboxes (mbox), and pages saved as one file (MHTML): MIME, read by the standard library.

Follows: RFC 5322, RFC 2557 (MHTML).  Of a page the first HTML part is read, at the address that it was saved from; of
a message its text, with subject and date, and the documents attached to it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from firsthand.data import Given, RawDocument, Rejected
from firsthand.ingest.formats import fields
from firsthand.ingest.part import MAX_BYTES, Ingested, Part, encodable, one_line, refused, suffix_of

_ATTACHED = frozenset(
    [".pdf", ".docx", ".rtf", ".txt", ".md", ".html", ".htm", ".mhtml", ".eml", ".zip", ".csv", ".jsonl", ".gz"]
)
_MOST_PARTS = 1_000
_MOST_DEEP = 30
_TAG = re.compile(r"<[^<>]{0,2000}>")


def read(part: Part, opened: Callable[[Part], Iterator[Ingested]]) -> Iterator[Ingested]:
    """The message and what is attached to it, or the page."""
    data = part.whole()
    if isinstance(data, Rejected):
        yield data
        return
    message = _parsed(data)
    if message is None:
        yield refused(part.uri, "mail that cannot be read (damaged, or nested too deeply): save it as .html or .txt")
    elif part.suffix in (".mht", ".mhtml") or message.get("Snapshot-Content-Location") is not None:
        yield _page(part, message)
    else:
        yield from _message(part, message, opened)


def _parsed(data: bytes) -> EmailMessage | None:
    if data.lower().count(b"content-type: multipart") > _MOST_DEEP:
        return None
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except Exception:  # the parser meets arbitrary bytes: any failure means that this is no mail
        return None
    return message if isinstance(message, EmailMessage) else None


def _header(message: Message, name: str) -> str | None:
    try:
        value = message.get(name)
        return None if value is None else one_line(str(value))
    except Exception:  # header parsing of the standard library fails on odd values
        return None


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    stack: list[Message] = [message]
    count = 0
    while stack and count < _MOST_PARTS:
        one = stack.pop()
        count += 1
        if one.is_multipart() and one.get_content_maintype() == "multipart":
            stack.extend(reversed([child for child in one.get_payload() if isinstance(child, Message)]))
        elif isinstance(one, EmailMessage):
            yield one


def _words(part: EmailMessage) -> str:
    """The text of a part in its own encoding."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    for name in (part.get_content_charset(), "utf-8"):
        try:
            return payload.decode(name or "utf-8").replace("\r\n", "\n")
        except (LookupError, UnicodeError, ValueError):
            continue
    return payload.decode("cp1252", "replace").replace("\r\n", "\n")


def _page(part: Part, message: EmailMessage) -> Ingested:
    for one in _parts(message):
        if one.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = _header(message, "Snapshot-Content-Location") or _header(one, "Content-Location")
            url = address if address and re.match(r"https?://", address) else None
            payload = one.get_payload(decode=True)
            raw = payload if isinstance(payload, bytes) else b""
            # A charset that the part declares stands above the page's own.
            data = b"\xef\xbb\xbf" + _words(one).encode("utf-8", "replace") if one.get_content_charset() else raw
            return RawDocument(encodable(part.uri), "text/html", data, Given(url=url))
    return refused(part.uri, "no page in it: save the page again, as .html")


def _message(part: Part, message: EmailMessage, opened: Callable[[Part], Iterator[Ingested]]) -> Iterator[Ingested]:
    sent = _header(message, "Date")
    given = Given(title=_header(message, "Subject"), published=fields.iso_date(sent) if sent else None)
    texts: dict[str, str] = {}
    attached: list[tuple[str, bytes]] = []
    for one in _parts(message):
        name, kind = one.get_filename(), one.get_content_type()
        if kind in ("text/plain", "text/html") and one.get_content_disposition() != "attachment":
            if kind not in texts and (words := _words(one)).strip():
                texts[kind] = words
        elif kind == "message/rfc822":
            attached += [(f"{name or 'forwarded'}.eml", inner.as_bytes()) for inner in one.iter_parts()]
        elif name and suffix_of(name) in _ATTACHED and isinstance(payload := one.get_payload(decode=True), bytes):
            attached.append((name, payload))
    plain, page = texts.get("text/plain", ""), texts.get("text/html", "")
    # A plain part that only says to look at the page is not the message.
    if plain and (not page or 2 * len(plain.split()) >= len(_TAG.sub(" ", page[:MAX_BYTES]).split())):
        yield RawDocument(encodable(part.uri), "text/plain", plain.encode("utf-8", "replace"), given)
    elif page:
        yield RawDocument(encodable(part.uri), "text/html", b"\xef\xbb\xbf" + page.encode("utf-8", "replace"), given)
    elif not attached:
        yield refused(part.uri, "mail without text: nothing to read")
    for name, payload in attached:
        yield from opened(part.member(name, io.BytesIO(payload), Given(), len(payload)))


def read_mailbox(part: Part, opened: Callable[[Part], Iterator[Ingested]]) -> Iterator[Ingested]:
    """Each message of a mailbox, one at a time."""
    lines: list[bytes] = []
    size = number = 0
    blank = True

    def message() -> Iterator[Ingested]:
        where = Part(
            f"{part.uri}:{number}", ".eml", io.BytesIO(b"".join(lines)), size, Given(), part.nested, part.budget
        )
        if size > MAX_BYTES:
            yield refused(where.uri, f"a message larger than {MAX_BYTES // 2**20} MiB: save it alone")
        else:
            yield from read(where, opened)

    while line := part.file.readline(2**20):
        if blank and line.startswith(b"From "):
            if lines:
                yield from message()
            lines, size, number = [], 0, number + 1
        elif size <= MAX_BYTES:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if lines:
        yield from message()
    elif not number:
        yield refused(part.uri, "no message in it: nothing to read")
