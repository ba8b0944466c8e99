"""Claims: statements of a story's reports that say the same, and the independent origins of each.

Statements are grouped within a story (``grouping``), origins counted (``origins``).  Every statement ends in exactly
one claim, alone if need be.  A claim's text is the words of its clearest statement, with a pronoun for its subject
replaced in brackets by the name that the analysis resolved.  Left out: any judgement on whether a claim is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from firsthand.data import Claim, Derivation, Origin, Statement, Utterance, content_id
from firsthand.relate.families import Families
from firsthand.relate.grouping import grouped, in_title
from firsthand.relate.implication import links
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Pile
from firsthand.relate.proposition import tokens_of

_GOOD_LENGTH = (40, 220)
_SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "this", "these", "those", "we", "i"})


def claims(
    pile: Pile,
    stories: Sequence[Sequence[str]],
    derivations: Sequence[Derivation],
    utterances: Sequence[Utterance],
) -> tuple[tuple[Claim, ...], tuple[Origin, ...]]:
    """All claims of all stories, sorted by where their first words stand, and the origins they rest on."""
    families = Families(derivations)
    counter = Counter(pile, families, utterances)
    made: list[Claim] = []
    reached: dict[str, Origin] = {}
    through: defaultdict[str, set[str]] = defaultdict(set)
    for story in stories:
        inside = set(story)
        statements = [one for name in sorted(inside) if name in pile.analysis for one in pile.analysis[name].statements]
        near = [d for d in derivations if d.a in inside and d.b in inside]
        (likeness, pairs), numbers = grouped(pile, statements, near, utterances)
        by_id = {one.id: one for one in statements}
        groups = [
            sorted((by_id[likeness.statements[n].id] for n in group), key=lambda one: (one.span, one.id))
            for group in numbers
        ]
        ids = [content_id("c", *(one.id for one in group)) for group in groups]
        linked = links(likeness, pairs, {n: place for place, group in enumerate(numbers) for n in group}, ids)
        for place, ordered in enumerate(groups):
            support = counter.support(ordered)
            for origin in support.origins:
                reached[origin.id] = origin
                through[origin.id].update(origin.reached_through)
            made.append(
                Claim(
                    id=ids[place],
                    text=_text(pile, ordered, families),
                    statements=tuple(one.id for one in ordered),
                    origins=tuple(origin.id for origin in support.origins),
                    independent=support.independent,
                    reports=support.reports,
                    reasons=support.reasons,
                    links=linked.get(place, ()),
                )
            )
    origins = tuple(
        Origin(name, reached[name].kind, reached[name].name, tuple(sorted(through[name]))) for name in sorted(reached)
    )
    return tuple(sorted(made, key=lambda claim: (pile.statement[claim.statements[0]].span, claim.id))), origins


def _text(pile: Pile, statements: Sequence[Statement], families: Families) -> str:
    return min((_clearness(pile, one, families), reading(pile, one)) for one in statements)[1]


def _clearness(pile: Pile, statement: Statement, families: Families) -> tuple[int, int, int, int]:
    """Smaller is clearer: a whole clause, a subject that needs no context, an original, a readable length."""
    tokens = tokens_of(pile, statement)
    whole = any(t.dep in ("nsubj", "nsubjpass", "expl") for t in tokens) and any(
        t.pos in ("VERB", "AUX") for t in tokens
    )
    text = pile.document[statement.span.document].text
    subject = next((t for t in tokens if t.dep in ("nsubj", "nsubjpass")), None)
    leaning = subject is not None and text[subject.start : subject.end].casefold() in _SUBJECT_PRONOUNS
    length = statement.span.end - statement.span.start
    shortest, longest = _GOOD_LENGTH
    off = max(0, shortest - length, length - longest)
    child = bool(families.parents.get(statement.span.document))
    titled = in_title(pile, statement)
    return int(not whole) + int(titled), int(leaning), int(child), off


def reading(pile: Pile, statement: Statement) -> str:
    """The statement's words, its subject's pronoun replaced in brackets where the analysis names who it is."""
    text = pile.document[statement.span.document].text
    tokens = tokens_of(pile, statement)
    words = " ".join(text[statement.span.start : statement.span.end].split()).rstrip(",;")
    if not tokens:
        return words
    subject = next((t for t in tokens if t.dep in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return words
    pronoun = text[subject.start : subject.end].casefold()
    if pronoun in ("who", "which") and subject is tokens[0]:
        name = _just_before(pile, statement)
    elif pronoun not in ("he", "she", "they", "it", "i") or (pronoun == "i" and _in_marks(pile, statement)):
        return words
    else:
        name = _antecedent(pile, statement, pronoun)
    if name is None:
        return words
    before = text[statement.span.start : subject.start]
    after = text[subject.end : statement.span.end]
    return " ".join(f"{before}[{name}]{after}".split()).rstrip(",;")


def _in_marks(pile: Pile, statement: Statement) -> bool:
    """Whether the statement's words, or its subject, stand inside quotation marks: what is quoted is not edited."""
    return any(q.span.overlaps(statement.span) for q in pile.analysis[statement.span.document].quotations)


def _just_before(pile: Pile, statement: Statement) -> str | None:
    """Whom a clause that begins with "who" or "which" is about: the name that ends right before it."""
    start = statement.span.start
    for name in pile.analysis[statement.span.document].entities:
        if any(0 < start - mention.end <= 3 and _names(pile, mention) for mention in name.mentions):
            return name.name
    return None


def _antecedent(pile: Pile, statement: Statement, pronoun: str) -> str | None:
    """Who the pronoun is: the speaker for "I", else the one entity of the statement that its own words do not name."""
    if pronoun == "i":
        last = pile.attribution.get(statement.chain[-1]) if statement.chain else None
        entity = pile.entity.get(last.source_entity) if last and last.source_entity else None
        return entity.name if entity else None
    wanted = {"he": ("person",), "she": ("person",), "it": ("organisation", "group", "document", "outlet")}.get(
        pronoun, ("organisation", "group")
    )
    unnamed = []
    for name in statement.entities:
        entity = pile.entity.get(name)
        if entity is None or entity.kind not in wanted:
            continue
        if not any(statement.span.contains(mention) and _names(pile, mention) for mention in entity.mentions):
            unnamed.append(entity.name)
    return unnamed[0] if len(unnamed) == 1 else None


def _names(pile: Pile, mention: object) -> bool:
    from firsthand.data import Span

    assert isinstance(mention, Span)
    return pile.words(mention)[:1].isupper()
