"""Office holders as a clock: "President X" of a report's own present falls in X's time in office.

The terms are ``lexicon/terms_of_office.csv`` (public knowledge).  A month without a year in which an office holder
acts is a month of that time, less than a year back.  Left out: holders told of as former, hoped for or yet to come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from firsthand import lexicon
from firsthand.analyse.provenance.intervals import DateBound, Interval, meet_sets
from firsthand.data import TEXT_KINDS, Span, TimeExpression
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.tense import tense_of

_LEAD = 4
"""Sentences of body text at the beginning that speak of the report's own present."""
_NOT_NOW = re.compile(
    r"(?:\b(?:former|then|late|ex|past|previous|vice|deputy|acting|onetime|under|assistant|incoming|ousted|toppled|deposed"
    r"|fugitive|exiled|jailed|slain|assassinated|impeached|disgraced|(?:ouster|overthrow|toppling|removal|fall|death|killing"
    r"|assassination|impeachment|resignation|departure|flight|election)\sof)[\s-]+(?:[^\s,;.]+\s){0,6})$",
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


class Holder(NamedTuple):
    """A mention of an office holder by title and name, with the spans of time in office it may mean."""

    name: str
    start: int
    end: int
    terms: tuple[tuple[date, date | None, str], ...]


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


def _administrations(one: Tree) -> list[Holder]:
    """ "The X administration" in the lead, for a president of the United States."""
    rows = [
        row
        for row in lexicon.rows("terms_of_office")
        if row["place"] == "United States" and row["titles"] == "President"
    ]
    found = []
    for match in _ADMINISTRATION.finditer(one.text, one.sentence.start, one.sentence.end):
        terms = tuple(
            (date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), row["term"])
            for row in rows
            if row["surname"] == match["name"]
        )
        if terms:
            found.append(Holder(f"the {match['name']} administration", match.start(), match.end(), terms))
    return found


def _mentions(one: Tree, *, second: bool) -> list[Holder]:
    """Office holders by title and name in one sentence, without former, deputy and acting ones."""
    text, sentence = one.text, one.sentence
    pattern, by_title = _holders()
    found = []
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
            Holder(
                f"{match['title']} {name}",
                match.start(),
                match.end() + len(name),
                tuple((row[2], row[3], row[4]) for row in chosen),
            )
        )
    return found


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalpha()


def bounds_in_office(parsed: Parsed, found: Sequence[TimeExpression], bounds: Sequence[DateBound]) -> list[DateBound]:
    """Bounds from office holders of the report's own present, and from months in which they act."""
    document = parsed.document
    body = [one for one in parsed.trees if parsed.block(one).kind in TEXT_KINDS]
    second = _second_term(body)
    current: list[DateBound] = []
    per_sentence = [
        (one, (_administrations(one) if number < _LEAD else []) + _mentions(one, second=second))
        for number, one in enumerate(body)
    ]
    reach: list[Interval] = [(date.min, None)]
    for number, (one, holders) in enumerate(per_sentence):
        here = [t for t in found if one.sentence.start <= t.span.start < one.sentence.end]
        for holder in holders:
            if not _is_now(one, here, holder, lead=number < _LEAD):
                continue
            terms = list(holder.terms)
            intervals = tuple((first, last) for first, last, _ in terms)
            met = meet_sets(reach, list(intervals))
            if not met:
                if number < _LEAD:
                    return []  # the lead contradicts itself: these are not all of its present
                continue
            if met != reach:
                which = " in a second term" if second and any(t[2] == "2" for t in terms) else ""
                current.append(
                    DateBound(intervals, f"{holder.name}{which}", Span(document.id, holder.start, holder.end))
                )
            reach = met
    if not current or not meet_sets(reach, [i for b in bounds for i in b.intervals] or [(date.min, None)]):
        return []
    return current + _months(per_sentence, found, reach)


_LONG_AGO = re.compile(r"\b(?:years?|decades?|century|months)\s(?:after|ago|since|before|earlier|later)\b", re.I)


