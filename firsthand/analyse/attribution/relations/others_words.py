"""Never another's words: what a relation must not hold, whatever found it.

A content does not reach over a paragraph that others' words end in, a question is no frame for its answer, and a
sentence of its own source before a quotation is not what the quotation's speaker says.  What is let go here is free
for ``quotation_attribution`` to join to who said it, or stays open.  Left out: who that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand import trail
from firsthand.analyse.attribution.relation import AttributionRelation
from firsthand.analyse.attribution.relations.layout_speakers import shown_by_layout
from firsthand.analyse.attribution.relations.quotation_cue import ParagraphIndex, beside
from firsthand.data import Quotation
from firsthand.grammar.tree import Pieces

_SENTENCE = 4
"""Words that make a sentence of their own behind a quotation, more than this."""


def without_others_words(
    view: ParagraphIndex, quotations: Sequence[Quotation], found: Sequence[AttributionRelation]
) -> list[AttributionRelation]:
    """The relations without pieces of content that are another's words; one that has nothing left is dropped."""
    shown = [q for q in quotations if shown_by_layout(view, q) is not None]
    cued = [(q, made) for q in quotations if (made := beside(view, q)) is not None]
    starts = sorted(item.cue[0][0] for item in found if item.cue)
    out = []
    for item in found:
        kept = item
        if item.cue and item.content:
            kept = _with_own_source(view, kept, cued)
            kept = _kept(kept, "guard.put_it", _put_so(view, kept))
            kept = _kept(kept, "guard.label", [p for p in kept.content if not _is_label(view, p)])
            kept = _kept(kept, "guard.question", [p for p in kept.content if not _answers(view, kept, p)])
            kept = _kept(kept, "guard.credit", [p for p in kept.content if not _after_credit(view, kept, p)])
            kept = _kept(kept, "guard.shown", [p for p in kept.content if not _is_shown(view, kept, p, shown)])
            kept = _kept(kept, "guard.paragraph", [p for p in kept.content if not _reaches(view, kept, p, starts)])
            kept = _kept(kept, "guard.beside", [p for p in kept.content if not _beside_another(kept, p, cued)])
            kept = _kept(kept, "guard.between", [p for p in kept.content if not _behind_another(view, kept, p, found)])
            kept = _kept(kept, "guard.sentence", [_own_sentences(view, kept, p, found) for p in kept.content])
        if kept.content or not item.content:
            out.append(kept)
    return out


def _with_own_source(
    view: ParagraphIndex, item: AttributionRelation, cued: Sequence[tuple[Quotation, AttributionRelation]]
) -> AttributionRelation:
    """The relation with the source beside its cue, where the one it has stands in another sentence: “…,” one student
    said. “…,” agreed another."""
    one = view.parsed.at(item.cue[0][0])
    if one is None or not item.source or item.source[0][0] >= one.sentence.start:
        return item
    for q, made in cued:
        same = any(s < y and x < e for s, e in made.cue for x, y in item.cue)
        if (
            same
            and made.rule == "quotation"
            and made.source[0][0] >= one.sentence.start
            and q.span.end <= made.cue[0][0]
        ):
            return trail.changed(item, "guard.source", source=made.source, head=made.head)
    return item


def _kept(item: AttributionRelation, step: str, content: Sequence[tuple[int, int]]) -> AttributionRelation:
    return trail.changed(item, step, content=tuple(content))


_PUT_SO = re.compile(r"\bas\s*$")


def _put_so(view: ParagraphIndex, item: AttributionRelation) -> Pieces:
    """The quotation that "it" stands for in “…,” as X put it: the last one before it in the sentence."""
    text = view.parsed.text
    if len(item.content) != 1 or text[slice(*item.content[0])] != "it" or not item.source:
        return item.content
    start = item.source[0][0]
    one = view.parsed.at(start)
    if one is None or not _PUT_SO.search(text, one.sentence.start, start):
        return item.content
    before = [q for q in view.quotations if one.sentence.start <= q.span.start and q.span.end <= start]
    return ((before[-1].span.start, before[-1].span.end),) if before else item.content


