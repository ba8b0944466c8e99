"""Reported values: every number of a report with the attribute that it is a value of ("killed", "a distance").

Read once per number by the tree of its sentence: what becomes of those it counts (``lexicon/attributes.csv``), else the
measure that its unit belongs to, else the plain count of its noun.  Beside it stands all that says of what the value
is: whom it counts, whether they are a part of others, places, days and events around it.  Left out: values that only
the sentence before explains, and attributes without a number or an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from firsthand.comparable.clock_times import clock_times
from firsthand.comparable.lemmas import lemma_of, light
from firsthand.comparable.predicates import TOLLS, event_classes
from firsthand.comparable.unit_classes import countries, peoples, unit_class
from firsthand.data import Analysis, Bound, Quantity, Span, Statement, StatementId, TimeExpression
from firsthand.dates import MONTHS, WEEKDAYS
from firsthand.grammar import Parsed, Tree
from firsthand.lexicon import entry_set, rows
from firsthand.words import normal

_ONLY_MEANT = frozenset({"planned", "conditional", "considered", "ordered"})
_CLIMB = 5
"""Words from what is counted up to the one that says what became of it."""
_BESIDE = 4
"""Words from a number to a word of its fate where the tree says nothing."""
_DATELINE = 8
"""Words of a sentence among which a year may be the report's own."""
_LEAD = 3
"""Sentences that open a report."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"nummod", "compound", "amod", "quantmod", "advmod", "nmod", "appos"})
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "oprd"})
_SUBJECTS = frozenset({"nsubj"})
_WERE = frozenset({"were", "are"})
_MORE = frozenset({"more", "additional", "further", "extra", "another"})
_OTHER = frozenset({"other", "others"})
_BOUND_WORDS = re.compile(
    r"(?:more than|greater than|upwards of|in excess of|over|above|no fewer than|no less than|not less than|at least"
    r"|no more than|not more than|up to|as many as|as much as|at most|fewer than|less than|under|below|nearly|almost"
    r"|close to|about|roughly|approximately|around|some|an estimated)\s$",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed) (?:\w+ ){0,3}?(?:on )?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
"""The day on which somebody said it."""
TEMPORAL = frozenset({"hour", "day"})
_COUNTS = frozenset({"toll", "number", "count", "tally", "total", "figure"})


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value as a report gives it.

    ``span`` runs from the words of its bound to the noun that is counted; ``attribute`` is a row of
    ``lexicon/attributes.csv``, a measure ("length", in base units), a currency, "hour", "day", or "count".  ``low`` and
    ``high`` are what the words allow without their bound.  ``counted``: the noun's lemma, ``kind`` its class; ``about``
    its other words; ``part``: it is a part of another number; ``more``: it comes on top of one; ``heads``: the verbs
    that govern it; ``places`` and ``names`` of its sentence; ``days``: the days that the sentence names, as (earliest,
    latest); ``events``: kinds of event in it; ``words``: its content words; ``spread``: it counts over a time or a row
    of events; ``earlier``: it tells of another time; ``elsewhere``: of something else beside;
    ``weekdays``: the weekdays that the sentence names; ``sentence``: how
    many sentences of the report stand before it.
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


def reported_values(parsed: Parsed, analysis: Analysis) -> tuple[ReportedValue, ...]:
    """Every value of the report's statements, in text order."""
    found: dict[Span, ReportedValue] = {}
    for statement in analysis.statements:
        if statement.negated:
            continue
        meant = statement.modality in _ONLY_MEANT
        hours = [made for made in _hours(parsed, statement) if not any(made.span.overlaps(other) for other in found)]
        for quantity in statement.numbers:
            if quantity.span in found or (meant and _measured(quantity) is None):
                continue  # what is only planned has killed nobody; what is offered has a price all the same
            if any(one.span.overlaps(quantity.span) for one in hours):
                continue  # "shortly before six" counts nothing
            if (value := _value(parsed, statement, quantity)) is not None:
                found[quantity.span] = value
        found |= {one.span: one for one in hours if not meant}
        for time in statement.dates:
            if time.span in found or any(time.span.contains(span) or span.contains(time.span) for span in found):
                continue
            value = _lasting(parsed, statement, time) if not meant else None
            value = value or _dated(parsed, statement, time)
            if value is not None:
                found[time.span] = value
    return tuple(_shared(parsed, [found[span] for span in sorted(found)]))


