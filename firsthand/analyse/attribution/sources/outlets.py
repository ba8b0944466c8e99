"""Outlets by what they do in a text: who first reports, reports and cites, is told something by an unnamed source.

A list of outlets never holds them all; a newsroom's own words do.  The page's own outlet counts too, and "the Courier"
is the outlet whose full name ends so.  "The newspaper" is the outlet that was credited last.  Left out: the outlets of
other documents, which one document cannot know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand import lexicon, trail
from firsthand import names as forms
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.resolution_context import Context, Names, Source
from firsthand.analyse.attribution.sources.anonymous import definite
from firsthand.analyse.attribution.sources.sources import outlet_at, resolve_source, source_head
from firsthand.data import EntityId

_AFTER = re.compile(
    r"(?:['’]s)?,? (?:(?:has |had )?(?:first|exclusively|originally) (?:reported|revealed|published)\b"
    r"|(?:reported|reports|wrote|writes|said)\b[^.;\n]{0,40}, (?:citing|quoting)\b"
    r"|which (?:first reported|cited|quoted)\b)"
)
_BEFORE = re.compile(
    r"\b(?:(?:first|originally|exclusively) (?:reported|published|revealed|disclosed) (?:by|in)"
    r"|(?P<read>obtained|seen|reviewed|viewed|verified|read|examined) by"
    r"|(?P<spoke>spoke|spoken|speaking|talked) (?:to|with)) (?:[Tt]he )?$"
)
_UNNAMED = re.compile(r"\banonym|\bnot (?:to )?be (?:named|identified)|\bunnamed\b")
_MEDIA = frozenset({"newspaper", "broadcaster", "tabloid", "newswire", "weekly"})
_SEVERAL = frozenset({"media", "medium", "press", "tv", "television", "radio"})
_PERHAPS = frozenset({
    "paper", "magazine", "network", "agency", "outlet", "channel", "site", "website", "daily",
    "station",
})  # fmt: skip


def with_outlets(context: Context, found: Sequence[AttributionRelation]) -> Context:
    """``context`` with the entities that the text shows to be outlets, and short names as their full ones."""
    names, own = context.names, forms.key(context.parsed.document.outlet.name or "").removeprefix("the ")
    outlets = {one.id for one in context.names.entities.values() if one.kind == "outlet"}
    told = {name for item in found if (name := _told(context, item)) is not None}
    for start, end, name in names.mentions:
        if name in outlets:
            continue
        key = forms.key(names.entities[name].name).removeprefix("the ")
        role = name in told or _by_role(context, start, end)
        if key == own or (role and _may_be_outlet(context, start, name)):
            outlets.add(name)
    same: dict[EntityId, EntityId] = {}
    full = [(forms.key(names.entities[name].name).split(), name) for name in sorted(outlets)]
    for start, _, name in names.mentions:
        words = forms.key(names.entities[name].name).removeprefix("the ").split()
        if name in same or len(words) != 1 or context.text[start - 4 : start].casefold() != "the ":
            continue
        longer = [other for parts, other in full if len(parts) > 1 and parts[-1:] == words and other != name]
        if len(longer) == 1:
            same[name] = longer[0]
        elif words == own.split()[-1:] and names.entities[name].kind != "person":
            outlets.add(name)
    mentions = tuple(_bearer(context, (start, end, same.get(name, name))) for start, end, name in names.mentions)
    return replace(context, names=Names(names.entities, mentions, frozenset(outlets)))


def shown_as_outlet(context: Context, source: Source) -> Source:
    """The source with this step's name where the text, and no list, shows it to be an outlet."""
    known = context.names.entities[source.entity] if source.entity in context.names.outlets else None
    return source if known is None or known.kind == "outlet" else trail.marked(source, "outlets.by_role")


