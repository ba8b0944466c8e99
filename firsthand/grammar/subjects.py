"""Whom a stretch of a sentence is about when its subject stands outside it.

A further predicate ("[The group] took two hostages") shares the subject, and where it needs them the auxiliaries, of
the verb it is joined to; where that is "who" or "which", it is about the noun before.  Follows the dependency tree
(ClearNLP labels), but not to a subject that the verb does not agree with or that means nobody ("no one was hurt and
…"), nor to one of two that are as likely.  Left out: subjects in another sentence, which pronouns stand for
(``analyse.coreference``).
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.grammar.relative_nouns import disagrees, sure_noun
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
_NOBODY = frozenset({"no", "nobody", "none", "nothing", "neither", "nor", "few", "little", "hardly"})
"""Words that say that a noun means nobody."""
_MEANWHILE = frozenset({"after", "before", "while", "when", "since", "by"})
"""Words before a gerund that the subject of the clause did too ("resigned after losing the vote")."""


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
    if tokens[at].tag in ("VBG", "VBN") and tokens[at].dep in ("acl", "advcl", "pcomp") and tokens[at].head < first:
        return _of_participle(tokens, at)
    verb = at
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
    if verb != at and not _carried_over(tokens, subject, at, verb):
        return ()
    found = noun_phrase(tokens, subject)
    if tokens[subject].lemma.lower() in RELATIVE_PRONOUNS and (clause := _relative(tokens, at)) is not None:
        noun = sure_noun(tokens, clause, subject)
        found = noun_phrase(tokens, noun) if noun is not None else (subject,)
    return (*found, *auxiliaries) if found else ()


def _of_participle(tokens: Sequence[Token], verb: int) -> tuple[int, ...]:
    """The noun that a participle belongs to ("a rapper | charged with assault"), or the subject of the clause that it
    follows ("The bus left the road, | killing 12 people")."""
    above = tokens[verb].head
    if tokens[verb].dep == "acl":
        apart = any(tokens[n].tag in FINITE for n in range(above, verb))  # "Police said two men working there choked"
        return () if apart else noun_phrase(tokens, above)
    if tokens[verb].dep == "pcomp":
        if tokens[above].lemma.lower() not in _MEANWHILE:
            return ()
        above = tokens[above].head
    elif not surely_whose(tokens, verb):
        return ()
    for _ in range(len(tokens)):
        subject = _subject(tokens, above)
        if subject is not None:
            passive = tokens[subject].dep == "nsubjpass" and tokens[tokens[verb].head].lemma.lower() == "by"
            if passive or tokens[subject].dep == "csubj" or _means_nobody(tokens, subject):
                return ()
            if tokens[subject].lemma.lower() in RELATIVE_PRONOUNS and (clause := _relative(tokens, above)) is not None:
                noun = sure_noun(tokens, clause, subject)
                return noun_phrase(tokens, noun) if noun is not None else ()
            return noun_phrase(tokens, subject)
        for_it = tokens[above].dep == "advcl" and tokens[above].tag == "VB"  # "came to help, | bringing food"
        if not (for_it or tokens[above].dep in ("conj", "xcomp")) or tokens[above].head == above:
            return ()
        above = tokens[above].head
    return ()


def surely_whose(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is sure whose a participle behind its clause is: not behind a comma after the name of somebody who is
    not the subject ("anger at Ada Obi, signing the bill"), nor in a clause about a noun that is not sure."""
    name = tokens[verb - 2] if verb > 1 and tokens[verb - 1].pos == "PUNCT" else None
    if name is not None and name.pos == "PROPN" and name.ner in ("", "PERSON"):
        return False
    above = tokens[verb].head
    subject = _subject(tokens, above)
    if subject is None or tokens[subject].lemma.lower() not in RELATIVE_PRONOUNS:
        return True
    clause = _relative(tokens, above)
    return clause is None or sure_noun(tokens, clause, subject) is not None


def of_nobody(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a further verb is joined to one whose subject means nobody, and so is hardly about that."""
    at = verb
    for _ in range(len(tokens)):
        if tokens[at].dep != "conj":
            break
        at = tokens[at].head
        if (subject := _subject(tokens, at)) is not None:
            return _means_nobody(tokens, subject)
    return False


def _carried_over(tokens: Sequence[Token], subject: int, first: int, verb: int) -> bool:
    """Whether a further verb has, most surely, the subject of the ``first`` one it is joined to: that agrees with it in
    number and means somebody, and the two are not of different times inside a clause of their own."""
    if _means_nobody(tokens, subject) or disagrees(tokens, subject, verb):
        return False
    inner = tokens[first].dep in ("relcl", "acl", "advcl")
    return not inner or {_time(tokens, first), _time(tokens, verb)} != {"past", "present"}


def _means_nobody(tokens: Sequence[Token], noun: int) -> bool:
    return tokens[noun].lemma.lower() in _NOBODY or any(
        t.head == noun and t.dep in ("det", "neg", "amod", "preconj") and t.lemma.lower() in _NOBODY for t in tokens
    )


def _time(tokens: Sequence[Token], verb: int) -> str:
    """Past or present by the verb's own ending; '' where a helper tells."""
    if any(t.head == verb and t.dep in AUXILIARIES for t in tokens):
        return ""
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tokens[verb].tag, "")


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
