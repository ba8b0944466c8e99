"""Which of two texts came first: evidence for and against, each with its words.

Follows what is known to work on derivation of news texts: times, credits, loss of quotations and sources, added
evaluation, subset relations.  Each piece of evidence has a sign (plus: the first report is the source) and a weight;
the sum must pass ``_ENOUGH`` with a margin, else the direction is unknown.  Left out: stemmatic errors of copying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from firsthand import lexicon, words
from firsthand.data import TEXT_KINDS, Direction, Document, Published
from firsthand.relate import credits
from firsthand.relate.reading import Reading

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
_OWN = re.compile(
    r"\b(?:told|tells|informed|showed|confirmed to|said to|seen by|obtained by|interview with|reviewed by) "
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """``weight`` above zero: the first report is the source; below: the second is."""

    weight: float
    reason: str


def label(document: Document) -> str:
    """How reasons call a report: its outlet, else the name it came under."""
    return document.outlet.name or _file(document)


def _file(document: Document) -> str:
    return (document.source_id or document.id).rstrip("/").rpartition("/")[2]


def names(a: Document, b: Document) -> tuple[str, str]:
    """Labels of two reports that tell them apart."""
    first, second = label(a), label(b)
    if first == second:
        first, second = f"{first} ({_file(a)})", f"{second} ({_file(b)})"
    return first, second


def earlier(a: Published, b: Published) -> bool:
    """Whether ``a`` certainly appeared before ``b``: the ranges do not overlap."""
    if not a.latest or not b.earliest:
        return False
    last, first = a.latest, b.earliest
    size = min(len(last), len(first))
    if size >= 19 and last[19:] != first[19:]:  # other zones: the day decides
        size = 10
    return last[:size] < first[:size]


@cache
def _republication() -> tuple[str, ...]:
    return lexicon.entries("republication")


@cache
def republishes(document: Document) -> bool:
    """Whether a page's furniture says that its text comes from elsewhere."""
    furniture = " ".join(
        document.text[block.start : block.end] for block in document.blocks if block.kind not in TEXT_KINDS
    )
    tail = document.text[max(0, len(document.text) - 600) :]
    plain = words.normal(furniture[:20_000] + " " + tail)
    return any(phrase in plain for phrase in _republication())


def outlet_forms(document: Document) -> tuple[str, ...]:
    """The names under which other texts may cite a document's outlet, longest first."""
    return _forms_of(document.outlet.name or "")


@cache
def _forms_of(name: str) -> tuple[str, ...]:
    if not name:
        return ()
    plain = words.normal(name).removeprefix("the ")
    plain = re.sub(r"^(?:www|edition|money|abcnews)\.", "", plain)
    forms = {plain}
    try:
        for row in lexicon.rows("outlets"):
            known = [
                words.normal(x).removeprefix("the ") for x in (row["name"], *re.split(r"[|;]", row["aliases"])) if x
            ]
            if plain in known or plain == row["domain"].strip().casefold():
                forms.update(known)
    except FileNotFoundError:
        pass
    return tuple(sorted((form for form in forms if len(form) > 1), key=lambda form: (-len(form), form)))


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """A text in normal form; every pair that a report is in asks for it."""
    return words.normal(text[:60_000])


