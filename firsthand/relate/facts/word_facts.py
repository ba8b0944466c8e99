"""Facts in words: of each event its day, its place, who did it, with which weapon or vehicle.

Read off the statements that tell the event (``event_linking``), per report.  Two reports agree where one value is the
same; they differ where days are apart, or weapons or vehicles are of two classes of the list.  Other values, a town and
its country or "gunmen" and "rebels", are shown and not compared.
Left out: what stands in the sentence before, and what only a pronoun names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations, product
from typing import Literal

from firsthand.data import DocumentId, Fact, FactState, Span, StatementId, content_id
from firsthand.lexicon import entry_set, rows
from firsthand.relate.facts.event_linking import (
    EventMention,
    LinkedEvents,
    ReportedEvent,
    event_nouns,
    event_of,
    forms_of,
)
from firsthand.relate.facts.fact_values import fact_value
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Pile
from firsthand.words import normal, plain_words, words

_APART = 2
"""Days from which two days are not one."""
_MOST = 40
"""Events of a story whose attributes are shown in words."""


DayForm = Literal["", "weekday", "night"]


@dataclass(frozen=True, slots=True)
class GivenWords:
    """A value in words: what it is known by, where it stands, and of a day how it is told."""

    key: str
    document: DocumentId
    statement: StatementId
    span: Span
    told: DayForm = ""


def word_facts(pile: Pile, counter: Counter, linked: LinkedEvents) -> list[Fact]:
    """The facts in words of the events that several reports tell."""
    made = []
    several = [held for held in linked.groups if len({one.document for one in held}) > 1]
    for held in sorted(several, key=lambda one: -len(one))[:_MOST]:
        event = event_of(pile, held).id
        for attribute, read in _READ.items():
            given = [value for one in held for value in read(pile, one)]
            by_key: dict[str, list[GivenWords]] = {}
            for value in sorted(given, key=lambda one: one.span):
                by_key.setdefault(value.key, []).append(value)
            if not by_key:
                continue
            state = _state(pile, counter, attribute, by_key)
            values = tuple(
                fact_value(pile, counter, [(one.statement, one.span) for one in same]) for same in by_key.values()
            )
            spans = sorted(span for one in values for span in one.spans)
            made.append(
                Fact(
                    id=content_id("f", attribute, *(f"{s.document}:{s.start}:{s.end}" for s in spans)),
                    attribute=attribute, of="", part=False, state=state, values=values, type="words", event=event,
                )
            )  # fmt: skip
    return made


# ---------------------------------------------------------------------------------------------- what is read


def _days(pile: Pile, event: ReportedEvent) -> Iterator[GivenWords]:
    """The first day that a report gives for its event."""
    for one in event.mentions:
        if one.day is None or one.day[0] != one.day[1] or not one.main:
            continue
        for time in one.statement.dates:
            if time.earliest and time.earliest[:10] == one.day[0] and time.latest and time.latest[:10] == one.day[1]:
                if not _names_day(pile, time.span):
                    continue  # "shortly before midnight"
                yield GivenWords(one.day[0], event.document, one.statement.id, time.span, _told_as(pile, time.span))
                return


def _names_day(pile: Pile, span: Span) -> bool:
    """Whether the words name a day, and no mere hour of one."""
    told = normal(pile.words(span))
    return any(word in entry_set("calendar_words") or word in _DAYS or word.isdigit() for word in plain_words(told))


_DAYS = frozenset({"today", "yesterday", "tonight", "tomorrow", "last", "this"})


def _told_as(pile: Pile, span: Span) -> DayForm:
    """How a day is told: of a night it may be the one before or after; told by its name it is no matter of zones."""
    text = pile.document[span.document].text
    if set(normal(text[max(0, span.start - 24) : span.end + 24]).split()) & entry_set("night_words"):
        return "night"
    words = normal(text[span.start : span.end]).split()
    return "weekday" if any(word.endswith("day") and word in entry_set("calendar_words") for word in words) else ""


def _places(pile: Pile, event: ReportedEvent) -> Iterator[GivenWords]:
    """The places that the first statement with any names, each by its first mention there."""
    for one in event.mentions:
        named = [name for name in one.statement.entities if name in event.places]
        for name in named:
            spans = [m for m in pile.entity[name].mentions if one.statement.span.contains(m)]
            if spans and _placed(pile, spans[0]):
                yield GivenWords(name, event.document, one.statement.id, min(spans))
        if named:
            return


def _placed(pile: Pile, span: Span) -> bool:
    """Whether a place stands behind a word by which something is in it."""
    before = normal(pile.document[span.document].text[max(0, span.start - 30) : span.start]).split()[-3:]
    return bool(set(before) & {"in", "at", "near", "outside", "off", "on"})


def _actors(pile: Pile, event: ReportedEvent) -> Iterator[GivenWords]:
    """Who does what harms others, by the first statement that tells it with a verb."""
    for one in event.mentions:
        held = pile.compared[one.statement.id].proposition
        agents = held.agents - entry_set("function_words") - held.patients - event_nouns()
        if not one.told or not held.verbs or not agents or event.kind not in _DEEDS:
            continue
        for span in forms_of(pile.document[event.document].text, one.statement.span, agents):
            key = " ".join(sorted(agents))
            yield GivenWords(key, event.document, one.statement.id, span)
            return


_DEEDS = frozenset({"attack", "shooting", "stabbing", "kidnapping", "explosion", "arrest"})
"""Kinds of event that somebody does to others."""


def _instruments(pile: Pile, event: ReportedEvent) -> Iterator[GivenWords]:
    """The weapon or vehicle of each class that a report names in the statements that tell the event."""
    seen: set[str] = set()
    for one in event.mentions:
        for name, span in instruments_in(pile, one):
            if name not in seen:
                seen.add(name)
                yield GivenWords(name, event.document, one.statement.id, span)


def instruments_in(pile: Pile, one: EventMention) -> Iterator[tuple[str, Span]]:
    """The classes of ``lexicon/vehicles_and_weapons.csv`` in a statement, with their words; the longer name counts."""
    text = pile.document[one.statement.span.document].text
    found = list(words(text, one.statement.span.start, one.statement.span.end))
    at = 0
    while at < len(found):
        pair = f"{found[at][2]} {found[at + 1][2]}" if at + 1 < len(found) else ""
        size = 2 if pair in _classes() else 1
        name = _classes().get(pair) or _classes().get(found[at][2])
        if name is not None:
            yield name, Span(one.statement.span.document, found[at][0], found[at + size - 1][1])
        at += size


@cache
def _classes() -> dict[str, str]:
    """The class of each instrument, by its words in the singular and the plural."""
    return {
        form: row["class"]
        for row in rows("vehicles_and_weapons")
        for lemma in row["lemmas"].split("|")
        for form in (lemma, f"{lemma}s")
    }


_READ = {"day": _days, "place": _places, "actor": _actors, "instrument": _instruments}


# ---------------------------------------------------------------------------------------------- what it comes to


def _state(pile: Pile, counter: Counter, attribute: str, by_key: dict[str, list[GivenWords]]) -> FactState:
    held = [one for values in by_key.values() for one in values]
    if len({one.document for one in held}) == 1:
        return "one_report"
    told: defaultdict[DocumentId, list[GivenWords]] = defaultdict(list)
    for one in held:
        told[one.document].append(one)
    apart = [
        (a, b)
        for a, b in combinations(sorted(told), 2)
        if counter.families.between(a, b) is None or not _one_text(pile, counter, told[a], told[b])
    ]
    shared = any({x.key for x in told[a]} & {y.key for y in told[b]} for a, b in apart)
    differ = any(_differ(pile, attribute, told[a], told[b]) for a, b in apart)
    if differ:
        return "differ"
    if shared:
        return "agree"
    if apart:
        return "not_comparable"
    return "copies_agree" if len(by_key) == 1 else "copies_differ"


def _one_text(pile: Pile, counter: Counter, mine: Sequence[GivenWords], theirs: Sequence[GivenWords]) -> bool:
    return any(
        counter.families.joined(pile.statement[one.statement], pile.statement[other.statement])
        for one in mine
        for other in theirs
    )


def _one_party(pile: Pile, mine: Sequence[GivenWords], theirs: Sequence[GivenWords]) -> bool:
    """Whether some two statements that give days may tell of the same people or things: each names somebody or
    something, and one of them is the other's."""
    for one, other in product(mine, theirs):
        a, b = (pile.compared[held.statement].proposition for held in (one, other))
        first, second = ((item.subjects | item.patients) & item.names for item in (a, b))
        if not first or not second or first & second:
            return True
    return False


def _differ(pile: Pile, attribute: str, mine: Sequence[GivenWords], theirs: Sequence[GivenWords]) -> bool:
    """Whether two reports' values cannot be one."""
    keys = {one.key for one in mine}, {one.key for one in theirs}
    if keys[0] & keys[1] or attribute not in ("day", "instrument"):
        return False
    if attribute == "instrument":
        return len(keys[0]) == len(keys[1]) == 1
    if any(one.told == "night" for one in (*mine, *theirs)) or not _one_party(pile, mine, theirs):
        return False
    nearest = min(abs((date.fromisoformat(a) - date.fromisoformat(b)).days) for a in keys[0] for b in keys[1])
    named = all(one.told == "weekday" for one in (*mine, *theirs))  # one day may lie between two zones' dates
    return nearest >= _APART or (nearest > 0 and named)
