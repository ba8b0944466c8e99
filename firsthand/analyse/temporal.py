"""Temporal expressions of a report: where they stand, their TIMEX3 type and value, and what they were resolved against.

Follows: TimeML's TIMEX3 (types DATE, TIME, DURATION, SET) and the usual two steps of a rule-based tagger (HeidelTime,
SUTime): find the expression, then resolve it.  A weekday or month that names no year means the latest one not after
publication, unless its verb looks ahead.  What follows from the publication date is kept as a shift
(``firsthand.dates``), so that it can be resolved again once the date of publication is better known.

A weekday in a paragraph that has already gone back to a dated event stays open: it may belong to that event's week.
Left out: names of feast days, fiscal years, time zones other than UTC, dates in other languages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from firsthand import dates
from firsthand.data import Block, Document, Published, Sentence, Span, TimeExpression, Token

Type = Literal["DATE", "TIME", "DURATION", "SET"]

_LONGEST_BLOCK = 20_000

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = {
    word: number
    for number, words in {
        1: "a an one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
        60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred",
    }.items()
    for word in words.split()
}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_UNITS = {
    "second": "S", "minute": "M", "hour": "H", "hr": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W",
    "weekend": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "centurie": "C",
}  # fmt: skip
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "TMI", "noon": "T12:00",
    "overnight": "TNI",
}  # fmt: skip
_THIRDS = {"early": "start", "late": "end", "mid": "mid", "beginning": "start", "start": "start", "middle": "mid",
           "end": "end", "close": "end", "later": "after", "earlier": "before", "rest": "after"}  # fmt: skip

_S = r"\s{1,3}"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHORT_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:\.\d)?|{_TENS}(?:-{_ONES})?|{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|a\s{1,2}hundred)"
)
_VAGUE = r"(?:several|a\s{1,2}few|few|some|many|a\s{1,2}couple(?:\s{1,2}of)?|couple(?:\s{1,2}of)?|dozens\s{1,2}of)"
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|approximately|some|over|more\s{1,2}than|less\s{1,2}than|at\s{1,2}least"
    r"|just\s{1,2}over|just\s{1,2}under|just|only|barely)\s{1,3})?"
)
_UNIT = r"(?:day|night|week|weekend|fortnight|month|quarter|year|decade|century|hour|minute|second)"
_UNIT_S = r"(?:days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|century|centuries|hours?|minutes?|seconds?)"
_PART = r"(?:morning|afternoon|evening|night)"
_SEASON = r"(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Winter)"
_EDGE = (
    r"(?P<edge>early|late|mid|(?:the\s{1,2})?(?:very\s{1,2})?(?:beginning|start|middle|end|close|rest)\s{1,2}of"
    r"|later|earlier)(?:-|\s{1,3})(?:in\s{1,2})?"
)
_ZONE = r"(?:\s?\(?(?P<zone>UTC|GMT|Z|ET|EST|EDT|PT|PST|PDT|CT|CST|CDT|CET|CEST|BST|IST|AEST|local\s{1,2}time)\b\)?)?"
_CLOCK = rf"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?){_ZONE}"
_CLOCK24 = (
    rf"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d){_ZONE}|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)\s(?P<z4>UTC|GMT)\b"
)


class Reading(NamedTuple):
    """What a rule makes of an expression: a value of its own, or a shift, or neither (open)."""

    type: Type
    value: str = ""
    shift: str = ""
    anchor: str = "publication"


class Context(NamedTuple):
    """What a rule may look at beside its match: whether the verb looks ahead, and the event's date just before."""

    ahead: Callable[[int], bool]
    before: TimeExpression | None
    stale: bool
    is_date: Callable[[int], bool]
    text: str


Rule = Callable[["re.Match[str]", Context], Reading | None]


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    read: Rule


_PATTERNS: list[_Pattern] = []


def _rule(*expressions: str, flags: int = 0) -> Callable[[Rule], Rule]:
    def add(read: Rule) -> Rule:
        _PATTERNS.extend(_Pattern(re.compile(rf"(?<![\w$€£.,/-])(?:{e})(?![\w/])", flags), read) for e in expressions)
        return read

    return add


