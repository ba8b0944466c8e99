"""The rows of each page's exports: all that its lists hold, whichever part of them the page shows.

A row has the columns that ``described.ROWS`` names, in their order.  Rows are made when somebody asks for an export and
not for the page.  Left out: which claims, events or hits a page is about, which ``sheets`` decides, and how rows are
written, which ``exports`` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from firsthand import moments
from firsthand.data import Claim, Conflict, Document, Judgement, Story, TimelineEntry
from firsthand.judgements import judged_by
from firsthand.report import OpenRecord
from firsthand.report.end_names import end_in_words
from firsthand.report.passages import Printed
from firsthand.report.phrasing import (
    RELATIONS,
    SCOPES,
    as_sentence,
    judgement_words,
    line,
    listed_up_to,
    states_in_words,
)
from firsthand.report.storyview import StoryView
from firsthand.report.text import beside_told, fact_label
from firsthand.report.text_families import ITS_OWN, text_credit, way_of
from firsthand.web.comparing import ComparedRow, ThreefoldRow
from firsthand.web.exports import ExportRow
from firsthand.web.matrix import matrix
from firsthand.web.sampling import QUESTIONS
from firsthand.web.searching import Hits
from firsthand.web.whose_words import shares_in_words, whose_words, word_shares

RowsAsked = Callable[[], Sequence[ExportRow]]
"""Makes the rows of a page."""


def story_rows(reading: OpenRecord) -> list[ExportRow]:
    """Every story with its counts."""
    return [
        {"story": one.id, "title": reading.headline(one), "pages": len(one.documents), "texts": reading.texts(one),
         "claims_of_several": len(reading.shared(one))}
        for one in reading.ranked_stories
    ]  # fmt: skip


def claim_rows(reading: OpenRecord, claims: Iterable[Claim], ticks: Mapping[str, tuple[str, str]]) -> list[ExportRow]:
    """Claims, each with its counts, ends, states, outlets, and with the mark and note that ``ticks`` has for it."""
    return [
        {
            "claim": one.id, "text": as_sentence(one.text), "pages": one.reports.documents,
            "texts": one.reports.after_merging_copies, "at_least": one.independent.at_least,
            "at_most": one.independent.at_most, "pages_of_all_wordings": _pages_of_all_wordings(reading, one),
            "ends": "; ".join(end_in_words(end) for end in reading.origins_of(one)), "states": states_in_words(one),
            "outlets": "; ".join(dict.fromkeys(reading.outlet(said.span.document)
                                               for said in reading.statements_of(one))),
            "mark": ticks.get(one.id, ("", ""))[0], "note": ticks.get(one.id, ("", ""))[1],
        }
        for one in claims
    ]  # fmt: skip


def _pages_of_all_wordings(reading: OpenRecord, claim: Claim) -> int:
    return (reading.matter_of(claim) or claim).reports.documents


def wording_rows(reading: OpenRecord, claim: Claim) -> list[ExportRow]:
    """The wordings of a claim in the order of time, each with where it stands."""
    return [
        {"words": reading.words(one.span), "outlet": reading.outlet(one.span.document), "chain": reading.chain(one),
         "said": one.modality, "report": one.span.document, "start": one.span.start, "end": one.span.end,
         "statement": one.id}
        for one in reading.in_time(reading.statements_of(claim))
    ]  # fmt: skip


def statement_rows(reading: OpenRecord, document: Document) -> list[ExportRow]:
    """The statements of a report."""
    return [
        {"words": reading.words(one.span), "chain": reading.chain(one), "said": one.modality,
         "start": one.span.start, "end": one.span.end, "statement": one.id}
        for one in reading.statements if one.span.document == document.id
    ]  # fmt: skip


def passage_rows(compared: Iterable[ComparedRow | ThreefoldRow]) -> list[ExportRow]:
    """The passages of two reports or three side by side."""
    return [
        {"kind": row.kind, **{side: text.striptags() for side, text in zip("abc", row.texts, strict=False)}}
        for row in compared
    ]


def end_rows(view: StoryView) -> list[ExportRow]:
    """On whose word the claims of a story rest."""
    return [
        {"end": one.id, "name": one.name, "kind": one.kind or one.form, "claims": one.counted, "alone": one.alone}
        for one in view.all_origins()
    ]


def pair_rows(reading: OpenRecord, story: Story) -> list[ExportRow]:
    """The pairs of reports whose texts hang together, then those that a reader judged to be written separately."""
    joined: list[ExportRow] = [
        {"derived": reading.report(reading.parted(one)[0]), "relation": RELATIONS[one.relation],
         "source": reading.report(reading.parted(one)[1]), "direction": one.direction, "score": one.score, "id": one.id}
        for one in reading.derivations_of(story)
    ]  # fmt: skip
    return joined + [
        {"derived": reading.report(a), "relation": f"written separately, {judged_by(told)}",
         "source": reading.report(b), "direction": told.verdict, "score": None, "id": told.id}
        for a, b, told in reading.separate_of(story)
    ]  # fmt: skip


def conflict_rows(reading: OpenRecord, story: Story) -> list[ExportRow]:
    """Where the reports part; ``where`` gives the characters of each value (RFC 5147)."""
    return [
        {"judgement": judgement_words(one), "kind": one.kind, "values": "; ".join(map(line, one.values)),
         "outlets": listed_up_to(dict.fromkeys(reading.outlet(said.span.document)
                                               for said in reading.statements_of(one))),
         "why": one.reason, "where": "; ".join(_places_of(reading, one)), "id": one.id}
        for one in reading.conflicts_of(story)
    ]  # fmt: skip


def _places_of(reading: OpenRecord, conflict: Conflict) -> Iterator[str]:
    """For each value where it stands, or the statement that carries it (RFC 5147)."""
    for number, id_ in enumerate(conflict.statements):
        said = reading.statement.get(id_)
        span = reading.value_span(conflict, number) or (said.span if said is not None else None)
        if span is not None:
            yield f"{span.document}#char={span.start},{span.end}"


def detail_rows(reading: OpenRecord, story: Story) -> list[ExportRow]:
    """Every value of every detail (a ``Fact`` of the record, which the pages never call so), a row for each report that
    gives it; ``where`` gives its characters (RFC 5147)."""
    return [
        {"detail": fact_label(fact), "type": fact.type, "state": fact.state.replace("_", " "),
         "value": line(value.words, 200), "low": value.low, "high": value.high, "bound": value.bound,
         "sources": listed_up_to((line(one, 80) for one in value.sources), 8),
         "report": reading.report(span.document), "appeared": appeared,
         "words_of": reading.report(family) if family in reading.document else "",
         "at_least": value.independent.at_least, "at_most": value.independent.at_most,
         "scope": "; ".join(line(one, 60) for one in (*fact.scope.people, *fact.scope.places, *fact.scope.days,
                                                      fact.scope.period) if one),
         "not_the_same": "; ".join(f"{fact_label(other)}, {beside_told(other)}: {SCOPES[by]}"
                                   for other, by in reading.beside(fact)),
         "event": fact.event, "where": f"{span.document}#char={span.start},{span.end}", "id": fact.id}
        for fact in reading.facts_of(story) for value in fact.values
        for span, appeared, family in zip_longest(value.spans, value.appeared, value.families)
    ]  # fmt: skip


def cell_rows(reading: OpenRecord, story: Story, claims: Sequence[Claim]) -> list[ExportRow]:
    """Claims by texts: a column for each text, numbered, since two may have one name."""
    table = matrix(reading, story, claims)
    heads = [f"{n} {reading.report(one.pages[0].id)}" for n, one in enumerate(table.texts, 1)]
    return [
        {"claim": claim.id, "text": as_sentence(claim.text), "states": states_in_words(claim),
         **{head: cell.how for head, cell in zip(heads, cells, strict=True)}}
        for claim, cells in table.rows
    ]  # fmt: skip


def event_rows(events: Iterable[TimelineEntry]) -> list[ExportRow]:
    """Dated events."""
    return [
        {"when": moments.iso(one.earliest, one.latest, one.precision), "event": as_sentence(one.text),
         "basis": one.basis, "id": one.id}
        for one in events
    ]  # fmt: skip


def quotation_rows(reading: OpenRecord, story: Story) -> list[ExportRow]:
    """Every quotation of a story that is somebody's."""
    held = frozenset(story.documents)
    return [
        {"words": reading.words(one.inner), "speaker": reading.speaker(one),
         "outlet": reading.outlet(one.span.document), "report": one.span.document, "start": one.inner.start,
         "end": one.inner.end}
        for one in reading.quotations if one.span.document in held and one.attribution
    ]  # fmt: skip


