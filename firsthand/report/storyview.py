"""One story as the page shows it: claims, conflicts, copies, quotations, timeline, what only one report has."""

from __future__ import annotations

from markupsafe import Markup

from firsthand.data import (
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    Fact,
    History,
    Origin,
    OriginId,
    Quotation,
    QuotationId,
    Span,
    Story,
    TimelineEntry,
    Utterance,
    UtteranceId,
)
from firsthand.report import moments
from firsthand.report.claim_path import claim_path
from firsthand.report.end_names import end_name, is_party, is_party_name, parties_first, printed_name
from firsthand.report.family_lanes import family_lanes
from firsthand.report.first_screen import counted, end_view, first_screen
from firsthand.report.passages import Printed, together
from firsthand.report.path_drawing import draw_path
from firsthand.report.phrasing import (
    JUDGEMENTS,
    as_sentence,
    count,
    line,
    listed_up_to,
    origins_in_words,
)
from firsthand.report.picture import picture
from firsthand.report.text import compared, derived, fact_label, in_other_words, sides, standing_of
from firsthand.report.text_families import separate_in_words, text_families
from firsthand.report.time_tracks import time_tracks
from firsthand.report.value_steps import value_steps
from firsthand.report.views import (
    ClaimView,
    ConflictView,
    EventView,
    FactView,
    HistoryView,
    OriginView,
    PairView,
    QuotedWords,
    SideView,
    SpeakerView,
    StoryView,
    UtteranceView,
)

MOST_CLAIMS, MOST_DRAWN, MOST_ONLY, MOST_WORDS = 300, 80, 1_000, 40
MOST_CONFLICTS, MOST_PASSAGES, MOST_PAIRS = 150, 40, 150
MOST_UTTERANCES, MOST_SPEAKERS, MOST_SAID, MOST_EVENTS, MOST_HISTORIES = 150, 200, 60, 300, 100
MOST_FACTS, MOST_ORIGINS, MOST_HELD, MOST_DOTS = 200, 300, 20, 200


def story_view(printed: Printed, story: Story) -> StoryView:
    """One story as the page shows it."""
    reading = printed.reading
    shared = reading.shared(story)
    only = tuple(claim for claim in reading.claims_of(story) if claim.reports.documents <= 1)
    if not shared:
        shared, only = only[:MOST_CLAIMS], only[MOST_CLAIMS:]
    conflicts, chief = reading.conflicts_of(story), reading.principal(story)
    pairs = (*chief, *(one for one in reading.derivations_of(story) if one not in chief))
    utterances, events, histories = (
        reading.utterances_of(story),
        reading.timeline_of(story),
        reading.histories_of(story),
    )
    (speakers, all_speakers), (origins, all_origins) = _speakers(printed, story), _origins(printed, story)
    facts = reading.facts_of(story)
    claims = tuple(
        claim_view(printed, i, claim, drawn=i <= MOST_DRAWN) for i, claim in enumerate(shared[:MOST_CLAIMS], 1)
    )
    return StoryView(
        id=story.id, title=reading.headline(story), when=_when(printed, story),
        first=first_screen(printed, story),
        claims=claims, more_claims=len(shared) - len(claims),
        only=tuple(_only(printed, claim) for claim in only[:MOST_ONLY]), only_count=len(only),
        conflicts=tuple(_conflict(printed, one) for one in conflicts[:MOST_CONFLICTS]),
        more_conflicts=max(0, len(conflicts) - MOST_CONFLICTS),
        on_several=sum(len(one.pages) > 1 for one in text_families(reading, reading.documents_of(story))),
        lanes=family_lanes(reading, reading.documents_of(story), printed.places),
        origins=origins, more_origins=all_origins - len(origins),
        pairs=tuple(_pair(printed, one) for one in pairs[:MOST_PAIRS]), more_pairs=max(0, len(pairs) - MOST_PAIRS),
        chief_pairs=len(chief),
        separate=tuple((separate_in_words(reading, a, b, judged), printed.places.beside(a, b))
                       for a, b, judged in reading.separate_of(story)[:MOST_PAIRS]),
        utterances=tuple(_utterance(printed, one) for one in utterances[:MOST_UTTERANCES]),
        more_utterances=max(0, len(utterances) - MOST_UTTERANCES),
        speakers=speakers, more_speakers=all_speakers - len(speakers),
        events=tuple(event_view(printed, one) for one in reading.principal_events(story, MOST_EVENTS)),
        more_events=max(0, len(events) - MOST_EVENTS),
        histories=tuple(_history(printed, one) for one in histories[:MOST_HISTORIES]),
        more_histories=max(0, len(histories) - MOST_HISTORIES),
        facts=tuple(_fact(printed, one) for one in facts[:MOST_FACTS]), more_facts=max(0, len(facts) - MOST_FACTS),
        tracks=time_tracks(reading, reading.documents_of(story), reading.principal_events(story, MOST_EVENTS),
                           printed.places),
        moved=value_steps(reading, story, printed.places),
        compared=compared(story.compared) if len(story.documents) > 1 else "",
        time=printed.places.section("time", story.id),
    )  # fmt: skip


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
        number, claim.id, reading.short(claim.id), as_sentence(claim.text, 400),
        picture(claim, [end_name(one).form for one in origins]), counted(claim), origins_in_words(claim.independent),
        reading.hangs(claim), tuple(one.state for one in claim.states),
        tuple(line(reason, 300) for reason in claim.reasons),
        tuple(f"It {how} “{line(other.text, 160)}”" for how, other in reading.linked(claim)),
        together([printed.said(one) for one in statements[:MOST_WORDS]]), max(0, len(statements) - MOST_WORDS),
        tuple(map(as_sentence, (*standing_of(reading, claim), *in_other_words(reading, claim)))),
        draw_path(path, wide=wide) if path is not None else None, path.lines() if path is not None else (),
        tuple(end_view(printed, one, 80) for one in origins[:5]),
    )  # fmt: skip


