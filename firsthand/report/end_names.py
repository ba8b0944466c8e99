"""How an end is shown: its name, what kind it is, and whether the reports' words make it a party at all.

A word that only points elsewhere ("it", "those"), or a thing that belongs to somebody ("his sophomore album"), names
nobody who could know anything, and neither does a piece of a sentence that begins with its verb ("told Courier"): such
an end is shown as one that was not made out, never as a party, and after those that were.  A possessive before a noun
for people or a body ("her lawyer", "its board") is a party.  Words for a thing ("the comments from the Courier") stand
as what a source is described as, and not as its name.  Left out: whom the words point at, which ``analyse`` asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from firsthand import lexicon
from firsthand.data import EndForm, Origin, OriginNode
from firsthand.report.phrasing import line
from firsthand.words import inside_sentence, listed

NOT_MADE_OUT = "unclear"
KINDS: dict[EndForm, str] = {  # of somebody who says it, the name alone
    "says": "", "act_on_record": "an act on record", "document": "a document", "unnamed": "",
    "own_reporting": "its own reporting", "agency_text": "its own text",
}  # fmt: skip
_WORDS: dict[EndForm, str] = {
    "act_on_record": "{} (an act on record)", "document": "{} (a document)", "own_reporting": "{} own reporting",
    "agency_text": "{} text (an agency)",
}  # fmt: skip
_POINTERS = frozenset({
    "i", "me", "you", "he", "him", "she", "her", "it", "we", "us", "they", "them", "one", "this", "that", "these",
    "those", "who", "whom", "which", "what", "himself", "herself", "itself", "themselves", "myself", "ourselves",
    "yourself", "yourselves", "mine", "yours", "his", "hers", "ours", "theirs", "here", "there", "both", "each",
})  # fmt: skip
_FINITE = frozenset({"said", "says", "told", "tells", "wrote", "writes", "spoke", "speaks"})
"""Verbs of saying in forms that are nothing else: what begins with one has lost its subject."""
_POSSESSIVES = frozenset({"my", "your", "his", "her", "its", "our", "their", "whose"})
_QUOTED = re.compile(r"^[“\"‘']+(.*?)[”\"’']+(?P<place> in .*)?$", re.DOTALL)
_LOST = re.compile(r"^a speaker not made out \(“(.*)”\)(?P<place> in .*)?$", re.DOTALL)
"""How the record names a source of which the words only point at somebody."""
_LOOSE = re.compile(r"\s+(?=['’]s\b)")  # "Spotify 's": a space that a tokenizer left


_TRAILING = re.compile(r"[,;:](?=[”\"’']*(?: in |$))")  # “UltraViolet, a charity,”: the comma is the sentence's


_CHARGE = re.compile(
    r"(?<=[a-z]) of (?:[^“”]*?\b(?:and|or) )?(?:(?:having|being) [a-z]+|[a-z]+ing (?:a|an|the|his|her|their|its))\b"
    r".*?([”\"]|$)",
    re.DOTALL,
)
"""“multiple women of fraud and running a ring”, “the board of having lied”: what stands behind "of" and is an act with
its object is no body or place to which somebody belongs, but what is said of them or by them; the sentence has it."""


@dataclass(frozen=True, slots=True)
class EndName:
    """An end as shown: ``form`` as in the record, or ``unclear``; ``kind`` in words, '' for somebody who says it."""

    form: str
    name: str
    kind: str


def end_name(end: Origin | OriginNode, most: int = 80) -> EndName:
    """How an end is shown."""
    name = printed_name(end.name, most)
    if not is_party(end):
        return EndName(NOT_MADE_OUT, f"not made out: {_in_marks(name)}", "")
    if end.form == "says" and _is_thing(end.name):
        name = f"a source described as {name}"
    return EndName(end.form, name, KINDS[end.form])


def is_party(end: Origin | OriginNode) -> bool:
    """Whether the words that the record has for an end can name a party."""
    return is_party_name(end.name)


def is_party_name(name: str) -> bool:
    """Whether words that the record has for an end can name a party."""
    return _names(_bare(name))


def is_unnamed(end: Origin) -> bool:
    """Whether an end is a party and its words give no name: what the record takes for unnamed and has a name all the
    same ("UltraViolet, a charity") is not held against a claim."""
    bare = _bare(end.name)
    return end.form == "unnamed" and is_party(end) and (not bare[:1].isupper() or _of_people(bare))


def parties_first(ends: Iterable[Origin]) -> tuple[Origin, ...]:
    """The ends in their order, those that were not made out behind the others."""
    return tuple(sorted(ends, key=lambda one: not is_party(one)))


def end_in_words(end: Origin | OriginNode, most: int = 80) -> str:
    """An origin as a reader would print it: who says it, or what kind of end it is ("Reuters’ text (an agency)")."""
    shown = end_name(end, most)
    if shown.form == NOT_MADE_OUT:
        return f"a source that could not be made out ({_in_marks(printed_name(end.name, most))})"
    if shown.form in {"own_reporting", "agency_text"} and shown.name.endswith(")"):
        return f"own {'reporting' if shown.form == 'own_reporting' else 'text'} of {shown.name}"
    name = possessive(shown.name) if shown.form in {"own_reporting", "agency_text"} else shown.name
    return _WORDS.get(end.form, "{}").format(name)


def ends_in_words(ends: Iterable[Origin], most: int = 0, letters: int = 60) -> str:
    """As "the National Rescue Service, Neve Orrel and 2 that could not be made out"."""
    all_ends = list(ends)
    known = list(dict.fromkeys(end_in_words(one, letters) for one in all_ends if is_party(one)))
    lost = sum(not is_party(one) for one in all_ends)
    shown = known[:most] if most else known
    rest = len(known) - len(shown)
    more = [f"{rest + lost:,} more"] if rest else [_lost(lost, alone=not shown)] if lost else []
    return listed([*shown, *more])


def _lost(number: int, *, alone: bool) -> str:
    if number == 1:
        return "one source that could not be made out" if alone else "one that could not be made out"
    return f"{number} sources that could not be made out" if alone else f"{number} that could not be made out"


def possessive(name: str) -> str:
    """As "Reuters’", "The Tressian’s"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def printed_name(name: str, most: int = 0) -> str:
    """A name on one line, without a space before its "’s", the report's own words for it beginning small ("the
    company")."""
    shown = _TRAILING.sub("", _LOOSE.sub("", line(_CHARGE.sub(r"\1", name), most)))
    if shown.count("“") > shown.count("”") and name.count("“") == name.count("”"):
        shown += "”"  # what was cut off held the closing mark
    if shown.count("(") > shown.count(")") and name.count("(") == name.count(")"):
        shown += ")"
    return inside_sentence(shown)


