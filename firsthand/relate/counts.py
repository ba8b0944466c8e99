"""Numbers that disagree: two statements that count the same thing of the same event and cannot both hold.

Evidence is added up from the kind of event, who acted, what is counted, the dates and the likeness of the rest; the
weights were set by reading conflicts on real stories.  Background (older events), parts ("two other"), vague numbers
("dozens") and counts that add up are no conflict.  Left out: numbers that need arithmetic beyond a sum.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise

from firsthand.data import Judgement, Quantity, Span, Statement
from firsthand.lexicon import entry_set, rows
from firsthand.relate import vetoes
from firsthand.relate.comparison import Pair, aside, before, day
from firsthand.relate.grouping import Likeness
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import TOLLS, Proposition, event_classes, figure, lemma_of, tokens_of
from firsthand.relate.units import peoples, unit_class
from firsthand.words import normal

_COMPARABLE = 3.6
"""Points of evidence from which two quantities are taken to count the same thing."""
_NEAR_DAYS = 10
"""A date this far from the report's own day makes its sentence background."""
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "millions", "billions", "tens"})
_BETWEEN = frozenset({"the", "more", "than", "about", "some", "nearly", "almost", "at", "least", "over", "around"})
"""Words that may stand between "of" and the number of the whole."""
_ROUND = 1000
"""Numbers below this are seldom rounded."""
_GOVERNED = 4
"""Words from a number up to the one that says what became of those it counts."""
_FAR = 3
"""Two tolls of one event seldom differ by more than this factor …"""
_CLOSE = 0.6
"""… unless the statements are this alike in all else."""
_ONE_QUESTION = 0.75
"""Likeness from which two percentages answer one question."""
_MEASURES = frozenset(
    (
        *("percent", "per cent", "mile", "km", "kilometre", "kilometer", "metre", "meter", "foot", "inch", "degree"),
        *("year", "season", "month", "week", "day", "hour", "minute", "second", "decade", "time", "point"),
    )
)


def number(pile: Pile, likeness: Likeness, i: int, j: int) -> Pair | None:
    """Two statements' counts as a pair in conflict, or None."""
    a, b = likeness.items[i], likeness.items[j]
    one, other = likeness.statements[i], likeness.statements[j]
    if one.span.document == other.span.document or not a.quantities or not b.quantities:
        return None
    if vetoes.standing(one.modality) != "fact" or vetoes.standing(other.modality) != "fact":
        return None
    if any(_clocked(s) or _wished(pile, s) for s in (one, other)):
        return None  # a price at 9:34 a.m. is no price at the close
    if one.negated != other.negated or vetoes.dates(one, other):
        return None
    if _manner(pile, one) != _manner(pile, other) or vetoes.actors(a, b):
        return None
    if not _together(one, other) and (
        _background(pile, one) or _background(pile, other) or _another_time(pile, one, other)
    ):
        return None
    rival = _rivals(pile, a, b)
    if rival is None or _evidence(likeness, i, j, *rival) < _COMPARABLE:
        return None
    mine, theirs = rival
    tolls = bool(event_classes(a.heads) & event_classes(b.heads) & TOLLS)
    if not (mine.unit or theirs.unit or tolls):
        return None  # numbers of nobody knows what
    if mine.unit == theirs.unit == "percent" and (not a.heads & b.heads or aside(likeness, i, j) < _ONE_QUESTION):
        return None  # two questions of two polls
    judged = _which(pile, one, other, mine, theirs, tolls)
    if judged is None:
        return None
    return Pair(i, j, (printed(pile, mine), printed(pile, theirs)), "number", *judged)


def _clocked(statement: Statement) -> bool:
    """Whether a measure is taken at a time of the clock."""
    timed = any(t.type == "TIME" and t.precision in ("minute", "hour") for t in statement.dates)
    return timed and any(_measure(quantity.unit) for quantity in statement.numbers)


