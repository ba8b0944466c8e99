"""What one line says by its wording alone: interface words, counters, separators, addresses, credits.

Word lists are data (``furniture.csv``, ``sections.txt``); the patterns here are forms that no list can hold (a
counter, an address, a follow button with any name).  Cautious by construction: an entry that only has to stand at the
start of a line never decides on a long sentence or on one that begins with a quotation mark.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from firsthand import lexicon
from firsthand.clean.credits import credit
from firsthand.clean.lines import ends_sentence, mostly_capitals, word_count
from firsthand.clean.notes import note
from firsthand.clean.stamps import printed_stamp
from firsthand.data import BlockKind
from firsthand.words import normal

_UPDATED_NOTE = re.compile(
    r".{0,60}\bthis (?:story|article|post|report|page|copy|piece) (?:has been|was|is being) "
    r"(?:updated|corrected|amended)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\s?[A-Z‘“'\"][^\[\]]{12,200}[^.!\[\]]\]")
_READ_MORE = re.compile(r"[^.!?]{8,}\s(?:Read more|READ MORE|Read More)(?:\s?[»›>])?$")
_TAGGED = re.compile(r"[^.!?\[\]]{10,160}\s\[[A-Z][A-Z ]{2,20}\]\s?\|?")
_COVERAGE = re.compile(
    r"(?:follow|more|read|see|for more)\s[^.!?]{2,80}(?:coverage|:)[^.!?]{0,60}https?://\S+(?:\sand\shttps?://\S+)?\.?",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"(?:get|receive|have|want)\s.{2,90}\b(?:delivered (?:to|straight|directly|daily|in|every)|(?:in|to) your inbox)\b",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    r"follow\s(?:[\w.'’@&-]+\s){1,8}on\s(?:twitter|facebook|instagram|x|threads|bluesky|linkedin|telegram)\b",
    re.IGNORECASE,
)
_LOOK = re.compile(
    r"\(?(?:watch|see|listen|read|check out|view|also on)\b[^.!?]{0,90}(?:\b(?:below|above|here)[:.!]?|:)\)?",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[\w-]{3,40}\s?:\s?[^;:]{1,80};|[.#@][\w-][^{}.!?]{0,100}\{|<\w[^<>]{0,300}>?|[^\s]{1,40}\(.{0,100}\);?"
)
_SOUND = re.compile(
    r"\((?:SOUNDBITE|MUSIC|APPLAUSE|LAUGHTER|CROSSTALK|END VIDEO|BEGIN VIDEO|END AUDIO|COMMERCIAL)[^()]{0,60}\)"
)
_SEPARATOR = re.compile(r"[\W_]*|-?30-?|\(?(?:END|ENDS|MORE)\)?|#+")
_COUNTER = re.compile(
    r"[(\[]?\d[\d.,]*\s?[kKmM]?[)\]]?\+?(?:\s(?:shares?|views?|likes?|votes?|reads?|reactions?|retweets?|followers?|ratings?))?",
    re.IGNORECASE,
)  # fmt: skip
_COMMENT_COUNT = re.compile(
    r"[(\[]?\d[\d.,]*[kK]?[)\]]?\s?comments?|comments?\s?[(\[:]?\s?\d[\d.,]*[kK]?[)\]]?", re.IGNORECASE
)
_CRUMBS = re.compile(
    r"[^.!?>»›|/•·→]{1,40}(?:\s[>»›|/•·→]\s[^.!?>»›|/•·→]{1,60}){2,8}|(?:home|news)\s?[>»›/|]\s?.{1,80}", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]{2,20}|@\w{2,30}|[tT]witter:? @\w+", re.ASCII)
_INTERFACE = re.compile(
    r"\b(?:click|tap|button|sign(?:ing)? (?:in|up)|log(?:ged)? ?in|subscrib\w+|newsletters?|inbox|account|comments?|"
    r"commenting|register|password|e-?mail|cookies?|browser|javascript|app|privacy policy|terms of (?:use|service)|"
    r"unsubscribe|homepage|notifications?|moderat\w+|membership|members?|paywall|articles?|readers?|below|website|"
    r"advertis\w+|consent|opt[- ]out|your (?:email|name|account|inbox|device|thoughts|browser))\b",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|you['’](?:re|ve|ll)|please|our|we)\b", re.IGNORECASE)
_QUOTE_START = ('"', "“", "'", "‘", "«", "„", "‟")
_EDGES = " \t\u00a0.,:;!?…*•·|>»›<«‹[](){}→←↓↑▼▲►-–—_+"


class Verdict(NamedTuple):
    """``header``: the whole line is a known label, and what follows it may belong to it."""

    kind: BlockKind
    header: bool


@cache
def _entries(where: str) -> dict[str, BlockKind]:
    return {row["phrase"]: row["kind"] for row in lexicon.rows("furniture") if row["where"] == where}  # type: ignore[misc]


@cache
def _starts() -> dict[str, tuple[tuple[str, BlockKind, bool], ...]]:
    """``start`` and ``wary`` entries by their first word, the longest phrases first."""
    table: dict[str, list[tuple[str, BlockKind, bool]]] = {}
    found = [(phrase, kind, where == "wary") for where in ("start", "wary") for phrase, kind in _entries(where).items()]
    for phrase, kind, wary in sorted(found, key=lambda entry: (-len(entry[0]), entry[0])):
        table.setdefault(_first(phrase), []).append((phrase, kind, wary))
    return {first: tuple(entries) for first, entries in table.items()}


def _first(phrase: str) -> str:
    match = re.match(r"[^\W_]+|.", phrase)
    return match.group() if match else ""


@lru_cache(maxsize=20_000)
def wording(text: str) -> Verdict | None:
    """What the words of the line say it is, or None: then position decides."""
    if _SEPARATOR.fullmatch(text):
        return Verdict("other", False)
    plain = re.sub(r"\d+", "#", normal(text[:400]))
    bare = plain.strip(_EDGES)
    whole = _entries("whole").get(bare)
    if whole is not None:
        return Verdict(whole, True)
    count = word_count(text)
    if count <= 90:
        unmarked = plain.replace(",", "")
        for phrase, kind in _entries("anywhere").items():
            if phrase in unmarked:
                return Verdict(kind, False)
    if text.startswith(_QUOTE_START):
        return None
    if (started := _by_start(plain, bare, count, text)) is not None:
        return Verdict(started, False)
    return _by_form(text, count)


def _by_start(plain: str, bare: str, count: int, text: str) -> BlockKind | None:
    for line in (plain, bare):
        for phrase, kind, wary in _starts().get(_first(line), ()):
            after = line[len(phrase) :]
            if not line.startswith(phrase) or (phrase[-1].isalnum() and after[:1].isalnum()):
                continue
            if kind == "disclaimer":
                fits = count <= 90
            elif kind == "credit":
                fits = count <= (30 if text.startswith("(") or phrase.endswith(":") else 14)
                fits = fits and (text.startswith("(") or not ends_sentence(text) or mostly_capitals(text.rstrip(".")))
            elif phrase.endswith((":", "|")):
                fits = count <= 25
            elif wary and ends_sentence(text):
                fits = count <= 45 and interface_words(text) >= 2
            else:
                fits = count <= 14 or (count <= 45 and interface_words(text) >= 2)
            if fits:
                return kind
    return None


def _by_form(text: str, count: int) -> Verdict | None:
    """Forms that no list can hold; each is a whole line of bounded length."""
    if len(text) > 400:
        return None
    if credit(text, count):
        return Verdict("credit", False)
    if _toolbar(text):
        return Verdict("prompt", False)
    if (about := note(text)) is not None:
        return Verdict(about, False)
    for kind, most, form, whole in _FORMS:
        if count <= most and (form.fullmatch(text) if whole else form.match(text)):
            return Verdict(kind, False)
    if count <= 16 and not ends_sentence(text) and _CRUMBS.fullmatch(text) and printed_stamp(text) is None:
        return Verdict("navigation", False)
    return None


def _toolbar(text: str) -> bool:
    """A row of the page's buttons: "Share  Print  2 comments"."""
    parts = [part for part in _COLUMNS.split(text[:120]) if part]
    if 2 <= len(parts) <= 9 and len(text) <= 120 and all(_button(part) for part in parts):
        return True
    found = [part for part in re.split(r"[\s|·•]+", normal(text[:100])) if part]
    buttons = _BUTTONS.intersection(found)
    return 2 <= len(found) <= 9 and len(buttons) >= 2 and all(part in _BUTTONS or part.isdigit() for part in found)


