"""Who stands behind a statement, as a reader would name him, and whether another statement names him too.

Left out: sources that only the report's first paragraphs name.
"""

from __future__ import annotations

from firsthand.data import Attribution, Statement
from firsthand.lexicon import entry_set
from firsthand.relate.origins.chain_end import report_label
from firsthand.relate.pile import Pile
from firsthand.words import normal, words


def speaker(pile: Pile, statement: Statement) -> str:
    """Who says it, as a reader would name him: never by a pronoun."""
    for last in reversed(pile.chain_of(statement)):
        entity = pile.entity.get(last.source_entity) if last.source_entity else None
        if entity is not None:
            return entity.name
        if set(normal(last.description).split()) - entry_set("function_words"):
            return last.description
    return report_label(pile, statement.span.document)


def last_source(pile: Pile, statement: Statement) -> Attribution | None:
    """The innermost attribution that is about the statement's truth, not its own act."""
    for found in reversed(pile.chain_of(statement)):
        if found.source_kind in ("own_voice", "unknown"):
            continue
        if found.source and any(statement.span.contains(span) for span in found.cue):
            continue
        return found
    return None


def own_words(pile: Pile, copy: Statement) -> bool:
    """Whether the copy's words are somebody's speech all the same: he says "I", or signs them."""
    spoken = {word.partition("'")[0] for _, _, word in words(pile.words(copy.span))} & {"i", "my", "me", "we", "our"}
    return bool(spoken) or "@" in pile.words(copy.span)


def bare_person(pile: Pile, attribution: Attribution) -> bool:
    """Whether "he" or "she" was resolved to what is no person: then nobody knows whose words these are."""
    entity = pile.entity.get(attribution.source_entity) if attribution.source_entity else None
    return normal(attribution.description) in ("he", "she") and (entity is None or entity.kind != "person")


def who_says(pile: Pile, attribution: Attribution) -> str:
    """The source as a reader would name it: by name where the words are a pronoun."""
    entity = pile.entity.get(attribution.source_entity) if attribution.source_entity else None
    return entity.name if entity and not core(normal(attribution.description)) else attribution.description


def is_named(pile: Pile, attribution: Attribution) -> bool:
    """Whether the source is more than a pronoun."""
    return attribution.source_entity in pile.entity or bool(core(normal(attribution.description)))


def mentions(pile: Pile, statement: Statement, attribution: Attribution) -> bool:
    """Whether the statement's own sentence names the source all the same, or reports somebody else's words."""
    analysis = pile.analysis[statement.span.document]
    own = [s for s in analysis.sentences if s.start < statement.span.end and statement.span.start < s.end]
    if any(s.start <= cue.start < s.end for s in own for one in analysis.attributions for cue in one.cue):
        return True
    return names_source(pile, statement, attribution)


def names_source(pile: Pile, statement: Statement, attribution: Attribution) -> bool:
    """Whether the words in and around the statement name the source."""
    text = pile.document[statement.span.document].text
    entity = pile.entity.get(attribution.source_entity) if attribution.source_entity else None
    around = normal(text[max(0, statement.span.start - 120) : statement.span.end + 120])
    known = [entity.name, *entity.aliases] if entity else [attribution.description]
    return any(normal(name) in around for name in known if len(name) > 2)


def core(description: str) -> frozenset[str]:
    """The words of a description, in lower case, that are no function words, without a final s."""
    return frozenset(word.rstrip("s") for word in description.split()) - entry_set("function_words")


def refers_back(description: str) -> bool:
    """Whether a description says too little to tell who is meant ("he", "the minister")."""
    return len(core(normal(description))) < 2
