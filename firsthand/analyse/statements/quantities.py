"""Numbers with what is counted and their bound: "more than 10,000 troops", "$50 million", "10 to 12 per cent".

Follows the usual split of a quantity into value, unit and modifier (as in quantulum and CoNLL numeric expressions); a
span covers the number, its currency or per cent sign and its multiplier, but not the words of the bound.  Left out:
ordinals, dates and times of day, ages and years, numbers inside names, scores and telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import cast

from firsthand import dates, lexicon
from firsthand.data import Bound, Document, Quantity, Span
from firsthand.grammar import Parsed, Token
from firsthand.names import folded

_DIGITS = re.compile(r"^[$£€¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[$£€¥]?\d+(?:\.\d+)?$")
_GLUED = re.compile(
    r"^([$£€¥]?)(\d+(?:[.,]\d+)*)(bn|tn|m|k|billion|million|trillion|%|km|kg|pc|kph|kmh|mph|cm|mm|ft|lb)$",
    re.IGNORECASE,
)
_GLUED_UNITS = frozenset({"km", "kg", "kph", "kmh", "mph", "cm", "mm", "ft", "lb"})
_DIMENSIONS = frozenset({"high", "tall", "long", "deep", "wide", "away", "below", "above"})
"""Words behind a length, in which m is a metre and no million."""
_MULTIPLIERS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "tn": 1e12, "m": 1e6,
    "k": 1e3, "mn": 1e6, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "a$": "AUD", "c$": "CAD",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL", "₩": "KRW", "₦": "NGN", "₺": "TRY",
}  # fmt: skip
_CURRENCY_NOUNS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR", "ruble": "RUB", "rouble": "RUB",
    "yuan": "CNY", "rand": "ZAR", "won": "KRW", "lira": "TRY", "shekel": "ILS", "naira": "NGN", "krona": "SEK",
    "zloty": "PLN",
}  # fmt: skip
_VAGUE = {"dozen": 12.0, "score": 20.0, "hundred": 100.0, "thousand": 1000.0, "million": 1e6, "billion": 1e9}
_PER_CENT = frozenset({"%", "percent", "pct", "percentage"})
_NOT_COUNTED = frozenset({
    "DATE", "TIME", "PERSON", "ORG", "GPE", "FAC", "PRODUCT", "LAW", "EVENT", "WORK_OF_ART", "LOC", "NORP",
})  # fmt: skip
_BEFORE_YEAR = frozenset({"in", "since", "of", "by", "until", "from", "early", "late", "mid"})
_TIME_UNITS = frozenset({"am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "bst", "est", "edt", "utc"})


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it stands: tokens ``first`` to ``last`` (exclusive), with its currency or per cent unit if any."""

    first: int
    last: int
    value: float
    unit: str
    vague: bool = False


def quantities(parsed: Parsed) -> tuple[Quantity, ...]:
    """Every quantity of the article blocks, in text order."""
    found: list[Quantity] = []
    for one in parsed.trees:
        words = [folded(word) for word in one.words]
        numbers = list(_numbers(one.tokens, words))
        skip = -1
        for position, number in enumerate(numbers):
            if position == skip:
                continue
            following = numbers[position + 1] if position + 1 < len(numbers) else None
            if following is not None and _score(one.tokens, words, number, following):
                skip = position + 1
                continue
            if following is not None and _ranges(words, number, following):
                found.append(_quantity(parsed.document, one.tokens, words, number, following))
                skip = position + 1
            else:
                found.append(_quantity(parsed.document, one.tokens, words, number, None))
    return tuple(found)


def _quantity(
    document: Document, tokens: Sequence[Token], words: Sequence[str], number: _Number, upper: _Number | None
) -> Quantity:
    last = upper if upper is not None else number
    unit = number.unit or (upper.unit if upper else "") or _speed_or_unit(tokens, words, last)
    value, high = number.value, upper.value if upper else None
    if upper is not None and high is not None and value < 12 <= high and "dozen" in words[upper.first : upper.last]:
        value = value * 12.0  # "two and three dozen"
    elif upper is not None and high is not None and value < 1000 <= high:
        # "10 to 12 million": the multiplier counts for both.
        factor = next((factor for word, factor in _MULTIPLIERS.items() if word in words[upper.first : upper.last]), 1.0)
        value = value * factor if value * factor <= high else value
    return Quantity(
        Span(document.id, tokens[number.first].start, tokens[last.last - 1].end),
        value,
        unit,
        "about" if number.vague and upper is None else _bound(words, number.first, last.last),
        high,
    )


