"""Where a rewrite departs from its original by whole sentences: voices that it leaves out, judgements that it adds.

Only for a rewrite that retells its original sentence by sentence; a report that merely draws on another leaves out and
adds what it likes.  A voice is left out where nothing in the rewrite answers its statement and nothing names it, an
outlet that somebody spoke to where nothing names it, and only a name whose characters stand in the original is said to
be left out; a judgement is added where it stands in the rewrite's own voice
and answers nothing.  Left out: facts without a source that are left out, which every summary does, and facts that are
added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.comparable.lemmas import mass
from firsthand.data import Attribution, DocumentId, Entity, Statement, StatementId
from firsthand.relate.claims import Likeness
from firsthand.relate.conflicts.drift.changes import Change
from firsthand.relate.conflicts.drift.cited_words import cited
from firsthand.relate.origins.attributed_to import core, is_named, who_says
from firsthand.relate.pile import Pile
from firsthand.words import listed, normal

_RETOLD = 0.5
"""Share of the rewrite's statements that answer one of the original's, from which it retells it."""
_TOLD = 0.55
"""Cosine from which a statement is told somewhere, in whatever words …"""
_HELD = 0.4
"""… and the share of its weight that another holds."""
_BRIEF = 0.7
"""Share of the original's statements that a rewrite has at least which says something by what it leaves out."""
_VOICES = frozenset({"person", "institution", "group", "outlet", "document"})

Departure = tuple[Change, tuple[tuple[StatementId, str], ...]]
"""What was done, and the statements that show it with what each says."""


def departures(
    pile: Pile, likeness: Likeness, parent: DocumentId, child: DocumentId, answered: Sequence[tuple[int, int]]
) -> Iterator[Departure]:
    """What the rewrite leaves out and adds, as one departure each."""
    mine = [n for n, s in enumerate(likeness.statements) if s.span.document == parent]
    theirs = [n for n, s in enumerate(likeness.statements) if s.span.document == child]
    if likeness.rows is None or len(answered) < _RETOLD * len(theirs):
        return
    brief = len(theirs) < _BRIEF * len(mine)  # for want of room; whom it has the news from it may still say
    taken, told = {i for i, _ in answered}, {j for _, j in answered}
    lost: dict[str, int] = {}
    retold = normal(pile.document[child].text)
    for i in mine:
        source = _voice(pile, likeness.statements[i])
        if brief and source is not None and source.source_kind != "outlet":
            continue
        if i not in taken and source is not None and _is_lost(pile, likeness, i, theirs, source, retold):
            lost.setdefault(who_says(pile, source), i)
        for outlet in _told_to(pile, likeness.statements[i]):
            if not any(normal(name) in retold for name in (outlet.name, *outlet.aliases)):
                lost.setdefault(outlet.name, i)
    lost = {who: i for who, i in lost.items() if cited(pile, likeness.statements[i], who) is not None}
    if lost:
        ordered = sorted(lost.items(), key=lambda one: one[1])
        after = _goes_on(answered, ordered[0][1])
        shown = [(likeness.statements[i].id, who) for who, i in ordered]
        shown += [(likeness.statements[after].id, "left out")] if after is not None else []
        yield ("actor", "", "", f"leaves out what the original has from {listed(list(lost))}"), tuple(shown)
    added = [
        j
        for j in theirs
        if j not in told and _judges(likeness.statements[j]) and not _told(likeness, j, mine)
    ]  # fmt: skip
    if added:
        before = _goes_on([(j, i) for i, j in answered], added[0])
        shown = [(likeness.statements[j].id, "added") for j in added]
        shown += [(likeness.statements[before].id, "not said")] if before is not None else []
        yield ("modality", "", "", "adds judgements of its own that the original does not make"), tuple(shown)


def _voice(pile: Pile, statement: Statement) -> Attribution | None:
    """Who speaks or acts in a statement, as far as it says."""
    return next((one for one in reversed(pile.chain_of(statement)) if one.source_kind in _VOICES), None)


def _told_to(pile: Pile, statement: Statement) -> Iterator[Entity]:
    """The outlets that somebody told a statement to."""
    for one in pile.chain_of(statement):
        outlet = pile.entity.get(one.given_to) if one.given_to else None
        if outlet is not None and outlet.kind == "outlet":
            yield outlet


def _goes_on(answered: Sequence[tuple[int, int]], at: int) -> int | None:
    """The other text's statement that answers the last one before ``at``, or else the first after it."""
    before = [pair for pair in answered if pair[0] < at]
    after = [pair for pair in answered if pair[0] > at]
    return max(before)[1] if before else min(after)[1] if after else None


def _is_lost(  # noqa: PLR0913, PLR0917 (a statement, and the rewrite as statements and as words)
    pile: Pile, likeness: Likeness, i: int, theirs: Sequence[int], source: Attribution, retold: str
) -> bool:
    """Whether nothing in the rewrite answers a statement, and nothing in its words, ``retold``, names its source."""
    if not is_named(pile, source) or _told(likeness, i, theirs):
        return False
    entity = pile.entity.get(source.source_entity) if source.source_entity else None
    names = [entity.name, *entity.aliases] if entity else []
    last = [word for word in normal(source.description).split() if word in core(normal(source.description))][-1:]
    return not any(normal(name) in retold for name in (*names, *last))


def _told(likeness: Likeness, n: int, others: Sequence[int]) -> bool:
    """Whether one of the other text's statements may tell what this one does."""
    weight = mass(likeness.items[n].lemmas)
    return any(
        likeness.cosine(n, other) >= _TOLD
        or (weight and mass(likeness.items[n].lemmas & likeness.items[other].lemmas) >= _HELD * weight)
        for other in others
    )


def _judges(statement: Statement) -> bool:
    return statement.modality == "evaluated" and not statement.chain
