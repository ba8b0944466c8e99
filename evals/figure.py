"""One measured figure: what was measured, on what, how much, and against which baseline."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """``name`` is unique within a stage ("speakers right"); ``value`` a ratio of 0 to 1 unless ``unit`` says otherwise;
    ``system`` is ``firsthand`` or the name of the baseline that was run on the same corpus."""

    stage: str
    name: str
    corpus: str
    value: float
    of: int
    unit: str = "ratio"
    system: str = "firsthand"


def shared() -> Path | None:
    """The development corpora beside the checkout (or at FIRSTHAND_SHARED), or None where they are absent."""
    folder = Path(os.environ.get("FIRSTHAND_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    return folder if folder.is_dir() else None
