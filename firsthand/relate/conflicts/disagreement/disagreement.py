"""Independent reports that disagree: numbers, times, denials, and what one reports as considered and another as done.

Two statements are compared when they are alike in everything but the value in question: the aligner's probability is
taken with that value left out.  A group of statements that give different values makes one conflict, with one
statement for each family of copies.  Left out: actors and names that differ, which too often are two events.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand import trail
from firsthand.comparable.count_frame import quantity_words
from firsthand.comparable.lemmas import figure
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.unit_classes import unit_class
from firsthand.data import Claim, ClaimId, Conflict, DocumentId, Statement, StatementId, content_id
from firsthand.lexicon import entry_set
from firsthand.relate.claims import Likeness, Pair, StoryCompared, constraints
from firsthand.relate.conflicts.comparison import Disagreement, aside, figure_told
from firsthand.relate.conflicts.disagreement.denials import denial
from firsthand.relate.conflicts.disagreement.developments import development
from firsthand.relate.conflicts.disagreement.numbers import number
from firsthand.relate.conflicts.disagreement.quantifiers import scope
from firsthand.relate.conflicts.disagreement.times import day_conflict, hour_conflict, year_conflict
from firsthand.relate.conflicts.disagreement.withdrawals import withdrawal
from firsthand.relate.derivation import Families
from firsthand.relate.origins import outlet_key, report_label
from firsthand.relate.pile import Pile
from firsthand.words import normal

_LARGEST_SLOT = 100
"""Statements of one slot (say, people killed) that are compared pair by pair."""
_MOST = 8
"""Statements that one conflict shows."""


def disagreements(compared: StoryCompared, families: Families, claims: Sequence[Claim]) -> Iterator[Conflict]:
    """Conflicts between reports of one story that do not come from one another; ``claims`` are the story's."""
    likeness = compared.likeness
    claim = {name: one.id for one in claims for name in one.statements}
    found: list[Disagreement] = []
    checks = [(step, check) for step, check in _CHECKS.items() if trail.taken(step)]
    for i, j in sorted({*compared.pairs, *_counting_the_same(likeness)}):
        if i in likeness.titles or j in likeness.titles:
            continue  # a headline rounds and leaves out; its body is compared
        pair = likeness.pair(i, j)
        if not pair.in_one_report and families.joined(pair.one, pair.other):
            continue
        for step, check in checks:
            made = check(pair)
            if made is not None:
                found.append(trail.marked(made, step))
                break
    yield from _gathered(likeness.pile, families, likeness.statements, _counts_apart(likeness, found), claim)


_CHECKS: dict[str, Callable[[Pair], Disagreement | None]] = {
    "numbers": number, "times.hour": hour_conflict, "times.day": day_conflict,
    "times.year": year_conflict, "denials": denial,
    "developments": development, "withdrawals": withdrawal, "quantifiers": scope,
}  # fmt: skip
"""Kinds of disagreement by the name of their step; the first one that two statements show counts."""


def _counts_apart(likeness: Likeness, found: Sequence[Disagreement]) -> list[Disagreement]:
    """The pairs without those of numbers that count two things, by what else the two reports tell: each number is
    compared with the likest of the other report, and with none where that report has the same number too."""
    numbers = [one for one in found if one.kind == "number"]
    held: defaultdict[DocumentId, set[float | None]] = defaultdict(set)
    for item in likeness.items if numbers else ():
        held[item.document].update(quantity.value for quantity in item.quantities)
    best: dict[tuple[int, DocumentId], float] = {}
    alike = {(one.pair.i, one.pair.j): aside(one.pair) for one in numbers}
    ends = [(key, n, likeness.items[m].document) for key in alike for n, m in (key, key[::-1])]
    for key, n, other in ends:
        best[n, other] = max(best.get((n, other), 0.0), alike[key])
    second = {key for key, n, other in ends if alike[key] < best[n, other]}
    agreed = {
        (one.pair.i, one.pair.j)
        for one in numbers
        for (_, value), (other, _) in (one.sides, one.sides[::-1])
        if figure(value.split()[0]) in held[other.span.document]
        and not set(normal(likeness.pile.words(other.span)).split()) & entry_set("update_words")
    }
    return [one for one in found if one.kind != "number" or (one.pair.i, one.pair.j) not in second | agreed]


