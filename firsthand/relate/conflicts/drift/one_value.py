"""Whether an edit of figures or days leaves what they say: one value in two units, two currencies or two formats.

The value is compared and not the words: 48 km and 30 miles, 6:00 and 6 p.m., "four-by-four" and 4x4.  Sums in two
currencies are not compared, for an editor converts them; nor is a weekday with "today".  A figure that only one side
has is another value only where the other side has a word for a number ("several").  Left out: rates of exchange.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from firsthand.comparable import ReportedValue
from firsthand.comparable.clock_times import clock_times
from firsthand.comparable.lemmas import figure
from firsthand.data import Span
from firsthand.lexicon import column, entry_set
from firsthand.relate.conflicts.drift.edits import Edit
from firsthand.relate.facts.figures import one_figure
from firsthand.relate.pile import Pile

_PARTS = re.compile(r"[-×x/]")
_DIGITS = re.compile(r"\d")
_CURRENCY = re.compile(r"(?:[A-Z]{0,3}[$€£¥₹]|\b(?:R|Rs|RM|CHF|USD|EUR|GBP|Rs\.))\s?$")
_HALF_DAY = 720
_AROUND = 24
"""Letters on both sides of an edit in which the rest of its time of the clock may stand."""


def has_figure(keys: Sequence[str]) -> bool:
    """Whether any of the words of one side of an edit is a number or holds one; "one" alone is none."""
    return any(_DIGITS.search(key) or _figures((key,)) for key in keys if key != "1")


def value_stands(pile: Pile, edit: Edit) -> bool:
    """Whether the edit holds figures or days of which both sides say the same, or which cannot be compared."""
    mine, theirs = _keys(edit)
    figured = has_figure(mine), has_figure(theirs)
    if not any(figured):
        return bool(mine and theirs) and _relative_day(mine, theirs)
    if not all(figured):
        bare = theirs if figured[0] else mine
        return bool(bare) and not set(bare) & _number_words()
    spans = edit.spans()
    if _figures(mine) == _figures(theirs) and _told(mine) == _told(theirs):
        return True
    texts = pile.document[spans[0].document].text, pile.document[spans[1].document].text
    sums = [_currency(text, span) for text, span in zip(texts, spans, strict=True)]
    if all(sums) and sums[0] != sums[1]:
        return True
    hours = [_hours(text, span) for text, span in zip(texts, spans, strict=True)]
    if hours[0] & hours[1]:
        return True
    ours, others = (_measures(pile, span) for span in spans)
    return any(a.attribute == b.attribute and one_figure(a, b) for a in ours for b in others)


def _keys(edit: Edit) -> tuple[tuple[str, ...], ...]:
    """The words of both sides as they are compared, units as they are printed: "m" is no million beside a figure."""
    printed = [tuple(side.casefold().split()) for side in edit.printed()]
    return tuple(
        tuple(word if word in _units() else key for key, word in zip(side, said, strict=True)) if len(side) == len(said)
        else side
        for side, said in zip(edit.keys(), printed, strict=True)
    )  # fmt: skip


def _figures(keys: Sequence[str]) -> frozenset[float]:
    parts = (part for key in keys for part in (key, *_PARTS.split(key)))
    found = (figure(part) for part in parts if part and part not in _units())
    return frozenset(one for one in found if one is not None)


def _told(keys: Sequence[str]) -> frozenset[str]:
    """What is said beside the figures, units and days."""
    return frozenset(
        part
        for key in keys
        for part in _PARTS.split(key)
        if part and figure(part) is None and not _DIGITS.search(part) and part not in _units() and not _of_a_day(part)
    ) - entry_set("function_words")


def _of_a_day(word: str) -> bool:
    return word in entry_set("calendar_words") or word in _RELATIVE or word in _HALVES


_RELATIVE = frozenset({"today", "yesterday", "tonight", "tomorrow"})
_HALVES = frozenset({"am", "pm", "morning", "afternoon", "evening", "night", "noon", "midnight", "local", "time"})


def of_the_day(keys: Sequence[str]) -> bool:
    """Whether the words only tell the day or its hour."""
    told = [key for key in keys if key not in entry_set("function_words")]
    return bool(told) and all(_of_a_day(key) for key in told)


def _relative_day(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one side names the day by its name and the other one from where it stands."""
    days = [{key for key in side if _of_a_day(key)} for side in (mine, theirs)]
    return all(days) and bool(days[0] & _RELATIVE) != bool(days[1] & _RELATIVE)


@cache
def _units() -> frozenset[str]:
    units = column("measures", "unit")
    return frozenset(
        units | {f"{unit}s" for unit in units} | {"percent", "per", "cent", "%", "euro", "euros", "dollars"}
    )


@cache
def _number_words() -> frozenset[str]:
    """Words for a number that is not told."""
    vague = column("vague_numbers", "word") | column("quantifiers", "word")
    return vague | {"multiple", "numerous", "many", "couple", "both", "half", "dozen", "no", "single", "1"}


def _currency(text: str, span: Span) -> str:
    """The currency before the first figure of some words, or ""."""
    digit = _DIGITS.search(text, span.start, span.end)
    found = _CURRENCY.search(text, max(0, digit.start() - 6), digit.start()) if digit is not None else None
    return found.group().strip() if found is not None else ""


def _hours(text: str, span: Span) -> frozenset[float]:
    """The times of the clock that the words are a part of, in minutes of half a day."""
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    found = clock_times(text, start, end, (start, end))
    return frozenset(one.minutes % _HALF_DAY for one in found if one.start < span.end and span.start < one.end)


def _measures(pile: Pile, span: Span) -> list[ReportedValue]:
    """The measures, no counts, of which a figure stands in the words."""
    held = pile.comparable.get(span.document)
    given = held.values if held is not None else ()
    return [one for one in given if one.number.overlaps(span) and one.attribute not in ("count", "money")]