def _month_number(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _weekday(name: str) -> str:
    return name[:3].upper()


def _count(text: str) -> str:
    """A number in words or digits as TIMEX3 writes it; 'X' when it is vague."""
    word = " ".join(text.lower().split())
    if re.fullmatch(r"\d+(?:\.\d)?", word):
        return word
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    tens, _, ones = word.partition("-")
    if tens in _NUMBERS and ones in _NUMBERS:
        return str(_NUMBERS[tens] + _NUMBERS[ones])
    return "100" if word == "a hundred" else "X"


def _unit(text: str) -> tuple[str, int]:
    """Unit letter and how many of it one such unit is (a fortnight is two weeks)."""
    word = text.lower()
    singular = word if word in _UNITS else word.removesuffix("s") if word.removesuffix("s") in _UNITS else "century"
    return _UNITS[singular], 2 if singular == "fortnight" else 1


def _duration(count: str, unit_word: str) -> str:
    unit, factor = _unit(unit_word)
    number = count
    if factor != 1 and count.isdigit():
        number = str(int(count) * factor)
    if unit in "EC":
        years = {"E": 10, "C": 100}[unit]
        return f"P{float(number) * years:g}Y" if number != "X" else f"PX{unit}"
    clock = unit in "HS" or unit_word.lower().startswith("minute")
    return f"P{'T' if clock else ''}{number}{unit}"


def _move(count: str, unit_word: str, sign: str) -> str:
    """A shift of so many units, or '' when the number is vague or the unit too small to change the day."""
    unit, factor = _unit(unit_word)
    if not count.isdigit() or len(count) > 4 or unit == "S" or unit_word.lower().startswith("minute"):
        return ""
    return f"{sign}{int(count) * factor}{unit}"


def _zone(match: re.Match[str]) -> str:
    return "Z" if (match["zone"] or "") in ("UTC", "GMT", "Z") else ""


def _edge(match: re.Match[str]) -> str:
    """The shift word for "early", "the end of" …, or ''."""
    words = (match["edge"] or "").lower().split()
    return next((f" {_THIRDS[word]}" for word in words if word in _THIRDS), "")


# ------------------------------------------------------------------------------------------------ explicit


def _value(year: str, month: int | None = None, number: str | None = None) -> Reading | None:
    value = year
    if month is not None:
        value += f"-{month:02d}"
    if number is not None:
        value += f"-{int(number):02d}"
    return Reading("DATE", value, anchor="explicit") if dates.parse(value) else None


@_rule(
    rf"(?:{_SHORT_WEEKDAY},?{_S})?(?P<month>{_MONTH}){_S}(?P<day>{_DAY}){_TH}\s?,?{_S}(?P<year>{_YEAR})",
    rf"(?:{_SHORT_WEEKDAY},?{_S})?(?:the{_S})?(?P<day>{_DAY}){_TH}{_S}(?:of{_S})?(?P<month>{_MONTH}),?{_S}(?P<year>{_YEAR})",
)
def _full_date(match: re.Match[str], context: Context) -> Reading | None:
    return _value(match["year"], _month_number(match["month"]), match["day"])


@_rule(r"(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])")
def _iso(match: re.Match[str], context: Context) -> Reading | None:
    return _value(match["year"], int(match["month"]), match["day"])


@_rule(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{4}|\d\d)", r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<year>(?:19|20)\d\d)"
)
def _slashed(match: re.Match[str], context: Context) -> Reading | None:
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if len(year) == 2:
        year = f"{19 if int(year) > 60 else 20}{year}"
    dotted = "." in match.group()
    month, number = (b, a) if dotted or a > 12 else (a, b)
    if month > 12 or month == 0:
        return None
    if not dotted and a <= 12 and b <= 12 and a != b:  # day and month could be either way round
        return Reading("DATE", "", anchor="ambiguous")
    return _value(year, month, str(number))


@_rule(r"9/11(?!/)")
def _nine_eleven(match: re.Match[str], context: Context) -> Reading | None:
    return _value("2001", 9, "11")


@_rule(rf"(?:{_EDGE})?(?P<month>{_MONTH}),?{_S}(?:of{_S})?(?P<year>{_YEAR})")
def _month_year(match: re.Match[str], context: Context) -> Reading | None:
    reading = _value(match["year"], _month_number(match["month"]))
    return reading and _narrowed(reading, match)


def _narrowed(reading: Reading, match: re.Match[str]) -> Reading:
    edge = _edge(match)
    if edge in (" start", " mid", " end"):
        return reading._replace(shift=f"@{reading.value}{edge}")
    return reading


