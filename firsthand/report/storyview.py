"""One story as the page shows it: claims, conflicts, copies, quotations, timeline, what only one report has."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from firsthand.data import (
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    Document,
    DocumentId,
    Fact,
    History,
    Quotation,
    QuotationId,
    Span,
    Story,
    TimelineEntry,
    Utterance,
    UtteranceId,
)
from firsthand.report import copygraph, moments
from firsthand.report.copygraph import Edge, Graph
from firsthand.report.open_record import to_the_day
from firsthand.report.passages import Printed, together
from firsthand.report.phrasing import (
    JUDGEMENTS,
    RELATIONS,
    as_sentence,
    count,
    end_in_words,
    line,
    listed_up_to,
    origins_in_words,
    states_in_words,
)
from firsthand.report.picture import picture
from firsthand.report.text import compared, derived, fact_label, in_other_words, sides, standing_of
from firsthand.report.views import (
    ClaimView,
    ConflictView,
    EventView,
    FactView,
    HistoryView,
    PairView,
    QuotedWords,
    RowView,
    SideView,
    SpeakerView,
    StoryView,
    UtteranceView,
)

MOST_CLAIMS, MOST_ONLY, MOST_WORDS = 30, 60, 12
MOST_CONFLICTS, MOST_ROWS, MOST_PASSAGES, MOST_PAIRS = 24, 48, 12, 40
MOST_UTTERANCES, MOST_SPEAKERS, MOST_SAID, MOST_EVENTS, MOST_HISTORIES = 20, 24, 12, 60, 20
MOST_FACTS = 40


def story_view(printed: Printed, story: Story) -> StoryView:
    """One story as the page shows it."""
    reading = printed.reading
    shared = reading.shared(story)
    only = tuple(claim for claim in reading.claims_of(story) if claim.reports.documents <= 1)
    if not shared:
        shared, only = only[:MOST_CLAIMS], only[MOST_CLAIMS:]
    conflicts, pairs = reading.conflicts_of(story), reading.derivations_of(story)
    utterances, events, histories = (
        reading.utterances_of(story),
        reading.timeline_of(story),
        reading.histories_of(story),
    )
    speakers = _speakers(printed, story)
    graph, rows, hidden = _graph(printed, story)
    facts = reading.facts_of(story)
    claims = tuple(_claim(printed, i, claim) for i, claim in enumerate(shared[:MOST_CLAIMS], 1))
    return StoryView(
        id=story.id, title=line(story.title, 220), standfirst=_standfirst(printed, story),
        numbers=_numbers(printed, story),
        claims=claims, more_claims=len(shared) - len(claims),
        only=tuple(_only(printed, claim) for claim in only[:MOST_ONLY]), only_count=len(only),
        conflicts=tuple(_conflict(printed, one) for one in conflicts[:MOST_CONFLICTS]),
        more_conflicts=max(0, len(conflicts) - MOST_CONFLICTS),
        graph=graph, rows=rows, more_rows=hidden,
        pairs=tuple(_pair(printed, one) for one in pairs[:MOST_PAIRS]), more_pairs=max(0, len(pairs) - MOST_PAIRS),
        utterances=tuple(_utterance(printed, one) for one in utterances[:MOST_UTTERANCES]),
        more_utterances=max(0, len(utterances) - MOST_UTTERANCES),
        speakers=speakers[:MOST_SPEAKERS], more_speakers=max(0, len(speakers) - MOST_SPEAKERS),
        events=tuple(_event(printed, one) for one in reading.principal_events(story, MOST_EVENTS)),
        more_events=max(0, len(events) - MOST_EVENTS),
        histories=tuple(_history(printed, one) for one in histories[:MOST_HISTORIES]),
        more_histories=max(0, len(histories) - MOST_HISTORIES),
        facts=tuple(_fact(printed, one) for one in facts[:MOST_FACTS]), more_facts=max(0, len(facts) - MOST_FACTS),
        compared=compared(story.compared) if len(story.documents) > 1 else "",
    )  # fmt: skip


def _standfirst(printed: Printed, story: Story) -> str:
    reading = printed.reading
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
        rest = f"{len(single)} rest or may rest" if len(single) > 1 else "one rests or may rest"
        rest = rest if single else "none rests"
        carried = f"Of {count(len(shared), 'claim')} that more than one report carries"
        sentences.append(f"{carried}, {rest} on a single origin.")
    return " ".join(sentences)


def _numbers(printed: Printed, story: Story) -> tuple[tuple[str, str], ...]:
    reading = printed.reading
    own = reading.texts(story)
    conflicts = reading.conflicts_of(story)
    parted = sum(one.judgement in {"contradiction", "dispute"} and one.kind != "wording" for one in conflicts)
    single = len(reading.single(story))
    return (
        (f"{len(story.documents):,}", "report" if len(story.documents) == 1 else "reports"),
        (f"{own:,}", f"{'text' if own == 1 else 'texts'}, copies and rewrites merged"),
        (f"{single:,}", f"shared {'claim' if single == 1 else 'claims'} on what may be one origin"),
        (f"{parted:,}", "contradiction or dispute" if parted == 1 else "contradictions or disputes"),
    )


def _claim(printed: Printed, number: int, claim: Claim) -> ClaimView:
    reading = printed.reading
    statements = reading.in_time(reading.statements_of(claim))
    most, least = claim.independent.at_most, claim.independent.at_least
    single = "one origin" if most == 1 else "possibly one origin" if least == 1 else ""
    counted = count(claim.reports.documents, "report")
    if claim.reports.after_merging_copies < claim.reports.documents:
        counted += f", {claim.reports.after_merging_copies} after merging copies"
    return ClaimView(
        number, claim.id, reading.short(claim.id), as_sentence(claim.text, 400), picture(claim), counted,
        origins_in_words(claim.independent), single if claim.reports.documents > 1 else "",
        listed_up_to(dict.fromkeys(end_in_words(one) for one in reading.origins_of(claim)), 5), states_in_words(claim),
        tuple(line(reason, 300) for reason in claim.reasons),
        tuple(f"It {how} “{line(other.text, 160)}”" for how, other in reading.linked(claim)),
        together([printed.said(one) for one in statements[:MOST_WORDS]]), max(0, len(statements) - MOST_WORDS),
        tuple(map(as_sentence, (*standing_of(reading, claim), *in_other_words(reading, claim)))),
    )  # fmt: skip


def _only(printed: Printed, claim: Claim) -> tuple[ClaimId, str, QuotedWords | None]:
    statements = printed.reading.statements_of(claim)
    return claim.id, as_sentence(claim.text, 240), printed.said(statements[0]) if statements else None


def _conflict(printed: Printed, conflict: Conflict) -> ConflictView:
    reading = printed.reading
    shown = []
    for value, ids in sides(conflict):
        known = reading.in_time(reading.statement[id_] for id_ in ids if id_ in reading.statement)
        shown.append(SideView(value, together([printed.said(one) for one in known[:4]]), max(0, len(known) - 4)))
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
            listed_up_to(dict.fromkeys(line(name, 60) for name in one.sources), 4),
            count(one.reports.documents, "report") + ", " + origins_in_words(one.independent),
            moments.spoken(one.earliest, one.latest, "day" if one.earliest == one.latest else "range"),
            printed.said(said) if said is not None else None,
        ))  # fmt: skip
    return FactView(fact.id, reading.short(fact.id), fact_label(fact), fact.state.replace("_", " "), tuple(rows))


def _graph(printed: Printed, story: Story) -> tuple[Graph | None, tuple[RowView, ...], int]:
    reading = printed.reading
    documents = reading.documents_of(story)
    pairs = [one for one in reading.principal(story) if one.relation != "shared_quotations"]
    if len(documents) > MOST_ROWS:
        joined = {id_ for one in pairs for id_ in (one.a, one.b)}
        chosen = sorted(documents, key=lambda one: one.id not in joined)[:MOST_ROWS]
        kept = frozenset(one.id for one in chosen)
        rows = tuple(one for one in documents if one.id in kept)
    else:
        rows = documents
    rows = _sources_first(printed, rows, pairs)
    place = {document.id: row for row, document in enumerate(rows)}
    edges, told = [], dict[DocumentId, str]()
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
        RowView(one.id, printed.report_link(one.id), reading.outlet(one.id),
                printed.date(one).partition(", ")[0].replace(year, ""),
                told.get(one.id) or line(one.title or "", 120), one.id not in reading.copied)
        for one in rows
    )  # fmt: skip
    graph = copygraph.draw(len(rows), own, edges) if len(rows) > 1 else None
    return graph, views, len(documents) - len(rows)


def _sources_first(printed: Printed, rows: Sequence[Document], pairs: Sequence[Derivation]) -> tuple[Document, ...]:
    """The rows in their order, but a report whose day is not known stands below the report that it derives from."""
    parents: dict[DocumentId, set[DocumentId]] = {}
    place = {document.id for document in rows}
    for one in pairs:
        derived_, source = printed.reading.parted(one)
        if one.direction != "unknown" and source in place and not to_the_day(printed.reading.document[derived_]):
            parents.setdefault(derived_, set()).add(source)
    waiting, placed = list(rows), dict[DocumentId, Document]()
    while waiting:
        ready = [one for one in waiting if parents.get(one.id, set()) <= placed.keys()]
        first = (ready or waiting)[0]
        placed[first.id] = first
        waiting.remove(first)
    return tuple(placed.values())


def _pair(printed: Printed, one: Derivation) -> PairView:
    passages = tuple(
        (passage.relation.replace("_", " "), printed.words(passage.a), printed.words(passage.b))
        for passage in one.passages[:MOST_PASSAGES]
    )
    return PairView(one.id, printed.reading.short(one.id), derived(printed.reading, one),
                    tuple(line(reason, 300) for reason in one.reasons), passages,
                    max(0, len(one.passages) - MOST_PASSAGES))  # fmt: skip


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


def _speakers(printed: Printed, story: Story) -> tuple[SpeakerView, ...]:
    """Who is quoted, most often first; one act of speech once, in the first report that has it."""
    reading = printed.reading
    order = {document.id: i for i, document in enumerate(reading.documents_of(story))}
    own = [one for one in reading.quotations if one.span.document in order and one.attribution]
    own.sort(key=lambda one: (order[one.span.document], one.span.start))
    said: dict[str, dict[UtteranceId | QuotationId, Quotation]] = {}
    for one in own:
        said.setdefault(reading.speaker(one), {}).setdefault(one.utterance or one.id, one)
    ranked = sorted(said.items(), key=lambda pair: -len(pair[1]))
    return tuple(
        SpeakerView(name, count(len(acts), "quotation"),
                    tuple(printed.wording(one, ()) for one in list(acts.values())[:MOST_SAID]),
                    max(0, len(acts) - MOST_SAID))
        for name, acts in ranked
    )  # fmt: skip


def _history(printed: Printed, history: History) -> HistoryView:
    told = []
    for stage in history.stages:
        statement = printed.reading.statement.get(stage.statement)
        words = printed.words(statement.span) if statement is not None else None
        told.append((stage.state, moments.spoken(stage.earliest, stage.latest, "day"), words))
    return HistoryView(history.id, tuple(told))


def _event(printed: Printed, entry: TimelineEntry) -> EventView:
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
