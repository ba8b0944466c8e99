"""Outlets that no list knows: the names of the pile's own reports are outlets' names wherever they stand.

"Kvistbladet reported", "an official told the Harrow Ledger": where a report of the pile is Kvistbladet's, the name is
no person's, and a source that spoke to it is known through it.  Left out: short forms of such names, an outlet that
bears a person's name, which is mostly the person, and a body whose own page is in the pile, which stays a body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand import names
from firsthand.data import Analysis, Attribution, Document, Entity, EntityId

_SPOKE_TO = re.compile(r"\b(?:told|tells|tell|telling|to|with)\s+(?:the\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:to\s+|with\s+)?(?:the\s+)?", re.IGNORECASE)
_NEAR = 12  # characters between a cue and whom it was said to


def with_pile_outlets(analyses: Sequence[Analysis], documents: Sequence[Document]) -> tuple[Analysis, ...]:
    """The analyses, parallel to their documents, with names of the pile's outlets as outlets, and as whom sources spoke
    to."""
    known = {names.key(name): name for one in analyses if (name := one.outlet.name)}
    return tuple(_read_again(one, document, known) for one, document in zip(analyses, documents, strict=True))


def _read_again(analysis: Analysis, document: Document, known: Mapping[str, str]) -> Analysis:
    widened = [_widened(one, document.text, known) for one in analysis.entities]
    meant = {one.id: name for one in widened if (name := _outlet_meant(one, known))}
    entities = tuple(replace(one, name=meant[one.id], kind="outlet") if one.id in meant else one for one in widened)
    starts = {span.start: one.id for one in entities if one.id in meant for span in one.mentions}
    return replace(
        analysis,
        entities=entities,
        attributions=tuple(_attributed(one, document.text, known, meant, starts) for one in analysis.attributions),
    )


def _widened(entity: Entity, text: str, known: Mapping[str, str]) -> Entity:
    """The entity with the whole of an outlet's name for its mentions, where each is the end of it ("Wire" of "Open
    Wire")."""
    if entity.kind != "outlet" or not entity.mentions:
        return entity
    for printed in sorted(known.values()):
        short = entity.mentions[0].of(text)
        before = len(printed) - len(short)
        if before > 0 and all(text[max(0, one.start - before) : one.end] == printed for one in entity.mentions):
            mentions = tuple(replace(one, start=one.start - before) for one in entity.mentions)
            return replace(entity, name=printed, aliases=(printed,), mentions=mentions)
    return entity


def _outlet_meant(entity: Entity, known: Mapping[str, str]) -> str | None:
    """The outlet of the pile that all names of an entity are, or parts of."""
    forms = {names.key(name) for name in entity.aliases or (entity.name,)}
    for form in sorted(forms):
        if form in known and all(set(other.split()) <= set(form.split()) for other in forms):
            first = form.split()[0]
            if entity.kind in ("place", "organisation") or (entity.kind == "person" and first in names.first_names()):
                return None
            return known[form]
    return None


def _attributed(
    one: Attribution, text: str, known: Mapping[str, str], meant: Mapping[EntityId, str], starts: Mapping[int, EntityId]
) -> Attribution:
    unnamed = one.source_entity is None and one.source_kind in ("person", "group", "unknown")
    if one.source_entity in meant or (unnamed and names.key(one.description) in known):
        return replace(one, source_kind="outlet")
    if one.given_to is None and one.cue:
        end = one.cue[-1].end
        between = _BETWEEN.match(text, end, end + _NEAR)
        heard = starts.get(between.end()) if between else None
        if heard is not None and between is not None and _SPOKE_TO.search(text[one.cue[0].start : between.end()]):
            return replace(one, given_to=heard)
    return one