def _is_label(view: ParagraphIndex, piece: tuple[int, int]) -> bool:
    """Whether a piece is the label of a turn ("LD: What did the company say?")."""
    return any(
        "transcript" in q.flags and view.block(q).start <= piece[0] and piece[1] <= q.span.start
        for q in view.quotations
    )


def _answers(view: ParagraphIndex, item: AttributionRelation, piece: tuple[int, int]) -> bool:
    """Whether a piece stands behind the report's own question that holds the cue: "What did the company say?"."""
    parsed, at = view.parsed, item.cue[0][0]
    one = parsed.at(at)
    if one is None or parsed.quoted(at):
        return False
    asked = parsed.text[one.sentence.start : one.sentence.end].rstrip().endswith("?")
    return asked and (piece[0] >= one.sentence.end or parsed.block_at(piece[0]) != parsed.block_at(at))


def _after_credit(view: ParagraphIndex, item: AttributionRelation, piece: tuple[int, int]) -> bool:
    """Whether a piece is a sentence of its own behind a credit: “…, according to the paper. “…”” are not its words."""
    at = item.cue[-1][1]
    if (
        item.rule != "according"
        or piece[0] < at
        or view.parsed.text[max(0, piece[0] - 3) : piece[0]].rstrip()[-1:] in (",", ":")
    ):
        return False
    one = view.parsed.at(item.cue[0][0])
    ended = one is not None and piece[0] >= one.sentence.end
    return ended or view.parsed.text[max(at, piece[0] - 3) : piece[0]].strip()[-1:] in (".", "!", "?")


def _is_shown(
    view: ParagraphIndex, item: AttributionRelation, piece: tuple[int, int], shown: Sequence[Quotation]
) -> bool:
    """Whether a piece is a quotation whose speaker the layout names, and the cue stands in another paragraph."""
    at = view.parsed.block_at(item.cue[0][0])
    return any(piece[0] < q.span.end and q.span.start < piece[1] and view.paragraph(q) != at for q in shown)


def _reaches(view: ParagraphIndex, item: AttributionRelation, piece: tuple[int, int], cues: Sequence[int]) -> bool:
    """Whether a piece is a closed paragraph of quotation that the cue only reaches by going over another's.

    Before the cue: its own paragraph opens with words that are its content, and somebody has spoken earlier; or a
    colon there leads to words of its own.  Behind it: a paragraph between them has words outside marks.
    """
    parsed, text, at = view.parsed, view.parsed.text, item.cue[0][0]
    here, there = parsed.block_at(at), parsed.block_at(piece[0])
    if here == there:
        return False
    between = [n for n in view.paragraphs if min(here, there) < n < max(here, there)]
    if there > here:
        opens = parsed.document.blocks[there].start
        return bool(text[opens : piece[0]].strip()) or any(_outside_marks(view, n) for n in between)
    own = [p for p in item.content if parsed.block_at(p[0]) == here and p[0] < at]
    if _has_its_own(view, item, here):
        return True
    if any(_outside_marks(view, n) for n in between):
        return True
    if not own:
        return False
    goes_on = any(
        "multi_paragraph" in q.flags and piece[0] < q.span.end and q.span.start < piece[1] for q in view.quotations
    )
    last = next(
        (q for q in view.quotations if own[0][0] <= q.span.start < own[0][1] or q.span.start <= own[0][0] < q.span.end),
        None,
    )
    chained = goes_on and last is not None and "multi_paragraph" in last.flags
    opens = parsed.document.blocks[there].start
    spoken = goes_on or any(start < opens for start in cues) or bool(text[opens : piece[0]].strip())
    return spoken and not chained


def _has_its_own(view: ParagraphIndex, item: AttributionRelation, here: int) -> bool:
    """Whether a colon behind the cue leads to a quotation in its own paragraph: what stands above is another's."""
    text, since = view.parsed.text, item.cue[-1][1]
    return any(
        view.paragraph(q) == here and since <= q.span.start and text[since : q.span.start].rstrip()[-1:] == ":"
        for q in view.quotations
    )


