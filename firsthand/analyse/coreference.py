"""Who a source span means: pronouns, surnames, bare roles and full noun phrases, each with the reason in words.

Follows the classic order of evidence for news text (Hobbs 1978; Lappin and Leass 1994): agreement in gender and number
first, then recency, subjecthood and who spoke last; pronouns are resolved in text order, so that a chain of "he said"
keeps its speaker.  An unnamed person ("a spokesman") may win, and then there is no entity.  Left out: what is not a
source (events, "the move"), first and second person inside quotations, cataphora.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from firsthand import lexicon, names
from firsthand.analyse.nameview import title_before
from firsthand.data import Document, Entity, Sentence, Span, Token
from firsthand.words import normal

_PRONOUNS: dict[str, tuple[str, str]] = {
    "he": ("m", "person"), "him": ("m", "person"), "his": ("m", "person"), "himself": ("m", "person"),
    "she": ("f", "person"), "her": ("f", "person"), "hers": ("f", "person"), "herself": ("f", "person"),
    "they": ("", "many"), "them": ("", "many"), "their": ("", "many"), "themselves": ("", "many"),
    "it": ("", "thing"), "its": ("", "thing"), "itself": ("", "thing"),
}  # fmt: skip
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "you", "your", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_SPEECH = frozenset({"say", "tell", "add", "write", "explain", "note", "announce", "report", "claim", "argue", "warn",
                     "insist", "ask", "reply", "respond", "declare", "state", "stress", "continue", "recall", "admit",
                     "acknowledge", "confirm", "deny", "conclude", "suggest", "call", "tweet", "post"})  # fmt: skip
_OPENING, _CLOSING = frozenset("“«"), frozenset("”»")
_REACH = 6
"""Sentences back that a pronoun may reach."""
_MARGIN = 1.0
"""How much better than its rival an antecedent must be; less is a guess."""
_LEAST = 1.5
"""The score below which an antecedent is too far."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something a pronoun could mean: a mention of an entity, or a noun phrase that no entity names (entity '')."""

    start: int
    end: int
    sentence: int
    entity: str
    sort: str
    gender: str
    words: str
    subject: bool
    speaks: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """A third-person pronoun: where it stands, what it agrees with, what it does."""

    start: int
    sentence: int
    word: str
    gender: str
    sort: str
    subject: bool
    speaks: bool
    quoted: bool


@dataclass(slots=True)
class _Index:
    """What is looked up again and again in one document."""

    document: Document
    sentences: Sequence[Sentence]
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    roles: dict[str, dict[str, int]] = field(default_factory=dict)
    pronouns: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    inside: list[bool] = field(default_factory=list)


_kept: list[tuple[Document, Sequence[Sentence], Sequence[Entity], _Index]] = []


def antecedent(
    document: Document, sentences: Sequence[Sentence], entities: Sequence[Entity], span: Span
) -> tuple[str | None, str]:
    """The entity that the words of ``span`` mean and why, or None and why not."""
    index = _index(document, sentences, entities)
    words = " ".join(document.text[span.start : span.end].split()).strip(" ,;:\"“”'‘’")
    if not words:
        return None, "no words"
    folded = normal(words)
    if folded in _FIRST_PERSON:
        return None, f"“{words}” is whoever speaks in the quotation"
    found = _tokens(index, span)
    if found is None:
        return None, "the words stand outside the parsed text"
    number, first, last = found
    if folded in _PRONOUNS:
        token = index.sentences[number].tokens[first]
        return index.pronouns.get(token.start, (None, f"no antecedent of “{words}” is near enough"))
    if folded in _RELATIVE:
        return _relative(index, number, first)
    return _phrase(index, number, first, last, words)


# ------------------------------------------------------------------------------------------- noun phrases


def _phrase(index: _Index, number: int, first: int, last: int, words: str) -> tuple[str | None, str]:
    sentence = index.sentences[number]
    tokens = sentence.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    inside = [one for one in index.mentions if start <= one[0] and one[1] <= end]
    head = _head(tokens, first, last)
    for begin, stop, entity in inside:
        if begin <= tokens[head].start < stop:
            return entity, _named(index, entity, words)
    apposed = _apposed(index, tokens, first, last, head, inside)
    if apposed:
        return apposed, _named(index, apposed, words)
    people = [one for one in inside if index.entities[one[2]].kind == "person"]
    for begin, stop, entity in people:
        if stop == end and not _crossed(index, tokens, first, begin):
            return entity, _named(index, entity, words)
        if begin == start and stop < end and index.document.text[stop : stop + 1] == ",":
            return entity, _named(index, entity, words)
    around = [one for one in index.mentions if one[0] <= start and end <= one[1]]
    if around:
        return around[0][2], _named(index, around[0][2], words)
    return _nominal(index, number, first, last, head, words, inside)