@_rule(rf"(?:{_EDGE})?(?:the{_S})?(?P<season>{_SEASON})(?:{_S}of)?{_S}(?P<year>{_YEAR})")
def _season_year(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DATE", f"{match['year']}-{_SEASONS[match['season'].lower()]}", anchor="explicit")


@_rule(
    rf"(?:the{_S})?(?P<n>first|second|third|fourth|final|last)(?:-|{_S})quarter(?:{_S}of)?,?{_S}(?P<year>{_YEAR})",
    rf"Q(?P<n>[1-4]){_S}(?P<year>{_YEAR})",
    flags=re.I,
)
def _quarter_year(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DATE", f"{match['year']}-Q{_quarter_number(match['n'])}", anchor="explicit")


def _quarter_number(word: str) -> int:
    lowered = word.lower()
    return int(lowered) if lowered.isdigit() else _ORDINALS.get(lowered, 4)


@_rule(
    rf"(?:the{_S})?(?:{_EDGE})?(?:the{_S})?(?P<century>1[5-9]|20)(?P<decade>\d)0['’]?s",
    rf"(?:the{_S})?(?:{_EDGE})?(?:the{_S})?(?P<century>)['’]?(?P<decade>[2-9])0s",
)
def _decade(match: re.Match[str], context: Context) -> Reading | None:
    if not match["century"] and not re.search(r"the\s|mid|early|late|['’]", match.group()):
        return None  # "70s" may be someone's age
    before = context.text[max(0, match.start() - 8) : match.start()].lower()
    if not match["century"] and re.search(r"\b(his|her|their|my|your)\s(early|mid|late)?[\s-]?$", before):
        return None
    return _narrowed(Reading("DATE", (match["century"] or "19") + match["decade"], anchor="explicit"), match)


@_rule(rf"(?:the{_S})?(?P<n>1[0-9]|2[01])th(?:-|{_S})century", rf"(?:the{_S})?(?P<n>21)st(?:-|{_S})century", flags=re.I)
def _century(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DATE", str(int(match["n"]) - 1), anchor="explicit")


@_rule(rf"(?:{_EDGE})?(?P<year>{_YEAR})")
def _bare_year(match: re.Match[str], context: Context) -> Reading | None:
    text, year = context.text, match["year"]
    if re.match(
        r"[,.]\d|%|-\w|\s(?:people|dollars|troops|feet|meters|metres|miles|km|employees|jobs)\b", text[match.end() :]
    ):
        return None
    before = text[max(0, match.start() - 24) : match.start()].lower()
    led = re.search(
        r"\b(in|since|of|by|from|during|until|till|to|and|between|for|before|after|the|than|through|late|early)\s$",
        before,
    )
    if not match["edge"] and not context.is_date(match.start("year")) and not (led and "1900" <= year <= "2100"):
        return None
    return _narrowed(Reading("DATE", year, anchor="explicit"), match)


# -------------------------------------------------------------------------------- relative to publication


def _named(name: str, start: int, context: Context, edge: str = "") -> Reading:
    """A weekday, month or day of a month without its year: the latest, or the next when its verb looks ahead."""
    if edge in (" before", " after"):
        edge = ""
    return Reading("DATE", shift=f"{'>' if context.ahead(start) else '<'}{name}{edge}")


@_rule(
    rf"(?:{_SHORT_WEEKDAY},?{_S})?(?:{_EDGE})?(?P<month>{_MONTH}){_S}(?P<day>{_DAY}){_TH}(?![.,:]?\d)",
    rf"(?:{_SHORT_WEEKDAY},?{_S})?(?:the{_S})?(?P<day>{_DAY}){_TH}{_S}(?:of{_S})?(?P<month>{_MONTH})",
)
def _day_of_month(match: re.Match[str], context: Context) -> Reading | None:
    month, number = _month_number(match["month"]), int(match["day"])
    if dates.parse(f"2024-{month:02d}-{number:02d}") is None:
        return None
    if (month, number) == (9, 11) and re.match(r",?\s(?:terror|attack|hijack)", context.text[match.end() :]):
        return Reading("DATE", "2001-09-11", anchor="explicit")
    return _named(f"-{month:02d}-{number:02d}", match.start(), context)


@_rule(rf"(?:{_EDGE})?(?P<month>{_MONTH})(?:{_S}(?P<same>this|last|next){_S}year)?")
def _bare_month(match: re.Match[str], context: Context) -> Reading | None:
    name = match["month"]
    number = _month_number(name)
    if match["same"]:
        years = {"last": "-1Y", "this": "+0Y", "next": "+1Y"}[match["same"]]
        return Reading("DATE", shift=f"{years} =-{number:02d}{_edge(match)}")
    start = match.start("month")
    before = context.text[max(0, start - 14) : start].lower()
    led = re.search(r"\b(in|since|by|until|till|from|of|for|to|and|through|during|between|before|after)\s$", before)
    if not match["edge"]:
        short = name.rstrip(".").lower() in ("may", "march", "mar", "jan", "april", "june", "august", "dec", "sep")
        if (short or not led) and not context.is_date(start):
            return None
        if not led and name.rstrip(".").lower() in ("may", "march"):
            return None
        if re.match(r"\s[A-Z][a-z]+", context.text[match.end() :]) and not led:
            return None  # a name: "June Carter"
    return _named(f"-{number:02d}", match.start(), context, _edge(match))


@_rule(
    rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:{_S}past|{_S}coming)?|past|coming|[Tt]he\s+previous|[Tt]he\s+following|[Tt]hat|[Ee]very|[Ee]ach){_S})?"
    rf"(?P<name>{_WEEKDAY})(?P<s>s)?(?:{_S}(?P<part>{_PART}))?",
    rf"(?P<part>){_PART}{_S}on{_S}(?P<which>)(?P<name>{_WEEKDAY})(?P<s>)",
    r"(?P<which>)(?P<s>)(?P<part>)(?P<name>(?:Mon|Tues|Wed|Thurs|Fri)\.)",
)
def _weekdays(match: re.Match[str], context: Context) -> Reading | None:
    which = " ".join((match["which"] or "").lower().split())
    name = _weekday(match["name"])
    if which in ("every", "each") or match["s"]:
        return Reading("SET", f"XXXX-WXX-{dates.WEEKDAYS.index(name) + 1}", anchor="none")
    part = (
        next((code for word, code in _PARTS.items() if word in match.group().lower()), "")
        if match["part"] is not None
        else ""
    )
    if re.match(r"(?:morning|afternoon|evening|night)\b", match.group(), re.I):
        part = _PARTS[match.group().split()[0].lower()]
    kind: Type = "TIME" if part else "DATE"
    tail = f" {part}" if part else ""
    if which in ("that", "the following", "the previous") or (context.stale and not which):
        base = context.before
        if base is None or which in ("", "that"):
            return Reading(kind, anchor="narrative")
        step = ">>" if which == "the following" else "<<"
        return Reading(kind, shift=f"{_base(base)} {step}{name}{tail}", anchor="narrative")
    if which in ("last", "past", "this past"):
        return Reading(kind, shift=f"<<{name}{tail}")
    if which in ("next", "coming", "this coming"):
        return Reading(kind, shift=f">>{name}{tail}")
    reading = _named(name, match.start(), context)
    return Reading(kind, shift=reading.shift + tail)


