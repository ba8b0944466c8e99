"""The dateline at the head of a paragraph: "PARIS (AP) —", "Washington —", "BEIJING, Aug. 8 (Xinhua) --".

Follows: the dateline forms of the agencies' style books.  A place in capitals needs only its dash; a place in mixed
case needs to be a known filing place, or an agency in brackets beside it.  Left out: datelines without any mark.
"""

from __future__ import annotations

import re

from firsthand import lexicon
from firsthand.clean.credits import is_known_outlet

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:\s(?:of|de|la|el|es|da|do|al|au|[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*)){0,4}"
_MIXED = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?:[ -](?:of|de|la|el|es|da|do|al|au|[A-ZÀ-ÖØ-Þ][\w.'’-]*)){0,3}"
_REGION = r"(?:,\s(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*)(?:\s[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2}){0,2}"
_DAY = (
    r"(?:,?\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
    r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?)?"
)
_AGENCY = r"\s?\((?P<agency>[A-Z][\w.&/' -]{1,40})\)"
_DASH = r"\s?(?:[—–―]|--+|\s[-_|]\s|-\s|_\s)\s*"
_FORMS = (
    # A place with its agency: the strongest form.
    re.compile(rf"(?P<place>{_CAPITALS}|{_MIXED}){_REGION}{_DAY}{_AGENCY}{_DAY}(?:{_DASH}|:\s+|\.\s+)"),
    # The agency alone: "(Reuters) - ", "(CNN) -- ", and without a dash only for capitals: "(CNN)Text".
    re.compile(rf"\((?P<agency>[A-Z][\w.&/' -]{{1,30}})\)(?:{_DASH}|:\s+)"),
    re.compile(r"\((?P<agency>AP|AFP|CNN|UPI|PTI|ANI|IANS|Reuters|Xinhua)\)\s?(?=[A-Z“\"])"),
    # The outlet without brackets, after a known place or alone: "Atlanta CNN — The", "CNN — The".
    re.compile(rf"(?:(?P<known>{_MIXED})\s)?(?P<bare>[A-Z][\w.]+(?:\s[A-Z]\w+){{0,2}})\s{{1,3}}[—–]\s(?=[A-Z“\"])"),
    # A place in capitals, or a known place, with a dash or colon.
    re.compile(rf"(?P<capitals>{_CAPITALS}){_REGION}{_DAY}{_DASH}"),
    re.compile(rf"(?P<known>{_CAPITALS}){_REGION}{_DAY}:\s+"),
    re.compile(rf"(?P<known>{_MIXED}){_REGION}{_DAY}(?:\s?[—–]\s*|\s?--+\s*|\s-\s|:\s+)"),
)


def dateline(text: str) -> int:
    """How many characters at the head of ``text`` are its dateline; 0 for none."""
    head = text[:160]
    for form in _FORMS:
        match = form.match(head)
        if match is None or match.end() >= len(text.rstrip()) or match.end() > 110:
            continue
        parts = match.groupdict()
        if (place := parts.get("capitals")) is not None and not _capitals_place(place):
            continue
        if (known := parts.get("known")) is not None and known.casefold() not in lexicon.entry_set("datelines"):
            continue
        if (bare := parts.get("bare")) is not None and not is_known_outlet(bare):
            continue
        if (agency := parts.get("agency")) is not None and not parts.get("place") and not _is_agency(agency):
            continue
        return match.end()
    return 0


_BARE_PLACE = re.compile(r"\s*(?P<known>[A-Z]{4,}(?:\s[A-Z]{3,})?)\s(?=[A-Z][a-z])")


def place_behind_stamp(text: str) -> int:
    """How many characters are a known place in capitals without a mark behind it ("BEIRUT Air strikes"), which stands
    so only behind a stamp that a dump joined to it; 0 for none."""
    match = _BARE_PLACE.match(text[:60])
    return match.end() if match and match["known"].casefold() in lexicon.entry_set("datelines") else 0


def _capitals_place(place: str) -> bool:
    words = place.casefold().split()
    if words[0].strip(".") in lexicon.entry_set("no_dateline"):
        return False
    # One short word in capitals is more often an acronym than a place.
    return place.casefold() in lexicon.entry_set("datelines") or len(place.replace(".", "")) > 5 or len(words) > 1


def _is_agency(name: str) -> bool:
    """The bracket names an outlet or agency, perhaps with a second one ("Xinhua/AP"), or is a known filing place."""
    parts = [name, *re.split(r"[/,]", name)]
    return any(is_known_outlet(part.strip()) for part in parts) or name.casefold() in lexicon.entry_set("datelines")
