"""Which of two texts came first: evidence for and against, each with its words.

Follows what is known to work on derivation of news texts: times, credits, loss of quotations and sources, added
evaluation, subset relations.  Each piece of evidence has a sign (plus: the first report is the source) and a weight;
the sum must pass ``_ENOUGH`` with a margin, else the direction is unknown.  Two printings of a third's text say nothing
of each other by their times (``Kin``).  Left out: errors of sense, which only a reader sees.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from firsthand import moments
from firsthand.comparable import Reading
from firsthand.data import Direction, Document, Published, Relation
from firsthand.relate.derivation.provenance_clues import Clues, citing_words, distinct_labels, in_reasons, outlet_label
from firsthand.relate.readings.blocking import DocumentPair

_ENOUGH = 1.5
_SAYS = 3
"""Features of a sentence that says something."""
_VAGUE = re.compile(
    r"\b(?:a|one|an|two|three|several|some|multiple) (?:\w+ ){0,2}(?:sources?|officials?|people|persons?|insiders?)\b"
    r"|\bsources? (?:close to|familiar)|\breports? (?:say|said|suggest)|\breportedly\b|\bmedia reports\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:told|confirmed to|in an interview with|according to|reported by|said to)\s+(?:[Tt]he\s+)?[A-Z]"
)
_NAMED = re.compile(
    rf"{_TOLD.pattern}|[A-Z][\w'’-]+,? (?:has |had )?(?:said|says|told|added|confirmed|wrote)\b"
    r"|(?:said|says|added) (?:[a-z]+ ){0,3}[A-Z]"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """``weight`` above zero: the first report is the source; below: the second is."""

    weight: float
    reason: str
    kind: Literal["credit", "sign"] = "sign"
    """``credit``: a page says itself whose text or news it carries."""


def earlier(a: Published, b: Published) -> bool:
    """Whether ``a`` certainly appeared before ``b``: the ranges do not overlap."""
    if not a.latest or not b.earliest:
        return False
    last, first = a.latest, b.earliest
    size = min(len(last), len(first))
    if size >= 19 and last[19:] != first[19:]:  # other zones: the day decides
        size = 10
    return last[:size] < first[:size]


class Side(NamedTuple):
    """One report of a pair, and how reasons call it."""

    clues: Clues
    name: str

    @property
    def reading(self) -> Reading:
        """The report as texts are compared."""
        return self.clues.reading

    @property
    def document(self) -> Document:
        """The report itself."""
        return self.clues.document


SentencePairs = Sequence[tuple[int, int, float]]


class Kin:
    """All derived pairs of a pile, so that a third text can be seen from which both of a pair come.

    ``clues`` per report; ``agency``: the agencies whose text each report carries, if any."""

    def __init__(self, clues: Sequence[Clues], agency: Sequence[frozenset[str]]) -> None:
        self.clues, self.agency = clues, agency
        self.found: dict[DocumentPair, list[Evidence]] = {}
        self.relation: dict[DocumentPair, Relation] = {}
        self.sources: defaultdict[int, set[int]] = defaultdict(set)
        self.partners: defaultdict[int, set[int]] = defaultdict(set)

    def add(self, pair: DocumentPair, pairs: SentencePairs, relation: Relation) -> None:
        """One pair with its aligned sentences."""
        a, b = pair
        copied = relation != "rewrite"
        called = distinct_labels(self.clues[a].document, self.clues[b].document)
        sides = Side(self.clues[a], called[0]), Side(self.clues[b], called[1])
        found = self.found[pair] = _evidence(*sides, pairs, relation)
        self.relation[pair] = relation
        credit = sum(item.weight for item in found if item.kind == "credit")
        if credit:
            self.sources[b if credit > 0 else a].add(a if credit > 0 else b)
        if copied:
            self.partners[a].add(b)
            self.partners[b].add(a)

    def evidence(self, pair: DocumentPair) -> list[Evidence]:
        """All that speaks for a direction; when both come from a third, only what a page says of itself does."""
        found = self.found[pair] + self._carried(pair)
        third = self._third(pair)
        if third is None:
            return found
        return [Evidence(0.0, third), *(item for item in found if item.kind == "credit")]

    def _carried(self, pair: DocumentPair) -> list[Evidence]:
        """An agency's own page, or its text as a whole, beside a page that has that text, or a part of it; of a later
        text nobody took passages before."""
        if self.relation[pair] == "rewrite":
            return []
        for sign, (n, other) in ((1.0, pair), (-1.0, pair[::-1])):
            before = earlier(self.clues[other].document.published, self.clues[n].document.published)
            if before and self.relation[pair] == "partial_copy":
                continue
            agency = self.clues[n].carrier
            one, rest = distinct_labels(self.clues[n].document, self.clues[other].document)
            if agency in self.agency[other] and self.clues[other].carrier != agency:
                credited = any(credit.agency == agency for credit in self.clues[other].credited)
                if not credited:  # else its own credit says so
                    reason = f"{one} is {agency}'s own page, and other copies of {rest}'s text credit {agency}"
                    return [Evidence(sign * 2.0, reason, "credit")]
            if self.relation[pair] == "partial_copy" and self.agency[n] and not self.agency[other]:
                reason = f"{one} carries text of {min(self.agency[n])} as a whole, {rest} a part of it"
                return [Evidence(sign * 2.0, reason, "credit")]
        return []

    def _third(self, pair: DocumentPair) -> str | None:
        """Why both texts are taken to come from a third, if they are."""
        a, b = pair
        copied = self.relation[pair] != "rewrite"
        one, other = self.clues[a], self.clues[b]
        own = {one.carrier, other.carrier}
        for named in (self.agency[a], self.agency[b]):
            if named and not named & own and (copied or self.agency[a] == self.agency[b]):
                return f"both carry text of {min(named)}, whoever printed it first"
        if copied:
            theirs = {credit.agency for credit in other.credited}
            both = sorted({credit.agency or "" for credit in one.credited if credit.agency in theirs} - own)
            if both:
                return f"both credit {both[0]}, so both may come from its report"
        shared = self.sources[a] & self.sources[b]
        if shared:
            return f"both come from the report of {in_reasons(self.clues[min(shared)].document)}"
        if copied and outlet_label(one.document) != outlet_label(
            other.document
        ):  # an outlet goes on with its own last version
            dated = one.document.published, other.document.published
            for n in sorted(self.partners[a] & self.partners[b]):
                third = self.clues[n].document
                if all(earlier(third.published, when) for when in dated):
                    return f"both may come from the report of {in_reasons(third)}, which appeared before either"
        return None


def _evidence(a: Side, b: Side, pairs: SentencePairs, relation: Relation) -> list[Evidence]:
    """All that speaks for a direction between two reports whose sentences ``pairs`` are aligned."""
    found = _times(a, b, relation)
    for sign, one, other in ((1.0, a, b), (-1.0, b, a)):
        found += _credits(one, other, sign, relation)
        if one.clues.told_itself > other.clues.told_itself:
            reason = f"{one.name} names itself as the one that was told; {other.name} does not"
            found.append(Evidence(sign * 1.5, reason, "credit"))
        if other.clues.republished and not one.clues.republished:
            reason = f"{other.name} says of itself that its text comes from elsewhere"
            found.append(Evidence(sign * 1.5, reason))
    found += _losses(a, b, pairs)
    found += _vaguer(a, b, pairs) + _additions(a, b) if relation == "rewrite" else _slips(a, b, pairs)
    return found


_TOLD_FIRST = 1.0
"""What it says that a report told the same earlier, in other words: both may retell a third.  An agency's report, which
is there to be retold, says as much by its date as a copied one."""


def _times(a: Side, b: Side, relation: Relation) -> list[Evidence]:
    """Which of the two appeared first."""
    for sign, one, other in ((1.0, a, b), (-1.0, b, a)):
        first, second = one.document.published, other.document.published
        if earlier(first, second):
            sure = relation != "rewrite" or (one.clues.carrier is not None and other.clues.carrier is None)
            days = [moments.spoken(when, when, "minute") for when in (first.latest, second.earliest)]
            reason = f"{one.name} appeared before {other.name} ({days[0]}; {days[1]})"
            return [Evidence(sign * (3.0 if sure else _TOLD_FIRST), reason)]
    return []


def _credits(source: Side, other: Side, sign: float, relation: Relation) -> list[Evidence]:
    """What the other says of having its text from the source or from the agency that the source is; one that rewrites
    may name an agency that the source credits."""
    agency = source.clues.carrier
    if agency and other.clues.carrier != agency:
        for credit in other.clues.credited:
            if credit.agency == agency:
                words_of = credit.span.of(other.document.text)[:80]
                return [Evidence(sign * 3.0, f"{other.name} credits {agency}: “{words_of}”", "credit")]
    match = citing_words(source.clues.forms + (source.clues.agencies if relation == "rewrite" else ()), other.clues)
    if match:
        own = any(form in match for form in source.clues.forms)
        whom = source.name if own else f"the agency that {source.name} credits"
        reason = f"{other.name} names {whom} as its source: “{match[:80]}”"
        return [Evidence(sign * 3.5, reason, "credit")]
    return []


def _losses(a: Side, b: Side, pairs: SentencePairs) -> list[Evidence]:
    """Quotations that one side has and the other tells in its own words; sentences that one side lacks."""
    found: list[Evidence] = []
    back = [(j, i, s) for i, j, s in pairs]
    turned_b, turned_a = _turned(a.reading, b.reading, pairs), _turned(b.reading, a.reading, back)
    lines_a, lines_b = len(a.reading.lines), len(b.reading.lines)
    lacks_b = _unanswered(a.reading, {i for i, _, _ in pairs})
    lacks_a = _unanswered(b.reading, {j for _, j, _ in pairs})
    share_a, share_b = 1 - lacks_b / max(1, lines_a), 1 - lacks_a / max(1, lines_b)
    near = max(lines_a, lines_b) <= 2.5 * min(lines_a, lines_b)
    if turned_b > turned_a:
        weight = min(1.0, 0.5 * (turned_b - turned_a))
        found.append(Evidence(weight, f"{turned_b} quotation(s) of {a.name} stand as indirect speech in {b.name}"))
    elif turned_a > turned_b:
        weight = min(1.0, 0.5 * (turned_a - turned_b))
        found.append(Evidence(-weight, f"{turned_a} quotation(s) of {b.name} stand as indirect speech in {a.name}"))
    more = "has next to nothing that {1} lacks; {1} has {2} sentences more"
    if near and share_b >= 0.75 and lacks_b >= 2 and share_b - share_a > 0.1:
        found.append(Evidence(0.75, b.name + " " + more.format("", a.name, lacks_b)))
    elif near and share_a >= 0.75 and lacks_a >= 2 and share_a - share_b > 0.1:
        found.append(Evidence(-0.75, a.name + " " + more.format("", b.name, lacks_a)))
    return found


def _unanswered(reading: Reading, answered: set[int]) -> int:
    """Sentences that say something and have no answer; a line of credit or half a quotation says too little."""
    return sum(len(line.features) >= _SAYS for n, line in enumerate(reading.lines) if n not in answered)


def _turned(first: Reading, second: Reading, pairs: Sequence[tuple[int, int, float]]) -> int:
    """Sentences of the first that are mostly quotation and have answers in the second, none of which quotes."""
    answers: dict[int, list[int]] = {}
    for i, j, _ in pairs:
        answers.setdefault(i, []).append(j)
    return sum(
        1
        for i, other in answers.items()
        if first.lines[i].quoted > 0.25 and all(second.lines[j].quoted == 0 for j in other)
    )


_SLIP = re.compile(
    r"\b(?!(?:had|that|is|very|no|ha|bye|so|many)\b)([a-z]{2,}) \1\b|&(?:amp|quot|nbsp|#\d{2,5});|\ufffd"
)
"""What a copying hand or program leaves: a word twice, a character's code for the character, a lost character."""


