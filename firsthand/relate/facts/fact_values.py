"""One value of a fact: its words, who gives it, how many reports and origins it has, and when the first appeared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.data import DocumentId, FactValue, Span, StatementId
from firsthand.relate.facts.gathering import family
from firsthand.relate.origins import Counter, speaker
from firsthand.relate.pile import Pile


def fact_value(pile: Pile, counter: Counter, places: Sequence[tuple[StatementId, Span]]) -> FactValue:
    """A value in words that stands at these places, each a span in a statement, as the first of them prints it."""
    given = [pile.statement[name] for name, _ in places]
    distinct = tuple({one.id: one for one in given}.values())
    support = counter.support(distinct)
    documents = [span.document for _, span in places]
    earliest, latest = first_published(pile, documents)
    return FactValue(
        words=" ".join(pile.words(places[0][1]).split()),
        low=0.0,
        high=0.0,
        bound="exact",
        sources=tuple(dict.fromkeys(speaker(pile, one) for one in distinct)),
        statements=tuple(name for name, _ in places),
        spans=tuple(span for _, span in places),
        independent=support.independent,
        reports=support.reports,
        earliest=earliest,
        latest=latest,
        appeared=tuple(pile.document[name].published.earliest or "" for name in documents),
        families=tuple(family(counter.families, one) for one in given),
    )


def first_published(pile: Pile, documents: Iterable[DocumentId]) -> tuple[str | None, str | None]:
    """The days between which the first of these reports appeared."""
    told = [pile.document[name].published for name in documents]
    days = sorted((one.earliest[:10], one.latest[:10]) for one in told if one.earliest and one.latest)
    return days[0] if days else (None, None)
