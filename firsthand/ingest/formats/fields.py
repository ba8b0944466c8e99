"""An object with named fields -> a document: a line of JSON Lines, a row of a table, a dictionary in memory.

Firsthand's own keys are text, html, id, url, outlet, title, authors, published.  Beside them stand the keys of the
tools that people use, as their documentation names them: trafilatura, news-please, Fundus, newspaper4k, NewsAPI, Media
Cloud, GDELT's DOC API, JSON Feed, CSL-JSON (Zotero).  ``columns`` names keys of any other tool.

Only a document without text is refused.  A field that cannot be used (a date of a strange type, an author that is no
name) costs that field, with a remark; keys that are not used are named in one.  The text is taken as it came in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from firsthand.data import Given, RawDocument
from firsthand.ingest.part import MAX_BYTES, Follow, Ingested, encodable, one_line, refused

FIELD_KEYS = ("text", "html", "id", "url", "outlet", "title", "authors", "published")
_KEYS: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "plaintext", "plain_text", "articlebody", "article_text", "full_text", "fulltext",
             "content_text", "cleaned_text", "body_text", "content", "body", "story_text"),
    "html": ("html", "raw_html", "content_html", "html_content", "body_html", "page_html"),
    "id": ("id",),
    "url": ("url", "canonical_link", "link", "article_url", "source", "requested_url", "responded_url", "uri"),
    "outlet": ("outlet", "publisher", "sitename", "site_name", "source-hostname", "media_name", "publication", "source",
               "source_name", "container-title", "source_domain", "hostname", "domain"),
    "title": ("title", "headline", "title_page"),
    "authors": ("authors", "author", "byline", "creator", "creators"),
    "published": ("published", "date_publish", "publishedat", "published_at", "publish_date", "publishing_date",
                  "publication_date", "published_date", "date_published", "datepublished", "pubdate", "pub_date",
                  "issued", "seendate", "date"),
    "section": ("section", "articlesection", "section_name", "desk"),
}  # fmt: skip
_NO_TEXT = 'a document without text: give "text" or "html"'
_ONLY_ADDRESS = 'a document without text, only its address: give "text" or "html", or read it with --fetch'
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_LONGEST_ID = 4096
"""Bits of a number that is an id; Python refuses to print one of 4,300 digits."""
_MOST_NAMES = 50
_SEPARATORS = re.compile(r"[;,]| and ", re.IGNORECASE)
_BY = re.compile(r"^by\b[\s:]+", re.IGNORECASE)


class NoDocumentError(Exception):
    """Why an object is no document, in one line."""


class OnlyAddressError(NoDocumentError):
    """An object that says where its document stands, and nothing of what it says."""

    def __init__(self, address: str | None) -> None:
        super().__init__(_ONLY_ADDRESS)
        self.address = address


class _UnusableError(Exception):
    """Why one field is left out."""


def document(
    path: str, place: str, value: Mapping[str, object], columns: Mapping[str, str] | None = None
) -> RawDocument:
    """The document in ``value``, which stood at ``place`` of ``path``.  Raises NoDocumentError where there is none."""
    fields = _Fields(value, columns or {})
    media_type, content = _content(fields)
    given, foreign = _given(fields), fields.foreign
    remarks = (*fields.remarks, *fields.unused())
    if (cut := _CUT.search(content[-40:])) is not None:
        remarks = (*remarks, f"the text was cut where it came from ({cut[0].strip()})")
    # An id or address says better than a line number which document it is: the order of the lines must not show.
    # Another tool's id says nothing to whoever gave the file: the line does.
    uri = given.url or (f"{path}#{given.id}" if given.id else place)
    data = content.encode("utf-8")
    if len(data) > MAX_BYTES:
        raise NoDocumentError(f"a text larger than {MAX_BYTES // 2**20} MiB: split the document")
    made = replace(given, place=place if foreign and not given.id else None, remarks=remarks)
    return RawDocument(uri, media_type, data, made)


def ingested(
    path: str, place: str, value: Mapping[str, object], columns: Mapping[str, str] | None, follow: Follow | None
) -> Iterator[Ingested]:
    """The document in ``value``, or why there is none; with ``follow`` what is at the address of one without text."""
    try:
        yield document(path, place, value, columns)
    except OnlyAddressError as error:
        if follow is not None and error.address is not None:
            yield from follow(error.address)
        else:
            yield refused(place, str(error))
    except NoDocumentError as error:
        yield refused(place, str(error))


def name_in_memory(value: Mapping[str, object]) -> str:
    """A name that a dictionary has from what it holds, so that its place in a list does not show."""
    digest = sha256()
    for key, one in sorted((key, one) for key, one in value.items() if isinstance(key, str) and isinstance(one, str)):
        digest.update(f"{key}\x1f{one}\x1e".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]


class _Fields:
    """The keys of one object, which of them were used, and what was wrong with them."""

    def __init__(self, value: Mapping[str, object], columns: Mapping[str, str]) -> None:
        self.values: dict[str, tuple[str, object]] = {}
        for key, one in value.items():
            if isinstance(key, str) and one is not None and one != "":
                self.values.setdefault(key.strip().casefold(), (key, one))
        self.columns = {own: column.strip().casefold() for own, column in columns.items()}
        self.used: set[str] = set()
        self.remarks: list[str] = []
        self.foreign = False

    def first(self, name: str, read: Callable[[str, object], str | None]) -> str | None:
        """The first usable value under one of the field's keys."""
        wrong: str | None = None
        for key in (self.columns[name],) if name in self.columns else _KEYS[name]:
            if key not in self.values or (key == "source" and key in self.used):
                continue
            original, value = self.values[key]
            try:
                found = read(original, value)
            except _UnusableError as error:
                self.used.add(key)
                wrong = wrong or str(error)
                continue
            if found:
                self.used.add(key)
                self.foreign |= key != name and name in ("text", "html", "url") and name not in self.columns
                return found
        if wrong is not None:
            self.remarks.append(wrong)
        return None

    def unused(self) -> tuple[str, ...]:
        """The remark on keys that nobody used."""
        names = sorted(original for key, (original, _) in self.values.items() if key not in self.used)
        if not names:
            return ()
        shown = ", ".join(_short(name) for name in names[:20])
        return (f"keys not used: {shown}" + (f" and {len(names) - 20} more" if len(names) > 20 else ""),)