def _counting_the_same(likeness: Likeness) -> set[tuple[int, int]]:
    """Pairs of statements that count one kind of thing in one kind of event, however else they are worded."""
    slots: defaultdict[tuple[str, str], dict[tuple[DocumentId, str], int]] = defaultdict(dict)
    for place, item in enumerate(likeness.items):
        for quantity in item.quantities:
            for event in sorted(event_classes(item.heads)):
                slot = slots[event, unit_class(quantity.unit)]
                slot.setdefault((item.document, item.text), place)
    pairs: set[tuple[int, int]] = set()
    for slot in slots.values():
        held = sorted(slot.values())[:_LARGEST_SLOT]
        pairs.update((i, j) for n, i in enumerate(held) for j in held[n + 1 :])
    return pairs


# -------------------------------------------------------------------------------------------------- gathering


_Figures = dict[DocumentId, str]
"""The figure that each report gives."""


@dataclass(slots=True, eq=False)
class _Merged:
    """Pairs of one kind that are one conflict, the latest found first, and the claims of their statements; ``place``
    says when the last of them came, ``figures`` are those of each report."""

    place: int
    kind: str
    claims: set[ClaimId | StatementId]
    pairs: deque[Disagreement]
    figures: _Figures | None
    merged: bool = False

    def absorb(self, latest: _Merged) -> None:
        """Takes the pairs of what came later."""
        self.place = latest.place
        self.claims |= latest.claims
        self.pairs.extendleft(reversed(latest.pairs))
        if self.figures is not None and latest.figures is not None:
            self.figures |= latest.figures
        self.merged = True


def _gathered(
    pile: Pile,
    families: Families,
    statements: Sequence[Statement],
    found: Iterable[Disagreement],
    claim: dict[StatementId, ClaimId],
) -> Iterator[Conflict]:
    """Pairs about one matter as one conflict: pairs whose statements are of the same claims, and chains of them."""
    groups: defaultdict[tuple[str, frozenset[ClaimId | StatementId]], list[Disagreement]] = defaultdict(list)
    for pair in found:
        sides = frozenset(claim.get(one.id, one.id) for one, _ in pair.sides)
        groups[pair.kind, sides].append(pair)
    merged: set[_Merged] = set()
    touched: defaultdict[tuple[str, str], set[_Merged]] = defaultdict(set)
    for place, ((kind, sides), pairs) in enumerate(
        sorted(groups.items(), key=lambda item: (item[0][0], sorted(item[0][1])))
    ):
        # "77", "80" and "84 killed" are one conflict, whichever of them were compared
        joined = _Merged(place, kind, set(sides), deque(pairs), _figures(pairs))
        chained = kind in ("number", "denial") and trail.taken("merged")
        near = {one for side in sides for one in touched[kind, side]} if chained else set[_Merged]()
        fitting = sorted((one for one in near if _one_count(one.figures, joined.figures)), key=lambda one: one.place)
        for one in fitting[:1] if kind == "number" else fitting:
            for side in joined.claims:
                touched[kind, side].discard(joined)
                touched[kind, side].add(one)
            merged.discard(joined)
            one.absorb(joined)
            joined = one
        merged.add(joined)
        for side in sides:
            touched[kind, side].add(joined)
    held: defaultdict[ClaimId | StatementId, list[Statement]] = defaultdict(list)
    for statement in statements:
        held[claim.get(statement.id, statement.id)].append(statement)
    members = {one.id: tuple(held[claim.get(one.id, one.id)]) for one in statements}
    originals = _Originals(pile, families, members)
    for one in sorted(merged, key=lambda one: one.place):
        yield from _conflict(pile, families, one, originals)


def _figures(pairs: Sequence[Disagreement]) -> _Figures | None:
    """The figure of each report in these pairs, where they are of numbers; None where one gives two, which counts two
    things."""
    told: _Figures = {}
    for pair in pairs:
        for one, value in pair.sides:
            if pair.kind == "number" and told.setdefault(one.span.document, figure_told(value)) != figure_told(value):
                return None
    return told


def _one_count(mine: _Figures | None, theirs: _Figures | None) -> bool:
    """Whether no report gives two figures in the two together."""
    if mine is None or theirs is None:
        return False
    return all(mine.get(document, figure) == figure for document, figure in theirs.items())


