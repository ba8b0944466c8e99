"""Entities of one document: who and what is named, every mention of a name under one id.

Follows the news convention that a name is given in full once and shortened afterwards: surnames join the one full
name that ends in them, acronyms the name that introduces them in brackets, short forms the longer name; the kind is
voted over all mentions of a name, because a single label of a small parser is often wrong.  Left out: other documents
(``relate.identity``) and what a pronoun or "the president" stands for (``coreference``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from firsthand import lexicon, names
from firsthand.analyse.entities import mentions as finding
from firsthand.analyse.entities.mentions import Mention
from firsthand.analyse.entities.name_view import name_view
from firsthand.data import Document, Entity, EntityKind, Span, content_id
from firsthand.grammar import Parsed

_SURE, _HEAD, _TITLE, _FIRST_NAME = 8.0, 4.0, 3.0, 1.5
_AGES = ("elder", "younger")
_WELL_KNOWN = 4
"""Mentions by surname alone after which a full name brings in nobody new."""
_COORDINATED = 12
"""Characters between two names that are named as a pair, at most."""
_HYPERNYM = re.compile(
    r"\b(?:gangs?|cartels?|groups?|compan(?:y|ies)|firms?|organi[sz]ations?|militias?|agenc(?:y|ies)|banks?|unions?),?"
    r" (?:including|like|such as|called|named)\b"
)


def entities(parsed: Parsed) -> tuple[Entity, ...]:
    """Every entity that is named in the article blocks, sorted by id; mentions in text order."""
    document = parsed.document
    views = [name_view(parsed, one) for one in parsed.trees]
    first = finding.found(views)
    kinds = _kinds(document, first)
    known = {key: kind for key, kind in kinds.items() if _worth_finding_again(key, kind)}
    for key, kind in list(known.items()):
        if kind == "person":
            known.setdefault(names.surname(key), "person")
    mentions = sorted([*first, *finding.again(views, known, first)], key=lambda one: one.start)
    kinds = _kinds(document, mentions)
    groups = _join_people(mentions, kinds)
    groups = _join_others(document, mentions, kinds, groups)
    made = [_entity(document, several, kinds) for several in groups]
    return tuple(sorted(_apart(document, groups, made), key=lambda entity: entity.id))


def _apart(document: Document, groups: Sequence[Sequence[Mention]], made: Sequence[Entity]) -> list[Entity]:
    """The entities, where two bear one name with the title that tells them apart ("Mr Orlan", "Mrs Orlan")."""
    several = Counter(entity.id for entity in made)
    out = []
    for group, entity in zip(groups, made, strict=True):
        titled = next((one for one in group if _told_apart(one)), None) if several[entity.id] > 1 else None
        if titled is not None:
            name = f"{document.text[: titled.start].split()[-1]} {entity.name}"
            entity = replace(entity, id=content_id("e", document.id, name.casefold()), name=name)  # noqa: PLW2901
        out.append(entity)
    return out


def _worth_finding_again(key: str, kind: str) -> bool:
    words = key.split()
    return kind not in ("group", "document", "other") or len(words) > 1


# -------------------------------------------------------------------------------------------------- kinds


def _kinds(document: Document, mentions: Sequence[Mention]) -> dict[str, EntityKind]:
    """One kind for each normal form, by votes; a bare surname follows its full name."""
    votes: dict[str, Counter[str]] = {}
    addressed: set[str] = set()
    for mention in mentions:
        tally = votes.setdefault(mention.key, Counter())
        if mention.title and " " not in mention.key and not mention.sure:
            addressed.add(mention.key)
        for kind, weight in _cues(document, mention):
            tally[kind] += weight  # type: ignore[assignment]
    kinds: dict[str, EntityKind] = {}
    for key, tally in votes.items():
        if key in _agencies() and tally["organisation"] > 0:
            tally["outlet"] += _SURE  # type: ignore[assignment]
        for kind, weight in _shape(key):
            tally[kind] += weight  # type: ignore[assignment]
        if key in addressed and max(tally.values()) < _SURE + tally["person"]:
            tally["person"] = max(tally.values()) + 1  # "President X" is a person, however often the parser errs later
        best = names.kind_by_votes(tally)
        kinds[key] = best if tally[best] > 0 else "other"
    people = {names.surname(key) for key, kind in kinds.items() if kind == "person" and " " in key}
    for key, kind in kinds.items():
        listed = key in names.places() if kind == "place" else votes[key]["outlet"] >= _SURE
        if key in people and not listed:
            kinds[key] = "person"
    for mention in mentions:
        last = names.surname(mention.key)
        before = document.text[max(0, mention.start - 40) : mention.start].casefold()
        if kinds[mention.key] == "other" and last in people and before.endswith(f"{last} and "):
            kinds[mention.key] = "person"  # "Ada Reed and Bo Reed"
    return kinds


def _cues(document: Document, mention: Mention) -> list[tuple[str, float]]:
    """What one mention says of its name's kind: its label, and what stands around it."""
    found: list[tuple[str, float]] = []
    if mention.kind:
        found.append((mention.kind, _SURE if mention.sure else 1.0))
    if mention.title:
        found.append(("person", _TITLE))
    elif mention.article and not mention.sure:
        found.append(("person", -1.0))
    if _age_follows(document.text, mention.end):
        found.append(("person", 2.0))
    if mention.speaks and mention.kind == "place" and not mention.sure and " " not in mention.key:
        found.append(("person", 1.5))
    if mention.speaks and mention.kind == "document" and 2 <= len(mention.key.split()) <= 4 and not mention.article:
        found.append(("person", 1.5))
    if not mention.sure and _listed_with_organisations(document.text, mention.start):
        found.append(("organisation", 1.5))
    if " " not in mention.key and _is_acronym(document.text, mention):
        found += [("person", -3.0), ("organisation", 0.5)]
    return found


