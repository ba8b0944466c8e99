"""Cases with steps left out: which of them need a rule.

Every step of ``firsthand`` that has a name asks ``trail.taken`` whether it is taken (decision 10); here another answer
is put in its place, in this process alone.  Follows the ablations of the field, by case and not by score.  Left out:
runs that start worker processes, which would not see it; the stages read fewer reports than that.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from evals.case import Case
from firsthand import trail


@contextmanager
def without(steps: Sequence[str]) -> Iterator[set[str]]:
    """Within it these steps, and those below them ("clause" is all of "clause.verb" …), are left out; gives the names
    that have been asked for."""
    asked: set[str] = set()

    def taken(step: str) -> bool:
        asked.add(step)
        return not any(_below(step, one) for one in steps)

    before = trail.taken
    trail.taken = taken
    try:
        yield asked
    finally:
        trail.taken = before


def _below(step: str, above: str) -> bool:
    return step == above or step.startswith(f"{above}.")


def measured(stages: Sequence[str], steps: Sequence[str]) -> dict[str, list[Case]]:
    """The cases of stages with steps left out.  Raises ``LookupError`` for a step that no case comes by."""
    with without(steps) as asked:
        found = {}
        for stage in stages:
            print(f"measuring {stage} without {', '.join(steps)} …", file=sys.stderr, flush=True)
            found[stage] = importlib.import_module(f"evals.{stage}").cases()
    for step in steps:
        if not any(_below(one, step) for one in asked):
            raise LookupError(f"no case comes by a step {step}; those that came: {', '.join(sorted(asked))}")
    return found
