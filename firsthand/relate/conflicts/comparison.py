"""What two statements are compared by: likeness with a value left out, a shared matter, and which report is older; and
the statement that stands nearest to words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import figure, mass, weight
from firsthand.data import ConflictJudgement, ConflictKind, DocumentId, Span, Statement
from firsthand.lexicon import entry_set
from firsthand.relate.claims import Likeness, Pair
from firsthand.relate.claims.paraphrase import features, probability
from firsthand.relate.pile import Pile

MATTER = 10.0
"""Weight of shared lemmas from which two statements may be of one matter."""
RISING = frozenset(
    {"killed", "injured", "missing", "casualties", "infected", "arrested", "displaced", "rescued", "evacuated"}
)
"""Attributes of facts of which a later and higher figure is the fuller one."""
Reason = tuple[str | Statement, ...]
"""Words, and statements whose reports (or the originals of these) are to be named there."""
STANCES = frozenset({"order", "consider", "plan", "effort"})
"""Kinds of predicate that tell of a deed before it is done."""


def figure_told(value: str) -> str:
    """The figure of a value without its noun: of "12 people" 12."""
    return value.partition(" ")[0].casefold()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pair of statements that disagree, with what each says; ``steps`` names the check that found it."""

    pair: Pair
    values: tuple[str, str]
    kind: ConflictKind
    judgement: ConflictJudgement
    reason: Reason
    steps: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[tuple[Statement, str], tuple[Statement, str]]:
        """Each statement with what it says."""
        return (self.pair.one, self.values[0]), (self.pair.other, self.values[1])


def disagreement_of(  # noqa: PLR0913, PLR0917 (a disagreement's values, one each)
    pair: Pair,
    one: Statement,
    says: str,
    other_says: str,
    kind: ConflictKind,
    judgement: ConflictJudgement,
    reason: Reason,
) -> Disagreement:
    """The pair as a disagreement in which statement ``one`` says this and the pair's other one that."""
    values = (says, other_says) if one is pair.one else (other_says, says)
    return Disagreement(pair, values, kind, judgement, reason)


def _plain(likeness: Likeness, n: int, without: frozenset[str]) -> Proposition:
    """An item without its numbers and the given lemmas, made once."""
    if (n, without) not in likeness.plain:
        likeness.plain[n, without] = _without(likeness.items[n], without)
    return likeness.plain[n, without]


def _without(item: Proposition, without: frozenset[str]) -> Proposition:
    kept = tuple(lemma for lemma in item.order if lemma not in without and figure(lemma) is None)
    return replace(
        item,
        order=kept,
        lemmas=frozenset(kept),
        figures=(),
        quantities=(),
        counts=(),
        negated=False,
        heads=item.heads - without,
    )


def aside(pair: Pair, without: frozenset[str] = frozenset()) -> float:
    """The first step's probability with numbers and the given lemmas left out."""
    likeness = pair.likeness
    a, b = _plain(likeness, pair.i, without), _plain(likeness, pair.j, without)
    if not a.lemmas or not b.lemmas:
        return 0.0
    values = features(a, b, pair.cosine, likeness.near_words(pair.i, pair.j))
    return probability(values, likeness.trained(pair.i, pair.j))


def same_matter(a: Proposition, b: Proposition) -> bool:
    """Same actor (or none named), no name of one kind missing on both sides, and something rare in common."""
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if mine and theirs and not mine & theirs:
        return False
    shared = (a.lemmas & b.lemmas) - entry_set("light_lemmas")
    return len(shared) >= 2 and sum(weight(lemma) for lemma in sorted(shared)) >= MATTER


def contained(a: Proposition, b: Proposition, without: frozenset[str]) -> float:
    """How much of the smaller statement's weight the other has, actors and the given lemmas aside."""
    mine, theirs = a.lemmas - without - a.subjects, b.lemmas - without - b.subjects
    shared, least = mass(mine & theirs), min(mass(mine), mass(theirs))
    return shared / least if shared >= MATTER and least else 0.0


def published_day(pile: Pile, document: DocumentId, end: Literal["earliest", "latest"]) -> str | None:
    """The earliest or the latest day on which a report can have appeared, as YYYY-MM-DD."""
    published = pile.document[document].published
    value = published.latest if end == "latest" else published.earliest
    return value[:10] if value else None


def before(pile: Pile, one: Statement, other: Statement) -> bool:
    """Whether the first report is known to be older, by days."""
    end = published_day(pile, one.span.document, "latest")
    start = published_day(pile, other.span.document, "earliest")
    return bool(end and start and end < start)


def before_by_the_hour(pile: Pile, one: Statement, other: Statement) -> bool:
    """The same by the clock, where both reports are known to the minute; a time without a zone beside one with a zone
    has no order."""
    a_report, b_report = (pile.document[each.span.document].published for each in (one, other))
    first, second = a_report.latest, b_report.earliest
    if first is None or second is None or {a_report.precision, b_report.precision} - {"minute", "second"}:
        return False
    try:
        a, b = datetime.fromisoformat(first), datetime.fromisoformat(second)
    except ValueError:
        return False
    return (a.tzinfo is None) == (b.tzinfo is None) and a < b


def nearest_statement(pile: Pile, span: Span) -> Statement | None:
    """The shortest statement around the words; else the one that begins or ends nearest to them ("said Lt Ann Doe"
    stands beside what she said)."""
    held: Iterable[Statement] = pile.analysis[span.document].statements
    return min(held, key=lambda s: (_distance(s.span, span), s.span.end - s.span.start, s.id), default=None)


def _distance(around: Span, span: Span) -> int:
    return 0 if around.contains(span) else max(1, around.start - span.end, span.start - around.end)
