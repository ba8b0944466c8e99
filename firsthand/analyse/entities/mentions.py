"""Mentions of names in one document: the parser's entity labels, mended with word lists and the shape of titles.

A mention covers the name alone: no article, title or possessive.  Follows the usual pipeline for news names (gazetteer,
statistical labels, runs of proper nouns, in this order; longest match wins inside each).  Left out: which mentions are
the same name (``entities``), pronouns and bare roles (``coreference``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand import names
from firsthand.analyse.entities.collectives import administrations, groups, named_groups
from firsthand.analyse.entities.gazetteer import gazetteer_names, houses
from firsthand.analyse.entities.name_view import REPORTING, NameView, Range, age_before, stands_alone, title_before
from firsthand.analyse.entities.ner import headed, in_capitals, labelled, proper_runs, whole_names

_FINDERS = (named_groups, gazetteer_names, houses, headed, administrations, in_capitals, labelled, proper_runs, groups)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: characters, its normal form, what speaks for which kind, and what stands before it.

    ``kind`` is '' where nothing but capitals speaks; ``sure`` when a word list decided.  ``title`` is the normal form
    of the words of address or office directly before, or "elder" and "younger"; ``article`` whether "the" stands there;
    ``speaks`` whether it is the subject of a verb of reporting.
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


def found(views: Sequence[NameView]) -> list[Mention]:
    """All mentions in text order, none overlapping another."""
    mentions: list[Mention] = []
    for seen in views:
        taken = [False] * len(seen.tokens)
        ranges: list[Range] = []
        for finder in _FINDERS:
            for first, last, kind, sure in finder(seen, taken):
                if not any(taken[first:last]):
                    ranges.append((first, last, kind, sure))
                    taken[first:last] = [True] * (last - first)
        mentions += [_mention(seen, one) for one in whole_names(seen, ranges)]
    return mentions


def again(views: Sequence[NameView], known: Mapping[str, str], mentions: Sequence[Mention]) -> list[Mention]:
    """Further mentions of names that are already known (normal form -> kind): what the parser overlooked."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in known:
        parts = tuple(name.replace("-", " - ").split())  # as the parser cuts words
        if parts:
            by_first.setdefault(parts[0], []).append((parts, known[name]))
    for several in by_first.values():
        several.sort(key=lambda one: (-len(one[0]), one))
    covered: dict[int, list[Mention]] = {}
    for mention in mentions:
        covered.setdefault(mention.sentence, []).append(mention)
    more: list[Mention] = []
    for seen in views:
        taken = [False] * len(seen.tokens)
        for mention in covered.get(seen.one.number, ()):
            for index, token in enumerate(seen.tokens):
                if token.start < mention.end and mention.start < token.end:
                    taken[index] = True
        keys = [names.key(word) for word in seen.words]
        index = 0
        while index < len(keys):
            step = 1
            for parts, kind in by_first.get(keys[index], ()):
                last = index + len(parts)
                if (
                    tuple(keys[index:last]) == parts
                    and seen.words[index][0].isupper()
                    and not any(taken[index:last])
                    and stands_alone(seen, index, last)
                    and not (seen.headline and len(parts) == 1 and kind not in ("person", "place"))
                ):
                    more.append(_mention(seen, (index, last, kind, True)))
                    step = len(parts)
                    break
            index += step
    return more


def _mention(seen: NameView, found: Range) -> Mention:
    first, last, kind, sure = found
    start, end = seen.tokens[first].start, seen.tokens[last - 1].end
    head = seen.tokens[last - 1]
    return Mention(
        start=start,
        end=end,
        key=names.key(seen.one.text[start:end]),
        kind=kind,
        sure=sure,
        sentence=seen.one.number,
        title=title_before(seen.words, first) or age_before(seen.folded, first),
        article=first > 0 and seen.folded[first - 1] == "the",
        speaks=head.dep == "nsubj" and seen.tokens[head.head].lemma in REPORTING,
    )
