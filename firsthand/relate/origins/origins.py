"""On how many independent origins a claim rests, at least and at most, with the reason for every merge and doubt.

Each statement's chain is followed to its end (``chain_end``); a report whose words come from another's hands its
statement over to the parent's (``text_lineage``); what is known of each two ends stands in a graph (``ends_graph``),
from which the numbers follow.  When unsure it never invents independence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.components import Components
from firsthand.data import (
    DocumentId,
    EntityId,
    Independent,
    Join,
    Origin,
    OriginEdge,
    OriginNode,
    ReportCount,
    SourceKind,
    Statement,
    StatementId,
    Utterance,
    content_id,
)
from firsthand.firm_joins import firmly_held
from firsthand.relate.corrections import Corrections
from firsthand.relate.derivation import Families
from firsthand.relate.origins.chain_end import End, Ends, outlet_key, report_label
from firsthand.relate.origins.end_node import EndNode, Nodes
from firsthand.relate.origins.ends_graph import EndsGraph, graph
from firsthand.relate.origins.judged_ends import judged_identity
from firsthand.relate.pile import Pile

_RANK: dict[SourceKind, int] = {
    "person": 0, "institution": 1, "document": 2, "group": 3, "anonymous": 4, "outlet": 5, "unknown": 6,
    "own_voice": 7,
}  # fmt: skip
_TAKEN = {
    "same_text": "has the same text as", "near_copy": "is a near copy of", "rewrite": "is a rewrite of",
    "partial_copy": "takes these words from", "shared_source_text": "has its text from the source of",
}  # fmt: skip
SHOWN = 8
"""Reasons of one kind that a claim lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a claim rests on."""

    origins: tuple[Origin, ...]
    independent: Independent
    reports: ReportCount
    reasons: tuple[str, ...]
    ends: tuple[OriginNode, ...]
    edges: tuple[OriginEdge, ...]


class Counter:
    """Counts origins claim by claim over one pile."""

    def __init__(self, pile: Pile, families: Families, utterances: Iterable[Utterance]) -> None:
        self.pile = pile
        self.families = families
        self.ends = Ends(pile, families.rewritten())
        self._held: defaultdict[DocumentId, list[Statement]] = defaultdict(list)
        for analysis in pile.analyses:
            self._held[analysis.document] += analysis.statements
        self.corrections = Corrections(pile)
        self._nodes = Nodes(pile, self.ends, utterances)
        self._judged = judged_identity(pile)

    def support(self, statements: Sequence[Statement], joins: Sequence[Join] | None = None) -> Support:
        """The origins of one claim; ``joins`` say how its statements came together."""
        reasons: list[str] = []
        parts = self._components(statements)
        reached: list[tuple[End, list[Statement]]] = []
        for part in parts:
            reached += self._component_ends(part, reasons)
        nodes = self._nodes.of(self._handed(self._one_act(reached, reasons), reasons), _RANK, self.corrections)
        found = graph(nodes, joins=joins, judged=self._judged, central=_central(statements, joins))
        origins, ends = self._origins(found)
        reasons += _why(found)
        measured = any(self.pile.document[one.span.document].language in ("en", "") for one in statements)
        at_most = found.at_most if measured else None
        at_least = found.at_least if measured else None
        documents = sorted({one.span.document for one in statements})
        after = len(self._document_groups(parts))
        if len(documents) > 1 and at_most == 1:
            reasons.append(f"all {len(documents)} reports hang on one origin: {origins[0].name}")
        return Support(
            origins,
            Independent(at_least, at_most),
            ReportCount(len(documents), after),
            _distinct(reasons),
            ends,
            found.edges,
        )

    # ---------------------------------------------------------------------------------- copies to parents

    def _components(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        """Statements that are one text's, or one report's, together."""
        by_id = {one.id: one for one in statements}
        texts = Components(by_id)
        by_document: defaultdict[DocumentId, list[Statement]] = defaultdict(list)
        for one in statements:
            by_document[one.span.document].append(one)
        documents = sorted(by_document)
        for document in documents:
            for one in by_document[document][1:]:
                texts.join(by_document[document][0].id, one.id)
        for a, b in self.families.among(documents):
            for one in by_document[a]:
                for other in by_document[b]:
                    if texts.root(one.id) != texts.root(other.id) and self.families.joined(one, other):
                        texts.join(one.id, other.id)
        parts = [[by_id[name] for name in group] for group in texts.groups()]
        return sorted(parts, key=lambda part: (part[0].span, part[0].id))

    @staticmethod
    def _document_groups(parts: Iterable[Sequence[Statement]]) -> set[frozenset[DocumentId]]:
        return {frozenset(one.span.document for one in part) for part in parts}

    def _component_ends(self, part: Sequence[Statement], reasons: list[str]) -> list[tuple[End, list[Statement]]]:
        """Ends of one family's statements: those of the reports that are nobody's child within it."""
        pile = self.pile
        documents = sorted({one.span.document for one in part})
        links = (self.families.links.get(pair) for pair in self.families.among(documents))
        children = {link.child: link for link in links if link is not None and link.known}
        tops = [document for document in documents if document not in children] or documents[:1]
        root = tops[0]
        single = len(tops) == 1
        for child, link in sorted(children.items()):
            reasons.append(
                f"{report_label(pile, child)} {_TAKEN[link.relation]} {report_label(pile, link.parent)}"
                " and counts as the same report"
            )
        if not single:
            names = ", ".join(report_label(pile, document) for document in tops)
            whose = [pile.document[document].text_origin for document in tops]
            known = {one.name for one in whose if one.kind in ("agency", "outlet") and one.name}
            said = (
                f"it is {next(iter(known))}’s"
                if len(known) == 1 and all(one.name in known for one in whose)
                else "whose it is could not be made out"
            )
            reasons.append(f"{names} carry one text; {said}, so they count as one report")
        found: list[tuple[End, list[Statement]]] = []
        for document in tops:
            mine = [one for one in part if one.span.document == document]
            found += self._report_ends(mine, root if not single else document, reasons)
        named = [pair for pair in found if pair[0].kind != "own_voice"]
        if not single:  # one text: who is unnamed in one printing is named in another
            naming = {one.span.document for end, held in named if end.sure for one in held}
            named = [pair for pair in named if pair[0].sure or not naming or _in(pair[1], naming)]
        kept = named or found
        hangers = [one for one in part if one.span.document not in tops]
        hangers += [one for end, held in found if (end, held) not in kept for one in held]
        for child in sorted(children):
            self._lost(child, [one for one in part if one.span.document == child], kept, reasons)
        return [
            (end, held + (hangers if n == 0 or end.kind != "own_voice" else [])) for n, (end, held) in enumerate(kept)
        ]

    def _lost(
        self,
        child: DocumentId,
        mine: Sequence[Statement],
        kept: Sequence[tuple[End, list[Statement]]],
        reasons: list[str],
    ) -> None:
        bare = [one for one in mine if not one.chain]
        if bare and len(bare) == len(mine) and kept and kept[0][0].kind != "own_voice" and kept[0][1][0].chain:
            reasons.append(
                f"{report_label(self.pile, child)} states as fact what its source attributes to {kept[0][0].name}"
            )

    def _report_ends(
        self, mine: Sequence[Statement], root: DocumentId, reasons: list[str]
    ) -> list[tuple[End, list[Statement]]]:
        """Ends of one report's statements in the claim, those taken from a parent elsewhere handed over to it."""
        relayed = self._outlets_of(mine)
        found: list[tuple[End, list[Statement]]] = []
        for one in mine:
            source = one
            seen = {one.id}
            while True:  # a copied statement whose original stands in another claim
                above = [
                    s for s in self.families.aligned_in_parent(source, self._held)
                    if s.id not in seen and self.ends.said(s) >= self.ends.said(source) and not self._cites(source, s)
                ]  # fmt: skip
                if not above:
                    break
                child, parent = (
                    report_label(self.pile, source.span.document),
                    report_label(self.pile, above[0].span.document),
                )
                reasons.append(f"{child} takes these words from {parent}")
                source = above[0]
                seen.add(source.id)
            top = source.span.document if source is not one else root
            found += [(end, [one]) for end in self.ends.ends(source, top, relayed)]
        return found

    def _cites(self, one: Statement, likest: Statement) -> bool:
        """Whether a statement names another outlet for itself than the report whose words it is likest to, or than that
        one names: then it is not from there, however like."""
        cited = {outlet_key(name) for name in self._outlets_of([one])}
        there = self.pile.document[likest.span.document].outlet.name
        known = {outlet_key(name) for name in (*self._outlets_of([likest]), *([there] if there else []))}
        return bool(cited) and cited.isdisjoint(known)

    def _one_act(
        self, reached: Sequence[tuple[End, list[Statement]]], reasons: list[str]
    ) -> list[tuple[End, list[Statement]]]:
        """What one report tells as X's own act and another as a plain fact about what X did is one act."""
        doers = {
            EntityId(end.key[1]): end
            for end, held in reached
            if end.key[0] == "entity" and any(self.ends.own_act(one, EntityId(end.key[1])) for one in held)
        }
        kept = []
        for end, held in reached:
            told = {self.ends.doer(one)[1] for one in held} if end.kind == "own_voice" and doers else set()
            actor = next(iter(told)) if len(told) == 1 else None
            doer = doers.get(actor) if actor else None
            if doer is not None:
                reasons.append(f"{end.name} reports the same act of {doer.name} and names no source for it")
            kept.append((doer or end, held))
        return kept

    def _outlets_of(self, mine: Sequence[Statement]) -> list[str]:
        """Outlets that a report's own statements of this claim are attributed to."""
        names = []
        for one in mine:
            for attribution in self.pile.chain_of(one):
                if attribution.source_kind == "outlet":
                    entity = self.pile.entity.get(attribution.source_entity) if attribution.source_entity else None
                    names.append(entity.name if entity else attribution.description)
        return [name for name in dict.fromkeys(names) if name]

    def _handed(
        self, reached: Sequence[tuple[End, list[Statement]]], reasons: list[str]
    ) -> list[tuple[End, list[Statement]]]:
        """Ends at an outlet whose own report carries the claim: handed over to where that report has it from."""
        own: dict[tuple[str, str], int] = {}
        for n, (end, held) in enumerate(reached):
            for one in held:
                name = self.pile.document[one.span.document].outlet.name
                if name and end.kind != "own_voice" and end.key != ("outlet", outlet_key(name)):
                    own.setdefault(("outlet", outlet_key(name)), n)
        kept: list[tuple[End, list[Statement]]] = [(end, list(held)) for end, held in reached]
        gone: set[int] = set()
        for n, (end, held) in enumerate(reached):
            to = own.get(end.key) if end.kind == "outlet" else None
            if to is not None and to != n:
                kept[to][1].extend(held)
                gone.add(n)
                reasons.append(f"{end.name} is cited, and its own report names {reached[to][0].name}")
        return [pair for n, pair in enumerate(kept) if n not in gone]

    @staticmethod
    def _origins(found: EndsGraph) -> tuple[tuple[Origin, ...], tuple[OriginNode, ...]]:
        """The origins, those that are told best first, and the ends with the origin that each comes to."""
        named: dict[int, Origin] = {}
        for group in (found.groups[g] for g in found.counted):
            nodes = [found.nodes[n] for n in group]
            best = min(
                nodes, key=lambda node: (not node.sure, _RANK[node.kind], -len(node.name.split()), node.name, node.key)
            )
            origin = Origin(
                id=content_id("o", *best.key, best.kind),
                kind=best.kind,
                name=best.name,
                reached_through=tuple(sorted({one.id for node in nodes for one in node.statements})),
                form=best.form,
            )
            named |= dict.fromkeys(group, origin)
        origins = sorted(
            {one.id: one for one in named.values()}.values(), key=lambda one: (_RANK[one.kind], one.name, one.id)
        )
        ends = tuple(
            OriginNode(node.name, node.kind, node.form, node.sure, named[n].id if n in named else None,
                       tuple(sorted(one.id for one in node.statements)))
            for n, node in enumerate(found.nodes)
        )  # fmt: skip
        return tuple(origins), ends


