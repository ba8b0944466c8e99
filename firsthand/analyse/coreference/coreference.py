"""Who a source span means: pronouns, surnames, bare roles and full noun phrases, each with the reason in words.

Follows the classic order of evidence for news text (Hobbs 1978; Lappin and Leass 1994): agreement in gender and number
first, then recency, subjecthood and who spoke last; pronouns are resolved in text order, so that a chain of "he said"
keeps its speaker.  An unnamed person ("a spokesman") may win, and then there is no entity.  Left out: what is not a
source (events, "the move"), first and second person inside quotations, cataphora.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand import names
from firsthand.analyse.coreference.doubt import doubtful_pronouns
from firsthand.analyse.coreference.pronouns import PRONOUNS, resolved_pronouns
from firsthand.analyse.coreference.salience import (
    Index,
    anonymous,
    head_token,
    index_of,
    institution_named,
    institution_nouns,
    mention_tokens,
    office_words,
    role_words,
)
from firsthand.data import Entity, EntityId, Span
from firsthand.grammar import Parsed, Token, Tree
from firsthand.words import normal

Answer = tuple[EntityId | None, str]
"""An entity id or None, and why."""
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you", "your", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_APART = frozenset({"to", "for", "with", "from", "in", "at", "by", "on", "near"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase: tokens ``first`` to ``last`` (exclusive) of a sentence, its head, and the names inside it."""

    one: Tree
    first: int
    last: int
    head: int
    words: str
    inside: Sequence[tuple[int, int, EntityId]]

    @property
    def tokens(self) -> Sequence[Token]:
        return self.one.tokens

    @property
    def start(self) -> int:
        return self.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.tokens[self.last - 1].end


def referents(parsed: Parsed, entities: Sequence[Entity]) -> Index:
    """What the pronouns of a document mean, with what tells it: made once, and asked for every source and subject."""
    index = index_of(parsed, entities)
    pronouns, unnamed = resolved_pronouns(index)
    index = replace(index, pronouns=pronouns, unnamed_antecedents=unnamed)
    return replace(index, doubtful=doubtful_pronouns(index))


def antecedent(index: Index, span: Span) -> Answer:
    """The entity that the words of ``span`` mean and why, or None and why not."""
    words = " ".join(index.parsed.text[span.start : span.end].split()).strip(" ,;:\"“”'‘’")
    folded = normal(words)
    if not words:
        return None, "no words"
    if folded in _FIRST_PERSON:
        return None, f"“{words}” is whoever speaks in the quotation"
    found = mention_tokens(index.parsed, span)
    if found is None:
        return None, "the words stand outside the parsed text"
    one, first, last = found
    tokens = one.tokens
    if folded in PRONOUNS:
        return index.pronouns.get(tokens[first].start, (None, f"no antecedent of “{words}” is near enough"))
    if folded in _RELATIVE:
        return _relative(index, tokens, first)
    start, end = tokens[first].start, tokens[last - 1].end
    low = bisect_left(index.mentions, (start, 0, ""))
    high = bisect_left(index.mentions, (end, 0, ""))
    inside = [mention for mention in index.mentions[low:high] if mention[1] <= end]
    return _phrase(index, _Phrase(one, first, last, head_token(tokens, first, last), words, inside))


# ------------------------------------------------------------------------------------------- noun phrases


