"""Credit lines: where a page says whose text (or picture) it carries, and which words are therefore not compared.

Recognised by the forms in ``lexicon/credit_lines.csv`` over the agencies of ``lexicon/outlets.csv``: datelines
("PARIS (AFP) –"), bylines ("Jane Roe, Associated Press"), taglines ("— AP", "Copyright 2015 …") and credits for a
share ("Reuters contributed to this report").  A picture's credit is found too, so that it never counts for the text.
Left out: credits to unnamed agencies have no name ("wire reports", "agencies"), only a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from firsthand import lexicon, words
from firsthand import names as forms
from firsthand.data import Analysis, Document, Span

_TOP = 12
"""Blocks with text at the head of a page among which a byline or dateline may stand."""
_BOTTOM = 4
"""… and at its foot."""
_SHORT = 330
_UNLISTED = r"(?:[A-Z][\w&.'’-]{1,20} ){1,3}(?:News Agency|Press Agency|News Service|Newswire|Wire Service)"
"""A name that says that it is an agency's."""
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.'’ -]{2,30}(?:, ?[A-Z][\w.]{1,14}){0,2}(?:, ?\w{3,9}\.? \d{1,2})?"
    r" ?(?:\([^()\n]{2,30}\))? ?(?:--|[-–—])"
    r"|[A-Z][\w.'’]{2,14}(?: [A-Z][\w.'’]{2,14}){0,2}(?:, ?[A-Z][\w.]{1,14}){0,2}"
    r" ?(?:\([^()\n]{2,30}\) ?(?:--|[-–—])| ?(?:--|[–—]))) ?"
)
_ANNOTATED = re.compile(
    r"\(?(?:additional |further )?(?:reporting|writing|editing|compiled|written) by [A-Z].{2,250}", re.IGNORECASE
)
_PICTURED = re.compile(
    r"(?:FILE|File|Photo|PHOTO)? ?(?:--?|[–—:])? ?(?:In|This|In this) (?:this |an? )?[^.]{0,40}?"
    r"\b(?:file |handout |combination |undated )*(?:photo|photograph|image|picture|frame grab|frame)\b[^.]{0,60}?"
    r"(?:,|shows|released|provided|taken|made|file)"
)
"""How agencies' captions begin."""
_UNNAMED = re.compile(
    r"(?:by |from |source: ?|with )?(?:the )?(?:news |wire )?(?:agencies|wires|wire services?|wire reports"
    r"|agency reports?"
    r"|news services|staff and (?:wire reports|agencies|wires|news agencies)|news agency)(?: contributed.{0,40})?\.?",
    re.IGNORECASE,
)


_SPLIT = re.compile(r"[\s/|–—-]+|(?<=\w)['’]")


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit.  ``part``: the whole text, a share of it, or a picture; ``agency_named`` is None for unnamed ones."""

    span: Span
    agency: str | None
    part: Literal["whole", "share", "picture"]
    place: str


@cache
def agencies() -> dict[str, str]:
    """Every alias of every news agency in normal form, with the agency's name."""
    listed = [(row["name"], row["aliases"]) for row in lexicon.rows("outlets") if row["kind"] == "agency"]
    found: dict[str, str] = {"pa": "Press Association"}
    for name, aliases in listed:
        for alias in (name, *re.split(r"[|;]", aliases)):
            if alias.strip():
                found.setdefault(words.normal(alias).removeprefix("the "), name)
    return found


def agency_named(name: str | None) -> str | None:
    """The agency that ``name`` means, if any."""
    if not name:
        return None
    listed = agencies().get(words.normal(name).removeprefix("the ").strip(" .()"))
    return listed or (re.sub(r"^(?:(?:By|From|The) )+", "", name) if re.fullmatch(_UNLISTED, name) else None)


@cache
def _bare_form() -> str:
    """Any agency's name; one of four letters and less means an agency only in capitals (AP, never "ap")."""
    names = sorted(agencies(), key=lambda name: (-len(name), name))
    alternatives = "|".join(
        re.escape(name.upper()) if len(name) <= 4 else f"(?i:{re.escape(name)})".replace(r"\ ", "[ -]")
        for name in names
    )
    return rf"(?-i:(?<![\w@])(?:{alternatives}|{_UNLISTED})(?!\w))"


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(_bare_form())


@cache
def _forms() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    bare = _bare_form()
    named = f"(?P<agency>{bare})"
    made = []
    for row in lexicon.rows("credit_lines"):
        if row["place"] in ("house", "unlisted"):
            continue
        pattern = row["pattern"].replace("{agency}", named, 1).replace("{agency}", bare)
        made.append(
            (row["part"], row["place"], re.compile(pattern, 0 if row["place"] == "dateline" else re.IGNORECASE))
        )
    return tuple(made)


@cache
def _house() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["agency"], re.compile(row["pattern"], re.IGNORECASE))
        for row in lexicon.rows("credit_lines")
        if row["place"] == "house"
    )


@cache
def _unlisted() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(row["pattern"], 0 if number == 0 else re.IGNORECASE)
        for number, row in enumerate(row for row in lexicon.rows("credit_lines") if row["place"] == "unlisted")
    )


