"""Gathering: the values that the reports of a story give, each with its source and its place among its report's own.

Left out: values of furniture and titles, which no statement holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from firsthand.comparable import ReportedValue
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.value_frame import turning_words
from firsthand.data import DocumentId, Statement, StatementId
from firsthand.lexicon import entry_set
from firsthand.relate.derivation import Families
from firsthand.relate.facts.comparability import GivenValue
from firsthand.relate.pile import Pile
from firsthand.words import normal

_AROUND = 60
"""Letters before a figure in which it may be called another one."""
_JOINT = 24
"""Letters between two values that are a row: "10 soldiers and two local civilians"."""
_OTHERS = 400
"""Values of one attribute of a report that are held against each other."""
_Told = tuple[Sequence[int], Mapping[int, Sequence[Statement]]]


def gathered(pile: Pile, documents: Iterable[DocumentId]) -> list[GivenValue]:
    """Every value of the documents, in the order of the documents and their texts."""
    made: list[GivenValue] = []
    for document in documents:
        held = pile.comparable.get(document)
        if held is not None:
            made += _of_report(pile, document, held.values)
    return made


def _of_report(pile: Pile, document: DocumentId, values: tuple[ReportedValue, ...]) -> list[GivenValue]:
    by_attribute: defaultdict[str, list[ReportedValue]] = defaultdict(list)
    beside: defaultdict[tuple[str, object], list[ReportedValue]] = defaultdict(list)
    for one in values:
        by_attribute[one.attribute].append(one)
        beside[one.attribute, one.sentence].append(one)
    told = _by_sentence(pile, document)
    made = []
    for one in values:
        first = next((v for v in by_attribute[one.attribute] if not v.part and not v.more), None)
        made.append(
            GivenValue(
                document=document,
                value=one,
                source=source_words(pile, one.statement),
                first=first is one,
                row=any(_side_by_side(pile, one, v) for v in beside[one.attribute, one.sentence] if v is not one),
                in_parts=_told_in_parts(pile, told, one),
                set_against=_set_against(pile, one),
                others=tuple(v for v in by_attribute[one.attribute][:_OTHERS] if v is not one),
            )
        )
    return made


def _side_by_side(pile: Pile, one: ReportedValue, other: ReportedValue) -> bool:
    """Whether two wholes are set side by side: "10 soldiers and two civilians"."""
    if one.part or other.part or one.sentence != other.sentence:
        return False
    first, second = sorted((one.span, other.span))
    between = pile.document[first.document].text[first.end : second.start]
    return 0 <= second.start - first.end <= _JOINT and bool(
        {"and", "plus"} & set(normal(between).split()) or "," in between
    )


def _by_sentence(pile: Pile, document: DocumentId) -> _Told:
    """The report's sentences, and the statements that begin in each, by its place among them."""
    analysis = pile.analysis[document]
    starts = [one.start for one in analysis.sentences]
    held: defaultdict[int, list[Statement]] = defaultdict(list)
    for statement in analysis.statements:
        held[bisect_right(starts, statement.span.start) - 1].append(statement)
    return starts, held


def _told_in_parts(pile: Pile, told: _Told, one: ReportedValue) -> bool:
    """Whether the sentence tells another toll of the kind: "eight died in the city, and a man in a village"."""
    held = pile.compared.get(one.statement)
    kinds = event_classes(held.proposition.heads) & TOLLS if held is not None else frozenset()
    starts, statements = told
    return bool(kinds) and any(
        not other.numbers
        and not other.span.overlaps(one.span)
        and other.id in pile.compared
        and bool(event_classes(pile.compared[other.id].proposition.heads) & kinds)
        for other in statements.get(bisect_right(starts, one.span.start) - 1, ())
        if other.id != one.statement
    )


def _set_against(pile: Pile, one: ReportedValue) -> bool:
    """Whether the words around a figure say that it is another one: "gave a lower toll of 17"."""
    text = pile.document[one.span.document].text
    return bool(turning_words("against").search(text, max(0, one.span.start - _AROUND), one.span.end + _AROUND))


def source_words(pile: Pile, statement: StatementId) -> frozenset[str]:
    """The words that name who says a statement, innermost first; none in the report's own voice."""
    held = pile.statement.get(statement)
    for last in reversed(pile.chain_of(held)) if held is not None else ():
        if last.source_kind in ("own_voice", "unknown"):
            continue
        entity = pile.entity.get(last.source_entity) if last.source_entity else None
        names = [last.description, *((entity.name,) if entity is not None else ())]
        found = frozenset(word for one in names for word in normal(one).split()) - entry_set("function_words")
        if found:
            return found
    return frozenset()


def one_text(pile: Pile, families: Families, one: GivenValue, other: GivenValue) -> bool:
    """Whether two values stand in one report, or in words that one report has from the other or both from a third."""
    if one.document == other.document:
        return True
    a, b = pile.statement[one.value.statement], pile.statement[other.value.statement]
    return families.joined(a, b) is not None


def family(families: Families, statement: Statement) -> DocumentId:
    """The report that a statement's words come from, as far as is known; its own where they come from nowhere else."""
    at, seen = statement.span.document, {statement.span.document}
    words = statement.span
    while True:
        taken = (
            (link.parent, theirs)
            for link in families.parents.get(at, ())
            for theirs, ours in link.passages
            if ours.overlaps(words) and link.parent not in seen
        )
        found = min(taken, default=None)
        if found is None:
            return at
        at, words = found
        seen.add(at)
