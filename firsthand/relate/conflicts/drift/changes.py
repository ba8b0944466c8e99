"""What a copy's statement changes in the one it answers: a hedge or condition dropped, a source lost, changed or
described anew, another actor, another number, all for some, an attempt told as done.

Each check is a function of the two statements, and gives None where it finds no change.  Left out: changes of tone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from firsthand.comparable.count_frame import one_count
from firsthand.comparable.predicates import event_classes
from firsthand.comparable.predication import UNDONE, leaves_open
from firsthand.comparable.proposition import wholes
from firsthand.data import ConflictKind, Statement
from firsthand.lexicon import entry_set
from firsthand.relate.claims import SAME_PASSAGE, Pair, constraints
from firsthand.relate.conflicts.disagreement import scopes
from firsthand.relate.origins.attributed_to import (
    bare_person,
    core,
    is_named,
    last_source,
    mentions,
    names_source,
    own_words,
    refers_back,
    who_says,
)
from firsthand.relate.pile import Pile
from firsthand.words import normal, words

_ONE_STATEMENT = 0.6
"""Probability from which two statements are one, so that their sources can be compared."""
Change = tuple[ConflictKind, str, str, str]
"""Kind, what the original says, what the copy says, and the reason."""


def _source(pair: Pair) -> Change | None:
    original, copy = pair.one, pair.other
    before, after = last_source(pair.pile, original), last_source(pair.pile, copy)
    if before is None or copy.modality == "alleged" or bare_person(pair.pile, before) or own_words(pair.pile, copy):
        return None
    weak = pair.aligned and pair.model() < SAME_PASSAGE
    if weak and not set(pair.a.figures) & set(pair.b.figures):
        return None  # words in common at the same place, and another thought
    if after is None:
        if not is_named(pair.pile, before) or copy.chain or before.source_kind in ("own_voice", "unknown"):
            return None
        if mentions(pair.pile, copy, before):
            return None
        who = who_says(pair.pile, before)
        return "actor", who, "no source", f"states as fact what the original attributes to {who}"
    if before.source_kind == after.source_kind == "anonymous":
        said, now = normal(before.description), normal(after.description)
        if core(said) != core(now) and not refers_back(before.description) and not refers_back(after.description):
            return "actor", before.description, after.description, "describes the unnamed source in other words"
    return None


_BESIDE = 2
"""Sentences of a copy on either side of what it states in which it may say who says so."""
_SAME_MATTER = 0.51
"""Cosine from which what somebody says there is the matter that the original gives to its source."""


def still_given(pair: Pair, answered: Sequence[tuple[int, int]]) -> bool:
    """Whether the copy says who says it elsewhere: in a statement that answers another one of the same source, or that
    tells the same matter a sentence or two away."""
    likeness, pile = pair.likeness, pair.pile
    before = last_source(pile, pair.one)
    if before is None:
        return False
    number = pile.compared[pair.other.id].event.sentence
    for i, j in answered:
        mine, theirs = likeness.statements[i], likeness.statements[j]
        source, after = last_source(pile, mine), last_source(pile, theirs)
        one_source = source is not None and (source.id == before.id or who_says(pile, source) == who_says(pile, before))
        near = abs(pile.compared[theirs.id].event.sentence - number) <= _BESIDE
        if one_source and near and after is not None and after.source_kind not in ("own_voice", "unknown"):
            return True
    for j, other in enumerate(likeness.statements):
        if other.span.document != pair.other.span.document or not other.chain:
            continue
        away = pile.compared[other.id].event.sentence - number
        source = last_source(pile, other)
        if away == -1 and source is not None and source.source_kind == "document":
            return True  # "…, the statement said.  The boats had a crew of 26."
        near = abs(away) <= _BESIDE
        kinds = event_classes(pile.compared[other.id].proposition.heads) & event_classes(pair.a.heads)
        if near and (kinds or likeness.cosine(pair.i, j) >= _SAME_MATTER):
            return True
    return False


def _other_source(pair: Pair) -> Change | None:
    """Another source of the same kind, both by name, for one statement."""
    before, after = last_source(pair.pile, pair.one), last_source(pair.pile, pair.other)
    if before is None or after is None or pair.model() < _ONE_STATEMENT:
        return None
    known = pair.pile.entity
    mine = known.get(before.source_entity) if before.source_entity else None
    theirs = known.get(after.source_entity) if after.source_entity else None
    if mine is None or theirs is None or mine.id == theirs.id or before.source_kind != after.source_kind:
        return None
    if before.source_kind not in ("person", "institution") or core(normal(mine.name)) & core(normal(theirs.name)):
        return None
    if names_source(pair.pile, pair.other, before) or (refers_back(mine.name) and refers_back(theirs.name)):
        return None
    return (
        "actor",
        who_says(pair.pile, before),
        who_says(pair.pile, after),
        f"gives {theirs.name} as the source, not {mine.name}",
    )


def _hedge(pair: Pair) -> Change | None:
    original, copy = pair.one, pair.other
    before, after = constraints.standing(original.modality), constraints.standing(copy.modality)
    if _words(pair.pile, original) == _words(pair.pile, copy) or set(_words(pair.pile, copy)) & entry_set("hedges"):
        return None  # the same words are no stronger, and a hedge in other words is a hedge
    if f" {' '.join(_words(pair.pile, original))} " in f" {' '.join(_words(pair.pile, copy))} ":
        return None  # the copy has the very words, and more of the sentence
    if before in ("considered", "open") and after in ("fact", "planned") and original.negated == copy.negated:
        return (
            "modality", original.modality.replace("_", " "), copy.modality.replace("_", " "),
            f"states what the original gives as {original.modality.replace('_', ' ')}",
        )  # fmt: skip
    a, b = event_classes(pair.a.heads), event_classes(pair.b.heads)
    if before == "planned" and after == "fact" and not a & b:
        verb, other = _verb(pair.pile, original), _verb(pair.pile, copy)
        return "modality", verb, other, f"makes “{other}” of “{verb}”"
    return None


def _words(pile: Pile, statement: Statement) -> list[str]:
    return [word for _, _, word in words(pile.words(statement.span))]


def _supposes(said: set[str]) -> bool:
    """Whether the words of a sentence may give a condition in whatever form."""
    return bool(said & (entry_set("hedges") - {"unclear"} | entry_set("conditions")))


def _sentence_words(pile: Pile, statement: Statement) -> set[str]:
    """The words of the statement and of its sentences, which may say what it leaves out."""
    span, text = statement.span, pile.document[statement.span.document].text
    sentences = pile.analysis[span.document].sentences
    places = [(one.start, one.end) for one in sentences if one.start < span.end and span.start < one.end]
    return {word for start, end in (*places, (span.start, span.end)) for _, _, word in words(text[start:end])}


def _attempt(pair: Pair) -> Change | None:
    """ "Has sought to use" told as "has used": what was tried or wanted, told as done."""
    b = pair.b
    copy = pair.other
    if (
        constraints.standing(copy.modality) != "fact"
        or event_classes(b.verbs) & UNDONE
        or set(_words(pair.pile, copy)) & entry_set("hedges")
    ):
        return None
    for deed, said in pair.pile.compared[pair.one.id].predication.attempts:
        if deed in b.heads or event_classes([deed]) & event_classes(b.heads):
            now = _verb(pair.pile, copy)
            return "modality", said, now, f"makes “{now}” of “{said}”"
    return None


def _scope(pair: Pair) -> Change | None:
    change = scopes(pair)
    if change is None:
        return None
    return "scope", *change, f"makes “{change[1]}” of “{change[0]}”"


def _verb(pile: Pile, statement: Statement) -> str:
    return pile.compared[statement.id].predication.verb


def _condition(pair: Pair) -> Change | None:
    original, copy = pair.one, pair.other
    condition = pair.pile.compared[original.id].predication.condition
    quoted = any(q.span.overlaps(copy.span) for q in pair.pile.analysis[copy.span.document].quotations)
    if quoted or condition is None or _supposes(_sentence_words(pair.pile, copy)):
        return None
    if leaves_open(condition):
        return "modality", condition, "no question", f"no longer leaves it open (“{condition}”)"
    return "modality", condition, "no condition", "drops the condition"


def _actor(pair: Pair) -> Change | None:
    a, b = pair.a, pair.b
    mine, theirs = a.subjects & a.names, b.subjects & b.names
    if not mine or not theirs or mine & theirs or mine & b.names:
        return None
    subject, other = _subject(pair.pile, pair.one), _subject(pair.pile, pair.other)
    if not subject or not other or not (theirs & a.names):
        return None  # a new name may be another name of the same actor; one that changes its part is not
    return "actor", subject, other, f"makes {other} the one who acts"


def _subject(pile: Pile, statement: Statement) -> str:
    return pile.compared[statement.id].predication.named_subject


def _number(pair: Pair) -> Change | None:
    a, b = pair.a, pair.b
    if constraints.same_event(a, b) is False:
        return None  # flights delayed are not flights cancelled
    theirs = wholes(b)
    for mine in wholes(a):
        same = [frame for frame in theirs if one_count(mine, frame)]
        if len(same) == 1 and not constraints.agree(mine.quantity, same[0].quantity):
            return "number", mine.words, same[0].words, "changes the number"
    return None


Check = Callable[[Pair], Change | None]
CHECKS: dict[str, Check] = {
    "drift.hedge": _hedge, "drift.attempt": _attempt, "drift.source": _source, "drift.other_source": _other_source,
    "drift.condition": _condition, "drift.actor": _actor, "drift.number": _number, "drift.scope": _scope,
}  # fmt: skip
"""What may be changed, by the name of its step; the first one that two statements show counts."""
