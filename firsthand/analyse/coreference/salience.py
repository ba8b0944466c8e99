"""What is known of a document's discourse: who could be meant where, and what each entity is.

Candidates (mentions, and noun phrases that no entity names), the roles that titles and appositions give to people,
their genders, and what stands inside quotation marks.  Follows the agreement and salience factors of Lappin and Leass
(1994) as far as a dependency parse gives them.  Left out: the choice (``pronouns``, ``coreference``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from firsthand import lexicon, names
from firsthand.analyse.entities import title_before
from firsthand.data import Entity, EntityId, Span
from firsthand.grammar import Parsed, Token, Tree
from firsthand.words import normal

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_SPEECH = frozenset({"say", "tell", "add", "write", "explain", "note", "announce", "report", "claim", "argue", "warn",
                     "insist", "ask", "reply", "respond", "declare", "state", "stress", "continue", "recall", "admit",
                     "acknowledge", "confirm", "deny", "conclude", "suggest", "call", "tweet", "post"})  # fmt: skip
_SAME_NOUN = {"government": ("administration", "regime"), "administration": ("government",), "force": ("forces",)}
_PUBLIC_HEADS = frozenset({"department", "ministry", "court", "police", "house", "senate", "congress", "administration",
                           "government", "council", "parliament", "union", "party", "university", "army"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a pronoun could mean: a mention of an entity, or a noun phrase that no entity names (entity '')."""

    start: int
    end: int
    sentence: int
    entity: EntityId | Literal[""]
    sort: str
    gender: str
    words: str
    subject: bool
    speaks: bool
    quoted: bool


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What is looked up again and again in one document: entities by id, their mentions in text order, what is known of
    people, what pronouns could mean, and, once they are resolved, what pronouns mean (by where they begin) and why;
    ``unnamed_antecedents`` the words that those mean which mean nobody with a name, by the same; ``doubtful`` those
    that may mean another."""

    parsed: Parsed
    entities: dict[EntityId, Entity]
    mentions: list[tuple[int, int, EntityId]]
    genders: dict[EntityId, str] = field(default_factory=dict)
    roles: dict[str, dict[EntityId, int]] = field(default_factory=dict)
    lesser: set[tuple[str, EntityId]] = field(default_factory=set)
    """Role and person of those who are only "vice", "deputy" or "former" this: "the president" is not they."""
    candidates: tuple[Candidate, ...] = ()
    pronouns: dict[int, tuple[EntityId | None, str]] = field(default_factory=dict)
    unnamed_antecedents: dict[int, tuple[int, int]] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()


def index_of(parsed: Parsed, entities: Sequence[Entity]) -> Index:
    """The index of one document, pronouns still open."""
    mentions = sorted((one.start, one.end, entity.id) for entity in entities for one in entity.mentions)
    index = Index(parsed, {entity.id: entity for entity in entities}, mentions)
    _roles_and_genders(index)
    return replace(index, candidates=tuple(candidates_of(index)))


def grammatical_function(tokens: Sequence[Token], token: Token) -> tuple[bool, bool]:
    """Whether a noun is a subject, and whether of a verb of saying."""
    for _ in range(3):  # "A and B said": both are subjects
        if token.dep == "conj":
            token = tokens[token.head]
    if token.dep not in _SUBJECTS:
        return False, False
    return True, tokens[token.head].lemma in _SPEECH and token.dep == "nsubj"


_SORTS = {"person": ("person",), "organisation": ("thing", "many"), "outlet": ("thing", "many"), "group": ("many",)}
"""What an entity's kind can be referred to as: he or she, it, they."""


def candidates_of(index: Index) -> list[Candidate]:
    """Mentions of people and organisations, and the noun phrases for people that no entity names."""
    made: list[Candidate] = []
    position = 0
    for one in index.parsed.trees:
        covered: list[tuple[int, int]] = []
        while position < len(index.mentions) and index.mentions[position][0] < one.sentence.end:
            if index.mentions[position][0] >= one.sentence.start:
                covered.append(index.mentions[position][:2])
                made += _of_mention(index, one, index.mentions[position])
            position += 1
        for i, token in enumerate(one.tokens):
            unnamed = _unnamed(one, i)
            if unnamed and not any(start <= token.start < end for start, end in covered):
                made.append(_of_noun(index, one, i, unnamed))
    return sorted(made, key=lambda one: (one.start, one.end, one.sort))


def _of_mention(index: Index, one: Tree, mention: tuple[int, int, EntityId]) -> list[Candidate]:
    start, end, entity = mention
    tokens = one.tokens
    token = _head_token(tokens, start, end)
    known = index.entities[entity]
    if token is None:
        return []
    subject, speaks = grammatical_function(tokens, token)
    if not subject and token.dep == "appos":
        subject, speaks = grammatical_function(tokens, tokens[token.head])
    quoted = index.parsed.quoted(start)
    gender = index.genders.get(entity, "")
    return [
        Candidate(start, end, one.number, entity, sort, gender, known.name, subject, speaks, quoted)
        for sort in _SORTS.get(known.kind, ())
    ]


