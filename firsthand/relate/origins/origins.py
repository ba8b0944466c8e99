"""On how many independent origins a claim rests, at least and at most, with the reason for every merge and doubt.

Each statement's chain is followed to its end (``chain_end``); a report whose words come from another's hands its
statement over to the parent's (``text_lineage``); ends that are one entity, one outlet's sourcing, one utterance or one
public act are one origin.  ``at_most`` counts the origins that remain, ``at_least`` those that cannot be one another:
unnamed sources, outlets cited and a report's own voice may each be anybody.  When unsure it never invents independence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand import names
from firsthand.data import (
    DocumentId,
    EntityId,
    Independent,
    Origin,
    ReportCount,
    SourceKind,
    Statement,
    StatementId,
    Utterance,
    UtteranceId,
    content_id,
)
from firsthand.relate.components import Components
from firsthand.relate.derivation import Families
from firsthand.relate.origins.chain_end import End, Ends, outlet_key, report_label
from firsthand.relate.origins.party_identity import SHOWN, fold_unnamed, least, of_several, one_party
from firsthand.relate.pile import Pile
from firsthand.words import words

_RANK: dict[SourceKind, int] = {
    "person": 0, "institution": 1, "document": 2, "group": 3, "anonymous": 4, "outlet": 5, "unknown": 6,
    "own_voice": 7,
}  # fmt: skip
_TAKEN = {
    "same_text": "has the same text as", "near_copy": "is a near copy of", "rewrite": "is a rewrite of",
    "partial_copy": "takes these words from", "shared_source_text": "has its text from the source of",
}  # fmt: skip
_SPOKEN = 3
"""Words from which quotations of the same words in two reports are one utterance, whoever they are given to."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a claim rests on."""

    origins: tuple[Origin, ...]
    independent: Independent
    reports: ReportCount
    reasons: tuple[str, ...]