def _central(statements: Sequence[Statement], joins: Sequence[Join] | None) -> frozenset[StatementId] | None:
    """The statements that the claim's words stand on, with what hangs on the same report; None for all."""
    if not joins:
        return None
    report = {one.id: one.span.document for one in statements}
    held = firmly_held([one.id for one in statements], joins, report)
    rest = [one.id for one in statements if one.id not in held]
    if not rest:
        return None
    inner = [join for join in joins if join.a in rest and join.b in rest]
    other = firmly_held(rest, inner, report) if inner else frozenset(rest[:1])
    sizes = [(len({report[one] for one in part}), len(part)) for part in (held, other)]
    return held if sizes[0] > sizes[1] else frozenset()  # none prevails: nothing tells which words are the claim's


def _why(found: EndsGraph) -> list[str]:
    """How each end is known, what makes two of them one, and why they are not more."""
    reasons = []
    for node in found.nodes:
        if node.why:
            because = "; ".join(node.why[:SHOWN])
            reasons.append(because if because.startswith(node.name) else f"{node.name}: {because}")
    for verdict in ("same", "apart", "may_be_same"):
        held = [edge.reason for edge in found.edges if edge.verdict == verdict]
        reasons += held[:SHOWN] + ([f"and {len(held) - SHOWN} more such pairs"] if len(held) > SHOWN else [])
    if found.at_least < found.at_most:
        reasons += _doubts(found)
    return reasons