def _only(printed: Printed, claim: Claim) -> tuple[ClaimId, str, QuotedWords | None]:
    statements = printed.reading.statements_of(claim)
    return claim.id, as_sentence(claim.text, 240), printed.said(statements[0]) if statements else None


def _conflict(printed: Printed, conflict: Conflict) -> ConflictView:
    reading = printed.reading
    shown = []
    for value, ids in sides(conflict):
        number = {id_: at for at, id_ in ids}
        known = reading.in_time(reading.statement[id_] for id_ in number if id_ in reading.statement)
        told = [printed.valued(one, reading.value_span(conflict, number[one.id])) for one in known[:4]]
        shown.append(SideView(value, together(told), max(0, len(known) - 4)))
    return ConflictView(
        conflict.id, reading.short(conflict.id), JUDGEMENTS.get(conflict.judgement, conflict.judgement),
        conflict.judgement, conflict.kind, line(conflict.reason, 400), tuple(shown),
    )  # fmt: skip


def _fact(printed: Printed, fact: Fact) -> FactView:
    reading = printed.reading
    rows = []
    for one in fact.values:
        said = reading.statement.get(one.statements[0]) if one.statements else None
        rows.append((
            line(one.words, 80),
            listed_up_to(dict.fromkeys(printed_name(name, 60) for name in one.sources if is_party_name(name)), 4)
            or "a source that could not be made out",
            count(one.reports.documents, "report") + ", " + origins_in_words(one.independent),
            moments.spoken(one.earliest, one.latest, "day" if one.earliest == one.latest else "range"),
            printed.said(said) if said is not None else None,
        ))  # fmt: skip
    return FactView(fact.id, reading.short(fact.id), fact_label(fact), fact.state.replace("_", " "), tuple(rows))


