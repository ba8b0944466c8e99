"""What the words of a report tell of when its events were, whatever day the report is from.

Which expressions can date an event, and which event of a statement's clause tree they date; whether a verb tells that
something happened; which sentences speak of habits, of another time, or sum up.  The days themselves are worked out
beside other reports (``relate.events``), because a report's own day may become known only there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.data import Analysis, Attribution, AttributionId, Document, Span, Statement
from firsthand.data import TimeExpression as Timex
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.verb_forms import AUXILIARIES, TENSED
from firsthand.lexicon import entry_set
from firsthand.words import normal

ContentWords = tuple[frozenset[str], frozenset[str]]
"""Content words in normal form, and the names and numbers among them."""

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_LIGHT = frozenset(
    (
        *("say", "be", "have", "do", "tell", "add", "year", "day", "week", "month", "time", "mr", "ms"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_QUALIFIES = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
_EMBEDS = frozenset({"relcl", "acl", "advcl"})
_TELLING = 2
"""Content words that an event needs beside its date to be told by itself."""
_SAYS = frozenset({"say", "tell"})
"""Verbs of saying whose present tense is of the report's own day."""
_FACT = frozenset({"asserted", "reported", "alleged", "ordered"})
_FROM = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.I)
STRETCH_JOINT = re.compile(r",?\s(?:to|and|until|till|through)\s(?:the\s)?", re.I)
"""The words between the two ends of a stretch."""
_ELSEWHEN = re.compile(
    r"\b(?:at|from|since|in|towards?)\s(?:the|his|her|its|their)\s(?:very\s)?(?:start|beginning|outset|end|height|time|days|weeks"
    r"|months|years|era|wake|aftermath)\sof\b"
    r"|\b(?:during|in|throughout)\s(?:the|his|her|its|their)\s(?:\w+\s){0,3}(?:term|administration|presidency|tenure|campaign"
    r"|reign|childhood|career|war|pandemic)\b"
    r"|\b(?:days|weeks|months|years)\s(?:after|before)\b",
    re.I,
)
"""Words that say when without naming a date, as of another time than the report's own."""


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence's content words; whether it tells a ``habit``, speaks of another time (``elsewhen``), or is in the
    present perfect (``sums_up``)."""

    words: ContentWords
    habit: bool
    elsewhen: bool
    sums_up: bool


@dataclass(frozen=True, slots=True)
class TimexPlace:
    """Where the expression at ``start`` to ``end`` stands: how far it hangs below the main verb, whether it merely
    qualifies a noun ("third-quarter results", "Thursday's attack"), and whether it is ``quoted``: then it counts from
    the day of speech."""

    start: int
    end: int
    depth: int
    qualifies: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class DatedPart:
    """What the expression at ``start`` to ``end`` dates in a statement: the statement's own event, or, where there is a
    ``part``, the event in these words of it (a relative, participial or adverbial clause), with their content words.
    ``tells``: whether the words say enough beside their date to be read by themselves."""

    start: int
    end: int
    part: Span | None
    words: ContentWords | None
    tells: bool


@dataclass(frozen=True, slots=True)
class EventGrammar:
    """What a statement's grammar tells of its event: ``parts`` by expression; ``since``: it "has since" been so;
    ``perfect``: told in the perfect; ``done``: it tells, in the report's own words, that something happened; ``said``:
    its sentence tells that somebody said it.  ``sentence`` is the number of its sentence, -1 for none."""

    sentence: int
    parts: tuple[DatedPart, ...]
    since: bool
    perfect: bool
    done: bool
    said: bool


@dataclass(frozen=True, slots=True)
class EventWords:
    """The sentences of a report, in order, and the places of its temporal expressions; of those that may be the two
    ends of a stretch ("from 1985 to 1988") also the place of both together."""

    sentences: tuple[SentenceWords, ...]
    places: tuple[TimexPlace, ...]


def event_words(parsed: Parsed, analysis: Analysis) -> EventWords:
    """What the report's sentences and temporal expressions tell of time."""
    spans = dict.fromkeys((one.span.start, one.span.end) for one in _all_times(parsed.text, analysis.times))
    return EventWords(
        tuple(_sentence_words(parsed.text, one, analysis.times) for one in parsed.trees),
        tuple(TimexPlace(start, end, *_placed(parsed, start, end)) for start, end in spans),
    )


