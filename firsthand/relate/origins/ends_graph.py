"""The graph of ends: nodes, what the rules say of each pair, and the two numbers that follow from it.

``at_most`` counts the components over *same*; ``at_least`` is the largest set of these of which every two are *apart*
and none may be another: the least number of parties that the evidence allows, when whatever is not told apart is
taken to be one (the clique number of the graph of *apart*, a lower bound of its colouring).  A party whose name
another may give, and a relay that names nobody, are no further origin beside one that is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from firsthand.components import Components
from firsthand.data import Join, OriginEdge, StatementId
from firsthand.relate.origins.end_node import EndNode
from firsthand.relate.origins.identity_rules import RULES, IdentityFinding, IdentityRule

_STRENGTH = {"same": 0, "may_be_same": 1, "apart": 2}
_EXACT = 24
"""Components up to which the largest set is looked for among all; beyond it is built one by one, which gives no
more."""


@dataclass(frozen=True, slots=True)
class EndsGraph:
    """``groups``: the nodes of one origin together; ``edges``: what was found of pairs, by number of node; ``counted``:
    groups that are an origin of their own; ``at_least`` and ``at_most`` are counts of these."""

    nodes: tuple[EndNode, ...]
    groups: tuple[tuple[int, ...], ...]
    edges: tuple[OriginEdge, ...]
    counted: tuple[int, ...]
    at_least: int
    at_most: int


def graph(
    nodes: Sequence[EndNode],
    rules: Iterable[IdentityRule] = RULES,
    joins: Sequence[Join] | None = None,
    judged: IdentityRule | None = None,
    central: frozenset[StatementId] | None = None,
) -> EndsGraph:
    """The graph of a claim's ends.  ``joins`` say how its statements came together, None for surely: two ends whose
    statements only a weak join connects may not be about one thing, nor what ``central`` does not hold, the statements
    that the claim's words stand on.  What ``judged`` says outranks every rule."""
    nodes = tuple(sorted(nodes, key=lambda node: node.key))
    rules = tuple(rules)
    weak = _surely_of_one_matter(nodes, joins) if joins is not None else None
    found: dict[tuple[int, int], IdentityFinding] = {}
    decided: dict[tuple[int, int], IdentityFinding] = {}
    for i, j in combinations(range(len(nodes)), 2):
        if judged is not None and (verdict := judged(nodes[i], nodes[j])) is not None:
            found[i, j] = decided[i, j] = verdict
            continue
        said = [finding for rule in rules if (finding := rule(nodes[i], nodes[j])) is not None]
        if weak is not None and not weak(nodes[i], nodes[j]):
            pair = f"{nodes[i].name} and of {nodes[j].name}"
            said.append(IdentityFinding("may_be_same", f"the words of {pair} are only alike and may not say the same"))
        if said:
            found[i, j] = min(said, key=lambda one: (_STRENGTH[one.verdict], one.reason))
            if found[i, j].verdict == "apart" and not _both_held(nodes[i], nodes[j], central):
                pair = f"{nodes[i].name} and {nodes[j].name}"
                found[i, j] = IdentityFinding(
                    "may_be_same", f"{pair} are told apart in words that may not say the same"
                )
    parts: Components[int] = Components(range(len(nodes)))
    told_apart = [pair for pair, finding in decided.items() if finding.verdict == "apart"]
    for (i, j), finding in sorted(found.items(), key=lambda one: (one[0] not in decided, one[0])):
        if finding.verdict == "same" and not _would_join(parts, (i, j), told_apart):
            parts.join(i, j)
    groups = tuple(tuple(group) for group in parts.groups())
    counted, folded = _counted(nodes, groups, told_apart)
    found |= {pair: finding for pair, finding in folded.items() if pair not in decided}
    apart = _apart_groups(groups, found, told_apart)
    return EndsGraph(
        nodes,
        groups,
        tuple(OriginEdge(i, j, finding.verdict, finding.reason) for (i, j), finding in sorted(found.items())),
        counted,
        max(min(1, len(nodes)), _largest(counted, apart)),
        len(counted),
    )


def _both_held(a: EndNode, b: EndNode, central: frozenset[StatementId] | None) -> bool:
    """Whether a statement of each is among those that the claim's words stand on."""
    return central is None or all(any(one.id in central for one in node.statements) for node in (a, b))


def _would_join(parts: Components[int], pair: tuple[int, int], told_apart: Sequence[tuple[int, int]]) -> bool:
    """Whether joining the pair would make one of what a reader told apart."""
    joined = {parts.root(pair[0]), parts.root(pair[1])}
    return any({parts.root(i), parts.root(j)} == joined for i, j in told_apart)


_THROUGH = 2
"""Joins from a statement of one end to one of another, at most, over which they are surely about one thing: both are
joined to a third, and no chain of likenesses leads from one to the other."""


