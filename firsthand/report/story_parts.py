"""Whether a story may hold several events: groups of reports that share no claim which is surely one.

Two quakes, two launches or two trials are told in the same words, so that their reports may be sorted into one story;
but they share no fact.  Reports are joined where they have a firmly joined claim in common (``firm_joins``) or where
one text is from the other.  Groups of two reports or more that stay apart may be of several events, or of two sides
that never tell the same: the report says so and does not decide.  Left out: single reports, which often have only
their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.components import Components
from firsthand.data import DocumentId, Story
from firsthand.report.open_record import OpenRecord
from firsthand.report.phrasing import count, line
from firsthand.words import listed

_FEWEST, _SHARE = 2, 50
"""Reports of a group at least, and in a large story at least this part of them (a fiftieth): some two of many reports
always stay apart."""
_TOLD = 3
"""Groups that are named."""


def groups_apart(reading: OpenRecord, story: Story) -> tuple[tuple[DocumentId, ...], ...]:
    """Groups of two reports or more that share no firm claim with each other, the largest first; none for one group.
    In a story of more than a hundred reports a group that is small beside them counts only where no group has most of
    the reports: then the pile is of many stories."""
    held: Components[DocumentId] = Components(story.documents)
    known = frozenset(story.documents)
    for claim in reading.shared(story):
        firm = reading.firm_statements(claim)
        told = [one.span.document for one in reading.statements_of(claim) if one.id in firm]
        _join(held, [one for one in told if one in known])
    for derived in reading.derivations:
        _join(held, [one for one in (derived.a, derived.b) if one in known])
    groups = [tuple(sorted(group)) for group in held.groups() if len(group) >= _FEWEST]
    if 2 * max(map(len, groups), default=0) > sum(map(len, groups)):
        groups = [one for one in groups if len(one) * _SHARE >= len(story.documents)]
    return tuple(sorted(groups, key=lambda one: (-len(one), one))) if len(groups) > 1 else ()


def _join(held: Components[DocumentId], reports: Sequence[DocumentId]) -> None:
    for other in reports[1:]:
        held.join(reports[0], other)


def parts_in_words(reading: OpenRecord, parts: Sequence[Sequence[DocumentId]]) -> str:
    """As "may tell of several events: 5 reports (“Quake hits Korrel”) and 4 reports (“Second quake in a week”) share no
    claim that is surely one"; of more than three groups the largest are named."""
    told = [f"{count(len(part), 'report')} (“{_title(reading, part)}”)" for part in parts[:_TOLD]]
    if len(parts) > _TOLD:
        told.append(f"{len(parts) - _TOLD:,} smaller {'group' if len(parts) == _TOLD + 1 else 'groups'}")
    return f"may tell of several events: {listed(told)} share no claim that is surely one"


def _title(reading: OpenRecord, part: Sequence[DocumentId]) -> str:
    """The first title of a group's reports, else the words with which one begins."""
    return line(next((one.title for id_ in part if (one := reading.document[id_]).title), reading.title(part[0])), 70)
