"""The whole path on the demo story, judged from the Record against ``firsthand/example/expected.json``.

Each expectation is one check, right or wrong; the golden test runs the same checks one by one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.case import Case
from evals.figure import Figure
from firsthand.data import (
    ARTICLE_KINDS,
    Attribution,
    AttributionId,
    Claim,
    Conflict,
    DocumentId,
    EntityId,
    Record,
    Span,
    Statement,
)
from firsthand.example import EXPECTED, REPORTS
from firsthand.words import normal

CORPUS = "example"


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: the key of ``expected.json``, what it asks for in words, and whether the record has it."""

    key: str
    asks: str
    right: bool


@dataclass(frozen=True, slots=True)
class Story:
    """The record of the demo story and what is expected of it; ``ids`` maps "01" … to document ids."""

    record: Record
    expected: Any
    ids: dict[str, DocumentId]

    def span(self, report: str, words: str) -> Span | None:
        """Where the words first stand in the report's article text, marks and white space set aside."""
        text = next(d.text for d in self.record.documents if d.id == self.ids[report])
        plain = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', " ": " "})
        start = text.translate(plain).find(words.translate(plain))
        return None if start < 0 else Span(self.ids[report], start, start + len(words))

    def statements(self, one: Any) -> list[Statement]:
        """The statements that hold the words or lie in them, the closest first."""
        span = self.span(one["report"], one["words"])
        if span is None:
            return []
        near = [s for s in self.record.statements if s.span.overlaps(span)]
        return sorted(near, key=lambda s: (-_common(s.span, span), s.span.end - s.span.start, s.id))

    def name(self, entity: EntityId | None) -> str:
        return next((e.name for e in self.record.entities if e.id == entity), "")

    def attribution(self, id_: AttributionId | None) -> Attribution | None:
        return next((a for a in self.record.attributions if a.id == id_), None)


@cache
def story() -> Story:
    """The demo's record, made once per process."""
    from firsthand.pipeline import run

    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    record = run([str(REPORTS)])
    by_file = {Path(d.uri).name: d.id for d in record.documents}
    return Story(record, expected, {one["report"]: by_file[one["file"]] for one in expected["reports"]})


def checks() -> list[Check]:
    """Every expectation, in the order of ``expected.json``."""
    told = story()
    return [
        Check(key, asks, right)
        for key, part in _PARTS.items()
        for one in told.expected[key]
        for asks, right in part(told, one)
    ]


def cases() -> list[Case]:
    """Every expectation as a case; the place is ``expected.json`` with its key."""
    place = f"{EXPECTED.parent.name}/{EXPECTED.name}"
    return [
        Case(one.key, CORPUS, "right" if one.right else "wrong", f"firsthand/{place}#{one.key}", expected=one.asks)
        for one in checks()
    ]


def figures() -> list[Figure]:
    found = checks()
    keys = dict.fromkeys(check.key for check in found)
    rows = [(key, [check.right for check in found if check.key == key]) for key in keys]
    rows.append(("all checks", [check.right for check in found]))
    return [Figure("example", key, CORPUS, sum(right) / len(right), len(right)) for key, right in rows]


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.document == b.document else 0


def _like(name: str, other: str) -> bool:
    a, b = (normal(one).removeprefix("the ").removeprefix("a ").removeprefix("an ") for one in (name, other))
    return bool(a and b) and (a in b or b in a)


Part = Callable[[Story, Any], Iterator[tuple[str, bool]]]


