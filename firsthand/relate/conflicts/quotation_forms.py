"""Quotations that are no utterance as it was made: put together from parts, or another report's narration in marks.

*Assembled*: one quotation whose halves stand in two quotations of another report that are apart there, without a mark
at the join.  *Narrated*: words between marks that another report prints, word for word, in its own voice.  Both point
at the characters.  Left out: halves that only a speech tag parts ("…," he said, "…"), reports that mark the join, and
narration that stands inside marks of its own, however far before it these opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import permutations

from firsthand.comparable.lemmas import weight
from firsthand.data import Conflict, ConflictKind, DocumentId, Span, content_id
from firsthand.relate.conflicts.comparison import nearest_statement
from firsthand.relate.conflicts.inside_marks import inside_marks
from firsthand.relate.conflicts.renderings import Beside, Rendering, function_word, in_marks
from firsthand.relate.conflicts.word_changes import verbatim
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile

_STEP = "quotation_forms"
_PART = 4
"""Words of each half …"""
_TOLD = 2
"""… and words of content among them."""
_APART = 200
"""Letters between the halves in the other report, beyond which no speech tag alone parts them."""
_WHOLE = 0.8
"""Share of a quotation's words that one quotation of the other report holds, from which it is no assembly."""
_RARE = 3.0
"""Weight from which a word brings two quotations together."""
_USUAL = 60
"""Quotations that hold a word from which it brings none together."""
_MOST = 40
"""Conflicts of one form that are shown."""


@dataclass(frozen=True, slots=True)
class _Half:
    """A run of words that a quotation has from another: its place in both."""

    other: Rendering
    start: int
    there: int
    size: int


def quotation_forms(
    pile: Pile, families: Families, quoted: Sequence[Rendering], beside_plain: Iterable[Beside]
) -> Iterator[Conflict]:
    """One conflict for each quotation that is assembled or narrated; ``beside_plain`` are quotations beside other
    reports' sentences without marks."""
    yield from list(_assembled(pile, families, quoted))[:_MOST]
    yield from list(_narrated(pile, families, beside_plain))[:_MOST]


# --------------------------------------------------------------------------------------------- from parts


def _assembled(pile: Pile, families: Families, quoted: Sequence[Rendering]) -> Iterator[Conflict]:
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(quoted):
        for key in sorted(set(one.keys)):
            if weight(key) >= _RARE and not function_word(key):
                holding[key].append(n)
    for n, one in enumerate(quoted):
        if len(one.keys) < 2 * _PART:
            continue
        near = {m for key in set(one.keys) for m in holding.get(key, ()) if len(holding[key]) <= _USUAL}
        by_document: defaultdict[DocumentId, list[Rendering]] = defaultdict(list)
        for m in sorted(near - {n}):
            if quoted[m].span.document != one.span.document:
                by_document[quoted[m].span.document].append(quoted[m])
        for _, held in sorted(by_document.items()):
            halves = _halves(one, held) if len(held) > 1 else None
            if halves is not None:
                first, second = halves
                spans = [
                    one.characters(first.start, second.start + second.size),
                    *(half.other.characters(half.there, half.there + half.size) for half in halves),
                ]
                yield from _conflict(
                    pile, families, spans, "assembled_quotation",
                    "one report prints as one quotation what the other quotes in two places",
                )  # fmt: skip
                break


def _halves(one: Rendering, held: Sequence[Rendering]) -> tuple[_Half, _Half] | None:
    """The two parts of which a quotation is put together; None where it is not."""
    runs = []
    for other in held:
        there = set(other.keys)
        if sum(key in there for key in one.keys) < _PART:
            continue
        found = SequenceMatcher(None, one.keys, other.keys, autojunk=False).find_longest_match()
        if found.size >= _WHOLE * len(one.keys):
            return None
        told = sum(not function_word(key) for key in one.keys[found.a : found.a + found.size])
        if found.size >= _PART and told >= _TOLD and _one_speaker(one, other):
            runs.append(_Half(other, found.a, found.b, found.size))
    for first, second in permutations(runs, 2):
        joint = second.start - first.start - first.size
        whole = first.start <= 1 and 0 <= joint <= 1 and second.start + second.size >= len(one.keys) - 1
        marked = any(first.start + first.size - 1 <= seam <= second.start + 1 for seam in one.seams)
        if whole and not marked and _stand_apart(first.other.span, second.other.span):
            return first, second
    return None


def _one_speaker(one: Rendering, other: Rendering) -> bool:
    mine = one.quotation.speaker if one.quotation is not None else None
    theirs = other.quotation.speaker if other.quotation is not None else None
    return mine is None or theirs is None or mine == theirs


def _stand_apart(first: Span, second: Span) -> bool:
    """Whether more than a speech tag stands between two quotations, or the second one comes first."""
    return second.start - first.end > _APART or second.start < first.start


# ----------------------------------------------------------------------------------------------- narration


def _narrated(pile: Pile, families: Families, pairs: Iterable[Beside]) -> Iterator[Conflict]:
    seen: set[tuple[Span, DocumentId]] = set()
    for pair in pairs:
        if pair.one.quotation is None or pair.other.quotation is not None or not verbatim(pair):
            continue
        if not in_marks(pair.one):
            continue  # what a colon introduces may be a wire's own narration
        (i, k, _), (j, m, size) = pair.runs[0], pair.runs[-1]
        mine, theirs = pair.one.characters(i, j + size), pair.other.characters(k, m + size)
        if (mine, theirs.document) in seen or not _own_voice(pile, theirs) or inside_marks(pile, theirs):
            continue
        seen.add((mine, theirs.document))
        yield from _conflict(
            pile, families, [mine, theirs], "narration_as_quotation",
            "one report prints between quotation marks what the other tells in its own voice",
        )  # fmt: skip


def _own_voice(pile: Pile, span: Span) -> bool:
    """Whether nobody is said to have said the words."""
    told = [one for one in pile.analysis[span.document].statements if one.span.overlaps(span)]
    sources = [source for one in told for source in pile.chain_of(one)]
    return bool(told) and all(one.source_kind == "own_voice" for one in sources)


def _conflict(
    pile: Pile, families: Families, spans: Sequence[Span], kind: ConflictKind, reason: str
) -> Iterator[Conflict]:
    statements = [nearest_statement(pile, span) for span in spans]
    rows = [(one, span) for one, span in zip(statements, spans, strict=True) if one is not None]
    if len(rows) < len(spans) or len({span.document for span in spans}) < 2:
        return
    link = families.between(spans[0].document, spans[1].document)
    drift = link is not None and link.known  # two that print one release are no copies of each other
    yield Conflict(
        id=content_id("k", kind, *(f"{s.document}:{s.start}:{s.end}" for s in spans)),
        kind=kind,
        judgement="drift" if drift else "scope_difference",
        statements=tuple(one.id for one, _ in rows),
        values=tuple(" ".join(pile.words(span).split()) for _, span in rows),
        reason=reason,
        steps=(_STEP,),
        spans=tuple(span for _, span in rows),
    )
