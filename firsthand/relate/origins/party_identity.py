"""Parties: which chain ends are one person or house, which may be one, and so how many there are at least.

A name with a description or a country before it is the name itself; a party without a name ("the company") may be any
that another report names; a country speaks through any of its offices.  Every doubt is put in words.  Left out: which
reports say the same (``origins``) and where a chain ends (``chain_end``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from firsthand import names
from firsthand.comparable.unit_classes import peoples
from firsthand.data import Statement
from firsthand.relate.origins.chain_end import End, common_noun
from firsthand.words import listed, normal

SHOWN = 8
"""Reasons of one kind that a claim lists; the rest is counted."""


def one_party(end: End, other: End) -> bool:
    """Whether one name is the other with a description or a country before it ("Comedian Ada Obi", "Credit company
    Orrin", "Israeli Foreign Ministry")."""
    if other.kind != end.kind:
        return False
    short, long = sorted((normal(end.name).split(), normal(other.name).split()), key=len)
    if long[-len(short) :] != short or len(short) == len(long):
        return False
    if end.kind == "person":
        return len(short) >= 2
    printed = max(end.name, other.name, key=lambda name: len(name.split())).split()[: -len(short)]
    if all(word.casefold() in peoples() or names.key(word) in names.places() for word in printed):
        return True  # "Foreign Ministry", "Kesh Foreign Ministry"
    described = all(word.islower() for word in printed[1:]) and any(word.islower() for word in printed)
    return described and not common_noun(" ".join(short))


def of_several(ends: Sequence[End]) -> frozenset[str]:
    """Names that two differently described parties bear ("Orrin", beside "Credit company Orrin" and "Mining company
    Orrin"): whose of them a bare one is stays open, so it joins none."""
    named = {(end.kind, end.name): end for end in ends if end.kind in ("person", "institution")}
    found = set()
    for end in named.values():
        longer = [o for o in named.values() if len(o.name) > len(end.name) and one_party(end, o)]
        if any(not one_party(one, other) for n, one in enumerate(longer) for other in longer[n + 1 :]):
            found.add(end.name)
    return frozenset(found)


def may_be_any(end: End, ends: Sequence[End]) -> bool:
    """Whether an institution's name leaves open which it is: a country speaks through any of its offices, "police" or
    "officials" may be those that another report names, and a house may be the one whose name begins its own ("Orrin",
    "Orrin Workforce Solutions")."""
    if end.kind != "institution":
        return False
    if (
        names.key(end.name) in names.places()
        or not any(letter.isupper() for letter in end.name)
        or common_noun(end.name)
    ):
        return True
    mine = names.key(end.name).split()
    others = [names.key(one.name).split() for one in ends if one.kind == "institution" and one.key != end.key]
    return any(len(other) < len(mine) and mine[: len(other)] == other for other in others if other)


def fold_unnamed(
    groups: Sequence[tuple[list[End], list[Statement]]],
    speaks_for: Callable[[Sequence[Statement]], bool],
    reasons: list[str],
) -> list[tuple[list[End], list[Statement]]]:
    """A party without a name ("the company", a spokesman) folded into a named party that it may be.  Two of them
    stay, lest one more report that names somebody should lower the number.  ``speaks_for`` tells whether statements
    are a spokesman's."""
    kept = [(list(ends), list(held)) for ends, held in groups]
    if sum(any(common_noun(end.name) for end in ends) for ends, _ in kept) > 1:
        return kept
    for group in list(kept):
        ends = group[0]
        noun = next((found for end in ends if (found := common_noun(end.name))), "")
        spokesman = ends[0].kind == "person" and not ends[0].party and speaks_for(group[1])
        if not noun and not spokesman:
            continue
        kinds = ("institution", "person", "group") if noun else ("institution",)
        rivals = [
            one for one in kept if one is not group and one[0][0].kind in kinds and not common_noun(one[0][0].name)
        ]
        named = [one for one in rivals if noun and any(noun in normal(end.name).split() for end in one[0])]
        houses = [one for one in rivals if one[0][0].kind == "institution" or speaks_for(one[1])]
        into = named or houses
        if not into:
            continue
        target = min(into, key=lambda one: (one[0][0].name, one[0][0].key))
        may_be = " or ".join(sorted({one[0][0].name for one in into}))
        reasons.append(f"“{ends[0].name}” may be {may_be}, so it counts as no further origin")
        target[0].extend(ends)
        target[1].extend(group[1])
        kept.remove(group)
    return kept


def least(ends: Sequence[End], reasons: list[str]) -> int:
    """Origins that cannot be one another: named persons, or institutions, or documents, whichever are more."""
    if not ends:
        return 0
    counts: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for end in ends:
        if end.certain and end.kind in ("person", "institution", "document") and not may_be_any(end, ends):
            house = ("party", *end.party[:1]) if end.party else end.key
            counts[end.kind].add(house)
    least = max([1, *(len(held) for held in counts.values())])
    unsure = [end for end in ends if not end.certain or end.kind not in ("person", "institution", "document")]
    if len(ends) > least:
        named = [end for end in ends if end not in unsure]
        for end in unsure[:SHOWN]:
            other = next((one for one in (*named, *ends) if one is not end), None)
            if other is not None:
                reasons.append(doubt(end, other))
        if not unsure:
            reasons.append(f"{listed([end.name for end in named])} may have it from one another")
    return least


def doubt(end: End, other: End) -> str:
    """Why two ends may be one party, in words."""
    if end.kind == "own_voice":
        if other.kind != "own_voice":
            return f"{end.name} states it as fact and names no source: it may have it from {other.name}"
        return f"{end.name} names no source: it may have the claim from {other.name}"
    if end.kind == "anonymous":
        if other.kind == "anonymous":
            return f"the {end.name} may be the {other.name}, or one of several behind both"
        return f"the {end.name} may be, or speak for, {other.name}"
    if end.kind == "outlet":
        article = "the " if other.kind == "anonymous" else ""
        return f"{end.name}’s source is not given: it may be {article}{other.name}"
    return f"{end.name} may be the same party as {other.name}"