def report_rows(printed: Printed, story: Story) -> list[ExportRow]:
    """The reports of a story: whose, when, whose text, how much they share and have alone."""
    reading = printed.reading
    alone, shared = Counter[str](), Counter[str]()
    for claim in reading.claims_of(story):
        held = {one.span.document for one in reading.statements_of(claim)}
        (shared if claim.reports.documents > 1 else alone).update(held)
    return [
        {"title": reading.title(one.id), "outlet": line(one.outlet.name or "", 120), "date": printed.date(one),
         "text_of": text_credit(reading, one) or ITS_OWN, "copied": one.id in reading.copied,
         "how_copied": way_of(reading, one.id) if one.id in reading.copied else "",
         "words": shares_in_words(reading, one, word_shares(whose_words(reading, one))),
         "claims_shared": shared[one.id], "claims_alone": alone[one.id], "address": line(one.address or "", 400),
         "file": line(one.source_id, 200), "language": one.language, "report": one.id}
        for one in reading.documents_of(story)
    ]  # fmt: skip


def answer_rows(claims: Iterable[Claim], given: Mapping[tuple[str, str], str]) -> list[ExportRow]:
    """Claims that were drawn, with the reader's answer to each question."""
    return [
        {"claim": one.id, "text": as_sentence(one.text),
         **{name: given.get((one.id, name), "") for name, _ in QUESTIONS}}
        for one in claims
    ]  # fmt: skip


def hit_rows(reading: OpenRecord, found: Hits) -> list[ExportRow]:
    """What a search found, by kind."""
    rows: list[ExportRow] = [{"kind": "claim", "id": one.id, "words": one.text} for one in found.claims]
    rows += [{"kind": "report", "id": one.id, "words": line(one.title or "")} for one in found.reports]
    rows += [{"kind": "quotation", "id": one.id, "words": reading.words(one.inner)} for one in found.quotations]
    return rows + [{"kind": "end", "id": one.id, "words": one.name} for one in found.ends]


def judgement_rows(judged: Iterable[Judgement], came: Mapping[str, str]) -> list[ExportRow]:
    """Judgements with what became of each, and what it did to the counts by what ``came`` of it."""
    return [
        {"id": one.id, "about": one.about, "verdict": one.verdict, "a": one.a.words, "b": one.b.words if one.b else "",
         "by": one.by, "at": one.at, "note": one.note, "state": one.state, "why": one.reason,
         "counts": came.get(one.id, "")}
        for one in judged
    ]  # fmt: skip


def changed_rows(changed: Iterable[tuple[str, str, str, str]]) -> list[ExportRow]:
    """Claims that changed: the claim, what, its words, and the counts before and after."""
    return [{"claim": id_, "what": what, "text": text, "counts": told} for id_, what, text, told in changed]
