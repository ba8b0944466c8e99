"""Conflicts of wording: one utterance that reports quote in different words.

Takes the word-level differences that ``utterances`` found, without editors' insertions; a difference counts when
content words differ, so that "into" for "to" does not.  Left out: whether the change alters the sense.
"""

from __future__ import annotations

from calendar import month_abbr, month_name
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from firsthand.comparable.lemmas import figure
from firsthand.data import Conflict, Difference, Quotation, QuotationId, Statement, Utterance, content_id
from firsthand.lexicon import entry_set
from firsthand.relate.derivation import Families
from firsthand.relate.pile import Pile
from firsthand.words import normal, words

_LONGEST = 5
"""Words of one difference; a longer stretch is another excerpt of the speech and no other wording."""
_CHANGED = 0.35
"""Share of a quotation's words from which another wording is another utterance."""
_ALIKE = 0.5
"""Share of words that the statements which hold a difference have in common."""
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "this", "that"})
_WORTH = 3
"""Letters from which a word can be another one in the plural."""
_SPOKEN: dict[str, tuple[str, ...]] = {
    "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"), "cause": ("because",),
    **dict.fromkeys(("st", "nd", "rd", "th"), ()),  # "31st" is cut before its ending
    **{name.casefold(): (full.casefold(),) for full, name in zip(month_name, month_abbr, strict=True) if name},
    "sept": ("september",),
}  # fmt: skip
"""Words as they are said, of slurred and short forms."""
_MISPRINT = 0.85
"""Likeness of two words' letters from which one is the other misprinted."""
_SHARED = 0.6
"""Share of content words that two wordings of one utterance have in common; "glad to talk" and "glad to give it" are
two utterances."""
_MOST = 4
"""Differences between two quotations; more of them are two utterances, or two excerpts."""


def wordings(pile: Pile, families: Families, utterances: Sequence[Utterance]) -> Iterator[Conflict]:
    """One conflict for each utterance and pair of wordings whose content words differ."""
    for utterance in utterances:
        pairs: defaultdict[tuple[QuotationId, QuotationId], list[Difference]] = defaultdict(list)
        for difference in utterance.differences:
            pairs[difference.a, difference.b].append(difference)
        shown: set[tuple[str, str]] = set()
        for (first, second), differences in sorted(pairs.items()):
            a, b = pile.quotation.get(first), pile.quotation.get(second)
            if a is None or b is None or a.span.document == b.span.document:
                continue
            moved = _moved(pile, a, b)
            telling = [one for one in differences if _meaningful(one) and not moved(one) and not _said_twice(pile, one)]
            if not 0 < len(telling) <= _MOST:
                continue
            if sorted(w for one in telling for w in _said(one.a_words)) == sorted(
                w for one in telling for w in _said(one.b_words)
            ):
                continue  # the same words in another order
            changed = sum(max(len(one.a_words.split()), len(one.b_words.split())) for one in telling)
            shortest = min(len(pile.words(quotation.inner).split()) for quotation in (a, b))
            if changed > _CHANGED * shortest or _kept(pile, a, b) < _SHARED:
                continue
            values = (_printed(one.a_words for one in telling), _printed(one.b_words for one in telling))
            low, high = sorted(values)
            one, other = _statements(pile, a, b, telling)
            # a copy repeats its parent's wording, which is no second vote
            if (low, high) in shown or one is None or other is None or one.id == other.id:
                continue
            shown.add((low, high))
            drift = families.between(a.span.document, b.span.document) is not None
            yield Conflict(
                id=content_id("k", "wording", one.id, other.id, *values),
                kind="wording",
                judgement="drift" if drift else "scope_difference",
                statements=(one.id, other.id),
                values=values,
                reason=(
                    "the copy changes words inside the quotation marks"
                    if drift
                    else "two reports quote the same utterance in different words; both may be its words in part"
                ),
                steps=("quote_variants",),
                spans=(a.inner, b.inner),
            )


def _moved(pile: Pile, a: Quotation, b: Quotation) -> Callable[[Difference], bool]:
    """Whether words that one side puts in stand as often in the other, at another place ("May 11", "11 May")."""
    counts = [Counter(_said(pile.words(quotation.inner))) for quotation in (a, b)]

    def moved(one: Difference) -> bool:
        mine, theirs = _said(one.a_words), _said(one.b_words)
        added, other = (mine, counts[1]) if mine else (theirs, counts[0])
        own = counts[0] if mine else counts[1]
        return not (mine and theirs) and all(other[word] >= own[word] for word in added)

    return moved


