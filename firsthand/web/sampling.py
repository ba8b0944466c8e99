"""Ten claims drawn at random for a reader to check, always the same ten of one record; the reader's score and ours.

The draw is by the hash of the claim and of the seed, so that nobody chooses.  Claims of several reports are drawn where
there are enough of them.  The reader's score is of what was answered on these reports; ours is the least that the
evaluations must come to before a version ships (``measured.csv``, held to ``evals/floors.toml`` by a test), on other
stories that were read for it.  Left out: how sure ten answers are; three wrong of ten may be chance.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from firsthand.data import Claim, Story
from firsthand.report import OpenRecord
from firsthand.report.captions import is_caption

DRAWN = 10
QUESTIONS = (
    ("same", "Do all these wordings say the same?"),
    ("source", "Are these the right sources?"),
    ("number", "Is the number of origins right?"),
)
ANSWERS = ("yes", "no", "unsure")


def drawn(reading: OpenRecord, story: Story, seed: str = "") -> tuple[Claim, ...]:
    """The claims to check."""

    def rank(claim: Claim) -> str:
        return hashlib.sha256(f"{seed}\x1f{claim.id}".encode()).hexdigest()

    told = [one for one in reading.claims_of(story) if not is_caption(one.text)]
    shared = sorted((one for one in told if one.reports.documents > 1), key=rank)
    others = sorted((one for one in told if one.reports.documents < 2), key=rank)
    return (*shared, *others)[:DRAWN]


@dataclass(frozen=True)
class Score:
    """How many answers there are to each question, and how many of them are yes or no; ``ours``: what this program is
    measured to get right of it on other stories, in words with the command that prints it."""

    name: str
    right: int
    wrong: int
    unsure: int
    ours: str = ""
    printed_by: str = ""


def score(answers: Sequence[tuple[str, str, str]]) -> tuple[Score, ...]:
    """The score of (claim, question, answer), the last answer to a question counting."""
    last = {(claim, question): answer for claim, question, answer in answers}
    told = Counter((question, answer) for (_, question), answer in last.items())
    return tuple(
        Score(name, told[name, "yes"], told[name, "no"], told[name, "unsure"], *_ours(name)) for name, _ in QUESTIONS
    )


def _ours(name: str) -> tuple[str, str]:
    row = next(one for one in held_to() if one["question"] == name)
    return f"at least {round(100 * float(row['figure']))} {row['says']}", f"python -m evals {row['stage']}"


@cache
def held_to() -> tuple[dict[str, str], ...]:
    """What the evaluations hold this program to, one row a question."""
    text = resources.files("firsthand.web").joinpath("measured.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
