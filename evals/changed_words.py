"""Does it notice the changed word?  Pairs that differ in a word or two, told apart or kept together.

``summedits_news`` (a consistent summary and one with a wrong entity, antonym, negation or invention, or another
consistent one), ``equate_numbers`` (sentence and claim with quantities; RedditNLI labels contradictions, the other sets
only that a claim does not follow) and ``sts_news`` (headlines and tweets; the same from a score of 4.5, different up
to 3.5).  Each pair is read as two reports of one story, a day apart.  Told apart: no claim holds statements of both, or
a conflict does.  Kept together: a claim does, and no conflict.  Every figure is of a sample, drawn by hash (``_MOST``
pairs of a set and answer).  Baseline: half of the words in common keep two together, and any differing number parts
them.  Half of the texts of ``summedits_news`` taught the model of changed facts; the figures are of the other half.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.changed_facts import READ_FIRST, half_of, of_words_alone
from evals.facts import analysed_of
from evals.figure import Figure, shared
from firsthand.comparable.lemmas import figure
from firsthand.models.vectors import embedder
from firsthand.relate.assemble import as_one_story, relate_part
from firsthand.relate.part_rows import PartRows
from firsthand.words import plain_words

_STAGE = "changed words"
_SETS = ("summedits_news", "equate_numbers", "sts_news")
_MOST = 40
"""Pairs of one set and one answer that are read."""
_SAME_FROM, _OTHER_TO = 4.5, 3.5


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two texts, whether they say the same, and which half the pair belongs to; ``source`` is the text that ``b`` is an
    edit of."""

    id: str
    a: str
    b: str
    same: bool
    half: str
    source: str = ""


@cache
def pairs(name: str) -> tuple[WordPair, ...]:
    """All pairs of a set with a clear answer; none where the corpus is absent."""
    folder = shared()
    file = folder / "data" / name / ("pairs.jsonl" if name == "summedits_news" else "dev.jsonl") if folder else None
    return () if file is None or not file.exists() else tuple(_read(name, file))


def _read(name: str, file: Path) -> Iterator[WordPair]:
    for n, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row: dict[str, Any] = json.loads(line)
        if name == "summedits_news":
            before, after = row["original_summary"], row["summary"]
            if before != after:
                yield WordPair(row["id"], before, after, str(row["consistent"]) == "1", half_of(row["doc"]), before)
        elif name == "equate_numbers":
            yield WordPair(str(n), row["premise"], row["hypothesis"], row["label"] == "entailment", READ_FIRST)
        elif not _OTHER_TO < float(row["score"]) < _SAME_FROM and float(row["score"]) >= 1:
            yield WordPair(str(n), row["a"], row["b"], float(row["score"]) >= _SAME_FROM, READ_FIRST)


def sample(name: str, *, same: bool) -> list[WordPair]:
    """The pairs of a set and an answer that are read, by the hash of their names."""
    held = [one for one in pairs(name) if one.same is same and one.half == READ_FIRST]
    return sorted(held, key=lambda one: hashlib.sha256(f"{name} {one.id}".encode()).hexdigest())[:_MOST]


def together(rows: PartRows) -> bool:
    """Whether two texts have one claim and no conflict between them; other words of a copy, which are shown as such and
    change no fact, are none."""
    where = {one.id: one.span.document for report in rows.reports for one in report.statements}
    one_claim = any(len({where[name] for name in claim.statements}) > 1 for claim in rows.claims)
    apart = [one for one in rows.conflicts if not of_words_alone(one)]
    return one_claim and not any(len({where[name] for name in one.statements}) > 1 for one in apart)


def rows_of(pair: WordPair) -> PartRows:
    """What the two texts come to as one story: reports of two outlets, a day apart."""
    given = (("a", "The Herald", "2018-12-01", pair.a), ("b", "The Courier", "2018-12-02", pair.b))
    read = analysed_of(
        {"id": f"{pair.id}{side}", "outlet": outlet, "published": day, "text": text}
        for side, outlet, day, text in given
    )
    return relate_part(as_one_story(read), embedder())


def by_words(pair: WordPair) -> bool:
    """The baseline: half of the shorter text's words are the other's, and so are its numbers."""
    a, b = set(plain_words(pair.a)), set(plain_words(pair.b))
    numbers = [{figure(word) for word in side} - {None} for side in (a, b)]
    return 2 * len(a & b) >= min(len(a), len(b)) and numbers[0] == numbers[1]


def figures() -> list[Figure]:
    """Told apart and kept together, by set; empty where the corpora are absent."""
    made: list[Figure] = []
    for name in _SETS:
        for same, told in ((False, "different told apart"), (True, "same kept together")):
            held = sample(name, same=same)
            for system, answer in (("firsthand", _answers), ("words and numbers", _plainly)):
                right = sum(kept is same for kept in answer(held))
                if held:
                    made.append(Figure(_STAGE, told, name, right / len(held), len(held), system=system))
    return made


def _answers(held: Sequence[WordPair]) -> list[bool]:
    return [together(rows_of(one)) for one in held]


def _plainly(held: Sequence[WordPair]) -> list[bool]:
    return [by_words(one) for one in held]


if __name__ == "__main__":
    for one in figures():
        print(f"{one.corpus:16} {one.name:22} {one.system:20} {one.value:.3f}  of {one.of}")
