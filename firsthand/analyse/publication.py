"""When a report appeared: as given, as printed on the page, or inferred from its text as a range, each with its basis.

Follows: document dating from temporal expressions and world knowledge (de Jong et al. 2005; Chambers 2012), as rules
that can be read back instead of a classifier.  A text bounds its date from both sides:

* a date line or a dateline that prints the day;
* explicit dates: a report is not before what it tells as past, nor after what it says will be;
* offices: "President X" of a report's own present falls in X's time in office (``lexicon/terms_of_office.csv``), and a
  month without a year in which an office holder acts is a month of that time, less than a year back.

Either end stays open where the text gives no bound.  Left out: bounds from events without a date, copyright years
(a page's footer is younger than its text), and the dates of other reports (``relate.dating`` uses those).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from firsthand import dates, lexicon
from firsthand.analyse.temporal import times
from firsthand.data import TEXT_KINDS, Document, Published, Sentence, Span, TimeExpression

_LEAD = 4
"""Sentences of body text at the beginning that speak of the report's own present."""
_DATE_LINES = 16
"""Blocks from the top in which a line with nothing but a date is the page's own date."""

Interval = tuple[date, date | None]

_LABEL = re.compile(
    r"(?P<label>first published|published|posted|issued|released|filed|last updated|last modified|updated|modified)"
    r"(?:\s(?:on|at))?\s{0,3}:?\s{0,3}(?:\w{3,9}day,?\s)?$",
    re.I,
)
_DATELINE = re.compile(
    r"^[A-Z][\w.'’ -]{1,40},\s(?:[\w .'’-]{2,30},\s)?"
    r"(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s(?P<day>[0-3]?\d)\s{0,2}"
    r"(?:\([^)\n]{2,40}\)\s?)?(?:[-–—]|\()"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY_DATE = re.compile(
    r"\b(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\.?\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!,?\s(?:19|20)\d\d)(?!\d)"
)
_NOT_NOW = re.compile(
    r"(?:\b(?:former|then|late|ex|past|previous|vice|deputy|acting|onetime|under|assistant)[\s-]+(?:[^\s,;.]+\s){0,6})$",
    re.I,
)
_UNREAL = re.compile(
    r"\b(?:would|could|if|should|might|(?-i:may)|seek|seeks|seeking|sought|bid|win|wins|winning|won|campaign\w*|candidate"
    r"|hopes?|re-?elect\w*|eventual|possible|potential|prospect|run|running|nominee|election)\b",
    re.I,
)
_SECOND = re.compile(r"\bsecond(?:-|\s)(?:term|administration|presidency)\b", re.I)
_IN_TERM = re.compile(
    r"\b(?:since|start of|beginning of|early in|during|in|into|of|for|under|throughout|[’']s)\s(?:\S+\s){0,5}?"
    r"(?:second|current)(?:-|\s)(?:term|administration|presidency)\b|\b(?:his|her|[’']s)\ssecond-term\b",
    re.I,
)
_TERM_START = re.compile(
    r"\b(?:start|beginning|outset|first (?:day|week)s?)\sof\s(?:\S+\s){0,2}(?:term|administration|presidency)\b"
    r"|\bearly\sin\s(?:\S+\s){0,2}(?:term|administration|presidency)\b",
    re.I,
)


_TOOK_OFFICE = re.compile(
    r"\b(?:took|taking|entered|entering|returned to|returning to)\s(?:office|power|the (?:White House|presidency))\b"
    r"|\binaugurat\w+|\bsworn in\b",
    re.I,
)


class _Holder(NamedTuple):
    """A mention of an office holder by title and name, with the spans of time in office it may mean."""

    name: str
    start: int
    end: int
    terms: tuple[tuple[date, date | None, str], ...]


class _Bound(NamedTuple):
    """One thing that the text says about its date."""

    intervals: tuple[Interval, ...]
    reason: str
    evidence: Span


def published(document: Document, sentences: tuple[Sentence, ...]) -> Published:
    """The publication date as given, as printed, or as far as the text bounds it."""
    known = document.published
    if known.earliest or known.latest:
        return known
    found = times(document, sentences, Published())
    printed = _printed(document, found)
    if printed is not None:
        return printed
    bounds = _explicit(document, sentences, found)
    bounds += _offices(document, sentences, found, bounds)
    interval, used = _combine(bounds)
    filed = _dateline(document, interval)
    if filed is not None:
        return filed
    if not used:
        return Published()
    weekday = _weekday_date(document, interval)
    if weekday is not None:
        interval = _meet([interval], list(weekday.intervals))[0]
        used = [*used, weekday]
    first, last = interval
    return Published(
        first.isoformat() if first > date.min else None,
        last.isoformat() if last else None,
        "day" if first == last else "range",
        "; ".join(dict.fromkeys(bound.reason for bound in used)),
        tuple(dict.fromkeys(bound.evidence for bound in used)),
    )


# ------------------------------------------------------------------------------------------ printed on the page


def _printed(document: Document, found: Sequence[TimeExpression]) -> Published | None:
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
                if block.kind in ("title", "subtitle", "caption", "heading", "related", "navigation"):
                    continue
                return Published(value, value, "day", "the page's date line", (span,))
    return updated


_FULL_DATE = re.compile(
    r"\b(?P<m1>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?,?\s(?P<y1>(?:19|20)\d\d)\b"
    r"|\b(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s(?P<m2>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s(?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)"
)


def _full_dates(line: str) -> Iterable[tuple[int, int, str]]:
    for match in _FULL_DATE.finditer(line):
        year = match["y1"] or match["y2"] or match["y3"]
        name = match["m1"] or match["m2"]
        month = _MONTHS.index(name.lower()) + 1 if name else int(match["m3"])
        value = f"{year}-{month:02d}-{int(match['d1'] or match['d2'] or match['d3']):02d}"
        if dates.parse(value) is not None:
            yield match.start(), match.end(), value


def _dateline(document: Document, interval: Interval) -> Published | None:
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
        period = dates.parse(f"{year:04d}-{_MONTHS.index(month[:3].lower()) + 1:02d}-{int(day):02d}")
        if period is None or period.first is None or not first <= period.first <= last:
            continue
        if not weekday or dates.WEEKDAYS[period.first.weekday()] == weekday:
            found.append(period.first)
    return found


def _weekday_date(document: Document, interval: Interval) -> _Bound | None:
    """ "Thursday, Aug. 7" exists in one year of six: with the other bounds it may settle the year."""
    for block in document.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        for match in _WEEKDAY_DATE.finditer(document.text, block.start, min(block.end, block.start + 20_000)):
            days = _days_of(match["month"], match["day"], interval, match["weekday"].upper())
            if len(days) == 1:
                around = timedelta(days=330)
                span = Span(document.id, match.start(), match.end())
                return _Bound(((days[0] - around, days[0] + around),), f"{match.group()} falls in {days[0].year}", span)
    return None


# --------------------------------------------------------------------------------------------- explicit dates


def _explicit(document: Document, sentences: Sequence[Sentence], found: Sequence[TimeExpression]) -> list[_Bound]:
    """The latest date told as past bounds from below, the first that is said to come from above; each a day wide of
    it, as it may be another day already where the event is."""
    told: list[tuple[date, TimeExpression]] = []
    to_come: list[tuple[date, TimeExpression]] = []
    for one in found:
        period = dates.parse(one.value) if one.anchor == "explicit" and one.type == "DATE" else None
        if period is None or period.first is None or period.last is None:
            continue
        tense = _told_in(document, sentences, one)
        if tense in ("past", "perfect"):
            told.append((period.first - timedelta(days=1), one))
        elif tense == "future":
            to_come.append((period.last + timedelta(days=1), one))
    made = []
    if told:
        when, one = max(told, key=lambda pair: (pair[0], -pair[1].span.start))
        made.append(
            _Bound(((when, None),), f"not before {one.span.of(document.text)}, which it tells as past", one.span)
        )
    if to_come:
        when, one = min(to_come, key=lambda pair: (pair[0], pair[1].span.start))
        said = f"not after {one.span.of(document.text)}, which it says is to come"
        made.append(_Bound(((date.min, when),), said, one.span))
    return made


_ARRANGED = re.compile(r"\b(?:set|slated|scheduled|due|expected|planned|supposed|likely|meant)\sto\b", re.I)


def _told_in(document: Document, sentences: Sequence[Sentence], one: TimeExpression) -> str:
    """The tense in which an explicit date's event is told, where the date hangs on the verb: not on a noun ("the 2016
    race"), not as a limit ("by 2030"), not inside a quotation."""
    sentence = next((s for s in sentences if s.start <= one.span.start < s.end), None)
    if sentence is None or document.blocks[sentence.block].kind not in TEXT_KINDS:
        return "none"
    start = document.blocks[sentence.block].start
    before = document.text[max(start, one.span.start - 2_000) : one.span.start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return "none"
    if re.search(r"\b(?:by|until|till|through|for|from|to|and|between|or)\s(?:the\s)?$", before[-12:].lower()):
        return "none"
    if _ARRANGED.search(before[-60:]):
        return "none"
    verb = _verb(sentence, one.span.start, one.span.end)
    return "none" if verb is None else _tense(sentence, verb)


def _verb(sentence: Sentence, start: int, end: int) -> int | None:
    """The verb that words hang on directly or through a preposition; None when it is a noun they hang on."""
    place = next((n for n, t in enumerate(sentence.tokens) if t.end > start), None)
    for _ in range(8):
        if place is None or not 0 <= place < len(sentence.tokens):
            return None
        token = sentence.tokens[place]
        if token.pos in ("VERB", "AUX"):
            return place
        if token.pos in ("NOUN", "PROPN", "PRON", "ADJ") and not start <= token.start < end:
            return None
        if token.head == place:
            return None
        place = token.head
    return None


def _tense(sentence: Sentence, verb: int) -> str:
    """``past``, ``perfect``, ``present``, ``future`` or ``none`` of a verb, read off its tag and auxiliaries."""
    token = sentence.tokens[verb]
    helpers = [t for n, t in enumerate(sentence.tokens) if t.head == verb and n != verb and t.dep in ("aux", "auxpass")]
    if any(t.tag == "MD" for t in helpers):
        return "future" if any(t.lemma in ("will", "shall") for t in helpers) else "none"
    if any(t.tag == "TO" for t in helpers):
        return "none"
    if any(t.lemma == "have" for t in helpers):
        return "perfect"
    finite = [t.tag for t in helpers if t.tag in ("VBD", "VBZ", "VBP")] or [token.tag]
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(finite[0], "none")


# --------------------------------------------------------------------------------------------------- offices


@cache
def _holders() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str, date, date | None, str], ...]]]:
    """A pattern of all titles, and for each title its holders: name, surname, first day, last day, term."""
    by_title: dict[str, list[tuple[str, str, date, date | None, str]]] = {}
    for row in lexicon.rows("terms_of_office"):
        for title in row["titles"].split("|"):
            by_title.setdefault(title, []).append(
                (
                    row["name"],
                    row["surname"],
                    date.fromisoformat(row["from"]),
                    date.fromisoformat(row["to"]) if row["to"] else None,
                    row["term"],
                )
            )
    titles = sorted(by_title, key=lambda title: (-len(title), title))
    pattern = re.compile(rf"\b(?P<title>{'|'.join(map(re.escape, titles))})\s(?=[A-Z])")
    return pattern, {title: tuple(rows) for title, rows in by_title.items()}


