"""The digests that newspaper archives export: many articles in one text, each with its outlet, date and byline.

Read are the layouts of LexisNexis and Nexis Uni (articles end with "End of Document" or are counted "3 of 20
DOCUMENTS"), Factiva (field codes HD, BY, PD, SN, LP, TD, or its article layout closed by "Document ABC0000…")
and ProQuest ("Full text:" between rules of underscores); Europresse's are in ``europresse``.  An article becomes the
headline, byline, credit and body that the export prints, one below the other, with the rest of its fields as what is
given; nothing is added.  Measured on files that we made after the layouts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.data import Given, RawDocument
from firsthand.ingest.formats import europresse
from firsthand.ingest.part import Ingested, encodable, one_line, refused

_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_NEXIS_FIELD = re.compile(r"^[ \t]*(?:Length|Byline|Section|Load-Date|Body)\b", re.MULTILINE)
_NEXIS_COUNT = re.compile(r"^[ \t]*(?:Document )?\d{1,4} of \d{1,4} DOCUMENTS?[ \t]*$", re.MULTILINE)
_FACTIVA_END = re.compile(r"^[ \t]*Document [A-Z]{2,10}0{3,8}\d{4,8}[a-z0-9]{5,14}[ \t]*$", re.MULTILINE)
_PROQUEST_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_PROQUEST = re.compile(r"^(?:Full text|Publication title):", re.MULTILINE)
_CODES = re.compile(
    r"^[ \t]*(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CO|IN|NS|RE|PUB|AN|CLM|SE|ART)[ \t]+(?=\S)", re.MULTILINE
)
_FIELD = re.compile(r"^[ \t]*([A-Z][A-Za-z -]{2,30}):[ \t]*(.*)$")
_FIELDS = {
    "byline": "byline", "author": "byline", "authors": "byline", "title": "title", "headline": "title",
    "publication title": "outlet", "source": "outlet", "publication": "outlet", "publication date": "published",
    "date": "published", "publication info": "outlet", "credit": "credit", "document url": "url", "url": "url",
    "dateline": "dateline", "section": "section",
}  # fmt: skip
_PASSED = frozenset(
    ["length", "load-date", "load date", "copyright", "language", "graphic", "publication-type", "subject",
     "journal code", "type", "highlight", "series", "correction-date", "body", "classification", "company", "person",
     "geographic", "industry", "pages", "publisher", "place of publication", "country of publication", "issn",
     "source type", "language of publication", "document type", "proquest document id", "last updated", "database",
     "abstract", "volume", "issue", "publication year", "publication subject", "issn-l", "links"]
)  # fmt: skip
_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?\s\d{4}|"
    r"\d{4}-\d\d-\d\d)\b[^\n]{0,60}"
)  # fmt: skip
_COPYRIGHT = re.compile(r"Copyright\s.{0,120}|©\s.{0,120}|All Rights Reserved\.?", re.IGNORECASE)
_WORDS = re.compile(r"[\d,]{1,7} words", re.IGNORECASE)
_MOST = 20_000


def articles(uri: str, text: str) -> list[Ingested] | None:
    """The articles of an archive's export, in order; None when the text is no export."""
    sample = text.replace("\r\n", "\n")
    if _NEXIS_END.search(sample) and _NEXIS_FIELD.search(sample):
        pieces = _NEXIS_END.split(sample)
    elif _NEXIS_COUNT.search(sample):
        pieces = _NEXIS_COUNT.split(sample)[1:]
    elif _FACTIVA_END.search(sample) and (_CODES.search(sample) or _WORDS.search(sample)):
        pieces = _FACTIVA_END.split(sample)
    elif len(_CODES.findall(sample)) >= 4 and re.search(r"^[ \t]*(?:LP|TD)[ \t]", sample, re.MULTILINE):
        pieces = re.split(r"^(?=[ \t]*(?:HD|SE)[ \t]+\S)", sample, flags=re.MULTILINE)
    elif len(_PROQUEST_RULE.findall(sample)) >= 1 and re.search(r"^Full text:", sample, re.MULTILINE):
        pieces = [piece for piece in _PROQUEST_RULE.split(sample) if _PROQUEST.search(piece)]
    else:
        return europresse.printed_articles(uri, sample)
    found: list[Ingested] = []
    for piece in pieces[:_MOST]:
        if len(re.findall(r"\w+", piece[:2000])) > 8:
            found.append(_article(uri, piece))
    if len(pieces) > _MOST:
        found.append(refused(uri, f"more than {_MOST:,} articles in one export: split it"))
    return found or None


