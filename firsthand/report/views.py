"""What the page shows, ready to be set: each dataclass is one part of the page, with its words already chosen.

Built from a ``Reading``, so that page, summary and ``explain`` say the same.  Listings have an end: a record of
hundreds of reports still gives a page that opens, with "and N more" where the JSON has the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from firsthand.data import (
    TEXT_KINDS,
    Claim,
    Conflict,
    Derivation,
    Document,
    Quotation,
    Span,
    Statement,
    Story,
    TimelineEntry,
    Utterance,
)
from firsthand.report import copygraph, moments
from firsthand.report.copygraph import Edge, Graph
from firsthand.report.marks import Mark, differing_words, marked
from firsthand.report.reading import (
    RELATIONS,
    Reading,
    count,
    dated,
    line,
    listed,
    number_of,
    origins_in_words,
    sentence,
)
from firsthand.report.text import JUDGEMENTS, derived, sides

MOST_STORIES, MOST_CLAIMS, MOST_ONLY, MOST_WORDS = 20, 30, 60, 12
MOST_CONFLICTS, MOST_ROWS, MOST_PASSAGES, MOST_PAIRS = 24, 48, 12, 40
MOST_UTTERANCES, MOST_SPEAKERS, MOST_SAID, MOST_EVENTS = 20, 24, 12, 60
MOST_REPORTS, MOST_LETTERS, MOST_TICKS, MOST_REFUSED = 60, 24_000, 18, 40


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one report: whose, when, the chain that leads to their origin, and where to read them."""

    outlet: str
    when: str
    html: Markup
    chain: tuple[str, ...]
    link: str
    copied: bool
    also: tuple[tuple[str, str], ...] = ()
    """Other reports with the same words and chain: outlet and link."""


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """N reports, the copies among them hollow, and the origins: certain ones filled, possible ones hollow."""

    reports: tuple[Tick, ...]
    origins: tuple[Tick, ...]
    arrow: int
    width: int
    more_reports: int
    says: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    number: int
    id: str
    short: str
    text: str
    picture: Picture
    counted: str
    rests: str
    single: str
    names: str
    reasons: tuple[str, ...]
    words: tuple[Words, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SideView:
    value: str
    words: tuple[Words, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ConflictView:
    id: str
    short: str
    label: str
    judgement: str
    kind: str
    reason: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A report beside the graph of copies."""

    id: str
    link: str
    outlet: str
    when: str
    relation: str
    own: bool


@dataclass(frozen=True, slots=True)
class PairView:
    id: str
    short: str
    says: str
    reasons: tuple[str, ...]
    passages: tuple[tuple[str, Words, Words], ...]
    more: int


@dataclass(frozen=True, slots=True)
class UtteranceView:
    id: str
    short: str
    speaker: str
    wordings: tuple[Words, ...]
    differences: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SpeakerView:
    name: str
    count: str
    said: tuple[Words, ...]
    more: int


@dataclass(frozen=True, slots=True)
class EventView:
    id: str
    iso: str
    when: str
    text: str
    basis: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    id: str
    title: str
    outlet: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, Markup], ...]
    cut: int


@dataclass(frozen=True, slots=True)
class StoryView:
    id: str
    title: str
    standfirst: str
    numbers: tuple[tuple[str, str], ...]
    claims: tuple[ClaimView, ...]
    more_claims: int
    only: tuple[tuple[str, str, Words | None], ...]
    only_count: int
    conflicts: tuple[ConflictView, ...]
    more_conflicts: int
    graph: Graph | None
    rows: tuple[RowView, ...]
    more_rows: int
    pairs: tuple[PairView, ...]
    more_pairs: int
    utterances: tuple[UtteranceView, ...]
    more_utterances: int
    speakers: tuple[SpeakerView, ...]
    more_speakers: int
    events: tuple[EventView, ...]
    more_events: int


class Builder:
    """Turns parts of a reading into views; knows which reports the page prints, so that no link leads nowhere."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        told = [story for story in reading.stories if len(story.documents) > 1][:MOST_STORIES]
        alone = [story for story in reading.stories if len(story.documents) == 1]
        self.told = told or alone[:1]
        self.alone = alone if told else alone[1:]
        ordered = [one for story in (*self.told, *self.alone) for one in reading.documents(story)]
        self.printed = tuple(dict.fromkeys(document.id for document in ordered))[:MOST_REPORTS]
        self._printed = frozenset(self.printed)
        self.claim_number: dict[str, int] = {}

    # ---------------------------------------------------------------------------------------------- a story

    def story(self, story: Story) -> StoryView:
        reading = self.reading
        shared = reading.shared(story)
        only = tuple(claim for claim in reading.claims(story) if claim.reports.documents <= 1)
        if not shared:
            shared, only = only[:MOST_CLAIMS], only[MOST_CLAIMS:]
        conflicts, pairs = reading.conflicts(story), reading.derivations(story)
        utterances, events = reading.utterances(story), reading.timeline(story)
        speakers = self._speakers(story)
        graph, rows, hidden = self._graph(story)
        claims = tuple(self._claim(i, claim) for i, claim in enumerate(shared[:MOST_CLAIMS], 1))
        return StoryView(
            id=story.id, title=line(story.title, 220), standfirst=self._standfirst(story),
            numbers=self._numbers(story),
            claims=claims, more_claims=len(shared) - len(claims),
            only=tuple(self._only(claim) for claim in only[:MOST_ONLY]), only_count=len(only),
            conflicts=tuple(self._conflict(one) for one in conflicts[:MOST_CONFLICTS]),
            more_conflicts=max(0, len(conflicts) - MOST_CONFLICTS),
            graph=graph, rows=rows, more_rows=hidden,
            pairs=tuple(self._pair(one) for one in pairs[:MOST_PAIRS]), more_pairs=max(0, len(pairs) - MOST_PAIRS),
            utterances=tuple(self._utterance(one) for one in utterances[:MOST_UTTERANCES]),
            more_utterances=max(0, len(utterances) - MOST_UTTERANCES),
            speakers=speakers[:MOST_SPEAKERS], more_speakers=max(0, len(speakers) - MOST_SPEAKERS),
            events=tuple(self._event(one) for one in events[:MOST_EVENTS]),
            more_events=max(0, len(events) - MOST_EVENTS),
        )  # fmt: skip

    def _standfirst(self, story: Story) -> str:
        reading = self.reading
        said, days = reading.extent(story)
        undated = reading.undated(story)
        parts = [said]
        if days:
            parts.append(moments.spoken(days[0], days[1], "range"))
        if undated:
            parts.append(f"{undated} not dated to the day" if days else "not dated to the day")
        sentences = [", ".join(parts) + "."]
        texts = reading.texts(story)
        if texts < len(story.documents):
            sentences.append(f"With copies and rewrites merged they are {count(texts, 'text')}.")
        shared, single = reading.shared(story), reading.single(story)
        if shared:
            rest = f"{len(single)} {'rests or may rest' if len(single) == 1 else 'rest or may rest'} on a single origin"
            sentences.append(f"Of {count(len(shared), 'claim')} that more than one report carries, {rest}.")
        return " ".join(sentences)

    def _numbers(self, story: Story) -> tuple[tuple[str, str], ...]:
        reading = self.reading
        own = reading.texts(story)
        conflicts = reading.conflicts(story)
        parted = sum(one.judgement in {"contradiction", "dispute"} and one.kind != "wording" for one in conflicts)
        single = len(reading.single(story))
        return (
            (f"{len(story.documents):,}", "report" if len(story.documents) == 1 else "reports"),
            (f"{own:,}", f"{'text' if own == 1 else 'texts'}, copies and rewrites merged"),
            (f"{single:,}", f"shared {'claim' if single == 1 else 'claims'} on what may be one origin"),
            (f"{parted:,}", "contradiction or dispute" if parted == 1 else "contradictions or disputes"),
        )

    # ---------------------------------------------------------------------------------------------- claims

    def _claim(self, number: int, claim: Claim) -> ClaimView:
        reading = self.reading
        statements = sorted(reading.statements(claim), key=self._when_said)
        self.claim_number[claim.id] = number
        most, least = claim.independent.at_most, claim.independent.at_least
        single = "one origin" if most == 1 else "possibly one origin" if least == 1 else ""
        counted = count(claim.reports.documents, "report")
        if claim.reports.after_merging_copies < claim.reports.documents:
            counted += f", {claim.reports.after_merging_copies} after merging copies"
        return ClaimView(
            number, claim.id, reading.short(claim.id), sentence(claim.text, 400), picture(claim), counted,
            origins_in_words(claim.independent), single if claim.reports.documents > 1 else "",
            listed(dict.fromkeys(line(one.name, 80) for one in reading.origins(claim)), 5),
            tuple(line(reason, 300) for reason in claim.reasons),
            together([self._said(one) for one in statements[:MOST_WORDS]]), max(0, len(statements) - MOST_WORDS),
        )  # fmt: skip

    def _only(self, claim: Claim) -> tuple[str, str, Words | None]:
        statements = self.reading.statements(claim)
        return claim.id, sentence(claim.text, 240), self._said(statements[0]) if statements else None

    def _when_said(self, statement: Statement) -> tuple[str, str, int]:
        document = self.reading.document.get(statement.span.document)
        return (document.published.earliest or "9") if document else "9", statement.span.document, statement.span.start

    def _said(self, statement: Statement) -> Words:
        return self._words(statement.span, self.reading.links(statement)[1:], statement.id)

    def _words(self, span: Span, chain: tuple[str, ...] = (), anchor: str = "", html: Markup | None = None) -> Words:
        reading = self.reading
        document = reading.document.get(span.document)
        printed = span.document in self._printed and document is not None and span.start < MOST_LETTERS
        link = (anchor or self._anchor(span)) if printed else ""
        text = html if html is not None else Markup.escape(line(reading.words(span), 420))
        when = self._date(document) if document else ""
        return Words(reading.outlet(span.document), when, text, chain, link, span.document in reading.copied)

    def _anchor(self, span: Span) -> str:
        return f"{span.document}-{span.start}"

    def _date(self, document: Document) -> str:
        published = document.published
        if not dated(document):
            return "not dated"
        return moments.spoken(published.earliest, published.latest, published.precision)

    # ------------------------------------------------------------------------------------- conflicts, copies

    def _conflict(self, conflict: Conflict) -> ConflictView:
        reading = self.reading
        shown = []
        for value, ids in sides(reading, conflict):
            known = sorted((reading.statement[id_] for id_ in ids if id_ in reading.statement), key=self._when_said)
            shown.append(SideView(value, together([self._said(one) for one in known[:4]]), max(0, len(known) - 4)))
        return ConflictView(
            conflict.id, reading.short(conflict.id), JUDGEMENTS.get(conflict.judgement, conflict.judgement),
            conflict.judgement, conflict.kind, line(conflict.reason, 400), tuple(shown),
        )  # fmt: skip

    def _graph(self, story: Story) -> tuple[Graph | None, tuple[RowView, ...], int]:
        reading = self.reading
        documents = reading.documents(story)
        pairs = [one for one in reading.derivations(story) if one.relation != "shared_quotations"]
        if len(documents) > MOST_ROWS:
            joined = {id_ for one in pairs for id_ in (one.a, one.b)}
            chosen = sorted(documents, key=lambda one: one.id not in joined)[:MOST_ROWS]
            kept = frozenset(one.id for one in chosen)
            rows = tuple(one for one in documents if one.id in kept)
        else:
            rows = documents
        place = {document.id: row for row, document in enumerate(rows)}
        edges, told = [], dict[str, str]()
        for one in pairs:
            child, parent = reading.parted(one)
            if child not in place or parent not in place:
                continue
            directed = one.direction != "unknown"
            edges.append(Edge(place[parent], place[child], copygraph.style(one), derived(reading, one), directed))
            told.setdefault(child, f"{RELATIONS[one.relation]} {reading.report(parent)}")
        own = [document.id not in reading.copied for document in rows]
        years = {(one.published.earliest or "")[:4] for one in rows}
        year = f" {years.pop()}" if len(years) == 1 and "" not in years else "\0"
        views = tuple(
            RowView(one.id, self._report_link(one.id), reading.outlet(one.id), self._date(one).replace(year, ""),
                    told.get(one.id) or line(one.title or "", 120), one.id not in reading.copied)
            for one in rows
        )  # fmt: skip
        graph = copygraph.draw(len(rows), own, edges) if len(rows) > 1 else None
        return graph, views, len(documents) - len(rows)

    def _report_link(self, document: str) -> str:
        return f"report-{document}" if document in self._printed else ""

    def _pair(self, one: Derivation) -> PairView:
        passages = tuple(
            (passage.relation.replace("_", " "), self._words(passage.a), self._words(passage.b))
            for passage in one.passages[:MOST_PASSAGES]
        )
        return PairView(one.id, self.reading.short(one.id), derived(self.reading, one),
                        tuple(line(reason, 300) for reason in one.reasons), passages,
                        max(0, len(one.passages) - MOST_PASSAGES))  # fmt: skip

    # -------------------------------------------------------------------------------------- quotations, time

    def _utterance(self, utterance: Utterance) -> UtteranceView:
        reading = self.reading
        quotations = [reading.quotation[id_] for id_ in utterance.quotations if id_ in reading.quotation]
        words: dict[str, list[str]] = {}
        for one in utterance.differences:
            words.setdefault(one.a, []).append(one.a_words)
            words.setdefault(one.b, []).append(one.b_words)
        wordings = together([self._wording(one, words.get(one.id, ())) for one in quotations[:MOST_WORDS]])
        speaker = reading.name(utterance.speaker) or reading.speaker(quotations[0])
        kinds = tuple(
            f"{_marked(one.a_words)} / {_marked(one.b_words)}"
            for one in utterance.differences[:6]
        )
        return UtteranceView(utterance.id, reading.short(utterance.id), speaker, wordings, kinds,
                             max(0, len(quotations) - MOST_WORDS))  # fmt: skip

    def _wording(self, quotation: Quotation, differing: Sequence[str]) -> Words:
        text = self.reading.words(quotation.inner)
        shown = line(text, 600)
        html = marked(shown, 0, len(shown), differing_words(shown, [line(words) for words in differing]))
        attribution = self.reading.attribution.get(quotation.attribution or "")
        outlet = self.reading.outlet(quotation.span.document)
        chain = self.reading.above(self.reading.enclosing(attribution), outlet) if attribution else ()
        return self._words(quotation.inner, chain, quotation.id, html)

    def _speakers(self, story: Story) -> tuple[SpeakerView, ...]:
        """Who is quoted, most often first; one act of speech once, in the first report that has it."""
        reading = self.reading
        order = {document.id: i for i, document in enumerate(reading.documents(story))}
        own = [one for one in reading.record.quotations if one.span.document in order and one.attribution]
        own.sort(key=lambda one: (order[one.span.document], one.span.start))
        said: dict[str, dict[str, Quotation]] = {}
        for one in own:
            said.setdefault(reading.speaker(one), {}).setdefault(one.utterance or one.id, one)
        ranked = sorted(said.items(), key=lambda pair: -len(pair[1]))
        return tuple(
            SpeakerView(name, count(len(acts), "quotation"),
                        tuple(self._wording(one, ()) for one in list(acts.values())[:MOST_SAID]),
                        max(0, len(acts) - MOST_SAID))
            for name, acts in ranked
        )  # fmt: skip

    def _event(self, entry: TimelineEntry) -> EventView:
        mentions = sorted(entry.mentions)
        return EventView(
            entry.id, moments.iso(entry.earliest, entry.latest, entry.precision),
            moments.spoken(entry.earliest, entry.latest, entry.precision), sentence(entry.text, 300),
            line(entry.basis, 200), tuple(self._dated_words(span, entry.text) for span in mentions[:6]),
        )  # fmt: skip

    def _dated_words(self, span: Span, told: str) -> Words:
        """Where an event is dated; the words too, unless the entry has just said them."""
        words = line(self.reading.words(span), 90)
        known = words.rstrip("…") in line(told)
        return self._words(span, html=Markup() if known else Markup("“{}”").format(words))

    # ------------------------------------------------------------------------------------------ the reports

    def reports(self) -> tuple[ReportView, ...]:
        """The texts in full; call it after the stories, whose claims give the footnotes their numbers."""
        marks = self._marks()
        return tuple(self._report(self.reading.document[id_], marks.get(id_, [])) for id_ in self.printed)

    def _report(self, document: Document, marks: list[Mark]) -> ReportView:
        reading = self.reading
        published, outlet, origin = document.published, document.outlet, document.text_origin
        facts = [
            ("Outlet", f"{line(outlet.name or 'unknown', 100)} ({line(outlet.basis, 60)})"),
            ("Published", f"{_range(document)} ({line(published.basis, 120)})"),
            ("Text", f"{origin.kind} {line(origin.name or '', 100)} ({line(origin.basis, 120)})".replace("  ", " ")),
            ("File", line(document.uri, 160)),
        ]
        if document.authors:
            facts.insert(2, ("By", listed((line(name, 60) for name in document.authors), 6)))
        end = min(len(document.text), MOST_LETTERS)
        blocks = []
        at = 0
        ordered = sorted(marks, key=lambda mark: mark.start)
        for block in document.blocks:
            if block.start >= end:
                break
            upto = min(block.end, end)
            while at < len(ordered) and ordered[at].end <= block.start:
                at += 1
            inside = [mark for mark in ordered[at:] if mark.start < upto]
            html = marked(document.text, block.start, upto, inside)
            if html.strip():
                blocks.append((block.kind, html))
        return ReportView(document.id, line(document.title or "", 220), reading.outlet(document.id), tuple(facts),
                          tuple(blocks), len(document.text) - end)  # fmt: skip

    def _marks(self) -> dict[str, list[Mark]]:
        """Statements, quotations, sources and dated words of the printed reports, by document."""
        reading, record = self.reading, self.reading.record
        footnotes: dict[str, tuple[str, int]] = {}
        for claim, number in self.claim_number.items():
            for id_ in reading.claim[claim].statements:
                footnotes.setdefault(id_, (claim, number))
        found: dict[str, list[Mark]] = {id_: [] for id_ in self.printed}

        def put(span: Span, mark: Mark) -> None:
            if span.document in found:
                found[span.document].append(mark)

        for statement in record.statements:
            span, note = statement.span, footnotes.get(statement.id)
            after = Markup()
            if note:
                after = Markup('<sup><a href="#{}" title="claim {}">{}</a></sup>').format(note[0], note[1], note[1])
            title = f"{reading.chain(statement)} ({statement.modality.replace('_', ' ')})"
            put(span, Mark(span.start, span.end, "st shared" if note else "st", statement.id, title, "span", after))
        for quotation in record.quotations:
            css = "quoted" if quotation.attribution else "unspoken"
            speaker = reading.speaker(quotation) if quotation.attribution else "words in marks, nobody's speech"
            put(quotation.inner, Mark(quotation.inner.start, quotation.inner.end, css, quotation.id, speaker))
        for attribution in record.attributions:
            for span in attribution.source:
                put(span, Mark(span.start, span.end, "source"))
        linked = [span for entry in record.timeline for span in entry.mentions]
        linked += [span for one in record.derivations for passage in one.passages for span in (passage.a, passage.b)]
        anchored = {(span.document, span.start): span for span in sorted(linked)}  # of equal starts the longest
        for span in anchored.values():
            put(span, Mark(span.start, span.end, "aligned", self._anchor(span)))
        return found

    def standing_alone(self) -> tuple[tuple[str, str, str], ...]:
        """Reports that belong to no story with others: outlet, title, link."""
        return tuple(
            (self.reading.outlet(id_), line(story.title, 200), self._report_link(id_))
            for story in self.alone[:MOST_REPORTS]
            for id_ in story.documents
        )


def _range(document: Document) -> str:
    published = document.published
    return moments.spoken(published.earliest, published.latest, published.precision)


def _marked(words: str) -> str:
    return f"“{line(words, 60)}”" if words.strip() else "no words"


def together(words: Sequence[Words]) -> tuple[Words, ...]:
    """Words that stand alike in several reports once, with the other reports named."""
    merged: dict[tuple[str, tuple[str, ...]], Words] = {}
    for one in words:
        key = (str(one.html).casefold().strip(" .,"), one.chain)
        first = merged.setdefault(key, one)
        if first is not one:
            name = f"{one.outlet} (a copy)" if one.copied else one.outlet
            merged[key] = replace(first, also=(*first.also, (name, one.link)))
    return tuple(merged.values())


def furniture(kind: str) -> bool:
    """Whether a block is page furniture, to be shown in grey."""
    return kind not in TEXT_KINDS and kind not in {"title", "subtitle", "byline", "dateline", "heading", "caption"}


_STEP, _GAP = 11, 34


def picture(claim: Claim) -> Picture:
    """Squares for reports, an arrow, circles for origins."""
    total, own = claim.reports.documents, claim.reports.after_merging_copies
    shown = min(total, MOST_TICKS)
    reports = tuple(Tick(i * _STEP, "own" if i < own else "copied") for i in range(shown))
    arrow = shown * _STEP + 2
    start = arrow + _GAP - 8
    least, most = claim.independent.at_least, claim.independent.at_most
    if least is None and most is None:
        origins: tuple[Tick, ...] = (Tick(start, "unknown"),)
    else:
        sure = least or 0
        upto = min(max(sure, most if most is not None else sure + 1), MOST_TICKS)
        origins = tuple(Tick(start + i * (_STEP + 2), "sure" if i < sure else "maybe") for i in range(upto))
    says = f"{count(total, 'report')}, {own} after merging copies; independent origins: {number_of(claim.independent)}"
    return Picture(reports, origins, arrow, start + len(origins) * (_STEP + 2), total - shown, says)
