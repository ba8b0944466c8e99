"""Dates as pages print or declare them -> ``Published``: ISO 8601 stamps and the date lines of a page's head.

Follows: ISO 8601, and the date styles of English-language news sites ("Aug. 8, 2025, 3:14 PM EDT", "8 August 2025").
A numeric date that may be read in two orders ("08/09/2017") becomes the range of both.  Only zone abbreviations with
one meaning are turned into offsets; a time with any other keeps no zone.  Left out: relative stamps ("3 hours ago"),
which say nothing without the time of reading.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from urllib.parse import urlsplit

from firsthand import dates
from firsthand.data import Published

_ZONES = {
    "utc": "+00:00", "gmt": "+00:00", "edt": "-04:00", "cdt": "-05:00", "mdt": "-06:00", "pdt": "-07:00",
    "pst": "-08:00", "akdt": "-08:00", "hst": "-10:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "msk": "+03:00", "sast": "+02:00", "pkt": "+05:00", "sgt": "+08:00", "hkt": "+08:00",
    "jst": "+09:00", "kst": "+09:00", "aest": "+10:00", "aedt": "+11:00", "nzst": "+12:00", "nzdt": "+13:00",
}  # fmt: skip
_OTHER_ZONES = frozenset({"z", "et", "est", "ct", "cst", "mt", "mst", "pt", "bst", "ist", "msk", "wib", "wat", "eat"})
"""Abbreviations of zones of which several bear one, or which a page does not tell."""
_MONTH = (
    r"(?P<{0}month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = (
    r"(?:[\s,|/·•-]{1,4}(?:at\s|on\s)?|T)(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?::\d{2})?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>[A-Za-z]{2,4}|Z|[+-]\d\d:?\d\d)\b\)?)?"
)
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}{{0}}(?!\d)".replace("{0}", f"(?:{_TIME})?"), re.IGNORECASE)
    for pattern in (
        _MONTH.format("") + r"\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?P<year>(?:19|20)\d\d)",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]" + _MONTH.format("") + r"[\s,-]{1,2}(?P<year>(?:19|20)\d\d)",
        r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s(?P<day>\d\d)(?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)",
    )
)
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)[\s,-]{1,2}" + _MONTH.format("") + r"[\s-](?P<day>\d{1,2})", re.IGNORECASE
)
"""As catalogues of science declare it: "2024 Jun 30"."""
_FIRST_YEAR, _LAST_YEAR = 1600, 2199
"""Years in which reports are published: 0001-01-01 and 9999-12-31 are what programs write for "no date"."""
_ADDRESS = (
    re.compile(
        r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[a-z]{3,9})[/-](?P<day>\d{1,2})(?=[/_.-]|$)", re.IGNORECASE
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\dA-Za-z])(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d\d|[a-z]{3,9})(?=/|$)", re.IGNORECASE),
)
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T?\s?(\d\d:\d\d)(:\d\d)?(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?")


def declared(value: str, basis: str) -> Published | None:
    """A date from metadata or input: ISO 8601 first, a printed date otherwise; None when it is neither."""
    value = " ".join(value.split())[:100]
    if match := _ISO_TIME.match(value):
        return _clock(match, basis)
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", value):
        value = "-".join(match.groups())
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return _day(value, basis)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _period(int(match[1]), int(match[2]), basis)
    if re.fullmatch(r"(?:19|20)\d\d", value):
        return Published(f"{value}-01-01", f"{value}-12-31", "year", basis)
    if match := _YEAR_FIRST.fullmatch(value):
        day = _valid(int(match["year"]), dates.MONTHS.get(match["month"].lower(), 0), int(match["day"]))
        return _day(day, basis) if day else None
    found = printed_stamp(value)
    return None if found is None else Published(found[2].earliest, found[2].latest, found[2].precision, basis)


def _day(value: str, basis: str) -> Published | None:
    try:
        year = date.fromisoformat(value).year
    except ValueError:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return Published(value, value, "day", basis)


def _period(year: int, month: int, basis: str) -> Published | None:
    if not 1 <= month <= 12 or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return Published(
        f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]}", "month", basis
    )  # fmt: skip


def _clock(match: re.Match[str], basis: str) -> Published | None:
    day, clock, seconds, zone = match.groups()
    if clock == "00:00" and seconds in (None, ":00") and zone is None:
        return _day(day, basis)  # content systems write midnight for "no time known"
    zone = "" if zone is None else zone if zone == "Z" or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    value = f"{day}T{clock}{seconds or ''}{zone}"
    if not str(_FIRST_YEAR) <= value[:4] <= str(_LAST_YEAR):
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return _day(day, basis)
    return Published(value, value, "second" if seconds else "minute", basis)


def in_address(address: str) -> Published | None:
    """The day or month that stands in a report's address: ``/2014/jul/18/``, ``/2014-07-18-``, ``20140718``."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = f"{parts.path}?{parts.query}"[:1000]
    for form in _ADDRESS:
        for match in form.finditer(path):
            name = match["month"].lower()
            number = int(name) if name.isdigit() else dates.MONTHS.get(name, dates.MONTHS.get(name[:4].rstrip("."), 0))
            day = match.groupdict().get("day")
            if day is None:
                if found := _period(int(match["year"]), number, "address"):
                    return found
            elif value := _valid(int(match["year"]), number, int(day)):
                return Published(value, value, "day", "address")
    return None


