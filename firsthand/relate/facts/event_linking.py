"""Events: the mentions of one event, linked inside a report and across the reports of a story.

Events are those of ``lexicon/event_kinds.csv``, named by a noun or told by a verb.  Inside a report the mentions of one
kind are of the event that it tells first ("the quake" is that of its lead), but for those of another day and those that
say that they are another.  Across reports events of one kind are one where they share a place or somebody, or where
both reports lead with them; never where their days are apart, or where each is somebody else's (two companies'
results).  Left out: events that a report names by no word of the list, and one event under words of two kinds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import combinations

from firsthand.data import DocumentId, EntityId, Event, Span, Statement, StatementId, content_id
from firsthand.lexicon import entry_set, rows
from firsthand.relate.facts.comparability import GivenValue
from firsthand.relate.pile import Pile
from firsthand.words import normal, words

_LEAD = 4
"""Sentences in which a report tells what it is about."""
_APART = 2
"""Days from which two days are of two events; one may be a matter of datelines and nights."""
_ENDINGS = ("", "s", "es", "d", "ed", "ing")
_MOST = 400
"""Events of one kind in a story that are compared with each other."""


@dataclass(frozen=True, slots=True, eq=False)
class EventMention:
    """A word by which a statement names an event; ``day``: the one day that the statement itself gives; ``other``:
    whether it says that it is another event than that of its report."""

    statement: Statement
    word: Span
    kind: str
    sentence: int
    day: tuple[str, str] | None
    other: bool
    told: bool
    """Whether a verb tells it, or the noun is what the statement is about."""
    main: bool
    """Whether the statement's own predicate tells it, or it is the subject: the statement's day is the event's."""


@dataclass(slots=True, eq=False)
class ReportedEvent:
    """An event as one report tells it, with what its mentions name."""

    document: DocumentId
    kind: str
    mentions: list[EventMention] = field(default_factory=list)
    people: set[EntityId] = field(default_factory=set)
    places: set[EntityId] = field(default_factory=set)
    owners: set[EntityId] = field(default_factory=set)

    @property
    def leads(self) -> bool:
        """Whether the report tells it in its first sentences, and not as another one."""
        return self.mentions[0].sentence < _LEAD and not self.mentions[0].other

    @property
    def day(self) -> tuple[str, str] | None:
        """The first day that the report gives for it."""
        return next((one.day for one in self.mentions if one.day is not None), None)


class LinkedEvents:
    """The events of a story: of which event a value is, and whether two are known to be of two events."""

    def __init__(self, pile: Pile, groups: Sequence[Sequence[ReportedEvent]]) -> None:
        self._pile = pile
        self.groups = groups
        self._group = {id(one): n for n, held in enumerate(groups) for one in held}
        self._by_statement: defaultdict[StatementId, list[ReportedEvent]] = defaultdict(list)
        self._event: dict[int, Event] = {}
        self._lead: dict[DocumentId, ReportedEvent] = {}
        self._of_value: dict[tuple[DocumentId, StatementId, int], ReportedEvent | None] = {}
        self._of_statement: dict[StatementId, ReportedEvent | None] = {}
        self._by_document: defaultdict[DocumentId, list[ReportedEvent]] = defaultdict(list)
        for held in groups:
            for one in held:
                self._by_document[one.document].append(one)
                for mention in one.mentions:
                    self._by_statement[mention.statement.id].append(one)
        for name, events in self._by_document.items():
            self._lead[name] = min(events, key=lambda one: (one.mentions[0].sentence, one.mentions[0].word))

    def of_value(self, given: GivenValue) -> ReportedEvent | None:
        """The event that a value is told of: that of its statement or its sentence, else its report's lead's."""
        place = given.document, given.value.statement, given.value.sentence
        if place not in self._of_value:
            self._of_value[place] = self._event_of(*place)
        return self._of_value[place]

    def _event_of(self, document: DocumentId, statement: StatementId, sentence: int) -> ReportedEvent | None:
        own = self.of_statement(statement)
        if own is not None:
            return own
        beside = [
            one
            for one in self._by_document.get(document, ())
            if any(mention.sentence == sentence for mention in one.mentions)
        ]
        return beside[0] if len(beside) == 1 else self._lead.get(document)

    def of_statement(self, statement: StatementId) -> ReportedEvent | None:
        """The event that a statement tells; of several the one in which people come to harm."""
        if statement not in self._of_statement:
            held = self._by_statement.get(statement, [])
            self._of_statement[statement] = max(
                held, key=lambda one: (_kinds()[one.kind].harm, -one.mentions[0].word.start), default=None
            )
        return self._of_statement[statement]

    def place(self, one: ReportedEvent) -> int:
        """The number of the event that a report's is."""
        return self._group[id(one)]

    def event(self, place: int) -> Event:
        """The event of the record that has a number."""
        if place not in self._event:
            self._event[place] = event_of(self._pile, self.groups[place])
        return self._event[place]

    def two_events(self, one: GivenValue, other: GivenValue) -> bool:
        """Whether two values are known to be of two events of one form."""
        a, b = self.of_value(one), self.of_value(other)
        return a is not None and b is not None and self._two(a, b)

    def one_event(self, one: GivenValue, other: GivenValue) -> bool:
        """Whether two values' own statements are known to tell one event."""
        a, b = self.of_statement(one.value.statement), self.of_statement(other.value.statement)
        return a is not None and b is not None and a.document != b.document and self.place(a) == self.place(b)

    def told_apart(self, statements: Iterable[StatementId]) -> bool:
        """Whether any two of the statements are known to be of two events of one form."""
        held = [
            found
            for name in statements
            if name in self._pile.statement
            and (found := self.of_statement(name) or self._lead.get(self._pile.statement[name].span.document))
        ]
        return any(self._two(a, b) for a, b in combinations(held, 2))

    def _two(self, a: ReportedEvent, b: ReportedEvent) -> bool:
        if a.document == b.document:
            return a.kind == b.kind and a is not b
        if a.kind != b.kind:
            return False
        return self.place(a) != self.place(b) and apart_in_time_or_owner(a, b)


