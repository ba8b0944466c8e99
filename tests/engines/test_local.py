from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from firsthand.engines.local import release, run_batches, run_lots, run_stream, worker_count
from tests.engines import workers


@pytest.fixture(autouse=True)
def _nothing_goes_on() -> Iterator[None]:
    """Where a worker died, the pool kills the others in a thread; no later test runs beside that."""
    yield
    release()


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
def test_workers_wait_for_an_item_that_is_long_on_its_way(recwarn: pytest.WarningsRecorder) -> None:
    before = {one for batch in run_lots(workers.who, [[1]] * 8, lost, 2) for one in batch}
    after = {one for batch in run_lots(workers.who, [[workers.Slow()]], lost, 2) for one in batch}
    assert after <= before
    assert not [one for one in recwarn if "worker" in str(one.message)]


@pytest.mark.slow
def test_fewer_workers_are_asked_for_while_more_are_at_work(recwarn: pytest.WarningsRecorder) -> None:
    going = run_lots(workers.nap, [[1.5], [1.5], [1.5]], lambda _: -1.0, 3)
    assert list(run_lots(workers.double, [[1], [2]], lost, 2)) == [[2], [4]]
    assert list(going) == [[1.5], [1.5], [1.5]]
    assert not [one for one in recwarn if "executor" in str(one.message)]


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


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from firsthand.engines.local import run_batches\n"
        "from tests.engines.workers import sleep\n"
        "list(run_batches(sleep, list(range(4)), abs, 2, 2))\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    ) as parent:
        assert parent.stdout is not None
        working = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        until = time.monotonic() + 10
        while any(map(_lives, working)):
            assert time.monotonic() < until, "a worker outlived its parent"
            time.sleep(0.1)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")  # nobody may be there to bury a dead one
    return not status.exists() or status.read_text().rsplit(")", 1)[-1].split()[0] != "Z"


def test_small_input_stays_in_this_process() -> None:
    assert worker_count(5, None) == 1
    assert worker_count(3, 8) == 3
    assert worker_count(1000, 2) == 2


def test_nothing_gives_nothing() -> None:
    assert list(run_batches(workers.double, [], lost)) == []


def counted(items: list[int], asked: list[int]) -> Iterator[int]:
    for item in items:
        asked.append(item)
        yield item


def test_a_stream_in_this_process_is_held_no_further_than_it_must() -> None:
    asked: list[int] = []
    found = run_stream(workers.double, counted(list(range(1000)), asked), lost, 1)
    assert next(found) == [2 * item for item in range(8)]
    assert len(asked) <= 25
    assert list(chain.from_iterable(found)) == [2 * item for item in range(8, 1000)]


@pytest.mark.slow
def test_a_stream_on_workers_is_held_no_further_than_it_must() -> None:
    asked: list[int] = []
    found = run_stream(workers.double, counted(list(range(1000)), asked), lost, 2)
    assert next(found) == [2 * item for item in range(8)]
    assert len(asked) <= 2 * 4 * 8
    assert list(chain.from_iterable(found)) == [2 * item for item in range(8, 1000)]


@pytest.mark.slow
def test_a_stream_goes_on_behind_an_item_that_kills_its_worker() -> None:
    found = run_stream(workers.die_on_13, iter(range(200)), lost, 2)
    assert list(chain.from_iterable(found)) == [-13 if item == 13 else 2 * item for item in range(200)]


def test_a_stream_of_nothing_gives_nothing() -> None:
    assert list(run_stream(workers.double, iter([]), lost)) == []


@pytest.mark.slow
def test_that_a_worker_ended_is_no_news_for_a_user() -> None:
    said = "A worker stopped while some jobs were given to the executor."
    told = (
        "import warnings, firsthand.engines.local\n"
        f"warnings.warn_explicit({said!r}, UserWarning, 'process_executor.py', 1, module='loky.process_executor')\n"
        "warnings.warn_explicit('another', UserWarning, 'other.py', 1, module='other')"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert "worker stopped" not in done.stderr
    assert "another" in done.stderr
