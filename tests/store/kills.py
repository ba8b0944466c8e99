"""Kills a process that adds reports to a store, at random moments, and looks at what is left.

    python -m tests.store.kills 1000

The process is forked from one that has read the example's reports already, so that nearly all of its time is spent on
relating and writing; it adds them in five parts.  After each kill the file must be whole (``PRAGMA integrity_check``,
no key that leads nowhere), must hold all that it held, and the rest must come to the bytes of one run.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from pathlib import Path

from firsthand import keeping, pipeline
from firsthand.data import RawDocument
from firsthand.example import REPORTS
from firsthand.ingest import read
from firsthand.models import vectors
from firsthand.outcome import Outcome
from firsthand.record import to_json

Outcomes = dict[str, Outcome]


def read_once() -> Outcomes:
    """The example's outcomes by source."""
    raws = [one for one in read([str(REPORTS)]) if isinstance(one, RawDocument)]
    return dict(zip(map(keeping.source_of, raws), pipeline.read_batch(raws), strict=True))


def stand_in(outcomes: Outcomes) -> None:
    """From here on reading is a look-up, and rules decide alone: a forked process runs no model."""
    pipeline.read_batch = lambda raws: [outcomes[keeping.source_of(raw)] for raw in raws]
    vectors.available = lambda: False


def parts() -> list[list[str]]:
    files = sorted(str(one) for one in REPORTS.iterdir() if one.is_file())
    return [files[place : place + 2] for place in range(0, len(files), 2)]


def add_all(store: Path) -> bytes:
    """The record's bytes once all is added."""
    for some in parts():
        record = pipeline.add(some, store=store)
    return to_json(record)


def kill_one(store: Path, after: float) -> None:
    """Begins to add everything in a process of its own, and kills that."""
    child = os.fork()
    if child == 0:
        try:
            add_all(store)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise AssertionError("the process failed before it was killed")


def held(store: Path) -> set[tuple[str, str]]:
    """The keys of all that is committed; raises AssertionError where the file is not whole."""
    if not store.exists():
        return set()
    db = sqlite3.connect(store)
    try:
        found = db.execute("PRAGMA integrity_check").fetchall()
        assert found == [("ok",)], found
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        kept = [(name, column) for name, column in (("outcome", "key"), ("member", "source")) if name in tables]
        return {(name, key) for name, column in kept for (key,) in db.execute(f"SELECT {column} FROM {name}")}
    finally:
        db.close()


def kills(count: int, seed: int = 17) -> int:
    """Kills so many times; how many kills met an unfinished store.  Raises AssertionError where something is lost."""
    draw = random.Random(seed)
    stand_in(read_once())
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        whole = add_all(Path(folder) / "whole.db")
        longest = time.monotonic() - began
        met = 0
        store, before, number = Path(folder) / "0.db", set[tuple[str, str]](), 0
        for done in range(count):
            kill_one(store, draw.uniform(0, longest))
            now = held(store)
            assert before <= now, f"kill {done}: committed rows are gone"
            met += len([one for one in now if one[0] == "member"]) < 10
            before = now
            if done % 5 == 4:
                assert add_all(store) == whole, f"kill {done}: the rerun gives other bytes"
                number += 1
                store, before = Path(folder) / f"{number}.db", set()
        return met


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    print(f"{kills(asked)} of {asked} kills met an unfinished store; nothing was lost")