def _reports(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    document = next(d for d in told.record.documents if d.id == told.ids[one["report"]])
    yield f"outlet of {one['report']}", any(_like(document.outlet.name or "", name) for name in one["outlet"])
    dated = (document.published.earliest or "").startswith(one["published"])
    unknown = document.published.earliest is None and document.published.latest is None
    held = (document.published.earliest or "0") <= one["published"] <= (document.published.latest or "9")[:10]
    yield f"date of {one['report']}", dated or unknown or held
    origin = document.text_origin
    wanted = one["text_origin"] if isinstance(one["text_origin"], list) else [one["text_origin"]]
    yield (
        f"text origin of {one['report']}",
        any(
            origin.kind == want["kind"] and (not want["name"] or _like(origin.name or "", want["name"]))
            for want in wanted
        ),
    )


def _article(told: Story, one: Any) -> bool | None:
    span = told.span(one["report"], one["words"])
    if span is None:
        return None
    document = next(d for d in told.record.documents if d.id == span.document)
    return any(b.start <= span.start < b.end and b.kind in ARTICLE_KINDS for b in document.blocks)


def _furniture(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    yield f"{one['report']}: no article text: {one['words'][:50]}", _article(told, one) is not True


def _keep(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    yield f"{one['report']}: kept: {one['words'][:50]}", _article(told, one) is True


def _derivations(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    a, b = told.ids[one["from"]], told.ids[one["to"]]
    right = False
    for found in told.record.derivations:
        if {found.a, found.b} == {a, b} and found.relation in one["relations"]:
            forward = "a_to_b" if found.a == a else "b_to_a"
            right = right or found.direction in (forward, "unknown" if found.relation == "same_text" else forward)
    yield f"{one['from']} -> {one['to']}: {'/'.join(one['relations'])}", right


def _independent(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    pair = {told.ids[report] for report in one}
    copies = {"same_text", "near_copy", "partial_copy", "rewrite"}
    right = not any({d.a, d.b} == pair and d.relation in copies for d in told.record.derivations)
    yield f"{one[0]} and {one[1]} are no copies", right


def _quotations(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    span = told.span(one["report"], one["words"])
    near = [q for q in told.record.quotations if span is not None and q.span.overlaps(span)]
    yield f"{one['report']}: quotation: {one['words'][:40]}", bool(near)
    right = False
    for quotation in near:
        attribution = told.attribution(quotation.attribution)
        if one.get("unnamed"):
            right |= attribution is not None and attribution.source_kind == "anonymous"
        elif one.get("document"):
            right |= attribution is not None and (
                attribution.source_kind == "document" or _like(told.name(quotation.speaker), one["speaker"])
            )
        else:
            right |= _like(told.name(quotation.speaker), one["speaker"])
    yield f"{one['report']}: speaker of: {one['words'][:40]}", right


def _utterances(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    sets = []
    for wording in one["wordings"]:
        span = told.span(wording["report"], wording["words"])
        sets.append({q.utterance for q in told.record.quotations if span is not None and q.span.overlaps(span)})
    shared = set.intersection(*sets)
    yield f"one utterance: {one['wordings'][0]['words'][:40]}", bool(shared)
    shown = [
        {normal(d.a_words), normal(d.b_words)} for u in told.record.utterances if u.id in shared for d in u.differences
    ]
    for a, b in one["differences"]:
        yield f"difference shown: {a} / {b}", any({normal(a), normal(b)} == words for words in shown)


def _chains(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    right = given = False
    for statement in told.statements(one)[:3]:
        chain = [found for id_ in statement.chain if (found := told.attribution(id_)) is not None]
        if not chain or chain[-1].source_kind != one["end"]:
            continue
        names = [f"{told.name(a.source_entity)} | {a.description} | {told.name(a.given_to)}" for a in chain]
        everything = " | ".join(names)
        right |= all(_like(want, everything) or _any_word(want, everything) for want in one["chain"])
        given |= _like(told.name(chain[-1].given_to), one.get("given_to", ""))
    yield f"{one['report']}: chain of: {one['words'][:40]}", right
    if "given_to" in one:
        yield f"{one['report']}: given to {one['given_to']}", given


def _any_word(want: str, everything: str) -> bool:
    skip = {"the", "a", "an", "of", "at", "with"}
    return all(word in normal(everything) for word in normal(want).split() if word not in skip)


def _claims(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    claim_of = {statement: claim for claim in told.record.claims for statement in claim.statements}
    held: list[list[Claim]] = [[claim_of[s.id] for s in told.statements(want)[:2]] for want in one["statements"]]
    everywhere = [c for c in (held[0] if held else []) if all(any(c.id == o.id for o in other) for other in held)]
    yield f"one claim: {one['id']}", bool(everywhere)
    if everywhere:
        number = everywhere[0].independent
    else:  # the numbers are judged by the claim that holds most of the statements
        counted = [c for other in held for c in other]
        number = max(counted, key=lambda c: (sum(o.id == c.id for o in counted), c.id)).independent if counted else None  # type: ignore[assignment]
    measured = number is not None and number.at_least is not None and number.at_most is not None
    yield f"at least: {one['id']}", measured and number.at_least in one["at_least"]
    yield f"at most: {one['id']}", measured and 0 < (number.at_most or 0) <= one["at_most"]


def _conflicts(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    sides = [{s.id for s in told.statements(side)} for side in one["sides"]]

    def holds(conflict: Conflict) -> bool:
        fits = conflict.kind in one["kinds"] and conflict.judgement in one["judgements"]
        return fits and all(side.intersection(conflict.statements) for side in sides)

    yield f"conflict: {one['id']}", any(holds(conflict) for conflict in told.record.conflicts)


def _timeline(told: Story, one: Any) -> Iterator[tuple[str, bool]]:
    span = told.span(one["report"], one["words"])
    entries = [
        entry for entry in told.record.timeline
        if span is not None and any(m.overlaps(span) for m in entry.mentions)
    ]  # fmt: skip
    right = any((entry.earliest or "").startswith(one["earliest"]) for entry in entries)
    yield f"dated: {one['event']} {one['earliest']}", right


_PARTS: dict[str, Part] = {
    "reports": _reports, "furniture": _furniture, "keep": _keep, "derivations": _derivations,
    "independent": _independent, "quotations": _quotations, "utterances": _utterances, "chains": _chains,
    "claims": _claims, "conflicts": _conflicts, "timeline": _timeline,
}  # fmt: skip
