"""What one number counts: which thing, what became of it, by whom, and whether it counts the whole.

Goes by the parse of the number's sentence.  Left out: what a number counts that only the sentence before tells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from firsthand.comparable.lemmas import figure, lemma_of
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.unit_classes import countries, unit_class
from firsthand.data import Quantity, Token
from firsthand.lexicon import entry_set
from firsthand.names import consonants
from firsthand.relate.pile import Pile
from firsthand.relate.propositions.proposition import Proposition
from firsthand.words import normal

_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "millions", "billions", "tens"})
_BETWEEN = frozenset({"the", "more", "than", "about", "some", "nearly", "almost", "at", "least", "over", "around"})
"""Words that may stand between "of" and the number of the whole."""
_GOVERNED = 4
"""Words from a number up to the one that says what became of those it counts."""
_MEASURES = frozenset(
    (
        *("percent", "per cent", "mile", "km", "kilometre", "kilometer", "metre", "meter", "foot", "inch", "degree"),
        *("year", "season", "month", "week", "day", "hour", "minute", "second", "decade", "time", "point"),
    )
)
_MARKS = ".,;:()[]"
_LENGTHS = frozenset({"mile", "km", "kilometre", "kilometer", "metre", "meter"})
_BESIDE = 60
"""Letters from a distance to the place it is measured from."""


def wholes(pile: Pile, item: Proposition) -> list[Quantity]:
    """The quantities that are printed as numbers and count no part of anything."""
    return [q for q in item.quantities if not _partial(pile, q) and _exact(pile, q)]


def one_count(pile: Pile, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two quantities count one kind of thing, and not the dead beside the wounded."""
    if unit_class(mine.unit) != unit_class(theirs.unit):
        return False
    told, other = fate(pile, mine), fate(pile, theirs)
    return bool(told & other) or not (told and other)


def fate(pile: Pile, quantity: Quantity) -> frozenset[str]:
    """The kind of toll that a number counts: of the words that govern it or hang on what it counts, the nearest one's
    ("four were killed and 20 wounded")."""
    tokens, n = _place(pile, quantity)
    text = pile.document[quantity.span.document].text
    for _ in range(_GOVERNED if tokens else 0):
        near = [tokens[n], *(t for t in tokens[n + 1 : n + 4] if t.head == n and t.dep in ("acl", "amod", "relcl"))]
        found = event_classes(lemma_of(token, text) for token in near) & TOLLS
        if found or tokens[n].head == n:
            return found
        n = tokens[n].head
    return frozenset()


def _place(pile: Pile, quantity: Quantity) -> tuple[Sequence[Token], int]:
    """The tokens of the number's sentence, and which of them it begins with; no tokens where it stands in none."""
    start, sentences = quantity.span.start, pile.analysis[quantity.span.document].sentences
    at = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    if at < 0 or start >= sentences[at].end:
        return (), 0
    tokens = sentences[at].tokens
    return tokens, next((n for n, token in enumerate(tokens) if token.start >= start), 0)


def described_by(pile: Pile, quantity: Quantity) -> frozenset[str]:
    """What narrows the noun that a number counts ("two [Haitian] gangs")."""
    tokens, n = _place(pile, quantity)
    text = pile.document[quantity.span.document].text
    noun = tokens[n].head if tokens and tokens[n].dep == "nummod" else n
    return frozenset(
        lemma_of(t, text)
        for t in tokens
        if t.head == noun and t.dep in ("amod", "compound", "nmod") and t.pos in ("ADJ", "NOUN", "PROPN")
    )


def one_distance(pile: Pile, mine: Quantity, theirs: Quantity) -> bool:
    """Whether both say how far one place is from another ("Tallow, 30 miles south of Kesh")."""
    if mine.unit not in _LENGTHS or mine.unit != theirs.unit:
        return False
    (from_a, to_a), (from_b, to_b) = _ends(pile, mine), _ends(pile, theirs)
    return bool(to_a & to_b) and bool(from_a & from_b)


def _ends(pile: Pile, quantity: Quantity) -> tuple[set[str], set[str]]:
    """The names before a distance and those right after it, by their consonants; a people as its country."""
    at, text = quantity.span, pile.document[quantity.span.document].text
    named = [
        (t.start, consonants(countries().get(word := normal(text[t.start : t.end]), word)))
        for t in _place(pile, quantity)[0]
        if text[t.start].isupper() and t.pos in ("PROPN", "ADJ")
    ]
    before = {name for start, name in named if start < at.start}
    after = [name for start, name in named if start >= at.end and start - at.end < _BESIDE]
    return before, set(after[:2])