def _doubts(found: EndsGraph) -> list[str]:
    """Why origins without evidence that tells them apart are not counted at least."""
    linked = {frozenset((edge.a, edge.b)) for edge in found.edges}
    out = []
    for g in found.counted:
        node = found.nodes[found.groups[g][0]]
        others = [found.nodes[found.groups[h][0]] for h in found.counted if h != g]
        told = any(frozenset((n, m)) in linked for n in found.groups[g] for h in found.counted if h != g
                   for m in found.groups[h])  # fmt: skip
        if others and not told:
            named = next((one for one in others if one.sure), others[0])
            out.append(doubt(node, named))
    return out[:SHOWN]


def doubt(end: EndNode, other: EndNode) -> str:
    """Why two ends that nothing tells apart may be one party, in words."""
    if end.kind == "own_voice":
        if other.kind != "own_voice":
            return f"{end.name} states it as fact and names no source: it may have it from {other.name}"
        return f"{end.name} names no source: it may have the claim from {other.name}"
    if end.kind == "anonymous":
        if other.kind == "anonymous":
            return f"the {end.name} may be the {other.name}, or one of several behind both"
        return f"the {end.name} may be, or speak for, {other.name}"
    if end.kind == "outlet":
        article = "the " if other.kind == "anonymous" else ""
        return f"{end.name}’s source is not given: it may be {article}{other.name}"
    return f"nothing tells {end.name} and {other.name} apart: one may have it from the other"


def _in(held: Sequence[Statement], documents: set[DocumentId]) -> bool:
    return any(one.span.document in documents for one in held)


def _distinct(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))
