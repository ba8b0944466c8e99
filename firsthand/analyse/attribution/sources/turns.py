"""Speakers that the grammar leaves open: who goes on speaking, and whose "I" it is.

In news a quotation of "he said" belongs, when the grammar does not decide, to whoever spoke last and fits (Muzny et al.
2017 call it the conversational sieve).  Used only after ``coreference`` found no answer; gender by title or given name
must not contradict, and the reason says that it is the speaker before.  Left out: guesses among several who fit.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand import names as forms
from firsthand import trail
from firsthand.analyse.attribution.relation import AttributionRelation, SpanIndex, span_index
from firsthand.analyse.attribution.resolution_context import Context, Source
from firsthand.data import Entity, Quotation

_GENDER = {"he": "m", "she": "f"}
_GOES_ON = frozenset({
    "continue", "continued", "continues", "continuing", "added", "adds", "add", "adding", "went",
})  # fmt: skip
_BACK = 2
"""Paragraphs of text back to which a speaker is remembered."""


def speakers(
    context: Context, found: Sequence[AttributionRelation], sources: Sequence[Source], quotations: Sequence[Quotation]
) -> list[Source]:
    """The sources, with pronouns and bare roles that quote given to the person who spoke before."""
    out = list(sources)
    marks = span_index(((q.span.start, q.span.end),) for q in quotations)
    order = sorted(range(len(found)), key=lambda n: (found[n].cue or found[n].source or found[n].content)[0][0])
    last: list[tuple[int, str]] = []  # position and entity of the persons who spoke, in order
    for n in order:
        item, source = found[n], out[n]
        at = (item.cue or item.source or item.content)[0][0]
        if any(quotations[m].span.start < at < quotations[m].span.end for m in marks.near(at, at + 1)):
            continue  # what is said inside a quotation moves nobody on
        if source.entity is None and source.kind != "own_voice" and _holds_quotation(item, marks, quotations):
            chosen = _who(context, item, source, [who for place, who in last if place >= _since(context, at)])
            if chosen is not None:
                name = context.names.entities[chosen].name
                said = f"“{source.description}”: {name}, the one who spoke before"
                parts = {"kind": "person", "entity": chosen, "reasons": (*source.reasons, said)}
                out[n] = source = trail.changed(source, "turns", **parts)
        if source.kind == "person" and source.entity is not None:
            last.append((at, source.entity))
    return out


def _holds_quotation(item: AttributionRelation, marks: SpanIndex, quotations: Sequence[Quotation]) -> bool:
    return any(s <= quotations[n].span.start < e for s, e in item.content for n in marks.near(s, e))


def _since(context: Context, at: int) -> int:
    """Where the paragraph begins that is ``_BACK`` paragraphs before the one at ``at``."""
    starts = [b.start for b in context.parsed.document.blocks if b.kind not in ("blank",) and b.start <= at]
    return starts[-1 - _BACK] if len(starts) > _BACK else 0


def _who(context: Context, item: AttributionRelation, source: Source, before: Sequence[str]) -> str | None:
    if not before:
        return None
    entity = context.names.entities[before[-1]]
    gender = _GENDER.get(source.noun, "") if source.pronoun else ""
    if gender:
        known = gender_of_person(entity)
        rivals = {who for who in before if gender_of_person(context.names.entities[who]) in ("", gender)}
        fits = known == gender or (known == "" and rivals == {entity.id})
        return entity.id if fits else None
    if source.pronoun or not source.description.casefold().startswith("the "):
        return None
    cue = " ".join(context.text[s:e] for s, e in item.cue).casefold().split()
    return entity.id if _GOES_ON & set(cue) and len(set(before[-2:])) == 1 and _is_role(source) else None


def _is_role(source: Source) -> bool:
    return source.kind in ("anonymous", "person", "unknown") and source.noun not in ("source", "official", "report")


def gender_of_person(entity: Entity) -> str:
    """What a person's titles and given names tell; '' where they tell nothing."""
    told = set()
    for alias in (entity.name, *entity.aliases):
        words = [word.strip(".").casefold() for word in alias.split()]
        parts = forms.person_parts(alias)
        told |= {forms.titles().get(word, "") for word in words[:1]}
        if len(parts) > 1:
            told.add(forms.first_names().get(parts[0], ""))
    told.discard("")
    return next(iter(told)) if len(told) == 1 else ""
