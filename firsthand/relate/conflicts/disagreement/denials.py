"""Denials: what one report states and somebody, in another, says is not so.

Two things make a dispute: somebody speaks ("denied", "is not true", "never postponed it"), and what he denies is the
very thing stated, the predicate and most of its arguments, as told of one time.  A report that negates in its own voice
disputes nothing: the later report that states the same is an update.  Left out: denials of a noun alone ("denied the
allegations"), which leave open what was denied.
"""

from __future__ import annotations

from functools import cache

from firsthand.comparable import Proposition
from firsthand.comparable.lemmas import weight
from firsthand.comparable.predicates import event_classes
from firsthand.data import Statement
from firsthand.lexicon import column, entry_set
from firsthand.relate.claims import Pair, constraints
from firsthand.relate.conflicts.comparison import Disagreement, Reason, aside, before, disagreement_of, same_matter
from firsthand.relate.facts.event_linking import is_form
from firsthand.relate.origins import speaker
from firsthand.relate.pile import Pile
from firsthand.words import inside_sentence, normal, words

_COVERED = 0.55
"""Share of the denied statement's weight that the other states …"""
_COVERED_BY_PARTY = 0.5
"""… or this much where the denier is named in what is stated."""
_COVERED_IN_REPORT = 0.4
"""… or where one report tells both."""
_ALIKE = 0.5
_CLOSE = 0.45
"""Cosine below which shared words are another matter, whatever their weight …"""
_CLOSE_IN_REPORT = 0.35
"""… and the same inside one report."""
_UNTIL_THEN = frozenset({"before", "until", "since", "yet", "previously", "far", "still", "initially"})
"""Words that bound a negation in time: "before that, no planet had been seen", "has not yet ruled"."""


def denial(pair: Pair) -> Disagreement | None:
    """Two statements of which one denies the other, as a pair in conflict, or None."""
    pile = pair.pile
    denies = [_denies(pile, *side) for side in ((pair.one, pair.a), (pair.other, pair.b))]
    if denies[0] == denies[1]:
        return None
    both = pair if denies[0] else pair.turned()  # who denies first
    denied, stated = both.one, both.other
    if stated.negated or _negative(both.b) or constraints.standing(stated.modality) != "fact":
        return None
    if both.b.words & {"until", "till"}:
        return None  # "had flown there until then"
    if constraints.standing(denied.modality) not in ("fact", "denied"):
        return None
    if denied.negated and _bounded(pile, denied, both.a):
        return None
    if _purposed(both) or not _same_thing(both) or not _answers(both):
        return None
    if denied.chain:
        who, whom = speaker(pile, denied), speaker(pile, stated)
        if _one_party(who, whom):  # nobody disputes himself, but he may own up
            if pile.compared[stated.id].predication.cue_stage != "confirmed" or not before(pile, denied, stated):
                return None
            reason: Reason = (f"{who} admits in ", stated, " what it had denied in ", denied)
            return disagreement_of(pair, denied, "denied", "admitted", "denial", "update", reason)
        reason = (f"{who} denies what {inside_sentence(whom)} said",)
        return disagreement_of(pair, denied, "denied", "stated", "denial", "dispute", reason)
    if before(pile, denied, stated) and aside(both, entry_set("denial_words")) >= _ALIKE:
        reason = (stated, " is the later report, and states what was not so in the earlier one")
        return disagreement_of(pair, denied, "denied", "stated", "denial", "update", reason)
    return None


def _answers(both: Pair) -> bool:
    """Whether one question has opposite answers: whether somebody did what the other states as done."""
    pile, denied, stated = both.pile, both.one, both.other
    if pile.compared[stated.id].predication.modal or both.b.words & _WANTED:
        return False  # "needs to rescind" is no deed
    if denied.negated and denied.modality != "denied" and not _of_predicate(both):
        return False  # "did not say why she was suspended", "and did not have any suspects"
    return not _of_another(both)


_WANTED = frozenset({"need", "needs", "needed", "want", "wants", "wanted", "must", "should", "ought"})
_GOVERNS = 4
"""Words from a negation to the predicate that it denies."""


def _of_predicate(both: Pair) -> bool:
    """Whether the negation stands right before the predicate that both have."""
    shared = both.a.heads & both.b.heads | {
        head for head in both.a.heads if event_classes([head]) & event_classes(both.b.heads)
    }
    said = [word for _, _, word in words(both.pile.words(both.one.span))]
    if said[:1] in (["no"], ["none"], ["nobody"], ["never"]):
        return True  # "no repair of a gate was ever postponed"
    return any(
        is_form(near, lemma)
        for n, word in enumerate(said)
        if word in entry_set("denial_words") or word.endswith("n't")
        for near in said[n + 1 : n + 1 + _GOVERNS]
        for lemma in shared
    ) or not any(is_form(word, lemma) for word in said for lemma in shared)


def _of_another(both: Pair) -> bool:
    """Whether what is stated tells of one person, by name or by a pronoun for it, and the denial does not name him."""
    a, b = both.a, both.b
    named = b.subjects & b.names
    if _party(both.pile, both.one, both.other) or named & set(_plain(speaker(both.pile, both.one))):
        return False
    pronoun = [word for _, _, word in words(both.pile.words(both.other.span))][:1] in (["he"], ["she"])
    return bool(named or pronoun) and not a.names & b.names and not set(both.one.entities) & set(both.other.entities)


