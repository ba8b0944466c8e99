"""Propositions of one story grouped into claims: candidate pairs, their probabilities, and careful linkage.

Agglomerative clustering by falling probability with two guards against chaining through vague statements: no pair
across the two groups may be vetoed, and the mean probability across them must hold too.  Statements in one aligned
passage of a derivation, or quoting one utterance, need less likeness, since the derivation is evidence of its own.
What is only implied is linked (``implication``).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from firsthand.data import Derivation, Modality, Span, Statement, Utterance
from firsthand.lexicon import rows
from firsthand.models import vectors
from firsthand.relate import candidates, vetoes
from firsthand.relate.components import Components
from firsthand.relate.equivalence import NOTHING, Meanings, features, in_story, in_story_features, probability
from firsthand.relate.families import WHOLE
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import TOLLS, Proposition, event_classes, mass, proposition, weight
from firsthand.relate.units import unit_class
from firsthand.words import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME = 0.55
"""Probability from which two statements of unrelated reports are one claim."""
SAME_PASSAGE = 0.5
"""The first step's probability (``equivalence``) from which two statements are one claim that stand in aligned words
of a derivation or quote one utterance."""
SAME_KIN = 0.4
"""Probability where one report's whole text is taken from the other's, but the words were not aligned, or where one
report cites the other for it."""
SAME_REPORT = 0.8
"""The same within one report, which seldom says a thing twice but often says like things."""
_MEAN = 0.45
_VAGUE = 12.0
"""Weight of lemmas below which a statement is too vague to find a partner by likeness alone."""
_FRAME = 0.5
"""What a shared event with the same actor and shared objects adds to the log-odds."""
_FRAME_CLOSE = 1.4
"""The same where aligned words join the two: the first step alone knows little of events."""
_COUNT = 0.8
"""The same when, besides, both count the same number of the same thing."""
_TOLL = 0.9
"""Probability, once no veto stands, when two reports of one story give the same count of dead, injured, missing …"""
_DATED = 0.9
"""The same when, besides, both give the same date of long before the reports."""
_OTHER_EVENT = -0.4
"""What predicates of different events take from the log-odds where aligned words join two statements."""
_OBJECTS = 9.0
"""Weight of lemmas, beside actor and predicate, that two statements of one event share."""
_MOST_VECTORS = 25_000
"""Different statements of one story that get vectors (a few minutes' work); beyond, words alone decide."""
_ALL_VECTORS = 4000
"""Different statements up to which all of them get one."""
_TELLING = 5
_VERBATIM = 4
"""Lemmas from which the same words said of oneself are one utterance, whoever the reports give it to."""
_COMPARED = 6
"""Members of a group that stand for it when groups are compared; the earliest joined."""


@dataclass(slots=True)
class Likeness:
    """Probabilities of pairs of one story, computed when asked for and kept."""

    items: Sequence[Proposition]
    statements: Sequence[Statement]
    rows: NDArray[np.float32] | None
    meanings: Meanings
    linked: frozenset[tuple[int, int]]
    kin: frozenset[tuple[str, str]]
    speakers: Sequence[str]
    titles: frozenset[int] = frozenset()
    cited: frozenset[tuple[int, int]] = frozenset()
    _kept: dict[tuple[int, int], float] = field(default_factory=dict)

    def of(self, i: int, j: int) -> float:
        """Probability that items i and j say the same; -1 when a veto forbids it."""
        key = (min(i, j), max(i, j))
        if key not in self._kept:
            self._kept[key] = self._compute(*key)
        return self._kept[key]

    def _compute(self, i: int, j: int) -> float:
        a, b = self.items[i], self.items[j]
        one, other = self.statements[i], self.statements[j]
        close = (i, j) in self.linked
        if close:
            barred = (
                vetoes.polarity(a, b, one, other, copied=True)
                or vetoes.numbers(a, b, self.meanings)
                or vetoes.dates(one, other)
            )
        else:
            barred = self.veto(i, j)
        if barred:
            return -1.0
        if a.order == b.order and a.text and normal(a.text) == normal(b.text):
            return 1.0
        same = vetoes.same_event(a, b)
        p = self.model(i, j) if close else self.alike(i, j)
        if not same:
            return _moved(p, _OTHER_EVENT) if same is False else p
        if _same_toll(a, b):
            return max(p, _TOLL)
        frame = _FRAME_CLOSE if close else _FRAME
        counted = _COUNT if _same_count(a, b) else 0.0
        dated = _DATED if _same_date(one, other) else 0.0
        return _moved(p, counted + dated + (frame if _framed(a, b) else 0.0))

    def veto(self, i: int, j: int) -> str | None:
        """Why the two may not be one claim when nothing but their words joins them, or None."""
        a, b = self.items[i], self.items[j]
        return vetoes.veto(a, b, self.statements[i], self.statements[j], self.meanings) or self._speakers(i, j)

    def _speakers(self, i: int, j: int) -> str | None:
        """A veto when somebody speaks of himself and another says the like of himself."""
        a, b = self.items[i], self.items[j]
        if not (a.personal or b.personal) or self.speakers[i] == self.speakers[j]:
            return None
        if self.speakers[i] in self.statements[j].entities or self.speakers[j] in self.statements[i].entities:
            return None  # "we handed them over", said the one of whom another report says that it did
        shared = mass(a.lemmas & b.lemmas)
        verbatim = len(a.lemmas & b.lemmas) >= _VERBATIM and shared >= 0.9 * max(mass(a.lemmas), mass(b.lemmas))
        return None if verbatim else "the speakers differ"

    def alike(self, i: int, j: int) -> float:
        """The second step's probability, whatever a veto says."""
        a, b, vectors = self.items[i], self.items[j], self.rows is not None
        values = in_story_features(a, b, self.values(i, j), vetoes.same_event(a, b), vetoes.below(a, b), vectors)
        return in_story(values, vectors)

    def model(self, i: int, j: int) -> float:
        """The first step's probability alone."""
        return probability(self.values(i, j), vectors=self.rows is not None)

    def values(self, i: int, j: int) -> list[float]:
        """The features of a pair."""
        return features(self.items[i], self.items[j], self.cosine(i, j), self.meanings)

    def cosine(self, i: int, j: int) -> float:
        """Cosine of the sentence vectors, or of the weighted lemmas where there are none."""
        if self.rows is None:
            return _tfidf(self.items[i], self.items[j])
        return round(float(self.rows[i] @ self.rows[j]), 3)

    def threshold(self, i: int, j: int) -> float:
        if (min(i, j), max(i, j)) in self.linked:
            return SAME_PASSAGE
        if self.statements[i].span.document == self.statements[j].span.document:
            return SAME_KIN if (i in self.titles) != (j in self.titles) else SAME_REPORT
        documents = (self.statements[i].span.document, self.statements[j].span.document)
        return SAME_KIN if documents in self.kin or (min(i, j), max(i, j)) in self.cited else SAME


def _moved(p: float, shift: float) -> float:
    odds = math.log(max(p, 1e-9) / max(1 - p, 1e-9)) + shift
    return 1 / (1 + math.exp(-odds))


def _same_count(a: Proposition, b: Proposition) -> bool:
    """Whether both give one and the same count, large enough to be no accident."""
    return any(
        x.value == y.value >= _TELLING and x.unit and vetoes.same_unit(x.unit, y.unit, NOTHING)
        for x in a.quantities
        for y in b.quantities
    )


def _same_toll(a: Proposition, b: Proposition) -> bool:
    """Whether both count the same number of people in one kind of toll, and neither names another place or party."""
    if not event_classes(a.heads) & event_classes(b.heads) & TOLLS or (a.names - b.names and b.names - a.names):
        return False
    mine = [q for q in a.quantities if unit_class(q.unit) == "people"]
    theirs = [q for q in b.quantities if unit_class(q.unit) == "people"]
    return len(mine) == len(theirs) == 1 and mine[0].value == theirs[0].value >= _TELLING


def _same_date(one: Statement, other: Statement) -> bool:
    """Whether both give one date that the text itself spells out (a month and year, or a full date)."""
    mine = {t.value for t in one.dates if t.anchor == "explicit" and t.precision in ("day", "month")}
    return any(t.value in mine for t in other.dates if t.anchor == "explicit")


def _framed(a: Proposition, b: Proposition) -> bool:
    """Whether two statements share an actor (or name none) and enough of what is acted upon."""
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if mine and theirs and not mine & theirs:
        return False
    shared = (a.lemmas & b.lemmas) - a.heads - b.heads - mine - theirs
    return len(shared) >= 2 and sum(weight(lemma) for lemma in sorted(shared)) >= _OBJECTS


def _tfidf(a: Proposition, b: Proposition) -> float:
    dot = sum(weight(x) ** 2 for x in sorted(a.lemmas & b.lemmas))
    norm = sum(weight(x) ** 2 for x in sorted(a.lemmas)) * sum(weight(x) ** 2 for x in sorted(b.lemmas))
    return float(dot / norm**0.5) if norm else 0.0


def _aligned(
    statements: Sequence[Statement], derivations: Sequence[Derivation], utterances: Sequence[Utterance], pile: Pile
) -> frozenset[tuple[int, int]]:
    """Pairs of items that lie in aligned passages of a derivation, or that quote one utterance."""
    at: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, statement in enumerate(statements):
        at[statement.span.document].append((statement.span.start, statement.span.end, number))
    for held in at.values():
        held.sort()
    longest = {document: max(end - start for start, end, _ in held) for document, held in at.items()}

    @cache
    def over(span: Span) -> list[int]:
        held = at.get(span.document, [])
        first = bisect_left(held, (span.start - longest.get(span.document, 0),))
        return [
            n
            for start, end, n in held[first : bisect_left(held, (span.end,))]
            if 2 * (min(end, span.end) - max(start, span.start)) > min(end - start, span.end - span.start)
        ]

    documents = [statement.span.document for statement in statements]
    pairs: set[tuple[int, int]] = set()
    for derivation in derivations:
        for passage in derivation.passages:
            for i in over(passage.a):
                pairs.update((min(i, j), max(i, j)) for j in over(passage.b) if i != j)
    for utterance in utterances:
        spans = [pile.quotation[name].inner for name in utterance.quotations if name in pile.quotation]
        quoting = sorted({n for span in spans for n in over(span)})
        pairs.update((i, j) for i in quoting for j in quoting if i < j and documents[i] != documents[j])
    return frozenset(pairs)


@lru_cache(maxsize=4)
def _embedded(texts: tuple[str, ...]) -> NDArray[np.float32]:
    """Vectors of the texts, kept since a story is compared twice: for its claims and for its conflicts."""
    return vectors.embed(texts)


def _vectors(items: Sequence[Proposition], worth: Sequence[int]) -> tuple[NDArray[np.float32] | None, Meanings]:
    """A row for each item, zeros for those that are not ``worth`` one, and the vectors of their words."""
    if not vectors.available() or not worth:
        return None, NOTHING
    texts = tuple(sorted({items[n].text for n in worth}))
    if len(texts) > _MOST_VECTORS:
        return None, NOTHING
    units = {q.unit.casefold() for item in items for q in item.quantities if q.unit}
    lemmas = tuple(sorted({lemma for n in worth for lemma in items[n].lemmas} | units))
    held = _embedded(texts)
    rows = _zeros(len(items), held.shape[1])
    at = {text: n for n, text in enumerate(texts)}
    for number, item in enumerate(items):
        if item.text in at:
            rows[number] = held[at[item.text]]
    return rows, Meanings(lemmas, _embedded(lemmas))


def _zeros(count: int, width: int) -> NDArray[np.float32]:
    import numpy as np

    return np.zeros((count, width), dtype=np.float32)


def _worth(items: Sequence[Proposition], found: set[tuple[int, int]]) -> list[int]:
    """Items that get a vector: all of a small story; of a large one those that share words across reports; none of a
    report that stands alone."""
    if len({item.document for item in items}) < 2:
        return []
    if len(items) <= _ALL_VECTORS:
        return list(range(len(items)))
    return sorted({n for i, j in found if items[i].document != items[j].document for n in (i, j)})


def grouped(
    pile: Pile, statements: Sequence[Statement], derivations: Sequence[Derivation], utterances: Sequence[Utterance]
) -> tuple[tuple[Likeness, list[tuple[int, int]]], list[list[int]]]:
    """The statements of one story compared, and each one's number in exactly one group, in text order."""
    ordered = sorted(statements, key=lambda s: (pile.words(s.span), s.span, s.id))
    likeness, pairs = compare(pile, ordered, derivations, utterances)
    joined = Components(range(len(ordered)))
    members: dict[int, list[int]] = {n: [n] for n in range(len(ordered))}
    edges = sorted(
        ((likeness.of(i, j), i, j) for i, j in pairs if likeness.of(i, j) >= likeness.threshold(i, j)),
        key=lambda edge: (-edge[0], edge[1], edge[2]),
    )
    for _, i, j in edges:
        a, b = joined.root(i), joined.root(j)
        if a == b or not _fit(likeness, members[a], members[b]):
            continue
        joined.join(a, b)
        keep, gone = min(a, b), max(a, b)
        members[keep] = sorted(members[keep] + members.pop(gone))
    return (likeness, pairs), [group for _, group in sorted(members.items())]


def _fit(likeness: Likeness, a: Sequence[int], b: Sequence[int]) -> bool:
    across = [(i, j) for i in _standing_for(likeness, a) for j in _standing_for(likeness, b)]
    values = [likeness.of(i, j) for i, j in across]
    floor = min(_MEAN, *(likeness.threshold(i, j) for i, j in across))
    return min(values) >= 0 and sum(values) / len(values) >= floor


def _standing_for(likeness: Likeness, group: Sequence[int]) -> list[int]:
    """Different wordings of a group, at most a few."""
    seen: dict[str, int] = {}
    body = [number for number in group if number not in likeness.titles]
    for number in body or group:
        seen.setdefault(normal(likeness.items[number].text), number)
        if len(seen) == _COMPARED:
            break
    return list(seen.values())


def in_title(pile: Pile, statement: Statement) -> bool:
    """Whether the statement is the report's headline, which leaves sources and hedges out by custom."""
    blocks = pile.document[statement.span.document].blocks
    return any(b.kind == "title" and b.start <= statement.span.start < b.end for b in blocks)


def _cited(
    pile: Pile, statements: Sequence[Statement], derivations: Sequence[Derivation]
) -> frozenset[tuple[int, int]]:
    """Pairs of which one is attributed to an outlet, and the other stands in the report of it that is cited."""
    at: defaultdict[str, list[int]] = defaultdict(list)
    for number, statement in enumerate(statements):
        at[statement.span.document].append(number)
    pairs: set[tuple[int, int]] = set()
    for one in derivations:
        if one.relation != "cites" or one.direction == "unknown":
            continue
        parent, child = (one.a, one.b) if one.direction == "a_to_b" else (one.b, one.a)
        for j in at.get(child, ()):
            chain = [pile.attribution[name] for name in statements[j].chain if name in pile.attribution]
            if any(attribution.source_kind == "outlet" for attribution in chain):
                pairs.update((min(i, j), max(i, j)) for i in at.get(parent, ()))
    return frozenset(pairs)


def _speaker(pile: Pile, statement: Statement) -> str:
    """Who says it: the innermost source's entity or description; the report itself in its own voice."""
    last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
    if last is None:
        return statement.span.document
    return last.source_entity or f"{statement.span.document} {normal(last.description)}"


def _as_meant(pile: Pile, statement: Statement) -> Statement:
    """A statement that stands inside "was considering …" or "plans to …" is considered or planned, as its cue says."""
    if statement.modality not in ("reported", "asserted") or not statement.chain:
        return statement
    last = pile.attribution.get(statement.chain[-1])
    words = {word for span in last.cue for word in normal(pile.words(span)).split()} if last else set()
    meant = sorted({_open_cues()[word] for word in words if word in _open_cues()})
    return replace(statement, modality=meant[0]) if len(meant) == 1 else statement


@lru_cache(maxsize=1)
def _open_cues() -> dict[str, Modality]:
    forms: dict[str, Modality] = {}
    for row in rows("cues"):
        lemma = row["lemma"]
        meant: Modality | None = "considered" if row["modality"] == "considered" else None
        if meant and row["pos"] == "VERB":
            stem = lemma.removesuffix("e")
            forms |= dict.fromkeys((lemma, lemma + "s", stem + "ing", stem + "ed"), meant)
    return forms


def compare(
    pile: Pile, ordered: Sequence[Statement], derivations: Sequence[Derivation], utterances: Sequence[Utterance]
) -> tuple[Likeness, list[tuple[int, int]]]:
    """The likeness of a story's statements and the pairs worth comparing."""
    ordered = [_as_meant(pile, statement) for statement in ordered]
    items = [proposition(pile, statement) for statement in ordered]
    linked = _aligned(ordered, derivations, utterances, pile)
    # one item stands for all with the same words, so that copies cost nothing
    first: dict[str, int] = {}
    alike: set[tuple[int, int]] = set()
    for number, item in enumerate(items):
        key = normal(item.text)
        if key in first and key:
            alike.add((first[key], number))
        first.setdefault(key, number)
    chosen = sorted(first.values())
    found = candidates.by_words([items[n] for n in chosen])
    rows, meanings = _vectors(items, [chosen[n] for n in _worth([items[n] for n in chosen], found)])
    whole = [(d.a, d.b) for d in derivations if d.relation in WHOLE]
    kin = frozenset(pair for a, b in whole for pair in ((a, b), (b, a)))
    speakers = [_speaker(pile, one) for one in ordered]
    titles = frozenset(n for n, one in enumerate(ordered) if in_title(pile, one))
    cited = _cited(pile, ordered, derivations)
    likeness = Likeness(items, ordered, rows, meanings, linked, kin, speakers, titles, cited)
    if rows is not None:
        found |= candidates.by_vector(rows[chosen])
    pairs = {(chosen[i], chosen[j]) for i, j in found} | alike
    vague = [mass(item.lemmas) < _VAGUE or len(item.lemmas) < 3 for item in items]
    pairs = {(i, j) for i, j in pairs if not (vague[i] or vague[j])}
    return likeness, sorted(pairs | linked)
