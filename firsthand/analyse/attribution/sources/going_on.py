"""A pronoun for a speaker who has no name: "The report said …. It said …" goes on with the report.

``coreference`` answers for names alone; what speaks without one (a report, a spokesman, residents) and is meant by the
next "it", "he" or "they" that speaks is found here, by agreement and because nobody has spoken in between.  Left out:
pronouns that are no source.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from firsthand import trail
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.resolution_context import Context, Source
from firsthand.data import SourceKind
from firsthand.lexicon import rows

_REACH = 2
"""Sentences back in which the speaker stands."""
_OF_A_THING: tuple[SourceKind, ...] = ("document", "institution", "outlet")
_OF_PEOPLE: tuple[SourceKind, ...] = ("person", "anonymous", "unknown")
_OF_MANY: tuple[SourceKind, ...] = ("group", "anonymous")
_GENDERS = {"he": "m", "she": "f"}


@cache
def _genders_of_roles() -> dict[str, str]:
    """The gender that each word for a role tells, '' for either."""
    return {row["role"]: row["gender"] for row in rows("roles")}


def gone_on(context: Context, found: Sequence[AttributionRelation], sources: Sequence[Source]) -> list[Source]:
    """The sources with those pronouns resolved that mean whoever spoke last and has no name."""
    out = list(sources)
    order = sorted((n for n, item in enumerate(found) if item.cue), key=lambda n: found[n].cue[0][0])
    last: int | None = None
    for n in order:
        if context.parsed.quoted(found[n].cue[0][0]):
            continue
        if last is not None and _near(context, found[last], found[n]) and _agrees(out[n], out[last]):
            before = out[last]
            why = f"“{out[n].description}” goes on from “{before.description}”"
            parts = {"kind": before.kind, "description": before.description, "noun": before.noun, "reasons": (why,)}
            out[n] = trail.changed(out[n], "sources.goes_on", **parts)
        if out[n].kind != "own_voice":
            last = n
    return out


def _near(context: Context, before: AttributionRelation, item: AttributionRelation) -> bool:
    """Whether a relation stands in one of the next sentences of the same or the next paragraph."""
    if not item.source:
        return False
    one, other = context.parsed.at(before.cue[0][0]), context.parsed.at(item.source[0][0])
    if one is None or other is None or not one.number < other.number <= one.number + _REACH:
        return False
    return other.sentence.block - one.sentence.block <= 1


def _agrees(source: Source, before: Source) -> bool:
    """Whether a pronoun that means nobody known can mean the speaker before it, who has no name."""
    if not source.pronoun or source.entity is not None or source.kind != "unknown" or before.entity is not None:
        return False
    word = source.noun
    if before.pronoun or not before.description:
        return False
    if word == "it":
        return before.kind in _OF_A_THING
    if word in _GENDERS:
        gender = _genders_of_roles().get(before.noun)
        return before.kind in _OF_PEOPLE and gender in ("", _GENDERS[word])
    return word == "they" and before.kind in _OF_MANY and before.description.split(maxsplit=1)[0].casefold() != "a"
