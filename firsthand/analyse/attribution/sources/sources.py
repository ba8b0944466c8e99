"""Sources: who or what a source span stands for, its kind, and the outlet it was speaking to.

Follows PolNeAR's and PARC3's notion of a source, and newsroom usage for unnamed ones: the description is kept as
printed ("a source familiar with the matter").  Names are looked up among the document's entities, pronouns and
descriptions are left to ``coreference``; an honest None with its reason beats a guess.
"""

from __future__ import annotations

import re

from firsthand import lexicon
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.phrases import source_span
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.resolution_context import OWN, POINTING_WORDS, Context, Head, Source
from firsthand.analyse.attribution.sources.anonymous import IMPERSONAL, VAGUE_WORDS, sourceless, unnamed
from firsthand.analyse.attribution.sources.turns import in_turn
from firsthand.analyse.coreference import antecedent
from firsthand.data import EntityId, SourceKind, Span
from firsthand.grammar import Tree
from firsthand.grammar.tree import Pieces

_KIND: dict[str, SourceKind] = {
    "person": "person",
    "organisation": "institution",
    "group": "group",
    "place": "institution",
    "outlet": "outlet",
    "document": "document",
}
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOBODY = frozenset({"no", "none", "nobody", "neither", "no-one"})
_STAFF = frozenset({"reporter", "correspondent", "journalist", "crew"})
"""Who of an outlet speaks, the outlet speaks."""


def source_head(context: Context, source: Pieces) -> tuple[Tree, int] | None:
    """The head word of a source span: the token whose own head lies outside it."""
    for start, end in source:
        one = context.parsed.at(start)
        if one is None:
            continue
        inside = [i for i, token in enumerate(one.tokens) if start <= token.start and token.end <= end]
        inside = inside or [i for i, token in enumerate(one.tokens) if token.start < end and start < token.end]
        heads = [i for i in inside if one.tokens[i].head not in inside or one.tokens[i].head == i]
        nominal = [i for i in heads if one.tokens[i].pos in ("PROPN", "NOUN", "PRON", "NUM", "ADJ", "DET")]
        if nominal or heads:
            return one, (nominal or heads)[0]
        if inside:
            return one, inside[-1]
    return None


def resolve_source(context: Context, found: AttributionRelation) -> Source:
    """The source of a relation."""
    text = context.text
    if (turn := in_turn(context, found)) is not None:
        return turn
    if not found.source:
        return sourceless(" ".join(text[s:e] for s, e in found.cue), hearsay=found.rule == "hearsay")
    printed = " ".join(text[s:e] for s, e in found.source)
    if printed.casefold() == "it" and any(
        text[e : e + 40].casefold().lstrip().startswith(IMPERSONAL) for _, e in found.source
    ):
        return sourceless(" ".join(text[s:e] for s, e in found.cue), hearsay=False)
    placed = source_head(context, found.source)
    if placed is None:
        return Source("unknown", None, printed, False, printed.casefold(), ("the source is outside the parsed text",))
    one, i = placed
    if found.head is not None:
        given = next((j for j, token in enumerate(one.tokens) if token.start == found.head[0]), None)
        i = i if given is None else given
    head = Head(one, i, printed, found.source[0][0], found.source[-1][1], ())
    if (subject := _subject_behind(one, i, found)) is not None:
        start, end = source_span(one, subject)[0]
        return _of_head(context, found, Head(one, subject, text[start:end], start, end, ()))
    noun = _modified(one, i) if one.lower(i) in _RELATIVE else None
    if noun is not None:
        why = f"“{one.word(i)}” stands for the noun before it, “{one.word(noun)}”"
        start, end = source_span(one, noun)[0]
        comma = text.find(",", one.tokens[noun].end, end)  # "The congressman, who …": the relative clause is not named
        end = min(end, comma if comma >= 0 else one.tokens[i].start)
        head = Head(one, noun, text[start:end].strip() or printed, start, end, (why,))
    return _of_head(context, found, head)


