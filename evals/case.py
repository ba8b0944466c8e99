"""One case: what a corpus asks at one place, what was answered there, and how the answer fares.

A stage's ``cases()`` lists them, and its ratios are counted from the same list, so that figure and list cannot differ.
Follows eyecite's benchmark, which shows what was gained and lost and not only a score.  A question that stands on
another one ("is its kind right?") is a case only where the other is right, so that one loss is listed once.  Left out:
the baselines, which no change of ours moves, and measures without a yes or no, unless a stage says where it cuts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from evals.figure import Figure

Verdict = Literal["right", "wrong", "missed", "extra", "unlabelled"]
"""``missed``: expected, and nothing answered; ``extra``: answered, and nothing expected; ``unlabelled``: answered, and
nobody has read it."""
Pair = tuple[str, str]
"""What was expected and what was answered."""
_WORDS = 160


@dataclass(frozen=True, slots=True)
class Case:
    """``place`` is a file (below ``../shared`` or this checkout), with ``#`` and an id where it holds many texts;
    ``start`` and ``end`` are characters of that text; ``words`` stand there."""

    question: str
    corpus: str
    verdict: Verdict
    place: str
    start: int = 0
    end: int = 0
    expected: str = ""
    found: str = ""
    words: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same case at two commits: the question and its place, and what was expected, or answered
        where nothing was expected."""
        told = self.found if self.verdict in ("extra", "unlabelled") else self.expected
        return self.question, self.corpus, self.place, f"{self.start:09d}", f"{self.end:09d}", told


def cut(text: str) -> str:
    """Words for a case: on one line, and no more than a person reads."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _WORDS else plain[: _WORDS - 1] + "…"


def counted(cases: Iterable[Case], question: str, corpus: str | None = None) -> Counter[str]:
    """How many cases of a question have each verdict."""
    return Counter(one.verdict for one in cases if one.question == question and corpus in (None, one.corpus))


def share(stage: str, cases: Iterable[Case], question: str, corpus: str, system: str = "firsthand") -> Figure:
    """The figure of a question: right ones of all that were expected."""
    found = counted(cases, question, corpus)
    of = found["right"] + found["wrong"] + found["missed"]
    return Figure(stage, question, corpus, found["right"] / max(1, of), of, system=system)


def to_line(stage: str, case: Case) -> str:
    return json.dumps({"stage": stage, **asdict(case)}, ensure_ascii=False)


def from_line(line: str) -> tuple[str, Case]:
    row: Mapping[str, Any] = json.loads(line)
    return row["stage"], Case(**{slot: row[slot] for slot in Case.__dataclass_fields__ if slot in row})
