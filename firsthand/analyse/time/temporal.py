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
from dataclasses import replace
from datetime import date, timedelta

from firsthand import dates
from firsthand.analyse.time.counted_from_office import counted_from_office
from firsthand.analyse.time.timex import PATTERNS, Rule, RuleContext, TimexValue
from firsthand.data import TEXT_KINDS, Published, Span, TimeExpression
from firsthand.grammar import Parsed, Tense

_LONGEST_BLOCK = 20_000


def times(parsed: Parsed, published: Published) -> tuple[TimeExpression, ...]:
    """The temporal expressions of all parsed blocks, in text order, resolved as far as the text supports it."""
    blocks = parsed.document.blocks
    filled = list(dict.fromkeys(one.sentence.block for one in parsed.trees))
    found: list[TimeExpression] = []
    told: TimeExpression | None = None
    news: TimeExpression | None = None
    opening = [n for n in filled if blocks[n].kind in TEXT_KINDS][:_OPENING]
    for number in filled:
        here, told = _of_block(Tense(parsed, blocks[number]), published, told, news)
        found += here
        if news is None and number in opening:
            news = next((one for one in here if _RECENT.fullmatch(one.shift)), None)
    return tuple(found)


_OPENING = 4
"""Paragraphs in which a report tells the day of its news."""
_RECENT = re.compile(rf"(?:<(?:{'|'.join(dates.WEEKDAYS)})|\+0D|-1D)(?: T[A-Z]+)?")


def _of_block(
    tense: Tense, published: Published, told: TimeExpression | None, news: TimeExpression | None
) -> tuple[list[TimeExpression], TimeExpression | None]:
    """A block's expressions and the last date told in it.  ``told`` is the block before's, for "the same day", and
    ``news`` the day that the report's beginning tells; a paragraph counts as background only by a date of its own."""
    document, block = tense.parsed.document, tense.block
    text = document.text[block.start : min(block.end, block.start + _LONGEST_BLOCK)]
    found: list[TimeExpression] = []
    own: TimeExpression | None = None
    for match, read in _matches(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        stale = own is not None and _is_past_event(own, published) and not _anew(tense, own, start)
        context = RuleContext(tense.direction, own or told, stale, tense.is_date, text, news)
        reading = read(match, context)
        if reading is None or (found and block.start + start < found[-1].span.end):
            continue
        span = Span(document.id, block.start + start, block.start + match.start() + len(match.group().rstrip()))
        expression = _or_tomorrow(_expression(span, reading, published), published, tense, text, start)
        found.append(expression)
        if expression.type in ("DATE", "TIME") and (expression.shift or dates.parse_period(expression.value)):
            own = expression if not expression.value.endswith("_REF") else own
    return _with_terms(found, counted_from_office(document, block, published)), own


def _with_terms(found: list[TimeExpression], counted: list[TimeExpression]) -> list[TimeExpression]:
    """The expressions, with those that count from an office holder's first day in place of the parts of these."""
    kept = [one for one in found if not any(one.span.overlaps(other.span) for other in counted)]
    return sorted([*kept, *counted], key=lambda one: one.span)


def _matches(text: str) -> list[tuple[re.Match[str], Rule]]:
    """Every pattern's matches by position, longest first; a reader may still refuse one."""
    all_matches = [(m, p.read, order) for order, p in enumerate(PATTERNS) for m in p.regex.finditer(text)]
    all_matches.sort(key=lambda item: (item[0].start(), -item[0].end(), item[2]))
    return [(m, read) for m, read, _ in all_matches]


def _expression(span: Span, reading: TimexValue, published: Published) -> TimeExpression:
    resolved = dates.resolve(reading.shift, published) if reading.shift else dates.of_value(reading.value)
    value = reading.value or resolved.value
    shift = "" if reading.shift.startswith("@") else reading.shift
    return TimeExpression(
        span, value, reading.type, resolved.earliest, resolved.latest, resolved.precision, reading.anchor, shift
    )


_PAST_WEEKDAY = re.compile(rf"<(?:{'|'.join(dates.WEEKDAYS)})(?: TMO)?")
_DAYBREAK = re.compile(r"\b(?:early|overnight|dawn|morning)\b", re.I)


def _or_tomorrow(one: TimeExpression, published: Published, tense: Tense, text: str, start: int) -> TimeExpression:
    """A past weekday that would be six days back may be the day after publication: it is already Friday where the event
    is, or the page still bears the date of its first version.  An early hour speaks for that, a later one against it;
    without an hour both days stay open."""
    first, last = dates.bounds(published)
    if first is None or first != last or one.anchor != "publication" or tense.direction(start) == ">":
        return one
    if not _PAST_WEEKDAY.fullmatch(one.shift) or one.earliest is None:
        return one
    if one.earliest[:10] != (first - timedelta(days=6)).isoformat():
        return one
    if _DAYBREAK.search(text[max(0, start - 12) : start + one.span.end - one.span.start]):
        shift = " ".join(["+1D", *one.shift.split()[1:]])
        resolved = dates.resolve(shift, published)
        return replace(
            one, value=resolved.value, earliest=resolved.earliest, latest=resolved.latest,
            precision=resolved.precision, shift=shift,
        )  # fmt: skip
    tomorrow = (first + timedelta(days=1)).isoformat()
    return replace(one, value="", earliest=one.earliest[:10], latest=tomorrow, precision="range")


def _is_past_event(expression: TimeExpression, published: Published) -> bool:
    """Whether a paragraph has gone back to a dated event: a day or a month that names its year, or a day of a month,
    over a week before publication."""
    named = expression.anchor == "explicit" and expression.precision in ("day", "month")
    if not named and not re.search(r"[<>=~]-\d\d-\d\d", expression.shift):
        return False
    first, _ = dates.bounds(published)
    return first is None or expression.latest is None or expression.latest[:10] < _week_before(first)


def _anew(tense: Tense, told: TimeExpression, offset: int) -> bool:
    """Whether the report is back in its present: in the sentence of the dated event itself ("Roe, arrested on
    3 May 2010, pleaded guilty on Monday"), or with a verb of saying ("said on Monday")."""
    return tense.same_sentence(told.span.start - tense.block.start, offset) or tense.says(offset)


def _week_before(day: date) -> str:
    return date.fromordinal(max(1, day.toordinal() - 7)).isoformat()
