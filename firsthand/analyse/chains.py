"""Chains: what is said inside what is said, and the outlet that a source was speaking to.

"Report → outlet → unnamed official": ``given_to`` is the outlet a source spoke to or that is credited for the words
("told X", "in an interview with X", "per X", "first reported by X"); ``within`` the attribution whose content holds
another.  A source that goes on in the same conversation keeps its outlet.  Left out: chains across documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.analyse.sources import Context, Source, outlet_at
from firsthand.analyse.spans import Found

Given = tuple[str | None, tuple[str, ...]]
_FAR = 900
"""Characters over which a source keeps its outlet without being cut off by another speaker."""


def venues(context: Context, found: Sequence[Found]) -> list[Given]:
    """For each relation the outlet it was given to, with the reason; (None, ()) where there is none."""
    text = context.document.text
    out: list[Given] = []
    for item in found:
        given: Given = (None, ())
        if item.addressee is not None:
            outlet = outlet_at(context, *item.addressee)
            if outlet is not None:
                given = (outlet, (f"spoke to “{text[item.addressee[0] : item.addressee[1]]}”",))
        out.append(given)
    for n, item in enumerate(found):
        if item.rule != "according" or not item.source:
            continue
        outlet = outlet_at(context, item.source[0][0], item.source[-1][1])
        if outlet is None:
            continue
        for m, other in enumerate(found):
            if m != n and out[m][0] is None and _inside(other, item) and other.rule != "according":
                out[m] = (
                    outlet,
                    (f"credited to “{text[item.source[0][0] : item.source[-1][1]]}” in the same sentence",),
                )
    return out


def _inside(inner: Found, outer: Found) -> bool:
    """Whether the cue and the content of one relation lie in the content of another."""
    spans = (*(inner.cue or inner.source), *inner.content)
    return bool(spans) and all(any(s <= a and b <= e for s, e in outer.content) for a, b in spans)


def within(found: Sequence[Found]) -> list[int | None]:
    """For each relation the smallest one that holds it."""
    out: list[int | None] = []
    for n, item in enumerate(found):
        sizes = [
            (sum(e - s for s, e in other.content), m)
            for m, other in enumerate(found)
            if m != n and _inside(item, other) and not _inside(other, item)
        ]
        out.append(min(sizes)[1] if sizes else None)
    return out


def first_persons(
    context: Context, found: Sequence[Found], sources: Sequence[Source], inner: Sequence[int | None]
) -> list[Source]:
    """ "I" and "we" inside what somebody says are that somebody, outermost first."""
    out = list(sources)
    for n in sorted(range(len(found)), key=lambda k: (_depth(inner, k), k)):
        outer = inner[n]
        if out[n].kind != "own_voice" or outer is None:
            continue
        speaker = out[outer]
        name = context.names.entities[speaker.entity].name if speaker.entity else speaker.description
        out[n] = replace(
            out[n], kind=speaker.kind, entity=speaker.entity, reasons=(f"“{out[n].noun}” is whoever speaks: {name}",)
        )
    return out


def _depth(inner: Sequence[int | None], n: int) -> int:
    depth, at = 0, inner[n]
    while at is not None and depth < len(inner):
        depth, at = depth + 1, inner[at]
    return depth


def carried(
    context: Context, found: Sequence[Found], sources: Sequence[Source], given: Sequence[Given]
) -> tuple[list[Given], list[Source]]:
    """Outlets carried to the next words of the same source; "the source" described as it was when it first spoke."""
    venue, who = list(given), list(sources)
    order = sorted(range(len(found)), key=lambda n: (found[n].cue or found[n].content)[0][0])
    speaking: tuple[str, str | None, str | None, int] | None = None  # identity, outlet, description, position
    for n in order:
        item, source = found[n], who[n]
        at = (item.cue or item.content)[0][0]
        if source.kind in ("unknown", "own_voice", "document", "outlet") and source.entity is None:
            continue
        if source.kind in ("outlet", "document"):
            continue
        anonymous = source.kind == "anonymous"
        identity = source.entity or (f"unnamed {_stem(source.noun)}" if anonymous else source.description.casefold())
        definite = source.description.casefold().startswith(("the ", "that ", "those ", "these ", "one of the "))
        same = speaking is not None and speaking[0] == identity and at - speaking[3] < _FAR
        if anonymous and not definite:
            same = False
        if same and speaking is not None:
            if anonymous and speaking[2]:
                printed = source.description
                who[n] = replace(
                    source,
                    description=speaking[2],
                    reasons=(*source.reasons, f"“{printed}” is the one introduced as “{speaking[2]}”"),
                )
            if venue[n][0] is None and speaking[1] is not None:
                name = context.names.entities[speaking[1]].name
                venue[n] = (speaking[1], (f"goes on speaking to {name}",))
        description = speaking[2] if same and speaking is not None and anonymous else source.description
        end = max(e for _, e in (*item.content, *item.cue))
        speaking = (identity, venue[n][0], description, end)
    return venue, who


def _stem(noun: str) -> str:
    return noun.rstrip("s")