def published_stamp(text: str) -> tuple[int, int, Published, bool] | None:
    """The stamp on a line, as ``printed_stamp``, and whether it is that of a change: of "Updated 12 May … First
    published 9 May" the second, which is none."""
    if (label := _FIRST.search(text[:400])) is not None and (found := printed_stamp(text[label.end() :])) is not None:
        return label.end() + found[0], label.end() + found[1], found[2], False
    first = printed_stamp(text)
    return None if first is None else (*first, UPDATED.search(text[: first[0]]) is not None)


def labelled_stamp(line: str) -> tuple[int, int, Published] | None:
    """The date of a line that says no more than that the page was published on it ("Published on March 2, 2025")."""
    label = _LABELLED_FIRST.match(line)
    found = None if label is None else printed_stamp(line[label.end() :])
    if label is None or found is None or line[label.end() : label.end() + found[0]].strip():
        return None
    return label.end() + found[0], label.end() + found[1], found[2]


def printed_stamp(text: str) -> tuple[int, int, Published] | None:
    """The first printed date in ``text``: (start, end, ``Published`` with basis ``text`` and no evidence yet)."""
    best: tuple[int, int, Published] | None = None
    for pattern in _DATES:
        match = pattern.search(text[:400])
        if match and (best is None or match.start() < best[0]) and (published := _printed(match)):
            end = _end_of(match, clock=published.precision == "minute")
            best = (match.start(), match.start() + len(text[match.start() : end].rstrip(" \t\r\n,|/·•(-")), published)
    return best


def _end_of(match: re.Match[str], *, clock: bool) -> int:
    """The end of a printed date, without a number behind it that is no hour, and a word that is no zone."""
    if not clock:
        return match.end() if match["hour"] is None else match.start("hour")
    zone = match["zone"] or ""
    named = not zone.isalpha() or zone.lower() in _ZONES or zone.lower() in _OTHER_ZONES
    return match.end() if named else match.start("zone")


def _printed(match: re.Match[str]) -> Published | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        one, two = int(parts["first"]), int(parts["second"])
        either = {_valid(year, two, one)}
        # With points and a clock of 24 hours the day stands first (Germany, Russia, the Nordic countries).
        if match.group()[len(parts["first"])] != "." or _time(parts) is None or parts.get("half"):
            either.add(_valid(year, one, two))
        days = sorted(filter(None, either))
        if len(days) == 2:
            return Published(days[0], days[1], "range", "text")
        day = days[0] if days else None
    else:
        month = parts["month"].lower()
        number = int(month) if month.isdigit() else dates.MONTHS.get(month, 0)  # "Auguſt" is none
        day = _valid(year, number, int(parts["day"]))
    if day is None:
        return None
    clock = _time(parts)
    return (
        Published(day, day, "day", "text") if clock is None else Published(day + clock, day + clock, "minute", "text")
    )


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _time(parts: dict[str, str | None]) -> str | None:
    hour_text, half = parts.get("hour"), parts.get("half")
    if hour_text is None or (parts.get("minute") is None and half is None):
        return None
    hour, minute = int(hour_text), int(parts.get("minute") or 0)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None
    zone = parts.get("zone") or ""
    if zone[:1] in "+-" and zone:
        offset = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    else:
        offset = "Z" if zone == "Z" else _ZONES.get(zone.lower(), "")
    return f"T{hour:02}:{minute:02}{offset}"


def stamp_line(text: str) -> bool:
    """A line that is only a date stamp: what is left without the date is a few words of its label."""
    found = printed_stamp(text)
    if found is None:
        return bool(_RELATIVE.fullmatch(text.strip()))
    rest = _LABEL.sub(" ", text[: found[0]] + " " + text[found[1] :])
    if len(text) > 120 or text.rstrip().endswith("."):
        return False
    left = 4 if _LABELLED.match(text) else 3 if found[0] == 0 and found[1] < len(text) else 1
    return len(re.findall(r"[^\W_]+", rest)) <= left


_LABELLED = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|date of publication|publication date)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:(?:first|originally) published|published|posted)\b(?:\s(?:on|at))?[\s:]{0,3}", re.IGNORECASE)
_LABELLED_FIRST = re.compile(
    r"\W{0,4}(?:first |originally )?(?:published|publication date|date (?:of publication|published)|posted)"
    r"(?: on| at)?[\s:]{1,4}",
    re.IGNORECASE,
)
UPDATED = re.compile(r"\b(?:updated|modified|revised|last\supdate)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:first|last|originally|published|publication|of|posted|updated|update|modified|revised|created|on|at|date|time|issued|filed|"
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"[ap]\.?m|et|est|edt|ct|cst|cdt|mt|mst|mdt|pt|pst|pdt|gmt|utc|bst|ist|cet|cest|hrs?|hours|local|eastern|\d+|"
    r"min(?:ute)?s?|read|ago|comments?)\b\.?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified)\s?:?\s*(?:on\s)?)?(?:about |over |an? |\d{1,2} ?)"
    r"(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month|year|h|d|m|w)s? ago\.?|\d{1,2}[- ]min(?:ute)?s? read|"
    r"(?:published|posted|updated)\s?:?|just now|\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?",
    re.IGNORECASE,
)
