"""What one number counts: which thing, what became of it, by whom, and whether it counts the whole.

Read once per number by the parse of its sentence.  Left out: what a number counts that only the sentence before tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.comparable.lemmas import figure, lemma_of
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.unit_classes import countries, unit_class
from firsthand.data import Quantity
from firsthand.grammar import Parsed, Token
from firsthand.lexicon import column, entry_set
from firsthand.names import consonants
from firsthand.words import normal

_ALLOWS = {"dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1000.0}
"""Words for a number that is not known, each with a half of the least that it allows."""
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


@dataclass(frozen=True, slots=True)
class CountFrame:
    """What a ``quantity`` counts.  ``words``: it as printed, with its unit; ``fate``: the kind of toll; ``described``:
    what narrows the noun that it counts ("two [Haitian] gangs"); ``actor``: the name that it belongs to ("Arden (12
    laps)", or the subject); ``whole``: whether it is printed as a number and counts no part of anything; ``far_from``
    and ``near_to``: of a distance, the names before it and those right after it, by their consonants."""

    quantity: Quantity
    words: str
    fate: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    actor: frozenset[str] = frozenset()
    whole: bool = True
    far_from: frozenset[str] = frozenset()
    near_to: frozenset[str] = frozenset()


def count_frame(parsed: Parsed, quantity: Quantity) -> CountFrame:
    """What the quantity counts, by the parse of its sentence."""
    text, start = parsed.text, quantity.span.start
    one = parsed.at(start)
    tokens = one.tokens if one is not None else ()
    n = next((n for n, token in enumerate(tokens) if token.start >= start), 0)
    fate = _fate(tokens, text, n)
    far_from, near_to = _ends(tokens, text, quantity)
    return CountFrame(
        quantity=_widened(text, quantity),
        words=quantity_words(text, quantity),
        fate=fate,
        described=_described_by(tokens, text, n),
        actor=_actor(tokens, text, n, quantity),
        whole=not _partial(tokens, text, n, quantity, fate) and _exact(text, quantity),
        far_from=far_from,
        near_to=near_to,
    )


def _widened(text: str, number: Quantity) -> Quantity:
    """ "Dozens" as what it allows, 24 to 99; other numbers as they are."""
    word = normal(number.span.of(text)).split()[-1:]
    least = _ALLOWS.get(word[0]) if word else None
    if least is None or number.high is not None:
        return number
    return replace(number, value=2 * least, high=10 * least, bound="exact")


def one_count(mine: CountFrame, theirs: CountFrame) -> bool:
    """Whether two numbers count one kind of thing, and not the dead beside the wounded."""
    if unit_class(mine.quantity.unit) != unit_class(theirs.quantity.unit):
        return False
    return bool(mine.fate & theirs.fate) or not (mine.fate and theirs.fate)


def one_distance(mine: CountFrame, theirs: CountFrame) -> bool:
    """Whether both say how far one place is from another ("Tallow, 30 miles south of Kesh")."""
    if mine.quantity.unit not in _LENGTHS or mine.quantity.unit != theirs.quantity.unit:
        return False
    return bool(mine.near_to & theirs.near_to) and bool(mine.far_from & theirs.far_from)


def two_actors(mine: CountFrame, theirs: CountFrame) -> bool:
    """Whether the numbers belong to two that are named, and have no name in common."""
    return bool(mine.actor and theirs.actor and not mine.actor & theirs.actor)


def measure(unit: str) -> bool:
    """Whether the unit measures many things (money, per cent) and so says little of what is measured."""
    return unit.isupper() or "%" in unit or unit in _MEASURES


def quantity_words(text: str, quantity: Quantity) -> str:
    """A quantity in the report's own words, with its unit where that follows."""
    words = quantity.span.of(text)
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


def _fate(tokens: Sequence[Token], text: str, n: int) -> frozenset[str]:
    """The kind of toll that a number counts: of the words that govern it or hang on what it counts, the nearest one's
    ("four were killed and 20 wounded")."""
    for _ in range(_GOVERNED if tokens else 0):
        near = [tokens[n], *(t for t in tokens[n + 1 : n + 4] if t.head == n and t.dep in ("acl", "amod", "relcl"))]
        found = event_classes(lemma_of(token, text) for token in near) & TOLLS
        if found or tokens[n].head == n:
            return found
        n = tokens[n].head
    return frozenset()


def _described_by(tokens: Sequence[Token], text: str, n: int) -> frozenset[str]:
    noun = tokens[n].head if tokens and tokens[n].dep == "nummod" else n
    return frozenset(
        lemma_of(t, text)
        for t in tokens
        if t.head == noun and t.dep in ("amod", "compound", "nmod") and t.pos in ("ADJ", "NOUN", "PROPN")
    )


def _ends(tokens: Sequence[Token], text: str, quantity: Quantity) -> tuple[frozenset[str], frozenset[str]]:
    """The names before a distance and those right after it, by their consonants; a people as its country."""
    at = quantity.span
    if quantity.unit not in _LENGTHS:
        return frozenset(), frozenset()
    named = [
        (t.start, consonants(countries().get(word := normal(text[t.start : t.end]), word)))
        for t in tokens
        if text[t.start].isupper() and t.pos in ("PROPN", "ADJ")
    ]
    after = [name for start, name in named if start >= at.end and start - at.end < _BESIDE]
    return frozenset(name for start, name in named if start < at.start), frozenset(after[:2])


def _exact(text: str, quantity: Quantity) -> bool:
    """Whether a number is printed at all: "dozens" agrees with too much to contradict anything."""
    words = quantity.span.of(text)
    vague = column("vague_numbers", "word") & set(normal(words).split())
    return any(figure(word) is not None for word in words.split()) and not vague


def _partial(tokens: Sequence[Token], text: str, n: int, quantity: Quantity, fate: frozenset[str]) -> bool:
    """Whether the number counts a part or an addition ("two of the", "three other", "four more"), names one of a row
    ("pad 40") or stands inside an adjective ("a seven-member group")."""
    if _labels(tokens, n, quantity):
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
    if fate - {"kill"}:
        whole |= {"another", "further"}  # "another 113 were wounded", besides the dead
    if before[-1:] in (["including"], ["among"]):
        return True  # "…, including three children"; but "eight gangs, including these" counts them all
    return any(word.strip(".,") in parts for word in after[:2]) or bool(set(before[-1:]) & (parts - whole))


def _labels(tokens: Sequence[Token], n: int, quantity: Quantity) -> bool:
    """Whether the number hangs on the noun before it: "pad 40"."""
    head = tokens[tokens[n].head] if tokens else None
    return head is not None and head.end <= quantity.span.start and head.pos in ("NOUN", "PROPN")


def _actor(tokens: Sequence[Token], text: str, n: int, quantity: Quantity) -> frozenset[str]:
    """The name that the number belongs to: the one it stands beside ("Arden (12 laps)"), or the subject of the nearest
    verb above it that has one; empty where that is no name."""
    counted = {n, tokens[n].head} if tokens else set()
    for _ in tokens:
        subjects = (k for k, t in enumerate(tokens) if t.head == n and t.dep in ("nsubj", "nsubjpass"))
        beside = n if tokens[n].pos == "PROPN" and tokens[n].end <= quantity.span.start else None
        top = next((k for k in subjects if k not in counted), beside)
        if top is not None:
            parts = [t for k, t in enumerate(tokens) if k == top or (t.head == top and t.dep == "compound")]
            return frozenset(lemma_of(t, text) for t in parts) if tokens[top].pos == "PROPN" else frozenset()
        if tokens[n].head == n:
            break
        n = tokens[n].head
    return frozenset()