def _subject_behind(one: Tree, i: int, found: AttributionRelation) -> int | None:
    """The subject that a source has behind the pronoun of its clause ("the groups, which the ministry calls …")."""
    if one.lower(i) not in _RELATIVE:
        return None
    inside = (j for s, e in found.source for j in range(i + 1, len(one.tokens)) if s <= one.tokens[j].start < e)
    return next((j for j in inside if one.tokens[j].dep in ("nsubj", "nsubjpass")), None)


def _modified(one: Tree, i: int) -> int | None:
    for above in one.ancestors(i):
        if one.tokens[above].dep in ("relcl", "acl"):
            return one.tokens[above].head
    return None


def _of_head(context: Context, found: AttributionRelation, head: Head) -> Source:
    one, i = head.one, head.i
    token, word, lemma = one.tokens[i], one.lower(i), one.tokens[i].lemma.casefold()
    if word in OWN:
        return head.is_("own_voice", None, f"“{one.word(i)}” outside quotation marks is the writer", pronoun=True)
    if word in _NOBODY or any(one.lower(c) in _NOBODY for c in one.below(i, "det", "neg")):
        return head.is_("own_voice", None, f"“{head.printed}” is nobody: that nobody did, the report says itself")
    if word in POINTING_WORDS or (token.pos == "PRON" and word not in VAGUE_WORDS):
        entity, why = _pronoun(context, found, one, i)
        subject = _unnamed_subject(context, found, one, i) if entity is None else None
        if entity is None and subject is None and (meant := _meant(context, found, token.start, why)) is not None:
            return meant
        sort = _kind_of(context, entity) if subject is None else subject.kind
        return head.is_(sort, entity, why, pronoun=True)
    if lemma in _STAFF and any(one.lower(c) in OWN for c in one.below(i, "poss")):
        return head.is_("own_voice", None, f"“{head.printed}” is the outlet's own")
    person = _person_beside(context, head)
    if person is not None and context.names.at(token.start, token.end) != person:
        name = context.names.entities[person].name
        return head.is_("person", person, f"“{head.printed}” is {name}, with what {name} is")
    houses = lemma in lexicon.entry_set("outlet_nouns") or lemma in _STAFF
    outlet = outlet_at(context, head.start, head.end) if houses else None
    if outlet is not None:  # "the official IRNA news agency", "CNN affiliate KTVT", "a CNN reporter"
        return head.is_("outlet", outlet, f"“{word}” of {context.names.entities[outlet].name}")
    named = context.names.at(token.start, token.end)
    if named is not None and token.pos == "PROPN":
        sort = _kind_of(context, named)
        sort = _kind_of_name(one, i) if sort == "unknown" else sort
        return head.is_(sort, named, f"“{one.word(i)}” names {context.names.entities[named].name}")
    return _of_noun_phrase(context, head)


def _of_noun_phrase(context: Context, head: Head) -> Source:
    """The source of a description: an unnamed source, a text, whoever the description means, or nobody known."""
    one, i = head.one, head.i
    token, lemma = one.tokens[i], one.tokens[i].lemma.casefold()
    if lemma in ("source", "insider"):
        return head.is_("anonymous", None, "an unnamed source")
    if lemma in lexicon.entry_set("document_nouns") or _of_documents(one, i):
        return _document(context, head)
    entity, why = _antecedent(context, head.start, head.end)
    if entity is not None and _named_otherwise(context, head, entity):
        entity, why = None, f"“{head.printed}” holds a name of its own"
    if entity is not None and not _only_mentioned(context, head, entity):
        return head.is_(_kind_of(context, entity), entity, why)
    if (known := _by_alias(context, head.printed)) is not None:
        return head.is_(
            _kind_of(context, known), known, f"“{head.printed}” is a name that stands elsewhere in the text"
        )
    if token.pos == "PROPN":
        return head.is_(_kind_of_name(one, i), None, "a name that is no entity of the document")
    apposed = _named_behind(context, head)
    if apposed is not None:
        name = context.names.entities[apposed].name
        return head.is_("person", apposed, f"“{head.printed}” names {name} behind what {name} is")
    if lemma in lexicon.entry_set("device_nouns"):
        return head.is_("document", None, f"“{one.word(i)}” is a device: what it shows is a record")
    beside = _described(context, head)
    if beside is not None:
        name = context.names.entities[beside].name
        return head.is_("person", beside, f"“{head.printed}” describes {name}, whose name stands before it")
    return unnamed(context, head, why)


