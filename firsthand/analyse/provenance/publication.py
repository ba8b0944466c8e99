"""When a report appeared: as given, as printed on the page, or inferred from its text as a range, each with its basis.

Follows: document dating from temporal expressions and world knowledge (de Jong et al. 2005; Chambers 2012), as rules
that can be read back instead of a classifier.  A text bounds its date from both sides:

* a date line or a dateline that prints the day;
* explicit dates: a report is not before what it tells as past, nor after what it says will be;
* offices: "President X" of a report's own present falls in X's time in office (``lexicon/terms_of_office.csv``), and a
  month without a year in which an office holder acts is a month of that time, less than a year back.

Either end stays open where the text gives no bound.  Left out: bounds from events without a date, copyright years
(a page's footer is younger than its text), and the dates of other reports (``relate.events`` uses those).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from firsthand import dates
from firsthand.analyse.provenance.date_lines import dateline_date, printed_date, weekday_date
from firsthand.analyse.provenance.intervals import DateBound, combine, meet_sets
from firsthand.analyse.provenance.terms_of_office import bounds_in_office
from firsthand.analyse.time import times
from firsthand.data import TEXT_KINDS, Published, TimeExpression
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.tense import tense_of
from firsthand.grammar.verb_forms import VERB_LIKE


def published(parsed: Parsed) -> Published:
    """The publication date as given, as printed, or as far as the text bounds it."""
    document = parsed.document
    known = document.published
    if known.earliest or known.latest:
        return known
    told = printed_date(document)
    if told is not None:
        return told
    found = times(parsed, Published())
    bounds = _explicit(parsed, found)
    bounds += bounds_in_office(parsed, found, bounds)
    interval, used = combine(bounds)
    filed = dateline_date(document, interval)
    if filed is not None:
        return filed
    if not used:
        return Published()
    weekday = weekday_date(document, interval)
    if weekday is not None:
        interval = meet_sets([interval], list(weekday.intervals))[0]
        used = [*used, weekday]
    first, last = interval
    return Published(
        first.isoformat() if first > date.min else None,
        last.isoformat() if last else None,
        "day" if first == last else "range",
        "; ".join(dict.fromkeys(bound.reason for bound in used)),
        tuple(dict.fromkeys(bound.evidence for bound in used)),
    )


# --------------------------------------------------------------------------------------------- explicit dates


def _explicit(parsed: Parsed, found: Sequence[TimeExpression]) -> list[DateBound]:
    """The latest date told as past bounds from below, the first that is said to come from above; each a day wide of
    it, as it may be another day already where the event is."""
    told: list[tuple[date, TimeExpression]] = []
    to_come: list[tuple[date, TimeExpression]] = []
    for one in found:
        period = dates.parse_period(one.value) if one.anchor == "explicit" and one.type == "DATE" else None
        if period is None or period.first is None or period.last is None:
            continue
        tense = _told_in(parsed, one)
        if tense in ("past", "perfect"):
            told.append((dates.days_from(period.first, -1), one))
        elif tense == "future":
            to_come.append((dates.days_from(period.last, 1), one))
    made = []
    if told:
        when, one = max(told, key=lambda pair: (pair[0], -pair[1].span.start))
        made.append(
            DateBound(((when, None),), f"not before {one.span.of(parsed.text)}, which it tells as past", one.span)
        )
    if to_come:
        when, one = min(to_come, key=lambda pair: (pair[0], pair[1].span.start))
        said = f"not after {one.span.of(parsed.text)}, which it says is to come"
        made.append(DateBound(((date.min, when),), said, one.span))
    return made


_ARRANGED = re.compile(r"\b(?:set|slated|scheduled|due|expected|planned|supposed|likely|meant)\sto\b", re.I)


_ASIDE = re.compile(
    r"\b(?:article|story|report|headline|page|piece|post|version)\b.{0,40}\b(?:amended|corrected|updated|edited|changed|revised)\b"
    r"|\bfile (?:photo|image|picture|footage)\b|\bFILE\s?[-–—]|\((?:AP |Photo|Getty|Reuters|EPA|AFP)[^)]{0,60}\)"
    r"|^[A-Z][A-Z ,.]{3,40} [-–—] [A-Z]{3,9} \d{1,2}:",
    re.M,
)
"""Sentences that are no part of the report's own time: notes of later changes, and captions of pictures of any age."""


_FAR = 2_000
"""Characters over which marks are counted and not read off the parse: in a page that is printed as one block, a stray
mark far above says nothing of a date."""


def _told_in(parsed: Parsed, when: TimeExpression) -> str:
    """The tense in which an explicit date's event is told, where the date hangs on the verb: not on a noun ("the 2016
    race"), not as a limit ("by 2030"), not inside a quotation."""
    one = parsed.at(when.span.start)
    if one is None or parsed.block(one).kind not in TEXT_KINDS:
        return "none"
    before = parsed.text[max(parsed.block(one).start, when.span.start - _FAR) : when.span.start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return "none"
    if re.search(r"\b(?:by|until|till|through|for|from|to|and|between|or)\s(?:the\s)?$", before[-12:].lower()):
        return "none"
    if _ARRANGED.search(before[-60:]) or _ASIDE.search(parsed.text, one.sentence.start, one.sentence.end):
        return "none"
    if when.precision == "day" and _captions(one, when):
        return "past"
    verb = _verb(one, when.span.start, when.span.end)
    return "none" if verb is None else tense_of(one, verb)


def _captions(one: Tree, when: TimeExpression) -> bool:
    """Whether a sentence tells in the present what stands on a picture, and closes with the day it was taken, without
    "on" ("A woman reacts to the verdict in Lindal, April 28, 2014."): a report is not before its pictures."""
    closing = one.text[when.span.end : one.sentence.end].strip(" .")
    announced = one.text[one.sentence.start : when.span.start].casefold().rstrip().endswith((" on", " of", " from"))
    return not (closing or announced or any(token.tag in ("VBD", "MD") for token in one.tokens))


def _verb(one: Tree, start: int, end: int) -> int | None:
    """The verb that words hang on directly or through a preposition; None when it is a noun they hang on."""
    place = next((n for n, t in enumerate(one.tokens) if t.end > start), None)
    for _ in range(8):
        if place is None:
            return None
        token = one.tokens[place]
        if token.pos in VERB_LIKE:
            return place
        if token.pos in ("NOUN", "PROPN", "PRON", "ADJ") and not start <= token.start < end:
            return None
        if token.head == place:
            return None
        place = token.head
    return None
