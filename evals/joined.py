"""Joined statements that readers parted: which statements that the program joins, or nearly, say one thing?

``joined_statements.json`` holds groups of statements of whole stories (report, start, end, part): the program's own
groups with the nearest outside them, in an order that tells nothing.  Two statements are of one part where an editor
would count both reports as carrying one claim.  What the program never brought near is not among them, so they measure
how clean claims are and never how full; and the judge of joins has learnt from these stories.  *Firm* claims are those
whose wordings firm joins hold together in two reports or more: what a first screen may show.  One is right where no two
of its labelled wordings are of two parts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from firsthand.data import Document, DocumentId, Record, Span, Statement, StatementId
from firsthand.firm_joins import firmly_held
from firsthand.relate.claims import Likeness

_FILE = Path(__file__).with_name("joined_statements.json")
_MOST = 0.8
"""Share of the longer of two spans that they have in common where they are one statement."""

Group = Sequence[tuple[Span, int]]
"""Statements, documents by the id given, and the part of each."""


@cache
def labelled_stories() -> Mapping[str, tuple[Group, ...]]:
    """The groups of each story."""
    told = json.loads(_FILE.read_text(encoding="utf-8"))["stories"]
    return {
        name: tuple(tuple((Span(DocumentId(d), start, end), part) for d, start, end, part in group) for group in groups)
        for name, groups in told.items()
    }


def labelled_pairs(name: str, likeness: Likeness) -> Iterator[tuple[int, int, bool]]:
    """Pairs of one group and two reports, by their numbers in ``likeness``, and whether they are of one part."""
    at = _by_report(likeness.pile.documents, likeness.statements)
    seen: set[tuple[int, int]] = set()
    for group in labelled_stories().get(name, ()):
        found = [(number, part) for span, part in group for number in _standing(span, at[span.document])]
        for (i, part), (j, other) in combinations(found, 2):
            pair = (min(i, j), max(i, j))
            if likeness.statements[i].span.document != likeness.statements[j].span.document and pair not in seen:
                seen.add(pair)
                yield *pair, part == other


def _by_report(
    documents: Iterable[Document], statements: Iterable[Statement]
) -> defaultdict[DocumentId, list[tuple[Span, int]]]:
    """Where each report's statements stand, with their numbers; reports by the id given."""
    given = {one.id: DocumentId(one.source_id) for one in documents}
    at: defaultdict[DocumentId, list[tuple[Span, int]]] = defaultdict(list)
    for number, one in enumerate(statements):
        at[given[one.span.document]].append((one.span, number))
    return at


def _standing(span: Span, held: Sequence[tuple[Span, int]]) -> list[int]:
    """The number of the statement that stands there, if one does."""
    best = max(held, key=lambda one: (_common(span, one[0]), -one[1]), default=None)
    return [best[1]] if best and _common(span, best[0]) >= _MOST else []


def _common(a: Span, b: Span) -> float:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / max(1, a.end - a.start, b.end - b.start)


def firm_claims(name: str, record: Record) -> tuple[int, int]:
    """How many firm claims of a story have labelled wordings of two reports, and how many of these are right."""
    report = {one.id: one.span.document for one in record.statements}
    at = _by_report(record.documents, record.statements)
    labels: list[dict[StatementId, int]] = [
        {record.statements[n].id: part for span, part in group for n in _standing(span, at[span.document])}
        for group in labelled_stories().get(name, ())
    ]
    shown = right = 0
    for claim in record.claims:
        firm = firmly_held(claim.statements, claim.joins, report)
        told = [{one: parts[one] for one in firm if one in parts} for parts in labels]
        told = [one for one in told if len({report[statement] for statement in one}) > 1]
        shown += bool(told)
        right += bool(told) and all(len(set(one.values())) == 1 for one in told)
    return shown, right
