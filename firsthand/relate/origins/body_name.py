"""What the name of a body says: whose country's it is, what kind of body, for what; so that "Ministry of Public
Security", "Public Safety Ministry" and "Safety Ministry of Kesh" are read alike.

Follows the practice of record linkage for organisations: a name is read into parts and the parts are compared, each
over its synonyms (``lexicon/body_terms.csv``, ``places.csv``, ``capitals.csv``, ``institutions.csv``).  Left out:
which ministry does another's work in one country (an interior ministry that also runs the police)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from firsthand import names
from firsthand.lexicon import rows
from firsthand.words import normal

_SMALL = frozenset({"of", "for", "the", "and", "in", "a", "an", "to", "'s", "on", "at"})
_RUN_ON = re.compile(r"(?<=[A-Z]\.[A-Z]\.)(?=[A-Z][a-z])")
"""Where a country's letters and the next word were run together ("U.S.Northern Command")."""
_SPEAKS_FOR_ALL = frozenset({"government", ""})
"""Heads of names that stand for a country's government as a whole; without a head it is the country itself."""
_GENERAL = frozenset({"executive", "armed"})
"""Sectors that take their orders from one government, so that their bodies may speak with one voice."""


@dataclass(frozen=True, slots=True)
class BodyName:
    """``country`` the state whose body it is, '' for not told; ``head`` and ``fields`` are notions of the lexicon, ''
    and empty for none; ``rest`` the words that are no notion; ``sector`` as the lexicon gives it."""

    country: str
    head: str
    fields: frozenset[str]
    rest: frozenset[str]
    sector: str

    @property
    def whole_government(self) -> bool:
        """Whether the name is a country's, its capital's or its government's."""
        return bool(self.country) and self.head in _SPEAKS_FOR_ALL and not self.fields and not self.rest

    @property
    def of_government(self) -> bool:
        """Whether the body takes its orders from a country's government."""
        return self.whole_government or self.sector in _GENERAL


@cache
def _terms() -> dict[str, tuple[str, str, str]]:
    """Words → (notion, part, sector)."""
    return {
        words: (row["notion"], row["part"], row["sector"])
        for row in rows("body_terms")
        for words in row["words"].split("|")
    }


