"""A sentence's parse where it cannot be right: one that has a verb for a noun or hangs a finite verb on its subject.

Faults of small parsers with sentences of two verbs or with a long subject.  A sentence without any finite verb in which
a word that is both a noun and a past tense stands before a noun phrase ("Guard dogs at the depot bit two thieves"), and
a past tense read as a participle of its own subject, where a second clause follows ("The last truck left Brannock on
Monday, and the mayor says …"); and a past tense that is joined to an infinitive under a modal ("said it would leave and
suggested that …").  Follows the garden-path sentences of Bever 1970.  Left out: every other fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.grammar.tree import Token
from firsthand.grammar.verb_forms import FINITE

_PAST_OR_NOUN = {
    "bit": "bite", "cut": "cut", "hit": "hit", "put": "put", "set": "set", "shut": "shut", "split": "split",
    "cost": "cost", "let": "let", "bet": "bet", "spread": "spread", "felt": "feel", "found": "find", "saw": "see",
    "fell": "fall", "shot": "shoot", "rose": "rise", "lay": "lie", "led": "lead", "struck": "strike", "beat": "beat",
    "hurt": "hurt", "ground": "grind", "left": "leave",
}  # fmt: skip
_OPENS_A_PHRASE = frozenset({"DT", "CD", "PRP$", "PRP", "NNP", "NNPS"})
_LEAST = 5


def mended(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """The tokens, their labels and heads put right where one of these faults is there."""
    if len(tokens) < _LEAST:
        return tokens
    if not any(t.tag in FINITE for t in tokens):
        return _with_its_verb(tokens, text)
    return _with_its_like(_with_its_subject(tokens, text))


def _with_its_like(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "X said the country would leave and suggested that …": a past tense is not joined to an infinitive under a modal
    verb, but to the past tense above."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        host = token.head
        if token.tag != "VBD" or token.dep != "conj" or tokens[host].tag != "VB" or host > i:
            continue
        modal = any(t.head == host and t.dep == "aux" and t.tag == "MD" for t in tokens)
        own = any(t.head == i and t.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for t in tokens)
        above = tokens[host].head
        if modal and not own and above < host and tokens[above].tag == "VBD" and tokens[host].dep == "ccomp":
            out[i] = replace(token, head=above)
            out = [replace(t, head=above) if t.dep == "cc" and t.head == host and host < n < i else t
                   for n, t in enumerate(out)]  # fmt: skip
    return out


def _with_its_verb(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """ "Guard dogs at the depot bit two thieves on Monday." """
    root = next((i for i, t in enumerate(tokens) if t.head == i), None)
    if root is None or tokens[root].pos not in ("NOUN", "PROPN") or text[tokens[-1].start] not in ".!":
        return tokens
    verb = next(
        (
            i
            for i in range(root + 1, len(tokens) - 2)
            if text[tokens[i].start : tokens[i].end] in _PAST_OR_NOUN
            and tokens[i].tag not in FINITE
            and tokens[i + 1].tag in _OPENS_A_PHRASE
            and tokens[i - 1].pos in ("NOUN", "PROPN", "ADJ")
        ),
        None,
    )
    if verb is None:
        return tokens
    out = list(tokens)
    heads = [t.head for t in tokens]
    word = text[tokens[verb].start : tokens[verb].end]
    out[verb] = replace(tokens[verb], lemma=_PAST_OR_NOUN[word], pos="VERB", tag="VBD", dep="ROOT", head=verb)
    out[root] = replace(tokens[root], dep="nsubj", head=verb)
    before = verb - 1
    if heads[before] == verb:  # "the depot bit" was one phrase
        out[before] = replace(tokens[before], pos="NOUN", tag="NN", dep=tokens[verb].dep, head=heads[verb])
        for i in range(before):
            if heads[i] == verb:
                out[i] = replace(tokens[i], head=before)
    for i in range(verb + 1, len(tokens)):
        if heads[i] in (root, before, heads[verb]) or (heads[i] == verb and tokens[i].dep != "punct"):
            noun = tokens[i].pos in ("NOUN", "PROPN", "PRON")
            out[i] = replace(tokens[i], head=verb, dep="dobj" if noun and tokens[i].dep != "punct" else tokens[i].dep)
    return out


def _with_its_subject(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """ "The last truck left Brannock on Monday, and the mayor says the town will sell sunlight." """
    for i, token in enumerate(tokens):
        noun = token.head
        if token.tag != "VBD" or token.dep != "acl" or noun >= i or tokens[noun].dep != "nsubj":
            continue
        second = tokens[noun].head
        joint = next((j for j in range(i + 1, second) if tokens[j].dep == "cc" and tokens[j].head == noun), None)
        other = next((j for j in range(i + 1, second) if tokens[j].dep == "conj" and tokens[j].head == noun), None)
        if joint is None or other is None or not joint < other < second or tokens[second].tag not in FINITE:
            continue
        if text[tokens[joint - 1].start : tokens[joint - 1].end] != "," or tokens[second].dep != "ROOT":
            continue
        if any(t.head == i and t.dep in ("aux", "auxpass", "mark", "nsubj") for t in tokens):
            continue
        out = list(tokens)
        out[i] = replace(token, dep="ROOT", head=i)
        out[noun] = replace(tokens[noun], head=i)
        out[joint] = replace(tokens[joint], head=i)
        out[other] = replace(tokens[other], dep="nsubj", head=second)
        out[second] = replace(tokens[second], dep="conj", head=i)
        return out
    return tokens
