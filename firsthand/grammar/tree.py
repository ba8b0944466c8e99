"""A parsed sentence as a tree: children, subtrees and phrase spans over its tokens.

Labels are spaCy's English ones (ClearNLP): nsubj, ccomp, xcomp, dobj, agent, pobj, …  Left out: what any of it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from firsthand.data import Sentence

Pieces = tuple[tuple[int, int], ...]
"""Spans of characters in text order."""

_TRIM = " \t\n\u00a0,;–—-:"


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parsed sentence.  ``head`` is an index into the sentence's tokens (itself at the root);
    ``pos`` and ``dep`` are Universal POS and the parser's dependency labels; ``ner`` the entity label or ''."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ner: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """One sentence of a document: its ``number`` there, the document's text, its tokens, and for each of them its word,
    its children in order, and the first and last token of its subtree (``left``, ``right``)."""

    sentence: Sentence
    text: str
    number: int
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]

    def word(self, i: int) -> str:
        """The word at ``i`` as printed."""
        return self.words[i]

    def lower(self, i: int) -> str:
        """The word at ``i``, its case folded."""
        return self.words[i].casefold()

    def child(self, i: int, *labels: str) -> int | None:
        """The first child of ``i`` with one of the labels."""
        return next((c for c in self.children[i] if self.tokens[c].dep in labels), None)

    def below(self, i: int, *labels: str) -> list[int]:
        """The children of ``i`` with one of the labels."""
        return [c for c in self.children[i] if self.tokens[c].dep in labels]

    def main_subject(self) -> int | None:
        """The subject of the sentence's highest word."""
        root = next((i for i, token in enumerate(self.tokens) if token.head == i), None)
        return None if root is None else self.child(root, "nsubj")

    def subtree(self, i: int, skip: Callable[[int], bool] | None = None) -> list[int]:
        """The tokens under ``i`` in order; branches for which ``skip`` holds are left out."""
        seen: list[int] = []
        stack = [i]
        while stack:
            at = stack.pop()
            seen.append(at)
            stack += [c for c in self.children[at] if not (skip and skip(c))]
        return sorted(seen)

    def ancestors(self, i: int) -> list[int]:
        """The words above ``i``, from its head up."""
        out: list[int] = []
        while self.tokens[i].head != i and len(out) < 200:
            i = self.tokens[i].head
            out.append(i)
        return out


def sentence_tree(sentence: Sentence, tokens: Sequence[Token], text: str, number: int) -> Tree:
    """The sentence of these tokens as a tree."""
    below: list[list[int]] = [[] for _ in tokens]
    left, right = list(range(len(tokens))), list(range(len(tokens)))
    for i, token in enumerate(tokens):
        if token.head != i:
            below[token.head].append(i)
        at, head, steps = i, token.head, 0
        while head != at and steps < len(tokens):
            left[head], right[head] = min(left[head], i), max(right[head], i)
            at, head, steps = head, tokens[head].head, steps + 1
    return Tree(
        sentence,
        text,
        number,
        tuple(tokens),
        tuple(text[token.start : token.end] for token in tokens),
        tuple(tuple(c) for c in below),
        tuple(left),
        tuple(right),
    )


def pieces(one: Tree, indices: Iterable[int]) -> Pieces:
    """Runs of neighbouring tokens as spans, white space and outer commas and dashes trimmed."""
    runs: list[list[int]] = []
    for i in sorted(indices):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    tokens = one.tokens
    spans = (trimmed(one.text, tokens[run[0]].start, tokens[run[-1]].end) for run in runs)
    return tuple(span for span in spans if any(c.isalnum() for c in one.text[span[0] : span[1]]))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without outer white space, commas, colons, dashes, and a final full stop that closes no abbreviation."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if end - start > 2 and text[end - 1] in ".…" and not _abbreviated(text, start, end):
        end -= 1
        while end > start and text[end - 1] in _TRIM:
            end -= 1
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    return start, end


def _abbreviated(text: str, start: int, end: int) -> bool:
    word = text[start : end - 1].rsplit(maxsplit=1)[-1:]
    last = word[0] if word else ""
    return "." in last or (len(last) == 1 and last.isupper()) or last.rstrip(".") in _ABBREVIATIONS


_ABBREVIATIONS = frozenset({
    "Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "Dr", "Mr", "Mrs", "Ms", "Gov", "Sen", "Rep", "Gen", "Col", "Lt",
    "Sgt", "St", "vs", "etc", "No", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec",
})  # fmt: skip
