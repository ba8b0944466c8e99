"""Conflicts of wording: one utterance that reports print in different words.

Every quotation is laid beside what other reports print of the same words, between quotation marks or in their own text
(``renderings``), and where they differ (``word_changes``) is told, once for each pair of wordings.  Two quotations are
of one utterance where most of what they say is the same and their speakers do not contradict each other.  Left out:
whether the change alters the sense, and whose wording is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand import trail
from firsthand.data import Conflict, DocumentId, Quotation, QuotationId, Span, Statement, content_id
from firsthand.relate.conflicts.comparison import nearest_statement
from firsthand.relate.conflicts.quotation_forms import quotation_forms
from firsthand.relate.conflicts.renderings import (
    Beside,
    Rendering,
    function_word,
    in_marks,
    laid_beside,
    sentence_renderings,
)
from firsthand.relate.conflicts.word_changes import WordChange, said_otherwise, verbatim, word_changes
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile

_STEP = "quote_variants"
_SAME = 0.6
"""Share of the shorter quotation's weight that two quotations of one utterance have in common."""
_KNOWN = 0.5
"""The same where they have one speaker."""
_STRANGERS = 0.8
"""The same where two speakers are named."""
_PRINTED = 0.75
"""The same of a quotation and a report's own words."""
_WORDS = 4
"""Words that two quotations have in common at least; in reported speech one after the other."""
_TOLD = 2
"""Words of content among them, where the utterance is known to be one …"""
_TOLD_APART = 3
"""… and where it is not."""
_TOLD_PART = 7
"""The same of a part, where the two go on with passages of their own."""
_LEAST = 5
"""Words of a quotation that is looked for in a report's own words."""
_CHANGED = 0.45
"""Share of the shorter one's words that are replaced by others, beyond which it is another utterance."""
_MOST = 8
"""Differences between two renderings; more of them are two utterances, or two excerpts."""
_EACH = 3
"""Statements that one wording shows."""


@dataclass(frozen=True, slots=True, eq=False)
class _Variant:
    pair: Beside
    changes: tuple[WordChange, ...]


def wordings(pile: Pile, families: Families, quotations: Sequence[Rendering]) -> Iterator[Conflict]:
    """One conflict for each two wordings of an utterance, of the quotations of all reports, which bear their
    utterances."""
    if not trail.taken(_STEP):
        return
    twins = _Twins()
    quoted, parts, plain = (twins.first_of_each(held) for held in (quotations, *sentence_renderings(pile)))
    found: defaultdict[tuple[str, str], list[_Variant]] = defaultdict(list)
    beside_plain = list(laid_beside(parts, plain))
    if trail.taken("quotation_forms"):
        yield from quotation_forms(pile, families, quoted, beside_plain)
    beside_quoted = list(laid_beside(quoted))
    known = {(pair.one, pair.other.span.document) for pair in beside_quoted if _quoted_there(pair)}
    known |= {(pair.other, pair.one.span.document) for pair in beside_quoted if _quoted_there(pair)}
    held = {(one.quotation.id, document) for one, document in known if one.quotation is not None}
    for pair in (*beside_quoted, *beside_plain):
        if pair.other.quotation is None and _told_elsewhere(pair, held):
            continue
        made = _variant(pile, pair)
        if made is not None:
            found[_values(pile, made)].append(made)
    for (said, other), alike in found.items():
        if said == other or ((other, said) in found and (other, said) < (said, other)):
            continue  # a copy repeats its parent's wording, which is no second vote
        yield _conflict(pile, families, twins, (said, other), alike)


def _quoted_there(pair: Beside) -> bool:
    """Whether the other report quotes nearly all of the words."""
    return pair.share >= _STRANGERS


def _told_elsewhere(pair: Beside, held: set[tuple[QuotationId, DocumentId]]) -> bool:
    """Whether the words stand in no marks, or the other report quotes them as well and tells something else here."""
    one = pair.one.quotation
    return one is None or not in_marks(pair.one) or (one.id, pair.other.span.document) in held


class _Twins:
    """Renderings with the same words and speaker, of which one is compared for all."""

    def __init__(self) -> None:
        self._held: dict[Rendering, list[Rendering]] = {}

    def first_of_each(self, these: Sequence[Rendering]) -> list[Rendering]:
        """The renderings, of twins the first alone."""
        first: dict[tuple[object, ...], Rendering] = {}
        for one in these:
            self._held.setdefault(first.setdefault(_alike_in(one), one), []).append(one)
        return list(first.values())

    def of(self, one: Rendering) -> Sequence[Rendering]:
        """A rendering that is the first of its twins, and these, in order."""
        return self._held[one]


def _alike_in(one: Rendering) -> tuple[object, ...]:
    quotation = one.quotation
    said = None if quotation is None else (quotation.speaker, quotation.utterance, one.span == quotation.inner)
    return one.keys, one.seams, said


