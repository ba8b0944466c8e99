"""Which ends of a claim's chains are one party, may be one, or are apart: one rule per question, each with its reason.

A rule is a pure function of two nodes; it answers nothing where it does not apply.  What several rules find is
weighed by ``ends_graph``: *same* outweighs *may be the same*, and this outweighs *apart*, so the order of the rules
cannot show. *Apart* needs evidence that the two are different parties; that two names differ is none.  Every rule is
mutual.  Left out: which statements an end is reached through (``chain_end``) and what the answers come to
(``ends_graph``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import NamedTuple

from firsthand import names
from firsthand.comparable.unit_classes import peoples
from firsthand.data import Identity
from firsthand.lexicon import entry_set
from firsthand.relate.origins.body_name import (
    BodyName,
    body_name,
    kinds_of_bodies,
    long_form,
    one_body,
    one_government,
    state_of,
)
from firsthand.relate.origins.chain_end import common_noun
from firsthand.relate.origins.end_node import EndNode
from firsthand.relate.origins.witness import head_noun
from firsthand.words import normal


class IdentityFinding(NamedTuple):
    """What a rule says of two nodes, with the reason in words."""

    verdict: Identity
    reason: str


IdentityRule = Callable[[EndNode, EndNode], IdentityFinding | None]

_BODIES = ("institution", "group")
_NAMED = ("person", "institution", "group", "document")


def _same(reason: str) -> IdentityFinding:
    return IdentityFinding("same", reason)


def _open(reason: str) -> IdentityFinding:
    return IdentityFinding("may_be_same", reason)


def _apart(reason: str) -> IdentityFinding:
    return IdentityFinding("apart", reason)


def _pairs(a: EndNode, b: EndNode) -> list[tuple[str, str]]:
    return [(one, other) for one in a.names for other in b.names]


# ------------------------------------------------------------------------------------------------ one name


def one_name(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two writings of one name: articles, dots, case, possessives and broken encodings apart."""
    named = a.sure and b.sure and a.kind in _NAMED and b.kind in _NAMED
    if named and any(names.key(one) == names.key(other) != "" for one, other in _pairs(a, b)):
        return _same(f"{a.name} and {b.name} are one name")
    return None


