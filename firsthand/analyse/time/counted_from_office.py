"""Dates counted from the day on which somebody took office: "weeks after Roe took office", "his first day in office".

The days are those of ``lexicon/terms_of_office.csv`` (public knowledge), the term the last that had begun when the
report appeared.  Vague counts give a range: "weeks" are two to eight, "days" two to thirteen, "months" two to eleven.
Left out: holders whom the list does not have, and a pronoun in a text that names several holders.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from firsthand import dates, lexicon
from firsthand.analyse.time.timex import CARDINAL, count_of, move_of
from firsthand.data import Block, Document, Precision, Published, Span, TimeExpression

_TOOK = (
    r"(?:t(?:ook|aking)\s(?:back\s)?(?:office|power)|(?:was|were|being)\s(?:inaugurated|sworn\sin)|enter(?:ed|ing)\soffice"
    r"|(?:return(?:ed|ing)|c(?:ame|oming))\sto\s(?:office|power))"
)
_AFTER = re.compile(
    rf"(?:(?:just|only|a\sfew|several|a\scouple\sof|(?P<n>{CARDINAL}|an?))\s)?(?P<unit>days?|weeks?|months?)\s"
    rf"(?:after|into)\s(?:(?:President|Prime\sMinister|Chancellor|Mr\.|Ms\.|Mrs\.)\s)?(?:(?:[A-Z][\w.’'-]{{0,20}}\s){{0,2}}?"
    rf"(?P<who>[A-Z][\w’'-]{{1,30}})\s)?{_TOOK}\b",
    re.I,
)
_FIRST_DAY = re.compile(r"on\s(?:his|her|(?P<who>[A-Z][\w-]+)[’']s)\sfirst\sday\s(?:back\s)?in\soffice\b")
_ASKED_FIRST = ("office", "power", "inaugur", "sworn")
"""Every expression of either pattern has one of these, and few paragraphs do; looking for them takes little."""
_VAGUE = {"day": ("+2D", "+13D"), "week": ("+2W", "+8W"), "month": ("+2M", "+11M")}


def counted_from_office(document: Document, block: Block, published: Published) -> list[TimeExpression]:
    """The expressions of one block that count from an office holder's first day, in text order."""
    text = document.text[block.start : min(block.end, block.start + 20_000)]
    folded = text.casefold()
    if not any(word in folded for word in _ASKED_FIRST):
        return []
    _, last = dates.bounds(published)
    found = []
    for pattern in (_AFTER, _FIRST_DAY):
        for match in pattern.finditer(text):
            start = _began(document.text, match["who"], last)
            if start is None:
                continue
            earliest, latest, value = _reach(match, start)
            span = Span(document.id, block.start + match.start(), block.start + match.end())
            precision: Precision = "day" if earliest == latest else "range"
            found.append(TimeExpression(span, value, "DATE", earliest, latest, precision, "office"))
    return sorted(found, key=lambda one: one.span)


def _reach(match: re.Match[str], start: date) -> tuple[str | None, str | None, str]:
    groups = match.groupdict()
    unit = (groups.get("unit") or "").lower().removesuffix("s")
    if not unit:
        return start.isoformat(), start.isoformat(), start.isoformat()
    count = groups.get("n")
    number = "1" if count and count.lower() in ("a", "an") else count_of(count) if count else ""
    if number.isdigit():
        told = dates.resolve(f"@{start.isoformat()} {move_of(number, unit, '+')}", Published())
        return told.earliest, told.latest, told.value
    low, high = (dates.resolve(f"@{start.isoformat()} {move}", Published()) for move in _VAGUE[unit])
    return low.earliest, high.latest, ""


@cache
def _terms() -> dict[str, tuple[tuple[str, date], ...]]:
    """Name and first day of every term, by surname."""
    found: dict[str, list[tuple[str, date]]] = {}
    for row in lexicon.rows("terms_of_office"):
        found.setdefault(row["surname"], []).append((row["name"], date.fromisoformat(row["from"])))
    return {surname: tuple(sorted(held)) for surname, held in found.items()}


def _began(text: str, who: str | None, published: date | None) -> date | None:
    """The first day of the last term that had begun, of the holder named, or of the only one whom the text names."""
    if published is None:
        return None
    surnames = [who] if who and who.casefold() not in ("he", "she") else sorted(_named(text))
    if len(surnames) != 1 or surnames[0] not in _terms():
        return None
    begun = [(name, day) for name, day in _terms()[surnames[0]] if day <= published]
    full = [one for one in begun if one[0] in text] or begun
    return max((day for _, day in full), default=None)


_TITLED = re.compile(r"\b(?:President|Prime\sMinister|Chancellor|Premier)\s(?:[A-Z][\w.’'-]*\s){0,2}([A-Z][\w’'-]+)")


def _named(text: str) -> set[str]:
    """Surnames of office holders that stand after their title."""
    return {match[1] for match in _TITLED.finditer(text[:20_000])} & _terms().keys()