def _phrase(index: Index, phrase: _Phrase) -> Answer:
    """A name that heads the phrase, stands in apposition to its head, ends its titles, or covers it; else a role."""
    head = phrase.tokens[phrase.head].start
    for begin, stop, entity in phrase.inside:
        if begin <= head < stop and not _anothers(index, phrase, begin, stop):
            if index.entities[entity].kind == "group" and phrase.words.split()[0].lower() in ("a", "an", "one"):
                return None, f"“{phrase.words}” is one of a group, and nobody in particular"
            return entity, _named(index, entity, phrase.words)
    apposed = _apposed(index, phrase)
    if apposed:
        return apposed, _named(index, apposed, phrase.words)
    for begin, stop, entity in phrase.inside:
        if index.entities[entity].kind != "person":
            continue
        follows = index.parsed.text[stop : stop + 1]
        if (stop == phrase.end and not _crossed(index, phrase, begin)) or (begin == phrase.start and follows == ","):
            return entity, _named(index, entity, phrase.words)
    low = bisect_left(index.mentions, (phrase.start, 0, ""))
    for begin, stop, entity in index.mentions[max(0, low - 1) : low + 1]:
        if begin <= phrase.start and phrase.end <= stop:
            return entity, _named(index, entity, phrase.words)
    return _nominal(index, phrase)


def _anothers(index: Index, phrase: _Phrase, begin: int, stop: int) -> bool:
    """Whether a common noun that stands for a name elsewhere has another's name before it ("Reyes's campaign")."""
    kinds = {index.entities[entity].kind for _, end, entity in phrase.inside if end <= begin}
    return index.parsed.text[begin:stop].islower() and bool(kinds & {"person", "organisation"})


def _named(index: Index, entity: EntityId, words: str) -> str:
    name = index.entities[entity].name
    return "named here" if names.key(name) in names.key(words) else f"“{words}” is short for {name}"


def _apposed(index: Index, phrase: _Phrase) -> EntityId | None:
    """The entity of a name in apposition to the head ("the president of Mexico, Claudia Sheinbaum")."""
    for token in phrase.tokens[phrase.first : phrase.last]:
        if token.dep == "appos" and (token.head == phrase.head or phrase.tokens[token.head].dep == "appos"):
            for begin, stop, entity in phrase.inside:
                known = index.entities[entity].kind
                body = (
                    known in ("organisation", "outlet") and phrase.tokens[phrase.head].lemma.lower() not in role_words()
                )
                if begin <= token.start < stop and (known == "person" or (body and token.head == phrase.head)):
                    return entity
    return None


def _crossed(index: Index, phrase: _Phrase, begin: int) -> bool:
    """Whether a preposition or a possessive stands between the phrase's head and the name at its end."""
    for token in phrase.tokens[phrase.first : phrase.last]:
        if token.start >= begin:
            return False
        word = index.parsed.text[token.start : token.end].lower()
        if (token.dep == "prep" and word in _APART) or (token.dep == "case" and token.end == begin - 1):
            return True
        if word == "of" and token.end + 1 == begin:
            return True
    return False


def _relative(index: Index, tokens: Sequence[Token], first: int) -> Answer:
    """The name that a relative pronoun's clause hangs on."""
    at = tokens[first].head
    for _ in tokens:
        if tokens[at].dep == "relcl" or tokens[at].head == at:
            break
        at = tokens[at].head
    noun = tokens[tokens[at].head].start
    for start, end, entity in index.mentions:
        if start <= noun < end and start < tokens[first].start:
            return entity, "the name before the relative clause"
    return None, "the relative clause hangs on no name"


# -------------------------------------------------------------------------------------------------- roles


def _nominal(index: Index, phrase: _Phrase) -> Answer:
    """A role or common noun without a name: the one entity of the text that was given this role."""
    head = phrase.tokens[phrase.head]
    noun = head.lemma.lower()
    opening = normal(index.parsed.text[phrase.start : phrase.tokens[phrase.first].end])
    if head.tag in ("NNS", "NNPS"):
        return None, f"“{phrase.words}” is a group that no name stands for"
    bare_office = noun in office_words() and opening not in ("a", "an", "one", "another")
    if noun in anonymous() or not (opening in ("the", "this", "that") or bare_office):
        return None, f"“{phrase.words}” names nobody"
    holders = index.roles.get(noun, {})
    near = {entity: start for entity, start in holders.items() if start < phrase.start or len(holders) == 1}
    if near:
        return _holder(index, phrase, noun, near)
    if noun in role_words():
        gender, _ = role_words()[noun]
        return _only_one(index, phrase, gender) if gender else (None, f"nobody was introduced as {noun}")
    if noun in institution_nouns():
        return institution_named(index, phrase.start, noun)
    named = _by_its_noun(index, phrase.start, noun)
    if named is not None and phrase.last - phrase.first <= _ARTICLE_AND_NOUN:
        return named, f"{index.entities[named].name} is the only {noun} named before"
    return None, f"“{phrase.words}” names nobody"