def _variant(pile: Pile, pair: Beside) -> _Variant | None:
    """The pair with its changes, where it is one utterance in two wordings."""
    one, other = pair.one, pair.other
    shared = pair.common()
    told, common = sum(not function_word(key) for key in shared), len(shared)
    shorter = len(one.keys) if other.quotation is None else min(len(one.keys), len(other.keys))
    if not _one_utterance(pile, pair, told, common):
        return None
    changes = word_changes(pair)
    if not said_otherwise(pair, changes):
        return None
    lengths = [(c.before[1] - c.before[0], c.after[1] - c.after[0]) for c in changes]
    replaced = sum(max(mine, theirs) for mine, theirs in lengths if mine and theirs)
    if not 0 < len(changes) <= _MOST or replaced > _CHANGED * shorter:
        return None
    made = _Variant(pair, tuple(changes))
    held = all(nearest_statement(pile, _first_place(side, places)) is not None for side, places in _sides(made))
    return made if held else None


def _one_utterance(pile: Pile, pair: Beside, told: int, common: int) -> bool:
    """Whether the two are of one utterance: of ``common`` words that they share ``told`` are words of content."""
    mine, theirs = pair.one.quotation, pair.other.quotation
    if mine is None or common < _WORDS:
        return False
    if not pair.whole and (told < _TOLD_PART or pair.share < _PRINTED):
        return False
    if theirs is None:
        if pair.share < _PRINTED or told < _TOLD_APART or len(pair.one.keys) < _LEAST:
            return False
        longest = max(size for *_, size in pair.runs)
        return verbatim(pair) or (longest >= _WORDS and _speaks(pile, mine, pair))
    if mine.utterance is not None and mine.utterance == theirs.utterance:
        return told >= _TOLD
    if told < _TOLD_APART:
        return False
    if mine.speaker is not None and mine.speaker == theirs.speaker:
        return pair.share >= (_KNOWN if told > _TOLD_APART else _SAME)
    return pair.share >= (_SAME if mine.speaker is None or theirs.speaker is None else _STRANGERS)


def _speaks(pile: Pile, quotation: Quotation, pair: Beside) -> bool:
    """Whether the other report gives the words to the quotation's speaker."""
    (_, k, _), (_, m, size) = pair.runs[0], pair.runs[-1]
    window = pair.other.characters(k, m + size)
    chains = [s.chain for s in pile.analysis[window.document].statements if s.span.overlaps(window)]
    sources = {pile.attribution[one].source_entity for chain in chains for one in chain if one in pile.attribution}
    return quotation.speaker is not None and quotation.speaker in sources


def _sides(made: _Variant) -> tuple[tuple[Rendering, list[tuple[int, int]]], tuple[Rendering, list[tuple[int, int]]]]:
    """Each rendering with the places of its words that differ."""
    return (made.pair.one, [c.before for c in made.changes]), (made.pair.other, [c.after for c in made.changes])


def _shown(made: _Variant) -> tuple[tuple[Rendering, list[tuple[int, int]]], tuple[Rendering, list[tuple[int, int]]]]:
    """Each rendering with the places of the words that are shown: those that differ, and where the one side has none a
    word on either side of the place."""
    alone = [c.before[0] == c.before[1] or c.after[0] == c.after[1] for c in made.changes]
    shown = []
    for side, places in _sides(made):
        around = [(max(0, i - n), min(len(side.keys), j + n)) for (i, j), n in zip(places, alone, strict=True)]
        shown.append((side, around))
    return shown[0], shown[1]


def _values(pile: Pile, made: _Variant) -> tuple[str, str]:
    """What each side says in the places that differ, as printed."""
    said = (
        " … ".join(" ".join(pile.words(side.characters(*place)).split()) for place in places)
        for side, places in _shown(made)
    )
    first, second = said
    return first, second


def _conflict(
    pile: Pile, families: Families, twins: _Twins, values: tuple[str, str], alike: Sequence[_Variant]
) -> Conflict:
    rows: list[tuple[Statement, str, Span, tuple[Span, ...]]] = []
    texts: tuple[set[DocumentId], set[DocumentId]] = (set(), set())
    for n, value in enumerate(values):
        for made in alike:
            (side, places), (_, around) = _sides(made)[n], _shown(made)[n]
            for twin in twins.of(side):
                document = twin.span.document
                statement = nearest_statement(pile, _first_place(twin, places))
                if statement is None or len(texts[n]) >= _EACH or document in texts[n] | texts[0]:
                    continue
                texts[n].add(document)
                differing = tuple(twin.characters(i, j) for i, j in places if i < j)
                rows.append((statement, value, twin.characters(around[0][0], around[-1][1]), differing))
    drift = families.all_joined(*texts)
    return Conflict(
        id=content_id("k", "wording", *(statement.id for statement, *_ in rows), *values),
        kind="wording",
        judgement="drift" if drift else "scope_difference",
        statements=tuple(statement.id for statement, *_ in rows),
        values=tuple(value for _, value, *_ in rows),
        reason=_reason(alike[0].pair, drift=drift),
        steps=(_STEP,),
        spans=tuple(span for _, _, span, _ in rows),
        differing=tuple(differing for *_, differing in rows),
    )


def _first_place(one: Rendering, places: Sequence[tuple[int, int]]) -> Span:
    """The characters of the first words that differ, or of those around their place."""
    start, end = min(places)
    return one.characters(start, end) if start < end else one.characters(max(0, start - 1), min(len(one.keys), end + 1))


def _reason(pair: Beside, *, drift: bool) -> str:
    if pair.other.quotation is None:
        return "what one report quotes, the other prints without quotation marks and in other words"
    if drift:
        return "the copy changes words inside the quotation marks"
    return "two reports quote one saying in different words; each may have a part of it"