class Counter:
    """Counts origins claim by claim over one pile."""

    def __init__(self, pile: Pile, families: Families, utterances: Iterable[Utterance]) -> None:
        self.pile = pile
        self.families = families
        self.ends = Ends(pile, families.rewritten())
        self._held: defaultdict[DocumentId, list[Statement]] = defaultdict(list)
        for analysis in pile.analyses:
            self._held[analysis.document] += analysis.statements
        self._utterance: dict[StatementId, UtteranceId] = {}
        quoted: defaultdict[DocumentId, list[tuple[int, int, UtteranceId]]] = defaultdict(list)
        for utterance in utterances:
            for id_ in utterance.quotations:
                if id_ in pile.quotation:
                    inner = pile.quotation[id_].inner
                    quoted[inner.document].append((inner.start, inner.end, utterance.id))
        for document, spans in quoted.items():
            for statement in self._held[document]:
                for start, end, name in spans:
                    if statement.span.start < end and start < statement.span.end:
                        self._utterance.setdefault(statement.id, name)

    def support(self, statements: Sequence[Statement]) -> Support:
        """The origins of one claim."""
        reasons: list[str] = []
        parts = self._components(statements)
        reached: list[tuple[End, list[Statement]]] = []
        for part in parts:
            reached += self._component_ends(part, reasons)
        merged = self._merge(self._handed(self._one_act(reached, reasons), reasons), reasons)
        origins = tuple(
            sorted(
                (self._origin(end, held) for end, held in merged),
                key=lambda origin: (_RANK[origin.kind], origin.name, origin.id),
            )
        )
        measured = any(self.pile.document[one.span.document].language in ("en", "") for one in statements)
        at_most = len(origins) if measured else None
        at_least = least([end for end, _ in merged], reasons) if measured else None
        documents = sorted({one.span.document for one in statements})
        after = len(self._document_groups(parts))
        if len(documents) > 1 and at_most == 1:
            reasons.append(f"all {len(documents)} reports hang on one origin: {origins[0].name}")
        return Support(origins, Independent(at_least, at_most), ReportCount(len(documents), after), _distinct(reasons))

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
        links = (self.families.links[pair] for pair in self.families.among(documents))
        children = {link.child: link for link in links if link.known}
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
                else "whose it is stays open"
            )
            reasons.append(f"{names} carry one text; {said}, so they count as one report")
        found: list[tuple[End, list[Statement]]] = []
        for document in tops:
            mine = [one for one in part if one.span.document == document]
            found += self._report_ends(mine, root if not single else document, reasons)
        named = [pair for pair in found if pair[0].kind != "own_voice"]
        if not single:  # one text: who is unnamed in one printing is named in another
            naming = {one.span.document for end, held in named if end.certain for one in held}
            named = [pair for pair in named if pair[0].certain or not naming or _in(pair[1], naming)]
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
                above = [s for s in self.families.aligned_in_parent(source, self._held) if s.id not in seen]
                if not above:
                    break
                child, parent = (
                    report_label(self.pile, source.span.document),
                    report_label(self.pile, above[0].span.document),
                )
                reasons.append(f"{child} takes these words from {parent}")
                source = above[0]
                seen.add(source.id)
            end = self.ends.end(source, source.span.document if source is not one else root, relayed)
            found.append((end, [one]))
        return found

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
            for name in one.chain:
                attribution = self.pile.attribution.get(name)
                if attribution is not None and attribution.source_kind == "outlet":
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

    # ------------------------------------------------------------------------------------------- merging

    def _merge(
        self, reached: Sequence[tuple[End, list[Statement]]], reasons: list[str]
    ) -> list[tuple[End, list[Statement]]]:
        """One entry per origin: equal keys, and ends of statements that quote one utterance."""
        groups: list[tuple[list[End], list[Statement]]] = []
        by_key: dict[tuple[str, str], int] = {}
        by_name: dict[str, int] = {}
        by_utterance: dict[UtteranceId, int] = {}
        heard: list[tuple[frozenset[str], int]] = []
        unsure = of_several([end for end, _ in reached])
        for end, held in sorted(reached, key=lambda one: not one[0].certain):  # named speakers first: others join them
            spoken = [self._utterance[one.id] for one in held if one.id in self._utterance]
            voiced = [told for one in held if (told := self._quoted(one))]
            at = by_key.get(end.key)
            named = names.key(end.name) if end.certain and end.key[0] == "entity" else ""
            if at is None and named:  # one name is one party, even where two reports read it as of two kinds
                at = by_name.get(named)
            if at is None and end.kind in ("person", "institution") and end.name not in unsure:
                at = next((n for n, group in enumerate(groups) if any(one_party(end, o) for o in group[0])), None)
            if at is None:  # one utterance is one origin, even where two reports give it to two speakers
                at = next((by_utterance[name] for name in spoken if name in by_utterance), None)
            if at is None:
                at = next((n for told, n in heard if any(_one_speech(told, other) for other in voiced)), None)
            if at is None:
                at = len(groups)
                groups.append(([], []))
            by_key.setdefault(end.key, at)
            if named:
                by_name.setdefault(named, at)
            for name in spoken:
                by_utterance.setdefault(name, at)
            heard += [(told, at) for told in voiced]
            groups[at][0].append(end)
            groups[at][1].extend(held)
        groups = fold_unnamed(groups, self._speaks, reasons)
        merged = []
        for ends, held in groups:
            best = min(ends, key=lambda end: (_RANK[end.kind], end.name, end.key))
            certain = any(end.certain for end in ends)
            party = tuple(dict.fromkeys(name for end in ends for name in end.party))
            why = list(dict.fromkeys(end.why for end in ends if end.why))
            if why:
                because = "; ".join(why[:SHOWN])
                reasons.append(because if because.startswith(best.name) else f"{best.name}: {because}")
            merged.append((End(best.key, best.kind, best.name, certain, best.why, party), held))
        return merged

    def _quoted(self, statement: Statement) -> frozenset[str]:
        """The words of a statement that is a quotation of three words or more; else none."""
        span = statement.span
        held = [q for q in self.pile.analysis[span.document].quotations if q.span.overlaps(span)]
        marked = sum(min(q.span.end, span.end) - max(q.span.start, span.start) for q in held)
        told = frozenset(word for _, _, word in words(self.pile.document[span.document].text, span.start, span.end))
        return told if 2 * marked > span.end - span.start and len(told) >= _SPOKEN else frozenset()

    def _speaks(self, held: Sequence[Statement]) -> bool:
        """Whether the statements' innermost source is somebody's spokesman."""
        last = [self.pile.attribution.get(one.chain[-1]) for one in held if one.chain]
        return any(self.ends.speaks(one.description) for one in last if one is not None)

    @staticmethod
    def _origin(end: End, held: Sequence[Statement]) -> Origin:
        return Origin(
            id=content_id("o", *end.key, end.kind),
            kind=end.kind,
            name=end.name,
            reached_through=tuple(sorted(one.id for one in held)),
        )


def _in(held: Sequence[Statement], documents: set[DocumentId]) -> bool:
    return any(one.span.document in documents for one in held)


def _one_speech(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(mine & theirs) >= 0.8 * min(len(mine), len(theirs)) and len(mine & theirs) >= _SPOKEN


def _distinct(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))
