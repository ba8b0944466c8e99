"""The same person, institution, place or outlet in different documents: one entity, whatever order they come in.

Follows the blocking and comparison of record linkage: candidates share a normal form, a surname or an acronym, and a
join needs every name of a group to agree, so that two people of one surname stay two.  A bare surname or acronym joins
only where the whole pile knows one bearer.  Left out: spellings that differ in more than accents, and who is who
beyond the names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from firsthand import names
from firsthand.data import Analysis, Entity, EntityId, EntityKind, Judgement, content_id


def link(
    analyses: Sequence[Analysis], judged: Sequence[Judgement] = ()
) -> tuple[tuple[Entity, ...], dict[EntityId, EntityId]]:
    """The linked entities, sorted by id, and the linked id of every local one; ``judged`` is what readers said of two
    names."""
    local = sorted((entity for analysis in analyses for entity in analysis.entities), key=lambda one: one.id)
    kinds = _kinds(local)
    people = [entity for entity in local if kinds[entity.id] == "person"]
    others = [entity for entity in local if kinds[entity.id] != "person"]
    groups = [*_people(people), *_others(others, kinds)]
    if judged:
        groups = _as_judged(groups, judged)
    linked: dict[EntityId, Entity] = {}
    to: dict[EntityId, EntityId] = {}
    for group in groups:
        made = _made(group, kinds)
        known = linked.get(made.id)
        linked[made.id] = made if known is None else one_entity(known, made)
        for entity in group:
            to[entity.id] = made.id
    return tuple(linked[one] for one in sorted(linked)), to


def _as_judged(groups: Sequence[list[Entity]], judged: Sequence[Judgement]) -> list[list[Entity]]:
    """The groups, joined where readers say that two names are one and parted where they say that they are two."""
    out = [list(group) for group in groups]
    for one in judged:
        a, b = names.key(one.a.words), names.key(one.b.words if one.b else "")
        if one.verdict == "same":
            held = [group for group in out if any(names.key(entity.name) in (a, b) for entity in group)]
            if len(held) > 1:
                rest = [group for group in out if not any(group is other for other in held)]
                out = [*rest, [entity for group in held for entity in group]]
    for one in judged:
        a, b = names.key(one.a.words), names.key(one.b.words if one.b else "")
        if one.verdict == "different":
            out = [part for group in out for part in _parted(group, a, b)]
    return out


def _parted(group: list[Entity], a: str, b: str) -> list[list[Entity]]:
    """A group without one of two names, or its two parts: what bears neither stays with the fuller name."""
    held = {names.key(entity.name) for entity in group}
    if a not in held or b not in held:
        return [group]
    short = min(a, b, key=lambda name: (len(name.split()), len(name), name))
    return [
        [entity for entity in group if names.key(entity.name) != short],
        [entity for entity in group if names.key(entity.name) == short],
    ]


def _kinds(local: Sequence[Entity]) -> dict[EntityId, EntityKind]:
    """Each local entity's kind; one name of one word is of the kind that most of its mentions in the pile are."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in local:
        for word in {names.key(entity.name), *(names.surname(entity.name) for _ in [0] if entity.kind == "person")}:
            votes[word][entity.kind] += len(entity.mentions)
    kinds: dict[EntityId, EntityKind] = {}
    for entity in local:
        tally = votes[names.key(entity.name)]
        best = names.kind_by_votes(tally)
        outvoted = tally[best] >= 2 * tally[entity.kind] and entity.kind not in ("outlet", "place")
        kinds[entity.id] = best if outvoted and " " not in names.key(entity.name) else entity.kind
    return kinds


def _people(people: Sequence[Entity]) -> list[list[Entity]]:
    by_surname: dict[str, list[Entity]] = defaultdict(list)
    bare: dict[str, list[Entity]] = defaultdict(list)
    for entity in people:
        one_word = len(names.person_parts(entity.name)) < 2
        (bare if one_word else by_surname)[_line(entity)].append(entity)
    _join_lines(by_surname)
    groups: list[list[Entity]] = []
    for surname in sorted(by_surname):
        several = by_surname[surname]
        fuller = defaultdict(list)
        for entity in several:
            fuller[" ".join(names.person_parts(entity.name))].append(entity)
        found = [[entity for name in same for entity in fuller[name]] for same in _cliques(sorted(fuller))]
        if len(found) == 1 and surname in bare:
            named_in = {mention.document for entity in found[0] for mention in entity.mentions}
            for one in bare.pop(surname):  # a report that has both kept them apart: "Mr and Mrs Doe"
                kept_apart = not named_in.isdisjoint(mention.document for mention in one.mentions)
                (groups.append([one]) if kept_apart else found[0].append(one))
        groups += found
    return [*groups, *(bare[name] for name in sorted(bare))]


