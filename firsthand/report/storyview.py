"""One story as the page shows it: claims, conflicts, copies, quotations, timeline, what only one report has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from markupsafe import Markup

from firsthand import moments
from firsthand.data import (
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    DocumentId,
    Event,
    Fact,
    FactValue,
    History,
    Origin,
    OriginId,
    QuotationId,
    Span,
    Statement,
    Story,
    TimelineEntry,
    Utterance,
)
from firsthand.report.claim_path import claim_path
from firsthand.report.end_names import end_name, is_party_name, parties_first, printed_name
from firsthand.report.family_lanes import Lanes, family_lanes
from firsthand.report.first_screen import counted, end_view, first_screen
from firsthand.report.not_counted import not_counted
from firsthand.report.open_record import OpenRecord, is_dated
from firsthand.report.passages import Printed, together
from firsthand.report.path_drawing import draw_path
from firsthand.report.phrasing import (
    KIND_WORDS,
    QUOTATION_FORMS,
    as_sentence,
    count,
    judgement_words,
    line,
    listed_up_to,
    origins_in_words,
)
from firsthand.report.picture import Picture, picture
from firsthand.report.story_lists import BESIDE, PIECE, SHOWN_AT_ONCE, StoryLists, alone_on, leans
from firsthand.report.text import (
    agreement,
    beside_told,
    compared,
    counted_apart,
    derived,
    fact_label,
    in_other_words,
    placed_by,
    sides,
    standing_of,
)
from firsthand.report.text_families import separate_in_words, text_families
from firsthand.report.time_tracks import TimeStrip, TimeTracks, time_tracks
from firsthand.report.value_steps import ValueSteps, value_steps
from firsthand.report.views import (
    ClaimView,
    ConflictView,
    EventView,
    FactView,
    FirstScreen,
    Headline,
    HistoryView,
    ListedClaim,
    OriginView,
    PairView,
    QuotedWords,
    SideView,
    SpeakerView,
    Turn,
    UtteranceView,
    first_shown,
    turn_at,
)

MOST_DRAWN, MOST_WORDS, MOST_SIDE, MOST_MENTIONS, MOST_PASSAGES, MOST_SAID = 80, 40, 4, 6, 40, 60
MOST_HELD, MOST_DOTS, MOST_BESIDE, LONGEST_EVENT = 20, 200, 4, 30
_EVERY = 1_000_000
_OF_AN_HOUR = 70
"""Letters of the sentence that tell which hour is meant, where the record names no event."""
_MADE_OF: Mapping[str, tuple[str, ...]] = {
    "claims": ("claims", "printed", "further", "listed"), "origins": ("_ends",), "speakers": ("_spoken",),
    "events": ("_shown_events", "events", "tracks"),
}  # fmt: skip
"""What is made of a list, where that does not bear its name."""
_WITH_WORDS = ("conflicts", "origins", "pairs", "utterances", "speakers", "events")
_T = TypeVar("_T")


class StoryView:
    """All that the pages show of one story, each part made when a page first asks for it; a ``turn`` says where a list
    goes on of which not everything is shown."""

    def __init__(self, printed: Printed, story: Story) -> None:
        self._printed, self._story, self._reading = printed, story, printed.reading
        self._lists = StoryLists(printed.reading, story)
        self._starts: Mapping[str, int] = MappingProxyType({})
        self._whole = self._kept = ""
        self.id = story.id

    def turned(self, starts: Mapping[str, int], whole: str = "", kept: str = "") -> StoryView:
        """The same story with lists from the items ``starts`` on, and all words of the thing that ``whole`` names;
        ``kept`` is what else its address asks for."""
        made = copy(self)
        made._starts, made._whole, made._kept = starts, whole, kept
        for name in (*starts, *(_WITH_WORDS if whole else ())):
            for part in _MADE_OF.get(name, (name,)):
                made.__dict__.pop(part, None)
        return made

    def turn(self, name: str) -> Turn:
        """Which items of a list are shown, and where it goes on."""
        total = self._total(name)
        at = partial(self._printed.places.turned, name, self.id, kept=self._kept)
        return turn_at(name, self._starts.get(name, 0), total, SHOWN_AT_ONCE[name], at)

    def _part(self, name: str, every: Sequence[_T]) -> Sequence[_T]:
        start = first_shown(self._starts.get(name, 0), len(every))
        return every[start : start + SHOWN_AT_ONCE[name]]

    def _total(self, name: str) -> int:
        return len(self._events) if name == "events" else len(self._lists.every(name))

    def start_of(self, name: str, id_: str) -> int:
        """From which item on a list is shown where something of it stands: 0 for its first part."""
        return self._lists.part_with(name, id_)

    def _most(self, id_: str, most: int) -> int:
        """How many words of a thing are shown: all of the one that was asked for."""
        return _EVERY if id_ and id_ == self._whole else most

    def _all_of(self, id_: str) -> str:
        return self._printed.places.whole(id_, self.id, self._kept)

    def make_first(self) -> None:
        """Make what the first page of the story asks for."""
        self.first, self.listed, self.strip  # noqa: B018 (made here)

    def make_all(self) -> None:
        """Make every part, before somebody asks for one."""
        for name in ("origins", "facts", "conflicts", "lanes", "pairs", "utterances", "speakers", "events", "only"):
            getattr(self, name)

    @cached_property
    def title(self) -> str:
        """The story's headline."""
        return self._reading.headline(self._story)

    @cached_property
    def when(self) -> str:
        """Its extent, and the days of its reports."""
        return _when(self._printed, self._story)

    @cached_property
    def first(self) -> FirstScreen:
        """The first screen."""
        return first_screen(self._printed, self._story)

    # ------------------------------------------------------------------------------------------------- claims

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        """The claims with their paths, words and reasons, those first that one would print."""
        first = [self._reading.claim[one.claim] for one in self.first.printed]
        held = {one.id for one in first}
        ordered = [*first, *(one for one in self._part("claims", self._lists.told) if one.id not in held)]
        return tuple(claim_view(self._printed, i, claim, drawn=i <= MOST_DRAWN) for i, claim in enumerate(ordered, 1))

    @cached_property
    def printed(self) -> tuple[tuple[Headline, ClaimView], ...]:
        """What one would print, each with its path, words and reasons."""
        return tuple(zip(self.first.printed, self.claims, strict=False))

    @cached_property
    def further(self) -> tuple[ClaimView, ...]:
        """The claims that are not among those."""
        return self.claims[len(self.first.printed) :]

    @cached_property
    def listed(self) -> tuple[ListedClaim, ...]:
        """The same claims, each as one line, but for those that one would print, which stand above."""
        printed = {one.claim for one in self.first.printed}
        return tuple(
            ListedClaim(
                one.id, as_sentence(one.text, 400), _picture(self._reading, one), counted(self._reading, one),
                origins_in_words(one.independent), tuple(state.state for state in one.states),
            )
            for one in self._part("claims", self._lists.told) if one.id not in printed
        )  # fmt: skip

    @cached_property
    def only(self) -> tuple[tuple[ClaimId, str, QuotedWords | None, bool], ...]:
        """What stands in one report alone, and of each whether its words lean on the report."""
        return tuple(_only(self._printed, one) for one in self._part("only", self._lists.untold))

    @property
    def only_count(self) -> int:
        """How much that is."""
        return len(self._lists.untold)

    # -------------------------------------------------------------------------------------- where they part

    @cached_property
    def conflicts(self) -> tuple[ConflictView, ...]:
        """Where the reports part."""
        return tuple(
            _conflict(self._printed, one, self._most(one.id, MOST_SIDE), self._all_of(one.id))
            for one in self._part("conflicts", self._reading.conflicts_of(self._story))
        )

    @cached_property
    def facts(self) -> tuple[FactView, ...]:
        """Details: facts of the record, which a page never calls so, since it does not say what is true."""
        every, alike = self._reading.facts_of(self._story), dict[tuple[str, str, str | None], list[Fact]]()
        for one in every:
            alike.setdefault(_counts_as(one), []).append(one)
        return tuple(_fact(self._printed, one, alike[_counts_as(one)]) for one in self._part("facts", every))

    @cached_property
    def moved(self) -> tuple[ValueSteps, ...]:
        """Figures that moved over time."""
        return value_steps(self._reading, self._story, self._printed.places)

    @property
    def parting(self) -> str:
        """In how many places the reports part, and how many details agree beside these, as "They part in 3 places:
        contradiction (2), …"; '' where they part nowhere."""
        told = Counter(judgement_words(one).lower() for one in self._reading.conflicts_of(self._story))
        if not told:
            return ""
        kinds = listed_up_to(f"{name} ({number:,})" if number > 1 else name for name, number in told.most_common())
        agree = self._story.compared.agree
        verb = "stands" if agree == 1 else "stand"
        beside = f" Beside these, {count(agree, 'detail')} {verb} alike in separately written texts." if agree else ""
        return f"They part in {count(sum(told.values()), 'place')}: {kinds}.{beside}"

    @property
    def compared(self) -> str:
        """How many of them could be compared, agree and differ."""
        return compared(self._story.compared) if len(self._story.documents) > 1 else ""

    @cached_property
    def histories(self) -> tuple[HistoryView, ...]:
        """How claims changed."""
        held = self._part("histories", self._reading.histories_of(self._story))
        return tuple(history_view(self._printed, one) for one in held)

    # ------------------------------------------------------------------------------------------------ copies

    @cached_property
    def on_several(self) -> int:
        """Texts that stand on more than one page."""
        families = text_families(self._reading, self._reading.documents_of(self._story))
        return sum(len(one.pages) > 1 for one in families)

    @cached_property
    def lanes(self) -> Lanes | None:
        """Families of copies over time."""
        return family_lanes(self._reading, self._reading.documents_of(self._story), self._printed.places)

    @cached_property
    def pairs(self) -> tuple[PairView, ...]:
        """Pairs of reports whose texts hang together, the chief ones first."""
        return tuple(_pair(self._printed, one) for one in self._part("pairs", self._lists.pairs))

    @property
    def chief_pairs(self) -> int:
        """How many of the pairs join each report to the earliest of several copies of one text; they stand first."""
        chief = sum(one.relation not in BESIDE for one in self._reading.principal(self._story))
        return max(0, chief - first_shown(self._starts.get("pairs", 0), len(self._lists.pairs)))

    @cached_property
    def separate(self) -> tuple[tuple[str, str], ...]:
        """Pairs that a reader judged to be written separately: in words, and where they stand side by side."""
        return tuple(
            (separate_in_words(self._reading, a, b, judged), self._printed.places.beside(a, b))
            for a, b, judged in self._part("separate", self._reading.separate_of(self._story))
        )

    # ---------------------------------------------------------------------------------------------- who said

    @cached_property
    def _ends(self) -> tuple[OriginView, ...]:
        return tuple(self._origin(id_) for id_ in self._part("origins", self._lists.ranked_ends))

    def _origin(self, id_: OriginId) -> OriginView:
        return _origin(self._printed, id_, self._lists.held[id_], self._most(id_, MOST_HELD), self._all_of(id_))

    @property
    def origins(self) -> tuple[OriginView, ...]:
        """On whose word the claims rest."""
        return self._ends

    def all_origins(self) -> Iterator[OriginView]:
        """All of them, one after the other."""
        yield from map(self._origin, self._lists.ranked_ends)

    @cached_property
    def utterances(self) -> tuple[UtteranceView, ...]:
        """Quotations of several reports."""
        shown = self._part("utterances", self._reading.utterances_of(self._story))
        order = {one.id: n for n, one in enumerate(self._reading.documents_of(self._story))}
        return tuple(
            _utterance(self._printed, one, order, self._most(one.id, MOST_WORDS), self._all_of(one.id)) for one in shown
        )

    @cached_property
    def _spoken(self) -> tuple[SpeakerView, ...]:
        found = []
        for name, acts in self._part("speakers", self._lists.voices):
            most = self._most(name, MOST_SAID)
            said = tuple(self._printed.wording(one) for one in acts[:most])
            left = max(0, len(acts) - most)
            told = count(len(acts), "quotation")
            found.append(SpeakerView(name, told, said, left, self._all_of(name) if left else "", most == _EVERY))
        return tuple(found)

    @property
    def speakers(self) -> tuple[SpeakerView, ...]:
        """Who is quoted."""
        return self._spoken

    # -------------------------------------------------------------------------------------------------- time

    @cached_property
    def _events(self) -> tuple[TimelineEntry, ...]:
        return self._lists.events

    @cached_property
    def _shown_events(self) -> tuple[TimelineEntry, ...]:
        return tuple(self._part("events", self._events))

    @cached_property
    def events(self) -> tuple[EventView, ...]:
        """The timeline."""
        return tuple(
            _event(self._printed, one, self._most(one.id, MOST_MENTIONS), self._all_of(one.id))
            for one in self._shown_events
        )

    def narrowed(self, tracks: TimeTracks | None, events: Sequence[TimelineEntry]) -> StoryView:
        """The same story with a part of its days alone: these events."""
        made = copy(self)
        made.__dict__.pop("events", None)
        made._events = tuple(events)
        made._shown_events = tuple(made._part("events", made._events))
        made.tracks = tracks
        return made

    @cached_property
    def tracks(self) -> TimeTracks | None:
        """What happened and what was reported, by day."""
        documents = self._reading.documents_of(self._story)
        every = self._lists.events
        return time_tracks(self._reading, documents, self._shown_events, self._printed.places, every)

    @property
    def strip(self) -> TimeStrip | None:
        """The same, small; None where nothing is dated."""
        return self.tracks.small() if self.tracks is not None and self._shown_events else None

    def section(self, name: str) -> str:
        """Where a part of the story stands; '' where the story has no such part."""
        there = any(name == one for one, _, _ in self.contents)
        return self._printed.places.section(name, self.id) if there else ""

    @property
    def all_reports(self) -> str:
        """Where every report of the story is listed; '' on the one page, which prints them."""
        return self._printed.places.turned("reports", self.id, 0)

    @cached_property
    def contents(self) -> tuple[tuple[str, str, str], ...]:
        """The sections that are there: the name in the address, the title, how many of what are in it."""
        printed = {one.claim for one in self.first.printed}
        sized = (
            ("claims", "More claims", sum(one.id not in printed for one in self._lists.told), ""),
            ("details", "Details", self._total("facts"), ""),
            ("parts", "Where they part", self._total("conflicts"), "place"),
            ("copies", "Who copied whom", self._total("pairs") + self._total("separate"), "pair"),
            ("ends", "On whose word", self._total("origins"), "source"),
            ("said", "Who said what", self._total("speakers"), "speaker"),
            ("changed", "How claims changed", self._total("histories"), ""),
            ("time", "Timeline", self._total("events"), "dated entry"),
            ("only", "Only in one report", self.only_count, "claim"),
        )
        several = {"dated entry": "dated entries"}
        return tuple(
            (name, title, count(number, noun, several.get(noun)) if noun else f"{number:,}")
            for name, title, number, noun in sized
            if number or (name == "said" and self._total("utterances"))
        )


