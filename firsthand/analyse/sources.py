"""Sources: who or what a source span stands for, its kind, and the outlet it was speaking to.

Follows PolNeAR's and PARC3's notion of a source, and newsroom usage for unnamed ones: the description is kept as
printed ("a source familiar with the matter").  Names are looked up among the document's entities, pronouns and
descriptions are left to ``coreference``; an honest None with its reason beats a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand import lexicon
from firsthand.analyse import coreference
from firsthand.analyse.relations import Found
from firsthand.analyse.syntax import Pieces, Tree
from firsthand.data import Document, Entity, Sentence, SourceKind, Span

_KIND: dict[str, SourceKind] = {
    "person": "person",
    "organisation": "institution",
    "group": "group",
    "place": "institution",
    "outlet": "outlet",
    "document": "document",
}
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PRONOUNS = frozenset(
    "he she they it him her them his hers their theirs its himself herself themselves itself this these those".split()
)
_OWN = frozenset("i we me us my our".split())
_VAGUE = frozenset(
    "some many others several few one another most all both none anyone everyone someone somebody nobody critics".split()
)


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
    """The document's entities by the characters of their mentions."""

    entities: dict[str, Entity]
    mentions: tuple[tuple[int, int, str], ...]

    def at(self, start: int, end: int) -> str | None:
        """The entity of the longest mention that overlaps the characters."""
        held = [(e - s, -s, name) for s, e, name in self.mentions if s < end and start < e]
        return max(held)[2] if held else None


def names(entities: Sequence[Entity]) -> Names:
    mentions = sorted((m.start, m.end, entity.id) for entity in entities for m in entity.mentions)
    return Names({entity.id: entity for entity in entities}, tuple(mentions))


@dataclass(frozen=True, slots=True)
class Context:
    """What source resolution looks at, gathered once per document."""

    document: Document
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    names: Names
    trees: tuple[Tree, ...]

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


def head_of(context: Context, source: Pieces) -> tuple[Tree, int] | None:
    """The head word of a source span: the token whose own head lies outside it."""
    for start, end in source:
        one = context.tree_at(start)
        if one is None:
            continue
        inside = [i for i, token in enumerate(one.tokens) if start <= token.start and token.end <= end]
        heads = [i for i in inside if one.tokens[i].head not in inside or one.tokens[i].head == i]
        nominal = [i for i in heads if one.tokens[i].pos in ("PROPN", "NOUN", "PRON", "NUM", "ADJ", "DET")]
        if nominal or heads:
            return one, (nominal or heads)[0]
        if inside:
            return one, inside[-1]
    return None


def resolve(context: Context, found: Found) -> Source:
    """The source of a relation."""
    text = context.document.text
    if not found.source:
        cue = " ".join(text[s:e] for s, e in found.cue)
        if found.rule == "hearsay":
            return Source("unknown", None, cue, False, "", (f"“{cue}” names no source",))
        return Source("unknown", None, "", False, "", ("no source is named",))
    printed = " ".join(text[s:e] for s, e in found.source)
    placed = head_of(context, found.source)
    if placed is None:
        return Source("unknown", None, printed, False, printed.casefold(), ("the source is outside the parsed text",))
    one, i = placed
    if found.head is not None:
        given = next((j for j, token in enumerate(one.tokens) if token.start == found.head[0]), None)
        i = i if given is None else given
    word = one.lower(i)
    reasons: tuple[str, ...] = ()
    if word in _RELATIVE:
        noun = _modified(one, i)
        if noun is not None:
            reasons = (f"“{one.word(i)}” stands for the noun before it, “{one.word(noun)}”",)
            i, word = noun, one.lower(noun)
    return _of_head(context, found, one, i, printed, reasons)


def _modified(one: Tree, i: int) -> int | None:
    for above in one.ancestors(i):
        if one.tokens[above].dep in ("relcl", "acl"):
            return one.tokens[above].head
    return None