def _shape(key: str) -> list[tuple[EntityKind, float]]:
    """What the form of a name says of its kind."""
    words = key.split()
    found: list[tuple[EntityKind, float]] = []
    if not words:
        return found
    heads, suffixes = _heads()
    if len(words) > 1 and (words[-1] in heads or (words[0] in heads and words[1] in ("of", "de", "del", "for"))):
        found.append(("organisation", _HEAD))
    if len(words) > 1 and words[-1] in suffixes:
        found.append(("organisation", _HEAD))
    if key in names.places():
        found.append(("place", 3.0))
    if any(c.isdigit() for c in key):
        found.append(("person", -5.0))
        found.append(("organisation", 0.5))
    if 2 <= len(words) <= 4 and words[0] in names.first_names() and "of" not in words:
        found.append(("person", _FIRST_NAME))
    if len(words) > 1 and ("of" in words or "and" in words):
        found.append(("person", -2.0))
    if {"v", "vs", "versus"} & set(words):  # a case, a match
        found.append(("person", -_SURE))
    if len(words) > 2 and words[-1] in ("sr", "jr"):
        found.append(("person", 2.0))
    return found


@cache
def _agencies() -> frozenset[str]:
    """Every name of the listed news agencies: known as such wherever the parser takes them for organisations."""
    main = lexicon.column("outlets", "name", kind="agency")
    return frozenset(name for name, known in names.outlets().items() if known in main and len(name) > 3)


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    suffixes = {names.key(word) for word in lexicon.entries("corporate_suffixes")}
    return frozenset(names.key(word) for word in lexicon.entries("institution_heads")), frozenset(suffixes)


def _listed_with_organisations(text: str, start: int) -> bool:
    """Whether the words before say so: "gangs, including X and Y", "companies such as X"."""
    before = text[max(0, start - 90) : start].rpartition(". ")[2]
    ends = [match.end() for match in _HYPERNYM.finditer(before)]
    if not ends:
        return False
    between = [word for word in before[ends[-1] :].split() if word.islower()]
    return sum(word not in ("and", "or", "the", "of", "de", "del", "los") for word in between) <= 1


def _age_follows(text: str, end: int) -> bool:
    tail = text[end : end + 6]
    return len(tail) > 4 and tail[:2] == ", " and tail[2:4].isdigit() and tail[4] in ",."