def _button(text: str) -> bool:
    plain = re.sub(r"\d+", "#", normal(text)).strip(_EDGES)
    return plain in _BUTTONS or plain in _entries("whole") or _COMMENT_COUNT.fullmatch(text) is not None


_COLUMNS = re.compile(r"\s{2,}|\s?[|·•]\s")
_BUTTONS = frozenset({
    "share", "tweet", "print", "email", "e-mail", "mail", "save", "comment", "comments", "like", "likes",
    "pin", "copy", "link", "listen", "gift", "bookmark", "facebook", "twitter", "whatsapp", "linkedin",
    "reddit", "telegram", "messenger", "threads", "bluesky", "instagram", "pinterest", "x",
})  # fmt: skip
_FORMS: tuple[tuple[BlockKind, int, re.Pattern[str], bool], ...] = (
    # kind, most words, form, whether it is the whole line
    ("related", 20, _BRACKETED, True),
    ("related", 20, _READ_MORE, True),
    ("related", 24, _TAGGED, True),
    ("related", 24, _COVERAGE, True),
    ("prompt", 18, _FOLLOW, False),
    ("prompt", 18, _DELIVERED, False),
    ("prompt", 14, _LOOK, True),
    ("other", 16, _CODE, True),
    ("other", 12, _SOUND, True),
    ("comments", 4, _COMMENT_COUNT, True),
    ("other", 4, _COUNTER, True),
    ("disclaimer", 25, _UPDATED_NOTE, False),
    ("other", 8, _ADDRESS, True),
)


def section_label(text: str) -> bool:
    """The name of a section or an article type, alone or with a second one ("US News", "World | Asia")."""
    if len(text) > 60:
        return False
    parts = [part.strip(_EDGES) for part in re.split(r"[|/•·>»›]", normal(text))]
    return any(parts) and all(part in lexicon.entry_set("sections") for part in parts if part)


def interface_words(text: str) -> int:
    """How many different words of a page's machinery the line has, one more where it addresses the reader."""
    found = {match.group().casefold() for match in _INTERFACE.finditer(text)}
    return len(found) + bool(_SECOND_PERSON.search(text))
