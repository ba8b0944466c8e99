"""A bound of CPU time on work with one document, or with the reports of one story, so that one input cannot hold up all
the others.

The bound (docs/reference.md) is far above what any report takes, so that it changes no result on a slow machine either.
It is kept by the timer of the process's CPU time, which exists on POSIX and for the main thread alone: there and in the
workers.  Elsewhere only the bounds of size hold.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS, SECONDS_A_BYTE = 5.0, 50e-6
"""CPU time of reading a file and cleaning it: so much, and so much for each byte of it and of what comes out of it."""
SECONDS_CLOSELY, SECONDS_A_CHARACTER = 45.0, 3e-3
"""CPU time of reading one document closely: so much, and so much for each character of it; usual is a tenth."""
SECONDS_ACROSS, SECONDS_A_STATEMENT = 30.0, 0.3
"""CPU time of relating a part of the pile: so much, and so much for each of its statements; usual is a tenth."""


class TookTooLongError(BaseException):
    """The bound is passed.  No ``Exception``: what is stopped may catch these."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raises ``TookTooLongError`` in what is done within, once it has taken so many seconds of CPU time."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGPROF) is not signal.SIG_DFL:  # somebody else's timer, a profiler's or an outer bound
        yield
        return
    signal.signal(signal.SIGPROF, _passed)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _passed(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLongError
