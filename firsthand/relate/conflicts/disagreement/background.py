"""Whether a statement tells of its report's own time, or of an older event as background, and of one time with another.

Goes by the dates in a statement's sentence, words such as "previous", and what points back to the sentence before.
Left out: older events that no word in the sentence marks as such.
"""

from __future__ import annotations

from datetime import date

from firsthand.data import Statement
from firsthand.dates import MONTHS
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.comparison import published_day
from firsthand.relate.pile import Pile
from firsthand.words import normal, words

_NEAR_DAYS = 10
"""A date this far from the report's own day makes its sentence background."""
_SUPERLATIVES = frozenset({"first", "worst", "deadliest", "largest", "biggest", "highest", "lowest", "most"})
_PERIODS = 2
"""Factor between the lengths of two periods from which what is measured over them is not compared."""


def dates_meet(one: Statement, other: Statement) -> bool:
    """Whether both are dated, and their dates meet: then it does not matter how long ago."""
    return any(
        x.earliest and y.earliest and x.latest and y.latest and x.earliest <= y.latest and y.earliest <= x.latest
        for x in one.dates
        for y in other.dates
        if x.type == y.type == "DATE"
    )


def another_time(pile: Pile, one: Statement, other: Statement) -> bool:
    """Whether the reports stand so far apart in time that they may tell of two events of one kind, and the later one
    does not speak of an old figure."""
    for early, late in ((one, other), (other, one)):
        end = published_day(pile, early.span.document, "latest")
        start = published_day(pile, late.span.document, "earliest")
        if end and start and _days(end, start) > _NEAR_DAYS:
            return not set(normal(pile.words(late.span)).split()) & entry_set("update_words")
    return False


def background(pile: Pile, statement: Statement) -> bool:
    """Whether the statement's sentence is dated well away from its report's day: an older event told as background.
    A sentence that points back to the one before it ("For that, …") is of its time."""
    if statement.id not in pile.background:
        pile.background[statement.id] = _background(pile, statement)
    return pile.background[statement.id]


def _background(pile: Pile, statement: Statement) -> bool:
    document = statement.span.document
    early, late = published_day(pile, document, "earliest"), published_day(pile, document, "latest")
    near = pile.analysis[document].sentences
    sentence = [s for s in near if s.start < statement.span.end and statement.span.start < s.end]
    if sentence and _points_back(pile.document[document].text[sentence[0].start : sentence[0].end]):
        sentence = [s for s in near if s.end <= sentence[0].start][-1:] + sentence
    times = [
        t
        for t in (*pile.analysis[document].times, *statement.dates)
        if t.type in ("DATE", "TIME") and any(s.start <= t.span.start < s.end for s in sentence)
    ]
    told = {word for s in sentence for word in normal(pile.document[document].text[s.start : s.end]).split()}
    if _SUPERLATIVES & told and "since" in told:
        told -= {"since", *_SUPERLATIVES}  # "the first strike since April" is the strike that is told
    if told & entry_set("update_words"):
        told = set()  # "revising down a previous figure" tells of now
    if told & entry_set("background_words") or pile.compared[statement.id].predication.points_at:
        return True
    for time in times:
        if not time.earliest or not time.latest:
            if early is None and time.span.of(pile.document[document].text).casefold() in MONTHS:
                return True  # "in September", in a report of which nobody knows the day
            continue
        if early is None or late is None:
            if time.precision in ("year", "month", "quarter") or time.anchor == "explicit":
                return True
        elif _days(time.latest, early) > _NEAR_DAYS or _days(late, time.earliest) > _NEAR_DAYS:
            return True
    return False


def _points_back(sentence: str) -> bool:
    """Whether the sentence opens with a "that" or "then" of what was just told."""
    first = [word for _, _, word in words(sentence)][:3]
    return bool({"that", "those", "then", "later", "afterwards"} & set(first)) and first[:1] != ["that"]


def otherwise_dated(one: Statement, other: Statement) -> bool:
    """Whether both are dated and no date of one is known to be a date of the other."""
    mine, theirs = ({t.value for t in s.dates if t.type in ("DATE", "DURATION")} for s in (one, other))
    return bool(mine and theirs) and not (mine & theirs) - {""}


def two_periods(one: Statement, other: Statement) -> bool:
    """Whether one is of a year and the other of many."""
    spans = []
    for statement in (one, other):
        dated = [t for t in statement.dates if t.type == "DATE" and t.earliest and t.latest]
        if not dated:
            return False
        first, last = min(t.earliest or "" for t in dated), max(t.latest or "" for t in dated)
        spans.append(1 + _days(first, last))
    low, high = sorted(spans)
    return high > _PERIODS * low and high > _NEAR_DAYS


def _days(first: str, second: str) -> int:
    """Days from the first date to the second; 0 where one is no full date."""
    try:
        return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0