def _conflict(
    pile: Pile,
    families: Families,
    merged: _Merged,
    originals: _Originals,
) -> Iterator[Conflict]:
    said: dict[StatementId, str] = {}
    pairs = merged.pairs
    put = False
    for pair in sorted(pairs, key=_order):
        for one, value in pair.sides:
            original = originals.of(one)
            put = put or original is not one
            said.setdefault(original.id, value if original is one else _same_value(pile, one, original, value))
    kept: list[Statement] = []
    with_value: defaultdict[str, list[Statement]] = defaultdict(list)
    copies = 0
    for one in sorted((pile.statement[name] for name in said), key=lambda s: (_child(families, s), s.span, s.id)):
        alike = with_value[said[one.id]]
        if any(families.joined(one, k) for k in alike):
            copies += 1  # a copy is no second vote
            continue
        if any(one.span.document == k.span.document for k in alike):
            continue
        alike.append(one)
        kept.append(one)
    kept = sorted(kept[:_MOST], key=lambda s: (s.span, s.id))
    if len(kept) < 2 or len({said[one.id] for one in kept}) < 2:
        return
    first = min(pairs, key=_order)
    updates = sum(pair.judgement == "update" for pair in pairs)
    judgement = "update" if updates * 2 > len(pairs) else first.judgement
    if first.kind == "number" and updates * 2 <= len(pairs):
        judgement = "contradiction"
    chosen = next((pair for pair in pairs if pair.judgement == judgement), first)
    more = f"; {copies} copies of these reports do not count again" if copies else ""
    names = tuple(one.id for one in kept)
    yield Conflict(
        id=content_id("k", first.kind, *names),
        kind=first.kind,
        judgement=judgement,
        statements=names,
        values=tuple(said[name] for name in names),
        reason=_named(originals, chosen) + more,
        steps=(
            *dict.fromkeys(step for pair in sorted(pairs, key=_order) for step in pair.steps),
            *(("merged",) if merged.merged else ()),
            *(("original_for_copy",) if put else ()),
        ),
    )


def _order(one: Disagreement) -> tuple[int, int]:
    return one.pair.i, one.pair.j


def _named(originals: _Originals, differs: Disagreement) -> str:
    """The reason with the reports in it named: the originals', where the words are copied."""
    return "".join(
        part if isinstance(part, str) else report_label(originals.pile, originals.of(part).span.document)
        for part in differs.reason
    )


class _Originals:
    """What statements are copied from; ``members`` are the statements of each one's claim, in text order."""

    def __init__(self, pile: Pile, families: Families, members: Mapping[StatementId, tuple[Statement, ...]]) -> None:
        self.pile = pile
        self._families, self._members = families, members
        self._of_outlet: defaultdict[str, set[DocumentId]] = defaultdict(set)
        for document in pile.documents:
            if document.outlet.name:
                self._of_outlet[outlet_key(document.outlet.name)].add(document.id)

    def of(self, statement: Statement) -> Statement:
        """The statement of the same claim that ``statement`` is copied from, or itself."""
        cited = self._cited_by(statement)
        parents = self._families.parents.get(statement.span.document, ())
        if not cited and not parents:
            return statement
        held: dict[DocumentId, Statement] = {}
        for one in self._members.get(statement.id, ()):
            if len(one.numbers) == len(statement.numbers) and not self.pile.compared[one.id].wording.in_title:
                held.setdefault(one.span.document, one)
        for document, one in held.items():
            if document in cited:
                return one
        for link in parents:
            if link.parent in held:
                return self.of(held[link.parent])
        return statement

    def _cited_by(self, statement: Statement) -> frozenset[DocumentId]:
        """Documents of the outlets that the statement is attributed to."""
        pile = self.pile
        chain = pile.chain_of(statement)
        names = {outlet_key(a.description) for a in chain if a.source_kind == "outlet" and a.description}
        names |= {
            outlet_key(pile.entity[a.source_entity].name)
            for a in chain
            if a.source_kind == "outlet" and a.source_entity in pile.entity
        }
        own = statement.span.document
        return frozenset(one for name in names for one in self._of_outlet.get(name, ()) if one != own)


def _same_value(pile: Pile, copy: Statement, original: Statement, value: str) -> str:
    """The value as the original prints it."""
    for mine in copy.numbers:
        if quantity_words(pile.document[mine.span.document].text, mine) == value:
            for theirs in original.numbers:
                if constraints.agree(mine, theirs):
                    return quantity_words(pile.document[theirs.span.document].text, theirs)
    return value


def _child(families: Families, statement: Statement) -> int:
    return int(bool(families.parents.get(statement.span.document)))
