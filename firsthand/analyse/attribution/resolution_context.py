"""What source resolution looks at and gives: the document's names, its trees, the head of a source, the source.

Gathered once per document; follows no paper.  Left out: everything that decides (``sources``, ``anonymous``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Document, Entity, Sentence, SourceKind
from firsthand.grammar.tree import Tree

POINTING_WORDS = frozenset({
    "he", "she", "they", "it", "him", "her", "them", "his", "hers", "their", "theirs", "its", "himself",
    "herself", "themselves", "itself", "this", "these", "those",
})  # fmt: skip
OWN = frozenset({
    "i", "we", "me", "us", "my", "our",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What a source span stands for; ``noun`` is its head word in lower case."""

    kind: SourceKind
    entity: str | None
    description: str
    pronoun: bool
    noun: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The document's entities by the characters of their mentions; ``outlets``: those that are outlets by role."""

    entities: dict[str, Entity]
    mentions: tuple[tuple[int, int, str], ...]
    outlets: frozenset[str] = frozenset()

    def at(self, start: int, end: int) -> str | None:
        """The entity of the longest mention that overlaps the characters."""
        held = [(e - s, -s, name) for s, e, name in self.mentions if s < end and start < e]
        return max(held)[2] if held else None


def entity_names(entities: Sequence[Entity]) -> Names:
    mentions = sorted(
        (m.start, m.end, entity.id) for entity in entities if not _points(entity.name) for m in entity.mentions
    )
    return Names({entity.id: entity for entity in entities}, tuple(mentions))


def _points(name: str) -> bool:
    """Whether a supposed name only points at somebody: "This country", "My dad", "He he"."""
    first = name.split(maxsplit=1)[0].casefold() if name.strip() else ""
    return first in POINTING_WORDS | OWN | {"you", "your", "that", "what", "who"} and not name.isupper()


@dataclass(frozen=True, slots=True)
class Context:
    """What source resolution looks at, gathered once per document."""

    document: Document
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    names: Names
    trees: tuple[Tree, ...]
    introduced: frozenset[str] = frozenset()

    def tree_at(self, position: int) -> Tree | None:
        low, high = 0, len(self.trees)
        while low < high:
            middle = (low + high) // 2
            if self.trees[middle].sentence.end <= position:
                low = middle + 1
            else:
                high = middle
        found = self.trees[low] if low < len(self.trees) else None
        return found if found is not None and found.sentence.start <= position < found.sentence.end else None


@dataclass(frozen=True, slots=True)
class Head:
    """The head word of a source, with the phrase around it and what is already known."""

    one: Tree
    i: int
    printed: str
    start: int
    end: int
    reasons: tuple[str, ...]

    def is_(self, kind: SourceKind, entity: str | None, why: str, *, pronoun: bool = False) -> Source:
        noun = self.one.lower(self.i) if pronoun else self.one.tokens[self.i].lemma.casefold()
        return Source(kind, entity, self.printed, pronoun, noun, (*self.reasons, why))