def _base(anchor: TimeExpression) -> str:
    """The anchor's date as the beginning of a shift."""
    return anchor.shift or f"@{anchor.value}"


@_rule(
    rf"(?P<edge>earlier|later|late|early)?\s?(?P<day>today|yesterday|tomorrow)(?:{_S}(?P<part>{_PART}))?",
    rf"(?P<edge>)(?P<day>tonight|overnight|last{_S}night)(?P<part>)",
    rf"(?P<edge>(?:late|early|earlier|later){_S})?(?P<day>this){_S}(?P<part>{_PART})",
    flags=re.I,
)
def _days(match: re.Match[str], context: Context) -> Reading | None:
    word = " ".join(match["day"].lower().split())
    shift = {"yesterday": "-1D", "tomorrow": "+1D", "last night": "-1D"}.get(word, "+0D")
    part = (
        _PARTS[match["part"].lower()]
        if match["part"]
        else "TNI"
        if word in ("tonight", "overnight", "last night")
        else ""
    )
    return Reading("TIME" if part else "DATE", shift=f"{shift} {part}".strip())


@_rule(
    rf"(?:{_EDGE})?(?:the{_S}|its{_S}|their{_S})?(?P<which>last|this|next|past|this{_S}past|coming|previous|following|current|preceding|same){_S}"
    rf"(?P<unit>day|week|weekend|month|quarter|year|decade|century|season|{_SEASON}|{_MONTH})(?!s|-)",
    rf"(?P<edge>)(?P<which>this)(?P<unit>){_S}time{_S}last{_S}year",
    rf"(?:{_EDGE})?the{_S}(?P<unit>week|weekend|month|year|day)(?P<which>)(?:{_S}(?:before|previous|after))?",
    flags=re.I,
)
def _units(match: re.Match[str], context: Context) -> Reading | None:
    which = " ".join((match["which"] or "").lower().split())
    unit = (match["unit"] or "year").lower().rstrip(".")
    words = match.group().lower().split()
    edge = _edge(match)
    if not which:
        return _the_unit(words, unit, edge, context)
    if unit in ("season",):
        return None
    if which in ("previous", "preceding", "following", "same"):
        return _from_narrative(which, unit, context)
    sign = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1}.get(which, 0)
    if "the" in words[:1] and which in ("past", "last", "next", "coming") and not edge:  # "over the past year"
        move = _move("1", unit, "-" if sign < 0 else "+") if unit in _UNITS else ""
        return Reading("DURATION", _duration("1", unit), f"{move}.." if sign < 0 else f"..{move}") if move else None
    if unit == "day":
        return Reading("DATE", shift="+0D") if which == "same" else None
    if unit in _SEASONS or unit in _MONTHS:
        name = _SEASONS.get(unit) or f"-{_MONTHS[unit]:02d}"
        if sign:
            return Reading("DATE", shift=f"{'<<' if sign < 0 else '>>'}{name}{edge}")
        return Reading("DATE", shift=f"+0Y ={name}{edge}")
    if unit == "weekend":
        return Reading("DATE", shift=_weekend(sign, match, context))
    return Reading("DATE", shift=f"{sign:+d}{_UNITS[unit]}{edge}")


