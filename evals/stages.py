"""The stages' figures, one stage after the other or several at once."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from evals.figure import Figure

_LONG = (
    "conflicts",
    "facts",
    "gathering",
    "two_origins",
    "names",
    "stories",
    "speakers",
    "polnear",
    "attribution",
    "flattened",
    "changed_facts",
    "changed_words",
    "same_form",
    "ecb_conflicts",
)
"""Stages that take minutes; of several at once these begin."""


def _figures(stage: str) -> list[Figure]:
    print(f"measuring {stage} …", file=sys.stderr, flush=True)
    found: list[Figure] = importlib.import_module(f"evals.{stage}").figures()
    return found


def measured_stages(stages: Sequence[str], jobs: int) -> list[Figure]:
    """The figures of the stages, in their order; several stages at once in processes of their own."""
    if jobs == 1:
        return [one for stage in stages for one in _figures(stage)]
    first = sorted(stages, key=lambda stage: _LONG.index(stage) if stage in _LONG else len(_LONG))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        made = dict(zip(first, pool.map(_figures, first), strict=True))
    return [one for stage in stages for one in made[stage]]
