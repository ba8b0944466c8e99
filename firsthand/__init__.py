"""Firsthand: the record of who reported what, through whom, and on how many independent origins it rests.

The package exports its verbs; the nouns are in ``firsthand.data``.  They are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firsthand.version import __version__

__all__ = ["__version__", "from_json", "run", "to_json"]

if TYPE_CHECKING:
    from firsthand.pipeline import run
    from firsthand.record import from_json, to_json


def __getattr__(name: str) -> Any:
    if name == "run":
        from firsthand.pipeline import run

        return run
    if name in ("from_json", "to_json"):
        from firsthand import record

        return getattr(record, name)
    raise AttributeError(f"module 'firsthand' has no attribute {name!r}")
