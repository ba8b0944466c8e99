from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from firsthand.engines.local import run_batches, worker_count
from tests.engines import workers


def lost(item: int) -> int:
    return -item


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_number_of_workers_does_not_show(count: int) -> None:
    items = list(range(50))
    found = [result for batch in run_batches(workers.double, items, lost, count) for result in batch]
    assert found == [2 * item for item in items]


@pytest.mark.slow
def test_an_item_that_kills_its_worker_is_lost_alone() -> None:
    found = [result for batch in run_batches(workers.die_on_13, list(range(20)), lost, 2) for result in batch]
    assert found == [-13 if item == 13 else 2 * item for item in range(20)]


@pytest.mark.slow
def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\n"
        "from firsthand.engines.local import run_batches\n"
        "from tests.engines.workers import double\n"
        "print(sum(run_batches(double, list(range(20)), abs, 2), []))\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    assert done.stdout.split("\n")[:2] == ["once", str([2 * item for item in range(20)])]
    assert not done.stderr


def test_small_input_stays_in_this_process() -> None:
    assert worker_count(5, None) == 1
    assert worker_count(3, 8) == 3
    assert worker_count(1000, 2) == 2


def test_nothing_gives_nothing() -> None:
    assert list(run_batches(workers.double, [], lost)) == []
