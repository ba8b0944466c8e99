"""Work that kills whoever does it: stands in for what workers do, also in workers, which import this."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from firsthand.relate.claims import ByItself, Comparison
from firsthand.scale import stages

_read_shard = stages._read_shard


def read_shard(path: str, folder: Path) -> str:
    """Reads a shard, but for one whose name begins with "deadly"."""
    if Path(path).name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    return _read_shard(path, folder)


def comparison(lot: list[Comparison]) -> list[list[ByItself]]:
    """Compares no pair: whoever is given a share dies of it."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError(lot)
