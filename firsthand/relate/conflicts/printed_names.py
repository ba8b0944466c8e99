"""Names as they are printed: capitalised words that are in no list, and which of two are one word in two spellings.

Works on the characters alone, so that a name which nobody recognised as one is compared too.  Two such words are one
where they differ by a letter, by two that changed places, or in vowels only, and stand beside the same name, or are
long enough to be no accident.  Left out: short names, words of the language, plurals and peoples of a place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import combinations

from firsthand.data import DocumentId, Span
from firsthand.lexicon import column, entry_set
from firsthand.names import consonants, first_names, folded, person_parts, places
from firsthand.relate.identity import spelling
from firsthand.relate.pile import Pile

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACCENTED = re.compile(r"\b[^\W\d_a-z](?=\w*[^\W\d_a-zA-Z])[^\W\d_]+\b|\b[^\W\d_A-Za-z][^\W\d_]+\b")
"""A word with a letter outside a to z."""
_NAME = re.compile(r"(?:(?:[^\W\d_a-z][\w.'’-]*|\w{1,3}),?\s*){2,8}")
"""Words that begin with a capital, and short ones between them ("Bashar al Doe", "J. de Vries")."""
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORTEST = 4
"""Letters of a name that is compared."""
_LIKE = 0.7
"""Likeness of the letters of two spellings (difflib's ratio)."""
_VERY_LIKE = 0.85
_MANY_CONSONANTS = 4
_SOME_CONSONANTS = 3
_LONG = 6
"""Letters from which a name with three consonants is known by them."""
_AROUND = 2
"""Words on each side in which two spellings have a name in common."""
_MOST = 24
"""Words of one form that are compared pair by pair."""
_ENDINGS = frozenset(
    ("s", "n", "i", "a", "o", "an", "ian", "ese", "ish", "is", "es", "er", "ers", "ns", "ians", "na", "in", "e", "y")
)
"""What makes a plural, a people or another gender of a name."""


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A capitalised word of one report: where it stands first, as printed, the names beside it anywhere, and
    those right behind it."""

    span: Span
    beside: frozenset[str]
    after: frozenset[str]


def spelled_apart(pile: Pile, story: Sequence[DocumentId]) -> Iterator[tuple[str, str, list[Span], list[Span]]]:
    """Two normal forms that are one name, with the first place of each in every report that has it."""
    found: defaultdict[str, dict[DocumentId, PrintedName]] = defaultdict(dict)
    lower: set[str] = set()
    for name in sorted(story):
        held, plain = _printed(name, pile.document[name].text)
        lower |= plain
        for word, one in held.items():
            found[word][name] = one
    known = {word: held for word, held in found.items() if word not in lower}
    for a, b in sorted(_near(sorted(known))):
        if _two_people(known[a], known[b]):
            continue
        if _one_word(a, b, _beside(known[a]) & _beside(known[b])):
            yield a, b, [one.span for one in known[a].values()], [one.span for one in known[b].values()]


def in_two_lengths(pile: Pile, story: Sequence[DocumentId]) -> Iterator[tuple[list[Span], list[Span]]]:
    """The two fullest forms of one person's name that most reports print, where a part of it stands in a short form or
    in other capitals ("Sam Doe", "Samuel Doe"; "LeAnn", "Leann"); a name in the middle more is no other name."""
    held = frozenset(story)
    for entity in pile.entities_in(story):
        if entity.kind != "person":
            continue
        fullest: dict[DocumentId, tuple[tuple[str, ...], Span]] = {}
        for mention in sorted(entity.mentions):
            printed = pile.words(mention) if mention.document in held else ""
            parts = person_parts(printed) if _NAME.fullmatch(printed) else ()
            if len(parts) > 1 and len(parts) > len(fullest.get(mention.document, ((), mention))[0]):
                fullest[mention.document] = (parts, mention)
        forms: defaultdict[tuple[str, ...], list[Span]] = defaultdict(list)
        for parts, mention in fullest.values():
            forms[parts].append(mention)
        ranked = sorted(forms, key=lambda form: (-len(forms[form]), form))
        for first, second in combinations(ranked, 2):
            short, long = sorted((first, second), key=len)
            otherwise = {part for part in short if len(part) > 1} - {*long}
            if long[-1] == short[-1] and (otherwise or _in_two_cases(pile, forms[first], forms[second])):
                yield forms[first], forms[second]
                break


def _in_two_cases(pile: Pile, first: Sequence[Span], second: Sequence[Span]) -> bool:
    """Whether a word of the name has a capital inside in one form alone."""
    mine, theirs = ({word for span in held for word in pile.words(span).split()} for held in (first, second))
    return any(
        a != b and a.casefold() == b.casefold() and not a.isupper() and not b.isupper() for a in mine for b in theirs
    )


def in_two_marks(pile: Pile, story: Sequence[DocumentId]) -> Iterator[tuple[list[Span], list[Span]]]:
    """One name with its accents and without ("Curaçao", "Curacao"); a hyphen is typography."""
    forms: defaultdict[str, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(story):
        text = pile.document[name].text
        if not text.isascii():
            for match in _ACCENTED.finditer(text):
                bare = folded(match.group())
                if len(bare) >= _SHORTEST and bare != match.group().casefold():
                    forms[bare.capitalize()][match.group()].append(Span(name, *match.span()))
    for bare, held in sorted(forms.items()):
        marked = min(held, key=lambda form: (-len(held[form]), form))
        without = [span for name in sorted(story) for span in _whole(name, pile.document[name].text, bare)]
        if without:
            yield _first_of_each(held[marked]), without


def _whole(name: DocumentId, text: str, bare: str) -> list[Span]:
    """The first place of a capitalised word, or two, without its marks in a text."""
    match = re.search(rf"\b{re.escape(bare)}\b", text) if bare in text else None
    return [Span(name, *match.span())] if match else []


def _first_of_each(spans: Sequence[Span]) -> list[Span]:
    found: dict[DocumentId, Span] = {}
    for span in sorted(spans):
        found.setdefault(span.document, span)
    return list(found.values())


@lru_cache(maxsize=4096)
def _printed(name: DocumentId, text: str) -> tuple[dict[str, PrintedName], frozenset[str]]:
    """The names of one report by normal form, and its words in lower case."""
    found = list(_WORD.finditer(text))
    forms = [_POSSESSIVE.sub("", one.group()) for one in found]
    plain = frozenset(folded(form) for form in forms if form[:1].islower())
    first: dict[str, Span] = {}
    beside: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for n, (match, form) in enumerate(zip(found, forms, strict=True)):
        word = folded(form)
        if not form[:1].isupper() or len(word) < _SHORTEST or word in vocabulary():
            continue
        first.setdefault(word, Span(name, match.start(), match.start() + len(form)))
        follows = forms[n + 1 : n + 2]
        if follows and follows[0][:1].isupper() and found[n + 1].start() - match.end() == 1 and len(follows[0]) > 2:
            after[word].add(folded(follows[0]))
        near = [*forms[max(0, n - _AROUND) : n], *forms[n + 1 : n + 1 + _AROUND]]
        beside[word].update(
            folded(other) for other in near if other[:1].isupper() and folded(other) not in entry_set("function_words")
        )
    held = {
        word: PrintedName(span, frozenset(w for w in beside[word] if len(w) > 2), frozenset(after[word]))
        for word, span in first.items()
    }
    return held, plain


def _beside(held: dict[DocumentId, PrintedName]) -> frozenset[str]:
    return frozenset[str]().union(*(one.beside for one in held.values()))


def _two_people(mine: dict[DocumentId, PrintedName], theirs: dict[DocumentId, PrintedName]) -> bool:
    """Whether another surname follows each wherever one does."""
    first, second = (frozenset[str]().union(*(one.after for one in held.values())) for held in (mine, theirs))
    return bool(first and second) and not any(a == b or consonants(a) == consonants(b) for a in first for b in second)


def _near(known: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs of forms that share what is left without one letter, or their consonants (deletion neighbourhoods)."""
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for word in known:
        for form in sorted({word, *(word[:n] + word[n + 1 :] for n in range(len(word))), f"~{consonants(word)}"}):
            by_form[form].append(word)
    return {pair for _, held in sorted(by_form.items()) for pair in combinations(held[:_MOST], 2)}


def _one_word(a: str, b: str, beside: frozenset[str]) -> bool:
    short, long = sorted((a, b), key=lambda word: (len(word), word))
    if a[0] != b[0] or (long.startswith(short) and long[len(short) :] in _ENDINGS) or spelling(a) == spelling(b):
        return False
    like = SequenceMatcher(None, a, b, autojunk=False).ratio()
    alike = consonants(a) == consonants(b) and like >= _LIKE
    many = len(consonants(a))
    if alike and _undoubled(a) == _undoubled(b):
        return True
    if {a, b} & (first_names().keys() | places().keys()):
        # two first names are two people, unless only their vowels differ and they have one surname
        return alike and many >= _SOME_CONSONANTS and bool(beside)
    if beside - {a, b} or _changed_places(a, b):
        return like >= _LIKE
    return alike and (
        many >= _MANY_CONSONANTS or (many == _SOME_CONSONANTS <= _LONG <= len(long) and like >= _VERY_LIKE)
    )


def _changed_places(a: str, b: str) -> bool:
    """Whether two neighbouring letters changed places."""
    differing = [n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return len(a) == len(b) and sorted(a) == sorted(b) and len(differing) == 2 and differing[1] - differing[0] == 1


def a_letter_lost(a: str, b: str) -> bool:
    """Whether one of two forms is the other misprinted: a letter of five or more lost, or two that changed places."""
    short, long = sorted((a, b), key=lambda word: (len(word), word))
    lost = len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
    return len(short) > _SHORTEST and (lost or _changed_places(a, b))


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


@cache
def vocabulary() -> frozenset[str]:
    """Words of the language, in normal form: no name by themselves."""
    return column("news_frequency", "word") | entry_set("institution_nouns")