def _said_twice(pile: Pile, one: Difference) -> bool:
    """Whether the words that one side has more are those that stand beside them, once again ("we will not, we will
    not")."""
    words = _said(one.a_words) or _said(one.b_words)
    longer = _said(pile.words(pile.quotation[one.a if one.a_words.strip() else one.b].inner))
    n = len(words)
    alone = not (one.a_words.strip() and one.b_words.strip())
    return alone and any(longer[k : k + 2 * n] == words * 2 for k in range(len(longer) - 2 * n + 1))


def _kept(pile: Pile, a: Quotation, b: Quotation) -> float:
    """Share of the shorter quotation's content words that the other has too."""
    mine, theirs = (set(_said(pile.words(one.inner))) - entry_set("function_words") for one in (a, b))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _printed(pieces: Iterable[str]) -> str:
    return " … ".join(" ".join(piece.split()) or "(nothing)" for piece in pieces)


def _meaningful(difference: Difference) -> bool:
    """Whether content words differ: replaced by others, or put in or left out in the middle."""
    mine, theirs = _said(difference.a_words), _said(difference.b_words)
    if _letters(mine) == _letters(theirs) or max(len(mine), len(theirs)) > (
        _LONGEST if mine and theirs else _LONGEST - 2
    ):
        return False
    if any(side and all(w in _PRONOUNS for w in side) for side in (mine, theirs)):
        return False  # "it" for "the car": an editor's help
    if difference.a_words[:1].isupper() and difference.b_words[:1].isupper():
        return False  # names in two spellings, or a sentence that begins elsewhere
    differing = [w for w in mine if w not in theirs] + [w for w in theirs if w not in mine]
    return any(w not in entry_set("function_words") and not _spelling(w, mine, theirs) for w in differing)


def _said(piece: str) -> list[str]:
    """The words as they were spoken: numbers in figures, hyphens and slurred forms resolved."""
    found: list[str] = []
    for _, _, word in words(piece):
        for part in word.replace("%", "-percent").split("-"):
            value = figure(part)
            found += _SPOKEN.get(part, (part,)) if value is None else (f"{value:g}",)
    return found


def _letters(these: Sequence[str]) -> str:
    return "".join(c for word in these if word not in entry_set("function_words") for c in word if c.isalnum())


def _spelling(word: str, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the other side has the same word in another spelling or number, or misprinted by a letter or two."""
    others = [o for o in (theirs if word in mine else mine) if len(o) >= _WORTH]
    if len(word) < _WORTH:
        return False
    misprint = any(SequenceMatcher(None, word, o, autojunk=False).ratio() >= _MISPRINT for o in others)
    return misprint or any(word.startswith(o[:-1]) or o.startswith(word[:-1]) for o in others)


def _statements(
    pile: Pile, a: Quotation, b: Quotation, differences: Sequence[Difference]
) -> tuple[Statement | None, Statement | None]:
    """The two statements that hold the differing words and have most other words in common; None where none do."""
    mine = _holding(pile, a, [d.a_words for d in differences])
    theirs = _holding(pile, b, [d.b_words for d in differences])
    pairs = [(_common(pile, x, y), x, y) for x in mine for y in theirs]
    best = max(pairs, key=lambda one: (one[0], one[1].id, one[2].id), default=None)
    return (best[1], best[2]) if best and best[0] >= _ALIKE else (None, None)


def _holding(pile: Pile, quotation: Quotation, pieces: Sequence[str]) -> list[Statement]:
    """The quotation's statements with one of the pieces in them; all of them where no piece has words."""
    held = [s for s in pile.analysis[quotation.span.document].statements if s.span.overlaps(quotation.inner)]
    told = [normal(piece) for piece in pieces if piece.strip()]
    return [s for s in held if any(piece in normal(pile.words(s.span)) for piece in told)] if told else held


def _common(pile: Pile, one: Statement, other: Statement) -> float:
    mine, theirs = ({w for _, _, w in words(pile.words(s.span))} for s in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
