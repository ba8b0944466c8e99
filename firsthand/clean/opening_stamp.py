"""A date stamp that runs on into the first sentence, as dumps join the head of a page: "Published October 26 2016 Air
strikes that hit …", "Dam gate fails Reuters Wednesday 26 Oct 2016 The dam …".

It becomes a line of its own, so that the day is read as the page's and enters no statement.  Without a label it must be
a whole date, and what follows must begin as a sentence does.  Left out: stamps behind more than a headline.
"""

from __future__ import annotations

import re
from functools import cache

from firsthand import lexicon, mastheads
from firsthand.clean.stamps import printed_stamp
from firsthand.data import Published

_LABEL = re.compile(
    r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created)|publication date|"
    r"date of publication|date published|date)\b(?: (?:on|at))?[\s:]{1,3}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,? (?=[\dA-Z])")
_CLOCK = re.compile(r"\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s(?:GMT|UTC|[A-Z]{1,3}T)\b)?")
_SPELT = re.compile(r"(?:[A-Z][a-z]{4,}\s\d{1,2},\s)")
"""A date as a sentence writes it, with the month in full and a comma before the year."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FAR = 600
"""Characters of a text in which a later year shows that its first date is an event's."""
_BEGINS = re.compile(r"\s+(?=[\"“‘'(\[]?[A-Z0-9]|by [A-Z])")
_HEADLINE = 160
"""Characters of a headline before the stamp."""
_HEADLINE_WORDS = 4
"""Words that a headline has at least."""
_STOP = re.compile(r"[a-z]{3}[.!?]\s")
_LEAST = 60
"""Characters of the text behind a stamp: less is no sentence that it runs into."""


def stamp_marks(whole: str) -> list[tuple[int, int]]:
    """Where the stamp at the head of a line ends, and before it where it begins, unless it opens the line; empty where
    there is none."""
    label = _LABEL.match(whole)
    first = label.end() if label else 0
    end = _stamp_end(whole, first)
    if end is not None:
        return [(end, end)]
    return _behind_headline(whole) if label is None else []


def _stamp_end(whole: str, first: int) -> int | None:
    """The end of the date that begins right at ``first``, its weekday and its clock included."""
    weekday = _WEEKDAY.match(whole, first)
    at = weekday.end() if weekday else first
    found = printed_stamp(whole[at : at + 60])
    if found is None or found[0]:
        return None
    if not (first or weekday) and (_SPELT.match(whole, at) or _later_year(whole, at + found[1], found[2])):
        return None  # "January 6, 2021 Capitol riot: what we know"
    end = at + found[1]
    if found[2].precision != "minute" and (clock := _CLOCK.match(whole, end)):
        end = clock.end()
    begins = _BEGINS.match(whole, end)
    return end if begins and len(whole) - begins.end() >= _LEAST else None


def _later_year(whole: str, end: int, day: Published) -> bool:
    """Whether the text behind a date tells of a later year."""
    year = (day.latest or "")[:4]
    return any(match.group() > year for match in _YEAR.finditer(whole, end, end + _FAR))


def _behind_headline(whole: str) -> list[tuple[int, int]]:
    """The agency and the date, or the weekday and the date, behind a headline that they follow without a stop."""
    for match in _agency_day().finditer(whole, 0, _HEADLINE):
        end = _stamp_end(whole, match.start("day") if match["day"] else match.start())
        head = whole[: match.start()].split()
        runs_on = len(head) >= _HEADLINE_WORDS and not _STOP.search(whole, 0, match.start())
        if end is not None and runs_on and head[-1] not in lexicon.entry_set("function_words"):
            return [(match.start(), match.start()), (end, end)]
    return []


@cache
def _agency_day() -> re.Pattern[str]:
    """An agency's name before a weekday or a day, or a weekday before one."""
    known = "|".join(re.escape(name) for name in sorted(mastheads.agency_forms(), key=lambda name: (-len(name), name)))
    weekday = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s\d"
    return re.compile(rf"(?<=[^\s,]\s)(?:(?:{known})\s(?P<day>(?:{weekday}|\d))|{weekday})")
