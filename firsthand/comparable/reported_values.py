"""Reported values: every number of a report with the attribute that it is a value of ("killed", "a distance").

Read once per number by the tree of its sentence: what becomes of those it counts (``fates``), else the measure that its
unit belongs to, else the plain count of its noun; hours, days and durations are ``value_times``.  Beside each stands
what says whom it counts and whether they are a part of others.  Left out: values that only the sentence before
explains, and attributes without a number or a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from firsthand.comparable.fates import attributes_by_word, fate_of, fate_told, fates
from firsthand.comparable.lemmas import lemma_of
from firsthand.comparable.unit_classes import unit_class
from firsthand.comparable.value_frame import ReportedValue, top_of, value_at, verbs_above
from firsthand.comparable.value_times import day_value, duration_value, hour_values
from firsthand.data import Analysis, Quantity, Span, Statement
from firsthand.dates import MONTHS
from firsthand.grammar import Parsed, Tree
from firsthand.lexicon import bounding_words, entry_set, rows
from firsthand.words import normal

_ONLY_MEANT = frozenset({"planned", "conditional", "considered", "ordered"})
_BESIDE = 4
"""Words from a number to a word of its fate where the tree says nothing."""
_DATELINE = 8
"""Words of a sentence among which a year may be the report's own."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"nummod", "compound", "amod", "quantmod", "advmod", "nmod", "appos"})
_WERE = frozenset({"were", "are"})
_MORE = frozenset({"more", "additional", "further", "extra", "another"})
_OTHER = frozenset({"other", "others"})


def reported_values(parsed: Parsed, analysis: Analysis) -> tuple[ReportedValue, ...]:
    """Every value of the report's statements, in text order."""
    found: dict[Span, ReportedValue] = {}
    for statement in analysis.statements:
        if statement.negated:
            continue
        meant = statement.modality in _ONLY_MEANT
        hours = [
            made for made in hour_values(parsed, statement) if not any(made.span.overlaps(other) for other in found)
        ]
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
            value = duration_value(parsed, statement, time) if not meant else None
            value = value or day_value(parsed, statement, time)
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
        told = fate_told(tree) if tree is not None else None
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


_THINGS = frozenset({"destroyed", "damaged", "stolen", "captured", "deployed"})
"""Attributes that things have as well as people."""


def _people(kind: str) -> bool:
    return kind not in entry_set("things_counted")


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
    top = noun if noun is not None and _governs(one, noun, inside) else top_of(one, inside)
    measured = _measured(quantity)
    fate, heads = fate_of(one, inside, top, noun)
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
    start, end = _extent(parsed.text, quantity, one, noun)
    return value_at(parsed, statement, one, quantity.span, (start, end), attribute, (low, high), quantity.bound,
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
    start, _ = _extent(parsed.text, quantity, one, None)
    about = frozenset({lemma_of(one.tokens[noun], one.text)})
    return value_at(parsed, statement, one, quantity.span, (start, one.tokens[noun].end), attribute,
                 (low * factor, high * factor), quantity.bound, unit if measured is None else attribute,
                 about, (False, False), verbs_above(one, noun))  # fmt: skip


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
    told = one.lower(noun) in attributes_by_word()["states"] and one.tokens[noun].tag != "NNS"
    return "" if told and one.lower(noun) not in attributes_by_word()["nouns"] else lemma_of(one.tokens[noun], one.text)


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
    while words and words[-1] in _words_of_bounds():
        words.pop()
    if words[-1:] == ["among"]:
        return False
    return bool({"including", "among", "includes", "included", "include"} & set(before))


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


@cache
def _words_of_bounds() -> frozenset[str]:
    return frozenset({"the", *" ".join(bounding_words("before")).split()})


@cache
def _bound_words() -> re.Pattern[str]:
    """Words that bound the number behind them."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, bounding_words('before')))})\s$", re.I)


def _extent(text: str, quantity: Quantity, one: Tree, noun: int | None) -> tuple[int, int]:
    """From the words of the bound to the noun that is counted."""
    start, end = quantity.span.start, quantity.span.end
    found = _bound_words().search(text, max(0, start - 20), start)
    start = found.start() if found else start
    if noun is not None and 0 <= one.tokens[noun].start - end <= 40:
        end = max(end, one.tokens[noun].end)
    return start, end
