"""Across documents, in order: each step adds to what the steps before it found, and the record is the sum.

entities linked -> stories -> dates narrowed -> derivations -> text origins -> utterances -> claims and origins
-> facts -> conflicts -> timeline -> histories.  Every list of the record is sorted by where its first words stand.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from firsthand import dates
from firsthand.data import (
    Analysis,
    Claim,
    ClaimId,
    Conflict,
    Derivation,
    DocumentId,
    EntityId,
    Fact,
    MadeWith,
    Matter,
    Origin,
    Quotation,
    Record,
    Rejected,
    Span,
    Story,
    content_id,
)
from firsthand.judgements import NOTHING_JUDGED, Settled
from firsthand.models import deciders
from firsthand.outcome import AnalysedDocument
from firsthand.progress import Progress, silent
from firsthand.relate import stories
from firsthand.relate.claims import all_origins, compared_story, embed_ahead, story_claims, story_matters
from firsthand.relate.conflicts import histories, settled, sorted_conflicts, story_conflicts, with_states, wordings
from firsthand.relate.derivation import Families, derivations
from firsthand.relate.events import redate, timeline
from firsthand.relate.facts import StoryFacts, story_facts
from firsthand.relate.identity import link, utterances
from firsthand.relate.judged import reported, with_judged_conflicts
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Embed, Pile, StoryPile, story_piles
from firsthand.relate.readings import read_pile
from firsthand.version import __version__

_STEPS = 7


def relate(
    read: Sequence[AnalysedDocument],
    rejected: Iterable[Rejected] = (),
    progress: Progress = silent,
    embed: Embed | None = None,
    judgements: Settled = NOTHING_JUDGED,
) -> Record:
    """The record of analysed documents, sorted by address; ``rejected`` is what could not be read.  ``embed`` gives
    sentence vectors; without it rules decide alone.  ``judgements`` hold whatever the steps would find."""

    def begin(step: int, name: str) -> None:
        progress(name, step, _STEPS)

    begin(0, "linking names")
    linked, to_linked = link([one.analysis for one in read], judgements.about("names"))
    pile = Pile(
        documents=tuple(
            replace(one.document, outlet=one.analysis.outlet, published=one.analysis.published) for one in read
        ),
        analyses=tuple(with_linked(one.analysis, to_linked) for one in read),
        entities=linked,
        comparables=tuple(one.comparable for one in read),
        embed=embed,
        judgements=judgements,
    )
    readings = read_pile(pile)
    begin(1, "sorting into stories")
    groups = stories.stories(readings)
    begin(2, "resolving dates")
    pile = redate(pile, groups)
    begin(3, "comparing texts")
    derived, whose = derivations(pile, readings)
    del readings
    printed = tuple(replace(one, text_origin=whose.get(one.id, one.text_origin)) for one in pile.documents)
    pile = replace(pile, documents=printed)
    begin(4, "linking quotations")
    spoken, quoted = utterances(pile)
    pile = replace(pile, analyses=with_quotations(pile.analyses, quoted))
    begin(5, "comparing statements")
    families = Families(derived)
    counter = Counter(pile, families, spoken)
    views = story_piles(pile, groups, derived, spoken)
    embed_ahead(pile, views)
    related = []
    for number, view in enumerate(views):
        related.append(_related(pile, view, counter))
        progress("comparing statements", number + 1, len(views))
    claims = tuple(sorted((one for rows in related for one in rows.claims), key=partial(_place, pile)))
    found = [*wordings(pile, families, spoken), *(one for rows in related for one in rows.conflicts)]
    conflicts = sorted_conflicts(pile, with_judged_conflicts(pile, settled(found, counter.corrections)))
    begin(6, "ordering events")
    told = [(view.documents, rows.claims) for view, rows in zip(views, related, strict=True)]
    events = timeline(pile, told)
    changed = histories(pile, claims, conflicts, families)
    claims = with_states(pile, claims, conflicts, changed, counter.corrections)
    hang_on = _hang_on(derived)
    begin(_STEPS, "done")

    attribution, vectors = deciders()
    vectors = vectors if embed is not None else "rules"
    return Record(
        documents=pile.documents,
        rejected=tuple(sorted(rejected, key=lambda one: (one.uri, one.stage, one.reason))),
        entities=pile.entities,
        attributions=tuple(one for analysis in pile.analyses for one in analysis.attributions),
        quotations=tuple(one for analysis in pile.analyses for one in analysis.quotations),
        utterances=spoken,
        statements=tuple(one for analysis in pile.analyses for one in analysis.statements),
        claims=claims,
        origins=all_origins(one for rows in related for one in rows.origins),
        derivations=derived,
        conflicts=conflicts,
        timeline=events,
        stories=tuple(_story(pile, view, rows, hang_on) for view, rows in zip(views, related, strict=True)),
        made_with=MadeWith(__version__, attribution, vectors),
        histories=changed,
        facts=tuple(sorted((one for rows in related for one in rows.facts.facts), key=_first_words)),
        matters=_matters(pile, claims, related),
        judgements=reported(pile, claims, conflicts, derived),
    )


def with_linked(analysis: Analysis, linked: dict[EntityId, EntityId]) -> Analysis:
    """The analysis with its own entity ids replaced by those of the linked entities."""

    def of(entity: EntityId | None) -> EntityId | None:
        return None if entity is None else linked.get(entity, entity)

    return replace(
        analysis,
        entities=tuple(replace(one, id=linked.get(one.id, one.id)) for one in analysis.entities),
        attributions=tuple(
            replace(one, source_entity=of(one.source_entity), given_to=of(one.given_to))
            for one in analysis.attributions
        ),
        quotations=tuple(replace(one, speaker=of(one.speaker)) for one in analysis.quotations),
        statements=tuple(
            replace(one, entities=tuple(dict.fromkeys(linked.get(entity, entity) for entity in one.entities)))
            for one in analysis.statements
        ),
    )


def with_quotations(analyses: Iterable[Analysis], quotations: Iterable[Quotation]) -> tuple[Analysis, ...]:
    """The analyses with each quotation replaced by its linked version."""
    by_id = {one.id: one for one in quotations}
    return tuple(
        replace(one, quotations=tuple(by_id.get(quotation.id, quotation) for quotation in one.quotations))
        for one in analyses
    )


@dataclass(frozen=True, slots=True)
class _Related:
    """What one story comes to: its claims in text order, the origins of each, its facts, and its conflicts."""

    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    facts: StoryFacts
    conflicts: tuple[Conflict, ...]
    matters: tuple[Matter, ...]


def _related(pile: Pile, view: StoryPile, counter: Counter) -> _Related:
    """The statements of one story compared once, for its claims and for its conflicts."""
    compared = compared_story(pile, view)
    made = list(story_claims(compared, counter))
    claims = tuple(sorted((claim for claim, _ in made), key=partial(_place, pile)))
    facts = story_facts(pile, view.documents, counter)
    conflicts = tuple(story_conflicts(view, compared, counter.families, claims, facts))
    return _Related(
        claims=claims,
        origins=tuple(origin for _, origins in made for origin in origins),
        facts=facts,
        conflicts=conflicts,
        matters=tuple(story_matters(compared, [claim for claim, _ in made], conflicts, counter)),
    )


def _first_words(fact: Fact) -> tuple[Span, str]:
    """Where a fact's first words stand."""
    return min(span for one in fact.values for span in one.spans), fact.id


