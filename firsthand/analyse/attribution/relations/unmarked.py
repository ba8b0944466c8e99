"""Speech printed as a paragraph without marks or cue: a block quotation whose layout was lost.

A paragraph counts as somebody's words only when everything agrees: the paragraphs before and after it both give the
floor to the same named person, one of them with quoted words; it names no source of its own; and it talks as people
talk (contractions, a pronoun to begin with).  The reason says that it is taken so.  Left out: longer runs of unmarked
paragraphs, which are as likely the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand import trail
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.resolution_context import Context, Source
from firsthand.data import TEXT_KINDS, Block, Quotation, Span, content_id

_CONTRACTION = re.compile(r"\b\w+(?:[’']re|[’']ve|[’']ll|n[’']t)\b")
_OPENING = re.compile(r"\s*(?:I|We|You|They|He|She|It|There|And|But|So|If|When|Look|Well)\b")
_MARK = re.compile('[“”"]')
_SHORTEST, _LONGEST = 8, 250
"""Words of such a paragraph."""


def unmarked(
    context: Context, found: Sequence[AttributionRelation], sources: Sequence[Source], quotations: Sequence[Quotation]
) -> tuple[list[AttributionRelation], list[Source], list[Quotation]]:
    """Relations, their sources and the quotations of paragraphs that are speech without marks."""
    text = context.text
    blocks = [b for b in context.parsed.document.blocks if b.kind in TEXT_KINDS and text[b.start : b.end].strip()]
    relations: list[AttributionRelation] = []
    speakers: list[Source] = []
    spoken: list[Quotation] = []
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if block.kind != "body" or not _talks(text[block.start : block.end]) or not trail.taken("unmarked"):
            continue
        if any(_named(sources[n]) for n in _of(found, block)):
            continue
        around = [[n for n in _of(found, b) if _named(sources[n])] for b in (before, after)]
        if not around[0] or not around[1]:
            continue
        last, following = sources[around[0][-1]], sources[around[1][0]]
        quotes = any(q.span.start >= before.start and q.span.end <= after.end for q in quotations)
        if last.kind != "person" or last.entity is None or last.entity != following.entity or not quotes:
            continue
        start = block.start + len(text[block.start : block.end]) - len(text[block.start : block.end].lstrip())
        end = block.start + len(text[block.start : block.end].rstrip())
        item = found[around[0][-1]]
        made = AttributionRelation(item.source, (), ((start, end),), "unmarked", None, item.head)
        relations.append(trail.marked(made, "unmarked"))
        name = context.names.entities[last.entity].name
        why = f"a paragraph of talk between two of {name}'s, printed without marks"
        speakers.append(replace(last, reasons=(*last.reasons, why), steps=()))
        span = Span(context.parsed.document.id, start, end)
        name = content_id("q", context.parsed.document.id, start, end)
        spoken.append(Quotation(name, span, span, None, None, flags=("block_quotation", "unmarked")))
    return relations, speakers, spoken


def _talks(paragraph: str) -> bool:
    count = len(paragraph.split())
    if not _SHORTEST <= count <= _LONGEST or _MARK.search(paragraph) or paragraph.rstrip().endswith(":"):
        return False
    return bool(_OPENING.match(paragraph) and _CONTRACTION.search(paragraph))


def _of(found: Sequence[AttributionRelation], block: Block) -> list[int]:
    """The relations whose cue stands in a paragraph, in order."""
    inside = [n for n, item in enumerate(found) if item.cue and block.start <= item.cue[0][0] < block.end]
    return sorted(inside, key=lambda n: found[n].cue)


def _named(source: Source) -> bool:
    return source.entity is not None or source.kind in ("anonymous", "document", "institution", "group")
