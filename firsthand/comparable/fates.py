"""Fates: what became of those whom a number counts ("43 were taken to hospital": wounded), by the tree of its sentence.

The words of each fate are ``lexicon/attributes.csv``, a verb with a noun behind it ``lexicon/fate_phrases.csv``.  Asked
in this order: the noun itself, what it is called, a phrase, the verbs above, the words beside.  Left out: fates that
only the sentence before tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from firsthand.comparable.lemmas import lemma_of
from firsthand.comparable.value_frame import verbs_above
from firsthand.grammar import Tree
from firsthand.lexicon import column, rows

_CLIMB = 5
"""Words from what is counted up to the one that says what became of it."""
_BESIDE = 4
"""Words from a number to a word of its fate where the tree says nothing."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "oprd"})
_SUBJECTS = frozenset({"nsubj"})
_WERE = frozenset({"were", "are"})
_COUNTS = frozenset({"toll", "number", "count", "tally", "total", "figure"})


def fate_told(one: Tree) -> str | None:
    """The fate that a sentence without a number of its own names: "most of those killed were children"."""
    known = attributes_by_word()["states"]
    return next((known[one.lower(n)] for n in range(len(one.words)) if one.lower(n) in known), None)


_ROLES = frozenset({"seated", "protesting", "displaced"})
"""Attributes whose nouns say what people were before anything became of them ("nine passengers died")."""


def fates() -> frozenset[str]:
    """What becomes of those that are counted."""
    return column("attributes", "attribute")


@cache
def attributes_by_word() -> dict[str, dict[str, str]]:
    """For each column of the list, the attribute that each lemma belongs to."""
    table: dict[str, dict[str, str]] = {}
    for row in rows("attributes"):
        for kind in ("done_to", "befalls", "states", "nouns"):
            for lemma in filter(None, row[kind].split("|")):
                table.setdefault(kind, {}).setdefault(lemma, row["attribute"])
    return table


def fate_of(one: Tree, inside: Sequence[int], top: int, noun: int | None) -> tuple[str | None, frozenset[str]]:
    """What became of those that are counted, and the verbs that govern them."""
    known = attributes_by_word()
    of = noun if noun is not None else top
    lemma = lemma_of(one.tokens[of], one.text)
    heads = verbs_above(one, top)
    if one.lower(of) in known["states"]:
        return known["states"][one.lower(of)], heads  # "30 wounded"
    by_noun = known["nouns"].get(lemma)
    if by_noun is not None and by_noun not in _ROLES:
        return by_noun, heads  # "15 deaths"
    for n in (of, top):
        for child in one.children[n]:
            token = one.tokens[child]
            if token.dep in ("acl", "amod", "relcl") and (found := _state(one, child)):
                return found, heads
    phrase = _by_phrase(one, inside, top)
    if phrase is not None:
        return phrase, heads
    settled, found = _climb(one, top)
    if found or settled:
        return found, heads
    return _beside(one, inside) or by_noun, heads


def _by_phrase(one: Tree, inside: Sequence[int], top: int) -> str | None:
    """The fate that a verb and a noun behind it name together: "43 were taken to hospital", "five sustained
    injuries"."""
    after = inside[-1] + 1
    passive = one.lower(after) in _WERE if after < len(one.words) else False
    verb = next((k for k in one.ancestors(top)[:_CLIMB] if one.tokens[k].pos == "VERB"), None)
    if passive:  # "After the crash 43 were taken": the tree takes "43" for the crash's
        verb = next((k for k in range(after, min(after + _BESIDE, len(one.words))) if one.tokens[k].tag == "VBN"), verb)
    if verb is None:
        return None
    lemma, before = lemma_of(one.tokens[verb], one.text), verb > inside[0]
    near = {lemma_of(one.tokens[k], one.text) for k in _reach(one, verb, inside)}
    for row in rows("fate_phrases"):
        told = lemma in row["verbs"].split("|") and near & set(row["nouns"].split("|"))
        if told and (before or row["object"] == "yes"):
            return row["attribute"]
    return None


def _reach(one: Tree, verb: int, inside: Sequence[int]) -> Iterator[int]:
    """The words behind a verb that may name a fate together with it: up to a comma, another verb or another number."""
    for k in range(verb + 1, min(verb + _BESIDE + 3, len(one.words))):
        token = one.tokens[k]
        another = token.tag in ("VBD", "VBZ", "VBP", "VBG") or (token.pos == "NUM" and k not in inside)
        if another or one.word(k) in (",", ";"):
            return
        yield k


def _state(one: Tree, n: int) -> str | None:
    """What a participle or a relative clause says of the noun before it: "killed", "who died", "left dead"."""
    known = attributes_by_word()
    token = one.tokens[n]
    word, lemma = one.lower(n), lemma_of(token, one.text)
    if token.dep == "relcl" and token.pos in ("VERB", "AUX"):
        if lemma in known["befalls"]:
            return known["befalls"][lemma]
        if one.child(n, "nsubjpass") is not None and lemma in known["done_to"]:
            return known["done_to"][lemma]
        return next((known["states"][one.lower(c)] for c in one.below(n, "acomp", "oprd")
                     if one.lower(c) in known["states"]), None)  # fmt: skip
    if token.tag == "VBG":
        return None  # "10 men killing …"
    return known["states"].get(word)