def _matters(pile: Pile, claims: Sequence[Claim], related: Sequence[_Related]) -> tuple[Matter, ...]:
    """The matters of all stories, sorted by where the central claim's first words stand."""
    place = {claim.id: _place(pile, claim) for claim in claims}
    return tuple(sorted((one for rows in related for one in rows.matters), key=lambda one: place[one.claims[0]]))


def _place(pile: Pile, claim: Claim) -> tuple[Span, ClaimId]:
    """Where a claim's first words stand."""
    return pile.statement[claim.statements[0]].span, claim.id


def _story(pile: Pile, view: StoryPile, rows: _Related, hang_on: _HangOn) -> Story:
    """One group of documents as a Story, titled by one of its reports."""
    first, last = _appeared(pile, view.documents)
    return Story(
        id=content_id("st", *view.documents),
        title=_title(pile, view.documents, hang_on),
        documents=view.documents,
        claims=tuple(claim.id for claim in rows.claims),
        earliest=first,
        latest=last,
        facts=tuple(one.id for one in rows.facts.facts),
        compared=rows.facts.compared,
    )


_LOOSE = 400
"""Days: a publication known no better says nothing of a story's time."""


def _appeared(pile: Pile, group: Sequence[DocumentId]) -> tuple[str | None, str | None]:
    """The first and last day on which the story's reports can have appeared, by those whose day is known best."""
    ranges = []
    for one in group:
        published = pile.document[one].published
        first, last = dates.bounds(published)
        if first is not None and last is not None and (last - first).days <= _LOOSE:
            ranges.append(((last - first).days, published))
    exact = [published for width, published in ranges if width == 0] or [published for _, published in ranges]
    firsts, lasts = ([one.earliest for one in exact if one.earliest], [one.latest for one in exact if one.latest])
    return min(firsts, default=None), max(lasts, default=None)


class _HangOn(NamedTuple):
    """How many reports hang on each, and which reports hang on another."""

    parents: Tally[DocumentId]
    children: frozenset[DocumentId]


def _hang_on(derivations: Sequence[Derivation]) -> _HangOn:
    """Which reports hang on which, by the derivations whose direction is known."""
    directed = [(one.a, one.b) if one.direction == "a_to_b" else (one.b, one.a)
                for one in derivations if one.direction != "unknown"]  # fmt: skip
    return _HangOn(Tally(parent for parent, _ in directed), frozenset(child for _, child in directed))


def _title(pile: Pile, group: Sequence[DocumentId], hang_on: _HangOn) -> str:
    """The title of the report that most others hang on, the earliest of those; never an aggregator's own invention
    while an original has a title.  Without any title, the first words of a report."""

    def rank(id_: DocumentId) -> tuple[bool, int, str, str]:
        document = pile.document[id_]
        return id_ in hang_on.children, -hang_on.parents[id_], document.published.earliest or "9", document.uri

    ranked = sorted(group, key=rank)
    for id_ in ranked:
        if title := pile.document[id_].title:
            return title
    first = pile.analysis[ranked[0]].sentences
    document = pile.document[ranked[0]]
    return document.text[first[0].start : first[0].end][:120] if first else document.uri