def event_grammar(
    parsed: Parsed, analysis: Analysis, statement: Statement, attributions: Mapping[AttributionId, Attribution]
) -> EventGrammar:
    """What the statement's grammar tells of its event; ``attributions`` are its document's, by id."""
    one = parsed.at(statement.span.start)
    if one is None:
        return EventGrammar(-1, (), False, False, False, False)
    told = _begun_in(analysis.times, statement.span.start, statement.span.end)
    times = _all_times(parsed.text, [time for time in told if statement.span.contains(time.span)])
    verb = _main_verb(statement, one)
    perfect = any(t.head == verb and t.dep == "aux" and t.lemma == "have" for t in one.tokens)
    since = any(t.head == verb and t.lemma == "since" and t.dep == "advmod" for t in one.tokens)
    return EventGrammar(
        sentence=one.number,
        parts=tuple(_dated_part(statement, one, verb, time) for time in times),
        since=verb is not None and perfect and since and not statement.negated,
        perfect=perfect,
        done=_is_done(parsed.document, analysis, statement, one, verb),
        said=_is_said(statement, one, attributions),
    )


# --------------------------------------------------------------------------------------------- expressions


def may_be_stretch(text: str, first: Span, second: Span) -> bool:
    """Whether two expressions stand as the two ends of a stretch ("from 1985 to 1988")."""
    joined = STRETCH_JOINT.fullmatch(text[first.end : second.start])
    return bool(joined and _FROM.search(text[max(0, first.start - 12) : first.start]))


def _begun_in(times: Sequence[Timex], start: int, end: int) -> Sequence[Timex]:
    """Of expressions in text order those that begin between two places."""
    low = bisect_left(times, start, key=lambda one: one.span.start)
    return times[low : bisect_left(times, end, low, key=lambda one: one.span.start)]


def _all_times(text: str, times: Sequence[Timex]) -> list[Timex]:
    """The expressions, and each run of them that may be one stretch, as one."""
    found: list[Timex] = []
    for n, one in enumerate(times):
        found.append(one)
        whole = one
        for other in times[n + 1 :]:
            if whole.type != "DATE" or other.type != "DATE" or not may_be_stretch(text, whole.span, other.span):
                break
            whole = replace(whole, span=Span(one.span.document, one.span.start, other.span.end))
            found.append(whole)
    return found


def _placed(parsed: Parsed, start: int, end: int) -> tuple[int, bool, bool]:
    one = parsed.at(start)
    quoted = parsed.quoted(start)
    if one is None:
        return 0, False, quoted
    return _depth(one, start, end), _qualifies(one, start, end) or _in_a_name(parsed.text, one, start, end), quoted


_TITLE = re.compile(
    r"[“\"‘](?=\S)((?:[A-Z0-9](?:[\w.&-]|[’'](?=\w))*+|\b(?:of|the|and|in|on|for|to|a|at)\b|\s|[:,!?])++)(?<=\S)[”\"’']"
)
"""A title in marks: no more than words in capitals and small ones between them."""
_ARTICLE = re.compile(r"\b(?:the|a|an|this|that|its|their|his|her|our)\s$", re.I)
_AROUND_TITLE = 80


def _in_a_name(text: str, one: Tree, start: int, end: int) -> bool:
    """Whether an expression is a part of a name: of a title in marks (“Fox News Sunday”), or behind an article and
    right before a word in capitals ("the 13 June Committee")."""
    low = max(one.sentence.start, start - _AROUND_TITLE)
    around = text[low : min(one.sentence.end, end + _AROUND_TITLE)]
    for title in _TITLE.finditer(around):
        if title.start(1) + low <= start and end <= title.end(1) + low and title.end(1) - title.start(1) > end - start:
            return True
    inside = text[start:end]
    led = _ARTICLE.search(text[max(0, start - 8) : start]) or _ARTICLE.match(f"{inside.split()[0]} " if inside else "")
    return bool(led and re.match(r"\s[A-Z][a-z]+", text[end : end + 40])) or _of_an_earlier_event(one, start, end)