_GOES_ON = re.compile(r"\s+(?!(?:and|or|of|with|in|at|from|for|to|on|by|as)\b)[a-z]")
_HOUSE = re.compile(r"[A-Z][\w.’'-]*(?:\s+(?:(?:for|of|and|the|on)\s+){0,2}[A-Z][\w.’'-]*)*")
_PREPOSITION = re.compile(r"\b(?:and|for|of|to|by|with|from|at|in|on)\b|[’']s\b|,")


def _person_beside(context: Context, head: Head) -> EntityId | None:
    """The person whose name stands beside what he is, without a comma: "Rami Saleh head of the team", "team chief Rami
    Saleh"; None where the name belongs to somebody else ("a lawyer for Rami Saleh")."""
    text = context.text
    comma = text.find(",", head.start, head.end)
    last = head.end if comma < 0 else comma
    inside = [m for m in context.names.mentions if head.start <= m[0] and m[1] <= last]
    people = [m for m in inside if context.names.entities[m[2]].kind == "person"]
    if not people:
        return None
    start, end, name = people[-1]
    if len(people) == 1 and start == head.start and _GOES_ON.match(text, end, head.end):
        return name
    before = text[head.start : start].split()
    if end != last or not before or not before[-1].islower() or before[-1] not in lexicon.column("roles", "role"):
        return None
    return None if _PREPOSITION.search(_HOUSE.sub(" ", text[head.start : start])) else name


def _by_alias(context: Context, printed: str) -> EntityId | None:
    """The one entity that is printed so elsewhere, where the parser has not seen the words as a name ("do,”Brock")."""
    if not printed[:1].isupper():
        return None
    found = [entity.id for entity in context.names.entities.values() if printed in entity.aliases]
    return found[0] if len(found) == 1 else None


_AMOUNTS = frozenset({
    "batch", "cache", "collection", "copy", "dozen", "hundred", "number", "pile", "series", "set", "stack", "thousand",
    "tranche", "trove",
})  # fmt: skip


def _of_documents(one: Tree, i: int) -> bool:
    """Whether a noun only counts records: "a cache of emails", "hundreds of pages"."""
    if one.tokens[i].lemma.casefold() not in _AMOUNTS:
        return False
    held = (one.child(c, "pobj") for c in one.below(i, "prep") if one.lower(c) == "of")
    return any(c is not None and one.tokens[c].lemma.casefold() in lexicon.entry_set("document_nouns") for c in held)


def _named_behind(context: Context, head: Head) -> EntityId | None:
    """The person whose name stands in commas behind what he is ("A representative for Ada Obi, Lena Sund,"), where one
    person is described."""
    text = context.text
    if head.one.tokens[head.i].tag in ("NNS", "NNPS"):
        return None
    found = set()
    for start, end, name in context.names.mentions:
        inside = head.start < start and end <= head.end and text[start - 2 : start] == ", "
        closed = end == head.end or text[end : end + 1] == "," or _OF_HOUSE.fullmatch(text, end, head.end)
        if inside and closed and context.names.entities[name].kind == "person":
            found.add(name)
    return found.pop() if len(found) == 1 else None


_OF_HOUSE = re.compile(r" of [A-Z][^,;]*,?")
"""What behind a name tells a house ("William Lund of Marsh Brothers,")."""


def _described(context: Context, head: Head) -> EntityId | None:
    """The person named right before a description in commas ("Karin Wald, a former pupil at the school, told …")."""
    text = context.text
    closed = text[head.end : head.end + 1] == "," or text[head.end - 1 : head.end] == ","
    if text[head.start - 2 : head.start] != ", " or not closed:
        return None
    for start, end, name in context.names.mentions:
        if end == head.start - 2 and start < end and context.names.entities[name].kind == "person":
            return name
    return None


def _named_otherwise(context: Context, head: Head, entity: EntityId) -> bool:
    """Whether a description names another than the body that it was taken for ("the Blockade group")."""
    if context.names.entities[entity].kind == "person":
        return False
    parts = [j for j in head.one.below(head.i, "compound", "poss", "nmod") if head.one.tokens[j].pos == "PROPN"]
    inside = any(name == entity and s < head.end and head.start < e for s, e, name in context.names.mentions)
    return bool(parts) and not inside