_ARTICLE_AND_NOUN = 2


def _by_its_noun(index: Index, at: int, noun: str) -> EntityId | None:
    """The only organisation named before whose name is that noun with what tells it apart: "the observatory" after
    "the Syrian Observatory for Human Rights"."""
    found = set()
    for start, _, entity in index.mentions:
        known = index.entities[entity]
        if start < at and known.kind in ("organisation", "outlet", "other"):
            words = re.split(r" (?:for|of|on|against) ", names.key(known.name))[0].split()
            if len(names.key(known.name).split()) > 1 and words and words[-1] == noun:
                found.add(entity)
    return found.pop() if len(found) == 1 else None


def _holder(index: Index, phrase: _Phrase, noun: str, near: dict[EntityId, int]) -> Answer:
    """Which of those introduced with the role: the one whose introduction bears the same modifiers, or the only one."""
    described = [token for token in phrase.tokens[phrase.first : phrase.head] if token.pos in ("ADJ", "PROPN", "NOUN")]
    wanted = [normal(index.parsed.text[token.start : token.end]) for token in described]
    marked = [entity for entity in near if wanted and _introduced_with(index, near[entity], wanted)]
    if len(marked) == 1:
        return marked[0], f"{index.entities[marked[0]].name} was introduced as {noun}"
    if not wanted and noun in office_words():
        near = {entity: start for entity, start in near.items() if (noun, entity) not in index.lesser}
        if not near:
            return None, f"whoever is {noun} is not named"
    if not wanted and len(near) == 1:
        entity = next(iter(near))
        return entity, f"{index.entities[entity].name} is the only {noun} of the text"
    if not wanted and noun in office_words():
        counts = sorted(((_titled(index, entity, noun), entity) for entity in near), reverse=True)
        if counts[0][0] >= 2 * counts[1][0] > 0 or (counts[0][0] > 1 and counts[1][0] == 0):
            return counts[0][1], f"{index.entities[counts[0][1]].name} is called {noun} most often"
    return None, f"more than one {noun} is named" if len(near) > 1 else f"no {phrase.words} is named"


def _introduced_with(index: Index, at: int, wanted: Sequence[str]) -> bool:
    """Whether the phrase's modifiers ("the Mexican president") also stand where the role was given."""
    text = index.parsed.text
    nearby = normal(text[max(0, at - 25) : at] + text[at : at + 60].split(". ")[0])
    return all(word in nearby or names.demonyms().get(word, "\n").lower() in nearby for word in wanted)


def _titled(index: Index, entity: EntityId, noun: str) -> int:
    text = index.parsed.text
    before = (text[max(0, one.start - 30) : one.start] for one in index.entities[entity].mentions)
    return sum(normal(words).split()[-1:] == [noun] for words in before)


def _only_one(index: Index, phrase: _Phrase, gender: str) -> Answer:
    """The only person near whom a role that tells the gender fits ("the spokeswoman")."""
    fits = sorted(
        {
            one.entity
            for one in index.candidates
            if one.entity and one.sort == "person" and one.gender == gender
            and one.start < phrase.start and phrase.one.number - one.sentence <= 3
        }
    )  # fmt: skip
    if len(fits) == 1:
        return fits[0], f"{index.entities[fits[0]].name} is the only one near that “{phrase.words}” fits"
    return None, f"“{phrase.words}” fits nobody near" if not fits else f"“{phrase.words}” may be any of {len(fits)}"
