"""Third-person pronouns of one document, all at once and in text order, so that a chain of "he said" keeps its speaker.

Follows the classic order of evidence for news text (Hobbs 1978; Lappin and Leass 1994): agreement first, then recency,
subjecthood, who spoke last, and which side of the quotation marks.  The best candidate must beat the next by a margin;
an unnamed person ("a spokesman") may win, and then there is no entity.  Left out: cataphora and events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.analyse.coreference.salience import Candidate, Index, grammatical_function
from firsthand.data import EntityId
from firsthand.grammar import Tree
from firsthand.names import folded

PRONOUNS: dict[str, tuple[str, str]] = {
    "he": ("m", "person"), "him": ("m", "person"), "his": ("m", "person"), "himself": ("m", "person"),
    "she": ("f", "person"), "her": ("f", "person"), "hers": ("f", "person"), "herself": ("f", "person"),
    "they": ("", "many"), "them": ("", "many"), "their": ("", "many"), "themselves": ("", "many"),
    "it": ("", "thing"), "its": ("", "thing"), "itself": ("", "thing"),
}  # fmt: skip
_REACH = 6
"""Sentences back that a pronoun may reach."""
_MARGIN = 1.0
"""How much better than its rival an antecedent must be; less is a guess."""
_LEAST = 1.5
"""The score below which an antecedent is too far."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A third-person pronoun: where it stands, what it agrees with, what it does."""

    start: int
    sentence: int
    word: str
    gender: str
    sort: str
    subject: bool
    speaks: bool
    quoted: bool


def resolved_pronouns(
    index: Index,
) -> tuple[dict[int, tuple[EntityId | None, str]], dict[int, tuple[int, int]]]:
    """All third-person pronouns in text order, and the words that those mean which mean nobody with a name; a resolved
    one is itself a candidate for the next."""
    unnamed: dict[int, tuple[int, int]] = {}
    found: dict[int, tuple[EntityId | None, str]] = {}
    pending = sorted(index.candidates, key=lambda one: one.start)
    seen: list[Candidate] = []
    spoken = _spoken_before(index)
    told: dict[EntityId, str] = {}  # the gender that a first pronoun gave to a bare surname
    position = 0
    for tree in index.parsed.trees:
        number = tree.number
        for i, token in enumerate(tree.tokens):
            word = folded(tree.words[i])
            if word not in PRONOUNS or token.pos not in ("PRON", "DET"):
                continue
            while position < len(pending) and pending[position].start < token.start:
                seen.append(pending[position])
                position += 1
            gender, sort = PRONOUNS[word]
            if sort == "thing" and (token.dep == "expl" or _weather(tree, i)):
                continue
            recent = [
                one
                for one in seen[-60:]
                if _apart(spoken, one.sentence, number) <= _REACH
                and not (gender and one.entity and told.get(one.entity, gender) != gender)
            ]
            subject, speaks = grammatical_function(tree.tokens, token)
            quoted = index.parsed.quoted(token.start)
            at = Pronoun(token.start, number, word, gender, sort, subject, speaks, quoted)
            entity, reason, chosen = _best(index, recent, at, spoken)
            found[token.start] = (entity, reason)
            if chosen is not None:
                unnamed[token.start] = (chosen.start, chosen.end)
            if entity is not None and gender and " " not in index.entities[entity].name:
                told.setdefault(entity, gender)
            if entity is not None and word in ("he", "she", "they", "it"):
                name = index.entities[entity].name
                seen.append(
                    Candidate(token.start, token.end, number, entity, sort, gender, name, subject, speaks, at.quoted)
                )
    return found, unnamed


def _spoken_before(index: Index) -> list[int]:
    """For each sentence how many stand before it that are inside marks as a whole."""
    before, count = [], 0
    for one in index.parsed.trees:
        before.append(count)
        inside = [token.start for token in one.tokens if token.pos != "PUNCT"]
        count += bool(inside) and index.parsed.quoted(inside[0]) and index.parsed.quoted(inside[-1])
    return before


def _apart(spoken: Sequence[int], one: int, other: int) -> int:
    """Sentences from one to another, without those in between that are inside marks: whoever tells the story has not
    spoken there ("Ada Obi came. “It rained. It was cold. I left,” she said")."""
    between = spoken[other] - spoken[one + 1] if other > one + 1 else 0
    return other - one - between