def _only_mentioned(context: Context, head: Head, entity: EntityId) -> bool:
    """Whether a name inside a source is not the source: "researchers led by X", "a book that X wrote"."""
    one = head.one
    places = [s for s, e, name in context.names.mentions if name == entity and head.start <= s and e <= head.end]
    for place in places:
        i = next((j for j, token in enumerate(one.tokens) if token.start <= place < token.end), None)
        path = one.ancestors(i) if i is not None else []
        if i is None or head.i not in path:
            continue
        between = [i, *path[: path.index(head.i)]]
        if any(one.tokens[j].dep in ("acl", "relcl", "agent") for j in between):
            return True
    return False


def _kind_of_name(one: Tree, i: int) -> SourceKind:
    """The kind of a name by its form and the parser's label; an unlabelled single name that speaks is a person's."""
    label = one.tokens[i].ner
    if _outlet_name(one.word(i)):
        return "outlet"
    if label.endswith(("ORG", "GPE", "NORP", "FAC")):
        return "institution"
    said = "speech" in cue_kinds("VERB").get(one.tokens[one.tokens[i].head].lemma, frozenset())
    return "person" if label.endswith("PERSON") or said else "unknown"


def _kind_of(context: Context, entity: EntityId | None) -> SourceKind:
    """The kind of source that an entity is; a name that ends as papers and stations do is an outlet's."""
    if entity is None:
        return "unknown"
    known = context.names.entities[entity]
    if entity in context.names.outlets:
        return "outlet"
    if known.kind in ("organisation", "place", "other") and _outlet_name(known.name):
        return "outlet"
    return _KIND.get(known.kind, "unknown")


def _outlet_name(name: str) -> bool:
    """Whether a name has an outlet's form: "… Tribune", "Radio …", "Channel …"."""
    parts = [part.casefold() for part in name.split()]
    marks = lexicon.entry_set("outlet_words")
    return len(parts) > 1 and (
        parts[-1] in marks
        or parts[-2:] == ["news", "agency"]
        or parts[0] in ("radio", "channel", "tv", "télé", "television")
    )


_MEDIA = frozenset({
    "report", "story", "article", "account", "investigation", "interview", "editorial", "column", "dispatch",
    "coverage", "analysis", "broadcast",
})  # fmt: skip
_READ = re.compile(r"\b(?:obtained|seen|reviewed|viewed|verified|read|examined|shared) (?:by|with)\b")
"""A record that an outlet read is no report of its own."""
_UTTERED = frozenset({
    "statement", "tweet", "post", "letter", "release", "message", "email", "e-mail", "memoir", "book",
    "testimony", "op-ed", "blog", "note",
})  # fmt: skip


def _document(context: Context, head: Head) -> Source:
    """A text speaks: an outlet's report is the outlet, a person's statement the person, any other record itself."""
    lemma, word = head.one.tokens[head.i].lemma.casefold(), head.one.lower(head.i)
    if any(head.one.lower(c) in OWN for c in head.one.below(head.i, "poss")):
        return head.is_("own_voice", None, f"“{head.printed}” are the writer's own")
    outlet = outlet_at(context, head.start, head.end)
    if outlet is not None and lemma in _MEDIA and not _READ.search(head.printed):
        return head.is_("outlet", outlet, f"a {word} by {context.names.entities[outlet].name}")
    inside = [name for s, e, name in context.names.mentions if head.start <= s and e <= head.end]
    if word == "reports" and not inside and not head.one.below(head.i, "poss"):
        return head.is_("outlet", None, f"“{head.printed}” are outlets that are not named")
    if lemma in _UTTERED and len(set(inside)) == 1 and _kind_of(context, inside[0]) in ("person", "institution"):
        return head.is_(
            _kind_of(context, inside[0]), inside[0], f"a {word} of {context.names.entities[inside[0]].name}"
        )
    return head.is_("document", None, f"“{word}” is a text or record")


