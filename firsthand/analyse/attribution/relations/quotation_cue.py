"""The cue beside a quotation: the nearest reporting verb outside the marks, by the order of words.

After the marks ("…," said X), before them (X said: "…"), a label ("X: …"), a phrase ("in X's words") or a name before
a colon.  Follows the procedure of quotation attribution by rule (Pareti et al. 2013).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.analyse.attribution.cues import cue_kinds
from firsthand.analyse.attribution.phrases import cue_span, listener, source_span, subject_of
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.data import TEXT_KINDS, Block, Quotation
from firsthand.grammar import Parsed, Token, Tree
from firsthand.grammar.tree import Pieces, trimmed

_ENDS = re.compile(r"[.!?]['\"”’)]*\s")
_LABEL = re.compile(r"(?:^|\n)\s*([A-Z][^:\n“\"]{1,60}):\s*$")
_SPEECH = frozenset({"speech", "thought", "request", "judge", "object", "commit"})
_FAR = 160
"""Characters between a quotation and its cue at most."""


@dataclass(frozen=True, slots=True)
class ParagraphIndex:
    """What joining quotations looks at: the parse, and the paragraphs of text in order."""

    parsed: Parsed
    paragraphs: tuple[int, ...]
    quotations: tuple[Quotation, ...]

    def paragraph(self, quotation: Quotation) -> int:
        """The number of the block that a quotation begins in."""
        return self.parsed.block_at(quotation.span.start)

    def block(self, quotation: Quotation) -> Block:
        """The block that a quotation begins in."""
        return self.parsed.document.blocks[self.paragraph(quotation)]

    def paragraph_before(self, quotation: Quotation) -> int | None:
        """The number of the paragraph before the one that a quotation begins in."""
        place = bisect_left(self.paragraphs, self.paragraph(quotation))
        return self.paragraphs[place - 1] if place else None

    def trees(self, quotation: Quotation) -> Sequence[Tree]:
        """The sentences of the block that a quotation begins in."""
        return self.parsed.in_block(self.paragraph(quotation))

    def near(self, quotation: Quotation, start: int, end: int) -> list[Tree]:
        """Those of these sentences that share a character with ``start`` to ``end`` (exclusive)."""
        number = self.paragraph(quotation)
        return [one for one in self.parsed.over(start, end) if one.sentence.block == number]


def paragraph_index(parsed: Parsed, quotations: Sequence[Quotation]) -> ParagraphIndex:
    """The document's quotations by paragraph: by text block that is not blank."""
    paragraphs = tuple(
        n for n, b in enumerate(parsed.document.blocks) if b.kind in TEXT_KINDS and parsed.text[b.start : b.end].strip()
    )
    return ParagraphIndex(parsed, paragraphs, tuple(quotations))


def beside(view: ParagraphIndex, quotation: Quotation) -> AttributionRelation | None:
    """The relation that a quotation has with a cue in its own paragraph."""
    text, block = view.parsed.text, view.block(quotation)
    content = ((quotation.span.start, quotation.span.end),)
    if "transcript" in quotation.flags:
        colon = text.rfind(":", block.start, quotation.span.start)
        colon = colon if colon != -1 else text.find(".", block.start, quotation.span.start)  # "Q. …", "A. …"
        name = trimmed(text, block.start, colon)
        return AttributionRelation((name,), ((colon, colon + 1),), content, "transcript", None, name)
    trees = view.trees(quotation)
    nearest = _nearest(view, trees, quotation)
    if nearest is not None:
        return nearest
    label = _LABEL.search(text, block.start, quotation.span.start)
    if label and len(label.group(1).split()) <= 6:
        name = trimmed(text, label.start(1), label.end(1))
        return AttributionRelation((name,), ((label.end(1), label.end(1) + 1),), content, "label", None, name)
    return _in_words_of(trees, quotation, content) or _before_colon(view, quotation, content)


def _nearest(view: ParagraphIndex, trees: Sequence[Tree], quotation: Quotation) -> AttributionRelation | None:
    text, block = view.parsed.text, view.block(quotation)
    content = ((quotation.span.start, quotation.span.end),)
    inside = [
        (q.span.start, q.span.end) for q in view.quotations if q.span.start >= block.start and q.span.end <= block.end
    ]
    best: tuple[int, AttributionRelation] | None = None
    for one in trees:
        for i, token in enumerate(one.tokens):
            if token.end < quotation.span.start - _FAR or token.start > quotation.span.end + _FAR:
                continue
            which = cue_kinds("VERB").get(token.lemma.casefold(), frozenset())
            if token.pos != "VERB" or not which & _SPEECH or any(s <= token.start < e for s, e in inside):
                continue
            cost = _cost(text, quotation, token, inside)
            if cost is None or (best is not None and cost >= best[0]):
                continue
            cost += 0 if "speech" in which else 60
            made = with_cue(one, i, content, inside, inverted=token.start >= quotation.span.end)
            if made is not None and (best is None or cost < best[0]):
                best = (cost, made)
    return None if best is None else best[1]