def _short(name: str) -> str:
    return encodable(" ".join(name.split()))[:40]


def _content(fields: _Fields) -> tuple[str, str]:
    wrong: list[str] = []

    def read(key: str, value: object) -> str | None:
        try:
            return _text(key, value)
        except _UnusableError as error:
            wrong.append(str(error))
            raise

    for name, media_type in (("text", "text/plain"), ("html", "text/html")):
        before = len(fields.remarks)
        content = fields.first(name, read)
        del fields.remarks[before:]
        if content:
            return media_type, content
    if wrong:
        raise NoDocumentError(wrong[0])
    if any(key in fields.values for key in ("url", "link", "canonical_link")):
        url = fields.first("url", _url)
        raise OnlyAddressError(url if url and re.match(r"https?://", url) else None)
    raise NoDocumentError(_NO_TEXT)


def _text(key: str, value: object) -> str | None:
    if isinstance(value, Mapping):
        value = _sections(value)
    if isinstance(value, list | tuple) and len(value) > 1 and all(isinstance(one, str) for one in value):
        value = "\n\n".join(value)
    text = _string(key, value)
    return text if text.strip() else None


def _sections(value: Mapping[object, object]) -> object:
    """Fundus's body: a summary and sections of headlines and paragraphs."""
    found: list[object] = []
    if isinstance(summary := value.get("summary"), list):
        found += summary
    sections = value.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, Mapping):
            for part in ("headline", "paragraphs"):
                found += one if isinstance(one := section.get(part), list) else []
    return found if len(found) != 1 else found[0]


def _given(fields: _Fields) -> Given:
    authors: tuple[str, ...] = ()

    def names(key: str, value: object) -> str | None:
        nonlocal authors
        authors = _names(key, value)
        return "; ".join(authors)

    given = Given(
        id=fields.first("id", _id), url=fields.first("url", _url) or _crawled(fields),
        outlet=fields.first("outlet", _outlet), title=fields.first("title", _line),
        published=fields.first("published", _date), section=fields.first("section", _line),
    )  # fmt: skip
    fields.first("authors", names)
    return replace(given, authors=authors)