def _pronoun(context: Context, found: AttributionRelation, one: Tree, i: int) -> tuple[EntityId | None, str]:
    """Whom a pronoun means; "it" and "they" after the clause they are said of mean its subject."""
    token = one.tokens[i]
    entity, why = _antecedent(context, token.start, token.end)
    subject = _said_of(found, one, i)
    if subject is not None:
        named = context.names.at(one.tokens[subject].start, one.tokens[subject].end)
        if named is None:
            named, _ = _antecedent(context, *source_span(one, subject)[0])
        if named is not None and context.names.entities[named].kind != "person":
            return named, f"“{one.word(i)}” is the subject of what it says, {context.names.entities[named].name}"
    if entity is None and one.lower(i) in ("he", "she"):
        rival = _paragraph_subject(context, one)
        if rival is not None and context.names.entities[rival].name in why:
            name = context.names.entities[rival].name
            return rival, f"“{one.word(i)}”: {name}, the subject of the sentence before in the same paragraph"
    return entity, why


def _meant(context: Context, found: AttributionRelation, start: int, why: str) -> Source | None:
    """The source that a pronoun stands for where its antecedent has no name and is a text, a body or people."""
    held = context.index.unnamed_antecedents.get(start)
    one = context.parsed.at(held[0]) if held is not None else None
    if held is None or one is None:
        return None
    inside = [n for n, token in enumerate(one.tokens) if held[0] <= token.start and token.end <= held[1]]
    cue = context.text[slice(*found.cue[-1])].split() if found.cue else []
    speaks = cue and any("speech" in cue_kinds("VERB").get(form, frozenset()) for form in lemmas(cue[-1].casefold()))
    if not inside or not speaks or context.parsed.quoted(held[0]):
        return None
    start, end = source_span(one, inside[-1])[0]
    source = _of_head(context, found, Head(one, inside[-1], context.text[start:end], start, end, (why,)))
    return source if source.kind not in ("unknown", "own_voice") else None


def _said_of(found: AttributionRelation, one: Tree, i: int) -> int | None:
    """The subject of the clause that "it" or "they" say right behind it ("The ministry has banned …, it announced")."""
    token = one.tokens[i]
    if one.lower(i) not in ("it", "they") or not found.content:
        return None
    first, last = found.content[0][0], found.content[-1][1]
    if first < one.sentence.start or last > token.start:
        return None
    inside = (j for j, t in enumerate(one.tokens) if t.dep in ("nsubj", "nsubjpass") and first <= t.start < token.start)
    return next(inside, None)


def _unnamed_subject(context: Context, found: AttributionRelation, one: Tree, i: int) -> Source | None:
    """What a pronoun stands for where its antecedent is in its own sentence and has no name."""
    subject = _said_of(found, one, i)
    if subject is None or one.tokens[subject].pos == "PRON":
        return None
    start, end = source_span(one, subject)[0]
    return _of_head(context, found, Head(one, subject, context.text[start:end], start, end, ()))


def _paragraph_subject(context: Context, one: Tree) -> EntityId | None:
    """The person who is the subject of the sentence before, in the same paragraph."""
    for before in reversed(context.parsed.trees[max(0, one.number - 3) : one.number]):
        if before.sentence.block != one.sentence.block:
            return None
        subject = before.main_subject()
        if subject is None:
            continue
        token = before.tokens[subject]
        named = context.names.at(token.start, token.end)
        if before.child(subject, "conj") is None and named is not None and _kind_of(context, named) == "person":
            return named
    return None


def _antecedent(context: Context, start: int, end: int) -> tuple[EntityId | None, str]:
    span = Span(context.parsed.document.id, start, end)
    return antecedent(context.index, span)


def outlet_at(context: Context, start: int, end: int) -> EntityId | None:
    """The outlet that a span names, if it names one; or that stands right behind it ("the news outlet" EWTN)."""
    kind = context.text[start:end].casefold().split()[-1:]
    reach = end + 2 if lexicon.entry_set("outlet_nouns").issuperset(kind) else end
    named = [
        name for s, e, name in context.names.mentions if s < reach and start < e and _kind_of(context, name) == "outlet"
    ]
    return named[0] if named else None  # "NBC's “Today”" is NBC's