def _ranges(words: Sequence[str], low: _Number, high: _Number) -> bool:
    between = " ".join(words[low.last : high.first])
    before = words[low.first - 1] if low.first else ""
    joined = between in ("to", "-", "or") or (between == "and" and before == "between")
    if between == "to" and before not in ("from", "between") and low.last == low.first + 1 and not high.unit:
        joined = joined and low.value < high.value
    return joined and low.value < high.value and (not low.unit or not high.unit or low.unit == high.unit)


def _score(tokens: Sequence[Token], words: Sequence[str], first: _Number, second: _Number) -> bool:
    """ "A 5-4 ruling", "won 3-2": two numbers glued by a hyphen that do not rise."""
    glued = second.first == first.last + 1 and words[first.last] == "-"
    return glued and first.value >= second.value and tokens[first.last - 1].end == tokens[first.last].start


def _bound(words: Sequence[str], first: int, last: int) -> Bound:
    before = " ".join(words[max(0, first - 3) : first])
    for phrase, bound in lexicon.bounding_words("before").items():
        if before == phrase or before.endswith(" " + phrase):
            return cast(Bound, bound)
    after = " ".join(words[last : last + 3])
    for phrase, bound in lexicon.bounding_words("after").items():
        if after == phrase or after.startswith(phrase + " "):
            return cast(Bound, bound)
    return "exact"


# ------------------------------------------------------------------------------------------------ numbers


