"""Speakers outside the sentence, named by the layout: a dash and a name behind the words, a paragraph with a colon.

"“…” — Lotte Brand, Union of Line Workers", and "From the desk of Emil Roth:" or "Chairwoman Siri Calder:" above the
words.  Follows the forms of statements and reactions that newspapers set as lists.  Left out: a reporting verb, which
``quotation_cue`` reads.
"""

from __future__ import annotations

import re

from firsthand.analyse.attribution.cues import cue_kinds
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.relations.quotation_cue import ParagraphIndex
from firsthand.analyse.quotation import POST_SIGNATURE
from firsthand.data import ARTICLE_KINDS, Block, Quotation
from firsthand.grammar import Tree
from firsthand.grammar.tree import trimmed
from firsthand.grammar.verb_forms import FINITE

_SIGNED = re.compile(r"\s*(?P<dash>—|–|--?|―)\s*(?=[A-Z])")
_LINE_WORDS = 16
"""Words of a line that only names somebody, at most."""


def shown_by_layout(view: ParagraphIndex, quotation: Quotation) -> AttributionRelation | None:
    """The relation of a quotation whose speaker stands behind a dash, or alone in the paragraph above that ends in a
    colon; None where the layout names nobody."""
    text, block = view.parsed.text, view.block(quotation)
    if "post" in quotation.flags:
        return _posted(text, quotation)
    opens = not text[block.start : quotation.span.start].strip()
    if not opens or "transcript" in quotation.flags:
        return None
    if "block_quotation" in quotation.flags:
        return None
    return _signed(view, quotation, block) or _headed(view, quotation)


def _posted(text: str, quotation: Quotation) -> AttributionRelation | None:
    """The relation of an embedded post with the one who signs it."""
    signed = POST_SIGNATURE.match(text, quotation.span.end)
    if signed is None:
        return None
    start, end = signed.span("name")
    content = ((quotation.span.start, quotation.span.end),)
    head = (start + text[start:end].rfind(" ") + 1, end)
    return AttributionRelation(((start, end),), (signed.span("dash"),), content, "signed", None, head)


def _signed(view: ParagraphIndex, quotation: Quotation, block: Block) -> AttributionRelation | None:
    """ "“…” — Lotte Brand, Union of Line Workers", on the same line or on the next one."""
    text = view.parsed.text
    rest = quotation.span.end
    if not text[rest : block.end].strip():
        after = _beside(view, quotation, 1)
        if after is None:
            return None
        block, rest = after, after.start
    dash = _SIGNED.match(text, rest, block.end)
    if dash is None:
        return None
    start, end = trimmed(text, dash.end(), block.end)
    return _named(view, quotation, (start, end), dash.span("dash"), "signed")


def _headed(view: ParagraphIndex, quotation: Quotation) -> AttributionRelation | None:
    """ "From the desk of Emil Roth, chief analyst at Korrel Bank:" in the paragraph above."""
    text, block = view.parsed.text, _beside(view, quotation, -1)
    if block is None:
        return None
    line = text[block.start : block.end].rstrip()
    if not line.endswith(":"):
        return None
    colon = block.start + len(line) - 1
    return _named(view, quotation, trimmed(text, block.start, colon), (colon, colon + 1), "headed")


def _beside(view: ParagraphIndex, quotation: Quotation, step: int) -> Block | None:
    """The block of article text above (-1) or below (1) the one that a quotation begins in; a line that only names
    somebody is often labelled as a heading."""
    blocks, at = view.parsed.document.blocks, view.paragraph(quotation) + step
    while 0 <= at < len(blocks) and not view.parsed.text[blocks[at].start : blocks[at].end].strip():
        at += step
    return blocks[at] if 0 <= at < len(blocks) and blocks[at].kind in ARTICLE_KINDS else None


def _named(
    view: ParagraphIndex, quotation: Quotation, line: tuple[int, int], cue: tuple[int, int], rule: str
) -> AttributionRelation | None:
    """The relation with the one who is named in a line without a verb; None where it says something or names nobody."""
    start, end = line
    if not 0 < len(view.parsed.text[start:end].split()) <= _LINE_WORDS:
        return None
    trees = [one for one in view.parsed.over(start, end) if one.sentence.end > start]
    if any(_says(one, i) for one in trees for i, t in enumerate(one.tokens) if start <= t.start < end):
        return None
    for one in trees:
        inside = [i for i, token in enumerate(one.tokens) if start <= token.start and token.end <= end]
        comma = (
            next((i for i in inside if one.word(i) in (",", "(", "/") and i > inside[0]), inside[-1] + 1)
            if inside
            else 0
        )
        names = [i for i in inside if i < comma and one.tokens[i].pos == "PROPN"]
        if not names:
            continue
        last = max(names)
        first = last
        while first - 1 in inside and (
            one.tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ") or one.word(first - 1) == "."
        ):
            first -= 1
        content = ((quotation.span.start, quotation.span.end),)
        source = trimmed(view.parsed.text, one.tokens[first].start, end)
        head = (one.tokens[last].start, one.tokens[last].end)
        return AttributionRelation((source,), (cue,), content, rule, None, head)
    return None


def _says(one: Tree, i: int) -> bool:
    """Whether a word makes the line a clause, or is a cue that is read elsewhere."""
    token = one.tokens[i]
    return token.tag in FINITE or (token.pos == "VERB" and bool(cue_kinds("VERB").get(token.lemma.casefold())))
