"""Across documents: the pile is sorted into stories, each part of it is related by itself, and the record is the sum.

repeated furniture -> stories -> parts (stories that copied words join); in each part: entities linked -> dates narrowed
-> derivations -> text origins -> utterances -> claims and origins -> facts -> conflicts -> histories -> timeline.  So a
part is a pure function of its own reports, and one that nothing has changed is taken from memory.  Every list of the
record is sorted by where its first words stand.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

from firsthand import dates
from firsthand.comparable import Reading
from firsthand.cpu_limit import SECONDS_A_STATEMENT, SECONDS_ACROSS, TookTooLongError, cpu_limit
from firsthand.data import (
    Analysis,
    Claim,
    Conflict,
    Derivation,
    DocumentId,
    EntityId,
    Matter,
    Origin,
    Quotation,
    Record,
    Rejected,
    Story,
    Utterance,
    content_id,
)
from firsthand.errors import UsageError
from firsthand.judgements import NOTHING_JUDGED, Settled
from firsthand.models import deciders
from firsthand.outcome import AnalysedDocument, Report
from firsthand.progress import Progress, silent
from firsthand.relate import stories
from firsthand.relate.claims import (
    Comparer,
    all_origins,
    compared_here,
    compared_story,
    embed_ahead,
    story_claims,
    story_matters,
)
from firsthand.relate.conflicts import (
    histories,
    quotation_conflicts,
    settled,
    sorted_conflicts,
    story_conflicts,
    with_states,
)
from firsthand.relate.derivation import Families, copied_across, derivations
from firsthand.relate.events import redate, timeline
from firsthand.relate.facts import StoryFacts, story_facts, with_names
from firsthand.relate.identity import link, utterances, with_pile_outlets
from firsthand.relate.judged import judged_separate, reported, with_judged_conflicts, with_judged_names
from firsthand.relate.lasting_ids import lasting
from firsthand.relate.origins import Counter
from firsthand.relate.pair_memory import PairMemory, remembered
from firsthand.relate.part_rows import (
    Memory,
    PartMade,
    PartRows,
    ReportRows,
    claim_place,
    decode_rows,
    encode_rows,
    made_with,
    part_key,
    record_lists,
)
from firsthand.relate.pile import Embed, Pile, StoryPile, story_piles
from firsthand.relate.pile_index import Compared, IndexedReport, as_compared, forms_digest, indexed
from firsthand.relate.readings import furniture_of, sentence_index, without_furniture


def relate(  # noqa: PLR0913, PLR0917 (what a record is made of)
    read: Sequence[Report],
    rejected: Iterable[Rejected] = (),
    progress: Progress = silent,
    embed: Embed | None = None,
    judgements: Settled = NOTHING_JUDGED,
    memory: Memory | None = None,
    relating: Relating | None = None,
) -> Record:
    """The record of analysed documents, sorted by address; ``rejected`` is what could not be read.  ``embed`` gives
    sentence vectors; without it rules decide alone.  ``judgements`` hold whatever the steps would find.  ``memory``
    keeps what parts of the pile came to; ``relating`` relates those that it does not keep, one by one where none is
    given."""
    progress("sorting into stories", 0, 1)
    by_content = sorted(read, key=lambda one: one.document.id)
    sorted_pile = sort_pile(by_content, judgements, memory)
    parts = _remembered(sorted_pile, progress, relating or _here(embed), memory, vectors_by(embed))
    progress("done", 1, 1)
    return record_of_parts(read, parts, rejected, vectors_by(embed), judgements)


def record_of_parts(
    read: Sequence[Report],
    parts: Sequence[PartRows],
    rejected: Iterable[Rejected],
    vectors: str,
    judgements: Settled = NOTHING_JUDGED,
) -> Record:
    """The record that parts make; ``read`` gives the order of its documents."""
    refused = tuple(sorted(rejected, key=lambda one: (one.uri, one.stage, one.reason)))
    record = Record(**record_lists(read, parts), rejected=refused, made_with=made_with(read, parts, vectors))
    if not judgements:
        return record
    return with_judged_names(replace(record, judgements=reported(record, judgements)), judgements)


def vectors_by(embed: Embed | None) -> str:
    """What makes sentence vectors: the model by name, or ``rules`` where there are none."""
    return deciders()[1] if embed is not None else "rules"


@dataclass(frozen=True, slots=True)
class SortedPile:
    """The pile in parts: its reports by id, the sentences of each and all of it as compared, the sentences that are
    furniture, and of each part its stories and the numbers of its reports."""

    reports: Sequence[Report]
    sizes: Sequence[int]
    compared: Sequence[Compared]
    furniture: frozenset[int]
    parts: Sequence[Sequence[tuple[DocumentId, ...]]]
    members: Sequence[Sequence[int]]
    judgements: Settled

    def job(self, part: int) -> PartJob:
        """The work of one part, its reports read back."""
        read = [self.reports[number].loaded() for number in self.members[part]]
        readings = [without_furniture(one.comparable.reading, self.furniture) for one in read]
        return PartJob(read, readings, self.parts[part], self.judgements)


def sort_pile(
    reports: Sequence[Report], judgements: Settled = NOTHING_JUDGED, memory: Memory | None = None
) -> SortedPile:
    """The pile in parts, by what its index knows; ``reports`` are sorted by id."""
    index = [_indexed(one, memory) for one in reports]
    furniture = furniture_of([one.sentences for one in index], [one.outlet for one in index])
    compared = [_without(one, known, furniture, memory) for one, known in zip(reports, index, strict=True)]
    ids = [one.document.id for one in reports]
    pairs = remembered(memory.pile_pairs() if memory is not None else ())
    days = [stories.day_of(one.document.published) for one in reports]
    groups = stories.grouped(ids, stories.edges(compared, pairs if memory is not None else None), days)

    @lru_cache(maxsize=_AT_HAND)
    def reading(number: int) -> Reading:
        return without_furniture(reports[number].loaded().comparable.reading, furniture)

    separate = judged_separate([one.document for one in reports], judgements)
    copied = copied_across(compared, ids, reading, groups, separate, pairs)
    if memory is not None:
        memory.keep_pile_pairs(pairs.encoded())
    found = stories.parts(groups, copied)
    number = {name: place for place, name in enumerate(ids)}
    members = [sorted(number[name] for group in part for name in group) for part in found]
    sizes = [len(one.sentences.numbers) for one in index]
    return SortedPile(reports, sizes, compared, furniture, found, members, judgements)


_AT_HAND = 500
"""Readings of reports that stay in memory while copies are looked for."""


def _indexed(one: Report, memory: Memory | None) -> IndexedReport:
    return memory.index_of(one) if memory is not None else indexed(one.loaded())


def _without(one: Report, known: IndexedReport, furniture: frozenset[int], memory: Memory | None) -> Compared:
    """A report as it is compared in this pile."""
    gone = furniture.intersection(known.sentences.numbers.tolist()) if furniture else ()
    if not gone:
        return known.whole

    def made() -> Compared:
        return as_compared(without_furniture(one.loaded().comparable.reading, furniture))

    return made() if memory is None else memory.index_without(one, forms_digest(tuple(gone)), made)


@dataclass(frozen=True, slots=True)
class PartJob:
    """All that one part depends on: its reports, their readings and the stories by id, the judgements
    that hold, and what pairs came to before; ``keeps`` where what they come to now is wanted."""

    read: Sequence[AnalysedDocument]
    readings: Sequence[Reading]
    groups: Sequence[tuple[DocumentId, ...]]
    judgements: Settled = NOTHING_JUDGED
    before: tuple[bytes, ...] = ()
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Jobs:
    """The parts of a pile that are to be related.  Each job is made when it is asked for, and held by nobody: in memory
    are the reports of the parts that are being related."""

    pile: SortedPile
    parts: Sequence[int]
    memory: Memory | None
    names: Mapping[int, Sequence[str]]

    @property
    def reports(self) -> int:
        """How many reports they have."""
        return sum(len(self.pile.members[part]) for part in self.parts)

    @property
    def sizes(self) -> list[int]:
        """How many sentences each has."""
        return [sum(self.pile.sizes[number] for number in self.pile.members[part]) for part in self.parts]

    def job(self, number: int) -> PartJob:
        """The job of this number."""
        part = self.parts[number]
        job = self.pile.job(part)
        if self.memory is None:
            return job
        return replace(job, before=tuple(self.memory.pairs_of(self.names[part])), keeps=True)


Relating = Callable[[Jobs], Iterator[tuple[int, PartMade | PartRows]]]
"""Relates parts, in whatever order: the number of each with what it came to."""


def _here(embed: Embed | None) -> Relating:
    def one_by_one(jobs: Jobs) -> Iterator[tuple[int, PartMade | PartRows]]:
        for number in range(len(jobs.parts)):
            yield number, related_job(jobs.job(number), embed)

    return one_by_one


MOST_STATEMENTS = 250_000
"""Of one part of the pile, some 7,000 reports that tell one story: what is held of them stays within this machine's
memory, and the work within a day."""


def related_job(job: PartJob, embed: Embed | None, comparer: Comparer = compared_here) -> PartMade | PartRows:
    """What a part comes to: its rows, or where they are to be kept these as bytes with what its pairs came to;
    ``comparer`` compares its statements.  Raises UsageError for a part of more than ``MOST_STATEMENTS``, and for
    one that takes longer than its size allows."""
    told = sum(len(one.analysis.statements) for one in job.read)
    if told > MOST_STATEMENTS:
        raise UsageError(
            f"{len(job.read):,} reports that tell one story, or copy one another, say {told:,} things, above the "
            f"bound of {MOST_STATEMENTS:,}: give fewer of them, for example of some days alone"
        )
    pairs = remembered(job.before) if job.keeps else None
    most = SECONDS_ACROSS + SECONDS_A_STATEMENT * told
    try:
        with cpu_limit(most):
            rows = relate_part(job, embed, pairs, comparer)
    except TookTooLongError:
        raise UsageError(
            f"relating {len(job.read):,} reports that tell one story, or copy one another, took {most:,.0f} seconds of "
            f"one core, the bound for the {told:,} things that they say: give fewer, for example of some days alone"
        ) from None
    return rows if pairs is None else PartMade(encode_rows(rows), pairs.encoded())


def _remembered(
    pile: SortedPile, progress: Progress, relating: Relating, memory: Memory | None, vectors: str
) -> list[PartRows]:
    """The rows of each part, from memory where they are kept."""
    found: dict[int, PartRows] = {}
    names: dict[int, list[str]] = {}
    keys: dict[int, str] = {}
    for part, members in enumerate(pile.members if memory is not None else ()):
        assert memory is not None
        names[part] = [memory.name_of(pile.reports[number]) for number in members]
        near = pile.judgements.near(pile.reports[number].document.text for number in members)
        digests = [pile.compared[number].digest for number in members]
        keys[part] = part_key(names[part], digests, pile.parts[part], near, vectors=vectors)
        kept = memory.recall(keys[part])
        with suppress(ValueError):  # a damaged row: the part is related again
            if kept is not None:
                found[part] = decode_rows(kept)
    open_ = [part for part in range(len(pile.parts)) if part not in found]
    progress("comparing statements", len(found), len(pile.parts))
    for place, made in relating(Jobs(pile, open_, memory, names)):
        part = open_[place]
        if isinstance(made, PartMade):
            if memory is not None:
                memory.keep_part(keys[part], made, names[part])
            found[part] = decode_rows(made.rows)
        else:
            found[part] = made
        progress("comparing statements", len(found), len(pile.parts))
    return [found[part] for part in range(len(pile.parts))]


@dataclass(frozen=True, slots=True)
class PartPile:
    """A part before its statements are compared: its pile, entities linked and dates narrowed; which texts come from
    which, who says what in several reports, and its stories."""

    pile: Pile
    derived: tuple[Derivation, ...]
    spoken: tuple[Utterance, ...]
    families: Families
    views: tuple[StoryPile, ...]


def as_one_story(read: Iterable[AnalysedDocument], judgements: Settled = NOTHING_JUDGED) -> PartJob:
    """The work of reports that are taken as one story, whatever they tell."""
    by_id = sorted(read, key=lambda one: one.document.id)
    readings = [one.comparable.reading for one in by_id]
    furniture = furniture_of([sentence_index(one) for one in readings], [one.analysis.outlet.name for one in by_id])
    readings = [without_furniture(one, furniture) for one in readings]
    return PartJob(by_id, readings, [tuple(one.document.id for one in by_id)], judgements)


def part_pile(job: PartJob, embed: Embed | None, pairs: PairMemory | None = None) -> PartPile:
    """A part, ready for its statements to be compared; its reports, readings and stories are by id."""
    analyses = with_pile_outlets([one.analysis for one in job.read], [one.document for one in job.read])
    linked, to_linked = link(analyses, job.judgements.about("names"))
    pile = Pile(
        documents=tuple(
            replace(one.document, outlet=one.analysis.outlet, published=one.analysis.published) for one in job.read
        ),
        analyses=tuple(with_linked(one, to_linked) for one in analyses),
        entities=linked,
        comparables=tuple(one.comparable for one in job.read),
        embed=embed,
        judgements=job.judgements,
        pairs=pairs,
    )
    pile = redate(pile, job.groups)
    derived, whose = derivations(pile, job.readings)
    printed = tuple(replace(one, text_origin=whose.get(one.id, one.text_origin)) for one in pile.documents)
    pile = replace(pile, documents=printed)
    spoken, quoted = utterances(pile)
    pile = replace(pile, analyses=with_quotations(pile.analyses, quoted))
    families = Families(derived, judged_separate(pile.documents, pile.judgements))
    return PartPile(pile, derived, spoken, families, tuple(story_piles(pile, job.groups, derived, spoken)))


def relate_part(
    job: PartJob, embed: Embed | None, pairs: PairMemory | None = None, comparer: Comparer = compared_here
) -> PartRows:
    """What one part of the pile comes to; ``comparer`` compares its statements."""
    part = part_pile(job, embed, pairs)
    pile, views = part.pile, part.views
    counter = Counter(pile, part.families, part.spoken)
    embed_ahead(pile, views)
    related = [_related(pile, view, counter, comparer) for view in views]
    claims = tuple(sorted((one for rows in related for one in rows.claims), key=partial(claim_place, pile.statement)))
    found = [*quotation_conflicts(pile, part.families), *(one for rows in related for one in rows.conflicts)]
    conflicts = sorted_conflicts(pile, with_judged_conflicts(pile, settled(found, counter.corrections)))
    told = [(view.documents, rows.claims) for view, rows in zip(views, related, strict=True)]
    changed = histories(pile, claims, conflicts, part.families)
    hang_on = _hang_on(part.derived)
    rows = PartRows(
        reports=tuple(
            ReportRows(one.id, one.outlet, one.published, one.text_origin, analysis.attributions, analysis.quotations,
                       analysis.statements)
            for one, analysis in zip(pile.documents, pile.analyses, strict=True)
        ),
        entities=pile.entities,
        utterances=part.spoken,
        claims=with_states(pile, claims, conflicts, changed, counter.corrections),
        origins=all_origins(one for rows in related for one in rows.origins),
        derivations=part.derived,
        conflicts=conflicts,
        timeline=timeline(pile, told),
        stories=tuple(_story(pile, view, rows, hang_on) for view, rows in zip(views, related, strict=True)),
        histories=changed,
        facts=tuple(one for rows in related for one in rows.facts.facts),
        matters=tuple(one for rows in related for one in rows.matters),
        vectors=", ".join(sorted({vectors_by(embed), *("rules" for rows in related if rows.in_part_by_words)})),
        events=tuple(one for rows in related for one in rows.facts.events),
    )  # fmt: skip
    return lasting(rows, {one.document.id: one.analysis.published for one in job.read})


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
    in_part_by_words: bool
    """Whether the story says more than gets vectors."""


def _related(pile: Pile, view: StoryPile, counter: Counter, comparer: Comparer) -> _Related:
    """The statements of one story compared once, for its claims and for its conflicts."""
    compared = compared_story(pile, view, comparer)
    made = list(story_claims(compared, counter))
    claims = tuple(sorted((claim for claim, _ in made), key=partial(claim_place, pile.statement)))
    facts = story_facts(pile, view.documents, counter)
    conflicts = tuple(story_conflicts(view, compared, counter.families, claims, facts))
    facts, conflicts = with_names(pile, counter, facts, conflicts)
    return _Related(
        claims=claims,
        origins=tuple(origin for _, origins in made for origin in origins),
        facts=facts,
        conflicts=conflicts,
        matters=tuple(story_matters(compared, [claim for claim, _ in made], conflicts, counter)),
        in_part_by_words=bool(compared.likeness.beyond),
    )


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
        events=tuple(one.id for one in rows.facts.events),
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
        return id_ in hang_on.children, -hang_on.parents[id_], pile.document[id_].published.earliest or "9", id_

    ranked = sorted(group, key=rank)
    for id_ in ranked:
        if title := pile.document[id_].title:
            return title
    first = pile.analysis[ranked[0]].sentences
    document = pile.document[ranked[0]]
    return document.text[first[0].start : first[0].end][:120] if first else document.uri