def _unnamed(one: Tree, i: int) -> tuple[str, str] | None:
    """(sort, gender) of a common noun that a pronoun may mean, else None."""
    token = one.tokens[i]
    if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return None
    if one.child(i, "appos") is not None or _is_named(one, i):
        return None
    subject = token.dep in ("nsubj", "nsubjpass")
    role = role_words().get(token.lemma.lower())
    if token.tag == "NNS":
        return ("many", "") if role is not None or token.dep == "nsubj" else None
    if not subject:
        return None
    return ("person", role[0]) if role is not None else ("thing", "")


def _is_named(one: Tree, i: int) -> bool:
    """Whether the name stands right behind: "a student named Ada Obi", "a lawyer, Ada Obi"."""
    for c in one.below(i, "acl"):
        if one.lower(c) in ("named", "called"):
            return c + 1 < len(one.tokens) and one.tokens[c + 1].pos == "PROPN"
    return False


def _of_noun(index: Index, one: Tree, i: int, unnamed: tuple[str, str]) -> Candidate:
    """A common noun; where its role or kind points at one entity of the text, it stands for that entity."""
    sort, gender = unnamed
    tokens, token = one.tokens, one.tokens[i]
    text, noun = one.text, token.lemma.lower()
    parts = one.below(i, "det", "amod", "compound", "nummod")
    start = min(token.start, tokens[parts[0]].start) if parts else token.start
    entity: EntityId | Literal[""] = ""
    if normal(text[start : start + 4]).startswith("the"):
        holders = [who for who in index.roles.get(noun, {}) if (noun, who) not in index.lesser]
        if len(holders) == 1:
            entity = holders[0]
        elif sort == "thing" and noun in institution_nouns():
            entity = institution_named(index, token.start, noun)[0] or ""
    subject, speaks = grammatical_function(tokens, token)
    return Candidate(
        start=start,
        end=token.end,
        sentence=one.number,
        entity=entity,
        sort=sort,
        gender=index.genders.get(entity, "") if entity else gender,
        words=index.entities[entity].name if entity else text[start : token.end],
        subject=subject,
        speaks=speaks,
        quoted=index.parsed.quoted(token.start),
    )


def _roles_and_genders(index: Index) -> None:
    """Titles, appositions and predicates that say what a person is; genders that they and given names tell."""
    told: dict[EntityId, list[str]] = {}
    by_start = {start: entity for start, _, entity in index.mentions if index.entities[entity].kind == "person"}
    for one in index.parsed.trees:
        tokens, words = one.tokens, one.words
        owner = _owners(index, tokens)
        for position, token in enumerate(tokens):
            if token.start in by_start:
                _title(index, by_start[token.start], title_before(words, position), token.start, told)
            role = role_words().get(token.lemma.lower())
            holder = _holder(one, owner, position) if role else None
            if role and holder:
                told.setdefault(holder, []).append(role[0])
                if role[1] != "kin":
                    _note_role(index, holder, token.lemma.lower(), token.start, words[position - 1] if position else "")
    for entity in index.entities.values():
        if entity.kind == "person":
            index.genders[entity.id] = _gender(entity, told.get(entity.id, []))


def _title(index: Index, entity: EntityId, title: str, at: int, told: dict[EntityId, list[str]]) -> None:
    """What a title before a name tells of gender and role."""
    if title:
        told.setdefault(entity, []).append(names.titles().get(title, ""))
        before = ""
        for word in title.split():
            if word in role_words():
                _note_role(index, entity, word, at, before)
            before = word


_LESSER = frozenset(
    {"vice", "deputy", "assistant", "associate", "former", "ex", "ex-", "late", "then", "onetime", "past"}
)


def _note_role(index: Index, entity: EntityId, role: str, at: int, before: str) -> None:
    """Keeps that a person has a role, fully or only as a deputy or a former holder (by the word before it)."""
    known = entity in index.roles.get(role, {})
    lesser = before.casefold() in _LESSER
    index.roles.setdefault(role, {}).setdefault(entity, at)
    if lesser and not known:
        index.lesser.add((role, entity))
    elif not lesser:
        index.lesser.discard((role, entity))


def _gender(entity: Entity, told: Sequence[str]) -> str:
    """The gender that all cues agree on; the given name decides where they do not."""
    parts = names.person_parts(entity.name)
    first = names.first_names().get(parts[0], "") if len(parts) > 1 else ""
    cues = {one for one in (*told, first) if one}
    return next(iter(cues)) if len(cues) == 1 else first


