"""Where reports disagree: numbers, dates, names, wordings, actors, scope, modality, denials.

Precision first: comparable statements only (alike in everything but the value), a copy never counts as a second vote,
and a later figure or a plan that came true is an update and no contradiction.  Differences between a report and its
copy are drift (``drift``), and so is a source that later reports no longer give (``lost_sources``).  Left out:
disagreements that need knowledge of the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from firsthand import trail
from firsthand.data import Claim, Conflict, StatementId
from firsthand.lexicon import cardinals
from firsthand.relate.claims import StoryCompared
from firsthand.relate.conflicts.answered_charges import answered_charges
from firsthand.relate.conflicts.blamed_parties import blamed_parties
from firsthand.relate.conflicts.denied_claims import denied_claims
from firsthand.relate.conflicts.disagreement import disagreements
from firsthand.relate.conflicts.drift import drifts, losses
from firsthand.relate.conflicts.fact_conflicts import fact_conflicts
from firsthand.relate.conflicts.given_words import twice_given
from firsthand.relate.conflicts.name_variants import namings
from firsthand.relate.conflicts.quote_variants import wordings
from firsthand.relate.conflicts.renderings import quoted_renderings
from firsthand.relate.conflicts.stale_figures import stale_figures
from firsthand.relate.derivation import Families
from firsthand.relate.facts import StoryFacts
from firsthand.relate.facts.gathering import gathered
from firsthand.relate.pile import Pile, StoryPile
from firsthand.words import normal


def quotation_conflicts(pile: Pile, families: Families) -> Iterator[Conflict]:
    """Where reports quote one utterance in other words, or give the same words to two people."""
    quoted = quoted_renderings(pile)
    yield from wordings(pile, families, quoted)
    yield from twice_given(pile, families, quoted)


def story_conflicts(
    story: StoryPile,
    compared: StoryCompared,
    families: Families,
    claims: Sequence[Claim],
    facts: StoryFacts | None = None,
) -> Iterator[Conflict]:
    """The conflicts of one story, but for those of quotations; ``claims`` and ``facts`` are the story's own."""
    pile = compared.likeness.pile
    several = len(story.documents) > 1
    stale: list[Conflict] = []
    if several and trail.taken("stale_figures"):
        given = facts.given if facts is not None else gathered(pile, story.documents)
        stale = list(stale_figures(pile, story.documents, families, given))
    tabled = list(fact_conflicts(pile, families, facts)) if facts is not None and trail.taken("facts") else []
    tabled = [one for one in tabled if not _told_by(one, stale)]
    yield from tabled
    shown = {one.fact for one in tabled}
    told = [
        {name for value in one.values for name in value.statements}
        for one in (facts.facts if facts is not None else ())
        if one.id in shown
    ]
    disputed: set[StatementId] = set()
    for one in disagreements(compared, families, claims):
        if facts is not None and one.kind != "denial" and facts.linked.told_apart(one.statements):
            continue  # two quakes, two companies' results
        if _told_by(one, stale):
            continue
        if one.kind not in ("number", "date") or not any(len(held & {*one.statements}) > 1 for held in told):
            disputed |= {*one.statements} if one.kind == "denial" else set()
            yield one
    yield from _denied_and_blamed(pile, story, disputed)
    if several:
        known = [*stale, *(one for one in tabled if one.judgement == "drift")]
        yield from (one for one in drifts(pile, story.derivations) if not _told_by(one, known))
        yield from losses(pile, families, claims)
        yield from stale
        yield from namings(pile, story.documents, families)


def _told_by(one: Conflict, others: Sequence[Conflict]) -> bool:
    """Whether another conflict tells of the same figures of the same statements, and perhaps of more."""
    return one.kind in ("number", "date") and any(
        one.kind == other.kind and set(one.statements) <= set(other.statements) and _numbers(one) <= _numbers(other)
        for other in others
    )


def _numbers(one: Conflict) -> set[str]:
    """The words of a conflict's values that have a digit or are a number."""
    found = {word for value in one.values for word in normal(value).split()}
    return {word for word in found if any(map(str.isdigit, word)) or word in cardinals()}


def _denied_and_blamed(pile: Pile, story: StoryPile, disputed: set[StatementId]) -> Iterator[Conflict]:
    """Who denies what he is charged with, then what else is said, and who blames whom; each statement in one of these,
    and in none that ``disputed`` holds."""
    rules: tuple[tuple[str, Callable[[], Iterator[Conflict]]], ...] = (
        ("answered_charges", lambda: answered_charges(pile, story.documents)),
        ("denied_claims", lambda: denied_claims(pile, story.documents, disputed)),
        ("blamed_parties", lambda: blamed_parties(pile, story.statements(pile))),
    )
    for step, rule in rules:
        found = [one for one in (rule() if trail.taken(step) else ()) if not disputed & {*one.statements}]
        disputed |= {name for one in found for name in one.statements} if step != "blamed_parties" else set()
        yield from found


def sorted_conflicts(pile: Pile, found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Each conflict once, sorted by where its first words stand."""
    distinct = {one.id: one for one in found if len(one.statements) > 1}
    return tuple(sorted(distinct.values(), key=lambda one: (pile.statement[one.statements[0]].span, one.id)))