def _is_now(one: Tree, here: Sequence[TimeExpression], holder: Holder, *, lead: bool) -> bool:
    """Whether a sentence speaks of a holder in the report's present: dated by a day or week near publication, or in
    the lead and in the present or perfect tense."""
    if any(t.anchor in ("explicit", "narrative") and t.type == "DATE" for t in here):
        return False
    if _LONG_AGO.search(one.text, one.sentence.start, one.sentence.end):
        return False
    if any(re.match(r"[<+-](?:[A-Z]{3}|[01][DW])", t.shift) for t in here):
        return True
    if not lead:
        return False
    verb = _acts(one, holder)
    return verb is not None and tense_of(one, verb) in ("present", "perfect")


def _acts(one: Tree, holder: Holder) -> int | None:
    """The verb whose subject the holder is, or is part of."""
    place = next((n for n, t in enumerate(one.tokens) if t.end >= holder.end and t.start < holder.end), None)
    for _ in range(4):
        if place is None:
            return None
        token = one.tokens[place]
        if token.dep in ("nsubj", "nsubjpass"):
            return token.head
        if token.head == place:
            return None
        place = token.head
    return None


def _second_term(body: Sequence[Tree]) -> bool:
    """Whether a second term is spoken of as running, and nowhere as hoped for or just won."""
    told = [words for one in body if _SECOND.search(words := one.text[one.sentence.start : one.sentence.end])]
    return any(_IN_TERM.search(words) for words in told) and not any(_UNREAL.search(words) for words in told)


def _months(
    per_sentence: Sequence[tuple[Tree, list[Holder]]],
    found: Sequence[TimeExpression],
    reach: Sequence[Interval],
) -> list[DateBound]:
    """A month without a year in which an office holder acts is past and within their time in office; one told after
    the beginning of that time is its first of that name, and less than a year back."""
    since = min(first for first, _ in reach)
    if since == date.min:
        return []
    present = next((h for _, holders in per_sentence for h in holders), None)
    made: list[DateBound] = []
    opened = -2
    for number, (tree, holders) in enumerate(per_sentence):
        sentence = tree.sentence
        words = tree.text[sentence.start : sentence.end]
        here = [t for t in found if sentence.start <= t.span.start < sentence.end]
        if _UNREAL.search(words) or any(t.anchor == "explicit" for t in here):
            continue
        took_office = present is not None and _TOOK_OFFICE.search(words) and present.name.split()[-1] in words
        if _TERM_START.search(words) or took_office:
            opened = number
        for one in here:
            month = re.fullmatch(r"<-(\d\d)", one.shift)
            follows = opened == number or (
                opened == number - 1 and per_sentence[opened][0].sentence.block == sentence.block
            )
            actor = present if follows else holders[0] if holders else None
            inside = _month_in_office(actor, since, int(month[1])) if month and actor else None
            if actor is None or inside is None:
                continue
            after = (inside.replace(day=28) + timedelta(days=4)).replace(day=1)
            said = one.span.of(tree.text)
            if follows:
                if took_office and not any(abs((inside - first).days) <= 45 for first, _, _ in actor.terms):
                    continue  # another took office, or it was another month
                latest = date(inside.year + 1, inside.month, 1) - timedelta(days=1)
                reason = f"{said} is {inside:%Y-%m}, told with the beginning of that term and less than a year back"
                made.append(DateBound(((after, latest),), reason, one.span))
            else:
                reason = f"after {inside:%Y-%m}, the first {said} in which {actor.name} can have acted"
                made.append(DateBound(((after, None),), reason, one.span))
    return made


def _month_in_office(actor: Holder, since: date, month: int) -> date | None:
    """The first month of that name that falls in the actor's time in office and is not over a year before ``since``."""
    year_back = since.replace(year=since.year - 1, day=1)
    for year in range(year_back.year, year_back.year + 9):
        first = date(year, month, 1)
        end = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        if first >= year_back and meet_sets([(first, end)], [(start, last) for start, last, _ in actor.terms]):
            return first
    return None
