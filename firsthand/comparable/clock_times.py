"""Times of the clock as a report prints them: "6.50pm", "14:20 local time", "shortly before six", "05.55", "noon".

An hour without its half of the day takes that of the words around it ("six in the morning", "Friday evening"); where
these say nothing it may be either, and ``half_known`` is False.  Words that turn a number into an hour are those of
``lexicon/clock_words.csv``.  Left out: hours that only a time zone tells apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from firsthand.data import Bound
from firsthand.lexicon import cardinals, rows

_HALF_DAY = 12
_HOUR = 60
_AROUND = 30
"""Letters before an hour in which words say that it is not exact."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """The time at ``start`` to ``end``, in ``minutes`` of the day; where the half of the day is not known, of its first
    half."""

    start: int
    end: int
    minutes: float
    half_known: bool
    bound: Bound


def clock_times(text: str, start: int, end: int, sentence: tuple[int, int]) -> Iterator[ClockTime]:
    """The times of the clock between two places of a text, in order; ``sentence`` is what stands around them."""
    taken = start
    found = [one for pattern in _patterns() for one in pattern.finditer(text, start, end)]
    for one in sorted(found, key=lambda one: (one.start("time"), -one.end("time"))):
        told = one.groupdict()
        if one.start("time") < taken or (minutes := _minutes(told)) is None:
            continue
        at, half = minutes
        if not half and (part := _half_of_day(text[sentence[0] : sentence[1]], at)) is not None:
            at, half = at % (_HALF_DAY * _HOUR) + part, True
        taken = one.end("time")
        yield ClockTime(one.start("time"), taken, float(at), half, _bound(text, one.start("time")))


def _minutes(told: Mapping[str, str | None]) -> tuple[int, bool] | None:
    """The minutes of the day, and whether the half of the day is known; None where it is no time."""
    if named := told.get("named"):
        return int(_words("named")[named.casefold()]), True
    hour, minute = _number(told["hour"] or ""), _share(told.get("minute") or "0")
    if hour >= 2 * _HALF_DAY or minute >= _HOUR:
        return None
    if told.get("side") in ("to", "before"):
        hour, minute = hour - 1, _HOUR - minute
    if half := told.get("half"):
        return _with_half(hour * _HOUR + minute, half) if 0 <= hour <= _HALF_DAY else None
    known = hour > _HALF_DAY or (told["hour"] or "").startswith("0") or bool(told.get("zone"))
    return hour * _HOUR + minute, known


def _with_half(minutes: int, half: str) -> tuple[int, bool]:
    return minutes % (_HALF_DAY * _HOUR) + _HALF_DAY * _HOUR * (half[0].casefold() == "p"), True


def _number(word: str) -> int:
    return int(word) if word.isdigit() else cardinals()[word.casefold()]


def _share(word: str) -> int:
    """The minutes of "half" and "quarter", or of a number."""
    return int(_words("share").get(word.casefold(), 0)) or _number(word)


def _half_of_day(sentence: str, minutes: int) -> int | None:
    """The minutes to add for the half of the day that the words around an hour name; None where they name none."""
    words = set(re.findall(r"[a-z]+", sentence.casefold()))
    halves = {_words("part")[word] for word in words & _words("part").keys()}
    if halves == {"first"}:
        return 0
    if halves == {"second"}:
        return _HALF_DAY * _HOUR
    if halves == {"night"}:
        return _HALF_DAY * _HOUR if minutes % (_HALF_DAY * _HOUR) >= 6 * _HOUR else 0
    return None


def _bound(text: str, start: int) -> Bound:
    words = re.findall(r"[a-z]+", text[max(0, start - _AROUND) : start].casefold())
    return "about" if set(words[-3:]) & _words("rough").keys() else "exact"


@cache
def _words(kind: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in rows("clock_words") if row["kind"] == kind}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The forms of a time, each with its hour, and what else it says."""
    hours = "|".join(sorted((word for word, n in cardinals().items() if 1 <= n <= _HALF_DAY), key=len, reverse=True))
    small = "|".join(sorted((word for word, n in cardinals().items() if 1 <= n < _HOUR), key=len, reverse=True))
    kinds = ("before", "sure", "share", "follows", "named")
    before, sure, shares, follows, named = ("|".join(sorted(_words(one), key=len, reverse=True)) for one in kinds)
    half = r"(?P<half>[ap]\.? ?m\b\.?)"
    said, ends = rf"(?=\s(?:{follows})\b)", rf"(?=\s?(?:(?:{follows})\b|[,;)]|\.(?!\d)|$))"
    zones = r"(?P<zone>local|GMT|UTC|CET|EST|BST)\b"
    digits = r"(?P<hour>[01]?\d|2[0-3])"
    forms = (
        rf"\b(?P<time>(?P<minute>{shares}|(?:{small}|[1-5]?\d)(?= minutes? ))(?: minutes?)?"
        rf" (?P<side>past|to|before|after) (?P<hour>{hours}|1[0-2]|[1-9])(?: ?{half})?)\b{ends}",
        rf"\b(?P<time>{digits}(?:[:.](?P<minute>[0-5]\d))? ?{half})",
        rf"\b(?P<time>(?P<hour>{hours}) {half})",
        rf"\b(?P<time>{digits}[:.](?P<minute>[0-5]\d))(?= ?{zones})",
        rf"\b(?P<time>{digits}:(?P<minute>[0-5]\d))(?![\d:])",
        rf"\b(?:{before}|{sure})\s(?P<time>{digits}\.(?P<minute>[0-5]\d)){ends}",
        r"\b(?P<time>(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d))(?= ?(?P<zone>GMT|UTC|hours|hrs)\b)",
        rf"\b(?P<time>(?P<hour>{hours}|1[0-2]|[1-9]) o['’]clock)",
        rf"\b(?:{before})\s(?P<time>(?P<hour>{hours}|1[0-2]|[1-9])){said}",
        rf"\b(?:{sure})\s(?P<time>(?P<hour>{hours}|1[0-2]|[1-9])){ends}",
        rf"\b(?P<time>(?P<named>{named}))\b",
    )
    return tuple(re.compile(form, re.I) for form in forms)