def _shared(parsed: Parsed, values: Sequence[ReportedValue]) -> list[ReportedValue]:
    """The values, those that count a part with the attribute of their whole: "22 killed, including 14 children"."""
    made: list[ReportedValue] = []
    for place, value in enumerate(values):
        one = value
        if _converts(parsed, made[-1:], one):
            continue  # "230 km (140 miles)"
        near = _near(values, place)
        beside_it = [v.attribute for v in near]
        if one.more and one.attribute not in beside_it and (beside_it or one.attribute != "killed"):
            one = replace(one, more=False)  # "killed nine and wounded 20 others"
        if not (one.part and one.attribute == "count"):
            made.append(one)
            continue
        end = next((n for n in range(place, len(values)) if values[n].sentence != one.sentence), len(values))
        beside = [v for v in (*near, *values[place:end]) if v.sentence == one.sentence and v.attribute in fates()]
        before = [v for v in near if v.sentence == one.sentence - 1 and v.attribute in fates()]
        tree = parsed.at(one.span.start)
        told = _told(tree) if tree is not None else None
        nearest = min(beside, key=lambda v: (abs(v.span.start - one.span.start), v.span), default=None)
        whole = nearest.attribute if nearest else told or (before[0].attribute if before else None)
        made.append(replace(one, attribute=whole) if whole and _people(one.kind) else one)
    return made


def _near(values: Sequence[ReportedValue], place: int) -> Sequence[ReportedValue]:
    """The values before one that stand in its sentence or in the one before."""
    first = place
    while first and values[place].sentence - values[first - 1].sentence <= 1:
        first -= 1
    return values[first:place]


def _converts(parsed: Parsed, before: Sequence[ReportedValue], one: ReportedValue) -> bool:
    """Whether a measure in brackets says the one before it in another unit."""
    return bool(
        before
        and before[0].attribute == one.attribute != "count"
        and before[0].attribute not in fates()
        and re.fullmatch(r"[\s\w]{0,12}[(/]\s?\w*\s?", parsed.text[before[0].number.end : one.number.start])
    )


def _told(one: Tree) -> str | None:
    """The fate that a sentence without a number of its own names: "most of those killed were children"."""
    known = _attributes()["states"]
    return next((known[one.lower(n)] for n in range(len(one.words)) if one.lower(n) in known), None)


_ROLES = frozenset({"seated", "protesting", "displaced"})
"""Attributes whose nouns say what people were before anything became of them ("nine passengers died")."""


@cache
def fates() -> frozenset[str]:
    """What becomes of those that are counted."""
    return frozenset(row["attribute"] for row in rows("attributes"))


_THINGS = frozenset({"destroyed", "damaged", "stolen", "captured", "deployed"})
"""Attributes that things have as well as people."""


def _people(kind: str) -> bool:
    return kind not in entry_set("things_counted")


# ------------------------------------------------------------------------------------------------- one number


def _value(parsed: Parsed, statement: Statement, quantity: Quantity) -> ReportedValue | None:
    one = parsed.at(quantity.span.start)
    if one is None:
        return None
    inside = [n for n, t in enumerate(one.tokens) if quantity.span.start <= t.start < quantity.span.end]
    if not inside or _labels(one, inside):
        return None
    if _joined_to_noun(parsed.text, quantity):
        return _inside_an_adjective(parsed, statement, one, inside, quantity)
    if [one.lower(n) for n in range(max(0, inside[0] - 2), inside[0])][-2:] in (["family", "of"], ["group", "of"]):
        return None  # "a family of five"
    noun = _noun(one, inside)
    top = noun if noun is not None and _governs(one, noun, inside) else _top(one, inside)
    measured = _measured(quantity)
    fate, heads = _fate(one, inside, top, noun)
    low, high = _allowed(parsed.text, quantity)
    counted = _counted(one, inside, noun, quantity)
    if fate is not None and fate not in _THINGS and not _people(unit_class(counted)):
        fate = None
    about, part, more = _scope(one, inside, noun, top)
    if measured is not None:
        about |= _tied_to(one, inside, top)
    if fate is not None and fate not in _THINGS and quantity.value % 1:
        fate = "rate"  # "38.1 deaths per 100,000 people"
    if fate is None and ((quantity.value == 1 and not part) or _year(one, inside, noun)):
        return None
    attribute = fate or "count"
    if measured is not None:
        attribute, factor = measured
        low, high = low * factor, high * factor
        counted = quantity.unit if quantity.unit.isupper() else attribute
    if _magnitude(one, inside):
        attribute, counted = "magnitude", "magnitude"
    start, end = _bounds(parsed.text, quantity, one, noun)
    return _made(parsed, statement, one, quantity.span, (start, end), attribute, (low, high), quantity.bound,
                 counted, about, (part, more), heads)  # fmt: skip