_GOES_ON = re.compile(r"(?:\s|-)(?!Mon|Tues|Wed|Thurs|Fri|Sat|Sun|[A-Z]{2})[A-Z][a-zé]+")


_ADMINISTRATION = re.compile(r"\b[Tt]he\s(?P<name>[A-Z][a-z]+)\s[Aa]dministration\b")


def _administrations(document: Document, sentence: Sentence) -> list[_Holder]:
    """ "The X administration" in the lead, for a president of the United States."""
    rows = [
        row
        for row in lexicon.rows("terms_of_office")
        if row["place"] == "United States" and row["titles"] == "President"
    ]
    found = []
    for match in _ADMINISTRATION.finditer(document.text, sentence.start, sentence.end):
        terms = tuple(
            (date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), row["term"])
            for row in rows
            if row["surname"] == match["name"]
        )
        if terms:
            found.append(_Holder(f"the {match['name']} administration", match.start(), match.end(), terms))
    return found


def _mentions(document: Document, sentence: Sentence, lead: bool, second: bool) -> list[_Holder]:
    """Office holders by title and name in one sentence, without former, deputy and acting ones."""
    text = document.text
    pattern, by_title = _holders()
    found = []
    if lead:
        found += _administrations(document, sentence)
    for match in pattern.finditer(text, sentence.start, sentence.end):
        if _NOT_NOW.search(text[max(sentence.start, match.start() - 40) : match.start()]):
            continue
        after = text[match.end() : min(sentence.end, match.end() + 60)]
        rows = by_title[match["title"]]
        full = [row for row in rows if _begins(after, row[0])]
        short = [row for row in rows if _begins(after, row[1])] if not full else []
        chosen = full or short
        if not chosen:
            continue
        name = chosen[0][0] if full else chosen[0][1]
        if second:
            chosen = [row for row in chosen if row[4] != "1"] or chosen
        if short and _GOES_ON.match(after[len(name) :]):
            continue  # another person of that surname, or a headline in capitals
        if short:  # the given name may stand elsewhere in the text
            named = [row for row in short if row[0] in text]
            chosen = named or chosen
        found.append(
            _Holder(
                f"{match['title']} {name}",
                match.start(),
                match.end() + len(name),
                tuple((row[2], row[3], row[4]) for row in chosen),
            )
        )
    return found


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalpha()


