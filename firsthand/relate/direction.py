"""Which of two texts came first: evidence for and against, each with its words.

Follows what is known to work on derivation of news texts: times, credits, loss of quotations and sources, added
evaluation, subset relations.  Each piece of evidence has a sign (plus: the first report is the source) and a weight;
the sum must pass ``_ENOUGH`` with a margin, else the direction is unknown.  Left out: stemmatic errors of copying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from firsthand import lexicon, words
from firsthand.data import TEXT_KINDS, Direction, Document, Published
from firsthand.relate import credits
from firsthand.relate.reuse import Reading

_ENOUGH = 1.5
_VAGUE = re.compile(
    r"\b(?:a|one|an|two|three|several|some|multiple) (?:\w+ ){0,2}(?:sources?|officials?|people|persons?|insiders?)\b"
    r"|\bsources? (?:close to|familiar)|\breports? (?:say|said|suggest)|\breportedly\b|\bmedia reports\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:told|tells|informed|showed|confirmed to|said to|seen by|obtained by|interview with|reviewed by) ")


@dataclass(frozen=True, slots=True)
class Evidence:
    """``weight`` above zero: the first report is the source; below: the second is."""

    weight: float
    reason: str


def label(document: Document) -> str:
    """How reasons call a report: its outlet, else the name it came under."""
    return document.outlet.name or document.source_id or document.id


def names(a: Document, b: Document) -> tuple[str, str]:
    """Labels of two reports that tell them apart."""
    first, second = label(a), label(b)
    if first == second:
        first, second = f"{first} ({a.source_id})", f"{second} ({b.source_id})"
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
            known = [words.normal(x).removeprefix("the ") for x in (row["name"], *re.split(r"[|;]", row["aliases"])) if x]
            if plain in known or plain == row["domain"].strip().casefold():
                forms.update(known)
    except FileNotFoundError:
        pass
    return tuple(sorted((form for form in forms if len(form) > 1), key=lambda form: (-len(form), form)))


def own_marks(document: Document) -> int:
    """How often a text says that it was told something itself ("told <its own outlet>", "told this newspaper")."""
    forms = [re.escape(form) for form in outlet_forms(document)]
    forms += ["this (?:newspaper|reporter|publication|website|magazine)", "our (?:reporter|correspondent)s?"]
    plain = words.normal(document.text[:60_000])
    return len(re.findall(rf"{_OWN.pattern}(?:the )?(?:{'|'.join(forms)})\b", plain))


def evidence(a: Document, b: Document, first: Reading, second: Reading,
             pairs: Sequence[tuple[int, int, float]], copied: bool) -> list[Evidence]:  # fmt: skip
    """All that speaks for a direction between two reports whose sentences ``pairs`` are aligned."""
    name_a, name_b = names(a, b)
    found: list[Evidence] = []
    if earlier(a.published, b.published):
        found.append(Evidence(3.0, f"{name_a} appeared before {name_b} ({a.published.latest} < {b.published.earliest})"))
    elif earlier(b.published, a.published):
        found.append(Evidence(-3.0, f"{name_b} appeared before {name_a} ({b.published.latest} < {a.published.earliest})"))
    found += _credits(a, b, name_a, name_b, 1.0) + _credits(b, a, name_b, name_a, -1.0)
    for sign, one, other, one_name, other_name in ((1.0, a, b, name_a, name_b), (-1.0, b, a, name_b, name_a)):
        if own_marks(one) > own_marks(other):
            found.append(Evidence(sign * 1.5, f"{one_name} names itself as the one that was told; {other_name} does not"))
        if republishes(other) and not republishes(one):
            found.append(Evidence(sign * 1.5, f"{other_name} says of itself that its text comes from elsewhere"))
    found += _losses(first, second, pairs, name_a, name_b)
    if not copied:
        found += _vaguer(a, b, first, second, pairs, name_a, name_b)
        found += _additions(a, b, first, second, name_a, name_b)
    return found


def _credits(source: Document, other: Document, source_name: str, other_name: str, sign: float) -> list[Evidence]:
    agency = credits.agency(source.outlet.name)
    for credit in credits.credits(other):
        if agency and credit.part != "picture" and credit.agency == agency and credits.agency(other.outlet.name) != agency:
            return [Evidence(sign * 3.0, f"{other_name} credits {agency}: “{credit.span.of(other.text)[:80]}”")]
    forms = outlet_forms(source)
    if forms and not set(forms) & set(outlet_forms(other)):
        plain = words.normal(other.text[:60_000])
        group = "|".join(re.escape(form) for form in forms)
        match = re.search(
            rf"(?:first (?:reported|published|revealed) (?:by|in)|according to|h/t:?|via|reported by|originally (?:published|appeared)"
            rf" (?:by|in|on|at)) (?:a report (?:by|in|from) )?(?:the )?(?:{group})\b|\b(?:{group}) (?:first )?(?:reported|reports)\b",
            plain,
        )
        if match:
            return [Evidence(sign * 2.0, f"{other_name} names {source_name} as its source: “{match.group()[:80]}”")]
    return []


def _losses(first: Reading, second: Reading, pairs: Sequence[tuple[int, int, float]],
            name_a: str, name_b: str) -> list[Evidence]:  # fmt: skip
    """Quotations that one side has and the other tells in its own words; sentences that one side lacks."""
    found: list[Evidence] = []
    turned_b = _turned(first, second, pairs)
    turned_a = _turned(second, first, [(j, i, s) for i, j, s in pairs])
    if turned_b > turned_a:
        found.append(Evidence(1.0, f"{turned_b} quotation(s) of {name_a} stand as indirect speech in {name_b}"))
    elif turned_a > turned_b:
        found.append(Evidence(-1.0, f"{turned_a} quotation(s) of {name_b} stand as indirect speech in {name_a}"))
    lacks_b = len(first.lines) - len({i for i, _, _ in pairs})
    lacks_a = len(second.lines) - len({j for _, j, _ in pairs})
    share_a = 1 - lacks_b / max(1, len(first.lines))
    share_b = 1 - lacks_a / max(1, len(second.lines))
    near = max(len(first.lines), len(second.lines)) <= 2.5 * min(len(first.lines), len(second.lines))
    if near and share_b >= 0.75 and lacks_b >= 2 and share_b - share_a > 0.1:
        found.append(Evidence(0.75, f"{name_b} has next to nothing that {name_a} lacks; {name_a} has {lacks_b} sentences more"))
    elif near and share_a >= 0.75 and lacks_a >= 2 and share_a - share_b > 0.1:
        found.append(Evidence(-0.75, f"{name_a} has next to nothing that {name_b} lacks; {name_b} has {lacks_a} sentences more"))
    return found


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


def _vaguer(a: Document, b: Document, first: Reading, second: Reading, pairs: Sequence[tuple[int, int, float]],
            name_a: str, name_b: str) -> list[Evidence]:  # fmt: skip
    """A source that one side names exactly ("confirmed to …") and the other only vaguely."""
    told = re.compile(r"\b(?:told|confirmed to|in an interview with|according to|reported by|said to)\s+(?:[Tt]he\s+)?[A-Z]")
    forward = backward = 0
    for i, j, _ in pairs:
        text_a, text_b = first.lines[i].span.of(a.text), second.lines[j].span.of(b.text)
        exact_a, exact_b = bool(told.search(text_a)), bool(told.search(text_b))
        if exact_a and not exact_b:
            forward += 2 if _VAGUE.search(text_b) else 1
        elif exact_b and not exact_a:
            backward += 2 if _VAGUE.search(text_a) else 1
    if forward > backward:
        return [Evidence(min(1.5, 0.5 * (forward - backward)), f"{name_b} drops or blurs sources that {name_a} names")]
    if backward > forward:
        return [Evidence(-min(1.5, 0.5 * (backward - forward)), f"{name_a} drops or blurs sources that {name_b} names")]
    return []


def _additions(a: Document, b: Document, first: Reading, second: Reading, name_a: str, name_b: str) -> list[Evidence]:
    """Evaluation that one side adds."""
    weighing = lexicon.entry_set("evaluative")
    count_a = sum(1 for f in (f for line in first.lines for f in line.features) if f in weighing) / max(1, first.narrative)
    count_b = sum(1 for f in (f for line in second.lines for f in line.features) if f in weighing) / max(1, second.narrative)
    if count_b > 2 * count_a + 0.008:
        return [Evidence(0.75, f"{name_b} adds weighing words that {name_a} does not have")]
    if count_a > 2 * count_b + 0.008:
        return [Evidence(-0.75, f"{name_a} adds weighing words that {name_b} does not have")]
    return []


def decide(found: Sequence[Evidence]) -> Direction:
    """The direction that the evidence supports, ``unknown`` where it is thin or divided."""
    total = sum(item.weight for item in found)
    against = min(sum(-i.weight for i in found if i.weight < 0), sum(i.weight for i in found if i.weight > 0))
    if abs(total) < _ENOUGH or against > abs(total):
        return "unknown"
    return "a_to_b" if total > 0 else "b_to_a"