def _beside_another(
    item: AttributionRelation, piece: tuple[int, int], cued: Sequence[tuple[Quotation, AttributionRelation]]
) -> bool:
    """Whether a piece is a quotation with another cue beside it, which stands nearer to it than this one: “A,” X said.
    “B,” Y said."""
    at = item.cue[0][0]
    for q, made in cued:
        if not (q.span.start - 1 <= piece[0] and piece[1] <= q.span.end + 1 and made.cue) or made.rule != "quotation":
            continue
        other = made.cue[0][0]
        between = at < q.span.start < other if at < q.span.start else q.span.end <= other < at
        if between and not any(s <= other < e for s, e in item.cue):
            return True
    return False


def _behind_another(
    view: ParagraphIndex, item: AttributionRelation, piece: tuple[int, int], found: Sequence[AttributionRelation]
) -> bool:
    """Whether a piece is a quotation behind a whole sentence of another's, in the cue's paragraph: “…,” X said. A man
    described the blast. “…”"""
    at = item.cue[-1][1]
    if piece[0] < at or not any(abs(q.span.start - piece[0]) < 2 for q in view.quotations):
        return False
    one = view.parsed.at(item.cue[0][0])
    since = at if one is None else one.sentence.end
    own = {word.casefold() for s, e in item.source for word in view.parsed.text[s:e].split()}
    for other in found:
        if not other.source or not other.cue or not _within((*other.source, *other.cue), (since, piece[0])):
            continue
        words = {word.casefold() for s, e in other.source for word in view.parsed.text[s:e].split()}
        if words & own or words <= _POINTING or view.parsed.block_at(other.cue[0][0]) != view.parsed.block_at(piece[0]):
            continue
        return not view.parsed.quoted(other.cue[0][0])
    return False


_POINTING = frozenset({"he", "she", "they", "it", "who", "which"})


def _outside_marks(view: ParagraphIndex, number: int) -> bool:
    """Whether a paragraph has words that are not quoted."""
    block = view.parsed.document.blocks[number]
    at = block.start
    for q in view.quotations:
        if block.start <= q.span.start < block.end:
            if any(c.isalnum() for c in view.parsed.text[at : q.span.start]):
                return True
            at = max(at, q.span.end)
    return any(c.isalnum() for c in view.parsed.text[at : block.end])


def _own_sentences(
    view: ParagraphIndex, item: AttributionRelation, piece: tuple[int, int], found: Sequence[AttributionRelation]
) -> tuple[int, int]:
    """The piece from its quotation on, where a sentence before that has a source and a cue of its own outside marks."""
    text, at = view.parsed.text, item.cue[0][0]
    for q in view.quotations:  # “…” No, nobody did, as X said: the quotation is not X's
        rest = text[q.span.end : piece[1]].lstrip()
        ended = q.inner.of(text)[-1:] in (".", "!", "?") and "unmatched" not in q.flags
        if abs(q.span.start - piece[0]) < 2 and ended and rest[:1].isupper() and len(rest.split()) > _SENTENCE:
            return (piece[0], q.span.end) if at < piece[0] else (piece[1] - len(rest), piece[1])
    held = [q for q in view.quotations if piece[0] < q.span.start and q.span.end <= piece[1] + 1 and q.span.end <= at]
    if not held:
        return piece
    start = held[-1].span.start
    if text[piece[0] : start].rstrip()[-1:] not in (".", "!", "?"):
        return piece
    told = any(
        _within(other.cue, (piece[0], start))
        and other.source
        and _within(other.source, (piece[0], start))
        and not any(q.span.start <= other.cue[0][0] < q.span.end for q in view.quotations)
        for other in found
        if other is not item and other.cue
    )
    return (start, piece[1]) if told else piece


def _within(pieces: Pieces, span: tuple[int, int]) -> bool:
    return all(span[0] <= s and e <= span[1] for s, e in pieces)
