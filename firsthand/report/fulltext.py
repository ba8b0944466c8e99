"""The reports in full: every block, with statements, quotations and sources marked and furniture left to be greyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from firsthand.data import ClaimId, Document, DocumentId, Span, StatementId
from firsthand.report.highlights import Mark, marked_up
from firsthand.report.open_record import OpenRecord
from firsthand.report.passages import Printed
from firsthand.report.phrasing import basis_in_words, file_name, line, listed_up_to
from firsthand.report.views import ReportView


def reports(
    printed: Printed,
    order: Sequence[DocumentId],
    numbers: Mapping[ClaimId, int],
    hits: Mapping[DocumentId, Sequence[tuple[int, int]]] = MappingProxyType({}),
    pointed: Mapping[DocumentId, tuple[int, int] | None] = MappingProxyType({}),
) -> tuple[ReportView, ...]:
    """The texts of the documents in ``order``; ``numbers`` are the footnotes that lead to claims, ``hits`` the
    characters in each that somebody searched for, ``pointed`` those that somebody's link names."""
    marks = _marks(printed, order, numbers)
    for document, spans in hits.items():
        marks[document] += [Mark(a, b, "hit", f"hit-{n}", "", "span") for n, (a, b) in enumerate(spans, 1)]
    for document, span in pointed.items():
        if span is not None:
            marks[document].append(Mark(*span, "hit", f"char={span[0]},{span[1]}", "the words of this link", "span"))
    return tuple(_report(printed, printed.reading.document[id_], marks.get(id_, [])) for id_ in order)


_WHOSE = {"own": "its own", "agency": "{}, an agency", "outlet": "{}", "unknown": "not known whose it is"}


def _bare(basis: str) -> str:
    """A basis that stands in brackets, its own brackets opened: "credit (byline)" as "credit, byline"."""
    return line(basis, 120).replace(" (", ", ").replace(")", "")


def _report(printed: Printed, document: Document, marks: list[Mark]) -> ReportView:
    reading = printed.reading
    published, outlet, origin = document.published, document.outlet, document.text_origin
    facts = [
        ("Outlet", f"{line(outlet.name, 100)} ({basis_in_words(outlet.basis, 60)})" if outlet.name else "not known"),
        ("Published", f"{_range(reading, document)} ({basis_in_words(published.basis)})"),
        (
            "Text",
            _WHOSE.get(origin.kind, origin.kind).format(line(origin.name or "", 100)) + f" ({_bare(origin.basis)})"
            if (origin.kind, origin.basis) != ("unknown", "unknown")
            else "not known whose it is",
        ),
        ("File", file_name(document.uri, 160)),
    ]
    if document.authors:
        facts.insert(2, ("By", listed_up_to((line(name, 60) for name in document.authors), 6)))
    end = min(len(document.text), printed.limit)
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
        html = marked_up(document.text, block.start, upto, inside)
        if html.strip() and block.kind != "blank":  # a separator of lines that a dump joined is nothing to read
            blocks.append((block.kind, html, printed.heat.strip(document.id, block.start, upto)))
    return ReportView(document.id, reading.title(document.id, 220), reading.masthead(document.id), tuple(facts),
                      tuple(blocks), len(document.text) - end)  # fmt: skip


def _marks(
    printed: Printed, order: Sequence[DocumentId], numbers: Mapping[ClaimId, int]
) -> dict[DocumentId, list[Mark]]:
    """Statements, quotations, sources and dated words of the printed reports, by document."""
    reading = printed.reading
    footnotes: dict[StatementId, tuple[ClaimId, int]] = {}
    for claim, number in numbers.items():
        for id_ in reading.claim[claim].statements:
            footnotes.setdefault(id_, (claim, number))
    found: dict[DocumentId, list[Mark]] = {id_: [] for id_ in order}

    def put(span: Span, mark: Mark) -> None:
        if span.document in found:
            found[span.document].append(mark)

    for statement in reading.statements:
        if statement.span.document not in found:
            continue
        span, note = statement.span, footnotes.get(statement.id)
        after = Markup()
        if note:
            after = Markup('<sup><a href="{}" title="claim {}">{}</a></sup>').format(
                printed.places.of(note[0]), note[1], note[1]
            )
        title = f"{reading.chain(statement)} ({statement.modality.replace('_', ' ')})"
        put(span, Mark(span.start, span.end, "st shared" if note else "st", statement.id, title, "span", after))
    for quotation in reading.quotations:
        if quotation.span.document not in found:
            continue
        css = "quoted" if quotation.attribution else "unspoken"
        speaker = reading.speaker(quotation) if quotation.attribution else "words in marks, nobody's speech"
        put(quotation.inner, Mark(quotation.inner.start, quotation.inner.end, css, quotation.id, speaker))
    for attribution in reading.attributions:
        for span in attribution.source:
            put(span, Mark(span.start, span.end, "source"))
    linked = [span for entry in reading.timeline for span in entry.mentions]
    linked += [span for one in reading.derivations for passage in one.passages for span in (passage.a, passage.b)]
    values = (reading.value_span(one, n) for one in reading.conflicts for n in range(len(one.spans)))
    linked += [span for span in values if span is not None]
    here = sorted(span for span in linked if span.document in found)
    anchored = {(span.document, span.start): span for span in here}  # of equal starts the longest
    for span in anchored.values():
        put(span, Mark(span.start, span.end, "aligned", printed.anchor(span)))
    return found


def _range(reading: OpenRecord, document: Document) -> str:
    published = document.published
    return reading.clock.spoken(published.earliest, published.latest, published.precision)