def _bare(name: str) -> str:
    told = line(name)
    match = _LOST.match(told) or _QUOTED.match(told)
    return match.group(1) if match else told


def _in_marks(name: str) -> str:
    match = _LOST.match(name) or _QUOTED.match(name)
    return f"“{match.group(1)}”{match.group('place') or ''}" if match else f"“{name}”"


@cache
def _names(bare: str) -> bool:
    tokens = [one.casefold() for one in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", bare)]
    acronym = len(bare) > 1 and bare.isupper()  # the WHO, the US
    if not tokens or (len(tokens) == 1 and not acronym and tokens[0] in _POINTERS):
        return False
    if tokens[0] in _FINITE and bare[:1].islower():
        return False
    if tokens[0] not in _POSSESSIVES:
        return True
    return _of_people(bare.partition(" ")[2])


def _is_thing(name: str) -> bool:
    """Whether words in quotation marks are for a thing: their head is a common noun and none for people or a body."""
    match = _QUOTED.match(line(name))
    head = _head(match.group(1)) if match else []
    return bool(head) and head[-1].islower() and head[-1].casefold() in _texts_and_things()


def _head(bare: str) -> list[str]:
    """The words of a noun phrase up to its head."""
    return _BEHIND_HEAD.split(bare, maxsplit=1)[0].split()


_BEHIND_HEAD = re.compile(r"\b(?:of|in|for|at|from|with|who|which|that|to|on)\b|,")


@cache
def _texts_and_things() -> frozenset[str]:
    """Nouns for texts, documents and things, and their plurals."""
    names = ("own_words", "document_nouns", "claim_nouns", "thing_nouns", "device_nouns")
    found = {one for name in names for one in lexicon.entry_set(name)}
    return frozenset(found | {f"{one}s" for one in found})


def _of_people(bare: str) -> bool:
    """Whether the head of a noun phrase is a noun for people or a body."""
    head = _head(bare)
    last = head[-1].casefold().strip("’'.") if head else ""
    return bool({last, last.removesuffix("s"), re.sub("ies$", "y", last), re.sub("men$", "man", last)} & _people())


@cache
def _people() -> frozenset[str]:
    """Nouns for people and bodies, of the word lists that have them."""
    names = ("source_nouns", "group_nouns", "institution_nouns", "witness_words", "unnamed_plural", "anonymous")
    found = {one for name in names for one in lexicon.entry_set(name)}
    found |= {row["role"].casefold().split()[-1] for row in lexicon.rows("roles")}
    found |= {row["noun"].casefold() for row in lexicon.rows("groups")}
    return frozenset(found)