def _exact(pile: Pile, quantity: Quantity) -> bool:
    """Whether a number is printed at all: "dozens" agrees with too much to contradict anything."""
    return any(figure(word) is not None for word in pile.words(quantity.span).split()) and not _VAGUE & set(
        normal(pile.words(quantity.span)).split()
    )


def _partial(pile: Pile, quantity: Quantity) -> bool:
    """Whether the number counts a part or an addition ("two of the", "three other", "four more"), names one of a row
    ("pad 40") or stands inside an adjective ("a seven-member group")."""
    text = pile.document[quantity.span.document].text
    if _labels(pile, quantity):
        return True
    if quantity.high is not None and text[quantity.span.start - 5 : quantity.span.start].casefold() == "from ":
        return True  # "from 33 to 48": a change
    if (
        text[quantity.span.end : quantity.span.end + 1] in ("-", "‑", "–")
        and text[quantity.span.end + 1 :][:1].isalpha()
    ):
        return True
    after = text[quantity.span.end : quantity.span.end + 24].casefold().split()
    before = text[max(0, quantity.span.start - 24) : quantity.span.start].casefold().split()
    parts = entry_set("part_words")
    while before and before[-1] in _BETWEEN:
        before.pop()
    whole = {"of"} if measure(quantity.unit) else set()  # "a profit of $3 million" is no part
    if fate(pile, quantity) - {"kill"}:
        whole |= {"another", "further"}  # "another 113 were wounded", besides the dead
    if before[-1:] in (["including"], ["among"]):
        return True  # "…, including three children"; but "eight gangs, including these" counts them all
    return any(word.strip(".,") in parts for word in after[:2]) or bool(set(before[-1:]) & (parts - whole))


def _labels(pile: Pile, quantity: Quantity) -> bool:
    """Whether the number hangs on the noun before it: "pad 40"."""
    tokens, n = _place(pile, quantity)
    head = tokens[tokens[n].head] if tokens else None
    return head is not None and head.end <= quantity.span.start and head.pos in ("NOUN", "PROPN")


def two_actors(pile: Pile, mine: Quantity, theirs: Quantity) -> bool:
    """Whether the numbers belong to two that are named, and have no name in common."""
    one, other = _actor(pile, mine), _actor(pile, theirs)
    return bool(one and other and not one & other)


def _actor(pile: Pile, quantity: Quantity) -> frozenset[str]:
    """The name that the number belongs to: the one it stands beside ("Arden (12 laps)"), or the subject of the nearest
    verb above it that has one; empty where that is no name."""
    tokens, n = _place(pile, quantity)
    counted = {n, tokens[n].head} if tokens else set()
    for _ in tokens:
        subjects = (k for k, t in enumerate(tokens) if t.head == n and t.dep in ("nsubj", "nsubjpass"))
        beside = n if tokens[n].pos == "PROPN" and tokens[n].end <= quantity.span.start else None
        top = next((k for k in subjects if k not in counted), beside)
        if top is not None:
            text = pile.document[quantity.span.document].text
            parts = [t for k, t in enumerate(tokens) if k == top or (t.head == top and t.dep == "compound")]
            return frozenset(lemma_of(t, text) for t in parts) if tokens[top].pos == "PROPN" else frozenset()
        if tokens[n].head == n:
            break
        n = tokens[n].head
    return frozenset()


def measure(unit: str) -> bool:
    """Whether the unit measures many things (money, per cent) and so says little of what is measured."""
    return unit.isupper() or "%" in unit or unit in _MEASURES


def quantity_words(pile: Pile, quantity: Quantity) -> str:
    """A quantity in the report's own words, with its unit where that follows."""
    text = pile.document[quantity.span.document].text
    words = pile.words(quantity.span)
    following = text[quantity.span.end : quantity.span.end + 40].split()
    unit = quantity.unit
    if (
        unit
        and not unit.isupper()
        and following
        and following[0].strip(_MARKS).casefold().startswith(unit[:4].casefold())
    ):
        return " ".join(f"{words} {following[0].strip(_MARKS)}".split())
    return " ".join(words.split())
