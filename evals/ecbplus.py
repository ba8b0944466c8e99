"""Reports of ECB+ (Cybulska and Vossen 2014): of each topic two events of one form, some ten reports of each.

Two firms' results, two actors' stays in two clinics: what is said of one event is said of the other in like words, so
whatever joins the two is wrong.  The corpus has tokens; a text here is its sentences, a line each, with marks put back
to the words they belong to, and without the address of the page.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evals.figure import shared

FILE = "ecbplus/train.jsonl"
_ADDRESS = re.compile(r"(?:http|www) ?[:.]")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(found), made)
    for found, made in (
        (r"\b([A-Za-z]) \. (?=[A-Za-z] \.)", r"\1."), (r"(\d) \. (?=\d)", r"\1."),
        (r"\b(an?|his|her) \. (?=\d)", r"\1 ."),
        (r"\b(\d{1,3}) , (?=\d{3}(?!\d))", r"\1,"), (r"(\d) : (?=\d\d)", r"\1:"), (r" ?’ (s|re|ve|ll|d|m|t)\b", r"’\1"),
        (r" ([,.;:!?%)\]’”])", r"\1"), (r"([(\[“‘$£€]) ", r"\1"), (r' "(?= |$)', '"'),
        (r" (’(?:s|re|ve|ll|d|m)|n’t)\b", r"\1"), (r" - ", "-"), (r"`` ?", "“"), (r" ?''", "”"),
        (r" (n't|'(?:s|re|ve|ll|d|m))\b", r"\1"), (r"(\d): (\d\d)", r"\1:\2"), (r"s ' ", "s' "), (r" / ", "/"),
    )
)  # fmt: skip
"""What stands between tokens, in this order."""


def text_of(row: Mapping[str, Any]) -> str:
    """The report's text."""
    return "\n".join(_spelt(one) for one in row["sentences"] if not _ADDRESS.match(one))


def _spelt(sentence: str) -> str:
    for found, made in _MARKS:
        sentence = found.sub(made, sentence)
    return sentence


@cache
def topics() -> Mapping[int, Mapping[str, Sequence[tuple[str, str]]]]:
    """Of each topic with two events their reports, (id, text) in the order of the file; none where the corpus is
    absent."""
    folder = shared()
    file = folder / "data" / FILE if folder else Path()
    if not file.is_file():
        return {}
    found: defaultdict[int, defaultdict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["topic"]][row["story"]].append((row["id"], text_of(row)))
    return {topic: events for topic, events in sorted(found.items()) if len(events) == 2}
