"""Names that a word list knows: outlets, institutions, places, in any of their writings.

Longest match first; a single common word ("Post", "Sun", "Turkey") counts only where its surroundings speak for it.
Left out: persons, who are never listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from firsthand import lexicon, names
from firsthand.analyse.entities.name_view import REPORTING, NameView, Range, label_of, possessive_follows, stands_alone

_TELLING = frozenset({"tell", "inform", "speak", "talk", "confirm", "say", "report", "accord", "interview", "per"})


def gazetteer_names(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """The sentence's names that a word list knows, the longest first at each place."""
    table = _gazetteer()
    keys = [names.key(word) for word in seen.words]
    index = 0
    while index < len(keys):
        step = 1
        word = seen.words[index]
        if keys[index] and (word[0].isupper() or word[0].isdigit()):
            for parts, kind, cases in table.get(keys[index], ()):
                last = index + len(parts)
                if tuple(keys[index:last]) != parts or not seen.words[last - 1][:1].isalnum():
                    continue
                if len(parts) > 1 or _single_listed(seen, index, kind, cases):
                    if not stands_alone(seen, index, last, kind):
                        continue
                    if kind == "place" and _names_an_institution(seen, index):
                        continue
                    yield index, last, kind, True
                    step = len(parts)
                    break
        index += step


_HOUSES = frozenset({"affiliate", "newspaper", "broadcaster", "tabloid", "daily", "magazine", "newswire"})


def houses(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """A name beside a word for outlets: "the newspaper Hürriyet", "CNN affiliate KTVT", "the Belga news agency"."""
    if seen.headline:
        return
    for index in range(1, len(seen.words)):
        word = seen.words[index]
        of_news = word in lexicon.entry_set("news_houses") and seen.folded[index - 1] in lexicon.entry_set("news_words")
        if not (word in _HOUSES or of_news):
            continue
        last = index + 1
        while last < len(seen.words) and not taken[last] and last - index < 5 and _names(seen, last):
            last += 1
        # "magazine editor Ann Lee" is no magazine
        if last > index + 1 and not (last < len(seen.words) and label_of(seen.tokens[index + 1]) == "PERSON"):
            yield index + 1, last, "outlet", True
            continue
        end = first = index - 1 if of_news else index
        while first > 0 and not taken[first - 1] and end - first < 4 and _part(seen, first - 1, end):
            first -= 1
        if first < end and seen.words[first][0].isupper() and (first > 0 or end - first > 1):
            yield first, end, "outlet", True


def _part(seen: NameView, index: int, end: int) -> bool:
    """Whether a word belongs to a name before a word for outlets: "Al-Watan" of "Syria's Al-Watan newspaper"."""
    if seen.words[index] == "-":
        return index + 1 < end
    return _names(seen, index) and seen.folded[index] not in ("the", "a", "an") and not _describes(seen, index)


def _describes(seen: NameView, index: int) -> bool:
    """Whether a capitalised word says where an outlet is from or whose it is, and is no part of its name ("Israeli
    newspaper", "the Catholic news outlet")."""
    return (
        label_of(seen.tokens[index]) == "NORP"
        or names.key(seen.words[index]) in names.demonyms()
        or names.key(seen.words[index]) in names.places()
    )


def _names(seen: NameView, index: int) -> bool:
    word = seen.words[index]
    return word[0].isupper() and seen.tokens[index].pos in ("PROPN", "NOUN", "ADJ", "X") and not names.is_title(word)


def _names_an_institution(seen: NameView, index: int) -> bool:
    """Whether the place only ends an institution's name ("University of Michigan")."""
    return index > 1 and seen.words[index - 1] == "of" and seen.words[index - 2] in lexicon.entries("institution_heads")


def _single_listed(seen: NameView, index: int, kind: str, cases: frozenset[str]) -> bool:
    """Whether one capitalised word is the listed name, and not a common word, a surname or a piece of a longer name."""
    word = seen.words[index].replace(".", "")
    upper = word.isupper() and len(word) > 1
    if "mixed" not in cases:
        return upper and not seen.headline
    if upper and len(word) > 2 and not seen.headline:
        return True
    if label_of(seen.tokens[index]) == "PERSON" and not possessive_follows(seen, index + 1):
        return False
    if _inside_longer_chunk(seen, index):
        return False
    if kind == "outlet":
        if _ends_a_longer_name(seen, index):
            return False
        return not seen.headline and label_of(seen.tokens[index]) in ("ORG", "") and _speaks_as_outlet(seen, index)
    if kind == "place":
        return seen.tokens[index].pos in ("PROPN", "NOUN")
    return seen.tokens[index].pos == "PROPN" and not seen.headline


def _inside_longer_chunk(seen: NameView, index: int) -> bool:
    """Whether the parser's label runs on to a capitalised neighbour ("New Mexico", "Mexico City")."""
    token = seen.tokens[index]
    follows = index + 1 < len(seen.tokens) and seen.tokens[index + 1].ner.startswith("I-")
    if token.ner.startswith("I-") and seen.words[index - 1][:1].isupper() and seen.words[index - 1] != "The":
        return True
    return bool(token.ner) and follows and seen.words[index + 1][:1].isupper()


def _ends_a_longer_name(seen: NameView, index: int) -> bool:
    """Whether a capitalised word that says no place or people stands before and belongs to it ("Elsin Gazette")."""
    before = seen.tokens[index - 1] if index else None
    return (
        before is not None and before.pos == "PROPN" and before.dep == "compound" and before.head == index
        and not _describes(seen, index - 1) and not names.is_title(seen.words[index - 1])
    )  # fmt: skip


def _speaks_as_outlet(seen: NameView, index: int) -> bool:
    token = seen.tokens[index]
    head = seen.tokens[token.head]
    if token.pos not in ("PROPN", "NOUN"):
        return False
    if token.dep == "nsubj" and head.lemma in REPORTING:
        return True
    if token.dep in ("dobj", "dative") and head.lemma == "tell":
        return True
    if token.dep == "pobj":
        governor = seen.tokens[head.head]
        return head.lemma == "per" or (head.lemma in ("to", "by", "with") and governor.lemma in _TELLING)
    return False


@cache
def _gazetteer() -> dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]]:
    """First word -> (words, kind, writings that are all capitals), longest first."""
    listed: dict[tuple[str, ...], tuple[str, set[str]]] = {}

    def add(name: str, kind: str) -> None:
        parts = tuple(names.key(name).split())
        if parts:
            entry = listed.setdefault(parts, (kind, set()))
            if name.replace(".", "").isupper():
                entry[1].add("upper")
            else:
                entry[1].add("mixed")

    for table, kind in (("institutions", ""), ("places", "place"), ("outlets", "outlet")):
        for row in lexicon.rows(table):
            main = row["place"] if table == "places" else row["name"]
            for name in (main, *filter(None, row["aliases"].split("|"))):
                add(name.strip(), kind or row["kind"])
    by_first: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = {}
    for parts, (kind, cases) in listed.items():
        by_first.setdefault(parts[0], []).append((parts, kind, frozenset(cases)))
    for several in by_first.values():
        several.sort(key=lambda item: (-len(item[0]), item[0]))
    return by_first
