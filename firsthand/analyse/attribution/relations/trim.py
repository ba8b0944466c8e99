"""What stands in an attributed sentence and is not attributed: the dateline before it, the writer's aside behind it.

"…, a move that would …" and "— where many have …" speak for the report; a dash inside quotation marks does not.
"""

from __future__ import annotations

import re

from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.tree import Pieces, trimmed

_DASHES = ("—", "–", "--")


def cut(parsed: Parsed, one: Tree, item: AttributionRelation) -> Pieces:
    """Content without a dateline before it and without what the writer adds behind a dash or a summing noun.

    "…, a move that would …" and "— where many have …" speak for the report; a dash inside quotation marks does not.
    """
    return tuple(cut for start, end in item.content if (cut := without_asides(parsed, start, end, one.sentence.start)))


_DATELINE = re.compile(r"(?:[A-Z][\w.’'-]*,? ?){1,5}(?:\([^)]{1,40}\) )?(?:—|–|--) ?(?=[A-Z“\"])")


_ASIDE = re.compile(
    r"(?:\s(?:—|–|--|-)\s|,\s)(?:an?|the latest|the first|another) (?:\w+ )?(?:"
    + "move|decision|step|claim|charge|figure|allegation|assertion|plan|proposal|shift|reference|number|accusation"
    + r")\b|\s(?:—|–|--)\s(?:where|which|who|when|though|although|despite|even as|even though)\b"
)


def without_asides(parsed: Parsed, start: int, end: int, sentence: int) -> tuple[int, int] | None:
    """A content's characters without a date line before it and an aside of the writer's behind it; None where none are
    left."""
    text = parsed.text
    if start == sentence and (line := _DATELINE.match(text, start, end)):
        start = line.end()
    for aside in _ASIDE.finditer(text, start, end):
        if parsed.quoted(aside.start()):
            continue
        rest = text[aside.end() : end]
        if any(dash in rest for dash in _DASHES) or len(text[start : aside.start()].split()) < 4:
            continue  # the aside closes and the content goes on
        end = aside.start()
        break
    return trimmed(text, start, end) if start < end else None
