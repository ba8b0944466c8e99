"""How names are compared: possessives, articles, titles, short forms, institutions with several names.

Shared by the stages that find names and those that join them across documents.  Follows the practice of record
linkage: one normal form per kind of name, compared part by part; the word lists are ``firsthand/lexicon``.  Left
out: transliteration (two spellings of one name in Latin letters stay two names unless only accents differ).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from ftfy import fix_encoding

from firsthand import lexicon
from firsthand.data import EntityKind
from firsthand.words import normal

Gender = Literal["m", "f", ""]
_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "outlet", "place", "group", "document", "other")


def kind_by_votes(votes: Mapping[str, float]) -> EntityKind:
    """The kind that most mentions of a name speak for; of several the likeliest."""
    return max(_KINDS, key=lambda kind: (votes.get(kind, 0), -_KINDS.index(kind)))


_MARKS = " \t\n\"'“”‘’,;:()[]"
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|ul)-(?=\w)")
_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mp", "esq"})
_PARTICLES = frozenset({"al", "ap", "ben", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos", "du",
                        "el", "ibn", "la", "le", "st", "ten", "ter", "van", "von", "zu"})  # fmt: skip
_SMALL = frozenset({"of", "and", "the", "for", "on", "in", "to", "de", "du", "des", "la", "&"})
_RANKS = frozenset({"acting", "assistant", "associate", "chief", "deputy", "executive", "financial", "first", "former",
                    "general", "interim", "managing", "national", "operating", "security", "senior", "special", "state",
                    "vice", "white", "house"})  # fmt: skip
_DEPARTMENT = re.compile(r"^(department|ministry|office|bureau) (?:of|for) (?:the )?(.+)$")


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """The normal form of one word, kept, because the words of a text come again and again."""
    return normal(word)


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The form under which two writings of a name are the same: folded, no article, no possessive, no dots."""
    text = _POSSESSIVE.sub("", _ARTICLE.sub("", repaired(name).strip(_MARKS)).strip(_MARKS))
    return re.sub(r"\s+", " ", normal(text).replace(".", "").replace("&", "and")).strip()


def repaired(name: str) -> str:
    """The name with its encoding repaired, where the bytes of one were read as another ("Beyoncâ€™s"), by ftfy (Speer
    2019); the text that it was taken from stays as it is."""
    return name if name.isascii() else fix_encoding(name)


_BROKEN_MARK = re.compile(r"â(?:[€\x80](?:[^\w\s]|œ)|[\x80-\x9f]{2})")
"""A mark of three bytes that were read as three characters."""


def marks_repaired(text: str) -> str:
    """The text with broken quotation marks, apostrophes and dashes repaired, of the same length: blanks stand before
    each, so that every other character keeps its place."""
    return _BROKEN_MARK.sub(lambda found: _repaired_mark(found.group()), text) if "â" in text else text


def _repaired_mark(broken: str) -> str:
    mark = fix_encoding(broken)
    return mark.rjust(len(broken)) if len(mark) == 1 else broken


def bare(name: str) -> str:
    """The name as printed, without leading article and final possessive."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", " ".join(name.split())))


_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")


def consonants(part: str) -> str:
    """A part of a name without vowels and doubled letters: one form of "Mursi" and "Morsi"."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", part))


@lru_cache(maxsize=100_000)
def person_parts(name: str) -> tuple[str, ...]:
    """A person's name as its parts in normal form, without titles, initials' dots and suffixes."""
    parts = [_ARABIC_ARTICLE.sub("", part) for part in re.split(r"[\s,]+", key(name)) if part]
    parts = [part for n, part in enumerate(parts) if part not in ("al", "el", "ul") or n in (0, len(parts) - 1)]
    while len(parts) > 1 and parts[-1] in _SUFFIX:
        parts.pop()
    for length in (3, 2, 1):
        while len(parts) > length and " ".join(parts[:length]) in titles():
            del parts[:length]
    return tuple(parts)


@lru_cache(maxsize=100_000)
def suffix(name: str) -> str:
    """What tells a son from his father ("jr", "iii"); empty where the name has none."""
    parts = re.split(r"[\s,]+", key(name))
    return parts[-1] if len(parts) > 1 and parts[-1] in ("jr", "ii", "iii", "iv") else ""


@lru_cache(maxsize=100_000)
def surname(name: str) -> str:
    """The last part, with its particles ("van der Berg"); the whole name when it has one part."""
    parts = person_parts(name)
    if not parts:
        return ""
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(parts[first:])


def may_be_one_person(a: str, b: str) -> bool:
    """Whether two full names (two parts or more each) can be writings of one name: the same surname, and given names
    that are equal, initials of one another, or a known short form; a middle name may be missing, and so may the given
    name before two surnames or the second of them.  A son with "Jr." is not his father."""
    if suffix(a) != suffix(b):
        return False
    first, second = person_parts(a), person_parts(b)
    if len(first) < 2 or len(second) < 2:
        return False
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) < len(long) and long[-len(short) :] == short and short[0] not in first_names():
        return True  # two surnames without the given name ("Peña Nieto")
    if long[:-1] == short and lacks_second_surname(short):
        return True  # "Enrique Peña", "Enrique Peña Nieto"
    if len(long[0]) == 1 and long[1:] == short:
        return True  # "J. Paul Doe", "Paul Doe"
    if surname(a) != surname(b):
        return False
    if not _given_names_agree(first[0], second[0]):
        return False
    middle_a, middle_b = first[1:-1], second[1:-1]
    return not (middle_a and middle_b) or any(_given_names_agree(x, y) for x in middle_a for y in middle_b)