def _offices(
    document: Document, sentences: Sequence[Sentence], found: Sequence[TimeExpression], bounds: Sequence[_Bound]
) -> list[_Bound]:
    """Bounds from office holders of the report's own present, and from months in which they act."""
    body = [s for s in sentences if document.blocks[s.block].kind in TEXT_KINDS]
    second = _second_term(document, body)
    current: list[_Bound] = []
    per_sentence: list[tuple[Sentence, list[_Holder]]] = [
        (s, _mentions(document, s, number < _LEAD, second)) for number, s in enumerate(body)
    ]
    reach: list[Interval] = [(date.min, None)]
    for number, (sentence, holders) in enumerate(per_sentence):
        here = [t for t in found if sentence.start <= t.span.start < sentence.end]
        for holder in holders:
            if not _is_now(document, sentence, here, number < _LEAD, holder):
                continue
            terms = list(holder.terms)
            intervals = tuple((first, last) for first, last, _ in terms)
            met = _meet(reach, list(intervals))
            if not met:
                if number < _LEAD:
                    return []  # the lead contradicts itself: these are not all of its present
                continue
            if met != reach:
                which = " in a second term" if second and any(t[2] == "2" for t in terms) else ""
                current.append(_Bound(intervals, f"{holder.name}{which}", Span(document.id, holder.start, holder.end)))
            reach = met
    if not current or not _meet(reach, [i for b in bounds for i in b.intervals] or [(date.min, None)]):
        return []
    return current + _months(document, per_sentence, found, reach)


