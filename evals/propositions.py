"""Atomic statements on 300 sentences that were read: is each predicate with its participants a statement of its own?

``evals/propositions.jsonl`` holds, by offsets alone, what each sentence of a public corpus asserts: the words that
state one proposition, without those of another and without the frame of reporting.  Two readers labelled 165 sentences
each by one guide; on the 30 that both read they agree (F1) to .98.  A statement *is* a proposition when their words
have a Jaccard of .5 or more, one for one.  Baselines: whole sentences, and the clauses of ClausIE (Del Corro and
Gemulla 2013): every verb with a subject, with all that hangs on it but further clauses.

Sentences of ``buzzfeed_webis_2016`` are a first reading: nothing was built on them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.case import Case, Verdict, cut
from evals.figure import Figure, shared
from evals.statements import read
from firsthand.analyse import parse
from firsthand.clean import clean
from firsthand.data import Given, RawDocument, Rejected, Span
from firsthand.grammar import Tree

_FILE = Path(__file__).parent / "propositions.jsonl"
_DEVELOPMENT, _ASIDE = "300 sentences", "300 sentences, first reading"
_KEPT_ASIDE = frozenset({"buzzfeed_webis_2016/articles.jsonl"})
_SAME = 0.5
Place = tuple[int, int]
Words = frozenset[int]
"""The places of a proposition's words, by where each begins."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence: what it asserts, and what three systems find, each proposition as the places of its words."""

    corpus: str
    name: str
    text: str
    gold: tuple[Words, ...]
    found: dict[str, tuple[Words, ...]]


@cache
def sentences() -> tuple[Labelled, ...]:
    """The labelled sentences, read by the program; none where the corpora are absent."""
    folder = shared()
    if folder is None:
        return ()
    texts = _texts(folder)
    made = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        text = texts[told["corpus"]][told["id"]]
        begin, end = told["start"], told["end"]
        raw = RawDocument(told["id"], "text/plain", text.encode(), Given(told["id"]))
        document = clean(raw)
        if isinstance(document, Rejected) or document.text != text:
            continue
        starts = _starts(text, begin, end)
        gold = tuple(_within(starts, one["words"]) for one in told["propositions"])
        trees = [one for one in parse(document).trees if begin <= one.sentence.start < end]
        spans = [one for one in read(document) if begin <= one.span.start < end]
        found = {
            "firsthand": tuple(_within(starts, _pieces(one.span, one.without)) for one in spans),
            "sentences": (_within(starts, [(begin, end)]),),
            "ClausIE's clauses": tuple(_within(starts, one) for tree in trees for one in _clauses(tree)),
        }
        corpus = _ASIDE if told["corpus"] in _KEPT_ASIDE else _DEVELOPMENT
        made.append(Labelled(corpus, f"{told['id']}#{begin}", text[begin:end], gold, found))
    return tuple(made)


def _texts(folder: Path) -> dict[str, dict[str, str]]:
    named = sorted({json.loads(line)["corpus"] for line in _FILE.read_text(encoding="utf-8").splitlines()})
    made: dict[str, dict[str, str]] = {}
    for name in named:
        rows: list[Any] = [json.loads(line) for line in (folder / "data" / name).read_text("utf-8").splitlines()]
        made[name] = {str(row["id"]): row.get("text") or "" for row in rows}
    return made


def _starts(text: str, begin: int, end: int) -> list[int]:
    """Where the words of a sentence begin: runs of letters and figures."""
    found, inside = [], False
    for n in range(begin, end):
        alone = text[n].isalnum()
        if alone and not inside:
            found.append(n)
        inside = alone or (inside and text[n] in "’'-.," and n + 1 < end and text[n + 1].isalnum())
    return found


def _within(starts: Iterable[int], pieces: Iterable[Sequence[int]]) -> Words:
    held = list(pieces)
    return frozenset(n for n in starts if any(one[0] <= n < one[1] for one in held))


def _pieces(span: Span, without: Sequence[Span]) -> list[Place]:
    """The characters of a statement, without those of others inside it."""
    found, at = [], span.start
    for hole in sorted(without):
        found.append((at, hole.start))
        at = max(at, hole.end)
    return [*found, (at, span.end)]


def _clauses(tree: Tree) -> list[list[Place]]:
    """Each verb that has a subject, with all that hangs on it but further clauses."""
    heads = [n for n in range(len(tree.tokens)) if tree.below(n, "nsubj", "nsubjpass", "csubj", "expl")]
    chosen = set(heads)
    made = []
    for head in heads:
        inside = tree.subtree(head, lambda n: n in chosen)
        made.append([(tree.tokens[n].start, tree.tokens[n].end) for n in inside])
    return made


def matched(gold: Sequence[Words], found: Sequence[Words]) -> list[tuple[int, int]]:
    """Which proposition is which of those found, one for one, the likest first."""
    pairs = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            likeness = len(one & other) / max(1, len(one | other))
            if likeness >= _SAME:
                pairs.append((-likeness, i, j))
    made: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if all(i != a and j != b for a, b in made):
            made.append((i, j))
    return made


def cases() -> list[Case]:
    """Each labelled proposition, found or missed, and each statement that is none."""
    made = []
    for one in sentences():
        found = one.found["firsthand"]
        pairs = matched(one.gold, found)
        right, known = {i for i, _ in pairs}, {j for _, j in pairs}
        for n, words in enumerate(one.gold):
            made.append(_case(one, words, "right" if n in right else "missed"))
        made += [_case(one, words, "extra") for n, words in enumerate(found) if n not in known]
    return made


def _case(one: Labelled, words: Words, verdict: Verdict) -> Case:
    place = (min(words, default=0), max(words, default=0))
    return Case("propositions", one.corpus, verdict, one.name, *place, str(len(words)), "", cut(one.text))


def figures() -> list[Figure]:
    """Precision and recall of propositions, development and first reading apart, with two baselines."""
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in sentences():
        for system, found in one.found.items():
            held = counts[one.corpus, system]
            held[0] += len(matched(one.gold, found))
            held[1] += len(one.gold)
            held[2] += len(found)
    made = []
    for (corpus, system), (right, gold, ours) in sorted(counts.items()):
        for name, of in (("recall of propositions", gold), ("precision of propositions", ours)):
            made.append(Figure("propositions", name, corpus, right / max(1, of), of, system=system))
    return made
