"""Words of the reports as the page quotes them: whose, when, through whom, and a link to where they stand.

``Printed`` knows which reports the page prints in full, so that no link leads nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from firsthand.data import Document, DocumentId, Quotation, Span, Statement
from firsthand.report.heat import Heat
from firsthand.report.highlights import Mark, differing_words, marked_up
from firsthand.report.open_record import OpenRecord, to_the_day
from firsthand.report.phrasing import line, without_loose_stops
from firsthand.report.places import Places
from firsthand.report.views import QuotedWords

_MOST_AROUND, _MOST_SPOKEN = 420, 600
_MOST_SENTENCE = 800
_IN_ITS_SENTENCE = frozenset({"denied", "not_ruled_out"})
"""What a statement's words without those around them would tell as if it were said."""
_PIECE = 7
"""So many words from the middle of a sentence say little without it ("people slept")."""
MOST_LETTERS = 24_000
"""Characters of a report's text that the page prints; what stands behind them has no link."""


@dataclass(frozen=True)
class Printed:
    """A reading, the ids of the reports that are printed in full, and where everything stands."""

    reading: OpenRecord
    documents: frozenset[DocumentId]
    places: Places
    limit: int = MOST_LETTERS
    """Characters of a report's text that are printed; words behind them have no link."""

    @cached_property
    def heat(self) -> Heat:
        """How many texts carry what the reports say, made when a report is first set."""
        return Heat(self.reading)

    def said(self, statement: Statement) -> QuotedWords:
        """A statement's words, with the chain that leads to their origin; of what is denied its sentence, which has
        the words that deny it."""
        chain = self.reading.links(statement)[1:]
        if statement.modality not in _IN_ITS_SENTENCE or statement.span.document not in self.reading.document:
            return self.words(statement.span, chain, statement.id)
        around, span = self.reading.surroundings(statement.span, _MOST_SENTENCE), statement.span
        rest = [Mark(around.start, span.start, "aside"), Mark(span.end, around.end, "aside")]
        html = marked_up(self.reading.document[span.document].text, around.start, around.end, rest)
        return self.words(span, chain, statement.id, html)

    def valued(self, statement: Statement, span: Span | None, differing: Sequence[Span] = ()) -> QuotedWords:
        """A statement's words with a value marked in them, or of a wording what differs in it; the value in its own
        surroundings where it stands beside the statement, or where nothing is known of its place the statement
        alone."""
        document = self.reading.document.get(statement.span.document) if span is not None else None
        if span is None or document is None or span.document != document.id:
            return self._whole(statement) if self._is_piece(statement) else self.said(statement)
        inside = statement.span.contains(span) and statement.span.end - statement.span.start <= _MOST_AROUND
        denied = inside and statement.modality in _IN_ITS_SENTENCE
        around = self.reading.surroundings(statement.span, _MOST_SENTENCE) if denied else statement.span
        around = around if inside else self.reading.surroundings(span)
        marks = [Mark(one.start, one.end, "value", tag="mark") for one in differing or (span,)]
        html = marked_up(document.text, around.start, around.end, marks)
        chain = self.reading.links(statement)[1:] if inside else ()
        return self.words(span, chain, html=html)

    def _is_piece(self, statement: Statement) -> bool:
        """Whether a statement is a few words from the middle of a sentence."""
        words = self.reading.words(statement.span)
        return words[:1].islower() and len(words.split()) <= _PIECE and statement.span.document in self.reading.document

    def _whole(self, statement: Statement) -> QuotedWords:
        """A statement's sentence, its own words marked."""
        document, span = self.reading.document[statement.span.document], statement.span
        own = document.text[span.start : span.end].rstrip(" .!?")  # its full stop is the sentence's
        around = self.reading.surroundings(replace(span, end=span.start + len(own)), _MOST_SENTENCE)
        marks = [Mark(span.start, span.start + len(own), "value", tag="mark")]
        html = marked_up(document.text, around.start, around.end, marks)
        return self.words(span, self.reading.links(statement)[1:], statement.id, html)

    def words(
        self, span: Span, chain: tuple[str, ...] = (), anchor: str = "", html: Markup | None = None
    ) -> QuotedWords:
        """The words of a span, with the report they stand in and a link to where it prints them."""
        reading = self.reading
        document = reading.document.get(span.document)
        printed = document is not None and span.start < self.limit
        link = self.places.words(span.document, anchor or self.anchor(span)) if printed else ""
        text = html if html is not None else Markup.escape(without_loose_stops(line(reading.words(span), 420)))
        when = self.date(document) if document and to_the_day(document) else ""
        return QuotedWords(reading.outlet(span.document), when, text, chain, link, span.document in reading.copied)

    def wording(self, quotation: Quotation, differing: Sequence[tuple[str, Span | None]] = ()) -> QuotedWords:
        """A quotation's words, with those marked that differ from other wordings: each as it is printed and where; of
        a record that does not say where, those that stand there once."""
        document, inner = self.reading.document.get(quotation.span.document), quotation.inner
        text = document.text if document is not None else ""
        end = _word_end(text, inner.start, inner.end, _MOST_SPOKEN)
        marks = [Mark(span.start, span.end, "differs", tag="mark") for _, span in differing if span is not None]
        marks += differing_words(text, inner.start, end, [words for words, span in differing if span is None])
        html = marked_up(text, inner.start, end, dict.fromkeys(marks)) + ("…" if end < inner.end else "")
        attribution = self.reading.attribution.get(quotation.attribution) if quotation.attribution else None
        outlet = self.reading.outlet(quotation.span.document)
        chain = self.reading.above(self.reading.enclosing(attribution), outlet) if attribution else ()
        return self.words(inner, chain, quotation.id, html)

    def anchor(self, span: Span) -> str:
        """The name of a place on the page."""
        return f"{span.document}-{span.start}"

    def report_link(self, document: DocumentId) -> str:
        """The address of a report's text; '' where it is not printed."""
        return self.places.report(document)

    def date(self, document: Document) -> str:
        """When a report appeared, as a reader would say it."""
        return self.reading.appeared(document)


def _word_end(text: str, start: int, end: int, most: int) -> int:
    """Where a stretch is cut that is longer than ``most`` characters: behind a word."""
    if end - start <= most:
        return end
    head = text[start : start + most].rstrip().rpartition(" ")[0]
    return start + (len(head) if len(head) > most // 2 else most)


def together(words: Sequence[QuotedWords]) -> tuple[QuotedWords, ...]:
    """Words that stand alike in several reports once, with the other reports named."""
    merged: dict[tuple[str, tuple[str, ...]], QuotedWords] = {}
    for one in words:
        key = (" ".join(str(one.html).split()).casefold().strip(" .,"), one.chain)
        first = merged.setdefault(key, one)
        if first is not one:
            name = f"{one.outlet} (a copy)" if one.copied else one.outlet
            merged[key] = replace(first, also=(*first.also, (name, one.link)))
    return tuple(merged.values())
