"""Whom a stretch of a sentence is about when its subject stands outside it.

A further predicate ("[The group] took two hostages") shares the subject, and where it needs them the auxiliaries, of
the verb it is joined to; where that is "who" or "which", it is about the noun before.  Follows the
dependency tree (ClearNLP labels).  Standard library only.  Left out: subjects in another sentence, which pronouns
stand for (``analyse.coreference``).
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.grammar.tree import Token
from firsthand.grammar.verb_forms import AUXILIARIES, FINITE, VERB_LIKE

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that"})
_LOOSE = frozenset({"relcl", "acl", "appos", "advcl", "punct", "parataxis"})
"""What hangs on a noun and is left out when the noun is named."""
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_ADVERBIAL = frozenset({"npadvmod", "pobj", "compound", "poss", "nmod"})
_LONGEST = 12
"""Words of a subject that is carried over; a longer one is a clause of its own."""


def top(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The highest verb of tokens ``first`` to ``last`` (exclusive): one whose head is outside, or that has none."""
    for n in range(first, last):
        token = tokens[n]
        outside = token.head == n or not first <= token.head < last
        if outside and token.pos in VERB_LIKE and token.dep not in AUXILIARIES:
            return n
    return None


def shared_subject(tokens: Sequence[Token], first: int, last: int) -> tuple[int, ...]:
    """The tokens outside the stretch that say whom its highest verb is about, with the auxiliaries it shares; empty
    where it has a subject of its own or none can be told."""
    at = top(tokens, first, last)
    if at is None or any(t.head == at and t.dep in SUBJECTS for t in tokens[first:last]):
        return ()
    if any(t.pos in _NOUNS and (t.dep not in _ADVERBIAL or t.head < first) for t in tokens[first:at]):
        return ()  # a subject that the parser hung elsewhere
    helped = tokens[at].tag in FINITE or any(t.head == at and t.dep in AUXILIARIES for t in tokens[first:last])
    auxiliaries: tuple[int, ...] = ()
    if tokens[at].tag in ("VBG", "VBN") and tokens[at].dep in ("acl", "advcl") and tokens[at].head < first:
        return _of_participle(tokens, at)
    subject = _subject(tokens, at)
    for _ in range(len(tokens)):
        if subject is not None or tokens[at].dep != "conj":
            break
        at = tokens[at].head
        subject = _subject(tokens, at)
        if not helped and not auxiliaries:
            auxiliaries = tuple(n for n, t in enumerate(tokens) if t.head == at and t.dep in AUXILIARIES)
    if subject is None or first <= subject < last or tokens[subject].dep == "csubj":
        return ()
    found = noun_phrase(tokens, subject)
    if tokens[subject].lemma.lower() in RELATIVE_PRONOUNS and (clause := _relative(tokens, at)) is not None:
        found = noun_phrase(tokens, tokens[clause].head)
    return (*found, *auxiliaries) if found else ()


def _of_participle(tokens: Sequence[Token], verb: int) -> tuple[int, ...]:
    """The noun that a participle belongs to ("a rapper | charged with assault"), or the subject of the clause that it
    follows ("The bus left the road, | killing 12 people")."""
    above = tokens[verb].head
    if tokens[verb].dep == "acl":
        return noun_phrase(tokens, above)
    for _ in range(len(tokens)):
        subject = _subject(tokens, above)
        if subject is not None:
            return noun_phrase(tokens, subject) if tokens[subject].dep != "csubj" else ()
        if tokens[above].dep not in ("conj", "xcomp") or tokens[above].head == above:
            return ()
        above = tokens[above].head
    return ()


def _subject(tokens: Sequence[Token], verb: int) -> int | None:
    return next((n for n, t in enumerate(tokens) if t.head == verb and t.dep in SUBJECTS), None)


def _relative(tokens: Sequence[Token], verb: int) -> int | None:
    """The verb of the relative clause that holds this one ("an order which he said would close the port")."""
    for _ in range(len(tokens)):
        if tokens[verb].dep == "relcl":
            return verb
        if tokens[verb].dep not in ("ccomp", "conj", "xcomp"):
            return None
        verb = tokens[verb].head
    return None


def noun_phrase(tokens: Sequence[Token], head: int) -> tuple[int, ...]:
    """A noun with what belongs to it, without its clauses and appositions; empty where that is no short phrase."""
    if tokens[head].pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM"):
        return ()
    below = {head}
    for _ in range(_LONGEST):  # as deep as a short phrase can be
        more = {
            n for n, t in enumerate(tokens)
            if t.head in below and n not in below and not (t.dep in _LOOSE and t.head == head and t.dep != "punct")
        }  # fmt: skip
        if not more:
            break
        below |= more
    held = sorted(below)
    while held and tokens[held[-1]].pos == "PUNCT" and held[-1] > head:
        held.pop()
    whole = held and held[-1] - held[0] < _LONGEST
    return tuple(held) if whole else ()
