"""What readers' judgements say of one pile: its statements, texts, directions and conflicts, found again by content.

A judgement that finds nothing in the pile waits; ``reported`` says of each what became of it.  What the two sides are
is decided in ``firsthand.judgements``; claims, origins and names ask here, or there, for what holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from firsthand import names
from firsthand.components import Components
from firsthand.data import (
    SHARING_A_TEXT,
    Conflict,
    Derivation,
    Direction,
    Document,
    DocumentId,
    JudgedMatter,
    JudgedThing,
    Judgement,
    Origin,
    OriginNode,
    Record,
    Statement,
    StatementId,
    TextOrigin,
    text_hash,
)
from firsthand.judgements import NO_CONFLICT, SEPARATE, Settled, judged_by, origin_of
from firsthand.relate.pile import Pile

Numbered = tuple[int, int]
_End = TypeVar("_End", Origin, OriginNode)


@dataclass(frozen=True)
class JudgedPairs:
    """Pairs of statements that readers judged, by their numbers in a list, the smaller first; ``unit`` is the same for
    all that are judged to say one thing, by way of others too."""

    same: Mapping[Numbered, Judgement] = field(default_factory=dict)
    apart: Mapping[Numbered, Judgement] = field(default_factory=dict)
    unsure: Mapping[Numbered, Judgement] = field(default_factory=dict)
    unit: Mapping[int, int] = field(default_factory=dict)

    def keep_apart(self, a: Iterable[int], b: Sequence[int]) -> bool:
        """Whether a reader judged one of these to say another thing than one of those."""
        return bool(self.apart) and any((min(i, j), max(i, j)) in self.apart for i in a for j in b)


NOTHING_OF_PAIRS = JudgedPairs()


def judged_pairs(pile: Pile, statements: Sequence[Statement]) -> JudgedPairs:
    """What readers judged of two of these statements."""
    asked = pile.judgements.about("statements")
    if not asked:
        return NOTHING_OF_PAIRS
    number = {one.id: n for n, one in enumerate(statements)}
    at = _places(pile, {one.span.document for one in statements})
    found: dict[str, dict[Numbered, Judgement]] = {"same": {}, "different": {}, "unsure": {}}
    for one in asked:
        for a in at.statements(one.a):
            for b in at.statements(one.b) if one.b else ():
                if a.id != b.id and a.id in number and b.id in number:
                    pair = min(number[a.id], number[b.id]), max(number[a.id], number[b.id])
                    found[one.verdict].setdefault(pair, one)
    same = {pair: one for pair, one in sorted(found["same"].items()) if pair not in found["different"]}
    unit: dict[int, int] = {}
    for i, j in same:
        least, other = sorted((unit.setdefault(i, i), unit.setdefault(j, j)))
        unit = {n: least if place == other else place for n, place in unit.items()}
    return JudgedPairs(same, dict(sorted(found["different"].items())), dict(sorted(found["unsure"].items())), unit)


def _places(pile: Pile, among: Iterable[DocumentId] | None = None) -> _Places:
    """Where things stand in a pile, or in some of its documents."""
    names_ = (pile.document if among is None else among) if pile.judgements else ()
    documents = [pile.document[name] for name in names_]
    return _Places(
        documents, {one.id: pile.analysis[one.id].statements for one in documents if one.id in pile.analysis}
    )


class _Places:
    """Where the things of judgements stand in documents, by the statements of each."""

    def __init__(self, documents: Iterable[Document], held: Mapping[DocumentId, Sequence[Statement]]) -> None:
        self._held = held
        self._of_text: defaultdict[str, list[DocumentId]] = defaultdict(list)
        for one in sorted(documents, key=lambda one: one.id):
            self._of_text[text_hash(one.text)].append(one.id)

    def documents(self, thing: JudgedThing | None) -> list[DocumentId]:
        """The documents with the thing's text; the same text may stand at several places."""
        return self._of_text.get(thing.text, []) if thing is not None and thing.text else []

    def statements(self, thing: JudgedThing | None) -> list[Statement]:
        """In each document with the text the statement whose characters are the judged ones, or most nearly so."""
        if thing is None or thing.start is None or thing.end is None:
            return []
        found = []
        for name in self.documents(thing):
            near = []
            for one in self._held.get(name, ()):
                common = min(one.span.end, thing.end) - max(one.span.start, thing.start)
                if 2 * common > min(one.span.end - one.span.start, thing.end - thing.start):
                    beside = abs(one.span.start - thing.start) + abs(one.span.end - thing.end)
                    near.append((beside, one.span, one.id, one))
            if near:
                found.append(min(near, key=lambda row: row[:3])[3])
        return found


def judged_end(names_: Iterable[str], statements: Iterable[Statement], thing: JudgedThing, at: JudgedEnds) -> bool:
    """Whether an end with these printed names, reached through these statements, is the one that was judged."""
    if names.key(thing.words) not in {names.key(name) for name in names_}:
        return False
    held = at.documents(thing)
    return held is None or any(one.span.document in held for one in statements)