def _weekend(sign: int, match: re.Match[str], context: Context) -> str:
    if sign > 0:
        return ">>WE"
    return "<<WE" if sign < 0 else ">WE" if context.ahead(match.start()) else "<WE"


def _the_unit(words: list[str], unit: str, edge: str, context: Context) -> Reading | None:
    if words[-1] in ("before", "previous", "after") and unit != "weekend":
        return _from_narrative("following" if words[-1] == "after" else "previous", unit, context)
    if unit == "weekend":
        return Reading("DATE", shift="<WE")
    if edge and unit in ("week", "month", "year"):
        return Reading("DATE", shift=f"+0{_UNITS[unit]}{edge}")
    return None


def _from_narrative(which: str, unit: str, context: Context) -> Reading | None:
    """ "The following day", "the same month": from the date told of just before."""
    if unit not in _UNITS:
        return None
    if context.before is None:
        return Reading("DATE", anchor="narrative")
    step = {"following": "+1", "same": "+0"}.get(which, "-1")
    return Reading("DATE", shift=f"{_base(context.before)} {step}{_UNITS[unit]}", anchor="narrative")


@_rule(
    rf"(?:the{_S})?(?P<n>first|second|third|fourth|final|last)(?:-|{_S})quarter(?:(?:{_S}of)?{_S}(?P<which>this|last|next){_S}year)?",
    flags=re.I,
)
def _quarters(match: re.Match[str], context: Context) -> Reading | None:
    number = _quarter_number(match["n"])
    if match["which"]:
        years = {"last": "-1Y", "this": "+0Y", "next": "+1Y"}[match["which"].lower()]
        return Reading("DATE", shift=f"{years} =Q{number}")
    if match["n"].lower() in ("last", "final"):
        return Reading("DATE", shift="-1Q")
    return Reading("DATE", shift=f"{'>' if context.ahead(match.start()) else '<'}Q{number}")


@_rule(rf"(?:{_EDGE})?(?:the{_S})?(?P<season>{_SEASON})")
def _bare_season(match: re.Match[str], context: Context) -> Reading | None:
    word = match["season"]
    led = re.search(
        r"\b(in|since|by|until|during|through|of)\s(?:the\s)?$",
        context.text[max(0, match.start() - 12) : match.start()].lower(),
    )
    if (
        not (led or match["edge"])
        or (word.lower() in ("fall", "spring")
        and not (match["edge"] or (led and match.group().lower().startswith("the"))))
    ):
        return None
    if word.lower() == "fall" and re.match(r"\sof\b", context.text[match.end() :]):
        return None
    return _named(_SEASONS[word.lower()], match.start(), context)


_HALF = rf"(?:{_S}and{_S}a{_S}half)?"


