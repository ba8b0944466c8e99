"""Edits: where the words of a copy differ from those of its original.

Each sentence of the copy is laid beside the sentence of the original with which it shares most of its words (Dice's
coefficient), and the two are aligned word by word (the longest common runs, Ratcliff & Obershelp 1988).  Numbers are
compared by value, words without apostrophes.  Left out: sentences that are the same, those that share too little to be
aligned, and runs longer than a phrase, which are another wording.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from firsthand.comparable.lemmas import figure, weight
from firsthand.data import TEXT_KINDS, DocumentId, Span
from firsthand.lexicon import entry_set
from firsthand.relate.pile import Pile
from firsthand.words import words

_ALIKE = 0.5
"""Dice's coefficient from which two sentences are aligned."""
_RARE = 3.0
"""Weight from which a word brings two sentences together."""
_TRIED = 4
"""Sentences of the original that are compared with one of the copy."""
_PHRASE = 8
"""Words of the longest run that is one edit."""
_LONGEST = 120
"""Words of the longest sentence that is aligned."""


_MARKS = str.maketrans("", "", ".'’")
NEGATION = frozenset({"no", "not", "never", "nobody", "none", "nothing", "without"})
"""Function words that are no small matter."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence: where each stands, as it is printed, and as it is compared."""

    span: Span
    spans: tuple[Span, ...]
    printed: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words ``before`` in the original and ``after`` in the copy, as places in their sentences; one may be empty.
    ``like`` is Dice's coefficient of the sentences."""

    original: Words
    copy: Words
    before: tuple[int, int]
    after: tuple[int, int]
    like: float

    def keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words of both sides as they are compared."""
        return self.original.keys[slice(*self.before)], self.copy.keys[slice(*self.after)]

    def printed(self) -> tuple[str, str]:
        """The words of both sides as they are printed."""
        return " ".join(self.original.printed[slice(*self.before)]), " ".join(self.copy.printed[slice(*self.after)])

    def spans(self) -> tuple[Span, Span]:
        """The characters of both sides; of an empty one the place between its neighbours."""
        return _characters(self.original, *self.before), _characters(self.copy, *self.after)

    def surrounded(self) -> tuple[Span, Span]:
        """The characters of both sides; where one is empty, with a word on either side of the place."""
        n = int(self.before[0] == self.before[1] or self.after[0] == self.after[1])
        (i, j), (k, m) = self.before, self.after
        return (
            _characters(self.original, max(0, i - n), min(len(self.original.spans), j + n)),
            _characters(self.copy, max(0, k - n), min(len(self.copy.spans), m + n)),
        )


def _characters(held: Words, start: int, end: int) -> Span:
    document = held.span.document
    if start < end:
        return Span(document, held.spans[start].start, held.spans[end - 1].end)
    at = held.spans[start].start if start < len(held.spans) else held.span.end
    return Span(document, at, at)


def edits_between(originals: Sequence[Words], copies: Sequence[Words]) -> list[Edit]:
    """Every edit between two rows of sentences, in the order of the copy."""
    same = {one.keys for one in originals}
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(originals):
        for key in sorted(set(one.keys)):
            if weight(key) >= _RARE:
                holding[key].append(n)
    made: list[Edit] = []
    for copy in copies:
        if copy.keys not in same and (best := _likest(copy, originals, holding)) is not None:
            made += _between(*best, copy)
    return made


def words_of(text: str, span: Span) -> Words:
    """The words of a sentence, which stands at ``span`` of the text."""
    found = list(words(text, span.start, span.end))[:_LONGEST]
    return Words(
        span,
        tuple(Span(span.document, start, end) for start, end, _ in found),
        tuple(text[start:end] for start, end, _ in found),
        tuple(_key(word) for *_, word in found),
    )


def sentences_of(pile: Pile, document: DocumentId) -> list[Words]:
    """The sentences of the report itself, titles left out."""
    text, blocks = pile.document[document].text, pile.document[document].blocks
    made = [
        words_of(text, Span(document, one.start, one.end))
        for one in pile.analysis[document].sentences
        if blocks[one.block].kind in TEXT_KINDS
    ]
    return [one for one in made if one.keys]


def _key(word: str) -> str:
    value = figure(word)
    return f"{value:g}" if value is not None else word.translate(_MARKS)


def _likest(copy: Words, originals: Sequence[Words], holding: dict[str, list[int]]) -> tuple[float, Words] | None:
    shared = Counter(n for key in sorted(set(copy.keys)) for n in holding.get(key, ()))
    best: tuple[float, int] | None = None
    for n, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:_TRIED]:
        held = (Counter(copy.keys) & Counter(originals[n].keys)).total()
        like = 2 * held / (len(copy.keys) + len(originals[n].keys))
        if like >= _ALIKE and (best is None or (-like, n) < (-best[0], best[1])):
            best = like, n
    return None if best is None else (best[0], originals[best[1]])


def _between(like: float, original: Words, copy: Words) -> Iterator[Edit]:
    for tag, i, j, k, m in SequenceMatcher(None, original.keys, copy.keys, autojunk=False).get_opcodes():
        if tag == "equal" or j - i > _PHRASE or m - k > _PHRASE:
            continue
        before, after = _bare(original, i, j), _bare(copy, k, m)
        staying = _staying(original.keys, copy.keys, before), _staying(copy.keys, original.keys, after)
        if all(start < end for start, end in staying):
            before, after = staying
        both, either = before[0] < before[1] and after[0] < after[1], before[0] < before[1] or after[0] < after[1]
        if both or (either and not _moved(original.keys, copy.keys, before, after)):
            yield Edit(original, copy, before, after, like)


def _staying(mine: Sequence[str], theirs: Sequence[str], run: tuple[int, int]) -> tuple[int, int]:
    """A run without words at its edges that the other sentence has as often, at another place."""
    ours, others = Counter(mine), Counter(theirs)
    start, end = run
    while start < end and others[mine[start]] >= ours[mine[start]]:
        start += 1
    while start < end and others[mine[end - 1]] >= ours[mine[end - 1]]:
        end -= 1
    return start, end


def _moved(a: Sequence[str], b: Sequence[str], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether words that one side adds stand as often in the other's sentence, at another place."""
    mine, theirs = Counter(a), Counter(b)
    return all(mine[key] >= theirs[key] for key in b[slice(*after)]) and all(
        theirs[key] >= mine[key] for key in a[slice(*before)]
    )


def _bare(held: Words, start: int, end: int) -> tuple[int, int]:
    """A run without function words at its edges; one in capitals is a name ("IS")."""
    while start < end and _light(held, start):
        start += 1
    while start < end and _light(held, end - 1):
        end -= 1
    return start, end


def _light(held: Words, n: int) -> bool:
    capitals = len(held.printed[n]) > 1 and held.printed[n].isupper()
    return held.keys[n] in entry_set("function_words") - NEGATION and not capitals
