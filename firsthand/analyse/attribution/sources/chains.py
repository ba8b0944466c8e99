"""Chains: what is said inside what is said, and the outlet that a source was speaking to.

"Report → outlet → unnamed official": ``given_to`` is the outlet a source spoke to or that is credited for the words
("told X", "in an interview with X", "per X", "first reported by X"); ``within`` the attribution whose content holds
another.  A source that goes on in the same conversation keeps its outlet.  Left out: chains across documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand import trail
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.relation import AttributionRelation, span_index
from firsthand.analyse.attribution.resolution_context import Context, Source
from firsthand.analyse.attribution.sources.sources import outlet_at
from firsthand.data import EntityId

_FAR = 900
"""Characters over which a source keeps its outlet without being cut off by another speaker."""


@dataclass(frozen=True, slots=True)
class Venue:
    """The outlet that a relation was given to, None where there is none, and why."""

    outlet: EntityId | None = None
    reasons: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


def venues(context: Context, found: Sequence[AttributionRelation]) -> list[Venue]:
    """For each relation the outlet it was given to, with the reason."""
    text = context.text
    out: list[Venue] = []
    for item in found:
        given = Venue()
        if item.addressee is not None:
            outlet = outlet_at(context, *item.addressee)
            if outlet is not None:
                why = f"spoke to “{text[item.addressee[0] : item.addressee[1]]}”"
                given = trail.changed(given, "chains.addressee", outlet=outlet, reasons=(why,))
        if given.outlet is None and item.source:
            given = _in_source(context, item)
        out.append(given)
    cues = span_index(item.cue or item.source for item in found)
    for n, item in enumerate(found):
        if item.rule != "according" or not item.source or not item.content:
            continue
        outlet = outlet_at(context, item.source[0][0], item.source[-1][1])
        if outlet is None:
            continue
        for m in cues.near(item.content[0][0], item.content[-1][1]):
            other = found[m]
            if m != n and out[m].outlet is None and _inside(other, item) and other.rule != "according":
                why = f"credited to “{text[item.source[0][0] : item.source[-1][1]]}” in the same sentence"
                out[m] = trail.changed(out[m], "chains.credited", outlet=outlet, reasons=(why,))
    return out


_RELAY = re.compile(
    r"\b(?:(?P<spoke>spoke|spoken|speaking|talked|talking) (?:to|with)"
    r"|(?P<read>obtained|seen|reviewed|viewed|verified|read|examined|shared) (?:by|with))\s"
    r"|\bthat (?=[^,]{2,40} has (?:obtained|seen|reviewed|read|viewed)\b)"
)


def _in_source(context: Context, item: AttributionRelation) -> Venue:
    """The outlet in a source's own description: "two officials who spoke to X", "documents obtained by X"."""
    text = context.text
    start, end = item.source[0][0], item.source[-1][1]
    for relay in _RELAY.finditer(text, start, end):
        words = re.compile(r"(?:[Tt]he )?(?:[A-Z0-9][\w.&’'-]*[ ]?){1,6}").match(text, relay.end(), end)
        outlet = outlet_at(context, words.start(), words.end()) if words else None
        if outlet is not None:
            why = f"“{text[relay.start() : words.end() if words else end].strip()}”"
            return trail.changed(Venue(), "chains.in_source", outlet=outlet, reasons=(why,))
    return Venue()


def _inside(inner: AttributionRelation, outer: AttributionRelation) -> bool:
    """Whether the cue and the first words of one relation lie in the content of another."""
    if (
        not outer.content
        or not inner.content
        or inner.start < outer.content[0][0]
        or inner.start >= outer.content[-1][1]
    ):
        return False
    spans = (*(inner.cue or inner.source), inner.content[0])
    return all(any(s <= a and b <= e for s, e in outer.content) for a, b in spans)


def within(found: Sequence[AttributionRelation]) -> list[int | None]:
    """For each relation the smallest one that holds it."""
    sizes = [sum(e - s for s, e in item.content) for item in found]
    contents = span_index(item.content for item in found)
    by_cue = {item.cue: n for n, item in reversed(list(enumerate(found))) if not item.through}
    out: list[int | None] = []
    for n, item in enumerate(found):
        if item.through:
            out.append(by_cue.get(item.through))
            continue
        first = (item.cue or item.source or item.content)[0]
        holding = [(sizes[m], m) for m in contents.near(*first) if m != n and _inside(item, found[m])]
        holding = [pair for pair in holding if not _inside(found[pair[1]], item)]
        out.append(min(holding)[1] if holding else None)
    return out


