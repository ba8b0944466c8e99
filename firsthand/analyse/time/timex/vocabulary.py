"""The vocabulary of temporal expressions and what a rule is: a pattern, and a reader of its matches.

A reader gets the match and its context and returns a ``TimexValue``: a TIMEX3 value of its own, a shift from the
publication date (``firsthand.dates``), neither (open), or None when the words are no temporal expression after all.
All patterns are bounded, so that a scan is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from firsthand import dates, lexicon
from firsthand.data import TimeExpression

Type = Literal["DATE", "TIME", "DURATION", "SET"]

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "hr": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W",
    "weekend": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "centurie": "C",
}  # fmt: skip
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "TMI", "noon": "T12:00",
    "overnight": "TNI",
}  # fmt: skip
THIRDS = {
    "early": "start", "late": "end", "mid": "mid", "beginning": "start", "start": "start", "middle": "mid",
    "end": "end", "close": "end", "first": "start", "last": "end", "final": "end", "later": "after",
    "earlier": "before", "rest": "after",
}  # fmt: skip

S = r"\s{1,3}"
MONTH = (
    rf"(?:{'|'.join(dates.MONTH_NAMES)}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
TH = r"(?:st|nd|rd|th)?"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
CARDINAL = (
    rf"(?:\d{{1,3}}(?:\.\d)?|{_TENS}(?:-{_ONES})?|{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|a\s{1,2}hundred)"
)
VAGUE_COUNT = r"(?:several|a\s{1,2}few|few|some|many|a\s{1,2}couple(?:\s{1,2}of)?|couple(?:\s{1,2}of)?|dozens\s{1,2}of)"
ABOUT = r"(?:(?:about|around|nearly|almost|roughly|approximately|over|at\s{1,2}least)\s{1,3})?"
UNIT = r"(?:day|night|week|weekend|fortnight|month|quarter|year|decade|century|hour|minute|second)"
UNIT_S = rf"(?:{UNIT}s?|centuries)"
PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
SEASON = r"(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Winter)"
EDGE = (
    r"(?P<edge>early|late|mid|(?:the\s{1,2})?(?:very\s{1,2})?(?:beginning|start|middle|end|close|rest)\s{1,2}of"
    r"|(?:the\s{1,2})?(?:first|last|final)\s{1,2}(?:week|weeks|days)\s{1,2}of|later|earlier)(?:-|\s{1,3})(?:in\s{1,2})?"
)
ZONE = r"(?:\s?\(?(?P<zone>UTC|GMT|Z|ET|EST|EDT|PT|PST|PDT|CT|CST|CDT|CET|CEST|BST|IST|AEST|local\s{1,2}time)\b\)?)?"


class TimexValue(NamedTuple):
    """What a rule makes of an expression: a value of its own, or a shift, or neither (open)."""

    type: Type
    value: str = ""
    shift: str = ""
    anchor: str = "publication"


class RuleContext(NamedTuple):
    """What a rule may look at beside its match: whether the verb looks ahead, the event's date just before, and the day
    of the report's news as its beginning tells it."""

    direction: Callable[[int], str]
    before: TimeExpression | None
    stale: bool
    is_date: Callable[[int], bool]
    text: str
    news: TimeExpression | None = None


Rule = Callable[["re.Match[str]", RuleContext], TimexValue | None]


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    read: Rule


PATTERNS: list[_Pattern] = []


def rule(*expressions: str, flags: int = 0) -> Callable[[Rule], Rule]:
    """Registers what it decorates as the reader of these regular expressions."""

    def add(read: Rule) -> Rule:
        PATTERNS.extend(_Pattern(re.compile(rf"(?<![\w$€£.,/-])(?:{e})(?![\w/])", flags), read) for e in expressions)
        return read

    return add


def month_number(name: str) -> int:
    """1 to 12, of a month's name, also a shortened one."""
    return dates.MONTHS[name.rstrip(".").lower()]


