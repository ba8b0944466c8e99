"""Piles of documents, and single steps over them, for evals and tests that need no whole run.

What is compared of each document is read from its own parse, as in a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from firsthand.analyse import parse
from firsthand.comparable import Reading, comparable
from firsthand.data import (
    Analysis,
    Claim,
    Conflict,
    Derivation,
    Document,
    DocumentId,
    Entity,
    History,
    Origin,
    TextOrigin,
    TimelineEntry,
    Utterance,
)
from firsthand.grammar import Parsed
from firsthand.models.vectors import embedder
from firsthand.relate import stories as sorting
from firsthand.relate.claims import all_origins, compared_story, story_claims
from firsthand.relate.conflicts import histories as relate_histories
from firsthand.relate.conflicts import quotation_conflicts, sorted_conflicts, story_conflicts
from firsthand.relate.derivation import Families, derivation, text_origin
from firsthand.relate.events import timeline as relate_timeline
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Pile, story_piles
from firsthand.relate.pile_index import as_compared
from firsthand.relate.readings import furniture_of, sentence_index, without_furniture

Stories = Sequence[Sequence[DocumentId]]
"""Ids of documents by story."""


@lru_cache(maxsize=512)
def parse_of(document: Document) -> Parsed:
    """The document's parse, made once."""
    return parse(document)


def piled(documents: Sequence[Document], analyses: Sequence[Analysis], entities: Sequence[Entity] = ()) -> Pile:
    """The pile of these documents; ``analyses`` run parallel to them."""
    read = (
        comparable(document, analysis, parse_of(document))
        for document, analysis in zip(documents, analyses, strict=True)
    )
    return Pile(tuple(documents), tuple(analyses), tuple(entities), tuple(read), embedder())


def readings(pile: Pile) -> list[Reading]:
    """The documents as they are compared, by id, without sentences that turn out to be furniture of a site."""
    ids = sorted(pile.document)
    plain = [pile.comparable[key].reading for key in ids]
    furniture = furniture_of([sentence_index(one) for one in plain], [pile.document[key].outlet.name for key in ids])
    return [without_furniture(one, furniture) for one in plain]


def stories(pile: Pile) -> tuple[tuple[DocumentId, ...], ...]:
    """The documents by story."""
    return stories_of(readings(pile), pile.documents)


def stories_of(read: Sequence[Reading], documents: Iterable[Document]) -> tuple[tuple[DocumentId, ...], ...]:
    """What is read by story; ``documents`` give the days."""
    day = {one.id: sorting.day_of(one.published) for one in documents}
    ids = [one.id for one in read]
    return sorting.grouped(ids, sorting.edges([as_compared(one) for one in read]), [day.get(name) for name in ids])


def derivations(pile: Pile) -> tuple[Derivation, ...]:
    """The derived pairs."""
    return derivation.derivations(pile, readings(pile))[0]


def text_origins(pile: Pile, derived: Sequence[Derivation]) -> dict[DocumentId, TextOrigin]:
    """Whose text each document carries."""
    return text_origin.text_origins(pile, derived, text_origin.stated_origins(pile, derived))


def claims(
    pile: Pile, groups: Stories, derived: Iterable[Derivation], spoken: Sequence[Utterance]
) -> tuple[tuple[Claim, ...], tuple[Origin, ...]]:
    """All claims of all stories, sorted by where their first words stand, and the origins they rest on."""
    counter = Counter(pile, Families(derived := tuple(derived)), spoken)
    made = [
        one
        for view in story_piles(pile, groups, derived, spoken)
        for one in story_claims(compared_story(pile, view), counter)
    ]
    ordered = sorted((claim for claim, _ in made), key=lambda one: (pile.statement[one.statements[0]].span, one.id))
    return tuple(ordered), all_origins(origin for _, origins in made for origin in origins)


def conflicts(
    pile: Pile, groups: Stories, derived: Sequence[Derivation], spoken: Sequence[Utterance], made: Sequence[Claim]
) -> tuple[Conflict, ...]:
    """All conflicts of all stories, sorted by where their first words stand."""
    families = Families(derived)
    found = list(quotation_conflicts(pile, families))
    for view in story_piles(pile, groups, derived, spoken):
        own = [one for one in made if pile.statement[one.statements[0]].span.document in view.documents]
        found += story_conflicts(view, compared_story(pile, view), families, own)
    return sorted_conflicts(pile, found)


def histories(
    pile: Pile, made: Sequence[Claim], found: Sequence[Conflict], derived: Sequence[Derivation]
) -> tuple[History, ...]:
    """The matters that reports tell in several stages."""
    return relate_histories(pile, made, found, Families(derived))


def timeline(pile: Pile, groups: Stories, made: Sequence[Claim]) -> tuple[TimelineEntry, ...]:
    """The dated events of all stories."""
    return relate_timeline(
        pile,
        [
            (group, [one for one in made if pile.statement[one.statements[0]].span.document in group])
            for group in groups
        ],
    )