def judged_ends(pile: Pile) -> JudgedEnds:
    """Where the judged ends of a pile stand."""
    return JudgedEnds(_places(pile), pile.judgements.about("ends"))


class JudgedEnds:
    """Where the judged ends of a pile stand."""

    def __init__(self, at: _Places, asked: Iterable[Judgement]) -> None:
        self._documents = {
            thing: frozenset(at.documents(thing))
            for judged in asked
            for thing in (judged.a, judged.b)
            if thing is not None and thing.text
        }

    def documents(self, thing: JudgedThing) -> frozenset[DocumentId] | None:
        """The reports in which an end was judged, None where a name alone was: an unnamed source is a report's own."""
        return self._documents.get(thing, frozenset()) if thing.text else None


def judged_origins(pile: Pile) -> dict[DocumentId, TextOrigin]:
    """The text origins that readers judged."""
    at = _places(pile)
    found = {}
    for one in pile.judgements.about("text_origin"):
        for name in at.documents(one.a):
            origin = origin_of(one.verdict)
            name_of_own = pile.document[name].outlet.name if origin.kind == "own" else origin.name
            found[name] = replace(origin, name=name_of_own, basis=judged_by(one))
    return found


def judged_separate(documents: Sequence[Document], judgements: Settled) -> frozenset[tuple[DocumentId, DocumentId]]:
    """The pairs of documents, the smaller id first, of which readers judged that neither text comes from the other."""
    asked = [one for one in judgements.about("direction") if one.verdict == SEPARATE]
    if not asked:
        return frozenset()
    at = _Places(documents, {})
    return frozenset(
        (min(a, b), max(a, b)) for one in asked for a in at.documents(one.a) for b in at.documents(one.b) if a != b
    )


