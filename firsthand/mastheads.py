"""Names of outlets as pages print them: a masthead line, dated or alone, the end of a title, a listed name.

A name is taken for an outlet's when it is listed (``lexicon/outlets.csv``) or is two to six words in capitals with a
word of ``lexicon/masthead_words.txt`` at its end or "Daily", "News" and their kin within.  Shared by the stage that
labels pages and the one that reads whose page it is.  Left out: names of other forms, which only their place on a
page can tell, and mastheads in other scripts.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from firsthand import dates, lexicon, names

_WORD = r"[A-Z0-9][\w&.'’-]*"
CAPITALISED_NAME = rf"(?:[Tt]he |THE )?{_WORD}(?: (?:(?:of|the|and|de|on) |& )?{_WORD}){{0,5}}"
"""A name in capitals, for use inside larger expressions; bounded."""
_WHOLE = re.compile(CAPITALISED_NAME)
_MONTH = rf"(?:{dates.MONTH_STEMS})[a-z]{{0,6}}\.?"
_DAY = (
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
)
_DATED = re.compile(
    rf"(?P<name>{CAPITALISED_NAME}?)(?P<joint> ?[,|•·/–—-] ?| )\(?{_DAY}\)?(?:[ ,|•·-]{{1,3}}[\d:.]{{4,5}}.{{0,12}})?"
)
_OWNED = re.compile(
    rf"(?:©|\([cC]\)|Copyright)[\s©]{{0,3}}(?:\d{{4}},? )?(?P<name>{CAPITALISED_NAME}?)(?:,? \d{{4}})?(?:[.,]|$)"
)
_SUFFIX = re.compile(rf"^(?P<title>.{{8,300}}?\S)(?P<joint>\s[|–—·•»-]\s|\s?[|»]\s)(?P<name>{CAPITALISED_NAME})$")
_WITHIN = frozenset({"daily", "news", "weekly", "times", "radio", "tv", "gazette", "newspaper", "herald", "tribune"})
_OWNER = re.compile(
    r"[\s,]+(?:(?:Media|Group|Publishing|Publications|Holdings|Holding|Company|Communications|Newspapers|Limited|Ltd|"
    r"LLC|Inc|Corp|Corporation|Co|PLC|Plc|plc|GmbH|Pty|Network|Networks|Digital|Interactive|Enterprises|Trust)\b\.?"
    r"[\s,]*)+$"
)
_AGENCY = re.compile(r"(?:News|Press) (?:Agency|Association|Service)$|\b(?:Newswire|Wire Service)$", re.IGNORECASE)
_EDGES = " \t\u00a0.,:;|•·–—-()[]"


class Masthead(NamedTuple):
    """An outlet's name at ``start`` to ``end`` of a line, and whether a date stands beside it."""

    name: str
    start: int
    end: int
    dated: bool


def listed_name(name: str) -> str | None:
    """The usual name of a listed outlet."""
    return names.outlets().get(names.key(name)) if name else None


def is_agency(name: str) -> bool:
    """The name is a listed agency's, or says that it is one's ("… News Agency")."""
    agencies = lexicon.column("outlets", "name", kind="agency")
    return (listed_name(name) or name) in agencies or _AGENCY.search(name) is not None


@cache
def agency_forms() -> frozenset[str]:
    """The names of the listed agencies, and their other names, as they are printed."""
    rows = (row for row in lexicon.rows("outlets") if row["kind"] == "agency")
    return frozenset(name for row in rows for name in (row["name"], *row["aliases"].split("|")) if name)


def outlet_name(text: str) -> str | None:
    """The outlet that goes by just these words; None where they do not look like an outlet's name."""
    text = " ".join(text.split()).strip(_EDGES)
    if (known := listed_name(text)) is not None:
        return known if text[:1].isupper() or text[:1].isdigit() else None
    if len(text) > 60 or _WHOLE.fullmatch(text) is None:
        return None
    own = [word for word in re.split(r"[\s-]+", text.casefold()) if word not in ("the", "of", "and", "&", "on", "de")]
    unnaming = lexicon.entry_set("no_masthead") | lexicon.entry_set("sections")
    if len(own) < 2 or unnaming.issuperset(own):
        return None
    last = own[-2] if own[-1] in ("online", "now", "uk", "us", "usa") else own[-1]
    if last in lexicon.entry_set("masthead_words") or _WITHIN.intersection(own) or _AGENCY.search(text):
        return text.title() if text.isupper() and len(text) > 8 else text
    return None


def name_shape(text: str) -> bool:
    """One to six words in capitals: an outlet's name, or a person's, or a place's."""
    return len(text) <= 60 and _WHOLE.fullmatch(text) is not None


def person(name: str) -> bool:
    """The name begins with a given name."""
    return names.key(name).split(" ")[0] in names.first_names()


def without_owner(name: str) -> str:
    """A name without what only a company has ("Media Group", "Ltd")."""
    return _OWNER.sub("", name).strip(_EDGES) or name


def masthead(line: str) -> Masthead | None:
    """An outlet's name alone on a line, or with a date: "The Evening Lantern, 3 May 2030"."""
    bare = line.strip()
    if not 3 <= len(bare) <= 110:
        return None
    start = line.index(bare[0])
    if (match := _DATED.fullmatch(bare)) is not None:
        name = outlet_name(match["name"])
        return None if name is None else Masthead(name, start, start + match.end("name"), True)
    name = None if bare.endswith((".", "?", "!", ":", ",")) else outlet_name(bare)
    if " " not in bare and not any(c.isupper() for c in bare[1:]):
        return None  # "Sun" alone is more often something else
    return None if name is None else Masthead(name, start, start + len(bare), False)


def owner(line: str) -> str | None:
    """The outlet of a short copyright line ("© 2030 The Evening Lantern")."""
    match = _OWNED.match(line.strip()) if len(line) <= 160 else None
    return None if match is None else outlet_name(without_owner(match["name"]))


def outlet_suffix(title: str) -> tuple[str, str, str] | None:
    """(title, joint, name) of a page's title that ends with the site's name: "Harbour reopens | The Lantern"."""
    match = _SUFFIX.match(" ".join(title[:400].split()))
    return None if match is None else (match["title"], match["joint"].strip(), match["name"])