def _named(index: _Index, entity: str, words: str) -> str:
    name = index.entities[entity].name
    return "named here" if names.key(name) in names.key(words) else f"“{words}” is short for {name}"


def _apposed(
    index: _Index, tokens: Sequence[Token], first: int, last: int, head: int, inside: Sequence[tuple[int, int, str]]
) -> str:
    """The entity of a name in apposition to the head ("the president of Mexico, Claudia Sheinbaum")."""
    for position in range(first, last):
        token = tokens[position]
        if token.dep == "appos" and (token.head == head or tokens[token.head].dep == "appos"):
            for begin, stop, entity in inside:
                if begin <= token.start < stop and index.entities[entity].kind == "person":
                    return entity
    return ""


def _crossed(index: _Index, tokens: Sequence[Token], first: int, begin: int) -> bool:
    """Whether a preposition, a possessive or a comma stands between the phrase's head and the name at its end."""
    for token in tokens[first:]:
        if token.start >= begin:
            return False
        word = index.document.text[token.start : token.end]
        if token.dep == "prep" and word.lower() in ("to", "for", "with", "from", "in", "at", "by", "on", "near"):
            return True
        if token.dep == "case" and token.end == begin - 1:
            return True
        if word.lower() == "of" and token.end + 1 == begin:
            return True
    return False


def _nominal(
    index: _Index,
    number: int,
    first: int,
    last: int,
    head: int,
    words: str,
    inside: Sequence[tuple[int, int, str]],
) -> tuple[str | None, str]:
    """A role or common noun without a name: the one entity of the text that was given this role."""
    tokens = index.sentences[number].tokens
    text = index.document.text
    noun = tokens[head].lemma.lower()
    folded = [normal(text[token.start : token.end]) for token in tokens[first:last]]
    if tokens[head].tag in ("NNS", "NNPS") and noun not in ("authorities",):
        return None, f"“{words}” is a group that no name stands for"
    if noun in _anonymous():
        return None, f"“{words}” names nobody"
    definite = (
        folded[0] in ("the", "this", "that") or noun in _offices() and folded[0] not in ("a", "an", "one", "another")
    )
    if not definite:
        return None, f"“{words}” names nobody"
    at = tokens[first].start
    holders = index.roles.get(noun, {})
    near = {entity: start for entity, start in holders.items() if start < at or len(holders) == 1}
    if near:
        marked = [entity for entity in near if _agrees(index, entity, noun, tokens, first, head)]
        if len(marked) == 1:
            return marked[0], f"{index.entities[marked[0]].name} was introduced as {noun}"
        if len(near) == 1 and not _modified(tokens, first, head):
            entity = next(iter(near))
            return entity, f"{index.entities[entity].name} is the only {noun} of the text"
        if noun in _offices() and not _modified(tokens, first, head):
            most = sorted(near, key=lambda one: (-_titled(index, one, noun), one))
            if len(most) > 1 and _titled(index, most[0], noun) >= 2 * _titled(index, most[1], noun):
                return most[0], f"{index.entities[most[0]].name} is called {noun} most often"
        return None, f"more than one {noun} is named"
    role = _roles().get(noun)
    if role is not None:
        told, kind = role
        if told and kind != "anonymous":
            return _search(index, at, number, told, "person", words, nominal=True)
        return None, f"nobody was introduced as {noun}"
    if noun in _institution_nouns():
        return _institution(index, at, noun)
    return None, f"“{words}” names nobody"


def _agrees(index: _Index, entity: str, noun: str, tokens: Sequence[Token], first: int, head: int) -> bool:
    """Whether the phrase's modifiers ("the Mexican president") also stand where the entity was introduced."""
    wanted = _modifiers(index.document, tokens, first, head)
    if not wanted:
        return False
    at = index.roles[noun][entity]
    nearby = normal(index.document.text[max(0, at - 60) : at + 80])
    return all(word in nearby or names.demonyms().get(word, "\n").lower() in nearby for word in wanted)