def with_judged_directions(pile: Pile, derivations: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    """The derivations, each with the direction that a reader judged."""
    judged = judged_directions(pile)

    def of(item: Derivation) -> Derivation:
        if (item.a, item.b) not in judged:
            return item
        way, one = judged[item.a, item.b]
        return replace(item, direction=way, reasons=(*item.reasons, f"{judged_by(one)}: {_WAYS[way]}"))

    return tuple(of(item) for item in derivations)


_WAYS: dict[Direction, str] = {
    "a_to_b": "the second comes from the first",
    "b_to_a": "the first comes from the second",
    "unknown": "which of the two came first cannot be told",
}
_TURNED: dict[str, Direction] = {"a_to_b": "b_to_a", "b_to_a": "a_to_b", "unknown": "unknown"}


def judged_directions(pile: Pile) -> dict[tuple[DocumentId, DocumentId], tuple[Direction, Judgement]]:
    """The direction that a reader judged of two documents, both ways round, and the judgement."""
    at = _places(pile)
    found: dict[tuple[DocumentId, DocumentId], tuple[Direction, Judgement]] = {}
    for one in pile.judgements.about("direction"):
        if one.verdict == SEPARATE:
            continue
        for a in at.documents(one.a):
            for b in at.documents(one.b):
                turned = _TURNED[one.verdict]
                found[a, b], found[b, a] = (_TURNED[turned], one), (turned, one)
    return found


def with_judged_conflicts(pile: Pile, conflicts: Iterable[Conflict]) -> list[Conflict]:
    """The conflicts with the kind of difference that readers judged; what is judged to be none is left out."""
    asked = pile.judgements.about("conflict")
    if not asked:
        return list(conflicts)
    at = _places(pile)
    judged = [(one, _pairs_of(at, one)) for one in asked]
    out = []
    for item in conflicts:
        told = {*item.statements}
        one = next((one for one, pairs in judged if any(pair <= told for pair in pairs)), None)
        if one is None:
            out.append(item)
        elif one.verdict != NO_CONFLICT:
            out.append(replace(item, judgement=one.verdict, reason=f"{judged_by(one)}: {item.reason}"))  # type: ignore[arg-type]
    return out


def _pairs_of(at: _Places, one: Judgement) -> list[set[StatementId]]:
    return [{a.id, b.id} for a in at.statements(one.a) for b in at.statements(one.b) if a.id != b.id]


def with_judged_names(record: Record, judgements: Settled) -> Record:
    """The record with the names that readers gave to ends; ids stay, since the end is the one it was."""
    asked = judgements.about("end_name")
    if not asked:
        return record
    at = _Places(record.documents, {})
    ends = JudgedEnds(at, asked)
    said = {one.id: one for one in record.statements}

    def named(end: _End, statements: Iterable[StatementId]) -> _End:
        through = [said[name] for name in statements if name in said]
        one = next((one for one in asked if judged_end([end.name], through, one.a, ends)), None)
        return replace(end, name=one.verdict) if one is not None else end

    return replace(
        record,
        origins=tuple(named(one, one.reached_through) for one in record.origins),
        claims=tuple(
            replace(claim, ends=tuple(named(end, end.statements) for end in claim.ends)) for claim in record.claims
        ),
    )


def reported(record: Record, judgements: Settled) -> tuple[Judgement, ...]:
    """Every judgement with what became of it in a record."""
    seen, texts = _Seen(record, judgements), _OneText(record)

    def told(one: Judgement) -> Judgement:
        if one.state:
            return one
        reasons = (waits(seen, one) for waits in _WAITS[one.about])
        reason = next((reason for reason in reasons if reason is not None), None)
        if reason is not None:
            return replace(one, state="waiting", reason=reason)
        by_others = one.verdict == SEPARATE and texts.together(seen.at.documents(one.a), seen.at.documents(one.b))
        return replace(one, state="applied", reason=_BY_WAY_OF_OTHERS if by_others else "")

    return tuple(told(one) for one in judgements.all)


class _Seen:
    """What a record has of the things that readers judged."""

    def __init__(self, record: Record, judgements: Settled) -> None:
        held: defaultdict[DocumentId, list[Statement]] = defaultdict(list)
        for statement in record.statements:
            held[statement.span.document].append(statement)
        self.record = record
        self.at = _Places(record.documents, held)
        self.ends = JudgedEnds(self.at, (*judgements.about("ends"), *judgements.about("end_name")))
        self.said = {one.id: one for one in record.statements}
        self.claim_of = {name: claim.id for claim in record.claims for name in claim.statements}
        self.names = {names.key(form) for one in record.entities for form in (one.name, *one.aliases)}
        self.names |= {names.key(end.name) for claim in record.claims for end in claim.ends}

    def is_end(self, thing: JudgedThing, name: str, statements: Iterable[StatementId]) -> bool:
        """Whether an end of this name, reached through these statements, is the one that was judged."""
        return judged_end([name], [self.said[one] for one in statements if one in self.said], thing, self.ends)


def _no_name(seen: _Seen, one: Judgement) -> str | None:
    missing = [thing.words for thing in (one.a, one.b) if thing and names.key(thing.words) not in seen.names]
    return f"no report names {' or '.join(missing)}" if missing else None


def _no_claim_on_both(seen: _Seen, one: Judgement) -> str | None:
    things = [thing for thing in (one.a, one.b) if thing]
    held = any(
        all(any(seen.is_end(thing, end.name, end.statements) for end in claim.ends) for thing in things)
        for claim in seen.record.claims
    )
    return None if held else "no claim rests on both"


def _no_claim_on_it(seen: _Seen, one: Judgement) -> str | None:
    held = any(seen.is_end(one.a, end.name, end.reached_through) for end in seen.record.origins)
    return None if held else "no claim rests on an end of this name"


def _no_text(seen: _Seen, one: Judgement) -> str | None:
    held = all(seen.at.documents(thing) for thing in (one.a, one.b) if thing is not None)
    return None if held else "no report of this run has the text"


def _no_two_statements(seen: _Seen, one: Judgement) -> str | None:
    pairs = _pairs_of(seen.at, one)
    if not pairs:
        return "the words are no two statements of this run"
    together = {len({seen.claim_of.get(name) for name in pair}) == 1 for pair in pairs}
    apart = one.verdict != "unsure" and together != {one.verdict == "same"}
    return "the reports stand in two stories" if apart else None


def _no_derivation(seen: _Seen, one: Judgement) -> str | None:
    judged = {frozenset((a, b)) for a in seen.at.documents(one.a) for b in seen.at.documents(one.b)}
    held = one.verdict == SEPARATE or any(frozenset((item.a, item.b)) in judged for item in seen.record.derivations)
    return None if held else "neither of the two texts comes from the other"


def _no_conflict(seen: _Seen, one: Judgement) -> str | None:
    pairs = _pairs_of(seen.at, one)
    held = one.verdict == NO_CONFLICT or any(
        pair <= {*item.statements} for item in seen.record.conflicts for pair in pairs
    )
    return None if held else "no conflict of the two was found"


_WAITS: dict[JudgedMatter, tuple[Callable[[_Seen, Judgement], str | None], ...]] = {
    "names": (_no_name,),
    "ends": (_no_claim_on_both,),
    "end_name": (_no_claim_on_it,),
    "outlet": (_no_text,),
    "date": (_no_text,),
    "text_origin": (_no_text,),
    "statements": (_no_text, _no_two_statements),
    "direction": (_no_text, _no_derivation),
    "conflict": (_no_text, _no_conflict),
}
"""What says of a judgement of each matter why it changes nothing in a record; None where it does."""
_BY_WAY_OF_OTHERS = "the two still stand in one family, by way of other reports: these are joined with both of them"


class _OneText:
    """Which reports of a record carry one text, by way of others too."""

    def __init__(self, record: Record) -> None:
        self._texts: Components[DocumentId] = Components(one.id for one in record.documents)
        for one in record.derivations:
            if one.relation in SHARING_A_TEXT:
                self._texts.join(one.a, one.b)

    def together(self, some: Iterable[DocumentId], others: Sequence[DocumentId]) -> bool:
        """Whether one of some stands in a family with one of others."""
        return any(self._texts.root(a) == self._texts.root(b) for a in some for b in others)