def _picture(reading: OpenRecord, claim: Claim) -> Picture:
    return picture(claim, [end_name(one).form for one in parties_first(reading.origins_of(claim))])


def _when(printed: Printed, story: Story) -> str:
    """As "9 outlets, 11–15 March 2031, 2 pages not dated to the day"."""
    reading = printed.reading
    said, days = reading.extent(story)
    undated = reading.undated(story)
    parts = [said]
    if days:
        parts.append(moments.spoken(days[0], days[1], "range"))
    if undated:
        parts.append(f"{undated} not dated to the day" if days else "not dated to the day")
    return ", ".join(parts)


def claim_view(printed: Printed, number: int, claim: Claim, *, drawn: bool = True, wide: bool = False) -> ClaimView:
    """A claim with its path, its words and the reasons for its number."""
    reading = printed.reading
    statements = reading.in_time(reading.statements_of(claim))
    path = claim_path(reading, claim, printed.places) if drawn else None
    origins = parties_first(reading.origins_of(claim))
    return ClaimView(
        number, claim.id, as_sentence(claim.text, 400),
        _picture(reading, claim), counted(reading, claim), origins_in_words(claim.independent),
        reading.hangs(claim), tuple(one.state for one in claim.states),
        tuple(map(reading.reason, claim.reasons)),
        tuple(f"It {how} “{line(other.text, 160)}”" for how, other in reading.linked(claim)),
        together([printed.said(one) for one in statements[:MOST_WORDS]]), max(0, len(statements) - MOST_WORDS),
        tuple(map(as_sentence, chain(
            standing_of(reading, claim), placed_by(reading, claim), in_other_words(reading, claim, ids=False),
            not_counted(reading, claim)))),
        draw_path(path, wide=wide) if path is not None else None, path.lines() if path is not None else (),
        tuple(end_view(printed, one, 80) for one in origins[:5]),
    )  # fmt: skip


