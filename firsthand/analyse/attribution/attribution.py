"""Attribution: who said what, through whom, in one document.

Two steps.  *Spans* come from the trained tagger or from the rules (``clause_relations``, ``quotation_attribution``);
*resolution* is the same for both: kind, source kind and entity, the outlet it was given to, nesting, and which
quotation is whose. Follows PolNeAR and PARC3 for the spans.  Left out: whether any of it is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from firsthand import trail
from firsthand.analyse.attribution.acts import act_of_cue, is_bare_act
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.relation import AttributionRelation, span_index
from firsthand.analyse.attribution.relations.cited_sources import CITES, closed, with_cited_sources
from firsthand.analyse.attribution.relations.clause_relations import of_sentence
from firsthand.analyse.attribution.relations.ensemble import combined, outside_quotations, tagged
from firsthand.analyse.attribution.relations.interruptions import interrupted
from firsthand.analyse.attribution.relations.quotation_attribution import quoted
from firsthand.analyse.attribution.relations.unmarked import unmarked
from firsthand.analyse.attribution.resolution_context import Context, Source, entity_names
from firsthand.analyse.attribution.sources.anonymous import introduced
from firsthand.analyse.attribution.sources.chains import Venue, carry_venues, first_persons, venues, within
from firsthand.analyse.attribution.sources.going_on import gone_on
from firsthand.analyse.attribution.sources.outlets import newspapers, shown_as_outlet, with_outlets
from firsthand.analyse.attribution.sources.sources import resolve_source
from firsthand.analyse.coreference import Index
from firsthand.analyse.quotation import is_title_case
from firsthand.data import (
    Act,
    Attribution,
    AttributionKind,
    Document,
    Quotation,
    Span,
    content_id,
)
from firsthand.grammar import Parsed
from firsthand.grammar.tree import Pieces
from firsthand.models import deciders
from firsthand.words import words

Decider = Literal["rules", "model"]


def attributions(
    parsed: Parsed, index: Index, quotations: tuple[Quotation, ...], decider: Decider | None = None
) -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    """The attributions in text order, and the quotations with attribution, speaker and flags; scare quotes dropped.

    ``decider`` forces rules or model; by default the model where its weights are, unless FIRSTHAND_ATTRIBUTION=rules.
    """
    context = Context(parsed, index, entity_names(index), introduced(parsed.trees))
    found = spans(context, quotations, decider or chosen())
    context = with_outlets(context, found)
    sources = [trail.marked(resolve_source(context, item), "sources.resolve") for item in found]
    sources = newspapers(context, found, [shown_as_outlet(context, source) for source in sources])
    sources = gone_on(context, found, sources)
    more, who, spoken = unmarked(context, found, sources, quotations)
    found, sources = [*found, *more], [*sources, *who]
    quotations = tuple(sorted((*quotations, *spoken), key=lambda q: (q.span.start, -q.span.end)))
    order = sorted(range(len(found)), key=lambda n: (found[n].start, found[n].cue, found[n].content, found[n].source))
    found, sources = [found[n] for n in order], [sources[n] for n in order]
    marks = span_index(((q.span.start, q.span.end),) for q in quotations)
    told = [
        _told(parsed, item, source, [quotations[n] for n in marks.beneath(item.content)])
        for item, source in zip(found, sources, strict=True)
    ]
    kept = [n for n, one in enumerate(told) if one is not None]
    found, sources, told = [found[n] for n in kept], [sources[n] for n in kept], [told[n] for n in kept]
    inner = within(found)
    given, sources = carry_venues(context, found, sources, venues(context, found), inner)
    sources = first_persons(context, found, sources, inner)
    given = [Venue() if one.outlet == who.entity else one for one, who in zip(given, sources, strict=True)]
    made = [
        _made(parsed.document, item, source, *how)
        for item, source, how in zip(found, sources, told, strict=True)
        if how is not None
    ]
    made = [
        replace(
            one,
            given_to=given[n].outlet,
            within=None if outer is None else made[outer].id,
            reasons=(*one.reasons, *given[n].reasons),
            steps=(*one.steps, *given[n].steps, *(() if outer is None else ("chains.within",))),
        )
        for n, (one, outer) in enumerate(zip(made, inner, strict=True))
    ]
    return tuple(made), _spoken(context, quotations, found, made, sources)


def chosen() -> Decider:
    """Who decides by default."""
    return "rules" if deciders()[0] == "rules" else "model"


def spans(context: Context, quotations: Sequence[Quotation], decider: Decider) -> list[AttributionRelation]:
    """The relations of a document in text order, unresolved."""
    text = context.text
    ruled = [item for one in context.parsed.trees for item in of_sentence(context.parsed, one)]
    ruled = outside_quotations(text, ruled, quotations)
    found = ruled if decider == "rules" else combined(text, tagged(context), ruled)
    found = quoted(context.parsed, quotations, found)
    found = [interrupted(context.parsed, item) for item in _with_cited(context, found)]
    unique = {(item.source, item.cue, item.content): item for item in found}
    return sorted(unique.values(), key=lambda item: (item.start, item.cue, item.content, item.source))


def _with_cited(context: Context, found: Sequence[AttributionRelation]) -> list[AttributionRelation]:
    """The relations with those of the sources that a report cites, sentence by sentence."""
    text = context.text
    by_number: dict[int, list[AttributionRelation]] = {}
    for item in found:
        one = context.parsed.at(item.cue[0][0]) if item.cue else None
        by_number.setdefault(-1 if one is None else one.number, []).append(item)
    out = by_number.pop(-1, [])
    for one in context.parsed.trees:
        inside = by_number.get(one.number, [])
        cites = inside and CITES.search(text, one.sentence.start, one.sentence.end)
        out += closed(text, with_cited_sources(one, inside) if cites else inside)
    return out


def _told(
    parsed: Parsed, item: AttributionRelation, source: Source, quotations: Sequence[Quotation]
) -> tuple[AttributionKind, Act] | None:
    """How the content is printed and what the source does; None where it does a thing and says nothing."""
    kind = _kind(parsed.text, item, quotations)
    act = act_of_cue(parsed, item.cue, item.content, source.kind, kind)
    bare = kind == "indirect" and is_bare_act(parsed, item.cue, item.content, source.kind, act)
    return None if bare and trail.taken("acts.says_nothing") else (kind, act)


def _made(
    document: Document, found: AttributionRelation, source: Source, kind: AttributionKind, act: Act
) -> Attribution:
    def placed(pieces: Pieces) -> tuple[Span, ...]:
        return tuple(Span(document.id, start, end) for start, end in pieces)

    return Attribution(
        id=content_id("at", document.id, found.source, found.cue, found.content),
        kind=kind,
        source=placed(found.source),
        cue=placed(found.cue),
        content=placed(found.content),
        source_entity=source.entity,
        source_kind=source.kind,
        description=source.description,
        decided_by="model" if found.decided_by == "model" else "rule",
        reasons=source.reasons,
        steps=(*found.steps, *source.steps),
        act=act,
    )


def _kind(text: str, found: AttributionRelation, quotations: Sequence[Quotation]) -> AttributionKind:
    if found.rule in ("transcript", "unmarked") or any(
        "block_quotation" in q.flags and _holds(found.content, q) for q in quotations
    ):
        return "unmarked"
    marked = [q for q in quotations if any(q.span.start < e and s < q.span.end for s, e in found.content)]
    if not marked:
        return "indirect"
    outside = 0
    for s, e in found.content:
        held = sorted((max(s, q.span.start), min(e, q.span.end)) for q in marked)
        place, reach = 0, -1  # how far the quotations go that begin before the word
        for start, end, _ in words(text, s, e):
            while place < len(held) and held[place][0] <= start:
                reach = max(reach, held[place][1])
                place += 1
            outside += end > reach
    return "mixed" if outside else "direct"


def _holds(content: Pieces, quotation: Quotation) -> bool:
    covered = sum(max(0, min(e, quotation.span.end) - max(s, quotation.span.start)) for s, e in content)
    return covered * 2 > quotation.span.end - quotation.span.start


def _spoken(
    context: Context,
    quotations: Sequence[Quotation],
    found: Sequence[AttributionRelation],
    made: Sequence[Attribution],
    sources: Sequence[Source],
) -> tuple[Quotation, ...]:
    out: list[Quotation] = []
    text = context.text
    last: dict[int, Quotation] = {}
    contents = span_index(item.content for item in found)
    for quotation in quotations:
        held = [
            (sum(e - s for s, e in found[n].content), n)
            for n in contents.near(quotation.span.start, quotation.span.end)
            if _holds(found[n].content, quotation)
            and not any(quotation.span.start <= s < quotation.span.end for s, _ in found[n].cue)
        ]
        best = _preferred(held, found, sources)
        count = len(list(words(text, quotation.inner.start, quotation.inner.end)))
        if best is None:
            if count > 4 and not is_title_case(quotation.inner.of(text)):
                out.append(replace(quotation, flags=(*quotation.flags, "no_speaker")))
            continue
        source = sources[best]
        if count == 1 and _scare(context, quotation, source, found[best]):
            continue
        flags = list(quotation.flags)
        before = last.get(best)
        if before is not None:
            gap = text[before.span.end : quotation.span.start]
            first_end = text[before.inner.end : before.span.end]
            cue_between = any(before.span.end <= s < quotation.span.start for s, _ in found[best].cue)
            if cue_between or "\n" in gap or not found[best].cue:
                flags.append("continuation_without_cue")
            if cue_between and "," in first_end and not gap.rstrip().endswith((".", "!", "?")):
                flags.append("split")
        if source.pronoun:
            flags.append("pronoun_speaker")
        last[best] = quotation
        out.append(replace(quotation, attribution=made[best].id, speaker=made[best].source_entity, flags=tuple(flags)))
    return tuple(out)


def _scare(context: Context, quotation: Quotation, source: Source, item: AttributionRelation) -> bool:
    """Whether one quoted word is the writer's: in what an outlet or document reports, or before the noun that it
    modifies where nobody is said to have spoken ("proposed a “model” law")."""
    text = context.text
    if source.kind in ("outlet", "document") or (source.kind == "unknown" and not source.description):
        return True
    one = context.parsed.at(quotation.inner.start)
    at = next((i for i, t in enumerate(one.tokens) if t.start == quotation.inner.start), None) if one else None
    if one is None or at is None or one.tokens[at].dep not in ("amod", "compound", "advmod", "nmod"):
        return False
    if one.tokens[one.tokens[at].head].start < quotation.span.end:
        return False
    cue = [word.casefold() for s, e in item.cue for word in text[s:e].split()]
    return not any("speech" in cue_kinds("VERB").get(form, frozenset()) for word in cue for form in lemmas(word))


def _preferred(
    held: Sequence[tuple[int, int]], found: Sequence[AttributionRelation], sources: Sequence[Source]
) -> int | None:
    """The innermost relation; what is merely credited to an outlet as a whole ("per X") only when nothing else.

    Words that nobody in particular "warned", according to a record, are the record's.
    """
    records = [n for _, n in held if found[n].rule == "according" and sources[n].kind == "document"]
    if records and all(n in records or sources[n].kind in ("group", "unknown") for _, n in held):
        return records[0]
    inner = [item for item in held if found[item[1]].rule == "citing"]
    inner = inner or [item for item in held if found[item[1]].rule not in ("according", "hearsay")]
    return min(inner or held, key=lambda item: (not found[item[1]].source, item))[1] if held else None
