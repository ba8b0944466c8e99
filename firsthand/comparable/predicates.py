"""What a stretch says happened: the lemmas of its main predicate, their kind of event, and who does it to whom.

Kinds are those of ``lexicon/predicates.csv``.  A light verb passes on to the noun or verb that it carries ("issued an
order", "began using"), a measuring verb to the event that is counted.  Follows the dependency tree (ClearNLP labels).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from firsthand.comparable.lemmas import lemma_of, light
from firsthand.grammar import Token
from firsthand.lexicon import entry_set, rows

TOLLS = frozenset({"kill", "injure", "miss", "evacuate", "arrest", "rescue", "infect"})
"""Kinds of event that a story has one count of at a time."""
_SAYING = frozenset({"say", "tell", "report", "add", "confirm", "announce"})
_CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "relcl", "advcl", "acl", "xcomp"})
_CARRIED = frozenset({"dobj", "obj", "attr", "xcomp", "acomp", "prep", "ccomp", "oprd"})


def heads_of(tokens: Sequence[Token], text: str, first: int) -> frozenset[str]:
    """The lemmas that name what the stretch says happened: its highest verb, and what a light one passes on to.

    ``Token.head`` counts within the sentence: a token of the stretch that hangs on none of the others is its top.
    """
    tops = [t for n, t in enumerate(tokens) if t.head == first + n or not first <= t.head < first + len(tokens)]
    verb = next((t for t in tops if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")), None)
    if verb is None and not any(t.pos in ("NOUN", "PROPN") and t.dep == "ROOT" for t in tops):
        verb = next((t for t in tokens if t.pos in ("VERB", "AUX") and t.dep in _CLAUSAL), None) or next(
            (t for t in tokens if t.pos == "VERB"), None
        )
    if verb is not None and lemma_of(verb, text) in _SAYING:
        said = next((t for t in tokens if t.dep == "ccomp" and t.pos in ("VERB", "AUX")), None)
        verb = said or verb  # "…, the ministry said": what is said happened
    if verb is None:
        return frozenset(lemma_of(t, text) for t in tops if t.pos == "NOUN")
    heads = [lemma_of(verb, text)]
    if heads[0] in entry_set("measuring_verbs") and (counted := _counted(tokens, text, verb)):
        return counted
    particle = next((t for t in tokens if t.dep == "prt" and 0 <= t.start - verb.end <= 30), None)
    if particle is not None and f"{heads[0]} {lemma_of(particle, text)}" in _classes():
        return frozenset({f"{heads[0]} {lemma_of(particle, text)}"})  # "put off" is not "put"
    place = next(i for i, t in enumerate(tokens) if t is verb)
    support = entry_set("support_verbs")
    while heads[-1] in support or tokens[place].pos == "AUX":
        following = next(
            (
                i
                for i, t in enumerate(tokens)
                if i > place and t.dep in _CARRIED and t.pos in ("NOUN", "VERB", "ADJ") and i - place <= 8
            ),
            None,
        )
        if following is None:
            break
        place = following
        heads.append(lemma_of(tokens[place], text))
        if len(heads) > 3:
            break
    heavy = [head for head in heads if head not in support and head not in light()]
    return frozenset(heavy or heads)


def _counted(tokens: Sequence[Token], text: str, verb: Token) -> frozenset[str]:
    """What is counted by "the death toll stands at", "the number of people killed has risen to": the event in the
    subject's phrase; empty where the subject is no count."""
    subject: list[str] = []
    for token in tokens:
        if token.start >= verb.start:
            break
        subject.append(lemma_of(token, text))
    if not entry_set("count_nouns") & set(subject[:6]):
        return frozenset()
    return frozenset(lemma for lemma in subject if event_classes([lemma]) & TOLLS)


def participants(tokens: Sequence[Token], text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of who acts (active subject, "by" phrase) and of who is acted upon (object, passive subject)."""
    agents: set[str] = set()
    patients: set[str] = set()
    by = False
    for token in tokens:
        if token.dep == "agent":
            by = True
        elif token.dep == "pobj" and by:
            agents.add(lemma_of(token, text))
            by = False
        elif token.dep == "nsubj":
            agents.add(lemma_of(token, text))
        elif token.dep in ("nsubjpass", "dobj", "obj"):
            patients.add(lemma_of(token, text))
    return frozenset(agents), frozenset(patients)


@cache
def _classes() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for row in rows("predicates"):
        for lemma in row["lemmas"].split("|"):
            known.setdefault(lemma, set()).add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in known.items()}


def event_classes(heads: Iterable[str]) -> frozenset[str]:
    """The kinds of event that head lemmas name; empty when the lexicon knows none of them."""
    return _event_classes(heads) if isinstance(heads, frozenset) else _event_classes(frozenset(heads))


@lru_cache(maxsize=50_000)
def _event_classes(heads: frozenset[str]) -> frozenset[str]:
    return frozenset(name for head in heads for name in _classes().get(head, ()))
