"""Kills a process that adds reports to a store, at random moments, and looks at what is left.

    python -m tests.store.kills KILLS [example]

The process is forked from one that has read five short reports (or the example's ten) already, so that nearly all of
its time is spent on relating and writing; it adds them two by two.  The time until the kill is drawn anew each time, up
to a bound that falls where the process had ended and rises where it had not, so that a machine that becomes quicker or
slower meanwhile is met in the middle of its work too.  After each kill the file must be whole (``PRAGMA
integrity_check``, no key that leads nowhere), must hold all that it held, and the rest must come to the bytes of one
run.
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
from collections.abc import Sequence
from pathlib import Path

from firsthand import keeping, pipeline
from firsthand.data import RawDocument
from firsthand.example import REPORTS
from firsthand.ingest import read
from firsthand.models import vectors
from firsthand.outcome import Outcome
from firsthand.record import to_json
from tests.store.splits import small

_LONGER, _SHORTER = 1.02, 0.8
"""By what the longest time until a kill is multiplied after one that met a process at work, and after another."""
Outcomes = dict[str, Outcome]


def read_once(files: Sequence[Path]) -> Outcomes:
    """The reports' outcomes by source."""
    raws = [one for one in read(list(map(str, files))) if isinstance(one, RawDocument)]
    return dict(zip(map(keeping.source_of, raws), pipeline.read_batch(raws), strict=True))


def stand_in(outcomes: Outcomes) -> None:
    """From here on reading is a look-up, and rules decide alone: a forked process runs no model."""
    pipeline.read_batch = lambda raws: [outcomes[keeping.source_of(raw)] for raw in raws]
    vectors.available = lambda: False


def add_all(store: Path, files: Sequence[Path]) -> bytes:
    """The record's bytes once all is added."""
    for place in range(0, len(files), 2):
        record = pipeline.add(list(map(str, files[place : place + 2])), store=store)
    return to_json(record)


def kill_one(store: Path, files: Sequence[Path], after: float) -> bool:
    """Begins to add everything in a process of its own, and kills that; whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            add_all(store, files)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise AssertionError("the process failed before it was killed")
    return os.WIFSIGNALED(status)


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


def written(folder: Path) -> list[Path]:
    """The short reports as files."""
    files = [folder / one.uri for one in small()]
    for file, one in zip(files, small(), strict=True):
        file.write_bytes(one.data)
    return files


def kills(count: int, *, example: bool = False, seed: int = 17) -> int:
    """Kills so many times; how many kills met an unfinished store.  Raises AssertionError where something is lost."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = sorted(one for one in REPORTS.iterdir() if one.is_file()) if example else written(folder)
        stand_in(read_once(files))
        began = time.monotonic()
        whole = add_all(folder / "whole.db", files)
        longest = time.monotonic() - began
        met = 0
        store, before, number = folder / "0.db", set[tuple[str, str]](), 0
        for done in range(count):
            longest *= _LONGER if kill_one(store, files, draw.uniform(0, longest)) else _SHORTER
            now = held(store)
            assert before <= now, f"kill {done}: committed rows are gone"
            met += len([one for one in now if one[0] == "member"]) < len(files)
            before = now
            if done % 5 == 4:
                assert add_all(store, files) == whole, f"kill {done}: the rerun gives other bytes"
                number += 1
                store, before = folder / f"{number}.db", set()
        return met


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    found = kills(asked, example=sys.argv[2:] == ["example"])
    print(f"{found} of {asked} kills met an unfinished store; nothing was lost")