def in_page(uri: str, data: bytes) -> list[Ingested] | None:
    """The articles of an export that was saved as HTML; None when the page is none."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(recover=True, remove_comments=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    for tag in list(root.iter("script", "style", "head")):
        parent = tag.getparent()
        if parent is not None:
            parent.remove(tag)
    for tag in root.iter("br", "p", "div", "h1", "h2", "h3", "h4", "tr", "li", "td"):
        tag.tail = ("\n\n" if tag.tag != "td" else " ") + (tag.tail or "")
    text = re.sub(r"[ \t\xa0]+", " ", "".join(map(str, root.itertext())))
    return articles(uri, re.sub(r"\n\s*\n+", "\n\n", text))


def _article(uri: str, piece: str) -> Ingested:
    given, body = _by_codes(piece) if len(_CODES.findall(piece)) >= 3 else _by_names(piece)
    if not any(c.isalnum() for c in body):
        return refused(uri, "an article of the export without text: nothing to read")
    parts = [given.get("title"), given.get("byline"), given.get("credit"), body]
    text = "\n\n".join(part.strip() for part in parts if part and part.strip())
    url = given.get("url")
    made = Given(
        url=one_line(url) if url and re.match(r"https?://\S", url) else None, outlet=_outlet(given.get("outlet")),
        title=one_line(given.get("title")), authors=_authors(given.get("byline")),
        published=_day(given.get("published")), section=_section(given.get("section")),
    )  # fmt: skip
    return RawDocument(encodable(uri), "text/plain", text.encode("utf-8", "replace"), made)


def _outlet(value: str | None) -> str | None:
    """The name before what an archive adds in brackets or after a semicolon."""
    name = re.split(r"\s*[;(]", value.strip(), maxsplit=1)[0] if value else ""
    return one_line(name.rstrip(" ,."))


def _section(value: str | None) -> str | None:
    """The section's name before its pages: "NEWS; Pg. 3"."""
    return one_line(re.split(r"\s*[;,]", value, maxsplit=1)[0]) if value else None


def _authors(byline: str | None) -> tuple[str, ...]:
    line = re.sub(r"^\s*by[\s:]+", "", one_line(byline) or "", flags=re.IGNORECASE)
    people = line.split(";")
    if all(re.fullmatch(r"\s*[\w'’-]+, [\w.'’ -]+", one) for one in people):  # "Last, First"
        line = ";".join(" ".join(reversed(one.split(","))) for one in people)
    names = [" ".join(name.split()).strip(" .,") for name in re.split(r"[;,]| and | AND ", line)]
    return tuple(dict.fromkeys(name for name in names if 2 <= len(name.split()) <= 5 and not re.search(r"\d|@", name)))


def _day(value: str | None) -> str | None:
    found = _DAY.search(value or "")
    return one_line(found[0]) if found else one_line(value)


def _by_codes(piece: str) -> tuple[dict[str, str], str]:
    """Factiva's two-letter codes; a value goes on until the next code."""
    found: dict[str, str] = {}
    marks = list(_CODES.finditer(piece))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(piece)
        found.setdefault(mark[1], piece[mark.end() : end].strip())
    names = {"HD": "title", "BY": "byline", "CR": "credit", "SN": "outlet", "PD": "published", "SE": "section"}
    given = {name: found[code] for code, name in names.items() if code in found}
    given["title"] = " ".join(given.get("title", "").split())
    return given, "\n\n".join(found[code] for code in ("LP", "TD") if code in found)


def _by_names(piece: str) -> tuple[dict[str, str], str]:
    """Named fields above the body, and lines without a name: headline, outlet and date of the layouts for reading."""
    given: dict[str, str] = {}
    lines = piece.strip("\n").split("\n")
    bare: list[str] = []
    at = len(lines)
    name: str | None = None
    marked = any(re.fullmatch(r"[ \t]*(?:Body:?|BODY:)[ \t]*|Full text:.*", line) for line in lines)
    for number, line in enumerate(lines):
        field = _FIELD.match(line)
        label = field[1].casefold() if field else None
        if re.fullmatch(r"[ \t]*(?:Body|BODY):?[ \t]*", line):
            at = number + 1
            break
        if field is not None and label == "full text":
            lines[number] = field[2]
            at = number
            break
        if field is not None and (label in _FIELDS or label in _PASSED):
            name = _FIELDS.get(label or "")
            if name is not None and field[2].strip():
                given.setdefault(name, field[2].strip())
        elif not line.strip():
            name = None
        elif name is not None and name in given:
            given[name] = f"{given[name]} {line.strip()}"
        elif not marked and (bare and len(line.split()) > 14) and "published" in given | _places(bare):
            at = number
            break
        elif not _COPYRIGHT.search(line) and not _WORDS.fullmatch(line.strip()):
            bare.append(line.strip())
    for key, value in _places(bare).items():
        given.setdefault(key, value)
    for line in lines[at:]:  # ProQuest prints more fields below the text
        if (field := _FIELD.match(line)) is not None and field[1].casefold() in (
            "publication date",
            "publication title",
        ):
            given.setdefault(_FIELDS[field[1].casefold()], field[2].strip())
    return given, "\n".join(_until_end(lines[at:])).strip()


def _places(bare: list[str]) -> dict[str, str]:
    """Headline, outlet and date by where they stand: the outlet is the line beside the date."""
    dated = next((n for n, line in enumerate(bare[:8]) if _DAY.match(line)), None)
    if dated is None:
        return {"title": bare[0]} if bare else {}
    found = {"published": bare[dated]}
    if dated >= 2:
        return {**found, "title": bare[0], "outlet": bare[dated - 1]}
    if dated == 1:  # the outlet alone above the date: the headline stands below
        found["outlet"] = bare[0]
        return {**found, "title": bare[2]} if len(bare) > 2 else found
    return {**found, "title": bare[1]} if len(bare) > 1 else found


def _until_end(lines: list[str]) -> Iterator[str]:
    """The body's lines, up to the fields that stand below it."""
    for line in lines:
        field = _FIELD.match(line)
        if field is not None and field[1].casefold() in _PASSED | {
            "publication title",
            "publication date",
            "section",
        } - {"body"}:
            if field[1].casefold() in ("length", "section", "correction-date"):
                continue
            return
        if re.match(r"[ \t]*(?:LOAD-DATE|PUBLICATION-TYPE|LANGUAGE|GRAPHIC|SUBJECT|Classification)\b:?", line):
            return
        yield line