def _only(printed: Printed, claim: Claim) -> tuple[ClaimId, str, QuotedWords | None, bool]:
    statements = printed.reading.statements_of(claim)
    text = claim.text
    if statements and text.startswith(PIECE):
        text = printed.reading.in_its_sentence(statements[0].span) or text
    return claim.id, as_sentence(text, 240), printed.said(statements[0]) if statements else None, leans(claim)


def _conflict(printed: Printed, conflict: Conflict, most: int, whole: str) -> ConflictView:
    reading = printed.reading
    shown = []
    for value, ids in sides(reading, conflict):
        number = {id_: at for at, id_ in ids}
        known = reading.in_time(reading.statement[id_] for id_ in number if id_ in reading.statement)
        told = [
            printed.valued(
                one, reading.value_span(conflict, number[one.id]), reading.differing(conflict, number[one.id])
            )
            for one in known[:most]
        ]
        shown.append(SideView(value.rstrip(" ,;"), together(told), max(0, len(known) - most)))
    return ConflictView(
        conflict.id, judgement_words(conflict),
        conflict.judgement, "" if conflict.kind in QUOTATION_FORMS else KIND_WORDS[conflict.kind],
        as_sentence(reading.reason(conflict.reason), 400).rstrip(" ,;"), tuple(shown),
        whole,
    )  # fmt: skip