def _origins(printed: Printed, story: Story) -> tuple[tuple[OriginView, ...], int]:
    """The ends of the story's claims, those first on which most claims of several reports hang alone; and how many
    there are."""
    reading = printed.reading
    held: dict[OriginId, list[Claim]] = {}
    for claim in reading.claims_of(story):
        for id_ in dict.fromkeys(claim.origins):
            held.setdefault(id_, []).append(claim)

    def alone(id_: OriginId) -> list[Claim]:
        return [one for one in held[id_] if one.reports.documents > 1 and len(set(one.origins)) == 1]

    known = [one for one in held if one in reading.origin]
    ranked = sorted(known, key=lambda id_: (not is_party(reading.origin[id_]), -len(alone(id_)), -len(held[id_]), id_))
    shown_ones = tuple(
        OriginView(
            id_, reading.short(id_), shown.form, shown.kind, shown.name,
            count(len(held[id_]), "claim"), len(alone(id_)),
            tuple((as_sentence(one.text, 200), printed.places.of(one.id), set(one.origins) == {id_})
                  for one in held[id_][:MOST_HELD]),
            max(0, len(held[id_]) - MOST_HELD), *_heard(printed, reading.origin[id_]),
            tuple(set(one.origins) == {id_} for one in held[id_][:MOST_DOTS]),
        )
        for id_ in ranked[:MOST_ORIGINS] for shown in (end_name(reading.origin[id_], 100),)
    )  # fmt: skip
    return shown_ones, len(ranked)


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
        one.id, printed.reading.short(one.id), derived(printed.reading, one), a, b,
        one.relation not in {"cites", "shared_quotations"}, tuple(line(reason, 300) for reason in one.reasons),
        printed.places.compared(one.id, a, b), passages, max(0, len(one.passages) - MOST_PASSAGES),
    )  # fmt: skip


def _utterance(printed: Printed, utterance: Utterance) -> UtteranceView:
    reading = printed.reading
    quotations = [reading.quotation[id_] for id_ in utterance.quotations if id_ in reading.quotation]
    words: dict[QuotationId, list[str]] = {}
    for one in utterance.differences:
        words.setdefault(one.a, []).append(one.a_words)
        words.setdefault(one.b, []).append(one.b_words)
    wordings = together([printed.wording(one, words.get(one.id, ())) for one in quotations[:MOST_WORDS]])
    speaker = reading.name(utterance.speaker) or reading.speaker(quotations[0])
    kinds = tuple(f"{_marked(one.a_words)} / {_marked(one.b_words)}" for one in utterance.differences[:6])
    return UtteranceView(utterance.id, reading.short(utterance.id), speaker, wordings, kinds,
                         max(0, len(quotations) - MOST_WORDS))  # fmt: skip


def _speakers(printed: Printed, story: Story) -> tuple[tuple[SpeakerView, ...], int]:
    """Who is quoted, most often first; one act of speech once, in the first report that has it; and how many are."""
    reading = printed.reading
    order = {document.id: i for i, document in enumerate(reading.documents_of(story))}
    own = [one for one in reading.quotations if one.span.document in order and one.attribution]
    own.sort(key=lambda one: (order[one.span.document], one.span.start))
    said: dict[str, dict[UtteranceId | QuotationId, Quotation]] = {}
    for one in own:
        said.setdefault(reading.speaker(one), {}).setdefault(one.utterance or one.id, one)
    ranked = sorted(said.items(), key=lambda pair: -len(pair[1]))
    shown = tuple(
        SpeakerView(name, count(len(acts), "quotation"),
                    tuple(printed.wording(one, ()) for one in list(acts.values())[:MOST_SAID]),
                    max(0, len(acts) - MOST_SAID))
        for name, acts in ranked[:MOST_SPEAKERS]
    )  # fmt: skip
    return shown, len(ranked)


def _history(printed: Printed, history: History) -> HistoryView:
    told = []
    for stage in history.stages:
        statement = printed.reading.statement.get(stage.statement)
        words = printed.words(statement.span) if statement is not None else None
        told.append((stage.state, moments.spoken(stage.earliest, stage.latest, "day"), words))
    return HistoryView(history.id, tuple(told))


def event_view(printed: Printed, entry: TimelineEntry) -> EventView:
    """A dated event with the words that date it."""
    mentions = sorted(entry.mentions)
    return EventView(
        entry.id, moments.iso(entry.earliest, entry.latest, entry.precision),
        moments.spoken(entry.earliest, entry.latest, entry.precision), as_sentence(entry.text, 300),
        line(entry.basis, 200), tuple(_dated_words(printed, span, entry.text) for span in mentions[:6]),
    )  # fmt: skip


def _dated_words(printed: Printed, span: Span, told: str) -> QuotedWords:
    """Where an event is dated; the words too, unless the entry has just said them."""
    words = line(printed.reading.words(span), 90)
    known = words.rstrip("…") in line(told)
    return printed.words(span, html=Markup() if known else Markup("“{}”").format(words))


def _marked(words: str) -> str:
    return f"“{line(words, 60)}”" if words.strip() else "no words"