def _join_lines(by_surname: dict[str, list[Entity]]) -> None:
    """Puts whoever bears a second surname with those who have only the first ("Ana Solar Ruiz", "Ana Solar"), where
    the line of the second holds nobody else and no report prints both."""
    for surname in sorted(by_surname):
        held = by_surname[surname]
        shorter = {names.person_parts(one.name)[:-1] for one in held}
        if len(shorter) != 1 or not names.lacks_second_surname(next(iter(shorter))):
            continue
        (parts,) = shorter
        alike = [one for line in by_surname.values() for one in line if names.person_parts(one.name) == parts]
        printed = {mention.document for one in held for mention in one.mentions}
        apart = printed.isdisjoint(mention.document for one in alike for mention in one.mentions)
        if alike and apart:
            by_surname[_line(alike[0])] += by_surname.pop(surname)


def _line(entity: Entity) -> str:
    """A surname, with what tells the son from the father."""
    return f"{names.surname(entity.name)} {names.suffix(entity.name)}".strip()


def _cliques(full_names: Sequence[str]) -> list[list[str]]:
    """Names grouped so that all in a group agree; a name that agrees with two that disagree stands alone."""
    agree = {
        name: [other for other in full_names if other != name and names.may_be_one_person(name, other)]
        for name in full_names
    }
    torn = {
        name
        for name, others in agree.items()
        if any(b not in agree[a] for n, a in enumerate(others) for b in others[n + 1 :])
    }
    groups: list[list[str]] = []
    placed: set[str] = set()
    for name in full_names:
        if name in placed:
            continue
        group = [name] if name in torn else [name, *(other for other in agree[name] if other not in torn | placed)]
        placed.update(group)
        groups.append(group)
    return groups


def _others(others: Sequence[Entity], kinds: dict[EntityId, EntityKind]) -> list[list[Entity]]:
    by_key: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in others:
        by_key[_family(kinds[entity.id]), _main_key(entity.name, kinds[entity.id])].append(entity)
    owners: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for place, group in by_key.items():
        for entity in group:
            for alias in entity.aliases:
                owners[place[0], names.key(alias)].add(place)
                if names.is_acronym(alias):
                    owners[place[0], names.acronym_key(alias)].add(place)
    joined: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for place in sorted(by_key):
        fuller = sorted(other for other in owners[place] if other != place)
        short = " " not in place[1]
        joined[fuller[0] if short and len(fuller) == 1 else place] += by_key[place]
    return [joined[place] for place in sorted(joined)]


def _family(kind: EntityKind) -> str:
    """Kinds that are told apart badly are compared together."""
    return "organisation" if kind in ("organisation", "other", "group") else kind


def _main_key(name: str, kind: EntityKind) -> str:
    if kind == "outlet":
        return names.key(names.outlets().get(names.key(name), name))
    if kind == "place":
        return names.key(names.places().get(names.key(name), name))
    return names.institution_key(name)


def _made(group: Iterable[Entity], kinds: dict[EntityId, EntityKind]) -> Entity:
    members = list(group)
    tally: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for entity in members:
        tally[kinds[entity.id]] += len(entity.mentions)
        printed[entity.name] += len(entity.mentions)
    kind = names.kind_by_votes(tally)
    name = max(printed, key=lambda form: (len(form.split()), len(form), printed[form], form))
    return Entity(
        id=content_id("e", kind, names.key(name)),
        name=name,
        kind=kind,
        aliases=tuple(sorted({alias for entity in members for alias in entity.aliases})),
        mentions=tuple(sorted({mention for entity in members for mention in entity.mentions})),
    )


def one_entity(a: Entity, b: Entity) -> Entity:
    """Two rows of one entity as one."""
    return Entity(a.id, max(a.name, b.name), a.kind, tuple(sorted({*a.aliases, *b.aliases})),
                  tuple(sorted({*a.mentions, *b.mentions})))  # fmt: skip
