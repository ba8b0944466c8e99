"""Quotations joined to who said them: the cue beside the marks, or the speaker who simply goes on.

A content that the parser cut short is widened to the whole quotation.  A quotation without any cue belongs to the
speaker of the one before it in the paragraph, or of the paragraph before when that one left its marks open or ended in
a colon, or to the subject of the sentence before it (Muzny et al. 2017).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from firsthand import trail
from firsthand.analyse.attribution.cues import cue_kinds, lemmas
from firsthand.analyse.attribution.phrases import source_span
from firsthand.analyse.attribution.relation import AttributionRelation, span_index
from firsthand.analyse.attribution.relations.layout_speakers import shown_by_layout
from firsthand.analyse.attribution.relations.others_words import without_others_words
from firsthand.analyse.attribution.relations.quotation_cue import ParagraphIndex, beside, paragraph_index, with_cue
from firsthand.data import Quotation, QuotationId
from firsthand.grammar import Parsed, Tree
from firsthand.grammar.tree import Pieces
from firsthand.words import words

_CREDITS = ("according", "hearsay")
"""Rules that credit a whole sentence; they own a quotation only where nothing else does."""
_HELD = 3
"""A content that begins inside a quotation and holds less than this part of it has begun too early."""
_QUESTION = 40
"""Words of a paragraph that is one question, at most."""
_CAPTIONS = 2
"""Paragraphs that may stand inside a quotation that goes on, at most."""
_MARKED = re.compile('[“”"«»„]')
_BLOCK_CUES = frozenset({"speech", "show", "object"})


def quoted(
    parsed: Parsed, quotations: Sequence[Quotation], found: Sequence[AttributionRelation]
) -> list[AttributionRelation]:
    """``found`` with contents widened to whole quotations, and the relations of quotations that had none."""
    view = paragraph_index(parsed, quotations)
    marks = span_index(((q.span.start, q.span.end),) for q in quotations)
    beneath = [(item, [quotations[n] for n in marks.beneath(item.content)]) for item in found]
    out = [_snapped(parsed.text, item, held) for item, held in beneath if not _is_turn(parsed.text, item, held)]
    out = without_others_words(view, quotations, out)
    contents = span_index(item.content for item in out)
    titles = [(*item.source, *((item.addressee,) if item.addressee else ())) for item in out]
    named = span_index(titles)
    owner: dict[QuotationId, int] = {}  # quotation id to index in out
    previous: Quotation | None = None
    hanging: Quotation | None = None  # one that nothing closes, at the end of its paragraph
    for quotation in quotations:
        if _in_name(titles, named.near(quotation.span.start, quotation.span.end), quotation):
            continue
        near = contents.near(quotation.span.start - 5, quotation.span.end)
        index = _holding(out, near, quotation)
        index = _shown(view, out, index, quotation)
        if index is None:
            index = _completing(parsed.text, out, near, quotation)
        if index is None:
            if hanging is not None and _closes(view, hanging, quotation):
                previous = hanging
            before = owner.get(previous.id) if previous is not None else None
            index = _joined(view, out, None if before is None else (previous, before), quotation)
        elif out[index].cue and not out[index].source:
            made = beside(view, quotation)
            if made is not None and made.cue == out[index].cue:
                parts = {"source": made.source, "head": made.head, "addressee": made.addressee}
                out[index] = trail.changed(out[index], "quotation.source", **parts)
        if index is not None:
            owner[quotation.id] = index
            contents.add(index, ((quotation.span.start, quotation.span.end),))
        previous = quotation
        if "unmatched" in quotation.flags and not parsed.text[quotation.span.end : view.block(quotation).end].strip():
            hanging = quotation
    return out


def _shown(view: ParagraphIndex, out: list[AttributionRelation], index: int | None, quotation: Quotation) -> int | None:
    """The relation of a quotation whose speaker the layout shows; ``index`` where another holds it, with a source."""
    if index is not None and out[index].source:
        return index
    shown = _taken(shown_by_layout(view, quotation))
    if shown is None:
        return index
    if index is None:
        out.append(shown)
        return len(out) - 1
    parts = {"source": shown.source, "cue": shown.cue, "head": shown.head, "rule": shown.rule}
    out[index] = trail.changed(out[index], shown.steps[-1], **parts)
    return index


def _joined(
    view: ParagraphIndex,
    out: list[AttributionRelation],
    before: tuple[Quotation | None, int] | None,
    quotation: Quotation,
) -> int | None:
    """The relation of a quotation that none holds: with the cue beside it, or with the one ``before`` it, or with what
    introduces it; None where nothing does."""
    made = beside(view, quotation)
    last = None if before is None else before[0]
    goes_on = made is None and last is not None and _goes_on(view, last, quotation)
    if (
        goes_on
        and before is not None
        and last is not None
        and not _others_between(view, last, quotation, out[before[1]])
    ):
        return _continue(view.parsed.text, out, before[1], quotation)
    made = _taken(made) or _taken(_introduced(view, quotation))
    if made is None or _same_cue(out, made):
        return None
    out.append(made)
    return len(out) - 1


def _taken(made: AttributionRelation | None) -> AttributionRelation | None:
    """A relation that a quotation gives, with the name of its pattern on its trail."""
    step = "" if made is None else f"quotation.{'cue' if made.rule == 'quotation' else made.rule.replace(' ', '_')}"
    return trail.marked(made, step) if made is not None and trail.taken(step) else None


def _in_name(names: Sequence[Pieces], near: Iterable[int], quotation: Quotation) -> bool:
    """Whether marks stand inside the words for a source or a listener: a title, said by nobody ("author of “The Dry
    Years,”", "told the channel's “Tonight” show")."""
    return any(s <= quotation.span.start and quotation.inner.end <= e for n in near for s, e in names[n])


def _is_turn(text: str, found: AttributionRelation, quotations: Sequence[Quotation]) -> bool:
    """Whether the relation is a transcript's turn behind its label, which is read by the labels of the whole page."""
    return any("transcript" in one.flags for one in quotations) and _words(text, found.cue) == ":"


def _words(text: str, pieces: Pieces) -> str:
    return " ".join(text[start:end] for start, end in pieces)


def _snapped(text: str, found: AttributionRelation, quotations: Sequence[Quotation]) -> AttributionRelation:
    """Content that cuts through a quotation takes all of it, unless the cue itself stands inside the marks; behind
    words that nothing closes it goes on into no further sentence."""
    content = list(found.content)
    for quotation in quotations:
        start, end = quotation.span.start, quotation.span.end
        if not content or any(start < c[1] and c[0] < end for c in (*found.cue, *found.source)):
            continue
        for n, (s, e) in enumerate(content):
            if s == start and end < e and "unmatched" in quotation.flags:
                content[n] = (s, end)
                continue
            if not (s < end and start < e) or (s <= start and end <= e):
                continue
            held = min(e, end) - max(s, start)
            if start < s < end < e and held * _HELD < end - start:  # only the end of another's quotation
                content[n] = (end, e)
            else:
                content[n] = (min(s, start), max(e, end))
    return trail.changed(found, "quotation.widened", content=_merged(text, content))


def _merged(text: str, content: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(content):
        gap = text[out[-1][1] : start] if out else "\n"
        if out and (start <= out[-1][1] or (not gap.strip() and "\n" not in gap)):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _holding(found: Sequence[AttributionRelation], near: Sequence[int], quotation: Quotation) -> int | None:
    """The innermost relation whose content holds the quotation and whose cue stands outside the marks."""
    best: tuple[int, int] | None = None
    for n in near:
        item = found[n]
        if any(quotation.span.start <= c[0] < quotation.span.end for c in item.cue):
            continue
        held = sum(max(0, min(e, quotation.span.end) - max(s, quotation.span.start)) for s, e in item.content)
        if held * 2 > quotation.span.end - quotation.span.start:
            size = sum(e - s for s, e in item.content) + (100_000 if item.rule in _CREDITS else 0)
            if best is None or size < best[0]:
                best = (size, n)
    return None if best is None else best[1]


def _same_cue(found: Sequence[AttributionRelation], made: AttributionRelation) -> bool:
    """Whether the cue of ``made`` has its content already: other marks beside it are titles or names ("said on “Meet
    the Press.”")."""
    return any(
        item.cue and item.cue == made.cue and item.source == made.source and item.rule in ("model", "quotation")
        for item in found
    )


def _completing(text: str, out: list[AttributionRelation], near: Sequence[int], quotation: Quotation) -> int | None:
    """The relation whose content the quotation completes: "called the audit “a witch hunt”"."""
    for n in near:
        item = out[n]
        if not item.content or item.rule not in ("verb", "object", "model"):
            continue
        start, end = item.content[-1]
        gap = text[end : quotation.span.start]
        if (
            end <= quotation.span.start
            and len(gap) <= 4
            and "\n" not in gap
            and gap.strip() in ("", "as")
            and item.cue
            and item.cue[0][0] < start
        ):
            content = (*item.content[:-1], (start, quotation.span.end))
            out[n] = trail.changed(item, "quotation.completes", content=content)
            return n
    return None


def _continue(text: str, out: list[AttributionRelation], before: int, quotation: Quotation) -> int | None:
    """The quotation joins the content of the one before where that was said; None where it was not."""
    item, piece = out[before], (quotation.span.start, quotation.span.end)
    forms = [form for s, e in item.cue for word in text[s:e].casefold().split() for form in lemmas(word)]
    says = any("speech" in cue_kinds("VERB").get(form, frozenset()) for form in forms)
    says = says or "multi_paragraph" in quotation.flags  # the mark that nothing closed is still open, whatever the cue
    if not says and item.cue and ":" not in text[item.cue[-1][0] : item.cue[-1][1]]:
        return None
    out[before] = trail.changed(item, "quotation.goes_on", content=tuple(sorted({*item.content, piece})))
    return before


def _sentence_like(text: str, quotation: Quotation) -> bool:
    """Whether a quotation can stand for itself: four words or more, or a short full sentence."""
    said = quotation.inner.of(text)
    return len(list(words(said))) >= 4 or (said[:1].isupper() and said[-1:] in (".", "?", "!"))


def _goes_on(view: ParagraphIndex, previous: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation without a cue is the next words of the one before it."""
    text, block, start = view.parsed.text, view.block(quotation), quotation.span.start
    if previous.span.start >= block.start:
        between = text[previous.span.end : start]
        if re.fullmatch(r"[\s,]*(?:and|or|but)?\s*", between):
            return True
        opens = text[start - 2 : start].strip()[-1:] in ("", ".", "!", "?", ",", ":", "-", "—", "–", ";")
        return opens and len(between) < 400 and _sentence_like(text, quotation)
    if text[block.start : start].strip() or not _sentence_like(text, quotation):
        return False
    above = text[max(0, block.start - 200) : block.start].rstrip()
    if above.endswith(":") and previous.span.end < block.start - 2:
        return False  # a line with a colon, furniture or not, introduces somebody anew
    if "unmatched" in previous.flags and _closes(view, previous, quotation):
        return True
    before = view.paragraph_before(quotation)
    if before is None or previous.span.start < view.parsed.document.blocks[before].start:
        return False
    fills = not text[quotation.span.end : block.end].strip() or "multi_paragraph" in quotation.flags
    return "multi_paragraph" in previous.flags or (fills and "block_quotation" not in quotation.flags)


def _others_between(view: ParagraphIndex, previous: Quotation, quotation: Quotation, item: AttributionRelation) -> bool:
    """Whether a whole sentence about somebody else stands between two quotations of a paragraph: “…,” X said. A witness
    saw it. “…”"""
    start, end = previous.span.end, quotation.span.start
    if view.paragraph(previous) != view.paragraph(quotation):
        return False
    who = {word.casefold() for s, e in item.source for word in view.parsed.text[s:e].split()}
    for one in view.near(quotation, start, end):
        inside = start <= one.sentence.start and one.sentence.end <= end + 1
        if not inside or any(one.sentence.start <= s < one.sentence.end for s, _ in item.cue):
            continue
        subject = one.main_subject()
        if subject is None or (one.lower(subject) not in ("he", "she", "they", "it") and one.lower(subject) not in who):
            return True
    return False


def _closes(view: ParagraphIndex, hanging: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation opens its paragraph and goes on from one that nothing closed a caption or two before."""
    block = view.block(quotation)
    opens = not view.parsed.text[block.start : quotation.span.start].strip()
    between = sum(view.paragraph(hanging) < n < view.paragraph(quotation) for n in view.paragraphs)
    return opens and 0 < between <= _CAPTIONS


def _introduced(view: ParagraphIndex, quotation: Quotation) -> AttributionRelation | None:
    """What introduces a quotation from outside its sentence: a paragraph that ends in a colon, a sentence before."""
    text, block = view.parsed.text, view.block(quotation)
    content = ((quotation.span.start, quotation.span.end),)
    if not _sentence_like(text, quotation):
        return None
    is_block = "block_quotation" in quotation.flags
    if not text[block.start : quotation.span.start].strip():
        before = view.paragraph_before(quotation)
        bound = view.parsed.document.blocks[before] if before is not None else None
        if before is not None and bound is not None:
            ends = text[bound.start : bound.end].rstrip().endswith(":")
            made = _introducing(view.parsed.in_block(before), content) if ends or is_block else None
            if made is not None:
                return made
        if (
            bound is not None
            and _asks(text[bound.start : bound.end])
            and not text[quotation.span.end : block.end].strip()
        ):
            return AttributionRelation((), (), content, "answer")
    if is_block:
        return None
    return _subject_before(view, quotation) or _subject_after(view, quotation)


def _asks(paragraph: str) -> bool:
    """Whether a paragraph is a question of the report's own, and nothing else: the answer below it is not its words."""
    line = paragraph.strip()
    return line.endswith("?") and "\n" not in line and len(line.split()) <= _QUESTION and not _MARKED.search(line)


def _subject_after(view: ParagraphIndex, quotation: Quotation) -> AttributionRelation | None:
    """A quotation that opens its paragraph, and a sentence about one person after it: "“Never again.” X sighed."."""
    block, text = view.block(quotation), view.parsed.text
    if text[block.start : quotation.span.start].strip():
        return None
    end = quotation.span.end
    one = next((t for t in view.near(quotation, end, end + 3) if t.sentence.start >= end), None)
    subject = one.main_subject() if one is not None else None
    if one is None or subject is None or one.tokens[subject].pos not in ("PROPN", "PRON"):
        return None
    token = one.tokens[subject]
    if token.pos == "PRON" and one.lower(subject) not in ("he", "she"):
        return None
    content = ((quotation.span.start, quotation.span.end),)
    return AttributionRelation(source_span(one, subject), (), content, "subject after", None, (token.start, token.end))


def _introducing(trees: Sequence[Tree], content: Pieces) -> AttributionRelation | None:
    """The last reporting verb of the paragraph that introduces a block."""
    for one in reversed(trees[-2:]):
        for i in reversed(range(len(one.tokens))):
            which = cue_kinds("VERB").get(one.tokens[i].lemma.casefold(), frozenset())
            if one.tokens[i].pos == "VERB" and which & _BLOCK_CUES:
                made = with_cue(one, i, content, (), inverted=False)
                if made is not None:
                    return made
    return None


def _subject_before(view: ParagraphIndex, quotation: Quotation) -> AttributionRelation | None:
    """A full sentence in marks right after a sentence about one person is taken to be that person's."""
    start, content = quotation.span.start, ((quotation.span.start, quotation.span.end),)
    before = [one for one in view.near(quotation, start - 4, start) if one.sentence.end <= start]
    if not before:
        return None
    one = before[-1]
    subject = one.main_subject()
    if subject is None or one.tokens[subject].pos not in ("PROPN", "PRON"):
        return None
    token = one.tokens[subject]
    if token.pos == "PRON" and one.lower(subject) not in ("he", "she", "they"):
        return None
    return AttributionRelation(source_span(one, subject), (), content, "subject before", None, (token.start, token.end))