# ------------------------------------------------------------------------------------------------- people


def _join_people(mentions: Sequence[Mention], kinds: dict[str, EntityKind]) -> list[list[Mention]]:
    people = [mention for mention in mentions if kinds[mention.key] == "person"]
    full: list[list[Mention]] = []
    by_last: dict[str, list[list[Mention]]] = {}  # writings of one name end alike
    for mention in people:
        parts = names.person_parts(mention.key)
        if len(parts) < 2:
            continue
        for group in by_last.setdefault(parts[-1], []):
            if all(names.may_be_one_person(mention.key, other) for other in sorted({one.key for one in group})):
                group.append(mention)
                break
        else:
            full.append([mention])
            by_last[parts[-1]].append(full[-1])
    alone: dict[tuple[str, str], list[Mention]] = {}
    short = [mention for mention in people if len(names.person_parts(mention.key)) < 2]
    first = {mention.key: mention.start for mention in reversed(short)}
    later, couples = _of_others(full, short), _of_couples(full, short)
    for mention in short:
        either = mention.key in couples and not _told_apart(mention)
        chosen = None if either or mention.key in later else _owner(mention, full, first[mention.key])
        if chosen is not None:
            full[chosen].append(mention)
        else:
            alone.setdefault((mention.key, _told_apart(mention)), []).append(mention)
    for key, told in list(alone):
        if not told:  # "Orlan" beside "Mrs Orlan" is she, unless "Mr Orlan" is named too
            others = [apart for other, apart in alone if other == key and apart]
            if len(others) == 1:
                alone[key, others[0]] += alone.pop((key, told))
    return [*full, *alone.values()]


def _of_others(full: Sequence[Sequence[Mention]], short: Sequence[Mention]) -> frozenset[str]:
    """Surnames that are well known before full names with them are printed, once each: these tell others of the name
    from whom the text is about ("Clinton … Clinton … Bill Clinton")."""
    found = set()
    for key in {mention.key for mention in short}:
        able = [group for group in full if any(names.surname(one.key) == key for one in group)]
        if able and all(_full_mentions(group) == 1 for group in able):
            since = min(one.start for group in able for one in group if " " in one.key)
            if sum(mention.key == key and mention.start < since for mention in short) >= _WELL_KNOWN:
                found.add(key)
    return frozenset(found)


def _of_couples(full: Sequence[Sequence[Mention]], short: Sequence[Mention]) -> frozenset[str]:
    """Surnames that a given name shares with the full name behind it ("Dan and Erik Holm"): two bear them."""
    known = {part for group in full for one in group for part in names.person_parts(one.key)}
    alone = Counter(mention.key for mention in short)
    ends = {
        mention.end
        for mention in short
        if mention.key in names.first_names() and mention.key not in known and alone[mention.key] == 1
    }  # "Kim" of "Kim and Donald Trump", told of elsewhere by that name, is no Trump
    return frozenset(
        names.surname(one.key) for group in full for one in group if {one.start - gap for gap in _AND} & ends
    )


_AND = (len(" & "), len(" and "))


def _told_apart(mention: Mention) -> str:
    """Which person of a name a title means: the gender, or elder and younger; '' where it says nothing."""
    return mention.title if mention.title in _AGES else names.titles().get(mention.title, "")


