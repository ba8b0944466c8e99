"""The stages’ figures, one stage after the other or several at once; stages that read the same texts in one process."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from evals.figure import Figure
from firsthand.analyse import segment

_TOGETHER = (
    ("facts", "gathering", "two_origins", "conflicts", "statement_pairs"),
    ("derivation", "flattened", "stories", "printings", "timeline"),
    ("same_form", "ecb_conflicts"),
    ("polnear", "attribution", "speakers", "propositions", "statements"),
    ("clean",),
    ("changed_facts", "changed_words"),
    ("names",),
    ("seeds", "claims"),
)
"""Stages that take minutes; of several at once these begin.  Those that read the same texts are measured one after the
other in one process, which remembers the paragraphs that it parsed, the articles that it tagged and the vectors."""
_REMEMBERED = 8_000_000
"""Characters of paragraphs that such a process remembers, some 480 MB: those of the stages that stand together."""


def _figures(stage: str) -> list[Figure]:
    print(f"measuring {stage} …", file=sys.stderr, flush=True)
    began, used = time.monotonic(), time.process_time()
    found: list[Figure] = importlib.import_module(f"evals.{stage}").figures()
    took, spent = time.monotonic() - began, time.process_time() - used
    print(f"measured {stage} in {took:.0f} s, {spent:.0f} of CPU", file=sys.stderr, flush=True)
    return found


def _figures_of(stages: Sequence[str]) -> list[list[Figure]]:
    segment.MOST_REMEMBERED = _REMEMBERED
    return [_figures(stage) for stage in stages]


def lots(stages: Sequence[str]) -> list[list[str]]:
    """The stages by the process that measures them, those that take longest first."""
    long = [[stage for stage in lot if stage in stages] for lot in _TOGETHER]
    listed = {stage for lot in long for stage in lot}
    return [*(lot for lot in long if lot), *([stage] for stage in stages if stage not in listed)]


def measured_stages(stages: Sequence[str], jobs: int) -> list[Figure]:
    """The figures of the stages, in their order; several stages at once in processes of their own."""
    if jobs == 1:
        return [one for found in _figures_of(stages) for one in found]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        work = lots(stages)
        measured = zip(work, pool.map(_figures_of, work), strict=True)
        made = {stage: found for lot, several in measured for stage, found in zip(lot, several, strict=True)}
    return [one for stage in stages for one in made[stage]]
