"""Mentions of names in one document: the parser's entity labels, mended with word lists and the shape of titles.

A mention covers the name alone: no article, title or possessive.  Follows the usual pipeline for news names (gazetteer,
statistical labels, runs of proper nouns, in this order; longest match wins inside each).  Left out: which mentions are
the same name (``entities``), pronouns and bare roles (``coreference``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from firsthand import lexicon, names
from firsthand.data import Document, Sentence, Token
from firsthand.words import normal

_LABELS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
    "WORK_OF_ART": "document", "LAW": "document", "EVENT": "other", "PRODUCT": "other", "LANGUAGE": "other",
}  # fmt: skip
_INSIDE = frozenset({"of", "de", "del", "de la", "des", "du", "da", "dos", "los", "las", "la", "le", "el", "al", "bin",
                     "ibn", "van", "von", "der", "den", "di", "the", "and", "for", "&"})  # fmt: skip
_NEVER_JOIN = frozenset({"and", "the", "for", "&"})
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "el", "ibn", "la", "le", "van", "von"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_REPORTING = frozenset({"report", "say", "tell", "write", "publish", "quote", "cite", "interview", "note", "add", "learn",
                        "obtain", "reveal", "describe", "claim", "confirm", "announce"})  # fmt: skip
_TELLING = frozenset({"tell", "inform", "speak", "talk", "confirm", "say", "report", "accord", "interview", "per"})
_ACTING = frozenset({"nsubj", "nsubjpass", "agent"})
_ADMINISTERED = frozenset({"administration", "regime", "campaign", "government"})
_LONGEST_NAME = 9


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: characters, its normal form, what speaks for which kind, and what stands before it.

    ``kind`` is '' where nothing but capitals speaks; ``sure`` when a word list decided.  ``title`` is the normal form
    of the words of address or office directly before; ``article`` whether "the" stands there.
    """

    start: int
    end: int
    key: str
    kind: str
    sure: bool
    sentence: int
    title: str = ""
    article: bool = False
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence with its words at hand."""

    number: int
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    folded: tuple[str, ...]
    headline: bool


def found(document: Document, sentences: Sequence[Sentence]) -> list[Mention]:
    """All mentions in text order, none overlapping another."""
    mentions: list[Mention] = []
    for number, sentence in enumerate(sentences):
        view = _view(document, sentence, number)
        taken = [False] * len(view.tokens)
        ranges: list[tuple[int, int, str, bool]] = []
        for finder in (_named_groups, _listed, _headed, _administrations, _labelled, _proper_runs, _groups):
            for first, last, kind, sure in finder(view, taken):
                if not any(taken[first:last]):
                    ranges.append((first, last, kind, sure))
                    taken[first:last] = [True] * (last - first)
        mentions += [_mention(document, view, *one) for one in sorted(ranges)]
    return mentions


def again(
    document: Document, sentences: Sequence[Sentence], known: dict[str, str], mentions: Sequence[Mention]
) -> list[Mention]:
    """Further mentions of names that are already known (normal form -> kind): what the parser overlooked."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in known:
        parts = tuple(name.split())
        if parts:
            by_first.setdefault(parts[0], []).append(parts)
    for several in by_first.values():
        several.sort(key=lambda parts: (-len(parts), parts))
    covered: dict[int, list[Mention]] = {}
    for mention in mentions:
        covered.setdefault(mention.sentence, []).append(mention)
    more: list[Mention] = []
    for number, sentence in enumerate(sentences):
        view = _view(document, sentence, number)
        taken = [False] * len(view.tokens)
        for mention in covered.get(number, ()):
            for index, token in enumerate(view.tokens):
                if token.start < mention.end and mention.start < token.end:
                    taken[index] = True
        keys = [names.key(word) for word in view.words]
        index = 0
        while index < len(keys):
            step = 1
            for parts in by_first.get(keys[index], ()):
                last = index + len(parts)
                if (
                    tuple(keys[index:last]) == parts
                    and view.words[index][0].isupper()
                    and not any(taken[index:last])
                    and _stands_alone(view, index, last)
                    and not (view.headline and len(parts) == 1 and known[" ".join(parts)] not in ("person", "place"))
                ):
                    more.append(_mention(document, view, index, last, known[" ".join(parts)], True))
                    step = len(parts)
                    break
            index += step
    return more