def _fact(printed: Printed, fact: Fact, alike: Sequence[Fact]) -> FactView:
    reading = printed.reading
    rows = []
    for one in fact.values:
        said = reading.statement.get(one.statements[0]) if one.statements else None
        sources = tuple(map(reading.reason, one.sources))
        rows.append((
            line(one.words, 80),
            listed_up_to(dict.fromkeys(printed_name(name, 60) for name in sources if is_party_name(name)), 4)
            or "a source that could not be made out",
            count(one.reports.documents, "report") + ", " + origins_in_words(one.independent),
            _first_published(reading, one),
            printed.said(said) if said is not None else None,
        ))  # fmt: skip
    beside = tuple(counted_apart(fact, other, by) for other, by in reading.beside(fact)[:MOST_BESIDE])
    event = reading[fact.event] if fact.event is not None and fact.event in reading else None
    named = fact.type == "words" and isinstance(event, Event) and len(event.words) <= LONGEST_EVENT
    label = f"{fact_label(fact)} of “{line(event.words)}”" if named and isinstance(event, Event) else fact_label(fact)
    if fact.attribute == "hour" and label == fact_label(fact) and fact.values[0].statements:
        said = reading.statement.get(fact.values[0].statements[0])
        label = f"{label} of “{line(reading.words(said.span), _OF_AN_HOUR)}”" if said is not None else label
    others = dict.fromkeys(map(beside_told, (other for other in alike if other.id != fact.id)))
    others.pop(beside_told(fact), None)
    beside += tuple(f"{told} is told too, in a row of its own" for told in list(others)[:MOST_BESIDE])
    return FactView(fact.id, label, agreement(fact), fact.state == "copies_agree", tuple(rows), beside)


