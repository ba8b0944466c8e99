"""What a rewrite or a copy changes in what it takes over, leaves out and adds.

Statements that answer each other (``statement_alignment``) are compared (``changes``), and the words of sentences
(``edited_facts``, ``edited_words``); where a rewrite retells its
original, so is what it leaves out and adds (``omissions``).  The judgement is always ``drift``: a copy is no witness
against its original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand import trail
from firsthand.data import Conflict, ConflictKind, Derivation, DocumentId, Span, StatementId, content_id
from firsthand.relate.claims import compare
from firsthand.relate.conflicts.comparison import nearest_statement
from firsthand.relate.conflicts.drift.changes import CHECKS, Change, still_given
from firsthand.relate.conflicts.drift.cited_words import LOST, cited
from firsthand.relate.conflicts.drift.edited_facts import edited_facts
from firsthand.relate.conflicts.drift.edited_words import edited_words
from firsthand.relate.conflicts.drift.omissions import departures
from firsthand.relate.conflicts.drift.statement_alignment import answers
from firsthand.relate.derivation import OF_ONE_TEXT, Families, Link
from firsthand.relate.origins import report_label
from firsthand.relate.pile import Pile

_MOST = 4
"""Sentences that one conflict shows to have been changed alike."""
_MOST_DEPARTURES = 8
"""Statements that one conflict shows to have been left out or added."""

_Shown = tuple[tuple[StatementId, str], ...]
"""Statements, each with what it says."""


def drifts(pile: Pile, derivations: Sequence[Derivation]) -> Iterator[Conflict]:
    """Every change of weight between originals and what was derived from them."""
    families = Families(derivations)
    # originals first: what a copy of a copy changes against both is told once
    links = sorted(
        families.links.items(), key=lambda one: (not one[1].known, bool(families.parents.get(one[0][0])), one[0])
    )
    told: set[tuple[StatementId, ConflictKind]] = set()
    edited: set[tuple[StatementId, str, str]] = set()
    between: defaultdict[frozenset[DocumentId], list[Derivation]] = defaultdict(list)
    for one in derivations:
        between[frozenset((one.a, one.b))].append(one)
    against: defaultdict[DocumentId, list[DocumentId]] = defaultdict(list)
    for (parent, child), link in links:
        if any(_one_text(families, parent, other) for other in against[child]):
            continue  # a copy of what the child was compared with already tells no more
        against[child].append(parent)
        if link.known and link.relation != "same_text":
            yield from _between(pile, link, between[frozenset((parent, child))], told)
        if (link.known or link.relation in OF_ONE_TEXT) and trail.taken("drift.edited_facts"):
            yield from _edited(pile, link, told, edited)
        if trail.taken("drift.edited_words"):
            yield from _reworded(pile, link, edited)


def _one_text(families: Families, a: DocumentId, b: DocumentId) -> bool:
    link = families.between(a, b)
    return link is not None and link.relation in OF_ONE_TEXT


def _between(
    pile: Pile, link: Link, derivations: Sequence[Derivation], told: set[tuple[StatementId, ConflictKind]]
) -> Iterator[Conflict]:
    """What one report changes in what it takes from another, by the link and derivations of the two; ``told`` are the
    changes of statements that are shown already."""
    parent, child = link.parent, link.child
    ordered = sorted(
        (
            one
            for name in (parent, child)
            for one in pile.analysis[name].statements
            if not pile.compared[one.id].wording.in_title
        ),
        key=lambda s: (s.span, s.id),
    )
    likeness, near = compare(pile, ordered, derivations, ())
    answered = answers(likeness, link, near)
    changes: defaultdict[Change, list[tuple[StatementId, StatementId]]] = defaultdict(list)
    steps: dict[Change, str] = {}
    sourced: list[Span] = []
    for i, j in sorted(answered, key=lambda one: (likeness.statements[one[1]].span, one)):
        pair = likeness.pair(i, j)
        checked = ((step, check(pair)) for step, check in CHECKS.items() if trail.taken(step))
        step, change = next(((step, found) for step, found in checked if found is not None), ("", None))
        copy = pair.other.id
        lost = change is not None and step == "drift.source" and change[2] == "no source"
        if lost and (any(span.contains(pair.other.span) for span in sourced) or still_given(pair, answered)):
            sourced.append(pair.other.span)
            continue
        if change is not None and (copy, change[0]) not in told:
            told.add((copy, change[0]))
            changes[change].append((pair.one.id, copy))
            steps.setdefault(change, step)
    for change, pairs in changes.items():
        _, before, after, _ = change
        held = [(i, j) for i, j in pairs if after not in LOST or cited(pile, pile.statement[i], before) is not None]
        shown = tuple(one for i, j in held[:_MOST] for one in ((i, before), (j, after)))
        if shown:
            yield _conflict(pile, link, change, shown, steps[change])
    if link.relation == "rewrite":
        for change, shown in departures(pile, likeness, parent, child, answered):
            yield _conflict(pile, link, change, shown[:_MOST_DEPARTURES], "drift.omissions")


def _edited(
    pile: Pile,
    link: Link,
    told: set[tuple[StatementId, ConflictKind]],
    edited: set[tuple[StatementId, str, str]],
) -> Iterator[Conflict]:
    """Facts that are changed by a word or two, where no check of statements has told of the change.  ``edited`` are the
    changes that are shown already: what a copy passes on to its own copies is told once, and so is what one of two
    copies changed of which nobody knows the earlier one."""
    for one in edited_facts(pile, link):
        shown: dict[StatementId, tuple[StatementId, Span, Span]] = {}
        for before, after in one.places:
            mine, theirs = nearest_statement(pile, before), nearest_statement(pile, after)
            if mine is None or theirs is None or (theirs.id, one.kind) in told:
                continue
            both = {(mine.id, one.before, one.after), (theirs.id, one.after, one.before)}
            if not both & edited:
                shown.setdefault(theirs.id, (mine.id, before, after))
            edited |= both
        if not shown:
            continue
        places = [
            place
            for copy, (original, before, after) in list(shown.items())[:_MOST]
            for place in ((original, before), (copy, after))
        ]
        change = one.kind, one.before, one.after, _says(pile, link, one.before, one.after)
        yield _edit_conflict(change, places, "drift.edited_facts")


def _reworded(pile: Pile, link: Link, edited: set[tuple[StatementId, str, str]]) -> Iterator[Conflict]:
    """Words that a near copy changes, but for those that are shown already."""
    for alike in edited_words(pile, link):
        rows: list[tuple[StatementId, Span, Span]] = []
        for one in alike[:_MOST]:
            spans = one.spans()
            held = nearest_statement(pile, spans[0]), nearest_statement(pile, spans[1])
            mine, theirs = (" ".join(pile.words(span).split()) for span in spans)
            if held[0] is None or held[1] is None:
                continue
            both = {(held[0].id, mine, theirs), (held[1].id, theirs, mine)}
            if not both & edited:
                shown = one.surrounded()
                rows += [(held[0].id, shown[0], spans[0]), (held[1].id, shown[1], spans[1])]
            edited |= both
        if not rows:
            continue
        before, after = (" ".join(pile.words(rows[n][1]).split()) for n in (0, 1))
        places = [(name, span) for name, span, _ in rows]
        change: Change = "wording", before, after, _says(pile, link, before, after)
        differing = tuple((span,) if span.start < span.end else () for *_, span in rows)
        yield replace(_edit_conflict(change, places, "drift.edited_words"), differing=differing)


def _says(pile: Pile, link: Link, before: str, after: str) -> str:
    """What one text says where the other has other words, or none."""
    parent, child = report_label(pile, link.parent), report_label(pile, link.child)
    if not link.known:
        return f"{parent} and {child} print one text: the one says “{before}”, the other “{after}”"
    if not before:
        return f"{child} is taken from {parent} and adds “{after}”"
    return f"{child} is taken from {parent} and says “{after}” where the original says “{before}”"


def _edit_conflict(change: Change, places: Sequence[tuple[StatementId, Span]], step: str) -> Conflict:
    """One edit, made in one sentence or in several: a place of the original and one of the copy, in turn."""
    kind, before, after, why = change
    statements = tuple(name for name, _ in places)
    return Conflict(
        id=content_id("k", "drift", kind, *statements, before, after),
        kind=kind,
        judgement="drift",
        statements=statements,
        values=tuple(value for _ in places[::2] for value in (before or "not said", after)),
        reason=why,
        steps=(step,),
        spans=tuple(span for _, span in places),
    )


def _conflict(pile: Pile, link: Link, change: Change, shown: _Shown, step: str) -> Conflict:
    """One change, made in one sentence or in several, with the characters of what each side says; where a side names no
    words, those of its statement."""
    kind, _, _, why = change
    statements = tuple(name for name, _ in shown)
    said = ((pile.statement[name], value) for name, value in shown)
    return Conflict(
        id=content_id("k", "drift", kind, *statements),
        kind=kind,
        judgement="drift",
        statements=statements,
        values=tuple(value for _, value in shown),
        reason=f"{report_label(pile, link.child)} is taken from {report_label(pile, link.parent)} and {why}",
        steps=(step,),
        spans=tuple(cited(pile, one, value) or one.span for one, value in said),
    )