def _inside_an_adjective(
    parsed: Parsed, statement: Statement, one: Tree, inside: Sequence[int], quantity: Quantity
) -> ReportedValue | None:
    """The number of an adjective that measures or counts what a thing has: "a 10-metre-long boat", "a 15-storey
    building"; no age, no street, no shape of a vote."""
    noun = next((k for k in one.ancestors(inside[-1]) if one.tokens[k].pos in _NOUNS and _behind(one, inside, k)), None)
    unit, measured = quantity.unit.casefold(), _measured(quantity)
    aged = (
        parsed.text[quantity.span.end : one.tokens[noun].start].casefold().rstrip().endswith("-old") if noun else False
    )
    if noun is None or aged or not unit.isalpha() or unit == "year" or one.tokens[noun].pos == "PROPN":
        return None
    attribute, factor = measured or ("count", 1.0)
    low, high = _allowed(parsed.text, quantity)
    start, _ = _bounds(parsed.text, quantity, one, None)
    about = frozenset({lemma_of(one.tokens[noun], one.text)})
    return _made(parsed, statement, one, quantity.span, (start, one.tokens[noun].end), attribute,
                 (low * factor, high * factor), quantity.bound, unit if measured is None else attribute,
                 about, (False, False), _verbs_above(one, noun))  # fmt: skip


def _behind(one: Tree, inside: Sequence[int], noun: int) -> bool:
    """Whether a noun stands behind a number, with a space before it."""
    start = one.tokens[noun].start
    return inside[-1] < noun <= inside[-1] + _BESIDE + 2 and one.text[start - 1 : start] == " "


def _counted(one: Tree, inside: Sequence[int], noun: int | None, quantity: Quantity) -> str:
    """The noun that is counted; none of "30 hurt", "43 were taken", "two of them"."""
    after = inside[-1] + 1
    if after < len(one.words) and one.lower(after) in _WERE | {"of"} and noun is None:
        return ""
    if noun is None:
        return quantity.unit.casefold()
    told = one.lower(noun) in _attributes()["states"] and one.tokens[noun].tag != "NNS"
    return "" if told and one.lower(noun) not in _attributes()["nouns"] else lemma_of(one.tokens[noun], one.text)


def _made(  # noqa: PLR0913, PLR0917 (a value's parts, one each)
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
        weekdays=frozenset(word.casefold() for word in _WEEKDAY.findall(_SAID_ON.sub(" ", words))),
        sentence=one.number - _opening(parsed),
    )


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


# ---------------------------------------------------------------------------------------------- what it counts


def _labels(one: Tree, inside: Sequence[int]) -> bool:
    """Whether the number names one of a row: "pad 40", "Flight 175", "Route 66"."""
    first = inside[0]
    head = one.tokens[first].head
    if inside[-1] + 1 < len(one.words) and one.lower(inside[-1] + 1) in _WERE and one.tokens[head].pos == "NOUN":
        return False  # "After the crash 43 were …"
    if head < first and one.tokens[head].pos in _NOUNS and one.tokens[first].dep in ("nummod", "appos", "nmod"):
        return head == first - 1
    return first > 0 and one.tokens[first - 1].pos == "PROPN" and one.tokens[first].ner[:1] == "I"


