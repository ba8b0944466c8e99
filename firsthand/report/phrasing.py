"""Record text as it may be printed, and the words that the report uses for numbers, relations and judgements.

Text from outside passes ``printable`` before it is shown: control, formatting and direction-changing characters
(Unicode categories Cc, Cf, Cs) do not survive it.  Left out: layout.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import get_args

from firsthand import words
from firsthand.data import Claim, Conflict, ConflictKind, Derivation, Independent, Judgement, Modality, ScopeDifference

NOT_MEASURED = "not measured"
_KEPT_FORMATS = frozenset("\u200c\u200d")  # joiners, which some scripts and emoji need
_NEW_LINES = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")

RELATIONS: Mapping[str, str] = {
    "same_text": "the same text as",
    "near_copy": "a near copy of",
    "partial_copy": "takes passages from",
    "rewrite": "a rewrite of",
    "shared_source_text": "shares a source text with",
    "shared_quotations": "shares quotations with",
    "cites": "cites",
}
_UNORDERED: Mapping[str, str] = {
    "near_copy": "nearly the same text as",
    "partial_copy": "shares passages with",
    "rewrite": "tells in other words what stands in",
    "cites": "cites, or is cited by,",
}


def relation_in_words(one: Derivation) -> str:
    """What joins two reports, as the words between their names, the later one's first where it is known: "is a rewrite
    of"."""
    words = _UNORDERED.get(one.relation, "") if one.direction == "unknown" else ""
    words = words or RELATIONS[one.relation]
    return f"is {words}" if words.startswith(("the ", "nearly ", "a ")) else words


NO_WORDS = "no such words"
NO_QUOTATION: frozenset[str] = frozenset(get_args(Modality)) | {
    NO_WORDS, "stated", "denied", "added", "not said", "left out", "no source", "no condition", "no question",
    "(nothing)",
}  # fmt: skip
"""Values of conflicts that name what a report does and are none of its words."""
JUDGEMENTS: Mapping[str, str] = {
    "contradiction": "Contradiction",
    "dispute": "Disputed",
    "drift": "Changed in a copy",
    "stale": "Older figure repeated",
    "scope_difference": "Of different things",
    "update": "Changed over time",
    "naming_variant": "Different name",
}


SCOPES: Mapping[ScopeDifference, str] = {
    "part": "a part of them",
    "people": "of whom or what is counted",
    "place": "of another place",
    "day": "of another day",
    "period": "over another time",
}
"""By what two facts of one attribute and event count different things."""


QUOTATION_FORMS: Mapping[ConflictKind, str] = {
    "assembled_quotation": "Quotation put together from parts",
    "narration_as_quotation": "Narration printed as a quotation",
}
"""Kinds of conflict that say by themselves what became of a quotation."""


KIND_WORDS: Mapping[ConflictKind, str] = {
    "actor": "source", "denial": "denial", "number": "figure", "date": "time", "name": "name",
    "modality": "how firmly", "scope": "of whom or what", "wording": "words",
    **{kind: told.lower() for kind, told in QUOTATION_FORMS.items()},
}  # fmt: skip
"""In what two reports part, in the order in which changes in a copy are told: a source that is lost or another one
first, words alone last."""


def judgement_words(conflict: Conflict) -> str:
    """A conflict's judgement in words; two wordings of one utterance differ in no scope."""
    if conflict.kind in QUOTATION_FORMS:
        return QUOTATION_FORMS[conflict.kind]
    if conflict.kind == "wording" and conflict.judgement == "scope_difference":
        return "Different words"
    return JUDGEMENTS.get(conflict.judgement, conflict.judgement)


_JUDGED: Mapping[str, str] = {
    "statements": "Wordings", "ends": "Sources", "names": "Names", "outlet": "Outlet", "date": "Date",
    "text_origin": "Whose text", "direction": "Two reports", "conflict": "A disagreement", "end_name": "Name to print",
}  # fmt: skip
_DECIDED: Mapping[tuple[str, str], str] = {
    ("statements", "same"): "the same", ("statements", "different"): "not the same, cut",
    ("ends", "different"): "two", ("names", "different"): "two", ("direction", "a_to_b"): "the first came first",
    ("direction", "b_to_a"): "the second came first", ("direction", "separate"): "written separately",
    ("direction", "unknown"): "which came first is not known", ("conflict", "none"): "none",
    ("conflict", "update"): "an update", ("conflict", "scope_difference"): "of something else",
    ("conflict", "contradiction"): "a contradiction", ("text_origin", "own"): "its own",
    ("text_origin", "agency"): "an agency that is not named",
}  # fmt: skip


def decided_in_words(judgement: Judgement) -> str:
    """A judgement in the words of its button: "Wordings: not the same, cut", "Outlet: The Tressian"."""
    verdict = _DECIDED.get((judgement.about, judgement.verdict), judgement.verdict)
    return f"{_JUDGED.get(judgement.about, judgement.about)}: {line(verdict, 200)}"


LINKS: dict[str, str] = {
    "entails": "says more than", "entailed_by": "is implied by", "has_part": "contains",
    "part_of": "is a part of", "stronger": "is stronger than", "weaker": "is weaker than",
}  # fmt: skip
"""What a claim is to another that it is linked with, as a verb."""