@cache
def _states() -> dict[str, str]:
    """Words for a state, its people and its capital → the state, in normal form."""
    known = {names.key(row["capital"]): names.key(row["place"]) for row in rows("capitals")}
    places = {names.key(row["place"]) for row in rows("capitals")} | {"european union"}
    known |= {words: names.key(place) for words, place in names.demonyms().items() if names.key(place) in places}
    known |= {words: names.key(place) for words, place in names.places().items() if names.key(place) in places}
    return known


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    """Names of the institutions of the lexicon → their main name and country, in normal form."""
    known: dict[str, tuple[str, str]] = {}
    for row in rows("institutions"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name:
                known.setdefault(names.key(name), (names.key(row["name"]), names.key(row["country"])))
    return known


@cache
def _led_by() -> dict[str, str]:
    """Surnames of heads of state and government → their state; none where leaders of two states bear it."""
    found: dict[str, str] = {}
    for row in rows("terms_of_office"):
        if {"President", "Prime Minister", "Chancellor"} & set(row["titles"].split("|")):
            surname, place = names.key(row["surname"]), names.key(row["place"])
            found[surname] = place if found.get(surname, place) == place else ""
    return found


def state_of(words: str) -> str:
    """The state that the words name, or whose people or capital they name, in normal form; '' for none."""
    return _states().get(names.key(words), "")


def _term_at(words: Sequence[str], at: int) -> tuple[int, str]:
    """The longest term or state that begins at a word, as its number of words and its words; else the word."""
    for length in (4, 3, 2, 1):
        phrase = " ".join(words[at : at + length])
        if at + length <= len(words) and (phrase in _terms() or phrase in _states()):
            return length, phrase
    return 1, words[at]


@lru_cache(maxsize=20_000)
def body_name(name: str) -> BodyName:
    """The parts of a body's name."""
    plain = names.key(_RUN_ON.sub(" ", name))
    country = ""
    if known := _bodies().get(plain):
        plain, country = known
    words = [word.removesuffix("'s").removesuffix("’s").strip("'’,") for word in normal(plain).split()]
    head, sector = "", ""
    fields: set[str] = set()
    rest: list[str] = []
    at = 0
    while at < len(words):
        length, what = _term_at(words, at)
        if (state := _states().get(what)) and not (country and country != state):
            country = state
        elif (term := _terms().get(what)) is None:
            rest += [what] if what not in _SMALL and what else []
        elif term[1] == "field":
            fields.add(term[0])
        elif not head:
            head, sector = term[0], term[2]
        else:
            rest.append(term[0])
        at += length
    if head == "government" and len(rest) == 1 and (state := _led_by().get(rest[0])):
        country, rest = state, []  # "the Obama administration"
    if head == "government" and (rest or fields):
        head, sector = "agency", "agency"  # "Food and Drug Administration"
    if not head and "foreign" in fields and not rest:
        head, sector = "ministry", "executive"
    if head == "office" and fields and not rest:
        head, sector = "ministry", "executive"  # "Home Office", "Foreign Office"
    return BodyName(country, head, frozenset(fields), frozenset(rest), sector)


_OFFICE = re.compile(r"\b(?:ministers?|secretary|secretaries)\b", re.IGNORECASE)
_NAMES_KIND = frozenset({"police", "armed", "judicial", "rescue", "executive"})
"""Sectors whose bare kind tells a party ("a police spokesman"); "the company" may be any."""
_KIND_OFTEN_ELSE = frozenset({"guard", "office", "command"})


def office_of(words: str) -> tuple[str, ...]:
    """The ministry of whoever the words give an office in it: "Kenyan Energy Minister", "secretary of state for
    health", "spokesman for the transport minister"."""
    plain = [word.strip("'’,").removesuffix("'s").removesuffix("’s") for word in normal(words).split()]
    text = " ".join(plain)
    found = []
    for match in _OFFICE.finditer(text):
        before, after = text[: match.start()].split(), text[match.end() :].split()
        if match.group() == "secretary" and after[:2] == ["of", "state"] and after[2:3] != ["for"]:
            found.append("State Department")
            continue
        if after[:2] == ["of", "state"]:
            after = after[2:]
        field = next((one for n in (3, 2, 1) if (one := " ".join(before[-n:])) and _is_field(one)), "")
        behind = after[1:] if after[:1] in (["of"], ["for"]) else []
        held = [word for word in behind if word != "the"]
        field = field or next((one for n in (3, 2, 1) if (one := " ".join(held[:n])) and _is_field(one)), "")
        if field:
            states = {state for n, word in enumerate(plain)
                      if (state := state_of(word) or state_of(" ".join(plain[n : n + 2])))}  # fmt: skip
            found.append(f"{min(states).title()} {field} ministry" if len(states) == 1 else f"{field} ministry")
    return tuple(dict.fromkeys(found))


def _is_field(words: str) -> bool:
    term = _terms().get(words)
    return term is not None and term[1] == "field"


def kinds_of_bodies(words: str) -> tuple[str, ...]:
    """Bodies that a description tells by their kind ("police spokeswoman", "Korrel police chief"), with the names
    before it."""
    printed = words.split()
    plain = [normal(word).strip("'’,").removesuffix("'s").removesuffix("’s") for word in printed]
    found = []
    at = 0
    while at < len(plain):
        length, what = _term_at(plain, at)
        term = _terms().get(what)
        if term and term[1] == "head" and term[2] in _NAMES_KIND and term[0] not in _KIND_OFTEN_ELSE:
            first = at
            while first > 0 and (printed[first - 1][:1].isupper() or _is_field(plain[first - 1])):
                first -= 1
            found.append(" ".join(printed[first : at + length]).strip(" ,'’"))
        at += length
    return tuple(dict.fromkeys(found))


def one_body(a: str, b: str) -> bool:
    """Whether two names are writings of one body's name: the same kind, field and further words, and no two
    countries."""
    one, other = body_name(a), body_name(b)
    if one.country and other.country and one.country != other.country:
        return False
    if one.whole_government or other.whole_government:
        return False
    told = (
        bool(one.rest)
        or (bool(one.head) and bool(one.fields))
        or (bool(one.head) and one.country == other.country != "")
    )
    return told and (one.head, one.fields, one.rest) == (other.head, other.fields, other.rest)


def one_government(a: str, b: str) -> bool:
    """Whether both names are a country's, its capital's, its government's or those of bodies that take their orders
    from it: a country speaks through any of its offices."""
    one, other = body_name(a), body_name(b)
    return bool(one.country) and one.country == other.country and one.of_government and other.of_government


def long_form(a: str, b: str) -> bool:
    """Whether one name is the acronym of the other ("TPA", "Trans-Peninsula Agency")."""
    for short, long in ((a, b), (b, a)):
        bare = names.bare(short)
        if " " not in bare and names.is_acronym(bare) and len(long.split()) + long.count("-") > 1:
            letters = names.acronym_key(bare)
            if letters in (
                names.initials(long),
                "".join(w[0] for w in normal(names.key(long)).replace("-", " ").split()),
            ):
                return True
    return False