def _year(one: Tree, inside: Sequence[int], noun: int | None) -> bool:
    """Whether a number that counts nothing plainly may be a year, or a day of a month."""
    word = one.words[inside[0]]
    if len(inside) > 1 or not word.isdigit():
        return False
    near = {one.lower(n).rstrip(".") for n in range(max(0, inside[0] - 2), min(len(one.words), inside[0] + 3))}
    if near & MONTHS.keys() and int(word) <= 31:
        return True
    if len(word) != 4 or not 1800 <= int(word) <= 2100:
        return False
    return noun is None or bool(near & MONTHS.keys()) or one.tokens[noun].pos == "PROPN" or inside[0] < _DATELINE


def _joined_to_noun(text: str, quantity: Quantity) -> bool:
    """Whether the number is a part of an adjective: "a seven-member group", "a 43-year-old"."""
    after = text[quantity.span.end : quantity.span.end + 2]
    return after[:1] in ("-", "‑", "–") and after[1:].isalpha()


def _noun(one: Tree, inside: Sequence[int]) -> int | None:
    """The noun that is counted, or None where the number stands alone."""
    last = inside[-1]
    for n in reversed(inside):
        head = one.tokens[n].head
        if head not in inside and one.tokens[n].dep in _INSIDE and one.tokens[head].pos in _NOUNS and head > last:
            return head
    after = last + 1
    if after < len(one.words) and one.lower(after) == "of":
        return next((n for n in one.below(after, "pobj") if one.tokens[n].pos in _NOUNS), None)
    for n in range(after, min(after + 4, len(one.tokens))):
        token = one.tokens[n]
        compound = n + 1 < len(one.tokens) and token.dep == "compound" and one.tokens[n + 1].pos in _NOUNS
        if token.pos in _NOUNS and not compound:
            return n
        if token.pos not in ("ADJ", "NOUN", "PROPN", "ADV") and one.words[n] != "-":
            return None
    return None


def _governs(one: Tree, noun: int, inside: Sequence[int]) -> bool:
    """Whether the number hangs on the noun, directly or through its other words."""
    return any(noun in one.ancestors(n)[:3] for n in inside)


def _top(one: Tree, inside: Sequence[int]) -> int:
    """The word of the number that hangs on none of the others."""
    return next((n for n in inside if one.tokens[n].head not in inside), inside[-1])


@cache
def _attributes() -> dict[str, dict[str, str]]:
    """For each column of the list, the attribute that each lemma belongs to."""
    table: dict[str, dict[str, str]] = {}
    for row in rows("attributes"):
        for column in ("done_to", "befalls", "states", "nouns"):
            for lemma in filter(None, row[column].split("|")):
                table.setdefault(column, {}).setdefault(lemma, row["attribute"])
    return table


def _fate(one: Tree, inside: Sequence[int], top: int, noun: int | None) -> tuple[str | None, frozenset[str]]:
    """What became of those that are counted, and the verbs that govern them."""
    known = _attributes()
    of = noun if noun is not None else top
    lemma = lemma_of(one.tokens[of], one.text)
    heads = _verbs_above(one, top)
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
    near = {lemma_of(one.tokens[k], one.text) for k in range(verb + 1, min(verb + _BESIDE + 3, len(one.words)))}
    for row in rows("fate_phrases"):
        told = lemma in row["verbs"].split("|") and near & set(row["nouns"].split("|"))
        if told and (before or row["object"] == "yes"):
            return row["attribute"]
    return None


def _state(one: Tree, n: int) -> str | None:
    """What a participle or a relative clause says of the noun before it: "killed", "who died", "left dead"."""
    known = _attributes()
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
    known = _attributes()
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
    known = _attributes()
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
    known = _attributes()
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
    known = _attributes()
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


def _verbs_above(one: Tree, n: int) -> frozenset[str]:
    """The lemmas of the two nearest verbs above."""
    above = [k for k in one.ancestors(n) if one.tokens[k].pos == "VERB"][:1]
    return frozenset(lemma_of(one.tokens[k], one.text) for k in above)


def _measured(quantity: Quantity) -> tuple[str, float] | None:
    if quantity.unit.isupper() and len(quantity.unit) == 3:
        return "money", 1.0
    return _measures().get(quantity.unit.casefold())


@cache
def _measures() -> dict[str, tuple[str, float]]:
    """Units of measure: what they measure, and how many of its base unit one of them is."""
    return {row["unit"]: (row["measures"], float(row["base"])) for row in rows("measures")}