def _owner(mention: Mention, full: Sequence[Sequence[Mention]], first: int) -> int | None:
    """Whose short name this is: the one full name that ends (or begins) with it; None where two could be meant.  A
    surname that stands before its "Jr." is brought in (``first``: where it stands first) is the father's."""
    last, son = names.surname(mention.key), names.suffix(mention.key)
    able = [n for n, group in enumerate(full) if any(names.surname(one.key) == last for one in group)]
    if son:
        able = [n for n in able if any(names.suffix(one.key) == son for one in full[n])]
    else:
        able = [n for n in able if full[n][0].start < first or not any(names.suffix(one.key) for one in full[n])]
    if not able:
        labelled = mention.kind == "person" and not mention.sure
        able = [
            n
            for n, group in enumerate(full)
            if labelled and any(mention.key in names.person_parts(one.key)[:-1] for one in group)
        ]
    told = names.titles().get(mention.title, "")
    if told:  # "Mrs. Orlan" is no man of the name
        able = [n for n in able if gender_of_mentions(full[n]) in (told, "")]
        surely = [n for n in able if gender_of_mentions(full[n]) == told]
        able = surely or able
    if mention.title in _AGES:
        sons = [n for n in able if any(names.suffix(one.key) for one in full[n])]
        fits = sons if mention.title == "younger" else [n for n in able if sons and n not in sons]
        return fits[0] if len(fits) == 1 else None
    if len(able) > 1 and mention.title:
        titled = [n for n in able if any(one.title == mention.title for one in full[n])]
        able = titled if len(titled) == 1 else able
    if len(able) > 1:
        introduced = [n for n in able if full[n][0].start < mention.start]
        most = max(able, key=lambda n: (_full_mentions(full[n]), -full[n][0].start))
        rivals = [n for n in able if n != most]
        if any(0 < full[n][0].start - full[most][0].end <= _COORDINATED for n in rivals):
            return None  # "the brothers Lars and Erik Holm": either may be meant
        if len(introduced) == 1:
            return introduced[0]
        if any(full[n][0].sentence == full[most][0].sentence and full[n][0].start < first for n in rivals) and all(
            _full_mentions(full[n]) >= _full_mentions(full[most]) for n in rivals
        ):
            return None  # "Ada Reed and her brother Tom Reed own the mill. Reed said": either may be meant
        known_before = sum(one.start < min(full[n][0].start for n in rivals) for one in full[most]) > 1
        if known_before and all(_full_mentions(full[n]) == 1 for n in rivals):
            return most
        return None
    return able[0] if able else None


def _full_mentions(group: Sequence[Mention]) -> int:
    return sum(" " in one.key for one in group)


def gender_of_mentions(group: Iterable[Mention]) -> names.Gender:
    """What titles and given names tell of the gender; '' where they tell nothing or disagree."""
    told: set[names.Gender] = set()
    for mention in group:
        told.add(names.titles().get(mention.title, ""))
        parts = names.person_parts(mention.key)
        if len(parts) > 1:
            told.add(names.first_names().get(parts[0], ""))
    told.discard("")
    return next(iter(told)) if len(told) == 1 else ""


# ------------------------------------------------------------------------- institutions, places, outlets


def _join_others(
    document: Document,
    mentions: Sequence[Mention],
    kinds: dict[str, EntityKind],
    groups: list[list[Mention]],
) -> list[list[Mention]]:
    """Joins by the lexicon's names, by acronyms in brackets, and by short forms of one longer name."""
    others = [mention for mention in mentions if kinds[mention.key] != "person"]
    name_of = {mention.key: _main_key(mention.key, kinds[mention.key]) for mention in others}
    for short, long in _acronyms(document, others).items():
        name_of[short] = name_of.get(long, long)
    sites = _sites(document, others)
    for short, long in _short_forms(name_of, kinds).items():
        if short in sites:
            continue
        for key in [key for key, main in name_of.items() if main == short]:
            name_of[key] = long
    joined: dict[str, list[Mention]] = {}
    for mention in others:
        joined.setdefault(name_of[mention.key], []).append(mention)
    return [*groups, *joined.values()]


_AT = re.compile(r"\b([a-z]+)(?: (?:\d+|[A-Z]|No\. ?\d+))? (?:at|near|outside) $")


def _sites(document: Document, others: Sequence[Mention]) -> frozenset[str]:
    """Names that are only places where works stand ("reactor 1 at Korrel"), and short for no company of the name."""
    where: dict[str, bool] = {}
    for one in others:
        before = _AT.search(document.text[max(0, one.start - 40) : one.start].casefold().rstrip(" ") + " ")
        placed = before is not None and before[1] in lexicon.entry_set("site_nouns")
        where[one.key] = where.get(one.key, True) and placed
    return frozenset(key for key, placed in where.items() if placed)


