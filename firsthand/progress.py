"""How long work reports on itself: one callback, the same for every stage; and lines that say it where no bar is."""

from __future__ import annotations

import time
from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done (a ``Doing`` where it is done with a file), how much of it is done, and how much there
is (0 = unknown)."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class Doing(str):
    """What is being done, with the file that it is done with."""

    __slots__ = ("file",)
    file: str

    def __new__(cls, stage: str, file: str) -> Doing:
        """The stage's words, which alone are compared and shown as such."""
        made = super().__new__(cls, stage)
        made.file = file
        return made


def named_file(stage: str) -> str:
    """The last part of the address or path of the file that is worked on; '' where none is known."""
    return getattr(stage, "file", "").rstrip("/").rsplit("/", 1)[-1]


class ProgressLines:
    """Progress as a plain line now and then: what is done, of how much, how long it will take, with which file.  The
    first comes after ``every`` seconds, so that a short run says nothing."""

    def __init__(
        self, say: Callable[[str], None], every: float = 15.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._every, self._clock = say, every, clock
        self._said = self._begun = clock()
        self._stage, self._first = "", 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """One report of progress."""
        now = self._clock()
        if str(stage) != self._stage:
            self._stage, self._begun, self._first = str(stage), now, done
        if now - self._said < self._every:
            return
        self._said = now
        of = f" of {total:,}" if total else ""
        left = time_left(done - self._first, total - done, now - self._begun) if total else ""
        file = named_file(stage)
        self._say(f"{stage}: {done:,}{of}{f', {left} left' if left else ''}{f' ({file})' if file else ''}")


def time_left(done: int, rest: int, seconds: float) -> str:
    """How long the rest will take if it goes on as so far; '' where that cannot be said."""
    if done <= 0 or rest <= 0:
        return ""
    left = seconds * rest / done
    if left < 90:
        return f"about {max(1, round(left))} s"
    return f"about {round(left / 60)} min" if left < 5_400 else f"about {left / 3600:.1f} h"