def linked_events(pile: Pile, documents: Iterable[DocumentId]) -> LinkedEvents:
    """The events of one story, each with the reports' mentions of it."""
    by_kind: defaultdict[str, list[ReportedEvent]] = defaultdict(list)
    for document in documents:
        for one in _of_report(pile, document):
            by_kind[one.kind].append(one)
    groups: list[list[ReportedEvent]] = []
    for _, held in sorted(by_kind.items()):
        groups += _linked(held)
    groups.sort(key=lambda held: (held[0].mentions[0].word, held[0].kind))
    return LinkedEvents(pile, groups)


def apart_in_time_or_owner(a: ReportedEvent, b: ReportedEvent) -> bool:
    """Whether two reports' events of one kind cannot be one: on days that are apart, or each somebody else's."""
    if a.owners and b.owners and _kinds()[a.kind].owner:
        return not a.owners & b.owners
    return a.day is not None and b.day is not None and _days_apart(a.day, b.day) >= _APART


def _days_apart(a: tuple[str, str], b: tuple[str, str]) -> int:
    first, last, other, until = (date.fromisoformat(one[:10]) for one in (*a, *b))
    return max(0, (other - last).days, (first - until).days)


def _linked(held: list[ReportedEvent]) -> list[list[ReportedEvent]]:
    """Events of one kind, those that are one together: those that share most names join first."""
    kept = sorted(held, key=lambda one: (one.mentions[0].sentence, one.mentions[0].word))[:_MOST]
    groups = {n: [one] for n, one in enumerate(kept)}
    place = {n: n for n in groups}
    pairs = sorted(
        ((shared, i, j) for i, j in combinations(range(len(kept)), 2) if (shared := _shared(kept[i], kept[j]))),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    for _, i, j in pairs:
        a, b = place[i], place[j]
        if a == b or any(
            x.document == y.document or apart_in_time_or_owner(x, y) for x in groups[a] for y in groups[b]
        ):
            continue
        a, b = min(a, b), max(a, b)
        groups[a] += groups.pop(b)
        place = {n: a if at == b else at for n, at in place.items()}
    return [sorted(one, key=lambda e: e.mentions[0].word) for one in groups.values()]


def _shared(a: ReportedEvent, b: ReportedEvent) -> int:
    """How much says that two reports' events of one kind are one; 0 for nothing."""
    if a.document == b.document:
        return 0
    names = len(a.places & b.places) + len(a.people & b.people)
    one_day = a.day is not None and b.day is not None and _days_apart(a.day, b.day) < _APART
    if not names and not (a.leads and b.leads):
        return 0
    if not names and a.places and b.places and not one_day:
        return 0
    return 1 + names + one_day + (a.leads and b.leads)


# ---------------------------------------------------------------------------------------------- one report


def _of_report(pile: Pile, document: DocumentId) -> list[ReportedEvent]:
    """The events of a report, each with its mentions in text order."""
    made: list[ReportedEvent] = []
    for one in sorted(_mentions(pile, document), key=lambda m: (m.word, m.kind)):
        known = [event for event in made if event.kind == one.kind]
        fitting = next((event for event in known if not one.other and not _another_day(event, one)), None)
        if known and one.other:
            fitting = next((event for event in known if event.mentions[0].other and not _another_day(event, one)), None)
        if fitting is None:
            fitting = ReportedEvent(document, one.kind)
            made.append(fitting)
        fitting.mentions.append(one)
        _named(pile, fitting, one)
    return made


def _another_day(event: ReportedEvent, one: EventMention) -> bool:
    return event.day is not None and one.day is not None and _days_apart(event.day, one.day) >= _APART


def _named(pile: Pile, event: ReportedEvent, one: EventMention) -> None:
    for name in one.statement.entities:
        entity = pile.entity.get(name)
        if entity is None:
            continue
        (event.places if entity.kind == "place" else event.people).add(name)
    if not event.owners:
        event.owners |= _owners(pile, one)


def _owners(pile: Pile, one: EventMention) -> set[EntityId]:
    """Whose an event is: who is the subject of the statement or, without a name in it, who says it."""
    subjects = pile.compared[one.statement.id].proposition.subjects
    found = set()
    for name in one.statement.entities:
        entity = pile.entity.get(name)
        if entity is not None and entity.kind != "place" and subjects & set(normal(entity.name).split()):
            found.add(name)
    for source in reversed(pile.chain_of(one.statement)) if not found else ():
        if source.source_entity and source.source_kind in ("institution", "group", "person"):
            return {source.source_entity}
    return found


def _mentions(pile: Pile, document: DocumentId) -> Iterator[EventMention]:
    analysis = pile.analysis.get(document)
    if analysis is None:
        return
    text = pile.document[document].text
    opening = _first_sentence(pile, document)
    for statement in analysis.statements:
        held = pile.compared.get(statement.id)
        if held is None or statement.negated or statement.modality in ("planned", "conditional", "considered"):
            continue
        lemmas = held.proposition.lemmas
        for kind, row in _kinds().items():
            nouns, verbs = lemmas & row.nouns, held.proposition.verbs & row.verbs
            if not nouns and verbs <= row.weak:
                continue
            found = next(forms_of(text, statement.span, nouns | verbs), statement.span)
            around = set(normal(text[max(statement.span.start, found.start - 24) : found.start]).split()[-3:])
            other = bool(around & entry_set("other_event_words"))
            about = bool(verbs or nouns & (held.proposition.heads | held.proposition.subjects))
            main = bool(verbs & (held.proposition.heads | {held.proposition.root}) or nouns & held.proposition.subjects)
            number = held.event.sentence - opening
            yield EventMention(statement, found, kind, number, _own_day(pile, statement), other, about, main)


def _first_sentence(pile: Pile, document: DocumentId) -> int:
    held = [pile.compared[one.id].event.sentence for one in pile.analysis[document].statements]
    return min((n for n in held if n >= 0), default=0)


def _own_day(pile: Pile, statement: Statement) -> tuple[str, str] | None:
    """The one day on which the statement's own event was, where it gives one; a day that a part of it dates is
    another's."""
    parts = {(part.start, part.end): part.part for part in pile.compared[statement.id].event.parts}
    found = {
        (one.earliest[:10], one.latest[:10])
        for one in statement.dates
        if one.type in ("DATE", "TIME")
        and one.earliest
        and one.latest
        and one.precision in ("day", "hour", "minute")
        and not one.value.endswith("_REF")
        and parts.get((one.span.start, one.span.end)) is None
    }
    return next(iter(found)) if len(found) == 1 else None


def forms_of(text: str, span: Span, lemmas: frozenset[str]) -> Iterator[Span]:
    """The words of a stretch that are forms of the lemmas."""
    for start, end, word in words(text, span.start, span.end):
        plain = word.removesuffix("'s")
        if any(is_form(plain, lemma) for lemma in lemmas):
            yield Span(span.document, start, end)


def is_form(word: str, lemma: str) -> bool:
    """Whether a word is a regular form of a lemma: "exploded", "blasts", "hitting"."""
    stem = lemma.removesuffix("e")
    forms = {lemma + ending for ending in _ENDINGS} | {stem + ending for ending in ("ed", "ing", "es")}
    doubled = {lemma + lemma[-1] + ending for ending in ("ed", "ing")}
    return word in forms | doubled or (lemma.endswith("y") and word in {lemma[:-1] + "ied", lemma[:-1] + "ies"})


@dataclass(frozen=True, slots=True)
class _Kind:
    nouns: frozenset[str]
    verbs: frozenset[str]
    weak: frozenset[str]
    harm: bool
    owner: bool


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        row["kind"]: _Kind(
            frozenset(row["nouns"].split("|")),
            frozenset(filter(None, row["verbs"].split("|"))),
            frozenset(filter(None, row["weak"].split("|"))),
            row["harm"] == "yes",
            row["owner"] == "yes",
        )
        for row in rows("event_kinds")
    }


@cache
def event_nouns() -> frozenset[str]:
    """The nouns that name events, which do nothing to anybody."""
    return frozenset().union(*(row.nouns for row in _kinds().values()))


def event_of(pile: Pile, held: Sequence[ReportedEvent]) -> Event:
    """One event of the record."""
    told = [(one.word, one.statement.id) for event in held for one in event.mentions]
    places = dict.fromkeys(name for event in held for name in sorted(event.places))
    people = dict.fromkeys(name for event in held for name in sorted(event.people))
    days = sorted(event.day for event in held if event.day is not None)
    told.sort()
    return Event(
        id=content_id("evt", held[0].kind, *(name for _, name in told)),
        kind=held[0].kind,
        words=" ".join(pile.words(told[0][0]).split()),
        participants=tuple(people),
        places=tuple(places),
        earliest=days[0][0] if days else None,
        latest=max(last for _, last in days) if days else None,
        statements=tuple(name for _, name in told),
        mentions=tuple(span for span, _ in told),
    )