@_rule(
    rf"{_ABOUT}(?P<n>{_NUMBER}|{_VAGUE}|an?){_S}(?P<unit>{_UNIT_S}){_S}(?P<how>ago|earlier|later|before|afterwards?|from{_S}now|hence|prior)",
    rf"(?P<how>just)?{_S}?(?P<n>)(?P<unit>days|weeks|months|years|decades){_S}(?P<late>ago|earlier|later)",
    flags=re.I,
)
def _ago(match: re.Match[str], context: Context) -> Reading | None:
    how = (match.groupdict().get("late") or match["how"] or "").lower()
    count = _count(match["n"]) if match["n"] else "X"
    if match["n"] and match["n"].lower() in ("a", "an"):
        count = "1"
    forward = how in ("later", "hence", "after", "afterward", "afterwards") or how.startswith("from")
    move = _move(count, match["unit"], "+" if forward else "-")
    if how == "ago" or how.startswith("from") or how == "hence":
        if not move:
            return Reading("DATE", "PAST_REF" if how == "ago" else "FUTURE_REF", "past" if how == "ago" else "future")
        return Reading("DATE", shift=move)
    if how == "before" and re.match(r"\s\w", context.text[match.end() :]):
        return Reading("DURATION", _duration(count, match["unit"]), anchor="none")
    if not move or context.before is None:
        return Reading("DATE", anchor="narrative")
    return Reading("DATE", shift=f"{_base(context.before)} {move}", anchor="narrative")


@_rule(
    rf"(?:the{_S})?(?P<which>past|last|next|coming|previous|recent|first|final|following){_S}(?P<n>{_NUMBER}|{_VAGUE}){_S}(?P<extra>(?:straight|consecutive|trading|business|full){_S})?(?P<unit>{_UNIT_S})",
    rf"(?:in{_S})?(?P<which>recent|past|coming){_S}(?P<n>)(?P<extra>)(?P<unit>days|weeks|months|years|decades)",
    flags=re.I,
)
def _stretches(match: re.Match[str], context: Context) -> Reading | None:
    count = _count(match["n"]) if match["n"] else "X"
    duration = _duration(count, match["unit"])
    which = match["which"].lower()
    back = which in ("past", "last", "recent", "previous")
    move = (
        ""
        if which in ("first", "final", "following", "previous")
        else _move(count, match["unit"], "-" if back else "+")
    )
    shift = "" if not move else f"{move}.." if back else f"..{move}"
    return Reading("DURATION", duration, shift, anchor="publication" if shift else "none")


# ------------------------------------------------------------------------------------- durations and sets


@_rule(
    rf"{_ABOUT}(?:the{_S}entire{_S})?(?P<n>{_NUMBER}|{_VAGUE})(?P<half>{_HALF})(?:-|{_S})(?:(?:straight|consecutive|full|more){_S})?(?P<unit>{_UNIT_S})(?:-(?:long|old)?)?",
    rf"(?:{_ABOUT}|for{_S}|within{_S})(?P<n>an?)(?P<half>){_S}(?P<unit>{_UNIT}|hour)",
    flags=re.I,
)
def _durations(match: re.Match[str], context: Context) -> Reading | None:
    after = context.text[match.end() : match.end() + 10].lower()
    unit = match["unit"].lower()
    if unit == "second" or re.match(r"[\s-]old\b|-of-", after) or match.group().lower().endswith(("-old",)):
        return None  # an age is not a time of the story
    before = context.text[max(0, match.start() - 20) : match.start()].lower()
    if match["n"].lower() in ("a", "an"):
        if re.search(r"\b(once|twice|times|\d|percent|%|million|billion)\s?$", before):
            return Reading("SET", _duration("1", unit), anchor="none")
        if not re.match(r"(?:about|around|nearly|almost|over|more|less|at|just|for|within)", match.group(), re.I):
            return None
    count = _count(match["n"])
    if match["half"] and count.isdigit():
        count += ".5"
    return Reading("DURATION", _duration(count, unit), anchor="none")


