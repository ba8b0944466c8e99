"""Nodes of the graph of ends: one end of a claim's chains, with all that the rules of identity ask of it.

A node is made once from the chain's end (``chain_end``) and the statements that reach it; the rules
(``identity_rules``) see nothing else, so that none of them depends on what another has decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, islice

from firsthand import names
from firsthand.data import (
    DocumentId,
    EndForm,
    EntityId,
    Quotation,
    SourceKind,
    Span,
    Statement,
    StatementId,
    Utterance,
    UtteranceId,
)
from firsthand.lexicon import column, entry_set
from firsthand.relate.corrections import Corrections
from firsthand.relate.origins.affiliations import Affiliation, Affiliations
from firsthand.relate.origins.body_name import body_name, office_of
from firsthand.relate.origins.chain_end import End, Ends, common_noun
from firsthand.relate.origins.witness import of_witness
from firsthand.relate.pile import Pile
from firsthand.words import normal, words

_SELF = frozenset({"i", "we", "he", "she", "it", "they"})
"""Words by which a speaker most often means himself at the head of what he says."""
_HEAD = 3
"""Words at the beginning of a statement among which its subject stands, if that is a pronoun."""
_SPOKEN = 2
"""Words from which quotations of the same words in two reports are one utterance, whoever they are given to."""


@dataclass(frozen=True, slots=True)
class EndNode:
    """One end.

    ``names``: all its printed names; ``sure``: whether it is known who it is; ``nameless``: a party whose name
    another report may give ("the company"); ``relay``: a report of others that is named by no name ("media reports"),
    no origin of its own; ``bearers``: the full names in the pile that a bare surname may stand for; ``affiliation``:
    with whom the reports put a person; ``told_by``: keys of those through whom alone it is heard; ``beside``: keys of
    those named with it as two sources of one attribution; ``speaks_of``: entities whose saying its statements report;
    ``acts``: whether its statements tell its own act; ``denies``: whether it denies what the others say;
    ``utterances`` and ``speeches``: what it is quoted with; ``withdrawn``: the words that take all its pages back, ''
    for none; ``direct``: whether a source's words name it, and no pronoun alone; ``journalist``: a person who reports
    for an outlet; ``witness``: an unnamed one who saw; ``apart``: words that tell an unnamed one from another ("a
    second official"), by outlet."""

    key: tuple[str, str]
    kind: SourceKind
    form: EndForm
    name: str
    names: tuple[str, ...]
    sure: bool
    nameless: bool
    relay: bool
    bearers: frozenset[str]
    affiliation: Affiliation
    told_by: frozenset[tuple[str, str]]
    beside: frozenset[tuple[str, str]]
    speaks_of: frozenset[EntityId]
    acts: bool
    denies: bool
    utterances: frozenset[UtteranceId]
    speeches: tuple[frozenset[str], ...]
    withdrawn: str
    direct: bool
    journalist: bool
    witness: bool
    apart: frozenset[str]
    statements: tuple[Statement, ...]
    why: tuple[str, ...]

    @property
    def entity(self) -> EntityId | None:
        """The entity that the end is, where it is one of the pile's."""
        return EntityId(self.key[1]) if self.key[0] == "entity" else None


class Nodes:
    """Makes the nodes of one pile's claims."""

    def __init__(self, pile: Pile, ends: Ends, utterances: Iterable[Utterance]) -> None:
        self._pile = pile
        self._ends = ends
        self._affiliations = Affiliations(pile)
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)
        for entity in pile.entities:
            if entity.kind == "person" and len(parts := names.person_parts(entity.name)) > 1:
                for part in parts:
                    self._bearers[part].add(" ".join(parts))
        self._described: defaultdict[str, set[str]] = defaultdict(set)
        for entity in pile.entities:
            if entity.kind in ("organisation", "group", "other", "place"):
                held = names.key(entity.name).split()
                for n in range(1, len(held)):
                    self._described[" ".join(held[n:])].add(" ".join(held))
        self._utterance = _utterances(pile, utterances)
        self._quotations: dict[DocumentId, QuotationsInOrder] = {}
        self._told: dict[StatementId, frozenset[str]] = {}

    def of(
        self,
        reached: Sequence[tuple[End, Sequence[Statement]]],
        rank: dict[SourceKind, int],
        notes: Corrections,
    ) -> list[EndNode]:
        """One node per key, sorted by key; ``rank`` tells which of several readings of one key names it, ``notes``
        which pages are withdrawn."""
        by_key: defaultdict[tuple[str, str], list[tuple[End, Sequence[Statement]]]] = defaultdict(list)
        for end, held in reached:
            by_key[end.key].append((end, held))
        return [self._node(by_key[key], rank, notes) for key in sorted(by_key)]

    def _node(
        self, pairs: Sequence[tuple[End, Sequence[Statement]]], rank: dict[SourceKind, int], notes: Corrections
    ) -> EndNode:
        ends = sorted({end for end, _ in pairs}, key=lambda one: (not one.sure, rank[one.kind], one.name, one.why))
        best = ends[0]
        known = [one for one in ends if one.sure] or ends
        held = sorted({one.id: one for _, some in pairs for one in some}.values(), key=lambda one: (one.span, one.id))
        own = [some[0] for _, some in pairs if some]  # what hangs on it comes after
        entity = EntityId(best.key[1]) if best.key[0] == "entity" and best.key[1] in self._pile.entity else None
        person = entity is not None and best.kind == "person"
        through = [end.told_by for end in ends]
        return EndNode(
            key=best.key,
            kind=best.kind,
            form=best.form,
            name=best.name,
            names=tuple(sorted({end.name for end in known})),
            sure=any(end.sure for end in ends),
            nameless=all(bool(common_noun(end.name.strip("“”"))) for end in ends),
            relay=all(end.relay for end in ends),
            bearers=self._bearers_of(best),
            affiliation=self._affiliation(best, entity if person else None, ends),
            told_by=frozenset.intersection(*through) if through else frozenset(),
            beside=frozenset.intersection(*(end.beside for end in ends)) if ends else frozenset(),
            speaks_of=frozenset(name for one in own if (name := self._reported_speaker(one))),
            acts=best.kind != "own_voice" and all(self._own_act(one) for one in own),
            denies=bool(own) and all((one.modality == "denied") != one.negated for one in own),
            utterances=frozenset(self._utterance[one.id] for one in own if one.id in self._utterance),
            speeches=tuple(sorted({told for one in own if (told := self._quoted(one))}, key=sorted)),
            withdrawn=next(iter(taken), "")
            if (taken := [notes.withdrawn.get(one.span.document, "") for one in held]) and all(taken)
            else "",
            direct=any(normal(end.description) not in _SELF and not end.description.islower() for end in ends),
            journalist=person and self._affiliations.of(entity).journalist if entity else False,
            witness=(best.kind in ("anonymous", "group", "unknown") or (best.kind == "institution" and not best.sure))
            and any(of_witness(end.description) for end in ends),
            apart=frozenset(word for end in ends for word in normal(end.description).split())
            & entry_set("telling_apart"),
            statements=tuple(held),
            why=tuple(dict.fromkeys([*(end.why for end in ends if end.why), *_taken_back(ends, notes)])),
        )

    def _bearers_of(self, end: End) -> frozenset[str]:
        if end.kind == "person":
            parts = names.person_parts(end.name)
            return frozenset(self._bearers.get(parts[0], ())) if len(parts) == 1 else frozenset()
        return frozenset(self._described.get(names.key(end.name), ()))

    def _affiliation(self, best: End, person: EntityId | None, ends: Sequence[End]) -> Affiliation:
        """With whom the reports put the end: a person by the words beside the name, a body by those it is named
        with."""
        found = self._affiliations.of(person) if person else Affiliation()
        party = {self._pile.entity[name].name for end in ends for name in end.party if name in self._pile.entity}
        state = body_name(best.name).country if best.kind in ("institution", "group") else ""
        if best.kind == "institution" and best.key[0] == "institution":
            party |= set(office_of(best.name.strip("“”")))
        states = found.states | ({state} if state else frozenset())
        speaks = any(entry_set("speaking_roles") & set(normal(end.description).split()) for end in ends)
        voices = found.voices | (party if speaks and not found.known else set())
        beside = {self._pile.entity[name].name for end in ends for name in end.near if name in self._pile.entity}
        near = found.near | (beside - found.bodies - party)
        return replace(found, bodies=found.bodies | party, states=states, voices=voices, near=near)

    def _reported_speaker(self, one: Statement) -> EntityId | None:
        """Who speaks in what the statement tells ("the director instructed her to …")."""
        act, doer = self._ends.doer(one)
        return doer if act in _speech_verbs() else None

    def _own_act(self, one: Statement) -> bool:
        last = self._pile.innermost(one)
        if last is None or not last.source:
            return False
        if any(one.span.contains(span) for span in (*last.source, *last.cue)):
            return True
        told = words(self._pile.document[one.span.document].text, one.span.start, one.span.end)
        return any(word.partition("'")[0] in _SELF for _, _, word in islice(told, _HEAD))

    def _quoted(self, statement: Statement) -> frozenset[str]:
        """The words that a statement quotes; empty for fewer than three."""
        if statement.id in self._told:
            return self._told[statement.id]
        span = statement.span
        text = self._pile.document[span.document].text
        held = self._quotations.get(span.document)
        if held is None:
            held = QuotationsInOrder(self._pile.analysis[span.document].quotations)
            self._quotations[span.document] = held
        told: set[str] = set()
        for quotation in held.over(span):
            start, end = max(quotation.inner.start, span.start), min(quotation.inner.end, span.end)
            told |= {word for _, _, word in words(text, start, end)}
        told -= entry_set("function_words")
        self._told[statement.id] = frozenset(told) if len(told) >= _SPOKEN else frozenset()
        return self._told[statement.id]


