"""Stale figures: a copy that repeats an older toll in words of its source, while a newer one is known.

Two ways: a report gives one figure first and an older one further down, in words that it has from an earlier report
(the lead says 17 dead, the paragraph from the morning says 9); or a copy is published after another report has given
more, and still has what its source had.  Nobody but the source stands behind the older figure, so the two do not
contradict each other.  Only tolls, which rise, and only figures of one attribute and scope by the model of the table of
facts.  Left out: reports that set the older figure against the newer themselves, which is an update that they tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.data import Conflict, DocumentId, content_id
from firsthand.lexicon import entry_set
from firsthand.relate.conflicts.comparison import RISING, before
from firsthand.relate.derivation import Families, Link
from firsthand.relate.facts import GivenValue
from firsthand.relate.facts.comparability import comparable_probability
from firsthand.relate.facts.figures import one_figure
from firsthand.relate.origins import report_label
from firsthand.relate.pile import Pile
from firsthand.words import normal

_ONE_THING = 0.5
"""Probability from which the older and the newer figure are of one attribute, event and scope."""
_MOST = 24
"""Figures of one report that are looked at."""
_MOST_PAIRS = 200
"""Copies and their sources that are looked at."""


@dataclass(frozen=True, slots=True)
class _Stale:
    """An older figure in a copy, where the source has it, and the newer one."""

    copy: GivenValue
    source: GivenValue
    newer: GivenValue


def stale_figures(
    pile: Pile, documents: Sequence[DocumentId], families: Families, given: Iterable[GivenValue]
) -> Iterator[Conflict]:
    """One conflict for each figure of a copy that was superseded when the copy appeared; ``given`` are the story's
    values."""
    pairs = [pair for pair in families.among(documents) if pair in families.links and families.links[pair].known]
    pairs = pairs[:_MOST_PAIRS]
    if not pairs:
        return
    held: defaultdict[DocumentId, list[GivenValue]] = defaultdict(list)
    for one in given:
        value = one.value
        if value.attribute in RISING and not value.part and not value.more and len(held[one.document]) < _MOST:
            held[one.document].append(one)
    told: set[tuple[DocumentId, int]] = set()
    for pair in pairs:
        for stale in _of_link(pile, families, families.links[pair], held):
            place = stale.copy.document, stale.copy.value.span.start
            if place not in told:
                told.add(place)
                yield _conflict(pile, stale)


def _of_link(pile: Pile, families: Families, link: Link, held: dict[DocumentId, list[GivenValue]]) -> Iterator[_Stale]:
    """What a copy has from its source and should have known better."""
    for copy in held.get(link.child, ()):
        source = next((one for one in held.get(link.parent, ()) if _taken(link, one, copy)), None)
        if source is None or _knows(pile, copy):
            continue
        newer = next((one for one in held[link.child] if _leads(one, copy) and _supersedes(one, source)), None)
        if newer is None:
            newer = next(
                (
                    one
                    for name in sorted(held)
                    if families.between(name, link.child) is None and families.between(name, link.parent) is None
                    for one in held[name]
                    if _between(pile, source, one, copy) and _supersedes(one, source)
                ),
                None,
            )
        if newer is not None and not any(one_figure(one.value, newer.value) for one in held[link.parent]):
            yield _Stale(copy, source, newer)


def _taken(link: Link, source: GivenValue, copy: GivenValue) -> bool:
    """Whether two values are one figure of one attribute in aligned words."""
    return (
        source.value.attribute == copy.value.attribute
        and one_figure(source.value, copy.value)
        and any(a.overlaps(source.value.span) and b.overlaps(copy.value.span) for a, b in link.passages)
    )


def _leads(newer: GivenValue, copy: GivenValue) -> bool:
    return newer.value.sentence < copy.value.sentence


def _supersedes(newer: GivenValue, older: GivenValue) -> bool:
    """Whether a figure is higher and of the same thing; that the report has the older one too says nothing here."""
    a, b = newer.value, older.value
    if a.attribute != b.attribute or a.kind != b.kind or a.low <= b.high or one_figure(a, b):
        return False
    alone = replace(newer, others=tuple(one for one in newer.others if not one_figure(one, b)))
    return comparable_probability(alone, older) >= _ONE_THING


def _between(pile: Pile, source: GivenValue, newer: GivenValue, copy: GivenValue) -> bool:
    """Whether the newer figure was published after the source and before the copy, by days."""
    first, middle, last = (pile.statement[one.value.statement] for one in (source, newer, copy))
    return before(pile, first, middle) and before(pile, middle, last)


def _knows(pile: Pile, copy: GivenValue) -> bool:
    """Whether the words around the older figure say that it is one."""
    span = copy.value.span
    around = pile.sentence_at(span)
    said = set(normal(pile.document[span.document].text[around.start : around.end]).split()) if around else set()
    return copy.set_against or bool(said & (entry_set("update_words") | entry_set("older_words")))


def _conflict(pile: Pile, one: _Stale) -> Conflict:
    rows = sorted(
        {(given.value.span, given.value.statement): given for given in (one.newer, one.copy, one.source)}.items()
    )
    copy, source, newer = (report_label(pile, given.document) for given in (one.copy, one.source, one.newer))
    old, new = _words(pile, one.copy), _words(pile, one.newer)
    why = (
        f"{copy} gives “{new}” first and repeats “{old}” further down, in words that it has from {source}"
        if one.newer.document == one.copy.document
        else f"{copy} repeats “{old}” from {source}, although {newer} had given “{new}” before it"
    )
    names = tuple(given.value.statement for _, given in rows)
    return Conflict(
        id=content_id("k", "stale", *names),
        kind="number",
        judgement="stale",
        statements=names,
        values=tuple(_words(pile, given) for _, given in rows),
        reason=why,
        steps=("stale_figures",),
        spans=tuple(given.value.span for _, given in rows),
    )


def _words(pile: Pile, given: GivenValue) -> str:
    return " ".join(pile.words(given.value.span).split())
