"""The record opened for reading: looked up by id, ranked as an editor would rank it, in printable words.

``OpenRecord`` is what the terminal summary, ``explain`` and the HTML page take their facts from, so that the three
never disagree.  Left out: layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from firsthand.data import (
    Attribution,
    Claim,
    Conflict,
    Derivation,
    Document,
    Entity,
    History,
    Origin,
    Quotation,
    Record,
    Span,
    Statement,
    Story,
    TimelineEntry,
    Utterance,
)
from firsthand.report import moments
from firsthand.report.phrasing import COPIES, LINKS, RELATIONS, count, line, printable

_T = TypeVar("_T")

_SHORTEST = 4


@dataclass(frozen=True)
class OpenRecord:
    """A record with every noun looked up by its id, and the orders in which its parts are shown."""

    record: Record
    document: dict[str, Document] = field(init=False)
    entity: dict[str, Entity] = field(init=False)
    attribution: dict[str, Attribution] = field(init=False)
    quotation: dict[str, Quotation] = field(init=False)
    utterance: dict[str, Utterance] = field(init=False)
    statement: dict[str, Statement] = field(init=False)
    claim: dict[str, Claim] = field(init=False)
    origin: dict[str, Origin] = field(init=False)
    conflict: dict[str, Conflict] = field(init=False)

    def __post_init__(self) -> None:
        for name in ("document", "attribution", "quotation", "utterance", "statement", "claim", "origin", "conflict"):
            object.__setattr__(self, name, {one.id: one for one in getattr(self.record, name + "s")})
        object.__setattr__(self, "entity", {one.id: one for one in self.record.entities})

    # ------------------------------------------------------------------------------------------------- ids

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id of the record, in the order of its lists."""
        record = self.record
        lists = (record.stories, record.claims, record.conflicts, record.derivations, record.origins,
                 record.utterances, record.quotations, record.timeline, record.documents, record.entities,
                 record.attributions, record.statements, record.histories)  # fmt: skip
        return tuple(dict.fromkeys(one.id for items in lists for one in items))

    @cached_property
    def _short(self) -> dict[str, str]:
        """Each id's shortest prefix that no other id has, never shorter than four characters after its kind."""
        ordered = sorted(self.ids)
        short = {}
        for i, one in enumerate(ordered):
            near = max(_common(one, other) for other in (*ordered[max(0, i - 1) : i], *ordered[i + 1 : i + 2], ""))
            least = one.find("-") + 1 + _SHORTEST
            short[one] = one[: max(near + 1, least)]
        return short

    def short(self, id_: str) -> str:
        """What a person can type for the id."""
        return printable(self._short.get(id_, id_))

    # --------------------------------------------------------------------------------------------- words

    def words(self, span: Span) -> str:
        """The characters a span points at, on one line; '' when it points nowhere."""
        document = self.document.get(span.document)
        return line(span.of(document.text)) if document else ""

    def quote(self, spans: Iterable[Span]) -> str:
        return " … ".join(self.words(span) for span in spans)

    def outlet(self, document: str) -> str:
        """Whose report it is: the outlet's name, else the name of the file or address."""
        known = self.document.get(document)
        if known is None:
            return "an unknown report"
        return line(known.outlet.name or _file(known.uri) or known.source_id, 80)

    def report(self, document: str) -> str:
        """The outlet, and the day or else the file where the record has more than one report of that outlet."""
        name = self.outlet(document)
        known = self.document.get(document)
        if known is None or self._reports_of_outlet.get(name, 0) < 2:
            return name
        if to_the_day(known):
            return f"{name} ({moments.spoken(known.published.earliest, known.published.latest, 'day')})"
        return f"{name} ({line(_file(known.source_id), 32)})"

    @cached_property
    def _reports_of_outlet(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for document in self.record.documents:
            name = self.outlet(document.id)
            counts[name] = counts.get(name, 0) + 1
        return counts

    def place(self, span: Span) -> str:
        """Where words stand: outlet and offsets."""
        return f"{self.outlet(span.document)} [{span.start}–{span.end}]"

    def name(self, entity: str | None) -> str | None:
        known = self.entity.get(entity) if entity is not None else None
        return line(known.name, 80) if known else None

    def source(self, attribution: Attribution) -> str:
        """The source of one attribution, as a link of a chain."""
        printed = line(attribution.description or self.quote(attribution.source), 100)
        name = self.name(attribution.source_entity)
        if attribution.source_kind == "anonymous":
            return f"an unnamed source (“{printed}”)" if printed else "an unnamed source"
        if attribution.source_kind == "document":
            return f"a document (“{printed}”)" if printed else "a document"
        if attribution.source_kind == "own_voice":
            return "its own voice"
        return name or printed or "a source that is not resolved"

    def links(self, statement: Statement) -> tuple[str, ...]:
        """The chain of attributions of a statement, from the report that a reader holds to the end of the chain."""
        outlet = self.outlet(statement.span.document)
        return (outlet, *self.above(statement.chain, outlet))

    def above(self, chain: Iterable[str], below: str) -> tuple[str, ...]:
        """The links above ``below``; an outlet that was told is not named again right above itself."""
        links = [below]
        for id_ in chain:
            attribution = self.attribution.get(id_)
            if attribution is None:
                continue
            told = self.name(attribution.given_to)
            if told and _plain(told) != _plain(links[-1]):
                links.append(f"told {told}")
            links.append(self.source(attribution))
        return tuple(links[1:])

    def chain(self, statement: Statement) -> str:
        links = self.links(statement)
        return " → ".join(links) if len(links) > 1 else f"{links[0]}, in its own voice"

    def enclosing(self, attribution: Attribution) -> tuple[str, ...]:
        """Ids of the attributions that hold this one, outermost first, and its own."""
        ids = [attribution.id]
        seen = {attribution.id}
        outer = attribution.within
        while outer is not None and outer not in seen and outer in self.attribution:
            ids.insert(0, outer)
            seen.add(outer)
            outer = self.attribution[outer].within
        return tuple(ids)

    def speaker(self, quotation: Quotation) -> str:
        attribution = self.attribution.get(quotation.attribution or "")
        return self.name(quotation.speaker) or (self.source(attribution) if attribution else "speaker unknown")

    # ---------------------------------------------------------------------------------------------- orders

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Stories with most reports first."""
        return tuple(sorted(self.record.stories, key=lambda one: (-len(one.documents), -len(one.claims), one.id)))

    def claims(self, story: Story) -> tuple[Claim, ...]:
        """The story's claims by importance: reports, then origins, then how early a report says it."""
        known = [self.claim[id_] for id_ in story.claims if id_ in self.claim]
        return tuple(sorted(known, key=lambda one: _importance(one, self._first(one))))

    def _first(self, claim: Claim) -> int:
        """How early a report says it: news is told from the most important down."""
        return min((statement.span.start for statement in self.statements(claim)), default=0)

    def shared(self, story: Story) -> tuple[Claim, ...]:
        """Claims that more than one report carries."""
        return tuple(claim for claim in self.claims(story) if claim.reports.documents > 1)

    def single(self, story: Story) -> tuple[Claim, ...]:
        """Claims that several reports carry and that rest, or may rest, on one origin."""
        return tuple(claim for claim in self.shared(story) if claim.independent.at_least == 1)

    def linked(self, claim: Claim) -> tuple[tuple[str, Claim], ...]:
        """Claims that hang together with this one and are not the same, each with how, in words."""
        return tuple((LINKS[one.relation], self.claim[one.claim]) for one in claim.links if one.claim in self.claim)

    def statements(self, claim: Claim | Conflict) -> tuple[Statement, ...]:
        return tuple(self.statement[id_] for id_ in claim.statements if id_ in self.statement)

    def in_time(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Statements in the order in which their reports appeared."""
        return tuple(sorted(statements, key=self._when_said))

    def _when_said(self, statement: Statement) -> tuple[tuple[str, str, str], int]:
        document = self.document.get(statement.span.document)
        return _published(document) if document else ("9", "9", ""), statement.span.start

    def origins(self, claim: Claim) -> tuple[Origin, ...]:
        return tuple(self.origin[id_] for id_ in claim.origins if id_ in self.origin)

    def documents(self, story: Story) -> tuple[Document, ...]:
        """The story's reports in the order of publication, undated ones last."""
        known = [self.document[id_] for id_ in story.documents if id_ in self.document]
        return tuple(sorted(known, key=_published))

    def conflicts(self, story: Story) -> tuple[Conflict, ...]:
        """Contradictions first, then what may matter less; mere differences of wording last."""
        return self._conflicts.get(story.id, ())

    @cached_property
    def _conflicts(self) -> dict[str, tuple[Conflict, ...]]:
        ordered = sorted(self.record.conflicts, key=lambda one: (one.kind == "wording", _GRAVITY.get(one.judgement, 9)))
        return self._sorted_into_stories(
            (one, [statement.span.document for statement in self.statements(one)]) for one in ordered
        )

    def derivations(self, story: Story) -> tuple[Derivation, ...]:
        """Copies first, by how much of the text comes from the other; then what only cites or quotes alike."""
        return self._derivations.get(story.id, ())

    @cached_property
    def _derivations(self) -> dict[str, tuple[Derivation, ...]]:
        order = tuple(RELATIONS)
        ordered = sorted(self.record.derivations, key=lambda one: (order.index(one.relation), -one.score, one.id))
        return self._sorted_into_stories((one, [one.a, one.b]) for one in ordered)

    @cached_property
    def _text_of(self) -> dict[str, str]:
        """For each document one document of those that carry its text, copies and rewrites included."""
        root = {one.id: one.id for one in self.record.documents}

        def find(id_: str) -> str:
            while root[id_] != id_:
                root[id_] = root[root[id_]]
                id_ = root[id_]
            return id_

        for one in self.record.derivations:
            if one.relation in COPIES and one.relation != "partial_copy" and one.a in root and one.b in root:
                root[find(one.b)] = find(one.a)
        return {id_: find(id_) for id_ in root}

    def texts(self, story: Story) -> int:
        """How many texts the story's reports are, copies and rewrites merged."""
        return len({self._text_of.get(id_, id_) for id_ in story.documents})

    def extent(self, story: Story) -> tuple[str, tuple[str, str] | None]:
        """As "10 reports by 9 outlets" and the first and last day of publication, where any is known to the day."""
        documents = self.documents(story)
        named = {line(one.outlet.name) for one in documents if one.outlet.name}
        nameless = sum(not one.outlet.name for one in documents)
        said = count(len(documents), "report")
        if named:
            said += f" by {count(len(named), 'outlet')}" + (f" and {nameless} not known" if nameless else "")
        exact = [one.published.earliest[:10] for one in documents if one.published.earliest and to_the_day(one)]
        return said, (min(exact), max(exact)) if exact else None

    def undated(self, story: Story) -> int:
        return sum(not to_the_day(one) for one in self.documents(story))

    def timeline(self, story: Story) -> tuple[TimelineEntry, ...]:
        return self._timeline.get(story.id, ())

    def principal_events(self, story: Story, most: int) -> tuple[TimelineEntry, ...]:
        """The ``most`` events that matter to a reader, in order of time: those that most reports date, then those
        nearest to the days on which the reports appeared; old background goes first when there is no room."""
        events = self.timeline(story)
        days = [one.published.earliest for one in self.documents(story) if one.published.earliest and to_the_day(one)]
        middle = sorted(days)[len(days) // 2] if days else (story.latest or "")

        def rank(event: TimelineEntry) -> tuple[int, int, str]:
            documents = {span.document for span in event.mentions}
            return -len(documents), _months_apart(event.latest or event.earliest or "", middle), event.id

        chosen = {event.id for event in sorted(events, key=rank)[:most]}
        return tuple(event for event in events if event.id in chosen)

    @cached_property
    def _timeline(self) -> dict[str, tuple[TimelineEntry, ...]]:
        ordered = sorted(
            self.record.timeline, key=lambda one: (one.earliest or one.latest or "9", one.latest or "9", one.id)
        )
        return self._sorted_into_stories(
            (one, [span.document for span in one.mentions] + self._carriers(one.claims)) for one in ordered
        )

    def histories(self, story: Story) -> tuple[History, ...]:
        """How claims of the story changed, those with the most stages first."""
        return self._histories.get(story.id, ())

    @cached_property
    def _histories(self) -> dict[str, tuple[History, ...]]:
        ordered = sorted(self.record.histories, key=lambda one: (-len(one.stages), one.id))
        return self._sorted_into_stories((one, sorted(self._carriers(one.claims))) for one in ordered)

    def utterances(self, story: Story) -> tuple[Utterance, ...]:
        """Utterances that several reports quote, those with differing words first."""
        return self._utterances.get(story.id, ())

    @cached_property
    def _utterances(self) -> dict[str, tuple[Utterance, ...]]:
        ordered = sorted(self.record.utterances, key=lambda one: (not one.differences, -len(one.quotations), one.id))
        reports = [(one, sorted(self.reports_of(one))) for one in ordered]
        return self._sorted_into_stories((one, found) for one, found in reports if len(found) > 1)

    def principal(self, story: Story) -> tuple[Derivation, ...]:
        """Of the pairs that join a report to several copies of one text only the one with the earliest original."""
        chosen: dict[tuple[str, str, str], Derivation] = {}
        for one in self.derivations(story):
            derived, source = self.parted(one)
            group = "copy" if one.relation in COPIES and one.relation != "partial_copy" else one.relation
            key = (derived, group, self._text_of.get(source, source))
            known = chosen.get(key)
            if known is None or self._originality(source) < self._originality(self.parted(known)[1]):
                chosen[key] = one
        kept = frozenset(one.id for one in chosen.values())
        return tuple(one for one in self.derivations(story) if one.id in kept)

    def _originality(self, document: str) -> tuple[bool, tuple[str, str, str]]:
        known = self.document.get(document)
        return document in self.copied, _published(known) if known else ("", "", "")

    def parted(self, derivation: Derivation) -> tuple[str, str]:
        """The pair as (derived, source); (a, b) as it stands where the direction is unknown."""
        if derivation.direction == "a_to_b":
            return derivation.b, derivation.a
        return derivation.a, derivation.b

    @cached_property
    def copied(self) -> frozenset[str]:
        """Documents whose text comes from another document of the record."""
        return frozenset(
            self.parted(one)[0]
            for one in self.record.derivations
            if one.relation in COPIES and one.relation != "partial_copy" and one.direction != "unknown"
        )

    @cached_property
    def _story_of(self) -> dict[str, str]:
        return {document: story.id for story in self.record.stories for document in story.documents}

    def _sorted_into_stories(self, items: Iterable[tuple[_T, list[str]]]) -> dict[str, tuple[_T, ...]]:
        """Items under each story that has one of their documents, in the order given."""
        found: dict[str, list[_T]] = {}
        for item, documents in items:
            for story in dict.fromkeys(self._story_of.get(document, "") for document in documents):
                found.setdefault(story, []).append(item)
        return {story: tuple(own) for story, own in found.items()}

    def _carriers(self, claims: Iterable[str]) -> list[str]:
        return [
            statement.span.document
            for id_ in claims
            if id_ in self.claim
            for statement in self.statements(self.claim[id_])
        ]

    def reports_of(self, utterance: Utterance) -> frozenset[str]:
        return frozenset(self.quotation[id_].span.document for id_ in utterance.quotations if id_ in self.quotation)


_GRAVITY = {"contradiction": 0, "dispute": 1, "drift": 2, "scope_difference": 3, "update": 4, "naming_variant": 5}


def _importance(claim: Claim, first: int) -> tuple[int, int, int]:
    most = claim.independent.at_most if claim.independent.at_most is not None else claim.independent.at_least or 0
    return -claim.reports.documents, -most, first


def to_the_day(document: Document) -> bool:
    """Whether the day of publication is known."""
    published = document.published
    return published.earliest is not None and published.earliest[:10] == (published.latest or "")[:10]


def _published(document: Document) -> tuple[str, str, str]:
    published = document.published
    if not is_dated(document):
        return "9", "9", document.uri
    return published.earliest or published.latest or "9", published.latest or "9", document.uri


def is_dated(document: Document) -> bool:
    """Whether it is known within a year or so when a report appeared; a wider range says nothing to a reader."""
    published = document.published
    if published.earliest is None or published.latest is None:
        return published.earliest is not None or published.latest is not None
    first, last = published.earliest[:4], published.latest[:4]
    return not (first.isdecimal() and last.isdecimal()) or int(last) - int(first) <= 1


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _common(a: str, b: str) -> int:
    """How many characters two strings begin with alike."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _file(uri: str) -> str:
    name = uri.rstrip("/").rpartition("/")[2] or uri
    stem, dot, extension = name.rpartition(".")
    return stem if dot and stem and len(extension) <= 5 else name


def _months_apart(day: str, other: str) -> int:
    """Whole months between two ISO dates; far apart where one of them is no date."""
    parts = [re.match(r"(\d{4})(?:-(\d\d))?", one) for one in (day, other)]
    if parts[0] is None or parts[1] is None:
        return 10_000
    first, second = (12 * int(part[1]) + int(part[2] or 6) for part in parts if part)
    return abs(first - second)
