"""Which reports' words come from which other's: parents, families, and the aligned statements.

A family is a set of reports whose whole text is one text (copied, rewritten, or taken from one source text); a copied
part joins only the statements that lie in it.  Left out: who is right about the direction when none is known; such a
family has one unnamed parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.components import Components
from firsthand.data import COPIES, SHARING_A_TEXT, Derivation, DocumentId, Span, Statement
from firsthand.relate.derivation.large_families import LARGE

OF_ONE_TEXT = frozenset({"same_text", "near_copy"})
"""Relations of two copies of one text: any two copies of a third are copies."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of ``child`` come from ``parent`` (``known``), or the two share a text and nobody knows the direction."""

    parent: DocumentId
    child: DocumentId
    whole: bool
    known: bool
    relation: str
    passages: tuple[tuple[Span, Span], ...]


class Families:
    """The derivations of a pile, looked up by document and by pair.

    In a large family (``large_families``) two copies of a third that are no pair of their own are joined all the same,
    by a link without direction; not where a reader told the two ``apart``."""

    def __init__(
        self, derivations: Iterable[Derivation], apart: Collection[tuple[DocumentId, DocumentId]] = ()
    ) -> None:
        self._apart = apart
        self.links: dict[tuple[DocumentId, DocumentId], Link] = {}
        self.parents: defaultdict[DocumentId, list[Link]] = defaultdict(list)
        self.near: defaultdict[DocumentId, list[tuple[DocumentId, DocumentId]]] = defaultdict(list)
        for derivation in sorted(derivations, key=lambda d: (d.a, d.b, d.relation)):
            if derivation.relation not in SHARING_A_TEXT and derivation.relation != "partial_copy":
                continue
            known = derivation.direction != "unknown" and derivation.relation in COPIES
            turned = derivation.direction == "b_to_a"
            parent, child = (derivation.b, derivation.a) if turned else (derivation.a, derivation.b)
            passages = tuple((p.b, p.a) if turned else (p.a, p.b) for p in derivation.passages)
            link = Link(parent, child, derivation.relation in SHARING_A_TEXT, known, derivation.relation, passages)
            if (parent, child) not in self.links:
                for name in {parent, child}:
                    self.near[name].append((parent, child))
            self.links[parent, child] = link
            if known:
                self.parents[child].append(link)
        self._copies, self._family = _large_families(self.links.values())

    def rewritten(self) -> frozenset[DocumentId]:
        """Reports that tell another's text in their own words."""
        return frozenset(link.child for link in self.links.values() if link.known and link.relation == "rewrite")

    def among(self, documents: Iterable[DocumentId]) -> list[tuple[DocumentId, DocumentId]]:
        """The linked pairs, parent and child, of which both are among the documents; sorted.  Of the pairs of a large
        family that are joined by a third copy alone as many as join each of its documents to one of them."""
        inside = set(documents)
        pairs = {pair for name in inside for pair in self.near.get(name, ()) if pair[0] in inside and pair[1] in inside}
        first: defaultdict[DocumentId, list[DocumentId]] = defaultdict(list)
        for name in sorted(inside & self._family.keys()):
            of_family = first[self._family[name]]
            link = next((found for one in of_family if (found := self.between(one, name)) is not None), None)
            if link is None:
                of_family.append(name)
            elif (link.parent, link.child) not in self.links:
                pairs.add((link.parent, link.child))
        return sorted(pairs)

    def between(self, a: DocumentId, b: DocumentId) -> Link | None:
        """The link that joins two documents, whichever is the parent."""
        return self.links.get((a, b)) or self.links.get((b, a)) or self._by_a_third(a, b)

    def _by_a_third(self, a: DocumentId, b: DocumentId) -> Link | None:
        """The link of two copies of a third, in a large family."""
        if a == b or a not in self._family or self._copies[a].isdisjoint(self._copies.get(b, ())):
            return None
        parent, child = min(a, b), max(a, b)
        if (parent, child) in self._apart:
            return None
        return Link(parent, child, whole=True, known=False, relation="near_copy", passages=())

    def all_joined(self, these: Iterable[DocumentId], those: Collection[DocumentId]) -> bool:
        """Whether a link joins each of these documents with each of those."""
        return all(self.between(a, b) is not None for a in these for b in those)

    def joined(self, one: Statement, other: Statement) -> Link | None:
        """The link by which two statements are one text's, or None when they are each their own."""
        link = self.between(one.span.document, other.span.document)
        if link is None:
            return None
        if link.whole:
            return link
        first, second = (one, other) if one.span.document == link.parent else (other, one)
        aligned = any(a.overlaps(first.span) and b.overlaps(second.span) for a, b in link.passages)
        return link if aligned else None

    def aligned_in_parent(
        self, statement: Statement, held: Mapping[DocumentId, Sequence[Statement]]
    ) -> list[Statement]:
        """The parent's statements whose words ``statement``'s are taken from, by aligned passages."""
        found = []
        for link in self.parents.get(statement.span.document, ()):
            for theirs, ours in link.passages:
                if ours.overlaps(statement.span):
                    found += [one for one in held.get(link.parent, ()) if one.span.overlaps(theirs)]
        return sorted(set(found), key=lambda one: (one.span, one.id))


def _large_families(
    links: Iterable[Link],
) -> tuple[dict[DocumentId, set[DocumentId]], dict[DocumentId, DocumentId]]:
    """The copies of each document of a large family, and the document that stands for the family."""
    copies: defaultdict[DocumentId, set[DocumentId]] = defaultdict(set)
    for link in links:
        if link.relation in OF_ONE_TEXT:
            copies[link.parent].add(link.child)
            copies[link.child].add(link.parent)
    texts = Components(sorted(copies))
    for one, others in copies.items():
        for other in others:
            texts.join(one, other)
    family = {one: group[0] for group in texts.groups() if len(group) > LARGE for one in group}
    return {one: copies[one] for one in family}, family