def _main_key(key: str, kind: EntityKind) -> str:
    if kind == "outlet":
        return names.key(names.outlets().get(key, key))
    if kind == "place":
        return names.key(names.places().get(key, key))
    return names.institution_key(key)


def _acronyms(document: Document, others: Sequence[Mention]) -> dict[str, str]:
    """Acronym -> the name beside it in brackets, either way round, or the only name whose initials it is."""
    text = document.text
    found: dict[str, str] = {}
    long = [one for one in others if " " in one.key]
    by_start = {one.start: one for one in others}
    for first in others:
        tail = text[first.end : first.end + 6]
        opened = first.end + len(tail) - len(tail.lstrip("'’s "))
        second = by_start.get(opened + 1) if text[opened : opened + 1] == "(" else None
        if second is None or text[second.end : second.end + 1] != ")" or first.key == second.key:
            continue
        if " " in first.key and (_is_acronym(text, second) or second.key.split()[0] == first.key.split()[0]):
            found.setdefault(second.key, first.key)
        elif " " in second.key and " " not in first.key and _is_acronym(text, first):
            found.setdefault(first.key, second.key)
    by_initials: dict[str, set[str]] = {}
    for mention in long:
        by_initials.setdefault(names.initials(mention.key), set()).add(mention.key)
    for mention in others:
        if mention.key not in found and len(mention.key) > 2 and _is_acronym(text, mention):
            meant = by_initials.get(names.acronym_key(text[mention.start : mention.end]), set())
            if len(meant) == 1:
                found[mention.key] = next(iter(meant))
    return found


def _is_acronym(text: str, mention: Mention) -> bool:
    return names.is_acronym(text[mention.start : mention.end])


def _short_forms(name_of: dict[str, str], kinds: dict[str, EntityKind]) -> dict[str, str]:
    """Main key -> longer main key: "Times" after "New York Times", "Goldman" after "Goldman Sachs"; only where one
    longer name fits."""
    kind_of = {main: kinds[key] for key, main in name_of.items()}
    by_edge: dict[str, set[str]] = {}
    for main in kind_of:
        parts = main.split()
        for edge in (parts[:1] + parts[-1:]) if len(parts) > 1 else ():
            by_edge.setdefault(edge, set()).add(main)
    found: dict[str, str] = {}
    for short, kind in kind_of.items():
        words = short.split()
        near = by_edge.get(words[0], set()) | by_edge.get(words[-1], set()) if words else set()
        fits = [long for long in near if _shortens(words, long.split(), kind, kind_of[long])]
        if len(fits) == 1:
            found[short] = fits[0]
    return found


def _shortens(words: list[str], parts: list[str], kind: EntityKind, other: EntityKind) -> bool:
    """Whether ``words`` is what the outlet, government or company of the longer name ``parts`` is called for short."""
    if len(parts) <= len(words):
        return False
    ends, begins = parts[-len(words) :] == words, parts[: len(words)] == words
    if other == "outlet":
        return ends and len(words) == 1 and (kind == "outlet" or words[0] in lexicon.entry_set("outlet_words"))
    if kind != "organisation" or other != kind:
        return False
    if ends and words[0] in ("administration", "government", "campaign", "regime"):
        return True
    return begins and words[-1] not in _heads()[0] and " ".join(words) not in names.institutions()


# --------------------------------------------------------------------------------------------- one entity


def _entity(document: Document, several: Sequence[Mention], kinds: dict[str, EntityKind]) -> Entity:
    text = document.text
    printed = Counter(names.bare(text[one.start : one.end]) for one in several)
    # The fullest form: most words, then most letters, then the commonest, so that order decides nothing.
    name = max(printed, key=lambda form: (len(form.split()), len(form), printed[form], form))
    tally: Counter[str] = Counter(kinds[one.key] for one in several)
    kind = names.kind_by_votes(tally)
    if kind == "outlet":
        name = names.outlets().get(names.key(name), name)
    spans = sorted({(one.start, one.end) for one in several})
    return Entity(
        id=content_id("e", document.id, names.key(name)),
        name=name,
        kind=kind,
        aliases=tuple(sorted(printed)),
        mentions=tuple(Span(document.id, start, end) for start, end in spans),
    )