def _of_head(context: Context, found: Found, one: Tree, i: int, printed: str, reasons: tuple[str, ...]) -> Source:
    token, word, lemma = one.tokens[i], one.lower(i), one.tokens[i].lemma.casefold()
    if word in _OWN:
        return Source("own_voice", None, printed, True, word, (*reasons, "the writer speaks"))
    if word in _PRONOUNS or token.pos == "PRON" and word not in _VAGUE:
        entity, why = _antecedent(context, token.start, token.end)
        kind = _KIND.get(context.names.entities[entity].kind, "unknown") if entity else "unknown"
        return Source(kind, entity, printed, True, word, (*reasons, why))
    named = context.names.at(token.start, token.end)
    if named is not None and (token.pos == "PROPN" or _covers(context.names, token.start, token.end)):
        entity_kind = _KIND.get(context.names.entities[named].kind, "unknown")
        name = context.names.entities[named].name
        return Source(entity_kind, named, printed, False, word, (*reasons, f"“{one.word(i)}” names {name}"))
    definite = any(one.lower(c) in ("the", "this", "that", "these", "those") for c in one.below(i, "det"))
    if lemma in lexicon.entry_set("document_nouns"):
        entity = named
        return Source("document", entity, printed, False, lemma, (*reasons, f"“{word}” is a text or record"))
    if lemma in ("source", "sources", "insider", "insiders"):
        return Source("anonymous", None, printed, False, lemma, (*reasons, "an unnamed source"))
    if definite and token.tag == "NN":
        entity, why = _antecedent(context, found.source[0][0], found.source[-1][1])
        if entity is not None:
            kind = _KIND.get(context.names.entities[entity].kind, "unknown")
            return Source(kind, entity, printed, False, lemma, (*reasons, why))
    if lemma in lexicon.entry_set("institution_nouns"):
        return Source("institution", None, printed, False, lemma, (*reasons, f"“{word}” is an institution"))
    if lemma in lexicon.entry_set("group_nouns") and token.tag in ("NNS", "NNPS"):
        return Source("group", None, printed, False, lemma, (*reasons, f"“{word}” is a group"))
    if lemma in lexicon.entry_set("anonymous") or word in _VAGUE or _role(lemma):
        return Source("anonymous", None, printed, False, lemma, (*reasons, f"“{printed}” gives no name"))
    if token.pos == "PROPN":
        looks = "outlet" if word in lexicon.entry_set("outlet_words") else "unknown"
        kind = (
            "outlet"
            if looks == "outlet"
            else "person"
            if token.ner.endswith("PERSON")
            else "institution"
            if token.ner.endswith(("ORG", "GPE", "NORP"))
            else "unknown"
        )
        return Source(kind, None, printed, False, word, (*reasons, "a name that is no entity of the document"))  # type: ignore[arg-type]
    return Source("unknown", None, printed, False, lemma, (*reasons, f"cannot tell what “{printed}” stands for"))


def _role(lemma: str) -> bool:
    return lemma.endswith(("man", "woman", "person", "er", "or", "ist", "ian")) and len(lemma) > 4


def _covers(held: Names, start: int, end: int) -> bool:
    return any(s <= start and end <= e for s, e, _ in held.mentions)


def _antecedent(context: Context, start: int, end: int) -> tuple[str | None, str]:
    span = Span(context.document.id, start, end)
    return coreference.antecedent(context.document, context.sentences, context.entities, span)


def outlet_at(context: Context, start: int, end: int) -> str | None:
    """The outlet that a span names, if it names one."""
    text = context.document.text
    best: str | None = None
    for s, e, name in context.names.mentions:
        if s < end and start < e:
            entity = context.names.entities[name]
            last = entity.name.split()[-1].casefold() if entity.name.split() else ""
            if entity.kind == "outlet" or (
                entity.kind in ("organisation", "other") and last in lexicon.entry_set("outlet_words")
            ):
                best = name
                if text[s:e]:
                    break
    return best