_LONG_AGO = re.compile(r"\b(?:years?|decades?|century|months)\s(?:after|ago|since|before|earlier|later)\b", re.I)


def _is_now(
    document: Document, sentence: Sentence, here: Sequence[TimeExpression], lead: bool, holder: _Holder
) -> bool:
    """Whether a sentence speaks of a holder in the report's present: dated by a day or week near publication, or in
    the lead and in the present or perfect tense."""
    if any(t.anchor in ("explicit", "narrative") and t.type == "DATE" for t in here):
        return False
    if _LONG_AGO.search(document.text, sentence.start, sentence.end):
        return False
    if any(re.match(r"[<+-](?:[A-Z]{3}|[01][DW])", t.shift) for t in here):
        return True
    if not lead:
        return False
    verb = _acts(sentence, holder)
    return verb is not None and _tense(sentence, verb) in ("present", "perfect")


def _acts(sentence: Sentence, holder: _Holder) -> int | None:
    """The verb whose subject the holder is, or is part of."""
    place = next((n for n, t in enumerate(sentence.tokens) if t.end >= holder.end and t.start < holder.end), None)
    for _ in range(4):
        if place is None or not 0 <= place < len(sentence.tokens):
            return None
        token = sentence.tokens[place]
        if token.dep in ("nsubj", "nsubjpass"):
            return token.head
        if token.head == place:
            return None
        place = token.head
    return None


