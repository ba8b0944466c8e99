"""Firsthand: the record of who reported what, through whom, and on how many independent origins it rests.

The package exports its verbs; the nouns are in ``firsthand.data``.  They are loaded when first used.

``run`` reads and relates in one step; ``read``, ``clean``, ``analyse`` and ``relate`` are its steps; ``open`` opens a
record that was kept, ``explain`` says why something stands in it, and ``judge`` makes a judgement of what a reader
decides of it; ``to_json`` and ``from_json`` write and read it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from firsthand.version import __version__

__all__ = [
    "__version__", "add", "analyse", "clean", "explain", "from_json", "judge", "open", "read", "relate", "remove",
    "run", "to_json",
]  # fmt: skip

if TYPE_CHECKING:
    from firsthand.analyse import analyse
    from firsthand.clean import clean
    from firsthand.ingest import read
    from firsthand.judging import judge
    from firsthand.opening import open
    from firsthand.pipeline import add, relate, remove, run
    from firsthand.record import from_json, to_json
    from firsthand.report import explain

_HOMES = {
    "add": "firsthand.pipeline",
    "analyse": "firsthand.analyse",
    "clean": "firsthand.clean",
    "explain": "firsthand.report",
    "from_json": "firsthand.record",
    "judge": "firsthand.judging",
    "open": "firsthand.opening",
    "read": "firsthand.ingest",
    "relate": "firsthand.pipeline",
    "remove": "firsthand.pipeline",
    "run": "firsthand.pipeline",
    "to_json": "firsthand.record",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'firsthand' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Three verbs are the names of folders too: the import of the folder leaves the name to the verb."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
