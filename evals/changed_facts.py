"""Facts that a machine rewrite changed: are they shown as drift, and is what is shown a change?

``../shared/data/fakes_syria/machine_rewrites.jsonl``: a report, its rewrite by a language model, and lists of facts
before and after, drawn by another model and rough.  An item is one kind of fact of one pair (place, date, cause, actor,
who died) whose list changed in words that the two texts do not share as often (``items``); the others are counted as
not in the texts.  It is found where a drift shows a new word on the rewrite's side, or an old one on the original's.
What is shown and no item lists is read: ``changed_facts.csv`` holds the labels of a sample (ids, offsets), and
precision is of what is listed or labelled.  Both reports are given days, so that the order is known.  The baseline lays
each sentence of the rewrite beside the likest one of the original and shows all differing capitalised words and
numbers.  ``python -m evals`` measures the first ``_MOST`` pairs of each half, by hash; this module run by itself all.

Pairs are parted by a hash of the original's id into *development*, on which the program is built, and those that
nobody looked at before the program was run on them once; docs/log.md has what that run found.  The program has changed
since and what it showed there has been read, so what is printed now is no first reading.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from evals.case import Case, Verdict, cut
from evals.facts import analysed_of
from evals.figure import Figure, shared
from firsthand.data import Conflict, DocumentId, Record, Span
from firsthand.lexicon import entry_set
from firsthand.words import normal, words

_STAGE = "changed facts"
DEVELOPMENT, READ_FIRST = HALVES = ("development", "read first, development since")
_FILE = "data/fakes_syria/machine_rewrites.jsonl"
_DERIVED = frozenset({"same_text", "near_copy", "partial_copy", "rewrite"})
_KINDS = {
    "place": "Place of death", "date": "Date of death", "cause": "Cause of death", "actor": "Actor",
    "casualty": "Name of casualty or group",
}  # fmt: skip
_LISTED = {
    "place of death": "place", "date of death": "date", "cause of death": "cause", "actor": "actor",
    "name of casualty": "casualty",
}  # fmt: skip
_NOTHING = frozenset(
    {"available", "specific", "specified", "mentioned", "unspecified", "unknown", "information", "provided", "date"}
)
"""What the lists say where a text says nothing."""
_STEM = 5
"""Letters by which two forms of a word are one ("shelling", "shelled")."""
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_MOST = 40
_LIKE = 0.5
"""Share of words in common from which the baseline lays two sentences side by side."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One pair; ``facts``: by kind, the list before and after, of the kinds that are said to be changed."""

    id: str
    source: str
    original: str
    rewrite: str
    facts: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """A changed fact: the words that only the list before has, and those that only the list after has."""

    kind: str
    old: frozenset[str]
    new: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A change that is shown: what the original and what the rewrite says, and where."""

    kind: str
    before: str
    after: str
    original: tuple[int, int]
    rewrite: tuple[int, int]


def half_of(source: str) -> str:
    """Which half an original belongs to, whatever its text."""
    return HALVES[int(hashlib.sha256(source.encode()).hexdigest(), 16) % 2]


@cache
def pairs(half: str) -> tuple[Rewritten, ...]:
    """The pairs of a half; none where the corpus is absent."""
    folder = shared()
    path = folder / _FILE if folder else None
    if path is None or not path.exists():
        return ()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(_pair(row) for row in rows if half_of(row["source_article"]) == half)


def _pair(row: dict[str, Any]) -> Rewritten:
    before, after = (_facts(row[key]) for key in ("facts_original", "facts_rewrite"))
    facts = {
        (kind := _LISTED[changed]): (before.get(_KINDS[kind], ""), after.get(_KINDS[kind], ""))
        for changed in row["changed"]
        if changed in _LISTED
    }
    return Rewritten(row["id"], row["source_article"], row["original"], row["rewrite"], facts)


def _facts(text: str | None) -> dict[str, str]:
    """The entries of a list, which is written as Python prints a dictionary; none where it is missing."""
    try:
        read = ast.literal_eval(text or "{}")
    except (SyntaxError, ValueError):
        return {}
    return {str(key): str(value) for key, value in read.items()} if isinstance(read, dict) else {}


def plain(text: str) -> Counter[str]:
    """The words of a text as they are compared: stems, months by name, function words left out."""
    dated = _NUMERIC.sub(lambda m: f"{_MONTHS[(int(m[1]) - 1) % 12]} {int(m[2])} {m[3]}", text)
    dated = _ISO.sub(lambda m: f"{_MONTHS[(int(m[2]) - 1) % 12]} {int(m[3])} {m[1]}", dated)
    return Counter(
        _stem(word)
        for _, _, word in words(re.sub(r"(?<=[a-z])(?=20\d\d\b)|(?<=\d)(?=20\d\d\b)", " ", dated))
        if word not in entry_set("function_words") and word not in _NOTHING
    )


def _stem(word: str) -> str:
    bare = word.removesuffix("'s").lstrip("0") or word
    if bare.isdigit():
        return bare
    month = next((one for one in _MONTHS if len(bare) > 2 and one.startswith(bare)), None)
    return month or (bare[:_STEM] if len(bare) > _STEM else bare.removesuffix("s"))


def items(pair: Rewritten) -> tuple[Item, ...]:
    """The changed facts that show in the texts' words."""
    original, rewrite = plain(pair.original), plain(pair.rewrite)
    made = []
    for kind, (before, after) in sorted(pair.facts.items()):
        mine, theirs = plain(before), plain(after)
        old = frozenset(word for word in mine if word not in theirs and rewrite[word] < original[word])
        new = frozenset(word for word in theirs if word not in mine and rewrite[word] > original[word])
        if new:
            made.append(Item(kind, old, new))
    return tuple(made)


