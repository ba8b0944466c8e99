"""The pile: all documents of a run with their analyses, looked up by id.

What the across-document functions take as their first argument.  Built once, never changed; entity ids in it are
already linked across documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firsthand.comparable import Comparable, ComparedStatement
from firsthand.data import (
    Analysis,
    Attribution,
    AttributionId,
    Derivation,
    Document,
    DocumentId,
    Entity,
    EntityId,
    Quotation,
    QuotationId,
    Sentence,
    Span,
    Statement,
    StatementId,
    Utterance,
)
from firsthand.judgements import NOTHING_JUDGED, Settled
from firsthand.relate.pair_memory import PairMemory
from firsthand.report_names import report_names
from firsthand.words import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True)
class Pile:
    """``documents``, ``analyses`` and ``comparables`` run parallel, sorted by id."""

    documents: tuple[Document, ...]
    analyses: tuple[Analysis, ...]
    entities: tuple[Entity, ...] = ()
    comparables: tuple[Comparable, ...] = ()
    embed: Embed | None = None
    """Gives the vectors of sentences, n by 384; None where rules decide alone."""
    judgements: Settled = NOTHING_JUDGED
    """What readers decided, which every step keeps to."""
    pairs: PairMemory | None = None
    """What pairs of statements came to before; None where nothing is kept."""
    document: dict[DocumentId, Document] = field(init=False)
    analysis: dict[DocumentId, Analysis] = field(init=False)
    entity: dict[EntityId, Entity] = field(init=False)
    attribution: dict[AttributionId, Attribution] = field(init=False)
    quotation: dict[QuotationId, Quotation] = field(init=False)
    statement: dict[StatementId, Statement] = field(init=False)
    comparable: dict[DocumentId, Comparable] = field(init=False)
    compared: dict[StatementId, ComparedStatement] = field(init=False)
    named: dict[DocumentId, tuple[EntityId, ...]] = field(init=False)
    """The entities that each document mentions, by id."""
    report_name: dict[DocumentId, str] = field(init=False)
    """What each report is called in a sentence."""
    background: dict[StatementId, bool] = field(init=False, compare=False)
    """Of statements that were asked about: whether they tell an older event, which does not depend on others."""
    beside: dict[StatementId, tuple[Statement, ...]] = field(init=False, compare=False)
    """Of statements that were asked about: the statements of their sentence."""
    unsettled: dict[StatementId, bool] = field(init=False, compare=False)
    """Of statements that were asked about: whether their numbers are of one moment, or only asked for."""

    def __post_init__(self) -> None:
        fill = object.__setattr__
        fill(self, "document", {item.id: item for item in self.documents})
        fill(self, "analysis", {item.document: item for item in self.analyses})
        fill(self, "entity", {item.id: item for item in self.entities})
        fill(self, "attribution", {item.id: item for one in self.analyses for item in one.attributions})
        fill(self, "quotation", {item.id: item for one in self.analyses for item in one.quotations})
        fill(self, "statement", {item.id: item for one in self.analyses for item in one.statements})
        fill(self, "comparable", {item.document: item for item in self.comparables})
        named: dict[DocumentId, dict[EntityId, None]] = {}
        for item in self.entities:
            for mention in item.mentions:
                named.setdefault(mention.document, {})[item.id] = None
        fill(self, "named", {document: tuple(ids) for document, ids in named.items()})
        fill(self, "report_name", report_names(self.documents))
        fill(self, "background", {})
        fill(self, "beside", {})
        fill(self, "unsettled", {})
        fill(self, "compared", {item.id: item for one in self.comparables for item in one.statements})

    def entities_in(self, documents: Iterable[DocumentId]) -> list[Entity]:
        """The entities that any of the documents mentions, sorted by id."""
        return [self.entity[name] for name in sorted({name for one in documents for name in self.named.get(one, ())})]

    def words(self, span: Span) -> str:
        """The characters a span points at."""
        return span.of(self.document[span.document].text)

    def quote(self, spans: Iterable[Span]) -> str:
        """The pieces of a discontinuous span, joined by an ellipsis."""
        return " … ".join(self.words(span) for span in spans)

    def innermost(self, statement: Statement) -> Attribution | None:
        """The attribution that brings a statement in, the last of its chain; None in the report's own voice."""
        return self.attribution.get(statement.chain[-1]) if statement.chain else None

    def chain_of(self, statement: Statement) -> list[Attribution]:
        """The attributions of a statement, outermost first."""
        return [self.attribution[name] for name in statement.chain if name in self.attribution]

    def cue_words(self, attribution: Attribution | None) -> set[str]:
        """The words of an attribution's cue in normal form; of none, no words."""
        cue = attribution.cue if attribution is not None else ()
        return {word for span in cue for word in normal(self.words(span)).split()}

    def sentence_at(self, span: Span) -> Sentence | None:
        """The sentence in which a span begins."""
        sentences = self.analysis[span.document].sentences
        return next((one for one in sentences if one.start <= span.start < one.end), None)

    def in_sentence(self, statement: Statement) -> tuple[Statement, ...]:
        """The statements of the sentence in which this one stands, itself among them."""
        if statement.id not in self.beside:
            own = self.sentence_at(statement.span)
            told = self.analysis[statement.span.document].statements if own is not None else ()
            held = tuple(one for one in told if own is not None and own.start <= one.span.start < own.end)
            self.beside[statement.id] = (statement,) if own is None else held
        return self.beside[statement.id]


@dataclass(frozen=True, slots=True)
class StoryPile:
    """One story of a pile: its ``documents``, by id and sorted, with the derivations among them and the utterances that
    any of them quotes."""

    documents: tuple[DocumentId, ...]
    derivations: tuple[Derivation, ...] = ()
    utterances: tuple[Utterance, ...] = ()

    def statements(self, pile: Pile) -> list[Statement]:
        """The story's statements, report by report."""
        return [one for name in self.documents if name in pile.analysis for one in pile.analysis[name].statements]


def story_piles(
    pile: Pile,
    stories: Iterable[Iterable[DocumentId]],
    derivations: Iterable[Derivation],
    utterances: Iterable[Utterance],
) -> list[StoryPile]:
    """The stories, each with its own derivations and utterances."""
    groups = [tuple(sorted(set(story))) for story in stories]
    story_of = {name: number for number, group in enumerate(groups) for name in group}
    derived: dict[int, list[Derivation]] = {}
    for one in derivations:
        number = story_of.get(one.a)
        if number is not None and number == story_of.get(one.b):
            derived.setdefault(number, []).append(one)
    spoken: dict[int, list[Utterance]] = {}
    for utterance in utterances:
        held = (pile.quotation[name].span.document for name in utterance.quotations if name in pile.quotation)
        for number in {story_of[document] for document in held if document in story_of}:
            spoken.setdefault(number, []).append(utterance)
    return [
        StoryPile(group, tuple(derived.get(number, ())), tuple(spoken.get(number, ())))
        for number, group in enumerate(groups)
    ]
