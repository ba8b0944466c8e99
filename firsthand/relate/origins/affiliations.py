"""With whom a person is put by the reports: the words right before and after the name, wherever it stands.

"Omar Reyes, director of the Harbour Institute", "police spokeswoman Ada Obi", "Ben Falk, a resident": a body, a
state, a person whose lawyer or brother somebody is, or nobody.  Two kinds of evidence are kept apart.  Words that
describe the person (a title, an apposition with a word for an office, "of the Harbour Institute") say with whom he is
put, and may tell him from another.  Whatever else stands beside the name, and every party that "its lawyer" may mean,
can only make two people one.  A place is nobody's party, but for whoever holds an office of it ("mayor of Korrel").
Offices and their holders are those of ``terms_of_office.csv`` on the day of the report.  Left out: what no report says
beside the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from firsthand import names
from firsthand.data import DocumentId, EntityId
from firsthand.lexicon import column, entry_set, rows
from firsthand.relate.origins.body_name import body_name, kinds_of_bodies, office_of, state_of
from firsthand.relate.origins.mentions import Mentions
from firsthand.relate.origins.witness import head_noun, saw_it
from firsthand.relate.pile import Pile
from firsthand.words import normal

_BEFORE = re.compile(r"[^.,;:!?“”\"()\n—–]{0,80}$")
_TITLED = re.compile(r"(?:^|[.;:!?“”\"()\n—–,] ?)([^.,;:!?“”\"()\n—–]{3,90}), $")
"""Words with a comma before a name ("The director of the Harbour Institute, Ada Obi, said"): a title only where the
name ends what is between two commas."""
_CLOSED = re.compile(r"(?:['’]s)?[,.;)]")
_AFTER = re.compile(
    r"(?:['’]s)?(?:, | \(| [-–—] )((?:aged )?\d{1,2}, |who (?:is|was|heads|leads|chairs|runs|directs|represents) )?"
    r"([^.;:!?“”\"()\n—–]{2,110})"
)
_OWNER = re.compile(r"(?:['’]s?|\bof|\bfor)\b")
_BELONGS = re.compile(r"(?:of|from|for|with)\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:said|says|told|who|whom|which|whose|and|or|but|was|were|is|are|has|had|have|that|when|while|where|after|before"
    r"|because|since|as|in|on|at|by|to|near|during|without|he|she|they|it|we|i"
    r"|(?!king|acting|retired|elected|appointed)\w+(?:ing|ed))\b",
    re.IGNORECASE,
)
"""How words behind a name begin that go on with the sentence and describe nobody."""
_CUT = re.compile(
    r",? (?:said|says|told|who|which|and|was|were|is|has|had|but|as|when|while|after|before|because|that|whose"
    r"|in an?)\b|, "
)
_CLAUSE_OF = re.compile(
    r"(?:['’]s)?, (?:(?:aged )?\d{1,2}, )?((?:(?:an?|the) (?:[\w’'-]+ ){1,3})?who [^.;:!?“”\"()\n—–]{3,80})"
)
"""What a name has behind it up to a clause with "who"."""
_POSSESSIVE = frozenset({"his", "her", "their", "its"})
_ANTECEDENT = 400
"""Characters before "its lawyer" in which the party that it means stands."""
_MENTIONS = 80
"""Mentions of a person that are looked at; the first ones, in the order of the pile."""
_BODY_KINDS = ("organisation", "outlet", "group", "other")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """``bodies``: names of bodies and outlets that describe the person, ``voices`` those of them that the person speaks
    for (its head, spokesman or lawyer); ``people``: whom somebody belongs to, ``speaks_for`` whose spokesman it is;
    ``states``: whose office somebody holds, in normal form; ``private``: whether the words say that somebody speaks
    as a witness; ``words`` the report's description, '' for none.  ``near`` and ``near_states`` stand beside the name
    without describing anybody: they tell nobody apart."""

    bodies: frozenset[str] = frozenset()
    people: frozenset[EntityId] = frozenset()
    states: frozenset[str] = frozenset()
    private: bool = False
    journalist: bool = False
    words: str = ""
    near: frozenset[str] = frozenset()
    near_states: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    speaks_for: frozenset[EntityId] = frozenset()

    @property
    def known(self) -> bool:
        """Whether the reports say at all who it is."""
        return bool(self.bodies or self.people or self.states) or self.private

    @property
    def party(self) -> str:
        """With whom the person is put, in words; '' for nobody."""
        if self.words:
            return f"“{self.words}”"
        return min(self.bodies, default="") or min((state.title() for state in self.states), default="")


class Affiliations:
    """The affiliations of the people of a pile, each looked up once."""

    def __init__(self, pile: Pile) -> None:
        self._pile = pile
        self._named = Mentions(pile.entities)
        self._known: dict[EntityId, Affiliation] = {}

    def of(self, person: EntityId) -> Affiliation:
        """The affiliation of a person of the pile."""
        if person not in self._known:
            self._known[person] = self._read(person)
        return self._known[person]

    def _read(self, person: EntityId) -> Affiliation:
        entity = self._pile.entity[person]
        bodies: set[str] = set()
        near: set[str] = set()
        voices: set[str] = set()
        people: set[EntityId] = set()
        speaks_for: set[EntityId] = set()
        states = set(_holds(entity.name, self._day(person)))
        near_states: set[str] = set()
        private = journalist = saw = False
        told: list[str] = []
        for span in sorted(entity.mentions)[:_MENTIONS]:
            text = self._pile.document[span.document].text
            clause = _CLAUSE_OF.match(text, span.end)
            if clause and saw_it(clause.group(1)):
                saw = True
                told.append(clause.group(1))
            for start, end, describes in self._windows(span.document, span.start, span.end):
                words = text[start:end]
                plain = normal(words).split()
                witness = describes and head_noun(words) in entry_set("witness_words")
                private |= witness
                journalist |= bool(entry_set("journalists") & set(plain))
                owners = self._owners(span.document, start, end, person)
                meant = self._meant(span.document, start, plain, person)
                people |= owners | meant
                near |= {self._pile.entity[name].name for name in meant}
                held = {*self._bodies(span.document, start, end, person), *office_of(words), *kinds_of_bodies(words)}
                held |= {self._pile.entity[name].name for name in owners}
                mine = _states_in(plain)
                if describes and (head := _voice(text, start, words)):
                    voices |= {one for one in held if not _of_others(words, head, one)}
                    speaks_for |= owners if head in _SPOKESMEN else set()
                (bodies if describes else near).update(held)
                (states if describes else near_states).update(mine)
                if describes and (held or mine or owners or meant or witness):
                    told.append(" ".join(words.split()).strip(" ,"))
        states |= {state for body in bodies if (state := body_name(body).country)}
        private |= saw and not (bodies or people or states or journalist)
        near_states |= {state for body in near if (state := body_name(body).country)}
        return Affiliation(
            frozenset(bodies), frozenset(people), frozenset(states), private, journalist,
            max(told, key=lambda one: (len(one), one), default=""), frozenset(near - bodies),
            frozenset(near_states - states), frozenset(voices), frozenset(speaks_for),
        )  # fmt: skip

    def _windows(self, document: DocumentId, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Words beside a mention, and whether they describe whom it names."""
        text = self._pile.document[document].text
        if before := _BEFORE.search(text, max(0, start - 80), start):
            first = before.start() + _title_from(before.group())
            if first < start:
                yield first, start, _titled(text[first:start].split())
        described = False
        if after := _AFTER.match(text, end):
            first = after.start(2)
            last = first + self._apposition(document, first, after.group(2))
            if last > first:
                leads = after.group(1) or ""
                described = leads.endswith(("s ", "represents ")) and not leads.endswith(("is ", "was "))
                described = described or self._describes(document, first, last)
                yield first, last, described
        if not described and _CLOSED.match(text, end) and (title := _TITLED.search(text, max(0, start - 94), start)):
            words = normal(title.group(1)).split()
            at = next((n for n, word in enumerate(words) if word in _roles()), None)
            # "The director of the Harbour Institute, Ada Obi, said", and no "killed the director …, Ada Obi, …"
            if at is not None and all(word in _title_words() or state_of(word) for word in words[:at]):
                yield title.start(1), title.end(1), True

    def _describes(self, document: DocumentId, start: int, end: int) -> bool:
        """Whether words behind a name are an apposition: a word for an office, or "of the Harbour Institute"."""
        words = self._pile.document[document].text[start:end]
        for s, e, name in self._named.within(document, start, end):
            if self._pile.entity[name].kind == "person" and not self._whose(document, s, e):
                return False  # one more in a list of people
        return bool(_roles() & set(normal(words).split())) or bool(_BELONGS.match(words))

    def _bodies(self, document: DocumentId, start: int, end: int, person: EntityId) -> Iterator[str]:
        """Names of bodies in the words beside a name, and of a place whose office they tell."""
        text = self._pile.document[document].text
        for _, _, name in self._named.within(document, start, end):
            if name == person:
                continue
            other = self._pile.entity[name]
            if other.kind in _BODY_KINDS or (
                other.kind == "place" and _offices() & set(normal(text[start:end]).split())
            ):
                yield other.name

    def _owners(self, document: DocumentId, start: int, end: int, person: EntityId) -> set[EntityId]:
        """People named with "of", "for" or a possessive in the words beside a name."""
        return {
            name for s, e, name in self._named.within(document, start, end)
            if name != person and self._pile.entity[name].kind == "person"
            and self._whose(document, s, e)
        }  # fmt: skip

    def _meant(self, document: DocumentId, start: int, title: list[str], person: EntityId) -> set[EntityId]:
        """Whoever "his" or "its" in the words may mean: all who are named shortly before."""
        if not _POSSESSIVE & set(title):
            return set()
        return {
            name for _, _, name in self._named.within(document, start - _ANTECEDENT, start)
            if name != person
            and self._pile.entity[name].kind in ("person", *_BODY_KINDS)
        }  # fmt: skip

    def _whose(self, document: DocumentId, start: int, end: int) -> bool:
        text = self._pile.document[document].text
        if _OWNER.match(text, end) or _OWNER.search(text, max(0, start - 5), start):
            return True
        before = text[max(0, start - 60) : start].split()
        while before and (normal(before[-1]) in _title_words() - {"of", "for"} or before[-1][:1].isupper()):
            before.pop()  # "for President Ada Obi"
        return before[-1:] in (["of"], ["for"])

    def _apposition(self, document: DocumentId, start: int, words: str) -> int:
        """Where the words after a name stop describing it: at a finite clause of its own, here its first " said " or
        ", and"; none where they go on with the sentence."""
        if _NO_TITLE.match(words):
            return 0
        until = start + len(words)
        named = [(s - start, e - start, name) for s, e, name in self._named.begun_in(document, start, until)]
        for cut in _CUT.finditer(words):
            if any(s < cut.end() and cut.start() < e for s, e, _ in named):
                continue  # "the Ministry of Trade and Industry"
            follows = words[cut.end() : cut.end() + 1]
            listed = any(s == cut.end() and self._pile.entity[name].kind == "person" for s, _, name in named)
            if cut.group() == ", " and follows.isupper() and not listed:
                continue  # "Ada Obi, of Asp, Kesh"
            return cut.start()
        return len(words)

    def _day(self, person: EntityId) -> str:
        days = [self._pile.document[span.document].published.earliest for span in self._pile.entity[person].mentions]
        return max((day for day in days if day), default="")


