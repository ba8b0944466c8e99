"""Quotations joined to who said them: the cue beside the marks, or the speaker who simply goes on.

The parser often loses its way across quotation marks, so this works on the order of words: the nearest reporting verb
outside the marks, after ("…," said X), before (X said: "…") or around a quotation; a quotation without any cue belongs
to the speaker of the one before it in the paragraph, or of the paragraph before when that one left its marks open or
ended in a colon.  Follows the procedure of quotation attribution by rule (Pareti et al. 2013; Muzny et al. 2017).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firsthand.analyse.cues import kinds
from firsthand.analyse.relations import Found, cue_span, listener, source_span, subject_of
from firsthand.analyse.syntax import Tree, trimmed
from firsthand.data import TEXT_KINDS, Document, Quotation
from firsthand.words import words

_ENDS = re.compile(r"[.!?]['\"”’)]*\s")
_LABEL = re.compile(r"(?:^|\n)\s*([A-Z][^:\n“\"]{1,60}):\s*$")
_SPEECH = frozenset({"speech", "thought", "request", "judge", "object", "commit"})
_FAR = 160
"""Characters between a quotation and its cue at most."""


def quoted(
    document: Document, trees: Sequence[Tree], quotations: Sequence[Quotation], found: Sequence[Found]
) -> list[Found]:
    """``found`` with contents widened to whole quotations, and the relations of quotations that had none."""
    text = document.text
    out = [_snapped(text, item, quotations) for item in found]
    blocks = {n: [one for one in trees if one.sentence.block == n] for n in range(len(document.blocks))}
    text_blocks = [n for n, b in enumerate(document.blocks) if b.kind in TEXT_KINDS and text[b.start : b.end].strip()]
    owner: dict[str, int] = {}  # quotation id to index in out
    previous: Quotation | None = None
    for quotation in quotations:
        number = next(
            n for n, b in enumerate(document.blocks) if b.start <= quotation.span.start < max(b.end, b.start + 1)
        )
        index = _holding(out, quotation)
        if index is None:
            made = _beside(document, blocks, quotation, quotations)
            if made is not None:
                out.append(made)
                index = len(out) - 1
        if index is None:
            index = _continued(document, out, owner, blocks, text_blocks, number, previous, quotation)
        if index is not None:
            owner[quotation.id] = index
        previous = quotation
    return out


def _snapped(text: str, found: Found, quotations: Sequence[Quotation]) -> Found:
    """Content that cuts through a quotation takes all of it, unless the cue itself stands inside the marks."""
    content = list(found.content)
    for quotation in quotations:
        start, end = quotation.span.start, quotation.span.end
        if not content or any(start < c[1] and c[0] < end for c in (*found.cue, *found.source)):
            continue
        for n, (s, e) in enumerate(content):
            if s < end and start < e and not (s <= start and end <= e):
                content[n] = (min(s, start), max(e, end))
    return replace(found, content=_merged(text, content))


def _merged(text: str, content: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(content):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip()):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _holding(found: Sequence[Found], quotation: Quotation) -> int | None:
    """The innermost relation whose content holds the quotation and whose cue stands outside the marks."""
    best: tuple[int, int] | None = None
    for n, item in enumerate(found):
        if any(quotation.span.start <= c[0] < quotation.span.end for c in item.cue):
            continue
        held = sum(max(0, min(e, quotation.span.end) - max(s, quotation.span.start)) for s, e in item.content)
        if held * 2 > quotation.span.end - quotation.span.start:
            size = sum(e - s for s, e in item.content) + (100_000 if item.rule in ("according", "hearsay") else 0)
            if best is None or size < best[0]:
                best = (size, n)
    return None if best is None else best[1]


def _beside(
    document: Document, blocks: dict[int, list[Tree]], quotation: Quotation, quotations: Sequence[Quotation]
) -> Found | None:
    text = document.text
    number = next(n for n, b in enumerate(document.blocks) if b.start <= quotation.span.start < max(b.end, b.start + 1))
    block = document.blocks[number]
    start, end = quotation.span.start, quotation.span.end
    content = ((start, end),)
    if "transcript" in quotation.flags:
        label = trimmed(text, block.start, start)
        colon = text.rfind(":", block.start, start)
        name = trimmed(text, label[0], colon)
        return Found((name,), ((colon, colon + 1),), content, "transcript", None, name)
    inside = [(q.span.start, q.span.end) for q in quotations if q.span.start >= block.start and q.span.end <= block.end]
    last = text[:end].rstrip("”\"’' \n")[-1:]
    after = last not in "." or text[end : end + 2].lstrip()[:1].islower()
    best: tuple[int, Found] | None = None
    for one in blocks.get(number, []):
        for i, token in enumerate(one.tokens):
            if token.pos != "VERB" and not (token.pos == "AUX" and token.lemma == "say"):
                continue
            if any(s <= token.start < e for s, e in inside):
                continue
            which = kinds("VERB").get(token.lemma.casefold(), frozenset())
            if not which & _SPEECH:
                continue
            if token.start >= end:
                gap = text[end : token.start]
                if (
                    not after
                    or len(gap) > _FAR
                    or _ENDS.search(gap + " ")
                    or any(end <= s < token.start for s, _ in inside)
                ):
                    continue
                cost = len(gap)
            elif token.end <= start:
                gap = text[token.end : start]
                if len(gap) > _FAR or _ENDS.search(gap) or any(token.end <= s < start for s, _ in inside):
                    continue
                cost = len(gap) + (0 if gap.rstrip()[-1:] in (",", ":") or gap.rstrip().endswith("that") else 40)
            else:
                continue
            if "speech" not in which:
                cost += 60
            made = _with_cue(one, i, content, inside, inverted=token.start >= end)
            if made is None:
                cost += 80
                continue
            if best is None or cost < best[0]:
                best = (cost, made)
    if best is not None:
        return best[1]
    label_match = _LABEL.search(text, block.start, start)
    if label_match and len(label_match.group(1).split()) <= 6:
        name = trimmed(text, label_match.start(1), label_match.end(1))
        return Found((name,), ((label_match.end(1), label_match.end(1) + 1),), content, "label", None, name)
    return _in_words_of(blocks.get(number, []), quotation, content) or _before_colon(
        text, blocks.get(number, []), quotation, content
    )


def _in_words_of(trees: Sequence[Tree], quotation: Quotation, content: tuple[tuple[int, int], ...]) -> Found | None:
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
                return Found((span,), ((token.start, token.end),), content, "in words of", None, head)
    return None


def _before_colon(
    text: str, trees: Sequence[Tree], quotation: Quotation, content: tuple[tuple[int, int], ...]
) -> Found | None:
    """ "For X, the answer is simple: “…”": the one name before the colon."""
    if text[: quotation.span.start].rstrip()[-1:] != ":":
        return None
    one = next((t for t in trees if t.sentence.start < quotation.span.start <= t.sentence.end + 2), None)
    if one is None:
        return None
    people = [
        i
        for i, token in enumerate(one.tokens)
        if token.end <= quotation.span.start
        and token.pos == "PROPN"
        and token.dep != "compound"
        and token.ner.endswith("PERSON")
    ]
    if len(people) != 1:
        return None
    token = one.tokens[people[0]]
    first = min(j for j in one.subtree(people[0]) if one.tokens[j].pos in ("PROPN", "NOUN", "DET", "ADJ"))
    return Found(
        ((one.tokens[first].start, token.end),), (), content, "introduced by a name", None, (token.start, token.end)
    )


def _with_cue(
    one: Tree, i: int, content: tuple[tuple[int, int], ...], inside: Sequence[tuple[int, int]], *, inverted: bool
) -> Found | None:
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
    for s, e in inside:  # a source never runs into the next quotation
        if source[0][0] < s < source[0][1]:
            source = (trimmed(one.text, source[0][0], s),)
    head = (one.tokens[subject].start, one.tokens[subject].end)
    return Found(source, cue_span(one, i), content, "quotation", listener(one, i), head)


def _near(one: Tree, i: int, inside: Sequence[tuple[int, int]]) -> int | None:
    """The noun beside a verb whose subject the parser missed: "said Smith", "Smith said"."""
    tokens = one.tokens
    for j in (i - 1, i + 1, i + 2, i + 3):
        if 0 <= j < len(tokens) and tokens[j].pos in ("PROPN", "PRON", "NOUN"):
            if any(s <= tokens[j].start < e for s, e in inside):
                continue
            while tokens[j].dep in ("compound", "amod", "poss", "det") and tokens[j].head != j and tokens[j].head > j:
                j = tokens[j].head
            return j
    return None


def _continued(
    document: Document,
    out: list[Found],
    owner: dict[str, int],
    blocks: dict[int, list[Tree]],
    text_blocks: Sequence[int],
    number: int,
    previous: Quotation | None,
    quotation: Quotation,
) -> int | None:
    """The relation that an uncued quotation goes on from."""
    text = document.text
    block = document.blocks[number]
    span = quotation.span
    said = text[quotation.inner.start : quotation.inner.end]
    long = len(list(words(text, span.start, span.end))) >= 4 or (said[:1].isupper() and said[-1:] in ".?!")
    content = ((span.start, span.end),)
    if previous is not None and previous.id in owner and previous.span.start >= block.start:
        between = text[previous.span.end : span.start]
        whole = text[span.start - 2 : span.start].strip()[-1:] in ("", ".", "!", "?", ",", ":", "-", "—", "–", ";")
        if (whole and long and len(between) < 400) or re.fullmatch(r"[\s,]*(?:and|or|but)?\s*", between):
            index = owner[previous.id]
            out[index] = replace(out[index], content=tuple(sorted({*out[index].content, *content})), continued=True)
            return index
    if not long:
        return None
    opens = not text[block.start : span.start].strip()
    place = text_blocks.index(number) if number in text_blocks else 0
    before = text_blocks[place - 1] if place else None
    if opens and before is not None:
        bound = document.blocks[before]
        ended = text[bound.start : bound.end].rstrip()
        if previous is not None and previous.id in owner and previous.span.start >= bound.start:
            fills = not text[span.end : block.end].strip() or "multi_paragraph" in quotation.flags
            if "multi_paragraph" in previous.flags or (fills and "block_quotation" not in quotation.flags):
                index = owner[previous.id]
                out[index] = replace(out[index], content=tuple(sorted({*out[index].content, *content})), continued=True)
                return index
        if ended.endswith(":") or "block_quotation" in quotation.flags:
            made = _introduced(blocks.get(before, []), content)
            if made is not None:
                out.append(made)
                return len(out) - 1
    if "block_quotation" in quotation.flags:
        return None
    made = _subject_before(blocks.get(number, []), span.start, content)
    if made is not None:
        out.append(made)
        return len(out) - 1
    return None


def _introduced(trees: Sequence[Tree], content: tuple[tuple[int, int], ...]) -> Found | None:
    """The last reporting verb of the paragraph that introduces a block."""
    for one in reversed(trees[-2:]):
        for i in reversed(range(len(one.tokens))):
            if one.tokens[i].pos == "VERB" and kinds("VERB").get(one.tokens[i].lemma.casefold(), frozenset()) & {
                "speech",
                "show",
                "object",
            }:
                made = _with_cue(one, i, content, (), inverted=False)
                if made is not None:
                    return made
        for i, token in enumerate(one.tokens):
            if token.dep == "nsubj" and token.pos in ("PROPN", "PRON", "NOUN"):
                return Found(source_span(one, i), (), content, "introduced", None, (token.start, token.end))
    return None


def _subject_before(trees: Sequence[Tree], start: int, content: tuple[tuple[int, int], ...]) -> Found | None:
    """A full sentence in marks right after a sentence about one person is taken to be that person's."""
    before = [one for one in trees if one.sentence.end <= start]
    if not before or start - before[-1].sentence.end > 3:
        return None
    one = before[-1]
    root = next((i for i, token in enumerate(one.tokens) if token.head == i), None)
    subject = one.child(root, "nsubj") if root is not None else None
    if subject is None or one.tokens[subject].pos not in ("PROPN", "PRON"):
        return None
    token = one.tokens[subject]
    if token.pos == "PRON" and one.lower(subject) not in ("he", "she", "they"):
        return None
    return Found(source_span(one, subject), (), content, "subject before", None, (token.start, token.end))
