"""Python's collector of cycles, kept from walking over what a run holds.

A record in the making is hundreds of thousands of small objects, hardly one of them in a cycle; the collector looks at
all of them again and again, a seventh of the time of relating.  Meanwhile what is there is left out of its rounds, and
these come seldom.  Left out: freeing anything by hand.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_SELDOM = 50_000
"""Objects made beyond those that went, from which the youngest are looked at; Python's own is 700."""
_lock = Lock()
_within: list[tuple[int, int, int]] = []
"""The thresholds before, once for each that is within."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """The collector comes seldom until the last of those within has left."""
    with _lock:
        _within.append(_within[0] if _within else gc.get_threshold())
        gc.freeze()
        gc.set_threshold(_SELDOM, *_within[0][1:])
    try:
        yield
    finally:
        with _lock:
            before = _within.pop()
            if not _within:
                gc.set_threshold(*before)
                gc.unfreeze()