def shows(shown: Shown, item: Item) -> bool:
    """Whether a shown change has a word of the item on its own side and not on the other."""
    before, after = plain(shown.before), plain(shown.after)
    return any(word in before and word not in after for word in item.old) or any(
        word in after and word not in before for word in item.new
    )


# ------------------------------------------------------------------------------------------------ the program


def record_of(pair: Rewritten) -> Record:
    """The record of an original and its rewrite, published a day apart."""
    from firsthand.pipeline import relate

    given = (
        (pair.source, "The Original", "2018-12-01", pair.original),
        (pair.id, "The Rewrite", "2018-12-02", pair.rewrite),
    )
    return relate(
        analysed_of({"id": name, "outlet": outlet, "published": day, "text": text} for name, outlet, day, text in given)
    )


def of_words_alone(conflict: Conflict) -> bool:
    """Whether a conflict shows other words of a copy and no changed fact."""
    return conflict.steps[:1] == ("drift.edited_words",)


def changes_shown(record: Record, pair: Rewritten) -> list[Shown]:
    """Every change of a fact between the two texts that the record's drifts show, each once; what they show as another
    wording alone is no fact."""
    names = {one.id: one.source_id for one in record.documents}
    made: dict[tuple[str, str], Shown] = {}
    for conflict in record.conflicts:
        if conflict.judgement == "drift" and not of_words_alone(conflict):
            for one in _sides(record, conflict, names, pair):
                made.setdefault((normal(one.before), normal(one.after)), one)
    return list(made.values())


def _sides(record: Record, conflict: Conflict, names: dict[DocumentId, str], pair: Rewritten) -> Iterator[Shown]:
    """What a conflict shows of both texts, in turn; spans of the values where it gives them, else of the statements."""
    spans = conflict.spans or tuple(
        next(one.span for one in record.statements if one.id == name) for name in conflict.statements
    )
    before: tuple[Span, str] | None = None
    told = sorted(zip(spans, conflict.values, strict=True), key=lambda one: names[one[0].document] != pair.source)
    mine = [one for one in told if names[one[0].document] == pair.source]
    theirs = [one for one in told if names[one[0].document] == pair.id]
    for n in range(max(len(mine), len(theirs)) if mine and theirs else 0):
        before, after = mine[min(n, len(mine) - 1)], theirs[min(n, len(theirs) - 1)]
        yield Shown(
            conflict.kind, before[1], after[1], (before[0].start, before[0].end), (after[0].start, after[0].end)
        )


