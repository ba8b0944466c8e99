"""Two events of one form: does anything that is said of one count for the other?

Each pile is one topic of ECB+ (``evals.ecbplus``): the reports of two events of one form, two firings, two quakes, in
one run.  A claim of two reports or more is *mixed* where it holds statements of both events (*firmly*: where firm
joins hold these together), and a conflict, an update or a fact where its words stand in reports of both.  What is
true of both ("Mount Cook is New Zealand's highest mountain") may rightly be one claim, so a few of a hundred remain.
Of the stories that hold both events it is counted how many say on their first screen that they may be several.
Topics of odd numbers are measured; the judges of pairs may learn from the even ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from evals import ecbplus
from evals.case import Case, cut
from evals.figure import Figure
from firsthand.data import DocumentId, Given, RawDocument, Record, StatementId
from firsthand.firm_joins import firmly_held
from firsthand.models.vectors import embedder
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.assemble import relate
from firsthand.report.open_record import opened
from firsthand.report.story_parts import groups_apart

_CORPUS = "ECB+, two events of one form"
_MEASURED = (5, 7, 9, 13, 19, 21, 23, 25, 29, 33)


@cache
def record_of(topic: int) -> tuple[Record, Mapping[DocumentId, str]]:
    """The record of a topic's reports, and the event of each."""
    events = ecbplus.topics()[topic]
    raws = [
        RawDocument(id_, "text/plain", text.encode(), Given(id_, None, f"Outlet {id_}", None))
        for reports in events.values()
        for id_, text in reports
    ]
    event = {id_: name for name, reports in events.items() for id_, _ in reports}
    reads, rejected = distinct_documents(read_batch(raws))
    record = relate(reads, rejected, embed=embedder())
    return record, {one.id: event[one.source_id or ""] for one in record.documents}


def _topics() -> list[int]:
    return [topic for topic in _MEASURED if topic in ecbplus.topics()]


def _mixed(record: Record, event: Mapping[DocumentId, str]) -> tuple[list[bool], list[bool]]:
    """Of each claim of two reports or more whether it is mixed, and firmly so."""
    report = {one.id: one.span.document for one in record.statements}

    def events(held: tuple[StatementId, ...] | frozenset[StatementId]) -> bool:
        return len({event[report[one]] for one in held}) > 1

    several = [one for one in record.claims if one.reports.documents > 1]
    return (
        [events(one.statements) for one in several],
        [events(firmly_held(one.statements, one.joins, report)) for one in several],
    )


def _conflicts(record: Record, event: Mapping[DocumentId, str]) -> list[bool]:
    """Of each contradiction and each update whether its words stand in reports of both events."""
    report = {one.id: one.span.document for one in record.statements}
    found = []
    for one in record.conflicts:
        if one.judgement in ("contradiction", "update"):
            found.append(len({event[report[name]] for name in one.statements if name in report}) > 1)
    return found


def figures() -> list[Figure]:
    """Shares of claims and conflicts that keep the two events apart, and of piles whose events share no story."""
    claims: list[bool] = []
    firm: list[bool] = []
    conflicts: list[bool] = []
    stories: list[bool] = []
    unsaid: list[bool] = []
    for topic in _topics():
        record, event = record_of(topic)
        mixed, surely = _mixed(record, event)
        claims, firm, conflicts = claims + mixed, firm + surely, conflicts + _conflicts(record, event)
        both = [one for one in record.stories if len({event[name] for name in one.documents}) > 1]
        stories.append(bool(both))
        reading = opened(record)
        unsaid += [not groups_apart(reading, one) for one in both]
    told = (
        ("claims of one event", claims), ("firm claims of one event", firm),
        ("contradictions and updates of one event", conflicts), ("stories of one event", stories),
        ("stories of both that say so", unsaid),
    )  # fmt: skip
    return [Figure("same_form", name, _CORPUS, 1 - sum(held) / len(held), len(held)) for name, held in told if held]


def cases() -> list[Case]:
    """Each claim that holds statements of both events."""
    made = []
    for topic in _topics():
        record, event = record_of(topic)
        report = {one.id: one.span for one in record.statements}
        several = [one for one in record.claims if one.reports.documents > 1]
        for claim, mixed in zip(several, _mixed(record, event)[0], strict=True):
            if mixed:
                span = report[claim.statements[0]]
                place = f"{topic}#{claim.id}"
                words = cut(claim.text)
                made.append(Case("claim of one event", _CORPUS, "wrong", place, span.start, span.end, words=words))
    return made


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure.name:44} {figure.value:.3f}  of {figure.of}")
    for case in cases():
        print(case)
