"""Batch functions that worker processes can import."""

from __future__ import annotations

import os
import time


def double(batch: list[int]) -> list[int]:
    return [2 * item for item in batch]


def die_on_13(batch: list[int]) -> list[int]:
    if 13 in batch:
        os._exit(1)
    return double(batch)


def sleep(batch: list[int]) -> list[int]:
    os.write(1, f"{os.getpid()}\n".encode())  # in one piece: two workers write to one pipe
    time.sleep(60)
    return batch


def nap(batch: list[float]) -> list[float]:
    for seconds in batch:
        time.sleep(seconds)
    return batch


class Slow:
    """Takes longer to be sent than a worker of loky's own waits for work."""

    def __reduce__(self) -> tuple[type[Slow], tuple[()]]:
        time.sleep(10.6)
        return Slow, ()


def who(batch: list[object]) -> list[int]:
    return [os.getpid() for _ in batch]