def _unlisted_credit(document: Document, line: str, start: int, seen: int, *, edge: bool) -> Credit | None:
    """The credit of an agency that no list knows: an acronym or a name in a dateline, or its name on a line of its own;
    never the outlet itself, nor another outlet that is listed."""
    own = words.normal(document.outlet.name or "").removeprefix("the ")
    for number, form in enumerate(_unlisted()):
        if not (seen < _TOP if number == 0 else edge and len(line) <= _SHORT):
            continue
        match = form.match(line[:_SHORT])
        if match is None:
            continue
        name = match.group("agency")
        plain = words.normal(name)
        itself = plain == own or plain == "".join(word[0] for word in own.replace("-", " ").split() if word)
        if itself or forms.key(name) in forms.outlets() or forms.key(name) in forms.institutions():
            return None
        return Credit(Span(document.id, start, start + match.end()), name, "whole", "unlisted")
    return None


@cache
def _names() -> re.Pattern[str]:
    names = sorted(agencies(), key=lambda name: (-len(name), name))
    return re.compile(
        r"\b(?:" + "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in names) + r")\b", re.IGNORECASE
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(re.split(r"[ -]", name)[0] for name in agencies()) | {"agency", "newswire", "service"}


def _of(match: re.Match[str]) -> str | None:
    named = match.group("agency")
    if named is None:  # the form names it at another place
        search = _names().search(match.group())
        named = search.group() if search else ""
    return agency_named(named.replace("-", " ")) or agency_named(named)


@lru_cache(maxsize=8192)
def credits(document: Document) -> tuple[Credit, ...]:
    """All credits of a page, in text order; furniture blocks are read too."""
    found: list[Credit] = []
    text = document.text
    # A blank block may hold the separator of a dump ("###"), which is no line.
    filled = [block for block in document.blocks if block.kind != "blank" and text[block.start : block.end].strip()]
    for seen, block in enumerate(filled):
        line = text[block.start : block.end].strip()
        start = text.index(line[0], block.start)
        head, tail = line[:_SHORT], line[-_SHORT:]
        edge = seen < _TOP or seen >= len(filled) - _BOTTOM
        where = Span(document.id, start, start + len(line))
        house = next((name for name, form in _house() if len(line) < 2 * _SHORT and form.fullmatch(line)), None)
        if house:
            found.append(Credit(where, agency_named(house) or house, "whole", "house"))
            continue
        if unlisted := _unlisted_credit(document, line, start, seen, edge=edge):
            found.append(unlisted)
            continue
        if not _first_words() & {
            word.strip("()[]{}.,:;|/—–-'’\"©~").casefold() for word in _SPLIT.split(head + " " + tail)
        }:
            if len(line) < 60 and _UNNAMED.fullmatch(line):
                found.append(Credit(where, None, "share", "tagline"))
            continue
        for part_kind, place, form in _forms():
            match = None
            if place == "dateline":
                match = form.match(head) if seen < _TOP and block.kind != "caption" else None
            elif place == "byline":
                match = form.fullmatch(line) if edge and len(line) < 160 else None
            elif place == "ending":
                match = (
                    form.search(line, max(0, len(line) - 60)) if len(line) > 60 and block.kind != "caption" else None
                )
            elif len(line) <= _SHORT:
                match = form.fullmatch(line)
                if match and part_kind != "picture" and block.kind == "caption":
                    match = None
            name = _of(match) if match else None
            if match and name:
                part = _part(part_kind, block.kind, place, start / max(1, len(text)))
                found.append(Credit(Span(document.id, start + match.start(), start + match.end()), name, part, place))
                break
    return tuple(found)


def agencies_credited(document: Document, credit: Credit) -> list[str]:
    """All agencies of a credit that names several ("Reuters and AP"), the first one first."""
    others = (agency_named(match.group()) for match in _bare().finditer(credit.span.of(document.text)))
    found = list(dict.fromkeys(name for name in (credit.agency, *others) if name))
    return [name for name in found if not any(name != other and f" {name} " in f" {other} " for other in found)]


def _part(part: str, kind: str, place: str, where: float) -> Literal["whole", "share", "picture"]:
    """A tagline in the middle of a text belongs to what stands above it, so it credits a share."""
    if part == "picture" or kind == "caption":
        return "picture"
    if part == "whole" and not (place in ("tagline", "ending") and 0.2 < where < 0.6):
        return "whole"
    return "share"


@cache
def _boilerplate() -> tuple[str, ...]:
    return (*lexicon.entries("boilerplate"), *lexicon.entries("republication"))


def skipped(document: Document, analysis: Analysis) -> dict[int, int]:
    """Where comparison starts in sentences that open with a dateline (their end, for credit lines as a whole)."""
    skip: dict[int, int] = {}
    marked = [credit.span for credit in credits(document)]
    text = document.text
    for number, sentence in enumerate(analysis.sentences):
        words_of = text[sentence.start : sentence.end]
        if number < _TOP:
            match = _DATELINE.match(words_of)
            if match and match.end() < len(words_of):
                skip[sentence.start] = sentence.start + match.end()
        if _PICTURED.match(words_of):
            skip[sentence.start] = sentence.end
        plain = words_of.casefold().replace("’", "'") if len(words_of) <= _SHORT else ""
        if plain and any(phrase in plain for phrase in _boilerplate()):
            skip[sentence.start] = sentence.end
        if len(words_of) <= _SHORT and _ANNOTATED.match(words_of):
            skip[sentence.start] = sentence.end
        for span in marked:
            if span.start <= sentence.start < span.end:
                skip[sentence.start] = max(skip.get(sentence.start, 0), min(sentence.end, span.end))
    return skip
