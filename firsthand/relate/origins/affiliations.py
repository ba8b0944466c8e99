"""With whom a person is put by the reports: the words right before and after the name, wherever it stands.

"Omar Reyes, director of the Harbour Institute", "police spokeswoman Ada Obi", "Ben Falk, a resident": a body, a
state, a person whose lawyer or brother somebody is, or nobody.  Offices and their holders are those of
``terms_of_office.csv`` on the day of the report.  Left out: what no report says beside the name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from firsthand import names
from firsthand.data import DocumentId, EntityId
from firsthand.lexicon import entry_set, rows
from firsthand.relate.origins.body_name import body_name, state_of
from firsthand.relate.pile import Pile
from firsthand.words import normal

_BEFORE = re.compile(r"[^.,;:!?“”\"()\n—–]{0,80}(?:, )?$")
_AFTER = re.compile(r"(?:['’]s)?(?:, | \(| [-–—] )([^.;:!?“”\"()\n—–]{3,110})")
_OWNER = re.compile(r"(?:['’]s?|\bof|\bfor)\b")
_MENTIONS = 80
"""Mentions of a person that are looked at; the first ones, in the order of the pile."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """``bodies``: names of bodies, outlets and places beside the name; ``people``: whom somebody belongs to;
    ``states``: whose office somebody holds, in normal form; ``private``: whether the words say that somebody speaks
    as a witness."""

    bodies: frozenset[str] = frozenset()
    people: frozenset[EntityId] = frozenset()
    states: frozenset[str] = frozenset()
    private: bool = False
    journalist: bool = False

    @property
    def known(self) -> bool:
        """Whether the reports say at all who it is."""
        return bool(self.bodies or self.people or self.states) or self.private


class Affiliations:
    """The affiliations of the people of a pile, each looked up once."""

    def __init__(self, pile: Pile) -> None:
        self._pile = pile
        self._named: defaultdict[DocumentId, list[tuple[int, int, EntityId]]] = defaultdict(list)
        for entity in pile.entities:
            for span in entity.mentions:
                self._named[span.document].append((span.start, span.end, entity.id))
        self._known: dict[EntityId, Affiliation] = {}

    def of(self, person: EntityId) -> Affiliation:
        """The affiliation of a person of the pile."""
        if person not in self._known:
            self._known[person] = self._read(person)
        return self._known[person]

    def _read(self, person: EntityId) -> Affiliation:
        entity = self._pile.entity[person]
        bodies: set[str] = set()
        people: set[EntityId] = set()
        states = set(_holds(entity.name, self._day(person)))
        private = journalist = False
        for span in sorted(entity.mentions)[:_MENTIONS]:
            text = self._pile.document[span.document].text
            before = _BEFORE.search(text, max(0, span.start - 80), span.start)
            after = _AFTER.match(text, span.end)
            windows = []
            if before:
                windows.append((before.start() + _title_from(before.group()), span.start))
            if after:
                windows.append((after.start(1), after.start(1) + _apposition(after.group(1))))
            for start, end in windows:
                people |= self._owner(span.document, start, text[start:end], person)
                journalist |= bool(entry_set("journalists") & set(normal(text[start:end]).split()))
                private |= bool(entry_set("witness_words") & set(normal(text[start:end]).split()))
                states |= {
                    state for word in normal(text[start:end]).split() if (state := state_of(word.removesuffix("'s")))
                }
                for s, e, name in self._named[span.document]:
                    if start <= s and e <= end and name != person:
                        other = self._pile.entity[name]
                        if other.kind == "person":
                            people |= (
                                {name} if _OWNER.match(text, e) or _OWNER.search(text, max(start, s - 5), s) else set()
                            )
                        else:
                            bodies.add(other.name)
        states |= {state for body in bodies if (state := body_name(body).country)}
        return Affiliation(frozenset(bodies), frozenset(people), frozenset(states), private, journalist)

    def _owner(self, document: DocumentId, start: int, title: str, person: EntityId) -> set[EntityId]:
        """Whose somebody is by "his" or "her" in the title: the person that was named last before it."""
        if not {"his", "her", "their"} & set(normal(title).split()):
            return set()
        before = [
            (end, name) for begin, end, name in self._named[document]
            if end <= start and name != person and self._pile.entity[name].kind == "person"
        ]  # fmt: skip
        return {max(before)[1]} if before else set()

    def _day(self, person: EntityId) -> str:
        days = [self._pile.document[span.document].published.earliest for span in self._pile.entity[person].mentions]
        return max((day for day in days if day), default="")


def _title_from(words: str) -> int:
    """Where the title before a name begins: after the last word that is no part of one."""
    pieces = list(re.finditer(r"\S+", words))
    first = len(words)
    for piece in reversed(pieces[-9:]):
        word = piece.group()
        word = word.rstrip(",")
        if not (word[:1].isupper() or normal(word) in _title_words() or word.endswith(("'s", "’s"))):
            break
        first = piece.start()
    return first


@cache
def _title_words() -> frozenset[str]:
    held = (
        {row["role"] for row in rows("roles")}
        | entry_set("witness_words")
        | {"of", "the", "for", "deputy", "former", "his", "her", "their"}
    )
    return frozenset(held | {word for row in rows("titles") for word in row["title"].casefold().split()})


def _apposition(words: str) -> int:
    """Where the words after a name stop describing it: at a finite clause of its own, here its first " said " or
    ", and"."""
    cut = re.search(r",? (?:said|says|told|who|which|and|was|were|is|has|had|but|as|in an?)\b|, ", words)
    end = cut.start() if cut else len(words)
    if cut and re.match(r", [A-Z]", words[end : end + 3]):  # "Ada Obi, of Asp, Kesh"
        again = re.search(r",? (?:said|says|told|who|which|and|was|were|is|has|had|but)\b|, ", words[end + 2 :])
        end = end + 2 + (again.start() if again else len(words) - end - 2)
    return end


def _holds(name: str, day: str) -> list[str]:
    """States of which somebody of the name holds an office on the day; on any day where it is not known."""
    parts = names.person_parts(name)
    found = []
    for row in _terms().get(parts[-1] if parts else "", ()):
        if len(parts) > 1 and not names.may_be_one_person(name, row["name"]):
            continue
        if not day or (row["from"] <= day[:10] and (not row["to"] or day[:10] <= row["to"])):
            found.append(names.key(row["place"]))
    return found


@cache
def _terms() -> dict[str, list[dict[str, str]]]:
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("terms_of_office"):
        found[names.person_parts(row["name"])[-1]].append(row)
    return dict(found)