def _weather(one: Tree, i: int) -> bool:
    """ "It is unclear whether …" means nothing before it."""
    head = one.tokens[i].head
    if one.tokens[head].lemma not in ("be", "seem", "appear", "take", "remain"):
        return False
    near = (head, *one.below(head, "acomp", "attr"))
    return any(one.child(n, "ccomp", "csubj", "xcomp", "advcl", "acl") is not None for n in near)


_Who = tuple[EntityId | Literal[""], str]
"""The entity of a candidate, or its words where no entity is known."""


def _best(
    index: Index, recent: Sequence[Candidate], at: Pronoun, spoken: Sequence[int]
) -> tuple[EntityId | None, str, Candidate | None]:
    """The entity that a pronoun means and why; or None, why, and the words that it means where they name nobody."""
    scores: dict[_Who, float] = {}
    first_of: dict[_Who, Candidate] = {}
    last = max((one.sentence for one in recent if one.speaks), default=-1)
    mentions: dict[_Who, int] = {}
    for one in recent:
        who = (one.entity, "" if one.entity else one.words)
        mentions[who] = mentions.get(who, 0) + 1
        if one.sort != at.sort or (at.gender and one.gender and one.gender != at.gender):
            continue
        if at.speaks and one.quoted and not at.quoted and one.sort == "person":
            continue  # whoever speaks is hardly named in what is said
        score = _weight(index, one, at, last, spoken)
        if score > scores.get(who, -1e9):
            scores[who] = score
            first_of[who] = one
    for who in scores:
        scores[who] += min(mentions[who], 4) * 0.25
    if not scores:
        return None, f"nobody before “{at.word}” agrees with it", None
    order = sorted(scores, key=lambda who: (-scores[who], -first_of[who].start, who))
    best = order[0]
    chosen = first_of[best]
    if not best[0]:
        return None, f"“{at.word}” most likely means “{chosen.words}”, whom the text does not name", chosen
    if len(order) > 1 and (scores[best] - scores[order[1]] < _MARGIN or _paired(at, chosen, first_of[order[1]])):
        return None, f"“{at.word}” may mean {chosen.words} or {first_of[order[1]].words}", None
    if scores[best] < _LEAST or (at.sort != "person" and not chosen.subject):
        return None, f"no antecedent of “{at.word}” is near enough", None
    agrees = {"m": "a man by title or given name, ", "f": "a woman by title or given name, "}.get(
        at.gender if chosen.gender == at.gender and at.gender else "", ""
    )
    where = "who spoke last" if chosen.speaks else "the subject" if chosen.subject else "named"
    near = _distance(at.sentence - chosen.sentence)
    return best[0], f"“{at.word}”: {index.entities[best[0]].name}, {agrees}{where} {near}", None


def _paired(at: Pronoun, one: Candidate, other: Candidate) -> bool:
    """Whether two are subjects of one sentence, and only a gender that is not known tells them apart; who speaks in it
    and who is only spoken of are told apart where the pronoun speaks again."""
    if at.speaks and one.speaks and not other.speaks:
        return False
    return one.sentence == other.sentence and one.subject and other.subject and not other.gender and bool(other.entity)


def _weight(index: Index, one: Candidate, at: Pronoun, last: int, spoken: Sequence[int]) -> float:
    """Recency, subjecthood, who spoke last, known gender, the same paragraph, the same side of the quotation marks."""
    apart = at.sentence - one.sentence if at.quoted or one.quoted else _apart(spoken, one.sentence, at.sentence)
    score = 5.0 - 1.5 * apart
    score += 2.0 if one.subject else 0.0
    if one.speaks and at.speaks:
        score += 2.0 if one.sentence == last else 1.0
    score += 1.5 if at.gender and one.gender == at.gender else 0.0
    score += 1.0 if one.subject and at.subject and one.sentence == at.sentence else 0.0
    score += 1.0 if one.speaks and at.subject and one.sentence == at.sentence else 0.0  # "X said he …"
    trees = index.parsed.trees
    if trees[one.sentence].sentence.block != trees[at.sentence].sentence.block:
        score -= 1.5
    if one.quoted != at.quoted:
        score -= 3.0 if one.quoted else 1.0
    return score if one.entity else score - 0.5


def _distance(sentences: int) -> str:
    return {0: "in this sentence", 1: "in the sentence before"}.get(sentences, f"{sentences} sentences before")