def _owners(index: Index, tokens: Sequence[Token]) -> dict[int, EntityId]:
    """Token position -> person entity whose mention covers it."""
    if not tokens:
        return {}
    low = bisect_left(index.mentions, (tokens[0].start, 0, ""))
    high = bisect_left(index.mentions, (tokens[-1].end, 0, ""))
    people = [one for one in index.mentions[low:high] if index.entities[one[2]].kind == "person"]
    return {
        position: entity
        for begin, stop, entity in people
        for position, token in enumerate(tokens)
        if begin <= token.start < stop
    }


def _holder(one: Tree, owner: dict[int, EntityId], position: int) -> EntityId | None:
    """The person whom the role noun at ``position`` describes: apposition either way, prenominal, or "X is a …"."""
    tokens, token = one.tokens, one.tokens[position]
    if position in owner or token.tag in ("NNS", "NNPS"):
        return None
    if token.dep == "pobj" and tokens[token.head].lemma == "for":
        return None  # "her opponent for governor, X" is no governor
    if token.dep == "appos" and token.head in owner:
        return owner[token.head]
    if token.dep in ("compound", "nmod", "amod") and token.head in owner and position < token.head:
        return owner[token.head]
    told = [*one.below(position, "appos"), *(one.below(token.head, "nsubj") if token.dep == "attr" else ())]
    for child in told:
        if child in owner:
            return owner[child]
    following = position + 1
    if following in owner and tokens[position].end + 1 == tokens[following].start:
        return owner[following]
    return None


def institution_named(index: Index, at: int, noun: str) -> tuple[EntityId | None, str]:
    """ "The department", "the company": the nearest organisation before it whose name can bear the noun."""
    heads = {noun, *_SAME_NOUN.get(noun, ())}
    fits: list[tuple[int, EntityId]] = []
    for start, _, entity in index.mentions:
        if start >= at:
            break
        known = index.entities[entity]
        if known.kind not in ("organisation", "outlet"):
            continue
        tail = set(names.key(known.name).split()) | {
            word for alias in known.aliases for word in names.key(alias).split()
        }
        if noun in ("company", "firm", "group", "organisation", "organization", "agency", "bank", "carrier"):
            public = names.key(known.name) in names.institutions() and noun in ("company", "firm", "bank", "carrier")
            if not public and (noun not in ("company", "firm") or not tail & _PUBLIC_HEADS):
                fits.append((start, entity))
        elif tail & heads:
            fits.append((start, entity))
    if not fits:
        return None, f"no {noun} is named before"
    nearest = fits[-1][1]
    if noun in ("company", "firm", "group", "organisation", "organization", "agency", "carrier"):
        recent = {entity for start, entity in fits if at - start < 600}
        if len(recent) > 1 or not recent:
            return None, f"more than one {noun} may be meant" if recent else f"no {noun} is named near enough"
    return nearest, f"{index.entities[nearest].name} is the {noun} named last"


def mention_tokens(parsed: Parsed, span: Span) -> tuple[Tree, int, int] | None:
    """The sentence and token range that a span covers; the first sentence where it covers several."""
    for one in parsed.over(span.start, span.end)[:1]:
        chosen = [n for n, t in enumerate(one.tokens) if t.start < span.end and span.start < t.end]
        chosen = [n for n in chosen if one.tokens[n].pos != "PUNCT"] or chosen
        return (one, chosen[0], chosen[-1] + 1) if chosen else None
    return None


def head_token(tokens: Sequence[Token], first: int, last: int) -> int:
    """The position of the token inside the range whose head lies outside it."""
    for position in range(first, last):
        token = tokens[position]
        if (token.head == position or not first <= token.head < last) and token.dep not in ("punct", "det", "case"):
            return position
    return last - 1


def _head_token(tokens: Sequence[Token], start: int, end: int) -> Token | None:
    covered = [n for n, token in enumerate(tokens) if start <= token.start < end]
    return tokens[head_token(tokens, covered[0], covered[-1] + 1)] if covered else None


@cache
def role_words() -> dict[str, tuple[str, str]]:
    """The gender and the kind of each word for a role."""
    return {row["role"]: (row["gender"], row["kind"]) for row in lexicon.rows("roles")}


def office_words() -> frozenset[str]:
    """Words for offices ("minister")."""
    return lexicon.column("roles", "role", kind="office")


def anonymous() -> frozenset[str]:
    """Words for people who are not named ("official")."""
    return lexicon.column("roles", "role", kind="anonymous")


@cache
def institution_nouns() -> frozenset[str]:
    """Nouns for institutions ("ministry", "company")."""
    listed = {word.lower() for word in lexicon.entries("institution_heads")}
    return frozenset(listed | {"company", "firm", "government", "administration", "police", "carrier", "bank"})