@_rule(
    r"(?:for|over|in)\s(?:the\s)?(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes)",
    r"(?P<unit>decades|years|months|weeks|days|hours)-long",
    flags=re.I,
)
def _vague_duration(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DURATION", _duration("X", match["unit"]), anchor="none")


@_rule(
    r"(?P<word>daily|weekly|monthly|quarterly|yearly|annual|annually|nightly|hourly)",
    rf"(?:every|each|per|once{_S}a|twice{_S}a){_S}(?P<word>{_UNIT})",
    rf"every{_S}(?P<n>{_NUMBER}|other|few){_S}(?P<word>{_UNIT_S})",
    flags=re.I,
)
def _sets(match: re.Match[str], context: Context) -> Reading | None:
    if (
        match.group("word")[0].isupper()
        and match.start()
        and context.text[match.start() - 2 : match.start() - 1] not in ".!?"
    ):
        return None  # a paper's name: "the Daily Mail"
    word = match["word"].lower()
    unit = {"daily": "day", "annual": "year", "annually": "year", "nightly": "night"}.get(word, word.removesuffix("ly"))
    count = match.groupdict().get("n")
    return Reading(
        "SET", _duration("1" if count is None else "2" if count == "other" else _count(count), unit), anchor="none"
    )


# -------------------------------------------------------------------------------------------- time of day


@_rule(
    rf"(?:at{_S})?{_CLOCK}(?:,?{_S}(?:on{_S})?(?P<on>today|yesterday|{_WEEKDAY}))?",
    rf"(?:{_CLOCK24})(?:,?{_S}(?:on{_S})?(?P<on>today|yesterday|{_WEEKDAY}))?",
    r"(?P<word>noon|midnight)(?P<on>)",
)
def _clocks(match: re.Match[str], context: Context) -> Reading | None:
    groups = match.groupdict()
    if groups.get("word"):
        clock = "T12:00" if groups["word"] == "noon" else "T24:00"
    else:
        hour = int(groups.get("hour") or groups.get("h4") or 0)
        half = (groups.get("half") or "").lower()
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        zone = "Z" if groups.get("z4") or (groups.get("zone") or "") in ("UTC", "GMT", "Z") else ""
        clock = f"T{hour:02d}:{groups.get('minute') or groups.get('m4') or '00'}{zone}"
    on = groups.get("on")
    if on in ("today", "yesterday"):
        return Reading("TIME", shift=f"{'-1D' if on == 'yesterday' else '+0D'} {clock}")
    if on:
        return Reading("TIME", shift=f"{_named(_weekday(on), match.start(), context).shift} {clock}")
    if context.before is not None:
        base = context.before
        if base.precision in ("day", "minute", "range") and (base.shift or base.precision != "range"):
            words = [w for w in _base(base).split() if not w.startswith("T")]
            start = " ".join(words) if base.shift else f"@{base.value[:10]}"
            return Reading("TIME", shift=f"{start} {clock}", anchor="narrative")
    return Reading("TIME", shift=f"+0D {clock}")


# --------------------------------------------------------------------------------------------- references


@_rule(
    r"(?P<p>currently|now|at present|presently|nowadays|these days|the time being)", r"(?P<p>at the moment)", flags=re.I
)
def _present(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DATE", "PRESENT_REF", "present")


@_rule(r"(?:more |most )?(?:recently|lately)", r"in the past", r"the past", r"formerly", flags=re.I)
def _past(match: re.Match[str], context: Context) -> Reading | None:
    if match.group().lower().endswith("the past") and re.match(
        r"\s(?!and\b|but\b|that\b|he\b|she\b|it\b)\w", context.text[match.end() :]
    ):
        return None
    return Reading("DATE", "PAST_REF", "past")


@_rule(r"(?:very )?soon", r"(?:in )?the (?:near )?future", r"the (?:long|short|near)[ -]term", flags=re.I)
def _future(match: re.Match[str], context: Context) -> Reading | None:
    return Reading("DATE", "FUTURE_REF", "future")


@_rule(r"(?:at )?(?:the|that) (?:same )?time", r"(?:that|the same) (?P<unit>day|week|month|year)", flags=re.I)
def _then(match: re.Match[str], context: Context) -> Reading | None:
    unit = match.groupdict().get("unit")
    if unit is None and not re.match(r"at (?:the|that) time", match.group(), re.I):
        return None
    if unit is None and re.match(r"\sof\b", context.text[match.end() :]):
        return None
    if context.before is None:
        return Reading("DATE", anchor="narrative")
    return Reading("DATE", context.before.value, shift=_base(context.before), anchor="narrative")


# ------------------------------------------------------------------------------------------------ the verb


def times(document: Document, sentences: tuple[Sentence, ...], published: Published) -> tuple[TimeExpression, ...]:
    """The temporal expressions of all parsed blocks, in text order, resolved as far as the text supports it."""
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_block.setdefault(sentence.block, []).append(sentence)
    found: list[TimeExpression] = []
    for number in sorted(by_block):
        found += _of_block(document, document.blocks[number], by_block[number], published)
    return tuple(found)


def _of_block(
    document: Document, block: Block, sentences: list[Sentence], published: Published
) -> list[TimeExpression]:
    text = document.text[block.start : min(block.end, block.start + _LONGEST_BLOCK)]
    tokens = _Tokens(sentences, block)
    found: list[TimeExpression] = []
    before: TimeExpression | None = None
    for match, read in _matches(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        context = Context(
            tokens.ahead, before, before is not None and _is_past_event(before, published), tokens.is_date, text
        )
        reading = read(match, context)
        if reading is None or (found and block.start + start < found[-1].span.end):
            continue
        span = Span(document.id, block.start + start, block.start + match.start() + len(match.group().rstrip()))
        expression = _expression(span, reading, published)
        found.append(expression)
        if expression.type in ("DATE", "TIME") and expression.precision not in ("unknown",):
            before = expression
    return found


def _matches(text: str) -> list[tuple[re.Match[str], Rule]]:
    """Every pattern's matches by position, longest first; a reader may still refuse one."""
    all_matches = [(m, p.read, order) for order, p in enumerate(_PATTERNS) for m in p.regex.finditer(text)]
    all_matches.sort(key=lambda item: (item[0].start(), -item[0].end(), item[2]))
    return [(m, read) for m, read, _ in all_matches]


def _expression(span: Span, reading: Reading, published: Published) -> TimeExpression:
    resolved = dates.resolve(reading.shift, published) if reading.shift else dates.of_value(reading.value)
    value = reading.value or resolved.value
    shift = "" if reading.shift.startswith("@") else reading.shift
    return TimeExpression(
        span, value, reading.type, resolved.earliest, resolved.latest, resolved.precision, reading.anchor, shift
    )


def _is_past_event(expression: TimeExpression, published: Published) -> bool:
    """Whether a paragraph has gone back to a dated event: a day or an explicit year over a week before publication."""
    if expression.anchor == "explicit" and expression.precision in ("day", "month", "year"):
        first, _ = dates.bounds(published)
        return first is None or expression.latest is None or expression.latest[:10] < _week_before(first)
    if re.search(r"[<>=]-\d\d-\d\d", expression.shift):
        first, _ = dates.bounds(published)
        return first is None or expression.latest is None or expression.latest[:10] < _week_before(first)
    return False


def _week_before(day: date) -> str:
    return date.fromordinal(max(1, day.toordinal() - 7)).isoformat()


_PLANS = frozenset(
    ["expect", "schedule", "set", "slate", "plan", "due", "intend", "want", "hope", "aim", "expect", "propose", "prepare", "promise", "vow", "pledge", "need", "ready", "likely", "going", "unable", "begin"]
)
_SCHEDULED = frozenset(["begin", "start", "open", "expire", "end", "resume", "meet", "come", "kick", "vote", "face", "run", "host"])


class _Tokens:
    """The parsed tokens of a block, looked up by an offset into the block's text."""

    def __init__(self, sentences: list[Sentence], block: Block) -> None:
        self._places = [(token, sentence) for sentence in sentences for token in sentence.tokens]
        self._starts = [token.start - block.start for token, _ in self._places]
        self._title = block.kind in ("title", "subtitle", "heading", "caption")

    def _at(self, offset: int) -> tuple[Token, Sentence] | None:
        position = bisect_right(self._starts, offset) - 1
        return self._places[position] if position >= 0 else None

    def is_date(self, offset: int) -> bool:
        """Whether the recogniser saw a date or time here."""
        place = self._at(offset)
        return place is not None and place[0].ner.endswith(("-DATE", "-TIME"))

    def ahead(self, offset: int) -> bool:
        """Whether the nearest verb above the expression looks to the future."""
        place = self._at(offset)
        if place is None:
            return False
        token, sentence = place
        for _ in range(8):
            if token.pos in ("VERB", "AUX"):
                return self._looks_ahead(token, sentence)
            above = sentence.tokens[token.head] if 0 <= token.head < len(sentence.tokens) else token
            if above is token:
                break
            token = above
        return False

    def _looks_ahead(self, verb: Token, sentence: Sentence) -> bool:
        tokens = sentence.tokens
        children = [t for t in tokens if 0 <= t.head < len(tokens) and tokens[t.head] is verb and t is not verb]
        if verb.tag == "MD" or any(
            t.tag == "MD" and t.lemma in ("will", "shall", "'ll", "’ll", "wo") for t in children
        ):
            return True
        if verb.tag in ("VBD",) or any(t.lemma == "have" and t.dep == "aux" for t in children):
            return False
        if verb.tag == "VB" and any(t.tag == "TO" for t in children):
            above = tokens[verb.head] if 0 <= verb.head < len(tokens) else verb
            return above.lemma.lower() in _PLANS
        if verb.tag in ("VBZ", "VBP") and not self._title:
            return verb.lemma in _SCHEDULED
        if verb.tag in ("VBN", "VBG", "JJ") and verb.lemma.lower() in _PLANS:
            return any(t.tag in ("VBZ", "VBP") for t in children) or verb.dep not in ("ROOT",)
        return False
