"""Across documents, in order: each step adds to what the steps before it found, and the record is the sum.

entities linked -> stories -> dates narrowed -> derivations -> text origins -> utterances -> claims and origins
-> conflicts -> timeline -> histories.  Every list of the record is sorted by where its first words stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from firsthand import dates
from firsthand.data import (
    Analysis,
    Claim,
    Derivation,
    MadeWith,
    Quotation,
    Record,
    Rejected,
    Story,
    content_id,
)
from firsthand.models import deciders
from firsthand.outcome import AnalysedDocument
from firsthand.progress import Progress, silent
from firsthand.relate import stories
from firsthand.relate.claims import claims as claiming
from firsthand.relate.conflicts import conflicts as conflicting
from firsthand.relate.conflicts import history
from firsthand.relate.derivation import derivation, text_origin
from firsthand.relate.events import document_dating, timeline
from firsthand.relate.identity import entity_linking, utterances
from firsthand.relate.pile import Pile
from firsthand.version import __version__

_STEPS = 8


def relate(read: Sequence[AnalysedDocument], rejected: Iterable[Rejected] = (), progress: Progress = silent) -> Record:
    """The record of analysed documents, sorted by address; ``rejected`` is what could not be read."""

    def begin(step: int, name: str) -> None:
        progress(name, step, _STEPS)

    begin(0, "linking names")
    linked, to_linked = entity_linking.link([one.analysis for one in read])
    pile = Pile(
        documents=tuple(
            replace(one.document, outlet=one.analysis.outlet, published=one.analysis.published) for one in read
        ),
        analyses=tuple(with_linked(one.analysis, to_linked) for one in read),
        entities=linked,
        comparables=tuple(one.comparable for one in read),
    )
    begin(1, "sorting into stories")
    groups = stories.stories(pile)
    begin(2, "resolving dates")
    pile = document_dating.redate(pile, groups)
    begin(3, "comparing texts")
    derived = derivation.derivations(pile)
    whose = text_origin.text_origins(pile, derived)
    printed = tuple(replace(one, text_origin=whose.get(one.id, one.text_origin)) for one in pile.documents)
    pile = replace(pile, documents=printed)
    begin(4, "linking quotations")
    spoken, quoted = utterances.utterances(pile)
    pile = replace(pile, analyses=with_quotations(pile.analyses, quoted))
    begin(5, "grouping claims")
    claims, origins = claiming.claims(pile, groups, derived, spoken)
    begin(6, "comparing claims")
    conflicts = conflicting.conflicts(pile, groups, derived, spoken, claims)
    begin(7, "ordering events")
    events = timeline.timeline(pile, groups, claims)
    changed = history.histories(pile, claims, conflicts, derived)
    begin(8, "done")

    attribution, vectors = deciders()
    return Record(
        documents=pile.documents,
        rejected=tuple(sorted(rejected, key=lambda one: (one.uri, one.stage, one.reason))),
        entities=pile.entities,
        attributions=tuple(one for analysis in pile.analyses for one in analysis.attributions),
        quotations=tuple(one for analysis in pile.analyses for one in analysis.quotations),
        utterances=spoken,
        statements=tuple(one for analysis in pile.analyses for one in analysis.statements),
        claims=claims,
        origins=origins,
        derivations=derived,
        conflicts=conflicts,
        timeline=events,
        stories=tuple(story(pile, group, derived, claims) for group in groups),
        made_with=MadeWith(__version__, attribution, vectors),
        histories=changed,
    )


def with_linked(analysis: Analysis, linked: dict[str, str]) -> Analysis:
    """The analysis with its own entity ids replaced by those of the linked entities."""

    def of(entity: str | None) -> str | None:
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


def story(
    pile: Pile,
    group: Sequence[str],
    derivations: Sequence[Derivation],
    claims: Sequence[Claim],
) -> Story:
    """One group of documents as a Story, titled by one of its reports."""
    members = set(group)
    told = tuple(claim.id for claim in claims if pile.statement[claim.statements[0]].span.document in members)
    first, last = _appeared(pile, group)
    return Story(
        id=content_id("st", *group),
        title=_title(pile, group, derivations),
        documents=tuple(group),
        claims=told,
        earliest=first,
        latest=last,
    )


_LOOSE = 400
"""Days: a publication known no better says nothing of a story's time."""


def _appeared(pile: Pile, group: Sequence[str]) -> tuple[str | None, str | None]:
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


def _title(pile: Pile, group: Sequence[str], derivations: Sequence[Derivation]) -> str:
    """The title of the report that most others hang on, the earliest of those; never an aggregator's own invention
    while an original has a title.  Without any title, the first words of a report."""
    parents = Counter(
        one.a if one.direction == "a_to_b" else one.b for one in derivations if one.direction != "unknown"
    )
    children = {one.b if one.direction == "a_to_b" else one.a for one in derivations if one.direction != "unknown"}

    def rank(id_: str) -> tuple[bool, int, str, str]:
        document = pile.document[id_]
        return id_ in children, -parents[id_], document.published.earliest or "9", document.uri

    ranked = sorted(group, key=rank)
    for id_ in ranked:
        if title := pile.document[id_].title:
            return title
    first = pile.analysis[ranked[0]].sentences
    document = pile.document[ranked[0]]
    return document.text[first[0].start : first[0].end][:120] if first else document.uri
