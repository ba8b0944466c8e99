"""Statements: one assertion of one report, with its chain of attributions, modality, numbers, dates and entities.

One statement per clause (``clauses``), meant as its words say (``modality``).  What an attribution reports is one
statement per clause of its content, and the words of reporting are none; where the content is no clause ("announced the
designation of eight gangs") the clause of the cue is the statement.  What the writer adds beside an attributed content
stays the writer's own voice.  Left out: statements across sentences, assertions inside noun phrases,
and captions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from firsthand.analyse.coreference import Index, antecedent
from firsthand.analyse.statements.clauses import Clause, clauses, headline_clauses, trimmed_clause
from firsthand.analyse.statements.modality import clause_modality, headline_modality, negated
from firsthand.analyse.statements.quantities import quantities
from firsthand.data import (
    TEXT_KINDS,
    Attribution,
    AttributionId,
    EntityId,
    Quantity,
    Span,
    Statement,
    TimeExpression,
    content_id,
)
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.subjects import shared_subject
from firsthand.names import folded

_Spanned = TypeVar("_Spanned", Quantity, TimeExpression)
_PICTURE = re.compile(r"FILE\s*[-–—:]|In this \w[^.]{0,40} (?:file )?(?:photo|image|picture)\b")
"""How the caption of a picture begins, where a page's text runs on into it."""
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_POSSESSIVES = frozenset({"his", "her"})
_NESTED = 8
"""Statements of one sentence that may stand inside each other."""
_FIRST_PERSON = frozenset({"i", "we"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What every statement of a document is filled from; the lists are sorted by start."""

    index: Index
    numbers: Sequence[Quantity]
    times: Sequence[TimeExpression]
    chains: dict[AttributionId, tuple[AttributionId, ...]]


def statements(
    parsed: Parsed, index: Index, times: Sequence[TimeExpression], attributions: Sequence[Attribution]
) -> tuple[Statement, ...]:
    """The statements of title and text blocks, sorted by start; no two overlap."""
    by_id = {one.id: one for one in attributions}
    context = _Context(
        index,
        quantities(parsed),
        sorted(times, key=lambda one: one.span),
        {one.id: _chain(one, by_id) for one in attributions},
    )
    depth = {one: len(chain) for one, chain in context.chains.items()}
    touching = _by_sentence(parsed, attributions)
    made: list[Statement] = []
    for seen in parsed.trees:
        kind = parsed.block(seen).kind
        picture = _PICTURE.match(seen.text, seen.sentence.start, seen.sentence.end)
        if (kind not in TEXT_KINDS and kind != "title") or picture:
            continue
        cut = headline_clauses if kind == "title" else clauses
        for clause in cut(seen, touching.get(seen.number, []), depth):
            found = trimmed_clause(seen, clause)
            if found is None or _crosses(made, found):
                continue
            made.append(_made(context, seen, clause, Span(parsed.document.id, *found)))
    return tuple(made)


def _crosses(made: Sequence[Statement], found: tuple[int, int]) -> bool:
    """Whether the characters lie partly inside a statement made before, or are one."""
    for one in reversed(made[-_NESTED:]):
        start, end = one.span.start, one.span.end
        if found[0] < end and not (start <= found[0] and found[1] <= end and (start, end) != found):
            return True
    return False


def _holes(seen: Tree, clause: Clause, span: Span) -> tuple[Span, ...]:
    """The words of other clauses inside the statement's span."""
    tokens = seen.tokens
    found = (replace(span, start=tokens[a].start, end=tokens[b - 1].end) for a, b in clause.holes)
    return tuple(one for one in found if span.start <= one.start and one.end <= span.end)


def _made(context: _Context, seen: Tree, clause: Clause, span: Span) -> Statement:
    modality = headline_modality if context.index.parsed.block(seen).kind == "title" else clause_modality
    chain = context.chains[clause.attribution.id] if clause.attribution else ()
    holes = _holes(seen, clause, span)
    return Statement(
        id=content_id("s", context.index.parsed.document.id, span.start, span.end),
        span=span,
        chain=chain,
        modality=modality(seen, clause, attributed=bool(chain)),
        negated=negated(seen, clause),
        numbers=tuple(
            _own_unit(one, seen, clause)
            for one in _near(context.numbers, span)
            if span.contains(one.span) and not any(hole.overlaps(one.span) for hole in holes)
        ),
        dates=tuple(
            one for one in _when(context, seen, clause, span) if not any(hole.overlaps(one.span) for hole in holes)
        ),
        entities=_who(context, seen, clause, span),
        without=holes,
    )


def _own_unit(number: Quantity, seen: Tree, clause: Clause) -> Quantity:
    """The number without a unit that only the sentence's next clause names ("the toll is 9 and 40 residents fled")."""
    if not number.unit:
        return number
    unit = number.unit.casefold()
    at = [n for n, t in enumerate(seen.tokens) if unit in (t.lemma.casefold(), seen.words[n].casefold())]
    first = next((n for n, token in enumerate(seen.tokens) if token.start >= number.span.start), 0)
    outside = at and all(n >= clause.last for n in at)
    before = seen.tokens[first : min(at, default=first)]
    between = any(token.pos == "NUM" and token.start >= number.span.end for token in before)
    return replace(number, unit="") if outside and between else number


def _when(context: _Context, seen: Tree, clause: Clause, span: Span) -> tuple[TimeExpression, ...]:
    """The clause's dates; a further predicate without one has those that stand before the subject it shares, and a
    participle those of the words before it ("The bus left the road on Tuesday, | killing 12")."""
    own = tuple(one for one in _near(context.times, span) if span.contains(one.span))
    subject = shared_subject(seen.tokens, clause.first, clause.last)
    if own or not subject or subject[0] >= clause.first:
        return own
    follows = seen.tokens[clause.first].dep == "advcl" and seen.tokens[clause.first].tag in ("VBG", "VBN")
    until = seen.tokens[clause.first if follows else subject[0]].start
    before = Span(context.index.parsed.document.id, seen.tokens[0].start, until)
    return tuple(one for one in _near(context.times, before) if before.contains(one.span))


def _near(found: Sequence[_Spanned], span: Span) -> Sequence[_Spanned]:
    """Those that begin inside the span."""
    low = bisect_left(found, span.start, key=lambda one: one.span.start)
    return found[low : bisect_left(found, span.end, key=lambda one: one.span.start)]


def _by_sentence(parsed: Parsed, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions whose content or cue each sentence shares, by the sentence's number."""
    found: dict[int, list[Attribution]] = {}
    for one in attributions:
        pieces = (*one.content, *one.cue)
        for number in {tree.number for piece in pieces for tree in parsed.over(piece.start, piece.end)}:
            found.setdefault(number, []).append(one)
    return found


def _chain(attribution: Attribution | None, by_id: dict[AttributionId, Attribution]) -> tuple[AttributionId, ...]:
    """Attribution ids from the outermost to this one, following ``within``."""
    ids: list[AttributionId] = []
    while attribution is not None and attribution.id not in ids:
        ids.append(attribution.id)
        attribution = by_id.get(attribution.within) if attribution.within else None
    return tuple(reversed(ids))


def _speaks_itself(context: _Context, clause: Clause, at: int, entity: EntityId | None) -> bool:
    """Whether a pronoun in quotation marks would mean whoever says it."""
    told = clause.attribution
    return told is not None and told.source_entity == entity and context.index.parsed.quoted(at)


def _who(context: _Context, seen: Tree, clause: Clause, span: Span) -> tuple[EntityId, ...]:
    """Entities that the clause names, also those of a subject that it shares, its resolved pronoun subjects and their
    owners, and the speaker for "I" and "we"; in text order."""
    low = bisect_left(context.index.mentions, (span.start, 0, ""))
    high = bisect_left(context.index.mentions, (span.end, 0, ""))
    found = [(start, entity) for start, end, entity in context.index.mentions[low:high] if end <= span.end]
    borrowed = shared_subject(seen.tokens, clause.first, clause.last)
    if borrowed:
        begin, stop = seen.tokens[borrowed[0]].start, seen.tokens[borrowed[-1]].end
        low = bisect_left(context.index.mentions, (begin, 0, ""))
        found += [
            (start, entity) for start, end, entity in context.index.mentions[low:] if start < stop and end <= stop
        ]
    for n in (*borrowed, *range(clause.first, clause.last)):
        token = seen.tokens[n]
        held = token.dep == "poss" and seen.tokens[token.head].dep in ("nsubj", "nsubjpass")
        if token.pos != "PRON" or not (held or token.dep in ("nsubj", "nsubjpass")):
            continue
        word = folded(seen.words[n])
        entity: EntityId | None = None
        if word in (_POSSESSIVES if held else _PRONOUNS):
            pronoun = Span(context.index.parsed.document.id, token.start, token.end)
            entity, _ = antecedent(context.index, pronoun)
            if token.start in context.index.doubtful or _speaks_itself(context, clause, token.start, entity):
                entity = None
        elif word in _FIRST_PERSON and clause.attribution is not None:
            entity = clause.attribution.source_entity
        if entity:
            found.append((token.start, entity))
    return tuple(dict.fromkeys(entity for _, entity in sorted(found)))