def own_marks(document: Document) -> int:
    """How often a text says that it was told something itself ("told <its own outlet>", "told this newspaper")."""
    forms = [re.escape(form) for form in outlet_forms(document)]
    forms += ["this (?:newspaper|reporter|publication|website|magazine)", "our (?:reporter|correspondent)s?"]
    plain = _plain(document.text)
    return len(re.findall(rf"{_OWN.pattern}(?:the )?(?:{'|'.join(forms)})\b", plain))


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One report of a pair: the document, what of it is compared, and how reasons call it."""

    document: Document
    reading: Reading
    name: str


Pairs = Sequence[tuple[int, int, float]]


def evidence(documents: tuple[Document, Document], readings: tuple[Reading, Reading], pairs: Pairs,
             copied: bool) -> list[Evidence]:  # fmt: skip
    """All that speaks for a direction between two reports whose sentences ``pairs`` are aligned."""
    called = names(*documents)
    a, b = (Side(d, r, n) for d, r, n in zip(documents, readings, called, strict=True))
    whole = all(
        len({pair[place] for pair in pairs}) >= _WHOLE * len(side.reading.lines) for place, side in ((0, a), (1, b))
    )
    found = _third(a, b) if copied and whole else []
    found = found or _times(a, b)
    for sign, one, other in ((1.0, a, b), (-1.0, b, a)):
        found += _credits(one, other, sign)
        if own_marks(one.document) > own_marks(other.document):
            reason = f"{one.name} names itself as the one that was told; {other.name} does not"
            found.append(Evidence(sign * 1.5, reason))
        if republishes(other.document) and not republishes(one.document):
            found.append(Evidence(sign * 1.5, f"{other.name} says of itself that its text comes from elsewhere"))
    found += _losses(a, b, pairs)
    if not copied:
        found += _vaguer(a, b, pairs) + _additions(a, b)
    return found


_WHOLE = 0.6
"""Share of the sentences of both from which two texts are printings of one; less is a part inside another text."""


def _third(a: Side, b: Side) -> list[Evidence]:
    """An agency that either text credits as a whole, and neither page is: both print its words, and who was first tells
    nothing of which comes from which."""
    own = {carrier(a.document), carrier(b.document)}
    for side in (a, b):
        for credit in credits.credits(side.document):
            if credit.part == "whole" and credit.agency and credit.agency not in own:
                return [Evidence(0.0, f"both carry text of {credit.agency}, whoever printed it first")]
    return []


def _times(a: Side, b: Side) -> list[Evidence]:
    for sign, one, other in ((1.0, a, b), (-1.0, b, a)):
        first, second = one.document.published, other.document.published
        if earlier(first, second):
            reason = f"{one.name} appeared before {other.name} ({first.latest} < {second.earliest})"
            return [Evidence(sign * 3.0, reason)]
    return []


def carrier(document: Document) -> str | None:
    """The agency whose own page this is: its outlet, or, where no outlet is known, the one the whole text credits."""
    if document.outlet.name:
        return credits.agency(document.outlet.name)
    return next((c.agency for c in credits.credits(document) if c.part == "whole"), None)


def _credits(source: Side, other: Side, sign: float) -> list[Evidence]:
    agency = carrier(source.document)
    if agency and carrier(other.document) != agency:
        for credit in credits.credits(other.document):
            if credit.part != "picture" and credit.agency == agency:
                words_of = credit.span.of(other.document.text)[:80]
                return [Evidence(sign * 3.0, f"{other.name} credits {agency}: “{words_of}”")]
    forms = outlet_forms(source.document)
    if forms and not set(forms) & set(outlet_forms(other.document)):
        group = "|".join(re.escape(form) for form in forms)
        match = re.search(
            r"(?:first (?:reported|published|revealed) (?:by|in)|according to|h/t:?|via|reported by"
            r"|originally (?:published|appeared) (?:by|in|on|at)) (?:a report (?:by|in|from) )?(?:the )?"
            rf"(?:{group})\b|\b(?:{group}) (?:first )?(?:reported|reports)\b",
            _plain(other.document.text),
        )
        if match:
            return [Evidence(sign * 2.5, f"{other.name} names {source.name} as its source: “{match.group()[:80]}”")]
    return []


def _losses(a: Side, b: Side, pairs: Pairs) -> list[Evidence]:
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


def _vaguer(a: Side, b: Side, pairs: Pairs) -> list[Evidence]:
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
    count_a, count_b = _weighing(a.reading), _weighing(b.reading)
    if count_b > 2 * count_a + 0.008:
        return [Evidence(0.75, f"{b.name} adds weighing words that {a.name} does not have")]
    if count_a > 2 * count_b + 0.008:
        return [Evidence(-0.75, f"{a.name} adds weighing words that {b.name} does not have")]
    return []


def _weighing(reading: Reading) -> float:
    listed = lexicon.entry_set("evaluative")
    return sum(feature in listed for line in reading.lines for feature in line.features) / max(1, reading.narrative)


def decide(found: Sequence[Evidence]) -> Direction:
    """The direction that the evidence supports, ``unknown`` where it is thin or divided."""
    total = sum(item.weight for item in found)
    against = min(sum(-i.weight for i in found if i.weight < 0), sum(i.weight for i in found if i.weight > 0))
    if abs(total) < _ENOUGH or against > abs(total):
        return "unknown"
    return "a_to_b" if total > 0 else "b_to_a"