_BOUNDS = frozenset({"after", "before", "since", "until", "till", "following"})


def _of_an_earlier_event(one: Tree, start: int, end: int) -> bool:
    """Whether the day is that of another event, after or before which something was ("after the attacks of May 3")."""
    tokens, place = one.tokens, _top(one, start, end)
    for wanted in ("of", "", "bound"):
        head = tokens[place].head if place is not None else -1
        if place is None or head == place or not 0 <= head < len(tokens):
            return False
        place = head
        fits = {"of": tokens[place].lemma == "of", "": tokens[place].pos in ("NOUN", "PROPN")}
        if not fits.get(wanted, tokens[place].lemma in _BOUNDS):
            return False
    return True


def _qualifies(one: Tree, start: int, end: int) -> bool:
    for token in one.tokens:
        if start <= token.start < end and token.dep in _QUALIFIES:
            head = one.tokens[token.head] if 0 <= token.head < len(one.tokens) else token
            if head.start >= end and head.pos in ("NOUN", "PROPN"):
                return True
    return False


def _top(one: Tree, start: int, end: int) -> int | None:
    """The token of an expression that hangs on the rest of its sentence; the one it hangs on, where it is a clause."""
    tokens = one.tokens
    inside = [n for n, t in enumerate(tokens) if t.end > start and t.start < end]
    top = next((n for n in inside if tokens[n].head not in inside or tokens[n].head == n), None)
    if top is not None and tokens[top].pos in ("VERB", "AUX") and tokens[top].head != top:
        return tokens[top].head
    return top


def _depth(one: Tree, start: int, end: int) -> int:
    """How far an expression hangs below the main verb: the nearest one dates the event."""
    place = _top(one, start, end)
    depth = 0
    while place is not None and depth < 30:
        head = one.tokens[place].head
        if head == place or not 0 <= head < len(one.tokens):
            break
        place, depth = head, depth + 1
    return depth


# ---------------------------------------------------------------------------------------------- sentences


def _sentence_words(text: str, one: Tree, times: Sequence[Timex]) -> SentenceWords:
    told = [time.span for time in _begun_in(times, one.sentence.start, one.sentence.end)]
    printed = {text[t.start : t.end].casefold() for t in one.tokens}
    untimed = {
        text[t.start : t.end].casefold()
        for t in one.tokens
        if not any(span.start <= t.start < span.end for span in told)  # "begun two years ago" is another event
    }
    elsewhen = untimed & (entry_set("background_words") | entry_set("habit_words"))
    root = next((n for n, t in enumerate(one.tokens) if t.head == n and t.pos in ("VERB", "AUX")), None)
    return SentenceWords(
        words=_content(one, one.sentence.start, one.sentence.end),
        habit=bool(printed & entry_set("habit_words")),
        elsewhen=bool(elsewhen or _ELSEWHEN.search(text, one.sentence.start, one.sentence.end)),
        sums_up=any(t.head == root and t.dep == "aux" and t.lemma == "have" and t.tag != "VBD" for t in one.tokens),
    )


def _content(one: Tree, start: int, end: int) -> ContentWords:
    """The content words from ``start`` to ``end``, in normal form, and the names and numbers among them."""
    words, marked = set(), set()
    for token in one.tokens:
        if token.pos not in _CONTENT or not start <= token.start < end:
            continue
        word = normal(token.lemma)
        if word in _LIGHT or not any(c.isalnum() for c in word):
            continue
        words.add(word)
        if token.pos in ("PROPN", "NUM"):
            marked.add(word)
    return frozenset(words), frozenset(marked)


# --------------------------------------------------------------------------------------------- statements


def _main_verb(statement: Statement, one: Tree) -> int | None:
    """The verb at the top of a statement."""
    inside = [n for n, t in enumerate(one.tokens) if statement.span.start <= t.start < statement.span.end]
    held = set(inside)
    for n in inside:
        token = one.tokens[n]
        if token.pos in ("VERB", "AUX") and (token.head == n or token.head not in held):
            return n
    return None