def weekday_code(name: str) -> str:
    """A weekday's name as shifts write it ("MON")."""
    return name[:3].upper()


def count_of(text: str) -> str:
    """A number in words or digits as TIMEX3 writes it; 'X' when it is vague."""
    word = " ".join(text.lower().split())
    if re.fullmatch(r"\d+(?:\.\d)?", word):
        return word
    numbers = _numbers()
    if word in numbers:
        return str(numbers[word])
    tens, _, ones = word.partition("-")
    if tens in numbers and ones in numbers:
        return str(numbers[tens] + numbers[ones])
    return "100" if word == "a hundred" else "X"


@cache
def _numbers() -> dict[str, int]:
    """Words that count units; nothing is "zero days" long."""
    counting = {word: number for word, number in lexicon.cardinals().items() if number}
    return counting | {"a": 1, "an": 1, "hundred": 100}


def unit_of(text: str) -> tuple[str, int]:
    """Unit letter and how many of it one such unit is (a fortnight is two weeks)."""
    word = text.lower()
    singular = word if word in UNITS else word.removesuffix("s") if word.removesuffix("s") in UNITS else "century"
    return UNITS[singular], 2 if singular == "fortnight" else 1


def duration_of(count: str, unit_word: str) -> str:
    """A number of units as a TIMEX3 duration ("P3D", "PT2H")."""
    unit, factor = unit_of(unit_word)
    number = count
    if factor != 1 and count.isdigit():
        number = str(int(count) * factor)
    if unit in "EC":
        years = {"E": 10, "C": 100}[unit]
        return f"P{float(number) * years:g}Y" if number != "X" else f"PX{unit}"
    clock = unit in "HS" or unit_word.lower().startswith("minute")
    return f"P{'T' if clock else ''}{number}{unit}"


def move_of(count: str, unit_word: str, sign: str) -> str:
    """A shift of so many units, or '' when the number is vague or the unit too small to change the day."""
    unit, factor = unit_of(unit_word)
    if not count.isdigit() or len(count) > 4 or unit == "S" or unit_word.lower().startswith("minute"):
        return ""
    return f"{sign}{int(count) * factor}{unit}"


def edge_of(match: re.Match[str]) -> str:
    """The shift word for "early", "the end of" …, or ''."""
    words = (match["edge"] or "").lower().split()
    return next((f" {THIRDS[word]}" for word in words if word in THIRDS), "")


def explicit(year: str, month: int | None = None, number: str | None = None) -> TimexValue | None:
    """A year, month or day that the words give in full; None where the calendar has no such day."""
    value = year
    if month is not None:
        value += f"-{month:02d}"
    if number is not None:
        value += f"-{int(number):02d}"
    return TimexValue("DATE", value, anchor="explicit") if dates.parse_period(value) else None


def named_day(name: str, start: int, context: RuleContext, edge: str = "") -> TimexValue:
    """A weekday, month or day of a month without its year: the latest, or the next when its verb looks ahead."""
    if edge in (" before", " after"):
        edge = ""
    relation = toward(start, context, weekday=name in dates.WEEKDAYS)
    if relation == "<" and re.fullmatch(r"-\d\d-\d\d", name):
        relation = "<~"  # nobody leaves the year out of a day that is a year back all but a few days
    return TimexValue("DATE", shift=f"{relation}{name}{edge}")


def toward(start: int, context: RuleContext, *, weekday: bool = False) -> str:
    """The relation to publication: latest, next, or, where the verb leaves it open, the nearest (weekdays: latest)."""
    direction = context.direction(start)
    if direction != "<" and re.search(
        r"\b(?:until|till|by|before)\s(?:the\s)?$", context.text[max(0, start - 12) : start].lower()
    ):
        return ">"
    return "<" if weekday and direction.endswith("~") else direction


def base_of(anchor: TimeExpression) -> str:
    """The anchor's date as the beginning of a shift."""
    return anchor.shift or f"@{anchor.value}"
