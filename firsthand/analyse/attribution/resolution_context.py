"""What source resolution looks at and gives: the document's parse and names, the head of a source, the source.

Gathered once per document; follows no paper.  Left out: everything that decides (``sources``, ``anonymous``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.analyse.coreference import Index
from firsthand.data import Entity, EntityId, SourceKind
from firsthand.grammar import Parsed, Tree

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
    entity: EntityId | None
    description: str
    pronoun: bool
    noun: str
    reasons: tuple[str, ...]
    steps: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Names:
    """The document's entities by the characters of their mentions; ``outlets``: those that are outlets by role."""

    entities: dict[EntityId, Entity]
    mentions: tuple[tuple[int, int, EntityId], ...]
    outlets: frozenset[EntityId] = frozenset()

    def at(self, start: int, end: int) -> EntityId | None:
        """The entity of the longest mention that overlaps the characters."""
        held = [(e - s, -s, name) for s, e, name in self.mentions if s < end and start < e]
        return max(held)[2] if held else None


def entity_names(index: Index) -> Names:
    """The document's names, without mentions that only point at somebody."""
    held = tuple(mention for mention in index.mentions if not _points(index.entities[mention[2]].name))
    return Names(index.entities, held)


def _points(name: str) -> bool:
    """Whether a supposed name only points at somebody: "This country", "My dad", "He he"."""
    first = name.split(maxsplit=1)[0].casefold() if name.strip() else ""
    return first in POINTING_WORDS | OWN | {"you", "your", "that", "what", "who"} and not name.isupper()


@dataclass(frozen=True, slots=True)
class Context:
    """What source resolution looks at, gathered once per document; ``introduced`` are nouns for people without a
    name."""

    parsed: Parsed
    index: Index
    names: Names
    introduced: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The document's text, into which every offset points."""
        return self.parsed.text


@dataclass(frozen=True, slots=True)
class Head:
    """The head word of a source, with the phrase around it and what is already known."""

    one: Tree
    i: int
    printed: str
    start: int
    end: int
    reasons: tuple[str, ...]

    def is_(self, kind: SourceKind, entity: EntityId | None, why: str, *, pronoun: bool = False) -> Source:
        """The head as a source of this kind, with ``why`` as its last reason; ``pronoun``: the head is a pronoun."""
        noun = self.one.lower(self.i) if pronoun else self.one.tokens[self.i].lemma.casefold()
        return Source(kind, entity, self.printed, pronoun, noun, (*self.reasons, why))