def lacks_second_surname(parts: Sequence[str]) -> bool:
    """Whether a name of these parts may be a longer one without its last: a given name, and a surname behind it."""
    return len(parts) > 1 and parts[0] in first_names() and parts[-1] not in first_names()


def _given_names_agree(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    short = nicknames()
    full_a, full_b = short.get(a, frozenset({a})), short.get(b, frozenset({b}))
    return a in full_b or b in full_a or _cut_short(*sorted((a, b), key=len))


def _cut_short(short: str, long: str) -> bool:
    """Whether a given name is the other's beginning ("Jo", "Joanna"), and not a man's beside a woman's ("Paul",
    "Paula")."""
    genders = {first_names().get(short, ""), first_names().get(long, "")} - {""}
    return len(short) > 1 and long.startswith(short) and len(genders) < 2


def initials(name: str) -> str:
    """The first letters of the words that carry a name ("Drug Enforcement Administration": dea)."""
    return "".join(word[0] for word in re.split(r"[\s-]+", key(name)) if word and word not in _SMALL)


def is_acronym(text: str) -> bool:
    """Two to eight characters, capitals but for a plural s or dots ("FTOs", "U.N.", "TdA")."""
    letters = text.replace(".", "")
    letters = letters[:-1] if letters.endswith("s") and len(letters) > 2 else letters
    return 2 <= len(letters) <= 8 and letters.isalnum() and sum(c.isupper() for c in letters) > len(letters) / 2


def acronym_key(text: str) -> str:
    """An acronym without its dots and plural s, folded."""
    letters = text.replace(".", "")
    return (letters[:-1] if letters.endswith("s") and letters[:-1].isupper() else letters).casefold()


@lru_cache(maxsize=100_000)
def institution_key(name: str) -> str:
    """One key for the writings of an institution: the lexicon's name, "X department" for "department of X"."""
    plain = key(name)
    known = institutions().get(plain)
    if known is not None:
        return key(known[0])
    words = plain.split()
    suffixes = {key(suffix) for suffix in lexicon.entries("corporate_suffixes")}
    while len(words) > 1 and words[-1].strip(",") in suffixes:
        words.pop()
    plain = " ".join(words).rstrip(",")
    match = _DEPARTMENT.match(plain)
    return f"{match.group(2)} {match.group(1)}" if match else plain


@cache
def titles() -> dict[str, Gender]:
    """Words before a person's name, in normal form, with the gender that they tell."""
    return {key(row["title"]): _gender(row["gender"]) for row in lexicon.rows("titles")}


def is_title(phrase: str) -> bool:
    """Whether the words are a title: listed, or a portfolio and a listed title ("Defense Secretary")."""
    plain = key(phrase)
    while True:
        if plain in titles():
            return True
        first, space, rest = plain.partition(" ")
        if not space or not (first in _portfolios() or first in _RANKS):
            return False
        plain = rest


@cache
def _portfolios() -> frozenset[str]:
    return frozenset(key(word) for word in lexicon.entries("portfolios"))


@cache
def first_names() -> dict[str, Gender]:
    """Given names in normal form with their gender, '' where both bear the name."""
    return {key(row["name"]): _gender(row["gender"]) for row in lexicon.rows("first_names")}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Short forms of given names with the full forms that each may stand for."""
    return {row["short"]: frozenset(row["full"].split("|")) for row in lexicon.rows("nicknames")}


@cache
def institutions() -> dict[str, tuple[str, str]]:
    """Every name of the institutions of the lexicon: its main name and kind."""
    known: dict[str, tuple[str, str]] = {}
    for row in lexicon.rows("institutions"):
        for name in (row["name"], *_aliases(row["aliases"])):
            known.setdefault(key(name), (row["name"], row["kind"]))
    return known


@cache
def places() -> dict[str, str]:
    """Every name of the places of the lexicon and its main name."""
    known: dict[str, str] = {}
    for row in lexicon.rows("places"):
        for name in (row["place"], *_aliases(row["aliases"])):
            known.setdefault(key(name), row["place"])
    return known


@cache
def demonyms() -> dict[str, str]:
    """Words for a place's people and things, with the place."""
    return {key(word): row["place"] for row in lexicon.rows("places") for word in _aliases(row["demonyms"])}


@cache
def outlets() -> dict[str, str]:
    """Every name of the outlets of the lexicon and its main name; full names win over the short forms of others."""
    rows = lexicon.rows("outlets")
    known = {key(row["name"]): row["name"] for row in reversed(rows)}
    for row in rows:
        for name in _aliases(row["aliases"]):
            known.setdefault(key(name), row["name"])
    return known


def _aliases(cell: str) -> list[str]:
    return [name.strip() for name in cell.split("|") if name.strip()]


def _gender(cell: str) -> Gender:
    return "m" if cell == "m" else "f" if cell == "f" else ""
