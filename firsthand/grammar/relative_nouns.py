"""Which noun a relative clause is about, and whether that is sure.

"The bombing at the airport that killed 13" may be read of either noun, and a parser takes one of them.  It is sure
where no other noun on the way from the clause to its verb could be meant: none that agrees with the clause's verb in
number, and is a person's or a thing's as the pronoun asks.  Left out: what the words mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.grammar.tree import Token
from firsthand.grammar.verb_forms import AUXILIARIES, FINITE, VERB_LIKE
from firsthand.lexicon import column, entry_set

_NOUNS = frozenset({"NOUN", "PROPN"})
_PEOPLE = frozenset({"PERSON", "NORP"})
_PEOPLE_LISTS = ("anonymous", "group_nouns", "official_words")
_NO_PEOPLE = frozenset({"GPE", "LOC", "FAC", "ORG", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_PARTS = frozenset({"compound", "nmod", "amod", "poss", "npadvmod", "case", "quantmod", "nummod"})
"""How a word hangs on the noun that it is only a part of, or when something was."""
_OF_PERSON = ("er", "or", "ist", "ian", "man", "woman", "person")
"""Endings of nouns for people, but for those of ``lexicon/thing_nouns``."""
_WERE = 4
"""Letters of "were"; "was" has the same tag and lemma."""
_LONGEST_CHAIN = 16
"""Words of a noun with what hangs on it that are put before a clause."""


def sure_noun(tokens: Sequence[Token], clause: int, first: int) -> int | None:
    """The noun that the relative clause with the verb ``clause`` is about, whose pronoun is token ``first``; None
    where it may be another."""
    pronoun = tokens[first].lemma
    rivals = _rivals(tokens, clause, first)
    if not rivals:
        named = tokens[tokens[clause].head].ner == "PERSON" and pronoun.casefold() in ("which", "that")
        return None if named else tokens[clause].head
    fitting = [n for n in (tokens[clause].head, *rivals) if _fits(tokens, n, clause, pronoun)]
    if pronoun.casefold() in ("who", "whose"):
        people = [n for n in fitting if _person(tokens[n])]
        fitting = people or fitting
    return fitting[0] if len(fitting) == 1 else None


def words_before(tokens: Sequence[Token], first: int) -> int:
    """Where the noun begins, with all that it hangs on as a noun, behind which token ``first`` follows; ``first`` where
    none stands there."""
    last = first - 1
    while last >= 0 and tokens[last].pos == "PUNCT":
        last -= 1
    if last < 0:
        return first
    edges = [_edge(tokens, at, first) for at in _chain(tokens, last)]
    return next((edge for edge in reversed(edges) if first - edge <= _LONGEST_CHAIN), first)


def _chain(tokens: Sequence[Token], at: int) -> list[int]:
    """The nouns from a word upwards, up to the verb."""
    found = []
    for _ in range(len(tokens)):
        if tokens[at].pos in _NOUNS and tokens[at].dep not in _PARTS:
            found.append(at)
        above = tokens[at].head
        if above >= at and tokens[at].dep not in ("compound", "nmod", "amod", "nummod", "case", "poss"):
            break
        if above == at or _next_in_list(tokens, at):
            break
        if tokens[above].pos in VERB_LIKE:
            if tokens[at].pos != "ADP" or at < 1 or tokens[at - 1].dep not in ("pobj", "nsubj", "nsubjpass"):
                break
            above = at - 1  # "police in riot gear, who": the parser hung it on the verb
        at = above
    return found


def _next_in_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun is the next one of a list of people or of what semicolons part."""
    if tokens[at].dep not in ("conj", "appos"):
        return False
    return tokens[at].ner == "PERSON" or any(t.lemma == ";" for t in tokens[tokens[at].head : at])


def _edge(tokens: Sequence[Token], head: int, before: int) -> int:
    below = {head}
    for n in range(head, -1, -1):
        at = n
        for _ in range(len(tokens)):
            if at in below or tokens[at].head == at:
                break
            at = tokens[at].head
        if at in below:
            below.add(n)
    return min(n for n in below if n < before)


def _rivals(tokens: Sequence[Token], clause: int, first: int) -> list[int]:
    """Other nouns that the clause may be about: those between its noun and the pronoun, and those that its noun is
    told of, or that stand before it under one verb."""
    head = tokens[clause].head
    found = [n for n in range(head + 1, first) if tokens[n].pos in _NOUNS and tokens[n].dep not in _PARTS]
    if any(tokens[n].tag in FINITE for n in range(head + 1, first)):
        found = found or [head]  # put off behind the verb: "a man came who …" is told by its pronoun alone
    at = head
    while tokens[at].dep in ("pobj", "pcomp", "dobj", "conj", "attr") and tokens[at].head < at:
        above = tokens[at].head
        if tokens[at].dep == "pobj" and tokens[above].pos == "ADP":
            at = tokens[above].head
            if tokens[at].pos in VERB_LIKE:
                found += [n for n in range(at + 1, above) if tokens[n].head == at and tokens[n].dep == "dobj"]
                break
            if tokens[at].pos in _NOUNS and at < above:
                found.append(at)
                continue
        break
    return [n for n in found if n != head and not _one_name(tokens, n, head) and not _joined(tokens, n, head)]


def _joined(tokens: Sequence[Token], one: int, other: int) -> bool:
    """Whether a noun is one of a row that begins with another ("employees and investors who …")."""
    while tokens[one].dep == "conj" and tokens[one].head < one:
        one = tokens[one].head
    return one == other


def _one_name(tokens: Sequence[Token], one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return bool(tokens[low].ner) and all(tokens[n].ner == tokens[low].ner for n in range(low, high + 1))


def _fits(tokens: Sequence[Token], noun: int, clause: int, pronoun: str) -> bool:
    token, word = tokens[noun], pronoun.casefold()
    if token.ner in _MEASURES or (word != "whose" and disagrees(tokens, noun, clause)):
        return False
    if word in ("who", "whose"):
        return token.ner not in _NO_PEOPLE or word == "whose"
    return token.ner != "PERSON" and not (word == "which" and token.lemma.casefold() in column("roles", "role"))


def _person(token: Token) -> bool:
    """Whether the noun is surely one for people."""
    lemma = token.lemma.casefold()
    if token.ner in _PEOPLE:
        return True
    named = lemma in column("roles", "role") or any(lemma in entry_set(one) for one in _PEOPLE_LISTS)
    return token.pos == "NOUN" and (named or (lemma.endswith(_OF_PERSON) and lemma not in entry_set("thing_nouns")))


def disagrees(tokens: Sequence[Token], noun: int, verb: int) -> bool:
    """Whether the verb's form is plural and the noun singular, or the other way round; False where either is not
    told."""
    helpers = [t for t in tokens if t.head == verb and t.dep in AUXILIARIES and t.tag in FINITE]
    word = helpers[0] if helpers else tokens[verb]
    plural = word.tag == "VBP" or (word.tag == "VBD" and word.lemma == "be" and word.end - word.start == _WERE)
    singular = word.tag == "VBZ" or (word.tag == "VBD" and word.lemma == "be" and not plural)
    if tokens[noun].tag in ("NN", "NNP"):  # "a number of ships were", "Ada Obi and Ben Ito were"
        return plural and not any(t.head == noun and t.dep in ("conj", "prep", "nummod") for t in tokens)
    return singular and tokens[noun].tag == "NNS"
