"""The end of one statement's chain: who, at bottom, it is known from.

Follows docs/vocabulary.md, "Independent origins": a named speaker, an institution, a document; an outlet's own
sourcing, where an unnamed source belongs to the outlet it spoke to; a public act of an office; or the report itself.
Left out: which unnamed sources are one person; ``origins`` counts them as possibly the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from firsthand import names
from firsthand.comparable.unit_classes import peoples
from firsthand.data import Attribution, DocumentId, EntityId, EntityKind, SourceKind, Statement
from firsthand.lexicon import entry_set, rows
from firsthand.relate.pile import Pile
from firsthand.words import normal

_OF_ENTITY: dict[EntityKind, SourceKind] = {
    "person": "person", "organisation": "institution", "group": "group", "place": "institution", "outlet": "outlet",
    "document": "document", "other": "unknown",
}  # fmt: skip
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that"})
_SUBJECT = re.compile(
    r"\b(?:of|on|about|into|against|over|regarding)(?: the| an?)? $"
    r"|\b(?:seen|obtained|reviewed|viewed|read|examined|leaked|given|shared) (?:by|to|with)\b",
    re.IGNORECASE,
)
"""What a text is about or who has read it, not whose it is: "a study of X", "the report seen by X"."""
_SPOKESMEN = ("spokesman", "spokeswoman", "spokesperson", "spokespeople", "press secretary", "press office")


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends.  ``key`` is equal for ends that are one origin; ``certain`` when it is named and so cannot
    be another named end; ``party`` holds keys of institutions it speaks for or belongs to."""

    key: tuple[str, str]
    kind: SourceKind
    name: str
    certain: bool
    why: str
    party: tuple[EntityId, ...] = ()


@cache
def _outlets() -> dict[str, str]:
    known: dict[str, str] = {}
    for row in rows("outlets"):
        for alias in (row["name"], *row["aliases"].split("|")):
            if alias:
                known.setdefault(_bare(alias), row["name"])
    return known


def _bare(name: str) -> str:
    return normal(name).removeprefix("the ").removesuffix("'s").strip(" .")


def outlet_key(name: str) -> str:
    """One key for all names of an outlet that the lexicon knows; else its own name, folded."""
    return _bare(_outlets().get(_bare(name), name))


def report_label(pile: Pile, document: DocumentId) -> str:
    """A report as a reader would name it: its outlet where known, with the name under which it came in."""
    one = pile.document[document]
    short = one.source_id.rsplit("/", 1)[-1]
    return f"{one.outlet.name} ({short})" if one.outlet.name else short


def _report(pile: Pile, document: DocumentId) -> str:
    """The name of an origin that is a report whose outlet nobody knows."""
    return f"an unnamed outlet ({report_label(pile, document)})"


def common_noun(name: str) -> str:
    """The common noun of a source that has no name ("the company", "his campaign", "Consumer credit agency"); empty for
    a name, and for one of a place ("Israeli military court")."""
    words = [word for word in name.split() if word.casefold() not in _DETERMINERS]
    if not words or not all(word.islower() for word in words[1:]):
        return ""
    headed = words[0].islower() or len(name.split()) == 1 or name.split(maxsplit=1)[0].istitle()
    placed = words[0].casefold() in peoples() or names.key(words[0]) in names.places()
    noun = words[-1].casefold()
    return noun if headed and not placed and noun in entry_set("source_nouns") else ""