def _numbers(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[_Number]:
    index = 0
    while index < len(tokens):
        number = _number_at(tokens, words, index)
        if number is None:
            index += 1
            continue
        if isfinite(number.value) and not _dated(tokens, words, number):
            yield number
        index = number.last


def _number_at(tokens: Sequence[Token], words: Sequence[str], index: int) -> _Number | None:
    first, unit = index, ""
    if words[index] in _CURRENCIES and index + 1 < len(words):
        unit = _CURRENCIES[words[index]]
        index += 1
    word = words[index]
    part = _part(tokens, words, index) or _share(words, index)
    if part is not None:
        return part
    glued = _GLUED.match(word)
    if glued:
        mark, digits, tail = glued.groups()
        long = tail == "m" and not mark and words[index + 1 : index + 2] and words[index + 1] in _DIMENSIONS
        factor = 1.0 if tail.endswith("%") or long else _MULTIPLIERS.get(tail, 1.0)
        measured = "percent" if tail == "%" else tail if tail in _GLUED_UNITS or long else ""
        unit = unit or _CURRENCIES.get(mark, "") or measured
        return _Number(first, index + 1, float(digits.replace(",", "")) * factor, unit)
    if _DIGITS.match(word):
        if word[0] in "$£€¥":
            unit, word = _CURRENCIES[word[0]], word[1:]
        value = float(word.replace(",", ""))
        return _multiplied(tokens, words, _Number(first, index + 1, value, unit))
    if word in _spelled() and tokens[index].tag in ("CD", "NN", "NNS", "JJ", "NNP"):
        value, index = _spelled_out(words, index)
        return _multiplied(tokens, words, _Number(first, index, value, unit))
    lemma = tokens[index].lemma.lower()
    if (
        lemma in _VAGUE
        and word.endswith("s")
        and first == index
        and (lemma != "score" or words[index + 1 :][:1] == ["of"])
    ):
        return _vague(words, index, lemma)
    if (
        word in ("a", "an")
        and index + 1 < len(words)
        and words[index + 1] in _VAGUE
        and not words[index + 1].endswith("s")
    ):
        return _multiplied(tokens, words, _Number(first, index + 1, 1.0, unit))
    if word == "dozen":
        return _Number(first, index + 1, 12.0, unit)
    return None


def _part(tokens: Sequence[Token], words: Sequence[str], index: int) -> _Number | None:
    """A part of a large number, or a number and a part: "half a million", "three quarters of a million", "one and a
    half million", "a million and a half"."""
    cardinals, at, parts = {"a": 1.0, "an": 1.0, **_spelled()}, index, 1.0
    if words[at] != "half" and words[at] in cardinals:
        parts, at = cardinals[words[at]], at + 1
    rest = [*words[at : at + 4], "", "", "", ""]
    if rest[0] in _PARTS:  # "half a million", "a quarter of a million"
        after = at + 1 + (rest[1] == "of")
        if after + 1 < len(words) and words[after] in ("a", "an") and words[after + 1] in _MULTIPLIERS:
            value = parts / _PARTS[rest[0]] * _MULTIPLIERS[words[after + 1]]
            return _multiplied(tokens, words, _Number(index, after + 2, value, ""))
    if at > index and rest[:3] == ["and", "a", "half"] and rest[3] in _MULTIPLIERS:
        return _multiplied(tokens, words, _Number(index, at + 3, parts + 0.5, ""))
    if at > index and rest[0] in _MULTIPLIERS and rest[1:4] == ["and", "a", "half"]:
        return _Number(index, at + 4, (parts + 0.5) * _MULTIPLIERS[rest[0]], "")
    return None


def _share(words: Sequence[str], index: int) -> _Number | None:
    """ "One in five", "four out of ten": a share, told in per cent."""
    cardinals = _spelled()
    last = index + 2 + (words[index + 1 : index + 3] == ["out", "of"])
    joined = words[index + 1 : index + 2] == ["in"] or last == index + 3
    if not joined or last >= len(words) or words[index] not in cardinals:
        return None
    low, high = cardinals[words[index]], cardinals.get(words[last], 0.0)
    return _Number(index, last + 1, round(100 * low / high, 2), "percent") if 1 <= low < high <= 100 else None


def _vague(words: Sequence[str], index: int, lemma: str) -> _Number:
    """ "Dozens", "hundreds of thousands": at least two of the largest multiplier times the others."""
    value, last = _VAGUE[lemma], index + 1
    if last + 1 < len(words) and words[last] == "of" and words[last + 1].rstrip("s") in _VAGUE:
        value *= _VAGUE[words[last + 1].rstrip("s")]
        last += 2
    return _Number(index, last, value, "", vague=True)


def _multiplied(tokens: Sequence[Token], words: Sequence[str], number: _Number) -> _Number:
    """The number with the multipliers, and the per cent sign, that follow it."""
    last, value = number.last, number.value
    if last + 1 < len(words) and words[last] == "-" and words[last + 1] in _MULTIPLIERS:
        last += 1
    while last < len(words):
        word = words[last].removesuffix(".")  # "£450m." at a sentence's end
        if word == "score" and words[last + 1 : last + 2] == ["of"]:
            return _Number(number.first, last + 1, value * 20.0, number.unit)
        if word not in _MULTIPLIERS and word != "dozen":
            break
        if word == "m" and words[last + 1 : last + 2] and words[last + 1] in _DIMENSIONS:
            return _Number(number.first, last + 1, value, "m")  # "3m high"
        if word in ("m", "k") and tokens[last].start != tokens[last - 1].end:
            break
        value *= _MULTIPLIERS.get(word, 12.0)
        last += 1
    following = [*words[last : last + 2], "", ""]
    if following[0] in _PER_CENT:
        points = following[0] == "percentage" and following[1].startswith("point")
        return _Number(number.first, last + 1 + points, value, "percent")
    if following[:2] == ["per", "cent"]:
        return _Number(number.first, last + 2, value, "percent")
    return _Number(number.first, last, value, number.unit)


def _spelled_out(words: Sequence[str], index: int) -> tuple[float, int]:
    value = _spelled()[words[index]]
    last = index + 1
    if value >= 20 and value < 100 and last + 1 < len(words) and words[last] == "-" and words[last + 1] in _spelled():
        return value + _spelled()[words[last + 1]], last + 2
    return value, last


@cache
def _spelled() -> dict[str, float]:
    values = {word: float(number) for word, number in lexicon.cardinals().items()}
    tens = [word for word, number in values.items() if number >= 20]
    ones = [word for word, number in values.items() if 1 <= number <= 9]
    joined = {f"{ten}-{one}": values[ten] + values[one] for ten in tens for one in ones}
    return values | joined | {"half": 0.5}


def _dated(tokens: Sequence[Token], words: Sequence[str], number: _Number) -> bool:
    """Whether the number is part of a date, a time of day, an age, a year, a name, or an idiom with "one"."""
    share = number.unit == "percent" and number.last - number.first >= 3
    if share or (number.value >= 1000 and any(word in _PARTS for word in words[number.first : number.last])):
        return False  # "one in five", "half a million"
    before = words[number.first - 1] if number.first else ""
    after = words[number.last] if number.last < len(words) else ""
    if _of_the_clock(tokens, words, number):
        return True
    token = tokens[number.first]
    label = token.ner[2:]
    months = {before.rstrip("."), after.rstrip(".")} & dates.MONTHS.keys()
    if months and not number.unit and number.value <= 31:
        return True
    if after == "of" and words[number.last + 1 : number.last + 2] in (["them"], ["whom"], ["these"], ["those"]):
        return False  # "on Wednesday, seven of them children"
    if label in ("DATE", "TIME") and token.dep in ("dobj", "nsubjpass") and tokens[token.head].pos == "VERB":
        alone = number.last == len(tokens) or not tokens[number.last].ner.startswith("I-")
        return not alone or _is_year(words, number)  # "injuring 43": what is hurt is no day
    if after in _TIME_UNITS or after.startswith(":") or label in _NOT_COUNTED:
        # "Between 10 and 12 people": labelled a date, but it counts a noun outside the label.
        first = tokens[token.head] if token.dep == "conj" else token
        counted = tokens[first.head]
        return label not in ("DATE", "TIME") or first.dep != "nummod" or counted.ner != "" or counted.pos != "NOUN"
    if _is_year(words, number) and (before in _BEFORE_YEAR or tokens[token.head].tag in ("NN", "NNP")):
        return True
    if before == "," and after in (",", ".") and 1 <= number.value <= 120 and number.first > 1:
        return tokens[number.first - 2].pos == "PROPN"
    return words[number.first] in ("one", "half") and not (token.dep == "nummod" and token.tag == "CD")


def _of_the_clock(tokens: Sequence[Token], words: Sequence[str], number: _Number) -> bool:
    """Whether the number is an hour without its half of the day: "at 05.55", "shortly before six"."""
    if number.unit or number.last > number.first + 1 or not number.first:
        return False
    counts = number.last < len(words) and tokens[number.last].pos in ("NOUN", "PROPN") and tokens[number.last].ner == ""
    before = {" ".join(words[max(0, number.first - n) : number.first]) for n in (1, 2, 3)}
    known = lexicon.rows("clock_words")
    if re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", words[number.first]):
        return not counts and any(row["word"] in before for row in known if row["kind"] in ("before", "sure"))
    hour = number.value == int(number.value) and 1 <= number.value <= 12
    return hour and not counts and any(row["word"] in before for row in known if row["kind"] == "sure")


def _is_year(words: Sequence[str], number: _Number) -> bool:
    word = words[number.first]
    alone = number.last == number.first + 1 and not number.unit
    return alone and len(word) == 4 and word.isdigit() and 1500 <= number.value <= 2100


# --------------------------------------------------------------------------------------------------- unit


_SPEEDS = {"km": "km/h", "kilometre": "km/h", "kilometer": "km/h", "mile": "mph"}
_AN_HOUR = (("per", "hour"), ("an", "hour"), ("/", "h"), ("/", "hour"), ("/h",))


def _speed_or_unit(tokens: Sequence[Token], words: Sequence[str], number: _Number) -> str:
    """The unit; of a length in an hour that of a speed ("90 kilometres per hour")."""
    unit = _unit(tokens, words, number)
    if unit in _SPEEDS:
        near = range(number.last, min(number.last + 4, len(tokens)))
        at = next((n for n in near if tokens[n].lemma.lower() == unit), None)
        if at is not None and any(tuple(words[at + 1 : at + 1 + len(end)]) == end for end in _AN_HOUR):
            return _SPEEDS[unit]
    return unit


def _unit(tokens: Sequence[Token], words: Sequence[str], number: _Number) -> str:
    """The lemma of the noun that is counted; '' where the number stands alone."""
    inside = range(number.first, number.last)
    for index in reversed(inside):
        head = tokens[index].head
        if head in inside or tokens[index].dep not in ("nummod", "compound", "amod", "quantmod"):
            continue
        if tokens[head].pos in ("NOUN", "PROPN"):
            return _noun(tokens[head])
    if number.last < len(words) and words[number.last] == "of":
        for token in tokens[number.last + 1 : number.last + 8]:
            if token.dep == "pobj" and token.pos in ("NOUN", "PROPN"):
                return _noun(token)
    for index in range(number.last, min(number.last + 4, len(tokens))):
        token = tokens[index]
        if token.pos in ("NOUN", "PROPN") and not (
            index + 1 < len(tokens) and tokens[index + 1].pos in ("NOUN", "PROPN") and token.dep == "compound"
        ):
            return _noun(token)
        if token.pos not in ("ADJ", "NOUN", "PROPN", "ADV") and words[index] != "-":
            break
    return ""


def _noun(token: Token) -> str:
    lemma = token.lemma.lower()
    if token.tag == "NNPS" and lemma.endswith("s"):
        lemma = lemma[:-1]
    return _CURRENCY_NOUNS.get(lemma, lemma)