def _second_term(document: Document, body: Sequence[Sentence]) -> bool:
    """Whether a second term is spoken of as running, not as hoped for."""
    for sentence in body:
        words = document.text[sentence.start : sentence.end]
        if _SECOND.search(words) and _IN_TERM.search(words) and not _UNREAL.search(words):
            return True
    return False


def _months(
    document: Document,
    per_sentence: Sequence[tuple[Sentence, list[_Holder]]],
    found: Sequence[TimeExpression],
    reach: Sequence[Interval],
) -> list[_Bound]:
    """A month without a year in which an office holder acts is past and within their time in office; one told after
    the beginning of that time is its first of that name, and less than a year back."""
    since = min(first for first, _ in reach)
    if since == date.min:
        return []
    present = next((h for _, holders in per_sentence for h in holders), None)
    made: list[_Bound] = []
    opened = -2
    for number, (sentence, holders) in enumerate(per_sentence):
        words = document.text[sentence.start : sentence.end]
        here = [t for t in found if sentence.start <= t.span.start < sentence.end]
        if _UNREAL.search(words) or any(t.anchor == "explicit" for t in here):
            continue
        took_office = present is not None and _TOOK_OFFICE.search(words) and present.name.split()[-1] in words
        if _TERM_START.search(words) or took_office:
            opened = number
        for one in here:
            month = re.fullmatch(r"<-(\d\d)", one.shift)
            follows = opened == number or (opened == number - 1 and per_sentence[opened][0].block == sentence.block)
            actor = present if follows else holders[0] if holders else None
            inside = _month_in_office(actor, since, int(month[1])) if month and actor else None
            if actor is None or inside is None:
                continue
            after = (inside.replace(day=28) + timedelta(days=4)).replace(day=1)
            said = one.span.of(document.text)
            if follows:
                if took_office and not any(abs((inside - first).days) <= 45 for first, _, _ in actor.terms):
                    continue  # another took office, or it was another month
                latest = date(inside.year + 1, inside.month, 1) - timedelta(days=1)
                reason = f"{said} is {inside:%Y-%m}, told with the beginning of that term and less than a year back"
                made.append(_Bound(((after, latest),), reason, one.span))
            else:
                reason = f"after {inside:%Y-%m}, the first {said} in which {actor.name} can have acted"
                made.append(_Bound(((after, None),), reason, one.span))
    return made


def _month_in_office(actor: _Holder, since: date, month: int) -> date | None:
    """The first month of that name that falls in the actor's time in office and is not over a year before ``since``."""
    year_back = since.replace(year=since.year - 1, day=1)
    for year in range(year_back.year, year_back.year + 9):
        first = date(year, month, 1)
        end = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        if first >= year_back and _meet([(first, end)], [(start, last) for start, last, _ in actor.terms]):
            return first
    return None


# --------------------------------------------------------------------------------------------------- intervals


def _meet(a: Sequence[Interval], b: Sequence[Interval]) -> list[Interval]:
    """What two sets of intervals have in common, in order of time."""
    met = []
    for first_a, last_a in a:
        for first_b, last_b in b:
            first = max(first_a, first_b)
            ends = [end for end in (last_a, last_b) if end is not None]
            last = min(ends) if ends else None
            if last is None or first <= last:
                met.append((first, last))
    return sorted(met, key=lambda interval: (interval[0], interval[1] or date.max))


def _combine(bounds: Sequence[_Bound]) -> tuple[Interval, list[_Bound]]:
    """The hull of what all bounds allow, and the bounds that narrowed it; a bound that contradicts is left out."""
    reach: list[Interval] = [(date.min, None)]
    used = []
    for bound in bounds:
        met = _meet(reach, list(bound.intervals))
        if met and met != reach:
            used.append(bound)
            reach = met
    lasts = [last for _, last in reach]
    return (reach[0][0], None if None in lasts else max(last for last in lasts if last is not None)), used
