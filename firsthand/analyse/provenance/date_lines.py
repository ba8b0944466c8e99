"""Dates that a page prints of itself: a date line, a dateline's day, and a weekday that falls on one day of few years.

A day without its year counts only where the other bounds leave one year.  Left out: copyright years, since a page's
footer is younger than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from firsthand import dates
from firsthand.analyse.provenance.intervals import DateBound, Interval
from firsthand.data import TEXT_KINDS, Document, Published, Span

_DATE_LINES = 16
"""Blocks from the top in which a line with nothing but a date is the page's own date."""

_LABEL = re.compile(
    r"(?P<label>first published|published|posted|issued|released|filed|last updated|last modified|updated|modified)"
    r"(?:\s(?:on|at))?\s{0,3}:?\s{0,3}(?:\w{3,9}day,?\s)?$",
    re.I,
)
_DATELINE = re.compile(
    r"^[A-Z][\w.'’ -]{1,40},\s(?:[\w .'’-]{2,30},\s)?"
    rf"(?P<month>{dates.MONTH_STEMS})[a-z]*\.?\s(?P<day>[0-3]?\d)\s{0, 2}"
    r"(?:\([^)\n]{2,40}\)\s?)?(?:[-–—]|\()"
)
_WEEKDAY_DATE = re.compile(
    rf"\b(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s(?P<month>{dates.MONTH_STEMS})"
    r"[a-z]*\.?\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!,?\s(?:19|20)\d\d)(?!\d)"
)


def printed_date(document: Document) -> Published | None:
    """The date of a date line: a labelled date, or a line near the top that is little more than a full date."""
    text = document.text
    updated: Published | None = None
    for number, block in enumerate(document.blocks):
        line = text[block.start : min(block.end, block.start + 400)]
        if len(line.strip()) > 200 or not re.search(r"\d{4}", line):
            continue
        for start, end, value in _full_dates(line):
            span = Span(document.id, block.start + start, block.start + end)
            label = _LABEL.match(line[:start].lstrip(" \t•|*-"))
            if label and label["label"].lower() in ("last updated", "last modified", "updated", "modified"):
                updated = updated or Published(None, value, "range", "an update's date line: not later", (span,))
            elif label or (
                number < _DATE_LINES
                and (block.kind in ("byline", "dateline") or (block.kind not in TEXT_KINDS and len(line.strip()) <= 60))
            ):
                if block.kind in ("title", "subtitle", "caption", "heading", "related", "navigation", "comments"):
                    continue
                return Published(value, value, "day", "the page's date line", (span,))
    return updated


_FULL_DATE = re.compile(
    rf"\b(?P<m1>{dates.MONTH_STEMS})[a-z]{{0,6}}\.?\s(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?,?\s(?P<y1>(?:19|20)\d\d)\b"
    rf"|\b(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s(?P<m2>{dates.MONTH_STEMS})[a-z]{{0,6}}\.?,?\s(?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)"
)


def _full_dates(line: str) -> Iterable[tuple[int, int, str]]:
    for match in _FULL_DATE.finditer(line):
        year = match["y1"] or match["y2"] or match["y3"]
        name = match["m1"] or match["m2"]
        month = dates.MONTHS[name.lower()] if name else int(match["m3"])
        value = f"{year}-{month:02d}-{int(match['d1'] or match['d2'] or match['d3']):02d}"
        if dates.parse_period(value) is not None:
            yield match.start(), match.end(), value


def dateline_date(document: Document, interval: Interval) -> Published | None:
    """ "PARIS, Aug 8 (Reuters) -": a day without its year, which the other bounds must settle."""
    for block in document.blocks:
        if block.kind not in ("dateline", "body"):
            continue
        match = _DATELINE.match(document.text[block.start : min(block.end, block.start + 160)])
        if match:
            days = _days_of(match["month"], match["day"], interval)
            if len(days) == 1:
                day = days[0]
                span = Span(document.id, block.start + match.start("month"), block.start + match.end("day"))
                return Published(
                    day.isoformat(), (day + timedelta(days=1)).isoformat(), "range",
                    "the dateline's day, in the only year that the text allows; at most a day later", (span,),
                )  # fmt: skip
        if block.kind == "body":
            return None
    return None


def _days_of(month: str, day: str, interval: Interval, weekday: str = "") -> list[date]:
    """The dates of that name within a range that is closed at both ends; none where it is open."""
    first, last = interval
    if first == date.min or last is None or last.year - first.year > 40:
        return []
    found = []
    for year in range(first.year, last.year + 1):
        period = dates.parse_period(f"{year:04d}-{dates.MONTHS[month.lower()]:02d}-{int(day):02d}")
        if period is None or period.first is None or not first <= period.first <= last:
            continue
        if not weekday or dates.WEEKDAYS[period.first.weekday()] == weekday:
            found.append(period.first)
    return found


def weekday_date(document: Document, interval: Interval) -> DateBound | None:
    """ "Thursday, Aug. 7" exists in one year of six: with the other bounds it may settle the year."""
    for block in document.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for match in _WEEKDAY_DATE.finditer(document.text, block.start, min(block.end, block.start + 20_000)):
            days = _days_of(match["month"], match["day"], interval, match["weekday"].upper())
            if len(days) == 1:
                around = timedelta(days=330)
                span = Span(document.id, match.start(), match.end())
                return DateBound(
                    ((days[0] - around, days[0] + around),), f"{match.group()} falls in {days[0].year}", span
                )
    return None
