"""Clauses that a reporting clause interrupts: "A, and B, X says, will C" is X's word for B alone.

What stands before the conjunction is a clause of its own with its own verb, and the report's; only the clause that is
interrupted between its subject and its verb is surely what the speaker says.  Left out: a reporting clause at the end,
which covers what its commas cover.
"""

from __future__ import annotations

import re

from firsthand import trail
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.tree import trimmed
from firsthand.grammar.verb_forms import FINITE

_JOINED = re.compile(r", (?:and|but|yet|or|while) ")


def interrupted(parsed: Parsed, item: AttributionRelation) -> AttributionRelation:
    """The relation with the interrupted clause alone as its content; as it is where nothing is interrupted."""
    text = parsed.text
    if not item.source or not item.cue or not item.content or item.rule in ("citing", "transcript"):
        return item
    opens, closes = min(item.source[0][0], item.cue[0][0]), max(item.source[-1][1], item.cue[-1][1])
    start, end = item.content[0]
    one = parsed.at(opens)
    if one is None or not one.sentence.start <= start < end <= opens or text[end:opens].strip() != ",":
        return item
    if any(mark in text[start:end] for mark in '“”"') or not text.startswith(", ", closes):
        return item
    joints = [match.end() for match in _JOINED.finditer(text, start, end)]
    if not joints or not _finite(one, start, joints[-1]) or _finite(one, joints[-1], end):
        return item
    after = closes + 2
    first = next((t for t in one.tokens if t.start >= after), None)
    if first is None or first.tag not in FINITE:
        return item
    rest = [piece for piece in item.content[1:] if piece[0] >= closes] or [trimmed(text, after, one.sentence.end)]
    return trail.changed(item, "interruptions.alone", content=((joints[-1], end), *rest))


def _finite(one: Tree, start: int, end: int) -> bool:
    return any(start <= t.start < end and t.tag in FINITE for t in one.tokens)
