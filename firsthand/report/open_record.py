"""The record opened for reading: looked up by id, ranked as an editor would rank it, in printable words.

``OpenRecord`` is what ``run`` and ``firsthand.open`` return, and what the terminal summary, ``explain`` and the HTML
page take their facts from, so that the three never disagree.  Left out: layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from functools import cached_property
from typing import ClassVar, TypeVar

from firsthand import moments
from firsthand.data import (
    TEXT_KINDS,
    WHOLE_COPIES,
    Attribution,
    AttributionId,
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    Document,
    DocumentId,
    Entity,
    EntityId,
    EntryId,
    Event,
    Fact,
    FactId,
    History,
    Judgement,
    Matter,
    Origin,
    OriginId,
    Quotation,
    QuotationId,
    Record,
    ScopeDifference,
    Span,
    Statement,
    StatementId,
    Story,
    StoryId,
    TimelineEntry,
    Utterance,
    text_hash,
)
from firsthand.errors import NoSuchIdError, UsageError
from firsthand.firm_joins import firmly_held
from firsthand.judgements import SEPARATE
from firsthand.report import card, ids, tables
from firsthand.report.clocks import Clock, by_utc, has_hour
from firsthand.report.clocks import of as clock_of
from firsthand.report.end_names import is_party, is_party_name
from firsthand.report.phrasing import LINKS, RELATIONS, count, leads, line, printable, without_loose_stops
from firsthand.report.salience import Salience
from firsthand.report.sentences import (
    EDGES,
    WHOLE_SENTENCE,
    sentence_around,
    title_without_caption,
)
from firsthand.report.shown_claims import shown_claims
from firsthand.report.story_titles import title_of
from firsthand.report_names import report_names

_T = TypeVar("_T")

Noun = (
    Story | Claim | Conflict | Derivation | Origin | Utterance | Quotation | TimelineEntry | Document | Entity
    | Attribution | Statement | History | Fact | Matter | Judgement | Event
)  # fmt: skip
"""All that has an id."""


def opened(record: Record, aliases: Mapping[str, tuple[str, ...]] | None = None) -> OpenRecord:
    """The record, opened; one that is open already comes back as it is.  ``aliases``: what has become of ids that it
    had before.  Raises UsageError for what is no record."""
    if isinstance(record, OpenRecord):
        return record
    if not isinstance(record, Record):
        raise UsageError(f"a value of type {type(record).__name__} is no record: take one from run or firsthand.open")
    made = OpenRecord(*(getattr(record, one.name) for one in fields(record)))
    if aliases:
        object.__setattr__(made, "aliases", aliases)
    return made


class OpenRecord(Record):
    """A record that answers by id and by table, with the orders in which its parts are shown.

    The fields are those of ``Record`` and no more: the two are equal where the fields are, and give the same JSON.
    """

    def __getitem__(self, id_: str) -> Noun:
        """What has the id, or the one thing whose id begins so; a report is found by its address too.  Raises
        NoSuchIdError, which names the nearest ids."""
        return self._by_id[self.whole_id(id_)]

    def __contains__(self, id_: object) -> bool:
        """Whether something has this very id."""
        return id_ in self._by_id

    aliases: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """What has become of ids that earlier records of a store had; empty for a record that comes from elsewhere."""

    __iter__ = None  # what a record is read through is its lists

    def table(self, name: str) -> list[dict[str, tables.Cell]]:
        """The rows of one list of the record (``claims``, ``documents`` …) as flat dictionaries, one key a column.
        Raises UsageError, which names the tables, where there is no such list."""
        return tables.table(self, name)

    def __repr__(self) -> str:
        return f"<OpenRecord: {', '.join(self._sizes)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: sizes, and the claims that most reports carry."""
        shown = [claim for story in self.ranked_stories for claim in self.claims_of(story)]
        return card.card(self._sizes, [(self.short(one.id), one) for one in shown])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return all(getattr(self, one.name) == getattr(other, one.name) for one in fields(Record))

    __hash__ = Record.__hash__

    @cached_property
    def _sizes(self) -> tuple[str, ...]:
        sizes = (count(len(self.documents), "report"), count(len(self.claims), "claim"),
                 count(len(self.origins), "origin"), count(len(self.conflicts), "conflict"))  # fmt: skip
        return (*sizes, f"{len(self.rejected):,} refused") if self.rejected else sizes

    # ------------------------------------------------------------------------------------------------- ids

    @cached_property
    def _by_id(self) -> dict[str, Noun]:
        lists: tuple[tuple[Noun, ...], ...] = (
            self.stories, self.claims, self.conflicts, self.derivations, self.origins, self.utterances,
            self.quotations, self.timeline, self.documents, self.entities, self.attributions, self.statements,
            self.histories, self.facts, self.matters, self.judgements, self.events,
        )  # fmt: skip
        found: dict[str, Noun] = {}
        for items in lists:
            for one in items:
                found.setdefault(one.id, one)
        return found

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id of the record, in the order of its lists."""
        return tuple(self._by_id)

    @cached_property
    def _short(self) -> dict[str, str]:
        return ids.shortest(self.ids)

    def short(self, id_: str) -> str:
        """What a person can type for the id."""
        return printable(self._short.get(id_, id_))

    def whole_id(self, given: str) -> str:
        """The id that a person means who types its beginning, or a report's address."""
        if not isinstance(given, str):
            raise UsageError(f'an id is text, not a value of type {type(given).__name__}: give one as "c-9a1f"')
        addresses = {name: one.id for one in reversed(self.documents) for name in (one.source_id, one.uri)}
        heirs = self.became(given)
        if len(heirs) > 1:
            listed = ", ".join(self.short(one) for one in heirs[:5])
            raise NoSuchIdError(f"{line(given, 60)} has become several: {listed}; give one of them")
        return ids.whole(self.ids, heirs[0] if heirs else given.strip(), addresses)

    def became(self, given: str) -> tuple[str, ...]:
        """What has become of an id, or its beginning, that the record had before and has no more; else nothing."""
        name = given.strip()
        if not name or any(one.startswith(name) for one in self.ids):
            return ()
        old = [one for one in self.aliases if one.startswith(name)]
        return tuple(one for one in self.aliases[old[0]] if one in self) if len(old) == 1 else ()

    @cached_property
    def document(self) -> dict[DocumentId, Document]:
        """The documents by id."""
        return {one.id: one for one in self.documents}

    @cached_property
    def entity(self) -> dict[EntityId, Entity]:
        """The entities by id."""
        return {one.id: one for one in self.entities}

    @cached_property
    def attribution(self) -> dict[AttributionId, Attribution]:
        """The attributions by id."""
        return {one.id: one for one in self.attributions}

    @cached_property
    def quotation(self) -> dict[QuotationId, Quotation]:
        """The quotations by id."""
        return {one.id: one for one in self.quotations}

    @cached_property
    def statement(self) -> dict[StatementId, Statement]:
        """The statements by id."""
        return {one.id: one for one in self.statements}

    @cached_property
    def claim(self) -> dict[ClaimId, Claim]:
        """The claims by id, as they are shown (``shown_claims``)."""
        return shown_claims(self)

    @cached_property
    def origin(self) -> dict[OriginId, Origin]:
        """The origins by id, as they are shown: under a name that the chains give, where theirs only points at one."""
        return {one.id: self._heard_through(self._made_out(one)) for one in self.origins}

    # --------------------------------------------------------------------------------------------- words

    def words(self, span: Span) -> str:
        """The characters a span points at, on one line; '' when it points nowhere."""
        document = self.document.get(span.document)
        return line(span.of(document.text)) if document else ""

    def quote(self, spans: Iterable[Span]) -> str:
        """The pieces of a discontinuous span, joined by an ellipsis."""
        return " … ".join(self.words(span) for span in spans)

    def outlet(self, document: DocumentId) -> str:
        """Whose report it is: the outlet's name, else the report's title or first words."""
        known = self.document.get(document)
        if known is None:
            return "an unknown report"
        return line(known.outlet.name or self._report_names[document], 80)

    def masthead(self, document: DocumentId) -> str:
        """The outlet's name beside a report's title."""
        known = self.document.get(document)
        return line(known.outlet.name, 80) if known and known.outlet.name else "an outlet not named"

    def title(self, document: DocumentId, most: int = 160) -> str:
        """The report's title, or the words with which it begins."""
        known = self.document.get(document)
        return line(title_without_caption(known), most) if known is not None else ""

    def report(self, document: DocumentId) -> str:
        """The outlet, and what tells the report from others of that outlet where the record has several of it."""
        known = self.document.get(document)
        return line(self._report_names[document], 120) if known and known.outlet.name else self.outlet(document)

    @cached_property
    def _report_names(self) -> dict[DocumentId, str]:
        return report_names(map(self._by_the_clock, self.documents))

    def _by_the_clock(self, document: Document) -> Document:
        """The report, its hour told by the record's clock."""
        published, told = document.published, self.clock.told
        moved = replace(published, earliest=told(published.earliest), latest=told(published.latest))
        return replace(document, published=moved)

    @cached_property
    def _other_days(self) -> dict[str, str]:
        """Names of reports with a day by their own clock, and hours by it, as reasons have them; as pages have them."""
        own = report_names(self.documents)
        named = {own[id_]: name for id_, name in self._report_names.items() if own[id_] != name}
        found = {before: name for before, name in named.items() if before not in self._report_names.values()}
        for one in self.documents if self.clock.several else ():
            first, last, precision = one.published.earliest, one.published.latest, one.published.precision
            if first is not None and has_hour(first) and not first.startswith(self.clock.told(first) or ""):
                found.setdefault(moments.spoken(first, last, precision), self.clock.spoken(first, last, precision))
        return found

    def place(self, span: Span) -> str:
        """Where words stand: outlet and offsets."""
        return f"{self.outlet(span.document)} [{span.start}–{span.end}]"

    def name(self, entity: EntityId | None) -> str | None:
        """An entity's name, an outlet's as its own reports bear it; None for no entity or one that is not in the
        record."""
        known = self.entity.get(entity) if entity is not None else None
        return self.as_its_reports(line(known.name, 80)) if known else None

    def as_its_reports(self, name: str) -> str:
        """A name with or without its article as the reports of that outlet bear it; any other name as it is."""
        return self._outlet_names.get(_plain(name), name)

    @cached_property
    def _outlet_names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.documents:
            if one.outlet.name:
                name = line(one.outlet.name, 80)
                found.setdefault(_plain(name), name)
        return found

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
        if name and is_party_name(name):
            return name
        return printed if is_party_name(printed) else _lost_source(printed or name)

    def links(self, statement: Statement) -> tuple[str, ...]:
        """The chain of attributions of a statement, from the report that a reader holds to the end of the chain."""
        outlet = self.outlet(statement.span.document)
        return (outlet, *self.above(statement.chain, outlet))

    def above(self, chain: Iterable[AttributionId], below: str) -> tuple[str, ...]:
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
        """Who says a statement, from the report down to its source, as one line."""
        links = self.links(statement)
        return " → ".join(links) if len(links) > 1 else f"{links[0]}, in its own voice"

    def quotations_of(self, document: DocumentId) -> tuple[Quotation, ...]:
        """The quotations of one report, in their order."""
        return self._quotations_of.get(document, ())

    @cached_property
    def _quotations_of(self) -> dict[DocumentId, tuple[Quotation, ...]]:
        found: dict[DocumentId, list[Quotation]] = {}
        for one in self.quotations:
            found.setdefault(one.inner.document, []).append(one)
        return {id_: tuple(items) for id_, items in found.items()}

    def enclosing(self, attribution: Attribution) -> tuple[AttributionId, ...]:
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
        """Who speaks a quotation: a name, else the source of its attribution as printed."""
        attribution = self.attribution.get(quotation.attribution) if quotation.attribution else None
        named = self.name(quotation.speaker)
        return (
            named
            if named and is_party_name(named)
            else (self.source(attribution) if attribution else "speaker unknown")
        )

    # ---------------------------------------------------------------------------------------------- orders

    @cached_property
    def ranked_stories(self) -> tuple[Story, ...]:
        """Stories with most reports first."""
        return tuple(sorted(self.stories, key=lambda one: (-len(one.documents), -len(one.claims), one.id)))

    def claims_of(self, story: Story) -> tuple[Claim, ...]:
        """The story's claims by importance: what is superseded or taken back last, before that what only loose joins
        hold between reports; first what stands alone and an editor would list (``prints``); by how many separately
        written texts have them, or what they supersede, in title or lead (in wordings that firm joins hold together),
        by texts, by reports, then by how early a report says it."""
        if story not in self._ordered:
            known = [self.claim[id_] for id_ in story.claims if id_ in self.claim]
            salience = self.salience(story)
            self._ordered[story] = tuple(sorted(known, key=lambda one: self._importance(one, salience)))
        return self._ordered[story]

    @cached_property
    def _ordered(self) -> dict[Story, tuple[Claim, ...]]:
        """The claims of the stories that were asked for, in order."""
        return {}

    def salience(self, story: Story) -> Salience:
        """What an editor would list of a story, worked out once."""
        return self._salience.setdefault(story.id, Salience(self, story))

    def chance_to_be_listed(self, claim: Claim) -> float | None:
        """How likely an editor lists a claim that comes before others because of it; None where that decides nothing:
        of one report, or in words that do not stand alone."""
        report = next((one.span.document for one in self.statements_of(claim)), None)
        name = self._story_of.get(report) if report is not None else None
        story = self._by_id.get(name) if name is not None else None
        if claim.reports.documents < 2 or not isinstance(story, Story):
            return None
        salience = self.salience(story)
        return salience.of(claim) if salience.prints(claim) else None

    @cached_property
    def _salience(self) -> dict[StoryId, Salience]:
        return {}

    def _importance(
        self, claim: Claim, salience: Salience
    ) -> tuple[bool, bool, bool, bool, int, int, int, int, ClaimId]:
        reports = claim.reports
        return (
            reports.documents < 2, not leads(claim), self.only_alike(claim),
            reports.documents > 1 and not salience.prints(claim), -self.firm_weight(claim),
            -reports.after_merging_copies, -reports.documents, self.begins(claim), claim.id,
        )  # fmt: skip

    def in_leads(self, claim: Claim, among: Collection[StatementId] | None = None) -> int:
        """How many separately written texts have the claim, or those of its statements, in their title or lead."""
        return len(self._leading_texts(claim, among))

    def lead(self, document: Document) -> str:
        """The words with which a report's text begins: its lead, with what stands before it."""
        return document.text[: self._lead_ends.get(document.id, 0)]

    def in_title(self, statement: Statement) -> bool:
        """Whether a statement stands in its report's headline."""
        return self.document[statement.span.document].in_title(statement.span.start)

    def firm_weight(self, claim: Claim) -> int:
        """How many separately written texts have the claim, or one that it supersedes, in their title or lead, in
        wordings that firm joins hold together: loose ones may say another thing."""
        firm = self.firm_statements(claim)
        return len(self._leading_texts(claim, firm).union(*map(self._leading_texts, self.superseded_by(claim))))

    def firm_statements(self, claim: Claim) -> frozenset[StatementId]:
        """The statements of the claim that firm joins hold together (``firm_joins``)."""
        if claim.id not in self._firm:
            known = {one.id: one.span.document for one in self.statements_of(claim)}
            joins = [one for one in claim.joins if {one.a, one.b} <= known.keys()]
            self._firm[claim.id] = firmly_held(list(known), joins, known)
        return self._firm[claim.id]

    @cached_property
    def _firm(self) -> dict[ClaimId, frozenset[StatementId]]:
        """The firm statements of the claims that were asked for."""
        return {}

    def _leading_texts(self, claim: Claim, among: Collection[StatementId] | None = None) -> frozenset[DocumentId]:
        return frozenset(
            self.text_of.get(one.span.document, one.span.document)
            for one in self.statements_of(claim)
            if (among is None or one.id in among) and one.span.start < self._lead_ends.get(one.span.document, 0)
        )

    def value_span(self, conflict: Conflict, number: int) -> Span | None:
        """The characters of a conflict's value, where the record has them and they are a value: whole statements and
        quotations stand as the words that they are."""
        span = conflict.spans[number] if number < len(conflict.spans) else None
        said = self.statement.get(conflict.statements[number]) if number < len(conflict.statements) else None
        if said is not None and span == said.span:
            return None
        longest = _LONGEST_WORDING if conflict.differing else _LONGEST_VALUE
        return span if span is not None and span.end - span.start <= longest else None

    def differing(self, conflict: Conflict, number: int) -> tuple[Span, ...]:
        """The characters in which a conflict's wording differs from the other."""
        return conflict.differing[number] if number < len(conflict.differing) else ()

    def surroundings(self, span: Span, most: int = 240) -> Span:
        """The sentence in which a few words stand, or as much of it on both sides as ``most`` characters hold."""
        return sentence_around(self.document[span.document], span, most)

    def in_its_sentence(self, span: Span) -> str:
        """The words of a span with those of its sentence on both sides in brackets; '' where it points nowhere."""
        if span.document not in self.document:
            return ""
        around = self.surroundings(span, WHOLE_SENTENCE)
        ahead, behind = (
            self.words(replace(span, start=start, end=end)).strip()
            for start, end in ((around.start, span.start), (span.end, around.end))
        )
        own = self.words(span).strip(EDGES)
        front = f"[{ahead}] " if any(map(str.isalnum, ahead)) else ""
        back = f" [{behind}]" if any(map(str.isalnum, behind)) else ""
        return without_loose_stops(f"{front}{own}{back}")

    def loosely_joined(self, claim: Claim) -> int:
        """How many reports of the claim no firm join ties to the others: their wordings are similar, and no more; all
        where no two hang together firmly."""
        firm = self.firm_statements(claim)
        held = {one.span.document for one in self.statements_of(claim) if one.id in firm}
        return claim.reports.documents - (len(held) if len(held) > 1 else 0)

    def only_alike(self, claim: Claim) -> bool:
        """Whether no two of a claim's several reports hang together firmly: they are only worded alike."""
        return claim.reports.documents > 1 and self.loosely_joined(claim) == claim.reports.documents

    def superseded_by(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims whose figure this one supersedes."""
        return self._superseded.get(claim.id, ())

    @cached_property
    def _superseded(self) -> dict[ClaimId, tuple[Claim, ...]]:
        found: dict[ClaimId, list[Claim]] = {}
        for one in self.claims:
            for state in one.states:
                if state.state == "superseded":
                    for newer in state.by:
                        found.setdefault(newer, []).append(one)
        return {id_: tuple(older) for id_, older in found.items()}

    def headline(self, story: Story) -> str:
        """The title of the report that most others are about: its words stand in the beginnings of most texts.  One
        that gives a figure which another supersedes comes last; a story without titles keeps its own."""
        if story not in self._headlines:
            self._headlines[story] = title_of(self, story)
        return self._headlines[story]

    @cached_property
    def _headlines(self) -> dict[Story, str]:
        """The titles of the stories that were asked for."""
        return {}

    @cached_property
    def _lead_ends(self) -> dict[DocumentId, int]:
        """Where each report's lead ends: with its second block of text, or a little into a longer one."""
        ends = {}
        for one in self.documents:
            blocks = [block for block in one.blocks if block.kind in TEXT_KINDS][:2]
            if blocks:
                ends[one.id] = min(blocks[-1].end, blocks[0].start + _LEAD)
        return ends

    def matter_of(self, claim: Claim) -> Matter | None:
        """The matter that the claim is one wording of, if there are others."""
        return self._matter_of.get(claim.id)

    @cached_property
    def _matter_of(self) -> dict[ClaimId, Matter]:
        return {claim: one for one in self.matters for claim in one.claims}

    def begins(self, claim: Claim) -> int:
        """How early a report says it: news is told from the most important down."""
        return min((statement.span.start for statement in self.statements_of(claim)), default=0)

    def shared(self, story: Story) -> tuple[Claim, ...]:
        """Claims that more than one report carries."""
        return tuple(claim for claim in self.claims_of(story) if claim.reports.documents > 1)

    def single(self, story: Story) -> tuple[Claim, ...]:
        """Claims that several reports carry and that rest, or may rest, on one origin."""
        return tuple(claim for claim in self.shared(story) if claim.independent.at_least == 1)

    def hangs(self, claim: Claim) -> bool:
        """Whether a claim hangs on less than it seems: three separately written texts or more on one end, or several
        pages on sources that are not named."""
        forms = {one.form for one in self.origins_of(claim)}
        unnamed = claim.reports.documents > 1 and forms == {"unnamed"}
        return unnamed or (claim.reports.after_merging_copies > 2 and claim.independent.at_most == 1)

    def linked(self, claim: Claim) -> tuple[tuple[str, Claim], ...]:
        """Claims that hang together with this one and are not the same, each with how, in words."""
        return tuple((LINKS[one.relation], self.claim[one.claim]) for one in claim.links if one.claim in self.claim)

    def statements_of(self, claim: Claim | Conflict) -> tuple[Statement, ...]:
        """The statements of a claim or a conflict, in its order."""
        return tuple(self.statement[id_] for id_ in claim.statements if id_ in self.statement)

    def in_time(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Statements in the order in which their reports appeared."""
        return tuple(sorted(statements, key=self._when_said))

    def _when_said(self, statement: Statement) -> tuple[tuple[str, str, str], int]:
        document = self.document.get(statement.span.document)
        return _published(document) if document else ("9", "9", ""), statement.span.start

    def origins_of(self, claim: Claim) -> tuple[Origin, ...]:
        """The origins that a claim rests on, in its order."""
        return tuple(self.origin[id_] for id_ in claim.origins if id_ in self.origin)

    def _made_out(self, origin: Origin) -> Origin:
        """An end that bears a word that only points elsewhere, under the name that most of its chains end in."""
        if is_party(origin):
            return origin
        last = [self.statement[id_].chain[-1:] for id_ in origin.reached_through if id_ in self.statement]
        links = [self.attribution[id_] for ids_ in last for id_ in ids_ if id_ in self.attribution]
        told = Counter(
            name for one in links if one.source_kind not in {"anonymous", "document", "own_voice"}
            if (name := self.name(one.source_entity))
        )  # fmt: skip
        named = [(-number, name) for name, number in told.items() if is_party(replace(origin, name=name))]
        return replace(origin, name=min(named)[1]) if named else origin

    def _heard_through(self, origin: Origin) -> Origin:
        """An end with the outlet that has it under the name which its own reports bear."""
        return replace(origin, name=name) if (name := self.heard_through(origin.name)) != origin.name else origin

    def heard_through(self, name: str) -> str:
        """The name of an end with the outlet that it is of, or that has it, as that outlet's own reports bear it."""
        unnamed = name.startswith(("unnamed source of ", "unnamed witness of "))
        ahead, joint, outlet = name.rpartition(" of " if unnamed else " in ")
        return f"{ahead}{joint}{self.as_its_reports(outlet)}" if joint else self.as_its_reports(name)

    def reason(self, text: str) -> str:
        """A reason as it is shown: on a line, by the record's clock, outlets behind "of" and "in" under the names that
        their reports bear."""
        shown = _INNER_ARTICLE.sub(lambda match: match[1].lower(), line(text, 300))
        for before, name in self._other_days.items():
            shown = shown.replace(before, name)
        for bare, name in self._with_articles.items():
            if bare in shown:
                shown = re.sub(rf"(?<=\b(?:of|in) ){re.escape(bare)}\b(?! [A-Z])", name, shown)
        return shown

    @cached_property
    def _with_articles(self) -> dict[str, str]:
        """Outlets that bear an article, by their names without it."""
        return {one.removeprefix("The "): one for one in self._outlet_names.values() if one.startswith("The ")}

    def documents_of(self, story: Story) -> tuple[Document, ...]:
        """The story's reports in the order of publication, undated ones last."""
        known = [self.document[id_] for id_ in story.documents if id_ in self.document]
        return tuple(sorted(known, key=_published))

    def conflicts_of(self, story: Story) -> tuple[Conflict, ...]:
        """Contradictions first, then what may matter less; mere differences of wording last."""
        return self._conflicts.get(story.id, ())

    @cached_property
    def _conflicts(self) -> dict[StoryId, tuple[Conflict, ...]]:
        ordered = sorted(self.conflicts, key=lambda one: (one.kind == "wording", _GRAVITY.get(one.judgement, 9)))
        return self._sorted_into_stories(
            (one, [statement.span.document for statement in self.statements_of(one)]) for one in ordered
        )

    def derivations_of(self, story: Story) -> tuple[Derivation, ...]:
        """Copies first, by how much of the text comes from the other; then what only cites or quotes alike."""
        return self._derivations.get(story.id, ())

    @cached_property
    def _derivations(self) -> dict[StoryId, tuple[Derivation, ...]]:
        order = tuple(RELATIONS)
        ordered = sorted(self.derivations, key=lambda one: (order.index(one.relation), -one.score, one.id))
        return self._sorted_into_stories((one, [one.a, one.b]) for one in ordered)

    @cached_property
    def pairs_of(self) -> dict[DocumentId, tuple[Derivation, ...]]:
        """The derivations that a document has a side in."""
        found: dict[DocumentId, list[Derivation]] = {}
        for one in self.derivations:
            for side in (one.a, one.b):
                found.setdefault(side, []).append(one)
        return {id_: tuple(pairs) for id_, pairs in found.items()}

    @cached_property
    def separate(self) -> tuple[tuple[DocumentId, DocumentId, Judgement], ...]:
        """Pairs of reports of which a reader judged that neither text comes from the other, by id."""
        asked = [one for one in self.judgements if one.verdict == SEPARATE and one.state == "applied" and one.b]
        if not asked:
            return ()
        at: dict[str, list[DocumentId]] = {}
        for document in self.documents:
            at.setdefault(text_hash(document.text), []).append(document.id)
        pairs = {
            (min(a, b), max(a, b)): one
            for one in asked for a in at.get(one.a.text, ()) for b in at.get(one.b.text if one.b else "", ()) if a != b
        }  # fmt: skip
        return tuple((*pair, one) for pair, one in sorted(pairs.items(), key=lambda entry: entry[0]))

    def separate_of(self, story: Story) -> tuple[tuple[DocumentId, DocumentId, Judgement], ...]:
        """Those of the reports of one story."""
        held = frozenset(story.documents)
        return tuple(one for one in self.separate if one[0] in held and one[1] in held)

    @cached_property
    def text_of(self) -> dict[DocumentId, DocumentId]:
        """For each document one document of those that carry its text, copies and rewrites included."""
        root = {one.id: one.id for one in self.documents}

        def find(id_: DocumentId) -> DocumentId:
            while root[id_] != id_:
                root[id_] = root[root[id_]]
                id_ = root[id_]
            return id_

        for one in self.derivations:
            if one.relation in WHOLE_COPIES and one.a in root and one.b in root:
                root[find(one.b)] = find(one.a)
        return {id_: find(id_) for id_ in root}

    def texts(self, story: Story) -> int:
        """How many texts the story's reports are, copies and rewrites merged."""
        return len({self.text_of.get(id_, id_) for id_ in story.documents})

    @cached_property
    def clock(self) -> Clock:
        """The one clock by which every page tells the hours at which reports appeared, and orders them."""
        return clock_of(one.published.earliest for one in self.documents if is_dated(one))

    def appeared(self, document: Document) -> str:
        """When a report appeared, in words, by the record's clock."""
        published = document.published
        if not is_dated(document):
            return "not dated"
        return self.clock.spoken(published.earliest, published.latest, published.precision)

    def day(self, document: Document) -> str | None:
        """The day on which a report appeared, as in ``2031-03-11``, by the record's clock; None where none is known."""
        return self.clock.day(document.published.earliest) if to_the_day(document) else None

    def extent(self, story: Story) -> tuple[str, tuple[str, str] | None]:
        """As "10 reports by 9 outlets" and the first and last day of publication, where any is known to the day."""
        documents = self.documents_of(story)
        named = {line(one.outlet.name) for one in documents if one.outlet.name}
        nameless = sum(not one.outlet.name for one in documents)
        said = count(len(documents), "report")
        if named:
            said += f" by {count(len(named), 'outlet')}" + (f" and {nameless} not known" if nameless else "")
        exact = [day for one in documents if (day := self.day(one))]
        return said, (min(exact), max(exact)) if exact else None

    def undated(self, story: Story) -> int:
        """How many of a story's reports have no known day."""
        return sum(not to_the_day(one) for one in self.documents_of(story))

    def timeline_of(self, story: Story) -> tuple[TimelineEntry, ...]:
        """A story's dated events in order of time."""
        return self._timeline.get(story.id, ())

    def principal_events(self, story: Story, most: int) -> tuple[TimelineEntry, ...]:
        """The ``most`` events that matter to a reader, in order of time: those that most reports date, then those
        nearest to the days on which the reports appeared; old background goes first when there is no room."""
        events = self.timeline_of(story)
        days = [day for one in self.documents_of(story) if (day := self.day(one))]
        middle = sorted(days)[len(days) // 2] if days else (story.latest or "")

        def rank(event: TimelineEntry) -> tuple[int, int, EntryId]:
            documents = {span.document for span in event.mentions}
            return -len(documents), _months_apart(event.latest or event.earliest or "", middle), event.id

        chosen = {event.id for event in sorted(events, key=rank)[:most]}
        return tuple(event for event in events if event.id in chosen)

    @cached_property
    def _timeline(self) -> dict[StoryId, tuple[TimelineEntry, ...]]:
        ordered = sorted(self.timeline, key=lambda one: (one.earliest or one.latest or "9", one.latest or "9", one.id))
        return self._sorted_into_stories(
            (one, [span.document for span in one.mentions] + self._carriers(one.claims)) for one in ordered
        )

    def facts_of(self, story: Story) -> tuple[Fact, ...]:
        """The facts of the story: those that differ first, then those that most reports give, at the end those in words
        that nothing compares."""
        return self._facts.get(story.id, ())

    @cached_property
    def _facts(self) -> dict[StoryId, tuple[Fact, ...]]:
        def rank(one: Fact) -> tuple[bool, bool, int, FactId]:
            reports = {span.document for value in one.values for span in value.spans}
            return one.state != "differ", one.state == "not_comparable", -len(reports), one.id

        return self._sorted_into_stories(
            (one, [span.document for value in one.values for span in value.spans])
            for one in sorted(self.facts, key=rank)
        )

    def beside(self, fact: Fact) -> list[tuple[Fact, ScopeDifference]]:
        """The facts of its attribute and event that count something else, with what parts them."""
        known = self._fact_by_id
        return [(known[other.fact], other.by) for other in fact.beside if other.fact in known]

    @cached_property
    def _fact_by_id(self) -> dict[FactId, Fact]:
        return {one.id: one for one in self.facts}

    def histories_of(self, story: Story) -> tuple[History, ...]:
        """How claims of the story changed, those with the most stages first."""
        return self._histories.get(story.id, ())

    @cached_property
    def _histories(self) -> dict[StoryId, tuple[History, ...]]:
        ordered = sorted(self.histories, key=lambda one: (-len(one.stages), one.id))
        return self._sorted_into_stories((one, sorted(self._carriers(one.claims))) for one in ordered)

    def histories_with(self, claim: ClaimId) -> tuple[History, ...]:
        """The histories that a claim is a part of."""
        return self._histories_with.get(claim, ())

    @cached_property
    def _histories_with(self) -> dict[ClaimId, tuple[History, ...]]:
        found: dict[ClaimId, list[History]] = {}
        for one in self.histories:
            for id_ in one.claims:
                found.setdefault(id_, []).append(one)
        return {id_: tuple(held) for id_, held in found.items()}

    def utterances_of(self, story: Story) -> tuple[Utterance, ...]:
        """Utterances that several reports quote, those with differing words first."""
        return self._utterances.get(story.id, ())

    @cached_property
    def _utterances(self) -> dict[StoryId, tuple[Utterance, ...]]:
        ordered = sorted(self.utterances, key=lambda one: (not one.differences, -len(one.quotations), one.id))
        reports = [(one, sorted(self.reports_of(one))) for one in ordered]
        return self._sorted_into_stories((one, found) for one, found in reports if len(found) > 1)

    def principal(self, story: Story) -> tuple[Derivation, ...]:
        """Of the pairs that join a report to several copies of one text only the one with the earliest original."""
        chosen: dict[tuple[DocumentId, str, DocumentId], Derivation] = {}
        for one in self.derivations_of(story):
            derived, source = self.parted(one)
            group = "copy" if one.relation in WHOLE_COPIES else one.relation
            key = (derived, group, self.text_of.get(source, source))
            known = chosen.get(key)
            if known is None or self._originality(source) < self._originality(self.parted(known)[1]):
                chosen[key] = one
        kept = frozenset(one.id for one in chosen.values())
        return tuple(one for one in self.derivations_of(story) if one.id in kept)

    def _originality(self, document: DocumentId) -> tuple[bool, tuple[str, str, str]]:
        known = self.document.get(document)
        return document in self.copied, _published(known) if known else ("", "", "")

    def parted(self, derivation: Derivation) -> tuple[DocumentId, DocumentId]:
        """The pair as (derived, source); (a, b) as it stands where the direction is unknown."""
        if derivation.direction == "a_to_b":
            return derivation.b, derivation.a
        return derivation.a, derivation.b

    @cached_property
    def copied(self) -> frozenset[DocumentId]:
        """Documents whose text comes from another document of the record."""
        return frozenset(
            self.parted(one)[0]
            for one in self.derivations
            if one.relation in WHOLE_COPIES and one.direction != "unknown"
        )

    @cached_property
    def _story_of(self) -> dict[DocumentId, StoryId]:
        return {document: story.id for story in self.stories for document in story.documents}

    def _sorted_into_stories(self, items: Iterable[tuple[_T, list[DocumentId]]]) -> dict[StoryId, tuple[_T, ...]]:
        """Items under each story that has one of their documents, in the order given."""
        found: dict[StoryId, list[_T]] = {}
        for item, documents in items:
            for story in dict.fromkeys(
                self._story_of[document] for document in documents if document in self._story_of
            ):
                found.setdefault(story, []).append(item)
        return {story: tuple(told) for story, told in found.items()}

    def _carriers(self, claims: Iterable[ClaimId]) -> list[DocumentId]:
        return [
            statement.span.document
            for id_ in claims
            if id_ in self.claim
            for statement in self.statements_of(self.claim[id_])
        ]

    def reports_of(self, utterance: Utterance) -> frozenset[DocumentId]:
        """The documents that quote an utterance."""
        return frozenset(self.quotation[id_].span.document for id_ in utterance.quotations if id_ in self.quotation)


_GRAVITY = {
    "contradiction": 0, "dispute": 1, "drift": 2, "stale": 3, "scope_difference": 4, "update": 5, "naming_variant": 6,
}  # fmt: skip


_LEAD = 400
"""Characters of a text without paragraphs that count as its lead."""
_LONGEST_VALUE, _LONGEST_WORDING = 100, 300
_INNER_ARTICLE = re.compile(r"(?<=\s“)(The|An?)(?= [a-z])")
"""The article of words that a reason quotes inside its sentence."""


def _lost_source(printed: str | None) -> str:
    return f"somebody not made out (“{printed}”)" if printed else "a source that could not be made out"


def to_the_day(document: Document) -> bool:
    """Whether the day of publication is known."""
    return document.published.day is not None


def _published(document: Document) -> tuple[str, str, str]:
    published = document.published
    if not is_dated(document):
        return "9", "9", document.uri
    return by_utc(published.earliest) or "9", by_utc(published.latest) or "9", document.uri


def is_dated(document: Document) -> bool:
    """Whether it is known within a year or so when a report appeared; a wider or an open range says nothing to a
    reader."""
    published = document.published
    if published.earliest is None or published.latest is None:
        return False
    first, last = published.earliest[:4], published.latest[:4]
    return not (first.isdecimal() and last.isdecimal()) or int(last) - int(first) <= 1


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _months_apart(day: str, other: str) -> int:
    """Whole months between two ISO dates; far apart where one of them is no date."""
    parts = [re.match(r"(\d{4})(?:-(\d\d))?", one) for one in (day, other)]
    if parts[0] is None or parts[1] is None:
        return 10_000
    first, second = (12 * int(part[1]) + int(part[2] or 6) for part in parts if part)
    return abs(first - second)
