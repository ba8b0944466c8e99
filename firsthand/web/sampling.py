"""Ten claims drawn at random for a reader to check, always the same ten of one record.

The draw is by the hash of the claim and of the seed, so that nobody chooses.  Claims of several reports are drawn where
there are enough of them.  The reader's score is of what was answered; ours is what the evaluations print.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.data import Claim, Story
from firsthand.report import OpenRecord

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

    shared = sorted(reading.shared(story), key=rank)
    others = sorted((one for one in reading.claims_of(story) if one.reports.documents < 2), key=rank)
    return (*shared, *others)[:DRAWN]


@dataclass(frozen=True)
class Score:
    """How many answers there are to each question, and how many of them are yes or no."""

    name: str
    right: int
    wrong: int
    unsure: int


def score(answers: Sequence[tuple[str, str, str]]) -> tuple[Score, ...]:
    """The score of (claim, question, answer), the last answer to a question counting."""
    last = {(claim, question): answer for claim, question, answer in answers}
    return tuple(
        Score(name, *(sum(q == name and a == answer for (_, q), a in last.items()) for answer in ANSWERS))
        for name, _ in QUESTIONS
    )