def _title_from(words: str) -> int:
    """Where the title before a name begins: after the last word that is no part of one."""
    pieces = list(re.finditer(r"\S+", words))
    first = len(words)
    for piece in reversed(pieces[-9:]):
        word = piece.group()
        if not (word[:1].isupper() or normal(word) in _title_words() or word.endswith(("'s", "’s"))):
            break
        first = piece.start()
    return first


_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_LEADS = re.compile(r"\bwho (?:heads|leads|chairs|runs|directs|represents) $")


def _voice(text: str, start: int, words: str) -> str:
    """The noun of a description, where whoever it is of speaks for a body now ("a lawyer for Orrin"); '' for others."""
    plain = set(normal(words).replace("ex-", "ex ").split())
    if entry_set("former_words") & plain:
        return ""
    if _LEADS.search(text, max(0, start - 16), start):
        return "head"
    head = head_noun(words)
    return head if head in entry_set("speaking_roles") or {"press", "officer"} <= plain else ""


def _of_others(words: str, head: str, body: str) -> bool:
    """Whether between the office and the body stand people whose office it is ("a lawyer for passengers of Orrin")."""
    plain, name = normal(words), normal(body)
    between = plain.partition(head)[2].partition(name)[0] if name in plain.partition(head)[2] else ""
    people = entry_set("group_nouns") | entry_set("witness_words")
    return any(word in people or word.removesuffix("s") in people for word in between.split())


