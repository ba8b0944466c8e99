"""Europresse's exports: its HTML (one ``article`` a report, fields by class) and the text of its print layout.

In HTML the outlet stands in ``DocPublicationName``, section and date in ``DocHeader``, headline, byline and body in
``titreArticle``, ``docAuthors`` and ``docOcurrContainer`` or ``DocText``; in print a report begins at "Nom de la
source" ("Source name") and ends with its copyright and its number (``news·20310908·MG·0042``), whose second part is
the day.  An article becomes headline, byline and body as they are printed, the rest what is given.  Measured on files
that we made after the layouts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from firsthand.data import Given, RawDocument
from firsthand.ingest.part import Ingested, encodable, one_line, refused

_NUMBER = re.compile(r"\b[a-z]{3,12}·((?:19|20)\d\d)(\d\d)(\d\d)·[\w·-]{1,40}")
_START = re.compile(r"^[ \t]*(?:Nom de la source|Source name|Name of (?:the )?source)[ \t]*$", re.MULTILINE)
_END = re.compile(
    r"^[ \t]*(?:©|\(c\)|Certificat émis|Certificate issued|Visualiser l.article|Tous droits réservés)", re.MULTILINE
)
_FIELDS = frozenset(
    ["type de source", "périodicité", "couverture géographique", "provenance", "langue", "source type", "periodicity",
     "frequency", "geographical coverage", "geographic coverage", "origin", "language"]
)  # fmt: skip
_MONTHS = (
    "janvier|january", "février|fevrier|february", "mars|march", "avril|april", "mai|may", "juin|june", "juillet|july",
    "août|aout|august", "septembre|september", "octobre|october", "novembre|november", "décembre|decembre|december",
)  # fmt: skip
_NAMES = "|".join(_MONTHS)
_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:er)? ({_NAMES}) ((?:19|20)\d\d)\b|\b({_NAMES}) (\d{{1,2}}), ((?:19|20)\d\d)\b", re.IGNORECASE
)
_BULLET = re.compile(r"^(.{2,80}?)\s[•·]\s")
_MOST = 20_000


def is_page(data: bytes) -> bool:
    """Whether an HTML page is Europresse's export."""
    return b"DocPublicationName" in data and b"titreArticle" in data


def articles_in_page(uri: str, data: bytes) -> list[Ingested] | None:
    """The articles of an HTML export, in order; None where none can be read."""
    try:
        root = html.document_fromstring(
            data, parser=html.HTMLParser(recover=True, remove_comments=True, encoding="utf-8")
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    found: list[Ingested] = []
    for article in list(root.iter("article"))[:_MOST]:
        outlet, head, title, authors = (
            one_line(" ".join(_texts(article, name)[:1]))
            for name in ("DocPublicationName", "DocHeader", "titreArticle", "docAuthors")
        )
        body = _texts(article, "docOcurrContainer") or _texts(article, "DocText")
        found.append(
            _article(
                uri, (outlet, title, authors), "\n\n".join(body), " ".join([head or "", *map(str, article.itertext())])
            )
        )
    return found or None


def _texts(article: html.HtmlElement, name: str) -> list[str]:
    """The paragraphs of the first element of a class, or its whole text where it has none."""
    path = f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    for element in article.xpath(path)[:1]:
        parts = [one for tag in element.iter("p") if (one := " ".join(tag.text_content().split()))]
        return parts or [one for one in [" ".join(element.text_content().split())] if one]
    return []


def printed_articles(uri: str, text: str) -> list[Ingested] | None:
    """The articles of the print layout's text, in order; None when it is none."""
    starts = [match.start() for match in _START.finditer(text)]
    if not starts or not (
        _NUMBER.search(text) or re.search(r"^[ \t]*(?:Type de source|Source type)\b", text, re.MULTILINE)
    ):
        return None
    ends = [*starts[1:], len(text)]
    return [_printed(uri, text[start:end]) for start, end in list(zip(starts, ends, strict=True))[:_MOST]]


def _printed(uri: str, piece: str) -> Ingested:
    lines = [line.strip() for line in _START.sub("", piece, count=1).splitlines()]
    filled = [(number, line) for number, line in enumerate(lines) if line]
    outlet, at, skip = None, 0, False
    dated = False
    for number, line in filled:
        if outlet is None:
            outlet = line
        elif line.casefold() in _FIELDS:
            skip = True
        elif skip:
            skip = False
        elif _DAY.search(line) or (_BULLET.match(line) and line.startswith(outlet)):
            dated = True
        else:
            at = number
            break
    rest = lines[at:]
    body = "\n".join(rest)
    end = _END.search(body)
    shown = [part.strip() for part in re.split(r"\n\s*\n", body[: end.start()] if end else body) if part.strip()]
    if shown and "\n" in shown[0] and not dated:
        shown[:1] = shown[0].split("\n", 1)
    title = " ".join(shown[0].split()) if shown else None
    authors = shown[1] if len(shown) > 2 and len(shown[1]) <= 80 and not re.search(r"[.!?»”\"]$", shown[1]) else None
    return _article(uri, (outlet, title, authors), "\n\n".join(shown[2 if authors else 1 :]), piece)


def _article(uri: str, head: tuple[str | None, str | None, str | None], body: str, whole: str) -> Ingested:
    outlet, title, authors = head
    if not any(c.isalnum() for c in body):
        return refused(uri, "an article of the export without text: nothing to read")
    text = "\n\n".join(part for part in (title, authors, body) if part)
    name = re.split(r",\s(?:no|n°|nº)\b|\s[;(]", outlet or "", maxsplit=1)[0]
    given = Given(outlet=one_line(name), title=title, authors=tuple(_people(authors)), published=_day(whole))
    return RawDocument(encodable(uri), "text/plain", text.encode("utf-8", "replace"), given)


def _people(line: str | None) -> Iterator[str]:
    for one in re.split(r"\s*[;,]\s*|\s+(?:et|and)\s+", re.sub(r"^(?:par|by)\s+", "", line or "", flags=re.IGNORECASE)):
        if 2 <= len(one.split()) <= 5 and not re.search(r"[\d@]", one):
            yield one


def _day(text: str) -> str | None:
    """The day that the number holds, else the first that is printed in French or English."""
    if number := _NUMBER.search(text):
        return "-".join(number.groups())
    found = _DAY.search(text)
    if found is None:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    place = next(n for n, names in enumerate(_MONTHS, start=1) if month.casefold() in names.split("|"))
    return f"{year}-{place:02d}-{int(day):02d}"