def _same_thing(both: Pair) -> bool:
    """Whether the statement denied and the one made have predicate, actor and most of the rest in common."""
    a, b = both.a, both.b
    if (a.heads | b.heads) & _speech() or a.personal or b.personal:
        return False  # "did not comment" disputes nothing, "I thought so" states nothing
    if not (a.verbs | a.patients) & a.heads or not (b.verbs | b.patients) & b.heads:
        return False  # "was not the first time": no deed
    if constraints.same_event(a, b) is not True or not same_matter(a, b):
        return False
    if both.number_veto() or constraints.role_veto(a, b) or constraints.actor_veto(a, b):
        return False
    if a.patients and b.patients and not a.patients & b.patients:
        return False  # "offers no relief" denies no offer of incentives
    if constraints.date_veto(both.one, both.other):
        return False
    answers = a.document == b.document  # a report sets the answer beside the charge
    if both.further_than(_CLOSE_IN_REPORT if answers else _CLOSE):
        return False
    if aside(both, entry_set("denial_words")) >= _ALIKE:
        return True
    if answers:
        return _covered(a, b) >= _COVERED_IN_REPORT
    return _covered(a, b) >= (_COVERED_BY_PARTY if _party(both.pile, both.one, both.other) else _COVERED)


def _covered(a: Proposition, b: Proposition) -> float:
    """How much of what is denied the other states, by weight; predicates of one kind count as said."""
    mine = a.lemmas - entry_set("denial_words") - entry_set("light_lemmas")
    kinds = event_classes(b.heads)
    said = {lemma for lemma in mine if lemma in b.lemmas or event_classes([lemma]) & kinds}
    if not (said & b.lemmas) - a.heads - a.names:
        return 0.0  # a name and a verb in common: too little to be one deed
    return sum(weight(x) for x in sorted(said)) / max(1.0, sum(weight(x) for x in sorted(mine)))


def _one_party(who: str, whom: str) -> bool:
    """Whether one speaker's name begins with the other's: a government and its officials, a man and his office."""
    short, long = sorted((_plain(who), _plain(whom)), key=len)
    return long[: len(short)] == short


def _plain(name: str) -> list[str]:
    return [word.removesuffix("'s") for word in normal(name).split() if word not in entry_set("function_words")]


@cache
def _speech() -> frozenset[str]:
    """Verbs of saying and knowing, whose negation is no denial."""
    return column("cues", "lemma", kind="speech") | column("cues", "lemma", kind="thought") | {
        "confirm", "comment", "respond", "know", "reply", "answer", "need", "want",
    }  # fmt: skip


def _denies(pile: Pile, statement: Statement, item: Proposition) -> bool:
    if statement.modality == "denied":  # a noun phrase that somebody rejects is no assertion denied
        verbal = pile.compared[statement.id].predication.verbal
        return not statement.negated and verbal and _denying_cue(pile, statement, item)
    return statement.negated and _negative(item)


def _denying_cue(pile: Pile, statement: Statement, item: Proposition) -> bool:
    """Whether what brings the statement in denies it, or the statement calls itself untrue; "dismissed it as a prank"
    and "rejected the offer" are deeds."""
    told = pile.cue_words(pile.innermost(statement))
    return bool(told & _denying_forms()) or bool(item.words & {"untrue", "false", "baseless", "unfounded"})


@cache
def _denying_forms() -> frozenset[str]:
    lemmas = {lemma for lemma in column("cues", "lemma", modality="denied") if " " not in lemma}
    forms = set(lemmas)
    for lemma in lemmas:
        stem = lemma[:-1] if lemma.endswith("y") else lemma.removesuffix("e")
        forms |= {f"{stem}ies", f"{stem}ied", f"{lemma}s", f"{stem}ed", f"{lemma.removesuffix('e')}ing", f"{lemma}ing"}
    return frozenset(forms)


def _negative(item: Proposition) -> bool:
    return bool(item.words & entry_set("denial_words"))


def _bounded(pile: Pile, statement: Statement, item: Proposition) -> bool:
    """Whether a negation holds only up to some time, or of a case that is merely thought of."""
    document = pile.document[statement.span.document].text
    own = [s for s in pile.analysis[statement.span.document].sentences if s.start < statement.span.end]
    start = max((s.start for s in own if s.start <= statement.span.start), default=statement.span.start)
    around = set(normal(document[start : statement.span.end]).split())
    return bool(around & _UNTIL_THEN) or {"had", "ever"} <= item.words or bool(item.words & {"if", "unless"})


def _purposed(both: Pair) -> bool:
    """Whether what is denied may be a purpose or reason that the other does not give, and not the deed: "did not test
    it to start a war", "was never postponed for reasons of cost"."""
    pile, denied, stated = both.pile, both.one, both.other
    mine, theirs = (pile.compared[one.id].predication for one in (denied, stated))
    if denied.negated and any(lemma not in both.b.lemmas for lemma in mine.purposes):
        return True
    given = mine.reasons | (frozenset() if denied.negated else mine.purposes)
    return bool(given) and not theirs.purposes | theirs.reasons and not given & both.b.lemmas


def _party(pile: Pile, denied: Statement, stated: Statement) -> bool:
    """Whether who denies is named in what is stated."""
    last = pile.innermost(denied)
    return bool(last and last.source_entity and last.source_entity in stated.entities)
