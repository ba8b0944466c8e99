"""The lists of a story, each in the order in which its pages show it, and how many items a page shows at once.

Both the pages, which show a part of a list, and the addresses, which must know where a list goes on, ask here.  Left
out: how an item looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from firsthand.data import Claim, Derivation, OriginId, Quotation, QuotationId, Story, TimelineEntry, UtteranceId
from firsthand.report.captions import is_caption
from firsthand.report.end_names import is_party
from firsthand.report.open_record import OpenRecord
from firsthand.report.salience import likely_alone, says_enough

SHOWN_AT_ONCE: Mapping[str, int] = {
    "claims": 300, "only": 1_000, "conflicts": 150, "facts": 200, "histories": 100, "pairs": 150, "separate": 150,
    "origins": 300, "utterances": 150, "speakers": 200, "events": 300,
}  # fmt: skip
"""The lists of a story by name, and how many items of each a page shows."""
PIECE = "… "
"""With what the words of a claim begin that are a part of a sentence of another claim."""
BESIDE = frozenset({"cites", "shared_quotations"})
"""Relations that leave both reports texts of their own."""


def leans(claim: Claim) -> bool:
    """Whether a claim's words say too little by themselves: they do not stand alone, or are a piece of a sentence that
    another claim has."""
    return claim.text.startswith(PIECE) or not says_enough(claim)


def _leaning(claim: Claim) -> tuple[bool, float]:
    """In what order claims of one report are told: what stands alone as it comes, then the rest, surest first."""
    return (True, -likely_alone(claim)) if leans(claim) else (False, 0.0)


class StoryLists:
    """The lists of one story, each made when somebody first asks for it."""

    def __init__(self, reading: OpenRecord, story: Story) -> None:
        self._reading, self._story = reading, story

    def every(self, name: str) -> Sequence[Any]:
        """All items of a list; of ``origins`` the ids alone, of ``speakers`` names with what each said.  Raises
        KeyError."""
        return _LISTS[name](self)

    def part_with(self, name: str, id_: str) -> int:
        """From which item on a page shows the list where something of it stands: 0 for the first part."""
        ids = [getattr(one, "id", one) for one in self.every(name)]
        return ids.index(id_) // SHOWN_AT_ONCE[name] * SHOWN_AT_ONCE[name] if id_ in ids else 0

    @cached_property
    def alone(self) -> tuple[Claim, ...]:
        """The claims of one report, pieces last and captions not at all."""
        single = [one for one in self._reading.claims_of(self._story) if one.reports.documents <= 1]
        return tuple(sorted(_no_captions(single), key=_leaning))

    @cached_property
    def told(self) -> tuple[Claim, ...]:
        """Claims of several reports without captions; where there are none, the first of those of one."""
        return tuple(_no_captions(self._reading.shared(self._story))) or self.alone[: SHOWN_AT_ONCE["claims"]]

    @cached_property
    def untold(self) -> tuple[Claim, ...]:
        """The other claims of one report."""
        return self.alone if _no_captions(self._reading.shared(self._story)) else self.alone[SHOWN_AT_ONCE["claims"] :]

    @cached_property
    def pairs(self) -> tuple[Derivation, ...]:
        """Pairs of reports whose texts hang together, the chief ones first and those that leave both their own last."""
        chief = [one for one in self._reading.principal(self._story) if one.relation not in BESIDE]
        kept = {one.id for one in chief}
        others = [one for one in self._reading.derivations_of(self._story) if one.id not in kept]
        return (*chief, *sorted(others, key=lambda one: one.relation in BESIDE))

    @cached_property
    def held(self) -> Mapping[OriginId, list[Claim]]:
        """The claims of each end."""
        held: dict[OriginId, list[Claim]] = {}
        for claim in _no_captions(self._reading.claims_of(self._story)):
            for id_ in dict.fromkeys(claim.origins):
                held.setdefault(id_, []).append(claim)
        return held

    @cached_property
    def ranked_ends(self) -> tuple[OriginId, ...]:
        """The ends, first those behind what several reports carry, of them those first on which most such claims hang
        alone."""
        reading, held = self._reading, self.held
        return tuple(sorted(
            (one for one in held if one in reading.origin),
            key=lambda id_: (not behind_several(held[id_]), not is_party(reading.origin[id_]),
                             -len(alone_on(id_, held[id_])), -len(held[id_]), id_),
        ))  # fmt: skip

    @cached_property
    def shared_ends(self) -> int:
        """How many ends are behind what several reports carry."""
        return sum(behind_several(self.held[id_]) for id_ in self.ranked_ends)

    @cached_property
    def voices(self) -> tuple[tuple[str, list[Quotation]], ...]:
        """Who is quoted, most often first; one act of speech once, in the first report that has it."""
        reading = self._reading
        order = {document.id: i for i, document in enumerate(reading.documents_of(self._story))}
        own = [one for one in reading.quotations if one.span.document in order and one.attribution]
        own.sort(key=lambda one: (order[one.span.document], one.span.start))
        said: dict[str, dict[UtteranceId | QuotationId, Quotation]] = {}
        for one in own:
            said.setdefault(reading.speaker(one), {}).setdefault(one.utterance or one.id, one)
        ranked = sorted(said.items(), key=lambda pair: -len(pair[1]))
        return tuple((name, list(acts.values())) for name, acts in ranked)

    @cached_property
    def events(self) -> tuple[TimelineEntry, ...]:
        """Every event but captions, those first that matter most where there are more than a page shows; each part by
        time."""
        every = tuple(_no_captions(self._reading.timeline_of(self._story)))
        most = SHOWN_AT_ONCE["events"]
        if len(every) <= most:
            return every
        chief = tuple(_no_captions(self._reading.principal_events(self._story, most)))
        kept = {one.id for one in chief}
        return (*chief, *(one for one in every if one.id not in kept))


_Told = TypeVar("_Told", Claim, TimelineEntry)


def _no_captions(told: Iterable[_Told]) -> list[_Told]:
    """What is told, without what says only what is seen on a picture."""
    return [one for one in told if not is_caption(one.text)]


_LISTS: Mapping[str, Callable[[StoryLists], Sequence[Any]]] = {
    "claims": lambda one: one.told,
    "only": lambda one: one.untold,
    "conflicts": lambda one: one._reading.conflicts_of(one._story),
    "facts": lambda one: one._reading.facts_of(one._story),
    "histories": lambda one: one._reading.histories_of(one._story),
    "pairs": lambda one: one.pairs,
    "separate": lambda one: one._reading.separate_of(one._story),
    "origins": lambda one: one.ranked_ends,
    "utterances": lambda one: one._reading.utterances_of(one._story),
    "speakers": lambda one: one.voices,
    "events": lambda one: one.events,
}


def behind_several(held: Sequence[Claim]) -> bool:
    """Whether one of an end's claims is carried by several reports."""
    return any(one.reports.documents > 1 for one in held)


def alone_on(id_: OriginId, held: Sequence[Claim]) -> list[Claim]:
    """Those of an end's claims that several reports carry and that hang on it alone."""
    return [one for one in held if one.reports.documents > 1 and set(one.origins) == {id_}]