def _dated_part(statement: Statement, one: Tree, verb: int | None, time: Timex) -> DatedPart:
    part = _within(statement, one, verb, time)
    told = part or statement.span
    least = _TELLING + (part is not None and time.anchor != "explicit")
    # an embedded event of the report's own days ("messages left early Friday") must say more
    inside = [t for t in one.tokens if told.start <= t.start < told.end and t.pos in _CONTENT]
    count = sum(1 for t in inside if not time.span.start <= t.start < time.span.end)
    words = _content(one, part.start, part.end) if part is not None else None
    return DatedPart(time.span.start, time.span.end, part, words, count >= least)


def _within(statement: Statement, one: Tree, verb: int | None, time: Timex) -> Span | None:
    """The words of the event that an expression dates, where that is not the statement's own but one in a relative,
    participial or adverbial clause of it, or the statement is such a clause; it comes with the noun it describes."""
    tokens = one.tokens
    place = _top(one, time.span.start, time.span.end)
    for _ in range(30):
        if verb is None or place is None:
            return None
        token = tokens[place]
        if place == verb:
            own = token.dep in ("relcl", "acl") and 0 <= token.head < len(tokens)
            return _words_below(one, statement, token.head, 0) if own else None
        if not statement.span.start <= token.start < statement.span.end or not 0 <= token.head < len(tokens):
            return None
        bare = token.dep == "advcl" and token.tag in ("VBG", "VB")  # "closing the day at 8,017": the main event's time
        if token.dep in _EMBEDS and token.pos in ("VERB", "AUX") and not bare:
            top = place if token.dep == "advcl" else token.head
            return _words_below(one, statement, top, statement.span.start)
        if token.head == place:
            return None
        place = token.head
    return None


def _words_below(one: Tree, statement: Statement, top: int, least: int) -> Span:
    """The words that hang on a token, from ``least`` to the end of the statement."""
    inside = [one.tokens[n] for n in one.subtree(top)]
    start = max(least, min(t.start for t in inside))
    return Span(statement.span.document, start, min(statement.span.end, max(t.end for t in inside)))


def _is_done(document: Document, analysis: Analysis, statement: Statement, one: Tree, verb: int | None) -> bool:
    """Whether a statement tells, in the report's words, that something happened; a title does in the present too."""
    if statement.modality not in _FACT or statement.negated:
        return False
    if any(quotation.inner.overlaps(statement.span) for quotation in analysis.quotations):
        return False
    first = next((t for t in one.tokens if statement.span.start <= t.start), None)
    if first is not None and first.tag in ("WDT", "WP", "WP$", "WRB"):
        return False  # a relative clause, whatever the parser makes of it
    title = document.blocks[one.sentence.block].kind == "title"
    return verb is not None and one.tokens[verb].dep not in _EMBEDS and _happened(one, verb, present=title)


def _is_said(statement: Statement, one: Tree, attributions: Mapping[AttributionId, Attribution]) -> bool:
    """Whether the sentence tells that somebody said the statement."""
    chain = (attributions.get(name) for name in statement.chain)
    cues = [cue for found in chain if found is not None and found.source for cue in found.cue]
    return any(_happened(one, verb, present=one.tokens[verb].lemma in _SAYS) for verb in _verbs_in(one, cues))


def _verbs_in(one: Tree, spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        for n, token in enumerate(one.tokens):
            if span.start <= token.start < span.end and token.pos == "VERB":
                yield n


def _happened(one: Tree, verb: int, *, present: bool) -> bool:
    """Whether a verb tells an event that is over: past tense or present perfect; in a title, and of saying, the
    ``present`` tense too."""
    token = one.tokens[verb]
    helpers = [t for n, t in enumerate(one.tokens) if t.head == verb and n != verb and t.dep in AUXILIARIES]
    if token.lemma.casefold() in entry_set("state_verbs"):
        return False  # in the passive too: "was located", "was known"
    if any(t.tag in ("MD", "TO") or (t.lemma == "have" and t.tag == "VBD") for t in helpers):
        return False
    if any(t.lemma == "have" for t in helpers):
        return token.tag in ("VBN", "VBD")
    finite = next((t.tag for t in helpers if t.tag in TENSED), token.tag)
    if present:
        return finite in TENSED | {"VBN"}
    return finite == "VBD" and token.tag != "VBG"
