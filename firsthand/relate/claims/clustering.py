"""Statements of one story grouped into claims: candidate pairs, their likeness, and careful linkage.

Agglomerative clustering by falling probability with two guards against chaining through vague statements: no pair
across the two groups may be vetoed, and the mean probability across them must hold too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from firsthand.comparable import Proposition
from firsthand.components import Components
from firsthand.data import Derivation, DocumentId, Modality, Span, Statement, Utterance
from firsthand.lexicon import rows
from firsthand.relate.claims import candidate_pairs
from firsthand.relate.claims.claim_text import spelt_out
from firsthand.relate.claims.pair_score import Likeness
from firsthand.relate.claims.pairwise import Comparer, compared_here
from firsthand.relate.claims.paraphrase import NOTHING, Meanings
from firsthand.relate.judged import judged_pairs
from firsthand.relate.pile import Embed, Pile, StoryPile
from firsthand.words import normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MEAN = 0.33
"""Mean probability across two groups from which they may be one claim."""
_LEAST = 0.02
"""Probability under which no pair across two groups may be: one statement of two matters bridges none."""
_VAGUE_NEAR = 0.71
"""Cosine from which a vague statement is compared with another."""
_MOST_VECTORS = 25_000
"""Different statements of one story that get vectors (a few minutes' work): those that most reports carry.  Of the
others words alone tell what they are like."""
_ALL_VECTORS = 4000
"""Different statements up to which all of them get one."""
_AHEAD = 30_000
"""Texts from which no more vectors are made ahead: half of what an ``Embedder`` keeps in memory."""
_AT_ONCE = 4096
_MOST_QUOTED = 24
"""Quotations of one utterance up to which each is laid beside all others."""
_PRONOUNS = frozenset({"", "he", "she", "it", "they", "i", "we", "you"})
_COMPARED = 12
"""Members of a group that stand for it when groups are compared; the earliest joined."""


@dataclass(frozen=True, slots=True)
class StoryCompared:
    """A story's statements compared: the pairs worth comparing, by their numbers in ``likeness``, and the numbers of
    each group that says the same, in text order; ``edges`` are the pairs with which the groups were joined."""

    likeness: Likeness
    pairs: list[tuple[int, int]]
    groups: list[list[int]]
    edges: list[tuple[int, int]]


def compared_story(pile: Pile, story: StoryPile, comparer: Comparer = compared_here) -> StoryCompared:
    """The statements of one story compared, and each one's number in exactly one group; ``comparer`` compares many
    pairs at once."""
    ordered = sorted(story.statements(pile), key=lambda s: (pile.words(s.span), s.span, s.id))
    likeness, pairs = compare(pile, ordered, story.derivations, story.utterances)
    judged = likeness.judged = judged_pairs(pile, ordered)
    likeness.compare_all(pairs, comparer)
    joined = Components(range(len(ordered)))
    members: dict[int, list[int]] = {n: [n] for n in range(len(ordered))}
    edges = sorted(
        ((likeness.of(i, j), i, j) for i, j in pairs if likeness.of(i, j) >= likeness.threshold(i, j)),
        key=lambda edge: (-edge[0], edge[1], edge[2]),
    )
    used: list[tuple[int, int]] = []
    for i, j in (*judged.same, *((i, j) for _, i, j in edges)):
        a, b = joined.root(i), joined.root(j)
        if a == b or judged.keep_apart(members[a], members[b]):
            continue
        if (i, j) not in judged.same and not _fit(likeness, members[a], members[b]):
            continue
        joined.join(a, b)
        used.append((i, j))
        keep, gone = min(a, b), max(a, b)
        members[keep] = sorted(members[keep] + members.pop(gone))
    return StoryCompared(likeness, pairs, [group for _, group in sorted(members.items())], used)


def _fit(likeness: Likeness, a: Sequence[int], b: Sequence[int]) -> bool:
    across = [(i, j) for i in _standing_for(likeness, a) for j in _standing_for(likeness, b)]
    if not likeness.judged.unit and any(likeness.of(i, j) < _LEAST for i, j in across):
        return False  # most pairs of groups end here, at one of the first
    values = [likeness.of(i, j) for i, j in across]
    if unit := likeness.judged.unit:  # what a reader says is one thing is as like others as the likest of it
        best: dict[tuple[int, int], float] = {}
        for (i, j), value in zip(across, values, strict=True):
            place = unit.get(i, i), unit.get(j, j)
            best[place] = max(value, best.get(place, -1.0))
        values = list(best.values())
    floor = min(_MEAN, *(likeness.threshold(i, j) for i, j in across))
    return min(values) >= _LEAST and sum(values) / len(values) >= floor


def mean_across(likeness: Likeness, a: Sequence[int], b: Sequence[int]) -> float:
    """Mean probability of the pairs across two groups, -1 where one is barred."""
    values: list[float] = []
    mine, theirs = _standing_for(likeness, a), _standing_for(likeness, b)
    for i in mine:
        for j in theirs:
            values.append(likeness.of(i, j))
            if values[-1] < 0:
                return -1.0
    return sum(values) / len(values)


def _standing_for(likeness: Likeness, group: Sequence[int]) -> list[int]:
    """Different wordings of a group, at most a few."""
    seen: dict[str | int, int] = {}
    body = [number for number in group if number not in likeness.titles]
    for number in body or group:
        words = likeness.wording[number] if likeness.wording else normal(likeness.items[number].text)
        seen.setdefault(words, number)
        if len(seen) == _COMPARED:
            break
    return list(seen.values())


def compare(
    pile: Pile, ordered: Sequence[Statement], derivations: Sequence[Derivation], utterances: Sequence[Utterance]
) -> tuple[Likeness, list[tuple[int, int]]]:
    """The likeness of a story's statements and the pairs worth comparing."""
    ordered = [_as_meant(pile, statement) for statement in ordered]
    items = [pile.compared[statement.id].proposition for statement in ordered]
    aligned, spoken = _aligned(ordered, derivations, utterances, pile)
    linked = aligned | spoken
    # one item stands for all with the same words, so that copies cost nothing
    first: dict[str, int] = {}
    alike: set[tuple[int, int]] = set()
    for number, item in enumerate(items):
        key = normal(item.text)
        if key in first and key:
            alike.add((first[key], number))
        first.setdefault(key, number)
    chosen = sorted(first.values())
    found = candidate_pairs.by_words([items[n] for n in chosen])
    titles = frozenset(n for n, one in enumerate(ordered) if pile.compared[one.id].wording.in_title)
    wording = [first[normal(item.text)] for item in items]
    holders: defaultdict[int, set[DocumentId]] = defaultdict(set)
    for number, item in enumerate(items):
        holders[wording[number]].add(item.document)
    held = [frozenset(holders[n]) for n in chosen]
    read = [spelt_out(pile, one) for one in ordered]
    worth = [chosen[n] for n in _worth([items[n] for n in chosen], held, found)]
    within = _most_carried(worth, read, holders)
    rows, meanings = _vectors(pile.embed, items, read, within)
    beyond: frozenset[int] = frozenset()
    if rows is not None:
        rows = rows[wording]
        left = set(worth).difference(within)
        beyond = frozenset(n for n, same in enumerate(wording) if same in left)
    said = [_speaker(pile, one) for one in ordered]
    speakers = [name for name, _ in said]
    voices = [words for _, words in said]
    likeness = Likeness(
        items=items, statements=ordered, rows=rows, meanings=meanings, linked=linked, speakers=speakers, voices=voices,
        titles=titles, beyond=beyond, pile=pile, uttered=spoken - aligned, wording=wording,
    )  # fmt: skip
    if rows is not None:
        found |= candidate_pairs.by_vector(rows[chosen], held)
    pairs = {(chosen[i], chosen[j]) for i, j in found}
    pairs = {
        (i, j)
        for i, j in pairs
        if likeness.clear(i, j) or (not likeness.by_words(i, j) and likeness.cosine(i, j) >= _VAGUE_NEAR)
    }
    pairs |= {(i, j) for i, j in alike if likeness.clear(i, j)}
    likeness.worth = sorted(pairs | linked)
    return likeness, list(likeness.worth)


def _aligned(
    statements: Sequence[Statement], derivations: Sequence[Derivation], utterances: Sequence[Utterance], pile: Pile
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Pairs of items that lie in aligned passages of a derivation, and those that quote one utterance."""
    words = [pile.compared[statement.id].proposition.words for statement in statements]
    at: defaultdict[DocumentId, list[tuple[int, int, int]]] = defaultdict(list)
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

    pairs: set[tuple[int, int]] = set()
    for derivation in derivations:
        for passage in derivation.passages:
            pairs.update(_matched(words, over(passage.a), over(passage.b)))
    spoken: set[tuple[int, int]] = set()
    for utterance in utterances:
        spans = sorted(pile.quotation[name].inner for name in utterance.quotations if name in pile.quotation)
        for one, other in _beside(
            spans, lambda span: tuple(normal(pile.words(statements[n].span)) for n in over(span))
        ):
            if one.document != other.document:
                spoken.update(_matched(words, over(one), over(other)))
    return frozenset(pairs), frozenset(spoken)


def _beside(spans: Sequence[Span], said: Callable[[Span], tuple[str, ...]]) -> Iterable[tuple[Span, Span]]:
    """The quotations of one utterance two by two; of very many those with the same words around them each beside the
    first of these, and the firsts beside each other."""
    if len(spans) <= _MOST_QUOTED:
        yield from combinations(spans, 2)
        return
    first: dict[tuple[str, ...], Span] = {}
    for span in spans:
        head = first.setdefault(said(span), span)
        if head != span:
            yield head, span
    yield from combinations(first.values(), 2)


def _matched(words: Sequence[frozenset[str]], these: Sequence[int], those: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Of the statements of two aligned passages, or of two quotations of one utterance, the pairs that are each other's
    best match by their words; a sentence of several clauses says several things."""

    def common(i: int, j: int) -> float:
        return len(words[i] & words[j]) / max(1, len(words[i] | words[j]))

    for i in these:
        for j in those:
            best = common(i, j)
            if (
                i != j
                and all(common(i, k) <= best for k in those if k != i)
                and all(common(k, j) <= best for k in these if k != j)
            ):
                yield min(i, j), max(i, j)


def _most_carried(worth: Sequence[int], read: Sequence[str], holders: Mapping[int, set[DocumentId]]) -> list[int]:
    """Of those ``worth`` a vector as many as get one: first what most reports carry, then by their words."""
    texts: set[str] = set()
    within = []
    for n in sorted(worth, key=lambda n: (-len(holders[n]), n)):
        if len(texts) < _MOST_VECTORS or read[n] in texts:
            texts.add(read[n])
            within.append(n)
    return sorted(within)


def _vectors(
    embed: Embed | None, items: Sequence[Proposition], read: Sequence[str], worth: Sequence[int]
) -> tuple[NDArray[np.float32] | None, Meanings]:
    """A row for each item, zeros for those that are not ``worth`` one, and the vectors of their words."""
    if embed is None or not worth:
        return None, NOTHING
    texts = tuple(sorted({read[n] for n in worth}))
    lemmas = tuple(sorted(_words(items, worth)))
    held = embed(texts)
    rows = _zeros(len(items), held.shape[1])
    at = {text: n for n, text in enumerate(texts)}
    for number in worth:
        rows[number] = held[at[read[number]]]
    return rows, Meanings(lemmas, embed(lemmas))


def _words(items: Sequence[Proposition], worth: Iterable[int]) -> set[str]:
    """The words that get a vector: the lemmas of those ``worth`` one, and every unit."""
    units = {q.unit.casefold() for item in items for q in item.quantities if q.unit}
    return units.union(*(items[n].lemmas for n in worth))


def embed_ahead(pile: Pile, views: Iterable[StoryPile]) -> None:
    """Makes vectors that the small stories will ask for: story by story they are too few for the workers."""
    if pile.embed is None:
        return
    texts: set[str] = set()
    for story in views:
        if len(texts) < _AHEAD:
            held = list(story.statements(pile))
            items = [pile.compared[one.id].proposition for one in held]
            worth = _worth(items, [frozenset({one.document}) for one in items], set())
            texts |= {spelt_out(pile, held[n]) for n in worth} | (_words(items, worth) if worth else set())
    ordered = sorted(texts, key=lambda text: (len(text), text))
    for first in range(0, len(ordered), _AT_ONCE):
        pile.embed(ordered[first : first + _AT_ONCE])


def _zeros(count: int, width: int) -> NDArray[np.float32]:
    import numpy as np

    return np.zeros((count, width), dtype=np.float32)


def _worth(
    items: Sequence[Proposition], held: Sequence[frozenset[DocumentId]], found: set[tuple[int, int]]
) -> list[int]:
    """Items that get a vector: all of a small story; of a large one those that share words across reports; none of a
    report that stands alone.  ``held`` are the reports in which each one's words stand."""
    if len(frozenset[DocumentId]().union(*held)) < 2:
        return []
    if len(items) <= _ALL_VECTORS:
        return list(range(len(items)))
    return sorted({n for i, j in found if held[i] != held[j] or len(held[i]) > 1 for n in (i, j)})


def _speaker(pile: Pile, statement: Statement) -> tuple[str, frozenset[str]]:
    """Who says it, and the words that describe him: the innermost source's entity or description, the report itself in
    its own voice; '' for a pronoun that was not resolved."""
    last = pile.innermost(statement)
    if last is None:
        return statement.span.document, frozenset()
    described = normal(last.description)
    words = frozenset(described.split())
    if last.source_entity:
        return last.source_entity, words
    return "" if described in _PRONOUNS else f"{statement.span.document} {described}", words


def _as_meant(pile: Pile, statement: Statement) -> Statement:
    """A statement that stands inside "was considering …" or "plans to …" is considered or planned, as its cue says."""
    if statement.modality not in ("reported", "asserted"):
        return statement
    words = pile.cue_words(pile.innermost(statement))
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
