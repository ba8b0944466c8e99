"""A shard that kills whoever reads it: stands in for ``stages._read_shard``, also in workers, which import this."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from firsthand.scale import stages

_read_shard = stages._read_shard


def read_shard(path: str, folder: Path) -> str:
    """Reads a shard, but for one whose name begins with "deadly"."""
    if Path(path).name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    return _read_shard(path, folder)
