"""Comparable: what is compared of one report, read once; nothing else of its parse reaches ``relate``.

In: a document, its analysis and its parse.
Out: a ``Comparable``: the ``Reading`` that texts are compared by, and of each statement a ``Proposition`` (with a
``CountFrame`` for each number), its ``Predication``, its ``Wording`` and its ``EventGrammar``; and every
``ReportedValue``, a number with the attribute that it is a value of.
May import: ``data``, ``dates``, ``grammar``, ``lexicon``, ``names``, ``words``.
Doors: ``clock_times``, ``count_frame``, ``credit_lines``, ``event_words``, ``fingerprints``, ``lemmas``,
``fates``, ``pointing_nouns``, ``predicates``, ``predication``, ``proposition``, ``reading``, ``unit_classes``,
``value_frame``.

``relate`` also asks the modules here what two such values have in common.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.comparable.count_frame import CountFrame
from firsthand.comparable.event_words import EventGrammar, EventWords, event_grammar, event_words
from firsthand.comparable.pointing_nouns import PointingNouns
from firsthand.comparable.predication import Predication, predication
from firsthand.comparable.proposition import Proposition, placed, proposition
from firsthand.comparable.reading import ComparedSentence, Reading, read_report
from firsthand.comparable.reported_values import reported_values
from firsthand.comparable.value_frame import ReportedValue
from firsthand.comparable.wording import Wording, tidy, wording_of
from firsthand.data import Analysis, Document, DocumentId, StatementId
from firsthand.grammar import Parsed

__all__ = [
    "Comparable",
    "ComparedSentence",
    "ComparedStatement",
    "CountFrame",
    "EventGrammar",
    "EventWords",
    "Predication",
    "Proposition",
    "Reading",
    "ReportedValue",
    "Wording",
    "comparable",
    "tidy",
]


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """One statement as it is compared."""

    id: StatementId
    proposition: Proposition
    predication: Predication
    wording: Wording
    event: EventGrammar


@dataclass(frozen=True, slots=True)
class Comparable:
    """What is compared of one report; ``statements`` run parallel to those of its analysis, ``values`` stand in text
    order."""

    document: DocumentId
    reading: Reading
    statements: tuple[ComparedStatement, ...]
    times: EventWords
    values: tuple[ReportedValue, ...] = ()


def comparable(document: Document, analysis: Analysis, parsed: Parsed) -> Comparable:
    """All of one report that is compared with other reports: a pure function of the report."""
    attributions = {one.id: one for one in analysis.attributions}
    made, pointing = [], PointingNouns(parsed)
    for statement in analysis.statements:
        found = placed(parsed, statement)
        made.append(
            ComparedStatement(
                id=statement.id,
                proposition=proposition(parsed, statement, found),
                predication=predication(parsed, statement, found, attributions),
                wording=wording_of(
                    parsed, statement, found, attributions, analysis.quotations, analysis.statements, pointing
                ),
                event=event_grammar(parsed, analysis, statement, attributions),
            )
        )
    return Comparable(
        document.id,
        read_report(document, analysis, parsed),
        tuple(made),
        event_words(parsed, analysis),
        reported_values(parsed, analysis),
    )