_BASES: Mapping[str, str] = {
    "given": "given with the report", "metadata": "the page’s own data", "text": "its text", "unknown": "not known",
    "address": "its address",
}  # fmt: skip


def basis_in_words(basis: str, most: int = 120) -> str:
    """From what an outlet or a day was read, as a reader is told it."""
    told = f"worked out from what it tells: {basis}" if "; " in basis else basis
    return _BASES.get(basis, line(told, most))


def file_name(source_id: str, most: int = 120) -> str:
    """The name of a report's file without the folders that it lies in; an address stays whole."""
    return line(source_id if "://" in source_id else re.split(r"[/\\]", source_id)[-1] or source_id, most)


def printable(text: str) -> str:
    """``text`` with line breaks as newlines and without characters that could change how what follows is shown."""
    if text.isascii() and text.isprintable():
        return text
    return _NEW_LINES.sub("\n", text).translate(_SHOWN)


class _Shown(dict[int, str]):
    """What each character is shown as, looked up once."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        category = unicodedata.category(c)
        if c in {"\n", "\t"}:
            shown = c
        elif category in {"Cc", "Cs"}:
            shown = "\ufffd"
        else:
            shown = c if category != "Cf" or c in _KEPT_FORMATS else ""
        self[code] = shown
        return shown


_SHOWN = _Shown()


def line(text: str, most: int = 0) -> str:
    """``text`` on one line, printable; cut at a word with an ellipsis when longer than ``most`` characters."""
    flat = " ".join(printable(text).split())
    if not most or len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > most // 2 else cut).rstrip(" ,;:–—-") + "…"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """As "1 report", "2 reports"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def as_sentence(text: str, most: int = 0) -> str:
    """``line`` with a capital at its beginning: a claim's words may begin in the middle of a report's sentence.  Where
    they are too long, what stands around them in brackets is cut first, what comes behind before what comes ahead."""
    flat = _DOUBLED.sub(r"\1", without_loose_stops(line(text)))
    if most and len(flat) > most:
        flat = _BEHIND.sub("…", flat)
    ahead = _AHEAD.match(flat) if most and len(flat) > most else None
    if ahead:
        room = max(_SHORTEST_AHEAD, most - (len(flat) - ahead.end()) - 2)
        flat = f"[{line(ahead.group(1), room)}]{flat[ahead.end() :]}"
    flat = line(flat, most)
    if flat.count("[") > flat.count("]"):
        flat += "]"
    if flat.startswith(("“", '"')) and not re.search('[”"]', flat[1:]):
        flat += "”" if flat[0] == "“" else '"'  # the quotation goes on where the words were cut
    return flat[:1].upper() + flat[1:]


_BEHIND, _AHEAD = re.compile(r",?\s*\[[^\[\]]*\]$"), re.compile(r"\[([^\[\]]{30,})\](?=\s)")
"""Brackets behind a claim's words, and long ones ahead of them."""
_BEFORE_A_STOP, _DOUBLED = re.compile(r"(?<=\w) (?=[.,](?:\s|$))"), re.compile('(["”])"+(?=\\s|$)')
"""A space before a stop, and a closing mark that stands twice."""
_SHORTEST_AHEAD = 24


def without_loose_stops(text: str) -> str:
    """Without the spaces that some pages have before a stop, behind what was a link."""
    return _BEFORE_A_STOP.sub("", text)


def listed_up_to(items: Iterable[str], most: int = 0) -> str:
    """As "a, b and c", or "a, b and 3 more"."""
    all_items = list(items)
    shown = all_items[:most] if most and len(all_items) > most else all_items
    if len(shown) < len(all_items):
        shown = [*shown, f"{len(all_items) - len(shown):,} more"]
    return words.listed(shown)


def number_of(independent: Independent) -> str:
    """The pair as a reader says it: "2", "1 to 2", "at least 1", "not measured"."""
    least, most = independent.at_least, independent.at_most
    if least is None and most is None:
        return NOT_MEASURED
    if least is None:
        return f"at most {most:,}"
    if most is None:
        return f"at least {least:,}"
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


_STATES = {
    "superseded": "superseded by a later figure", "withdrawn": "taken back since", "denied": "denied",
    "disputed": "disputed", "confirmed": "confirmed since",
}  # fmt: skip


def states_in_words(claim: Claim) -> str:
    """What has become of a claim, as "superseded by a later figure, disputed"; empty for nothing."""
    return ", ".join(_STATES[one.state] for one in claim.states)


def leads(claim: Claim) -> bool:
    """Whether a claim may stand first: no later figure supersedes it, and nobody took it back."""
    return not any(one.state in ("superseded", "withdrawn") for one in claim.states)


def origins_in_words(independent: Independent) -> str:
    """As "2 independent origins", "1 to 2 independent origins", "origins not measured"."""
    number = number_of(independent)
    if number == NOT_MEASURED:
        return "independent origins not measured"
    return f"{number} independent {'origin' if number.endswith(' 1') or number == '1' else 'origins'}"
