"""Notes of a page about itself: who publishes it, how its stories are made, what it asks of its readers.

Such a note is a whole paragraph of true sentences, so its wording alone decides only where it cannot be the report's:
an appeal to support the newsroom, or how "stories" in general are prepared.  That the page describes itself counts
only under the name that heads it.  Left out: notes that mix the page with its story.
"""

from __future__ import annotations

import re
from functools import cache

from firsthand import lexicon, mastheads, names
from firsthand.clean.lines import word_count
from firsthand.data import BlockKind

_MOST = 60
_WORK = r"(?:journalism|reporting|newsroom|newspaper|journalists|reporters|news coverage)"
_WORK += r"(?!\s(?:rules?|requirements?|periods?|standards?|obligations?|systems?|lines?)\b)"
_APPEAL = re.compile(
    rf"(?:^|[.!?…]\s)(?:Please\s)?(?:[Ss]upport(?!\sfor\b)|[Hh]elp(?:\sus)?|[Ff]und|[Dd]onate|[Bb]ecome|[Jj]oin|[Ss]ubscribe|"
    rf"[Cc]ontribute)\b[^.!?]{{0,90}}\b{_WORK}\b",
)
_PRICED = re.compile(
    r"\b(?:support|subscribe|subscription|member(?:ship)?|donat\w+|contribut\w+|join|read)\b[^.!?]{0,80}"
    r"\b(?:(?:a|per|each|every)\s(?:month|week|year)|monthly)\b",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"\b(?:stories|articles|reports|items|posts|texts|content|material)(?:\s(?:here|on|in|published)[^.!?]{0,30})?\s"
    r"(?:is|are|may be|may have been|has been|have been|can be)\s(?:\w+\s){0,2}(?:prepared|compiled|edited|aggregated|"
    r"collected|gathered|generated|syndicated|taken|drawn|produced|provided|translated|shortened|rewritten|adapted)\b"
    r"[^.!?]{0,60}\b(?:for (?:length|clarity|style|information)|automatically|automated|software|(?:public|various|"
    r"partner|other|external|third|several|news|open|different) (?:\w+ )?(?:sources|parties|agencies|outlets)|"
    r"agencies)\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    rf"(?P<name>{mastheads.CAPITALISED_NAME}?"
    r"|(?:This|Our) (?:site|website|newspaper|newsroom|publication|portal|page))\s"
    r"(?:is\s(?:also\s|wholly\s|proudly\s|solely\s)?(?:owned|published|produced|operated|run|funded|supported|edited|"
    r"printed|brought|an?\s|the\s|your\s|part of|not responsible)|brings?\s|provides?\s|delivers?\s|aggregates?\s|"
    r"collects?\s|gathers?\s|publishes\s|covers?\s|offers?\s|welcomes?\s|depends?\s|relies\s|belongs?\s|"
    r"has been (?:published|printed|serving)\s|was founded\s|accepts?\s|reserves?\s)"
)
_TO_READERS = re.compile(r"\b(?:your?|our|us|today|here)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”]")


_GATHERS = re.compile(
    rf"{mastheads.CAPITALISED_NAME} (?:collects|gathers|brings|aggregates|delivers|publishes|offers)(?: together| you)?"
    r"(?: the)?(?: \w+)? (?:news|stories|headlines)\b"
)


@cache
def _forms() -> tuple[tuple[BlockKind, int, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], int(row["most"]), re.compile(row["pattern"], re.IGNORECASE))  # type: ignore[misc]
        for row in lexicon.rows("page_notes")
    )


def note(text: str) -> BlockKind | None:
    """What the wording alone says of a paragraph about the page itself: its kind, or None."""
    count = word_count(text)
    if len(text) > 600 or _QUOTED.search(text) or count > _MOST:
        return None
    if _APPEAL.search(text) and (count <= 25 or _PRICED.search(text) or _TO_READERS.search(text)):
        return "prompt"
    if _PREPARED.search(text):
        return "disclaimer"
    return next((kind for kind, most, form in _forms() if count <= most and form.search(text)), None)


def describes_itself(text: str, heads: frozenset[str]) -> bool:
    """A paragraph that says what the page's own outlet is or does; ``heads``: the names that head the page."""
    if len(text) > 600 or _QUOTED.search(text) or word_count(text) > _MOST:
        return False
    if _GATHERS.match(text):
        return True
    match = _ITSELF.match(text)
    if match is None:
        return False
    name = names.key(match["name"])
    return match["name"].startswith(("This ", "Our ")) or any(f" {head}".endswith(f" {name}") for head in heads)


def notices(text: str) -> bool:
    """The heading of a column of notices or small advertisements."""
    return len(text) <= 40 and text.strip(" .:").casefold() in lexicon.entry_set("notices")