def _first_published(reading: OpenRecord, value: FactValue) -> str:
    """The day of the first report that gives a value, or the days between which it appeared, by the record's clock."""
    reports = (reading.document[one.document] for one in value.spans if one.document in reading.document)
    days = sorted(
        (first, last)
        for one in (report.published for report in reports if is_dated(report))
        if (first := reading.clock.day(one.earliest)) and (last := reading.clock.day(one.latest))
    )
    if not days:
        return "not dated"
    first, last = days[0]
    return moments.spoken(first, last, "day" if first == last else "range")


def _counts_as(fact: Fact) -> tuple[str, str, str | None]:
    """What a figure is of; where two facts share it a reader sees two values of one thing."""
    hour = fact.attribute == "hour" and fact.event is None  # nothing says that two hours are of one thing
    return (fact.id, "", None) if hour or fact.type != "figure" else (fact_label(fact), fact.of, fact.event)


def _origin(printed: Printed, id_: OriginId, held: Sequence[Claim], most: int, whole: str) -> OriginView:
    shown = end_name(printed.reading.origin[id_], 100)
    return OriginView(
        id_, shown.form, shown.kind, shown.name,
        count(len(held), "claim"), len(alone_on(id_, held)),
        tuple((as_sentence(one.text, 200), printed.places.of(one.id), set(one.origins) == {id_})
              for one in held[:most]),
        max(0, len(held) - most), *_heard(printed, printed.reading.origin[id_]),
        tuple(set(one.origins) == {id_} for one in held[:MOST_DOTS]), whole,
    )  # fmt: skip


def _heard(printed: Printed, end: Origin) -> tuple[str, QuotedWords | None]:
    """Through whose reports an end is known, and the first words by which it is."""
    reading = printed.reading
    said = reading.in_time(reading.statement[id_] for id_ in end.reached_through if id_ in reading.statement)
    outlets = dict.fromkeys(reading.outlet(one.span.document) for one in said)
    return listed_up_to(outlets, 3), printed.said(said[0]) if said else None