def _cost(text: str, quotation: Quotation, token: Token, inside: Sequence[tuple[int, int]]) -> int | None:
    """How far a verb stands from a quotation; None where a sentence or another quotation ends between them."""
    start, end = quotation.span.start, quotation.span.end
    if token.start >= end:
        last = text[start:end].rstrip("”\"’' \n")[-1:]
        gap = text[end : token.start]
        ended = last == "." and not text[end : end + 2].lstrip()[:1].islower()
        if ended or _ENDS.search(gap + " ") or any(end <= s < token.start for s, _ in inside):
            return None
        return len(gap) if len(gap) <= _FAR else None
    gap = text[token.end : start]
    if token.end > start or len(gap) > _FAR or _ENDS.search(gap) or any(token.end <= s < start for s, _ in inside):
        return None
    joined = gap.rstrip()[-1:] in (",", ":") or gap.rstrip().endswith("that")
    return len(gap) + (0 if joined else 40)


def with_cue(
    one: Tree, i: int, content: Pieces, inside: Sequence[tuple[int, int]], *, inverted: bool
) -> AttributionRelation | None:
    """A relation from a verb and its subject; the words around the verb serve where the parse has no subject."""
    subject = subject_of(one, i)
    if subject is not None and any(s <= one.tokens[subject].start < e for s, e in inside):
        subject = None
    if subject is None:
        passive = one.child(i, "nsubjpass")
        if passive is not None:
            return None
        subject = _near(one, i, inside) if inverted else None
    if subject is None:
        return None
    source = source_span(one, subject)
    if any(s <= source[0][0] < e for s, e in inside):
        return None
    for s, _ in inside:  # a source never runs into the next quotation
        if source[0][0] < s < source[0][1]:
            source = (trimmed(one.text, source[0][0], s),)
    head = (one.tokens[subject].start, one.tokens[subject].end)
    return AttributionRelation(source, cue_span(one, i), content, "quotation", listener(one, i), head)


def _near(one: Tree, i: int, inside: Sequence[tuple[int, int]]) -> int | None:
    """The noun beside a verb whose subject the parser missed: "said Smith", "Smith said"."""
    tokens = one.tokens
    for near in (i - 1, i + 1, i + 2, i + 3):
        if not 0 <= near < len(tokens) or tokens[near].pos not in ("PROPN", "PRON", "NOUN"):
            continue
        if any(s <= tokens[near].start < e for s, e in inside):
            continue
        noun = near
        while tokens[noun].dep in ("compound", "amod", "poss", "det") and tokens[noun].head > noun:
            noun = tokens[noun].head
        return noun
    return None


def _in_words_of(trees: Sequence[Tree], quotation: Quotation, content: Pieces) -> AttributionRelation | None:
    """ "in X's words", "in the words of X"."""
    for one in trees:
        for i, token in enumerate(one.tokens):
            if (
                token.lemma.casefold() not in ("word", "phrase")
                or not i
                or abs(token.start - quotation.span.start) > _FAR
            ):
                continue
            owner = one.child(i, "poss")
            if owner is None:
                of = next((c for c in one.below(i, "prep") if one.lower(c) == "of"), None)
                owner = one.child(of, "pobj") if of is not None else None
            if owner is not None and one.lower(one.tokens[i].head) == "in":
                head = (one.tokens[owner].start, one.tokens[owner].end)
                name = one.tokens[owner].end
                span = trimmed(one.text, source_span(one, owner)[0][0], name)
                return AttributionRelation((span,), ((token.start, token.end),), content, "in words of", None, head)
    return None


def _before_colon(view: ParagraphIndex, quotation: Quotation, content: Pieces) -> AttributionRelation | None:
    """ "For X, the answer is simple: “…”": the one name before the colon."""
    start = quotation.span.start
    if view.parsed.text[:start].rstrip()[-1:] != ":":
        return None
    one = next(iter(view.near(quotation, start - 3, start)), None)
    if one is None:
        return None
    subject = one.main_subject()
    if subject is not None and _names_someone(one, subject) and one.tokens[subject].end <= quotation.span.start:
        token = one.tokens[subject]
        return AttributionRelation(
            source_span(one, subject), (), content, "subject before", None, (token.start, token.end)
        )
    people = [
        i
        for i, token in enumerate(one.tokens)
        if token.end <= quotation.span.start and token.dep != "compound" and _names_someone(one, i)
    ]
    if len(people) != 1:
        return None
    token = one.tokens[people[0]]
    first = min(j for j in one.subtree(people[0]) if one.tokens[j].pos in ("PROPN", "NOUN", "DET", "ADJ"))
    return AttributionRelation(
        ((one.tokens[first].start, token.end),), (), content, "introduced by a name", None, (token.start, token.end)
    )


def _names_someone(one: Tree, i: int) -> bool:
    token = one.tokens[i]
    return (token.pos == "PROPN" and not token.ner.endswith(("DATE", "GPE", "TIME"))) or one.lower(i) in ("he", "she")