def _magnitude(one: Tree, inside: Sequence[int]) -> bool:
    near = range(max(0, inside[0] - 4), min(len(one.tokens), inside[-1] + 3))
    return any(one.lower(n) in ("magnitude", "richter") for n in near)


def _scope(one: Tree, inside: Sequence[int], noun: int | None, top: int) -> tuple[frozenset[str], bool, bool]:
    """The words that narrow what is counted; whether it is a part of another number, and whether it adds to one."""
    of = noun if noun is not None else top
    about = set()
    for k in one.subtree(of, lambda c: one.tokens[c].dep in ("relcl", "acl", "conj", "cc", "punct", "appos")):
        token = one.tokens[k]
        if k != of and k not in inside and token.pos in ("NOUN", "PROPN", "ADJ"):
            about.add(lemma_of(token, one.text))
    before = [one.lower(n) for n in range(max(0, inside[0] - 4), inside[0])]
    cut = max((n for n, word in enumerate(before) if word in ("and", "but", ",", ";")), default=-1)
    before = before[cut + 1 :]
    after = [one.lower(n) for n in range(inside[-1] + 1, min(inside[-1] + 5, len(one.words)))]
    part = _inclusive(before) or after[:2] in (
        ["of", "them"], ["of", "whom"], ["of", "these"], ["of", "the"], ["of", "those"])  # fmt: skip
    part = part or before[-2:] == ["of", "whom"] or before[-2:] == ["of", "them"] or ("among" in after[:4])
    part = part or _was_among(one, top)
    more = bool(_MORE & {*before[-1:], *after[:1]}) or bool(_OTHER & set(after[:2]))
    return frozenset(about - _MORE - _OTHER), part, more


def _inclusive(before: Sequence[str]) -> bool:
    """Whether the words before a number make it a part: "including 14", "among the dead were 22"; what stands right
    after "among" is the whole."""
    words = list(before)
    while words and words[-1] in _BOUNDS:
        words.pop()
    if words[-1:] == ["among"]:
        return False
    return bool({"including", "among", "includes", "included", "include"} & set(before))


_BOUNDS = frozenset(
    {"at", "least", "most", "more", "than", "over", "some", "about", "around", "nearly", "almost", "the", "up", "to"}
)


def _tied_to(one: Tree, inside: Sequence[int], top: int) -> frozenset[str]:
    """The nouns that a measure belongs to: the one before which it stands ("a $103 billion offer"), the one that
    governs it ("an offer of $82"), and the subject of its verb ("shares fell 6.6%")."""
    found: set[int] = set()
    for n in (*inside, top):
        head = one.tokens[n].head
        if one.tokens[head].pos == "ADP":
            head = one.tokens[head].head
        if head not in inside and one.tokens[head].pos in _NOUNS:
            found.add(head)
        verb = next((k for k in one.ancestors(n)[:4] if one.tokens[k].pos == "VERB"), None)
        if verb is not None:
            found.update(one.below(verb, "nsubj", "nsubjpass")[:1])
    return frozenset(lemma_of(one.tokens[n], one.text) for n in sorted(found) if n not in inside)


def _was_among(one: Tree, top: int) -> bool:
    """Whether those counted "were among" others: "six civilians were among the dead"."""
    token = one.tokens[top]
    if token.dep not in ("nsubj", "nsubjpass"):
        return False
    return any(one.tokens[c].dep == "prep" and one.lower(c) == "among" for c in one.children[token.head])


def _allowed(text: str, quantity: Quantity) -> tuple[float, float]:
    """The least and the most that the number's own words allow."""
    word = normal(quantity.span.of(text)).split()[:1]
    if word and word[0] in _vague() and quantity.high is None:
        low, high = _vague()[word[0]]
        least = 2 * quantity.value if word[0] in ("hundreds", "thousands", "millions") else low
        return max(low, least), max(high, 10 * quantity.value if quantity.value > low else high)
    return quantity.value, quantity.high if quantity.high is not None else quantity.value


@cache
def _vague() -> dict[str, tuple[float, float]]:
    """Words for a number that is not known, with what they allow."""
    return {row["word"]: (float(row["least"]), float(row["most"])) for row in rows("vague_numbers")}


