"""When a statement's event was, as its words tell.

Three kinds of date.  *told*: by a temporal expression of the statement itself.  *within*: the expression dates another
event that the statement mentions ("the plan, begun two years ago, has been dropped").  *said*: a date of the sentence
that belongs to the act of saying ("… the minister said on Friday").  Limits and comparisons ("since 1992", "by 2012"),
what merely qualifies a noun ("a June 1 deadline"), habits and the dates of pictures date no event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from firsthand import dates
from firsthand.data import Analysis, Document, Precision, Published, Sentence, Span, Statement
from firsthand.data import TimeExpression as Timex
from firsthand.lexicon import entry_set

Days = tuple[date, date]
"""First and last day."""
Kind = Literal["told", "within", "said", "since", "reported"]
"""As above; the last two are inferred (``event_time_inferred``)."""

_LOOSEST = 400
"""Days: an expression known no better dates an event only by its own value (a decade, a century)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement with the date of its event; ``told`` is the words that tell the event, ``when`` the expression that
    dates it (of ``reported``: that which tells the day of the report's news, None where that is its publication),
    ``lead`` whether it opens its report, ``past`` whether it tells in the simple past what was done, not said.
    ``options`` are the stretches of days that it can mean, in order."""

    statement: Statement
    kind: Kind
    told: Span
    sentence: Sentence
    when: Timex | None
    earliest: str
    latest: str
    precision: Precision
    options: tuple[Days, ...]
    lead: bool = False
    past: bool = True

    @property
    def first(self) -> date:
        return self.options[0][0]

    @property
    def last(self) -> date:
        return self.options[-1][1]

    @property
    def width(self) -> int:
        """Days between the first and the last that it can be."""
        return (self.last - self.first).days


Undated = list[tuple[Statement, Sentence]]


def times_told(document: Document, analysis: Analysis) -> tuple[list[Dated], Undated]:
    """The statements of one report whose events have a date in words, and those that have none."""
    text = document.text
    times = [
        one
        for one in _stretches(text, analysis.times)
        if dates_event(text, analysis, one) and not _of_picture(text, analysis, one)
    ]
    found: list[Dated] = []
    entered: set[Timex] = set()
    undated: Undated = []
    owning: Undated = []
    for statement in analysis.statements:
        usable = [one for one in times if statement.span.contains(one.span)]
        sentence = sentence_at(analysis, (usable[0].span if usable else statement.span).start)
        if sentence is None:
            continue
        entered.update(usable)
        own: list[Timex] = []
        for one in usable:
            part = _within(statement, sentence, one)
            if part is None:
                own.append(one)
            elif not _habit(text, sentence) and _tells(sentence, part, one, embedded=True):
                found.append(_told(statement, "within", part, sentence, [one]))
        (owning if own else undated).append((statement, sentence))
        if own and not _habit(text, sentence) and _tells(sentence, statement.span, own[0]):
            found.append(_told(statement, "told", statement.span, sentence, own))
    left: Undated = []
    said: set[int] = set()
    for statement, sentence in sorted(undated + owning, key=lambda pair: pair[0].span):
        fresh = [one for one in times if sentence.start <= one.span.start < sentence.end and one not in entered]
        if fresh and statement.chain:
            entered.update(fresh)  # one entry for the act of saying, whatever number of things was said
            said.add(sentence.start)
            found.append(_told(statement, "said", Span(document.id, sentence.start, sentence.end), sentence, fresh))
        elif (statement, sentence) not in owning and not (statement.chain and sentence.start in said):
            left.append((statement, sentence))
    return found, left


def _told(statement: Statement, kind: Kind, told: Span, sentence: Sentence, found: Sequence[Timex]) -> Dated:
    when = min(found, key=lambda one: (_depth(sentence, one), one.span.start))
    earliest, latest = when.earliest, when.latest
    assert earliest is not None and latest is not None
    first, last = days_of(when)
    period = dates.parse_period(when.value)
    whole = period is not None and (period.first, period.last) == (first, last)
    precision = when.precision if whole or when.precision in ("second", "minute", "hour") else "range"
    return Dated(statement, kind, told, sentence, when, earliest, latest, precision, options_of(when))


def options_of(when: Timex) -> tuple[Days, ...]:
    """The stretches of days that an expression can mean, in order: two for a weekday that is six days back or to come
    ("Friday" in a report dated Thursday)."""
    first, last = days_of(when)
    if not when.value and when.shift[:1] == "<" and (last - first).days == 7:
        return (first, first), (last, last)
    return ((first, last),)


def days_of(one: Timex) -> Days:
    """First and last day of an expression that has both."""
    first, last = dates.bounds(Published(one.earliest, one.latest))
    assert first is not None and last is not None
    return first, last


def sentence_at(analysis: Analysis, offset: int) -> Sentence | None:
    return next((one for one in analysis.sentences if one.start <= offset < one.end), None)


# ------------------------------------------------------------------------------------------- dates as told


def is_date(one: Timex) -> bool:
    """Whether an expression dates an event: a date or time, not "now" or "recently", known well enough to be of use."""
    if one.type not in ("DATE", "TIME") or one.value.endswith("_REF"):
        return False
    first, last = dates.bounds(Published(one.earliest, one.latest))
    return (
        first is not None and last is not None and (bool(one.value) or (last - first).days <= _LOOSEST or not one.shift)
    )


_FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.I)
_TO = re.compile(r",?\s(?:to|and|until|till|through)\s(?:the\s)?", re.I)


def _stretches(text: str, times: Sequence[Timex]) -> list[Timex]:
    """The expressions, with those that are the two ends of a stretch ("from 1985 to 1988") made one."""
    found: list[Timex] = []
    for one in times:
        last = found[-1] if found else None
        if (
            last is not None
            and last.type == one.type == "DATE"
            and is_date(last)
            and is_date(one)
            and _TO.fullmatch(text[last.span.end : one.span.start])
            and _FROM.search(text[max(0, last.span.start - 12) : last.span.start])
            and days_of(last)[0] <= days_of(one)[1]
        ):
            span = Span(one.span.document, last.span.start, one.span.end)
            found[-1] = replace(last, span=span, value="", latest=one.latest, precision="range")
        else:
            found.append(one)
    return found


_NOT_THEN = re.compile(
    r"\b(?:since|by|until|till|before|after|from|than|compared\s(?:to|with)|ahead\sof|prior\sto)\s(?:in\s|the\s|about\s)?$",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:at )?(?:the|that)(?: same)? time", re.I)
"""What points back to an event that is told already."""
_CENTURIES = frozenset(str(n) for n in range(10, 22))
_QUALIFIES = frozenset({"compound", "nmod", "amod", "nummod", "poss"})


def dates_event(text: str, analysis: Analysis, one: Timex) -> bool:
    """Whether an expression says when: it is a date, no limit or comparison ("since 1992", "by 2012"), and does not
    merely qualify a noun ("third-quarter results", "a June 1 deadline", "Thursday's attack")."""
    limit = _NOT_THEN.search(text[max(0, one.span.start - 24) : one.span.start])
    if (
        not is_date(one)
        or one.value in _CENTURIES
        or _THEN.fullmatch(one.span.of(text))
        or (limit and not _TO.search(one.span.of(text)))
    ):
        return False
    sentence = sentence_at(analysis, one.span.start)
    for token in sentence.tokens if sentence else ():
        if one.span.start <= token.start < one.span.end and token.dep in _QUALIFIES:
            head = sentence.tokens[token.head] if sentence and 0 <= token.head < len(sentence.tokens) else token
            if head.start >= one.span.end and head.pos in ("NOUN", "PROPN"):
                return False
    return True


def _top(sentence: Sentence, one: Timex) -> int | None:
    """The token of an expression that hangs on the rest of its sentence; the one it hangs on, where it is a clause."""
    tokens = sentence.tokens
    inside = [n for n, t in enumerate(tokens) if t.end > one.span.start and t.start < one.span.end]
    top = next((n for n in inside if tokens[n].head not in inside or tokens[n].head == n), None)
    if top is not None and tokens[top].pos in ("VERB", "AUX") and tokens[top].head != top:
        return tokens[top].head
    return top


def _depth(sentence: Sentence, one: Timex) -> int:
    """How far an expression hangs below the main verb: the nearest one dates the event."""
    place = _top(sentence, one)
    depth = 0
    while place is not None and depth < 30:
        head = sentence.tokens[place].head
        if head == place or not 0 <= head < len(sentence.tokens):
            break
        place, depth = head, depth + 1
    return depth


_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_TELLING = 2
"""Content words that an event needs beside its date to be told by itself."""
_PICTURE = re.compile(r"^FILE\s?[-–—]|\bfile (?:photo|image|picture|footage)\b|^In this .{3,60}\bphoto\b", re.I)


def _of_picture(text: str, analysis: Analysis, one: Timex) -> bool:
    """Whether an expression says when a picture was taken ("In this May 3 file photo …")."""
    sentence = sentence_at(analysis, one.span.start)
    return sentence is not None and bool(_PICTURE.search(text[sentence.start : sentence.end]))


EMBEDS = frozenset({"relcl", "acl", "advcl"})


def _within(statement: Statement, sentence: Sentence, one: Timex) -> Span | None:
    """The words of the event that an expression dates, where that is not the statement's own but one in a relative,
    participial or adverbial clause of it, or the statement is such a clause; it comes with the noun it describes."""
    tokens, verb = sentence.tokens, main_verb(statement, sentence)
    place = _top(sentence, one)
    for _ in range(30):
        if verb is None or place is None:
            return None
        token = tokens[place]
        if place == verb:
            own = token.dep in ("relcl", "acl") and 0 <= token.head < len(tokens)
            return _words_below(sentence, statement, token.head, 0) if own else None
        if not statement.span.start <= token.start < statement.span.end or not 0 <= token.head < len(tokens):
            return None
        bare = token.dep == "advcl" and token.tag in ("VBG", "VB")  # "closing the day at 8,017": the main event's time
        if token.dep in EMBEDS and token.pos in ("VERB", "AUX") and not bare:
            top = place if token.dep == "advcl" else token.head
            return _words_below(sentence, statement, top, statement.span.start)
        if token.head == place:
            return None
        place = token.head
    return None


def _words_below(sentence: Sentence, statement: Statement, top: int, least: int) -> Span:
    """The words that hang on a token, from ``least`` to the end of the statement."""
    inside = [sentence.tokens[n] for n in _below(sentence, top)]
    start = max(least, min(t.start for t in inside))
    return Span(statement.span.document, start, min(statement.span.end, max(t.end for t in inside)))


def _tells(sentence: Sentence, told: Span, when: Timex, embedded: bool = False) -> bool:
    """Whether words say enough beside their date to be read by themselves: an embedded event of the report's own days
    ("messages left early Friday") must say more than one with a printed date ("the dam, completed in 1998")."""
    inside = [t for t in sentence.tokens if told.start <= t.start < told.end and t.pos in _CONTENT]
    return sum(1 for t in inside if not when.span.start <= t.start < when.span.end) >= (
        _TELLING + (embedded and when.anchor != "explicit")
    )


def _below(sentence: Sentence, top: int) -> list[int]:
    """The tokens that hang on one, itself included."""
    children: dict[int, list[int]] = {}
    for n, token in enumerate(sentence.tokens):
        if token.head != n:
            children.setdefault(token.head, []).append(n)
    found, todo = [], [top]
    while todo:
        found.append(todo.pop())
        todo += children.pop(found[-1], [])
    return found


def _habit(text: str, sentence: Sentence) -> bool:
    """Whether a sentence tells a habit ("typically", "every year") and no event."""
    return any(text[token.start : token.end].casefold() in entry_set("habit_words") for token in sentence.tokens)


def main_verb(statement: Statement, sentence: Sentence) -> int | None:
    """The verb at the top of a statement."""
    inside = [n for n, t in enumerate(sentence.tokens) if statement.span.start <= t.start < statement.span.end]
    held = set(inside)
    for n in inside:
        token = sentence.tokens[n]
        if token.pos in ("VERB", "AUX") and (token.head == n or token.head not in held):
            return n
    return None