def _taken_back(ends: Sequence[End], notes: Corrections) -> list[str]:
    """That a report's correction calls the end's name wrong."""
    found = sorted({name for end in ends if (name := notes.wrong_name(end.name))})
    return [f"a report’s correction takes the name “{name}” back" for name in found]


class QuotationsInOrder:
    """The quotations of one report by where they begin."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._held = sorted(quotations, key=lambda one: one.span.start)
        self._starts = [one.span.start for one in self._held]
        self._furthest = list(accumulate((one.span.end for one in self._held), max))

    def over(self, span: Span) -> list[Quotation]:
        """Those that share a character with a span."""
        low = bisect_right(self._furthest, span.start)  # none before ends behind the span's beginning
        return [one for one in self._held[low : bisect_left(self._starts, span.end)] if one.span.overlaps(span)]


@cache
def _speech_verbs() -> frozenset[str]:
    """Lemmas of verbs by which somebody says something to somebody."""
    return column("cues", "lemma", pos="VERB", kind="speech") | column("cues", "lemma", pos="VERB", kind="request")


def _utterances(pile: Pile, utterances: Iterable[Utterance]) -> dict[StatementId, UtteranceId]:
    """The utterance that a statement quotes from."""
    quoted: defaultdict[DocumentId, list[tuple[int, int, UtteranceId]]] = defaultdict(list)
    for utterance in utterances:
        for id_ in utterance.quotations:
            if id_ in pile.quotation:
                inner = pile.quotation[id_].inner
                quoted[inner.document].append((inner.start, inner.end, utterance.id))
    found: dict[StatementId, UtteranceId] = {}
    for document, spans in quoted.items():
        for statement in pile.analysis[document].statements:
            for start, end, name in spans:
                if statement.span.start < end and start < statement.span.end:
                    found.setdefault(statement.id, name)
    return found
