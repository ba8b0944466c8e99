"""A reported value and all that stands around it: places, names, days and events of its sentence, and the verb above.

The same for every kind of value, numbers (``reported_values``), hours, days and durations (``value_times``).  Left out:
what the sentence before says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from firsthand.comparable.lemmas import lemma_of
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.unit_classes import countries, peoples, unit_class
from firsthand.data import Bound, Span, Statement, StatementId
from firsthand.grammar import Parsed, Tree
from firsthand.lexicon import entry_set, rows
from firsthand.words import normal

_LEAD = 3
"""Sentences that open a report."""
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed) (?:\w+ ){0,3}?(?:on )?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
"""The day on which somebody said it."""
TEMPORAL = frozenset({"hour", "day"})


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value as a report gives it.

    ``span`` runs from the words of its bound to the noun that is counted; ``attribute`` is a row of
    ``lexicon/attributes.csv``, a measure ("length", in base units), a currency, "hour", "day", or "count".  ``low`` and
    ``high`` are what the words allow without their bound.  ``counted``: the noun's lemma, ``kind`` its class; ``about``
    its other words; ``part``: it is a part of another number; ``more``: it comes on top of one; ``heads``: the verbs
    that govern it; ``places`` and ``names`` of its sentence; ``days``: the days that the sentence names, as (earliest,
    latest); ``events``: kinds of event in it; ``words``: its content words; ``spread``: it counts over a time or a row
    of events; ``earlier``: it tells of another time; ``elsewhere``: of something else beside; ``weekdays``: the
    weekdays that the sentence names, but for the day on which a figure rose; ``sentence``: how many sentences of the
    report stand before it.
    """

    span: Span
    number: Span
    statement: StatementId
    attribute: str
    low: float
    high: float
    bound: Bound
    counted: str
    kind: str
    about: frozenset[str]
    part: bool
    more: bool
    heads: frozenset[str]
    places: frozenset[str]
    names: frozenset[str]
    days: tuple[tuple[str, str], ...]
    events: frozenset[str]
    words: frozenset[str]
    spread: bool
    earlier: bool
    elsewhere: bool
    weekdays: frozenset[str]
    sentence: int


def value_at(  # noqa: PLR0913, PLR0917 (a value's parts, one each)
    parsed: Parsed,
    statement: Statement,
    one: Tree,
    number: Span,
    bounds: tuple[int, int],
    attribute: str,
    allowed: tuple[float, float],
    bound: Bound,
    counted: str,
    about: frozenset[str],
    scope: tuple[bool, bool],
    heads: frozenset[str],
) -> ReportedValue:
    """The value with what its sentence says around it; ``bounds``: its first and last character, ``allowed``: the least
    and the most that its words allow, ``scope``: whether it is a part of another number, and whether it adds to one."""
    words = parsed.text[one.sentence.start : one.sentence.end]
    own = _context(one)
    days = tuple(
        sorted(
            {
                (t.earliest[:10], t.latest[:10])
                for t in statement.dates
                if t.type in ("DATE", "TIME") and t.earliest and t.latest and not t.value.endswith("_REF")
            }
        )
    )
    return ReportedValue(
        span=Span(number.document, *bounds),
        number=number,
        statement=statement.id,
        attribute=attribute,
        low=allowed[0],
        high=allowed[1],
        bound=bound,
        counted=counted,
        kind=_kind(counted) if attribute not in TEMPORAL else counted if attribute == "day" else attribute,
        about=about,
        part=scope[0],
        more=scope[1],
        heads=heads,
        places=own.places,
        names=own.names,
        days=days,
        events=own.events,
        words=own.words,
        spread=bool(turning_words("spread").search(words)),
        earlier=bool(
            turning_words("earlier").search(words)
            or (one.number - _opening(parsed) >= _LEAD and turning_words("dated").search(words))
        ),
        elsewhere=bool(turning_words("elsewhere").search(words)),
        weekdays=frozenset() if heads & entry_set("rising_verbs") else _weekdays(words),
        sentence=one.number - _opening(parsed),
    )


def _weekdays(words: str) -> frozenset[str]:
    """The weekdays that a sentence names, without those on which somebody said something."""
    return frozenset(word.casefold() for word in _WEEKDAY.findall(_SAID_ON.sub(" ", words)))


@cache
def turning_words(kind: str) -> re.Pattern[str]:
    """Words by which a sentence turns from the report's own event, or sets one figure against another."""
    return re.compile("|".join(row["pattern"] for row in rows("turning_words") if row["kind"] == kind), re.I)


def _kind(counted: str) -> str:
    """The kind of thing a noun names; a people in the plural is one too, which lemmas leave as it is printed."""
    single = counted[:-1] if counted.endswith("s") else counted
    return "people" if single in peoples() else unit_class(counted)


def _opening(parsed: Parsed) -> int:
    """The number of the report's first sentence that tells anything."""
    return next(
        (one.number for one in parsed.trees if parsed.block(one).kind in ("body", "list", "blockquote", "table")), 0
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands in a value's sentence."""

    places: frozenset[str]
    names: frozenset[str]
    events: frozenset[str]
    words: frozenset[str]


def _context(one: Tree) -> _Context:
    places: set[str] = set()
    names: set[str] = set()
    lemmas: list[str] = []
    for n, token in enumerate(one.tokens):
        word = normal(one.words[n]).strip(".'")
        if token.pos == "PROPN" or token.ner[2:] in ("GPE", "NORP", "LOC", "FAC"):
            word = countries().get(word, word)
            names.add(word)
            if token.ner[2:] in ("GPE", "LOC", "FAC") and token.pos == "PROPN":
                places.add(word)
        if token.pos in ("NOUN", "VERB", "PROPN", "ADJ"):
            lemmas.append(lemma_of(token, one.text))
    events = event_classes(lemmas) - TOLLS
    light = entry_set("light_lemmas")
    return _Context(
        frozenset(word for word in places if len(word) > 1),
        frozenset(word for word in names if len(word) > 1),
        events,
        frozenset(lemma for lemma in lemmas if len(lemma) > 1 and lemma not in light),
    )


def top_of(one: Tree, inside: Sequence[int]) -> int:
    """The word of the number that hangs on none of the others."""
    return next((n for n in inside if one.tokens[n].head not in inside), inside[-1])


def verbs_above(one: Tree, n: int) -> frozenset[str]:
    """The lemma of the nearest verb above, if there is one."""
    above = [k for k in one.ancestors(n) if one.tokens[k].pos == "VERB"][:1]
    return frozenset(lemma_of(one.tokens[k], one.text) for k in above)
