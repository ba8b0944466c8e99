"""The local engine: this process for small input, a pool of worker processes for large.

A batch function must be importable (a module's own function), take a list and return a list of the same length, and
turn its own failures into values.  Results come in the order of the batches, whatever the number of workers.  When a
worker process dies (out of memory, a crash in native code), the items of the lost batches are run again one at a time,
each in a process of its own, and ``lost`` says what stands for an item that kills its worker again.  Workers are
loky's: fresh processes, the same on every system, which do not run the caller's script again as ``multiprocessing``'s
do.  A worker ends within a second of the process that started it, however that ended.

Left out: retries of slow items, and other machines (a distributed engine would offer the same one function).
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeVar

from loky import ProcessPoolExecutor, get_reusable_executor

# That a worker ended (idle, or grown large and replaced) is no news for a user: what it held is done again.
warnings.filterwarnings("ignore", category=UserWarning, module=r"loky\.process_executor")

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 8
"""Items per batch: enough to keep the parser busy, few enough that a progress bar moves."""
_IN_PROCESS = 24
"""Up to this many items, starting workers costs more than it saves."""


def worker_count(items: int, asked: int | None) -> int:
    """How many processes to use: what was asked for, else one for small input and one per core for large."""
    if asked is not None:
        return max(1, min(asked, items))
    return 1 if items <= _IN_PROCESS else max(1, min(os.cpu_count() or 1, 32))


def run_batches(
    function: Callable[[list[Item]], list[Result]],
    items: Sequence[Item],
    lost: Callable[[Item], Result],
    workers: int | None = None,
    size: int = BATCH,
) -> Iterator[list[Result]]:
    """The results batch by batch, in the order of ``items``; ``size`` items in a batch."""
    batches = [list(items[i : i + size]) for i in range(0, len(items), size)]
    return run_lots(function, batches, lost, worker_count(len(items), workers))


_AHEAD = 4
"""Batches of a stream that wait for each worker: enough that none is idle, few enough that the stream is not held."""


def run_stream(
    function: Callable[[list[Item]], list[Result]],
    items: Iterable[Item],
    lost: Callable[[Item], Result],
    workers: int | None = None,
    size: int = BATCH,
) -> Iterator[list[Result]]:
    """The results batch by batch, in the order of ``items``, of which only so many are asked for as are worked on."""
    coming = iter(items)
    first = list(islice(coming, _IN_PROCESS + 1))
    count = worker_count(len(first), workers)
    items = chain(first, coming)
    if count == 1:
        while batch := list(islice(items, size)):
            yield function(batch)
        return
    waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    while batch := list(islice(items, size)):
        waiting.append((batch, _submitted(function, batch, count)))
        if len(waiting) == _AHEAD * count:
            yield _result(function, *waiting.popleft(), lost)
    while waiting:
        yield _result(function, *waiting.popleft(), lost)


def _submitted(function: Callable[[list[Item]], list[Result]], batch: list[Item], count: int) -> Future[list[Result]]:
    try:
        future: Future[list[Result]] = _pool(count).submit(function, batch)
    except BrokenProcessPool:  # just now; the next one is whole
        future = _pool(count).submit(function, batch)
    _unfinished.add(future)
    future.add_done_callback(_unfinished.discard)
    return future


def run_lots(
    function: Callable[[list[Item]], list[Result]],
    batches: Sequence[list[Item]],
    lost: Callable[[Item], Result],
    count: int,
) -> Iterator[list[Result]]:
    """The results of batches, in their order, on ``count`` processes; with more than one, work begins at once."""
    if count == 1:
        return map(function, batches)
    return _results(function, batches, [_submitted(function, batch, count) for batch in batches], lost)


def _results(
    function: Callable[[list[Item]], list[Result]],
    batches: Sequence[list[Item]],
    futures: Sequence[Future[list[Result]]],
    lost: Callable[[Item], Result],
) -> Iterator[list[Result]]:
    for batch, future in zip(batches, futures, strict=True):
        yield _result(function, batch, future, lost)


def _result(
    function: Callable[[list[Item]], list[Result]],
    batch: list[Item],
    future: Future[list[Result]],
    lost: Callable[[Item], Result],
) -> list[Result]:
    try:
        return future.result()
    except BrokenProcessPool:
        return [_alone(function, item, lost) for item in batch]


_GLANCE = 0.5
"""Seconds between two looks of a worker at whether its parent lives."""


def _end_with(parent: int) -> None:
    """In a worker: ends it when the process that started it has ended, even by a signal that nobody can catch."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_GLANCE)
        os._exit(1)

    if os.name == "posix":  # elsewhere the number of a dead parent stays
        threading.Thread(target=watch, name="parent", daemon=True).start()


_pools: list[tuple[int, ProcessPoolExecutor]] = []
"""The pool whose workers live, where there is one, with their number."""
_unfinished: set[Future[Any]] = set()
"""What its workers were given and have not done."""


_PATIENCE = 300
"""Seconds that a worker waits for work before it ends; it holds its models meanwhile."""
_UNBOUNDED = {"LOKY_MAX_MEMORY_LEAK_SIZE": "1e15"}
"""loky takes what a worker's models and reports need for a leak, where psutil is installed, and starts another."""


def _pool(count: int) -> ProcessPoolExecutor:
    """The workers of the call before, their models loaded, where they still live; else others.

    loky's own stop after ten idle seconds, also while a large item is still on its way to them: that costs their
    models, and the user reads a warning.  While they are at work their number stays: loky would wait for all that they
    do, and warn."""
    if _pools and _unfinished:
        count = _pools[0][0]
    pool = get_reusable_executor(
        count, timeout=_PATIENCE, initializer=_end_with, initargs=(os.getpid(),), env=_UNBOUNDED
    )
    _pools[:] = [(count, pool)]
    return pool


def release() -> None:
    """Lets the workers go, where there are any; the next call starts others."""
    while _pools:
        _pools.pop()[1].shutdown(wait=True, kill_workers=True)
    _unfinished.clear()


@contextmanager
def letting_go() -> Iterator[None]:
    """The workers go at the end, however it ends."""
    try:
        yield
    finally:
        release()


def _alone(function: Callable[[list[Item]], list[Result]], item: Item, lost: Callable[[Item], Result]) -> Result:
    with ProcessPoolExecutor(1, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        future: Future[list[Result]] = pool.submit(function, [item])
        try:
            return future.result()[0]
        except BrokenProcessPool:
            return lost(item)