def _modifiers(document: Document, tokens: Sequence[Token], first: int, head: int) -> list[str]:
    return [
        normal(document.text[token.start : token.end])
        for token in tokens[first:head]
        if token.pos in ("ADJ", "PROPN", "NOUN") and token.tag != "POS"
    ]


def _modified(tokens: Sequence[Token], first: int, head: int) -> bool:
    return any(token.pos in ("ADJ", "PROPN", "NOUN") for token in tokens[first:head])


def _titled(index: _Index, entity: str, noun: str) -> int:
    text = index.document.text
    return sum(
        normal(text[max(0, one.start - 30) : one.start]).split()[-1:] == [noun]
        for one in index.entities[entity].mentions
    )


def _institution(index: _Index, at: int, noun: str) -> tuple[str | None, str]:
    """ "The department", "the company": the nearest organisation before it whose name can bear the noun."""
    heads = {noun, *_SAME_NOUN.get(noun, ())}
    fits: list[tuple[int, str]] = []
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


_SAME_NOUN = {"government": ("administration", "regime"), "administration": ("government",), "force": ("forces",)}
_PUBLIC_HEADS = frozenset({"department", "ministry", "court", "police", "house", "senate", "congress", "administration",
                           "government", "council", "parliament", "union", "party", "university", "army"})  # fmt: skip


# ----------------------------------------------------------------------------------------------- pronouns


def _relative(index: _Index, number: int, first: int) -> tuple[str | None, str]:
    tokens = index.sentences[number].tokens
    governor = tokens[tokens[first].head]
    while governor.dep != "relcl" and governor.head != tokens[governor.head].head:
        governor = tokens[governor.head]
    noun = tokens[governor.head]
    for start, end, entity in index.mentions:
        if start <= noun.start < end and start < tokens[first].start:
            return entity, "the name before the relative clause"
    return None, "the relative clause hangs on no name"


def _resolve_pronouns(index: _Index, candidates: list[_Candidate]) -> None:
    """All third-person pronouns in text order; a resolved one is itself a candidate for the next."""
    pending = sorted(candidates, key=lambda one: one.start)
    seen: list[_Candidate] = []
    position = 0
    for number, sentence in enumerate(index.sentences):
        for token in sentence.tokens:
            word = normal(index.document.text[token.start : token.end])
            if word not in _PRONOUNS or token.pos not in ("PRON", "DET"):
                continue
            while position < len(pending) and pending[position].start < token.start:
                seen.append(pending[position])
                position += 1
            gender, sort = _PRONOUNS[word]
            if sort == "thing" and (token.dep == "expl" or _weather(index, sentence, token)):
                continue
            recent = [one for one in seen[-60:] if number - one.sentence <= _REACH]
            subject, speaks = _function(sentence.tokens, token)
            at = _Pronoun(token.start, number, word, gender, sort, subject, speaks, _quoted(index, token.start))
            entity, reason = _best(index, recent, at)
            index.pronouns[token.start] = (entity, reason)
            if entity is not None and word in ("he", "she", "they", "it"):
                name = index.entities[entity].name
                seen.append(
                    _Candidate(token.start, token.end, number, entity, sort, gender, name, subject, speaks, at.quoted)
                )


def _weather(index: _Index, sentence: Sentence, token: Token) -> bool:
    """ "It is unclear whether …" means nothing before it."""
    head = sentence.tokens[token.head]
    if head.lemma not in ("be", "seem", "appear", "take", "remain"):
        return False
    near = [
        head,
        *(one for one in sentence.tokens if one.dep in ("acomp", "attr") and sentence.tokens[one.head] is head),
    ]
    return any(
        one.dep in ("ccomp", "csubj", "xcomp", "advcl", "acl")
        and any(sentence.tokens[one.head] is other for other in near)
        for one in sentence.tokens
    )


def _search(
    index: _Index, at: int, number: int, gender: str, sort: str, words: str, nominal: bool = False
) -> tuple[str | None, str]:
    near = [one for one in _candidates(index) if one.start < at and number - one.sentence <= 3 and one.entity]
    fits = sorted({one.entity for one in near if one.sort == sort and one.gender == gender})
    if len(fits) == 1:
        return fits[0], f"{index.entities[fits[0]].name} is the only one near that “{words}” fits"
    return None, f"“{words}” fits nobody near" if not fits else f"“{words}” may be any of {len(fits)}"