def _climb(one: Tree, top: int) -> tuple[bool, str | None]:
    """Whether the words above what is counted settle what became of it, and what."""
    known = attributes_by_word()
    at = top
    for _ in range(_CLIMB):
        token = one.tokens[at]
        head = token.head
        if head == at:
            return False, None
        above = one.tokens[head]
        lemma, word = lemma_of(above, one.text), one.lower(head)
        if word in known["states"] and token.dep == "nummod":
            return True, known["states"][word]  # "12 missing"
        if above.pos in ("VERB", "AUX"):
            return _by_verb(one, at, head)
        if word in known["states"] and token.dep in ("nsubj", "nsubjpass", "nummod", "npadvmod", "dep"):
            return True, known["states"][word]
        if above.pos == "ADP":
            at = head
            continue
        if above.pos in _NOUNS:
            if lemma in known["nouns"] and token.dep in ("pobj", "prep", "nummod", "compound", "dobj"):
                return True, known["nouns"][lemma]
            if lemma in _COUNTS and (found := _of_count(one, head)):
                return True, found
            if token.dep == "prep" and one.lower(at) not in ("of", "to", "at", "with", "among"):
                return False, None
        at = head
    return False, None


def _by_verb(one: Tree, at: int, verb: int) -> tuple[bool, str | None]:
    """What the verb makes of its argument or of the phrase that holds it."""
    known = attributes_by_word()
    token, lemma = one.tokens[at], lemma_of(one.tokens[verb], one.text)
    states = [c for c in one.below(verb, "acomp", "oprd", "ccomp", "xcomp", "dobj", "attr", "advcl")
              if c != at and one.lower(c) in known["states"] and one.tokens[c].tag != "VBG"]  # fmt: skip
    if token.dep in _OBJECTS or (token.dep == "nsubj" and one.child(verb, "auxpass") is not None):
        if lemma in known["done_to"]:
            return True, known["done_to"][lemma]
        if not states and lemma == "leave":
            states = [c for c in one.subtree(verb) if c > at and one.lower(c) in known["states"]]
        if states and (lemma in ("leave", "find", "report", "be", "declare", "confirm") or token.dep == "nsubjpass"):
            return True, known["states"][one.lower(states[0])]
        return token.dep == "dobj" and one.tokens[verb].tag == "VBG", None
    if token.dep in _SUBJECTS:
        if lemma in known["befalls"]:
            return True, known["befalls"][lemma]
        if one.tokens[verb].tag == "VBN" and lemma in known["done_to"] and one.child(verb, "dobj", "obj") is None:
            return True, known["done_to"][lemma]  # a passive without its auxiliary, as in headlines
        if states:
            return True, known["states"][one.lower(states[0])]
        return lemma in known["done_to"], None  # who kills is not counted among the killed
    if token.dep in ("prep", "attr", "dobj", "acomp", "npadvmod", "pcomp"):
        counts = one.below(verb, "nsubj", "nsubjpass", "dobj")
        counts += [one.tokens[verb].head] if one.tokens[verb].dep in ("acl", "relcl", "pcomp") else []
        found = next((told for c in counts if c != at and (told := _of_count(one, c))), None)
        if found:
            return True, found
    return False, None


def _of_count(one: Tree, n: int) -> str | None:
    """What "the death toll", "the number of wounded" or "those killed" count."""
    known = attributes_by_word()
    if lemma_of(one.tokens[n], one.text) not in _COUNTS:
        return None
    for k in one.subtree(n):
        word, lemma = one.lower(k), lemma_of(one.tokens[k], one.text)
        found = known["states"].get(word) or known["nouns"].get(lemma)
        if found:
            return found
    return "killed" if lemma_of(one.tokens[n], one.text) == "toll" else None


def _beside(one: Tree, inside: Sequence[int]) -> str | None:
    """The fate that the words right after or before a number name, where the tree says nothing."""
    known = attributes_by_word()
    for n in range(inside[-1] + 1, min(inside[-1] + 1 + _BESIDE, len(one.tokens))):
        if one.tokens[n].pos in ("PUNCT", "CCONJ", "NUM", "SCONJ"):
            break
        if one.lower(n) in known["states"] and one.tokens[n].tag != "VBG":
            return known["states"][one.lower(n)]
        if lemma_of(one.tokens[n], one.text) in _COUNTS:
            return _of_count(one, n)  # "took to 89 the number of civilians killed"
    for n in range(inside[0] - 1, max(-1, inside[0] - 1 - _BESIDE), -1):
        token = one.tokens[n]
        if token.pos in ("PUNCT", "CCONJ", "NUM") or (
            token.pos == "ADP" and one.lower(n) not in ("at", "over", "under")
        ):
            break
        if token.pos == "VERB" and token.tag in ("VBG", "VBD", "VBZ", "VBP", "VBN"):
            passive = any(one.tokens[c].dep == "auxpass" for c in one.children[n])
            return None if passive else known["done_to"].get(lemma_of(token, one.text))
    return None