def _bounds(text: str, quantity: Quantity, one: Tree, noun: int | None) -> tuple[int, int]:
    """From the words of the bound to the noun that is counted."""
    start, end = quantity.span.start, quantity.span.end
    found = _BOUND_WORDS.search(text, max(0, start - 20), start)
    start = found.start() if found else start
    if noun is not None and 0 <= one.tokens[noun].start - end <= 40:
        end = max(end, one.tokens[noun].end)
    return start, end


# ---------------------------------------------------------------------------------------------------- one hour


def _hours(parsed: Parsed, statement: Statement) -> Iterator[ReportedValue]:
    """The times of the clock at which a statement's event was, as minutes of the day."""
    one = parsed.at(statement.span.start)
    if one is None:
        return
    around = one.sentence.start, one.sentence.end
    for clock in clock_times(parsed.text, statement.span.start, statement.span.end, around):
        inside = [n for n, t in enumerate(one.tokens) if clock.start <= t.start < clock.end]
        if inside:
            span = Span(statement.span.document, clock.start, clock.end)
            yield _made(parsed, statement, one, span, (clock.start, clock.end), "hour", (clock.minutes, clock.minutes),
                        clock.bound, "hour" if clock.half_known else "half_day", frozenset(), (False, False),
                        _verbs_above(one, _top(one, inside)))  # fmt: skip


# ----------------------------------------------------------------------------------------------------- one day


def _dated(parsed: Parsed, statement: Statement, time: TimeExpression) -> ReportedValue | None:
    """The day, month or year on which a statement says that something was or will be; of what only a verb of saying
    dates, none ("said on Monday").  A weekday that no day of publication resolves is its number, 1 for Monday."""
    one, told = parsed.at(time.span.start), _calendar(time)
    inside = [n for n, t in enumerate(one.tokens) if time.span.start <= t.start < time.span.end] if one else []
    if one is None or told is None or not inside:
        return None
    low, high, counted = told
    top = _top(one, inside)
    if {one.lower(n) for n in range(max(0, inside[0] - 2), inside[0] + 1)} & entry_set("calendar_bounds"):
        return None  # "by Friday", "since May", "from a year ago"
    heads, about = _done_then(one, inside, top)
    heads -= light() | entry_set("support_verbs")
    if not heads or heads & _saying():
        return None
    words = normal(parsed.text[time.span.start : time.span.end])
    around = set(normal(parsed.text[max(0, time.span.start - 24) : time.span.end + 24]).split())
    loose = around & entry_set("night_words") or set(words.split()) & _FROM_NOW
    return _made(parsed, statement, one, time.span, (time.span.start, time.span.end), "day", (low, high),
                 "about" if loose else "exact", counted, about, (False, False), heads)  # fmt: skip


def _done_then(one: Tree, inside: Sequence[int], top: int) -> tuple[frozenset[str], frozenset[str]]:
    """The verb or the noun of an event that a day is that of ("caught on Friday", "the November 30 escape"), and whose
    it is; neither of "Patch Tuesday"."""
    head = one.tokens[top].head
    if one.tokens[top].dep in _QUALIFYING and head not in inside and one.tokens[head].pos in _NOUNS:
        named = frozenset({lemma_of(one.tokens[head], one.text)})
        return (named, _belonging(one, head)) if event_classes(named) else (frozenset(), frozenset())
    for at in one.ancestors(top):
        named = frozenset({lemma_of(one.tokens[at], one.text)})
        if one.tokens[at].pos == "VERB":
            return named, _parties(one, at)
        if one.tokens[at].pos == "NOUN" and event_classes(named):
            return named, _belonging(one, at)
    return frozenset(), frozenset()


_WHO = frozenset({"WP", "WDT"})


def _parties(one: Tree, verb: int) -> frozenset[str]:
    """The words for who does what a verb tells and to whom, names with all their parts; without pronouns."""
    at, found = verb, set(one.below(verb, "dobj", "nsubjpass", "nsubj"))
    while not any(one.tokens[n].dep in ("nsubj", "nsubjpass") and one.tokens[n].tag not in _WHO for n in found):
        token = one.tokens[at]
        if token.dep in ("relcl", "acl"):
            found.add(token.head)
            break
        if token.dep not in ("conj", "xcomp", "advcl", "pcomp") or token.head == at:
            break
        at = token.head
        found |= set(one.below(at, "nsubj", "nsubjpass"))
    return frozenset(word for n in found for word in _named_by(one, n))