# ----------------------------------------------------------------------------------------------- the baseline


_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def capitals_and_numbers(pair: Rewritten) -> list[Shown]:
    """All differing capitalised words and numbers of the rewrite's sentences and the likest of the original."""
    originals = [(one.start(), one.end()) for one in _SENTENCE.finditer(pair.original)]
    bags = [{word for _, _, word in words(pair.original, *span)} for span in originals]
    made: dict[tuple[str, str], Shown] = {}
    for match in _SENTENCE.finditer(pair.rewrite):
        mine = {word for _, _, word in words(pair.rewrite, match.start(), match.end())}
        ranked = [(2 * len(mine & bag) / max(1, len(mine) + len(bag)), -n) for n, bag in enumerate(bags)]
        best, at = max(ranked, default=(0.0, 0))
        if best >= _LIKE:
            for one in _differing(pair, originals[-at], (match.start(), match.end())):
                made.setdefault((normal(one.before), normal(one.after)), one)
    return list(made.values())


def _differing(pair: Rewritten, original: tuple[int, int], rewrite: tuple[int, int]) -> Iterator[Shown]:
    a, b = list(words(pair.original, *original)), list(words(pair.rewrite, *rewrite))
    for tag, i, j, k, m in SequenceMatcher(None, [w for *_, w in a], [w for *_, w in b], False).get_opcodes():
        if tag != "equal" and i < j and k < m:
            before, after = pair.original[a[i][0] : a[j - 1][1]], pair.rewrite[b[k][0] : b[m - 1][1]]
            if any(word[0].isupper() or word[0].isdigit() for word in (*before.split(), *after.split())):
                yield Shown("name", before, after, (a[i][0], a[j - 1][1]), (b[k][0], b[m - 1][1]))


# -------------------------------------------------------------------------------------------------- measured


@cache
def labels() -> dict[str, tuple[tuple[int, int, int, int, bool], ...]]:
    """What was read, by pair: characters of the original, of the rewrite, and whether a fact was changed there."""
    path = Path(__file__).with_name("changed_facts.csv")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    held: dict[str, list[tuple[int, int, int, int, bool]]] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        places = (int(row[key]) for key in ("original_start", "original_end", "rewrite_start", "rewrite_end"))
        a, b, c, d = places
        held.setdefault(row["pair"], []).append((a, b, c, d, row["changed"] == "yes"))
    return {name: tuple(rows) for name, rows in held.items()}


def judged(pair: Rewritten, shown: Shown, wanted: Sequence[Item]) -> Verdict:
    """Whether a shown change is one, by the lists of facts or else by the labels."""
    if any(shows(shown, one) for one in wanted):
        return "right"
    read = {
        changed
        for a, b, c, d, changed in labels().get(pair.id, ())
        if _share((a, b), shown.original) and _share((c, d), shown.rewrite)
    }
    return "unlabelled" if not read else "right" if True in read else "extra"


def _share(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True, slots=True)
class Met:
    """What came of one pair: whether the rewrite is known as one, its items, and what was shown with its verdict."""

    pair: Rewritten
    relation: str
    wanted: tuple[Item, ...]
    shown: tuple[tuple[Shown, Verdict], ...]
    baseline: tuple[tuple[Shown, Verdict], ...]

    def found(self, item: Item, *, baseline: bool = False) -> bool:
        return any(shows(one, item) for one, _ in (self.baseline if baseline else self.shown))