class Ends:
    """Chain ends of a pile's statements.  ``rewritten`` are reports that tell another's text in their own words: what
    they add to it is their own."""

    def __init__(self, pile: Pile, rewritten: frozenset[DocumentId]) -> None:
        self._pile = pile
        self._rewritten = rewritten
        self._mentions: defaultdict[DocumentId, list[tuple[int, int, EntityId]]] = defaultdict(list)
        for entity in pile.entities:
            for span in entity.mentions:
                self._mentions[span.document].append((span.start, span.end, entity.id))
        for held in self._mentions.values():
            held.sort()
        self._relayed = {document.id: self._relayed_outlets(document.id) for document in pile.documents}

    # ------------------------------------------------------------------------------------ what is looked up

    def entity_at(self, document: DocumentId, start: int, end: int) -> EntityId | None:
        """The entity whose mention covers the characters; the longest one."""
        held = self._mentions.get(document, [])
        at = bisect_right(held, (start, 1 << 60, ""))
        best: tuple[int, EntityId] | None = None
        for s, e, name in held[max(0, at - 12) : at]:
            if s <= start and end <= e and (best is None or e - s > best[0]):
                best = (e - s, name)
        return best[1] if best else None

    def _name(self, entity: EntityId | None) -> str | None:
        found = self._pile.entity.get(entity) if entity else None
        return found.name if found else None

    def own_outlet(self, document: DocumentId) -> str | None:
        """Whose own a report's sourcing and voice are: the agency's or outlet's that its text is from, else its own."""
        one = self._pile.document[document]
        taken = one.text_origin.kind in ("agency", "outlet") and document not in self._rewritten
        return one.text_origin.name if taken else one.outlet.name

    def _outlet_of(self, attribution: Attribution) -> str | None:
        """The outlet that an attribution names as its source."""
        if attribution.source_kind != "outlet":
            return None
        return self._name(attribution.source_entity) or attribution.description or None

    def _relayed_outlets(self, document: DocumentId) -> tuple[str, ...]:
        """Other outlets that the report credits with the reporting, those credited as first to report it in front."""
        own = self.own_outlet(document)
        first: list[str] = []
        other: list[str] = []
        for attribution in self._pile.analysis[document].attributions:
            name = self._outlet_of(attribution)
            if name is None or (own and outlet_key(own) == outlet_key(name)):
                continue
            cue = normal(" ".join(self._pile.words(span) for span in attribution.cue))
            (first if "report" in cue or "first" in cue or "broke" in cue else other).append(name)
        distinct = {outlet_key(name): name for name in reversed(other)} if not first else {}
        if first:
            return (first[0],)
        return tuple(distinct.values()) if len(distinct) == 1 and not own else ()

    # -------------------------------------------------------------------------------------------- the ends

    def end(self, statement: Statement, root: DocumentId, relayed_here: Sequence[str] = ()) -> End:
        """The end of ``statement``'s chain.  ``root`` is the report that stands for its family; ``relayed_here``
        the outlets that the same report credits for the same claim."""
        pile = self._pile
        chain = [pile.attribution[name] for name in statement.chain if name in pile.attribution]
        actor = None
        while chain and (chain[-1].source_kind == "own_voice" or self._is_act(statement, chain[-1])):
            taken = chain.pop().source_entity  # on a line of its own: `or` would stop taking once an actor is known
            actor = actor or taken
        if not chain:
            return self._own(statement, root, actor)
        last = chain[-1]
        if last.source_kind == "outlet":
            name = self._outlet_of(last) or "an unnamed outlet"
            return End(("outlet", outlet_key(name)), "outlet", name, False, f"{report_label(pile, root)} cites {name}")
        if last.source_kind in ("anonymous", "unknown") and not self._house(last):
            return self._unnamed(statement, chain, root, relayed_here)
        return self._named(last, statement)

    def _is_act(self, statement: Statement, attribution: Attribution) -> bool:
        """Whether the statement is the attribution's own act ("the president ordered …"): he acts in it, and what
        is known of the act is known from whoever reports it."""
        if not any(statement.span.contains(span) for span in attribution.cue):
            return False
        if attribution.source_kind == "unknown" or (
            attribution.source_kind == "person" and attribution.source_entity is None
        ):  # "his son pledged loyalty" is what the report says of him
            return True
        return attribution.id in self._pile.compared[statement.id].predication.own_acts

    def _named(self, last: Attribution, statement: Statement) -> End:
        name = self._name(last.source_entity)
        description = (last.description or self._pile.quote(last.source)).strip(" ,;:—–-")
        kind = last.source_kind
        parties = self._parties(last)
        if house := self._house(last):
            house_name = self._name(house) or description
            who = name or description
            sort = _OF_ENTITY[self._pile.entity[house].kind]
            return End(("entity", house), sort, house_name, True, f"{who} speaks for {house_name}", tuple(parties))
        if kind == "document" and (owner := self._owner(last, description)):
            entity = self._pile.entity[owner]
            return End(
                ("entity", owner), _OF_ENTITY[entity.kind], entity.name, True,
                f"“{description}” is {entity.name}’s own", tuple(parties),
            )  # fmt: skip
        if name and last.source_entity:
            said = f"{name} says so" if kind == "document" else f"{name} said so"
            if self.own_act(statement, last.source_entity):
                said = f"it tells what {name} did or said"
            return End(("entity", last.source_entity), kind, name, True, said, tuple(parties))
        plain = " ".join(word for word in normal(description).split() if word not in ("the", "a", "an", "his", "her"))
        printed = description.split()[1:] if kind == "person" else description.split()
        named = any(word[:1].isupper() for word in printed)  # "the jumper" may be anybody whom another report names
        certain = kind in ("person", "institution") and bool(plain) and (kind == "institution" or named)
        return End(
            (kind, plain or "?"),
            kind,
            description or "unnamed",
            certain,
            f"{description or 'somebody'} is named as the source",
        )

    def _house(self, last: Attribution) -> EntityId | None:
        """Whom a spokesman speaks for, named or not ("a State Department spokeswoman", "a spokesman for Ada Obi")."""
        if last.source_kind not in ("person", "anonymous", "unknown") or not self.speaks(last.description):
            return None
        if last.source_entity is None and (people := self._inside(last, "person")):
            return people[-1]
        parties = self._parties(last)
        return parties[0] if parties else None

    def _owner(self, last: Attribution, description: str) -> EntityId | None:
        """Whose own words a text is ("the ministry's letter"): the one party that its description names."""
        words = normal(description).split()
        if not entry_set("own_words") & {*words, *(word.removesuffix("s") for word in words)}:
            return None
        held = [
            name
            for span in last.source
            for start, end, name in self._mentions.get(span.document, ())
            if span.start <= start and end <= span.end and name != last.source_entity
            and not _SUBJECT.search(self._pile.document[span.document].text, span.start, start)
        ]  # fmt: skip
        owners = [n for n in dict.fromkeys(held) if self._pile.entity[n].kind in ("organisation", "person", "group")]
        return owners[0] if len(owners) == 1 else None

    @staticmethod
    def speaks(description: str) -> bool:
        """Whether the source speaks for somebody else."""
        return any(word in normal(description) for word in _SPOKESMEN)

    def _parties(self, last: Attribution) -> list[EntityId]:
        """Institutions named inside the source's description ("deputy White House press secretary Anna Kelly")."""
        return self._inside(last, "organisation")

    def _inside(self, last: Attribution, kind: EntityKind) -> list[EntityId]:
        """Entities of a kind that are named inside a source and are not it, in text order."""
        found = []
        for span in last.source:
            for start, end, name in self._mentions.get(span.document, ()):
                inside = span.start <= start and end <= span.end and name != last.source_entity
                if inside and self._pile.entity[name].kind == kind and name not in found:
                    found.append(name)
        return found

    def _unnamed(
        self, statement: Statement, chain: Sequence[Attribution], root: DocumentId, relayed: Sequence[str]
    ) -> End:
        pile = self._pile
        last = chain[-1]
        said = last.description or "an unnamed source"
        given = self._name(last.given_to)
        if given:
            own = self.own_outlet(statement.span.document)
            access = "of its own" if own and outlet_key(own) == outlet_key(given) else f"of {given}"
            return End(
                ("outlet", outlet_key(given)), "anonymous", f"unnamed source of {given}", False,
                f"“{said}” is a source {access}: the words name {given} as the outlet it spoke to",
            )  # fmt: skip
        for outer in reversed(chain[:-1]):
            name = self._outlet_of(outer)
            if name:
                return End(
                    ("outlet", outlet_key(name)), "anonymous", f"unnamed source of {name}", False,
                    f"“{said}” is known through {name}",
                )  # fmt: skip
        somebody = last.source_kind == "unknown" and bool(last.source)
        for name in () if somebody else (*relayed, *self._relayed.get(statement.span.document, ())):
            return End(
                ("outlet", outlet_key(name)), "anonymous", f"unnamed source of {name}", False,
                f"“{said}” names no outlet, and the same report credits {name}: counted as {name}’s",
            )  # fmt: skip
        own = self.own_outlet(root)
        if last.source_kind == "unknown":
            name = own or _report(pile, root)
            key = ("outlet", outlet_key(own)) if own else ("report", root)
            open_ = f"who “{said}” is" if somebody else f"who says so (“{pile.quote(last.cue)}”)"
            return End(
                key, "unknown", f"a speaker in {name}", False, f"{open_} stays open in {report_label(pile, root)}"
            )
        if own:
            return End(
                ("outlet", outlet_key(own)), "anonymous", f"unnamed source of {own}", False,
                f"“{said}” is {own}’s own source",
            )  # fmt: skip
        name = _report(pile, root)
        return End(
            ("report", root), "anonymous", f"unnamed source of {name}", False, f"“{said}” is {name}’s own source"
        )

    def _own(self, statement: Statement, root: DocumentId, actor: EntityId | None = None) -> End:
        pile = self._pile
        actor = actor or self.acting(statement)
        if actor is not None:
            entity = pile.entity[actor]
            return End(
                ("entity", actor), _OF_ENTITY[entity.kind], entity.name, False,
                f"{report_label(pile, root)} reports an act of {entity.name} and names no source for it",
            )  # fmt: skip
        own = self.own_outlet(root)
        if own:
            taken = outlet_key(own) != outlet_key(pile.document[root].outlet.name or "")
            says = f"prints {own}’s text" if taken else "says so itself"
            return End(("outlet", outlet_key(own)), "own_voice", own, False, f"{report_label(pile, root)} {says}")
        return End(
            ("report", root), "own_voice", _report(pile, root), False, f"{report_label(pile, root)} says so itself"
        )

    def acting(self, statement: Statement) -> EntityId | None:
        """The entity whose public act an own-voice statement reports ("The Pentagon created three areas")."""
        act, doer = self.doer(statement)
        return doer if act in entry_set("act_verbs") else None

    def doer(self, statement: Statement) -> tuple[str, EntityId | None]:
        """The lemma of the statement's main verb, '' for none, and the person, body or country that does it, where it
        has a name."""
        told = self._pile.compared[statement.id].predication
        subject = told.actor
        found = self.entity_at(subject.document, subject.start, subject.end) if subject else None
        known = found if found and self._pile.entity[found].kind in ("organisation", "person", "place") else None
        return told.act, known

    def own_act(self, statement: Statement, entity: EntityId) -> bool:
        """Whether the statement is what ``entity`` says or does in it ("X pleaded guilty", "X defended Y")."""
        last = self._pile.attribution.get(statement.chain[-1]) if statement.chain else None
        told = last is not None and any(statement.span.contains(span) for span in last.cue)
        return told and last is not None and last.source_entity == entity