def _pair(printed: Printed, one: Derivation) -> PairView:
    passages = tuple(
        (passage.relation.replace("_", " "), printed.words(passage.a), printed.words(passage.b))
        for passage in one.passages[:MOST_PASSAGES]
    )
    a, b = printed.reading.parted(one)[::-1]
    return PairView(
        one.id, derived(printed.reading, one), a, b,
        one.relation not in BESIDE, tuple(map(printed.reading.reason, one.reasons)),
        printed.places.compared(one.id, a, b), passages, max(0, len(one.passages) - MOST_PASSAGES),
    )  # fmt: skip


def _utterance(
    printed: Printed, utterance: Utterance, order: Mapping[DocumentId, int], most: int, whole: str
) -> UtteranceView:
    reading = printed.reading
    known = [reading.quotation[id_] for id_ in utterance.quotations if id_ in reading.quotation]
    quotations = sorted(known, key=lambda one: order.get(one.span.document, len(order)))
    words: dict[QuotationId, list[tuple[str, Span | None]]] = {}
    for one in utterance.differences:
        words.setdefault(one.a, []).append((one.a_words, one.a_span))
        words.setdefault(one.b, []).append((one.b_words, one.b_span))
    wordings = together([printed.wording(one, words.get(one.id, ())) for one in quotations[:most]])
    speaker = reading.name(utterance.speaker) or reading.speaker(quotations[0])
    told = dict.fromkeys(_difference(one.a_words, one.b_words) for one in utterance.differences)
    kinds = tuple(told)[:6]
    return UtteranceView(utterance.id, speaker, wordings, kinds,
                         max(0, len(quotations) - most), whole)  # fmt: skip


def history_view(printed: Printed, history: History) -> HistoryView:
    """How a matter went on, each stage with its words."""
    told = []
    for stage in history.stages:
        statement = printed.reading.statement.get(stage.statement)
        words = printed.words(statement.span) if statement is not None else None
        told.append((stage.state, _day_of(printed, statement), words))
    return HistoryView(history.id, tuple(told))


def _day_of(printed: Printed, statement: Statement | None) -> str:
    """The day of a statement's report, or between which days it lies, or that none is known."""
    document = printed.reading.document.get(statement.span.document) if statement is not None else None
    if document is None:
        return "not dated"
    day = printed.reading.day(document)
    return moments.spoken(day, day, "day") if day else printed.date(document)


def _event(printed: Printed, entry: TimelineEntry, most: int, whole: str) -> EventView:
    """A dated event with the words that date it."""
    mentions = sorted(entry.mentions)
    return EventView(
        entry.id, moments.iso(entry.earliest, entry.latest, entry.precision),
        moments.spoken(entry.earliest, entry.latest, entry.precision), as_sentence(entry.text, 300),
        _basis(printed.reading, entry), _told_once(_dated_words(printed, span, entry.text) for span in mentions[:most]),
        max(0, len(mentions) - most), whole,
    )  # fmt: skip


def _basis(reading: OpenRecord, entry: TimelineEntry) -> str:
    """From what an event is dated; days are counted from a report's own, which the page's clock may call another."""
    told = line(entry.basis, 200)
    for document in {span.document: None for span in entry.mentions}:
        known = reading.document.get(document)
        own = known.published.day if known is not None else None
        if known is not None and own is not None and own != reading.day(known):
            day = moments.spoken(own, own, "day")
            told = told.replace(f"published {day}", f"published {day} by its own clock")
    return told


def _told_once(words: Iterable[QuotedWords]) -> tuple[QuotedWords, ...]:
    """The words of each outlet once; bare outlets only where none of their words stand."""
    held = list({(one.outlet, str(one.html)): one for one in reversed([*words])}.values())[::-1]
    worded = {one.outlet for one in held if one.html}
    return tuple(one for one in held if one.html or one.outlet not in worded)


def _dated_words(printed: Printed, span: Span, told: str) -> QuotedWords:
    """Where an event is dated; the words too, unless the entry has just said them."""
    words = line(printed.reading.words(span), 90)
    known = words.rstrip("…") in line(told)
    return printed.words(span, html=Markup() if known else Markup("“{}”").format(words))


def _difference(a: str, b: str) -> str:
    """As "“for” / “with”", "“whole” (not in all)"."""
    told = [f"“{line(one, 60)}”" for one in (a, b) if one.strip()]
    return " / ".join(told) if len(told) != 1 else f"{told[0]} (not in all)"