def _best(index: _Index, recent: Sequence[_Candidate], at: _Pronoun) -> tuple[str | None, str]:
    scores: dict[tuple[str, str], float] = {}
    first_of: dict[tuple[str, str], _Candidate] = {}
    mentions: dict[tuple[str, str], int] = {}
    for one in recent:
        who = (one.entity, "" if one.entity else one.words)
        mentions[who] = mentions.get(who, 0) + 1
        if one.sort != at.sort or (at.gender and one.gender and one.gender != at.gender):
            continue
        score = _weight(index, one, at)
        if score > scores.get(who, -1e9):
            scores[who] = score
            first_of[who] = one
    for who in scores:
        scores[who] += min(mentions[who], 4) * 0.25
    if not scores:
        return None, f"nobody before “{at.word}” agrees with it"
    order = sorted(scores, key=lambda who: (-scores[who], -first_of[who].start, who))
    best = order[0]
    chosen = first_of[best]
    if not best[0]:
        return None, f"“{at.word}” most likely means “{chosen.words}”, whom the text does not name"
    if len(order) > 1 and scores[best] - scores[order[1]] < _MARGIN:
        return None, f"“{at.word}” may mean {chosen.words} or {first_of[order[1]].words}"
    if scores[best] < _LEAST or (at.sort != "person" and not chosen.subject):
        return None, f"no antecedent of “{at.word}” is near enough"
    agrees = {"m": "a man by title or given name, ", "f": "a woman by title or given name, "}.get(
        at.gender if chosen.gender == at.gender and at.gender else "", ""
    )
    where = "who spoke last" if chosen.speaks else "the subject" if chosen.subject else "named"
    near = _distance(at.sentence - chosen.sentence)
    return best[0], f"“{at.word}”: {index.entities[best[0]].name}, {agrees}{where} {near}"


def _distance(sentences: int) -> str:
    return {0: "in this sentence", 1: "in the sentence before"}.get(sentences, f"{sentences} sentences before")


def _weight(index: _Index, one: _Candidate, at: _Pronoun) -> float:
    """Recency, subjecthood, who spoke last, known gender, the same paragraph, the same side of the quotation marks."""
    score = 5.0 - 1.5 * (at.sentence - one.sentence)
    score += 2.0 if one.subject else 0.0
    score += 2.0 if one.speaks and at.speaks else 0.0
    score += 1.5 if at.gender and one.gender == at.gender else 0.0
    score += 1.0 if one.subject and at.subject and one.sentence == at.sentence else 0.0
    if index.sentences[one.sentence].block != index.sentences[at.sentence].block:
        score -= 1.5
    if one.quoted != at.quoted:
        score -= 3.0 if one.quoted else 1.0
    return score if one.entity else score - 0.5


# -------------------------------------------------------------------------------------------------- index


