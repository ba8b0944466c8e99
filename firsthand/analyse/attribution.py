"""Attribution: who said what, through whom, in one document.

Two steps.  *Spans* come from the trained tagger or from the rules (``relations`` and ``quoted``); *resolution* is the
same for both: kind, source kind and entity, the outlet it was given to, nesting, and which quotation is whose.
Follows PolNeAR and PARC3 for the spans.  Left out: whether any of it is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from firsthand.analyse.chains import carried, first_persons, venues, within
from firsthand.analyse.citing import CITES, cited, closed
from firsthand.analyse.combine import combined, outside_quotations, tagged
from firsthand.analyse.context import Context, Source, names
from firsthand.analyse.cues import kinds, lemmas
from firsthand.analyse.quotation import title_case
from firsthand.analyse.quoted import quoted
from firsthand.analyse.relations import of_sentence
from firsthand.analyse.roles import newspapers, with_outlets
from firsthand.analyse.sources import resolve
from firsthand.analyse.spans import Found, cells
from firsthand.analyse.speakers import speakers
from firsthand.analyse.syntax import Pieces, tree
from firsthand.analyse.unmarked import unmarked
from firsthand.analyse.unnamed import introduced
from firsthand.data import (
    Attribution,
    AttributionKind,
    Document,
    Entity,
    Quotation,
    Sentence,
    Span,
    content_id,
)
from firsthand.models import deciders
from firsthand.words import words

Decider = Literal["rules", "model"]


def attributions(
    document: Document,
    sentences: tuple[Sentence, ...],
    entities: tuple[Entity, ...],
    quotations: tuple[Quotation, ...],
    decider: Decider | None = None,
) -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    """The attributions in text order, and the quotations with attribution, speaker and flags; scare quotes dropped.

    ``decider`` forces rules or model; by default the model where its weights are, unless FIRSTHAND_ATTRIBUTION=rules.
    """
    trees = tuple(tree(sentence, document.text) for sentence in sentences)
    context = Context(document, sentences, entities, names(entities), trees, introduced(trees))
    found = spans(context, quotations, decider or chosen())
    context = with_outlets(context, found)
    sources = newspapers(context, found, [resolve(context, item) for item in found])
    sources = speakers(context, found, sources, quotations)
    more, who, spoken = unmarked(context, found, sources, quotations)
    found, sources = [*found, *more], [*sources, *who]
    quotations = tuple(sorted((*quotations, *spoken), key=lambda q: (q.span.start, -q.span.end)))
    order = sorted(range(len(found)), key=lambda n: (found[n].start, found[n].cue, found[n].content, found[n].source))
    found, sources = [found[n] for n in order], [sources[n] for n in order]
    inner = within(found)
    given, sources = carried(context, found, sources, venues(context, found), inner)
    sources = first_persons(context, found, sources, inner)
    given = [(None, ()) if one[0] == who.entity else one for one, who in zip(given, sources, strict=True)]
    marks = cells(((q.span.start, q.span.end),) for q in quotations)
    made = []
    for item, source in zip(found, sources, strict=True):
        beneath = sorted({n for s, e in item.content for n in marks.near(s, e)})
        made.append(_made(document, item, source, [quotations[n] for n in beneath]))
    made = [
        replace(one, given_to=given[n][0], within=None if inner[n] is None else made[inner[n]].id,  # type: ignore[index]
                reasons=(*one.reasons, *given[n][1]))
        for n, one in enumerate(made)
    ]  # fmt: skip
    return tuple(made), _spoken(context, quotations, found, made, sources)


def chosen() -> Decider:
    """Who decides by default."""
    return "rules" if deciders()[0] == "rules" else "model"


def spans(context: Context, quotations: Sequence[Quotation], decider: Decider) -> list[Found]:
    """The relations of a document in text order, unresolved."""
    text = context.document.text
    ruled = [item for one in context.trees for item in of_sentence(one)]
    ruled = outside_quotations(text, ruled, quotations)
    found = ruled if decider == "rules" else combined(text, tagged(context), ruled)
    found = quoted(context.document, context.trees, quotations, found)
    found = _with_cited(context, found)
    unique = {(item.source, item.cue, item.content): item for item in found}
    return sorted(unique.values(), key=lambda item: (item.start, item.cue, item.content, item.source))


def _with_cited(context: Context, found: Sequence[Found]) -> list[Found]:
    """The relations with those of the sources that a report cites, sentence by sentence."""
    text = context.document.text
    by_start: dict[int, list[Found]] = {}
    for item in found:
        one = context.tree_at(item.cue[0][0]) if item.cue else None
        by_start.setdefault(-1 if one is None else one.sentence.start, []).append(item)
    out = by_start.pop(-1, [])
    for one in context.trees:
        inside = by_start.get(one.sentence.start, [])
        cites = inside and CITES.search(text, one.sentence.start, one.sentence.end)
        out += closed(text, cited(one, inside) if cites else inside)
    return out


def _made(document: Document, found: Found, source: Source, quotations: Sequence[Quotation]) -> Attribution:
    def placed(pieces: Pieces) -> tuple[Span, ...]:
        return tuple(Span(document.id, start, end) for start, end in pieces)

    return Attribution(
        id=content_id("at", document.id, found.source, found.cue, found.content),
        kind=_kind(document.text, found, quotations),
        source=placed(found.source),
        cue=placed(found.cue),
        content=placed(found.content),
        source_entity=source.entity,
        source_kind=source.kind,
        description=source.description,
        decided_by="model" if found.decided_by == "model" else "rule",
        reasons=source.reasons,
    )


def _kind(text: str, found: Found, quotations: Sequence[Quotation]) -> AttributionKind:
    if found.rule in ("transcript", "introduced", "unmarked") or any(
        "block_quotation" in q.flags and _holds(found.content, q) for q in quotations
    ):
        return "unmarked"
    marked = [q for q in quotations if any(q.span.start < e and s < q.span.end for s, e in found.content)]
    if not marked:
        return "indirect"
    outside = 0
    for s, e in found.content:
        held = [(max(s, q.span.start), min(e, q.span.end)) for q in marked]
        for start, end, _ in words(text, s, e):
            outside += not any(a <= start and end <= b for a, b in held)
    return "mixed" if outside else "direct"


def _holds(content: Pieces, quotation: Quotation) -> bool:
    covered = sum(max(0, min(e, quotation.span.end) - max(s, quotation.span.start)) for s, e in content)
    return covered * 2 > quotation.span.end - quotation.span.start


def _spoken(
    context: Context,
    quotations: Sequence[Quotation],
    found: Sequence[Found],
    made: Sequence[Attribution],
    sources: Sequence[Source],
) -> tuple[Quotation, ...]:
    out: list[Quotation] = []
    text = context.document.text
    last: dict[int, Quotation] = {}
    contents = cells(item.content for item in found)
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
            if count > 4 and not title_case(quotation.inner.of(text)):
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


def _scare(context: Context, quotation: Quotation, source: Source, item: Found) -> bool:
    """Whether one quoted word is the writer's: in what an outlet or document reports, or before the noun that it
    modifies where nobody is said to have spoken ("proposed a “model” law")."""
    text = context.document.text
    if source.kind in ("outlet", "document") or (source.kind == "unknown" and not source.description):
        return True
    one = context.tree_at(quotation.inner.start)
    at = next((i for i, t in enumerate(one.tokens) if t.start == quotation.inner.start), None) if one else None
    if one is None or at is None or one.tokens[at].dep not in ("amod", "compound", "advmod", "nmod"):
        return False
    if one.tokens[one.tokens[at].head].start < quotation.span.end:
        return False
    cue = [word.casefold() for s, e in item.cue for word in text[s:e].split()]
    return not any("speech" in kinds("VERB").get(form, frozenset()) for word in cue for form in lemmas(word))


def _preferred(held: Sequence[tuple[int, int]], found: Sequence[Found], sources: Sequence[Source]) -> int | None:
    """The innermost relation; what is merely credited to an outlet as a whole ("per X") only when nothing else.

    Words that nobody in particular "warned", according to a record, are the record's.
    """
    records = [n for _, n in held if found[n].rule == "according" and sources[n].kind == "document"]
    if records and all(n in records or sources[n].kind in ("group", "unknown") for _, n in held):
        return records[0]
    inner = [item for item in held if found[item[1]].rule == "citing"]
    inner = inner or [item for item in held if found[item[1]].rule not in ("according", "hearsay")]
    return min(inner or held, key=lambda item: (not found[item[1]].source, item))[1] if held else None