def title_before(words: Sequence[str], index: int) -> str:
    """The longest title of the word list that ends directly before ``index``, in normal form, else ''."""
    for length in (3, 2, 1):
        if index >= length:
            phrase = names.key(" ".join(words[index - length : index]))
            if names.is_title(phrase) and words[index - length][:1].isupper():
                return phrase
    return ""


def _view(document: Document, sentence: Sentence, number: int) -> _View:
    words = tuple(document.text[token.start : token.end] for token in sentence.tokens)
    kind = document.blocks[sentence.block].kind if sentence.block < len(document.blocks) else "body"
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in long_words)
    headline = kind in ("title", "heading", "subtitle") and capital * 10 >= len(long_words) * 7
    least = 5 if words[-1] in (".", "!", "?", "”", '"') else 3
    headline = headline or (len(long_words) >= least and capital * 10 >= len(long_words) * 9)
    return _View(number, sentence.tokens, words, tuple(normal(word) for word in words), headline)


def _mention(document: Document, view: _View, first: int, last: int, kind: str, sure: bool) -> Mention:
    start, end = view.tokens[first].start, view.tokens[last - 1].end
    before = first
    while before > 0 and view.words[before - 1] in (".", ""):
        before -= 1
    return Mention(
        start, end, names.key(document.text[start:end]), kind, sure, view.number,
        title_before(view.words, first), first > 0 and view.folded[first - 1] == "the",
        view.tokens[last - 1].dep == "nsubj" and view.tokens[view.tokens[last - 1].head].lemma in _REPORTING,
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- word lists


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


def _listed(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    table = _gazetteer()
    keys = [names.key(word) for word in view.words]
    index = 0
    while index < len(keys):
        step = 1
        word = view.words[index]
        if keys[index] and (word[0].isupper() or word[0].isdigit()):
            for parts, kind, cases in table.get(keys[index], ()):
                last = index + len(parts)
                if tuple(keys[index:last]) != parts or not view.words[last - 1][:1].isalnum():
                    continue
                if len(parts) > 1 or _single_listed(view, index, kind, cases):
                    if not _stands_alone(view, index, last, kind):
                        continue
                    yield index, last, kind, True
                    step = len(parts)
                    break
        index += step


def _single_listed(view: _View, index: int, kind: str, cases: frozenset[str]) -> bool:
    """Whether one capitalised word is the listed name, and not a common word, a surname or a piece of a longer name."""
    word = view.words[index].replace(".", "")
    upper = word.isupper() and len(word) > 1
    if "mixed" not in cases:
        return upper and not view.headline
    if upper and len(word) > 2 and not view.headline:
        return True
    if _label(view.tokens[index]) == "PERSON" and not _possessive_follows(view, index + 1):
        return False
    if _inside_longer_chunk(view, index):
        return False
    if kind == "outlet":
        return not view.headline and _label(view.tokens[index]) in ("ORG", "") and _speaks_as_outlet(view, index)
    if kind == "place":
        return view.tokens[index].pos in ("PROPN", "NOUN")
    return view.tokens[index].pos == "PROPN" and not view.headline


def _possessive_follows(view: _View, index: int) -> bool:
    return index < len(view.words) and view.words[index] in _POSSESSIVES


def _inside_longer_chunk(view: _View, index: int) -> bool:
    """Whether the parser's label runs on to a capitalised neighbour ("New Mexico", "Mexico City")."""
    token = view.tokens[index]
    follows = index + 1 < len(view.tokens) and view.tokens[index + 1].ner.startswith("I-")
    if token.ner.startswith("I-") and view.words[index - 1][:1].isupper() and view.words[index - 1] != "The":
        return True
    return bool(token.ner) and follows and view.words[index + 1][:1].isupper()


def _speaks_as_outlet(view: _View, index: int) -> bool:
    token = view.tokens[index]
    head = view.tokens[token.head]
    if token.pos not in ("PROPN", "NOUN"):
        return False
    if token.dep == "nsubj" and head.lemma in _REPORTING:
        return True
    if token.dep in ("dobj", "dative") and head.lemma == "tell":
        return True
    if token.dep == "pobj":
        governor = view.tokens[head.head]
        return head.lemma == "per" or (head.lemma in ("to", "by", "with") and governor.lemma in _TELLING)
    return False


def _stands_alone(view: _View, first: int, last: int, kind: str = "") -> bool:
    """Not a piece of a longer name: no capitalised name word directly beside it that belongs to the same run."""
    if last - first > 1:
        runs_on = last < len(view.words) and view.tokens[last].ner.startswith("I-") and view.words[last][0].isupper()
        return not (runs_on and kind == "outlet" and not names.is_title(view.words[last]))
    if (
        last < len(view.words)
        and view.tokens[last].pos == "PROPN"
        and view.words[last][0].isupper()
        and not view.headline
        and kind in ("outlet", "place")
        and _label(view.tokens[first]) not in ("GPE", "LOC")
    ):
        return False
    if first > 0 and not view.headline:
        before, label = first - 1, _label(view.tokens[first])
        if view.words[before] == "the" and before > 1 and view.words[before - 1] == "of":
            before -= 1
        if view.words[before] == "of" and before > 0 and view.words[before - 1][0].isupper() and kind == "outlet":
            return False
        if (
            view.tokens[first - 1].pos == "PROPN"
            and view.words[first - 1][0].isupper()
            and label == "PERSON"
            and not title_before(view.words, first)
        ):
            return False
    return True


# -------------------------------------------------------------------------------------- labels and capitals


def _label(token: Token) -> str:
    return token.ner[2:]


def _labelled(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    """The parser's entities, trimmed to the name and split where two names were run together."""
    if view.headline:
        return
    first = 0
    while first < len(view.tokens):
        label = _label(view.tokens[first])
        last = first + 1
        while last < len(view.tokens) and view.tokens[last].ner == f"I-{label}":
            last += 1
        if label == "ORG" and last < len(view.tokens) and view.tokens[last].ner in ("B-PERSON", "B-PRODUCT", "B-ORG"):
            # "Lockheed Martin": one name that the parser cut in two.
            follows = last + 1 == len(view.tokens) or not view.tokens[last + 1].ner.startswith("I-")
            if follows and last - first == 1 and view.tokens[first].head == last and view.words[first][0].isupper():
                last += 1
        if label in _LABELS:
            for begin, end in _pieces(view, taken, first, last, label):
                kind = _LABELS[label]
                if (kind == "group" or names.key(view.words[begin]) in names.demonyms()) and not _is_noun(
                    view, begin, end
                ):
                    continue
                if end - begin == 1 and _says_nothing(view.words[begin]):
                    continue
                yield begin, end, kind, False
        first = last


def _pieces(view: _View, taken: Sequence[bool], first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    begin = first
    for index in range(first, last + 1):
        word = view.words[index] if index < last else ""
        breaks = (
            index == last
            or taken[index]
            or word in _POSSESSIVES
            or (word == "Flight" and index > first)
            or word in ("/", "–", "—", ";", ":", "(", ")", "[", "]", '"', "“", "”", ",")
            or (word == "-" and not _glued(view, index))
            or (word == "and" and label in ("PERSON", "PRODUCT", "GPE", "NORP"))
        )
        if breaks:
            trimmed = _trimmed(view, begin, index, label)
            if trimmed:
                yield _hyphenated(view, taken, *trimmed)
            begin = index + 1


def _glued(view: _View, index: int) -> bool:
    """Whether a hyphen joins two parts of one word ("Ki-moon")."""
    tokens = view.tokens
    inside = 0 < index < len(tokens) - 1
    return inside and tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def _hyphenated(view: _View, taken: Sequence[bool], begin: int, end: int) -> tuple[int, int]:
    """The range with what hyphens join to its ends ("al-Assad", "Lashkar-e-Taiba") and a company's suffix after it."""
    if end < len(view.words) and view.words[end] in lexicon.entries("corporate_suffixes") and not taken[end]:
        end += view.words[end] not in ("Group", "Company", "Corporation", "Holdings") or view.tokens[end].pos == "PROPN"
    while end < len(view.words) - 1 and view.words[end] == "-" and _glued(view, end) and not taken[end + 1]:
        if view.tokens[end + 1].pos in ("VERB", "ADJ", "NOUN") and view.words[end + 1].islower() and end - begin == 1:
            break
        end += 2
    while begin > 1 and view.words[begin - 1] == "-" and _glued(view, begin - 1) and not taken[begin - 2]:
        if view.words[begin - 2].islower() and view.folded[begin - 2] not in _PARTICLES | {"e"}:
            break
        begin -= 2
    return begin, end


def _trimmed(view: _View, begin: int, end: int, label: str) -> tuple[int, int] | None:
    while begin < end and not (view.words[begin][0].isupper() or view.words[begin][0].isdigit()):
        if view.folded[begin] in _PARTICLES and label == "PERSON":
            break
        begin += 1
    if begin < end and view.folded[begin] in ("the", "a", "an"):
        begin += 1
    while end > begin and not (view.words[end - 1][0].isupper() or view.words[end - 1][0].isdigit()):
        end -= 1
    if label in ("PERSON", "ORG"):
        for length in (3, 2, 1):
            if end - begin > length:
                phrase = names.key(" ".join(view.words[begin : begin + length]))
                rest = names.key(view.words[begin + length])
                if names.is_title(phrase) and (label == "PERSON" or rest in names.first_names()):
                    begin += length
                    break
    if begin >= end or end - begin > _LONGEST_NAME or not any(c.isalpha() for c in view.words[begin]):
        return None
    if names.is_title(" ".join(view.words[begin:end])):
        return None
    return begin, end


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


def _is_noun(view: _View, begin: int, end: int) -> bool:
    """Whether a group's name stands for its people ("the Houthis") and does not only describe ("Haitian gangs")."""
    token = view.tokens[end - 1]
    if token.pos == "ADJ" or token.dep in ("amod", "compound", "nmod"):
        return end - begin > 1 and token.pos != "ADJ"
    if token.tag == "NNP" and begin > 0 and view.folded[begin - 1] in ("a", "an"):
        return False
    return names.key(view.words[begin]) not in names.demonyms() or token.tag in ("NNS", "NNPS")


def _proper_runs(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    """Two or more capitalised proper nouns in a row that nothing else has claimed ("Tren de Aragua")."""
    if view.headline:
        return
    index = 0
    while index < len(view.tokens):
        if not _proper(view, taken, index):
            index += 1
            continue
        last = index + 1
        while last < len(view.tokens):
            if _proper(view, taken, last):
                last += 1
                continue
            skip = last
            while skip < len(view.tokens) and skip - last < 2 and _joins(view, taken, skip):
                skip += 1
            if skip > last and skip < len(view.tokens) and _proper(view, taken, skip):
                last = skip + 1
                continue
            break
        begin = index
        for length in (3, 2, 1):
            if last - begin >= length and names.is_title(" ".join(view.words[begin : begin + length])):
                begin += length
                break
        alone, titled = last - begin == 1, begin > index
        if begin < last and not names.is_title(" ".join(view.words[begin:last])) and (titled or not alone):
            yield begin, last, "person" if titled else "", False
        index = last


def _proper(view: _View, taken: Sequence[bool], index: int) -> bool:
    token, word = view.tokens[index], view.words[index]
    return not taken[index] and token.pos == "PROPN" and word[0].isupper() and token.ner[2:] not in ("DATE", "TIME")


def _joins(view: _View, taken: Sequence[bool], index: int) -> bool:
    return not taken[index] and view.words[index] in _INSIDE and view.words[index] not in _NEVER_JOIN


def _headed(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    """An institution's head word, "of" and a name ("Cartel of the Sun", "Ministry of Foreign Affairs")."""
    if view.headline:
        return
    heads = lexicon.entries("institution_heads")
    index = 0
    while index < len(view.tokens) - 2:
        last = index + 1
        if view.words[index] in heads and not taken[index] and view.words[last] in ("of", "de", "del", "for"):
            last += 1
            while last < len(view.words) and view.words[last] in ("the", "los", "las", "la"):
                last += 1
            end = last
            while end < len(view.words) and not taken[end]:
                word = view.words[end]
                joined = (
                    word in ("and", "of")
                    and end > last
                    and end + 1 < len(view.words)
                    and view.words[end + 1][0].isupper()
                )
                named = word[0].isupper() and view.tokens[end].pos in ("PROPN", "NOUN", "ADJ")
                if not (named or joined) or _label(view.tokens[end]) in ("DATE", "TIME"):
                    break
                end += 1
            begin = index
            while begin > 0 and _proper(view, taken, begin - 1) and not names.is_title(view.words[begin - 1]):
                begin -= 1
            if end > last:
                yield begin, end, "organisation", True
                index = end
                continue
        index += 1


# ------------------------------------------------------------------------------------- groups in lower case


@cache
def _group_nouns() -> dict[str, tuple[str, bool]]:
    return {row["noun"]: (row["kind"], bool(row["named"])) for row in lexicon.rows("groups")}


def _singular(token: Token) -> str:
    """The lemma, for capitalised plurals too, which the parser leaves as they stand."""
    lemma = token.lemma.lower()
    return lemma[:-1] if token.tag == "NNPS" and lemma.endswith("s") else lemma


def _named_groups(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    """A plural group noun in capitals with capitalised words before it ("House and Senate Democrats")."""
    if view.headline:
        return
    for index, token in enumerate(view.tokens):
        listed = _group_nouns().get(_singular(token))
        if listed is None or listed[0] != "group" or token.tag != "NNPS" or not view.words[index][0].isupper():
            continue
        begin = index
        while (
            begin > 0
            and view.words[begin - 1][0].isupper()
            and view.tokens[begin - 1].dep in ("compound", "conj", "nmod", "amod")
        ):
            begin -= 1
            if begin > 1 and view.words[begin - 1] == "and" and view.words[begin - 2][0].isupper():
                begin -= 1
        while begin < index and (view.words[begin] == "and" or view.folded[begin] in ("the", "some", "many")):
            begin += 1
        if begin < index:
            yield begin, index + 1, "group", True


def _administrations(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    """A person's or country's administration, government, campaign: one name ("Trump administration")."""
    if view.headline:
        return
    for index in range(1, len(view.tokens)):
        if view.folded[index] not in _ADMINISTERED or taken[index]:
            continue
        before = view.words[index - 1]
        if not before[0].isupper() or taken[index - 1] and names.key(before) in names.places():
            continue
        token = view.tokens[index - 1]
        if token.pos not in ("PROPN", "ADJ", "NOUN") or token.head != index:
            continue
        if index == 1 and names.key(before) not in names.demonyms() and token.pos != "PROPN":
            continue
        begin = index - 1
        if begin > 0 and f"{names.key(view.words[begin - 1])} {names.key(before)}" in names.demonyms():
            begin -= 1
        yield begin, index + 1, "organisation", True


def _groups(view: _View, taken: Sequence[bool]) -> Iterator[tuple[int, int, str, bool]]:
    """Institutions and groups in lower case that act: "police", "federal prosecutors", "House and Senate Democrats"."""
    for index, token in enumerate(view.tokens):
        listed = _group_nouns().get(_singular(token))
        if listed is None or taken[index] or token.pos not in ("NOUN", "PROPN") or view.headline:
            continue
        kind, needs_modifier = listed
        if kind == "group" and token.tag not in ("NNS", "NNPS") and token.lemma != "opposition":
            continue
        if kind == "organisation" and token.tag in ("NNS", "NNPS") and needs_modifier:
            continue
        if not _acts(view, index):
            continue
        begin = _modifiers(view, taken, index)
        if begin is None or (needs_modifier and begin == index):
            continue
        yield begin, index + 1, kind, True


def _acts(view: _View, index: int) -> bool:
    token = view.tokens[index]
    if token.dep in _ACTING:
        return True
    head = view.tokens[token.head]
    return token.dep == "pobj" and (
        head.dep == "agent" or (head.lemma == "to" and view.tokens[head.head].lemma == "accord")
    )


def _modifiers(view: _View, taken: Sequence[bool], index: int) -> int | None:
    """The first token of the noun's naming modifiers, or None where a name inside it is already somebody's own."""
    begin = index
    while begin > 0:
        token = view.tokens[begin - 1]
        if taken[begin - 1]:
            return None if token.head == index and token.dep == "poss" else begin
        joined = token.dep in ("amod", "compound", "nmod", "conj", "cc") and token.pos in (
            "NOUN",
            "PROPN",
            "ADJ",
            "CCONJ",
        )
        if not joined or (token.dep == "cc" and begin - 2 < 0):
            break
        if token.pos == "ADJ" and token.lemma.lower() in ("other", "many", "several", "some", "more", "such", "own"):
            break
        begin -= 1
    while begin < index and view.tokens[begin].dep == "cc":
        begin += 1
    return begin