def first_persons(
    context: Context, found: Sequence[AttributionRelation], sources: Sequence[Source], inner: Sequence[int | None]
) -> list[Source]:
    """ "I" and "we" inside what somebody says are that somebody, outermost first."""
    out = list(sources)
    for n in sorted(range(len(found)), key=lambda k: (_depth(inner, k), k)):
        outer = inner[n]
        if out[n].kind != "own_voice" or outer is None:
            continue
        speaker = out[outer]
        name = context.names.entities[speaker.entity].name if speaker.entity else speaker.description
        why = f"“{out[n].noun}” is whoever speaks: {name}"
        parts = {"kind": speaker.kind, "entity": speaker.entity, "reasons": (why,)}
        out[n] = trail.changed(out[n], "chains.first_person", **parts)
    return out


def _depth(inner: Sequence[int | None], n: int) -> int:
    depth, at = 0, inner[n]
    while at is not None and depth < len(inner):
        depth, at = depth + 1, inner[at]
    return depth


@dataclass(frozen=True, slots=True)
class _Speaking:
    """Who spoke last at the report's own level, to which outlet, and where."""

    who: str
    outlet: EntityId | None
    description: str
    end: int


def carry_venues(
    context: Context,
    found: Sequence[AttributionRelation],
    sources: Sequence[Source],
    given: Sequence[Venue],
    inner: Sequence[int | None],
) -> tuple[list[Venue], list[Source]]:
    """Outlets carried to the next words of the same source; "the source" described as it was when it first spoke."""
    venue, who = list(given), list(sources)
    order = sorted(range(len(found)), key=lambda n: (found[n].cue or found[n].content)[0][0])
    last: _Speaking | None = None
    unnamed: dict[str, _Speaking] = {}  # by the stem of the noun; "source" is anyone unnamed
    for n in order:
        item, source = found[n], who[n]
        if source.kind in ("outlet", "document", "own_voice") or inner[n] is not None:
            continue
        at = (item.cue or item.content)[0][0]
        stem = source.noun.rstrip("s")
        if source.kind == "anonymous":
            identity, before = f"unnamed {stem}", unnamed.get(stem) if _definite(source) else None
            if before is not None:
                why = f"“{source.description}” is taken to be “{before.description}”"
                parts = {"description": before.description, "reasons": (*source.reasons, why)}
                who[n] = source = trail.changed(source, "chains.described_before", **parts)
                identity = before.who
        else:
            identity = source.entity or (source.description.casefold() if source.kind != "unknown" else "")
            before = last if last is not None and last.who == identity and at - last.end < _FAR else None
        outlet = venue[n].outlet
        if outlet is None and before is not None and before.outlet is not None and _same_talk(context, item):
            outlet = before.outlet
            why = f"goes on speaking to {context.names.entities[outlet].name}"
            venue[n] = trail.changed(venue[n], "chains.carried", outlet=outlet, reasons=(why,))
        if identity:
            last = _Speaking(identity, outlet, source.description, item.end)
            if source.kind == "anonymous":
                unnamed[stem] = unnamed["source"] = last
    return venue, who


def _definite(source: Source) -> bool:
    first = source.description.casefold()
    return first.startswith(("the ", "that ", "those ", "these ", "one of the ", "two of the ", "both "))


_OTHER_OCCASION = re.compile(
    r"\b(?:in|during|at|on|via) (?:an?|the|his|her|their|its) (?:[\w’'-]+ ){0,2}(?:statement|speech|rally|hearing|"
    r"tweet|post|conference|briefing|letter|memo|email|interview|podcast|appearance|address|debate|meeting|filing|report)\b",
    re.IGNORECASE,
)


def _same_talk(context: Context, item: AttributionRelation) -> bool:
    """Whether words may belong to the talk before: something is said, and no other occasion is named."""
    text = context.text
    forms = [form for s, e in item.cue for word in text[s:e].casefold().split() for form in lemmas(word)]
    if item.cue and not any("speech" in cue_kinds("VERB").get(form, frozenset()) for form in forms):
        return False
    one = context.parsed.at(item.cue[0][0]) if item.cue else None
    return one is None or not _OTHER_OCCASION.search(text, one.sentence.start, one.sentence.end)