def _string(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _UnusableError(f'"{_short(key)}" is not a string: give it as one, or leave it out')
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise NoDocumentError(
            f'"{_short(key)}" holds half a character (a lone surrogate): repair the encoding'
        ) from None
    return value


def _line(key: str, value: object) -> str | None:
    return one_line(_string(key, value))


def _id(key: str, value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > _LONGEST_ID:
            raise NoDocumentError('"id" is too long a number: give it as a string')
        return str(value)
    return _line(key, value)


def _url(key: str, value: object) -> str | None:
    if key.casefold() in ("source", "uri", "link") and not (isinstance(value, str) and re.match(r"https?://", value)):
        return None
    return _line(key, value)


def _crawled(fields: _Fields) -> str | None:
    """The address that Fundus keeps with the page's source."""
    key, page = fields.values.get("html", ("", None))
    if not isinstance(page, Mapping):
        return None
    named = (page.get(name) for name in ("responded_url", "requested_url"))
    url = next((one for one in named if isinstance(one, str) and re.match(r"https?://", one)), None)
    if url is None:
        return None
    fields.used.add("html")
    return _line(key, url)


def _outlet(key: str, value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("name", "title", "domain") if isinstance(value.get(name), str)), None)
        if value is None:
            raise _UnusableError(f'"{_short(key)}" names no outlet: give its name as a string')
    line = _line(key, value)
    return None if line is not None and key.casefold() == "source" and re.match(r"https?://", line) else line


def _names(key: str, value: object) -> tuple[str, ...]:
    given = _SEPARATORS.split(one_line(_string(key, value)) or "") if isinstance(value, str) else value
    if isinstance(given, Mapping):
        given = [given]
    if not isinstance(given, list | tuple):
        raise _UnusableError(f'"{_short(key)}" is neither a list nor a string: give it as a list of names')
    return tuple(dict.fromkeys(filter(None, (_name(key, one) for one in given[:_MOST_NAMES]))))


def _name(key: str, value: object) -> str | None:
    if isinstance(value, Mapping):
        if isinstance(value.get("family"), str):
            parts = [value.get("given"), value.get("non-dropping-particle"), value["family"]]
            value = " ".join(part for part in parts if isinstance(part, str))
        else:
            value = next((value[n] for n in ("name", "full_name", "literal") if isinstance(value.get(n), str)), None)
    line = _line(key, value)
    return _BY.sub("", line) or None if line is not None else None


_DATE_KEYS = ("date-parts", "$date", "value", "raw")


def _date(key: str, value: object) -> str | None:
    """The date as ISO 8601 where the form is a machine's (a number of seconds, RFC 5322); as it stands otherwise."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _DATE_KEYS if name in value), None)
    if isinstance(value, list):  # CSL: [[2031, 9, 7]]
        first = value[0] if value and isinstance(value[0], list) else value
        parts = [str(one) for one in first[:3] if isinstance(one, int | str) and str(one).isdigit()]
        if not parts or len(parts) != len(first[:3]):
            raise _UnusableError(f'"{_short(key)}" is no date: give it as YYYY-MM-DD')
        return "-".join([parts[0].zfill(4)[:4], *(one.zfill(2)[:2] for one in parts[1:])])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(key, value)
    if isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str) and hasattr(value, "isoformat"):
        return str(value.isoformat())
    line = _line(key, value)
    return None if line is None else iso_date(line)


def iso_date(line: str) -> str:
    """A date of RFC 5322 (mail, feeds) or in 14 digits (GDELT) as ISO 8601; any other as it stands."""
    if re.match(r"[A-Za-z]{3}, \d", line[:10]):
        try:
            return parsedate_to_datetime(line[:60]).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return line
    if re.fullmatch(r"\d{8}T?\d{6}Z?", line):
        digits = re.sub(r"\D", "", line)
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"
    return line


def _from_number(key: str, value: float) -> str:
    if 19_000_101 <= value <= 21_001_231 and value == int(value):
        digits = str(int(value))
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    seconds = value / 1000 if value > 1e11 else value
    try:
        if not 1e8 <= seconds <= 4e9:
            raise ValueError
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        raise _UnusableError(f'"{_short(key)}" is a number that is no date: give it as YYYY-MM-DD') from None


def names_text(names: Iterable[str], columns: Mapping[str, str] | None) -> bool:
    """Whether one of the names is a key of a text or page."""
    return _named(names, columns, "text", "html")


def names_address(names: Iterable[str], columns: Mapping[str, str] | None) -> bool:
    """Whether one of the names is a key of an address."""
    return _named(names, columns, "url")


def _named(names: Iterable[str], columns: Mapping[str, str] | None, *fields: str) -> bool:
    plain = {name.strip().casefold() for name in names}
    wanted = {one.strip().casefold() for key, one in (columns or {}).items() if key in fields}
    return bool(plain & (wanted.union(*(_KEYS[field] for field in fields))))
