"""A sentence as the finders of names see it: its words, their normal forms, whether it is set like a headline.

Shared by ``gazetteer``, ``ner``, ``collectives`` and ``mentions``; follows no paper.  Left out: what decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand import names
from firsthand.grammar import Parsed, Token, Tree

Range = tuple[int, int, str, bool]
"""First token, last token (exclusive), kind ('' unknown), and whether a word list decided."""
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "el", "ibn", "la", "le", "van", "von"})
REPORTING = frozenset({"report", "say", "tell", "write", "publish", "quote", "cite", "interview", "note", "add",
                       "learn", "obtain", "reveal", "describe", "claim", "confirm", "announce"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameView:
    """A sentence with the normal forms of its words, and whether it is set like a headline."""

    one: Tree
    folded: tuple[str, ...]
    headline: bool

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.one.tokens

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as printed."""
        return self.one.words


def name_view(parsed: Parsed, one: Tree) -> NameView:
    """The sentence made ready for the search for names."""
    expected = parsed.block(one).kind in ("title", "heading", "subtitle")
    headline = _headline(one.tokens, one.words, expected=expected)
    return NameView(one, tuple(names.folded(word) for word in one.words), headline)


def _headline(tokens: Sequence[Token], words: Sequence[str], *, expected: bool) -> bool:
    """Whether nearly all words bear capitals, verbs too, so that a capital says nothing."""
    if words[0] in ("—", "–", "-", "--") or words[-1] == ":":
        return False  # a line that names who speaks: "— Lotte Brand, Union of Line Workers", "Chairwoman Siri Calder:"
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long_words)
    if expected:
        return capital * 10 >= len(long_words) * 7
    least = 5 if words[-1] in (".", "!", "?", "”", '"') else 3
    if len(long_words) < least or capital * 10 < len(long_words) * 9:
        return False
    return not any(token.pos == "VERB" and words[n].islower() for n, token in enumerate(tokens))


def title_before(words: Sequence[str], index: int) -> str:
    """The longest title of the word list that ends directly before ``index``, in normal form, else ''."""
    for length in (3, 2, 1):
        if index >= length:
            phrase = names.key(" ".join(words[index - length : index]))
            if names.is_title(phrase) and words[index - length][:1].isupper():
                return phrase
    return ""


_AGES = {"elder": "elder", "older": "elder", "senior": "elder", "younger": "younger", "junior": "younger"}


def age_before(folded: Sequence[str], index: int) -> str:
    """Which of two people of one name is meant: "elder" in "the elder Roth", "younger" in "the younger Roth"."""
    pointed = index > 1 and folded[index - 2] == "the"
    return _AGES.get(folded[index - 1], "") if pointed else ""


def label_of(token: Token) -> str:
    """The label that the parser's entity recogniser gave a token ("PERSON"), '' for none."""
    return token.ner[2:]


def proper(seen: NameView, taken: Sequence[bool], index: int) -> bool:
    """Whether a word is a capitalised proper noun, no date, and part of no name yet."""
    token, word = seen.tokens[index], seen.words[index]
    return not taken[index] and token.pos == "PROPN" and word[0].isupper() and token.ner[2:] not in ("DATE", "TIME")


def glued(seen: NameView, index: int) -> bool:
    """Whether a hyphen joins two parts of one word ("Ki-moon")."""
    tokens = seen.tokens
    inside = 0 < index < len(tokens) - 1
    return inside and tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def possessive_follows(seen: NameView, index: int) -> bool:
    """Whether the word at ``index`` is a possessive mark."""
    return index < len(seen.words) and seen.words[index] in POSSESSIVES


def stands_alone(seen: NameView, first: int, last: int, kind: str = "") -> bool:
    """Not a piece of a longer name: no capitalised name word directly beside it that belongs to the same run."""
    if last - first > 1:
        runs_on = last < len(seen.words) and seen.tokens[last].ner.startswith("I-") and seen.words[last][0].isupper()
        return not (runs_on and kind == "outlet" and not names.is_title(seen.words[last]))
    if (
        last < len(seen.words)
        and seen.tokens[last].pos == "PROPN"
        and seen.words[last][0].isupper()
        and not seen.headline
        and kind in ("outlet", "place")
        and label_of(seen.tokens[first]) not in ("GPE", "LOC")
    ):
        return False
    if first > 0 and not seen.headline:
        before, label = first - 1, label_of(seen.tokens[first])
        if seen.words[before] == "the" and before > 1 and seen.words[before - 1] == "of":
            before -= 1
        if seen.words[before] == "of" and before > 0 and seen.words[before - 1][0].isupper() and kind == "outlet":
            return False
        if (
            seen.tokens[first - 1].pos == "PROPN"
            and seen.words[first - 1][0].isupper()
            and label == "PERSON"
            and not title_before(seen.words, first)
        ):
            return False
    return True
