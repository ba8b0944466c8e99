"""Whether a report's words for somebody say that he speaks of what he saw or lived through.

"A resident", "a passenger on board", "a baker who saw it", "a man aboard": by the noun, or by what the clause behind it
says that somebody perceived.  An official, an employee or whoever has a side is none, whatever he saw; nor is who saw
a report, heard of it, or speaks for those who were there ("a lawyer for the passengers")."""

from __future__ import annotations

import re
from functools import cache

from firsthand.lexicon import column, entry_set
from firsthand.words import normal

_HEAD_ENDS = re.compile(
    r"(?<=\S)(?:,|\s(?:of|for|from|in|at|on|with|near|who|whose|that|to|and|aboard|outside|inside)\b)"
)
_CLAUSE = re.compile(
    r"\b(?:who|that) (?:(?:also|first|later|once|both|all|had|has|have) )*(?P<verb>[a-z]+)\b(?P<rest>.*)$"
)
_ANOTHER = re.compile(r"\b(?:of|for|to|by|with|and|from) (?:an?|the|another|some|one|two|\w+ \w+) ")
"""What puts somebody else before the clause."""
_ON_THE_SPOT = re.compile(r"\b(?:aboard|on board|at the scene)\b")
_HEARSAY = frozenset({"about", "from", "of", "that"})


def head_noun(words: str) -> str:
    """The noun of a description ("a retired teacher from Korrel": teacher)."""
    return (normal(_HEAD_ENDS.split(words, maxsplit=1)[0]).split() or [""])[-1].strip(",")


def of_witness(words: str) -> bool:
    """Whether words for somebody are those for a witness."""
    head = head_noun(words)
    if head in entry_set("witness_words"):
        return True
    return (_plain(head) or head in entry_set("plain_people")) and (
        saw_it(words) or _ON_THE_SPOT.search(normal(words)) is not None
    )


def saw_it(words: str) -> bool:
    """Whether a clause in the words says that somebody saw or lived through something, and no text."""
    plain = normal(words)
    clause = _CLAUSE.search(plain)
    if clause is None or clause["verb"] not in entry_set("witnessing_verbs"):
        return False
    if _ANOTHER.search(plain[: clause.start()]):
        return False  # "the brother of a man who saw it"
    rest = clause["rest"].replace(",", " ").split()
    return rest[:1] not in ([word] for word in _HEARSAY) and not any(_text(word) for word in rest)


def _text(word: str) -> bool:
    return any(one in _texts() for one in (word, word.removesuffix("s")))


@cache
def _texts() -> frozenset[str]:
    return (
        entry_set("document_nouns") | entry_set("claim_nouns") | entry_set("own_words") | {"film", "television", "tv"}
    )


def _plain(noun: str) -> bool:
    """Whether a noun for somebody is none of those for an office, a side or an unnamed source ("baker")."""
    return bool(noun) and noun not in _with_a_side() and noun.removesuffix("s") not in _with_a_side()


@cache
def _with_a_side() -> frozenset[str]:
    lists = ("anonymous", "official_words", "institution_nouns", "source_nouns", "journalists", "unnamed_plural",
             "group_nouns", "function_words", "outlet_nouns")  # fmt: skip
    found = {word for name in lists for word in entry_set(name)}
    return frozenset(found | column("roles", "role", kind="office") | column("roles", "role", kind="role"))
