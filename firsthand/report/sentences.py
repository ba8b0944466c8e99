"""Sentences around words, for printing: found by their stops, for a record has no parse.

A dot behind a short word with a capital is no stop ("Gen. Doe").  Left out: what a sentence says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.data import TEXT_KINDS, Block, Document, Span
from firsthand.report.captions import is_no_story
from firsthand.report_names import title_or_opening

_END = re.compile(r"(?:\A|\b[^\W\dA-Z]\w*|\d|\w{5,})[.!?][”\"’')]*(?:\s+|\Z)|\n")
"""Where a sentence ends; behind a short word with a capital a dot may be an abbreviation's."""
WHOLE_SENTENCE = 1_000
"""Characters of a sentence that is shown as a whole."""
EDGES = " ,;:.!?…–—-"
"""What a part of a sentence is shown without at its ends."""
_FIRST_TEXTS, _FIRST_LETTERS = 4, 4_000
"""Blocks and letters of a report without a title in which its opening words are looked for."""


def sentence_around(document: Document, span: Span, most: int) -> Span:
    """The sentence in which a few words stand, or as much of it on both sides as ``most`` characters hold."""
    text = document.text
    block = next((one for one in document.blocks if one.start <= span.start < one.end), None)
    low, high = (block.start, block.end) if block is not None else (0, len(text))
    room = max(20, (most - (span.end - span.start)) // 2)
    before, after = text[max(low, span.start - room) : span.start], text[span.end : min(high, span.end + room)]
    starts = [one.end() for one in _END.finditer(before)]
    ends = _END.search(after)
    start = span.start - len(before) + (starts[-1] if starts else 0)
    if not starts and span.start - len(before) > low:  # cut in a sentence: at a word
        start += len(before.partition(" ")[0]) + 1 if " " in before else 0
    end = span.end + (len(after[: ends.end()].rstrip()) if ends else len(after))
    if not ends and end < high:
        end -= len(after.rpartition(" ")[2]) + 1 if " " in after else 0
    return Span(span.document, start, end)


def title_without_caption(document: Document) -> str:
    """The title, or the opening words behind what is a caption or a byline there."""
    opening = title_or_opening(document)
    if document.title:
        return opening
    texts = [document.text[one.start : one.end] for one in document.blocks if one.kind in TEXT_KINDS]
    lines = (" ".join(one.split()) for text in texts[:_FIRST_TEXTS] for one in text.splitlines())
    text = "\n".join(filter(None, lines))[:_FIRST_LETTERS]
    at = 0
    while (end := _END.search(text, at)) and is_no_story(text[at : end.end()].strip()) and end.end() < len(text):
        at = end.end()
    text = text[at:]
    if not text or " ".join(text.split()).startswith(opening.rstrip("…")):
        return opening
    return title_or_opening(replace(document, text=text, blocks=(Block(0, len(text), "body"),)))