@cache
def met(half: str, most: int | None = None) -> tuple[Met, ...]:
    """Every pair of a half, or the first ones by hash, through the program and the baseline."""
    ordered = sorted(pairs(half), key=lambda one: hashlib.sha256(one.id.encode()).hexdigest())
    return tuple(of_record(pair, record_of(pair)) for pair in ordered[:most])


def of_record(pair: Rewritten, record: Record) -> Met:
    """A pair as a record tells it."""
    wanted = items(pair)
    derived = [
        f"{one.relation}{'' if one.direction != 'unknown' else ', direction unknown'}"
        for one in record.derivations
        if one.relation in _DERIVED
    ]

    def verdicts(shown: Iterable[Shown]) -> tuple[tuple[Shown, Verdict], ...]:
        return tuple((one, judged(pair, one, wanted)) for one in shown)

    return Met(
        pair, min(derived, default="independent"), wanted,
        verdicts(changes_shown(record, pair)), verdicts(capitals_and_numbers(pair)),
    )  # fmt: skip


def cases() -> list[Case]:
    """Each item, found or missed; what is shown and wrong; what is shown and nobody has read."""
    made: list[Case] = []
    for half in HALVES:
        for one in met(half, _MOST):
            place = f"{_FILE}#{one.pair.id}"
            for wanted in one.wanted:
                verdict: Verdict = "right" if one.found(wanted) else "missed"
                told = f"{' '.join(sorted(wanted.old))} > {' '.join(sorted(wanted.new))}"
                made.append(Case(wanted.kind, half, verdict, place, expected=told, words=one.relation))
            for shown, verdict in one.shown:
                if verdict != "right":
                    told = cut(f"{shown.before} > {shown.after}")
                    made.append(Case("shown", half, verdict, place, *shown.rewrite, found=told))
    return made


def figures() -> list[Figure]:
    """Recall by kind, precision, how many rewrites are known as such; empty where the corpus is absent."""
    return [one for half in HALVES for one in half_figures(half, met(half, _MOST))]


def half_figures(half: str, every: Sequence[Met]) -> list[Figure]:
    """The figures of one half."""
    if not every:
        return []
    made = []
    for system in ("firsthand", "differing capitals and numbers"):
        plainly = system != "firsthand"
        for kind in ("", *sorted(_KINDS)):
            hit = [one.found(item, baseline=plainly) for one in every for item in one.wanted if kind in ("", item.kind)]
            name = f"changed facts found{f', {kind}' if kind else ''}"
            made.append(Figure(_STAGE, name, half, sum(hit) / max(1, len(hit)), len(hit), system=system))
        told = Counter(verdict for one in every for _, verdict in (one.baseline if plainly else one.shown))
        read = told["right"] + told["extra"]
        right = told["right"] / max(1, read)
        made.append(Figure(_STAGE, "changes shown that are changes", half, right, read, system=system))
        made.append(Figure(_STAGE, "shown, not read", half, float(told["unlabelled"]), told.total(), "changes", system))
    known = [one for one in every if one.relation in _DERIVED]
    open_ = [one for one in every if one.relation.endswith("unknown")]
    held = [one.found(item) for one in known for item in one.wanted]
    stated = sum(len(one.pair.facts) for one in every)
    return [
        *made,
        Figure(_STAGE, "rewrites known, with their direction", half, len(known) / len(every), len(every)),
        Figure(_STAGE, "rewrites known, without it", half, len(open_) / len(every), len(every)),
        Figure(_STAGE, "changed facts found, in rewrites known", half, sum(held) / max(1, len(held)), len(held)),
        Figure(_STAGE, "listed facts whose words the texts share", half,
               float(stated - sum(len(one.wanted) for one in every)), stated, "facts"),
    ]  # fmt: skip


if __name__ == "__main__":
    for half in HALVES:
        for figure in half_figures(half, met(half)):
            print(f"{figure.name:44} {figure.corpus:14} {figure.system:32} {figure.value:.3f}  of {figure.of}")