def one_publisher(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """An outlet and a section of it under a name of its own ("Lamplight Daily", "Lamplight Daily Business")."""
    if {a.kind, b.kind} <= {"outlet", "own_voice"}:
        for one, other in _pairs(a, b):
            short, long = sorted((names.key(one), names.key(other)), key=len)
            if short and long.startswith(f"{short} ") and long[len(short) + 1 :] in entry_set("sections"):
                return _same(f"{max(one, other, key=len)} is a section of {min(one, other, key=len)}")
    return None


def titled_name(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A person's name with a title that was read as a body's ("Mallam …")."""
    for person, other in ((a, b), (b, a)):
        if person.kind == "person" and other.kind in _BODIES:
            for one, whole in _pairs(person, other):
                part, words = names.person_parts(one), tuple(names.key(whole).split())
                if len(part) > 1 and words[-len(part) :] == part:
                    return _same(f"{whole} is {one} with a title")
    return None


def fuller_name(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A person by surname and by full name ("Abe", "Shinzo Abe"), unless the reports know two of the name."""
    if a.kind != "person" or b.kind != "person":
        return None
    for one, other in _pairs(a, b):
        if names.may_be_one_person(one, other):
            return _same(f"{one} and {other} are one person’s name")
    for short, long in ((a, b), (b, a)):
        for one, other in _pairs(short, long):
            part, full = names.person_parts(one), names.person_parts(other)
            if len(part) == 1 < len(full) and part[0] in full:
                if len(short.bearers) > 1 and not _one_bearer(short.bearers):
                    return _open(f"{one} may be {other}: the reports know several of the name")
                return _same(f"{one} is short for {other}")
            if 1 < len(part) < len(full) and full[-len(part) :] == part:
                return _same(f"{other} is {one} with a description")
    return None


def _one_bearer(full_names: frozenset[str]) -> bool:
    held = sorted(full_names)
    return all(names.may_be_one_person(one, other) for n, one in enumerate(held) for other in held[n + 1 :])


def described_name(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A body with a description or a country before its name ("Credit company Orrin", "Israeli Foreign Ministry")."""
    if a.kind not in _BODIES or b.kind not in _BODIES:
        return None
    for one, other in _pairs(a, b):
        short, long = sorted((one, other), key=lambda name: (len(normal(name).split()), name))
        tail, whole = normal(names.bare(short)).split(), normal(names.bare(long)).split()
        if not tail or len(tail) == len(whole) or whole[-len(tail) :] != tail:
            continue
        printed = names.bare(long).split()[: -len(tail)]
        placed = all(word.casefold() in peoples() or names.key(word) in names.places() for word in printed)
        described = all(word.islower() for word in printed[1:]) and any(word.islower() for word in printed)
        if (placed and not _bare_body(short)) or (described and not common_noun(" ".join(tail))):
            held = sorted((a if short in a.names else b).bearers)
            if any(not _ends_with(x, y) for n, x in enumerate(held) for y in held[n + 1 :]):
                return _open(f"{short} may be {long}: the reports know several of the name")
            return _same(f"{long} is {short} with a description")
    return None


def _ends_with(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return f" {long}".endswith(f" {short}")


def _bare_body(name: str) -> bool:
    """Whether a name is only the word for a kind of body ("police", "army")."""
    read = body_name(name)
    return bool(read.head) and not (read.fields or read.rest) and read.head not in ("world body", "rights group")


def one_public_body(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two writings of one body's name, over synonyms and translations, or an acronym and its long form."""
    if a.kind not in _BODIES or b.kind not in _BODIES:
        return None
    for one, other in _pairs(a, b):
        if one_body(one, other):
            return _same(f"{one} and {other} are names of one body")
        if long_form(one, other):
            return _same(f"{min(one, other, key=len)} is short for {max(one, other, key=len)}")
        if one_government(one, other) or _its_government(one, other):
            return _same(f"{one} and {other} speak for one government")
    return None


_GOVERNMENT_OF = re.compile(r"(?:government of (?P<behind>.+)|(?P<before>.+?)(?:'s)? government)")


def _its_government(one: str, other: str) -> bool:
    """Whether one name is a place's and the other its government's ("Vell", "the government of Vell")."""
    for place, body in ((one, other), (other, one)):
        found = _GOVERNMENT_OF.fullmatch(names.key(body.strip("“”")))
        if found and names.key(place.strip("“”")) == names.key(found["behind"] or found["before"]):
            return True
    return False


def one_quotation(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """The same words in quotation marks are one utterance, even where two reports give them to two speakers."""
    if a.utterances & b.utterances:
        return _same(f"{a.name} and {b.name} are given the same quotation")
    for mine in a.speeches:
        for theirs in b.speeches:
            common = len(mine & theirs)
            if mine == theirs:
                return _same(f"{a.name} and {b.name} are given the same words in quotation marks")
            if common >= 3 and common >= 0.8 * min(len(mine), len(theirs)):
                return _same(f"{a.name} and {b.name} are given the same words in quotation marks")
            if common >= 3 and common >= 0.5 * min(len(mine), len(theirs)):
                return _open(f"{a.name} and {b.name} are quoted with much the same words")
    return None


# ------------------------------------------------------------------------------------------ may be one party


def one_relays_the_other(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Whoever is heard only through the other, or speaks in what the other tells, may be the other's account."""
    for one, other in ((a, b), (b, a)):
        if other.key in one.told_by:
            return _open(f"{one.name} is heard through {other.name}")
        if one.entity is not None and one.entity in other.speaks_of:
            return _open(f"{other.name} is cited for what {one.name} said")
    return None


def one_house(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A person and the body that he speaks for, or whose lawyer or kin he is."""
    for one, other in ((a, b), (b, a)):
        if other.entity is not None and other.entity in one.affiliation.speaks_for:
            return _same(f"{one.name} speaks for {other.name}")
        if other.entity is not None and other.entity in one.affiliation.people:
            return _open(f"{one.name} is {other.name}’s own")
        if one.kind == other.kind == "person":
            named = {names.key(name) for name in one.affiliation.bodies}
            if any(names.key(name) in named for name in other.names):
                return _open(f"{one.name} is {other.name}’s own")
        if one.kind == "person" and other.kind in (*_BODIES, "unknown"):
            if one.sure and (body := _spoken_for(one, other)):
                return _same(f"{one.name} speaks for {body}")
            if body := _body_in(one.affiliation.bodies, other):
                return _open(f"{one.name} belongs to {body}")
            if body := _body_in(one.affiliation.near, other):
                return _open(f"{one.name} is named beside {body} and may belong to it")
    return None


def _spoken_for(person: EndNode, body: EndNode) -> str:
    """The body's name where the person speaks for it, or for an office of the government that it is; '' for no."""
    voices = frozenset(one for one in person.affiliation.voices if _of_one_voice(one))
    if (found := _body_in(voices, body)) and _of_one_voice(found):
        return found
    for voice in sorted(voices):
        for name in body.names:
            if one_government(voice, name.strip("“”")):
                return name.strip("“”")
    return ""


def one_side(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two people of one body, of bodies that may answer to one authority, or of one person's side."""
    if not a.kind == b.kind == "person":
        return None
    mine, theirs = a.affiliation, b.affiliation
    if mine.people & theirs.people:
        return _open(f"{a.name} and {b.name} are both of one person’s side")
    for one, other in product(sorted(mine.bodies | mine.near), sorted(theirs.bodies | theirs.near)):
        if _one_party_name(one, other):
            return _open(f"{a.name} and {b.name} may both be of {max(one, other, key=lambda x: (len(x), x))}")
    for one, other in product(sorted(mine.bodies), sorted(theirs.bodies)):
        if _one_authority(one, other):
            return _open(f"{a.name} of {one} and {b.name} of {other} may speak for one authority")
    return None


def one_state(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Bodies and officials of one state, or of states that are not told."""
    if not {a.kind, b.kind} <= {"person", *_BODIES}:
        return None
    mine, theirs = a.affiliation, b.affiliation
    states = (mine.states | mine.near_states) & (theirs.states | theirs.near_states)
    officials = states and not (mine.private or theirs.private) and _official(a) and _official(b)
    if officials or (a.kind in _BODIES and b.kind in _BODIES and _of_one_state(a, b)):
        return _open(f"{a.name} and {b.name} may speak for one government")
    return None


_MANY_VOICES = frozenset({"legislature", "party", "academic", "local"})
"""Sectors of bodies whose members speak for themselves."""


def _of_one_voice(body: str) -> bool:
    """Whether whoever belongs to a body speaks for it: no state, parliament, party or university."""
    read = body_name(body)
    return not read.whole_government and read.sector not in _MANY_VOICES and not state_of(body)


def _of_one_state(a: EndNode, b: EndNode) -> bool:
    """Whether both take their orders from a government, and no two countries are told."""
    for one, other in _pairs(a, b):
        mine, theirs = body_name(one), body_name(other)
        if not (_of_state(mine) and _of_state(theirs)) or (
            mine.country != theirs.country and mine.country and theirs.country
        ):
            return False
    return True


def _of_state(body: BodyName) -> bool:
    return body.of_government or body.sector == "agency"


def _official(node: EndNode) -> bool:
    """Whether a person, or a body that takes its orders from a government."""
    if node.kind == "person":
        return True
    return any(body_name(name).of_government or body_name(name).sector == "agency" for name in node.names)


def _one_authority(one: str, other: str) -> bool:
    """Whether two bodies, of no two countries, take their orders from one government or are of one kind of force."""
    mine, theirs = body_name(one), body_name(other)
    if mine.country and theirs.country and mine.country != theirs.country:
        return False
    heads = {_head_of(mine.sector), _head_of(theirs.sector)}
    return len(heads) == 1 and bool(heads & {"government", "police", "rescue", "judicial"})


def _body_in(bodies: frozenset[str], body: EndNode) -> str:
    for one in sorted(bodies):
        for name in (*(name.strip("“”") for name in body.names), *sorted(body.affiliation.bodies)):
            if _one_party_name(one, name):
                return name
    return ""


def _one_party_name(one: str, other: str) -> bool:
    if (
        names.key(one) == names.key(other)
        or one_body(one, other)
        or one_government(one, other)
        or long_form(one, other)
    ):
        return True
    return _within(one, other)


def _within(one: str, other: str) -> bool:
    """Whether one name's own words all stand in the other's ("Observatory", "Orrin", "Orrin Workforce Solutions")."""
    mine, theirs = (frozenset(names.key(name).split()) - _LIGHT for name in (one, other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


_LIGHT = frozenset({"of", "for", "the", "and", "in", "a", "an", "to", "on", "at", "de", "la"})


def common_words(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two bodies whose names share a word of their own may be one, or one a part of the other."""
    if a.kind not in _BODIES or b.kind not in _BODIES:
        return None
    for one, other in _pairs(a, b):
        mine, theirs = body_name(one), body_name(other)
        alike = mine.head == theirs.head or not (mine.head and theirs.head)
        if _within(one, other) or (alike and mine.rest & theirs.rest):
            return _open(f"{one} and {other} share a name")
    return None


def own_act(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """What one does himself ("X called on …", "X said that it would close") is no word of his on what others say or do,
    and theirs is none on it."""
    if a.acts or b.acts:
        who, other = (a, b) if a.acts else (b, a)
        return _open(f"what {who.name} did or announced itself does not confirm what {other.name} says")
    return None


def who_reports(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A journalist tells what others said, and is no party beside them."""
    if a.journalist or b.journalist:
        who = a if a.journalist else b
        return _open(f"{who.name} reports for an outlet and may have it from the other")
    return None


def denied_support(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Who denies it does not support it."""
    if a.denies != b.denies:
        who = a if a.denies else b
        return _open(f"{who.name} denies it and is no support for it")
    return None


# ------------------------------------------------------------------------------------------------------ apart


def two_people(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two people with full names, put by the reports with different parties, or one of them a witness; with one surname
    they may be one."""
    if not (a.kind == b.kind == "person" and _full(a) and _full(b)):
        return None
    if a.affiliation.private or b.affiliation.private:
        who = a if a.affiliation.private else b
        return _apart(f"{a.name} and {b.name} are two people, and {who.name} speaks of what was seen or lived through")
    if _one_surname(a, b):
        return _open(f"{a.name} and {b.name} have one surname, and no report has both")
    if a.affiliation.known and b.affiliation.known:
        mine, theirs = (f"{one.name} ({one.affiliation.party})" for one in (a, b))
        return _apart(f"{mine} and {theirs} are two people of different parties")
    return None


def _one_surname(a: EndNode, b: EndNode) -> bool:
    """Whether two names may be a man's two given names ("Frank" and "Kenneth F. McKenzie"): one surname, and no report
    gives the claim to both."""
    reports = [{one.span.document for one in node.statements} for node in (a, b)]
    return reports[0].isdisjoint(reports[1]) and any(
        names.surname(one) == names.surname(other) for one, other in _pairs(a, b)
    )


def _full(node: EndNode) -> bool:
    return node.sure and node.direct and any(len(names.person_parts(name)) > 1 for name in node.names)


def person_and_body(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A person with a full name and a body that he is not put with."""
    for person, body in ((a, b), (b, a)):
        if person.kind == "person" and body.kind == "institution" and _full(person) and _proper(body):
            if person.affiliation.private:
                return _apart(f"{person.name} speaks of what was seen or lived through, {body.name} is a body")
            if any(body_name(name).of_government for name in body.names) and not person.affiliation.states:
                return None  # whose official somebody is, is not told
            if person.affiliation.known:
                return _apart(f"{person.name} is put with {person.affiliation.party}, and not with {body.name}")
    return None


def person_and_document(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """A person with a full name and a text of a body that he is not of.  No court's, which holds what the parties told
    it, no police report beside a witness, who may have called them, and nothing that a device shows."""
    for person, text in ((a, b), (b, a)):
        if not (person.kind == "person" and text.kind == "document" and person.affiliation.known):
            continue
        printed = text.name.strip("“”")
        whose = text.affiliation.bodies | frozenset(kinds_of_bodies(printed))
        if not whose or head_noun(printed) in entry_set("device_nouns"):
            continue
        mine = person.affiliation.bodies | person.affiliation.near
        if any(_one_party_name(one, other) for one, other in product(mine, whose)):
            return _open(f"{text.name} may be of {person.name}’s own body")
        if _full(person) and all(_tell_apart(person, body_name(one)) for one in whose):
            return _apart(f"{text.name} is of {min(whose)}, with which {person.name} is not put")
    return None


def _tell_apart(person: EndNode, owner: BodyName) -> bool:
    """Whether whose a text is tells that no person of this affiliation is behind it."""
    if owner.sector == "judicial":
        return False
    if person.affiliation.private:  # what others print may be what this very person told them
        return owner.sector in _NOT_TOLD_BY_WITNESSES
    sectors = {body_name(one).sector for one in person.affiliation.bodies}
    return bool(owner.sector and sectors) and all(
        sector and _head_of(sector) != _head_of(owner.sector) for sector in sectors
    )


_NOT_TOLD_BY_WITNESSES = frozenset({"executive", "legislature"})


def two_bodies(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two bodies with names of their own that are of two states, or of two kinds that answer to different heads (police
    and a hospital); that two names differ is no evidence."""
    if not (a.kind == b.kind == "institution" and _proper(a) and _proper(b)):
        return None
    for one, other in _pairs(a, b):
        mine, theirs = body_name(one), body_name(other)
        states = bool(mine.country and theirs.country and mine.country != theirs.country)
        kinds = bool(mine.sector and theirs.sector and _head_of(mine.sector) != _head_of(theirs.sector))
        whole = (mine.whole_government and not theirs.country) or (theirs.whole_government and not mine.country)
        if not (states or kinds) or (whole and not {"ngo", "union"} & {mine.sector, theirs.sector}):
            return None
    return _apart(f"{a.name} and {b.name} are bodies of two states or of two kinds")


def _head_of(sector: str) -> str:
    """What a body's sector answers to: a government has its ministries, armed forces and agencies."""
    return "government" if sector in ("executive", "armed", "agency", "science", "commission") else sector


def _proper(node: EndNode) -> bool:
    """Whether a body has a name of its own: no common noun, no bare kind, no acronym that nothing explains."""
    if not node.sure or node.nameless or not node.direct:
        return False
    longest = max(node.names, key=len)
    if not any(letter.isupper() for letter in longest) or common_noun(longest) or _bare_body(longest):
        return False
    if len({state for word in names.key(longest).split() if (state := state_of(word))}) > 1:
        return False  # a line of keywords ("Belgium coalition air raids Russia")
    return not (names.is_acronym(longest) and names.key(longest) not in names.institutions())


def witness_and_body(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """An unnamed witness is no body and no official."""
    for one, other in ((a, b), (b, a)):
        known = (other.kind == "institution" and _proper(other)) or (
            other.kind == "person" and _full(other) and other.affiliation.known and not other.affiliation.private
        )
        if one.witness and not other.witness and known:
            return _apart(f"{one.name} saw it, {other.name} did not say so as a witness")
    return None


def two_witnesses(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Unnamed witnesses of two outlets are as like one as two, where no words tell them apart."""
    alone = a.kind == b.kind == "anonymous" and b.key not in a.beside and a.key not in b.beside
    if alone and a.witness and b.witness and not (a.apart or b.apart):
        return _open(f"{a.name} and {b.name} may be one witness")
    return None


def two_unnamed(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Unnamed sources of two outlets that the words tell apart ("a second official, speaking separately")."""
    if a.kind == b.kind == "anonymous" and a.key != b.key and (a.apart or b.apart):
        who = a if a.apart else b
        return _apart(f"{who.name} is told apart by “{min(who.apart)}”")
    return None


def _speaks_officially(node: EndNode) -> bool:
    """Whether a body or unnamed people speak for a state's authorities ("police", "intelligence officials")."""
    words = frozenset(word for name in node.names for word in normal(name).replace("”", " ").replace("“", " ").split())
    return bool(words & entry_set("official_words")) or any(
        body_name(name).of_government or body_name(name).sector in ("agency", "police") for name in node.names
    )


_UNCOUNTED = 20
"""A figure that nobody on the spot counts himself."""


def _only_one(node: EndNode) -> bool:
    """Whether an unnamed source is told as one that the reader knows of ("the candidate")."""
    return node.kind == "anonymous" and all(name.strip("“”").casefold().startswith("the ") for name in node.names)


_COUNTED = frozenset({"officials", "ministers"})
"""Nouns with a word ahead that say whose people they are."""
_OUTLET = re.compile(r"”,? (?:unnamed (?:source|witness) of|in) .*|[“”]")
"""What a name has behind the words of an unnamed source, and their marks."""


def _one_noun(a: EndNode, b: EndNode) -> bool:
    """Whether one noun counts both, which the names no longer show ("US and Qatari officials", "administration and
    defense officials"): unnamed officials with a word ahead, beside a party that is no such people itself."""
    ends = [[normal(_OUTLET.sub("", name)).split() for name in node.names] for node in (a, b)]
    counted = [
        node.kind == "anonymous" and all(len(one) > 1 and one[-1] in _COUNTED for one in held)
        for node, held in zip((a, b), ends, strict=True)
    ]
    if counted[0] == counted[1]:
        return False
    people = entry_set("anonymous") | entry_set("group_nouns")
    return not any(one and one[-1].removesuffix("s") in people for one in ends[counted.index(False)])


def named_together(a: EndNode, b: EndNode) -> IdentityFinding | None:
    """Two sources that are only ever named together ("a monitor and rebels said") are told apart by the "and" between
    them, where one of them has no name that tells its party.  Two people are not, who may do as one what the sentence
    says ("the two agreed that …"), nor what the story has but one of ("the candidate and the campaign")."""
    if b.key in a.beside or a.key in b.beside:
        if a.kind == b.kind == "person" or all(_only_one(node) for node in (a, b)) or _one_noun(a, b):
            return _open(f"{a.name} and {b.name} are named together, as the sources of one sentence")
        if _speaks_officially(a) and _speaks_officially(b):
            return _open(f"{a.name} and {b.name} may speak for one authority")
        if "person" in (a.kind, b.kind) and not (a.witness or b.witness):
            return _open(f"{a.name} and {b.name} are named together and may be of one side")
        if a.witness != b.witness and any(
            number.value >= _UNCOUNTED for node in (a, b) for one in node.statements for number in one.numbers
        ):
            return _open(f"{a.name} and {b.name} are named together, and a witness does not count so many")
        return _apart(f"{a.name} and {b.name} are named side by side as two sources")
    return None


RULES: tuple[IdentityRule, ...] = (
    one_name, one_publisher, titled_name, fuller_name, described_name, one_public_body, one_quotation,
    one_relays_the_other, one_house, one_side, one_state, common_words, own_act, who_reports, denied_support,
    two_witnesses, two_people, person_and_body, person_and_document, two_bodies, witness_and_body, two_unnamed,
    named_together,
)  # fmt: skip