def _wished(pile: Pile, statement: Statement) -> bool:
    """Whether a number is what somebody asks for or recommends: another may recommend another."""
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    told = {word for span in last.cue for word in normal(pile.words(span)).split()} if last else set()
    return bool(told & _wishes()) or any(t.tag == "MD" for t in tokens_of(pile, statement))


@cache
def _wishes() -> frozenset[str]:
    lemmas = [row["lemma"] for row in rows("cues") if row["kind"] == "request" and row["pos"] == "VERB"]
    return frozenset(form for lemma in lemmas for form in (lemma, f"{lemma}s", f"{lemma.removesuffix('e')}ed"))


def _together(one: Statement, other: Statement) -> bool:
    """Whether both are dated, and their dates meet: then it does not matter how long ago."""
    return any(
        x.earliest and y.earliest and x.latest and y.latest and x.earliest <= y.latest and y.earliest <= x.latest
        for x in one.dates
        for y in other.dates
        if x.type == y.type == "DATE"
    )


def _another_time(pile: Pile, one: Statement, other: Statement) -> bool:
    """Whether the reports stand so far apart in time that they may tell of two events of one kind, and the later one
    does not speak of an old figure."""
    for early, late in ((one, other), (other, one)):
        end, start = day(pile, early.span.document, True), day(pile, late.span.document, False)
        if end and start and _days(end, start) > _NEAR_DAYS:
            return not set(normal(pile.words(late.span)).split()) & entry_set("update_words")
    return False


def _background(pile: Pile, statement: Statement) -> bool:
    """Whether the statement's sentence is dated well away from its report's day: an older event told as background."""
    document = statement.span.document
    early, late = day(pile, document, False), day(pile, document, True)
    sentence = [
        s for s in pile.analysis[document].sentences if s.start < statement.span.end and statement.span.start < s.end
    ]
    times = [
        t
        for t in (*pile.analysis[document].times, *statement.dates)
        if t.type in ("DATE", "TIME") and any(s.start <= t.span.start < s.end for s in sentence)
    ]
    words = {word for s in sentence for word in normal(pile.document[document].text[s.start : s.end]).split()}
    if words & entry_set("background_words") or _that(pile, statement):
        return True
    for time in times:
        if not time.earliest or not time.latest:
            continue
        if early is None or late is None:
            if time.precision in ("year", "month", "quarter") or time.anchor == "explicit":
                return True
        elif _days(time.latest, early) > _NEAR_DAYS or _days(late, time.earliest) > _NEAR_DAYS:
            return True
    return False


def _that(pile: Pile, statement: Statement) -> bool:
    """Whether the statement points back at another event: "killed by that storm"."""
    text = pile.document[statement.span.document].text
    tokens = tokens_of(pile, statement)
    return any(
        token.dep == "det"
        and text[token.start : token.end].casefold() in ("that", "those")
        and following.pos in ("NOUN", "NUM", "ADJ")
        for token, following in pairwise(tokens)
    )