def _slips(a: Side, b: Side, pairs: SentencePairs) -> list[Evidence]:
    """Errors of copying in sentences that the other side prints without them."""
    counts = [0, 0]
    for i, j, _ in pairs:
        texts = a.reading.lines[i].span.of(a.document.text), b.reading.lines[j].span.of(b.document.text)
        slips = [bool(_SLIP.search(text)) for text in texts]
        for n in (0, 1):
            counts[n] += slips[n] and not slips[1 - n]
    if counts[0] == counts[1]:
        return []
    sign, child = (1.0, b) if counts[1] > counts[0] else (-1.0, a)
    return [
        Evidence(sign * 0.75, f"{child.name} has errors of copying in {max(counts)} sentence(s) that the other has not")
    ]


def _vaguer(a: Side, b: Side, pairs: SentencePairs) -> list[Evidence]:
    """A source that one side names exactly ("confirmed to …") and the other only vaguely."""
    forward = backward = 0
    most = 0.75  # that a source is dropped alone decides nothing: compilers of others' reports name most
    for i, j, _ in pairs:
        text_a = a.reading.lines[i].span.of(a.document.text)
        text_b = b.reading.lines[j].span.of(b.document.text)
        one, other = _blurred(text_a, text_b), _blurred(text_b, text_a)
        forward, backward = forward + one, backward + other
        if max(one, other) > 1:
            most = 1.5
    weight = min(most, 0.5 * abs(forward - backward))
    if forward > backward:
        return [Evidence(weight, f"{b.name} drops or blurs sources that {a.name} names")]
    if backward > forward:
        return [Evidence(-weight, f"{a.name} drops or blurs sources that {b.name} names")]
    return []


def _blurred(exact: str, other: str) -> int:
    """2 where the one names its source and the other has a vague one instead, 1 where it drops who was told."""
    if _VAGUE.search(other) and not _NAMED.search(other) and not _VAGUE.search(exact):
        return 2 if _NAMED.search(exact) else 0
    return int(bool(_TOLD.search(exact)) and not _TOLD.search(other))


def _additions(a: Side, b: Side) -> list[Evidence]:
    """Evaluation that one side adds."""
    count_a, count_b = a.clues.weighing, b.clues.weighing
    if count_b > 2 * count_a + 0.008:
        return [Evidence(0.75, f"{b.name} adds weighing words that {a.name} does not have")]
    if count_a > 2 * count_b + 0.008:
        return [Evidence(-0.75, f"{a.name} adds weighing words that {b.name} does not have")]
    return []


def decide(found: Sequence[Evidence]) -> Direction:
    """The direction that the evidence supports, ``unknown`` where it is thin or divided."""
    total = sum(item.weight for item in found)
    against = min(sum(-i.weight for i in found if i.weight < 0), sum(i.weight for i in found if i.weight > 0))
    if abs(total) < _ENOUGH or against > abs(total):
        return "unknown"
    return "a_to_b" if total > 0 else "b_to_a"