def _belonging(one: Tree, noun: int) -> frozenset[str]:
    """The words for whose an event is: "the murder of Ortiz", "Ortiz's murder"."""
    held = [*one.below(noun, "poss"), *(k for of in one.below(noun, "prep") for k in one.below(of, "pobj"))]
    return frozenset(word for n in held for word in _named_by(one, n))


def _named_by(one: Tree, n: int) -> set[str]:
    if one.tokens[n].pos not in _NOUNS:
        return set()
    return {lemma_of(one.tokens[k], one.text) for k in (n, *one.below(n, "compound")) if one.tokens[k].pos in _NOUNS}


_QUALIFYING = frozenset({"nummod", "compound", "amod", "nmod", "npadvmod", "poss"})
_FROM_NOW = frozenset({"today", "yesterday", "tonight", "tomorrow", "ago"})
"""Words that tell a day from the writer's own, which may be another's in another zone."""
_FINE = {"day": "day", "hour": "day", "minute": "day", "second": "day", "month": "month", "year": "year"}


def _calendar(time: TimeExpression) -> tuple[float, float, str] | None:
    """The days that an expression allows, as numbers (20081118), and how fine it is; None for what is no date."""
    if time.type not in ("DATE", "TIME") or time.value.endswith("_REF"):
        return None
    counted = _FINE.get(time.precision)
    if counted is not None and time.earliest and time.latest:
        low, high = (float(told[:10].replace("-", "")) for told in (time.earliest, time.latest))
        return (low, high, counted) if counted != "day" or low == high else None
    name = time.shift.lstrip("<>=~")[:3]
    if name in WEEKDAYS and not time.value:
        number = WEEKDAYS.index(name) + 1.0
        return number, number, "weekday"
    return None


@cache
def _saying() -> frozenset[str]:
    """Verbs of saying."""
    return frozenset(
        row["lemma"] for row in rows("cues") if row["pos"] == "VERB" and row["kind"] in ("speech", "hearsay")
    )


_DURATION = re.compile(r"^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
                       r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$")  # fmt: skip
"""A duration of TIMEX3: years, months, weeks, days, hours, minutes, seconds."""
_SECONDS = (31557600.0, 2629800.0, 604800.0, 86400.0, 3600.0, 60.0, 1.0)
_AGES = frozenset({"old", "age", "aged", "ago"})


def _lasting(parsed: Parsed, statement: Statement, time: TimeExpression) -> ReportedValue | None:
    """How long something lasted, in seconds; ages and "ago" are no duration."""
    found = _DURATION.match(time.value) if time.type == "DURATION" else None
    one = parsed.at(time.span.start)
    if found is None or one is None or not any(found.groups()):
        return None
    seconds = sum(float(part) * unit for part, unit in zip(found.groups(), _SECONDS, strict=True) if part)
    inside = [n for n, t in enumerate(one.tokens) if time.span.start <= t.start < time.span.end]
    after = {one.lower(n) for n in range(inside[-1] + 1, min(inside[-1] + 3, len(one.words)))} if inside else set()
    if not inside or after & _AGES or "old" in normal(time.span.of(parsed.text)).replace("-", " ").split():
        return None
    before = parsed.text[max(0, time.span.start - 20) : time.span.start].casefold()
    bound: Bound = next((told for words, told in _DURATION_BOUNDS if before.rstrip().endswith(words)), "exact")
    top = _top(one, inside)
    about = {lemma_of(one.tokens[k], one.text) for k in (one.tokens[top].head,) if one.tokens[k].pos in _NOUNS}
    return _made(parsed, statement, one, time.span, (time.span.start, time.span.end), "duration", (seconds, seconds),
                 bound, "duration", frozenset(about), (False, False), _verbs_above(one, top))  # fmt: skip


_DURATION_BOUNDS: tuple[tuple[str, Bound], ...] = (
    ("more than", "more_than"), ("over", "more_than"), ("at least", "at_least"), ("up to", "at_most"),
    ("less than", "less_than"), ("about", "about"), ("around", "about"), ("nearly", "about"), ("almost", "about"),
    ("some", "about"), ("roughly", "about"), ("approximately", "about"), ("maximum", "at_most"),
)  # fmt: skip
