"""Names by the parser's labels and by the shape of words: trimmed, split where run together, joined where cut in two.

Three finders: the parser's entities; an institution's head word with "of" ("Ministry of Foreign Affairs"); runs of
capitalised proper nouns that nothing else has claimed ("Tren de Aragua").  Left out: headlines, whose capitals say
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand import lexicon, names
from firsthand.analyse.entities.name_view import (
    PARTICLES,
    POSSESSIVES,
    REPORTING,
    NameView,
    Range,
    glued,
    label_of,
    proper,
)
from firsthand.words import normal

_GROUP_NOUNS = frozenset({"republican", "democrat", "conservative", "liberal", "socialist", "communist", "christian",
                          "muslim", "catholic", "jew", "protestant"})  # fmt: skip
_SAYING_FIRST = frozenset({"said", "says", "asked", "added", "replied", "answered", "wrote"})
_PERSONAL = frozenset({"mr", "mrs", "ms", "dr", "sgt", "gen", "col", "lt", "capt", "maj", "sen", "rep", "gov", "prof",
                       "rev", "adm", "cpl", "pvt", "cmdr", "det"})  # fmt: skip
_LABELS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "WORK_OF_ART": "document", "LAW": "document", "EVENT": "other", "PRODUCT": "other", "LANGUAGE": "other",
}  # fmt: skip
_INSIDE = frozenset({"of", "de", "del", "de la", "des", "du", "da", "dos", "los", "las", "la", "le", "el", "al", "bin",
                     "ibn", "van", "von", "der", "den", "di", "the", "and", "for", "&"})  # fmt: skip
_NEVER_JOIN = frozenset({"and", "the", "for", "&"})
_LONGEST_NAME = 9
_PARTS_OF = frozenset({"of", "for", "on", "in", "against", "between"})
"""Words after which an "and" belongs to a name."""


def labelled(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """The parser's entities, trimmed to the name and split where two names were run together."""
    if seen.headline:
        return
    first = 0
    while first < len(seen.tokens):
        label = label_of(seen.tokens[first])
        last = first + 1
        while last < len(seen.tokens) and seen.tokens[last].ner == f"I-{label}":
            last += 1
        if label == "ORG" and last < len(seen.tokens) and seen.tokens[last].ner in ("B-PERSON", "B-PRODUCT", "B-ORG"):
            # "Lockheed Martin": one name that the parser cut in two.
            follows = last + 1 == len(seen.tokens) or not seen.tokens[last + 1].ner.startswith("I-")
            if follows and last - first == 1 and seen.tokens[first].head == last and seen.words[first][0].isupper():
                last += 1
        if label in _LABELS:
            for begin, end in _pieces(seen, taken, first, last, label):
                kind = _LABELS[label]
                if (kind == "group" or names.key(seen.words[begin]) in names.demonyms()) and not _is_noun(
                    seen, begin, end
                ):
                    continue
                if end - begin == 1 and _says_nothing(seen.words[begin]):
                    continue
                if kind == "place" and seen.words[begin][0].isdigit():
                    continue
                if kind == "document" and _is_clause(seen, begin, end):
                    continue
                if kind == "document" and end - begin > 1 and names.key(seen.words[begin]) in _PERSONAL:
                    yield begin + 1, end, "person", False
                    continue
                yield begin, end, kind, False
        first = last


def _is_clause(seen: NameView, begin: int, end: int) -> bool:
    """Whether what the parser calls a work is running text: "Kay told Lee"."""
    return any(seen.tokens[n].tag in ("VBD", "VBZ") and seen.words[n].islower() for n in range(begin, end))


