"""Nouns that point back: "the bill" means the one that its report called "a $1.9 trillion relief bill" before.

The same noun told more fully earlier in the report says which one is meant (head match: the strictest sieve for common
nouns in Lee et al. 2013), where it was brought up as new ("a", "an", a number) and no other of that noun was told in
words that have nothing in common with it.  Left out: other nouns for the same thing ("the plan"), nouns of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.grammar import Parsed, Tree
from firsthand.lexicon import entry_set

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_BEFORE = frozenset({"amod", "compound", "nummod", "nmod", "quantmod", "poss", "case", "punct", "npadvmod"})
_TELLS = frozenset({"amod", "compound", "nmod", "poss"})
_BEHIND = frozenset({"prep"})
_OF_TIME = frozenset({"B-DATE", "I-DATE", "B-TIME", "I-TIME"})
_LONGEST = 50
"""Characters of the words that are put before or behind a noun."""


@dataclass(frozen=True, slots=True)
class PointingNoun:
    """A definite noun as its sentence prints it (``phrase``: "the bill") and the words with which the report told it
    before, those that stand in front of the noun and those behind it."""

    phrase: str
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class _Told:
    """One earlier telling of a noun."""

    before: str
    behind: str
    words: frozenset[str]
    new: bool


class PointingNouns:
    """The definite nouns of one report that point back, by sentence."""

    def __init__(self, parsed: Parsed) -> None:
        told: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
        self._found: dict[int, tuple[PointingNoun, ...]] = {}
        for tree in parsed.trees:
            here = tuple(_pointing(tree, told))
            if here:
                self._found[tree.sentence.start] = here
            for n, token in enumerate(tree.tokens):
                if token.pos == "NOUN" and token.ner not in _OF_TIME and (one := _telling(tree, n)) is not None:
                    told[token.lemma.lower(), token.tag].append(one)

    def of(self, begin: int) -> tuple[PointingNoun, ...]:
        """Those of the sentence that begins there."""
        return self._found.get(begin, ())


def _pointing(tree: Tree, told: dict[tuple[str, str], list[_Told]]) -> Iterator[PointingNoun]:
    for n, token in enumerate(tree.tokens):
        if token.pos != "NOUN" or token.dep == "compound" or token.ner in _OF_TIME:
            continue
        children = [c for c in tree.children[n] if tree.tokens[c].dep != "punct"]
        if len(children) != 1 or children[0] != n - 1 or tree.lower(n - 1) not in _POINTING:
            continue
        known = told.get((token.lemma.lower(), token.tag), ())
        first = next((one for one in known if one.new), None)
        if first is not None and all(first.words & one.words for one in known):
            yield PointingNoun(f"{tree.word(n - 1)} {tree.word(n)}", first.before, first.behind)


def _telling(tree: Tree, n: int) -> _Told | None:
    """The noun with what tells which one it is; None where nothing does."""
    first = n
    while first and tree.tokens[first - 1].dep in _BEFORE and _under(tree, first - 1, n):
        first -= 1
    telling = [k for k in range(first, n) if tree.tokens[k].dep in _TELLS and not _loose(tree, k)]
    before = _words(tree, first, n) if telling and tree.tokens[first].pos != "PRON" else ""
    if first == 0 and tree.tokens[0].pos not in ("PROPN", "PRON"):
        before = before[:1].lower() + before[1:]
    behind = ""
    after = next((c for c in tree.children[n] if c == n + 1 and tree.tokens[c].dep in _BEHIND), None)
    if after is not None:
        behind = _words(tree, after, tree.right[after] + 1)
        if any(tree.tokens[k].pos in ("VERB", "AUX", "PRON") for k in range(after, tree.right[after] + 1)):
            behind = ""
    if not before and not behind:
        return None
    content = frozenset(
        tree.tokens[k].lemma.lower()
        for k in (*telling, *(range(after, tree.right[after] + 1) if after is not None and behind else ()))
        if tree.tokens[k].pos in ("NOUN", "PROPN", "ADJ", "NUM")
    )
    opening = tree.lower(first - 1) if first and tree.tokens[first - 1].head == n else ""
    new = opening in ("a", "an") or tree.tokens[first].dep == "nummod"
    return _Told(before, behind, content, new) if content else None


def _under(tree: Tree, at: int, noun: int) -> bool:
    """Whether a word hangs on the noun, or on what stands before it."""
    for _ in range(len(tree.tokens)):
        head = tree.tokens[at].head
        if head == noun:
            return True
        if head == at or head > noun:
            return False
        at = head
    return False


def _loose(tree: Tree, at: int) -> bool:
    """Words that tell no one thing from another: "new", "same", "other"."""
    return tree.lower(at) in entry_set("loose_modifiers") or tree.tokens[at].tag in ("JJR", "JJS")


def _words(tree: Tree, first: int, last: int) -> str:
    """The words of these tokens as printed; none where they are too many."""
    if first >= last:
        return ""
    words = " ".join(tree.text[tree.tokens[first].start : tree.tokens[last - 1].end].split())
    fits = len(words) <= _LONGEST and not any(mark in words for mark in '[]()“”‘"') and words[0] not in "'’-"
    return words if fits else ""


def spelt(text: str, nouns: Sequence[PointingNoun]) -> tuple[str, int]:
    """The text with what each noun means in brackets where the noun stands first, and how many were found; words in
    brackets, and a text that says them already, stay as they are."""
    found = 0
    for one in nouns:
        place = _place(text, one.phrase)
        added = " ".join((one.before, one.behind)).split()
        if place < 0 or all(word in text for word in added):
            continue
        noun = place + one.phrase.index(" ") + 1
        end = place + len(one.phrase)
        front = f"[{one.before}] " if one.before else ""
        back = f" [{one.behind}]" if one.behind else ""
        text = text[:noun] + front + text[noun:end] + back + text[end:]
        found += 1
    return text, found


def _place(text: str, phrase: str) -> int:
    """Where the phrase stands as words of its own and outside brackets; -1 where it does not.  The first letter of the
    text may be a capital."""
    folded, wanted = text.casefold(), phrase.casefold()
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        alone = not (at and folded[at - 1].isalnum()) and not folded[end : end + 1].isalnum()
        if alone and text.count("[", 0, at) == text.count("]", 0, at) and folded[end : end + 2] not in ("’s", "'s"):
            return at
        at = folded.find(wanted, at + 1)
    return -1
