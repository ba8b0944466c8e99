"""What the source of an attribution does: its act, beside a reader's.

``acts.csv`` holds 150 attributions drawn at random from the texts of ``speakers.csv`` and read without their acts.
*Source or not* asks only whether the act makes the source one of information.  Baseline: everybody says.  A cue that is
not found any more is not asked.
"""

from __future__ import annotations

import csv
from pathlib import Path

from evals.figure import Figure, shared
from evals.speakers import development_texts, read_text
from firsthand.data import SOURCE_ACTS

STAGE = "acts"
CORPUS = "attributions of stories"


def figures() -> list[Figure]:
    """The share of acts that are right, and of sources told from those who are none."""
    folder = shared()
    if folder is None:
        return []
    texts, pairs = development_texts(folder), []
    lines = [line for line in Path(__file__).with_name("acts.csv").read_text("utf-8").splitlines() if line[0] != "#"]
    for row in csv.DictReader(lines):
        read = read_text(texts[row["corpus"], row["document"]])
        wanted = frozenset(row["act"].split("|"))
        found = [item.act for item in read.attributions if item.cue and item.cue[0].start == int(row["start"])]
        if found:
            pairs.append((wanted, found[0]))
    out = []
    for system in ("firsthand", "always saying"):
        given = [(wanted, act if system == "firsthand" else "saying") for wanted, act in pairs]
        right = sum(act in wanted for wanted, act in given)
        told = sum((act in SOURCE_ACTS) == bool(wanted & SOURCE_ACTS) for wanted, act in given)
        for name, count in (("acts right", right), ("source or not", told)):
            out.append(Figure(STAGE, name, CORPUS, count / max(len(given), 1), len(given), system=system))
    return out