def _index(document: Document, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> _Index:
    """The index of this document; the last one is kept, because every attribution of a document asks in turn."""
    for a, b, c, index in _kept:
        if a is document and b is sentences and c is entities:
            return index
    index = _Index(document, sentences)
    index.entities = {entity.id: entity for entity in entities}
    index.mentions = sorted((one.start, one.end, entity.id) for entity in entities for one in entity.mentions)
    index.inside = _quotation_map(document, sentences)
    _roles_and_genders(index)
    _resolve_pronouns(index, _candidates(index))
    _kept[:] = [(document, sentences, entities, index)]
    return index


def _quotation_map(document: Document, sentences: Sequence[Sentence]) -> list[bool]:
    """For each character whether it stands inside double quotation marks; marks are matched within a block."""
    inside = [False] * (len(document.text) + 1)
    for block in document.blocks:
        opened = False
        for position in range(block.start, min(block.end, len(document.text))):
            character = document.text[position]
            if character in _OPENING:
                opened = True
            elif character in _CLOSING:
                opened = False
            elif character == '"':
                opened = not opened
            inside[position] = opened
    return inside


def _quoted(index: _Index, at: int) -> bool:
    return index.inside[at] if at < len(index.inside) else False


def _function(tokens: Sequence[Token], token: Token) -> tuple[bool, bool]:
    """Whether a noun is a subject, and whether of a verb of saying."""
    if token.dep not in _SUBJECTS:
        return False, False
    return True, tokens[token.head].lemma in _SPEECH and token.dep == "nsubj"


def _candidates(index: _Index) -> list[_Candidate]:
    """Mentions of people and organisations, and the noun phrases for people that no entity names."""
    made: list[_Candidate] = []
    position = 0
    for number, sentence in enumerate(index.sentences):
        covered: list[tuple[int, int]] = []
        while position < len(index.mentions) and index.mentions[position][0] < sentence.end:
            start, end, entity = index.mentions[position]
            position += 1
            if start < sentence.start:
                continue
            covered.append((start, end))
            known = index.entities[entity]
            token = _head_token(sentence.tokens, start, end)
            if token is None:
                continue
            sort = {"person": "person", "organisation": "thing", "outlet": "thing", "group": "many"}.get(known.kind)
            if sort is None:
                continue
            subject, speaks = _function(sentence.tokens, token)
            if sort == "person" and not subject and token.dep == "appos":
                subject, speaks = _function(sentence.tokens, sentence.tokens[token.head])
            quoted = _quoted(index, start)
            gender = index.genders.get(entity, "")
            made.append(_Candidate(start, end, number, entity, sort, gender, known.name, subject, speaks, quoted))
            if sort == "thing":
                made.append(_Candidate(start, end, number, entity, "many", "", known.name, subject, speaks, quoted))
        for token in sentence.tokens:
            unnamed = _unnamed(index, sentence, token)
            if unnamed and not any(start <= token.start < end for start, end in covered):
                made.append(_as_candidate(index, number, sentence, token, *unnamed))
    return sorted(made, key=lambda one: (one.start, one.end, one.sort))


def _unnamed(index: _Index, sentence: Sentence, token: Token) -> tuple[str, str] | None:
    """(sort, gender) of a noun for people or things in subject position, else None."""
    if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return None
    if any(child.dep == "appos" and sentence.tokens[child.head] is token for child in sentence.tokens):
        return None
    role = _roles().get(token.lemma.lower())
    if token.tag == "NNS":
        return ("many", "") if role is not None or token.dep == "nsubj" else None
    if role is not None:
        return ("person", role[0]) if token.dep in ("nsubj", "nsubjpass") else None
    return ("thing", "") if token.dep in ("nsubj", "nsubjpass") else None


def _as_candidate(index: _Index, number: int, sentence: Sentence, token: Token, sort: str, gender: str) -> _Candidate:
    subject, speaks = _function(sentence.tokens, token)
    text = index.document.text
    start = token.start
    for child in sentence.tokens:
        if (
            sentence.tokens[child.head] is token
            and child.start < start
            and child.dep in ("det", "amod", "compound", "nummod")
        ):
            start = child.start
    entity = ""
    noun = token.lemma.lower()
    holders = index.roles.get(noun, {})
    definite = normal(text[start : start + 4]).startswith("the")
    if len(holders) == 1 and definite:
        entity = next(iter(holders))
    elif sort == "thing" and definite and noun in _institution_nouns():
        entity = _institution(index, token.start, noun)[0] or ""
    return _Candidate(start, token.end, number, entity, sort, index.genders.get(entity, gender) if entity else gender,
                      index.entities[entity].name if entity else text[start : token.end], subject, speaks,
                      _quoted(index, token.start))  # fmt: skip


def _roles_and_genders(index: _Index) -> None:
    """Titles, appositions and predicates that say what a person is; genders that titles, roles and given names tell."""
    told: dict[str, list[str]] = {}
    by_start = {start: entity for start, _, entity in index.mentions}
    ends = {end: entity for _, end, entity in index.mentions}
    del ends
    for sentence in index.sentences:
        tokens = sentence.tokens
        words = [index.document.text[token.start : token.end] for token in tokens]
        owner = _owners(index, tokens)
        for position, token in enumerate(tokens):
            entity = by_start.get(token.start)
            if entity is not None and index.entities[entity].kind == "person":
                title = title_before(words, position)
                if title:
                    told.setdefault(entity, []).append(names.titles().get(title, ""))
                    for word in title.split():
                        if word in _roles():
                            index.roles.setdefault(word, {}).setdefault(entity, token.start)
            noun = token.lemma.lower()
            role = _roles().get(noun)
            if role is None:
                continue
            holder = _holder(index, tokens, owner, position)
            if holder is None:
                continue
            if role[1] != "kin":
                index.roles.setdefault(noun, {}).setdefault(holder, token.start)
            told.setdefault(holder, []).append(role[0])
    for entity_id, entity in index.entities.items():
        if entity.kind != "person":
            continue
        parts = names.person_parts(entity.name)
        cues = [one for one in told.get(entity_id, []) if one]
        first = names.first_names().get(parts[0], "") if len(parts) > 1 else ""
        if first:
            cues.append(first)
        if cues and len(set(cues)) == 1:
            index.genders[entity_id] = cues[0]
        elif cues:
            index.genders[entity_id] = first


def _owners(index: _Index, tokens: Sequence[Token]) -> dict[int, str]:
    """Token position -> person entity whose mention covers it."""
    if not tokens:
        return {}
    start, end = tokens[0].start, tokens[-1].end
    low, high = 0, len(index.mentions)
    while low < high:
        middle = (low + high) // 2
        if index.mentions[middle][0] < start:
            low = middle + 1
        else:
            high = middle
    covered: dict[int, str] = {}
    for begin, stop, entity in index.mentions[low:]:
        if begin >= end:
            break
        if index.entities[entity].kind == "person":
            for position, token in enumerate(tokens):
                if begin <= token.start < stop:
                    covered[position] = entity
    return covered


def _holder(index: _Index, tokens: Sequence[Token], owner: dict[int, str], position: int) -> str | None:
    """The person whom the role noun at ``position`` describes: apposition either way, prenominal, or "X is a …"."""
    token = tokens[position]
    if position in owner or token.tag in ("NNS", "NNPS"):
        return None
    if token.dep == "appos" and token.head in owner:
        return owner[token.head]
    if token.dep in ("compound", "nmod", "amod") and token.head in owner and position < token.head:
        return owner[token.head]
    for child, other in enumerate(tokens):
        if other.dep == "appos" and other.head == position and child in owner:
            return owner[child]
    if token.dep == "attr":
        for child, other in enumerate(tokens):
            if other.dep == "nsubj" and other.head == token.head and child in owner:
                return owner[child]
    following = position + 1
    if following in owner and tokens[position].end + 1 == tokens[following].start:
        return owner[following]
    return None


# ------------------------------------------------------------------------------------------------- tokens


def _tokens(index: _Index, span: Span) -> tuple[int, int, int] | None:
    """The sentence and token range that a span covers; the first sentence where it covers several."""
    low, high = 0, len(index.sentences)
    while low < high:
        middle = (low + high) // 2
        if index.sentences[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    if low >= len(index.sentences):
        return None
    chosen = [n for n, one in enumerate(index.sentences[low].tokens) if one.start < span.end and span.start < one.end]
    chosen = [n for n in chosen if index.sentences[low].tokens[n].pos != "PUNCT"] or chosen
    return (low, chosen[0], chosen[-1] + 1) if chosen else None


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The position of the token inside the range whose head lies outside it."""
    for position in range(first, last):
        token = tokens[position]
        if (token.head == position or not first <= token.head < last) and token.dep not in ("punct", "det", "case"):
            return position
    return last - 1


def _head_token(tokens: Sequence[Token], start: int, end: int) -> Token | None:
    covered = [n for n, token in enumerate(tokens) if start <= token.start < end]
    return tokens[_head(tokens, covered[0], covered[-1] + 1)] if covered else None


# ------------------------------------------------------------------------------------------------ lexicon


@cache
def _roles() -> dict[str, tuple[str, str]]:
    return {row["role"]: (row["gender"], row["kind"]) for row in lexicon.rows("roles")}


@cache
def _offices() -> frozenset[str]:
    return frozenset(row["role"] for row in lexicon.rows("roles") if row["kind"] == "office")


@cache
def _anonymous() -> frozenset[str]:
    return frozenset(row["role"] for row in lexicon.rows("roles") if row["kind"] == "anonymous")


@cache
def _institution_nouns() -> frozenset[str]:
    listed = {word.lower() for word in lexicon.entries("institution_heads")}
    return frozenset(listed | {"company", "firm", "government", "administration", "police", "carrier", "bank"})
