"""Every page of the desk: what it shows, the template that sets it, and which rows its exports have.

A page is a function of the record and of its address, so that the address is the whole state and every view can be sent
to a colleague.  What is not in the record is not shown as something near it: ``NotHere`` says so, with the nearest ids.
Left out: changing anything, which ``asgi`` does.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from firsthand import lexicon, moments
from firsthand.data import (
    COPIES,
    TEXT_KINDS,
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    Document,
    DocumentId,
    Event,
    Fact,
    History,
    Matter,
    Origin,
    OriginId,
    OriginNode,
    Span,
    Statement,
    Story,
    TimelineEntry,
    Utterance,
)
from firsthand.errors import NoSuchIdError, UsageError
from firsthand.report import OpenRecord
from firsthand.report.claim_path import cue_words
from firsthand.report.end_names import NOT_MADE_OUT, end_in_words, end_name, ends_in_words, parties_first
from firsthand.report.first_screen import counted, headline
from firsthand.report.fulltext import reports
from firsthand.report.may_be_one import would_ask
from firsthand.report.open_record import to_the_day
from firsthand.report.passages import Printed
from firsthand.report.phrasing import (
    KIND_WORDS,
    NO_QUOTATION,
    as_sentence,
    basis_in_words,
    count,
    decided_in_words,
    file_name,
    line,
    listed_up_to,
    number_of,
    origins_in_words,
    relation_in_words,
    states_in_words,
)
from firsthand.report.story_lists import StoryLists
from firsthand.report.storyview import StoryView, claim_view, history_view
from firsthand.report.text import derived
from firsthand.report.text_families import ITS_OWN, TextFamily, separate_in_words, text_credit
from firsthand.report.value_steps import ValueSteps, value_steps
from firsthand.report.views import FirstScreen
from firsthand.web import matrix as matrices
from firsthand.web import rows as exported
from firsthand.web.addresses import LISTS, Addresses
from firsthand.web.asked import Asked
from firsthand.web.citation import characters, citation, original, text_digest
from firsthand.web.comparing import (
    ComparedRow,
    ThreefoldRow,
    carry_one_text,
    compared_rows,
    derivation_of,
    fills_columns,
    side_by_side,
    threefold_rows,
)
from firsthand.web.desk import Desk, record_hash, successors
from firsthand.web.exports import ExportRow, csv_table, footnoted
from firsthand.web.guard import MOST_FILE
from firsthand.web.ribbons import RIBBONS_HIGH, RIBBONS_WIDE, ribbons
from firsthand.web.rows import RowsAsked
from firsthand.web.sampling import ANSWERS, QUESTIONS, drawn, score
from firsthand.web.searching import FORMS, Search, facets_of, hit_places
from firsthand.web.watching import MORE_PAGES, SeenStory, StoryChanges, states_moved, story_changes, weight_of
from firsthand.web.whose_words import percent, whose_words, word_shares
from firsthand.words import normal

_MOST_WORDINGS, _MOST_HITS, _MOST_QUEUE, _MOST_CARDS, _MOST_ALONE = 200, 60, 40, 100, 300
_MOST_REFUSED, _MOST_BESIDE, _MOST_COMPARED, _MOST_CHANGED = 60, 100, 400, 150
_BY_OTHERS = "of one family of texts, by way of other reports"
_OUTLETS_OWN = frozenset({"own_reporting", "agency_text"})
_MOST_READY, _MOST_ALIKE, _MOST_IN_BRIEF, _MOST_REPORTS = 3, 30_000, 30, 200
_MOST_NAMED = 3
_MOST_CELLS, _FEWEST_LINES, _MOST_SOURCES, _MOST_COLUMNS = 24_000, 20, 60, 40


_SHOWN_AMONG = {Conflict: "conflicts", Fact: "facts", History: "histories", Origin: "origins",
                Utterance: "utterances", TimelineEntry: "events"}  # fmt: skip
NOWHERE = Asked()


class NotHere(Exception):  # noqa: N818 (an answer, not a mistake)
    """There is no such page in this record; the message says what there is."""


@dataclass(frozen=True)
class Elsewhere:
    """The page has another address."""

    address: str
    note: str = ""


@dataclass(frozen=True)
class WebPage:
    """One page: its template and what it is set with, and its rows; ``story`` of which it is a page."""

    title: str
    template: str
    context: Mapping[str, Any]
    rows: RowsAsked | None = None
    shows: str = ""
    story: Story | None = None
    tab: str = ""
    markdown: Callable[[], str] | None = None
    """Makes the page as Markdown, where its rows alone would say too little."""


class Site:
    """The pages of one record on a desk."""

    def __init__(self, desk: Desk, record: OpenRecord) -> None:
        self.desk, self.reading = desk, record
        self._views: dict[str, StoryView] = {}
        self._printed: dict[str, Printed] = {}
        self._making = threading.Lock()
        self._ready = False

    @cached_property
    def search(self) -> Search:
        """The search over the record, made once."""
        return Search(self.reading)

    @cached_property
    def _reports_with(self) -> dict[ClaimId, frozenset[DocumentId]]:
        """The reports that have each claim."""
        reading = self.reading
        return {one.id: frozenset(said.span.document for said in reading.statements_of(one)) for one in reading.claims}

    @cached_property
    def _texts_with(self) -> dict[ClaimId, int]:
        """How many separately written texts have each claim."""
        text_of = self.reading.text_of
        return {id_: len({text_of.get(one, one) for one in held}) for id_, held in self._reports_with.items()}

    def be_ready(self) -> None:
        """Make what the next pages need, once, while the reader looks at the one that was sent."""
        with self._making:
            if self._ready:
                return
            self._ready = True
        several = [one for one in self.reading.ranked_stories[:_MOST_READY] if len(one.documents) > 1]
        for story in several:
            self.view(story).make_first()
        self.search.narrowing()
        self._texts_with  # noqa: B018 (made here)
        self.reading.short("")
        for story in several:
            self.view(story).make_all()
        for one in self.reading.claims[:_MOST_ALIKE]:
            _content_words(one.text)

    @cached_property
    def hash(self) -> str:
        """What the record is known by."""
        return record_hash(self.reading)

    @cached_property
    def _story_of(self) -> dict[str, Story]:
        """Stories by the ids of their reports and claims."""
        found: dict[str, Story] = {}
        for story in self.reading.stories:
            found.update(dict.fromkeys((*story.documents, *story.claims), story))
        return found

    def story_of(self, id_: str) -> Story | None:
        """The story of a report or claim."""
        return self._story_of.get(id_)

    def printed(self, story: Story | None) -> Printed:
        """How this record's words are shown on the pages of a story."""
        id_ = story.id if story is not None else None
        key = str(id_ or "")
        if key not in self._printed:
            everything = frozenset(one.id for one in self.reading.documents)
            self._printed[key] = Printed(self.reading, everything, Addresses(self.reading, id_), MOST_FILE)
        return self._printed[key]

    def view(self, story: Story) -> StoryView:
        """A story as its pages show it, made once."""
        with self._making:
            if story.id not in self._views:
                self._views[story.id] = StoryView(self.printed(story), story)
        return self._views[story.id]

    def first(self, story: Story) -> FirstScreen:
        """The first screen of a story, made once."""
        return self.view(story).first

    # ------------------------------------------------------------------------------------------------ finding

    def story(self, id_: str) -> Story:
        """The story of an id.  Raises NotHere."""
        found = next((one for one in self.reading.stories if one.id == id_), None)
        if found is None:
            raise NotHere(self._missing(id_))
        return found

    def story_now(self, id_: str) -> str:
        """The id that a story has now which had this one before; '' for one that is there, or was never."""
        if id_ in self.reading:
            return ""
        heirs = self.reading.became(id_)
        return self.desk.now(id_) or (heirs[0] if len(heirs) == 1 else "")

    def _missing(self, id_: str) -> str:
        try:
            found = self.reading.whole_id(id_)
        except NoSuchIdError as error:
            return str(error)
        return f"{line(id_, 60)} is not shown here; {found} is"

    def named(self, id_: str) -> str:
        """What has an id, in a reader's words: "report: The Tressian, …", "claim: “…”"."""
        one, reading = self.reading[id_], self.reading
        match one:
            case Document():
                return f"report: {reading.report(one.id)}, {reading.title(one.id, 100)}"
            case Story():
                return f"story: {reading.headline(one)}"
            case Claim():
                return f"claim: “{as_sentence(one.text, 140)}”"
            case Origin():
                return f"source: {end_in_words(one, 100)}"
            case Conflict():
                return f"disagreement: {as_sentence(reading.reason(one.reason), 140)}"
            case _:
                return "something else of this record"

    def anything(self, id_: str) -> Elsewhere:
        """Where anything with an id is shown: a report, a claim, a pair, a conflict …  Raises NotHere."""
        now = "" if id_ in self.reading else self.desk.now(id_)
        if now and now in self.reading:
            return Elsewhere(self._address(now), f"was {id_}; the reports changed what it holds")
        try:
            return Elsewhere(self._address(self.reading.whole_id(id_)))
        except NoSuchIdError as error:
            raise NotHere(str(error)) from error

    def _address(self, id_: str) -> str:
        story = self._story_of.get(id_) or self._story_holding(id_)
        places_ = Addresses(self.reading, story.id if story is not None else None)
        one = self.reading[id_]
        if isinstance(one, Document):
            return places_.report(one.id)
        if isinstance(one, Story):
            return f"/s/{one.id}"
        if isinstance(one, Derivation):
            return places_.compared(id_, one.a, one.b)
        span = getattr(one, "span", None)
        if span is not None:
            return places_.words(span.document, id_)
        if isinstance(one, Matter):
            return places_.of(one.claims[0])
        if isinstance(one, Event):
            return places_.words(one.mentions[0].document, one.statements[0])
        if story is None:
            raise NotHere("this stands in the record and on no page")
        name = next((name for kind, name in _SHOWN_AMONG.items() if isinstance(one, kind)), None)
        if name is None:
            return places_.of(id_)
        start = self.view(story).start_of(name, id_)
        return f"/s/{story.id}{LISTS[name][0]}{f'?{name}={start}' if start else ''}#{id_}"

    def _story_holding(self, id_: str) -> Story | None:
        for story in self.reading.ranked_stories:
            held = (self.reading.conflicts_of(story), self.reading.facts_of(story), self.reading.histories_of(story),
                    self.reading.timeline_of(story), self.reading.utterances_of(story))  # fmt: skip
            if any(one.id == id_ for items in held for one in items):
                return story
            if id_.startswith("o-") and any(id_ in one.origins for one in self.reading.claims_of(story)):
                return story
        return None

    # -------------------------------------------------------------------------------------------------- pages

    def desk_sheet(self, asked: Asked = NOWHERE) -> WebPage:
        """The desk: stories, what is being read, what was refused, outlets and dates as they were read, those first
        that are not known; the others too where all ``sources`` are asked for."""
        reading = self.reading
        watched, failed = self.desk.watched_here(reading), self.desk.failed
        try:
            self.desk.watched()
        except UsageError as error:
            failed = failed or line(str(error), 300)
        several = [one for one in reading.ranked_stories if len(one.documents) > 1 or one.id in watched]
        alone = [one for one in reading.ranked_stories if len(one.documents) == 1 and one.id not in watched]
        before = self.desk.before[-1][1].document if self.desk.before else reading.document
        new = {one.id: number for one in several if (number := sum(id_ not in before for id_ in one.documents))}
        several.sort(key=lambda one: (one.id not in watched, one.id not in new))  # the newest change first
        chosen, stories = asked.part("stories", several, _MOST_CARDS)
        lone, others = asked.part("alone", alone, _MOST_ALONE, "alone")
        cards = [
            {
                "changes": self._changes(one, watched[one.id]) if one.id in watched else None,
                "watched_on": moments.spoken(at := watched[one.id].at, at, "day") if one.id in watched else "",
                "id": one.id, "title": reading.headline(one), "extent": reading.extent(one)[0],
                "first": self.first(one), "conflicts": len(reading.conflicts_of(one)), "new": new.get(one.id, 0),
            }
            for one in chosen
        ]  # fmt: skip
        sources = self.source_rows()
        missing = [one for one in sources if not one["outlet_known"] or not one["date_known"]]
        refused: dict[str, list[str]] = {}
        for rejected in reading.rejected:
            refused.setdefault(line(rejected.reason, 300), []).append(line(rejected.uri, 200))
        reasons, refusals = asked.part("refused", list(refused.items()), _MOST_REFUSED, "refused")
        return WebPage(
            "Desk", "desk.html",
            {"cards": cards, "alone": [(id_, reading.masthead(id_), reading.title(id_))
                                       for id_ in (one.documents[0] for one in lone)],
             "turns": {"stories": stories, "alone": others, "refused": refusals},
             "sources": sources if asked.get("sources") == "all" else sources[:_MOST_SOURCES],
             "all_sources": len(sources), "missing": len(missing), "refused": reasons,
             "folder": file_name(str(self.desk.folder or "")), "progress": self.desk.progress, "failed": failed,
             "saved": self.desk.searches(),
             "not_fetched": [(line(one.address, 200), line(one.reason, 300)) for one in self.desk.not_fetched]},
            lambda: exported.story_rows(reading), "every story",
        )  # fmt: skip

    def _changes(self, story: Story, seen: SeenStory) -> StoryChanges:
        """What changed in a story since the reader saw it."""
        return story_changes(seen, self.reading, story, self.desk.now)

    def source_rows(self) -> list[dict[str, Any]]:
        """Outlet and date of each report as they were read, with what they were read from."""
        rows = []
        for one in self.reading.documents:
            published = one.published
            day = moments.iso(published.earliest, published.latest, published.precision)
            known = self.reading.day(one)
            rows.append({
                "report": one.id, "file": file_name(one.source_id), "title": self.reading.title(one.id),
                "outlet": line(one.outlet.name or "", 120), "outlet_from": basis_in_words(one.outlet.basis, 80),
                "date": known or "", "date_from": basis_in_words(published.basis, 80),
                "date_range": "" if known or day == "undated" else
                moments.spoken(published.earliest, published.latest, published.precision),
                "text_of": text_credit(self.reading, one) or ITS_OWN,
                "outlet_known": bool(one.outlet.name), "date_known": known is not None,
            })  # fmt: skip
        return sorted(rows, key=lambda row: (bool(row["outlet_known"] and row["date_known"]), row["file"]))

    def story_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage:
        """The story: three sentences, what one would print, what to look at twice, every claim."""
        sheet = self._of_story(
            story, "story.html", "", "", lambda: self._claim_rows(self.reading.claims_of(story)), "every claim", asked
        )
        checked = self.checked_by()

        def cited(id_: ClaimId) -> str:
            return citation(self.reading, self.reading.claim[id_], None, checked.get(id_, ""))

        return replace(sheet, context={**sheet.context, "cited": cited, "ticks": self.ticks()})

    def _of_story(  # noqa: PLR0913, PLR0917 (what a page is made of)
        self, story: Story, template: str, name: str, tab: str, rows: RowsAsked, shows: str,
        asked: Asked = NOWHERE,
    ) -> WebPage:  # fmt: skip
        title = self.reading.headline(story)
        return WebPage(f"{name}: {title}" if name else title, template, {"view": self._seen(story, asked)}, rows,
                       f"{shows} of “{line(title, 100)}”", story, tab)  # fmt: skip

    def _seen(self, story: Story, asked: Asked) -> StoryView:
        """A story with its lists from those items on that are asked for."""
        view, starts, whole = self.view(story), asked.starts(LISTS), asked.get("whole")
        kept = asked.kept("whole", *LISTS)
        return view.turned(starts, whole, kept) if starts or whole or kept else view

    def _claim_rows(self, claims: Sequence[Claim]) -> Sequence[ExportRow]:
        return exported.claim_rows(self.reading, claims, self.ticks())

    def _last_ticks(self) -> dict[str, Mapping[str, str]]:
        """The last mark of each claim, as it was noted."""
        return {
            self.desk.now(one.get("claim", "")) or one.get("claim", ""): one
            for one in self.desk.notes() if one.get("kind") == "tick"
        }  # fmt: skip

    def ticks(self) -> dict[str, tuple[str, str]]:
        """The last mark and note of each claim."""
        return {id_: (one.get("mark", ""), one.get("note", "")) for id_, one in self._last_ticks().items()}

    def checked_by(self) -> dict[str, str]:
        """Who checked which claim, by the last mark of each."""
        return {id_: one.get("by", "") for id_, one in self._last_ticks().items() if one.get("mark") == "checked"}

    def claim_sheet(self, story: Story, id_: str, asked: Asked = NOWHERE) -> WebPage | Elsewhere:
        """A claim: its path, its words with buttons, reasons for and against, what hangs together with it."""
        reading, claim = self.reading, self.reading.claim.get(ClaimId(id_))
        if claim is None or id_ not in story.claims:
            return self.anything(id_)
        printed = self.printed(story)
        order = [one.id for one in reading.claims_of(story)]
        at = order.index(claim.id)
        statements = reading.in_time(reading.statements_of(claim))
        first = statements[0] if statements else None
        firm = reading.firm_statements(claim)
        loose = {one.id for one in statements if one.id not in firm} if claim.reports.documents > 1 else set()
        shown, turn = asked.part("wordings", statements, _MOST_WORDINGS, "wordings")
        checked = self.checked_by().get(claim.id, "")
        wordings = [
            {
                "id": one.id, "said": printed.said(one), "cite": citation(reading, claim, one, checked),
                "characters": characters(reading.document[one.span.document], one.span.start, one.span.end),
                "original": original(reading.document[one.span.document].address, reading.words(one.span)),
                "copied": one.span.document in reading.copied, "modality": one.modality.replace("_", " "),
                "cue": ", ".join(dict.fromkeys(filter(None, (cue_words(reading, reading.attribution[id_])
                                                             for id_ in one.chain if id_ in reading.attribution)))),
                "other": next((two.id for two in statements if two.id != one.id), ""), "loose": one.id in loose,
            }
            for one in shown
        ]  # fmt: skip
        denials = [reading.claim[one] for one in matrices.denials(reading, claim)]
        matter = reading.matter_of(claim)
        wider = (
            [reading.claim[one] for one in matter.claims if one in reading.claim and one != claim.id] if matter else []
        )
        near = [
            (_alike(one.text, claim.text), n, one) for n, one in enumerate(reading.claims_of(story)) if one != claim
        ]
        likely = [one for alike, _, one in sorted((-like, n, one) for like, n, one in near if like)[:6]]
        context = {
            "c": claim_view(printed, at + 1, claim, wide=True), "claim": claim, "wordings": wordings,
            "turn": turn, "cite": citation(reading, claim, first, checked),
            "cite_markdown": lambda: self._as_markdown(claim, statements[:1], checked),
            "cite_row": lambda: csv_table(self._claim_rows([claim])),
            "before": order[at - 1] if at else "", "after": order[at + 1] if at + 1 < len(order) else "",
            "denials": [headline(printed, one) for one in denials],
            "wider": [headline(printed, one) for one in wider],
            "likely": [headline(printed, one) for one in likely], "alone": self._alone_on(story, claim),
            "mark": self.ticks().get(claim.id, ("", "")),
            "doubts": self.doubts(claim), "moved": self._moved(story, claim),
            "histories": [history_view(printed, one) for one in reading.histories_of(story) if claim.id in one.claims],
            "named": [(one.id, end_name(one).name) for one in parties_first(reading.origins_of(claim))],
            "states": [(one.state, reading.reason(one.reason)) for one in claim.states],
        }  # fmt: skip

        def markdown() -> str:
            return self._as_markdown(claim, statements, checked)

        return WebPage(
            as_sentence(claim.text, 160), "claim.html", context, lambda: exported.wording_rows(reading, claim),
            f"every wording of {claim.id}", story, markdown=markdown,
        )  # fmt: skip

    def _as_markdown(self, claim: Claim, statements: Sequence[Statement], checked: str) -> str:
        """A claim's counts and sources, with these wordings of it and their citations as footnotes."""
        told = f"{counted_in_words(self.reading, claim)}: {ends_in_words(self.reading.origins_of(claim), letters=80)}"
        notes = [citation(self.reading, claim, one, checked) for one in statements]
        return footnoted(told, [self.reading.words(one.span) for one in statements], notes)

    def _moved(self, story: Story, claim: Claim) -> list[ValueSteps]:
        """The figures of a claim, or of what it supersedes, that moved."""
        held = {*claim.statements, *(id_ for one in self.reading.superseded_by(claim) for id_ in one.statements)}
        return [
            one for one in value_steps(self.reading, story, Addresses(self.reading, story.id)) if one.statements & held
        ]

    def _alone_on(self, story: Story, claim: Claim) -> list[tuple[str, str, int]]:
        """Ends of this claim on which others hang alone too: name, address, how many."""
        found = []
        for end in self.reading.origins_of(claim):
            others = [one for one in self.reading.shared(story) if set(one.origins) == {end.id} and one.id != claim.id]
            if others:
                found.append((end_in_words(end), f"/s/{story.id}/o#{end.id}", len(others)))
        return found

    def doubts(self, claim: Claim) -> list[tuple[str, str, str, str, str, bool]]:
        """Pairs of ends of a claim that nothing tells apart: both ids, both names, why, and whether a reader would ask
        if they are one; those that one would ask first."""
        found: dict[tuple[str, ...], tuple[str, str, str, str, str, bool]] = {}
        for edge in claim.edges:
            a, b = claim.ends[edge.a], claim.ends[edge.b]
            parties = not {a.form, b.form} & _OUTLETS_OWN  # that an outlet is another party is nobody's question
            if edge.verdict == "may_be_same" and a.origin and b.origin and a.origin != b.origin and parties:
                named = [end_name(one) for one in (a, b)]
                if any(one.form == NOT_MADE_OUT for one in named):
                    continue  # whom a pronoun means is no question of two parties
                first, second = (one.name for one in named)
                if first == second:  # "the company" and "the company": in which reports
                    first, second = (f"{first} in {self._heard_in(end)}" for end in (a, b))
                key = tuple(sorted((a.origin, b.origin)))
                asked = would_ask(a, b) and first != second
                pair = (a.origin, b.origin, first, second, self.reading.reason(edge.reason), asked)
                if asked or key not in found:
                    found[key] = pair
        return sorted(found.values(), key=lambda one: not one[-1])

    def _heard_in(self, end: OriginNode) -> str:
        """The reports through which an end is heard."""
        said = (self.reading.statement[id_] for id_ in end.statements if id_ in self.reading.statement)
        return listed_up_to(dict.fromkeys(self.reading.report(one.span.document) for one in said), 2)

    def report_sheet(self, id_: str, query: Asked = NOWHERE) -> WebPage | Elsewhere:
        """A report: its text with heat and marks, what only it has, what it leaves out, what is known of it."""
        reading = self.reading
        document = reading.document.get(DocumentId(id_))
        if query.get("char"):
            moved = self._characters(id_, document, query)
            if moved is not None:
                return moved
        if document is None:
            return self.anything(id_)
        asked, marks = query.get("q"), query.get("marks")
        story = self.story_of(id_)
        printed = self.printed(story)
        claims = reading.claims_of(story) if story is not None else ()
        numbers = {one.id: number for number, one in enumerate(claims, 1)}
        hits = hit_places(document.text, asked) if asked else ()
        pointed = _span_of(query.get("char"))
        (view,) = reports(printed, (document.id,), numbers, {document.id: hits}, {document.id: pointed})
        only = [one for one in claims if one.reports.documents < 2 and document.id in self._reports_with[one.id]]
        lacks = [
            one for one in claims if self._texts_with[one.id] > 1 and document.id not in self._reports_with[one.id]
        ]
        only_here, more_only = query.part("only", only, _MOST_BESIDE, "only")
        left_out, more_lacks = query.part("lacks", lacks, _MOST_BESIDE, "lacks")
        pairs = [
            (f"/compare?a={reading.parted(one)[1]}&b={reading.parted(one)[0]}", relation_in_words(one),
             reading.report(one.b if one.a == document.id else one.a), reading.parted(one)[0] == document.id)
            for one in reading.pairs_of.get(document.id, ())
        ]  # fmt: skip
        source = next(row for row in self.source_rows() if row["report"] == document.id)
        order = [one.id for one in reading.documents_of(story)] if story is not None else [document.id]
        at = order.index(document.id)
        context = {
            "report": view, "source": source, "strip": self._strip(document),
            "only": [headline(printed, one) for one in only_here],
            "lacks": [headline(printed, one) for one in left_out], "pairs": pairs, "asked": asked, "hits": len(hits),
            "turns": {"only": more_only, "lacks": more_lacks},
            "original": original(document.address), "shown_marks": marks if marks in {"off", "all"} else "claims",
            "before": order[at - 1] if at else "", "after": order[at + 1] if at + 1 < len(order) else "",
        }  # fmt: skip
        title = f"{reading.masthead(document.id)}: {reading.title(document.id, 120)}"
        return WebPage(title, "report.html", context, lambda: exported.statement_rows(reading, document),
                       f"all that {document.id} says", story, "")  # fmt: skip

    def _characters(self, id_: str, document: Document | None, query: Asked) -> Elsewhere | None:
        """Where the characters are that an address names: here (None), or in the report that has this text now.  Raises
        NotHere where no report has it, or where the text has no such characters."""
        span, digest = _span_of(query.get("char")), query.get("sha256")
        if document is None or (digest and text_digest(document.text) != digest):
            held = next((one for one in self.reading.documents if digest and text_digest(one.text) == digest), None)
            if held is not None and span is not None:
                return Elsewhere(characters(held, *span), f"was {line(id_, 40)}; the text is the same")
            if document is not None:
                raise NotHere(f"the text of {self.reading.report(document.id)} is another now than the one that this "
                              "link was made of: its characters are not shown")  # fmt: skip
        if document is not None and (span is None or not 0 <= span[0] < span[1] <= len(document.text)):
            raise NotHere(f"{self.reading.report(document.id)} has no characters {line(query.get('char'), 40)}: "
                          f"it has {len(document.text):,} of them")  # fmt: skip
        return None

    def _strip(self, document: Document) -> dict[str, Any]:
        """Whose words a report is made of: counts by kind, and blocks in reading order, in thousandths."""
        reading, found = self.reading, whose_words(self.reading, document)
        shares = word_shares(found)
        total = max(1, sum(shares.by_kind.values()))
        at, blocks = 0, []
        for one in found:
            address, says = "", _WHOSE[one.kind]
            if one.pair is not None:
                other = one.pair.b if one.pair.a == document.id else one.pair.a
                address = f"/compare?a={other}&b={document.id}"
                retold = one.pair.relation == "rewrite"
                how = ("retold from" if retold else "copied from") if one.sure else "shared, either way, with"
                how = "taken from here by" if one.kind == "lent" else how
                says = f"{how} {reading.report(other)}"
            blocks.append((one.kind, round(1000 * at / total, 2), round(1000 * one.letters / total, 2),
                           f"{says}: {one.letters:,} characters", address))  # fmt: skip
            at += one.letters
        return {
            "blocks": blocks, "credited": text_credit(reading, document),
            "shares": [(kind, _WHOSE[kind], f"{n:,}", percent(n, shares.article) if kind != "furniture" else "")
                       for kind, n in shares.by_kind.items() if n or kind != "lent"],
            "unsure": f"{shares.unsure:,}" if shares.unsure else "",
            "copied_quoted": f"{shares.copied_quoted:,}" if shares.copied_quoted else "",
        }  # fmt: skip

    def compare_sheet(self, asked: Asked) -> WebPage:
        """Two reports side by side, or three, what was lost and changed first.  Raises NotHere."""
        reading, mode = self.reading, asked.get("mode")
        a, b, c = (asked.get(side) for side in "abc")
        one, other = (reading.document.get(DocumentId(id_)) for id_ in (a, b))
        third = reading.document.get(DocumentId(c))
        if one is None or other is None or a == b or (c and (third is None or c in {a, b})):
            raise NotHere("choose two or three different reports of this record to compare")
        found: Sequence[ComparedRow | ThreefoldRow] = (
            compared_rows(reading, one, other) if third is None else threefold_rows(reading, (one, other, third))
        )
        compared = (one, other) if third is None else (one, other, third)
        names = tuple(reading.report(document.id) for document in compared)
        joined = derivation_of(reading, one.id, other.id)
        changes = [
            (_capital(KIND_WORDS[conflict.kind]), self._finding(conflict), conflict.id)
            for conflict in sorted(reading.conflicts, key=lambda one: [*KIND_WORDS].index(one.kind))
            if conflict.judgement == "drift"
            and len(held := {said.span.document for said in reading.statements_of(conflict)}) > 1
            and held <= {document.id for document in compared}
        ]
        story = self.story_of(a)
        judged = next(((separate_in_words(reading, x, y, told), told.id) for x, y, told in reading.separate
                       if {x, y} == {one.id, other.id}), None)  # fmt: skip
        same = sum(row.kind == "same" for row in found)
        part, turn = asked.part("rows", found, _MOST_COMPARED, "texts")
        of_two = [row for row in part if isinstance(row, ComparedRow)]
        context = {
            "one": one, "other": other, "third": third,
            "compared": [(document.id, name) for document, name in zip(compared, names, strict=True)],
            "names": names, "rows": part, "turn": turn,
            "pairs": [self._joined(*two) for two in combinations(compared, 2)],
            "ids": "&".join(f"{side}={document.id}" for side, document in zip("abc", compared, strict=False)),
            "in_two": sum(row.kind == "two" for row in found), "in_one": sum(row.kind == "one" for row in found),
            "judged": judged, "parting": joined is not None and joined.relation not in {"cites", "shared_quotations"},
            "directed": joined is not None and joined.relation in COPIES,
            "by_others": _BY_OTHERS if carry_one_text(reading, one.id, other.id) else "",
            "joined": joined, "says": derived(reading, joined) if joined is not None else "",
            "derived": reading.parted(joined) if joined is not None else (), "same": same,
            "lost": sum(row.kind == "left" for row in found), "added": sum(row.kind == "added" for row in found),
            "changed": sum(row.kind == "changed" for row in found), "changes": changes,
            "mode": mode if mode in {"changes", "line"} else "side",
            "runs": side_by_side(part, turn.first), "fills": fills_columns,
            "ribbons": (bands := ribbons(of_two, turn.first) if of_two else ()),
            "shown_kinds": {one.kind for one in bands},
            "ribbons_wide": RIBBONS_WIDE, "ribbons_high": RIBBONS_HIGH,
            "reasons": [*map(reading.reason, joined.reasons)] if joined is not None else [],
            "others": [(one_.id, reading.report(one_.id)) for one_ in reading.documents_of(story)] if story else [],
        }  # fmt: skip
        told = f"{', '.join(names[:-1])} and {names[-1]}"
        return WebPage(f"Compare: {told}", "compare.html", context, lambda: exported.passage_rows(found), told, story,
                       "copies")  # fmt: skip

    def _finding(self, conflict: Conflict) -> str:
        """What a copy changed; which report is taken from which the page has said."""
        reading, reason = self.reading, self.reading.reason(conflict.reason)
        reports_ = {reading.report(said.span.document) for said in reading.statements_of(conflict)}
        told = [f"{copy} is taken from {source} and " for copy in reports_ for source in reports_ - {copy}]
        said = next((reason.removeprefix(one) for one in told if reason.startswith(one)), reason)
        values = [line(one, 80) for one in dict.fromkeys(conflict.values) if one.strip() and one not in NO_QUOTATION]
        if len(values) < _MOST_NAMED and not any(normal(one) in normal(said) for one in values):
            said += "".join((": " if values else "", " → ".join(f"“{one}”" for one in values)))
        return as_sentence(said)

    def _joined(self, one: Document, other: Document) -> tuple[str, str]:
        """Where two reports stand side by side, and what joins them."""
        reading, joined = self.reading, derivation_of(self.reading, one.id, other.id)
        address = f"/compare?a={one.id}&b={other.id}"
        if joined is None:
            said = _BY_OTHERS if carry_one_text(reading, one.id, other.id) else "no text of one was found in the other"
            return address, f"{reading.report(one.id)} and {reading.report(other.id)}: {said}"
        return address, derived(reading, joined)

    def origins_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage:
        """The ends of a story's claims, and the pairs of them that may be one."""
        view = self.view(story)
        sheet = self._of_story(
            story, "origins.html", "On whose word", "ends", lambda: exported.end_rows(view), "every source", asked
        )
        queue: dict[tuple[str, str], list[Any]] = {}
        judged = {(one.about, frozenset((one.a.words, one.b.words if one.b else ""))) for one in self.desk.judgements()}
        for claim in self.reading.claims_of(story):
            for a, b, name, other, why, asked_ in self.doubts(claim):
                key = (min(a, b), max(a, b))
                held = queue.setdefault(key, [a, b, name, other, why, 0, False, (line(claim.text, 120), claim.id)])
                held[5], held[6] = held[5] + 1, held[6] or asked_
        written = {one.id: one.name for one in self.reading.origins}  # by which a judgement knows it
        open_ = [
            one for (a, b), one in queue.items()
            if ("ends", frozenset((written[OriginId(a)], written[OriginId(b)]))) not in judged
        ]  # fmt: skip
        ranked = sorted(open_, key=lambda one: (not one[6], -one[5], one[2], one[3]))
        queued, turn = asked.part("queue", ranked, _MOST_QUEUE, "queue")
        waiting = sum(one[6] for one in ranked)
        context = {**sheet.context, "queue": queued, "waiting": waiting, "turn": turn}
        return replace(sheet, context=context)

    def copies_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage:
        """Families of copies over time, the pairs, and whose text each report carries."""
        sheet = self._of_story(
            story, "copies.html", "Who copied whom", "copies", lambda: exported.pair_rows(self.reading, story),
            "every pair", asked,
        )  # fmt: skip
        whose = [(one.id, self.reading.report(one.id), text_credit(self.reading, one) or ITS_OWN)
                 for one in self.reading.documents_of(story)]  # fmt: skip
        return replace(sheet, context={**sheet.context, "whose": whose})

    def disputes_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage | Elsewhere:
        """Where the reports part, and how claims changed.  Details, which stood here, have a page of their own."""
        if "facts" in asked.query:
            return Elsewhere(self.printed(story).places.turned("facts", story.id, asked.start("facts")))
        return self._of_story(
            story, "disputes.html", "Where they part", "parts", lambda: exported.conflict_rows(self.reading, story),
            "every disagreement", asked,
        )  # fmt: skip

    def details_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage:
        """The details: every value of every one, a row for each report that gives it."""
        return self._of_story(
            story, "details.html", "Details", "details", lambda: exported.detail_rows(self.reading, story),
            "every value of every detail", asked,
        )  # fmt: skip

    def matrix_sheet(self, story: Story, query: Asked = NOWHERE) -> WebPage:
        """Claims by texts, sorted by the column that is asked for; to ``show`` may be asked for ``denied`` (denied ones
        only) or ``all`` (those of one page too)."""
        reading, wanted, asked = self.reading, query.get("show"), query.get("sort")
        wanted = wanted if wanted in {"denied", "all"} else ""
        shared = StoryLists(reading, story).told if reading.shared(story) else ()
        claims = reading.claims_of(story) if wanted == "all" else shared or reading.claims_of(story)
        if wanted == "denied":
            claims = tuple(one for one in claims if matrices.denials(reading, one))
        claims = matrices.sorted_claims(reading, story, claims, asked)
        most = max(_FEWEST_LINES, _MOST_CELLS // max(1, reading.texts(story)))
        part, turn = query.part("claims", claims, most)
        table = matrices.matrix(reading, story, part)
        column = asked.removeprefix("-")
        by = next((one.pages[0].id for one in table.texts if any(page.id == column for page in one.pages)),
                  "claim" if column == "claim" else "")  # fmt: skip
        back = bool(by) and asked.startswith("-")
        heads = [(listed_up_to((line(reading.report(page.id), 48) for page in one.pages), 2), len(one.pages),
                  one.pages[0].id, self._column(one)) for one in table.texts]  # fmt: skip
        sheet = self._of_story(
            story, "matrix.html", "Who has what", "matrix", lambda: exported.cell_rows(reading, story, claims),
            "claims by texts",
        )  # fmt: skip
        fits = table.rows
        used = [n for n in range(len(heads)) if len(heads) <= _MOST_COLUMNS or any(cells[n].how for _, cells in fits)]
        crowded = len(heads) > _MOST_COLUMNS
        if crowded:  # those first that have most of what is shown
            used.sort(key=lambda n: (-sum(bool(cells[n].how) for _, cells in fits), n))
        shown = [(one.id, as_sentence(one.text, 140), states_in_words(one), [cells[n] for n in used])
                 for one, cells in fits]  # fmt: skip
        context = {**sheet.context, "heads": [heads[n] for n in used],
                   "cell_marks": {cell.how for *_, cells in shown for cell in cells}, "table": shown,
                   "wanted": wanted, "by": by,
                   "back": back, "crowded": crowded,
                   "turn": turn, "without": len(heads) - len(used)}  # fmt: skip
        return replace(sheet, context=context)

    def _column(self, text: TextFamily) -> str:
        """A text's name beside a mark, where no column stands above it: whose, its day, on how many pages."""
        first = text.pages[0]
        told = [text.head, moments.spoken(day, day, "day") if (day := self.reading.day(first)) else ""]
        more = f" ({count(len(text.pages), 'page')})" if len(text.pages) > 1 else ""
        return ", ".join(filter(None, told)) + more

    def time_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage:
        """What happened when, and when it was reported; of some days alone where the first or the last is given."""
        reading, view = self.reading, self._seen(story, asked)
        first, last = chosen_days(asked.get("from"), asked.get("to"))
        order = {one.id: n for n, one in enumerate(reading.timeline_of(story))}
        every = sorted(StoryLists(reading, story).events, key=lambda one: order[one.id])
        events = [one for one in every if _within(one.earliest, one.latest, first, last)] if first or last else every
        shows = f"every dated event {_days_in_words(first, last)}".rstrip()
        sheet = self._of_story(story, "time.html", "Timeline", "time", lambda: exported.event_rows(events), shows)
        tracks = view.tracks
        if first or last:
            if tracks is not None:
                tracks = tracks.between(first or tracks.first, last or tracks.last)
            view = view.narrowed(tracks, events)
        days = [reading.day(one) for one in reading.documents_of(story)]
        appeared = sum(_within(one, one, first, last) for one in days)
        context = {
            **sheet.context, "view": view, "first": first, "last": last, "events": len(events), "of": len(every),
            "undated": sum(not (one.earliest or one.latest) for one in every), "appeared": appeared,
            "reports": len(story.documents), "days": _days_in_words(first, last),
            "anchors": sorted(((one.id, reading.report(one.id), self.printed(story).date(one), to_the_day(one))
                               for one in reading.documents_of(story)), key=lambda row: row[3]),
        }  # fmt: skip
        return replace(sheet, context=context)

    def part_sheet(self, story: Story, part: str, asked: Asked = NOWHERE) -> WebPage:
        """Who said what, or what stands in one report alone."""
        if part == "said":
            return self._of_story(
                story, "part.html", "Who said what", "said", lambda: exported.quotation_rows(self.reading, story),
                "every quotation", asked,
            )  # fmt: skip
        alone = [one for one in self.reading.claims_of(story) if one.reports.documents < 2]
        return self._of_story(
            story, "part.html", "Only in one report", "only", lambda: self._claim_rows(alone), "claims of one page",
            asked,
        )  # fmt: skip

    def brief_sheet(self, story: Story) -> WebPage:
        """One page to print: three sentences, seven claims, what to look at twice, the reports with their addresses."""
        reading = self.reading
        chosen = [reading.claim[one.claim] for one in self.first(story).printed]
        listed = [
            (
                reading.masthead(one.id),
                reading.title(one.id, 140),
                self.printed(story).date(one),
                line(one.address, 200) if one.address else file_name(one.source_id),
            )
            for one in reading.documents_of(story)[:_MOST_IN_BRIEF]
        ]
        sheet = self._of_story(story, "brief.html", "Brief", "brief", lambda: self._claim_rows(chosen), "the matters")
        context = {**sheet.context, "listed": listed, "more": max(0, len(story.documents) - _MOST_IN_BRIEF)}
        return replace(sheet, context=context)

    def reports_sheet(self, story: Story, asked: Asked = NOWHERE) -> WebPage:
        """Every report: whose, when, whose text it carries, how much it shares with others and has alone."""
        every = exported.report_rows(self.printed(story), story)
        sheet = self._of_story(story, "reports.html", "Reports", "reports", lambda: every, "every report")
        part, turn = asked.part("reports", every, _MOST_REPORTS, f"reports-{story.id}")
        context = {**sheet.context, "listed": part, "turn": turn, "clock": self.reading.clock.name}
        return replace(sheet, context=context)

    def check_sheet(self, story: Story, seed: str) -> WebPage:
        """Ten claims drawn at random, three questions each, and the reader's score."""
        reading = self.reading
        printed = self.printed(story)
        chosen = drawn(reading, story, seed)
        answers = [(one.get("claim", ""), one.get("question", ""), one.get("answer", "")) for one in self.desk.notes()
                   if one.get("kind") == "check"]  # fmt: skip
        given = {(claim, question): answer for claim, question, answer in answers}
        views = [claim_view(printed, number, one) for number, one in enumerate(chosen, 1)]
        sheet = self._of_story(
            story, "check.html", "Check", "check", lambda: exported.answer_rows(chosen, given),
            "ten claims drawn at random",
        )  # fmt: skip
        right = sum(all(given.get((one.id, name)) == "yes" for name, _ in QUESTIONS) for one in chosen)
        done = sum(all((one.id, name) in given for name, _ in QUESTIONS) for one in chosen)
        context = {**sheet.context, "views": views, "questions": QUESTIONS, "answers": ANSWERS, "given": given,
                   "score": score(answers), "right": right, "done": done, "seed": line(seed, 40),
                   "another": str(int(seed) + 1) if re.fullmatch(r"[0-9]{1,6}", seed) else "1"}  # fmt: skip
        return replace(sheet, context=context)

    def search_sheet(self, query: Asked) -> WebPage:
        """What holds the words asked for, in four groups, narrowed by facets; the searches that were kept."""
        asked, facets = query.get("q"), facets_of(query.query)
        found = self.search.hits(asked, facets)
        reading = self.reading
        claims, more_claims = query.part("claims", found.claims, _MOST_HITS, "claims")
        documents, more_reports = query.part("reports", found.reports, _MOST_HITS, "reports")
        quotations, more_quotations = query.part("quotations", found.quotations, _MOST_HITS, "quotations")
        origins, more_ends = query.part("ends", found.ends, _MOST_HITS, "ends")
        shown = [headline(self.printed(self.story_of(one.id)), one) for one in claims]
        places = [(one, hit_places(one.text, asked)) for one in documents]
        texts = [(one.id, reading.masthead(one.id), reading.title(one.id, 140), len(spans),
                  _around(reading, one, spans)) for one, spans in places]  # fmt: skip
        said = [self.printed(None).wording(one) for one in quotations]
        speakers = [reading.speaker(one) for one in quotations]
        ends = [(end_in_words(one), f"/x/{one.id}") for one in origins]
        given = {key: value for key, value in asdict(facets).items() if value}
        base = {**({"q": line(asked, 200)} if asked else {}), **given}
        chosen = [
            (
                self.search.family_in_words(str(value))
                if key == "family"
                else _FACETS[key].format(_day_or(key, FORMS.get(str(value), value))),
                _search_at(base, key),
            )
            for key, value in given.items()
        ]
        groups = [
            (name, [(one, _search_at({**base, one.name: one.value})) for one in found.choices if one.name == name])
            for name in ("kind", "state", "texts", "family", "outlet")
        ]
        context = {"asked": line(asked, 200), "claims": shown, "texts": texts, "ends": ends, "chosen": chosen,
                   "groups": [(name, held) for name, held in groups if held], "given": given, "found": found,
                   "turns": {"claims": more_claims, "reports": more_reports, "quotations": more_quotations,
                             "ends": more_ends},
                   "said": list(zip(said, speakers, strict=True)), "saved": self.desk.searches(),
                   "search_at": _search_at(base)[len("/search?"):] if base else ""}  # fmt: skip
        told = "; ".join(one for one in ([f"“{line(asked, 80)}”"] if asked else []) + [one for one, _ in chosen])
        title = f"Search: {line(told, 60)}" if told else "Search"
        rows = (lambda: exported.hit_rows(reading, found)) if told else None
        return WebPage(title, "search.html", context, rows, f"hits of {told}")

    def log_sheet(self) -> WebPage:
        """Judgements, the latest first, each with what became of it."""
        judged = self.desk.judgements()
        when = {one.id: line(moments.spoken(one.at or None, one.at or None, "minute"), 40) for one in judged}
        came = {
            one.get("judgement", ""): one.get("says", "") for one in self.desk.notes() if one.get("kind") == "counts"
        }
        shown = {
            "judged": judged,
            "kept": file_name(str(self.desk.store)) if self.desk.store else "",
            "when": when,
            "came": came,
            "decided": decided_in_words,
        }
        rows = (lambda: exported.judgement_rows(judged, came)) if judged else None
        return WebPage("Log", "log.html", shown, rows, "every decision")

    def since_sheet(self, story: Story, record: str, asked: Asked = NOWHERE) -> WebPage:
        """What changed since a record that was shown before, or, of ``watched``, since the reader saw the story.
        Raises NotHere."""
        if record == "watched":
            return self._watched_sheet(story, asked)
        before = (
            self.desk.known(record) if record != "last" else (self.desk.before[-1][1] if self.desk.before else None)
        )
        if before is None:
            raise NotHere("the record that this link compares with is not kept here any more")
        following = successors(before, self.reading)
        old = {following.get(one.id, one.id): one for one in before.claims}
        shown = []
        for claim in self.reading.claims_of(story):
            was = old.get(claim.id)
            if was is None:
                what, told = "new", counted_in_words(self.reading, claim)
            elif (was.independent, was.reports, was.states) != (claim.independent, claim.reports, claim.states):
                what, told = "changed", _moved_in_words(was, claim)
            else:
                continue
            shown.append((claim.id, what, as_sentence(claim.text), told))
        now = {following.get(one.id, one.id) for one in before.claims} & {one.id for one in self.reading.claims}
        gone = [as_sentence(one.text, 200) for one in before.claims if following.get(one.id, one.id) not in now]
        new = [one for one in self.reading.documents_of(story) if one.id not in before.document]
        shown.sort(key=lambda one: weight_of(one[3]))
        sheet = self._of_story(story, "since.html", "Since", "since", lambda: exported.changed_rows(shown),
                               f"what changed since {line(record, 20)}")  # fmt: skip
        pages = [(one.id, self.reading.masthead(one.id), self.reading.title(one.id, 140)) for one in new]
        context = {**sheet.context, **_in_parts(shown, gone, asked), "known": record, "pages": pages, "seen": "",
                   "seen_on": ""}  # fmt: skip
        return replace(sheet, context=context)

    def _watched_sheet(self, story: Story, asked: Asked) -> WebPage:
        reading, seen = self.reading, self.desk.watched_here(self.reading).get(story.id)
        if seen is None:
            raise NotHere("this story is not watched: watch it on its page")
        found = self._changes(story, seen)
        shown = [(one.id, one.what, one.text, one.told) for one in found.claims]
        sheet = self._of_story(story, "since.html", "Since", "since", lambda: exported.changed_rows(shown),
                               f"what changed since {found.at}")  # fmt: skip
        new = [(one.id, reading.masthead(one.id), reading.title(one.id, 140))
               for one in reading.documents_of(story) if one.id in set(found.reports)]  # fmt: skip
        context = {**sheet.context, **_in_parts(shown, found.gone, asked), "known": "", "pages": new,
                   "seen": found.at, "seen_on": moments.spoken(found.at, found.at, "minute")}  # fmt: skip
        return replace(sheet, context=context)


def _in_parts(shown: Sequence[tuple[str, str, str, str]], gone: Sequence[str], asked: Asked) -> dict[str, Any]:
    """Claims that changed, those that only more pages or fewer carry, those that are new, and those that are gone,
    each with the part that is shown."""
    moved = [(id_, text, told) for id_, what, text, told in shown if what == "changed"]
    every: Mapping[str, Sequence[Any]] = {
        "changed": [one for one in moved if weight_of(one[2]) != MORE_PAGES],
        "spread": [one for one in moved if weight_of(one[2]) == MORE_PAGES],
        "fresh": [(id_, text, told) for id_, what, text, told in shown if what == "new"],
        "gone": gone,
    }
    return {name: (len(of), *asked.part(name, of, _MOST_CHANGED, name)) for name, of in every.items()}


def chosen_days(begins: str, ends: str) -> tuple[str, str]:
    """Two days of an address in their order, ISO 8601; '' for what is none, which leaves that side open."""
    days = []
    for one in (begins, ends):
        try:
            days.append(date.fromisoformat(one).isoformat() if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", one) else "")
        except ValueError:
            days.append("")
    first, last = days
    return (last, first) if first and last and last < first else (first, last)


def _within(earliest: str | None, latest: str | None, first: str, last: str) -> bool:
    """Whether something may lie in the days given; what has no day at all does not."""
    begins, ends = (earliest or latest or "")[:10], (latest or earliest or "")[:10]
    return bool(begins) and (not last or begins <= last) and (not first or ends >= first[: len(ends)])


def _days_in_words(first: str, last: str) -> str:
    begins, ends = (moments.spoken(one or None, one or None, "day") for one in (first, last))
    if first and last:
        return f"from {begins} to {ends}" if first != last else f"of {begins}"
    return f"from {begins}" if first else f"until {ends}" if last else ""


_WHOSE = {"own": "only on this page", "copied": "also on other pages", "lent": "on other pages that have it from here",
          "quoted": "quoted", "furniture": "no article text"}  # fmt: skip


_FACETS = {
    "outlet": "in {}", "kind": "all its sources: {}", "state": "{}", "texts": "{} texts or more", "first": "from {}",
    "last": "until {}",
}  # fmt: skip


def _day_or(key: str, value: object) -> object:
    """A facet's value as it is told: a day in words."""
    return moments.spoken(str(value), str(value), "day") if key in {"first", "last"} else value


def _search_at(query: Mapping[str, object], without: str = "") -> str:
    return f"/search?{urlencode({key: value for key, value in query.items() if key != without})}"


def counted_in_words(reading: OpenRecord, claim: Claim) -> str:
    """As "3 pages with 2 separate texts, 1 to 2 independent origins"."""
    return f"{counted(reading, claim)}, {origins_in_words(claim.independent)}"


def _moved_in_words(was: Claim, now: Claim) -> str:
    """What moved in a claim: its state, then the counts before and after where they differ."""
    told = list(states_moved((one.state for one in was.states), (one.state for one in now.states)))
    if was.independent != now.independent:
        told.append(f"{number_of(was.independent)} → {origins_in_words(now.independent)}")
    pages = was.reports.documents, now.reports.documents
    texts = was.reports.after_merging_copies, now.reports.after_merging_copies
    told += [f"{before:,} → {count(after, noun)}" for (before, after), noun in ((pages, "page"), (texts, "text"))
             if before != after]  # fmt: skip
    return "; ".join(told) or "the reasons of its state changed"


def _alike(a: str, b: str) -> float:
    """How much two texts have in common: the part of their words that both have, 0 for fewer than three."""
    one, other = (_content_words(text) for text in (a, b))
    common = len(one & other)
    return common / len(one | other) if common >= 3 and common / min(len(one), len(other)) >= 0.5 else 0.0


@cache
def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in normal(text).split() if len(word) > 3) - lexicon.entry_set("function_words")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _span_of(asked: str) -> tuple[int, int] | None:
    """The characters that an address names, as "1036,1440"."""
    match = re.fullmatch(r"([0-9]{1,9}),([0-9]{1,9})", asked)
    return (int(match.group(1)), int(match.group(2))) if match else None


def _around(reading: OpenRecord, document: Document, spans: Sequence[tuple[int, int]]) -> str:
    """The words around the first hit."""
    if not spans:
        return line(" ".join(document.text[one.start : one.end] for one in document.blocks if one.kind != "blank"), 160)
    inside = [(block.start, block.end) for block in document.blocks if block.kind in TEXT_KINDS]
    start, end = next((one for one in spans if any(a <= one[0] < b for a, b in inside)), spans[0])
    titles = (block for block in document.blocks if block.kind == "title")
    if any(block.start <= start < block.end for block in titles):
        return ""  # which the line says already
    return line(reading.words(reading.surroundings(Span(document.id, start, end))))


PAGES: Mapping[str, Callable[[Site, Story, Asked], WebPage | Elsewhere]] = {
    "": Site.story_sheet,
    "o": Site.origins_sheet,
    "copies": Site.copies_sheet,
    "k": Site.disputes_sheet,
    "details": Site.details_sheet,
    "matrix": Site.matrix_sheet,
    "time": Site.time_sheet,
    "said": lambda site, story, asked: site.part_sheet(story, "said", asked),
    "only": lambda site, story, asked: site.part_sheet(story, "only", asked),
    "reports": Site.reports_sheet,
    "brief": lambda site, story, asked: site.brief_sheet(story),
    "check": lambda site, story, asked: site.check_sheet(story, asked.get("seed")),
}
"""The pages of a story by the last part of their addresses."""