def _titled(words: list[str]) -> bool:
    """Whether words directly before a name are a title: the last is one for an office, a kin or a witness."""
    return bool(words) and normal(words[-1]).rstrip(".") in _roles()


def _states_in(plain: list[str]) -> set[str]:
    bare = [word.removesuffix("'s").removesuffix("’s") for word in plain]
    pairs = [" ".join(bare[n : n + 2]) for n in range(len(bare) - 1)]
    return {state for word in (*bare, *pairs) if (state := state_of(word))}


@cache
def _roles() -> frozenset[str]:
    """Words for what a person is."""
    listed = column("roles", "role") | entry_set("witness_words") | entry_set("journalists")
    return listed | {words[-1] for title in column("titles", "title") if (words := names.key(title).split())}


@cache
def _offices() -> frozenset[str]:
    """Words for those who hold an office of a place."""
    return column("roles", "role", kind="office") | entry_set("place_offices")


@cache
def _title_words() -> frozenset[str]:
    held = (
        column("roles", "role")
        | entry_set("witness_words")
        | entry_set("source_nouns")
        | entry_set("institution_nouns")
        | {"of", "the", "for", "a", "an", "deputy", "former", "his", "her", "their", "its"}
    )
    return held | {word for title in column("titles", "title") for word in title.casefold().split()}


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