def _days(first: str, second: str) -> int:
    """Days from the first date to the second; 0 where one is no full date."""
    try:
        return (date.fromisoformat(second[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def _manner(pile: Pile, statement: Statement) -> frozenset[str]:
    """Adverbs of manner ("critically injured"), which narrow what is counted."""
    text = pile.document[statement.span.document].text
    words = [text[t.start : t.end].casefold() for t in tokens_of(pile, statement) if t.pos == "ADV"]
    return frozenset(word for word in words if word.endswith("ly")) & entry_set("narrowing_adverbs")


def _evidence(likeness: Likeness, i: int, j: int, mine: Quantity, theirs: Quantity) -> float:
    """How much says that two quantities count the same thing of the same event: the kind of event, who acted, what
    is counted, the dates, and the likeness of the rest.  Set by reading conflicts on real stories."""
    a, b = likeness.items[i], likeness.items[j]
    event = vetoes.same_event(a, b)
    kinds_a, kinds_b = event_classes(a.lemmas), event_classes(b.lemmas)
    points = 2.0 if event else (1.0 if kinds_a & kinds_b else -1.0)
    people = unit_class(mine.unit) == unit_class(theirs.unit) == "people"
    alike = aside(likeness, i, j)
    if event and people and event_classes(a.heads) & event_classes(b.heads) & TOLLS:
        points += 1.0  # one story, one toll
        low, high = sorted((mine.value, theirs.value))
        if high > _FAR * low and alike < _CLOSE:
            return 0.0  # one count of all, one of few
    peoples_a, peoples_b = a.lemmas & peoples(), b.lemmas & peoples()
    if peoples_a - peoples_b and peoples_b - peoples_a:
        points -= 2.0  # "Russian ships" are not "Chinese ships"
    actors_a, actors_b = a.subjects & a.names, b.subjects & b.names
    if actors_a & actors_b:
        points += 1.5
    elif a.names & b.names and (a.names <= b.names or b.names <= a.names):
        points += 1.0
    elif a.names & b.names:
        points += 0.5 if len(a.names & b.names) * 2 >= min(len(a.names), len(b.names)) else -1.0
    elif a.names and b.names:
        points -= 2.0
    if mine.unit and mine.unit == theirs.unit and not _measure(mine.unit):
        points += 1.0
    elif not _measure(mine.unit):
        points += 0.5
    dated = [any(t.earliest for t in likeness.statements[n].dates) for n in (i, j)]
    if all(dated):
        points += 1.0
    return points + 2 * alike


def _measure(unit: str) -> bool:
    """Whether the unit measures many things (money, per cent) and so says little of what is measured."""
    return unit.isupper() or "%" in unit or unit in _MEASURES


def _rivals(pile: Pile, a: Proposition, b: Proposition) -> tuple[Quantity, Quantity] | None:
    """The two quantities that count the same thing and cannot both hold; None when any pair of them agrees."""
    ours, theirs = _wholes(pile, a), _wholes(pile, b)
    for mine in ours:
        same = [q for q in theirs if _one_count(pile, mine, q)]
        if len(same) != 1 or sum(_one_count(pile, q, same[0]) for q in ours) != 1:
            continue
        if not vetoes.agree(mine, same[0]) and not _rounded(mine, same[0]):
            if mine.unit != same[0].unit and {mine.unit.casefold(), same[0].unit.casefold()} & peoples():
                return None
            sums = (sum(q.value for q in a.quantities), sum(q.value for q in b.quantities))
            if same[0].value != sums[0] and mine.value != sums[1]:  # "12 people" are "10 passengers and two pilots"
                return mine, same[0]
    return None


def _wholes(pile: Pile, item: Proposition) -> list[Quantity]:
    """The quantities that are printed as numbers and count no part of anything."""
    return [q for q in item.quantities if not _partial(pile, q) and _exact(pile, q)]


def _one_count(pile: Pile, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two quantities count one kind of thing, and not the dead beside the wounded."""
    if unit_class(mine.unit) != unit_class(theirs.unit):
        return False
    told, other = _fate(pile, mine), _fate(pile, theirs)
    return bool(told & other) or not (told and other)


def _fate(pile: Pile, quantity: Quantity) -> frozenset[str]:
    """The kind of toll that a number counts: of the words that govern it or hang on what it counts, the nearest one's
    ("four were killed and 20 wounded")."""
    at = quantity.span
    for sentence in pile.analysis[at.document].sentences:
        if not sentence.start <= at.start < sentence.end:
            continue
        tokens, text = sentence.tokens, pile.document[at.document].text
        n = next((n for n, token in enumerate(tokens) if token.start >= at.start), 0)
        for _ in range(_GOVERNED):
            near = [tokens[n], *(t for t in tokens[n + 1 : n + 4] if t.head == n and t.dep in ("acl", "amod", "relcl"))]
            found = event_classes(lemma_of(token, text) for token in near) & TOLLS
            if found or tokens[n].head == n:
                return found
            n = tokens[n].head
    return frozenset()


def _rounded(a: Quantity, b: Quantity) -> bool:
    """Whether one number is the other with its last figures cut or rounded off ("43,885,310", "43 million")."""
    for coarse, fine in ((abs(a.value), abs(b.value)), (abs(b.value), abs(a.value))):
        step = 1.0
        while coarse >= _ROUND and coarse % (step * 10) == 0:
            step *= 10
        if step > 1 and fine % step and coarse in (fine // step * step, round(fine / step) * step):
            return True
    return False


def _exact(pile: Pile, quantity: Quantity) -> bool:
    """Whether a number is printed at all: "dozens" agrees with too much to contradict anything."""
    return any(figure(word) is not None for word in pile.words(quantity.span).split()) and not _VAGUE & set(
        normal(pile.words(quantity.span)).split()
    )


def _partial(pile: Pile, quantity: Quantity) -> bool:
    """Whether the number counts a part or an addition ("two of the", "three other", "four more"), names one of a row
    ("pad 40") or stands inside an adjective ("a seven-member group")."""
    text = pile.document[quantity.span.document].text
    if _labels(pile, quantity.span):
        return True
    if quantity.high is not None and text[quantity.span.start - 5 : quantity.span.start].casefold() == "from ":
        return True  # "from 33 to 48": a change
    if (
        text[quantity.span.end : quantity.span.end + 1] in ("-", "‑", "–")
        and text[quantity.span.end + 1 :][:1].isalpha()
    ):
        return True
    after = text[quantity.span.end : quantity.span.end + 24].casefold().split()
    before = text[max(0, quantity.span.start - 24) : quantity.span.start].casefold().split()
    parts = entry_set("part_words")
    while before and before[-1] in _BETWEEN:
        before.pop()
    measured = {"of"} if _measure(quantity.unit) else set()  # "a profit of $3 million" is no part
    if before[-1:] in (["including"], ["among"]):
        return True  # "…, including three children"; but "eight gangs, including these" counts them all
    return any(word.strip(".,") in parts for word in after[:2]) or bool(set(before[-1:]) & (parts - measured))


def _labels(pile: Pile, span: Span) -> bool:
    """Whether the number hangs on the noun before it: "pad 40"."""
    for sentence in pile.analysis[span.document].sentences:
        if sentence.start <= span.start < sentence.end:
            at = next((t for t in sentence.tokens if t.start >= span.start), None)
            head = sentence.tokens[at.head] if at is not None and 0 <= at.head < len(sentence.tokens) else None
            return head is not None and head.end <= span.start and head.pos in ("NOUN", "PROPN")
    return False


_MARKS = ".,;:()[]"


def printed(pile: Pile, quantity: Quantity) -> str:
    """A quantity in the report's own words, with its unit where that follows."""
    text = pile.document[quantity.span.document].text
    words = pile.words(quantity.span)
    following = text[quantity.span.end : quantity.span.end + 40].split()
    unit = quantity.unit
    if (
        unit
        and not unit.isupper()
        and following
        and following[0].strip(_MARKS).casefold().startswith(unit[:4].casefold())
    ):
        return " ".join(f"{words} {following[0].strip(_MARKS)}".split())
    return " ".join(words.split())


def _which(  # noqa: PLR0913, PLR0917 (two of each, and what they count)
    pile: Pile, one: Statement, other: Statement, mine: Quantity, theirs: Quantity, tolls: bool
) -> tuple[Judgement, str] | None:
    """Update or contradiction; None for "at least nine" beside "12" when nobody knows which is later.

    A later report's toll supersedes an earlier one's; of other numbers only one that says so ("risen to") does."""
    for early, late in ((one, other), (other, one)):
        if before(pile, early, late):
            text = set(pile.words(late.span).casefold().split())
            if tolls or text & entry_set("update_words"):
                by = "<j>" if late is other else "<i>"
                return "update", f"{by} is the later report: its figure supersedes the earlier one"
    low, high = sorted((mine, theirs), key=lambda q: q.value)
    if low.bound in ("at_least", "more_than") or high.bound in ("at_most", "less_than"):
        return None
    return "contradiction", "the reports give different numbers for the same thing"
