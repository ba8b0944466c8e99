"""Institutions and groups that are named by common nouns: "police", "the Trump administration", "Senate Democrats".

They count where they act (a subject, "by …", "according to …") or carry capitals; the nouns are a word list.  Left out:
unnamed people ("officials", "sources"), who are nobody's entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from firsthand import lexicon, names
from firsthand.analyse.entities.name_view import NameView, Range
from firsthand.grammar import Token

_ACTING = frozenset({"nsubj", "nsubjpass", "agent"})
_ADMINISTERED = frozenset({"administration", "regime", "campaign", "government"})


def named_groups(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """A plural group noun in capitals with capitalised words before it ("House and Senate Democrats")."""
    if seen.headline:
        return
    for index, token in enumerate(seen.tokens):
        listed = _group_nouns().get(_singular(token))
        if listed is None or listed[0] != "group" or token.tag != "NNPS" or not seen.words[index][0].isupper():
            continue
        begin = index
        while (
            begin > 0
            and seen.words[begin - 1][0].isupper()
            and seen.tokens[begin - 1].dep in ("compound", "conj", "nmod", "amod")
        ):
            begin -= 1
            if begin > 1 and seen.words[begin - 1] == "and" and seen.words[begin - 2][0].isupper():
                begin -= 1
        while begin < index and (seen.words[begin] == "and" or seen.folded[begin] in ("the", "some", "many")):
            begin += 1
        if begin < index:
            yield begin, index + 1, "group", True


def administrations(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """A person's or country's administration, government, campaign: one name ("Trump administration")."""
    if seen.headline:
        return
    for index in range(1, len(seen.tokens)):
        if seen.folded[index] not in _ADMINISTERED or taken[index]:
            continue
        before = seen.words[index - 1]
        if not before[0].isupper() or (taken[index - 1] and names.key(before) in names.places()):
            continue
        token = seen.tokens[index - 1]
        if token.pos not in ("PROPN", "ADJ", "NOUN") or token.head != index:
            continue
        if index == 1 and names.key(before) not in names.demonyms() and token.pos != "PROPN":
            continue
        if (
            index > 1
            and seen.words[index][0].isupper()
            and seen.tokens[index - 1].ner == seen.tokens[index].ner == "I-ORG"
        ):
            further = seen.tokens[index - 2].ner.endswith("-ORG") and seen.folded[index - 2] not in ("the", "a", "an")
            if further and seen.words[index - 2] not in names.demonyms():
                continue  # the end of an institution's own longer name
        begin = index - 1
        if begin > 0 and f"{names.key(seen.words[begin - 1])} {names.key(before)}" in names.demonyms():
            begin -= 1
        yield begin, index + 1, "organisation", True


def groups(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """Institutions and groups in lower case that act: "police", "federal prosecutors", "House and Senate Democrats"."""
    for index, token in enumerate(seen.tokens):
        listed = _group_nouns().get(_singular(token))
        if listed is None or taken[index] or token.pos not in ("NOUN", "PROPN") or seen.headline:
            continue
        kind, needs_modifier = listed
        if kind == "group" and token.tag not in ("NNS", "NNPS") and token.lemma != "opposition":
            continue
        if kind == "organisation" and token.tag in ("NNS", "NNPS") and needs_modifier:
            continue
        if not _acts(seen, index):
            continue
        begin = _modifiers(seen, taken, index)
        if begin is None or (needs_modifier and begin == index):
            continue
        yield begin, index + 1, kind, True


def _singular(token: Token) -> str:
    """The lemma, for capitalised plurals too, which the parser leaves as they stand."""
    lemma = token.lemma.lower()
    return lemma[:-1] if token.tag == "NNPS" and lemma.endswith("s") else lemma


def _acts(seen: NameView, index: int) -> bool:
    token = seen.tokens[index]
    if token.dep in _ACTING:
        return True
    head = seen.tokens[token.head]
    return token.dep == "pobj" and (
        head.dep == "agent" or (head.lemma == "to" and seen.tokens[head.head].lemma == "accord")
    )


def _modifiers(seen: NameView, taken: Sequence[bool], index: int) -> int | None:
    """The first token of the noun's naming modifiers, or None where a name inside it is already somebody's own."""
    begin = index
    while begin > 0:
        token = seen.tokens[begin - 1]
        if taken[begin - 1]:
            return None if token.head == index and token.dep == "poss" else begin
        joined = token.dep in ("amod", "compound", "nmod", "conj", "cc") and token.pos in (
            "NOUN",
            "PROPN",
            "ADJ",
            "CCONJ",
        )
        if not joined or (token.dep == "cc" and begin - 2 < 0):
            break
        if token.pos == "ADJ" and token.lemma.lower() in ("other", "many", "several", "some", "more", "such", "own"):
            break
        begin -= 1
    while begin < index and seen.tokens[begin].dep == "cc":
        begin += 1
    return begin


@cache
def _group_nouns() -> dict[str, tuple[str, bool]]:
    return {row["noun"]: (row["kind"], bool(row["named"])) for row in lexicon.rows("groups")}
