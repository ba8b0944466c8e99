"""The groups of the tests: what a quick test may not touch, and the words that tell it so.

A quick test loads no model and starts no process.  A test marked ``models`` may load the parser, the tagger and the
sentence vectors.  A test marked ``slow`` starts processes, and what a process loads is not seen from here.  The gates
stand around the loaders for the whole run, the collection of the tests included.  A test without the mark fails at the
gate, in the quick group and in the full one, so the quick group cannot rot.  Only what an earlier test left in a cache
passes unseen; in the quick group no test leaves such a thing.
"""

from __future__ import annotations

import functools
import subprocess
from collections.abc import Callable
from typing import Any

import loky
import pytest

from firsthand.models import english, tagger, vectors

LOADERS = (
    (english, "parser"),
    (english, "parse_paragraphs"),
    (tagger, "_model"),
    (vectors, "_model"),
    (vectors, "embed"),
)
STARTERS = (subprocess.Popen, loky.ProcessPoolExecutor)


class Gates:
    """The gate before the models and the gate before other processes, each open only to a test with the mark."""

    def __init__(self) -> None:
        self.between_tests()

    def set_for(self, item: pytest.Item) -> None:
        """Opens what the marks of a test ask for."""
        self.models = item.get_closest_marker("models") is not None
        self.processes = item.get_closest_marker("slow") is not None

    def between_tests(self) -> None:
        """No model is loaded while the tests are collected; the workers of the run itself are processes."""
        self.models, self.processes = False, True

    def stand(self, patch: pytest.MonkeyPatch) -> None:
        """Puts the gates around the loaders and around the start of a process."""
        for module, name in LOADERS:
            patch.setattr(module, name, self._gated(getattr(module, name), "models", f"calls {module.__name__}.{name}"))
        for starter in STARTERS:
            gated = self._gated(starter.__init__, "processes", "starts a process", "slow")
            patch.setattr(starter, "__init__", gated)

    def _gated(self, function: Callable[..., Any], gate: str, does: str, mark: str = "models") -> Callable[..., Any]:
        @functools.wraps(function)
        def gated(*arguments: Any, **named: Any) -> Any:
            if not getattr(self, gate):
                pytest.fail(f"a test that {does} is marked {mark} (tests/groups.py says why)")
            return function(*arguments, **named)

        for name in ("cache_clear", "cache_info"):
            if hasattr(function, name):
                setattr(gated, name, getattr(function, name))
        return gated