def headed(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """An institution's head word, "of" and a name ("Cartel of the Sun", "Ministry of Foreign Affairs")."""
    if seen.headline:
        return
    heads = lexicon.entries("institution_heads")
    index = 0
    while index < len(seen.tokens) - 2:
        last = index + 1
        if seen.words[index] in heads and not taken[index] and seen.words[last] in ("of", "de", "del", "for"):
            last += 1
            while last < len(seen.words) and seen.words[last] in ("the", "los", "las", "la"):
                last += 1
            end = last
            while end < len(seen.words) and not taken[end]:
                word = seen.words[end]
                joined = (
                    word in ("and", "of")
                    and end > last
                    and end + 1 < len(seen.words)
                    and seen.words[end + 1][0].isupper()
                )
                named = word[0].isupper() and seen.tokens[end].pos in ("PROPN", "NOUN", "ADJ")
                if not (named or joined) or label_of(seen.tokens[end]) in ("DATE", "TIME"):
                    break
                end += 1
            begin = index
            while begin > 0 and proper(seen, taken, begin - 1) and not names.is_title(seen.words[begin - 1]):
                begin -= 1
            if end > last:
                yield begin, end, "organisation", True
                index = end
                continue
        index += 1


def proper_runs(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """Two or more capitalised proper nouns in a row that nothing else has claimed ("Tren de Aragua")."""
    if seen.headline:
        return
    index = 0
    while index < len(seen.tokens):
        if not proper(seen, taken, index):
            index += 1
            continue
        last = index + 1
        while last < len(seen.tokens):
            if proper(seen, taken, last):
                last += 1
                continue
            skip = last
            while skip < len(seen.tokens) and skip - last < 2 and _joins(seen, taken, skip):
                skip += 1
            if skip > last and skip < len(seen.tokens) and proper(seen, taken, skip):
                last = skip + 1
                continue
            break
        begin, end, titled = _without_titles(seen, index, last)
        if begin < end and not names.is_title(" ".join(seen.words[begin:end])) and (titled or end - begin > 1):
            yield begin, end, "person" if titled else "", False
        index = last


def in_capitals(seen: NameView, taken: Sequence[bool]) -> Iterator[Range]:
    """A person's name set in capitals where a colon, a comma, a dash or a verb of saying stands beside it ("MARIA
    LOPEZ: We were never asked"): a listed given name and one to three more words that are no common ones."""
    for index in range(len(seen.words) - 2):
        if taken[index] or not seen.words[index].isupper() or names.key(seen.words[index]) not in names.first_names():
            continue
        last = index + 1
        while last < len(seen.words) and last - index < 4 and not taken[last] and _shouted_name(seen, last):
            last += 1
        if last == index + 1 or last >= len(seen.words):
            continue
        beside = seen.words[last] in (":", ",", "—", "–", "-") or seen.tokens[last].lemma in REPORTING
        if beside or (index and seen.tokens[index - 1].lemma in REPORTING):
            yield index, last, "person", False


def _shouted_name(seen: NameView, index: int) -> bool:
    word = seen.words[index]
    shouted = word.isupper() and len(word.strip(".")) > 0 and word[0].isalpha()
    return shouted and normal(word) not in lexicon.column("news_frequency", "word")


def _without_titles(seen: NameView, begin: int, end: int) -> tuple[int, int, bool]:
    """The run without a title at either end and a demonym before a person's name; and whether a title came first."""
    if end - begin > 2 and names.key(seen.words[begin]) in names.demonyms():
        following = seen.words[begin + 1]
        begin += names.key(following) in names.first_names() or names.is_title(following)
    titled = False
    for length in (3, 2, 1):
        if end - begin >= length and names.is_title(" ".join(seen.words[begin : begin + length])):
            begin, titled = begin + length, True
            break
    for length in (3, 2, 1):
        if end - begin > length and names.is_title(" ".join(seen.words[end - length : end])):
            end -= length
            break
    return begin, end, titled


def _pieces(seen: NameView, taken: Sequence[bool], first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    begin = first
    for index in range(first, last + 1):
        word = seen.words[index] if index < last else ""
        breaks = (
            index == last
            or taken[index]
            or word in POSSESSIVES
            or (word == "Flight" and index > first)
            or word in ("/", "–", "—", ";", ":", "(", ")", "[", "]", '"', "“", "”", ",")
            or (word == "-" and not glued(seen, index))
            or (word == "and" and label in ("PERSON", "PRODUCT", "GPE", "NORP"))
            or (word == "and" and label == "ORG" and _two_bodies(seen, begin, index, last))
        )
        if breaks:
            trimmed = _trimmed(seen, begin, index, label)
            if trimmed:
                yield _hyphenated(seen, taken, *trimmed)
            begin = index + 1


def _two_bodies(seen: NameView, first: int, at: int, last: int) -> bool:
    """Whether an "and" stands between two names, each with its article ("The Observatory and the Committees"), and not
    in one ("the Ministry of Labour and the Interior")."""
    articled = "the" in seen.folded[max(0, first - 1) : first + 1]
    return articled and at + 1 < last and seen.folded[at + 1] == "the" and _PARTS_OF.isdisjoint(seen.folded[first:at])


def _hyphenated(seen: NameView, taken: Sequence[bool], begin: int, end: int) -> tuple[int, int]:
    """The range with what hyphens join to its ends ("al-Assad", "Lashkar-e-Taiba") and a company's suffix after it."""
    if end < len(seen.words) and seen.words[end] in lexicon.entries("corporate_suffixes") and not taken[end]:
        end += seen.words[end] not in ("Group", "Company", "Corporation", "Holdings") or seen.tokens[end].pos == "PROPN"
    while end < len(seen.words) - 1 and seen.words[end] == "-" and glued(seen, end) and not taken[end + 1]:
        if seen.tokens[end + 1].pos in ("VERB", "ADJ", "NOUN") and seen.words[end + 1].islower() and end - begin == 1:
            break
        end += 2
    while begin > 1 and seen.words[begin - 1] == "-" and glued(seen, begin - 1) and not taken[begin - 2]:
        if seen.words[begin - 2].islower() and seen.folded[begin - 2] not in PARTICLES | {"e"}:
            break
        begin -= 2
    return begin, end


def _trimmed(seen: NameView, begin: int, end: int, label: str) -> tuple[int, int] | None:
    while begin < end and not (seen.words[begin][0].isupper() or seen.words[begin][0].isdigit()):
        if seen.folded[begin] in PARTICLES and label == "PERSON":
            break
        begin += 1
    if begin < end and seen.folded[begin] in ("the", "a", "an"):
        begin += 1
    if label == "PERSON" and begin == 0 and _told_first(seen, end):
        begin += 1
    while end > begin and not (seen.words[end - 1][0].isupper() or seen.words[end - 1][0].isdigit()):
        end -= 1
    if label in ("PERSON", "ORG") and end - begin > 2 and names.key(seen.words[begin]) in names.demonyms():
        begin += label == "PERSON" or names.is_title(seen.words[begin + 1])
    if label in ("PERSON", "ORG"):
        for length in (3, 2, 1):
            if end - begin > length:
                phrase = names.key(" ".join(seen.words[begin : begin + length]))
                rest = names.key(seen.words[begin + length])
                personal = label == "PERSON" or phrase in _PERSONAL or rest in names.first_names()
                if names.is_title(phrase) and personal:
                    begin += length
                    break
    end = _without_portfolio(seen, begin, end) if label == "ORG" else end
    if begin >= end or end - begin > _LONGEST_NAME or not any(c.isalpha() for c in seen.words[begin]):
        return None
    if names.is_title(" ".join(seen.words[begin:end])):
        return None
    return begin, end


def _told_first(seen: NameView, end: int) -> bool:
    """Whether a sentence begins with a verb of saying before the name: "Said Ada Obi, who runs the mill: …".
    A man called Said has a verb behind him."""
    behind = seen.tokens[end].pos if end < len(seen.tokens) else ""
    return end > 2 and seen.folded[0] in _SAYING_FIRST and behind not in ("VERB", "AUX")


def _without_portfolio(seen: NameView, begin: int, end: int) -> int:
    """Where a name ends of which the last words belong to the title after it ("U.S. Energy Secretary")."""
    if end < len(seen.words) and names.is_title(seen.words[end]):
        while end > begin and normal(seen.words[end - 1]) in lexicon.entry_set("portfolios"):
            end -= 1
    return end


def _says_nothing(word: str) -> bool:
    """A word that is no name alone: a portfolio ("Defense"), an institution's head, two places joined by a hyphen."""
    plain = normal(word)
    if plain in lexicon.entry_set("portfolios") or plain in lexicon.entry_set("institution_heads"):
        return True
    first, hyphen, second = word.partition("-")
    if (
        len(word) < 2
        or not set(word).isdisjoint("[]{}<>|")
        or (len(first) == 1 and names.key(second) in names.places())
    ):
        return True
    return bool(hyphen) and all(
        names.key(part) in names.places() or names.key(part) in names.demonyms() for part in (first, second)
    )


def _is_noun(seen: NameView, begin: int, end: int) -> bool:
    """Whether a group's name stands for its people ("the Houthis") and does not only describe ("Haitian gangs")."""
    token = seen.tokens[end - 1]
    if token.pos == "ADJ" or token.dep in ("amod", "compound", "nmod"):
        return end - begin > 1 and token.pos != "ADJ"
    if token.tag == "NNP" and token.lemma.lower() in _GROUP_NOUNS:
        return False
    if token.tag == "NNP" and any(seen.folded[n] in ("a", "an") for n in range(max(0, begin - 4), begin)):
        return False
    return names.key(seen.words[begin]) not in names.demonyms() or token.tag in ("NNS", "NNPS")


def _joins(seen: NameView, taken: Sequence[bool], index: int) -> bool:
    return not taken[index] and seen.words[index] in _INSIDE and seen.words[index] not in _NEVER_JOIN


def whole_names(seen: NameView, ranges: Sequence[Range]) -> list[Range]:
    """People's names that the parser cut at a particle or between their parts, whole again: "Ursula" and "Leyen" of
    "Ursula von der Leyen", "Berg" of "Van der Berg", "Aung San" and "Kyi" of "Aung San Suu Kyi"."""
    out: list[Range] = []
    for first, last, kind, sure in sorted(ranges):
        before = out[-1] if out else None
        if (
            not sure
            and before is not None
            and before[2] == "person"
            and not before[3]
            and _one_name(seen, before, first, last)
        ):
            out[-1] = (before[0], last, "person", False)
            continue
        start = first
        if kind == "person" and not sure:
            while start > (before[1] if before else 0) and seen.folded[start - 1] in PARTICLES and start > first - 3:
                start -= 1
            if start > 0 and seen.tokens[start - 1].pos == "PROPN" and not (before and before[1] == start):
                start = (
                    first - 1 if start == first and names.key(seen.words[first - 1]) in names.first_names() else first
                )
        elif not sure and last - first == 1 and kind in ("place", "organisation"):
            lone = first < 3 or not seen.words[first - 3][0].isupper()
            if first > 1 and lone and {seen.folded[first - 1], seen.folded[first - 2]} <= PARTICLES:
                out.append((first - 2, last, "person", False))  # "von der Leyen"
                continue
        out.append((start, last, kind, sure))
    return _with_nicknames(seen, out)


def _with_nicknames(seen: NameView, ranges: Sequence[Range]) -> list[Range]:
    """A given name, a nickname in marks and a surname as one name: "William “Bill” Thorne"."""
    out: list[Range] = []
    for found in ranges:
        kept = [one for one in out if one[1] <= found[0]]
        first = next((one for one in reversed(kept) if _opens_nickname(seen, one, found[0])), None)
        if first is not None and not found[3] and found[2] in ("person", ""):
            out = [one for one in out if one[1] <= first[0]]
            out.append((first[0], found[1], "person", False))
        else:
            out.append(found)
    return out


def _opens_nickname(seen: NameView, before: Range, last: int) -> bool:
    """Whether one or two capitalised words in marks, and nothing else, stand between two parts of a name."""
    first, words = before[1], seen.words
    if before[3] or before[2] not in ("person", "") or not 3 <= last - first <= 4:
        return False
    marked = words[first] in _OPENS and words[last - 1] in _CLOSES
    return marked and all(word[:1].isupper() for word in words[first + 1 : last - 1])


_OPENS, _CLOSES = frozenset("“\"‘'("), frozenset("”\"’')")


def _one_name(seen: NameView, before: Range, first: int, last: int) -> bool:
    """Whether what stands between two ranges is particles, or proper nouns that all hang on the second."""
    between = range(before[1], first)
    if len(between) > 3 or any(seen.words[n][0].isupper() and seen.tokens[n].pos != "PROPN" for n in between):
        return False
    if between and all(seen.folded[n] in PARTICLES for n in between):
        return True
    parts = (*range(before[0], before[1]), *between)
    proper_nouns = all(
        seen.tokens[n].pos == "PROPN" and seen.words[n][0].isupper() for n in (*parts, *range(first, last))
    )
    return proper_nouns and all(seen.tokens[n].dep == "compound" and first <= seen.tokens[n].head < last for n in parts)