def _bearer(context: Context, mention: tuple[int, int, EntityId]) -> tuple[int, int, EntityId]:
    """A mention of an outlet in one word that is the surname of one person named in full before: that person."""
    start, end, name = mention
    text = context.text
    if context.names.entities[name].kind != "outlet" or " " in text[start:end] or text[start - 4 : start] == "the ":
        return mention
    word = forms.key(text[start:end])
    people = [
        one.id
        for one in context.names.entities.values()
        if one.kind == "person" and " " in one.name and forms.surname(forms.key(one.name)) == word
        and one.mentions and one.mentions[0].start < start
    ]  # fmt: skip
    return (start, end, people[0]) if len(people) == 1 else mention


def _told(context: Context, item: AttributionRelation) -> EntityId | None:
    """Whom an unnamed source told something."""
    if item.addressee is None or not item.source:
        return None
    start, end = item.addressee
    if not any(s < end and start < e for s, e, _ in context.names.mentions):
        return None
    return context.names.at(start, end) if resolve_source(context, item).kind == "anonymous" else None


def _by_role(context: Context, start: int, end: int) -> bool:
    text = context.text
    if _AFTER.match(text, end, min(len(text), end + 90)):
        return True
    before = _BEFORE.search(text, max(0, start - 60), start)
    if before is None:
        return False
    if before.group("read"):
        words = text[max(0, before.start() - 60) : before.start()].casefold().split()[-6:]
        nouns = lexicon.entry_set("document_nouns")
        return any(word.strip(".,“”") in nouns or word.strip(".,“”").removesuffix("s") in nouns for word in words)
    if before.group("spoke"):
        one = context.parsed.at(start)
        return one is not None and bool(_UNNAMED.search(text, one.sentence.start, one.sentence.end))
    return True


def _may_be_outlet(context: Context, start: int, name: EntityId) -> bool:
    """Whether an entity can be an outlet at all: no person, no listed institution; a people's name only as "The …"."""
    one = context.names.entities[name]
    key = forms.key(one.name).removeprefix("the ")
    lettered = len(key.split()) > 1 and key.split()[-1] in lexicon.entry_set("outlet_words")
    if one.kind == "person" and (not lettered or key.split()[0] in forms.first_names()):
        return False
    if key in forms.institutions() or not key:
        return False
    if key.split()[-1] in lexicon.entry_set("institution_heads"):
        return False
    text = context.text
    named = text[start - 4 : start] == "The " and key not in forms.demonyms()
    named = named and (not _opens(context, start - 4) or bool(_AFTER.match(text, start + len(one.name), start + 120)))
    return one.kind in ("organisation", "other", "document") or named or lettered


def _opens(context: Context, start: int) -> bool:
    one = context.parsed.at(start)
    return one is None or one.sentence.start == start


def newspapers(context: Context, found: Sequence[AttributionRelation], sources: Sequence[Source]) -> list[Source]:
    """The sources, "the newspaper" given to the outlet that was credited last before it."""
    out = list(sources)
    order = sorted(range(len(found)), key=lambda n: (found[n].cue or found[n].source or found[n].content)[0][0])
    last: EntityId | None = None
    for n in order:
        source = out[n]
        if source.kind == "outlet" and source.entity is not None:
            last = source.entity
            continue
        spoken_to = found[n].addressee
        last = (outlet_at(context, *spoken_to) if spoken_to else None) or last
        if source.entity is not None or source.noun not in _MEDIA | _PERHAPS | _SEVERAL or not found[n].source:
            continue
        placed = source_head(context, found[n].source)
        if source.noun in _SEVERAL:
            why = f"“{source.description}” gives no outlet's name"
            out[n] = trail.changed(source, "outlets.several", kind="outlet", reasons=(why,))
            continue
        if placed is None or not definite(*placed):
            continue
        if last is not None:
            why = f"“{source.description}”: {context.names.entities[last].name}, the outlet that was credited last"
            parts = {"kind": "outlet", "entity": last, "reasons": (*source.reasons, why)}
            out[n] = trail.changed(source, "outlets.newspaper", **parts)
        elif source.noun in _MEDIA:
            why = f"“{source.noun}” is an outlet that is not named"
            out[n] = trail.changed(source, "outlets.newspaper", kind="outlet", reasons=(why,))
    return out
