"""Turns of an interview: whom "A:", initials before a colon, and an answer below a printed question stand for.

Whoever answers is the one person that the paragraphs above the first question name; initials are those of a label or
a name of the text, and an embedded post is signed with a name and a handle.  Where two people could be meant, nobody
is.  Left out: the questions, which are the report's own.
"""

from __future__ import annotations

from firsthand import names
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.resolution_context import Context, Source
from firsthand.analyse.quotation import POST_SIGNATURE
from firsthand.data import TEXT_KINDS, EntityId

_QUESTION, _ANSWER = "q", "a"
_LABELS = 4
"""Letters of a label that is taken for initials, at most."""


def in_turn(context: Context, found: AttributionRelation) -> Source | None:
    """The source of a turn whose label is no name ("Q", "A", initials), or of an answer without a label; None for any
    other relation."""
    printed = " ".join(context.text[s:e] for s, e in found.source)
    if found.rule == "answer" or (found.rule == "transcript" and printed.casefold() == _ANSWER):
        entity = _answers(context)
        if entity is None:
            return Source("person", None, "the one who is asked", False, "", ("the text does not say who answers",))
        name = context.names.entities[entity].name
        return Source("person", entity, name, False, "", (f"{name} is the one person named above the questions",))
    if found.rule == "signed":
        return _posts(context, found)
    if found.rule != "transcript":
        return None
    if printed.casefold() == _QUESTION:
        return Source("own_voice", None, printed, False, "q", ("“Q” marks the report's own question",))
    letters = printed.replace(".", "").replace(" ", "")
    if not (letters.isupper() and 1 < len(letters) <= _LABELS):
        return None
    owners = sorted(
        entity.id
        for entity in context.names.entities.values()
        if " " in entity.name and _initials(entity.name) == letters.casefold()
    )
    if len(owners) != 1:
        return None
    entity = owners[0]
    known = context.names.entities[entity]
    why = f"“{printed}” are the initials of {known.name}"
    return Source("person" if known.kind == "person" else "outlet", entity, known.name, False, "", (why,))


def _posts(context: Context, found: AttributionRelation) -> Source | None:
    """Who signs an embedded post: the one entity whose name has the letters of the signature or of the handle."""
    start, end = found.source[0]
    signed = POST_SIGNATURE.match(context.text, found.cue[0][0])
    if signed is None or context.names.at(*(found.head or (start, end))) is not None:
        return None
    printed = context.text[start:end]
    letters = {_letters(printed), _letters(signed["handle"])}
    owners = sorted(one.id for one in context.names.entities.values() if _letters(one.name) in letters)
    if len(owners) != 1:
        return None
    known = context.names.entities[owners[0]]
    why = f"“{printed} ({signed['handle']})” has the letters of {known.name}"
    return Source("person" if known.kind == "person" else "institution", known.id, known.name, False, "", (why,))


def _letters(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalnum())


def _initials(name: str) -> str:
    return "".join(part[0] for part in names.key(name).split() if part[0].isalpha())


def _answers(context: Context) -> EntityId | None:
    """The one person named above the first question, in the title or in the paragraphs."""
    text = context.text
    blocks = context.parsed.document.blocks
    asked = [b.start for b in blocks if b.kind in TEXT_KINDS and _asks(text[b.start : b.end])]
    if not asked:
        return None
    above = {
        name
        for start, _, name in context.names.mentions
        if start < asked[0] and context.names.entities[name].kind == "person"
    }
    return above.pop() if len(above) == 1 else None


def _asks(paragraph: str) -> bool:
    line = paragraph.strip()
    return line.startswith(("Q:", "Q.")) or (line.endswith("?") and not any(mark in line for mark in '“”"'))