def _surely_of_one_matter(nodes: Sequence[EndNode], joins: Sequence[Join]) -> Callable[[EndNode, EndNode], bool]:
    """Whether firm joins connect a statement of one end with one of the other, directly or through a third."""
    beside: defaultdict[StatementId, set[StatementId]] = defaultdict(set)
    for join in joins:
        if join.firm:
            beside[join.a].add(join.b)
            beside[join.b].add(join.a)
    reach: dict[tuple[str, str], set[StatementId]] = {}
    for node in nodes:
        held = {one.id for one in node.statements}
        for _ in range(_THROUGH):
            held |= {other for one in held for other in beside[one]}
        reach[node.key] = held
    return lambda one, other: any(told.id in reach[one.key] for told in other.statements)


def _counted(
    nodes: Sequence[EndNode], groups: Sequence[tuple[int, ...]], told_apart: Sequence[tuple[int, int]]
) -> tuple[tuple[int, ...], dict[tuple[int, int], IdentityFinding]]:
    """Groups that are an origin of their own, and the edges of those that are none."""
    named = [g for g, group in enumerate(groups) if any(_named(nodes[n]) for n in group)]
    relays = [g for g, group in enumerate(groups) if all(nodes[n].relay for n in group)]
    nameless = [g for g, group in enumerate(groups) if g not in relays and all(nodes[n].nameless for n in group)]
    edges: dict[tuple[int, int], IdentityFinding] = {}
    gone: set[int] = set()
    taken = [g for g, group in enumerate(groups) if all(nodes[n].withdrawn for n in group)]
    others = [g for g in range(len(groups)) if g not in taken and g not in relays]
    if others:
        for g in taken:
            gone.add(g)
            edges |= _edge(
                nodes, groups[g][0], groups[others[0]][0], f"is withdrawn (“{nodes[groups[g][0]].withdrawn}”)"
            )
    if len(relays) < len(groups):
        others = [g for g in range(len(groups)) if g not in relays]
        for g in relays:
            gone.add(g)
            edges |= _edge(nodes, groups[g][0], groups[others[0]][0], "names nobody and passes on what others report")
    if (
        len(nameless) == 1 and named and nameless[0] not in gone
    ):  # two of them stay, lest one more report that names somebody lower the number
        (g,) = nameless
        named = [
            one
            for one in named
            if one not in gone and not any({i, j} <= {*groups[g], *groups[one]} for i, j in told_apart)
        ]
        fitting = [one for one in named if _fits(nodes, groups[g], groups[one])]
        bodies = [one for one in named if any(nodes[n].kind == "institution" for n in groups[one])]
        for target in (fitting or bodies)[:1]:
            gone.add(g)
            edges |= _edge(nodes, groups[g][0], groups[target][0], f"may be {nodes[groups[target][0]].name}")
    return tuple(g for g in range(len(groups)) if g not in gone), edges


def _edge(nodes: Sequence[EndNode], n: int, to: int, reason: str) -> dict[tuple[int, int], IdentityFinding]:
    said = f"“{nodes[n].name.strip('“”')}” {reason}, so it counts as no further origin"
    return {(min(n, to), max(n, to)): IdentityFinding("may_be_same", said)}


def _named(node: EndNode) -> bool:
    return node.kind in ("person", "institution", "group") and not node.nameless and not node.relay


def _fits(nodes: Sequence[EndNode], nameless: tuple[int, ...], named: tuple[int, ...]) -> bool:
    """Whether the named party's name holds the common noun of the other ("the ministry", "Health Ministry")."""
    nouns = {node.name.strip("“”").split()[-1].casefold() for node in (nodes[n] for n in nameless)}
    return any(noun in name.casefold().split() for noun in nouns for n in named for name in nodes[n].names)


def _apart_groups(
    groups: Sequence[tuple[int, ...]],
    found: dict[tuple[int, int], IdentityFinding],
    told_apart: Sequence[tuple[int, int]],
) -> set[tuple[int, int]]:
    """Pairs of groups of which a pair of ends is apart and none may be one, and those that a reader told apart."""
    of = {n: g for g, group in enumerate(groups) for n in group}
    apart: set[tuple[int, int]] = set()
    open_: set[tuple[int, int]] = set()
    for (i, j), finding in found.items():
        pair = (min(of[i], of[j]), max(of[i], of[j]))
        if pair[0] != pair[1]:
            (apart if finding.verdict == "apart" else open_).add(pair)
    return (apart - open_) | {(min(of[i], of[j]), max(of[i], of[j])) for i, j in told_apart}


def _largest(counted: Sequence[int], apart: set[tuple[int, int]]) -> int:
    """The size of the largest set of which every two are apart."""
    linked = {g: {h for h in counted if (min(g, h), max(g, h)) in apart} for g in counted}
    if len(counted) > _EXACT:
        best = 0
        for first in counted:
            held = [first]
            for g in sorted(linked[first], key=lambda one: (-len(linked[one]), one)):
                if all(g in linked[h] for h in held):
                    held.append(g)
            best = max(best, len(held))
        return best

    def grow(size: int, left: set[int]) -> int:
        best = size
        while left and size + len(left) > best:
            g = min(left)
            best = max(best, grow(size + 1, left & linked[g]))
            left = left - {g}
        return best

    return grow(0, set(counted))
